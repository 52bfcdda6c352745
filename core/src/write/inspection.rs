//! What was found in a workbook, as JSON.

use daicho_rules::Value;
use daicho_rules::normal::OWN;
use serde_json::json;

use super::lines;

use crate::ledger::{Ledger, Origin, Table, column_name};

/// What `daicho inspect --format json` prints: one document for all workbooks.
pub fn inspection_json(ledgers: &[Ledger]) -> String {
    let mut workbooks = Vec::new();
    let mut doubts = Vec::new();
    for ledger in ledgers {
        for (index, source) in ledger.sources.iter().enumerate() {
            let of_this =
                |table: &&Table| ledger.sheets.get(table.sheet).is_some_and(|sheet| sheet.source == index);
            let tables: Vec<_> =
                ledger.tables.iter().filter(of_this).map(|t| table(ledger, t, true)).collect();
            workbooks.push(json!({ "file": source.file, "tables": tables }));
        }
        doubts.extend(ledger.doubts.iter().map(|doubt| {
            json!({
                "sheet": ledger.sheets.get(doubt.sheet).map(|sheet| sheet.name.clone()),
                "cell": doubt.at.map(Origin::cell),
                "field": doubt.field,
                "raw": doubt.raw,
                "message": doubt.message,
            })
        }));
    }
    lines::print(&json!({ "workbooks": workbooks, "doubts": doubts }))
}

/// The tables of a ledger with what each column was taken for.
pub(super) fn tables(ledger: &Ledger) -> Vec<serde_json::Value> {
    ledger.tables.iter().map(|t| table(ledger, t, false)).collect()
}

fn table(ledger: &Ledger, table: &Table, with_values: bool) -> serde_json::Value {
    let columns = table.columns.iter().map(|column| {
        json!({
            "column": column_name(column.column),
            "header": column.header,
            "field": column.field,
            "confidence": f64::from(column.confidence) / 100.0,
        })
    });
    let mut value = json!({
        "sheet": ledger.sheets.get(table.sheet).map(|sheet| sheet.name.clone()),
        "register": table.register,
        "header_rows": (table.header_rows.0..=table.header_rows.1).map(|row| row + 1).collect::<Vec<_>>(),
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
            let Some(at) = cell.at.filter(|at| at.sheet == table.sheet && rows.contains(&at.row)) else {
                continue;
            };
            let own = column.field.starts_with(OWN)
                && !table.columns.iter().any(|mapped| mapped.field.as_ref() == Some(&column.field));
            if !own && !cell.is_blank() {
                values.push(json!({
                    "cell": at.cell(),
                    "field": column.field,
                    "raw": cell.raw,
                    "value": cell.value.as_ref().map(plain),
                }));
            }
        }
    }
    values
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
            json!({
                "years": period.months.map(|months| months / 12),
                "months": period.months.map(|months| months % 12),
                "from": period.from,
                "permanent": period.permanent,
            })
        }
    }
}
