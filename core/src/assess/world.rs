//! The ledger in the form that rules read: values of every record, facts, joins.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::normal::fold;
use daicho_rules::{Bindings, Columns, Evaluator, FieldType, Reading, Rulebook, Value, World};

use super::facts;
use super::held;
use super::measures::Measures;
use super::references::{self, References};
use crate::ledger::{Cell, Ledger, Register};

/// The records of all registers, and what they share.
#[derive(Debug)]
pub(crate) struct Surroundings {
    records: Vec<(String, Arc<Columns>)>,
    world: Arc<World>,
    measures: Measures,
    references: References,
}

impl Surroundings {
    /// Reads a ledger for its rules; blank fields that others tell are derived first.
    pub(crate) fn new(ledger: &mut Ledger, rulebook: &Arc<Rulebook>, as_of: NaiveDate) -> Self {
        let mut world = World::new(as_of);
        // Rules may read how far controls are in place, and so may what is computed before them.
        let measures = Measures::new(ledger, rulebook);
        for (control, state) in measures.states() {
            world.set_control(control, state.id());
        }
        for register in ledger.registers.values() {
            let columns = register.columns.iter().map(|column| column.field.as_str());
            world.add_register(&register.id, columns, register.records.len());
        }
        let references = References::new(&rulebook.schema);
        for register in references.all() {
            let columns = register.columns.iter().map(|column| column.field.as_str());
            world.add_register(&register.id, columns, register.records.len());
            let names = register.records.iter().map(|record| register.raw(record, "name"));
            world.add_named(&register.id, names, Arc::new(columns_of(register, rulebook)));
        }
        references::recognise(ledger, &rulebook.schema);
        derive(ledger, rulebook, &world);
        let mut records: Vec<(String, Arc<Columns>)> = Vec::new();
        for register in ledger.registers.values() {
            let columns = Arc::new(columns_of(register, rulebook));
            let is_named = rulebook.schema.registers.values().any(|definition| {
                definition.fields.values().any(|field| field.names.as_deref() == Some(register.id.as_str()))
            });
            if is_named {
                let names = register.records.iter().map(|record| register.raw(record, "name"));
                world.add_named(&register.id, names, Arc::clone(&columns));
            }
            records.push((register.id.clone(), columns));
        }
        facts::compute(ledger, rulebook, &mut records, &mut world);
        // Rules over the ledger as a whole are decided once, on a record without fields.
        records.push(("ledger".to_owned(), Arc::new(Columns::new(1))));
        Self { records, world: Arc::new(world), measures, references }
    }

    pub(crate) fn registers(&self) -> impl Iterator<Item = &str> {
        self.records.iter().map(|(id, _)| id.as_str())
    }

    /// The records of a register; none where the ledger has no such register.
    pub(crate) fn records(&self, register: &str) -> Arc<Columns> {
        let found = self.records.iter().find(|(id, _)| id == register);
        found.map_or_else(|| Arc::new(Columns::new(0)), |(_, columns)| Arc::clone(columns))
    }

    pub(crate) fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// The records that packs bring along.
    pub(super) fn references(&self) -> &References {
        &self.references
    }

    /// What the ledger says of controls.
    pub(super) fn measures(&self) -> &Measures {
        &self.measures
    }
}

/// What a cell says to a rule.
pub(super) fn reading(cell: Option<&Cell>) -> Reading<'_> {
    match cell.map(|cell| (&cell.value, cell.is_unclear())) {
        Some((Some(value), _)) => Reading::Known(value),
        Some((None, true)) => Reading::Unclear,
        _ => Reading::Blank,
    }
}

/// What a cell of a text says to a rule; one that holds an error says nothing.
fn text_reading(cell: Option<&Cell>) -> Reading<'_> {
    match reading(cell) {
        Reading::Unclear => Reading::Blank,
        other => other,
    }
}

pub(super) fn columns_of(register: &Register, rulebook: &Rulebook) -> Columns {
    let Some(definition) = rulebook.schema.registers.get(&register.id) else {
        return Columns::new(register.records.len());
    };
    let columns: HashMap<&str, usize> =
        register.columns.iter().enumerate().map(|(at, column)| (column.field.as_str(), at)).collect();
    let cell = |column: Option<&usize>, record: usize| register.records.get(record)?.cells.get(*column?);
    let held = held::numbers(definition, register);
    let mut values = Columns::of(definition, register.records.len(), |field, record| {
        let kind = definition.fields.get(field).map(|field| field.kind);
        let cell = cell(columns.get(field), record);
        match kind {
            Some(FieldType::Text) => text_reading(cell),
            Some(FieldType::Count) => {
                let number = held.get(field).and_then(|numbers| numbers.get(&record));
                number.map_or_else(|| reading(cell), Reading::Known)
            }
            _ => reading(cell),
        }
    });
    for (at, column) in register.columns.iter().enumerate() {
        if !definition.fields.contains_key(&column.field) {
            let readings = register.records.iter().map(|record| text_reading(record.cells.get(at)));
            values.add_field(&column.field, readings);
        }
    }
    for field in definition.fields.values().filter(|field| field.kind == FieldType::Text) {
        let Some(column) = columns.get(field.id.as_str()) else { continue };
        let texts: Vec<String> = register
            .records
            .iter()
            .map(|record| record.cells.get(*column).map(|cell| fold(&cell.raw)).unwrap_or_default())
            .collect();
        let mut repeats: HashMap<&str, i64> = HashMap::new();
        for text in &texts {
            *repeats.entry(text).or_default() += 1;
        }
        let numbers = texts.iter().map(|text| repeats.get(text.as_str()).copied().unwrap_or(1));
        values.add_numbers(&format!("{}_repeats", field.id), numbers);
    }
    values
}

/// Fills blank cells whose value other cells of the record tell.
fn derive(ledger: &mut Ledger, rulebook: &Arc<Rulebook>, world: &World) {
    let mut evaluator = Evaluator::new(Arc::clone(rulebook), Arc::new(world.clone()));
    for (id, field, expression) in &rulebook.derived {
        let Some(register) = ledger.registers.get_mut(id) else { continue };
        let column = if let Some(column) = register.column(field) {
            column
        } else {
            let title = rulebook.schema.field(id, field).map(|field| field.title.ja.clone());
            register.add_column(field, &title.unwrap_or_default())
        };
        let bindings = Arc::new(Bindings::plain(id, Arc::new(columns_of(register, rulebook))));
        for (row, record) in register.records.iter_mut().enumerate() {
            let Some(cell) = record.cells.get_mut(column).filter(|cell| cell.is_blank()) else { continue };
            evaluator.turn_to(&bindings, row);
            // One that asks or fails tells nothing.
            if let Ok(flag) = evaluator.truth(expression) {
                *cell = Cell::derived(Value::Flag(flag)).at(cell.at);
            }
        }
    }
}
