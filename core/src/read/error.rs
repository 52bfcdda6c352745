//! Why a workbook could not be read.

mod explain;

use std::path::PathBuf;

use daicho_rules::{Explain, Lang};

use crate::ledger::PassedOver;

/// Why a workbook could not be read as a ledger.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file.
    #[error("{}", self.message(Lang::En))]
    NotFound {
        /// The path that was given.
        path: PathBuf,
    },
    /// The folder holds no file that daicho reads.
    #[error("{}", self.message(Lang::En))]
    EmptyFolder {
        /// The path that was given.
        path: PathBuf,
        /// What it holds instead.
        passed_over: Vec<PassedOver>,
    },
    /// The file is there, but the system does not let it be read.
    #[error("{}", self.message(Lang::En))]
    Unreadable {
        /// The path that was given.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The file is not a workbook that daicho reads.
    #[error("{}", self.message(Lang::En))]
    NotWorkbook {
        /// Name of the file.
        file: String,
        /// What it seems to be.
        found: FileKind,
    },
    /// A text file holds a byte that is no text.
    #[error("{}", self.message(Lang::En))]
    Encoding {
        /// Name of the file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Byte in the line, from 1.
        position: usize,
        /// The byte.
        byte: u8,
    },
    /// The workbook is a report that daicho wrote.
    #[error("{}", self.message(Lang::En))]
    OwnReport {
        /// Name of the file.
        file: String,
        /// The files that the report was made from, as it says itself; empty for a report about packs.
        inputs: String,
    },
    /// The workbook is encrypted.
    #[error("{}", self.message(Lang::En))]
    PasswordProtected {
        /// Name of the file.
        file: String,
    },
    /// The workbook is encrypted, and the password that was given does not fit.
    #[error("{}", self.message(Lang::En))]
    WrongPassword {
        /// Name of the file.
        file: String,
    },
    /// The workbook is encrypted in a way that daicho does not know.
    #[error("{}", self.message(Lang::En))]
    UnknownEncryption {
        /// Name of the file.
        file: String,
        /// What it says of its encryption, for support.
        detail: String,
    },
    /// The file is a workbook, but broken.
    #[error("{}", self.message(Lang::En))]
    Damaged {
        /// Name of the file.
        file: String,
        /// What was found broken, for support.
        detail: String,
    },
    /// The file is built in a way that no spreadsheet program writes.
    #[error("{}", self.message(Lang::En))]
    Unsafe {
        /// Name of the file.
        file: String,
        /// Part of the file that is suspect.
        part: String,
        /// What is wrong with it.
        danger: Danger,
    },
    /// The workbook exceeds a limit.
    #[error("{}", self.message(Lang::En))]
    TooLarge {
        /// Name of the file.
        file: String,
        /// Part or sheet that exceeds it; empty for the file as a whole.
        part: String,
        /// Which limit.
        limit: Limit,
        /// What was found, at least.
        found: u64,
    },
    /// Reading took longer than allowed.
    #[error("{}", self.message(Lang::En))]
    TimedOut {
        /// Name of the file.
        file: String,
        /// Seconds that were allowed.
        seconds: u64,
    },
    /// Files of this kind are read by a process of their own, and none was named that could be started.
    #[error("{}", self.message(Lang::En))]
    HelperNeeded {
        /// Name of the file.
        file: String,
        /// Its kind.
        found: FileKind,
    },
    /// The process that reads files of this kind could not be started.
    #[error("{}", self.message(Lang::En))]
    HelperNotStarted {
        /// Name of the file.
        file: String,
        /// The program.
        program: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The process that read the file ended before it was done.
    #[error("{}", self.message(Lang::En))]
    HelperStopped {
        /// Name of the file.
        file: String,
        /// Bytes of memory that it was allowed.
        memory: u64,
        /// How it ended, for support.
        detail: String,
    },
    /// No sheet holds anything.
    #[error("{}", self.message(Lang::En))]
    EmptyWorkbook {
        /// Name of the file.
        file: String,
    },
    /// No sheet holds answers to questions.
    #[error("{}", self.message(Lang::En))]
    NoAnswers {
        /// Name of the file.
        file: String,
    },
    /// No sheet holds a register of personal information.
    #[error("{}", self.message(Lang::En))]
    NoLedger {
        /// Name of the file.
        file: String,
        /// What each sheet holds instead.
        sheets: Vec<SheetReport>,
    },
}

/// What a file seems to be, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// No bytes at all.
    Empty,
    /// Text that is no table of fields, such as HTML.
    Text,
    /// A PDF document.
    Pdf,
    /// A workbook of Excel 97–2003.
    OldExcel,
    /// A binary workbook, `.xlsb`.
    BinaryWorkbook,
    /// A workbook of `LibreOffice`, `.ods`.
    OpenDocument,
    /// A document of another office program: text, presentation, mail.
    OtherOffice,
    /// A zip archive that holds no workbook.
    Zip,
    /// Anything else.
    Unknown,
}

/// What makes a file suspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Danger {
    /// Two parts of the same name.
    DuplicateName,
    /// A name that leads out of the archive.
    OutsideName,
    /// A document type declaration.
    Doctype,
    /// A count that the part is too small for.
    FalseCount,
    /// Bytes that another part takes for its own.
    Overlap,
    /// Text in UTF-16.
    WideText,
}

/// A limit on what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// Bytes of the file.
    FileBytes,
    /// Parts in the archive.
    Parts,
    /// Bytes of one part when unpacked.
    PartBytes,
    /// Bytes of all parts when unpacked.
    TotalBytes,
    /// How many times a part grows when unpacked.
    Ratio,
    /// Sheets of the workbook.
    Sheets,
    /// Merged areas on a sheet.
    Merges,
    /// Columns of a sheet.
    Columns,
    /// Cells of the workbook.
    Cells,
    /// Cells of the workbook that hold something.
    FilledCells,
    /// Bytes of text in all cells.
    TextBytes,
    /// Filled cells that the file holds once and says to repeat.
    RepeatedCells,
}

impl Limit {
    /// The highest number allowed.
    pub const fn most(self) -> u64 {
        match self {
            Self::FileBytes => 100 << 20,
            Self::Parts => 20_000,
            Self::PartBytes => 1 << 30,
            Self::TotalBytes => 2 << 30,
            Self::Ratio => 200,
            Self::Sheets => 10_000,
            Self::Merges => 200_000,
            Self::Columns => 16_384,
            Self::Cells => 20_000_000,
            Self::FilledCells => 10_000_000,
            Self::TextBytes => 512 << 20,
            Self::RepeatedCells => 1_100_000,
        }
    }
}

/// What a sheet without a register of personal information holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetReport {
    /// Name of the sheet.
    pub name: String,
    /// Ids of other registers found there.
    pub registers: Vec<String>,
    /// The row most like a header, from 0.
    pub nearest_row: Option<u32>,
    /// Its texts that are known headers of the register `items`.
    pub known: Vec<String>,
    /// Its texts that are not.
    pub unknown: Vec<String>,
    /// Titles of the fields of which it needs at least one; empty if it has one and too few others.
    pub missing: Vec<daicho_rules::Text>,
}
