//! The cells of a form as rows below a header, so that the rest of the reader need not know of forms.

use std::collections::BTreeMap;

use crate::read::grid::{Area, Grid};
use crate::read::table::Place;

/// A register in form layout, seen as records in rows below a header.
#[derive(Debug)]
pub(crate) struct View {
    /// The cells as rows of records.
    pub(super) grid: Grid,
    /// Where each of them stands on the sheet.
    pub(super) places: Places,
    /// Where the label of each column stands on the sheet, by the column of the view.
    pub(super) labels: BTreeMap<u32, Place>,
    /// The area of the sheet that it takes.
    pub(super) area: Area,
}

/// Where the cells of a view stand.
#[derive(Debug)]
pub(super) enum Places {
    /// Each at a place of its own, blank ones too.
    Each(BTreeMap<Place, Place>),
    /// Rows and columns are swapped.
    Swapped,
}

impl View {
    /// Its cells.
    pub(crate) fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The area of the sheet that it takes, labels and values.
    pub(crate) fn area(&self) -> Area {
        self.area
    }

    /// True if a blank cell may hold the value of the record before, as in rows of a table.
    pub(crate) fn carries(&self) -> bool {
        matches!(self.places, Places::Swapped)
    }

    /// The place on the sheet of one of its cells.
    pub(crate) fn place(&self, row: u32, column: u32) -> Place {
        match &self.places {
            Places::Each(places) => places.get(&(row, column)).copied().unwrap_or_default(),
            Places::Swapped => (column, row),
        }
    }

    /// The place on the sheet of the label of a column.
    pub(crate) fn label_place(&self, column: u32) -> Place {
        self.labels.get(&column).copied().unwrap_or_default()
    }
}
