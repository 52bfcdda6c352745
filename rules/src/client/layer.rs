//! What a client's `daicho.toml` changed, for everyone who has to answer for it.

use chrono::NaiveDate;

use crate::error::{Place, Problem};
use crate::expression::Expression;
use crate::rule::{Check, Duty, RiskRule, Severity};
use crate::text::Text;

/// The layer that a `daicho.toml` puts on top of the packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientLayer {
    /// Name of the file, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// Name of the client, where the file gives one.
    pub name: Option<String>,
    /// Parameters with another value than in their pack.
    pub parameters: Vec<ParameterChange>,
    /// Another acceptable band than that of the method.
    pub acceptable: Option<AcceptableChange>,
    /// Rules switched off or changed, one for each key; expired ones as well.
    pub overrides: Vec<Override>,
    /// Records that rules leave alone; expired ones as well.
    pub exceptions: Vec<Exception>,
    /// What in the file is without effect or unlikely to be meant.
    pub warnings: Vec<Problem>,
}

/// A parameter with another value than in its pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterChange {
    /// Id.
    pub id: String,
    /// Value of the packs, as text.
    pub before: String,
    /// Value of the client, as text.
    pub after: String,
}

/// Another acceptable band than that of the method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptableChange {
    /// Band of the method.
    pub before: String,
    /// Band of the client.
    pub after: String,
    /// Why.
    pub reason: String,
}

/// A key of a rule that the client replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Full id of the rule.
    pub rule: String,
    /// Title of the rule.
    pub title: Text,
    /// What is replaced.
    pub change: Change,
    /// Who says so, and why.
    pub grounds: Grounds,
}

/// What an [`Override`] replaces, as the pack and as the client have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The rule is not applied.
    Off,
    /// Expressions of the threat.
    Threat(String, String),
    /// Expressions of the impact; empty where the rule had none of its own.
    Impact(String, String),
    /// Severities.
    Severity(Severity, Severity),
}

impl Change {
    /// The key of the rule.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Threat(..) => "threat",
            Self::Impact(..) => "impact",
            Self::Severity(..) => "severity",
        }
    }
}

/// Records that a rule leaves alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Full id of the rule.
    pub rule: String,
    /// Title of the rule.
    pub title: Text,
    /// Register of the rule.
    pub register: String,
    /// Fields by which records are told, or singulars that the rule reads.
    pub fields: Vec<String>,
    /// What these fields say, one tuple for each group of records.
    pub values: Vec<Vec<String>>,
    /// Who says so, and why.
    pub grounds: Grounds,
}

/// Why a client departs from a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounds {
    /// Reason, never blank.
    pub reason: String,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<NaiveDate>,
    /// True if that day is past: it is reported, and no longer applied.
    pub expired: bool,
    /// Where it is written.
    pub place: Place,
}

/// Rules as their packs have them, before overrides.
#[derive(Debug, Clone, Default)]
pub(crate) struct Originals {
    pub(crate) risks: Vec<RiskRule>,
    pub(crate) checks: Vec<Check>,
    pub(crate) duties: Vec<Duty>,
}

impl Originals {
    /// Their expressions, which are run to tell what the client's changes did.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let risks =
            self.risks.iter().flat_map(|rule| [&rule.when, &rule.threat].into_iter().chain(&rule.impact));
        let checks = self.checks.iter().flat_map(|check| check.when.iter().chain([&check.require]));
        risks.chain(checks).chain(self.duties.iter().map(|duty| &duty.when))
    }
}
