//! A file as sheets of cells, whatever its format.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::error::ReadError;
use super::grid::Sheet;
use super::{Password, ReadOptions, guard, protected, xlsx};
use crate::ledger::Source;

/// A file that was opened.
#[derive(Debug)]
pub(super) struct Workbook {
    /// Its name and digest.
    pub(super) source: Source,
    /// Its sheets, in order.
    pub(super) sheets: Vec<Sheet>,
}

/// Opens the bytes of a workbook.
pub(super) fn open(file: &str, bytes: &[u8], options: &ReadOptions) -> Result<Workbook, ReadError> {
    let sheets = if guard::is_encrypted(bytes) {
        guard::check_size(file, u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
        let opened = protected::decrypted(file, bytes, options.password.as_ref().map(Password::get))?;
        xlsx::read_sheets(file, &opened)?
    } else {
        xlsx::read_sheets(file, bytes)?
    };
    Ok(Workbook { source: Source { file: file.to_owned(), sha256: hex_digest(bytes) }, sheets })
}

fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
