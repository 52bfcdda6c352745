//! Answers about a name that no record has: the name that it goes by in its register.

use daicho_rules::normal::fold;
use daicho_rules::{Text, Value};

use super::apply::{Answering, Done};
use crate::ledger::{AnswerOutcome, Cell, Origin};
use crate::read::value::CellText;

/// Takes the answer for the name wherever that was typed.
pub(super) fn answer(
    answering: &mut Answering<'_>,
    (register, name): (&str, &str),
    answer: &CellText,
    at: Origin,
) -> Done {
    let Some(known) = answering.ledger.register(register) else {
        return (AnswerOutcome::NoPlace(no_register()), None);
    };
    let named = |wanted: &str| {
        let wanted = fold(wanted);
        let mut names = known.records.iter().map(|record| known.raw(record, "name"));
        names.find(|name| fold(name) == wanted).map(str::to_owned)
    };
    if named(name).is_some() {
        return (AnswerOutcome::NoLongerAsked(registered()), None);
    }
    let Some(right) = named(&answer.text) else {
        return (AnswerOutcome::NotUnderstood(not_registered()), None);
    };
    let schema = &answering.rulebook.schema;
    let mut instead = None;
    let mut found = false;
    for (id, other) in &mut answering.ledger.registers {
        let naming: Vec<usize> = other
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| {
                let field = schema.field(id, &column.field);
                field.is_some_and(|field| field.names.as_deref() == Some(register))
            })
            .map(|(at, _)| at)
            .collect();
        for record in &mut other.records {
            for column in &naming {
                let Some(cell) = record.cells.get_mut(*column) else { continue };
                let Some(renamed) = renamed(cell, name, &right) else { continue };
                found = true;
                let was = cell.at.map(|place| (place, cell.raw.clone()));
                *cell = renamed.at(Some(at));
                instead = instead.or(was);
            }
        }
    }
    if found { (AnswerOutcome::Applied, instead) } else { (AnswerOutcome::NoLongerAsked(not_named()), None) }
}

/// The cell with one of its names exchanged; `None` if it has no such name.
fn renamed(cell: &Cell, name: &str, right: &str) -> Option<Cell> {
    let Some(Value::Names(names)) = &cell.value else { return None };
    let wanted = fold(name);
    if !names.iter().any(|known| fold(known) == wanted) {
        return None;
    }
    let exchange = |known: &String| if fold(known) == wanted { right.to_owned() } else { known.clone() };
    let names: Vec<String> = names.iter().map(exchange).collect();
    let raw = names.join("、");
    Some(Cell::new(raw, Some(Value::Names(names))).at(cell.at))
}

fn no_register() -> Text {
    Text::new(
        "台帳のシートがないため、回答欄では反映できません。シートを追加してください",
        "the register is not there, so this cannot be answered here: add its sheet",
    )
}

fn registered() -> Text {
    Text::new("台帳に登録されています", "it is registered now")
}

fn not_named() -> Text {
    Text::new("この名称は台帳で使われなくなっています", "no record names it any more")
}

fn not_registered() -> Text {
    Text::new(
        "回答された名称も台帳にありません。台帳にある名称を回答するか、台帳に行を追加してください",
        "the register has no such name either: answer with one that it has, or add a record to it",
    )
}
