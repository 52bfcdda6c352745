//! What the cells of a workbook take, held against the limits while they are read.

use super::error::{Limit, ReadError};
use super::guard::within;

/// Counts what all sheets of a workbook take.
#[derive(Debug)]
pub(crate) struct Spent<'a> {
    file: &'a str,
    cells: u64,
    filled: u64,
    text: u64,
    repeated: u64,
    merges: u64,
    sheets: u64,
}

impl<'a> Spent<'a> {
    /// Nothing spent yet.
    pub(crate) fn new(file: &'a str) -> Self {
        Self { file, cells: 0, filled: 0, text: 0, repeated: 0, merges: 0, sheets: 0 }
    }

    /// Counts a cell, blank or not.
    pub(crate) fn cell(&mut self, sheet: &str) -> Result<(), ReadError> {
        spend(self.file, sheet, Limit::Cells, &mut self.cells, 1)
    }

    /// Counts a cell with so many bytes of text.
    pub(crate) fn filled(&mut self, sheet: &str, text: usize) -> Result<(), ReadError> {
        spend(self.file, sheet, Limit::FilledCells, &mut self.filled, 1)?;
        spend(self.file, sheet, Limit::TextBytes, &mut self.text, u64::try_from(text).unwrap_or(u64::MAX))
    }

    /// Counts filled cells that the file holds once and says to repeat.
    pub(crate) fn repeated(&mut self, sheet: &str, more: u64) -> Result<(), ReadError> {
        spend(self.file, sheet, Limit::RepeatedCells, &mut self.repeated, more)
    }

    /// Counts a merged area; the count starts anew with each sheet.
    pub(crate) fn merge(&mut self, sheet: &str) -> Result<(), ReadError> {
        spend(self.file, sheet, Limit::Merges, &mut self.merges, 1)
    }

    /// Counts another sheet.
    pub(crate) fn sheet(&mut self, name: &str) -> Result<(), ReadError> {
        self.merges = 0;
        spend(self.file, name, Limit::Sheets, &mut self.sheets, 1)
    }
}

fn spend(file: &str, sheet: &str, limit: Limit, spent: &mut u64, more: u64) -> Result<(), ReadError> {
    *spent = spent.saturating_add(more);
    within(file, sheet, limit, *spent)
}
