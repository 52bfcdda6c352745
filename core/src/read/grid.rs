//! Sheets as sparse grids: only cells that hold something, so that stray cells far away cost nothing.

use std::collections::BTreeMap;

use super::value::CellText;

/// A sheet with its cells.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Name.
    pub(crate) name: String,
    /// False for a hidden sheet.
    pub(crate) visible: bool,
    /// Its cells, or why they could not be read.
    pub(crate) content: Content,
}

/// What a sheet holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// Cells.
    Cells(Grid),
    /// No cells at all by its nature: a chart or a dialog.
    Other,
    /// It could not be read, for this reason.
    Broken(String),
}

/// The filled cells of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    rows: Vec<Row>,
    merges: Vec<Merge>,
    /// First and last row of merged areas over several rows, by their first column.
    tall: BTreeMap<u32, Vec<(u32, u32)>>,
}

/// The filled cells of a row.
#[derive(Debug)]
pub(crate) struct Row {
    /// Row, from 0.
    pub(crate) index: u32,
    /// Cells by column, left to right.
    pub(crate) cells: Vec<(u32, GridCell)>,
}

/// A filled cell.
#[derive(Debug, Clone)]
pub(crate) struct GridCell {
    /// What it shows.
    pub(crate) shown: CellText,
    /// Whether that is a value.
    pub(crate) state: CellState,
}

/// Whether what a cell shows is a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellState {
    /// It is.
    Value,
    /// It is a formula whose result is not stored; the formula stands in its place.
    Unsolved,
    /// It is an error such as `#REF!`.
    Error,
}

/// A merged area, its corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merge {
    /// First row.
    pub(crate) top: u32,
    /// First column.
    pub(crate) left: u32,
    /// Last row.
    pub(crate) bottom: u32,
    /// Last column.
    pub(crate) right: u32,
}

impl Grid {
    /// A grid of cells in any order; of two cells in the same place the last counts.
    pub(crate) fn new(cells: Vec<(u32, Vec<(u32, GridCell)>)>, merges: Vec<Merge>) -> Self {
        let ordered = cells.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0));
        let rows: Vec<(u32, Vec<(u32, GridCell)>)> = if ordered {
            cells
        } else {
            let mut by_row: BTreeMap<u32, Vec<(u32, GridCell)>> = BTreeMap::new();
            for (row, mut found) in cells {
                by_row.entry(row).or_default().append(&mut found);
            }
            by_row.into_iter().collect()
        };
        let rows = rows
            .into_iter()
            .map(|(index, mut cells)| {
                if !cells.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0)) {
                    let unique: BTreeMap<u32, GridCell> = cells.into_iter().collect();
                    cells = unique.into_iter().collect();
                }
                Row { index, cells }
            })
            .collect();
        let mut tall: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for merge in merges.iter().filter(|merge| merge.bottom > merge.top) {
            tall.entry(merge.left).or_default().push((merge.top, merge.bottom));
        }
        Self { rows, merges, tall }
    }

    /// Rows that hold something, top down.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Rows from `first` to `last` that hold something.
    pub(crate) fn rows_between(&self, first: u32, last: u32) -> &[Row] {
        let start = self.rows.partition_point(|row| row.index < first);
        let end = self.rows.partition_point(|row| row.index <= last);
        self.rows.get(start..end).unwrap_or_default()
    }

    /// The filled cell at a place.
    pub(crate) fn cell(&self, row: u32, column: u32) -> Option<&GridCell> {
        self.rows_between(row, row).first()?.cell(column)
    }

    /// The text at a place, empty for a blank cell.
    pub(crate) fn text(&self, row: u32, column: u32) -> &str {
        self.cell(row, column).map_or("", |cell| cell.shown.text.as_str())
    }

    /// First row of the merged area that covers a place below its first cell.
    pub(crate) fn carried_from(&self, row: u32, column: u32) -> Option<u32> {
        let areas = self.tall.get(&column)?;
        let after = areas.partition_point(|(top, _)| *top < row);
        let (top, bottom) = areas.get(after.checked_sub(1)?)?;
        (*bottom >= row).then_some(*top)
    }

    /// Merged areas that start in a row from `first` to `last`.
    pub(crate) fn merges_between(&self, first: u32, last: u32) -> &[Merge] {
        let start = self.merges.partition_point(|merge| merge.top < first);
        let end = self.merges.partition_point(|merge| merge.top <= last);
        self.merges.get(start..end).unwrap_or_default()
    }
}

impl Row {
    /// The filled cell in a column.
    pub(crate) fn cell(&self, column: u32) -> Option<&GridCell> {
        let at = self.cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        self.cells.get(at).map(|(_, cell)| cell)
    }

    /// Filled cells in the columns from `first` to `last`.
    pub(crate) fn cells_between(&self, first: u32, last: u32) -> &[(u32, GridCell)] {
        let start = self.cells.partition_point(|(column, _)| *column < first);
        let end = self.cells.partition_point(|(column, _)| *column <= last);
        self.cells.get(start..end).unwrap_or_default()
    }
}
