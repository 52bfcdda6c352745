//! What became of answers to questions.

use daicho_rules::Text;

use super::Origin;

/// An answer to a question, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Id of the question.
    pub question: String,
    /// The answer as typed; empty if there is none.
    pub raw: String,
    /// Where it was typed.
    pub at: Origin,
    /// What became of it.
    pub outcome: AnswerOutcome,
    /// The cell of the ledger that it stands in for, with what was typed there.
    pub instead: Option<(Origin, String)>,
    /// Register, record and field of that cell, where it is the cell of one record.
    pub cell: Option<(String, usize, String)>,
}

/// What became of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerOutcome {
    /// It counts as if it had been typed in the ledger.
    Applied,
    /// It says that the ledger was understood as it was meant.
    Confirmed,
    /// None was given.
    Blank,
    /// It was not understood, for this reason; the question stays open.
    NotUnderstood(Text),
    /// The ledger answers the question by itself now.
    NoLongerAsked(Text),
    /// Nothing in the ledger could take it, for this reason.
    NoPlace(Text),
}

impl AnswerOutcome {
    /// Id for the JSON result.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Confirmed => "confirmed",
            Self::Blank => "blank",
            Self::NotUnderstood(_) => "not-understood",
            Self::NoLongerAsked(_) => "no-longer-asked",
            Self::NoPlace(_) => "no-place",
        }
    }

    /// Why it does not count, where it does not.
    pub fn reason(&self) -> Option<&Text> {
        match self {
            Self::Applied | Self::Confirmed | Self::Blank => None,
            Self::NotUnderstood(why) | Self::NoLongerAsked(why) | Self::NoPlace(why) => Some(why),
        }
    }
}
