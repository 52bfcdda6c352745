//! Answers about controls: their state, as the register of measures would tell it.

use daicho_rules::{FieldType, Text, Value};

use super::apply::{Answering, Done};
use crate::assess::records_of_control;
use crate::ledger::{AnswerOutcome, Cell, Origin, Record, Register};
use crate::read::value::CellText;

const MEASURES: &str = "measures";
const CONTROL: &str = "control";
const STATUS: &str = "status";

/// Takes the answer for the state of a control: in the records that are about it alone, else in one of its own.
pub(super) fn answer(answering: &mut Answering<'_>, id: &str, answer: &CellText, at: Origin) -> Done {
    let Some(control) = answering.rulebook.controls.get(id) else {
        return (AnswerOutcome::NoPlace(no_control()), None);
    };
    let is_choice = |field: &daicho_rules::FieldDefinition| field.kind == FieldType::Choice;
    if !answering.rulebook.schema.field(MEASURES, STATUS).is_some_and(is_choice) {
        return (AnswerOutcome::NoPlace(no_control()), None);
    }
    let named = records_of_control(answering.ledger, answering.rulebook, id);
    let status = |record: usize| {
        let measures = answering.ledger.register(MEASURES)?;
        measures.cell(measures.records.get(record)?, STATUS)
    };
    let told = named.iter().filter_map(|(record, _)| status(*record)).find(|cell| cell.value.is_some());
    if let Some(told) = told {
        return (AnswerOutcome::NoLongerAsked(told_since(&told.raw)), None);
    }
    let parsed = match answering.understood(MEASURES, STATUS, answer) {
        Ok(parsed) => parsed,
        Err(why) => return (AnswerOutcome::NotUnderstood(why), None),
    };
    let alone: Vec<usize> =
        named.iter().filter(|(_, controls)| *controls == 1).map(|(record, _)| *record).collect();
    let instead =
        alone.first().and_then(|record| status(*record)).and_then(|cell| Some((cell.at?, cell.raw.clone())));
    let cell = answering.typed(STATUS, answer, parsed, at);
    for record in &alone {
        answering.put((MEASURES, STATUS, *record), cell.clone());
    }
    if alone.is_empty() {
        // The title may be that of several controls; the id is not.
        let title = control.title.ja.clone();
        append(answering, &title, cell, at);
        if records_of_control(answering.ledger, answering.rulebook, id).last().is_none_or(|(_, n)| *n != 1) {
            rename_last(answering, id);
        }
    }
    (AnswerOutcome::Applied, instead)
}

/// Adds a record about the control to the register of measures, which is made if there is none.
fn append(answering: &mut Answering<'_>, title: &str, status: Cell, at: Origin) {
    let measures = answering
        .ledger
        .registers
        .entry(MEASURES.to_owned())
        .or_insert_with(|| Register { id: MEASURES.to_owned(), ..Register::default() });
    measures.records.push(Record { cells: vec![Cell::default(); measures.columns.len()] });
    let record = measures.records.len() - 1;
    let name = Cell::new(title, Some(Value::Text(title.to_owned()))).at(Some(at));
    answering.put((MEASURES, CONTROL, record), name);
    answering.put((MEASURES, STATUS, record), status);
}

fn rename_last(answering: &mut Answering<'_>, id: &str) {
    let Some(measures) = answering.ledger.registers.get_mut(MEASURES) else { return };
    let Some(column) = measures.column(CONTROL) else { return };
    if let Some(cell) = measures.records.last_mut().and_then(|record| record.cells.get_mut(column)) {
        *cell = Cell::new(id, Some(Value::Text(id.to_owned()))).at(cell.at);
    }
}

fn no_control() -> Text {
    Text::new("この対策は、使用したルールパックにありません", "the packs in use have no such control")
}

fn told_since(raw: &str) -> Text {
    Text::new(
        format!("台帳に実施状況「{raw}」が記入されたため、台帳の記載を優先しました"),
        format!("the ledger tells its state now (`{raw}`), and wins"),
    )
}
