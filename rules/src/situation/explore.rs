//! Finds the situations of a rule by filling in what it reads, one name after the other.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use toml::Value;

use super::tree::{Tree, merged};
use super::version::{Version, is_plural_of, strongest};
use super::{Given, Situations, Subject, mark};
use crate::atom::{Atom, atoms};
use crate::domain::{Choice, View, choices, given_as};
use crate::expression::Expression;
use crate::rulebook::Rulebook;

/// Most runs spent on one rule.
const MAX_RUNS: usize = 20_000;
/// Steps that count as running one expression more; all parts of a built-in rule together take some hundreds.
const STEPS_EACH: u64 = 200;

pub(super) fn explore(versions: &[(&Arc<Rulebook>, Option<Subject<'_>>)], effort: usize) -> Situations {
    let mut explorer = Explorer {
        versions: versions.iter().map(|(rulebook, subject)| Version::new(rulebook, *subject)).collect(),
        known: HashMap::new(),
        runs: 0,
        effort,
        spent: 0,
        complete: true,
    };
    let tree = explorer.explore(&mut Vec::new());
    let mut list = Vec::new();
    tree.flatten(&mut Vec::new(), &mut list);
    let by_example = explorer.versions.iter().any(Version::weighs_names);
    Situations { list, by_example, complete: explorer.complete, runs: explorer.runs, spent: explorer.spent }
}

pub(super) struct Explorer<'v> {
    versions: Vec<Version<'v>>,
    /// Choices of the names met so far.
    known: HashMap<String, Arc<[Choice]>>,
    runs: usize,
    /// Expressions and atoms that may be run.
    effort: usize,
    /// Those that were run.
    spent: usize,
    complete: bool,
}

impl Explorer<'_> {
    pub(super) fn explore(&mut self, given: &mut Vec<(String, Option<Value>)>) -> Tree {
        self.runs += 1;
        let cost: usize = self.versions.iter().map(|version| version.atoms.len() + 1).sum();
        self.spent = self.spent.saturating_add(cost);
        let exceeds = self.spent > self.effort;
        let mut reads: Vec<String> = Vec::new();
        let (mut verdicts, mut traces) = (Vec::new(), BTreeSet::new());
        for (at, version) in self.versions.iter_mut().enumerate() {
            let runs = version.run(given);
            let steps = std::mem::take(&mut version.steps) / STEPS_EACH;
            self.spent = self.spent.saturating_add(usize::try_from(steps).unwrap_or(usize::MAX));
            reads.extend(version.asked_after.iter().chain(runs.iter().flat_map(|run| &run.reads)).cloned());
            traces.extend(runs.iter().map(|run| mark(at, &run.trace)));
            verdicts.push(strongest(runs));
        }
        let next = reads.into_iter().find(|name| self.is_open(name, given));
        let Some(name) = next else { return Tree::Leaf { verdicts, traces } };
        if self.runs > MAX_RUNS || exceeds {
            self.complete = false;
            return Tree::Leaf { verdicts, traces };
        }
        let looked_at = self.choices(&name);
        let branches = looked_at.iter().map(|choice| {
            given.push((name.clone(), choice.value.clone()));
            let tree = self.explore(given);
            given.pop();
            (choice.clone(), tree)
        });
        merged(&name, &looked_at, branches)
    }
}

impl Explorer<'_> {
    /// True if a name can be given and is not.
    pub(super) fn is_open(&mut self, name: &str, given: &[(String, Option<Value>)]) -> bool {
        let is_given = |version: &Version<'_>| {
            given.iter().any(|(known, _)| known == name || is_plural_of(version, name, known))
        };
        !self.versions.iter().any(is_given) && !self.choices(name).is_empty()
    }

    /// The values of a name that any of the versions tells apart.
    pub(super) fn choices(&mut self, name: &str) -> Arc<[Choice]> {
        if let Some(known) = self.known.get(name) {
            return Arc::clone(known);
        }
        let asked_after = self.versions.iter().any(|version| version.asked_after.iter().any(|n| n == name));
        let found: Arc<[Choice]> = if asked_after {
            [true, false].map(Choice::of).into()
        } else {
            let there: Vec<(Subject<'_>, View<'_>)> =
                self.versions.iter().filter_map(Version::view).collect();
            let register = there.first().map_or("items", |(subject, _)| subject.register());
            let views: Vec<View<'_>> = there.iter().map(|(_, view)| *view).collect();
            let (choices, all) = choices(&views, register, name);
            self.complete &= all;
            choices.into()
        };
        self.known.insert(name.to_owned(), Arc::clone(&found));
        found
    }
}

/// What expressions over a register read, as cases give it, with the values that they may tell apart.
pub fn told_apart<'b>(
    rulebook: &'b Rulebook,
    register: &str,
    expressions: impl IntoIterator<Item = &'b Expression>,
) -> Vec<Given> {
    let atoms: Vec<Atom> = atoms(rulebook, register, expressions).into_iter().map(|(atom, _)| atom).collect();
    let mut names: Vec<String> = Vec::new();
    for read in atoms.iter().flat_map(|atom| &atom.reads) {
        let name = given_as(rulebook, register, read);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let given = |name: String| {
        let looked_at: Arc<[Choice]> = choices(&[(rulebook, atoms.as_slice())], register, &name).0.into();
        Given { name, choices: looked_at.to_vec(), looked_at }
    };
    names.into_iter().map(given).filter(|given| !given.choices.is_empty()).collect()
}
