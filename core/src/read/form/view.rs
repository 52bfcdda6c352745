//! The cells of a form as rows below a header, so that the rest of the reader need not know of forms.

use std::collections::BTreeMap;

use crate::read::grid::{Area, Grid, GridCell};
use crate::read::table::Place;

/// A register in form layout, seen as records in rows: each column is a label, each row from 0 on a record.
#[derive(Debug, Default)]
pub(crate) struct View {
    grid: Grid,
    /// Where the cells of the view stand on the sheet; blank ones that are to be filled in, too.
    places: BTreeMap<Place, Place>,
    /// Where the label of each column stands on the sheet.
    labels: Vec<Place>,
}

impl View {
    /// A view of cells, given with their row and column in it and their places on the sheet.
    pub(crate) fn new(
        cells: Vec<(Place, Option<GridCell>)>,
        merges: Vec<Area>,
        places: BTreeMap<Place, Place>,
        labels: Vec<Place>,
    ) -> Self {
        let mut rows: BTreeMap<u32, Vec<(u32, GridCell)>> = BTreeMap::new();
        for ((row, column), cell) in cells {
            rows.entry(row).or_default().extend(cell.map(|cell| (column, cell)));
        }
        Self { grid: Grid::new(rows.into_iter().collect(), merges), places, labels }
    }

    /// Its cells.
    pub(crate) fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The place on the sheet of one of its cells.
    pub(crate) fn place(&self, row: u32, column: u32) -> Place {
        self.places.get(&(row, column)).copied().unwrap_or((row, column))
    }

    /// The place on the sheet of the label of a column.
    pub(crate) fn label_place(&self, column: u32) -> Place {
        usize::try_from(column).ok().and_then(|column| self.labels.get(column)).copied().unwrap_or_default()
    }
}
