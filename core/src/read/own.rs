//! Workbooks that daicho wrote: a report is not read as the ledger of a client.

use std::io::{Cursor, Read as _};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::answers;
use super::error::ReadError;
use super::grid::{Grid, Sheet};
use crate::write::words::RISKS;

/// Name of the document property that marks a workbook of ours; its value names the files it was made from.
pub(crate) const MARK: &str = "daicho";
/// Where a workbook keeps such properties.
const PART: &str = "docProps/custom.xml";
/// More bytes than ours has.
const PART_MOST: u64 = 1 << 20;

/// Fails for a workbook that daicho wrote.
pub(super) fn refuse(file: &str, bytes: &[u8]) -> Result<(), ReadError> {
    match inputs(bytes) {
        Some(inputs) => Err(ReadError::OwnReport { file: file.to_owned(), inputs }),
        None => Ok(()),
    }
}

/// Fails for the sheets of a report that another program saved without the mark, or for its questions alone.
///
/// A ledger into which its owner copied the questions stays a ledger.
pub(super) fn refuse_sheets(file: &str, sheets: &[Sheet]) -> Result<(), ReadError> {
    let asks = |sheet: &Sheet| sheet.grid().is_some_and(answers::asks);
    let is_analysis = |sheet: &Sheet| {
        let name = RISKS.text();
        [name.ja, name.en].contains(&sheet.name)
    };
    // A letter beside the questions is no ledger.
    let is_table = |sheet: &&Sheet| {
        let wide = |grid: &Grid| grid.rows().iter().filter(|row| row.cells.len() > 2).count();
        sheet.grid().is_some_and(|grid| wide(grid) > 1)
    };
    let others = || sheets.iter().filter(|sheet| !asks(sheet)).any(|sheet| is_table(&sheet));
    let is_report = sheets.iter().any(asks) && (sheets.iter().any(is_analysis) || !others());
    if is_report {
        return Err(ReadError::OwnReport { file: file.to_owned(), inputs: String::new() });
    }
    Ok(())
}

/// True for a workbook that daicho wrote.
pub(crate) fn is_own(bytes: &[u8]) -> bool {
    inputs(bytes).is_some()
}

/// The files that a report of ours was made from; `None` for any other file.
fn inputs(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = Vec::new();
    archive.by_name(PART).ok()?.take(PART_MOST).read_to_end(&mut text).ok()?;
    let mut reader = quick_xml::Reader::from_reader(text.as_slice());
    let (mut buffer, mut marked, mut value) = (Vec::new(), false, String::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) if start.local_name().as_ref() == "property" => {
                let mut attributes = start.attributes().flatten();
                marked = attributes.any(|given| given.key.as_ref() == "name" && given.value.as_ref() == MARK);
            }
            Event::Text(text) if marked => value.push_str(text.as_ref()),
            Event::GeneralRef(name) if marked => value.push_str(match name.as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                _ => "",
            }),
            Event::End(end) if marked && end.local_name().as_ref() == "property" => return Some(value),
            Event::Eof => return None,
            _ => {}
        }
    }
}
