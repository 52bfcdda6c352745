//! What calamine's stream of cells leaves out of a sheet: merged areas, styles, formulas without a result.

use std::collections::{BTreeMap, HashMap};

use quick_xml::events::{BytesStart, Event};

use super::format::NumberFormat;
use super::package::{Package, attribute};
use crate::read::error::{Danger, Limit, ReadError};
use crate::read::grid::Area;
use crate::read::guard::{damaged, within};

/// Longest formula text that is kept.
const FORMULA_MOST: usize = 200;

/// What a sheet says beside the values of its cells.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Merged areas, by their first cell.
    pub(crate) merges: Vec<Area>,
    /// Style index of cells whose number is not shown plainly.
    pub(crate) styles: HashMap<(u32, u32), usize>,
    /// Formulas whose result is not stored.
    pub(crate) unsolved: BTreeMap<(u32, u32), String>,
}

/// Reads the marks of the sheet in `part`.
pub(crate) fn read_marks(
    file: &str,
    sheet: &str,
    package: &mut Package<'_>,
    part: &str,
    formats: &BTreeMap<usize, NumberFormat>,
) -> Result<Marks, ReadError> {
    let mut marks = Marks::default();
    let Some(mut reader) = package.reader(part)? else { return Ok(marks) };
    let mut buffer = Vec::new();
    let mut cell = CellMarks::default();
    let (mut row, mut column) = (0_u32, 0_u32);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| damaged(file, &error))? {
            Event::Start(start) => match start.local_name().as_ref() {
                "row" => {
                    row = row_of(&start).unwrap_or(row);
                    column = 0;
                }
                "c" => {
                    let attributes = CellAttributes::of(&start);
                    (row, column) = attributes.place.unwrap_or((row, column));
                    if let Some(style) = attributes.style.filter(|style| formats.contains_key(style)) {
                        marks.styles.insert((row, column), style);
                    }
                    cell = CellMarks { is_text: attributes.is_text, ..CellMarks::default() };
                }
                "f" => {
                    cell.inside = Inside::Formula;
                    cell.has_formula = true;
                }
                "v" | "is" => {
                    cell.inside = Inside::Value;
                    cell.has_value |= cell.is_text;
                }
                "mergeCell" => note_merge(file, sheet, &start, &mut marks)?,
                _ => {}
            },
            Event::Empty(empty) => match empty.local_name().as_ref() {
                "row" => row = row_of(&empty).unwrap_or(row).saturating_add(1),
                "c" => {
                    (row, column) = CellAttributes::of(&empty).place.unwrap_or((row, column));
                    column = column.saturating_add(1);
                }
                "f" => cell.has_formula = true,
                "v" => cell.has_value |= cell.is_text,
                "mergeCell" => note_merge(file, sheet, &empty, &mut marks)?,
                _ => {}
            },
            Event::Text(text) => match cell.inside {
                Inside::Formula => cell.add(&text.xml10_content()),
                Inside::Value => cell.has_value = true,
                Inside::Nothing => {}
            },
            Event::GeneralRef(entity) => match cell.inside {
                Inside::Formula => cell.add(match entity.xml10_content().as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "?",
                }),
                Inside::Value => cell.has_value = true,
                Inside::Nothing => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "row" => row = row.saturating_add(1),
                "f" | "v" | "is" => cell.inside = Inside::Nothing,
                "c" => {
                    if cell.has_formula && !cell.has_value {
                        marks.unsolved.insert((row, column), format!("={}", cell.formula));
                    }
                    column = column.saturating_add(1);
                }
                _ => {}
            },
            Event::DocType(_) => {
                return Err(ReadError::Unsafe {
                    file: file.to_owned(),
                    part: part.to_owned(),
                    danger: Danger::Doctype,
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    marks.merges.sort_unstable();
    Ok(marks)
}

/// Where in a cell element the reader stands, and what was seen of the cell.
#[derive(Debug, Default)]
struct CellMarks {
    inside: Inside,
    has_formula: bool,
    has_value: bool,
    /// The cell holds text: an empty value is a result, too.
    is_text: bool,
    formula: String,
}

impl CellMarks {
    fn add(&mut self, text: &str) {
        let room = FORMULA_MOST.saturating_sub(self.formula.chars().count());
        self.formula.extend(text.chars().take(room));
    }
}

/// The attributes of a cell element, read in one pass: there are millions of them.
#[derive(Debug, Default)]
struct CellAttributes {
    place: Option<(u32, u32)>,
    style: Option<usize>,
    is_text: bool,
}

impl CellAttributes {
    fn of(start: &BytesStart<'_>) -> Self {
        let mut found = Self::default();
        for attribute in start.attributes().with_checks(false).filter_map(Result::ok) {
            match attribute.key.as_ref() {
                "r" => found.place = place(&attribute.value),
                "s" => found.style = attribute.value.parse().ok(),
                "t" => found.is_text = attribute.value == "str",
                _ => {}
            }
        }
        found
    }
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Formula,
    Value,
}

fn note_merge(file: &str, sheet: &str, start: &BytesStart<'_>, marks: &mut Marks) -> Result<(), ReadError> {
    let Some(area) = attribute(start, "ref") else { return Ok(()) };
    let Some((first, last)) = area.split_once(':') else { return Ok(()) };
    if let (Some((top, left)), Some((bottom, right))) = (place(first), place(last))
        && top <= bottom
        && left <= right
    {
        marks.merges.push(Area { top, left, bottom, right });
    }
    within(file, sheet, Limit::Merges, u64::try_from(marks.merges.len()).unwrap_or(u64::MAX))
}

fn row_of(start: &BytesStart<'_>) -> Option<u32> {
    attribute(start, "r")?.trim().parse::<u32>().ok()?.checked_sub(1)
}

/// Row and column, from 0, of a cell such as `F7` or `$F$7`.
fn place(cell: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    for c in cell.chars().filter(|c| *c != '$') {
        if let Some(digit) = c.to_digit(10) {
            row = row.checked_mul(10)?.checked_add(digit)?;
        } else if c.is_ascii_alphabetic() && row == 0 {
            let letter = u32::from(c.to_ascii_uppercase()).checked_sub(u32::from('A'))?;
            column = column.checked_mul(26)?.checked_add(letter + 1)?;
        } else {
            return None;
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn cells_are_found_by_name() {
        for (cell, found) in [
            ("A1", Some((0, 0))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("$F$7", Some((6, 5))),
            ("7", None),
            ("A", None),
            ("A1B", None),
            ("A99999999999", None),
        ] {
            assert_eq!(place(cell), found, "{cell}");
        }
    }
}
