//! Answers as people gave them.

use daicho_rules::normal::{clean, fold};

use super::key;
use crate::read::value::CellText;

/// What a row of the sheet asks about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// The cell of a record, with digests of what told the record apart and of what the cell said.
    Cell { register: String, field: String, key: String, identity: String, raw: String },
    /// A column that a register lacks, or the register.
    Column { register: String, field: String },
    /// What a header stands for.
    Header { register: String, field: String, header: String },
    /// A record that a register lacks.
    Record { register: String, name: String },
    /// The state of a control.
    Control(String),
    /// Something that cannot be answered on the sheet, by the id of its question.
    Other(String),
    /// No key of ours.
    Unknown(String),
}

impl Key {
    /// The id of the question.
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Cell { register, field, key, .. } => format!("{key}:{register}.{field}"),
            Self::Column { register, field } => format!("{register}.{field}"),
            Self::Header { register, field, header } => format!("{register}.{field}:{header}"),
            Self::Record { register, name } => format!("{register}:{name}"),
            Self::Control(control) => format!("control:{control}"),
            Self::Other(id) | Self::Unknown(id) => id.clone(),
        }
    }
}

/// A row of the sheet with its answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AnswerRow {
    /// What it asks about: at least one.
    pub(crate) keys: Vec<Key>,
    /// Names of the records that it asks about, as shown.
    pub(crate) subjects: Vec<String>,
    /// The answer; blank if there is none.
    pub(crate) answer: CellText,
    /// True if the cell of the answer holds an error, or a formula without a result.
    pub(crate) is_broken: bool,
    /// Index of its sheet, row and column of the answer, from 0.
    pub(crate) at: (usize, u32, u32),
}

/// An answer to one question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Told {
    /// The answer.
    Answer(CellText),
    /// None was given.
    Blank,
    /// Some lines of the cell are about single records, and others are not.
    Mixed(String),
    /// The cell holds an error, or a formula without a result.
    Broken(String),
}

impl AnswerRow {
    /// A row from the texts of its cells; `None` if it bears no key.
    pub(crate) fn new(
        keys: &str,
        subjects: &str,
        (answer, is_broken): (CellText, bool),
        at: (usize, u32, u32),
    ) -> Option<Self> {
        let keys = key::read(keys);
        let subjects = clean(subjects).lines().map(str::to_owned).collect();
        (!keys.is_empty()).then_some(Self { keys, subjects, answer, is_broken, at })
    }

    /// The answer to each of its questions.
    pub(super) fn told(&self) -> Vec<(&Key, Told)> {
        let text = clean(&self.answer.text);
        let all = |told: Told| self.keys.iter().map(|key| (key, told.clone())).collect();
        if self.is_broken {
            return all(Told::Broken(text));
        }
        if text.is_empty() {
            return all(Told::Blank);
        }
        if self.keys.len() < 2 {
            return all(Told::Answer(self.answer.clone()));
        }
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let labelled: Vec<Line<'_>> = lines.iter().map(|line| self.line(line)).collect();
        if labelled.iter().all(|line| *line == Line::Plain) {
            return all(Told::Answer(self.answer.clone()));
        }
        if labelled.iter().any(|line| !matches!(line, Line::Of(..))) {
            return all(Told::Mixed(text));
        }
        let of = |index: usize| {
            let mut own = labelled.iter().filter_map(|line| match line {
                Line::Of(of, told) if *of == index => Some(*told),
                _ => None,
            });
            match (own.next(), own.next()) {
                (None, _) => Told::Blank,
                (Some(told), None) => Told::Answer(CellText { text: told.to_owned(), ..CellText::default() }),
                (Some(_), Some(_)) => Told::Mixed(text.clone()),
            }
        };
        self.keys.iter().enumerate().map(|(index, key)| (key, of(index))).collect()
    }

    /// Which question a line is about, if it names a record: `3：有`.
    fn line<'t>(&self, line: &'t str) -> Line<'t> {
        let Some((label, told)) = line.split_once(['：', ':', '\t']) else { return Line::Plain };
        let (label, told) = (fold(label), told.trim());
        let mut named = self.keys.iter().enumerate().filter(|(index, key)| {
            let Key::Cell { key, .. } = key else { return false };
            let subject = self.subjects.get(*index).map(|subject| fold(subject)).unwrap_or_default();
            // The number, the line of the record as shown, or its name alone.
            let name = subject.strip_prefix(&fold(key)).unwrap_or(&subject);
            label == fold(key) || label == subject || (!name.is_empty() && label == name)
        });
        match (named.next(), named.next()) {
            (None, _) => Line::Plain,
            (Some((index, _)), None) if !told.is_empty() => Line::Of(index, told),
            (Some(_), _) => Line::Unclear,
        }
    }
}

/// A line of an answer about several records.
#[derive(Debug, PartialEq, Eq)]
enum Line<'t> {
    /// It names no record.
    Plain,
    /// It is about one of the questions.
    Of(usize, &'t str),
    /// It could be about several, or says nothing.
    Unclear,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(key: &str) -> Key {
        let own = |text: &str| text.to_owned();
        let (identity, raw) = (String::new(), String::new());
        Key::Cell { register: own("items"), field: own("consent"), key: own(key), identity, raw }
    }

    fn told(keys: &[&str], subjects: &[&str], answer: &str) -> Vec<Told> {
        let row = AnswerRow {
            keys: keys.iter().map(|key| cell(key)).collect(),
            subjects: subjects.iter().map(|subject| (*subject).to_owned()).collect(),
            answer: CellText { text: answer.to_owned(), ..CellText::default() },
            is_broken: false,
            at: (0, 0, 0),
        };
        row.told().into_iter().map(|(_, told)| told).collect()
    }

    fn answer(text: &str) -> Told {
        Told::Answer(CellText { text: text.to_owned(), ..CellText::default() })
    }

    #[test]
    fn an_answer_is_for_all_records_of_its_row_unless_lines_name_them() {
        let (keys, subjects) = (["3", "7"], ["3 履歴書", "7 名刺"]);
        let mixed = |text: &str| Told::Mixed(text.to_owned());
        for (typed, expected) in [
            ("有", [answer("有"), answer("有")]),
            ("3：有\n7：無", [answer("有"), answer("無")]),
            ("名刺: 無\n 3 : 有 ", [answer("有"), answer("無")]),
            ("７ 名刺：無", [Told::Blank, answer("無")]),
            // What looks like a label and is none belongs to the answer.
            ("紙：5年\n電子：10年", [answer("紙：5年\n電子：10年"), answer("紙：5年\n電子：10年")]),
            ("3：有\nほかは無", [mixed("3：有\nほかは無"), mixed("3：有\nほかは無")]),
            ("3：有\n3：無", [mixed("3：有\n3：無"), Told::Blank]),
            ("", [Told::Blank, Told::Blank]),
        ] {
            assert_eq!(told(&keys, &subjects, typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_row_about_one_record_is_never_split() {
        assert_eq!(told(&["3"], &["3 履歴書"], "3：有"), [answer("3：有")]);
    }

    #[test]
    fn a_name_that_two_records_share_names_neither() {
        let (keys, subjects) = (["総務/名刺", "総務/名刺#2"], ["名刺", "名刺"]);
        let mixed = Told::Mixed("名刺：有".to_owned());
        assert_eq!(told(&keys, &subjects, "名刺：有"), [mixed.clone(), mixed]);
    }
}
