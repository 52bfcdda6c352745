//! What was not understood or not read.

use crate::ledger::{SheetInfo, SheetOutcome, column_name};

use super::super::{WriteError, title, words};
use super::{Legend, SECTION_ROWS};

/// Writes the sections.
pub(super) fn write(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    doubts(legend)?;
    unmapped(legend)?;
    sheets(legend)
}

fn doubts(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let (lang, assessment) = (legend.context.lang, legend.context.assessment);
    let doubts = &assessment.ledger.doubts;
    if doubts.is_empty() {
        return Ok(());
    }
    legend.section(words::LEGEND_DOUBTS)?;
    legend.heads(&[
        (words::CELL.get(lang), 1),
        (words::TYPED.get(lang), 1),
        (words::FIELD.get(lang), 1),
        (words::NOTE.get(lang), 3),
    ])?;
    for doubt in doubts.iter().take(SECTION_ROWS) {
        let place = match doubt.at {
            Some(at) => assessment.ledger.place(at),
            None => assessment.ledger.sheet_name(doubt.sheet),
        };
        let field = doubt.field.as_deref().unwrap_or_default();
        let mut registers = assessment.ledger.tables.iter().filter(|table| table.sheet == doubt.sheet);
        let known = registers.find_map(|table| title::field(assessment, &table.register, field, lang));
        let known = known.or_else(|| title::field(assessment, "items", field, lang)).unwrap_or(field);
        legend.texts(&[(&place, 1), (&doubt.raw, 1), (known, 1), (doubt.message.get(lang), 3)])?;
    }
    legend.cut(doubts.len())?;
    legend.gap();
    Ok(())
}

fn unmapped(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let (lang, assessment) = (legend.context.lang, legend.context.assessment);
    let mut columns = Vec::new();
    for table in &assessment.ledger.tables {
        for column in table.columns.iter().filter(|column| column.field.is_none()) {
            let place =
                format!("{}!{}", assessment.ledger.sheet_name(table.sheet), column_name(column.column));
            columns.push((place, column.header.clone(), table.register.as_str()));
        }
    }
    if columns.is_empty() {
        return Ok(());
    }
    legend.section(words::LEGEND_UNMAPPED)?;
    legend.heads(&[
        (words::CELL.get(lang), 1),
        (words::AS_TYPED.get(lang), 2),
        (words::REGISTER.get(lang), 3),
    ])?;
    for (place, header, register) in columns.iter().take(SECTION_ROWS) {
        legend.texts(&[(place, 1), (header, 2), (title::register(assessment, register, lang), 3)])?;
    }
    legend.cut(columns.len())?;
    legend.gap();
    Ok(())
}

fn sheets(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let (lang, assessment) = (legend.context.lang, legend.context.assessment);
    let left_alone: Vec<&SheetInfo> =
        assessment.ledger.sheets.iter().filter(|sheet| sheet.outcome != SheetOutcome::Read).collect();
    let passed_over = &assessment.ledger.passed_over;
    if left_alone.is_empty() && passed_over.is_empty() {
        return Ok(());
    }
    legend.section(words::LEGEND_SHEETS)?;
    for sheet in left_alone.iter().take(SECTION_ROWS) {
        let mut reason = match &sheet.outcome {
            SheetOutcome::Read | SheetOutcome::Answers => String::new(),
            SheetOutcome::Empty => words::SHEET_EMPTY.get(lang).to_owned(),
            SheetOutcome::NoRegister { kind: Some(kind), .. } => {
                format!("{}: {}", words::SHEET_NO_REGISTER.get(lang), kind.title().get(lang))
            }
            SheetOutcome::NoRegister { nearest: None, .. } => words::SHEET_NO_REGISTER.get(lang).to_owned(),
            SheetOutcome::NoRegister { nearest: Some((row, texts)), .. } => format!(
                "{}: {} {}: {}",
                words::SHEET_NO_REGISTER.get(lang),
                words::SHEET_NEAREST.get(lang),
                u64::from(*row) + 1,
                title::join(texts.iter().take(12).map(String::as_str), lang)
            ),
            SheetOutcome::Skipped { reason } => reason.get(lang).to_owned(),
        };
        if !sheet.visible {
            reason = format!("{reason} ({})", words::HIDDEN.get(lang));
        }
        let file = assessment.ledger.sources.get(sheet.source).map_or("", |source| source.file.as_str());
        legend.texts(&[(&sheet.name, 1), (file, 1), (&reason, 4)])?;
    }
    legend.cut(left_alone.len())?;
    for passed in passed_over {
        legend.texts(&[("－", 1), (passed.names.join("\n").as_str(), 1), (passed.reason.get(lang), 4)])?;
    }
    legend.gap();
    Ok(())
}
