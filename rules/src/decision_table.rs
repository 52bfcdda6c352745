//! A rule as a decision table: a column for each name it reads, a row for each situation.
//!
//! In words, for people who review a rule and do not read its expression.

mod column;
mod interval;
mod notes;
mod set;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use toml::Value;

use crate::atom::atoms;
use crate::decide::Part;
use crate::domain::{Choice, given_as};
use crate::names::Kind;
use crate::rulebook::Rulebook;
use crate::situation::{Situation, Situations, Subject, Verdict, situations, situations_of_all};
use crate::text::Text;

use column::Column;
use notes::Notes;

/// A rule as a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionTable {
    /// What the rule reads, in the order in which it is read.
    pub columns: Vec<DecisionColumn>,
    /// The situations, those of the values read first together.
    pub rows: Vec<DecisionRow>,
    /// What the marks in the cells stand for.
    pub notes: Vec<DecisionNote>,
    /// False if there are more situations than were looked at.
    pub complete: bool,
}

/// A name that a rule reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionColumn {
    /// Title for people.
    pub title: Text,
    /// True if the rule weighs it against another name: its values are examples.
    pub examples: bool,
}

/// A situation and what comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The values in each column; `None` where the name does not matter.
    pub cells: Vec<Option<Text>>,
    /// What comes out.
    pub verdict: Verdict,
    /// The same in words, without the threat.
    pub outcome: Text,
}

/// A long list of values that cells name by a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionNote {
    /// The mark, such as ①.
    pub mark: String,
    /// Title of the column it belongs to.
    pub column: Text,
    /// The values.
    pub values: Text,
}

impl DecisionTable {
    /// The table of a rule, an impact expression or a control.
    pub fn of(rulebook: &Arc<Rulebook>, subject: Subject<'_>) -> Self {
        Self::from(rulebook, subject, &situations(rulebook, subject))
    }

    /// The tables of several, in their order; they share what may be spent on looking for situations.
    pub fn of_all(rulebook: &Arc<Rulebook>, subjects: &[Subject<'_>]) -> Vec<Self> {
        let each = subjects.par_iter().zip(situations_of_all(rulebook, subjects));
        each.map(|(subject, found)| Self::from(rulebook, *subject, &found)).collect()
    }

    fn from(rulebook: &Rulebook, subject: Subject<'_>, found: &Situations) -> Self {
        let names = names(&found.list);
        let weighed = weighed(rulebook, subject);
        let columns: Vec<Column<'_>> = names
            .iter()
            .map(|name| {
                Column::new(rulebook, subject.register(), name, universe(&found.list, name), &weighed)
            })
            .collect();
        let mut notes = Notes::default();
        let row = |situation| row(rulebook, subject, &columns, situation, &mut notes);
        let rows = found.list.iter().map(row).collect();
        let columns = columns.iter().map(Column::heading).collect();
        Self { columns, rows, notes: notes.0, complete: found.complete }
    }
}

fn row(
    rulebook: &Rulebook,
    subject: Subject<'_>,
    columns: &[Column<'_>],
    situation: &Situation,
    notes: &mut Notes,
) -> DecisionRow {
    let mut cell = |column: &Column<'_>| {
        let given = situation.given.iter().find(|given| given.name == column.name)?;
        Some(column.phrase(&given.choices, notes))
    };
    let verdict = situation.verdicts.first().cloned().unwrap_or(Verdict::Missing);
    DecisionRow {
        cells: columns.iter().map(&mut cell).collect(),
        outcome: outcome(rulebook, subject, &verdict),
        verdict,
    }
}

fn outcome(rulebook: &Rulebook, subject: Subject<'_>, verdict: &Verdict) -> Text {
    match verdict {
        Verdict::Fires(_) => subject.outcome(true),
        _ => verdict.phrase(rulebook, subject),
    }
}

/// The names of all situations, each behind the one that it is read after.
fn names(situations: &[Situation]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for situation in situations {
        let mut after = 0;
        for given in &situation.given {
            if let Some(at) = names.iter().position(|name| *name == given.name) {
                after = after.max(at + 1);
            } else {
                names.insert(after, given.name.clone());
                after += 1;
            }
        }
    }
    names
}

/// Every value of a name in any of the situations, each once.
fn universe(situations: &[Situation], name: &str) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    let given = situations.iter().flat_map(|situation| &situation.given);
    for choice in given.filter(|given| given.name == name).flat_map(|given| &given.choices) {
        if !all.iter().any(|known| known.value == choice.value) {
            all.push(choice.clone());
        }
    }
    all
}

/// Names that the rule weighs against each other: numbers, days and periods read by one atom.
fn weighed(rulebook: &Rulebook, subject: Subject<'_>) -> BTreeSet<String> {
    let register = subject.register();
    let parts = subject.parts(rulebook);
    let mut weighed = BTreeSet::new();
    for (atom, _) in atoms(rulebook, register, parts.into_iter().flat_map(Part::expressions)) {
        let measured = |read: &&String| {
            let kind = rulebook.names.resolve(register, read).map(|variable| variable.kind);
            **read != "as_of" && matches!(kind, Some(Kind::Number | Kind::Date))
        };
        let read = atom.reads.iter().filter(measured);
        let names: BTreeSet<String> = read.map(|read| given_as(rulebook, register, read)).collect();
        if names.len() > 1 {
            weighed.extend(names);
        }
    }
    weighed
}

/// The values of choices, without those that are blank.
fn values(choices: &[Choice]) -> impl Iterator<Item = &Value> {
    choices.iter().filter_map(|choice| choice.value.as_ref())
}
