//! What packs say about registers, fields and vocabularies.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::reference::Reference;
use crate::text::Text;

/// Definition of a kind of register, such as `items` 個人情報管理台帳.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterDefinition {
    /// Id, in the plural.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// Words found in names of sheets that hold this register.
    #[serde(default)]
    pub names: Vec<String>,
    /// Fields whose values together name a record.
    #[serde(default)]
    pub key: Vec<String>,
    /// Fields that name a record when one of `key` is blank or repeated.
    #[serde(default)]
    pub fallback_key: Vec<String>,
    /// A table is this register only if one of its columns is one of these fields.
    #[serde(default)]
    pub anchors: Vec<String>,
    /// CSV file of the pack that holds its records: then no workbook is looked into for them.
    pub records: Option<String>,
    /// The records of that file.
    #[serde(skip)]
    pub reference: Option<Arc<Reference>>,
    /// Its fields by id, in the order of the pack.
    #[serde(skip)]
    pub fields: IndexMap<String, FieldDefinition>,
}

impl RegisterDefinition {
    /// True if the pack brings its records along, so that no workbook holds them.
    pub fn is_reference(&self) -> bool {
        self.records.is_some()
    }
}

/// Definition of a column of a register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldDefinition {
    /// Register that the field belongs to.
    pub register: String,
    /// Id, unique in its register.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// What its cells hold.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Vocabulary of a choice or set.
    pub vocabulary: Option<String>,
    /// Name under which rules read the values one at a time.
    pub singular: Option<String>,
    /// Text outside the vocabulary is fine.
    #[serde(default)]
    pub open: bool,
    /// A blank cell repeats the value above (departments given once for a group).
    #[serde(default)]
    pub fill_down: bool,
    /// Register whose records the values name.
    pub names: Option<String>,
    /// Field of the same record whose text tells the names, by the words of the register that they are of.
    pub from: Option<String>,
    /// Expression that gives the value when the cell is blank.
    pub derive: Option<String>,
    /// Japanese name that expressions may use.
    pub alias: Option<String>,
    /// Headers it goes by; `parent > child` for a header below a merged one.
    #[serde(default)]
    pub headers: Vec<String>,
}

impl FieldDefinition {
    /// A column of a client's own that no pack defines: text under its header.
    pub fn own(register: &str, id: &str, header: &str) -> Self {
        Self {
            register: register.to_owned(),
            id: id.to_owned(),
            title: Text::same(header),
            kind: FieldType::Text,
            vocabulary: None,
            singular: None,
            open: false,
            fill_down: false,
            names: None,
            from: None,
            derive: None,
            alias: None,
            headers: vec![header.to_owned()],
        }
    }
}

/// What the cells of a field hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// Free text.
    Text,
    /// Yes or no.
    Flag,
    /// One value of a vocabulary.
    Choice,
    /// Several values of a vocabulary.
    Set,
    /// Names, not from a vocabulary.
    Names,
    /// A number or range of persons or records.
    Count,
    /// A day.
    Date,
    /// A length of time with the event it starts from.
    Period,
}

/// A closed list of values with the words people use for them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Id, in the singular.
    pub id: String,
    /// Its values, in the order of the pack.
    #[serde(rename = "value", default)]
    pub values: Vec<VocabularyValue>,
}

impl Vocabulary {
    /// The value with this id.
    pub fn value(&self, id: &str) -> Option<&VocabularyValue> {
        self.values.iter().find(|value| value.id == id)
    }
}

/// A value of a [`Vocabulary`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VocabularyValue {
    /// Id, unique in its vocabulary.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// Wordings that mean this value, also inside longer text.
    #[serde(default)]
    pub words: Vec<String>,
    /// Wordings that mean this value only when they are the whole cell.
    #[serde(default)]
    pub whole: Vec<String>,
    /// Media that the value belongs to; empty when it fits every medium.
    #[serde(default)]
    pub media: Vec<String>,
}
