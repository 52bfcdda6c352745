//! What people see in a cell, from what the file stores.

use chrono::NaiveDate;
use daicho_rules::normal::clean;

use super::format::{Calendar, NumberFormat, Shown, plain};
use super::moment::Moment;
use crate::read::value::CellText;

/// A text without blanks at its ends.
pub(crate) fn text_of(text: &str) -> CellText {
    CellText { text: clean(text), number: None, date: None }
}

/// A finite number in its format.
pub(crate) fn number_of(number: f64, format: &NumberFormat, is_1904: bool) -> CellText {
    let with = |text: String| CellText { text, number: Some(number), date: None };
    match format.show(number) {
        Shown::Digits(text) => with(text),
        // Zero is often shown as a dash; any other word replaces the number for whoever reads it.
        Shown::Word(text) if number == 0.0 && matches!(text.as_str(), "-" | "－" | "‐" | "ー") => {
            with(text)
        }
        Shown::Word(text) => CellText { text, number: None, date: None },
        Shown::Calendar(Calendar::Duration) => with(plain(number * 24.0)),
        Shown::Calendar(calendar) => match Moment::of_serial(number, is_1904) {
            None => with(plain(number)),
            Some(moment) if moment.is_within_first_day(is_1904) => with(match calendar {
                Calendar::Day if moment.is_midnight() && !is_1904 => plain(number),
                _ => moment.clock(),
            }),
            Some(moment) => {
                let text = if moment.is_midnight() {
                    moment.day.to_string()
                } else {
                    format!("{} {}", moment.day, moment.clock())
                };
                CellText { text, number: None, date: Some(moment.day) }
            }
        },
    }
}

/// A day in ISO 8601, as Excel's strict format stores it.
pub(crate) fn iso(text: &str) -> CellText {
    let date = text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    let text = match date {
        Some(date) if text.get(10..).is_none_or(|rest| rest.is_empty() || rest.starts_with("T00:00")) => {
            date.to_string()
        }
        _ => clean(text),
    };
    CellText { text, number: None, date }
}
