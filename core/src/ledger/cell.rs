//! One value with its raw text and origin.

use daicho_rules::Value;
use serde::Serialize;

/// A value of a record, as understood and as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What it was understood to say; `None` if it is blank or was not understood.
    pub value: Option<Value>,
    /// The text as typed, or as the workbook shows it; empty for a blank cell.
    pub raw: String,
    /// Where it stands; `None` for a value that no cell holds.
    pub at: Option<Origin>,
    /// True when the value comes from other fields of the record and not from the cell.
    pub derived: bool,
}

impl Cell {
    /// True if nothing was typed and nothing could be derived.
    pub fn is_blank(&self) -> bool {
        self.value.is_none() && self.raw.is_empty()
    }

    /// True if something was typed that could not be understood.
    pub fn is_unclear(&self) -> bool {
        self.value.is_none() && !self.raw.is_empty()
    }
}

/// A cell of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Origin {
    /// Index into [`Ledger::sheets`](super::Ledger::sheets).
    pub sheet: usize,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl Origin {
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
    use super::column_name;

    #[test]
    fn columns_are_named_as_in_excel() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_name(column), name);
        }
    }
}
