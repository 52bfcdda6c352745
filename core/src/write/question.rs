//! 確認事項: what has to be asked, with room for the answers.

use daicho_rules::{FieldType, Lang};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Worksheet};

use crate::assessment::{Question, QuestionKind};

use super::grid::{self, Column, Entry, Grid, Look, Spec};
use super::page;
use super::words;
use super::{Context, WriteError, title};

/// Longest list of a drop-down, in UTF-16 units with its commas.
const LIST_LIMIT: usize = 255;
/// Most values that still serve as a drop-down.
const LIST_VALUES: usize = 15;
/// Candidates that are printed before the others are only counted.
const SHOWN_ANSWERS: usize = 12;
/// Rules that are printed before the others are only counted.
const SHOWN_RULES: usize = 5;

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    let questions = &context.assessment.questions;
    sheet.set_name(words::QUESTIONS.get(lang))?;
    page::set_up(sheet, context, &words::QUESTIONS.text());
    page::text(sheet, 0, 0, words::QUESTIONS.get(lang), &context.styles.title)?;
    sheet.set_row_height(0, 26)?;
    page::text(sheet, 1, 0, words::QUESTIONS_HINT.get(lang), &context.styles.hint.clone().unset_text_wrap())?;
    let columns = columns(lang);
    let grid = Grid {
        sheet: words::QUESTIONS.text(),
        top: 3,
        columns: &columns,
        rows: questions.len(),
        name: Some("Questions"),
        frozen: 2,
    };
    grid.write(sheet, context.pen(), |index| {
        questions.get(index).map_or_else(Vec::new, |question| row(index, question, context))
    })?;
    if questions.is_empty() {
        return grid.write_line(sheet, context.pen(), words::NO_QUESTIONS);
    }
    add_lists(sheet, context, &grid)
}

fn columns(lang: Lang) -> Vec<Column> {
    let columns: &[Spec] = &[
        (words::NUMBER, 6, Look::Centre),
        (words::QUESTION_KIND, 11, Look::Centre),
        (words::DEPARTMENT, 9, Look::Text),
        (words::PERSON, 9, Look::Text),
        (words::SUBJECT, 15, Look::Text),
        (words::FIELD, 13, Look::Text),
        (words::ASK, 34, Look::Text),
        (words::CELL, 11, Look::Text),
        (words::TYPED, 14, Look::Text),
        (words::CANDIDATES, 24, Look::Text),
        (words::ANSWER, 20, Look::Fill),
        (words::WAITING, 7, Look::Centre),
        (words::WAITING_RULES, 15, Look::Small),
    ];
    grid::columns(lang, &[(None, columns)])
}

fn row(index: usize, question: &Question, context: &Context<'_>) -> Vec<Entry> {
    let (assessment, lang) = (context.assessment, context.lang);
    let target = question.record.as_ref().and_then(|record| context.names.target(record));
    let (department, subject) = match &question.record {
        Some(record) => (record.department.as_str(), title::record(record)),
        None => ("", words::WHOLE_LEDGER.get(lang).to_owned()),
    };
    let typed = match (question.kind, question.raw.is_empty()) {
        (QuestionKind::Blank, true) => words::BLANK.get(lang).into(),
        (QuestionKind::Unclear, _) => Entry::Unclear(question.raw.clone()),
        _ => question.raw.as_str().into(),
    };
    vec![
        Entry::Link(target, u32::try_from(index + 1).unwrap_or(u32::MAX)),
        title::question(question.kind).get(lang).into(),
        department.into(),
        question.owner.as_str().into(),
        subject.into(),
        question.title.get(lang).into(),
        question.ask.get(lang).into(),
        question.at.map_or_else(String::new, |at| assessment.ledger.place(at)).into(),
        typed,
        listed(question.answers.iter().map(|answer| answer.get(lang)), SHOWN_ANSWERS, lang).into(),
        Entry::Blank,
        Entry::Number(u32::try_from(question.records).unwrap_or(u32::MAX)),
        listed(question.rules.iter().map(String::as_str), SHOWN_RULES, lang).into(),
    ]
}

/// The first texts of a list, and how many more there are.
fn listed<'a>(texts: impl Iterator<Item = &'a str>, limit: usize, lang: Lang) -> String {
    let all: Vec<&str> = texts.collect();
    let shown = title::join(all.iter().take(limit).copied(), lang);
    match (all.len().saturating_sub(limit), lang) {
        (0, _) => shown,
        (more, Lang::Ja) => format!("{shown} ほか{more}件"),
        (more, Lang::En) => format!("{shown} and {more} more"),
    }
}

/// Gives a drop-down to each question whose answers are a short closed list.
fn add_lists(sheet: &mut Worksheet, context: &Context<'_>, grid: &Grid<'_>) -> Result<(), WriteError> {
    let Some(column) = grid.column(words::ANSWER.get(context.lang)) else { return Ok(()) };
    let rows: Vec<(u32, Vec<&str>)> = (grid.first()..)
        .zip(&context.assessment.questions)
        .filter_map(|(row, question)| closed_list(question, context).map(|list| (row, list)))
        .collect();
    // Neighbours with the same answers share a list, so that a long sheet stays small.
    for group in rows.chunk_by(|above, below| above.0 + 1 == below.0 && above.1 == below.1) {
        let (Some((first, list)), Some((last, _))) = (group.first(), group.last()) else { continue };
        let validation = DataValidation::new()
            .allow_list_strings(list)?
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_message(words::LIST_HELP.get(context.lang))?;
        sheet.add_data_validation(*first, column, *last, column, &validation)?;
    }
    Ok(())
}

/// The answers, if nothing else can be answered and Excel can hold them as a list.
fn closed_list<'a>(question: &'a Question, context: &Context<'_>) -> Option<Vec<&'a str>> {
    let answers: Vec<&str> = question.answers.iter().map(|answer| answer.get(context.lang)).collect();
    let length: usize =
        answers.iter().map(|answer| answer.replace('"', "\"\"").encode_utf16().count() + 1).sum();
    let fits = length <= LIST_LIMIT && (2..=LIST_VALUES).contains(&answers.len());
    let plain = answers.iter().all(|answer| !answer.is_empty() && !answer.contains([',', '\n']));
    (fits && plain && is_closed(question, context)).then_some(answers)
}

fn is_closed(question: &Question, context: &Context<'_>) -> bool {
    if question.kind == QuestionKind::Control {
        return true;
    }
    if question.kind == QuestionKind::Column {
        return false;
    }
    let register = question.record.as_ref().map_or("items", |record| record.register.as_str());
    let definition = context.assessment.schema.registers.get(register);
    let field = definition.and_then(|definition| definition.fields.get(&question.field));
    field.is_some_and(|field| {
        !field.open && matches!(field.kind, FieldType::Flag | FieldType::Choice | FieldType::Set)
    })
}
