//! The rules decided record by record, by daicho's own evaluator.

use std::sync::Arc;

use daicho_rules::{Decided, Evaluator, Factor, Outcome, Presence, Reading, RecordValues, Rulebook, World};

use crate::answer::{Answer, Settled};
use crate::field::Field;
use crate::ledger::{Ledger, as_of};

/// The first records of a register in the form that the evaluator reads.
pub fn record_values(ledger: &Ledger, records: usize) -> Vec<Arc<RecordValues>> {
    let mut values = vec![RecordValues::default(); records];
    for field in Field::ALL {
        let coded = ledger.coded(field);
        for (record, code) in values.iter_mut().zip(coded.codes) {
            let value = coded.values[code as usize].as_ref();
            record.set(field.id(), value.map_or(Reading::Blank, Reading::Known));
        }
    }
    values.into_iter().map(Arc::new).collect()
}

/// What every rule answers for these records: rule by rule, record by record.
pub fn decide(rulebook: &Arc<Rulebook>, records: &[Arc<RecordValues>]) -> Vec<Vec<Answer>> {
    let mut evaluator = Evaluator::new(Arc::clone(rulebook), Arc::new(World::new(as_of())));
    let mut answers = vec![Vec::with_capacity(records.len()); rulebook.risks.len()];
    for record in records {
        evaluator.turn_to("items", record);
        for (rule, answers) in rulebook.risks.iter().zip(&mut answers) {
            answers.extend(evaluator.decide_risk(rule).iter().map(answer));
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
