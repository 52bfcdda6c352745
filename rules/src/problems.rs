//! The problems found in packs, never more than anybody reads.

use std::collections::HashSet;

use crate::error::{Gravity, Problem, Rests};
use crate::text::Text;

/// Most errors that are kept: a file can be made to hold millions.
const MAX_ERRORS: usize = 300;
/// Most warnings that are kept.
const MAX_WARNINGS: usize = 1_000;

/// Collects problems. Beyond so many errors or warnings it only notes that there are more.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<Problem>,
    errors: usize,
    warnings: usize,
    /// Names whose definitions are at fault, with how many problems were known then.
    causes: Vec<(String, usize)>,
    /// Whether files or packs are missing that may define anything.
    lacking: bool,
}

impl Problems {
    /// True when no further error is kept, and looking for more is in vain.
    pub(crate) fn is_full(&self) -> bool {
        self.errors > MAX_ERRORS
    }

    /// True when no further warning is kept; errors may still be found.
    pub(crate) fn is_full_of_warnings(&self) -> bool {
        self.warnings > MAX_WARNINGS
    }

    /// How many are known.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        let (count, most, ja, en) = match problem.gravity {
            Gravity::Error => (&mut self.errors, MAX_ERRORS, "誤り", "errors"),
            Gravity::Warning | Gravity::Note => (&mut self.warnings, MAX_WARNINGS, "警告", "warnings"),
        };
        *count = count.saturating_add(1);
        if *count <= most {
            self.found.push(problem);
        } else if *count == most + 1 {
            self.found.push(Problem {
                message: Text::new(
                    format!("{ja}が多すぎます（ここまでに {most} 件）。残りは表示しません"),
                    format!("there are too many {en} ({most} before this one); the others are not listed"),
                ),
                help: None,
                ..problem
            });
        }
    }

    /// Adds an error that takes time to make, as finding the nearest name does, unless no more are kept.
    pub(crate) fn push_with(&mut self, problem: impl FnOnce() -> Problem) {
        if !self.is_full() {
            self.push(problem());
        }
    }

    pub(crate) fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            self.push(problem);
        }
    }

    /// Notes a name whose definition is at fault: what is told of it from now on follows from that.
    pub(crate) fn cause(&mut self, name: &str) {
        if self.causes.len() < MAX_ERRORS && !name.is_empty() {
            self.causes.push((name.to_owned(), self.found.len()));
        }
    }

    /// Notes that a file or pack is missing that may define anything.
    pub(crate) fn lack(&mut self) {
        self.lacking = true;
    }

    /// Takes out what follows from other problems: mending those is the first step.
    pub(crate) fn without_consequences(&mut self) {
        let at_fault: HashSet<String> =
            self.found.iter().filter(|known| known.gravity == Gravity::Error).map(pack_of).collect();
        let (causes, lacking) = (std::mem::take(&mut self.causes), self.lacking);
        let mut number = 0;
        self.found.retain(|problem| {
            number += 1;
            let follows = || causes.iter().any(|(name, known)| number > *known && is_about(problem, name));
            match problem.rests {
                Rests::OnUse if at_fault.contains(&pack_of(problem)) => false,
                Rests::OnDefinitions if lacking => false,
                _ => !follows(),
            }
        });
    }

    /// Leaves only those that are to be told.
    pub(crate) fn retain(&mut self, told: impl FnMut(&Problem) -> bool) {
        self.found.retain(told);
    }

    /// All of them by place, each once.
    pub(crate) fn sorted(mut self) -> Vec<Problem> {
        self.found.sort_by(|a, b| (&a.place, a.gravity).cmp(&(&b.place, b.gravity)));
        self.found.dedup();
        self.found
    }
}

/// The pack that a problem is in.
fn pack_of(problem: &Problem) -> String {
    let file = problem.place.file.as_str();
    file.rsplit_once('/').map_or(file, |(pack, _)| pack).to_owned()
}

/// Whether a problem names something, or lacks the cases of a rule of this name.
fn is_about(problem: &Problem, name: &str) -> bool {
    let quoted = [format!("`{name}`"), format!("\"{name}\"")];
    let cases = format!("/{name} has no case ");
    let texts = [Some(&problem.message), problem.help.as_ref()];
    texts
        .into_iter()
        .flatten()
        .any(|text| quoted.iter().any(|quoted| text.en.contains(quoted)) || text.en.contains(&cases))
}
