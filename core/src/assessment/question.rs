//! What has to be asked before a rule can be decided, or before its decision can be relied on.

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
    /// Register that is asked about; empty where no register could answer.
    pub register: String,
    /// The record; `None` for the whole ledger.
    pub record: Option<RecordRef>,
    /// Field that is blank or unclear; a control id for [`QuestionKind::Control`].
    pub field: String,
    /// Title of the field or control.
    pub title: Text,
    /// The question as one asks it.
    pub ask: Text,
    /// The same without the name of the record, for several records at once.
    pub plain: Text,
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
    /// Department that can answer, as the ledger names it; empty for the organisation as a whole.
    pub department: String,
    /// Person in charge as the ledger names them.
    pub owner: String,
    /// What hangs on the answer.
    pub stakes: Stakes,
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
    /// The cell, or the header of a column, was understood, but may mean something else.
    Doubtful,
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
            Self::Doubtful => "doubtful",
            Self::Control => "control",
        }
    }
}

/// What hangs on the answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stakes {
    /// Checks of severity must that are not decided, counted for each record.
    pub must: usize,
    /// Risks above the acceptable band that the answer may lower.
    pub above: usize,
    /// Risks that are not decided or not rated, counted for each record.
    pub undecided: usize,
    /// Everything that waits, counted for each record.
    pub waiting: usize,
}

/// How soon a question should be asked, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// A check of severity must, or a risk above the acceptable band, hangs on it.
    High,
    /// A risk hangs on it.
    Medium,
    /// Recommendations and things worth knowing hang on it.
    Low,
}

impl Priority {
    /// Id for the JSON result.
    pub fn id(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

impl Stakes {
    /// How soon a question with these stakes should be asked.
    pub fn priority(self) -> Priority {
        if self.must > 0 || self.above > 0 {
            Priority::High
        } else if self.undecided > 0 {
            Priority::Medium
        } else {
            Priority::Low
        }
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            must: self.must + other.must,
            above: self.above + other.above,
            undecided: self.undecided + other.undecided,
            waiting: self.waiting + other.waiting,
        }
    }
}
