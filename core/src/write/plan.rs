//! 対策計画: controls that are lacking, the most effective first.

use chrono::Datelike;
use daicho_rules::Lang;
use rust_xlsxwriter::{ConditionalFormatFormula, Format, Worksheet};

use crate::ledger::column_name;

use super::grid::{self, Column, Entry, Grid, Look, Spec};
use super::page;
use super::risk_table::{choose, pick_date};
use super::summary::{self, Measure};
use super::words;
use super::{Context, WriteError, title};

/// Items that are named before the others are only counted.
const NAMED_ITEMS: usize = 6;

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    let measures = summary::measures(context.assessment);
    sheet.set_name(words::PLAN.get(lang))?;
    page::set_up(sheet, context, &words::PLAN.text());
    page::text(sheet, 0, 0, words::PLAN.get(lang), &context.styles.title)?;
    sheet.set_row_height(0, 26)?;
    page::text(sheet, 1, 0, words::PLAN_HINT.get(lang), &context.styles.hint.clone().unset_text_wrap())?;
    let columns = columns(lang);
    let grid = Grid {
        sheet: words::PLAN.text(),
        top: 3,
        columns: &columns,
        rows: measures.len(),
        name: Some("Plan"),
        frozen: 2,
    };
    grid.write(sheet, context.pen(), |index| {
        measures.get(index).map_or_else(Vec::new, |measure| row(index, measure, context))
    })?;
    if measures.is_empty() {
        return grid.write_line(sheet, context.pen(), words::NO_PLAN);
    }
    let progress =
        [words::NOT_STARTED, words::STARTED, words::DONE, words::ACCEPTED].map(|word| word.get(lang));
    choose(sheet, context, &grid, words::PROGRESS, &progress, words::LIST_HELP)?;
    pick_date(sheet, context, &grid, words::DUE)?;
    pick_date(sheet, context, &grid, words::DONE_ON)?;
    mark_overdue(sheet, context, &grid)
}

/// Marks what was due before the day of the assessment and is not done.
fn mark_overdue(sheet: &mut Worksheet, context: &Context<'_>, grid: &Grid<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    let (Some(due), Some(done)) = (grid.column(words::DUE.get(lang)), grid.column(words::DONE_ON.get(lang)))
    else {
        return Ok(());
    };
    let as_of = context.assessment.as_of;
    let row = grid.first() + 1;
    let (due_name, done_name) = (column_name(u32::from(due)), column_name(u32::from(done)));
    let day = format!("DATE({},{},{})", as_of.year(), as_of.month(), as_of.day());
    let rule = format!("=AND(ISNUMBER(${due_name}{row}),${due_name}{row}<{day},${done_name}{row}=\"\")");
    let condition = ConditionalFormatFormula::new()
        .set_rule(rule.as_str())
        .set_format(Format::new().set_font_color("C00000").set_bold());
    sheet.add_conditional_format(grid.first(), due, grid.last(), due, &condition)?;
    Ok(())
}

fn columns(lang: Lang) -> Vec<Column> {
    let found: &[Spec] = &[
        (words::NUMBER, 6, Look::Centre),
        (words::CONTROL, 30, Look::Text),
        (words::FAMILY, 9, Look::Centre),
        (words::LEVEL, 8, Look::Centre),
        (words::STATE, 9, Look::Centre),
        (words::LOWERED, 12, Look::Centre),
        (words::COVERED, 8, Look::Centre),
        (words::ABOVE_COVERED, 9, Look::Centre),
        (words::FOR_ITEMS, 28, Look::Text),
        (words::SEEN_AT, 12, Look::Text),
    ];
    let fill: &[Spec] = &[
        (words::ACTION, 22, Look::Fill),
        (words::OWNER, 11, Look::Fill),
        (words::DUE, 11, Look::FillDate),
        (words::PROGRESS, 8, Look::FillCentre),
        (words::DONE_ON, 11, Look::FillDate),
    ];
    grid::columns(lang, &[(Some(words::GROUP_FOUND), found), (Some(words::GROUP_FILL), fill)])
}

fn row(index: usize, measure: &Measure<'_>, context: &Context<'_>) -> Vec<Entry> {
    let (assessment, lang) = (context.assessment, context.lang);
    let control = measure.control;
    vec![
        Entry::Number(u32::try_from(index + 1).unwrap_or(u32::MAX)),
        control.title.get(lang).into(),
        title::family(assessment, &control.family, lang).into(),
        title::level(control.level).get(lang).into(),
        title::state(measure.state).get(lang).into(),
        Entry::Number(measure.lowered),
        Entry::Number(measure.covered),
        Entry::Number(measure.above),
        items(&measure.items, lang).into(),
        control.source.map_or_else(String::new, |at| assessment.ledger.place(at)).into(),
        Entry::Blank,
        control.owner.as_str().into(),
        control.due.into(),
        Entry::Blank,
        Entry::Blank,
    ]
}

/// Names of the first items, and how many more there are.
fn items(items: &[&str], lang: Lang) -> String {
    let named = title::join(items.iter().take(NAMED_ITEMS).copied(), lang);
    let more = items.len().saturating_sub(NAMED_ITEMS);
    match (more, lang) {
        (0, _) => named,
        (_, Lang::Ja) => format!("{named} ほか{more}件"),
        (_, Lang::En) => format!("{named} and {more} more"),
    }
}
