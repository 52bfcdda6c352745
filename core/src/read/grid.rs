//! Sheets as sparse grids: only cells that hold something, so that stray cells far away cost nothing.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use super::value::{CellText, DateSystem};

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
    /// No cells at all by its nature: a chart, a dialog or a macro sheet.
    Other,
    /// It could not be read, for this reason.
    Broken(String),
}

/// The filled cells of a sheet, and how the sheet is laid out around them.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    rows: Vec<Row>,
    merges: Vec<Area>,
    /// First and last row of merged areas over several rows, by their first column.
    tall: BTreeMap<u32, Vec<(u32, u32)>>,
    /// What numbers of days count from.
    pub(crate) dates: DateSystem,
    /// First and last of rows that are hidden, by a filter too, from the top; no two touch.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// First and last of columns that are hidden, from the left; no two touch.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// Areas that the workbook itself declares as tables.
    pub(crate) objects: Vec<TableObject>,
    /// Area with the buttons of a filter, its header row first.
    pub(crate) filter: Option<Area>,
    /// First and last row that are repeated on each printed page.
    pub(crate) print_titles: Option<(u32, u32)>,
    /// Area that is printed.
    pub(crate) print_area: Option<Area>,
}

/// An area that the workbook declares as a table (テーブル, list object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableObject {
    /// The whole of it, header and totals included.
    pub(crate) area: Area,
    /// How many of its first rows are headers: none or one.
    pub(crate) header_rows: u32,
    /// How many of its last rows are totals: none or one.
    pub(crate) total_rows: u32,
    /// Its name as people see it.
    pub(crate) name: String,
}

/// The filled cells of a row.
#[derive(Debug)]
pub(crate) struct Row {
    /// Row, from 0.
    pub(crate) index: u32,
    /// Cells by column, left to right.
    pub(crate) cells: Vec<(u32, GridCell)>,
}

/// A filled cell; cells that hold the same may share what they hold, and take no more than a pointer.
#[derive(Debug, Clone)]
pub(crate) struct GridCell(Arc<Filled>);

/// What a filled cell holds.
#[derive(Debug)]
pub(crate) struct Filled {
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

/// An area of a sheet, its borders included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
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
    pub(crate) fn new(cells: Vec<(u32, Vec<(u32, GridCell)>)>, merges: Vec<Area>) -> Self {
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
        let mut grid = Self { rows, ..Self::default() };
        grid.set_merges(merges);
        grid
    }

    /// Takes on merged areas, which are ordered by their first cell.
    pub(crate) fn set_merges(&mut self, merges: Vec<Area>) {
        self.tall.clear();
        for merge in merges.iter().filter(|merge| merge.bottom > merge.top) {
            self.tall.entry(merge.left).or_default().push((merge.top, merge.bottom));
        }
        self.merges = merges;
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

    /// The row with this index, if it holds something.
    pub(crate) fn row(&self, index: u32) -> Option<&Row> {
        find(&self.rows, index, |row| row.index)
    }

    /// The filled cell at a place.
    pub(crate) fn cell(&self, row: u32, column: u32) -> Option<&GridCell> {
        self.row(row)?.cell(column)
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
    pub(crate) fn merges_between(&self, first: u32, last: u32) -> &[Area] {
        let start = self.merges.partition_point(|merge| merge.top < first);
        let end = self.merges.partition_point(|merge| merge.top <= last);
        self.merges.get(start..end).unwrap_or_default()
    }
}

impl GridCell {
    /// A cell that shows this.
    pub(crate) fn new(shown: CellText, state: CellState) -> Self {
        Self(Arc::new(Filled { shown, state }))
    }

    /// True if other cells share what it holds.
    pub(crate) fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    /// Where what it holds stands in memory: the same for cells that share it.
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }
}

impl Deref for GridCell {
    type Target = Filled;

    fn deref(&self) -> &Filled {
        &self.0
    }
}

impl Row {
    /// The filled cell in a column.
    pub(crate) fn cell(&self, column: u32) -> Option<&GridCell> {
        find(&self.cells, column, |(column, _)| *column).map(|(_, cell)| cell)
    }

    /// Filled cells in the columns from `first` to `last`.
    pub(crate) fn cells_between(&self, first: u32, last: u32) -> &[(u32, GridCell)] {
        let start = self.cells.partition_point(|(column, _)| *column < first);
        let end = self.cells.partition_point(|(column, _)| *column <= last);
        self.cells.get(start..end).unwrap_or_default()
    }
}

/// What has this index, among things in the order of theirs.
fn find<T>(ordered: &[T], index: u32, index_of: impl Fn(&T) -> u32) -> Option<&T> {
    // Rows, and the cells of a row, mostly follow each other without a gap.
    let from_first = index.checked_sub(index_of(ordered.first()?))?;
    let next = usize::try_from(from_first).ok().and_then(|at| ordered.get(at));
    next.filter(|next| index_of(next) == index).or_else(|| {
        let at = ordered.binary_search_by_key(&index, &index_of).ok()?;
        ordered.get(at)
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn things_are_found_with_and_without_gaps() {
        for ordered in [&[][..], &[0], &[3, 4, 5], &[1, 2, 4, 9, 10], &[0, 7]] {
            for index in 0..12 {
                let there = ordered.contains(&index).then_some(index);
                assert_eq!(find(ordered, index, |index| *index).copied(), there, "{ordered:?} {index}");
            }
        }
    }
}
