//! Records that rules leave alone, by the exceptions of a client.

use std::collections::{HashMap, HashSet};

use daicho_rules::normal::fold;
use daicho_rules::{Decided, Exception, FieldDefinition, Outcome, Rulebook, Schema, Value};

use crate::assessment::Departure;
use crate::ledger::{Cell, Ledger, Record, Register};

/// The exceptions in force, with the records that they fit.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    fits: Vec<Fit>,
    by_rule: HashMap<String, Vec<usize>>,
}

/// Singulars, each with the ids that an exception asks for.
type AskedValues = Vec<(String, HashSet<String>)>;

/// An exception on one ledger.
#[derive(Debug)]
struct Fit {
    given: Exception,
    /// Tuples that fit a record, and the singular values that they further ask for.
    records: HashMap<usize, Vec<AskedValues>>,
    /// Tuples that fit no record.
    unfitting: Vec<usize>,
    removed: usize,
}

impl Exceptions {
    /// The exceptions of a client on a ledger.
    pub(super) fn new(rulebook: &Rulebook, ledger: &Ledger) -> Self {
        let mut all = Self::default();
        for given in rulebook.client.iter().flat_map(|client| &client.exceptions) {
            if !given.grounds.expired {
                all.by_rule.entry(given.rule.clone()).or_default().push(all.fits.len());
            }
            all.fits.push(Fit::new(given, &rulebook.schema, ledger));
        }
        all
    }

    /// True if an exception takes a decided rule away from a record; it is counted.
    pub(super) fn cover(&mut self, rule: &str, record: usize, decided: &Decided) -> bool {
        let covering = self.covering(rule, record, decided);
        let Some(fit) = covering.and_then(|fit| self.fits.get_mut(fit)) else { return false };
        fit.removed += usize::from(decided.outcome == Outcome::Fires);
        true
    }

    /// Like [`Exceptions::cover`], without counting.
    pub(super) fn covers(&self, rule: &str, record: usize, decided: &Decided) -> bool {
        self.excepting(rule, record, decided).is_some()
    }

    /// The exception that takes a decided rule away from a record.
    pub(super) fn excepting(&self, rule: &str, record: usize, decided: &Decided) -> Option<&Exception> {
        let fit = self.covering(rule, record, decided)?;
        self.fits.get(fit).map(|fit| &fit.given)
    }

    fn covering(&self, rule: &str, record: usize, decided: &Decided) -> Option<usize> {
        let covers = |fit: &&usize| self.fits.get(**fit).is_some_and(|fit| fit.covers(record, decided));
        self.by_rule.get(rule)?.iter().find(covers).copied()
    }

    /// What each exception did.
    pub(super) fn departures(&self, rulebook: &Rulebook) -> Vec<Departure<Exception>> {
        let is_risk = |id: &str| rulebook.is_risk(id);
        let departure = |fit: &Fit| {
            let removed = |wanted: bool| if is_risk(&fit.given.rule) == wanted { fit.removed } else { 0 };
            Departure { given: fit.given.clone(), risks: removed(true), findings: removed(false) }
        };
        self.fits.iter().map(departure).collect()
    }

    /// Exceptions in force, each with its tuples that fit no record.
    pub(super) fn unfitting(&self) -> impl Iterator<Item = (&Exception, Vec<&Vec<String>>)> {
        let in_force = self.fits.iter().filter(|fit| !fit.given.grounds.expired && !fit.unfitting.is_empty());
        in_force.map(|fit| {
            let tuples = fit.unfitting.iter().filter_map(|tuple| fit.given.values.get(*tuple));
            (&fit.given, tuples.collect())
        })
    }
}

impl Fit {
    fn new(given: &Exception, schema: &Schema, ledger: &Ledger) -> Self {
        let mut fit =
            Self { given: given.clone(), records: HashMap::new(), unfitting: Vec::new(), removed: 0 };
        let mut fitting: HashSet<usize> = HashSet::new();
        let tuples: Vec<Vec<String>> =
            given.values.iter().map(|tuple| tuple.iter().map(|value| fold(value)).collect()).collect();
        // Tuples by what their first field says: a long list of exceptions meets a long register.
        let mut by_first: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, tuple) in tuples.iter().enumerate() {
            by_first.entry(tuple.first().map_or("", String::as_str)).or_default().push(index);
        }
        let Some(register) = ledger.register(&given.register) else {
            fit.unfitting = (0..tuples.len()).collect();
            return fit;
        };
        let fields: Vec<_> = given.fields.iter().map(|name| Column::new(schema, register, name)).collect();
        for (index, record) in register.records.iter().enumerate() {
            let said: Vec<Vec<(String, String)>> =
                fields.iter().map(|field| field.says(schema, record)).collect();
            let mut candidates: Vec<usize> = Vec::new();
            for (text, _) in said.first().into_iter().flatten() {
                candidates.extend(by_first.get(text.as_str()).into_iter().flatten());
            }
            candidates.sort_unstable();
            candidates.dedup();
            for candidate in candidates {
                let Some(asked) = tuples.get(candidate).and_then(|tuple| asked(&fields, &said, tuple)) else {
                    continue;
                };
                fitting.insert(candidate);
                fit.records.entry(index).or_default().push(asked);
            }
        }
        fit.unfitting = (0..tuples.len()).filter(|tuple| !fitting.contains(tuple)).collect();
        fit
    }

    fn covers(&self, record: usize, decided: &Decided) -> bool {
        self.records.get(&record).into_iter().flatten().any(|asked| {
            asked.iter().all(|(singular, ids)| {
                decided.singulars.iter().any(|(name, value)| name == singular && ids.contains(value))
            })
        })
    }
}

/// The singulars and values that a tuple asks for on a record that says the rest; `None` if it does not fit.
fn asked(fields: &[Column<'_>], said: &[Vec<(String, String)>], tuple: &[String]) -> Option<AskedValues> {
    let mut asked = Vec::new();
    for ((field, said), wanted) in fields.iter().zip(said).zip(tuple) {
        let ids: HashSet<String> =
            said.iter().filter(|(text, _)| text == wanted).map(|(_, id)| id.clone()).collect();
        if ids.is_empty() {
            return None;
        }
        if let Some(singular) = &field.singular {
            asked.push((singular.clone(), ids));
        }
    }
    Some(asked)
}

/// A column by which records are told.
struct Column<'d> {
    definition: Option<&'d FieldDefinition>,
    at: Option<usize>,
    /// Name of a singular: only one of the values of the cell is excepted.
    singular: Option<String>,
}

impl<'d> Column<'d> {
    fn new(schema: &'d Schema, register: &Register, name: &str) -> Self {
        let own = schema.field(&register.id, name);
        let plural = schema.plural_of(&register.id, name).filter(|_| own.is_none());
        let definition = own.or(plural);
        let at = definition.and_then(|field| register.column(&field.id));
        Self { definition, at, singular: plural.map(|_| name.to_owned()) }
    }

    /// What the cell of a record says, folded: its text, ids and titles of values; each with the id behind it.
    fn says(&self, schema: &Schema, record: &Record) -> Vec<(String, String)> {
        let (Some(definition), Some(cell)) = (self.definition, self.at.and_then(|at| record.cells.get(at)))
        else {
            return Vec::new();
        };
        let mut said = vec![(fold(&cell.raw), String::new())];
        for id in values(cell) {
            let title = schema.value_title(definition, &id);
            said.extend([&id, &title.ja, &title.en].map(|text| (fold(text), id.clone())));
        }
        if self.singular.is_some() {
            // The whole text of a cell names no single value, unless it holds only one.
            let ids: Vec<String> = values(cell);
            match ids.as_slice() {
                [only] => said.iter_mut().take(1).for_each(|(_, id)| id.clone_from(only)),
                _ => drop(said.remove(0)),
            }
        }
        said
    }
}

/// Ids or names that a cell was understood to say.
fn values(cell: &Cell) -> Vec<String> {
    match &cell.value {
        Some(Value::Choice(id)) => vec![id.clone()],
        Some(Value::Set(set)) => set.ids.iter().chain(&set.others).cloned().collect(),
        Some(Value::Names(names)) => names.clone(),
        _ => Vec::new(),
    }
}
