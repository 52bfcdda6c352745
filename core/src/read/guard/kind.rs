//! What a file is, by its content: names lie.

use std::collections::BTreeSet;
use std::io::Cursor;

use zip::ZipArchive;

use super::compound::{Compound, SIGNATURE};
use super::damaged;
use crate::read::error::{FileKind, ReadError};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A workbook in XML: `.xlsx`, `.xlsm`.
    Workbook,
    /// A workbook of `LibreOffice`, `.ods`.
    OpenDocument,
    /// A workbook of Excel 97–2003, `.xls`.
    OldExcel,
    /// A binary workbook, `.xlsb`.
    BinaryWorkbook,
    /// A workbook within an encrypted file.
    Encrypted,
    /// Something else.
    Other(FileKind),
}

/// What the bytes are.
pub(crate) fn kind(file: &str, bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.starts_with(b"PK") {
        return Ok(kind_of_archive(bytes));
    }
    if bytes.starts_with(&SIGNATURE) {
        let streams = Compound::open(bytes).map_err(|problem| damaged(file, &problem))?;
        return Ok(kind_of_streams(&streams));
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    Ok(Kind::Other(if bytes.is_empty() {
        FileKind::Empty
    } else if head.starts_with(b"%PDF") {
        FileKind::Pdf
    } else if is_text(head) {
        FileKind::Text
    } else {
        FileKind::Unknown
    }))
}

fn is_text(head: &[u8]) -> bool {
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    wide || head.iter().all(|byte| *byte >= 0x20 || matches!(*byte, b'\t' | b'\n' | b'\r'))
}

fn kind_of_streams(streams: &Compound<'_>) -> Kind {
    if streams.has("EncryptedPackage") {
        Kind::Encrypted
    } else if streams.has("Workbook") || streams.has("Book") {
        Kind::OldExcel
    } else {
        Kind::Other(FileKind::OtherOffice)
    }
}

/// What an archive is by the names of its parts. One that cannot be opened was a workbook, most likely.
fn kind_of_archive(bytes: &[u8]) -> Kind {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Kind::Workbook };
    let names: BTreeSet<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(|name| name.replace('\\', "/").to_lowercase())
        .collect();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if has("workbook.xml") {
        Kind::Workbook
    } else if has("workbook.bin") {
        Kind::BinaryWorkbook
    } else if names.contains("content.xml") && names.contains("mimetype") {
        Kind::OpenDocument
    } else if names.contains("[content_types].xml") {
        Kind::Other(FileKind::OtherOffice)
    } else {
        Kind::Other(FileKind::Zip)
    }
}
