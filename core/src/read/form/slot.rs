//! The filled cells of a sheet with the areas they are merged over.

use std::collections::HashMap;

use crate::read::form::pair::label_part;
use crate::read::grid::{Area, CellState, Grid, GridCell};
use crate::read::header::{Lexicon, is_short};

/// A filled cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot<'g> {
    /// The area it takes.
    pub(super) area: Area,
    /// What it holds.
    pub(super) cell: &'g GridCell,
    /// True if its text is a known label.
    pub(super) known: bool,
}

impl Slot<'_> {
    /// True for a text that may be a label that packs do not know.
    pub(super) fn may_be_label(&self) -> bool {
        let shown = &self.cell.shown;
        self.cell.state == CellState::Value
            && shown.number.is_none()
            && shown.date.is_none()
            && is_short(&shown.text)
            && shown.text.chars().any(char::is_alphabetic)
    }
}

/// The filled cells of each row, left to right.
pub(super) fn slots<'g>(grid: &'g Grid, lexicon: &Lexicon<'_>) -> Vec<Vec<Slot<'g>>> {
    let merges: HashMap<(u32, u32), Area> =
        grid.merges_between(0, u32::MAX).iter().map(|merge| ((merge.top, merge.left), *merge)).collect();
    let mut known: HashMap<&str, bool> = HashMap::new();
    let mut rows = Vec::new();
    for row in grid.rows() {
        let slot = |(column, cell): &'g (u32, GridCell)| {
            let place = (row.index, *column);
            let single = Area { top: row.index, left: *column, bottom: row.index, right: *column };
            let text = cell.shown.text.as_str();
            let worded = cell.shown.number.is_none() && cell.shown.date.is_none();
            let known = worded
                && *known.entry(text).or_insert_with(|| {
                    // 「管理番号：K-01」 is a label with its value.
                    // Boxes to tick and lists are values, whatever their words.
                    label_part(text) == text
                        && !text.contains(['□', '☐', '☑', '■', '、'])
                        && lexicon.knows(text)
                });
            Slot { area: merges.get(&place).copied().unwrap_or(single), cell, known }
        };
        rows.push(row.cells.iter().map(slot).collect());
    }
    rows
}
