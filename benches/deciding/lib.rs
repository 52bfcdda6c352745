//! What the benchmark of deciding needs beside the engine.
//!
//! ```text
//! ledger     a synthetic register of items as plain typed columns
//! constants  words and numbers in which the five variants of the twenty rules differ
//! rulebook   the pack of the benchmark, with one variant or with five
//! hand       the same rules as loops over the columns
//! records    the same rules decided by daicho, each case once or record by record
//! scope      the same rules run record by record by Rhai alone
//! answer     what all of them give, so that they can be compared
//! ```

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark that cannot run should stop")]
#![deny(missing_docs)]

pub mod answer;
pub mod constants;
pub mod field;
pub mod hand;
pub mod ledger;
mod random;
pub mod records;
pub mod rulebook;
pub mod scope;
pub mod words;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Answer;
    use crate::ledger::{Blanks, Ledger};

    /// The benchmark compares many more records; this keeps the rules and their hand-written twins together.
    #[test]
    fn loops_evaluator_and_rhai_answer_alike() {
        let ledger = Ledger::new(300, Blanks::Some);
        let rulebook = rulebook::rulebook(5);
        let by_hand = hand::Rules::new(5).decide(&ledger);
        let items = records::columns(&ledger, 300);
        let by_records = records::decide_each(&rulebook, &items);
        for (rule, cases) in records::decide(&rulebook, &items).iter().enumerate() {
            by_hand.compare("case tables", rule, records::answers(cases));
        }
        let columns = scope::Columns::new(&ledger, 300);
        let by_scope = scope::Rules::new(&rulebook).decide(&columns, 0..300);
        assert_eq!(by_records.len(), 100);
        for (rule, (evaluator, rhai)) in by_records.into_iter().zip(by_scope).enumerate() {
            by_hand.compare("the evaluator", rule, evaluator);
            by_hand.compare("Rhai", rule, rhai);
        }
        let (fired, asked) = by_hand.counts();
        assert!(fired > 1_000 && asked > 300, "{fired} risks, {asked} questions");
    }

    #[test]
    fn every_variant_of_a_rule_is_another_rule() {
        let by_hand = hand::Rules::new(5).decide(&Ledger::new(20_000, Blanks::Some));
        let answers = |rule| (0..by_hand.records()).map(move |record| (rule, record));
        let column =
            |rule| -> Vec<Answer> { answers(rule).map(|(rule, record)| by_hand.get(rule, record)).collect() };
        for rule in 0..20 {
            for (one, other) in [(0, 1), (0, 2), (0, 3), (0, 4), (1, 2), (2, 3), (3, 4)] {
                assert!(column(rule + one * 20) != column(rule + other * 20), "rule {}", rule + 1);
            }
        }
    }
}
