//! Records of `.xls` ([MS-XLS]), of Excel 5 to 2003.
//!
//! [MS-XLS]: https://learn.microsoft.com/openspecs/office_file_formats/ms-xls

use std::collections::BTreeMap;

use encoding_rs::SHIFT_JIS;

use super::{Marks, formats, number16, number32, wide};
use crate::read::xlsx::format::Formats;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;

/// What the workbook as a whole says.
#[derive(Debug, Default)]
pub(in crate::read::isolated) struct Globals {
    /// Encrypted, in whatever way.
    pub(in crate::read::isolated) is_encrypted: bool,
    /// Texts are bytes in the encoding of a country, and no record says which.
    pub(in crate::read::isolated) lacks_encoding: bool,
    /// Where each sheet begins.
    sheets: Vec<usize>,
    /// How styles show numbers.
    pub(in crate::read::isolated) formats: Formats,
}

/// Reads the records before the first sheet.
pub(in crate::read::isolated) fn globals(stream: &[u8]) -> Globals {
    let mut globals = Globals::default();
    let (mut is_eight, mut encoding) = (true, None);
    let (mut codes, mut styles) = (BTreeMap::new(), Vec::new());
    for (kind, data) in Records(stream) {
        match kind {
            BEGIN => is_eight = number16(data, 0) == Some(0x0600),
            0x002f => globals.is_encrypted = true,
            0x0042 => encoding = number16(data, 0),
            0x0085 => globals.sheets.extend(number32(data, 0).and_then(|at| usize::try_from(at).ok())),
            0x00e0 => styles.push(number16(data, 2).unwrap_or_default()),
            0x041e => {
                if let Some((id, code)) = format(data, is_eight) {
                    codes.insert(id.to_string(), code);
                }
            }
            END => break,
            _ => {}
        }
    }
    globals.lacks_encoding = !is_eight && encoding.is_none();
    globals.formats = formats(&codes, &styles);
    globals
}

/// Number and code of a format.
fn format(data: &[u8], is_eight: bool) -> Option<(u16, String)> {
    let id = number16(data, 0)?;
    if !is_eight {
        let length = usize::from(*data.get(2)?);
        // What is no text of a Japanese Excel is no format whose wording matters.
        let code = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(data.get(3..3 + length)?)?;
        return Some((id, code.into_owned()));
    }
    let length = usize::from(number16(data, 2)?);
    let code = if data.get(4)? & 1 == 0 {
        data.get(5..5 + length)?.iter().map(|byte| char::from(*byte)).collect()
    } else {
        wide(data.get(5..5 + 2 * length)?)
    };
    Some((id, code))
}

impl Globals {
    /// The marks of the sheet at `index` in the order of the workbook.
    pub(in crate::read::isolated) fn marks(&self, stream: &[u8], index: usize) -> Marks {
        let mut marks = Marks::default();
        let Some(sheet) = self.sheets.get(index).and_then(|at| stream.get(*at..)) else { return marks };
        // Charts within the sheet have records of their own.
        let mut depth = 0_usize;
        for (kind, data) in Records(sheet) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth > 1 => {}
                _ => {
                    // A record that is cut off marks nothing.
                    let _ = self.record(kind, data, &mut marks);
                }
            }
        }
        marks
    }

    fn record(&self, kind: u16, data: &[u8], marks: &mut Marks) -> Option<()> {
        let word = |at| number16(data, at);
        let long = |at| word(at).map(u32::from);
        match kind {
            // Numbers and formulas.
            0x0203 | 0x027e | 0x0006 => {
                marks.style((long(0)?, long(2)?), usize::from(word(4)?), &self.formats);
            }
            // Several numbers of a row, with a style each.
            0x00bd => {
                let (row, first) = (long(0)?, long(2)?);
                for (column, cell) in (first..).zip(data.get(4..)?.chunks_exact(6)) {
                    marks.style((row, column), usize::from(number16(cell, 0)?), &self.formats);
                }
            }
            0x0208 if word(12)? & 0x20 != 0 => marks.hidden_rows.push((long(0)?, long(0)?)),
            // The last column of all stands for those beyond the sheet.
            0x007d if word(8)? & 1 != 0 => marks.hidden_columns.push((long(0)?, long(2)?.min(255))),
            _ => {}
        }
        Some(())
    }
}

/// The records of a stream: kind and content.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (number16(self.0, 0)?, number16(self.0, 2)?);
        let (data, rest) = self.0.get(4..)?.split_at_checked(usize::from(length))?;
        self.0 = rest;
        Some((kind, data))
    }
}
