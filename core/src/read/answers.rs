//! Reads the answers that people filled into the sheet 確認事項 of a report.

use std::path::Path;

use daicho_rules::normal::{fold, is_blank};
use daicho_rules::{Lang, Text};

use super::grid::{CellState, Grid, Row};
use super::limits::Deadline;
use super::value::CellText;
use super::workbook::{self, Purpose};
use super::{ReadError, ReadOptions, folder};
use crate::answers::{AnswerFile, AnswerRow};
use crate::write::question_headings;

/// Rows in which the headings are looked for.
const HEADINGS: usize = 200;

/// Columns of the sheet, wherever they were moved.
struct Columns {
    head: u32,
    key: u32,
    answer: u32,
    subject: Option<u32>,
}

/// Reads the answers in a report of daicho, or in what was cut out of one.
///
/// # Errors
///
/// As [`read_ledger`](super::read_ledger), and [`ReadError::NoAnswers`] if no sheet has the columns of answers
/// and keys.
pub fn read_answers(path: &Path, options: &ReadOptions) -> Result<AnswerFile, ReadError> {
    let deadline = Deadline::start(&options.limits, 1);
    let (name, bytes) = (folder::name_of(path), folder::bytes_of(path)?);
    let workbook = workbook::open(&name, &bytes, Purpose::Answers, options, deadline)?;
    let mut file = AnswerFile { source: workbook.source, sheets: Vec::new(), rows: Vec::new() };
    let mut found = false;
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        file.sheets.push((sheet.name.clone(), sheet.visible));
        let Some(grid) = sheet.grid() else { continue };
        let Some(columns) = columns(grid) else { continue };
        found = true;
        // Headings may stand again where people put several sheets below each other.
        let heading = fold(grid.text(columns.head, columns.key));
        let rows = grid
            .rows()
            .iter()
            .filter(|row| row.index > columns.head && fold(grid.text(row.index, columns.key)) != heading);
        file.rows.extend(rows.filter_map(|row| answer_row(grid, row, &columns, index)));
    }
    if found { Ok(file) } else { Err(ReadError::NoAnswers { file: file.source.file }) }
}

/// True for a sheet of questions, filled in or not.
pub(super) fn asks(grid: &Grid) -> bool {
    columns(grid).is_some()
}

fn columns(grid: &Grid) -> Option<Columns> {
    let [key, answer, subject] = question_headings();
    grid.rows().iter().take(HEADINGS).find_map(|row| {
        let place = |heading: &Text| {
            let wanted = [fold(heading.get(Lang::Ja)), fold(heading.get(Lang::En))];
            let mut cells = row.cells.iter();
            cells.find(|(_, cell)| wanted.contains(&fold(&cell.shown.text))).map(|(column, _)| *column)
        };
        Some(Columns {
            head: row.index,
            key: place(&key)?,
            answer: place(&answer)?,
            subject: place(&subject),
        })
    })
}

fn answer_row(grid: &Grid, row: &Row, columns: &Columns, sheet: usize) -> Option<AnswerRow> {
    let text = |column: u32| grid.text(row.index, column);
    let subjects = columns.subject.map_or("", text);
    // One answer merged over several rows is meant for all of them.
    let top = grid.carried_from(row.index, columns.answer).filter(|top| *top > columns.head);
    let own = grid.cell(row.index, columns.answer);
    let (at, cell) = match (own, top) {
        (None, Some(top)) => (top, grid.cell(top, columns.answer)),
        (own, _) => (row.index, own),
    };
    let answer = cell.map_or_else(CellText::default, |cell| cell.shown.clone());
    let is_broken = cell.is_some_and(|cell| cell.state != CellState::Value);
    let answer = if answer.text.chars().all(is_blank) { CellText::default() } else { answer };
    AnswerRow::new(text(columns.key), subjects, (answer, is_broken), (sheet, at, columns.answer))
}
