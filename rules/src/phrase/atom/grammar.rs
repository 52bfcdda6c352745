//! Grammar of titles and lists of them.

use crate::phrase::NAMED;
use crate::text::Text;

/// True for an English title in the plural: `items that name a vendor`, not `number of persons`.
pub(super) fn is_plural(title: &str) -> bool {
    let small = ["of", "that", "with", "to", "for", "about", "in", "on", "and"];
    let head = title.split(' ').take_while(|word| !small.contains(word)).last().unwrap_or_default();
    let singular = ["ss", "is", "us"].iter().any(|end| head.ends_with(end));
    head == "media" || head.ends_with('s') && !singular
}

pub(super) fn is_are(title: &str) -> &'static str {
    if is_plural(title) { "are" } else { "is" }
}

pub(super) fn named_ja(values: &[Text]) -> String {
    let named: Vec<String> =
        values.iter().take(shown(values)).map(|value| format!("「{}」", value.ja)).collect();
    let named = named.concat();
    match values.len() - shown(values) {
        0 => named,
        more => format!("{named}ほか{more}"),
    }
}

pub(super) fn named_en(values: &[Text], and: &str) -> String {
    let mut named: Vec<String> =
        values.iter().take(shown(values)).map(|value| format!("“{}”", value.en)).collect();
    match values.len() - shown(values) {
        0 => {}
        more => named.push(format!("{more} more")),
    }
    match named.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
        _ => named.concat(),
    }
}

/// How many of many values are named: one left over is named as well.
fn shown(values: &[Text]) -> usize {
    if values.len() > NAMED + 1 { NAMED } else { values.len() }
}
