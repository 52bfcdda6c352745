//! What would answer a question: a cell, a column, a record, a control.

use daicho_rules::{Decided, NameOrigin};

use super::super::Setting;

/// What would answer a question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// The cell of a record.
    Cell { register: String, record: usize, field: String },
    /// A column that a register lacks, or the register itself.
    Column { register: String, field: String },
    /// A record that another register lacks, such as a vendor.
    Record { register: String, name: String },
    /// Something that the record of a pack does not say.
    Reference { register: String, name: String, field: String },
    /// The state of a control.
    Control(String),
    /// Something that no cell holds.
    Elsewhere(String),
}

/// What would answer a rule that asks for `name` on a record.
pub(super) fn target(
    setting: &Setting<'_>,
    register: &str,
    record: usize,
    name: &str,
    decided: &Decided,
) -> Target {
    let cell = |register: &str, record: usize, field: String| match setting.ledger.registers.get(register) {
        // A column that only derived values stand in is none of the client's.
        Some(known) if known.column(&field).is_some_and(|column| known.is_typed(column)) => {
            Target::Cell { register: register.to_owned(), record, field }
        }
        _ => Target::Column { register: register.to_owned(), field },
    };
    match setting.rulebook.origin_of(register, name) {
        // What another field tells is asked for there.
        NameOrigin::Own(field) => {
            let from = setting.rulebook.schema.field(register, &field).and_then(|field| field.from.clone());
            cell(register, record, from.unwrap_or(field))
        }
        NameOrigin::Joined { singular, register: other, field }
            if setting.references.get(&other).is_some() =>
        {
            let named = decided.singulars.iter().find(|(known, _)| *known == singular);
            let name = named.map(|(_, name)| name.clone()).unwrap_or_default();
            Target::Reference { register: other, name, field }
        }
        NameOrigin::Joined { singular, register: other, field } => {
            match setting.joined(&singular, &other, decided) {
                Some((_, index)) => cell(&other, index, field),
                None if setting.ledger.registers.contains_key(&other) => {
                    let named = decided.singulars.iter().find(|(field, _)| *field == singular);
                    Target::Record {
                        register: other,
                        name: named.map(|(_, name)| name.clone()).unwrap_or_default(),
                    }
                }
                None => Target::Column { register: other, field: "name".to_owned() },
            }
        }
        NameOrigin::Control(control) => Target::Control(control),
        // The number of records of a register that is not there.
        NameOrigin::Elsewhere => match name.strip_suffix("_count") {
            Some(absent) if setting.rulebook.schema.registers.contains_key(absent) => {
                Target::Column { register: absent.to_owned(), field: "name".to_owned() }
            }
            _ => Target::Elsewhere(name.to_owned()),
        },
    }
}
