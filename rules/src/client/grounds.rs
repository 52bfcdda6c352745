//! Why a client departs from a pack, who says so, and until when.

use chrono::NaiveDate;
use serde_spanned::Spanned;

use super::layer::Grounds;
use crate::error::{Place, Problem};
use crate::position::SourceText;
use crate::problems::Problems;

/// What an override or exception says for itself.
pub(super) struct Given<'d> {
    pub(super) reason: Option<&'d Spanned<String>>,
    pub(super) approved_by: Option<&'d String>,
    pub(super) until: Option<&'d Spanned<toml::Value>>,
    /// Where the override or exception stands.
    pub(super) place: Place,
}

/// The grounds as given; what is lacking is told in `problems`.
pub(super) fn grounds(
    at: &SourceText<'_>,
    as_of: NaiveDate,
    given: &Given<'_>,
    problems: &mut Problems,
) -> Option<Grounds> {
    let reason = reason(at, given.reason, &given.place, "reason", problems);
    let until = match given.until.map(|until| day(at, until)) {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(problem)) => {
            problems.push(*problem);
            return None;
        }
    };
    Some(Grounds {
        reason: reason?,
        approved_by: given.approved_by.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
        until,
        expired: until.is_some_and(|until| until < as_of),
        place: given.place.clone(),
    })
}

/// A reason that says something: without one nobody could answer for the change next year.
pub(super) fn reason(
    at: &SourceText<'_>,
    reason: Option<&Spanned<String>>,
    place: &Place,
    key: &str,
    problems: &mut Problems,
) -> Option<String> {
    let text = reason.map(|reason| reason.get_ref().trim()).unwrap_or_default();
    if text.chars().any(char::is_alphanumeric) {
        return Some(text.to_owned());
    }
    let place = reason.map_or_else(|| place.clone(), |reason| at.content(&reason.span()));
    problems.push(
        Problem::error(
            place,
            format!("{key}（理由）がありません"),
            format!("there is no {key}, and nothing is changed without one"),
        )
        .with_help(
            format!("{key} = \"…\" に、審査で説明できる理由を書きます"),
            format!("write {key} = \"…\" with what you would tell an auditor"),
        ),
    );
    None
}

/// The day of an `until`.
fn day(at: &SourceText<'_>, until: &Spanned<toml::Value>) -> Result<NaiveDate, Box<Problem>> {
    let text = match until.get_ref() {
        toml::Value::Datetime(day) => day.to_string(),
        toml::Value::String(day) => day.clone(),
        other => other.to_string(),
    };
    text.parse().map_err(|_| {
        let place = at.place(until.span().start);
        let problem = Problem::error(
            place,
            format!("until の `{text}` は日付ではありません"),
            format!("`{text}` in `until` is no date"),
        );
        Box::new(
            problem.with_help("`until = 2027-03-31` のように書きます", "write it like `until = 2027-03-31`"),
        )
    })
}
