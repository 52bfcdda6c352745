//! What parts the fields of a text file.

use std::collections::BTreeMap;

use super::split::Records;

/// What may part fields, the usual first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// So many rows are looked at.
const ROWS: usize = 200;

/// The delimiter that the first line names, as Excel understands it (`sep=;`), and the text below.
pub(super) fn named(text: &str) -> (Option<u8>, &str) {
    let Some(rest) = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP=")) else {
        return (None, text);
    };
    let mut characters = rest.chars();
    let Some(delimiter) = characters.next().filter(char::is_ascii) else { return (None, text) };
    let below = characters.as_str();
    let below = below.strip_prefix("\r\n").or_else(|| below.strip_prefix(['\n', '\r']));
    match (u8::try_from(delimiter), below) {
        (Ok(delimiter), Some(below)) if !matches!(delimiter, b'"' | b'\n' | b'\r') => {
            (Some(delimiter), below)
        }
        _ => (None, text),
    }
}

/// The delimiter that gives the first rows the most even width.
pub(super) fn found(text: &str) -> u8 {
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let evenness = evenness(text, delimiter);
        if evenness > best.0 {
            best = (evenness, delimiter);
        }
    }
    best.1
}

/// How much speaks for a delimiter: rows of the commonest width, their share of all that it parts, the width.
fn evenness(text: &str, delimiter: u8) -> usize {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for record in Records::new(text, delimiter).take(ROWS) {
        let comment = record.fields.first().is_some_and(|field| field.starts_with('#'));
        let blank = record.fields.iter().all(|field| field.trim().is_empty());
        if record.width > 1 && !comment && !blank {
            *widths.entry(record.width).or_default() += 1;
        }
    }
    let parted: usize = widths.values().sum();
    let commonest = widths.into_iter().max_by_key(|(width, rows)| (*rows, *width));
    commonest.map_or(0, |(width, rows)| 1000 * rows * rows * (width - 1) / parted)
}
