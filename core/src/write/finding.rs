//! 指摘事項: checks that do not hold, the most severe first.

use daicho_rules::{Lang, Severity};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Worksheet};

use crate::assessment::{Finding, Read};

use super::grid::{self, Column, Entry, Grid, Look, Spec};
use super::page;
use super::risk_table::{choose, pick_date};
use super::words;
use super::{Context, WriteError, title};

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    let findings = &context.assessment.findings;
    sheet.set_name(words::FINDINGS.get(lang))?;
    page::set_up(sheet, context, &words::FINDINGS.text());
    page::text(sheet, 0, 0, words::FINDINGS.get(lang), &context.styles.title)?;
    sheet.set_row_height(0, 26)?;
    page::text(sheet, 1, 0, words::FINDINGS_HINT.get(lang), &context.styles.hint.clone().unset_text_wrap())?;
    let columns = columns(lang);
    let grid = Grid {
        sheet: words::FINDINGS.text(),
        top: 3,
        columns: &columns,
        rows: findings.len(),
        name: Some("Findings"),
        frozen: 2,
    };
    grid.write(sheet, context.pen(), |index| {
        findings.get(index).map_or_else(Vec::new, |finding| row(index, finding, context))
    })?;
    if findings.is_empty() {
        return grid.write_line(sheet, context.pen(), words::NO_FINDINGS);
    }
    let progress =
        [words::NOT_STARTED, words::STARTED, words::DONE, words::ACCEPTED].map(|word| word.get(lang));
    choose(sheet, context, &grid, words::PROGRESS, &progress, words::LIST_HELP)?;
    pick_date(sheet, context, &grid, words::DUE)?;
    if let Some(column) = grid.column(words::SEVERITY.get(lang)) {
        for (severity, colour) in [(Severity::Must, "F8CBAD"), (Severity::Should, "FFE699")] {
            let condition = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(title::severity(severity).get(lang).to_owned()))
                .set_format(Format::new().set_background_color(colour));
            sheet.add_conditional_format(grid.first(), column, grid.last(), column, &condition)?;
        }
    }
    Ok(())
}

fn columns(lang: Lang) -> Vec<Column> {
    let found: &[Spec] = &[
        (words::NUMBER, 6, Look::Centre),
        (words::SEVERITY, 8, Look::Centre),
        (words::REGISTER, 11, Look::Text),
        (words::DEPARTMENT, 9, Look::Text),
        (words::SUBJECT, 15, Look::Text),
        (words::FINDING, 24, Look::Text),
        (words::WHY, 27, Look::Text),
        (words::FIX, 25, Look::Text),
        (words::BASIS, 13, Look::Text),
        (words::CELLS, 22, Look::Text),
        (words::RULE, 11, Look::Small),
    ];
    let fill: &[Spec] = &[
        (words::PROGRESS, 8, Look::FillCentre),
        (words::ACTION, 18, Look::Fill),
        (words::OWNER, 8, Look::Fill),
        (words::DUE, 11, Look::FillDate),
    ];
    grid::columns(lang, &[(Some(words::GROUP_FOUND), found), (Some(words::GROUP_FILL), fill)])
}

fn row(index: usize, finding: &Finding, context: &Context<'_>) -> Vec<Entry> {
    let (assessment, lang) = (context.assessment, context.lang);
    let target = finding.record.as_ref().and_then(|record| context.names.target(record));
    let (register, department, subject) = match &finding.record {
        Some(record) => {
            let register = title::register(assessment, &record.register, lang);
            (register, record.department.as_str(), title::record(record))
        }
        None => ("", "", words::WHOLE_LEDGER.get(lang).to_owned()),
    };
    let rule = if finding.verified {
        finding.rule.clone()
    } else {
        format!("{}\n{}", finding.rule, words::UNVERIFIED.get(lang))
    };
    let cells: Vec<String> = finding.reads.iter().map(|read| cell_text(read, context)).collect();
    vec![
        Entry::Link(target, u32::try_from(index + 1).unwrap_or(u32::MAX)),
        title::severity(finding.severity).get(lang).into(),
        register.into(),
        department.into(),
        subject.into(),
        finding.title.get(lang).into(),
        finding.why.get(lang).into(),
        finding.fix.get(lang).into(),
        finding.basis.join("\n").into(),
        cells.join("\n").into(),
        rule.into(),
        Entry::Blank,
        Entry::Blank,
        Entry::Blank,
        Entry::Blank,
    ]
}

/// A cell with its place and what it says.
fn cell_text(read: &Read, context: &Context<'_>) -> String {
    let lang = context.lang;
    let raw =
        if read.raw.is_empty() { words::BLANK.get(lang).to_owned() } else { read.raw.replace('\n', " ") };
    let title = read.title.get(lang);
    let line = match lang {
        Lang::Ja => format!("{title}：{raw}"),
        Lang::En => format!("{title}: {raw}"),
    };
    match read.at {
        Some(at) => format!("{} {line}", context.assessment.ledger.place(at)),
        None => line,
    }
}
