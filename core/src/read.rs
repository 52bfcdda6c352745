//! Reading workbooks: from bytes to a ledger.
//!
//! ```text
//! workbook opens a file, whatever its format        (guard, protected, xlsx)
//! grid     holds the cells of a sheet
//! table    finds headers and the rows below them
//! header   maps header texts to fields, and a table to a register
//! record   turns rows into records
//! value    turns the text of a cell into a value
//! ```

mod client;
mod error;
mod gathered;
mod grid;
mod guard;
mod header;
mod mapped;
mod outcome;
mod password;
mod protected;
mod record;
mod table;
pub mod value;
mod workbook;
mod xlsx;

use std::path::Path;

use daicho_rules::Schema;

pub use error::{Danger, FileKind, Limit, ReadError, SheetReport};
pub use password::Password;

use crate::ledger::{Doubt, Ledger, SheetInfo, SheetOutcome};
use grid::Sheet;
use header::Lexicon;
use table::{Found, find_tables};
use workbook::Workbook;

/// The register without which a workbook is no ledger.
const ITEMS: &str = "items";

/// How to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The password of workbooks that are protected by one.
    pub password: Option<Password>,
}

/// Reads the ledger in a workbook file.
///
/// # Errors
///
/// As [`read_workbook`], and when the file is not there or cannot be read.
pub fn read_ledger(path: &Path, schema: &Schema, options: &ReadOptions) -> Result<Ledger, ReadError> {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => ReadError::NotFound { path: path.to_owned() },
        _ => ReadError::Unreadable { path: path.to_owned(), source },
    };
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(ReadError::IsFolder { path: path.to_owned() });
    }
    guard::check_size(&name, metadata.len())?;
    let bytes = std::fs::read(path).map_err(failed)?;
    read_workbook(&name, &bytes, schema, options)
}

/// Reads the ledger in the bytes of a workbook; `file_name` is used for messages.
///
/// # Errors
///
/// When the bytes are no workbook, damaged, protected by another password, too large or unsafe to open, and
/// when no sheet holds a register of personal information. What is unclear within a ledger is no error but a
/// doubt.
pub fn read_workbook(
    file_name: &str,
    bytes: &[u8],
    schema: &Schema,
    options: &ReadOptions,
) -> Result<Ledger, ReadError> {
    ledger_of(vec![workbook::open(file_name, bytes, options)?], schema)
}

/// The ledger in the sheets of workbooks.
fn ledger_of(workbooks: Vec<Workbook>, schema: &Schema) -> Result<Ledger, ReadError> {
    let lexicon = Lexicon::new(schema);
    let mut ledger = Ledger::default();
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut tables: Vec<(usize, Vec<Found>)> = Vec::new();
    for (source, workbook) in workbooks.into_iter().enumerate() {
        ledger.sources.push(workbook.source);
        for sheet in workbook.sheets {
            let index = sheets.len();
            let found = sheet.grid().map_or_else(Vec::new, |grid| find_tables(grid, &lexicon, &sheet.name));
            let outcome = outcome::outcome(&sheet, &found, &lexicon);
            let lists_choices = !sheet.visible && outcome::is_list(&sheet.name);
            if let SheetOutcome::Skipped { reason } = &outcome
                && !lists_choices
            {
                let (raw, message) = (sheet.name.clone(), reason.clone());
                ledger.doubts.push(Doubt { at: None, sheet: index, field: None, raw, message });
            }
            if outcome == SheetOutcome::Read {
                tables.push((index, found));
            }
            let (name, visible) = (sheet.name.clone(), sheet.visible);
            ledger.sheets.push(SheetInfo { source, name, visible, outcome });
            sheets.push(sheet);
        }
    }
    for (index, found) in &tables {
        let Some(grid) = sheets.get(*index).and_then(Sheet::grid) else { continue };
        for table in found {
            record::append(&mut ledger, schema, &lexicon, *index, grid, table);
        }
    }
    let file = ledger.sources.first().map(|source| source.file.clone()).unwrap_or_default();
    if !ledger.registers.contains_key(ITEMS) {
        return Err(outcome::no_ledger(&file, &sheets, &ledger, schema, &lexicon));
    }
    let unfitting = mapped::unfitting(&ledger, &schema.mapping);
    ledger.doubts.extend(unfitting);
    ledger.doubts = gathered::gather(std::mem::take(&mut ledger.doubts));
    ledger.client = client::client(&file, &sheets, &tables);
    Ok(ledger)
}

#[cfg(test)]
mod tests;
