//! What calamine leaves out of the old binary formats: number formats, hidden rows and columns.
//!
//! Both formats are lists of records. Of each cell only its place and its style are read here.

pub(super) mod eight;
pub(super) mod twelve;

use std::collections::{BTreeMap, HashMap};

use crate::read::xlsx::format::{Formats, NumberFormat};

/// The marks of a sheet.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Styles of cells whose numbers are not shown as they are.
    pub(super) styles: HashMap<(u32, u32), usize>,
    /// First and last of hidden rows.
    pub(super) hidden_rows: Vec<(u32, u32)>,
    /// First and last of hidden columns.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Merged areas: first row, first column, last row, last column.
    pub(super) merges: Vec<(u32, u32, u32, u32)>,
    /// Errors that formulas ended in, by their number.
    pub(super) errors: Vec<((u32, u32), u8)>,
}

impl Marks {
    /// Notes the style of a cell, if it shows numbers in any way of its own.
    fn style(&mut self, place: (u32, u32), style: usize, formats: &Formats) {
        if *formats.of(style) != NumberFormat::default() {
            self.styles.insert(place, style);
        }
    }
}

/// Formats by the codes of the workbook's own and the number of the format of each style.
fn formats(codes: &BTreeMap<String, String>, styles: &[u16]) -> Formats {
    let mut ids: Vec<String> = Vec::new();
    let mut places: BTreeMap<u16, usize> = BTreeMap::new();
    let mut indices = Vec::new();
    for style in styles {
        indices.push(*places.entry(*style).or_insert_with(|| {
            ids.push(style.to_string());
            ids.len() - 1
        }));
    }
    Formats::new(codes, &ids, indices)
}

fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Text in UTF-16.
fn wide(bytes: &[u8]) -> String {
    let letters = bytes.chunks_exact(2).filter_map(|pair| number16(pair, 0));
    char::decode_utf16(letters).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
