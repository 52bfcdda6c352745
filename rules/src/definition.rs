//! The shapes of a pack's TOML files.

#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_spanned::Spanned;

use crate::method::{Family, Method, Stage};
use crate::register::{FieldDefinition, RegisterDefinition, Vocabulary};
use crate::rule::{ControlLevel, DutyEvent, Severity, Status};
use crate::text::Text;

/// JSON schema (draft 7, which TOML editors understand best) of the TOML files of a pack.
///
/// It says for editors what the shapes below say for the engine; tests hold the two together.
pub const PACK_SCHEMA: &str = include_str!("../pack.schema.json");

/// Everything one file of a pack may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PackFile {
    pub(crate) pack: Option<PackHeader>,
    pub(crate) parameters: IndexMap<String, toml::Value>,
    pub(crate) lists: IndexMap<String, ListDefinition>,
    pub(crate) macros: IndexMap<String, Spanned<String>>,
    pub(crate) defaults: Defaults,
    pub(crate) stage: Vec<Spanned<Stage>>,
    pub(crate) family: Vec<Spanned<Family>>,
    pub(crate) register: Vec<Spanned<RegisterDefinition>>,
    pub(crate) field: Vec<Spanned<FieldDefinition>>,
    pub(crate) vocabulary: Vec<Spanned<Vocabulary>>,
    pub(crate) method: Vec<Spanned<Method>>,
    pub(crate) risk: Vec<Spanned<RiskDefinition>>,
    pub(crate) check: Vec<Spanned<CheckDefinition>>,
    pub(crate) control: Vec<Spanned<ControlDefinition>>,
    pub(crate) fact: Vec<Spanned<FactDefinition>>,
    pub(crate) duty: Vec<Spanned<DutyDefinition>>,
    pub(crate) step: Vec<Spanned<StepDefinition>>,
}

impl PackFile {
    /// How much the file defines, cases and values counted too.
    pub(crate) fn definitions(&self) -> usize {
        let values = |vocabulary: &Spanned<Vocabulary>| vocabulary.get_ref().values.len();
        [
            self.parameters.len(),
            self.lists.len(),
            self.macros.len(),
            self.stage.len(),
            self.family.len(),
            self.register.len(),
            self.field.len(),
            self.vocabulary.len(),
            self.vocabulary.iter().map(values).sum(),
            self.method.len(),
            self.risk.len(),
            self.risk.iter().map(|risk| risk.get_ref().cases.len()).sum(),
            self.check.len(),
            self.check.iter().map(|check| check.get_ref().cases.len()).sum(),
            self.control.len(),
            self.fact.len(),
            self.duty.len(),
            self.duty.iter().map(|duty| duty.get_ref().cases.len()).sum(),
            self.step.len(),
        ]
        .into_iter()
        .sum()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackHeader {
    pub(crate) id: Spanned<String>,
    pub(crate) version: Spanned<String>,
    pub(crate) engine: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) extends: Vec<Spanned<String>>,
    pub(crate) title: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Defaults {
    pub(crate) impact: Option<Spanned<String>>,
}

/// A list of words: written out, or the first column of a CSV file of the pack.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum ListDefinition {
    Words(Vec<String>),
    File { csv: String },
}

/// A number, or an expression that gives one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Formula {
    Number(i64),
    Text(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RiskDefinition {
    pub(crate) id: Spanned<String>,
    pub(crate) name: Spanned<String>,
    pub(crate) stage: Spanned<String>,
    pub(crate) title: Text,
    pub(crate) why: Text,
    pub(crate) kinds: Spanned<Vec<String>>,
    #[serde(default)]
    pub(crate) basis: Vec<String>,
    pub(crate) when: Spanned<String>,
    pub(crate) threat: Spanned<Formula>,
    pub(crate) impact: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) controls: Vec<Spanned<String>>,
    #[serde(default = "yes")]
    pub(crate) verified: bool,
    #[serde(default)]
    pub(crate) status: Status,
    pub(crate) since: Option<String>,
    pub(crate) replaced_by: Option<String>,
    #[serde(default, rename = "case")]
    pub(crate) cases: Vec<Spanned<CaseDefinition>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckDefinition {
    pub(crate) id: Spanned<String>,
    pub(crate) name: Spanned<String>,
    pub(crate) register: Spanned<String>,
    pub(crate) severity: Severity,
    pub(crate) title: Text,
    pub(crate) why: Text,
    pub(crate) when: Option<Spanned<String>>,
    pub(crate) require: Spanned<String>,
    pub(crate) fix: Text,
    pub(crate) step: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) basis: Vec<String>,
    #[serde(default = "yes")]
    pub(crate) verified: bool,
    #[serde(default)]
    pub(crate) status: Status,
    pub(crate) since: Option<String>,
    pub(crate) replaced_by: Option<String>,
    #[serde(default, rename = "case")]
    pub(crate) cases: Vec<Spanned<CaseDefinition>>,
}

/// What has to be done for a record when something happens to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DutyDefinition {
    pub(crate) id: Spanned<String>,
    pub(crate) name: Spanned<String>,
    pub(crate) register: Spanned<String>,
    pub(crate) event: DutyEvent,
    pub(crate) title: Text,
    pub(crate) why: Text,
    pub(crate) when: Option<Spanned<String>>,
    pub(crate) manner: Option<Text>,
    pub(crate) say: Text,
    pub(crate) preliminary_days: Option<Spanned<Vec<u32>>>,
    pub(crate) final_days: Option<Spanned<u32>>,
    #[serde(default)]
    pub(crate) basis: Vec<String>,
    #[serde(default = "yes")]
    pub(crate) verified: bool,
    #[serde(default)]
    pub(crate) status: Status,
    pub(crate) since: Option<String>,
    pub(crate) replaced_by: Option<String>,
    #[serde(default, rename = "case")]
    pub(crate) cases: Vec<Spanned<CaseDefinition>>,
}

/// A step of a timetable.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepDefinition {
    pub(crate) id: Spanned<String>,
    pub(crate) title: Text,
    pub(crate) order: i64,
    pub(crate) months: Option<Text>,
    #[serde(default)]
    pub(crate) checks: Vec<Spanned<String>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseDefinition {
    #[serde(default)]
    pub(crate) given: IndexMap<String, toml::Value>,
    pub(crate) expect: Spanned<Expectation>,
    pub(crate) threat: Option<i64>,
    pub(crate) columns: Option<Vec<String>>,
    pub(crate) note: Option<String>,
}

/// What a case says must come out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Expectation {
    Word(ExpectedWord),
    Question { question: Vec<String> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExpectedWord {
    Risk,
    None,
    Finding,
    Holds,
    Duty,
}

impl ExpectedWord {
    /// The word as a case writes it.
    pub(crate) fn as_written(self) -> &'static str {
        match self {
            Self::Risk => "risk",
            Self::None => "none",
            Self::Finding => "finding",
            Self::Holds => "holds",
            Self::Duty => "duty",
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ControlDefinition {
    pub(crate) id: Spanned<String>,
    pub(crate) family: Spanned<String>,
    pub(crate) level: ControlLevel,
    /// Whether it is meant to take the place of one of another pack.
    #[serde(default)]
    pub(crate) replaces: bool,
    pub(crate) title: Text,
    #[serde(default)]
    pub(crate) names: Vec<String>,
    #[serde(default)]
    pub(crate) basis: Vec<String>,
    #[serde(default)]
    pub(crate) media: Vec<String>,
    pub(crate) present: Option<Spanned<String>>,
    pub(crate) denied: Option<Spanned<String>>,
    #[serde(default = "yes")]
    pub(crate) verified: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactDefinition {
    pub(crate) id: Spanned<String>,
    pub(crate) register: Spanned<String>,
    pub(crate) title: Option<Text>,
    pub(crate) any: Option<Spanned<String>>,
    pub(crate) all: Option<Spanned<String>>,
    pub(crate) count: Option<Spanned<String>>,
    pub(crate) sum: Option<Spanned<String>>,
    pub(crate) earliest: Option<Spanned<String>>,
    pub(crate) latest: Option<Spanned<String>>,
    pub(crate) of: Option<Spanned<String>>,
    pub(crate) by: Option<Spanned<String>>,
}

fn yes() -> bool {
    true
}
