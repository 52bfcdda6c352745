//! Names of companies, people or countries, as typed.

use daicho_rules::{Text, Value, normal::fold};

use super::Parsed;
use super::doubt::{self, Doubts, quote};
use super::folded::{bracketed, remarks, without_bullet};
use super::phrase::{Phrase, ends_in_none, phrase};

/// Ends of company names that stand behind a comma.
const COMPANY_ENDS: &[&str] = &["ltd", "inc", "llc", "corp", "limited", "gmbh", "plc", "s.a"];

/// Understands a cell that holds names.
pub(super) fn parse(text: &str) -> Parsed {
    let folded = fold(text);
    let none = || Value::Names(Vec::new());
    match phrase(&folded) {
        // A company may be called X; people who mean × type it too.
        Some(Phrase::Nothing) if folded == "x" => {
            return Parsed { value: Some(none()), doubt: Some(doubt::dash(text)) };
        }
        Some(Phrase::Nothing | Phrase::No) => return Parsed::known(none()),
        Some(Phrase::Dash) => return Parsed { value: Some(none()), doubt: Some(doubt::dash(text)) },
        Some(Phrase::Unknown) => return Parsed::unclear(doubt::not_known_yet(text)),
        Some(Phrase::Yes) => return Parsed::unclear(nameless(text)),
        None => {}
    }
    let mut names: Vec<String> = Vec::new();
    let mut doubts = Doubts::default();
    let mut denied = false;
    for part in parts(text) {
        let name = without_bullet(part);
        let plain = phrase(&fold(name));
        let (outside, held) = remarks(name);
        let answer = phrase(&fold(&outside)).filter(|_| !held.is_empty());
        match answer {
            // なし（社内で処理）
            Some(Phrase::Nothing | Phrase::No | Phrase::Dash) => {
                denied = true;
                doubts.add(read_as(name, &Text::new("なし", "none")));
            }
            // 有（A社、B社）
            Some(Phrase::Yes) => {
                let held: Vec<&str> = held.iter().flat_map(|held| parts(held)).map(without_bullet).collect();
                doubts.add(read_as(name, &Text::same(held.join("、"))));
                for name in held {
                    add(&mut names, name);
                }
            }
            _ if matches!(plain, None | Some(Phrase::Yes | Phrase::Unknown)) => add(&mut names, name),
            _ => {}
        }
    }
    if let [only] = names.as_slice()
        && ends_in_none(&fold(only))
    {
        return Parsed::known(none());
    }
    if names.is_empty() && !denied {
        return Parsed::unclear(nameless(text));
    }
    Parsed::with(Value::Names(names), doubts)
}

/// Adds a name that says something and is not there yet.
fn add(names: &mut Vec<String>, name: &str) {
    if name.chars().any(char::is_alphanumeric) && !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

/// An answer with a remark, read as a name or as none.
fn read_as(text: &str, name: &Text) -> Text {
    let shown = quote(text);
    Text::new(format!("{shown} を「{}」と読みました", name.ja), format!("{shown} was read as “{}”", name.en))
}

/// The parts of `text` between separators that stand outside brackets.
fn parts(text: &str) -> Vec<&str> {
    let inside = bracketed(text);
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if inside.get(at).copied().unwrap_or(false) {
            continue;
        }
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let blanks = text.get(..at).is_some_and(|before| before.ends_with([' ', '\u{3000}']))
            && rest.starts_with([' ', '\u{3000}']);
        let cut = match c {
            '、' | '､' | '，' | '/' | '／' | '\n' | ';' | '；' => true,
            ',' => !is_company_end(rest),
            '・' | '･' => blanks || text.get(..at).is_none_or(|before| before.trim().is_empty()),
            _ => false,
        };
        if cut {
            out.push(text.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
    }
    out.push(text.get(start..).unwrap_or_default());
    out
}

/// True if the text behind a comma is only the legal form of the company before it.
fn is_company_end(rest: &str) -> bool {
    let word: String =
        rest.trim_start().chars().take_while(|c| c.is_ascii_alphabetic() || *c == '.').collect();
    COMPANY_ENDS.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// A cell that says "yes" where a name is expected.
fn nameless(text: &str) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} とありますが、名称がわかりません（名称を書いてください）"),
        format!("{shown} names nobody; write the names"),
    )
}
