//! The values of one name in words, told by what else could stand there.

use std::collections::BTreeSet;

use toml::Value;

use crate::domain::{ANY_NAME, Choice};
use crate::normal::OWN;
use crate::phrase::{are_looked_into, field_of, months, texts, title_of};
use crate::register::FieldType;
use crate::rulebook::Rulebook;
use crate::text::Text;

use super::notes::Notes;
use super::{DecisionColumn, interval, set, values};

/// A name that a rule reads, with everything that it tells apart there.
pub(super) struct Column<'b> {
    pub(super) name: String,
    title: Text,
    /// Whether the name is weighed against another.
    examples: bool,
    all: Vec<Choice>,
    rulebook: &'b Rulebook,
    register: &'b str,
}

impl<'b> Column<'b> {
    pub(super) fn new(
        rulebook: &'b Rulebook,
        register: &'b str,
        name: &str,
        all: Vec<Choice>,
        weighed: &BTreeSet<String>,
    ) -> Self {
        let title = title_of(rulebook, register, name);
        Self { name: name.to_owned(), title, examples: weighed.contains(name), all, rulebook, register }
    }

    pub(super) fn heading(&self) -> DecisionColumn {
        DecisionColumn { title: self.title.clone(), examples: self.examples }
    }

    /// These values in words.
    pub(super) fn phrase(&self, choices: &[Choice], notes: &mut Notes) -> Text {
        let known: Vec<&Choice> = choices.iter().filter(|choice| choice.value.is_some()).collect();
        let blank = known.len() < choices.len();
        let everything = self.all.iter().filter(|choice| choice.value.is_some()).count();
        let words = match known.len() {
            0 => return self.blank(),
            count if count == everything && !self.is_yes_or_no() => Text::new("記入あり", "filled in"),
            _ => self.known(choices, notes),
        };
        if !blank {
            return words;
        }
        let blank = self.blank();
        Text::new(format!("{}、又は{}", words.ja, blank.ja), format!("{}, or {}", words.en, blank.en))
    }

    /// What is said where nothing is known: only cells can be blank.
    fn blank(&self) -> Text {
        let is_cell =
            self.name.starts_with(OWN) || field_of(self.rulebook, self.register, &self.name).is_some();
        if is_cell { Text::new("空欄", "blank") } else { Text::new("不明", "unknown") }
    }

    fn is_yes_or_no(&self) -> bool {
        values(&self.all).all(Value::is_bool)
    }

    fn known(&self, choices: &[Choice], notes: &mut Notes) -> Text {
        match values(choices).next() {
            Some(Value::Boolean(_)) => self.flags(choices),
            Some(Value::Integer(_)) => interval::numbers(&self.all, choices, self.examples),
            Some(Value::Datetime(_)) => {
                let months = months(&self.all, choices).filter(|_| !self.examples);
                months.map_or_else(
                    || interval::days(&self.all, choices, self.examples),
                    |runs| Text::listed(&runs),
                )
            }
            Some(Value::Table(_)) => interval::periods(&self.all, choices, self.examples),
            _ if are_looked_into(&self.all) => self.texts(choices, notes),
            Some(Value::Array(_) | Value::String(_)) if self.is_of_names() => Self::names(choices),
            Some(Value::Array(_)) if self.all.iter().any(holds_something) => {
                set::phrase(&self.all, choices, &mut |ids| self.list(ids, notes))
            }
            Some(Value::Array(_)) => self.singles(choices, notes),
            _ if self.has_vocabulary() => self.singles(choices, notes),
            _ => Text::new("記入あり", "filled in"),
        }
    }

    fn has_vocabulary(&self) -> bool {
        let field = field_of(self.rulebook, self.register, &self.name);
        field.is_some_and(|field| matches!(field.kind, FieldType::Choice | FieldType::Set))
    }

    fn is_of_names(&self) -> bool {
        let field = field_of(self.rulebook, self.register, &self.name);
        field.is_some_and(|field| field.kind == FieldType::Names)
    }

    fn flags(&self, choices: &[Choice]) -> Text {
        // Columns and registers are there or not, everything else is so or not.
        let there = self.name.contains('(');
        let word = |flag: &Value| match (flag.as_bool(), there) {
            (Some(true), true) => Text::new("あり", "there"),
            (Some(true), false) => Text::new("はい", "yes"),
            (_, true) => Text::new("なし", "missing"),
            (_, false) => Text::new("いいえ", "no"),
        };
        Text::listed(&values(choices).map(word).collect::<Vec<_>>())
    }

    fn names(choices: &[Choice]) -> Text {
        let word = |value: &Value| match value.as_array().map_or(Some(value), |names| names.first()) {
            None => Text::new("なし", "none"),
            Some(Value::String(name)) if name != ANY_NAME && value.is_array() => quoted(name),
            // A name that stands for any.
            Some(_) => Text::new("あり", "some"),
        };
        Text::listed(&values(choices).map(word).collect::<Vec<_>>())
    }

    /// One value of a vocabulary: those named, or all but those left out.
    fn singles(&self, choices: &[Choice], notes: &mut Notes) -> Text {
        let listed = |choices: &[Choice]| -> Vec<String> {
            choices.iter().filter(|choice| choice.value.is_some()).flat_map(ids).collect()
        };
        let these = listed(choices);
        let others: Vec<String> = listed(&self.all).into_iter().filter(|id| !these.contains(id)).collect();
        if these.len() > 2 && others.len() * 2 <= these.len() {
            let all_but = self.list(&others, notes);
            return match others.len() {
                1 => Text::new(format!("{}以外", all_but.ja), format!("other than {}", all_but.en)),
                _ => Text::new(format!("{}のいずれでもない", all_but.ja), format!("none of {}", all_but.en)),
            };
        }
        self.list(&these, notes)
    }

    /// Values of a vocabulary by their titles; what no vocabulary holds is nothing.
    fn list(&self, ids: &[String], notes: &mut Notes) -> Text {
        let field = field_of(self.rulebook, self.register, &self.name);
        let title = |id: &String| match field {
            _ if id.is_empty() => Text::new("なし", "none"),
            Some(field) => self.rulebook.schema.value_title(field, id),
            None => Text::same(id.clone()),
        };
        notes.list(&self.title, &ids.iter().map(title).collect::<Vec<_>>())
    }

    /// Texts by what the rule looks for in them.
    fn texts(&self, choices: &[Choice], notes: &mut Notes) -> Text {
        let mut kinds = texts(&self.all, choices, &mut |words| notes.list(&self.title, words));
        if values(choices).any(Value::is_array) {
            kinds.push(Text::new("なし", "none"));
        }
        Text::joined(&kinds, "、又は", ", or ")
    }
}

fn quoted(text: &str) -> Text {
    Text::new(format!("「{text}」"), format!("“{text}”"))
}

/// The ids of a choice: an empty one for nothing.
fn ids(choice: &Choice) -> Vec<String> {
    match &choice.value {
        Some(Value::Array(none)) if none.is_empty() => vec![String::new()],
        Some(Value::String(id)) if choice.alike.is_empty() => vec![id.clone()],
        _ => choice.alike.clone(),
    }
}

/// True for a set with something in it.
fn holds_something(choice: &Choice) -> bool {
    matches!(&choice.value, Some(Value::Array(members)) if !members.is_empty())
}
