//! What is checked before a workbook is unpacked: its kind, its size, and counts that lie.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::error::{Danger, FileKind, Limit, ReadError};

/// Parts above this size must not be packed tighter than [`Limit::Ratio`].
const RATIO_FROM: u64 = 10 << 20;
/// Shared strings are held in memory as a whole, so their part is limited further.
const STRINGS_MOST: u64 = 256 << 20;
/// An entry `<si/>` and its share of the tags around it take at least so many bytes.
const STRING_LEAST: u64 = 9;
/// The root element of a part must start within so many bytes.
const HEAD: u64 = 64 << 10;

/// The archive of a workbook that passed all checks.
pub(crate) fn open<'a>(file: &str, bytes: &'a [u8]) -> Result<ZipArchive<Cursor<&'a [u8]>>, ReadError> {
    check_size(file, u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    if !bytes.starts_with(b"PK") {
        return Err(match foreign_kind(bytes) {
            Some(found) => ReadError::NotWorkbook { file: file.to_owned(), found },
            // A workbook within an encrypted one is decrypted once only.
            None => ReadError::PasswordProtected { file: file.to_owned() },
        });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| ReadError::Damaged { file: file.to_owned(), detail: error.to_string() })?;
    check_names(file, &mut archive)?;
    check_contents(file, &mut archive)?;
    Ok(archive)
}

/// Fails if the file has more bytes than [`Limit::FileBytes`].
pub(crate) fn check_size(file: &str, bytes: u64) -> Result<(), ReadError> {
    within(file, "", Limit::FileBytes, bytes)
}

/// Fails if more of something was found than allowed.
pub(crate) fn within(file: &str, part: &str, limit: Limit, found: u64) -> Result<(), ReadError> {
    if found > limit.most() {
        return Err(ReadError::TooLarge { file: file.to_owned(), part: part.to_owned(), limit, found });
    }
    Ok(())
}

/// True for a workbook that is protected by a password.
pub(crate) fn is_encrypted(bytes: &[u8]) -> bool {
    !bytes.starts_with(b"PK") && foreign_kind(bytes).is_none()
}

/// What a file that is no zip archive seems to be; `None` for an encrypted workbook.
fn foreign_kind(bytes: &[u8]) -> Option<FileKind> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if bytes.is_empty() {
        return Some(FileKind::Empty);
    }
    if head.starts_with(b"%PDF") {
        return Some(FileKind::Pdf);
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        // Names in the directory of an OLE file are UTF-16. It may lie anywhere in the file.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name.as_slice());
        return (!encrypted).then_some(FileKind::OldExcel);
    }
    let binary = head.iter().filter(|byte| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r')).count();
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    Some(if binary == 0 || wide { FileKind::Text } else { FileKind::Unknown })
}

fn check_names(file: &str, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), ReadError> {
    within(file, "", Limit::Parts, u64::try_from(archive.len()).unwrap_or(u64::MAX))?;
    let mut names = BTreeSet::new();
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| damaged(file, &error))?;
        let name = entry.name().map_err(|error| damaged(file, &error))?.replace('\\', "/");
        let danger = |danger| ReadError::Unsafe { file: file.to_owned(), part: name.clone(), danger };
        if name.starts_with('/') || name.contains(':') || name.split('/').any(|step| step == "..") {
            return Err(danger(Danger::OutsideName));
        }
        if !names.insert(name.to_lowercase()) {
            return Err(danger(Danger::DuplicateName));
        }
        let (size, packed) = (entry.size(), entry.compressed_size());
        within(file, &name, Limit::PartBytes, size)?;
        if size > RATIO_FROM {
            within(file, &name, Limit::Ratio, size / packed.max(1))?;
        }
        total = total.saturating_add(size);
        within(file, "", Limit::TotalBytes, total)?;
    }
    // The directory of the archive drops all but the last of equal names.
    if archive.has_duplicate_names() {
        return Err(ReadError::Unsafe {
            file: file.to_owned(),
            part: file.to_owned(),
            danger: Danger::DuplicateName,
        });
    }
    match kind_of_archive(&names) {
        None => Ok(()),
        Some(found) => Err(ReadError::NotWorkbook { file: file.to_owned(), found }),
    }
}

/// What an archive is if it is no workbook, by the names of its parts in lower case.
fn kind_of_archive(names: &BTreeSet<String>) -> Option<FileKind> {
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if has("workbook.xml") {
        None
    } else if has("workbook.bin") {
        Some(FileKind::BinaryWorkbook)
    } else if names.contains("content.xml") && names.contains("mimetype") {
        Some(FileKind::OpenDocument)
    } else if names.contains("[content_types].xml") {
        Some(FileKind::OtherOffice)
    } else {
        Some(FileKind::Zip)
    }
}

fn check_contents(file: &str, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), ReadError> {
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| damaged(file, &error))?;
        let name = entry.name().map_err(|error| damaged(file, &error))?.replace('\\', "/");
        let lower = name.to_lowercase();
        let is_xml = [".xml", ".rels"].iter().any(|end| lower.ends_with(end));
        if !is_xml || entry.is_dir() {
            continue;
        }
        let size = entry.size();
        let strings = lower.rsplit('/').next() == Some("sharedstrings.xml");
        if strings && size > STRINGS_MOST {
            return Err(ReadError::TooLarge {
                file: file.to_owned(),
                part: name,
                limit: Limit::TextBytes,
                found: size,
            });
        }
        let mut head = Vec::new();
        entry.take(HEAD).read_to_end(&mut head).map_err(|error| damaged(file, &error))?;
        let danger = |danger| ReadError::Unsafe { file: file.to_owned(), part: name.clone(), danger };
        if has_doctype(&head) {
            return Err(danger(Danger::Doctype));
        }
        if strings && !counts_fit(&head, size / STRING_LEAST) {
            return Err(danger(Danger::FalseCount));
        }
    }
    Ok(())
}

fn has_doctype(head: &[u8]) -> bool {
    head.windows(9).any(|window| window.eq_ignore_ascii_case(b"<!DOCTYPE"))
}

/// False if the table of strings announces more entries than `most`, or hides what it announces.
///
/// calamine reserves memory for as many strings as announced, and a failed reservation ends the process.
fn counts_fit(head: &[u8], most: u64) -> bool {
    let mut reader = quick_xml::Reader::from_reader(head);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                // One entry is always allowed: the shortest table is shorter than nine bytes an entry.
                return start.local_name().as_ref() == "sst"
                    && announced(start.attributes_raw())
                        .all(|count| count.is_some_and(|n| n <= most.max(1)));
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// Every number that follows `uniqueCount`, whatever stands around it.
fn announced(attributes: &str) -> impl Iterator<Item = Option<u64>> + '_ {
    attributes.split("uniqueCount").skip(1).map(|rest| {
        let digits: String =
            rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        if digits.is_empty() { Some(0) } else { digits.parse().ok() }
    })
}

/// The error for anything that broke while the file was read.
pub(crate) fn damaged(file: &str, error: &dyn std::fmt::Display) -> ReadError {
    ReadError::Damaged { file: file.to_owned(), detail: error.to_string() }
}
