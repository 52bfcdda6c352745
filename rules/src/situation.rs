//! Situations: the cases that a rule tells apart, found from the rule alone.
//!
//! A rule is run on an empty record; what it reads first is filled in with each value that it may tell
//! apart, and so on until nothing more is read. Values that lead to the same are put together.

mod explore;
mod rows;
mod tree;
mod version;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use self::explore::explore;
pub use self::explore::told_apart;
pub use self::rows::{Row, covered, traces};
pub(crate) use self::rows::{mark, traces_of};
pub(crate) use self::version::as_set;
use crate::case::Case;
use crate::decide::{Part, RuleParts};
use crate::domain::Choice;
use crate::expression::Expression;
use crate::rule::{About, Check, Control, Duty, RiskRule};
use crate::rulebook::Rulebook;
use crate::text::Text;

/// Expressions and atoms that are run to look into the situations of all rules of a rulebook.
const EFFORT: usize = 4_000_000;

/// A situation that a rule tells apart from others, and what comes out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation {
    /// What is given, in the order in which it is read; names that do not matter are left out.
    pub given: Vec<Given>,
    /// What comes out, for each of the rules looked at.
    pub verdicts: Vec<Verdict>,
    traces: BTreeSet<String>,
}

/// The values of one name in a situation.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Name as a case gives it.
    pub name: String,
    /// Values that lead to the same.
    pub choices: Vec<Choice>,
    /// Every value that was looked at under this name, in order: those of `choices` and all others.
    pub looked_at: Arc<[Choice]>,
}

/// What comes out of a rule in a situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The risk applies with this threat, or the check does not hold.
    Fires(Option<u8>),
    /// It does not, or does not concern the record.
    Passes,
    /// It hangs on this field.
    Asks(String),
    /// A number, of an impact.
    Number(u8),
    /// Whether the record shows a control.
    Presence(&'static str),
    /// It cannot be run: what the engine says.
    Fails(Text),
    /// There is no such rule.
    Missing,
}

/// The situations of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Situations {
    /// All that were found, those read first first.
    pub list: Vec<Situation>,
    /// False if there are more than were looked at.
    pub complete: bool,
    /// How often the rule was run to find them.
    pub runs: usize,
    /// True if the rule weighs what stands under one name against another: values of these are examples only,
    /// so that there may be situations beside those found.
    pub(crate) by_example: bool,
    /// Expressions and atoms that were run, or would have been to find more.
    spent: usize,
}

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'r> {
    /// A risk rule: condition and threat.
    Risk(&'r RiskRule),
    /// A check.
    Check(&'r Check),
    /// A duty.
    Duty(&'r Duty),
    /// An impact expression over the items.
    Impact(&'r Expression),
    /// Whether the items show a control.
    Control(&'r Control),
}

impl Rulebook {
    /// Every risk rule, every check and every duty, in the order of the packs.
    pub fn subjects(&self) -> impl Iterator<Item = Subject<'_>> {
        let checks = self.checks.iter().map(Subject::Check);
        self.risks.iter().map(Subject::Risk).chain(checks).chain(self.duties.iter().map(Subject::Duty))
    }
}

impl<'r> Subject<'r> {
    /// What a rule says of itself; nothing for what is no rule.
    pub fn about(self) -> Option<&'r About> {
        match self {
            Subject::Risk(rule) => Some(&rule.about),
            Subject::Check(check) => Some(&check.about),
            Subject::Duty(duty) => Some(&duty.about),
            Subject::Impact(_) | Subject::Control(_) => None,
        }
    }

    /// The cases it proves itself by.
    pub(crate) fn cases(self) -> &'r [Case] {
        match self {
            Subject::Risk(rule) => &rule.cases,
            Subject::Check(check) => &check.cases,
            Subject::Duty(duty) => &duty.cases,
            Subject::Impact(_) | Subject::Control(_) => &[],
        }
    }

    /// The register whose records it judges.
    pub fn register(self) -> &'r str {
        match self {
            Subject::Check(check) => &check.register,
            Subject::Duty(duty) => &duty.register,
            Subject::Risk(_) | Subject::Impact(_) | Subject::Control(_) => "items",
        }
    }

    /// The singulars it reads.
    pub(crate) fn singulars(self) -> &'r [String] {
        match self {
            Subject::Risk(rule) => &rule.singulars,
            Subject::Check(check) => &check.singulars,
            Subject::Duty(duty) => &duty.singulars,
            Subject::Impact(_) | Subject::Control(_) => &[],
        }
    }

    /// What is run, in turn.
    pub(crate) fn parts(self, rulebook: &'r Rulebook) -> Vec<Part<'r>> {
        match self {
            Subject::Risk(rule) => {
                let parts = RuleParts::of(rule, rulebook);
                [Some(parts.condition), parts.threat].into_iter().flatten().collect()
            }
            Subject::Check(check) => vec![Part::Check(check)],
            Subject::Duty(duty) => vec![Part::Condition(&duty.when)],
            Subject::Impact(expression) => vec![Part::Factor(expression)],
            Subject::Control(control) => vec![Part::Presence(control)],
        }
    }
}

/// The situations of a rule.
pub fn situations(rulebook: &Arc<Rulebook>, subject: Subject<'_>) -> Situations {
    compare(&[(rulebook, Some(subject))])
}

/// The situations that several versions of a rule tell apart; `None` for a version that lacks it.
///
/// All versions must judge the same register.
pub fn compare(versions: &[(&Arc<Rulebook>, Option<Subject<'_>>)]) -> Situations {
    explore(versions, EFFORT)
}

/// The situations of several rules, which share what may be spent on them: what some leave goes to those that
/// need more.
pub(crate) fn situations_of_all(rulebook: &Arc<Rulebook>, subjects: &[Subject<'_>]) -> Vec<Situations> {
    let share = EFFORT / subjects.len().max(1);
    let mut found: Vec<Situations> =
        subjects.par_iter().map(|subject| situations_within(rulebook, *subject, share)).collect();
    let left: usize = found.iter().map(|found| share.saturating_sub(found.spent)).sum();
    let needy = found.iter().filter(|found| found.spent > share).count();
    let more = share + left / needy.max(1);
    found
        .par_iter_mut()
        .zip(subjects)
        .filter(|(found, _)| found.spent > share)
        .for_each(|(found, subject)| *found = situations_within(rulebook, *subject, more));
    found
}

/// The situations of a rule as far as they are found by running so many expressions and atoms; long ones
/// count as several.
fn situations_within(rulebook: &Arc<Rulebook>, subject: Subject<'_>, effort: usize) -> Situations {
    explore(&[(rulebook, Some(subject))], effort)
}

impl Situations {
    /// True if some situation comes out so for the first version.
    pub fn any(&self, wanted: impl Fn(&Verdict) -> bool) -> bool {
        self.list.iter().any(|situation| situation.verdicts.first().is_some_and(&wanted))
    }
}

impl Situation {
    pub(crate) fn traces(&self) -> &BTreeSet<String> {
        &self.traces
    }

    /// True if a record with one of these traces is in it.
    pub(crate) fn is_among(&self, traces: &BTreeSet<String>) -> bool {
        !self.traces.is_disjoint(traces)
    }

    /// What comes out of each atom in it, as often as records of it differ: `count >= 1000=true`.
    pub(crate) fn outcomes(&self) -> impl Iterator<Item = &str> {
        self.traces.iter().flat_map(|trace| trace.lines().skip(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many situations are found of a rule that runs this function, and whether these are all.
    fn found(body: &str, effort: usize) -> (usize, bool) {
        let pack = "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\n\
                    title = { ja = \"試\", en = \"trial\" }\n\
                    [[risk]]\nid = \"TRY-01\"\nname = \"trial\"\nstage = \"storage\"\nkinds = [\"leak\"]\n\
                    title = { ja = \"題\", en = \"title\" }\nwhy = { ja = \"理由\", en = \"why\" }\n\
                    when = 'f(1) > 0 && (sensitive == my_number) == (entrusted == backup)'\nthreat = 2\n";
        let functions = format!("fn f(a) {{ {body} a }}");
        let files = [("pack.toml", pack), ("functions.rhai", &functions)]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let book = Arc::new(Rulebook::from_files("trial", files).unwrap().0);
        let found = situations_within(&book, Subject::Risk(book.risks.first().unwrap()), effort);
        (found.list.len(), found.complete)
    }

    #[test]
    fn expressions_that_take_many_steps_count_as_several() {
        let (all, complete) = found("", 2_000);
        assert!(all > 10 && complete);
        let (some, complete) = found(&"a += 1;".repeat(2_000), 2_000);
        assert!(some < all && !complete, "{some} of {all}");
    }
}
