//! A file as sheets of cells, whatever its format.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use daicho_rules::Text;
use sha2::{Digest, Sha256};

use super::error::{FileKind, ReadError};
use super::grid::{Grid, Sheet};
use super::guard::Kind;
use super::limits::Deadline;
use super::{Password, ReadOptions, csv, guard, isolated, ods, own, protected, xlsx};
use crate::ledger::{Doubt, Origin, Source};

/// A file that was opened.
#[derive(Debug)]
pub(super) struct Workbook {
    /// Its name and digest.
    pub(super) source: Source,
    /// Its sheets, in order.
    pub(super) sheets: Vec<Sheet>,
    /// What is to be said of it, if a register is found in it.
    pub(super) remarks: Vec<Remark>,
}

impl Workbook {
    /// How many cells of it hold something.
    pub(super) fn filled_cells(&self) -> u64 {
        let grids = self.sheets.iter().filter_map(Sheet::grid);
        let cells: usize = grids.flat_map(Grid::rows).map(|row| row.cells.len()).sum();
        u64::try_from(cells).unwrap_or(u64::MAX)
    }
}

/// Something doubtful about a file, seen when it was opened.
#[derive(Debug)]
pub(super) struct Remark {
    /// Sheet of the workbook, row and column, from 0.
    at: Option<(usize, u32, u32)>,
    /// The text as typed.
    raw: String,
    /// What is doubtful, and what to do.
    message: Arc<Text>,
}

impl Remark {
    /// A remark on the first sheet of a file.
    pub(super) fn of_sheet(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { at: None, raw: String::new(), message: Arc::new(Text::new(ja, en)) }
    }

    /// A remark on a cell of the first sheet; a hostile file has millions of them, which share their message.
    pub(super) fn of_cell((row, column): (u32, u32), raw: &str, message: &Arc<Text>) -> Self {
        Self { at: Some((0, row, column)), raw: raw.to_owned(), message: Arc::clone(message) }
    }

    /// The doubt that it is, in a ledger that has `before` sheets of other workbooks before it.
    pub(super) fn into_doubt(self, before: usize) -> Doubt {
        let at = self.at.map(|(sheet, row, column)| Origin::new(before + sheet, row, column));
        let sheet = at.map_or(before, Origin::sheet_index);
        Doubt { at, sheet, field: None, raw: self.raw, message: Text::clone(&self.message) }
    }
}

/// What a file is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// As a ledger, which a report of daicho is not.
    Ledger,
    /// For the answers that people filled into a report.
    Answers,
}

/// Opens the bytes of a file; what it holds counts, not how it is named.
pub(super) fn open(
    file: &str,
    bytes: &[u8],
    purpose: Purpose,
    options: &ReadOptions,
    deadline: Deadline,
) -> Result<Workbook, ReadError> {
    guard::check_size(file, u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    let is_text = csv::is_text(bytes);
    let opened = if is_text {
        csv::read_sheet(file, bytes, deadline).map(|(sheet, remarks)| (vec![sheet], remarks))
    } else {
        sheets(file, bytes, purpose, options, deadline).map(|sheets| (sheets, Vec::new()))
    };
    // Whatever was broken off after the deadline was broken off by it.
    deadline.check(file)?;
    let (sheets, mut remarks) = opened?;
    if purpose == Purpose::Ledger {
        own::refuse_sheets(file, &sheets)?;
    }
    remarks.extend(misnamed(file, is_text));
    let source = Source { file: file.to_owned(), sha256: digest(bytes), is_text };
    Ok(Workbook { source, sheets, remarks })
}

fn sheets(
    file: &str,
    bytes: &[u8],
    purpose: Purpose,
    options: &ReadOptions,
    deadline: Deadline,
) -> Result<Vec<Sheet>, ReadError> {
    let kind = guard::kind(file, bytes)?;
    if kind != Kind::Encrypted {
        return sheets_of(kind, file, bytes, purpose, options, deadline);
    }
    let opened = protected::decrypted(file, bytes, options.password.as_ref().map(Password::get))?;
    sheets_of(guard::kind(file, &opened)?, file, &opened, purpose, options, deadline)
}

fn sheets_of(
    kind: Kind,
    file: &str,
    bytes: &[u8],
    purpose: Purpose,
    options: &ReadOptions,
    deadline: Deadline,
) -> Result<Vec<Sheet>, ReadError> {
    let apart = |kind| isolated::read_sheets(file, bytes, kind, options, deadline);
    match kind {
        Kind::Workbook => {
            if purpose == Purpose::Ledger {
                own::refuse(file, bytes)?;
            }
            xlsx::read_sheets(file, bytes, deadline)
        }
        Kind::OpenDocument => ods::read_sheets(file, bytes, deadline),
        Kind::OldExcel => apart(FileKind::OldExcel),
        Kind::BinaryWorkbook => {
            // What the archive unpacks to must not be left to the limits of the helper.
            guard::open(file, bytes)?;
            apart(FileKind::BinaryWorkbook)
        }
        // A workbook within an encrypted one is decrypted once only.
        Kind::Encrypted => Err(ReadError::PasswordProtected { file: file.to_owned() }),
        Kind::Other(found) => Err(ReadError::NotWorkbook { file: file.to_owned(), found }),
    }
}

/// Says that the name of a file lies about what is in it.
fn misnamed(file: &str, is_text: bool) -> Option<Remark> {
    let ending = Path::new(file).extension()?.to_string_lossy().to_lowercase();
    match (is_text, ending.as_str()) {
        (true, "xlsx" | "xlsm" | "xlsb" | "xls" | "ods") => Some(Remark::of_sheet(
            format!("拡張子は .{ending} ですが、中身は CSV です。CSV として読みました"),
            format!("the name ends in .{ending}, but it is a CSV file and was read as such"),
        )),
        (false, "csv" | "tsv" | "tab" | "txt") => Some(Remark::of_sheet(
            format!("拡張子は .{ending} ですが、中身はブックです。ブックとして読みました"),
            format!("the name ends in .{ending}, but it is a workbook and was read as such"),
        )),
        _ => None,
    }
}

/// SHA-256 in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
