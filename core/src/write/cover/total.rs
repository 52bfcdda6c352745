//! The figures of the cover.

use daicho_rules::{Lang, Severity};
use rust_xlsxwriter::Worksheet;

use super::super::measure::lines_height;
use super::super::style::middle;
use super::super::summary::{self, Phase};
use super::super::words;
use super::super::{Context, WriteError, page, style, title};
use super::{RIGHT, WIDTH};

/// Where a table of figures stands, for the charts.
#[derive(Debug)]
pub(in crate::write) struct Block {
    /// Row of the headings.
    pub(in crate::write) head: u32,
    /// Row below the table.
    pub(in crate::write) end: u32,
    /// Column of the names of its rows.
    pub(in crate::write) left: u16,
    /// How many rows of figures.
    pub(in crate::write) rows: u32,
}

/// Right half: what was counted. Gives the row below.
pub(super) fn glance(sheet: &mut Worksheet, context: &Context<'_>, top: u32) -> Result<u32, WriteError> {
    let (assessment, lang, styles) = (context.assessment, context.lang, &context.styles);
    let method = &assessment.method;
    let above: Vec<_> = assessment.risks.iter().filter(|risk| summary::remains(method, risk)).collect();
    let forbidden = above.iter().filter(|risk| risk.may_not_remain()).count();
    let unrated = assessment.risks.iter().filter(|risk| summary::is_unrated(method, risk)).count();
    let items = assessment.ledger.register("items").map_or(0, |register| register.records.len());
    let severity = |severity| {
        let (findings, severity) = (words::FINDINGS.get(lang), title::severity(severity).get(lang));
        match lang {
            Lang::Ja => format!("{findings}（{severity}）"),
            Lang::En => format!("{findings} ({severity})"),
        }
    };
    let rows = [
        (words::ITEMS.get(lang).to_owned(), items),
        (words::RISK_COUNT.get(lang).to_owned(), assessment.risks.len()),
        (summary::remaining_word(method).get(lang).to_owned(), above.len()),
        (words::FORBIDDEN_COUNT.get(lang).to_owned(), forbidden),
        (words::UNRATED_COUNT.get(lang).to_owned(), unrated),
        (severity(Severity::Must), summary::with_severity(assessment, Severity::Must)),
        (severity(Severity::Should), summary::with_severity(assessment, Severity::Should)),
        (severity(Severity::Info), summary::with_severity(assessment, Severity::Info)),
        (words::OPEN_QUESTIONS.get(lang).to_owned(), assessment.inquiry_count()),
        (words::FAILURES.get(lang).to_owned(), assessment.failures.len()),
    ];
    page::span(sheet, top, (RIGHT, RIGHT + 6), words::TOTALS.get(lang), &styles.head)?;
    let mut row = top + 1;
    for (label, count) in rows {
        page::span(sheet, row, (RIGHT, RIGHT + 4), &label, &middle(&styles.text))?;
        let unit = words::UNIT.get(lang);
        let format = middle(&styles.strong).set_num_format(format!("#,##0\"{unit}\""));
        sheet.merge_range(row, RIGHT + 5, row, RIGHT + 6, "", &format)?;
        page::number(sheet, row, RIGHT + 5, u32::try_from(count).unwrap_or(u32::MAX), &format)?;
        row += 1;
    }
    Ok(row)
}

/// Risks by band, inherent, current and planned.
pub(in crate::write) fn bands(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    top: u32,
) -> Result<Block, WriteError> {
    let (assessment, lang, styles) = (context.assessment, context.lang, &context.styles);
    page::span(sheet, top, (0, 4), words::STATES_HEAD.get(lang), &styles.section)?;
    let head = top + 1;
    page::span(sheet, head, (0, 1), words::BAND.get(lang), &styles.head)?;
    for (column, word) in (2_u16..).zip([words::INHERENT, words::CURRENT, words::PLANNED]) {
        page::text(sheet, head, column, word.get(lang), &styles.head)?;
    }
    let ids = assessment.method.bands.iter().rev().map(|band| Some(band.id.as_str()));
    let mut row = head + 1;
    for id in ids.chain([None]) {
        let format = style::band_format(&assessment.method, id, &middle(&styles.strong));
        page::span(sheet, row, (0, 1), title::band(assessment, id, lang), &format)?;
        for (column, phase) in (2_u16..).zip(Phase::ALL) {
            count(sheet, context, row, column, summary::in_band(assessment, phase, id))?;
        }
        row += 1;
    }
    let rows = row - head - 1;
    page::span(sheet, row, (0, 1), words::TOTAL.get(lang), &styles.head)?;
    for column in 2_u16..5 {
        count(sheet, context, row, column, assessment.risks.len())?;
    }
    Ok(Block { head, end: row + 1, left: 0, rows })
}

/// Current risks by stage and band.
pub(in crate::write) fn stages(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    top: u32,
) -> Result<Block, WriteError> {
    let (assessment, lang, styles) = (context.assessment, context.lang, &context.styles);
    page::span(sheet, top, (RIGHT, RIGHT + 6), words::STAGE_HEAD.get(lang), &styles.section)?;
    let head = top + 1;
    page::span(sheet, head, (RIGHT, RIGHT + 1), words::STAGE.get(lang), &styles.head)?;
    let ids: Vec<Option<&str>> = columns(context);
    for (column, id) in (RIGHT + 2..).zip(&ids) {
        let format = style::band_format(&assessment.method, *id, &styles.head);
        page::text(sheet, head, column, title::band(assessment, *id, lang), &format)?;
    }
    let mut row = head + 1;
    for stage in summary::stages(assessment) {
        let name = title::stage(assessment, stage, lang);
        page::span(sheet, row, (RIGHT, RIGHT + 1), name, &middle(&styles.text))?;
        let room = super::lines(name, WIDTH * 2);
        if room > 1 {
            sheet.set_row_height(row, lines_height(room))?;
        }
        for (column, id) in (RIGHT + 2..).zip(&ids) {
            count(sheet, context, row, column, summary::in_stage(assessment, stage, *id))?;
        }
        row += 1;
    }
    let rows = row - head - 1;
    Ok(Block { head, end: row, left: RIGHT, rows })
}

/// Bands from the highest, then those not rated: the columns of the table of stages.
pub(super) fn columns<'a>(context: &Context<'a>) -> Vec<Option<&'a str>> {
    let bands = context.assessment.method.bands.iter().rev().take(6);
    bands.map(|band| Some(band.id.as_str())).chain([None]).collect()
}

fn count(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    row: u32,
    column: u16,
    count: usize,
) -> Result<(), WriteError> {
    page::number(
        sheet,
        row,
        column,
        u32::try_from(count).unwrap_or(u32::MAX),
        &middle(&context.styles.centre),
    )
}
