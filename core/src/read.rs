//! Reading workbooks: from bytes to a ledger.
//!
//! ```text
//! guard    refuses what is no workbook, too large, or built to harm
//! sheet    streams the cells into sparse grids      (format, marks, package)
//! table    finds headers and the rows below them
//! header   maps header texts to fields, and a table to a register
//! record   turns rows into records
//! value    turns the text of a cell into a value
//! ```

mod client;
mod error;
mod format;
mod gathered;
mod guard;
mod header;
mod mapped;
mod marks;
mod package;
mod password;
mod protected;
mod record;
mod sheet;
mod table;
pub mod value;

use std::fmt::Write as _;
use std::path::Path;

use daicho_rules::normal::fold;
use daicho_rules::{Schema, Text};
use sha2::{Digest, Sha256};

pub use error::{Danger, FileKind, Limit, ReadError, SheetReport};
pub use password::Password;

use crate::ledger::{Doubt, Ledger, SheetInfo, SheetOutcome, Source};
use header::Lexicon;
use sheet::{Content, Grid, Sheet};
use table::{Found, find_tables, nearest_header};

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
    let sheets = if guard::is_encrypted(bytes) {
        guard::check_size(file_name, bytes.len() as u64)?;
        let opened = protected::decrypted(file_name, bytes, options.password.as_ref().map(Password::get))?;
        sheet::read_sheets(file_name, &opened)?
    } else {
        sheet::read_sheets(file_name, bytes)?
    };
    let lexicon = Lexicon::new(schema);
    let mut ledger = Ledger {
        sources: vec![Source { file: file_name.to_owned(), sha256: hex_digest(bytes) }],
        ..Ledger::default()
    };
    let mut tables: Vec<(usize, Vec<Found>)> = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let found = match &sheet.content {
            Content::Cells(grid) => find_tables(grid, &lexicon, &sheet.name),
            Content::Other | Content::Broken(_) => Vec::new(),
        };
        let outcome = outcome(sheet, &found, &lexicon);
        let lists_choices = !sheet.visible && is_list(&sheet.name);
        if let SheetOutcome::Skipped { reason } = &outcome
            && !lists_choices
        {
            ledger.doubts.push(Doubt {
                at: None,
                sheet: index,
                field: None,
                raw: sheet.name.clone(),
                message: reason.clone(),
            });
        }
        if outcome == SheetOutcome::Read {
            tables.push((index, found));
        }
        let (name, visible) = (sheet.name.clone(), sheet.visible);
        ledger.sheets.push(SheetInfo { source: 0, name, visible, outcome });
    }
    for (index, found) in &tables {
        let Some(grid) = sheets.get(*index).and_then(Sheet::grid) else { continue };
        for table in found {
            record::append(&mut ledger, schema, &lexicon, *index, grid, table);
        }
    }
    if !ledger.registers.contains_key(ITEMS) {
        return Err(no_ledger(file_name, &sheets, &ledger, schema, &lexicon));
    }
    let unfitting = mapped::unfitting(&ledger, &schema.mapping);
    ledger.doubts.extend(unfitting);
    ledger.doubts = gathered::gather(std::mem::take(&mut ledger.doubts));
    ledger.client = client::client(file_name, &sheets, &tables);
    Ok(ledger)
}

fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Sheet {
    fn grid(&self) -> Option<&Grid> {
        match &self.content {
            Content::Cells(grid) => Some(grid),
            Content::Other | Content::Broken(_) => None,
        }
    }
}

fn outcome(sheet: &Sheet, found: &[Found], lexicon: &Lexicon<'_>) -> SheetOutcome {
    let skipped = |ja: String, en: String| SheetOutcome::Skipped { reason: Text::new(ja, en) };
    let name = &sheet.name;
    let grid = match &sheet.content {
        Content::Cells(grid) => grid,
        Content::Other => return SheetOutcome::Empty,
        Content::Broken(detail) => {
            return skipped(
                format!("シート「{name}」は壊れていて読めません（{detail}）。Excel で保存し直してください"),
                format!("sheet `{name}` is damaged and was not read ({detail}): save it again in Excel"),
            );
        }
    };
    if grid.rows().is_empty() {
        return SheetOutcome::Empty;
    }
    if found.is_empty() {
        return SheetOutcome::NoRegister { nearest: nearest_header(grid, lexicon) };
    }
    if is_list(name) {
        return skipped(
            format!("シート「{name}」は選択肢の一覧とみて読みませんでした"),
            format!("sheet `{name}` was left out as a list of choices"),
        );
    }
    if !sheet.visible {
        return skipped(
            format!(
                "非表示のシート「{name}」に台帳がありますが、読みませんでした。使う場合は再表示してください"
            ),
            format!("hidden sheet `{name}` holds a register that was not read: unhide it to have it read"),
        );
    }
    if ["記入例", "記載例", "サンプル", "見本"].iter().any(|word| name.contains(word)) {
        return skipped(
            format!("シート「{name}」は記入例とみて読みませんでした"),
            format!("sheet `{name}` was left out as an example"),
        );
    }
    SheetOutcome::Read
}

/// True for the name of a sheet that holds the choices of drop-downs.
fn is_list(sheet: &str) -> bool {
    let name = fold(sheet);
    matches!(name.as_str(), "リスト" | "list" | "lists" | "マスタ" | "マスター" | "master")
        || ["選択肢", "プルダウン", "ドロップダウン", "入力規則"].iter().any(|word| name.contains(word))
}

/// The error for a workbook without the register `items`, with what each sheet holds instead.
fn no_ledger(
    file: &str,
    sheets: &[Sheet],
    ledger: &Ledger,
    schema: &Schema,
    lexicon: &Lexicon<'_>,
) -> ReadError {
    if ledger.sheets.iter().all(|sheet| sheet.outcome == SheetOutcome::Empty) {
        return ReadError::EmptyWorkbook { file: file.to_owned() };
    }
    let items = lexicon.registers.iter().find(|words| words.definition.id == ITEMS);
    let reports = sheets.iter().enumerate().map(|(index, sheet)| {
        let tables = ledger.tables.iter().filter(|table| table.sheet == index);
        let registers: Vec<String> = tables.map(|table| table.register.clone()).collect();
        let nearest = sheet.grid().and_then(|grid| nearest_header(grid, lexicon));
        let (row, texts) = nearest.map_or((None, Vec::new()), |(row, texts)| (Some(row), texts));
        let (known, unknown): (Vec<String>, Vec<String>) =
            texts.into_iter().partition(|text| items.is_some_and(|words| words.knows(text)));
        let anchored = items.is_some_and(|words| known.iter().any(|text| words.knows_anchor(text)));
        let missing = schema.registers.get(ITEMS).filter(|_| !anchored).map_or_else(Vec::new, |items| {
            let anchors = items.anchors.iter().filter_map(|anchor| items.fields.get(anchor));
            anchors.map(|field| field.title.clone()).collect()
        });
        SheetReport { name: sheet.name.clone(), registers, nearest_row: row, known, unknown, missing }
    });
    ReadError::NoLedger { file: file.to_owned(), sheets: reports.collect() }
}

#[cfg(test)]
mod tests;
