//! The shapes of a client's `daicho.toml`.

#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_spanned::Spanned;

use crate::definition::{
    CheckDefinition, ControlDefinition, DutyDefinition, FactDefinition, Formula, ListDefinition, PackFile,
    RiskDefinition,
};
use crate::parse::{self, Reader};
use crate::position::SourceText;
use crate::problems::Problems;
use crate::register::{FieldDefinition, Vocabulary};
use crate::rule::Severity;

/// JSON schema of what a `daicho.toml` holds; `pack#…` stands for a part of [`PACK_SCHEMA`](crate::PACK_SCHEMA).
pub const CLIENT_SCHEMA: &str = include_str!("../../client.schema.json");

/// Everything a `daicho.toml` may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ClientDefinition {
    pub(crate) client: ClientHeader,
    /// Known parameters with other values.
    pub(crate) parameters: IndexMap<Spanned<String>, toml::Value>,
    /// Register → header as typed → field; an empty field keeps the column unmapped.
    pub(crate) headers: IndexMap<Spanned<String>, IndexMap<Spanned<String>, Spanned<String>>>,
    /// Register → field → wording as typed → value.
    pub(crate) values: IndexMap<Spanned<String>, IndexMap<Spanned<String>, Wordings>>,
    #[serde(rename = "table")]
    pub(crate) tables: Vec<Spanned<TableDefinition>>,
    #[serde(rename = "override")]
    pub(crate) overrides: Vec<Spanned<OverrideDefinition>>,
    #[serde(rename = "except")]
    pub(crate) exceptions: Vec<Spanned<ExceptionDefinition>>,
    pub(crate) lists: IndexMap<String, ListDefinition>,
    pub(crate) macros: IndexMap<String, Spanned<String>>,
    pub(crate) field: Vec<Spanned<FieldDefinition>>,
    pub(crate) vocabulary: Vec<Spanned<Vocabulary>>,
    pub(crate) risk: Vec<Spanned<RiskDefinition>>,
    pub(crate) check: Vec<Spanned<CheckDefinition>>,
    pub(crate) control: Vec<Spanned<ControlDefinition>>,
    pub(crate) fact: Vec<Spanned<FactDefinition>>,
    pub(crate) duty: Vec<Spanned<DutyDefinition>>,
}

/// Wordings of the cells of one field, with the values they stand for.
pub(crate) type Wordings = IndexMap<Spanned<String>, Spanned<MappedDefinition>>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ClientHeader {
    pub(crate) name: Option<String>,
    pub(crate) packs: Vec<Spanned<String>>,
    /// One, or several of which the first decides.
    pub(crate) method: Option<Spanned<MethodsDefinition>>,
    pub(crate) acceptable: Option<Spanned<String>>,
    pub(crate) acceptable_reason: Option<Spanned<String>>,
}

/// One method or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum MethodsDefinition {
    One(String),
    Several(Vec<String>),
}

impl MethodsDefinition {
    /// Ids in their order.
    pub(crate) fn ids(&self) -> &[String] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Several(ids) => ids,
        }
    }
}

/// What a wording stands for: a value of the vocabulary, several, or yes and no.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum MappedDefinition {
    Flag(bool),
    One(String),
    Several(Vec<String>),
}

/// A table of a workbook, where it is not what it is taken for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableDefinition {
    /// File name; left out for any workbook.
    pub(crate) workbook: Option<String>,
    pub(crate) sheet: Spanned<String>,
    /// Rows as the sheet numbers them, such as `[2, 3]`.
    pub(crate) header_rows: Option<Spanned<Vec<u32>>>,
    /// Id; empty for a table that is not read.
    pub(crate) register: Option<Spanned<String>>,
    /// Letter of a column → field; an empty field keeps the column unmapped.
    #[serde(default)]
    pub(crate) columns: IndexMap<Spanned<String>, Spanned<String>>,
}

/// A rule that is switched off, or some of whose keys are replaced.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OverrideDefinition {
    pub(crate) rule: Spanned<String>,
    pub(crate) off: Option<Spanned<bool>>,
    pub(crate) threat: Option<Spanned<Formula>>,
    pub(crate) impact: Option<Spanned<Formula>>,
    pub(crate) severity: Option<Spanned<Severity>>,
    pub(crate) reason: Option<Spanned<String>>,
    pub(crate) approved_by: Option<String>,
    pub(crate) until: Option<Spanned<toml::Value>>,
}

/// Records that a rule leaves alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExceptionDefinition {
    pub(crate) rule: Spanned<String>,
    pub(crate) fields: Vec<Spanned<String>>,
    pub(crate) values: Spanned<Vec<Spanned<Vec<CellDefinition>>>>,
    pub(crate) reason: Option<Spanned<String>>,
    pub(crate) approved_by: Option<String>,
    pub(crate) until: Option<Spanned<toml::Value>>,
}

/// What a cell says: a text, or a number as the sheet shows it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum CellDefinition {
    Number(i64),
    Text(String),
}

impl CellDefinition {
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// What a `daicho.toml` may hold.
const KEYS: [&str; 16] = [
    "client",
    "parameters",
    "headers",
    "values",
    "table",
    "override",
    "except",
    "lists",
    "macros",
    "field",
    "vocabulary",
    "risk",
    "check",
    "control",
    "fact",
    "duty",
];

impl ClientDefinition {
    /// The settings that a text says; what of it cannot be read is told in `problems` and left out.
    pub(crate) fn read(at: &SourceText<'_>, text: &str, problems: &mut Problems) -> Self {
        let mut read = Self::default();
        let table = parse::toml(at, text, problems).unwrap_or_default();
        let mut reader = Reader { at, problems };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "client" => read.client = reader.one(value).unwrap_or_default(),
                "parameters" => read.parameters = reader.one(value).unwrap_or_default(),
                "headers" => read.headers = reader.one(value).unwrap_or_default(),
                "values" => read.values = reader.one(value).unwrap_or_default(),
                "table" => read.tables = reader.many("table", value),
                "override" => read.overrides = reader.many("override", value),
                "except" => read.exceptions = reader.many("except", value),
                "lists" => read.lists = reader.each(value),
                "macros" => read.macros = reader.each(value),
                "field" => read.field = reader.many("field", value),
                "vocabulary" => read.vocabulary = reader.many("vocabulary", value),
                "risk" => read.risk = reader.many("risk", value),
                "check" => read.check = reader.many("check", value),
                "control" => read.control = reader.many("control", value),
                "fact" => read.fact = reader.many("fact", value),
                "duty" => read.duty = reader.many("duty", value),
                _ => reader.unknown(&key, &KEYS),
            }
        }
        read
    }

    /// Takes out the definitions that a pack could hold as well: the client's own rules.
    pub(crate) fn take_rules(&mut self) -> PackFile {
        PackFile {
            lists: std::mem::take(&mut self.lists),
            macros: std::mem::take(&mut self.macros),
            field: std::mem::take(&mut self.field),
            vocabulary: std::mem::take(&mut self.vocabulary),
            risk: std::mem::take(&mut self.risk),
            check: std::mem::take(&mut self.check),
            control: std::mem::take(&mut self.control),
            fact: std::mem::take(&mut self.fact),
            duty: std::mem::take(&mut self.duty),
            ..PackFile::default()
        }
    }
}
