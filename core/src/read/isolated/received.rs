//! Sheets out of what a helper sends, which is trusted no more than a file.

use std::io::BufRead;

use super::message::{Failure, Message, Sent, receive};
use crate::read::error::ReadError;
use crate::read::grid::{Area, CellState, Content, Grid, GridCell, Sheet};
use crate::read::recent::Recent;
use crate::read::spent::Spent;
use crate::read::value::CellText;

/// Why there are no sheets.
#[derive(Debug)]
pub(super) enum Problem {
    /// The helper, or the limits, say so.
    Refused(ReadError),
    /// It stopped before it had said all, or said something else.
    CutOff(String),
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        Self::Refused(error)
    }
}

/// A sheet whose cells are still coming.
#[derive(Debug, Default)]
struct Coming {
    name: String,
    visible: bool,
    has_cells: bool,
    rows: Vec<(u32, Vec<(u32, GridCell)>)>,
    merges: Vec<Area>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    broken: Option<String>,
    recent: Recent,
}

/// All sheets, once the helper says that it is done.
pub(super) fn sheets(file: &str, input: &mut impl BufRead) -> Result<Vec<Sheet>, Problem> {
    let mut spent = Spent::new(file);
    let mut sheets = Vec::new();
    let mut coming: Option<Coming> = None;
    loop {
        let message = receive(input).map_err(|error| Problem::CutOff(error.to_string()))?;
        let Some(message) = message else { return Err(Problem::CutOff("no end".to_owned())) };
        match (message, &mut coming) {
            (Message::Sheet { name, visible, has_cells }, coming) => {
                spent.sheet(&name)?;
                let next = Coming { name, visible, has_cells, ..Coming::default() };
                sheets.extend(coming.replace(next).map(Coming::sheet));
            }
            (Message::Cells { row, cells }, Some(coming)) => {
                for (column, sent) in cells {
                    spent.cell(&coming.name)?;
                    spent.filled(&coming.name, sent.text.len())?;
                    coming.add(row, column, sent);
                }
            }
            (Message::Merges(areas), Some(coming)) => {
                for (top, left, bottom, right) in areas {
                    spent.merge(&coming.name)?;
                    coming.merges.push(Area { top, left, bottom, right });
                }
            }
            (Message::Hidden { rows, columns }, Some(coming)) => {
                (coming.hidden_rows, coming.hidden_columns) = (ranges(rows), ranges(columns));
            }
            (Message::Broken(detail), Some(coming)) => coming.broken = Some(detail),
            (Message::Failed(failure), _) => {
                let file = file.to_owned();
                return Err(Problem::Refused(match failure {
                    Failure::Password => {
                        ReadError::UnknownEncryption { file, detail: "XOR / RC4".to_owned() }
                    }
                    Failure::Damaged(detail) => ReadError::Damaged { file, detail },
                }));
            }
            (Message::Done, coming) => {
                sheets.extend(coming.take().map(Coming::sheet));
                return Ok(sheets);
            }
            (_, None) => {
                return Err(Problem::CutOff("cells without a sheet".to_owned()));
            }
        }
    }
}

impl Coming {
    fn add(&mut self, row: u32, column: u32, sent: Sent) {
        let state = if sent.error { CellState::Error } else { CellState::Value };
        let shown = CellText { text: sent.text, number: sent.number, date: sent.date };
        let cell = self.recent.shared(GridCell::new(shown, state));
        match self.rows.last_mut() {
            Some((last, cells)) if *last == row => cells.push((column, cell)),
            _ => self.rows.push((row, vec![(column, cell)])),
        }
    }

    fn sheet(mut self) -> Sheet {
        self.merges.sort_unstable();
        let content = match (self.has_cells, self.broken) {
            (false, _) => Content::Other,
            (true, Some(detail)) => Content::Broken(detail),
            (true, None) => {
                let mut grid = Grid::new(self.rows, self.merges);
                (grid.hidden_rows, grid.hidden_columns) = (self.hidden_rows, self.hidden_columns);
                Content::Cells(grid)
            }
        };
        Sheet { name: self.name, visible: self.visible, content }
    }
}

/// Ranges in order, those that touch each other as one.
fn ranges(mut found: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    found.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::new();
    for (first, last) in found {
        match merged.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
