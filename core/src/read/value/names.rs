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
    let mut gathered = Gathered::default();
    for part in parts(text) {
        let name = without_bullet(part);
        let (outside, held) = remarks(name);
        match phrase(&fold(&outside)).filter(|_| !held.is_empty()) {
            // なし（社内で処理）
            Some(Phrase::Nothing | Phrase::No | Phrase::Dash) => {
                gathered.denied = true;
                gathered.doubts.add(read_as(name, &Text::new("なし", "none")));
            }
            // 有（A社、B社）
            Some(Phrase::Yes) => {
                let held: Vec<&str> = held.iter().flat_map(|held| parts(held)).map(without_bullet).collect();
                gathered.doubts.add(read_as(name, &Text::same(held.join("、"))));
                let before = gathered.names.len();
                for name in held {
                    gathered.take(name);
                }
                gathered.nameless |= gathered.names.len() == before;
            }
            _ => gathered.take(name),
        }
    }
    gathered.parsed(text)
}

/// What the parts of a cell say.
#[derive(Debug, Default)]
struct Gathered {
    names: Vec<String>,
    /// A part says that there is none.
    denied: bool,
    /// A part says that there is somebody, without a name.
    nameless: bool,
    doubts: Doubts,
}

impl Gathered {
    /// Takes on one part.
    fn take(&mut self, name: &str) {
        let folded = fold(name);
        match phrase(&folded) {
            Some(Phrase::Yes) => self.nameless = true,
            Some(Phrase::Nothing | Phrase::No | Phrase::Dash) => self.denied = true,
            Some(Phrase::Unknown) => {
                self.nameless = true;
                self.doubts.add(doubt::not_known_yet(name));
            }
            None if says_none(&folded) => self.denied = true,
            None if is_no_name(&folded) => {
                self.nameless = true;
                self.doubts.add(nameless(name));
            }
            None if !name.chars().any(char::is_alphanumeric) => {}
            None if self.names.iter().any(|known| known == name) => {}
            None => self.names.push(name.to_owned()),
        }
    }

    /// What the parts say together.
    fn parsed(mut self, text: &str) -> Parsed {
        if self.names.is_empty() && (self.nameless || !self.denied) {
            return Parsed::unclear(self.doubts.into_text().unwrap_or_else(|| nameless(text)));
        }
        if self.denied && !self.names.is_empty() {
            self.doubts.say("「なし」とも書かれています", "it also says that there is none");
        }
        Parsed::with(Value::Names(self.names), self.doubts)
    }
}

/// True for a short text that denies: 外部委託しない, 提供は行っていない.
fn says_none(folded: &str) -> bool {
    let ends = || ["しない", "せず", "行わない", "行っていない"].iter().any(|end| folded.ends_with(end));
    ends_in_none(folded) || folded.chars().count() <= 12 && ends()
}

/// Texts that stand for names without telling them, folded.
const NO_NAMES: &[&str] = &[
    "複数",
    "多数",
    "各社",
    "数社",
    "その他",
    "別紙",
    "別表",
    "別添",
    "下記",
    "上記",
    "以下",
    "various",
    "several",
];

/// True for a text that says where names stand, or how many there are: 別紙参照, 以下のとおり, 3社.
fn is_no_name(folded: &str) -> bool {
    let refers = ["参照", "のとおり", "の通り"].iter().any(|end| folded.ends_with(end));
    let number = folded.strip_suffix('社').unwrap_or_default();
    let counted = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    refers || counted || NO_NAMES.contains(&folded)
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
