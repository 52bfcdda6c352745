//! Records of `.xlsb` ([MS-XLSB]).
//!
//! [MS-XLSB]: https://learn.microsoft.com/openspecs/office_file_formats/ms-xlsb

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::{Marks, formats, number16, number32, wide};
use crate::read::xlsx::attribute;
use crate::read::xlsx::format::Formats;

/// The longest record that is looked at; all of interest are shorter.
const RECORD_MOST: usize = 1 << 16;

/// The parts of a workbook in binary records.
pub(in crate::read::isolated) struct Workbook<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Part of each sheet by name.
    sheets: BTreeMap<String, String>,
    /// How styles show numbers.
    pub(in crate::read::isolated) formats: Formats,
}

impl<'a> Workbook<'a> {
    /// Finds sheets and styles; what is not found marks nothing.
    pub(in crate::read::isolated) fn new(archive: ZipArchive<Cursor<&'a [u8]>>) -> Self {
        let mut workbook = Self { archive, sheets: BTreeMap::new(), formats: Formats::default() };
        let targets = workbook.targets().unwrap_or_default();
        let mut sheets = BTreeMap::new();
        workbook.each("xl/workbook.bin", |kind, data| {
            if kind == 0x9c
                && let Some((name, relation)) = sheet(data)
                && let Some(target) = targets.get(&relation)
            {
                sheets.insert(name, format!("xl/{target}"));
            }
            Some(())
        });
        workbook.sheets = sheets;
        let (mut codes, mut styles) = (BTreeMap::new(), Vec::new());
        let mut in_cells = false;
        workbook.each("xl/styles.bin", |kind, data| {
            match kind {
                0x2c => drop(codes.insert(number16(data, 0)?.to_string(), text(data, 2)?)),
                0x269 => in_cells = true,
                0x26a => in_cells = false,
                0x2f if in_cells => styles.push(number16(data, 2)?),
                _ => {}
            }
            Some(())
        });
        workbook.formats = formats(&codes, &styles);
        workbook
    }

    /// The marks of a sheet.
    pub(in crate::read::isolated) fn marks(&mut self, sheet: &str) -> Marks {
        let mut marks = Marks::default();
        let Some(part) = self.sheets.get(sheet).cloned() else { return marks };
        let formats = std::mem::take(&mut self.formats);
        let mut row = 0;
        self.each(&part, |kind, data| {
            let long = |at| number32(data, at);
            match kind {
                0x00 => {
                    row = long(0)?;
                    // The flag of no height is the fifth bit of the twelfth byte.
                    if data.get(11)? & 0x10 != 0 {
                        marks.hidden_rows.push((row, row));
                    }
                }
                0x02 | 0x05 | 0x09 => marks.style((row, long(0)?), style(data)?, &formats),
                0x0b => marks.errors.push(((row, long(0)?), *data.get(8)?)),
                0x3c if number16(data, 16)? & 1 != 0 => marks.hidden_columns.push((long(0)?, long(4)?)),
                0xb0 => marks.merges.push((long(0)?, long(8)?, long(4)?, long(12)?)),
                _ => {}
            }
            Some(())
        });
        self.formats = formats;
        marks
    }

    /// Calls `look` with every record of a part until it is cut off.
    fn each(&mut self, part: &str, mut look: impl FnMut(u16, &[u8]) -> Option<()>) {
        let Some(mut reader) = self.part(part) else { return };
        let mut buffer = Vec::new();
        while let Some(kind) = record(&mut reader, &mut buffer) {
            // A record that is too short marks nothing.
            let _ = look(kind, &buffer);
        }
    }

    fn part(&mut self, part: &str) -> Option<impl BufRead> {
        let names = self.archive.file_names().filter_map(Result::ok);
        let name =
            names.into_iter().find(|name| name.replace('\\', "/").eq_ignore_ascii_case(part))?.into_owned();
        Some(BufReader::new(self.archive.by_name(&name).ok()?))
    }

    /// Part of each relation of the workbook.
    fn targets(&mut self) -> Option<BTreeMap<String, String>> {
        let mut reader = quick_xml::Reader::from_reader(self.part("xl/_rels/workbook.bin.rels")?);
        let mut targets = BTreeMap::new();
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(start) | Event::Empty(start)) => {
                    if let Some((id, target)) = attribute(&start, "Id").zip(attribute(&start, "Target")) {
                        targets.insert(id, target);
                    }
                }
                Ok(Event::Eof) | Err(_) => return Some(targets),
                Ok(_) => {}
            }
        }
    }
}

/// Kind of the next record, its first bytes in `buffer`.
fn record(reader: &mut impl BufRead, buffer: &mut Vec<u8>) -> Option<u16> {
    let byte = |reader: &mut dyn BufRead| {
        let mut one = [0];
        reader.read_exact(&mut one).ok()?;
        Some(one[0])
    };
    let first = byte(reader)?;
    let mut kind = u16::from(first & 0x7f);
    if first & 0x80 != 0 {
        kind |= u16::from(byte(reader)? & 0x7f) << 7;
    }
    let mut length = 0_usize;
    for step in 0..4 {
        let part = byte(reader)?;
        length |= usize::from(part & 0x7f) << (7 * step);
        if part & 0x80 == 0 {
            break;
        }
    }
    buffer.clear();
    let kept = length.min(RECORD_MOST);
    reader.take(u64::try_from(kept).ok()?).read_to_end(buffer).ok()?;
    let rest = u64::try_from(length - kept).ok()?;
    std::io::copy(&mut reader.take(rest), &mut std::io::sink()).ok()?;
    (buffer.len() == kept).then_some(kind)
}

/// Name of a sheet, and the relation that leads to its part.
fn sheet(data: &[u8]) -> Option<(String, String)> {
    let relation = text(data, 8)?;
    let name = text(data, 12_usize.checked_add(relation.encode_utf16().count().checked_mul(2)?)?)?;
    Some((name, relation))
}

/// A text after its length.
fn text(data: &[u8], at: usize) -> Option<String> {
    let length = usize::try_from(number32(data, at)?).ok()?;
    let first = at.checked_add(4)?;
    Some(wide(data.get(first..first.checked_add(length.checked_mul(2)?)?)?))
}

/// The style of a cell, three bytes behind its column.
fn style(data: &[u8]) -> Option<usize> {
    usize::try_from(number32(data, 4)? & 0x00ff_ffff).ok()
}
