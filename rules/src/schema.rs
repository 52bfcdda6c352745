//! What the layered packs say about the shape of ledgers.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::client::mapping::Mapping;
use crate::method::{Family, Stage};
use crate::reference::Reference;
use crate::register::{FieldDefinition, RegisterDefinition, Vocabulary};
use crate::text::Text;

/// Registers, vocabularies, stages and families of the layered packs.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Registers by id.
    pub registers: IndexMap<String, RegisterDefinition>,
    /// Vocabularies by id.
    pub vocabularies: IndexMap<String, Vocabulary>,
    /// Stages in their order.
    pub stages: Vec<Stage>,
    /// Families of controls.
    pub families: Vec<Family>,
    /// Headers and wordings of one client.
    pub mapping: Mapping,
    /// Names `x_…` that expressions read, of whatever register: columns of these headers are read as text,
    /// also where a field stands for them.
    pub by_header: BTreeSet<String>,
}

impl Schema {
    /// The registers that are read from workbooks: all but those whose records a pack brings along.
    pub fn registers_of_clients(&self) -> impl Iterator<Item = &RegisterDefinition> {
        self.registers.values().filter(|register| !register.is_reference())
    }

    /// The records of a register that a pack brings along.
    pub fn reference(&self, register: &str) -> Option<&Reference> {
        self.registers.get(register)?.reference.as_deref()
    }

    /// The definition of a field.
    pub fn field(&self, register: &str, field: &str) -> Option<&FieldDefinition> {
        self.registers.get(register)?.fields.get(field)
    }

    /// The vocabulary of a field.
    pub fn vocabulary_of(&self, field: &FieldDefinition) -> Option<&Vocabulary> {
        self.vocabularies.get(field.vocabulary.as_deref()?)
    }

    /// The field of a register that rules read one value at a time as `singular`.
    pub fn plural_of(&self, register: &str, singular: &str) -> Option<&FieldDefinition> {
        let fields = &self.registers.get(register)?.fields;
        fields.values().find(|field| field.singular.as_deref() == Some(singular))
    }

    /// Title of a value of a field, its id where the vocabulary has none.
    pub fn value_title(&self, field: &FieldDefinition, id: &str) -> Text {
        self.vocabulary_of(field)
            .and_then(|vocabulary| vocabulary.value(id))
            .map_or_else(|| Text::same(id), |value| value.title.clone())
    }
}
