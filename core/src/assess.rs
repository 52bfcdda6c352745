//! Assesses a ledger: every rule on every record, in parallel.
//!
//! ```text
//! ledger ─world→ record values, facts ─run→ decided rules ─┬→ risks (controls, scores)
//!                                                          ├→ findings
//!                                                          └→ questions
//! ```

mod controls;
mod describe;
mod facts;
mod findings;
mod measures;
mod questions;
mod records;
mod risks;
mod world;

use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::{Check, Decided, Evaluator, Factor, Failure, Outcome, PackError, Place, Rulebook, Status};
use rayon::prelude::*;

use crate::assessment::{Assessment, RuleFailure};
use crate::ledger::Ledger;
use crate::treat;

pub(crate) use self::describe::value_text;
use self::measures::Measures;
use self::questions::Asked;
use self::records::Records;
use self::world::Surroundings;

/// How a ledger is assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessOptions {
    /// The day the assessment speaks of.
    pub as_of: NaiveDate,
    /// Id of the method; `None` for [`DEFAULT_METHOD`].
    pub method: Option<String>,
}

/// The method where none is named.
pub const DEFAULT_METHOD: &str = "pmark-3x3";

/// What a rule needs of its surroundings to become risks, findings and questions.
struct Setting<'a> {
    rulebook: &'a Rulebook,
    ledger: &'a Ledger,
    records: &'a Records,
    measures: &'a Measures,
}

/// All rules of a register decided on one record.
struct RecordOutcome {
    record: usize,
    decided: Vec<(usize, Vec<Decided>)>,
}

/// Assesses a ledger by a rulebook.
///
/// The result is the same for any number of threads.
///
/// # Errors
///
/// Only for an unknown method. A rule that fails is reported in [`Assessment::failures`].
pub fn assess(
    mut ledger: Ledger,
    rulebook: &Arc<Rulebook>,
    options: &AssessOptions,
) -> Result<Assessment, PackError> {
    let method = rulebook.method(options.method.as_deref().unwrap_or(DEFAULT_METHOD))?.clone();
    let surroundings = Surroundings::new(&mut ledger, rulebook, options.as_of);
    let records = Records::new(&ledger, rulebook);
    let measures = Measures::new(&mut ledger, rulebook);
    let setting = Setting { rulebook, ledger: &ledger, records: &records, measures: &measures };

    let mut asked = Asked::default();
    let mut failures = Failures::default();
    let outcomes = decide(rulebook, &surroundings, "items", rulebook.risks.len(), |evaluator, rule| {
        let rule = rulebook.risks.get(rule).filter(|rule| rule.about.status != Status::Deprecated);
        rule.map(|rule| evaluator.decide_risk(rule)).unwrap_or_default()
    });
    let mut risks = Vec::new();
    for RecordOutcome { record, decided } in &outcomes {
        for (rule, decided) in decided {
            let Some(rule) = rulebook.risks.get(*rule) else { continue };
            for one in decided {
                failures.note(&rule.about.id, &setting, "items", *record, one);
                if one.outcome == Outcome::Fires {
                    risks.push(risks::risk(&setting, rule, *record, one, &method));
                }
                asked.note_fields(&setting, &rule.about.id, "items", *record, one);
            }
        }
    }
    asked.note_controls(&risks);

    let mut findings = Vec::new();
    for register in surroundings.registers() {
        let in_force =
            |check: &&Check| check.register == register && check.about.status != Status::Deprecated;
        let checks: Vec<_> = rulebook.checks.iter().filter(in_force).collect();
        let outcomes = decide(rulebook, &surroundings, register, checks.len(), |evaluator, check| {
            checks.get(check).map(|check| evaluator.decide_check(check)).unwrap_or_default()
        });
        for RecordOutcome { record, decided } in &outcomes {
            for (check, decided) in decided {
                let Some(check) = checks.get(*check) else { continue };
                for one in decided {
                    failures.note(&check.about.id, &setting, register, *record, one);
                    if one.outcome == Outcome::Fires {
                        findings.push(findings::finding(&setting, check, *record, one));
                    }
                    asked.note_fields(&setting, &check.about.id, register, *record, one);
                }
            }
        }
    }
    findings.extend(treat::findings(&risks, &setting.measures.overdue(&setting, options.as_of), &method));
    findings.sort_by_cached_key(findings::order);
    let questions = asked.into_questions(&setting);

    Ok(Assessment {
        as_of: options.as_of,
        packs: rulebook.packs.clone(),
        method,
        schema: Arc::clone(&rulebook.schema),
        parameters: rulebook.parameters.clone(),
        risks,
        findings,
        questions,
        failures: failures.by_place.into_iter().map(|(_, failure)| failure).collect(),
        ledger,
    })
}

/// Decides rules on every record of a register, each thread with its own evaluator.
fn decide(
    rulebook: &Arc<Rulebook>,
    surroundings: &Surroundings,
    register: &str,
    rules: usize,
    run: impl Fn(&mut Evaluator, usize) -> Vec<Decided> + Sync,
) -> Vec<RecordOutcome> {
    surroundings
        .values(register)
        .par_iter()
        .enumerate()
        .map_init(
            || Evaluator::new(Arc::clone(rulebook), surroundings.world()),
            |evaluator, (record, values)| {
                // Most rules do not concern most records: what passes leaves nothing behind.
                let decided = (0..rules).filter_map(|rule| {
                    evaluator.turn_to(register, values);
                    let mut decided = run(evaluator, rule);
                    decided.retain(|one| one.outcome != Outcome::Passes);
                    (!decided.is_empty()).then_some((rule, decided))
                });
                RecordOutcome { record, decided: decided.collect() }
            },
        )
        .collect()
}

/// Failures gathered by rule and place: one that fails on forty records is one thing to mend.
#[derive(Default)]
struct Failures {
    by_place: Vec<(Place, RuleFailure)>,
}

impl Failures {
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
        let same = |(place, known): &&mut (Place, RuleFailure)| known.rule == rule && *place == failure.place;
        match self.by_place.iter_mut().find(same) {
            Some((_, known)) => known.records.push(key),
            None => self.by_place.push((
                failure.place.clone(),
                RuleFailure { rule: rule.to_owned(), message: message(failure), records: vec![key] },
            )),
        }
    }
}

fn message(failure: &Failure) -> daicho_rules::Text {
    daicho_rules::Text::new(
        format!("{}: {}", failure.place, failure.message.ja),
        format!("{}: {}", failure.place, failure.message.en),
    )
}
