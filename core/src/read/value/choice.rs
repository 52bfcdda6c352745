//! One value of a vocabulary.

use daicho_rules::{Text, Value, normal::fold};

use super::Parsed;
use super::doubt::{self, quote};
use super::folded::Folded;
use super::phrase::{Phrase, phrase, ticked};
use super::wording::Wordings;

/// Understands a cell that holds one value.
pub(super) fn parse(wordings: &Wordings<'_>, text: &str) -> Parsed {
    let chosen = ticked(text);
    let text = chosen.as_deref().unwrap_or(text);
    let folded = fold(text);
    if let Some(value) = wordings.whole(&folded) {
        return Parsed::known(Value::Choice(wordings.id(value)));
    }
    match phrase(&folded) {
        Some(Phrase::Unknown) => return Parsed::unclear(doubt::not_known_yet(text)),
        Some(Phrase::Dash) => return dash(wordings, text),
        _ => {}
    }
    // 「有（契約書）」: the word before the bracket may count only as a whole.
    let mut values: Vec<usize> = Vec::new();
    if let Some(value) = folded.split(['(', '、', ':', ';', '/']).next().and_then(|head| wordings.whole(head))
    {
        values.push(value);
    }
    let found = wordings.find(&Folded::new(text));
    for one in found.iter().filter(|one| !one.denied) {
        if !values.contains(&one.value) {
            values.push(one.value);
        }
    }
    match values.as_slice() {
        // 「NAS（NASは不可）」 affirms and denies the same value.
        [value] if !found.iter().any(|one| one.denied && one.value == *value) => {
            Parsed::known(Value::Choice(wordings.id(*value)))
        }
        [] | [_] => Parsed::unclear(wordings.unknown(text)),
        several => Parsed::unclear(ambiguous(wordings, text, several)),
    }
}

/// A dash, read as the value that says there is none where the vocabulary has one.
fn dash(wordings: &Wordings<'_>, text: &str) -> Parsed {
    match wordings.by_id("none").or_else(|| wordings.by_id("not-required")) {
        Some(value) => Parsed {
            value: Some(Value::Choice(wordings.id(value))),
            doubt: Some(doubt::dash_as(text, &wordings.title(value))),
        },
        None => Parsed::unclear(doubt::silent_dash(text)),
    }
}

/// A cell that names several values where one is expected.
fn ambiguous(wordings: &Wordings<'_>, text: &str, values: &[usize]) -> Text {
    let shown = quote(text);
    let titles: Vec<Text> = values.iter().map(|value| wordings.title(*value)).collect();
    let ja: Vec<String> = titles.iter().map(|title| format!("`{}`", title.ja)).collect();
    let en: Vec<String> = titles.iter().map(|title| format!("`{}`", title.en)).collect();
    Text::new(
        format!("{shown} は {} のいずれとも読めます", ja.join(" と ")),
        format!("{shown} may mean {}", en.join(" or ")),
    )
}
