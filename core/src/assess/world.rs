//! The ledger in the form that rules read: values of every record, facts, joins.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::normal::fold;
use daicho_rules::{Evaluator, Expression, FieldType, Reading, RecordValues, Rulebook, Value, World};

use super::facts;
use crate::ledger::{Cell, Ledger, Register};

/// Values of all records, and what they share.
pub(super) struct Surroundings {
    values: Vec<(String, Vec<Arc<RecordValues>>)>,
    world: Arc<World>,
}

impl Surroundings {
    /// Reads a ledger for its rules; blank fields that others tell are derived first.
    pub(super) fn new(ledger: &mut Ledger, rulebook: &Arc<Rulebook>, as_of: NaiveDate) -> Self {
        let mut world = World::new(as_of);
        for register in ledger.registers.values() {
            let columns = register.columns.iter().map(|column| column.field.as_str());
            world.add_register(&register.id, columns, register.records.len());
        }
        derive(ledger, rulebook, &world);
        let mut values: Vec<(String, Vec<RecordValues>)> = Vec::new();
        for register in ledger.registers.values() {
            values.push((register.id.clone(), register_values(register, rulebook)));
        }
        for (id, records) in &values {
            let is_named = rulebook.schema.registers.values().any(|definition| {
                definition.fields.values().any(|field| field.names.as_deref() == Some(id.as_str()))
            });
            if let (true, Some(register)) = (is_named, ledger.registers.get(id)) {
                for (record, values) in register.records.iter().zip(records) {
                    world.add_named(id, register.raw(record, "name"), Arc::new(values.clone()));
                }
            }
        }
        facts::compute(ledger, rulebook, &mut values, &mut world);
        let values = values
            .into_iter()
            .map(|(id, records)| (id, records.into_iter().map(Arc::new).collect()))
            // Rules over the ledger as a whole are decided once, on a record without fields.
            .chain([("ledger".to_owned(), vec![Arc::new(RecordValues::default())])])
            .collect();
        Self { values, world: Arc::new(world) }
    }

    pub(super) fn registers(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(id, _)| id.as_str())
    }

    pub(super) fn values(&self, register: &str) -> &[Arc<RecordValues>] {
        let found = self.values.iter().find(|(id, _)| id == register);
        found.map_or(&[], |(_, values)| values.as_slice())
    }

    pub(super) fn world(&self) -> Arc<World> {
        Arc::clone(&self.world)
    }
}

/// What a cell says to a rule.
pub(super) fn reading(cell: Option<&Cell>) -> Reading<'_> {
    match cell {
        Some(Cell { value: Some(value), .. }) => Reading::Known(value),
        Some(cell) if cell.is_unclear() => Reading::Unclear,
        _ => Reading::Blank,
    }
}

fn register_values(register: &Register, rulebook: &Rulebook) -> Vec<RecordValues> {
    let Some(definition) = rulebook.schema.registers.get(&register.id) else { return Vec::new() };
    let columns: HashMap<&str, usize> =
        register.columns.iter().enumerate().map(|(at, column)| (column.field.as_str(), at)).collect();
    let mut values: Vec<RecordValues> = register
        .records
        .iter()
        .map(|record| {
            RecordValues::new(definition, |field| {
                let reading = reading(columns.get(field).and_then(|column| record.cells.get(*column)));
                let is_text = definition.fields.get(field).is_some_and(|field| field.kind == FieldType::Text);
                match reading {
                    // A text that says 「なし」 is no text.
                    Reading::Unclear if is_text => Reading::Blank,
                    other => other,
                }
            })
        })
        .collect();
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
        let name = format!("{}_repeats", field.id);
        for (values, text) in values.iter_mut().zip(&texts) {
            values.set_number(&name, repeats.get(text.as_str()).copied().unwrap_or(1));
        }
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
        let values = register_values(register, rulebook);
        for (record, values) in register.records.iter_mut().zip(values) {
            let Some(cell) = record.cells.get_mut(column).filter(|cell| cell.is_blank()) else { continue };
            evaluator.turn_to(id, &Arc::new(values));
            if let Some(value) = derived(&mut evaluator, expression) {
                *cell = Cell { value: Some(value), derived: true, ..cell.clone() };
            }
        }
    }
}

/// The value of a deriving expression; one that asks or fails tells nothing.
fn derived(evaluator: &mut Evaluator, expression: &Expression) -> Option<Value> {
    evaluator.truth(expression).ok().map(Value::Flag)
}
