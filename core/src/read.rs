//! Reading workbooks: from bytes to a ledger.
//!
//! ```text
//! folder   lists the files that make up one ledger
//! workbook opens a file, whatever its format        (guard, protected, xlsx, csv; own)
//! grid     holds the cells of a sheet
//! table    finds headers and the rows below them
//! header   maps header texts to fields, and a table to a register
//! record   turns rows into records
//! value    turns the text of a cell into a value
//! ```

mod client;
mod csv;
mod error;
mod folder;
mod gathered;
mod grid;
mod guard;
mod header;
mod mapped;
mod outcome;
pub(crate) mod own;
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
pub(crate) use header::CONFIDENCE_SURE;
pub use password::Password;

use crate::ledger::{Doubt, Doubtful, Ledger, PassedOver, SheetInfo, SheetOutcome};
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

/// Reads the ledger in a file, or in all files of a folder.
///
/// A ledger without the register of personal information is given together with the error that says so.
///
/// # Errors
///
/// As [`read_workbook`], for the first file of a folder that cannot be read too, when the file is not there
/// or cannot be read, and when the folder holds no file of a kind that is read.
pub fn inspect(
    path: &Path,
    schema: &Schema,
    options: &ReadOptions,
) -> Result<(Ledger, Option<ReadError>), ReadError> {
    let name = folder::name_of(path);
    if path.is_dir() {
        let (workbooks, passed_over) = folder::open(path, options)?;
        return Ok(ledger_of(&name, workbooks, passed_over, schema));
    }
    let opened = workbook::open(&name, &folder::bytes_of(path)?, options)?;
    Ok(ledger_of(&name, vec![opened], Vec::new(), schema))
}

/// Like [`inspect`], for a ledger that is to be assessed.
///
/// # Errors
///
/// As [`inspect`], and when no sheet holds a register of personal information.
pub fn read_ledger(path: &Path, schema: &Schema, options: &ReadOptions) -> Result<Ledger, ReadError> {
    whole(inspect(path, schema, options)?)
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
    let opened = workbook::open(file_name, bytes, options)?;
    whole(ledger_of(file_name, vec![opened], Vec::new(), schema))
}

/// The ledger, unless it lacks the register without which there is none.
fn whole((ledger, lacking): (Ledger, Option<ReadError>)) -> Result<Ledger, ReadError> {
    lacking.map_or(Ok(ledger), Err)
}

/// The ledger in the sheets of workbooks, and what is wrong with it if there is no register of items.
///
/// `name` is that of the file, or of the folder.
fn ledger_of(
    name: &str,
    workbooks: Vec<Workbook>,
    passed_over: Vec<PassedOver>,
    schema: &Schema,
) -> (Ledger, Option<ReadError>) {
    let lexicon = Lexicon::new(schema);
    let mut ledger = Ledger { passed_over, ..Ledger::default() };
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut tables: Vec<(usize, Vec<Found>)> = Vec::new();
    let mut remarks: Vec<Doubt> = Vec::new();
    for (source, workbook) in workbooks.into_iter().enumerate() {
        ledger.sources.push(workbook.source);
        let before = sheets.len();
        remarks.extend(workbook.remarks.into_iter().map(|remark| remark.into_doubt(before)));
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
    // What is said of a file matters where something was read from it.
    remarks.retain(|remark| tables.iter().any(|(sheet, _)| *sheet == remark.sheet));
    ledger.doubts.extend(remarks);
    for (index, found) in &tables {
        let Some(grid) = sheets.get(*index).and_then(Sheet::grid) else { continue };
        for table in found {
            record::append(&mut ledger, schema, &lexicon, *index, grid, table);
        }
    }
    let lacking = (!ledger.registers.contains_key(ITEMS))
        .then(|| outcome::no_ledger(name, &sheets, &ledger, schema, &lexicon));
    let unfitting = mapped::unfitting(&ledger, &schema.mapping);
    ledger.doubts.extend(unfitting);
    ledger.doubtful = Doubtful::of(&ledger.doubts);
    ledger.doubts = gathered::gather(std::mem::take(&mut ledger.doubts));
    ledger.client = client::client(name, &sheets, &tables);
    (ledger, lacking)
}

#[cfg(test)]
mod tests;
