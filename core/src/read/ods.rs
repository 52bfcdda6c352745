//! Workbooks of `LibreOffice` and others, `.ods`: the XML of [OpenDocument].
//!
//! Cells come as a list in which a cell, a row or a blank stretch is written once and repeated. Blank ones
//! cost nothing here, and filled ones are counted, so that a file cannot grow without end.
//!
//! [OpenDocument]: https://docs.oasis-open.org/office/OpenDocument/v1.3/
//!
//! ```text
//! sheet   the cells of one sheet, row by row
//! cell    a cell from its attributes and its text
//! text    the paragraphs of a cell, without notes and phonetic guides
//! ```

mod cell;
mod sheet;
mod text;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::error::ReadError;
use super::grid::{Content, Sheet};
use super::guard::{self, Watched, damaged};
use super::limits::Deadline;
use super::spent::Spent;
use super::xlsx::attribute;

/// Bytes of the list of parts that are looked at.
const MANIFEST_MOST: u64 = 1 << 20;

/// What breaks off the reading of a workbook.
#[derive(Debug)]
enum Stop {
    /// A limit.
    Limit(ReadError),
    /// The XML is broken.
    Broken(String),
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Limit(error)
    }
}

impl From<quick_xml::Error> for Stop {
    fn from(error: quick_xml::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

/// Reads all sheets of a workbook.
pub(super) fn read_sheets(file: &str, bytes: &[u8], deadline: Deadline) -> Result<Vec<Sheet>, ReadError> {
    let mut archive = guard::open(file, bytes)?;
    if is_encrypted(&mut archive) {
        return Err(ReadError::UnknownEncryption {
            file: file.to_owned(),
            detail: "OpenDocument".to_owned(),
        });
    }
    let content = archive.by_name("content.xml").map_err(|error| damaged(file, &error))?;
    let mut reader = Reader::from_reader(BufReader::new(Watched::new(content, deadline)));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    match sheets(&mut reader, &mut Spent::new(file)) {
        Ok(sheets) => Ok(sheets),
        Err(Stop::Limit(error)) => Err(error),
        Err(Stop::Broken(detail)) => Err(damaged(file, &detail)),
    }
}

/// True if the list of parts tells how one of them is encrypted.
fn is_encrypted(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let mut manifest = Vec::new();
    if let Ok(part) = archive.by_name("META-INF/manifest.xml") {
        // A list that is broken off is told of when the content is read.
        let _ = part.take(MANIFEST_MOST).read_to_end(&mut manifest);
    }
    let name = b":encryption-data";
    manifest.windows(name.len()).any(|window| window == name)
}

fn sheets(reader: &mut Reader<impl BufRead>, spent: &mut Spent<'_>) -> Result<Vec<Sheet>, Stop> {
    let mut sheets = Vec::new();
    let mut hidden = BTreeSet::new();
    let mut style = String::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        let is_open = matches!(event, Event::Start(_));
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "style" => style = attribute(&start, "name").unwrap_or_default(),
                "table-properties" if attribute(&start, "display").as_deref() == Some("false") => {
                    hidden.insert(style.clone());
                }
                "table" if is_open => {
                    let name = attribute(&start, "name").unwrap_or_default();
                    let visible =
                        attribute(&start, "style-name").is_none_or(|style| !hidden.contains(&style));
                    spent.sheet(&name)?;
                    let Some(grid) = sheet::cells(reader, &name, spent)? else { continue };
                    sheets.push(Sheet { name, visible, content: Content::Cells(grid) });
                }
                // Cells that were deleted, and copies of other workbooks.
                "tracked-changes" | "dde-links" if is_open => skip(reader, &start.into_owned())?,
                _ => {}
            },
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// Reads on to the end of an element.
fn skip(reader: &mut Reader<impl BufRead>, start: &BytesStart<'_>) -> Result<(), Stop> {
    let mut buffer = Vec::new();
    reader.read_to_end_into(start.name(), &mut buffer)?;
    Ok(())
}
