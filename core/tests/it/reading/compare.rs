//! What was read beside what should have been.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use super::expected::{Expected, MappedColumn, Table, fits};

/// How bad a difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A column taken for another field, or a value misread without a doubt: a silent error.
    Wrong,
    /// A table, record or sheet lost, invented or cut elsewhere.
    Shape,
    /// A column that stays unmapped although its meaning can be told.
    Unmapped,
    /// A value not understood, or a doubt that nobody raised.
    Missing,
}

/// A difference of one workbook.
#[derive(Debug)]
pub(super) struct Difference {
    pub kind: Kind,
    pub text: String,
}

/// What a workbook was read as, beside what was expected.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    /// Columns and values that are right.
    pub right: usize,
    pub differences: Vec<Difference>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.text)
    }
}

impl Comparison {
    /// How many differences are of this kind.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.differences.iter().filter(|difference| difference.kind == kind).count()
    }

    /// Adds a difference.
    pub(super) fn differs(&mut self, kind: Kind, text: String) {
        self.differences.push(Difference { kind, text });
    }

    fn check(&mut self, holds: bool, kind: Kind, text: impl FnOnce() -> String) {
        if holds {
            self.right += 1;
        } else {
            self.differs(kind, text());
        }
    }
}

/// Compares what `daicho inspect --values --format json` prints of one file or folder.
pub(super) fn compare(expected: &Expected, found: &Value) -> Comparison {
    let mut comparison = Comparison::default();
    let doubted: BTreeSet<(&str, &str)> =
        list(found, "doubts").map(|doubt| (text(doubt, "sheet"), text(doubt, "cell"))).collect();
    let mut tables: Vec<&Value> =
        list(found, "workbooks").flat_map(|workbook| list(workbook, "tables")).collect();
    for table in &expected.tables {
        let same_sheet = |found: &&Value| text(found, "sheet") == table.sheet;
        let nearest = |found: &&Value| {
            let rows = number(found, "first_row").abs_diff(table.first_row.unwrap_or_default());
            (text(found, "register") != table.register, rows)
        };
        let Some(&nearest) =
            tables.iter().filter(|found| same_sheet(found)).min_by_key(|found| nearest(found))
        else {
            comparison.differs(Kind::Shape, format!("{}: no table for {}", table.sheet, table.register));
            continue;
        };
        tables.retain(|found| !std::ptr::eq(*found, nearest));
        compare_rows(&mut comparison, table, nearest);
        if table.layout.is_none() {
            compare_columns(&mut comparison, table, nearest);
        }
        compare_values(&mut comparison, table, nearest, &doubted);
    }
    for table in tables {
        let (sheet, register, rows) = (text(table, "sheet"), text(table, "register"), &table["header_rows"]);
        comparison.differs(Kind::Shape, format!("{sheet}: table for {register} with header {rows} invented"));
    }
    let messages: Vec<String> = list(found, "doubts").map(Value::to_string).collect();
    for place in &expected.doubts {
        let raised = match place.split_once('!') {
            Some(cell) => doubted.contains(&cell),
            None => messages.iter().any(|message| message.contains(place.as_str())),
        };
        comparison.check(raised, Kind::Missing, || format!("{place}: no doubt"));
    }
    comparison
}

fn compare_rows(comparison: &mut Comparison, expected: &Table, found: &Value) {
    let mut same = |key: &str, expected: &Value, found: &Value, sheet: &str| {
        if !expected.is_null() && !fits(expected, found) {
            comparison.differs(Kind::Shape, format!("{sheet}: {key} expected {expected}, got {found}"));
        }
    };
    let sheet = expected.sheet.as_str();
    same("register", &expected.register.as_str().into(), &found["register"], sheet);
    same("records", &expected.records.into(), &found["records"], sheet);
    same("header_rows", &expected.header_rows, &found["header_rows"], sheet);
    same("first_row", &expected.first_row.into(), &found["first_row"], sheet);
    same("last_row", &expected.last_row.into(), &found["last_row"], sheet);
}

fn compare_columns(comparison: &mut Comparison, table: &Table, found: &Value) {
    let mut expected: BTreeMap<&str, &MappedColumn> =
        table.columns.iter().map(|column| (column.column.as_str(), column)).collect();
    for column in list(found, "columns") {
        let (letter, header, field) = (text(column, "column"), text(column, "header"), &column["field"]);
        let place = format!("{}!{letter} `{}`", table.sheet, header.replace('\n', "⏎"));
        let confidence = &column["confidence"];
        let Some(wanted) = expected.remove(letter) else {
            if !field.is_null() {
                comparison.differs(Kind::Shape, format!("{place}: no column of its own, got {field}"));
            }
            continue;
        };
        if wanted.header.as_deref().is_some_and(|wanted| bare(wanted) != bare(header)) {
            let wanted = wanted.header.as_deref().unwrap_or_default().replace('\n', "⏎");
            comparison.differs(Kind::Shape, format!("{place}: header expected `{wanted}`"));
        }
        let kind = if field.is_null() { Kind::Unmapped } else { Kind::Wrong };
        let unmapped = field.is_null() && wanted.field.get("either").is_some();
        let told = || format!("{place}: expected {}, got {field} ({confidence})", wanted.field);
        comparison.check(unmapped || fits(&wanted.field, field), kind, told);
    }
    for (letter, column) in expected {
        if !column.field.is_null() {
            let header = column.header.as_deref().unwrap_or_default();
            comparison.differs(
                Kind::Unmapped,
                format!("{}!{letter} `{header}`: expected {}, no such column", table.sheet, column.field),
            );
        }
    }
}

fn compare_values(
    comparison: &mut Comparison,
    table: &Table,
    found: &Value,
    doubted: &BTreeSet<(&str, &str)>,
) {
    let mut values: BTreeMap<(&str, &str), &Value> =
        list(found, "values").map(|value| ((text(value, "cell"), text(value, "field")), value)).collect();
    for wanted in &table.values {
        let place = format!("{}!{} {}", table.sheet, wanted.cell, wanted.field);
        let Some(got) = values.remove(&(wanted.cell.as_str(), wanted.field.as_str())) else {
            comparison.differs(Kind::Missing, format!("{place}: expected {}, got no value", wanted.value));
            continue;
        };
        let (raw, value) = (text(got, "raw"), &got["value"]);
        if wanted.raw.as_deref().is_some_and(|wanted| bare(wanted) != bare(raw)) {
            comparison.differs(Kind::Wrong, format!("{place}: raw expected {:?}, got {raw:?}", wanted.raw));
        }
        let silent = !value.is_null() && !doubted.contains(&(table.sheet.as_str(), wanted.cell.as_str()));
        let kind = if silent { Kind::Wrong } else { Kind::Missing };
        let told = || format!("{place}: `{raw}` expected {}, got {value}", wanted.value);
        comparison.check(fits(&wanted.value, value), kind, told);
    }
    if table.layout.is_some() {
        for ((cell, field), value) in values {
            let raw = text(value, "raw");
            comparison.differs(Kind::Wrong, format!("{}!{cell} {field}: `{raw}` is no value", table.sheet));
        }
    }
}

/// A text without blanks, invisible letters and the marks that join the parts of a header.
fn bare(text: &str) -> String {
    let left_out = |letter: &char| letter.is_whitespace() || matches!(letter, '/' | '\u{200b}');
    text.chars().filter(|letter| !left_out(letter)).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().unwrap_or_default()
}
