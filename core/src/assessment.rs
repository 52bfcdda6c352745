//! The result: risks, findings and questions of one ledger on one date.

mod beside;
mod client;
mod duty;
mod exposure;
mod finding;
mod inquiry;
mod question;
mod risk;
mod timetable;
mod totals;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::{Method, PackIdentity, Schema, Text};
use indexmap::IndexMap;

pub use beside::{Beside, Rating};
pub use client::{ClientEffect, Computed, Departure};
pub use duty::{ItemDuties, ItemDuty, Reportable, WaitingDuty};
pub use exposure::{ExposureTotal, Exposures, ItemExposure, NotValued, Yen};
pub use finding::{Finding, Severity};
pub use inquiry::{Inquiry, Respondent};
pub use question::{Priority, Question, QuestionKind, Stakes};
pub use risk::{ControlState, Decision, Level, Read, RecordRef, Risk, RiskControl, Singular};
pub use timetable::StepProgress;
pub use totals::{LEVELS, LevelOf, Totals};

use crate::ledger::Ledger;

/// Risks, findings and questions of one ledger, with everything needed to explain them.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The day the assessment speaks of.
    pub as_of: NaiveDate,
    /// The ledger it speaks of.
    pub ledger: Ledger,
    /// Packs in the order they were layered.
    pub packs: Vec<PackIdentity>,
    /// What the settings of the client did; `None` without settings.
    pub client: Option<ClientEffect>,
    /// Method that turned factors into scores.
    pub method: Method,
    /// Further methods with what they make of the same risks.
    pub beside: Vec<Beside>,
    /// What the items are worth in yen, by each method that values them.
    pub exposures: Vec<Exposures>,
    /// Registers, vocabularies, stages and families of the packs.
    pub schema: Arc<Schema>,
    /// Parameters of the packs with their values as text.
    pub parameters: IndexMap<String, String>,
    /// Risks, by item, stage and rule.
    pub risks: Vec<Risk>,
    /// Findings, the most severe first.
    pub findings: Vec<Finding>,
    /// Questions: columns, then cells in the order of the ledger, then controls.
    pub questions: Vec<Question>,
    /// Titles of the rules that questions are asked for, by full id.
    pub waiting: BTreeMap<String, Text>,
    /// What would have to be done for each item, if packs know of duties.
    pub duties: Vec<ItemDuties>,
    /// Findings and questions by the steps of a timetable, if packs have one; last what belongs to no step.
    pub timetable: Vec<StepProgress>,
    /// Rules that could not be run, with the reason and how many records they left out.
    pub failures: Vec<RuleFailure>,
}

/// A rule that failed at run time: its records are not evaluated, the others are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFailure {
    /// Full id of the rule.
    pub rule: String,
    /// What went wrong and where.
    pub message: Text,
    /// Keys of the records that were not evaluated.
    pub records: Vec<String>,
}
