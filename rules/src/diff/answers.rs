//! What comes out of two versions of a rule, and why it differs.

use std::cell::Cell;
use std::sync::Arc;

use super::resting::{resting, spelling};
use super::{Cause, Difference, Shift, definitions};
use crate::expression::Expression;
use crate::rulebook::Rulebook;
use crate::situation::{Given, Subject, Verdict, compare};
use crate::text::Text;

/// Most runs spent on all rules together.
const MAX_RUNS: usize = 500_000;

/// Two versions of a rulebook.
pub(super) struct Versions<'v> {
    pub(super) old: &'v Arc<Rulebook>,
    pub(super) new: &'v Arc<Rulebook>,
    /// Runs spent so far.
    spent: Cell<usize>,
}

/// What comes out of two versions of a rule.
#[derive(Default)]
pub(super) struct Answers {
    rewritten: bool,
    shifts: Vec<Shift>,
    asks_otherwise: usize,
    complete: bool,
    causes: Vec<Cause>,
}

impl<'v> Versions<'v> {
    pub(super) fn new(old: &'v Arc<Rulebook>, new: &'v Arc<Rulebook>) -> Self {
        Self { old, new, spent: Cell::new(0) }
    }

    /// Situations in which two versions come out otherwise.
    pub(super) fn answers(
        &self,
        (old, old_parts): (Subject<'_>, &[Expression]),
        (new, new_parts): (Subject<'_>, &[Expression]),
    ) -> Answers {
        let register = new.register();
        let spell = |parts: &[Expression]| -> Vec<String> { parts.iter().map(spelling).collect() };
        let rewritten = spell(old_parts) != spell(new_parts);
        let before = resting(self.old, register, old_parts);
        let after = resting(self.new, register, new_parts);
        if !rewritten && before == after {
            return Answers { complete: true, ..Answers::default() };
        }
        if self.spent.get() > MAX_RUNS {
            return Answers { rewritten, ..Answers::default() };
        }
        let situations = compare(&[(self.old, Some(old)), (self.new, Some(new))]);
        self.spent.set(self.spent.get() + situations.runs);
        let (mut shifts, mut asks_otherwise) = (Vec::new(), 0);
        for situation in situations.list {
            let (given, traces) = (self.given(register, &situation.given), situation.traces().clone());
            let mut verdicts = situation.verdicts.into_iter();
            let (Some(before), Some(after)) = (verdicts.next(), verdicts.next()) else { continue };
            match (&before, &after) {
                _ if before == after => continue,
                (Verdict::Asks(_), Verdict::Asks(_)) => {
                    asks_otherwise += 1;
                    continue;
                }
                _ => {}
            }
            let before_text = before.phrase(self.old, old);
            let after_text = after.phrase(self.new, new);
            shifts.push(Shift { given, before, after, before_text, after_text, traces });
        }
        let text = |kind, id: &str| definitions::what_changed(self.old, self.new, kind, id);
        let causes = before.causes(&after, !shifts.is_empty(), text);
        Answers { rewritten, shifts, asks_otherwise, complete: situations.complete, causes }
    }

    /// What is given, each name in the words of the version that knows it.
    fn given(&self, register: &str, given: &[Given]) -> Text {
        let phrase = |given: &Given| {
            let known = self.new.names.resolve(register, &given.name).is_some();
            given.phrase(if known { self.new } else { self.old }, register)
        };
        if given.is_empty() {
            return Text::new("いつでも", "always");
        }
        Text::listed(&given.iter().map(phrase).collect::<Vec<_>>())
    }

    /// Situations in which two versions of an impact come out otherwise.
    pub(super) fn impact(&self, old: Option<&Expression>, new: Option<&Expression>) -> Answers {
        let (Some(old), Some(new)) = (old, new) else {
            return Answers { complete: true, ..Answers::default() };
        };
        let parts = |expression: &Expression| vec![expression.clone()];
        self.answers((Subject::Impact(old), &parts(old)), (Subject::Impact(new), &parts(new)))
    }
}

impl Difference {
    /// Adds what comes out otherwise.
    pub(super) fn take(&mut self, answers: Answers) {
        self.rewritten |= answers.rewritten;
        self.complete &= answers.complete;
        self.shifts.extend(answers.shifts);
        self.asks_otherwise += answers.asks_otherwise;
        for cause in answers.causes {
            if !self.causes.contains(&cause) {
                self.causes.push(cause);
            }
        }
    }
}
