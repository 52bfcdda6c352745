//! What a client's settings say of the tables of the sheet that is being read.

use std::cell::{Cell, RefCell};

use daicho_rules::{MappedLetter, MappedRegister, MappedTable};

use super::Label;

/// The tables that the settings describe on the sheet that is being read.
#[derive(Debug, Default)]
pub(crate) struct Described<'s> {
    tables: RefCell<Vec<&'s MappedTable>>,
    /// The header rows of the table that is being read.
    header: Cell<Option<(u32, u32)>>,
}

impl<'s> Described<'s> {
    /// From now on these tables are the ones that are read.
    pub(crate) fn turn_to(&self, tables: Vec<&'s MappedTable>) {
        self.tables.replace(tables);
        self.header.set(None);
    }

    /// From now on the table below these header rows is being read.
    pub(crate) fn at_header(&self, rows: Option<(u32, u32)>) {
        self.header.set(rows);
    }

    /// Tables of the sheet that speak of the one being read.
    fn here(&self) -> Vec<&'s MappedTable> {
        let tables = self.tables.borrow();
        let header = self.header.get();
        tables
            .iter()
            .filter(|table| table.header_rows.is_none() || table.header_rows == header)
            .copied()
            .collect()
    }

    /// Tables whose header the settings name: then there are no others on the sheet.
    pub(crate) fn with_header_rows(&self) -> Vec<(&'s MappedTable, (u32, u32))> {
        let tables = self.tables.borrow();
        let mut named: Vec<_> =
            tables.iter().filter_map(|table| Some((*table, table.header_rows?))).collect();
        named.sort_by_key(|(_, rows)| *rows);
        named
    }

    /// True if the settings speak of the sheet.
    pub(crate) fn is_any(&self) -> bool {
        !self.tables.borrow().is_empty()
    }

    /// True if the settings want the tables of the sheet left alone.
    pub(crate) fn is_none(&self) -> bool {
        self.tables.borrow().iter().any(|table| table.register == MappedRegister::None)
    }

    /// The register that the settings name.
    pub(crate) fn register(&self) -> Option<&'s str> {
        self.here().iter().find_map(|table| match &table.register {
            MappedRegister::Named(id) => Some(id.as_str()),
            MappedRegister::Found | MappedRegister::None => None,
        })
    }

    /// What the settings say of a column by its letter.
    pub(crate) fn letter(&self, column: u32) -> Option<&'s MappedLetter> {
        self.here().into_iter().flat_map(|table| &table.columns).find(|letter| letter.column == column)
    }

    /// Labels with one more for each column that the settings map and that has no header.
    pub(crate) fn with_letters(&self, mut labels: Vec<Label>) -> Vec<Label> {
        for letter in self.here().into_iter().flat_map(|table| &table.columns) {
            if !labels.iter().any(|label| label.column == letter.column) {
                labels.push(Label { column: letter.column, parts: Vec::new() });
            }
        }
        labels.sort_by_key(|label| label.column);
        labels
    }
}
