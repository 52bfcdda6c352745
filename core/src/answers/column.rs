//! Answers about whole columns: one that is lacking, or a header in doubt.

use daicho_rules::normal::{OWN, clean, fold, fold_header};
use daicho_rules::{FieldType, Text};

use super::apply::{Answering, Done, is_confirmation};
use crate::ledger::{AnswerOutcome, Cell, Origin};
use crate::read::value::CellText;

/// What comes before an answer that holds for all records, folded.
const ALL: [&str; 4] = ["全件", "全て", "すべて", "all"];
/// Further words that say that a header is right, folded.
const RIGHT: [&str; 6] = ["はい", "ok", "yes", "正しい", "よい", "right"];

/// An answer to a column that a register lacks: the header that it goes by, or a value for all records.
pub(super) fn answer(
    answering: &mut Answering<'_>,
    (register, field): (&str, &str),
    answer: &CellText,
    at: Origin,
) -> Done {
    let Some(known) = answering.ledger.registers.get(register) else {
        return (AnswerOutcome::NoPlace(no_register()), None);
    };
    if known.column(field).is_some_and(|column| known.is_typed(column)) {
        return (AnswerOutcome::NoLongerAsked(has_column()), None);
    }
    let own = known.columns.iter().filter(|column| column.field.starts_with(OWN) && !column.again);
    let named = fold_header(unquoted(&answer.text));
    let named: Vec<String> = own
        .filter(|column| fold_header(&column.header) == named)
        .map(|column| column.field.clone())
        .collect();
    match named.as_slice() {
        [] => for_all(answering, (register, field), answer, at),
        [own] => (renamed(answering, (register, field), own), None),
        _ => (AnswerOutcome::NotUnderstood(two_columns()), None),
    }
}

/// Reads a column of the client's own as this field.
fn renamed(answering: &mut Answering<'_>, (register, field): (&str, &str), own: &str) -> AnswerOutcome {
    let Some(known) = answering.ledger.registers.get(register) else {
        return AnswerOutcome::NoPlace(no_register());
    };
    let cells: Vec<Cell> =
        known.records.iter().map(|record| known.cell(record, own).cloned().unwrap_or_default()).collect();
    for (record, cell) in cells.into_iter().enumerate() {
        let typed = CellText { text: cell.raw.clone(), ..CellText::default() };
        let parsed = match answering.understood(register, field, &typed) {
            Ok(parsed) => parsed,
            // As in any column, what is not understood stays in its cell.
            Err(why) if !cell.raw.is_empty() => crate::read::value::Parsed { value: None, doubt: Some(why) },
            Err(_) => crate::read::value::Parsed::default(),
        };
        let understood = match cell.at {
            Some(at) => answering.typed(field, &typed, parsed, at),
            None => Cell::new(cell.raw.clone(), parsed.value),
        };
        answering.put((register, field, record), understood);
    }
    AnswerOutcome::Applied
}

/// Puts one value into the column for all records.
fn for_all(
    answering: &mut Answering<'_>,
    (register, field): (&str, &str),
    answer: &CellText,
    at: Origin,
) -> Done {
    let text = clean(&answer.text);
    let marked = text.split_once(['：', ':']).filter(|(label, _)| ALL.contains(&fold(label).as_str()));
    let free = answering
        .rulebook
        .schema
        .field(register, field)
        .is_none_or(|field| matches!(field.kind, FieldType::Text | FieldType::Names) || field.open);
    let told = match marked {
        Some((_, told)) => CellText { text: told.trim().to_owned(), ..CellText::default() },
        // Free text may be a remark (列を追加します) as well as a value.
        None if free => return (AnswerOutcome::NotUnderstood(header_or_all()), None),
        None => answer.clone(),
    };
    let parsed = match answering.understood(register, field, &told) {
        Ok(parsed) => parsed,
        Err(why) => return (AnswerOutcome::NotUnderstood(why), None),
    };
    let cell = answering.typed(field, &told, parsed, at);
    let records = answering.ledger.register(register).map_or(0, |register| register.records.len());
    for record in 0..records {
        answering.put((register, field, record), cell.clone());
    }
    (AnswerOutcome::Applied, None)
}

/// An answer to a header in doubt.
pub(super) fn confirm(
    answering: &mut Answering<'_>,
    (register, field, header): (&str, &str, &str),
    answer: &CellText,
) -> Done {
    let ledger = &mut *answering.ledger;
    let place = ledger.tables.iter().filter(|table| table.register == register).find_map(|table| {
        let fits = |column: &&crate::ledger::MappedColumn| {
            column.field.as_deref() == Some(field) && column.header == header
        };
        let column = table.columns.iter().find(fits)?;
        let rows = table.header_rows.0..=table.header_rows.1;
        let at = |row| Origin::new(table.sheet, row, column.column);
        rows.map(at).find(|at| ledger.doubtful.why(*at).is_some())
    });
    let Some(place) = place else { return (AnswerOutcome::NoLongerAsked(no_doubt()), None) };
    if is_confirmation(&answer.text) || RIGHT.contains(&fold(&answer.text).as_str()) {
        ledger.doubtful.settle(place);
        return (AnswerOutcome::Confirmed, None);
    }
    (AnswerOutcome::NotUnderstood(map_it()), None)
}

/// The header in `列「備考」` and `column “Remarks”`.
fn unquoted(text: &str) -> &str {
    let inside = |open: char, close: char| {
        let (_, rest) = text.split_once(open)?;
        rest.rsplit_once(close).map(|(header, _)| header)
    };
    inside('「', '」').or_else(|| inside('“', '”')).unwrap_or(text)
}

fn no_register() -> Text {
    Text::new(
        "台帳のシートがないため、回答欄では反映できません。シートを追加してください",
        "the register is not there, so this cannot be answered here: add its sheet",
    )
}

fn has_column() -> Text {
    Text::new("台帳にこの列が設けられています", "the ledger has this column now")
}

fn two_columns() -> Text {
    Text::new("同じ見出しの列が複数あります", "several columns have this header")
}

fn no_doubt() -> Text {
    Text::new("この見出しについての疑問はなくなっています", "this header is no longer in doubt")
}

fn map_it() -> Text {
    Text::new(
        "列の対応付けは回答欄では直せません。台帳の見出しを書き直すか、設定（daicho.toml）で対応付けてください",
        "what a column holds cannot be mended here: reword its header, or map it in daicho.toml",
    )
}

fn header_or_all() -> Text {
    Text::new(
        "台帳にある見出しでも「全件：内容」の形でもないため、反映していません",
        "this is neither a header of the ledger nor of the form `all: content`, so it was not taken",
    )
}
