//! Compiled rules, controls and facts.

use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::error::Place;
use crate::expression::Expression;
use crate::text::Text;

/// What every rule says of itself, risk rule or check.
#[derive(Debug, Clone)]
pub struct About {
    /// Full id, such as `jis-q-15001/TRF-02`.
    pub id: String,
    /// Kebab-case name that states the defect.
    pub name: String,
    /// What goes wrong, or what is wrong.
    pub title: Text,
    /// Why it matters.
    pub why: Text,
    /// Clauses and articles it rests on.
    pub basis: Vec<String>,
    /// False if a fact behind it is unverified.
    pub verified: bool,
    /// Whether it may be relied on.
    pub status: Status,
    /// Pack version it came with.
    pub since: Option<String>,
    /// Rule that took its place, for a deprecated one.
    pub replaced_by: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// A threat at a stage, and when it applies.
#[derive(Debug, Clone)]
pub struct RiskRule {
    /// What it says of itself.
    pub about: About,
    /// Stage id.
    pub stage: String,
    /// Kinds of harm.
    pub kinds: Vec<String>,
    /// True when the threat applies to an item.
    pub when: Expression,
    /// How often such an event happens, 1–3.
    pub threat: Expression,
    /// Impact of this rule alone, where it differs from the pack's.
    pub impact: Option<Expression>,
    /// Ids of the controls that lower it.
    pub controls: Vec<String>,
    /// Where each of them is named.
    pub(crate) control_places: Vec<Place>,
    /// Singulars it reads: it is decided once for each of their values.
    pub singulars: Vec<String>,
    /// Its own proofs.
    pub cases: Vec<Case>,
}

/// Something that must hold.
#[derive(Debug, Clone)]
pub struct Check {
    /// What it says of itself.
    pub about: About,
    /// Register whose records it judges; `ledger` for once per ledger.
    pub register: String,
    /// How much a finding matters.
    pub severity: Severity,
    /// When it is asked at all.
    pub when: Option<Expression>,
    /// What must be true.
    pub require: Expression,
    /// What to do about a finding.
    pub fix: Text,
    /// Step of the timetable that it belongs to.
    pub step: Option<String>,
    /// Singulars it reads.
    pub singulars: Vec<String>,
    /// Its own proofs.
    pub cases: Vec<Case>,
}

/// What has to be done for an item when something happens to it.
#[derive(Debug, Clone)]
pub struct Duty {
    /// What it says of itself.
    pub about: About,
    /// Register whose records it is decided for.
    pub register: String,
    /// What happens.
    pub event: DutyEvent,
    /// True for the records that it is a duty for.
    pub when: Expression,
    /// How it must have happened, where the record alone does not tell: such as with a wrongful purpose.
    pub manner: Option<Text>,
    /// What to do.
    pub say: Text,
    /// Days within which it is to be reported for the first time, from and to.
    pub preliminary_days: Option<(u32, u32)>,
    /// Days within which all of it is to be reported.
    pub final_days: Option<u32>,
    /// Singulars it reads.
    pub singulars: Vec<String>,
    /// Its own proofs.
    pub cases: Vec<Case>,
}

impl Duty {
    /// True if it is a duty for every record.
    pub fn is_for_all(&self) -> bool {
        self.when.text.trim() == FOR_ALL
    }

    /// True if something is to be reported within so many days, as against other things that are to be done.
    pub fn is_report(&self) -> bool {
        self.preliminary_days.is_some() || self.final_days.is_some()
    }
}

/// The condition of a duty for every record.
pub(crate) const FOR_ALL: &str = "true";

/// What may happen to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyEvent {
    /// 漏えい等: leak, loss or damage.
    Leak,
}

/// A step of the timetable by which a client comes to fulfil what checks demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimetableStep {
    /// Id.
    pub id: String,
    /// What is done in it.
    pub title: Text,
    /// Place in the timetable.
    pub order: i64,
    /// When it is done, such as 1〜3か月目.
    pub months: Option<Text>,
    /// Checks of other packs that belong to it, by id; `*` at the end stands for whatever follows.
    pub checks: Vec<String>,
    /// Where it is written.
    pub place: Place,
}

impl TimetableStep {
    /// True for a check that one of [`TimetableStep::checks`] names.
    pub fn names(&self, check: &str) -> bool {
        self.checks.iter().any(|named| fits(named, check))
    }
}

/// True if the id of a rule is the one named, or begins as it does before its `*`.
pub(crate) fn fits(named: &str, id: &str) -> bool {
    named.strip_suffix('*').map_or(named == id, |start| id.starts_with(start))
}

/// A measure that lowers vulnerability.
#[derive(Debug, Clone)]
pub struct Control {
    /// Id, unique over the layered packs.
    pub id: String,
    /// Family id.
    pub family: String,
    /// Required or desirable.
    pub level: ControlLevel,
    /// What is done.
    pub title: Text,
    /// Other wordings of it in a `measures` register.
    pub names: Vec<String>,
    /// Clauses and articles it rests on.
    pub basis: Vec<String>,
    /// Media it works on; empty when it works on all. It does not count for a risk of another medium.
    pub media: Vec<String>,
    /// True when the item's own columns show it.
    pub present: Option<Expression>,
    /// True when the item's own columns show that it is lacking, whatever a `measures` register says.
    pub denied: Option<Expression>,
    /// False if a fact behind it is unverified.
    pub verified: bool,
    /// Where it is written.
    pub place: Place,
}

/// A value computed once per ledger (or group of items) and read like a field.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Id, read as a variable.
    pub id: String,
    /// Register it is computed over.
    pub register: String,
    /// Title for people.
    pub title: Text,
    /// How the records are summed up.
    pub aggregate: Aggregate,
    /// Which records count, or what must hold of them.
    pub expression: Expression,
    /// Field that is summed or compared, for the last three aggregates.
    pub of: Option<String>,
    /// Field of the item and of the register that groups the records.
    pub by: Option<String>,
    pub(crate) places: FactPlaces,
}

/// Where the names in a fact stand.
#[derive(Debug, Clone)]
pub(crate) struct FactPlaces {
    pub(crate) register: Place,
    pub(crate) of: Place,
    pub(crate) by: Place,
}

/// How records are summed up into a [`Fact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// True for one record at least.
    Any,
    /// True for every record.
    All,
    /// Number of records for which it is true.
    Count,
    /// Sum of a count field over those records (upper bounds).
    Sum,
    /// Earliest date among them.
    Earliest,
    /// Latest date among them.
    Latest,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// 必須: the law or the standard demands it.
    Must,
    /// 推奨: it is expected.
    Should,
    /// 参考: worth knowing.
    Info,
}

/// How binding a control is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum ControlLevel {
    /// Required: 何らかの対策必要.
    S,
    /// Desirable: 出来れば対策必要.
    A,
}

/// Whether a rule may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// May still change.
    Preview,
    /// Changes only with a new version of the pack.
    #[default]
    Stable,
    /// Kept so that old results can be explained.
    Deprecated,
}
