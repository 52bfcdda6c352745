//! Answers that people filled into the sheet 確認事項, and what becomes of them.
//!
//! ```text
//! key      names a question in a hidden cell of its row, with what the ledger said when it was asked
//! given    the answers of a file, split where a row asks about several records
//! apply    writes them into the ledger as if they had been typed in its cells
//! ```
//!
//! An answer is taken only where the ledger still says what it said when the question was asked: what was typed
//! in the ledger since then wins, and is told.

mod apply;
mod column;
mod control;
mod given;
mod key;
mod record;

pub(crate) use apply::apply;
pub(crate) use given::AnswerRow;
pub(crate) use key::row_key;

use crate::ledger::Source;

/// A file with answers, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerFile {
    /// Its name and digest.
    pub source: Source,
    /// Names of its sheets, and whether they are visible.
    pub(crate) sheets: Vec<(String, bool)>,
    /// Rows of its questions, answered or not.
    pub(crate) rows: Vec<AnswerRow>,
}

impl AnswerFile {
    /// How many rows with questions it holds, answered or not.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True if it holds no question.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
