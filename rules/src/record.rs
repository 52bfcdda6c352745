//! One record, and the ledger around it, in the form that expressions read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rhai::Dynamic;

use crate::normal::fold;
use crate::register::RegisterDefinition;
use crate::slot::{Day, Slot, lower};
use crate::value::Value;

/// What a cell says, for a rule.
#[derive(Debug, Clone, Copy)]
pub enum Reading<'a> {
    /// Nothing was typed.
    Blank,
    /// Something was typed that was not understood.
    Unclear,
    /// A value.
    Known(&'a Value),
}

/// The values of one record, by the names that expressions use.
#[derive(Debug, Clone, Default)]
pub struct RecordValues {
    pub(crate) slots: HashMap<String, Slot>,
}

impl RecordValues {
    /// The values of a record of `register`, where `read` tells what the cell of a field says.
    pub fn new<'a>(register: &RegisterDefinition, read: impl Fn(&str) -> Reading<'a>) -> Self {
        let mut values = Self::default();
        for field in register.fields.values() {
            values.set(&field.id, read(&field.id));
        }
        values
    }

    /// Sets a field, with the names derived from it.
    pub fn set(&mut self, field: &str, reading: Reading<'_>) {
        let slot = match reading {
            Reading::Blank => Slot::Blank,
            Reading::Unclear => Slot::Unclear,
            Reading::Known(value) => Slot::of(field, value),
        };
        match reading {
            Reading::Known(Value::Count(count)) => {
                self.put(format!("{field}_low"), Slot::Known(Dynamic::from(lower(*count))));
            }
            Reading::Known(Value::Period(period)) => {
                let from = period.from.clone().unwrap_or_default();
                self.put(format!("{field}_months"), Slot::months(period));
                self.put(format!("{field}_permanent"), Slot::Known(Dynamic::from(period.permanent)));
                self.put(format!("{field}_from"), Slot::Known(Dynamic::from(from)));
            }
            _ => {}
        }
        self.put(field.to_owned(), slot);
    }

    /// Sets a number that belongs to the record but stands in no cell, such as `purpose_repeats`.
    pub fn set_number(&mut self, name: &str, number: i64) {
        self.put(name.to_owned(), Slot::Known(Dynamic::from(number)));
    }

    /// Sets a fact of the record's group.
    pub fn set_fact(&mut self, name: &str, fact: &FactValue) {
        self.put(name.to_owned(), fact.slot());
    }

    fn put(&mut self, name: String, slot: Slot) {
        self.slots.insert(name, slot);
    }
}

/// The value of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactValue {
    /// Of `any` and `all`.
    Flag(bool),
    /// Of `count` and `sum`.
    Number(i64),
    /// Of `earliest` and `latest`.
    Date(NaiveDate),
    /// There was nothing to compute it from.
    Unknown,
}

impl FactValue {
    fn slot(self) -> Slot {
        match self {
            Self::Flag(flag) => Slot::Known(Dynamic::from(flag)),
            Self::Number(number) => Slot::Known(Dynamic::from(number)),
            Self::Date(date) => Slot::Known(Dynamic::from(Day(date))),
            Self::Unknown => Slot::Blank,
        }
    }
}

/// What all records of a ledger share.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub(crate) as_of: NaiveDate,
    pub(crate) columns: HashSet<String>,
    pub(crate) registers: HashSet<String>,
    pub(crate) slots: HashMap<String, Slot>,
    pub(crate) joins: HashMap<String, HashMap<String, Arc<RecordValues>>>,
}

impl World {
    /// An empty ledger, judged on this day.
    pub fn new(as_of: NaiveDate) -> Self {
        let slots = HashMap::from([("as_of".to_owned(), Slot::Known(Dynamic::from(Day(as_of))))]);
        Self { as_of, slots, ..Self::default() }
    }

    /// Notes that the ledger has a register, with these columns and so many records.
    pub fn add_register<'a>(&mut self, id: &str, columns: impl IntoIterator<Item = &'a str>, records: usize) {
        self.registers.insert(id.to_owned());
        self.columns.extend(columns.into_iter().map(|column| format!("{id}.{column}")));
        let records = i64::try_from(records).unwrap_or(i64::MAX);
        self.slots.insert(format!("{id}_count"), Slot::Known(Dynamic::from(records)));
    }

    /// Adds a record that other registers name, such as a vendor.
    pub fn add_named(&mut self, register: &str, name: &str, values: Arc<RecordValues>) {
        self.joins.entry(register.to_owned()).or_default().entry(fold(name)).or_insert(values);
    }

    /// Sets a fact of the whole ledger.
    pub fn set_fact(&mut self, name: &str, fact: &FactValue) {
        self.slots.insert(name.to_owned(), fact.slot());
    }

    pub(crate) fn named(&self, register: &str, name: &str) -> Option<&Arc<RecordValues>> {
        self.joins.get(register)?.get(&fold(name))
    }
}
