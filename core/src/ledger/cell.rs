//! One value with its raw text and origin.

use std::ops::Deref;
use std::sync::Arc;

use daicho_rules::Value;
use serde::ser::{Serialize, SerializeStruct as _, Serializer};

/// A value of a record, as understood and as typed.
///
/// A ledger has millions of them, and a column repeats few texts many times: cells that say the same share
/// what they say, [`Typed`], whose fields are read as if they were the cell's own (`cell.value`, `cell.raw`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// `None` for a blank cell.
    typed: Option<Arc<Typed>>,
    /// Where it stands; `None` for a value that no cell holds.
    pub at: Option<Origin>,
    /// True when the value comes from other fields of the record and not from the cell.
    pub derived: bool,
}

/// What cells say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// What it was understood to say; `None` if it is blank or was not understood.
    pub value: Option<Value>,
    /// The text as typed, or as the workbook shows it; empty for a blank cell.
    pub raw: String,
}

/// What blank cells say.
static BLANK: Typed = Typed { value: None, raw: String::new() };

impl Deref for Cell {
    type Target = Typed;

    fn deref(&self) -> &Typed {
        self.typed.as_deref().unwrap_or(&BLANK)
    }
}

impl Cell {
    /// A cell in which `raw` was typed, and what that was understood to say.
    pub fn new(raw: impl Into<String>, value: Option<Value>) -> Self {
        Self::sharing(Arc::new(Typed { value, raw: raw.into() }))
    }

    /// A cell that says the same as others do.
    pub fn sharing(typed: Arc<Typed>) -> Self {
        let typed = Some(typed).filter(|typed| **typed != BLANK);
        Self { typed, at: None, derived: false }
    }

    /// A cell with a value that follows from other fields of its record.
    pub fn derived(value: Value) -> Self {
        Self { derived: true, ..Self::new("", Some(value)) }
    }

    /// The cell as it stands at a place.
    #[must_use]
    pub fn at(mut self, at: Option<Origin>) -> Self {
        self.at = at;
        self
    }

    /// The cell with another value.
    #[must_use]
    pub fn with_value(mut self, value: Value) -> Self {
        let raw = self.raw.clone();
        self.typed = Some(Arc::new(Typed { value: Some(value), raw }));
        self
    }

    /// True if nothing was typed and nothing could be derived.
    pub fn is_blank(&self) -> bool {
        self.value.is_none() && self.raw.is_empty()
    }

    /// True if something was typed that could not be understood.
    pub fn is_unclear(&self) -> bool {
        self.value.is_none() && !self.raw.is_empty()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut cell = serializer.serialize_struct("Cell", 4)?;
        cell.serialize_field("value", &self.value)?;
        cell.serialize_field("raw", &self.raw)?;
        cell.serialize_field("at", &self.at)?;
        cell.serialize_field("derived", &self.derived)?;
        cell.end()
    }
}

/// A cell of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Origin {
    /// Index into [`Ledger::sheets`](super::Ledger::sheets).
    pub sheet: u32,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl Origin {
    /// The cell in a row and column, from 0, of a sheet of the ledger.
    pub fn new(sheet: usize, row: u32, column: u32) -> Self {
        Self { sheet: u32::try_from(sheet).unwrap_or(u32::MAX), row, column }
    }

    /// Index into [`Ledger::sheets`](super::Ledger::sheets).
    pub fn sheet_index(self) -> usize {
        usize::try_from(self.sheet).unwrap_or(usize::MAX)
    }

    /// The cell as people write it, such as `F7`.
    pub fn cell(self) -> String {
        format!("{}{}", column_name(self.column), u64::from(self.row) + 1)
    }
}

/// Name of a column counted from 0: `A`, `B`, … `XFD`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use daicho_rules::Value;

    use super::{Cell, Origin, column_name};

    #[test]
    fn a_cell_serializes_as_one_thing() {
        let at = Some(Origin { sheet: 0, row: 3, column: 2 });
        for (cell, json) in [
            (
                Cell::new("有", Some(Value::Flag(true))).at(at),
                r#"{"value":{"type":"flag","value":true},"raw":"有","at":{"sheet":0,"row":3,"column":2},"derived":false}"#,
            ),
            (
                Cell::default().at(at),
                r#"{"value":null,"raw":"","at":{"sheet":0,"row":3,"column":2},"derived":false}"#,
            ),
            (
                Cell::derived(Value::Flag(false)),
                r#"{"value":{"type":"flag","value":false},"raw":"","at":null,"derived":true}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&cell).unwrap(), json);
        }
    }

    #[test]
    fn another_value_leaves_what_was_typed_and_where() {
        let at = Some(Origin { sheet: 0, row: 3, column: 2 });
        let first = Cell::new("不明", None).at(at);
        let other = first.clone().with_value(Value::Flag(true));
        assert_eq!((other.raw.as_str(), other.at), ("不明", at));
        assert!(first.is_unclear() && !other.is_unclear());
        assert!(Cell::new("", None).is_blank() && Cell::new("", None) == Cell::default());
    }

    #[test]
    fn cells_are_small() {
        assert!(size_of::<Cell>() <= 32, "{}", size_of::<Cell>());
    }

    #[test]
    fn columns_are_named_as_in_excel() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_name(column), name);
        }
    }
}
