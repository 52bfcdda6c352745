//! Keys of questions: what a hidden cell of the sheet says, so that a row finds its question again.
//!
//! A key holds no row number, and a digest of what the ledger said: sheets are filtered, sorted and cut, and
//! ledgers change while questions are open.

use std::fmt::Write as _;

use daicho_rules::normal::{clean, fold};
use sha2::{Digest, Sha256};

use super::given::Key;
use crate::assessment::{Inquiry, Question, QuestionKind};
use crate::ledger::{Ledger, Record};

/// Parts of a key that tell its kind.
const CELL: &str = "cell";
const COLUMN: &str = "column";
const HEADER: &str = "header";
const RECORD: &str = "record";
const CONTROL: &str = "control";
const OTHER: &str = "other";

/// The keys of the questions of a row, one a line.
pub(crate) fn row_key(inquiry: &Inquiry<'_>, ledger: &Ledger) -> String {
    let keys: Vec<String> = inquiry.questions.iter().map(|question| key_of(question, ledger)).collect();
    keys.join("\n")
}

fn key_of(question: &Question, ledger: &Ledger) -> String {
    let (register, field, raw) = (&question.register, &question.field, &question.raw);
    match (&question.record, question.kind) {
        (Some(record), _) => {
            let row = ledger.register(register).and_then(|known| known.records.get(record.record));
            let identity = row.map(|row| identity(&record.key, &record.name, row)).unwrap_or_default();
            vec![CELL, register, field, &record.key, &identity, &digest(raw)].join_parts()
        }
        (None, QuestionKind::Control) => vec![CONTROL, field].join_parts(),
        (None, QuestionKind::Doubtful) => vec![HEADER, register, field, raw].join_parts(),
        (None, QuestionKind::Blank) => vec![RECORD, register, raw].join_parts(),
        (None, _) if question.id == format!("{register}.{field}") => {
            vec![COLUMN, register, field].join_parts()
        }
        (None, _) => vec![OTHER, &question.id].join_parts(),
    }
}

/// Reads the keys of a row; what is no key is kept, so that it can be told.
pub(super) fn read(text: &str) -> Vec<Key> {
    let lines = clean(text);
    lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(one).collect()
}

fn one(line: &str) -> Key {
    let parts: Vec<String> = line.split('|').map(unescaped).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let own = |text: &&str| (*text).to_owned();
    match parts.as_slice() {
        [CELL, register, field, key, identity, raw] => Key::Cell {
            register: own(register),
            field: own(field),
            key: own(key),
            identity: own(identity),
            raw: own(raw),
        },
        [COLUMN, register, field] => Key::Column { register: own(register), field: own(field) },
        [HEADER, register, field, header] => {
            Key::Header { register: own(register), field: own(field), header: own(header) }
        }
        [RECORD, register, name] => Key::Record { register: own(register), name: own(name) },
        [CONTROL, control] => Key::Control(own(control)),
        [OTHER, id] => Key::Other(own(id)),
        _ => Key::Unknown(line.to_owned()),
    }
}

/// What tells a record from another one that has come to stand under its key.
///
/// Its name; where only its place among others tells it apart, everything that it says.
pub(super) fn identity(key: &str, name: &str, record: &Record) -> String {
    let by_place = key.contains('#') || key.starts_with("row-");
    if !by_place {
        return digest(name);
    }
    let typed: Vec<&str> = record.cells.iter().map(|cell| &*cell.raw).filter(|raw| !raw.is_empty()).collect();
    digest(&typed.join("\u{1f}"))
}

/// A few digits that differ where texts differ.
pub(super) fn digest(text: &str) -> String {
    let digest = Sha256::digest(fold(text).as_bytes());
    digest.iter().take(4).fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

trait JoinParts {
    fn join_parts(&self) -> String;
}

impl JoinParts for Vec<&str> {
    fn join_parts(&self) -> String {
        self.iter().map(|part| escaped(part)).collect::<Vec<_>>().join("|")
    }
}

/// A part without what divides keys and their parts, and without what cells cannot hold.
fn escaped(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for letter in part.chars() {
        if letter == '%' || letter == '|' || letter.is_control() || letter.is_whitespace() {
            let _ = write!(out, "%{:x};", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    out
}

fn unescaped(part: &str) -> String {
    let mut pieces = part.split('%');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let letter = piece
            .split_once(';')
            .and_then(|(code, rest)| Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, rest)));
        if let Some((letter, rest)) = letter {
            out.push(letter);
            out.push_str(rest);
        } else {
            out.push('%');
            out.push_str(piece);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_whatever_their_parts_hold() {
        for part in ["3", "総務部/名刺#2", "a|b", "100%", "%7c;", "一行目\n二行目", " 端 ", ""] {
            let (register, field) = ("items".to_owned(), part.to_owned());
            let line = vec![COLUMN, &register, &field].join_parts();
            assert!(!line.contains(char::is_whitespace), "{line:?}");
            assert_eq!(read(&line), [Key::Column { register, field }], "{line:?}");
        }
        assert_eq!(read("3 履歴書\n"), [Key::Unknown("3 履歴書".to_owned())]);
    }
}
