//! Yes or no.

use daicho_rules::{FieldDefinition, Text, Value, normal};

use super::doubt::{self, Doubts, quote};
use super::folded::spaced;
use super::phrase::{Phrase, ends_in_none, phrase, ticked};
use super::{CellText, Parsed};

/// Understands a cell that says yes or no.
pub(super) fn parse(field: &FieldDefinition, text: &str, input: &CellText) -> Parsed {
    if input.date.is_some() {
        return Parsed::unclear(neither(text));
    }
    let chosen = ticked(text);
    let text = chosen.as_deref().unwrap_or(text);
    // A numeric cell shows 1 as it is formatted: 1.00, 100% …
    let typed = input.number.map_or_else(|| text.to_owned(), |number| number.to_string());
    let folded = normal::fold(&typed);
    let yes = |yes: bool| Parsed::known(Value::Flag(yes));
    let mut doubts = Doubts::default();
    match phrase(&folded) {
        Some(Phrase::Yes) => return yes(true),
        // Some tick with an x, others write it for ×.
        Some(Phrase::Nothing) if folded == "x" => {
            doubts.add(doubt::dash_as(text, &Text::new("無", "no")));
            return Parsed::with(Value::Flag(false), doubts);
        }
        Some(Phrase::No | Phrase::Nothing) => return yes(false),
        Some(Phrase::Unknown) => return Parsed::unclear(doubt::not_known_yet(text)),
        Some(Phrase::Dash) => {
            doubts.add(doubt::dash(text));
            return Parsed::with(Value::Flag(false), doubts);
        }
        None => {}
    }
    if let Some(answer) = leading_answer(&spaced(text)) {
        return yes(answer);
    }
    let partly = ["一部", "ほぼ", "ほとんど", "原則"].iter().any(|word| folded.starts_with(word));
    if !partly && !folded.contains(['、', ',', '/', '・', ';']) && ends_in_none(&folded) {
        return yes(false);
    }
    if repeats_title(field, text) {
        let shown = quote(text);
        doubts.say(
            &format!("{shown} を「有」と読みました"),
            &format!("{shown}, the name of the column, was read as yes"),
        );
        return Parsed::with(Value::Flag(true), doubts);
    }
    Parsed::unclear(neither(text))
}

/// The answer at the start of a longer text: 有（年1回）, 無、2025年まで.
fn leading_answer(text: &str) -> Option<bool> {
    let head = text.split(['(', '[', '、', ',', ' ', ':', '。', ';', '※', '→', '【']).next()?;
    let rest = text.strip_prefix(head)?;
    if head.chars().all(|c| c.is_ascii_alphanumeric()) && !matches!(head, "yes" | "no") || rest.is_empty() {
        return None;
    }
    let answer = match phrase(head)? {
        Phrase::Yes => true,
        Phrase::No | Phrase::Nothing => false,
        Phrase::Dash | Phrase::Unknown => return None,
    };
    // 「有 無」 is a form on which nobody marked anything; 「有（未確認）」 is no answer either.
    let remark: String =
        rest.chars().filter(|c| c.is_alphanumeric() || matches!(c, '○' | '×' | '?')).collect();
    match phrase(&remark) {
        Some(Phrase::Unknown) => None,
        Some(Phrase::Yes) if !answer => None,
        Some(Phrase::No | Phrase::Nothing) if answer => None,
        _ => Some(answer),
    }
}

/// True if the cell repeats the title or a header of its column (「要配慮」 in 要配慮).
fn repeats_title(field: &FieldDefinition, text: &str) -> bool {
    let cell = normal::fold_header(text);
    // 「有・無」 is a form on which nobody marked anything, even below a header 有無.
    if cell.contains('有') && cell.contains('無') {
        return false;
    }
    let names = field.headers.iter().map(|header| header.rsplit('>').next().unwrap_or(header));
    let mut names = names.chain([field.title.ja.as_str(), field.title.en.as_str()]);
    cell.chars().count() > 1 && names.any(|name| normal::fold_header(name) == cell)
}

/// A text that is neither yes nor no.
fn neither(text: &str) -> Text {
    if text.is_empty() {
        return Text::new("有・無のどちらにもチェックがありません", "no box is ticked");
    }
    let shown = quote(text);
    Text::new(
        format!("{shown} が有・無のどちらなのかわかりません（「有」か「無」で書いてください）"),
        format!("{shown} is neither yes nor no; write `有` or `無`"),
    )
}
