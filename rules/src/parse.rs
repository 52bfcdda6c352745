//! From the text of a pack's file to its definitions.
//!
//! Each definition is read by itself, and each key of it is tried: one slip neither hides the next nor
//! the definitions beside it. The settings of a client are read in the same way.

mod told;

use std::ops::Range;

use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, ValueDeserializer};

use crate::definition::PackFile;
use crate::error::Problem;
use crate::position::SourceText;
use crate::problems::Problems;
use crate::slips;

/// Most slips that are looked for in one definition: each is found by reading it anew.
const MAX_SLIPS: usize = 50;

/// What a file of a pack may hold.
const KEYS: [&str; 17] = [
    "pack",
    "parameters",
    "lists",
    "macros",
    "defaults",
    "stage",
    "family",
    "register",
    "field",
    "vocabulary",
    "method",
    "risk",
    "check",
    "control",
    "fact",
    "duty",
    "step",
];

/// The definitions of a file; those that cannot be read are told in `problems` and left out.
///
/// Nothing is given for a text that is no TOML.
pub(crate) fn parse(at: &SourceText<'_>, text: &str, problems: &mut Problems) -> Option<PackFile> {
    let table = toml(at, text, problems)?;
    let mut reader = Reader { at, problems };
    let mut file = PackFile::default();
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "pack" => file.pack = reader.one(value),
            "parameters" => file.parameters = reader.each(value),
            "lists" => file.lists = reader.each(value),
            "macros" => file.macros = reader.each(value),
            "defaults" => file.defaults = reader.one(value).unwrap_or_default(),
            "stage" => file.stage = reader.many("stage", value),
            "family" => file.family = reader.many("family", value),
            "register" => file.register = reader.many("register", value),
            "field" => file.field = reader.many("field", value),
            "vocabulary" => file.vocabulary = reader.many("vocabulary", value),
            "method" => file.method = reader.many("method", value),
            "risk" => file.risk = reader.many("risk", value),
            "check" => file.check = reader.many("check", value),
            "control" => file.control = reader.many("control", value),
            "fact" => file.fact = reader.many("fact", value),
            "duty" => file.duty = reader.many("duty", value),
            "step" => file.step = reader.many("step", value),
            _ => reader.unknown(&key, &KEYS),
        }
    }
    Some(file)
}

/// The table that a text says; what is no TOML is told in `problems`, and then nothing is given.
pub(crate) fn toml<'t>(at: &SourceText<'_>, text: &'t str, problems: &mut Problems) -> Option<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        problems.extend(slips::toml_problems(at, text, &errors));
        problems.lack();
        return None;
    }
    Some(table.into_inner())
}

/// Reads definitions one by one.
pub(crate) struct Reader<'r, 's> {
    pub(crate) at: &'r SourceText<'s>,
    pub(crate) problems: &'r mut Problems,
}

impl Reader<'_, '_> {
    /// Tells a key that a file cannot have.
    pub(crate) fn unknown(&mut self, key: &Spanned<DeString<'_>>, known: &[&str]) {
        let name = key.get_ref().as_ref();
        let problem = Problem::error(
            self.at.place(key.span().start),
            format!("`{name}` というキーはありません"),
            format!("there is no key `{name}`"),
        );
        self.problems.push_with(|| problem.with_nearest(name, known.iter().copied()));
    }

    /// The definitions under `[[key]]`, those that can be read.
    pub(crate) fn many<T: DeserializeOwned>(
        &mut self,
        key: &str,
        value: Spanned<DeValue<'_>>,
    ) -> Vec<Spanned<T>> {
        let span = value.span();
        let DeValue::Array(entries) = value.into_inner() else {
            self.problems.push(
                Problem::error(
                    self.at.place(span.start),
                    format!("`{key}` は一つずつ [[{key}]] の下に書きます"),
                    format!("each `{key}` stands under a [[{key}]] of its own"),
                )
                .with_help(
                    format!("[{key}] を [[{key}]] に直してください"),
                    format!("write [[{key}]] for [{key}]"),
                ),
            );
            return Vec::new();
        };
        entries.into_iter().filter_map(|entry| self.one(entry)).collect()
    }

    /// The entries of a table of names, those that can be read.
    pub(crate) fn each<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'_>>) -> IndexMap<String, T> {
        let span = value.span();
        let DeValue::Table(entries) = value.into_inner() else {
            self.problems.push(told::problem(self.at, &span, None, "invalid type: value, expected a map"));
            return IndexMap::new();
        };
        let mut read = IndexMap::new();
        for (key, value) in entries {
            let span = value.span();
            match T::deserialize(ValueDeserializer::from(value)) {
                Ok(entry) => {
                    read.insert(key.into_inner().into_owned(), entry);
                }
                Err(error) => {
                    let span = error.span().unwrap_or(span);
                    self.problems
                        .push_with(|| told::problem(self.at, &span, Some(key.get_ref()), error.message()));
                    self.problems.cause(key.get_ref());
                }
            }
        }
        read
    }

    /// A definition. One that holds only unknown keys or wrong cases too many is read without them.
    pub(crate) fn one<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'_>>) -> Option<T> {
        let id = value.get_ref().get("id").and_then(|id| id.get_ref().as_str()).map(str::to_owned);
        let known = self.problems.count();
        let read = self.read(value);
        // Broken or without some of its cases: what is told of it later follows from that.
        if let Some(id) = id.filter(|_| self.problems.count() > known) {
            self.problems.cause(&id);
        }
        read
    }

    fn read<T: DeserializeOwned>(&mut self, mut value: Spanned<DeValue<'_>>) -> Option<T> {
        let mut whole = true;
        let mut dropped: Vec<String> = Vec::new();
        for _ in 0..MAX_SLIPS {
            let error = match T::deserialize(ValueDeserializer::from(value.clone())) {
                Ok(read) => return whole.then_some(read),
                Err(error) => error,
            };
            let span = error.span().unwrap_or_else(|| value.span());
            let key = key_around(&value, &span);
            let message = error.message();
            let follows = dropped.iter().any(|key| *message == format!("missing field `{key}`"));
            if !follows {
                let named = innermost_key(&value, &span);
                self.problems.push_with(|| told::problem(self.at, &span, named.as_deref(), message));
            }
            // Without the part at fault the others can be tried; a key that is missing ends that.
            let (Some(key), DeValue::Table(mut table)) = (key, value.get_ref().clone()) else { return None };
            let unknown = message.starts_with(&format!("unknown field `{key}`"));
            let cases = table.get_mut(key.as_str()).filter(|_| key == "case").map(Spanned::get_mut);
            if let Some(DeValue::Array(cases)) = cases
                && cases.iter().any(|case| holds(&case.span(), &span))
            {
                *cases = cases.iter().filter(|case| !holds(&case.span(), &span)).cloned().collect();
            } else {
                whole &= unknown;
                table.remove(key.as_str());
                dropped.push(key);
            }
            value = Spanned::new(value.span(), DeValue::Table(table));
        }
        None
    }
}

/// The key of a table whose name or value holds `span`.
fn key_around(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<String> {
    let table = value.get_ref().as_table()?;
    let (key, _) =
        table.iter().find(|(key, value)| holds(&key.span(), span) || holds(&value.span(), span))?;
    Some(key.get_ref().to_string())
}

/// The key nearest to `span`: what people have to mend is seldom the definition as a whole.
fn innermost_key(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<String> {
    match value.get_ref() {
        // The span of a table under a header of its own is that of the header, so all of them are searched.
        DeValue::Table(table) => table.iter().find_map(|(key, value)| {
            let at_fault = || holds(&key.span(), span) || holds(&value.span(), span);
            innermost_key(value, span).or_else(|| at_fault().then(|| key.get_ref().to_string()))
        }),
        DeValue::Array(entries) => entries.iter().find_map(|entry| innermost_key(entry, span)),
        _ => None,
    }
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
