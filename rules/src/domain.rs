//! What may stand under a name, as far as a rule can tell it apart.
//!
//! Values are taken from the rule itself: both sides of every threshold, every word it looks for and one
//! that it does not, and nothing at all. For texts it counts how a word is compared: a text may begin or end
//! with it, hold it, or be it.

mod mentions;
mod sets;
mod texts;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use toml::Value;

use crate::atom::Atom;
use crate::case::as_of;
use crate::names::Kind;
use crate::register::{FieldDefinition, FieldType};
use crate::rulebook::Rulebook;

use self::mentions::{AtomOf, Mentions};
use self::sets::sets;
pub(crate) use self::texts::Look;
use self::texts::texts;

/// A name that stands for any that no rule names.
pub(crate) const ANY_NAME: &str = "甲社";
/// Most thresholds of one name that are looked at.
const MAX_THRESHOLDS: usize = 24;

/// A value that may be given for a name, with those that no rule tells apart from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What a case would give; `None` for a blank cell.
    pub value: Option<Value>,
    /// Ids of the vocabulary that are the same to the rule, this one first; empty where there is none.
    pub alike: Vec<String>,
    /// Of a text, what a rule looks for and finds in it.
    pub(crate) fits: Arc<[Look]>,
}

impl Choice {
    pub(crate) fn blank() -> Self {
        Self { value: None, alike: Vec::new(), fits: Arc::default() }
    }

    /// Of a singular: there is nothing that it could be, because its set is known to be empty.
    fn none() -> Self {
        Self::of(Value::Array(Vec::new()))
    }

    /// For a day, how many days it lies before the day on which cases are judged.
    pub fn days_ago(&self) -> Option<i64> {
        let day: NaiveDate = self.value.as_ref()?.as_datetime()?.to_string().parse().ok()?;
        Some((as_of() - day).num_days())
    }

    pub(crate) fn of(value: impl Into<Value>) -> Self {
        Self { value: Some(value.into()), ..Self::blank() }
    }
}

/// The name under which a case gives what a rule reads as `name`: `count` for `count_low`.
pub(crate) fn given_as(book: &Rulebook, register: &str, name: &str) -> String {
    let Some(variable) = book.names.resolve(register, name) else { return name.to_owned() };
    let part = variable.id != variable.asks && variable.singular.is_none();
    if part && !variable.id.ends_with("_repeats") { variable.asks } else { variable.id }
}

/// A rulebook with the atoms of a rule in it.
pub(crate) type View<'v> = (&'v Rulebook, &'v [Atom]);

/// The values of a name that versions of a rule with these atoms may tell apart, the blank one last.
///
/// What any of the versions tells apart is told apart. Empty for what cannot be given: the day of the
/// assessment, or a name that no version knows. False if there may be more values than these.
pub(crate) fn choices(views: &[View<'_>], register: &str, name: &str) -> (Vec<Choice>, bool) {
    let books: Vec<&Rulebook> = views.iter().map(|(book, _)| *book).collect();
    let resolved = books.iter().find_map(|book| Some((*book, book.names.resolve(register, name)?)));
    let Some((book, variable)) = resolved else { return (Vec::new(), true) };
    if name == "as_of" {
        return (Vec::new(), true);
    }
    let mut mentions = Mentions::default();
    for (number, (book, atoms)) in views.iter().enumerate() {
        mentions.add(mentions::mentions(book, register, name, atoms), number);
    }
    let field = book.schema.field(register, name);
    if let Some(field) = field.filter(|field| field.kind == FieldType::Period) {
        let months = thresholds(&mentions, 0).into_iter();
        let mut choices: Vec<Choice> = months.map(|months| Choice::of(period("months", months))).collect();
        choices.push(Choice::of(period("permanent", true)));
        let (events, complete) = texts(&mentions.looks);
        let named = events.into_iter().filter(|event| !event.fits.is_empty());
        choices.extend(named.filter_map(|event| Some(Choice::of(period("from", event.value?)))));
        choices.push(Choice::of(period("from", format!("{}-end", field.id))));
        choices.push(Choice::blank());
        return (choices, complete);
    }
    let mut complete = true;
    let mut choices = match &variable.kind {
        Kind::Flag => vec![Choice::of(true), Choice::of(false)],
        Kind::Number => {
            // Of a range both ends would have to be given: ranges are not tried.
            let is_read = |name: &str| views.iter().any(|(_, atoms)| reads(atoms, name));
            let is_range = is_read(name) && is_read(&format!("{name}_low"));
            complete = !mentions.computed && !is_range && mentions.numbers.len() <= MAX_THRESHOLDS;
            let lowest = if field.is_some() || name.ends_with("_count") { 0 } else { i64::MIN };
            thresholds(&mentions, lowest).into_iter().map(Choice::of).collect()
        }
        Kind::Date => {
            complete = !mentions.computed && mentions.numbers.len() <= MAX_THRESHOLDS / 2;
            days(&mentions).into_iter().map(|day| mentions.dated(day)).collect()
        }
        Kind::Choice(vocabulary) => {
            let groups = groups(&books, vocabulary, &mentions, false);
            let choice = |Group { ids, .. }| Choice { value: first(&ids), alike: ids, ..Choice::blank() };
            groups.into_iter().map(choice).collect()
        }
        Kind::Set { vocabulary, .. } => {
            // A rule decided medium by medium sees only the values that fit the medium.
            let reads_medium = |atom: &Atom| atom.reads.iter().any(|read| read == "medium");
            let by_medium = views.iter().any(|(_, atoms)| atoms.iter().any(reads_medium));
            let (sets, all) = sets(&groups(&books, vocabulary, &mentions, by_medium), views);
            complete = all && !mentions.whole;
            sets
        }
        Kind::Names => {
            // Several names in one cell are not tried.
            complete = mentions.words.values().flatten().collect::<BTreeSet<_>>().len() < 2;
            let named: Vec<String> = mentions.words.into_keys().chain([any_name(book, field)]).collect();
            let one = |name: String| Choice::of(Value::Array(vec![name.into()]));
            [Choice::of(Value::Array(Vec::new()))].into_iter().chain(named.into_iter().map(one)).collect()
        }
        Kind::Text => {
            let (choices, all) = texts(&mentions.looks_and_lengths());
            complete = all && !mentions.hidden;
            choices
        }
        Kind::List(_) | Kind::Nothing | Kind::Unknown => return (Vec::new(), true),
    };
    if variable.singular.as_deref() == Some(name) {
        choices.push(Choice::none());
    }
    if variable.may_be_blank {
        choices.push(Choice::blank());
    }
    (choices, complete)
}

fn reads(atoms: &[Atom], name: &str) -> bool {
    atoms.iter().any(|atom| atom.reads.iter().any(|read| read == name))
}

/// Values of a vocabulary that the same atoms mention.
struct Group {
    /// The atoms that mention them.
    by: BTreeSet<AtomOf>,
    /// The media they fit, where that matters; all if empty.
    media: Vec<String>,
    ids: Vec<String>,
}

/// A name that stands for any: of records that a pack brings along the first.
fn any_name(book: &Rulebook, field: Option<&FieldDefinition>) -> String {
    let reference = field.and_then(|field| book.schema.reference(field.names.as_deref()?));
    let first = reference.and_then(|reference| reference.cell(0, "name"));
    first.map_or_else(|| ANY_NAME.to_owned(), str::to_owned)
}

/// The values of a vocabulary in groups that the same atoms mention; those mentioned by none come last.
///
/// With `by_medium` the values of a group fit the same media as well.
fn groups(books: &[&Rulebook], vocabulary: &str, mentions: &Mentions, by_medium: bool) -> Vec<Group> {
    let known = books.iter().filter_map(|book| book.schema.vocabularies.get(vocabulary));
    let mut seen = BTreeSet::new();
    let mut groups: Vec<Group> = Vec::new();
    for value in known.flat_map(|known| &known.values).filter(|value| seen.insert(&value.id)) {
        let by = mentions.words.get(&value.id).cloned().unwrap_or_default();
        let media = if by_medium { value.media.clone() } else { Vec::new() };
        match groups.iter_mut().find(|group| !mentions.whole && group.by == by && group.media == media) {
            Some(group) => group.ids.push(value.id.clone()),
            None => groups.push(Group { by, media, ids: vec![value.id.clone()] }),
        }
    }
    groups.sort_by_key(|group| group.by.is_empty());
    groups
}

fn first(alike: &[String]) -> Option<Value> {
    alike.first().map(|id| id.clone().into())
}

/// Numbers on both sides of every threshold.
fn thresholds(mentions: &Mentions, lowest: i64) -> Vec<i64> {
    let around = |number: &i64| [number.saturating_sub(1), *number, number.saturating_add(1)];
    let mentioned = mentions.numbers.iter().take(MAX_THRESHOLDS);
    let mut numbers: BTreeSet<i64> = mentioned.flat_map(around).filter(|number| *number >= lowest).collect();
    if numbers.is_empty() {
        numbers.extend([1, 100]);
    }
    numbers.into_iter().collect()
}

/// Days on both sides of every distance from the day of the assessment, counted in days and in months.
fn days(mentions: &Mentions) -> Vec<NaiveDate> {
    let today = as_of();
    let back = |distance: &i64| {
        let days = Days::new(distance.unsigned_abs());
        let days = if *distance < 0 { today.checked_add_days(days) } else { today.checked_sub_days(days) };
        let months = |n: i64| {
            let months = Months::new(u32::try_from(n.unsigned_abs()).ok()?);
            if n < 0 { today.checked_add_months(months) } else { today.checked_sub_months(months) }
        };
        // Months are counted whole: the next one may be what exceeds the distance.
        let further = if *distance < 0 { distance.saturating_sub(1) } else { distance.saturating_add(1) };
        // TOML knows years of four digits.
        let writable = |day: &NaiveDate| (1..=9999).contains(&day.year());
        let days = days.filter(|_| mentions.counts_days());
        let months = |n| months(n).filter(|_| mentions.counts_months());
        [days, months(*distance), months(further)].map(|day| day.filter(writable))
    };
    let distances = mentions.numbers.iter().take(MAX_THRESHOLDS / 2);
    let mut days = BTreeSet::new();
    for day in distances.flat_map(back).flatten().chain([today]) {
        days.extend([day.pred_opt(), Some(day), day.succ_opt()].into_iter().flatten());
    }
    days.into_iter().collect()
}

fn period(part: &str, value: impl Into<Value>) -> Value {
    Value::Table([(part.to_owned(), value.into())].into_iter().collect())
}

fn datetime(day: NaiveDate) -> Value {
    // What chrono prints is what TOML reads.
    day.to_string().parse::<toml::value::Datetime>().map_or_else(|_| day.to_string().into(), Value::Datetime)
}
