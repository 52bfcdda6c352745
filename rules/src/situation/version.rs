//! One version of a rule, run on records of which only some is known.

use std::collections::BTreeSet;
use std::sync::Arc;

use toml::Value;

use super::{Subject, Verdict};
use crate::atom::{Atom, atoms};
use crate::bindings::Bindings;
use crate::case::{give, whole_world};
use crate::columns::Columns;
use crate::decide::{Answer, Factor, Outcome, Part, Presence};
use crate::domain::{View, given_as};
use crate::evaluate::{Evaluator, Stop, column_asked_after};
use crate::expression::Expression;
use crate::record::World;
use crate::rule::Control;
use crate::rulebook::Rulebook;

/// One version of the rule that is looked at.
pub(super) struct Version<'v> {
    pub(super) rulebook: &'v Arc<Rulebook>,
    pub(super) subject: Option<Subject<'v>>,
    pub(super) evaluator: Evaluator,
    pub(super) atoms: Vec<(Atom, &'v Expression)>,
    /// The atoms without the expressions.
    plain: Vec<Atom>,
    /// Columns and registers it asks after, as `has_column("count")`.
    pub(super) asked_after: Vec<String>,
    /// A ledger that has everything.
    whole: World,
    /// Steps that its expressions took since this was last looked at.
    pub(super) steps: u64,
}

/// What one run showed.
pub(super) struct Run {
    pub(super) verdict: Verdict,
    /// Names as cases give them, in the order in which they were read.
    pub(super) reads: Vec<String>,
    /// What came out of the atoms that were in play.
    pub(super) trace: String,
}

impl<'v> Version<'v> {
    pub(super) fn new(rulebook: &'v Arc<Rulebook>, subject: Option<Subject<'v>>) -> Self {
        let whole = whole_world(rulebook);
        let evaluator = Evaluator::new(Arc::clone(rulebook), Arc::new(whole.clone()));
        let parts = subject.map_or_else(Vec::new, |subject| subject.parts(rulebook));
        let register = subject.map_or("items", Subject::register);
        let atoms = atoms(rulebook, register, parts.into_iter().flat_map(Part::expressions));
        let plain: Vec<Atom> = atoms.iter().map(|(atom, _)| atom.clone()).collect();
        let asks =
            |atom: &&Atom| atom.text.starts_with("has_column(") || atom.text.starts_with("has_register(");
        let asked_after = plain.iter().filter(asks).map(|atom| atom.text.clone()).collect();
        Self { rulebook, subject, evaluator, atoms, plain, asked_after, whole, steps: 0 }
    }

    /// What it compares names with; `None` where there is no such rule.
    pub(super) fn view(&self) -> Option<(Subject<'v>, View<'_>)> {
        Some((self.subject?, (&**self.rulebook, self.plain.as_slice())))
    }

    /// True if it weighs what stands under one name against another.
    pub(super) fn weighs_names(&self) -> bool {
        let register = self.subject.map_or("items", Subject::register);
        let names = |atom: &Atom| -> BTreeSet<String> {
            let reads = atom.reads.iter().filter(|name| *name != "as_of");
            reads.map(|name| given_as(self.rulebook, register, name)).collect()
        };
        self.plain.iter().any(|atom| names(atom).len() > 1)
    }

    /// A ledger with every column and register but those that are said not to be there.
    pub(super) fn world(&self, given: &[(String, Option<Value>)]) -> World {
        let mut world = self.whole.clone();
        let lacks = |name: &String| {
            given.iter().any(|(known, value)| known == name && *value == Some(Value::Boolean(false)))
        };
        for name in &self.asked_after {
            let quoted = name.split('"').nth(1).unwrap_or_default();
            if name.starts_with("has_register(") {
                if lacks(name) {
                    world.registers.remove(quoted);
                }
            } else if lacks(name) {
                world.columns.remove(&column_asked_after(quoted));
            } else {
                // Of a client's own columns only the rule itself knows.
                world.columns.insert(column_asked_after(quoted));
            }
        }
        world
    }

    /// Runs the rule on a record of which only this is known; one run for each row it is decided on.
    pub(super) fn run(&mut self, given: &[(String, Option<Value>)]) -> Vec<Run> {
        let Some(subject) = self.subject else {
            return vec![Run { verdict: Verdict::Missing, reads: Vec::new(), trace: String::new() }];
        };
        let mut record = Columns::new(1);
        if !self.asked_after.is_empty() {
            self.evaluator = Evaluator::new(Arc::clone(self.rulebook), Arc::new(self.world(given)));
        }
        for (name, value) in given.iter().filter(|(name, _)| !self.asked_after.contains(name)) {
            let name = as_set(self.rulebook, subject.register(), name, value.as_ref());
            // What only another version knows is to this one as if nothing was typed.
            if let Some(value) = value {
                let _ = give(self.rulebook, subject.register(), &mut record, &name, value);
            }
        }
        self.run_on(subject, &Arc::new(record))
    }

    pub(super) fn run_on(&mut self, subject: Subject<'_>, record: &Arc<Columns>) -> Vec<Run> {
        let bindings =
            Bindings::new(self.rulebook, &self.whole, subject.register(), record, subject.singulars());
        let bindings = Arc::new(bindings);
        let before = self.evaluator.work.taken();
        let mut runs: Vec<Run> =
            (0..bindings.len()).map(|row| self.run_row(subject, &bindings, row)).collect();
        self.steps += self.evaluator.work.taken().saturating_sub(before);
        if runs.is_empty() {
            // A set that is known to be empty: the rule has nothing to be decided on.
            let plurals = subject.singulars().iter().filter_map(|singular| {
                Some(self.rulebook.schema.plural_of(subject.register(), singular)?.id.clone())
            });
            runs.push(Run { verdict: Verdict::Passes, reads: plurals.collect(), trace: "no row".to_owned() });
        }
        runs
    }

    pub(super) fn run_row(&mut self, subject: Subject<'_>, bindings: &Arc<Bindings>, row: usize) -> Run {
        self.evaluator.turn_to(bindings, row);
        let mut reads = Vec::new();
        let mut verdict = Verdict::Passes;
        for part in subject.parts(self.rulebook) {
            let answer = self.evaluator.answer(part);
            let (next, read) = verdict_of(&answer);
            reads.extend(read);
            if let Verdict::Asks(field) = &next {
                reads.push(field.clone());
            }
            if let Part::Presence(control) = part {
                reads.extend(self.reads_of_control(control));
            }
            verdict = match (verdict, next) {
                (Verdict::Fires(_), Verdict::Number(threat)) => Verdict::Fires(Some(threat)),
                (Verdict::Fires(_), Verdict::Asks(_)) => Verdict::Fires(None),
                (_, next) => next,
            };
            if !matches!(verdict, Verdict::Fires(_)) {
                break;
            }
        }
        let trace = self.trace(bindings, row, &reads);
        let register = subject.register();
        let mut named: Vec<String> = Vec::new();
        for read in reads {
            let name = given_as(self.rulebook, register, &read);
            if !named.contains(&name) {
                named.push(name);
            }
        }
        Run { verdict, reads: named, trace }
    }

    /// What a control reads, also where it shows nothing.
    pub(super) fn reads_of_control(&mut self, control: &Control) -> Vec<String> {
        let mut reads = Vec::new();
        for expression in control.present.iter().chain(&control.denied) {
            self.evaluator.take_reads();
            self.evaluator.work.begin();
            let told = self.evaluator.truth(expression);
            reads.extend(self.evaluator.take_reads());
            match told {
                Ok(true) => break,
                Err(Stop::Asked(field)) => reads.push(field),
                Ok(false) | Err(Stop::Failed(_)) => {}
            }
        }
        reads
    }

    /// What comes out of each atom of which everything was read.
    pub(super) fn trace(&mut self, bindings: &Arc<Bindings>, row: usize, reads: &[String]) -> String {
        let mut trace = String::new();
        for (atom, of) in &self.atoms {
            // Names read include aliases beside the ids they stand for.
            let known = |name: &String| {
                reads.contains(name)
                    || self
                        .rulebook
                        .names
                        .resolve(bindings.register(), name)
                        .is_none_or(|v| reads.contains(&v.id))
            };
            if !atom.reads.iter().all(known) {
                continue;
            }
            self.evaluator.turn_to(bindings, row);
            let out = match self.evaluator.run_part(of, &atom.program(&of.ast)) {
                Ok(value) => value.to_string(),
                Err(Stop::Asked(field)) => format!("?{field}"),
                Err(Stop::Failed(_)) => "!".to_owned(),
            };
            trace.push_str(&atom.text);
            trace.push('=');
            trace.push_str(&out);
            trace.push('\n');
        }
        trace
    }
}

/// The name that a case gives a value under: that of the set where a singular has nothing it could be.
pub(crate) fn as_set(rulebook: &Rulebook, register: &str, name: &str, value: Option<&Value>) -> String {
    let plural = || rulebook.schema.plural_of(register, name);
    match (value, plural()) {
        (Some(Value::Array(_)), Some(plural)) => plural.id.clone(),
        _ => name.to_owned(),
    }
}

pub(super) fn verdict_of(answer: &Answer) -> (Verdict, Vec<String>) {
    match answer {
        Answer::Outcome(outcome, reads) => {
            let verdict = match outcome {
                Outcome::Fires => Verdict::Fires(None),
                Outcome::Passes => Verdict::Passes,
                Outcome::Asks(field) => Verdict::Asks(field.clone()),
                Outcome::Failed(failure) => Verdict::Fails(failure.message.clone()),
            };
            (verdict, reads.clone())
        }
        Answer::Factor(factor, reads) => {
            let verdict = match factor {
                Factor::Known(number) => Verdict::Number(*number),
                Factor::Asks(field) => Verdict::Asks(field.clone()),
                Factor::Failed(failure) => Verdict::Fails(failure.message.clone()),
            };
            (verdict, reads.clone())
        }
        Answer::Presence(presence) => match presence {
            Presence::Shown(reads) => (Verdict::Presence("shown"), reads.clone()),
            Presence::Denied(reads) => (Verdict::Presence("denied"), reads.clone()),
            Presence::NotShown => (Verdict::Presence("not shown"), Vec::new()),
            Presence::Silent => (Verdict::Presence("silent"), Vec::new()),
        },
    }
}

/// True if `name` is the set that `singular` is one value of: what is said of the one says the other.
pub(super) fn is_plural_of(version: &Version<'_>, name: &str, singular: &str) -> bool {
    let register = version.subject.map_or("items", Subject::register);
    version.rulebook.schema.plural_of(register, singular).is_some_and(|plural| plural.id == name)
}

/// Of the rows of a record: what fires counts before what asks, and that before what passes.
pub(super) fn strongest(runs: Vec<Run>) -> Verdict {
    let rank = |verdict: &Verdict| match verdict {
        Verdict::Fails(_) => 0,
        Verdict::Fires(_) | Verdict::Number(_) | Verdict::Presence(_) => 1,
        Verdict::Asks(_) => 2,
        Verdict::Passes | Verdict::Missing => 3,
    };
    runs.into_iter().map(|run| run.verdict).min_by_key(rank).unwrap_or(Verdict::Passes)
}
