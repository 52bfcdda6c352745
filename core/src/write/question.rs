//! 確認事項: what has to be asked, by department and person, with room for the answers.
//!
//! The sheet is sent to the client and read back by [`crate::answers`]: each row carries the keys of its
//! questions in a hidden column at its end.

use daicho_rules::{FieldType, Lang, Text};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Worksheet};

use crate::answers::row_key;
use crate::assess::confirmation;
use crate::assessment::{Assessment, Inquiry, Priority, Question, QuestionKind, Respondent};
use crate::ledger::Origin;

use super::grid::{self, Column, Entry, Grid, Look, Spec};
use super::page;
use super::words::{self, Word};
use super::{Context, WriteError, title};

/// Longest list of a drop-down, in UTF-16 units with its commas.
const LIST_LIMIT: usize = 255;
/// Most values that still serve as a drop-down.
const LIST_VALUES: usize = 15;
/// Candidates that are printed before the others are only counted.
const SHOWN_ANSWERS: usize = 12;
/// Rules that are printed before the others are only counted.
const SHOWN_RULES: usize = 2;

/// A row of the sheet.
struct Row<'a> {
    respondent: &'a Respondent<'a>,
    inquiry: &'a Inquiry<'a>,
    first: &'a Question,
}

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    let respondents = context.assessment.respondents();
    let of_respondent = |respondent: &'_ Respondent<'_>| respondent.inquiries.len();
    let mut rows: Vec<Row<'_>> = Vec::with_capacity(respondents.iter().map(of_respondent).sum());
    for respondent in &respondents {
        for inquiry in &respondent.inquiries {
            rows.extend(inquiry.first().map(|first| Row { respondent, inquiry, first }));
        }
    }
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
        rows: rows.len(),
        name: Some("Questions"),
        frozen: 3,
    };
    grid.write(sheet, context.pen(), |index| {
        rows.get(index).map_or_else(Vec::new, |row| entries(index, row, context))
    })?;
    if let Some(column) = grid.column(words::QUESTION_KEY.get(lang)) {
        sheet.set_column_hidden(column)?;
    }
    if rows.is_empty() {
        return grid.write_line(sheet, context.pen(), words::NO_QUESTIONS);
    }
    add_lists(sheet, context, &grid, &rows)
}

fn columns(lang: Lang) -> Vec<Column> {
    let columns: &[Spec] = &[
        (words::NUMBER, 6, Look::Centre),
        (words::DEPARTMENT, 11, Look::Text),
        (words::PERSON, 11, Look::Text),
        (words::PRIORITY, 8, Look::Centre),
        (words::QUESTION_KIND, 10, Look::Centre),
        (words::SUBJECT, 20, Look::Text),
        (words::FIELD, 13, Look::Text),
        (words::ASK, 40, Look::Text),
        (words::TYPED, 13, Look::Text),
        (words::CANDIDATES, 25, Look::Text),
        (words::ANSWER, 26, Look::Fill),
        (words::CELL, 13, Look::Text),
        (words::WAITING_RULES, 30, Look::Small),
        (words::QUESTION_KEY, 10, Look::Small),
    ];
    grid::columns(lang, &[(None, columns)])
}

/// Headings of the key, the answer and the records, by which answers are found again.
pub(crate) fn headings() -> [Text; 3] {
    [words::QUESTION_KEY.text(), words::ANSWER.text(), words::SUBJECT.text()]
}

fn entries(index: usize, row: &Row<'_>, context: &Context<'_>) -> Vec<Entry> {
    let (assessment, lang) = (context.assessment, context.lang);
    let (inquiry, first) = (row.inquiry, row.first);
    let target = first.record.as_ref().and_then(|record| context.names.target(record));
    let subjects: Vec<String> = inquiry.records().map(title::record).collect();
    let subject =
        if subjects.is_empty() { words::WHOLE_LEDGER.get(lang).to_owned() } else { subjects.join("\n") };
    let typed = match (first.kind, first.raw.is_empty()) {
        (QuestionKind::Blank, true) => words::BLANK.get(lang).into(),
        (QuestionKind::Unclear, _) => Entry::Unclear(first.raw.clone()),
        _ => first.raw.as_str().into(),
    };
    vec![
        Entry::Link(target, u32::try_from(index + 1).unwrap_or(u32::MAX)),
        department(row.respondent, lang).into(),
        person(row.respondent, lang).into(),
        priority(inquiry.stakes().priority()).get(lang).into(),
        title::question(first.kind).get(lang).into(),
        subject.into(),
        first.title.get(lang).into(),
        inquiry.ask().get(lang).into(),
        typed,
        listed(first.answers.iter().map(|answer| answer.get(lang)), SHOWN_ANSWERS, lang).into(),
        Entry::Blank,
        cells(assessment, inquiry).into(),
        rules(assessment, inquiry, SHOWN_RULES, lang).into(),
        Entry::Plain(row_key(inquiry, &assessment.ledger)),
    ]
}

/// Department to ask, as people read it.
fn department<'a>(respondent: &Respondent<'a>, lang: Lang) -> &'a str {
    if respondent.department.is_empty() { words::WHOLE_COMPANY.get(lang) } else { respondent.department }
}

/// Person to ask; for the organisation as a whole the one who is in charge of personal information.
fn person<'a>(respondent: &Respondent<'a>, lang: Lang) -> &'a str {
    match (respondent.person, respondent.department) {
        ("", "") => words::PRIVACY_MANAGER.get(lang),
        (person, _) => person,
    }
}

/// Department and person to ask.
pub(crate) fn respondent_text(respondent: &Respondent<'_>, lang: Lang) -> String {
    let (department, person) = (department(respondent, lang), person(respondent, lang));
    if person.is_empty() { department.to_owned() } else { format!("{department} {person}") }
}

/// How many questions there are, and about how many cells, columns and controls.
pub(crate) fn count_text(assessment: &Assessment, lang: Lang) -> String {
    let rows = assessment.inquiry_count();
    let places = assessment.questions.len();
    match (lang, rows == places) {
        (Lang::Ja, true) => format!("確認事項 {rows}件"),
        (Lang::Ja, false) => format!("確認事項 {rows}件（{places}か所）"),
        (Lang::En, true) => format!("{rows} questions"),
        (Lang::En, false) => format!("{rows} questions about {places} places"),
    }
}

/// How soon a question should be asked.
pub(crate) fn priority(priority: Priority) -> Word {
    match priority {
        Priority::High => words::PRIORITY_HIGH,
        Priority::Medium => words::PRIORITY_MEDIUM,
        Priority::Low => words::PRIORITY_LOW,
    }
}

/// The cells that are asked about; the sheet is named once.
pub(crate) fn cells(assessment: &Assessment, inquiry: &Inquiry<'_>) -> String {
    let mut places: Vec<Origin> = inquiry.questions.iter().filter_map(|question| question.at).collect();
    // Records that share a merged cell share its place.
    places.dedup();
    title::places(assessment, places)
}

/// The rules that wait, each with its title and id.
pub(crate) fn rules(assessment: &Assessment, inquiry: &Inquiry<'_>, limit: usize, lang: Lang) -> String {
    let rules: Vec<String> = inquiry
        .rules()
        .into_iter()
        .map(|id| match (assessment.waiting.get(id), lang) {
            (Some(title), Lang::Ja) => format!("{}（{id}）", title.ja),
            (Some(title), Lang::En) => format!("{} ({id})", title.en),
            (None, _) => id.to_owned(),
        })
        .collect();
    listed(rules.iter().map(String::as_str), limit, lang)
}

/// The first texts of a list, and how many more there are.
pub(crate) fn listed<'a>(texts: impl Iterator<Item = &'a str>, limit: usize, lang: Lang) -> String {
    let all: Vec<&str> = texts.collect();
    let shown = title::join(all.iter().take(limit).copied(), lang);
    match (all.len().saturating_sub(limit), lang) {
        (0, _) => shown,
        (more, Lang::Ja) => format!("{shown} ほか{more}件"),
        (more, Lang::En) => format!("{shown} and {more} more"),
    }
}

/// Gives a drop-down to each question whose answers are a short closed list.
fn add_lists(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    grid: &Grid<'_>,
    rows: &[Row<'_>],
) -> Result<(), WriteError> {
    let Some(column) = grid.column(words::ANSWER.get(context.lang)) else { return Ok(()) };
    let rows: Vec<(u32, Vec<&str>)> = (grid.first()..)
        .zip(rows)
        .filter_map(|(at, row)| closed_list(row.first, context).map(|list| (at, list)))
        .collect();
    // Neighbours with the same answers share a list, so that a long sheet stays small.
    for group in rows.chunk_by(|above, below| above.0 + 1 == below.0 && above.1 == below.1) {
        let (Some((first, list)), Some((last, _))) = (group.first(), group.last()) else { continue };
        let validation = DataValidation::new()
            .allow_list_strings(list)?
            .set_error_style(DataValidationErrorStyle::Information)
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
    let fits = length <= LIST_LIMIT && (1..=LIST_VALUES).contains(&answers.len());
    let plain = answers.iter().all(|answer| !answer.is_empty() && !answer.contains([',', '\n']));
    (fits && plain && is_closed(question, context)).then_some(answers)
}

fn is_closed(question: &Question, context: &Context<'_>) -> bool {
    match question.kind {
        QuestionKind::Control => return true,
        QuestionKind::Column => return false,
        // A header is either right, or what it means is told in words.
        QuestionKind::Doubtful if question.record.is_none() => return true,
        QuestionKind::Doubtful | QuestionKind::Blank | QuestionKind::Unclear => {}
    }
    let definition = context.assessment.schema.registers.get(&question.register);
    let field = definition.and_then(|definition| definition.fields.get(&question.field));
    let closed = field.is_some_and(|field| {
        !field.open && matches!(field.kind, FieldType::Flag | FieldType::Choice | FieldType::Set)
    });
    let choices = question.answers.iter().filter(|answer| **answer != confirmation()).count();
    closed && choices > 1
}
