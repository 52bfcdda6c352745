//! The problems found in packs, never more than anybody reads.

use crate::error::{Gravity, Problem};
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
