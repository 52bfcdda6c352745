//! Who can answer: departments and persons as the ledger names them.

use std::collections::{BTreeMap, BTreeSet};

use daicho_rules::normal::{clean, fold, says_nothing};
use daicho_rules::{Schema, Value};

use crate::ledger::{Ledger, Record, Register};

/// Fields that name who can answer for a record, the one in charge first.
const PERSONS: [&str; 3] = ["owner", "key_holder", "user"];

/// Who can answer for the records of a ledger.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The one person in charge of all items of a department.
    contacts: BTreeMap<String, String>,
    /// Departments whose items name a record of another register, by register and folded name.
    named_by: BTreeMap<(String, String), BTreeSet<String>>,
}

impl People {
    pub(super) fn new(ledger: &Ledger, schema: &Schema) -> Self {
        let Some(items) = ledger.register("items") else { return Self::default() };
        let mut owners: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut named_by: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        let naming: Vec<(usize, &str)> = items
            .columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| Some((at, schema.field("items", &column.field)?.names.as_deref()?)))
            .collect();
        for record in &items.records {
            let department = said(items, record, "department");
            if department.is_empty() {
                continue;
            }
            let owner = said(items, record, "owner");
            if !owner.is_empty() {
                owners.entry(department.clone()).or_default().insert(fold(&owner), owner);
            }
            for (column, register) in &naming {
                let Some(Value::Names(names)) =
                    record.cells.get(*column).and_then(|cell| cell.value.as_ref())
                else {
                    continue;
                };
                for name in names {
                    let key = ((*register).to_owned(), fold(name));
                    named_by.entry(key).or_default().insert(department.clone());
                }
            }
        }
        let contacts = owners
            .into_iter()
            .filter(|(_, owners)| owners.len() == 1)
            .filter_map(|(department, owners)| Some((department, owners.into_values().next()?)))
            .collect();
        Self { contacts, named_by }
    }

    /// Department and person that can answer for a record; empty where the ledger does not tell.
    pub(super) fn of(&self, register: &Register, record: &Record) -> (String, String) {
        let own = said(register, record, "department");
        let department = if own.is_empty() && register.id != "items" {
            self.department_naming(&register.id, register.raw(record, "name"))
        } else {
            own
        };
        let person = PERSONS.iter().map(|field| said(register, record, field)).find(|name| !name.is_empty());
        let person = person.or_else(|| self.contacts.get(&department).cloned()).unwrap_or_default();
        (department, person)
    }

    /// The department whose items name a record of another register, if it is the only one.
    pub(super) fn department_naming(&self, register: &str, name: &str) -> String {
        let departments = self.named_by.get(&(register.to_owned(), fold(name)));
        let only = departments.filter(|departments| departments.len() == 1);
        only.and_then(|departments| departments.first().cloned()).unwrap_or_default()
    }

    /// The person in charge of all items of a department; empty where there are several or none.
    pub(super) fn contact(&self, department: &str) -> String {
        self.contacts.get(department).cloned().unwrap_or_default()
    }
}

/// What a cell says on one line; a dash or 「なし」 names nobody.
fn said(register: &Register, record: &Record, field: &str) -> String {
    let Some(cell) = register.cell(record, field) else { return String::new() };
    // 「同上」 and a department that is given by a heading are understood otherwise than typed.
    let text = match &cell.value {
        Some(Value::Text(text)) => text.as_str(),
        _ => cell.raw.as_str(),
    };
    let line = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if says_nothing(&line) { String::new() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Cell, Column};

    fn register(id: &str, fields: &[&str], rows: &[&[&str]]) -> Register {
        let column = |field: &&str| Column { field: (*field).into(), header: (*field).into(), again: false };
        let cell = |(field, raw): (&&str, &&str)| {
            let names = (*field == "vendors").then(|| Value::Names(vec![(*raw).to_owned()]));
            Cell::new(*raw, names)
        };
        Register {
            id: id.into(),
            columns: fields.iter().map(column).collect(),
            records: rows
                .iter()
                .map(|row| Record { cells: fields.iter().zip(*row).map(cell).collect() })
                .collect(),
        }
    }

    #[test]
    fn a_record_names_its_person_else_its_department_does() {
        let items = register(
            "items",
            &["department", "owner", "key_holder", "vendors"],
            &[
                &["総務部", "山田", "", "A社"],
                &["総務部", "－", "", "B社"],
                &["営業部", "佐藤", "", "A社"],
                &["営業部", "鈴木", "", ""],
                &["営業部", "", "田中", ""],
                &["営業部", "", "", ""],
            ],
        );
        let vendors = register("vendors", &["name"], &[&["Ａ社"], &["B社"], &["C社"]]);
        let rulebook = daicho_rules::Rulebook::load(&["pms".to_owned()]).unwrap();
        let ledger = Ledger {
            registers: [("items".to_owned(), items), ("vendors".to_owned(), vendors)].into_iter().collect(),
            ..Ledger::default()
        };
        let people = People::new(&ledger, &rulebook.schema);
        let of = |register: &str, record: usize| {
            let register = ledger.register(register).unwrap();
            let (department, person) = people.of(register, &register.records[record]);
            format!("{department}/{person}")
        };
        for (register, record, told) in [
            ("items", 0, "総務部/山田"),
            // The only person in charge in the department.
            ("items", 1, "総務部/山田"),
            ("items", 4, "営業部/田中"),
            // Two persons are in charge there.
            ("items", 5, "営業部/"),
            // Two departments give work to this vendor, one to the next, none to the last.
            ("vendors", 0, "/"),
            ("vendors", 1, "総務部/山田"),
            ("vendors", 2, "/"),
        ] {
            assert_eq!(of(register, record), told, "{register} {record}");
        }
    }
}
