//! Decides rules on all records of a register: each distinguishable case once.

use std::sync::Arc;

use rayon::prelude::*;

use crate::bindings::{Bindings, index};
use crate::case_table::{At, CaseTable};
use crate::classes::Classes;
use crate::codes::Codes;
use crate::columns::Columns;
use crate::decide::{Answer, Decided, Outcome, Part, RuleParts};
use crate::error::Place;
use crate::evaluate::Evaluator;
use crate::record::World;
use crate::rule::{Check, Duty, RiskRule};
use crate::rulebook::Rulebook;

/// What came out of a rule for all records: a code for each row, and what the codes stand for.
#[derive(Debug)]
pub struct Decisions {
    bindings: Arc<Bindings>,
    codes: Codes,
    answers: Vec<Answer>,
    /// Rows that did not pass.
    concerned: Vec<u32>,
    /// Of a risk rule: what was decided beside the condition, for each of the rows that fired.
    beside: Vec<Beside>,
    place: Place,
    /// How often expressions were run: once for each case that occurs.
    pub cases: usize,
}

/// A part decided for the rows that fired, in their order.
#[derive(Debug)]
struct Beside {
    kind: Kind,
    codes: Codes,
    answers: Vec<Answer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Threat,
    Impact,
    Presence,
}

impl Decisions {
    /// The rows that it was decided on.
    pub fn bindings(&self) -> &Arc<Bindings> {
        &self.bindings
    }

    /// The outcome for a row.
    pub fn outcome(&self, row: usize) -> Option<&Outcome> {
        match self.answers.get(index(self.codes.get(row)))? {
            Answer::Outcome(outcome, _) => Some(outcome),
            Answer::Factor(..) | Answer::Presence(_) => None,
        }
    }

    /// Everything that did not pass, in the order of the rows, each with its record.
    pub fn concerned(&self) -> impl Iterator<Item = (usize, Decided)> {
        let crowded = self.bindings.crowded().iter();
        let crowded = crowded.map(|record| (index(*record), Decided::crowded(&self.place)));
        let mut fired = 0;
        let rows = self.concerned.iter().map(move |row| {
            let row = index(*row);
            let decided = self.decided(fired, row);
            fired += usize::from(decided.outcome == Outcome::Fires);
            (self.bindings.record(row), decided)
        });
        crowded.chain(rows)
    }

    /// The names that were read on the rows of chosen records, whatever came out.
    pub fn read_on(&self, chosen: impl Fn(usize) -> bool) -> impl Iterator<Item = (usize, &[String])> {
        let rows = (0..self.bindings.len()).map(|row| (row, self.bindings.record(row)));
        rows.filter(move |(_, record)| chosen(*record)).filter_map(|(row, record)| {
            match self.answers.get(index(self.codes.get(row)))? {
                Answer::Outcome(_, names) => Some((record, names.as_slice())),
                Answer::Factor(..) | Answer::Presence(_) => None,
            }
        })
    }

    /// What was decided for a row, before which so many have fired.
    fn decided(&self, fired: usize, row: usize) -> Decided {
        let singulars = self.bindings.singulars_of(row);
        let answer = self.answers.get(index(self.codes.get(row))).cloned();
        let answer = answer.unwrap_or(Answer::Outcome(Outcome::Passes, Vec::new()));
        if !fires(&answer) {
            return Decided::of(singulars, answer);
        }
        let part = |beside: &Beside| beside.answers.get(index(beside.codes.get(fired))).cloned();
        let of = |kind| self.beside.iter().filter(move |beside| beside.kind == kind).map(part);
        let (threat, impact) = (of(Kind::Threat).next().flatten(), of(Kind::Impact).next().flatten());
        Decided::of_risk(singulars, answer, threat, impact, of(Kind::Presence).collect())
    }
}

fn fires(answer: &Answer) -> bool {
    matches!(answer, Answer::Outcome(Outcome::Fires, _))
}

/// Decides risk rules on the records of the items, in the order of the rules.
pub fn decide_risks(
    rulebook: &Arc<Rulebook>,
    world: &Arc<World>,
    records: &Arc<Columns>,
    rules: &[&RiskRule],
) -> Vec<Decisions> {
    decide(rulebook, world, "items", records, rules, &|rule| Rule {
        singulars: &rule.singulars,
        place: &rule.when.place,
        parts: RuleParts::of(rule, rulebook),
    })
}

/// Decides checks on the records of a register, in the order of the checks.
pub fn decide_checks(
    rulebook: &Arc<Rulebook>,
    world: &Arc<World>,
    register: &str,
    records: &Arc<Columns>,
    checks: &[&Check],
) -> Vec<Decisions> {
    decide(rulebook, world, register, records, checks, &|check| Rule {
        singulars: &check.singulars,
        place: &check.require.place,
        parts: RuleParts { condition: Part::Check(check), threat: None, impact: None, present: Vec::new() },
    })
}

/// Decides duties on the records of a register, in the order of the duties.
pub fn decide_duties(
    rulebook: &Arc<Rulebook>,
    world: &Arc<World>,
    register: &str,
    records: &Arc<Columns>,
    duties: &[&Duty],
) -> Vec<Decisions> {
    decide(rulebook, world, register, records, duties, &|duty| Rule {
        singulars: &duty.singulars,
        place: &duty.when.place,
        parts: RuleParts {
            condition: Part::Condition(&duty.when),
            threat: None,
            impact: None,
            present: Vec::new(),
        },
    })
}

/// What deciding needs to know of a rule.
struct Rule<'r> {
    singulars: &'r [String],
    place: &'r Place,
    parts: RuleParts<'r>,
}

fn decide<'r, R: Sync>(
    rulebook: &'r Arc<Rulebook>,
    world: &Arc<World>,
    register: &str,
    records: &Arc<Columns>,
    rules: &'r [&'r R],
    read: &(dyn Fn(&'r R) -> Rule<'r> + Sync),
) -> Vec<Decisions> {
    // Rules that read the same singulars are decided on the same rows.
    let mut groups: Vec<(&[String], Vec<usize>)> = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let singulars = read(rule).singulars;
        match groups.iter_mut().find(|(known, _)| *known == singulars) {
            Some((_, members)) => members.push(at),
            None => groups.push((singulars, vec![at])),
        }
    }
    let grounds: Vec<(Arc<Bindings>, Classes, Vec<usize>)> = groups
        .into_par_iter()
        .map(|(singulars, members)| {
            let bindings = Arc::new(Bindings::new(rulebook, world, register, records, singulars));
            let parts =
                members.iter().filter_map(|at| rules.get(*at)).flat_map(|rule| read(rule).parts.all());
            let classes = Classes::new(rulebook, world, &bindings, parts.collect::<Vec<_>>().into_iter());
            (bindings, classes, members)
        })
        .collect();
    let ground_of = |at: &usize| grounds.iter().find(|(_, _, members)| members.contains(at));
    (0..rules.len())
        .into_par_iter()
        .filter_map(|at| {
            let (bindings, classes, _) = ground_of(&at)?;
            let mut row = Row {
                evaluator: Evaluator::new(Arc::clone(rulebook), Arc::clone(world)),
                bindings: Arc::clone(bindings),
            };
            Some(decide_rule(rulebook, &read(rules.get(at)?), classes, &mut row))
        })
        .collect()
}

struct Row {
    evaluator: Evaluator,
    bindings: Arc<Bindings>,
}

impl At for Row {
    fn row(&mut self, row: usize) -> &mut Evaluator {
        self.evaluator.turn_to(&self.bindings, row);
        &mut self.evaluator
    }
}

/// Puts the rows of a chunk, which begins with row `start`, whose answer is wanted into `picked`.
fn pick(start: usize, chunk: &[u32], wanted: &[bool], picked: &mut Vec<u32>) {
    picked.clear();
    picked.resize(chunk.len(), 0);
    // Every row is written and only those wanted are kept: no branch could foresee which they are.
    let mut taken = 0;
    for (row, code) in (u32::try_from(start).unwrap_or(u32::MAX)..).zip(chunk) {
        if let Some(place) = picked.get_mut(taken) {
            *place = row;
        }
        taken += usize::from(wanted.get(index(*code)).copied().unwrap_or_default());
    }
    picked.truncate(taken);
}

fn decide_rule(rulebook: &Rulebook, rule: &Rule<'_>, classes: &Classes, at: &mut Row) -> Decisions {
    let bindings = Arc::clone(&at.bindings);
    let table = |part| CaseTable::new(part, bindings.register(), rulebook, classes);
    let mut condition = table(rule.parts.condition);
    let mut codes = Codes::of_rows(bindings.len());
    let (mut concerned, mut fired, mut picked) = (Vec::new(), Vec::new(), Vec::new());
    condition.all(bindings.len(), at, |table, start, chunk| {
        codes.extend(chunk, table.answers.len());
        let passes = |answer: &Answer| matches!(answer, Answer::Outcome(Outcome::Passes, _));
        let concerns: Vec<bool> = table.answers.iter().map(|answer| !passes(answer)).collect();
        let fires: Vec<bool> = table.answers.iter().map(fires).collect();
        pick(start, chunk, &concerns, &mut picked);
        let has_fired = |row: &&u32| {
            let code = chunk.get(index(**row) - start).map_or(usize::MAX, |code| index(*code));
            fires.get(code).copied().unwrap_or_default()
        };
        fired.extend(picked.iter().filter(has_fired));
        concerned.extend_from_slice(&picked);
    });
    let mut cases = condition.cases;
    let factors = [(Kind::Threat, rule.parts.threat), (Kind::Impact, rule.parts.impact)];
    let present = rule.parts.present.iter().map(|part| (Kind::Presence, *part));
    let beside = factors
        .into_iter()
        .chain(present)
        .map(|(kind, part)| {
            let Some(part) = part else { return Beside { kind, codes: Codes::new(), answers: Vec::new() } };
            let mut table = table(part);
            let codes = table.some(&fired, at);
            cases += table.cases;
            Beside { kind, codes, answers: table.answers }
        })
        .collect();
    let place = rule.place.clone();
    Decisions { codes, answers: condition.answers, concerned, beside, place, cases, bindings }
}
