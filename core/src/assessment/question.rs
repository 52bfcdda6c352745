//! What has to be asked before a rule can be decided.

use daicho_rules::Text;

use super::RecordRef;
use crate::ledger::Origin;

/// A cell to fill, a column to add or a control to ask about, and the rules that wait for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Record key and field, or the control, joined by `:`; the same from year to year.
    pub id: String,
    /// What is unknown.
    pub kind: QuestionKind,
    /// The record; `None` for the whole ledger.
    pub record: Option<RecordRef>,
    /// Field that is blank or unclear; a control id for [`QuestionKind::Control`].
    pub field: String,
    /// Title of the field or control.
    pub title: Text,
    /// The question as one asks it.
    pub ask: Text,
    /// The text that was not understood; empty for a blank cell.
    pub raw: String,
    /// Cell to fill.
    pub at: Option<Origin>,
    /// What would be a valid answer; for a vocabulary its values, else a form.
    pub answers: Vec<Text>,
    /// Full ids of the rules that wait for it.
    pub rules: Vec<String>,
    /// How many records wait for it.
    pub records: usize,
    /// Person in charge as the ledger names them.
    pub owner: String,
}

/// What is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionKind {
    /// The ledger has no such column or register.
    Column,
    /// The cell is blank.
    Blank,
    /// The cell holds something that was not understood.
    Unclear,
    /// Nobody said whether a control is in place.
    Control,
}

impl QuestionKind {
    /// Id for the JSON result.
    pub fn id(self) -> &'static str {
        match self {
            Self::Column => "column",
            Self::Blank => "blank",
            Self::Unclear => "unclear",
            Self::Control => "control",
        }
    }
}
