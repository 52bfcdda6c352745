//! Reading workbooks: from bytes to a ledger.
//!
//! ```text
//! folder   lists the files that make up one ledger
//! workbook opens a file, whatever its format        (guard, protected, xlsx, ods, isolated, csv; own)
//! grid     holds the cells of a sheet
//! table    finds headers and the rows below them, form values beside their labels
//! continued, repeated  look at the sheets together: what goes on, what is there twice
//! header   maps header texts to fields, and a table to a register
//! record   turns rows into records
//! value    turns the text of a cell into a value
//! ```

mod answers;
mod client;
mod continued;
mod csv;
mod error;
mod folder;
mod form;
mod gathered;
mod grid;
mod guard;
mod header;
mod isolated;
mod limits;
mod mapped;
mod ods;
mod outcome;
pub(crate) mod own;
mod password;
mod protected;
mod recent;
mod record;
mod repeated;
mod spent;
mod table;
pub mod value;
mod workbook;
mod xlsx;

use std::path::Path;

use daicho_rules::Schema;

pub use answers::read_answers;
pub use error::{Danger, FileKind, Limit, ReadError, SheetReport};
pub(crate) use header::CONFIDENCE_SURE;
pub use isolated::{Helper, serve_cells};
pub use limits::Limits;
pub use password::Password;

use crate::ledger::{Doubt, Ledger, PassedOver, SheetOutcome};
use gathered::Gathered;
use grid::Grid;
use header::{Lexicon, borne_out};
use limits::Deadline;
use outcome::Searched;
use table::{Odd, OddKind, Tables, find_tables};
use workbook::{Purpose, Workbook};

/// The register without which a workbook is no ledger.
const ITEMS: &str = "items";

/// How to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The password of workbooks that are protected by one.
    pub password: Option<Password>,
    /// How to start the process that reads `.xls` and `.xlsb`; without it they are refused.
    pub helper: Option<Helper>,
    /// How long reading may take, and how much memory.
    pub limits: Limits,
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
        let deadline = Deadline::start(&options.limits, u32::try_from(workbooks.len()).unwrap_or(u32::MAX));
        return ledger_of(&name, workbooks, passed_over, schema, deadline);
    }
    let deadline = Deadline::start(&options.limits, 1);
    let opened = workbook::open(&name, &folder::bytes_of(path)?, Purpose::Ledger, options, deadline)?;
    ledger_of(&name, vec![opened], Vec::new(), schema, deadline)
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
/// The cells of the sheets and the ledger made of them are held at once: for 100,000 records of 25 columns that is
/// three times what the workbook unpacks to, or 100 bytes for each cell (`benches/README.md`). What any workbook may
/// take is bounded by the limits on its cells and texts: see [`Limit`].
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
    let deadline = Deadline::start(&options.limits, 1);
    let opened = workbook::open(file_name, bytes, Purpose::Ledger, options, deadline)?;
    whole(ledger_of(file_name, vec![opened], Vec::new(), schema, deadline)?)
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
    deadline: Deadline,
) -> Result<(Ledger, Option<ReadError>), ReadError> {
    let lexicon = Lexicon::new(schema);
    let mut ledger = Ledger { passed_over, ..Ledger::default() };
    let mut searched: Vec<Searched> = Vec::new();
    let mut remarks: Vec<Doubt> = Vec::new();
    for (source, workbook) in workbooks.into_iter().enumerate() {
        ledger.sources.push(workbook.source);
        let before = searched.len();
        remarks.extend(workbook.remarks.into_iter().map(|remark| remark.into_doubt(before)));
        for sheet in workbook.sheets {
            deadline.check(name)?;
            let file = ledger.sources.last().map_or("", |source| source.file.as_str());
            let about = schema.mapping.tables().iter().filter(|table| table.is_about(file, &sheet.name));
            lexicon.described.turn_to(about.collect());
            let tables =
                sheet.grid().map(|grid| tables_of(grid, &lexicon, &sheet.name, deadline)).unwrap_or_default();
            // What was looked for after the deadline may lack something.
            deadline.check(name)?;
            // What the settings describe is read whatever its sheet looks like.
            let outcome = match (lexicon.described.is_any(), tables.found.is_empty()) {
                (true, false) => SheetOutcome::Read,
                (true, true) if lexicon.described.is_none() => {
                    SheetOutcome::NoRegister { nearest: None, kind: None }
                }
                _ => outcome::outcome(&sheet, &tables, &lexicon),
            };
            searched.push(Searched { source, sheet, tables, outcome, remarks: Vec::new() });
        }
    }
    lexicon.described.turn_to(Vec::new());
    continued::join(&mut searched, &lexicon, deadline);
    repeated::leave_out(&mut searched, &lexicon, deadline);
    deadline.check(name)?;
    // What is said of a file matters where something was read from it.
    remarks.retain(|remark| searched.get(remark.sheet).is_some_and(Searched::is_read));
    let mut doubts = Gathered::default();
    doubts.extend(remarks);
    for (index, searched) in searched.iter().enumerate() {
        doubts.extend(searched.doubts(index));
        ledger.sheets.push(searched.info());
    }
    for (index, searched) in searched.iter().enumerate().filter(|(_, searched)| searched.is_read()) {
        let Some(grid) = searched.sheet.grid() else { continue };
        for table in &searched.tables.found {
            record::append(&mut ledger, &lexicon, index, grid, table, deadline, &mut doubts);
            deadline.check(name)?;
        }
    }
    let lacking = (!ledger.registers.contains_key(ITEMS))
        .then(|| outcome::no_ledger(name, &searched, &ledger, schema, &lexicon));
    let unfitting = mapped::unfitting(&ledger, &schema.mapping);
    doubts.extend(unfitting);
    (ledger.doubts, ledger.doubtful) = doubts.finish();
    ledger.client = client::client(name, &searched);
    Ok((ledger, lacking))
}

/// The tables of a sheet, taken for what their headers and cells say together; not all of them after the deadline.
fn tables_of(grid: &Grid, lexicon: &Lexicon<'_>, sheet: &str, deadline: Deadline) -> Tables {
    let mut tables = find_tables(grid, lexicon, sheet, deadline);
    let Tables { found, left_out } = &mut tables;
    found.retain_mut(|table| {
        if deadline.has_passed() {
            return true;
        }
        let rows: Vec<u32> = table.body.records.iter().map(|record| record.row).collect();
        lexicon.described.at_header(Some((table.header.top, table.header.bottom)));
        if let Some(choice) = borne_out(lexicon, &table.labels, &table.choice, table.grid(grid), &rows) {
            table.choice = choice;
            return true;
        }
        let at = table.labels.first().map(|label| table.label_place(label.column));
        left_out.extend(at.map(|at| Odd { at, kind: OddKind::OtherCells }));
        false
    });
    tables
}

#[cfg(test)]
mod tests;
