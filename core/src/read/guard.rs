//! What is checked before a workbook is unpacked: its kind, its size, and counts that lie.

pub(crate) mod compound;
mod kind;
mod watched;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::error::{Danger, Limit, ReadError};
pub(crate) use kind::{Kind, kind};
pub(crate) use watched::Watched;

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

fn check_names(file: &str, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), ReadError> {
    within(file, "", Limit::Parts, u64::try_from(archive.len()).unwrap_or(u64::MAX))?;
    let mut names = BTreeSet::new();
    let mut places = Vec::new();
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
        if entry.encrypted() {
            return Err(ReadError::UnknownEncryption { file: file.to_owned(), detail: "zip".to_owned() });
        }
        let (size, packed) = (entry.size(), entry.compressed_size());
        if let Some(start) = entry.data_start().filter(|_| packed > 0) {
            places.push((start, start.saturating_add(packed), name.clone()));
        }
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
    check_places(file, places)
}

/// Fails if parts lie upon each other: bytes that are unpacked again and again.
fn check_places(file: &str, mut places: Vec<(u64, u64, String)>) -> Result<(), ReadError> {
    places.sort_unstable();
    let overlap = places.windows(2).find_map(|pair| match pair {
        [(_, end, _), (start, _, part)] if start < end => Some(part),
        _ => None,
    });
    match overlap {
        Some(part) => {
            let (file, part) = (file.to_owned(), part.clone());
            Err(ReadError::Unsafe { file, part, danger: Danger::Overlap })
        }
        None => Ok(()),
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
        // Manifests of old OpenOffice have one, and nothing is read of them but names.
        if has_doctype(&head) && !lower.starts_with("meta-inf/") {
            return Err(danger(Danger::Doctype));
        }
        if is_wide(&head) {
            return Err(danger(Danger::WideText));
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

/// True for UTF-16, which is XML as well, but holds no tag for a reader of UTF-8.
fn is_wide(head: &[u8]) -> bool {
    [&[0xff, 0xfe], &[0xfe, 0xff], b"<\0", b"\0<"].iter().any(|start| head.starts_with(*start))
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
