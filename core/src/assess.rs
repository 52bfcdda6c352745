//! Assesses a ledger: every rule on every record, each distinguishable case once.
//!
//! ```text
//! ledger ─world→ columns, facts ─decide→ decisions ─┬→ risks (controls, scores)
//!                                                   ├→ findings
//!                                                   └→ questions
//! ```

mod before;
mod beside;
mod client;
mod controls;
mod describe;
mod duties;
mod exceptions;
mod exposures;
mod facts;
mod findings;
mod held;
mod measures;
mod questions;
mod records;
mod references;
mod risks;
mod timetable;
mod trial;
mod world;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::{
    Check, Decided, Decisions, Factor, Failure, Method, Outcome, PackError, Place, RiskRule, Rulebook,
    Status, Text, decide_checks, decide_risks,
};
use indexmap::IndexMap;

use crate::assessment::{Assessment, Beside, Exposures, Question, RecordRef, RuleFailure};
use crate::ledger::Ledger;
use crate::treat;

use self::before::Before;
pub(crate) use self::describe::{derived_value, media_text, per_text, value_text};
use self::exceptions::Exceptions;
use self::measures::Measures;
pub(crate) use self::measures::records_of_control;
pub(crate) use self::questions::confirmation;
use self::questions::{Asked, Doubts, Waits};
pub(crate) use self::records::Records;
use self::references::References;
pub(crate) use self::references::problems as reference_problems;
pub(crate) use self::risks::level_with;
pub(crate) use self::trial::{Change, Row, Trial};
pub(crate) use self::world::Surroundings;

/// How a ledger is assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessOptions {
    /// The day the assessment speaks of.
    pub as_of: NaiveDate,
    /// Ids of the methods, the one that decides first; none for [`DEFAULT_METHOD`].
    pub methods: Vec<String>,
}

/// The method where none is named.
pub const DEFAULT_METHOD: &str = "pmark-3x3";

/// What a rule needs of its surroundings to become risks, findings and questions.
struct Setting<'a> {
    rulebook: &'a Rulebook,
    ledger: &'a Ledger,
    records: &'a Records,
    measures: &'a Measures,
    references: &'a References,
}

impl<'a> Setting<'a> {
    fn new(
        rulebook: &'a Rulebook,
        ledger: &'a Ledger,
        records: &'a Records,
        surroundings: &'a Surroundings,
    ) -> Self {
        let (measures, references) = (surroundings.measures(), surroundings.references());
        Self { rulebook, ledger, records, measures, references }
    }
}

/// What a ledger was assessed by, kept for those who ask why.
#[derive(Debug)]
pub(crate) struct Basis {
    rulebook: Arc<Rulebook>,
    surroundings: Surroundings,
    records: Records,
    exceptions: Exceptions,
}

impl Basis {
    fn setting<'a>(&'a self, ledger: &'a Ledger) -> Setting<'a> {
        Setting::new(&self.rulebook, ledger, &self.records, &self.surroundings)
    }

    pub(crate) fn rulebook(&self) -> &Arc<Rulebook> {
        &self.rulebook
    }

    /// The record of a register with this key.
    pub(crate) fn record(&self, ledger: &Ledger, register: &str, key: &str) -> Option<RecordRef> {
        let records = ledger.register(register).map_or(0, |register| register.records.len());
        (0..records).map(|record| self.records.name(register, record)).find(|named| named.key == key)
    }
}

/// Assesses a ledger by a rulebook.
///
/// The result is the same for any number of threads.
///
/// # Errors
///
/// Only for an unknown method. A rule that fails is reported in [`Assessment::failures`].
pub fn assess(
    ledger: Ledger,
    rulebook: &Arc<Rulebook>,
    options: &AssessOptions,
) -> Result<Assessment, PackError> {
    Ok(assess_with_basis(ledger, rulebook, options)?.0)
}

/// Like [`assess`], with what it was assessed by.
pub(crate) fn assess_with_basis(
    mut ledger: Ledger,
    rulebook: &Arc<Rulebook>,
    options: &AssessOptions,
) -> Result<(Assessment, Basis), PackError> {
    let (method, others) = beside::methods(rulebook, &options.methods)?;
    let surroundings = Surroundings::new(&mut ledger, rulebook, options.as_of);
    let records = Records::new(&ledger, rulebook);
    let setting = Setting::new(rulebook, &ledger, &records, &surroundings);

    let mut exceptions = Exceptions::new(rulebook, &ledger);
    let mut asked = Asked::default();
    let mut failures = Failures::default();
    let in_force: Vec<&RiskRule> =
        rulebook.risks.iter().filter(|rule| rule.about.status != Status::Deprecated).collect();
    let decisions = decide_risks(rulebook, surroundings.world(), &surroundings.records("items"), &in_force);
    let doubts = Doubts::of(&ledger, "items");
    for (rule, decisions) in in_force.iter().zip(&decisions) {
        asked.note_doubts(&rule.about.id, "items", doubts.read_by(rulebook, "items", decisions));
    }
    let mut risks = Vec::new();
    for (record, rule, one) in by_record(&decisions) {
        let Some(rule) = in_force.get(rule) else { continue };
        if exceptions.cover(&rule.about.id, record, &one) {
            continue;
        }
        failures.note(&rule.about.id, &setting, "items", record, &one);
        if one.outcome == Outcome::Fires {
            risks.push(risks::risk(&setting, rule, record, &one, &method));
            asked.note_doubts(&rule.about.id, "items", doubts.behind(rulebook, "items", record, &one));
        }
        asked.note_fields(&setting, Waits::Risk(&rule.about.id), "items", record, &one);
    }

    let mut findings = Vec::new();
    for register in surroundings.registers() {
        let in_force =
            |check: &&Check| check.register == register && check.about.status != Status::Deprecated;
        let checks: Vec<&Check> = rulebook.checks.iter().filter(in_force).collect();
        let records = surroundings.records(register);
        let decisions = decide_checks(rulebook, surroundings.world(), register, &records, &checks);
        let doubts = Doubts::of(&ledger, register);
        for (check, decisions) in checks.iter().zip(&decisions) {
            asked.note_doubts(&check.about.id, register, doubts.read_by(rulebook, register, decisions));
        }
        for (record, check, one) in by_record(&decisions) {
            let Some(check) = checks.get(check) else { continue };
            if exceptions.cover(&check.about.id, record, &one) {
                continue;
            }
            failures.note(&check.about.id, &setting, register, record, &one);
            if one.outcome == Outcome::Fires {
                findings.push(findings::finding(&setting, check, record, &one));
            }
            let waits = Waits::Check(&check.about.id, check.severity);
            asked.note_fields(&setting, waits, register, record, &one);
        }
    }
    let duties =
        duties::duties(rulebook, &surroundings, &setting, &mut exceptions, (&mut asked, &mut failures));
    let before = Before::new(rulebook, &surroundings, &setting, &exceptions);
    let client = client::effect(rulebook, &exceptions, &before, &mut risks, &mut findings);
    findings.extend(client::findings(rulebook, &exceptions));
    let mut rated =
        |method: &Method| beside::rated(method, rulebook, &surroundings, (&setting, &mut failures), &risks);
    // Other methods rate the risks as they stand already.
    let ratings = rulebook.own_impacts.contains_key(&method.id).then(|| rated(&method));
    let (others, valuing): (Vec<Method>, Vec<Method>) = others.into_iter().partition(Method::rates_risks);
    let mut beside: Vec<Beside> =
        others.into_iter().map(|method| Beside { ratings: rated(&method), method }).collect();
    if let Some(ratings) = ratings {
        // The others keep the cells of the packs' impact, which the risks name no longer.
        for rating in beside.iter_mut().flat_map(|beside| beside.ratings.iter_mut().zip(&risks)) {
            let (rating, risk) = rating;
            rating.impact_reads.get_or_insert_with(|| risk.impact_reads.clone());
        }
        risks = risks.iter().zip(&ratings).map(|(risk, rating)| rating.of(risk)).collect();
    }
    let exposures: Vec<Exposures> =
        valuing.into_iter().filter_map(|method| exposures::exposures(&setting, method)).collect();
    findings.extend(treat::findings(&risks, &setting.measures.overdue(&setting, options.as_of), &method));
    findings.sort_by_cached_key(findings::order);
    asked.note_controls(&setting, &risks, |risk| risk.exceeds(&method));
    let questions = asked.into_questions(&setting);
    let waiting = waiting(rulebook, &questions);
    let failures: Vec<RuleFailure> = failures.by_place.into_iter().map(|(_, failure)| failure).collect();
    let timetable = timetable::timetable(rulebook, &findings, &questions, &failures);

    let parameters = parameters(rulebook, &exposures);
    let assessment = Assessment {
        as_of: options.as_of,
        packs: rulebook.packs.clone(),
        client,
        method,
        beside,
        exposures,
        schema: Arc::clone(&rulebook.schema),
        parameters,
        risks,
        findings,
        questions,
        waiting,
        duties,
        timetable,
        failures,
        ledger,
    };
    Ok((assessment, Basis { rulebook: Arc::clone(rulebook), surroundings, records, exceptions }))
}

/// What did not pass, record by record: the record, the number of the rule, and what was decided.
fn by_record(decisions: &[Decisions]) -> Vec<(usize, usize, Decided)> {
    let of_rule = |(rule, decisions): (usize, &Decisions)| {
        decisions.concerned().map(move |(record, decided)| (record, rule, decided)).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = decisions.iter().enumerate().flat_map(of_rule).collect();
    all.sort_by_key(|(record, rule, _)| (*record, *rule));
    all
}

/// Titles of the rules that questions are asked for, by id.
fn waiting(rulebook: &Rulebook, questions: &[Question]) -> BTreeMap<String, Text> {
    let asking: HashSet<&str> = questions.iter().flat_map(|q| &q.rules).map(String::as_str).collect();
    let risks = rulebook.risks.iter().map(|rule| &rule.about);
    let checks = rulebook.checks.iter().map(|check| &check.about);
    let all = risks.chain(checks).chain(rulebook.duties.iter().map(|duty| &duty.about));
    all.filter(|about| asking.contains(about.id.as_str()))
        .map(|about| (about.id.clone(), about.title.clone()))
        .collect()
}

/// Parameters of the packs, but for those that only a method reads by which nothing was valued.
fn parameters(rulebook: &Rulebook, exposures: &[Exposures]) -> IndexMap<String, String> {
    let in_use =
        |id: &str| exposures.iter().any(|known| known.factors.iter().any(|(factor, _)| factor == id));
    let mut parameters = rulebook.parameters.clone();
    for method in rulebook.methods.values() {
        for id in method.exposure.iter().flat_map(|exposure| &exposure.factors) {
            if !in_use(id) && rulebook.rules_that_read(id).is_empty() && !rulebook.impact_reads(id) {
                parameters.shift_remove(id);
            }
        }
    }
    parameters
}

/// Failures gathered by rule and place: one that fails on forty records is one thing to mend.
#[derive(Default)]
struct Failures {
    by_place: Vec<(Place, RuleFailure)>,
}

impl Failures {
    /// Notes that something other than a rule failed on a record.
    fn note_failure(&mut self, id: &str, key: String, failure: &Failure) {
        let same = |(place, known): &&mut (Place, RuleFailure)| known.rule == id && *place == failure.place;
        match self.by_place.iter_mut().find(same) {
            Some((_, known)) => known.records.push(key),
            None => self.by_place.push((
                failure.place.clone(),
                RuleFailure { rule: id.to_owned(), message: message(failure), records: vec![key] },
            )),
        }
    }

    fn note(&mut self, rule: &str, setting: &Setting<'_>, register: &str, record: usize, decided: &Decided) {
        let outcome = match &decided.outcome {
            Outcome::Failed(failure) => Some(failure),
            _ => None,
        };
        let factor = [&decided.threat, &decided.impact].into_iter().find_map(|factor| match factor {
            Some(Factor::Failed(failure)) => Some(failure),
            _ => None,
        });
        let Some(failure) = outcome.or(factor) else { return };
        let key = setting.records.name(register, record).key;
        self.note_failure(rule, key, failure);
    }
}

fn message(failure: &Failure) -> Text {
    Text::new(
        format!("{}: {}", failure.place, failure.message.ja),
        format!("{}: {}", failure.place, failure.message.en),
    )
}
