//! A check that does not hold.

use daicho_rules::Text;

use super::{Read, RecordRef};

pub use daicho_rules::Severity;

/// A check that does not hold, for one record or for the whole ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Record key, rule and singular values, joined by `:`; the same from year to year.
    pub id: String,
    /// Full id of the check.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub title: Text,
    /// Why it matters.
    pub why: Text,
    /// What to do.
    pub fix: Text,
    /// Clauses and articles it rests on.
    pub basis: Vec<String>,
    /// False if a fact behind the check is unverified.
    pub verified: bool,
    /// The record; `None` for the whole ledger.
    pub record: Option<RecordRef>,
    /// Cells that decided it.
    pub reads: Vec<Read>,
}
