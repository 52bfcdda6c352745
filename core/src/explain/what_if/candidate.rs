//! The changes that are tried: one field of an item, one other value.

mod scale;
mod set;

use daicho_rules::{
    FieldDefinition, FieldType, Given, NameOrigin, RiskRule, Rulebook, SetValue, Text, Value, title_of,
    told_apart,
};

use super::nature::{Nature, is_unadvisable, may_be_empty, nature};
use crate::assess::{Change, Trial};
use crate::ledger::{Cell, Origin};

/// A change that is tried.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) change: Change,
    pub(super) act: Act,
    pub(super) to: To,
    /// Title of the field.
    pub(super) title: Text,
    pub(super) nature: Nature,
    /// The cell that would be filled, for an answer.
    pub(super) at: Option<Origin>,
    /// The singular value that the row is about once this is done: `transfer_method`, its new value.
    pub(super) turns: Option<(String, String)>,
    /// False for what nobody would advise, though it may happen.
    pub(super) is_advisable: bool,
}

/// What is done to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Values are taken out of a set.
    Drop,
    /// A value is added to a set.
    Add,
    /// One value takes the place of this one.
    Replace(Text),
    /// The field has this value.
    Become,
    /// A text says something, as against words that say nothing.
    Rewrite,
    /// A blank text is filled in.
    Write,
    /// This part of a set, which was not understood, turns out to mean a value.
    Settle(String),
}

/// What it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum To {
    /// Values in words; of a set they are taken together.
    Values(Vec<Text>),
    /// A place on a scale: candidates that stand next to each other make a range.
    Point(Scale, usize, i64),
    /// Nothing to be named.
    Text,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    Persons,
    Months,
    /// Days between a date and the day of assessment.
    DaysAgo,
}

/// The item whose fields are changed.
pub(super) struct Item<'i, 'a> {
    pub(super) trial: &'i Trial<'a>,
    pub(super) rulebook: &'i Rulebook,
    pub(super) rule: &'i RiskRule,
    pub(super) singulars: &'i [(String, String)],
    pub(super) as_of: chrono::NaiveDate,
    /// Media of the item, or the one that the row is about; empty where they are not known.
    pub(super) media: Vec<String>,
}

impl Item<'_, '_> {
    /// Every change of one field that condition, threat or impact may notice.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let own = self.rulebook.own_impacts.get(self.trial.method_id());
        let impact = own.or(self.rule.impact.as_ref()).or(self.rulebook.impact.as_ref());
        let expressions = [&self.rule.when, &self.rule.threat].into_iter().chain(impact);
        let read = told_apart(self.rulebook, "items", expressions);
        read.iter().flat_map(|given| self.of_name(given, &read)).collect()
    }

    fn of_name(&self, given: &Given, read: &[Given]) -> Vec<Candidate> {
        let (name, schema) = (given.name.as_str(), &self.rulebook.schema);
        if let Some(plural) = schema.plural_of("items", name) {
            let value =
                self.singulars.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            return self.field(plural, &plural.id).map_or_else(Vec::new, |field| match value {
                Some(value) => field.of_singular(name, value),
                None => field.of_blank(given),
            });
        }
        let is_one_of = |singular: &str| read.iter().any(|other| other.name == singular);
        let field = match self.rulebook.origin_of("items", name) {
            NameOrigin::Own(id) if id == name => schema.field("items", &id).cloned(),
            NameOrigin::Joined { register, field, .. } => schema.field(&register, &field).cloned(),
            NameOrigin::Own(_) | NameOrigin::Control(_) | NameOrigin::Elsewhere => None,
        };
        // A set of which the rule looks at one value is changed there.
        let field = field.filter(|field| !field.singular.as_deref().is_some_and(is_one_of));
        field
            .and_then(|field| self.field(&field, name).map(|known| known.of_field(given)))
            .unwrap_or_default()
    }

    fn field<'f>(&'f self, field: &'f FieldDefinition, name: &'f str) -> Option<Field<'f>> {
        let nature = nature(name)?;
        let cell = self.trial.cell(name, self.singulars);
        // What was derived from other cells follows them.
        if cell.is_some_and(|cell| cell.derived) || cell.is_none() && field.register != "items" {
            return None;
        }
        let title = title_of(self.rulebook, "items", name);
        Some(Field {
            media: &self.media,
            elsewhere: self.trial.values_elsewhere(&field.id),
            item: self.rulebook,
            rule: self.rule,
            singulars: self.singulars,
            as_of: self.as_of,
            definition: field,
            name,
            cell,
            nature,
            title,
        })
    }
}

/// A field of the item with what stands in it.
struct Field<'f> {
    item: &'f Rulebook,
    rule: &'f RiskRule,
    singulars: &'f [(String, String)],
    as_of: chrono::NaiveDate,
    definition: &'f FieldDefinition,
    name: &'f str,
    cell: Option<&'f Cell>,
    nature: Nature,
    title: Text,
    /// Media of the item, or the one that the row is about; empty where they are not known.
    media: &'f [String],
    /// Values of the field that some item of the ledger has.
    elsewhere: Vec<String>,
}

impl Field<'_> {
    fn candidate(&self, act: Act, to: To, value: Value) -> Candidate {
        let is_open = self.value().is_none();
        Candidate {
            change: Change { name: self.name.to_owned(), singulars: self.singulars.to_vec(), to: value },
            act,
            to,
            title: self.title.clone(),
            nature: if is_open { Nature::Answer } else { self.nature },
            at: self.cell.and_then(|cell| cell.at),
            turns: None,
            is_advisable: true,
        }
    }

    /// A change by which one value of a vocabulary comes to the field.
    fn coming(&self, id: &str, act: Act, to: Value) -> Candidate {
        let is_advisable = !is_unadvisable(&self.definition.id, id);
        Candidate { is_advisable, ..self.candidate(act, To::Values(vec![self.titled(id)]), to) }
    }

    fn value(&self) -> Option<&Value> {
        self.cell.and_then(|cell| cell.value.as_ref())
    }

    fn titled(&self, id: &str) -> Text {
        self.item.schema.value_title(self.definition, id)
    }

    /// Ids of the vocabulary.
    fn ids(&self) -> Vec<&str> {
        let vocabulary = self.item.schema.vocabulary_of(self.definition);
        vocabulary.into_iter().flat_map(|known| &known.values).map(|value| value.id.as_str()).collect()
    }

    fn of_field(&self, given: &Given) -> Vec<Candidate> {
        match self.value() {
            None => self.of_blank(given),
            Some(Value::Set(set)) => self.of_set(set).into_iter().chain(self.settled(set)).collect(),
            Some(Value::Names(names)) => self.fewer(names),
            Some(Value::Choice(now)) => self.of_choice(Some(now)),
            Some(Value::Flag(now)) => vec![self.flag(!now)],
            Some(Value::Text(_)) => {
                let vague = [&self.rule.when, &self.rule.threat];
                let weighed = vague.iter().any(|expression| self.item.weighs_wording(expression, self.name));
                let rewritten = || self.candidate(Act::Rewrite, To::Text, Value::Text("記載あり".to_owned()));
                weighed.then(rewritten).into_iter().collect()
            }
            Some(Value::Count(_) | Value::Period(_) | Value::Date(_)) => self.of_scale(given),
        }
    }

    /// What an answer could be where nobody has said.
    fn of_blank(&self, given: &Given) -> Vec<Candidate> {
        match self.definition.kind {
            FieldType::Flag => vec![self.flag(true), self.flag(false)],
            FieldType::Choice => self.of_choice(None),
            FieldType::Set => {
                let one = |id: &str| SetValue { ids: vec![id.to_owned()], ..SetValue::default() };
                let answer = |id: &str| {
                    self.candidate(Act::Become, To::Values(vec![self.titled(id)]), Value::Set(one(id)))
                };
                let none = may_be_empty(&self.definition.id).then(|| {
                    let none = To::Values(vec![Text::new("なし", "none")]);
                    self.candidate(Act::Become, none, Value::Set(SetValue::default()))
                });
                self.ids().into_iter().map(answer).chain(none).collect()
            }
            FieldType::Names => {
                let none = To::Values(vec![Text::new("なし", "none")]);
                vec![self.candidate(Act::Become, none, Value::Names(Vec::new()))]
            }
            FieldType::Text => {
                vec![self.candidate(Act::Write, To::Text, Value::Text("記載あり".to_owned()))]
            }
            FieldType::Count | FieldType::Date | FieldType::Period => self.of_scale(given),
        }
    }

    fn flag(&self, to: bool) -> Candidate {
        let word = if to { Text::new("有", "yes") } else { Text::new("無", "no") };
        self.candidate(Act::Become, To::Values(vec![word]), Value::Flag(to))
    }

    fn of_choice(&self, now: Option<&String>) -> Vec<Candidate> {
        let others = self.ids().into_iter().filter(|id| now.is_none_or(|now| now != id));
        others.map(|id| self.coming(id, Act::Become, Value::Choice(id.to_owned()))).collect()
    }
}
