//! What a ledger says, in the form that expressions read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rhai::Dynamic;

use crate::columns::Columns;
use crate::names::control_name;
use crate::normal::fold;
use crate::slot::{Day, Slot};
use crate::value::Value;

/// What a cell says, for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading<'a> {
    /// Nothing was typed.
    Blank,
    /// Something was typed that was not understood.
    Unclear,
    /// A value.
    Known(&'a Value),
}

/// The value of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    pub(crate) fn slot(self) -> Slot {
        match self {
            Self::Flag(flag) => Slot::Known(Dynamic::from(flag)),
            Self::Number(number) => Slot::Known(Dynamic::from(number)),
            Self::Date(date) => Slot::Known(Dynamic::from(Day(date))),
            Self::Unknown => Slot::Blank,
        }
    }
}

/// Records of a register that others name, such as vendors, by their folded names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Named {
    pub(crate) columns: Arc<Columns>,
    records: HashMap<String, usize>,
}

impl Named {
    pub(crate) fn record(&self, name: &str) -> Option<usize> {
        self.records.get(&fold(name)).copied()
    }
}

/// What all records of a ledger share.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub(crate) as_of: NaiveDate,
    pub(crate) columns: HashSet<String>,
    pub(crate) registers: HashSet<String>,
    pub(crate) slots: HashMap<String, Slot>,
    pub(crate) named: HashMap<String, Named>,
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

    /// Adds the records of a register that other registers name, such as vendors.
    ///
    /// Of records with the same name the first counts.
    pub fn add_named<'a>(
        &mut self,
        register: &str,
        names: impl IntoIterator<Item = &'a str>,
        columns: Arc<Columns>,
    ) {
        let mut records = HashMap::new();
        for (record, name) in names.into_iter().enumerate() {
            records.entry(fold(name)).or_insert(record);
        }
        self.named.insert(register.to_owned(), Named { columns, records });
    }

    /// Notes how far a control is in place, by a value of the vocabulary of `measures.status`.
    pub fn set_control(&mut self, id: &str, state: &str) {
        self.slots.insert(control_name(id), Slot::Known(Dynamic::from(state.to_owned())));
    }

    /// Sets a fact of the whole ledger.
    pub fn set_fact(&mut self, name: &str, fact: &FactValue) {
        self.slots.insert(name.to_owned(), fact.slot());
    }
}
