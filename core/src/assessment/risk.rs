//! A risk rule that applies to an item, scored.

use chrono::NaiveDate;
use daicho_rules::{ControlLevel, Method, Text};

use super::Computed;
use crate::ledger::Origin;

/// A risk: a rule that applies to an item, and to one medium or other singular value of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// Item key, rule and singular values, joined by `:`; the same from year to year.
    pub id: String,
    /// The item.
    pub item: RecordRef,
    /// Full id of the rule, such as `jis-q-15001/TRF-02`.
    pub rule: String,
    /// Stage id.
    pub stage: String,
    /// What goes wrong.
    pub title: Text,
    /// Why it happens and what it would mean.
    pub why: Text,
    /// Kinds: `leak`, `loss`, `damage`, `misuse`, `violation`, `reputation`, `harm`.
    pub kinds: Vec<String>,
    /// Clauses and articles it rests on.
    pub basis: Vec<String>,
    /// False if a fact behind the rule is unverified.
    pub verified: bool,
    /// The values that the risk is about, where the rule looks at one at a time.
    pub singulars: Vec<Singular>,
    /// Impact, 1–3; `None` when it could not be decided.
    pub impact: Option<u8>,
    /// Threat, 1–3; `None` when it could not be decided.
    pub threat: Option<u8>,
    /// Controls of the rule and their states.
    pub controls: Vec<RiskControl>,
    /// With no controls.
    pub inherent: Level,
    /// With the controls in place.
    pub current: Level,
    /// With the controls in place and planned.
    pub planned: Level,
    /// Cells that decided the rule and its threat.
    pub reads: Vec<Read>,
    /// Cells that decided the impact.
    pub impact_reads: Vec<Read>,
    /// Factors by the packs alone, where the client's settings override one with another value.
    pub computed: Option<Computed>,
    /// What people typed beside the risk.
    pub decision: Decision,
}

/// A record, named for people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordRef {
    /// Register id.
    pub register: String,
    /// Index into the records of the register.
    pub record: usize,
    /// Key: the ledger's own number, else department and name.
    pub key: String,
    /// Name of the record.
    pub name: String,
    /// Department, empty where the register has none.
    pub department: String,
    /// First cell of the record, for links.
    pub at: Option<Origin>,
}

/// One value of a set that a risk is about, such as the paper copy of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Singular {
    /// Singular name, such as `medium`.
    pub field: String,
    /// Value id or name.
    pub value: String,
    /// The value for people.
    pub title: Text,
}

/// Vulnerability and what the method makes of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Level {
    /// 3 no control, 2 some, 1 all; `None` when no control applies to the rule.
    pub vulnerability: Option<u8>,
    /// Likelihood by the method's table.
    pub likelihood: Option<u8>,
    /// Score; `None` when a factor is unknown or the method has no scores.
    pub score: Option<u32>,
    /// Band id of the score, or of the place on the map of the method.
    pub band: Option<String>,
}

impl Level {
    /// What tells two levels of a risk apart, the higher the worse; no band is below all others.
    pub(crate) fn weight(&self, method: &Method) -> (Option<usize>, Option<u32>) {
        let rank = self.band.as_deref().and_then(|band| method.rank(band));
        (rank, self.score.or(self.likelihood.map(u32::from)))
    }
}

/// A control of a rule, and whether this item has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskControl {
    /// Full id.
    pub id: String,
    /// What is done.
    pub title: Text,
    /// Family id.
    pub family: String,
    /// Required or desirable.
    pub level: ControlLevel,
    /// Whether it is in place.
    pub state: ControlState,
    /// Where that was found, such as a cell of the `measures` register.
    pub source: Option<Origin>,
    /// When it is planned for.
    pub due: Option<NaiveDate>,
    /// Who sees to it.
    pub owner: String,
}

/// Whether a control is in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlState {
    /// 実施
    InPlace,
    /// 一部実施
    Partly,
    /// 予定
    Planned,
    /// 未実施
    NotInPlace,
    /// 対象外
    NotApplicable,
    /// Nobody said.
    Unknown,
}

impl ControlState {
    /// Id as in the vocabulary `measure-status`, and `unknown`.
    pub fn id(self) -> &'static str {
        match self {
            Self::InPlace => "in-place",
            Self::Partly => "partly",
            Self::Planned => "planned",
            Self::NotInPlace => "not-in-place",
            Self::NotApplicable => "not-applicable",
            Self::Unknown => "unknown",
        }
    }
}

/// A field that a rule read, and what it found there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Name that the rule used.
    pub field: String,
    /// Title of the field.
    pub title: Text,
    /// Raw text of the cell.
    pub raw: String,
    /// What it was understood to say, for people.
    pub value: Text,
    /// Where it stands.
    pub at: Option<Origin>,
}

/// What people typed beside a risk. Empty in a new table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// How the risk is treated: reduce, avoid, transfer, retain.
    pub treatment: String,
    /// Why the risk may remain.
    pub reason: String,
    /// What will be done.
    pub plan: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Score by a person's judgement; it stands beside the computed one.
    pub override_score: Option<u32>,
    /// Why the person judges otherwise.
    pub override_reason: String,
    /// Who approved.
    pub approver: String,
    /// When it was approved.
    pub approved_on: Option<NaiveDate>,
}
