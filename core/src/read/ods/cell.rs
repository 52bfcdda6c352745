//! A cell from its attributes and its text.

use std::io::BufRead;

use chrono::NaiveDate;
use daicho_rules::normal::clean;
use quick_xml::Reader;
use quick_xml::events::BytesStart;

use super::{Stop, text};
use crate::read::grid::{CellState, GridCell};
use crate::read::value::CellText;
use crate::read::xlsx::attribute;
use crate::read::xlsx::format::plain;

/// What an element of a cell holds.
#[derive(Debug)]
pub(super) struct Found {
    /// The cell; `None` for a blank one.
    pub(super) cell: Option<GridCell>,
    /// Rows that it spans.
    pub(super) rows: u32,
    /// Columns that it spans.
    pub(super) columns: u32,
}

/// Reads a cell to its end.
pub(super) fn found(
    reader: &mut Reader<impl BufRead>,
    start: &BytesStart<'_>,
    is_open: bool,
) -> Result<Found, Stop> {
    let get = |name| attribute(start, name);
    let span = |name| get(name).and_then(|span| span.parse().ok()).unwrap_or(1);
    let (rows, columns) = (span("number-rows-spanned"), span("number-columns-spanned"));
    let typed = clean(&if is_open { text::paragraphs(reader)? } else { String::new() });
    let or_typed = |other: String| if typed.is_empty() { other } else { typed.clone() };
    let kind = get("value-type").unwrap_or_default();
    let number =
        || get("value").and_then(|value| value.parse::<f64>().ok()).filter(|value| value.is_finite());
    let mut state = CellState::Value;
    let mut shown = CellText { text: typed.clone(), number: None, date: None };
    match kind.as_str() {
        _ if is_error(start) => {
            state = CellState::Error;
            shown.text = or_typed("#N/A".to_owned());
        }
        "float" | "currency" | "percentage" => {
            shown.number = number();
            shown.text = or_typed(shown.number.map(plain).unwrap_or_default());
        }
        "date" => shown = date(&get("date-value").unwrap_or_default(), typed),
        "time" => shown.text = or_typed(get("time-value").unwrap_or_default()),
        "boolean" => {
            let yes = get("boolean-value").as_deref() == Some("true");
            (if yes { "TRUE" } else { "FALSE" }).clone_into(&mut shown.text);
        }
        "" => {
            if let Some(formula) = get("formula").filter(|_| typed.is_empty()) {
                state = CellState::Unsolved;
                shown.text = unsolved(&formula);
            }
        }
        _ => shown.text = or_typed(clean(&get("string-value").unwrap_or_default())),
    }
    let cell = (!shown.text.is_empty()).then(|| GridCell::new(shown, state));
    Ok(Found { cell, rows, columns })
}

/// True for a formula that ended in an error; `LibreOffice` says the type of a cell twice, once with it.
fn is_error(start: &BytesStart<'_>) -> bool {
    let mut attributes = start.attributes();
    attributes.with_checks(false).filter_map(Result::ok).any(|attribute| {
        attribute.key.local_name().as_ref() == "value-type" && attribute.value.as_ref() == "error"
    })
}

/// A day in ISO 8601, with the time of day where it is not midnight.
fn date(value: &str, typed: String) -> CellText {
    let (day, time) = value.split_once('T').unwrap_or((value, ""));
    let Ok(date) = day.parse::<NaiveDate>() else {
        let text = if typed.is_empty() { value.to_owned() } else { typed };
        return CellText { text, number: None, date: None };
    };
    let clock = time.get(..5).filter(|clock| *clock != "00:00");
    let text = clock.map_or_else(|| date.to_string(), |clock| format!("{date} {clock}"));
    CellText { text, number: None, date: Some(date) }
}

/// A formula without a result, as other formats show it.
fn unsolved(formula: &str) -> String {
    let formula = formula.split_once(":=").map_or(formula, |(_, formula)| formula);
    clean(&format!("={}", formula.trim_start_matches('=')))
}
