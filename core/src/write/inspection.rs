//! What was found in workbooks, as JSON.

use daicho_rules::normal::OWN;
use daicho_rules::{Period, Value};
use serde_json::json;

use super::lines;

use crate::ledger::{Cell, Ledger, Origin, SheetOutcome, Table, TableLayout, column_name};

/// What `daicho inspect --format json` prints: one document for all workbooks.
///
/// `workbooks` holds one entry a file: its `sheets` with what became of each, and its `tables` with their
/// columns (`confidence` from 0 to 1) and understood `values`. `doubts` of all files follow, and for folders
/// what was `passed_over`. Rows count from 1.
pub fn inspection_json(ledgers: &[Ledger]) -> String {
    let mut workbooks = Vec::new();
    let mut doubts = Vec::new();
    for ledger in ledgers {
        for (source, workbook) in ledger.sources.iter().enumerate() {
            let of_this = |sheet: usize| ledger.sheets.get(sheet).is_some_and(|sheet| sheet.source == source);
            let tables = ledger.tables.iter().filter(|table| of_this(table.sheet));
            let sheets = ledger.sheets.iter().filter(|sheet| sheet.source == source).map(|sheet| {
                let mut value = json!({
                    "sheet": sheet.name,
                    "visible": sheet.visible,
                    "outcome": outcome(&sheet.outcome),
                });
                if let (SheetOutcome::Skipped { reason }, Some(object)) =
                    (&sheet.outcome, value.as_object_mut())
                {
                    object.insert("reason".to_owned(), json!(reason));
                }
                value
            });
            workbooks.push(json!({
                "file": workbook.file,
                "sha256": workbook.sha256,
                "sheets": sheets.collect::<Vec<_>>(),
                "tables": tables.map(|t| table(ledger, t, true)).collect::<Vec<_>>(),
            }));
        }
        doubts.extend(ledger.doubts.iter().map(|doubt| {
            json!({
                "workbook": ledger.workbook(doubt.sheet),
                "sheet": ledger.sheets.get(doubt.sheet).map(|sheet| sheet.name.clone()),
                "cell": doubt.at.map(Origin::cell),
                "field": doubt.field,
                "raw": doubt.raw,
                "message": doubt.message,
            })
        }));
    }
    let mut whole = json!({ "workbooks": workbooks, "doubts": doubts });
    let passed_over: Vec<_> = ledgers.iter().flat_map(|ledger| &ledger.passed_over).collect();
    if let (false, Some(object)) = (passed_over.is_empty(), whole.as_object_mut()) {
        object.insert("passed_over".to_owned(), json!(passed_over));
    }
    lines::print(&whole)
}

/// What became of a sheet, in one word.
pub(super) fn outcome(outcome: &SheetOutcome) -> &'static str {
    match outcome {
        SheetOutcome::Read => "read",
        SheetOutcome::Answers => "answers",
        SheetOutcome::Empty => "empty",
        SheetOutcome::NoRegister { .. } => "no-register",
        SheetOutcome::Skipped { .. } => "skipped",
    }
}

/// What is told of a sheet, with the name of its workbook where there are several.
pub(super) fn of_workbook(ledger: &Ledger, sheet: usize, mut value: serde_json::Value) -> serde_json::Value {
    if let (true, Some(object)) = (ledger.sources.len() > 1, value.as_object_mut()) {
        object.insert("workbook".to_owned(), ledger.workbook(sheet).into());
    }
    value
}

/// The tables of a ledger with what each column was taken for.
pub(super) fn tables(ledger: &Ledger) -> Vec<serde_json::Value> {
    ledger.tables.iter().map(|t| of_workbook(ledger, t.sheet, table(ledger, t, false))).collect()
}

fn table(ledger: &Ledger, table: &Table, with_values: bool) -> serde_json::Value {
    let columns = table.columns.iter().map(|column| {
        let mut told = json!({
            "column": column_name(column.column),
            "header": column.header,
            "field": column.field,
            "confidence": f64::from(column.confidence) / 100.0,
        });
        if let (Some(row), Some(object)) = (column.label_row, told.as_object_mut()) {
            let label = Origin::new(table.sheet, row, column.column);
            object.insert("label".to_owned(), label.cell().into());
        }
        told
    });
    // Only records in rows below a header have header rows.
    let header_rows = match table.layout {
        TableLayout::Rows => (table.header_rows.0..=table.header_rows.1).map(|row| row + 1).collect(),
        TableLayout::Continued | TableLayout::Form => Vec::new(),
    };
    let mut value = json!({
        "sheet": ledger.sheets.get(table.sheet).map(|sheet| sheet.name.clone()),
        "register": table.register,
        "layout": table.layout,
        "header_rows": header_rows,
        "first_row": table.first_row + 1,
        "last_row": table.last_row + 1,
        "records": table.records,
        "columns": columns.collect::<Vec<_>>(),
    });
    if let (true, Some(object)) = (with_values, value.as_object_mut()) {
        object.insert("values".to_owned(), values(ledger, table).into());
    }
    value
}

fn values(ledger: &Ledger, table: &Table) -> Vec<serde_json::Value> {
    let Some(register) = ledger.registers.get(&table.register) else { return Vec::new() };
    let rows = table.first_row..=table.last_row;
    let mut values = Vec::new();
    for record in &register.records {
        for (column, cell) in register.columns.iter().zip(&record.cells) {
            let Some(at) = cell.at.filter(|at| at.sheet_index() == table.sheet && rows.contains(&at.row))
            else {
                continue;
            };
            let own = column.field.starts_with(OWN)
                && !table.columns.iter().any(|mapped| mapped.field.as_ref() == Some(&column.field));
            if !own && !cell.is_blank() {
                values.push(value(at, &column.field, cell));
            }
        }
    }
    values
}

/// A cell with its value; `unclear` are the parts of a set that were not understood.
fn value(at: Origin, field: &str, cell: &Cell) -> serde_json::Value {
    let mut value = json!({
        "cell": at.cell(),
        "field": field,
        "raw": cell.raw,
        "value": cell.value.as_ref().map(shown),
    });
    if let (Some(Value::Set(set)), Some(object)) = (&cell.value, value.as_object_mut())
        && !set.unclear.is_empty()
    {
        object.insert("unclear".to_owned(), json!(set.unclear));
    }
    value
}

/// A value as an inspection has it: a set is one list, what its vocabulary lacks as typed.
fn shown(value: &Value) -> serde_json::Value {
    match value {
        Value::Set(set) => json!(set.ids.iter().chain(&set.others).collect::<Vec<_>>()),
        other => plain(other),
    }
}

/// A value without its type: the field tells it.
pub(super) fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Text(text) | Value::Choice(text) => json!(text),
        Value::Flag(flag) => json!(flag),
        Value::Set(set) if set.others.is_empty() && set.unclear.is_empty() => json!(set.ids),
        Value::Set(set) => json!(set),
        Value::Names(names) => json!(names),
        Value::Count(count) => json!(count),
        Value::Date(date) => json!(date.to_string()),
        Value::Period(period) => {
            let mut json = period_json(period);
            if let (false, Some(object)) = (period.by_medium.is_empty(), json.as_object_mut()) {
                let parts = period.by_medium.iter().map(|part| {
                    let mut json = period_json(&part.period);
                    if let Some(object) = json.as_object_mut() {
                        object.insert("media".to_owned(), json!(part.media));
                    }
                    json
                });
                object.insert("by_medium".to_owned(), parts.collect());
            }
            json
        }
    }
}

fn period_json(period: &Period) -> serde_json::Value {
    json!({
        "years": period.months.map(|months| months / 12),
        "months": period.months.map(|months| months % 12),
        "from": period.from,
        "permanent": period.permanent,
    })
}
