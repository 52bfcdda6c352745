//! The rules decided by daicho: each case once, and record by record.

use std::sync::Arc;

use daicho_rules::{
    Bindings, Columns, Decided, Decisions, Evaluator, Factor, Outcome, Presence, Reading, RiskRule, Rulebook,
    World, decide_risks,
};

use crate::answer::{Answer, Settled};
use crate::field::Field;
use crate::ledger::{Ledger, as_of};

/// The first records of a register in the form that daicho reads.
pub fn columns(ledger: &Ledger, records: usize) -> Arc<Columns> {
    let mut columns = Columns::new(records);
    for field in Field::ALL {
        let coded = ledger.coded(field);
        let values = coded.values.iter().map(Option::as_ref);
        let readings: Vec<Reading<'_>> =
            values.map(|value| value.map_or(Reading::Blank, Reading::Known)).collect();
        columns.add_coded(field.id(), coded.codes, &readings);
    }
    Arc::new(columns)
}

/// What every rule answers for these records, each case decided once.
pub fn decide(rulebook: &Arc<Rulebook>, columns: &Arc<Columns>) -> Vec<Decisions> {
    let rules: Vec<&RiskRule> = rulebook.risks.iter().collect();
    decide_risks(rulebook, &Arc::new(World::new(as_of())), columns, &rules)
}

/// The answers behind decisions, record by record.
pub fn answers(decisions: &Decisions) -> Vec<Answer> {
    let mut answers = vec![Answer::PASSES; decisions.bindings().len()];
    for (record, decided) in decisions.concerned() {
        answers[record] = answer(&decided);
    }
    answers
}

/// What every rule answers for these records, each record decided by itself: rule by rule.
pub fn decide_each(rulebook: &Arc<Rulebook>, columns: &Arc<Columns>) -> Vec<Vec<Answer>> {
    let mut evaluator = Evaluator::new(Arc::clone(rulebook), Arc::new(World::new(as_of())));
    let bindings = Arc::new(Bindings::plain("items", Arc::clone(columns)));
    let mut answers = vec![Vec::with_capacity(columns.len()); rulebook.risks.len()];
    for record in 0..columns.len() {
        for (rule, answers) in rulebook.risks.iter().zip(&mut answers) {
            answers.push(answer(&evaluator.decide_risk(rule, &bindings, record)));
        }
    }
    answers
}

fn answer(decided: &Decided) -> Answer {
    match &decided.outcome {
        Outcome::Passes => Answer::PASSES,
        Outcome::Failed(_) => Answer::FAILED,
        Outcome::Asks(field) => Answer::asks(asked(field)),
        Outcome::Fires => {
            let threat = match &decided.threat {
                Some(Factor::Known(number)) => Settled::number(*number),
                Some(Factor::Asks(field)) => Settled::asks(asked(field)),
                Some(Factor::Failed(_)) | None => return Answer::FAILED,
            };
            let shown = decided.present.iter().enumerate();
            let shown = shown.map(|(place, presence)| u16::from(is_shown(presence)) << place);
            Answer::fires(threat, shown.sum())
        }
    }
}

fn is_shown(presence: &Presence) -> bool {
    matches!(presence, Presence::Shown(_))
}

fn asked(field: &str) -> Field {
    Field::of_variable(field).expect("a field of the benchmark")
}
