//! Keys and names of records.

use std::collections::{HashMap, HashSet};

use daicho_rules::Rulebook;
use daicho_rules::normal::clean;

use crate::assessment::RecordRef;
use crate::ledger::{Ledger, Record, Register};

/// Every record of a ledger, named.
#[derive(Debug)]
pub(crate) struct Records {
    by_register: HashMap<String, Vec<RecordRef>>,
}

impl Records {
    pub(crate) fn new(ledger: &Ledger, rulebook: &Rulebook) -> Self {
        let named = |register: &Register| {
            let definition = rulebook.schema.registers.get(&register.id);
            let fields = |wanted: fn(&daicho_rules::RegisterDefinition) -> &Vec<String>| {
                definition.map(|definition| wanted(definition).clone()).unwrap_or_default()
            };
            let keys = keys(register, &fields(|d| &d.key), &fields(|d| &d.fallback_key));
            let name = |(index, (record, key)): (usize, (&Record, String))| RecordRef {
                register: register.id.clone(),
                record: index,
                name: name_of(register, record, &key),
                department: clean(register.raw(record, "department")),
                at: record.cells.iter().filter_map(|cell| cell.at).find(|at| !ledger.is_answer(*at)),
                key,
            };
            register.records.iter().zip(keys).enumerate().map(name).collect()
        };
        let by_register =
            ledger.registers.values().map(|register| (register.id.clone(), named(register))).collect();
        Self { by_register }
    }

    /// The name of a record; of the ledger itself for a register that has none.
    pub(crate) fn name(&self, register: &str, record: usize) -> RecordRef {
        let found = self.by_register.get(register).and_then(|records| records.get(record));
        found.cloned().unwrap_or_else(|| RecordRef {
            register: register.to_owned(),
            record,
            key: register.to_owned(),
            ..RecordRef::default()
        })
    }
}

fn name_of(register: &Register, record: &Record, key: &str) -> String {
    let typed = ["name", "control", "account"].iter().map(|field| register.raw(record, field));
    let name = typed.map(clean).find(|name| !name.is_empty());
    name.unwrap_or_else(|| key.to_owned())
}

/// A key for each record that is the same next year, also when rows were moved.
///
/// The fields of `key` where they are filled and name no other record, else those of `fallback`; records
/// that even these do not tell apart are numbered in their order.
fn keys(register: &Register, key: &[String], fallback: &[String]) -> Vec<String> {
    let joined = |record: &Record, fields: &[String]| {
        let parts: Vec<String> = fields.iter().map(|field| clean(register.raw(record, field))).collect();
        if parts.iter().all(String::is_empty) { String::new() } else { parts.join("/") }
    };
    let own: Vec<String> = register.records.iter().map(|record| joined(record, key)).collect();
    // Numbers that start anew in each department name nothing; a row without one is no reason to drop all.
    let filled: Vec<&String> = own.iter().filter(|key| !key.is_empty()).collect();
    let numbered = filled.iter().collect::<HashSet<_>>().len() == filled.len();
    let fallback = if fallback.is_empty() { key } else { fallback };
    let mut keys: Vec<String> = register
        .records
        .iter()
        .zip(own)
        .map(|(record, own)| if numbered && !own.is_empty() { own } else { joined(record, fallback) })
        .collect();
    let mut taken: HashSet<String> = HashSet::new();
    for (index, key) in keys.iter_mut().enumerate() {
        if key.is_empty() {
            *key = format!("row-{}", index + 1);
        }
        let plain = key.clone();
        let mut times = 1;
        while !taken.insert(key.clone()) {
            times += 1;
            *key = format!("{plain}#{times}");
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Cell, Column};

    fn register(rows: &[[&str; 3]]) -> Register {
        let column = |field: &str| Column { field: field.into(), header: field.into(), again: false };
        let cell = |raw: &&str| Cell::new(*raw, None);
        Register {
            id: "items".into(),
            columns: ["number", "department", "name"].map(column).to_vec(),
            records: rows.iter().map(|row| Record { cells: row.iter().map(cell).collect() }).collect(),
        }
    }

    fn keys_of(rows: &[[&str; 3]]) -> Vec<String> {
        keys(&register(rows), &["number".into()], &["department".into(), "name".into()])
    }

    #[test]
    fn the_ledgers_own_numbers_are_keys() {
        assert_eq!(keys_of(&[["1", "総務", "履歴書"], ["2", "総務", "名刺"]]), ["1", "2"]);
    }

    #[test]
    fn repeated_numbers_give_way_to_department_and_name() {
        assert_eq!(keys_of(&[["1", "総務", "履歴書"], ["1", "営業", "名刺"]]), ["総務/履歴書", "営業/名刺"]);
    }

    #[test]
    fn a_row_without_a_number_leaves_the_other_keys_alone() {
        assert_eq!(keys_of(&[["1", "総務", "履歴書"], ["", "営業", "名刺"]]), ["1", "営業/名刺"]);
    }

    #[test]
    fn records_alike_are_numbered() {
        assert_eq!(
            keys_of(&[["", "総務", "名刺"], ["", "総務", "名刺"], ["", "", ""]]),
            ["総務/名刺", "総務/名刺#2", "row-3"]
        );
    }

    #[test]
    fn keys_are_unique_even_where_a_name_looks_like_a_numbered_one() {
        let keys = keys_of(&[["", "", "名刺"], ["", "", "名刺"], ["", "", "名刺#2"], ["", "", "名刺#2"]]);
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), 4, "{keys:?}");
    }
}
