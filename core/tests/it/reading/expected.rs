//! What a careful person reads in a workbook, as `input/make.py` writes it beside the workbook.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

/// What a file should be read as.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    /// File or folder beside this description.
    pub file: String,
    /// What is odd about it.
    pub tries: String,
    /// Sheets that hold no register to read: `empty`, `no-register` or `skipped`.
    pub sheets: BTreeMap<String, String>,
    /// Every table that should be found; none for a file that should be refused because it holds no ledger.
    pub tables: Vec<Table>,
    /// Cells (`sheet!cell`) that must be doubted, or texts that a doubt must hold.
    pub doubts: Vec<String>,
}

/// A table, or a form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub sheet: String,
    pub register: String,
    /// `form` where labels stand beside or above their values: such a table is compared by its values alone.
    pub layout: Option<String>,
    /// Rows from 1, or `{"either": [[…], […]]}`.
    #[serde(default)]
    pub header_rows: Value,
    pub first_row: Option<u64>,
    pub last_row: Option<u64>,
    pub records: u64,
    #[serde(default)]
    pub columns: Vec<MappedColumn>,
    pub values: Vec<CellValue>,
}

/// A column and the field a careful person takes it for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappedColumn {
    pub column: String,
    /// Parents first; `None` where people could write it in several ways.
    pub header: Option<String>,
    /// Id, null for none, or `{"either": [id, id]}`.
    pub field: Value,
}

/// A telling value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CellValue {
    pub cell: String,
    pub field: String,
    pub raw: Option<String>,
    pub value: Value,
}

impl Expected {
    /// Reads a description.
    pub(super) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

/// True if what was found is what was expected, or one of the readings that can be defended.
pub(super) fn fits(expected: &Value, found: &Value) -> bool {
    match expected.get("either").and_then(Value::as_array) {
        Some(either) => either.contains(found),
        None => expected == found,
    }
}
