//! Records that packs bring along, and the fields that are told by their words.

use daicho_rules::{FieldDefinition, Place, Problem, Rulebook, Schema, Text, Value};
use indexmap::IndexMap;

use crate::ledger::{Cell, Column, Ledger, Record, Register};
use crate::read::value::{CellText, Parsed, Parser};

/// The registers that packs bring along, read as those of a client are.
#[derive(Debug, Default)]
pub(super) struct References {
    registers: IndexMap<String, Register>,
}

impl References {
    pub(super) fn new(schema: &Schema) -> Self {
        let of_packs = schema.registers.values().filter(|definition| definition.is_reference());
        let registers = of_packs.filter_map(|definition| {
            let mut register = Register { id: definition.id.clone(), ..Register::default() };
            let cells = parsed(schema, &definition.id)?;
            let reference = schema.reference(&definition.id)?;
            for field in &reference.columns {
                let header = definition.fields.get(field).map(|field| field.title.ja.clone());
                let header = header.unwrap_or_default();
                register.columns.push(Column { field: field.clone(), header, again: false });
            }
            register.records = cells
                .into_iter()
                .map(|cells| Record { cells: cells.into_iter().map(|(_, cell, _)| cell).collect() })
                .collect();
            Some((definition.id.clone(), register))
        });
        Self { registers: registers.collect() }
    }

    pub(super) fn get(&self, register: &str) -> Option<&Register> {
        self.registers.get(register)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Register> {
        self.registers.values()
    }
}

/// A cell of a record that a pack brings along: its line, what it says, and what is doubtful about it.
type Told = (usize, Cell, Option<Text>);

/// The cells of a register that a pack brings along, record by record.
fn parsed(schema: &Schema, register: &str) -> Option<Vec<Vec<Told>>> {
    let reference = schema.reference(register)?;
    let parsers: Vec<Option<Parser<'_>>> = reference
        .columns
        .iter()
        .map(|field| schema.field(register, field))
        .map(|field| field.map(|field| Parser::new(field, schema.vocabulary_of(field))))
        .collect();
    let cell = |(raw, parser): (&String, &Option<Parser<'_>>)| {
        let text = CellText { text: raw.clone(), number: raw.parse().ok(), date: None };
        let Parsed { value, doubt } = parser.as_ref().map(|parser| parser.parse(&text)).unwrap_or_default();
        (Cell::new(raw.clone(), value), doubt)
    };
    let record = |record: &daicho_rules::ReferenceRecord| {
        let cells = record.cells.iter().zip(&parsers).map(cell);
        cells.map(|(cell, doubt)| (record.line, cell, doubt)).collect()
    };
    Some(reference.records.iter().map(record).collect())
}

/// What cannot be understood, or not quite, in records that packs bring along.
pub(crate) fn problems(rulebook: &Rulebook) -> Vec<Problem> {
    let schema = &rulebook.schema;
    let mut problems = Vec::new();
    for register in schema.registers.keys() {
        let Some(reference) = schema.reference(register) else { continue };
        for cells in parsed(schema, register).unwrap_or_default() {
            for (column, (line, cell, doubt)) in reference.columns.iter().zip(cells) {
                let Some(doubt) = doubt else { continue };
                let place = Place { file: reference.file.clone(), line, column: 1 };
                let (ja, en) = (
                    format!("{column}「{}」: {}", cell.raw, doubt.ja),
                    format!("{column} “{}”: {}", cell.raw, doubt.en),
                );
                problems.push(match cell.value {
                    Some(_) => Problem::warning(place, ja, en),
                    None => Problem::error(place, ja, en),
                });
            }
        }
    }
    problems
}

/// Fills the fields that others tell: names of records that the text of another field speaks of.
///
/// Where nothing is recognised there are known to be none; where the other field is blank nothing is known.
pub(super) fn recognise(ledger: &mut Ledger, schema: &Schema) {
    for register in ledger.registers.values_mut() {
        let Some(definition) = schema.registers.get(&register.id) else { continue };
        for field in definition.fields.values() {
            let Some((from, recogniser)) = told_by(schema, field) else { continue };
            let Some(source) = register.column(from) else { continue };
            let column = register.add_column(&field.id, &field.title.ja);
            for record in &mut register.records {
                let Some(told) = record.cells.get(source).filter(|cell| !cell.is_blank()) else { continue };
                if told.is_unclear() {
                    continue;
                }
                // What 「同上」 stands for, where that was typed.
                let text = match &told.value {
                    Some(Value::Text(text)) => text.as_str(),
                    _ => told.raw.as_str(),
                };
                let value = Value::Names(recogniser.names_in(text));
                let cell = Cell::derived(value).at(told.at);
                if let Some(known) = record.cells.get_mut(column) {
                    *known = cell;
                }
            }
        }
    }
}

fn told_by<'s>(
    schema: &'s Schema,
    field: &'s FieldDefinition,
) -> Option<(&'s str, daicho_rules::Recogniser)> {
    let from = field.from.as_deref()?;
    let reference = schema.reference(field.names.as_deref()?)?;
    Some((from, reference.recogniser()))
}
