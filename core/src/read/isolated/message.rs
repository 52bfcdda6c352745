//! What the two processes tell each other: the order, then the file; lines of JSON come back.

use std::io::{BufRead, Read as _, Write};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The longest line: a row of cells is sent in several.
const LINE_MOST: u64 = 64 << 20;

/// The format of the file that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Format {
    /// Excel 97–2003.
    Xls,
    /// Excel in binary parts.
    Xlsb,
}

/// What is to be done, and with how much.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Order {
    /// Format of the file.
    pub(super) format: Format,
    /// Bytes of memory.
    pub(super) memory: u64,
    /// Seconds of computing.
    pub(super) seconds: u64,
}

/// What comes back, sheet by sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Message {
    /// A sheet begins.
    Sheet {
        /// Its name.
        name: String,
        /// False for a hidden sheet.
        visible: bool,
        /// False for a sheet that has no cells by its nature.
        has_cells: bool,
    },
    /// Some cells of a row of the sheet.
    Cells {
        /// Row, from 0.
        row: u32,
        /// Column and cell.
        cells: Vec<(u32, Sent)>,
    },
    /// Merged areas of the sheet: first row, first column, last row, last column.
    Merges(Vec<(u32, u32, u32, u32)>),
    /// First and last of hidden rows and columns of the sheet, in any order.
    Hidden {
        /// Rows.
        rows: Vec<(u32, u32)>,
        /// Columns.
        columns: Vec<(u32, u32)>,
    },
    /// The sheet could not be read to its end.
    Broken(String),
    /// The workbook could not be opened.
    Failed(Failure),
    /// All sheets were sent.
    Done,
}

/// Why a workbook could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Failure {
    /// It needs a password.
    Password,
    /// It is broken.
    Damaged(String),
}

/// A filled cell as people see it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Sent {
    /// Its text.
    #[serde(rename = "t")]
    pub(super) text: String,
    /// Its number.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<f64>,
    /// Its day.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<NaiveDate>,
    /// True for an error such as `#REF!`.
    #[serde(rename = "e", default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) error: bool,
}

/// Writes one line.
pub(super) fn send(output: &mut impl Write, message: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer(&mut *output, message)?;
    output.write_all(b"\n")
}

/// Reads one line; `None` at the end.
pub(super) fn receive<T: for<'a> Deserialize<'a>>(input: &mut impl BufRead) -> std::io::Result<Option<T>> {
    let mut line = Vec::new();
    input.take(LINE_MOST).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&line)?))
}
