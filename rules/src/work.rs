//! What a rule may do before it is stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rhai::{Dynamic, EvalAltResult, Position};

/// Most steps for one part of a rule on one row: a condition, a threat, an impact or a control, for all
/// flags that are tried. Those of the built-in rules take some hundreds.
pub(crate) const MAX_STEPS: u64 = 500_000;

/// Bytes of text that a function goes through in the time of one step.
const BYTES: usize = 64;

/// The steps that are left to an evaluator.
///
/// Rhai counts the operations of each expression alone; a rule may run many of them, and a function of
/// ours may take as long as thousands of operations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Work {
    left: Arc<AtomicU64>,
    /// All steps that were ever granted.
    granted: Arc<AtomicU64>,
}

/// Marks the stop of a rule that does too much.
#[derive(Debug, Clone)]
pub(crate) struct TooMuch;

impl Work {
    /// Starts on another part of a rule, or another row.
    pub(crate) fn begin(&self) {
        self.granted.store(self.taken().saturating_add(MAX_STEPS), Ordering::Relaxed);
        self.left.store(MAX_STEPS, Ordering::Relaxed);
    }

    /// All steps that were ever taken.
    pub(crate) fn taken(&self) -> u64 {
        self.granted.load(Ordering::Relaxed).saturating_sub(self.left.load(Ordering::Relaxed))
    }

    /// Takes steps, one at least; stops the expression where too few are left.
    pub(crate) fn take(&self, steps: usize) -> Result<(), Box<EvalAltResult>> {
        let steps = u64::try_from(steps.max(1)).unwrap_or(u64::MAX);
        // One thread alone takes from it, so that nothing can come between reading and writing.
        let left = self.left.load(Ordering::Relaxed).checked_sub(steps);
        self.left.store(left.unwrap_or(0), Ordering::Relaxed);
        match left {
            Some(_) => Ok(()),
            None => Err(stopped(Dynamic::from(TooMuch)).into()),
        }
    }

    /// Takes the steps for going through texts of this length.
    pub(crate) fn read(&self, bytes: usize) -> Result<(), Box<EvalAltResult>> {
        self.take(bytes / BYTES)
    }
}

/// An error that no `catch` of a pack's function can hold back.
pub(crate) fn stopped(value: Dynamic) -> EvalAltResult {
    EvalAltResult::ErrorTerminated(value, Position::NONE)
}
