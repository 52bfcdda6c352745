//! The rules written by hand: a loop for each over the columns it reads.
//!
//! This is what somebody would write who knows the rules beforehand and wants nothing but speed. It gives
//! the same answers as daicho: which field is asked for, what threat applies, which controls are shown.

mod categorical;
mod measured;
mod read;

use rayon::prelude::*;

use crate::answer::Answers;
use crate::constants::VARIANTS;
use crate::ledger::Ledger;

/// A rule, ready to decide a chunk of records.
type Rule = Box<dyn Fn(&Chunk<'_>, &mut [u16]) + Send + Sync>;

/// The rules, with their words and numbers looked up.
pub struct Rules(Vec<Rule>);

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} rules", self.0.len())
    }
}

impl Rules {
    /// The twenty rules in so many variants.
    pub fn new(variants: usize) -> Self {
        let rules = |constants| categorical::rules(constants).into_iter().chain(measured::rules(constants));
        Self(VARIANTS.iter().take(variants).flat_map(rules).collect())
    }

    /// What every rule answers for every record, on the threads of the current pool.
    pub fn decide(&self, ledger: &Ledger) -> Answers {
        let mut answers = Answers::new(self.0.len(), ledger.len());
        let (size, words) = answers.chunks_mut();
        words.par_chunks_mut(size).enumerate().for_each(|(number, words)| {
            let records = words.len() / self.0.len();
            let chunk = Chunk::of(ledger, number * Answers::CHUNK, records);
            for (rule, answers) in self.0.iter().zip(words.chunks_mut(records)) {
                rule(&chunk, answers);
            }
        });
        answers
    }
}

/// A part of every column.
struct Chunk<'a> {
    main_medium: &'a [u8],
    acquired_by: &'a [u8],
    sent_by: &'a [u8],
    kept_at: &'a [u8],
    destroyed_by: &'a [u8],
    department: &'a [u8],
    sensitive: &'a [u8],
    my_number: &'a [u8],
    takeout: &'a [u8],
    joint_use: &'a [u8],
    entrusted: &'a [u8],
    backup: &'a [u8],
    encrypted: &'a [u8],
    locked: &'a [u8],
    count: &'a [i64],
    retention_months: &'a [i64],
    acquired_on: &'a [i32],
    reviewed_on: &'a [i32],
    remarks: &'a [String],
}

impl<'a> Chunk<'a> {
    fn of(ledger: &'a Ledger, first: usize, records: usize) -> Self {
        let range = first..first + records;
        Self {
            main_medium: &ledger.main_medium[range.clone()],
            acquired_by: &ledger.acquired_by[range.clone()],
            sent_by: &ledger.sent_by[range.clone()],
            kept_at: &ledger.kept_at[range.clone()],
            destroyed_by: &ledger.destroyed_by[range.clone()],
            department: &ledger.department[range.clone()],
            sensitive: &ledger.sensitive[range.clone()],
            my_number: &ledger.my_number[range.clone()],
            takeout: &ledger.takeout[range.clone()],
            joint_use: &ledger.joint_use[range.clone()],
            entrusted: &ledger.entrusted[range.clone()],
            backup: &ledger.backup[range.clone()],
            encrypted: &ledger.encrypted[range.clone()],
            locked: &ledger.locked[range.clone()],
            count: &ledger.count[range.clone()],
            retention_months: &ledger.retention_months[range.clone()],
            acquired_on: &ledger.acquired_on[range.clone()],
            reviewed_on: &ledger.reviewed_on[range.clone()],
            remarks: &ledger.remarks[range],
        }
    }
}

/// A rule as a loop: the columns it reads, and what it answers for one value of each.
///
/// Columns are cut to the length of the answers, so that the loop needs no checks of bounds.
macro_rules! rule {
    (|$($column:ident),+| $answer:expr) => {
        Box::new(move |chunk: &$crate::hand::Chunk<'_>, answers: &mut [u16]| {
            let records = answers.len();
            $(let $column = &chunk.$column[..records];)+
            for record in 0..records {
                $(let $column = $crate::hand::read::Load::load(&$column[record]);)+
                answers[record] = $answer.word();
            }
        }) as $crate::hand::Rule
    };
}
use rule;
