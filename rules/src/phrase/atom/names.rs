//! Names and values as titles.

use rhai::Expr;

use super::{Words, constant_text};
use crate::event::event_title;
use crate::names::Kind;
use crate::phrase::{field_of, title_of};
use crate::register::FieldType;
use crate::text::Text;

impl Words<'_> {
    pub(super) fn kind(&self, name: &str) -> Option<Kind> {
        self.book.names.resolve(self.register, name).map(|variable| variable.kind)
    }

    pub(super) fn is_set(&self, name: &str) -> bool {
        matches!(self.kind(name), Some(Kind::Set { .. } | Kind::Names))
    }

    /// The title of a name; of a part of a field that of the field.
    pub(super) fn title(&self, name: &str) -> Text {
        let Some(variable) = self.book.names.resolve(self.register, name) else {
            return Text::same(name);
        };
        let is_part = variable.id != variable.asks && variable.singular.is_none();
        let id = if is_part && !variable.id.ends_with("_repeats") { variable.asks } else { variable.id };
        title_of(self.book, self.register, &id)
    }

    /// The title of a name as the subject of a sentence: of one value of a set in the singular.
    pub(super) fn one(&self, name: &str) -> Text {
        let title = self.title(name);
        let Some(variable) = self.book.names.resolve(self.register, name) else { return title };
        if variable.singular.as_deref() == Some(variable.id.as_str()) {
            return Text::new(title.ja, variable.id.replace('_', " "));
        }
        match variable.id.strip_suffix("_from") {
            Some(period) if variable.id != variable.asks && period == variable.asks => {
                Text::new(format!("{}の起算点", title.ja), format!("what {} counts from", title.en))
            }
            _ => title,
        }
    }

    /// The values of a list that the record has, where it has any and that is what is said; else all.
    pub(super) fn found(&self, name: &str, list: &Expr, holds: bool) -> Option<Vec<Text>> {
        let (words, seen) = (self.words(list)?, (self.seen)(name));
        let has: Vec<Text> =
            words.iter().filter(|id| seen.contains(id)).map(|id| self.value(name, id)).collect();
        if holds && !has.is_empty() { Some(has) } else { self.values(name, list) }
    }

    /// The titles of values of a name: of one written out, of a list, of a list of the pack.
    pub(super) fn values(&self, name: &str, list: &Expr) -> Option<Vec<Text>> {
        Some(self.words(list)?.iter().map(|id| self.value(name, id)).collect())
    }

    pub(super) fn value(&self, name: &str, id: &str) -> Text {
        let variable = self.book.names.resolve(self.register, name);
        let asks = variable.map_or_else(|| name.to_owned(), |variable| variable.asks);
        match field_of(self.book, self.register, &asks) {
            Some(field) if field.kind == FieldType::Period => event_title(id),
            Some(field) => self.book.schema.value_title(field, id),
            None => Text::same(id),
        }
    }

    pub(super) fn words(&self, list: &Expr) -> Option<Vec<String>> {
        match list {
            Expr::StringConstant(text, _) => Some(vec![text.to_string()]),
            Expr::Array(entries, _) => {
                entries.iter().map(|entry| constant_text(entry).map(str::to_owned)).collect()
            }
            Expr::DynamicConstant(value, _) => {
                let entries = value.read_lock::<rhai::Array>()?;
                entries.iter().map(|entry| entry.clone().into_string().ok()).collect()
            }
            Expr::Variable(variable, _, _) => self.book.names.lists.get(variable.1.as_str()).cloned(),
            _ => None,
        }
    }
}
