//! How many are kept of what a register says only how many come in: 月200件 kept for five years.

use std::collections::HashMap;

use daicho_rules::{Count, FieldType, RegisterDefinition, Value};

use crate::ledger::{Record, Register};

/// The field that says how long records are kept.
pub(super) const RETENTION: &str = "retention";

/// The number that is kept, where `count` says it or it follows from how long the record is kept.
pub(crate) fn number(register: &Register, record: &Record, count: Count) -> Option<Count> {
    let retention = match register.cell(record, RETENTION).and_then(|cell| cell.value.as_ref()) {
        Some(Value::Period(period)) => Some(period),
        _ => None,
    };
    count.held(retention)
}

/// The numbers kept of cells that say how many come in, by field and record.
///
/// In a register of things that are not kept for a time, such as trainings, a number a year is what is asked.
pub(super) fn numbers<'d>(
    definition: &'d RegisterDefinition,
    register: &Register,
) -> HashMap<&'d str, HashMap<usize, Value>> {
    let is_kept = definition.fields.contains_key(RETENTION);
    let mut numbers: HashMap<&str, HashMap<usize, Value>> = HashMap::new();
    for field in definition.fields.values().filter(|field| field.kind == FieldType::Count) {
        let Some(column) = register.column(&field.id) else { continue };
        for (index, record) in register.records.iter().enumerate() {
            let Some(Value::Count(count)) = record.cells.get(column).and_then(|cell| cell.value.as_ref())
            else {
                continue;
            };
            if count.per.is_none() {
                continue;
            }
            let held =
                if is_kept { number(register, record, *count) } else { Some(Count { per: None, ..*count }) };
            if let Some(held) = held {
                numbers.entry(&field.id).or_default().insert(index, Value::Count(held));
            }
        }
    }
    numbers
}
