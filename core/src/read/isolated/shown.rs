//! Values of calamine as people see them on the sheet.

use calamine::Data;

use super::message::Sent;
use crate::read::value::CellText;
use crate::read::xlsx::format::NumberFormat;
use crate::read::xlsx::shown::{iso, number_of, text_of};

/// The cell as people see it; `None` for a blank one.
pub(super) fn shown(value: &Data, format: &NumberFormat, is_1904: bool) -> Option<Sent> {
    let number = |number: f64| {
        if number.is_finite() { sent(number_of(number, format, is_1904)) } else { error("#NUM!") }
    };
    let sent = match value {
        Data::Empty => return None,
        Data::String(text) => sent(text_of(text)),
        Data::DateTimeIso(text) | Data::DurationIso(text) => sent(iso(text)),
        Data::Bool(yes) => sent(text_of(if *yes { "TRUE" } else { "FALSE" })),
        #[expect(clippy::cast_precision_loss, reason = "integers of cells have 30 bits")]
        Data::Int(whole) => number(*whole as f64),
        Data::Float(found) => number(*found),
        // What is a day is told by the format, as everywhere.
        Data::DateTime(moment) => number(moment.as_f64()),
        Data::Error(found) => error(&found.to_string()),
    };
    (!sent.text.is_empty()).then_some(sent)
}

/// An error of a cell, such as `#REF!`.
pub(super) fn error(text: &str) -> Sent {
    Sent { error: true, ..sent(text_of(text)) }
}

fn sent(shown: CellText) -> Sent {
    Sent { text: shown.text, number: shown.number, date: shown.date, error: false }
}
