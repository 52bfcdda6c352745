//! Several values of a vocabulary.

use daicho_rules::{SetValue, Text, Value, normal::fold};

use super::Parsed;
use super::doubt::{self, Doubts, quote};
use super::folded::{Folded, bracketed, without_bullet};
use super::phrase::{Phrase, ends_in_none, phrase, ticked};
use super::wording::{Found, Wordings};

/// Signs that part one value from the next, outside brackets and known words.
const SEPARATORS: &[char] = &['、', ',', '/', '\n', ';', '・', '+', '&', '。', '|', '→', '■', '●', '◆'];
/// Words that do the same.
const CONNECTIVES: &[&str] =
    &["及び", "および", "並びに", "ならびに", "又は", "または", "もしくは", "若しくは"];
/// Unknown parts that a doubt names with their nearest values; finding those takes time.
const NAMED: usize = 5;
/// Parts that add nothing.
const FILLERS: &[&str] = &["等", "など", "他", "ほか", "etc", "etc."];

/// Understands a cell that holds several values.
pub(super) fn parse(wordings: &Wordings<'_>, open: bool, text: &str) -> Parsed {
    let chosen = ticked(text);
    let text = chosen.as_deref().unwrap_or(text);
    let folded_text = fold(text);
    if let Some(value) = wordings.whole(&folded_text) {
        let ids = vec![wordings.id(value)];
        return Parsed::known(Value::Set(SetValue { ids, ..SetValue::default() }));
    }
    let none = || Value::Set(SetValue::default());
    match phrase(&folded_text) {
        Some(Phrase::Nothing) => return Parsed::known(none()),
        Some(Phrase::Dash) => return Parsed { value: Some(none()), doubt: Some(doubt::dash(text)) },
        Some(Phrase::No) => return Parsed { value: Some(none()), doubt: Some(read_as_none(text)) },
        _ => {}
    }
    let folded = Folded::new(text);
    let found = wordings.find(&folded);
    let mut set = SetValue::default();
    let mut doubts = Doubts::default();
    for (start, end) in segments(folded.text(), &found) {
        let typed = without_bullet(folded.raw(start, end));
        let part = fold(typed);
        let inside: Vec<&Found> = found.iter().filter(|one| start <= one.start && one.end <= end).collect();
        if let Some(value) = wordings.whole(&part) {
            add(&mut set.ids, wordings.id(value));
        } else if inside.is_empty() {
            if is_filler(&part) || is_remark(&part) && set != SetValue::default() {
                continue;
            }
            match phrase(&part) {
                None if ends_in_none(&part) && !open => doubts.add(read_as_none(typed)),
                None if open => add(&mut set.others, typed.to_owned()),
                Some(Phrase::Unknown) => {
                    doubts.add(doubt::not_known_yet(typed));
                    add(&mut set.unclear, typed.to_owned());
                }
                _ => {
                    if set.unclear.len() < NAMED && !set.unclear.iter().any(|known| known == typed) {
                        doubts.add(wordings.unknown(typed));
                    }
                    add(&mut set.unclear, typed.to_owned());
                }
            }
        } else {
            for one in &inside {
                if one.denied {
                    doubts.add(denied(&wordings.title(one.value), typed));
                } else {
                    add(&mut set.ids, wordings.id(one.value));
                }
            }
        }
    }
    if let Some(more) = set.unclear.len().checked_sub(NAMED).filter(|more| *more > 0) {
        doubts.say(
            &format!("ほかに {more} 件わからないものがあります"),
            &format!("{more} more are not understood"),
        );
    }
    if text.is_empty() {
        doubts.say("どの項目にもチェックがありません", "no box is ticked");
        return doubts.into_text().map(Parsed::unclear).unwrap_or_default();
    }
    Parsed::with(Value::Set(set), doubts)
}

/// The byte ranges between separators that stand outside brackets and found words.
fn segments(text: &str, found: &[Found]) -> Vec<(usize, usize)> {
    let inside = bracketed(text);
    let mut out = Vec::new();
    let mut start = 0;
    let mut skip_to = 0;
    let mut words = found.iter().peekable();
    for (at, c) in text.char_indices() {
        while words.next_if(|one| one.end <= at).is_some() {}
        let in_word = words.peek().is_some_and(|one| one.start <= at);
        if at < skip_to || in_word || inside.get(at).copied().unwrap_or(false) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let connective = CONNECTIVES.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
        let cut = if SEPARATORS.contains(&c) { Some(c.len_utf8()) } else { connective };
        if let Some(length) = cut {
            out.push((start, at));
            start = at + length;
            skip_to = start;
        }
    }
    out.push((start, text.len()));
    out.retain(|(from, to)| from < to);
    out
}

/// Adds `text` unless it is there.
fn add(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}

/// True for parts that add nothing: 等, など, or no letter at all.
fn is_filler(part: &str) -> bool {
    FILLERS.contains(&part) || phrase(part).is_none() && !part.chars().any(char::is_alphanumeric)
}

/// True for a part that is one remark in brackets, as people put on a line of its own.
fn is_remark(part: &str) -> bool {
    bracketed(part).iter().all(|inside| *inside)
}

/// A text that denies rather than says "none".
fn read_as_none(typed: &str) -> Text {
    let shown = quote(typed);
    Text::new(format!("{shown} を「なし」と読みました"), format!("{shown} was read as none"))
}

/// A value that the cell names only to deny it.
fn denied(title: &Text, typed: &str) -> Text {
    let shown = quote(typed);
    Text::new(
        format!("{shown} により `{}` は無いものと読みました", title.ja),
        format!("{shown} was read as saying that there is no `{}`", title.en),
    )
}
