//! Registers as Polars frames, for analysis.
//!
//! The cells of a [`Register`] stay the truth: a frame holds what they were understood to say, without raw
//! text and origin.

use daicho_rules::{FieldType, Schema, Value};
use polars::prelude::{
    Column, DataFrame, DateChunked, IntoColumn as _, ListChunked, NamedFrom, PlSmallStr, PolarsError, Series,
};

use super::{Cell, Register};

impl Register {
    /// The register as a frame: one row for each record, one column for each field of its columns.
    ///
    /// Text and choices are strings, flags booleans, dates dates, sets and names lists of strings. A count
    /// becomes `<field>_lo`, `<field>_hi` (null when open) and `<field>_per` (`month` for 月200件, null for a
    /// number that is kept), a period `<field>_months`,
    /// `<field>_permanent` and `<field>_from`. Blank and unclear cells are null.
    ///
    /// # Errors
    ///
    /// If Polars refuses the columns.
    pub fn frame(&self, schema: &Schema) -> Result<DataFrame, PolarsError> {
        let mut columns = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let kind = schema.field(&self.id, &column.field).map_or(FieldType::Text, |field| field.kind);
            let cells = self.records.iter().map(|record| record.cells.get(index));
            let values: Vec<Option<&Value>> = cells.map(|cell| cell.and_then(value)).collect();
            columns.extend(series(&column.field, kind, &values));
        }
        DataFrame::new(self.records.len(), columns)
    }
}

fn value(cell: &Cell) -> Option<&Value> {
    cell.value.as_ref()
}

fn series(name: &str, kind: FieldType, values: &[Option<&Value>]) -> Vec<Column> {
    let named = |part: &str| PlSmallStr::from_string(format!("{name}{part}"));
    let texts = |part: &str, of: fn(&Value) -> Option<String>| column(named(part), values, of);
    let flags = |part: &str, of: fn(&Value) -> Option<bool>| column(named(part), values, of);
    let numbers = |part: &str, of: fn(&Value) -> Option<i64>| column(named(part), values, of);
    match kind {
        FieldType::Text | FieldType::Choice => vec![texts("", text)],
        FieldType::Flag => vec![flags("", flag)],
        FieldType::Set | FieldType::Names => {
            let lists = values.iter().map(|value| value.and_then(list));
            let mut lists: ListChunked =
                lists.map(|list| list.map(|words| Series::new(PlSmallStr::EMPTY, words))).collect();
            lists.rename(named(""));
            vec![lists.into_column()]
        }
        FieldType::Count => vec![numbers("_lo", lowest), numbers("_hi", highest), texts("_per", per)],
        FieldType::Date => {
            let dates = values.iter().map(|value| value.and_then(date));
            vec![DateChunked::from_naive_date_options(named(""), dates).into_column()]
        }
        FieldType::Period => {
            vec![numbers("_months", months), flags("_permanent", permanent), texts("_from", event)]
        }
    }
}

fn column<T>(name: PlSmallStr, values: &[Option<&Value>], of: fn(&Value) -> Option<T>) -> Column
where
    Series: NamedFrom<Vec<Option<T>>, [Option<T>]>,
{
    Series::new(name, values.iter().map(|value| value.and_then(of)).collect::<Vec<_>>()).into_column()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Choice(text) => Some(text.clone()),
        _ => None,
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Flag(flag) => Some(*flag),
        _ => None,
    }
}

fn list(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Set(set) => Some(set.ids.iter().chain(&set.others).cloned().collect()),
        Value::Names(names) => Some(names.clone()),
        _ => None,
    }
}

fn lowest(value: &Value) -> Option<i64> {
    match value {
        Value::Count(count) => i64::try_from(count.lo).ok(),
        _ => None,
    }
}

fn highest(value: &Value) -> Option<i64> {
    match value {
        Value::Count(count) => count.hi.and_then(|hi| i64::try_from(hi).ok()),
        _ => None,
    }
}

fn per(value: &Value) -> Option<String> {
    let Value::Count(count) = value else { return None };
    Some(count.per?.id().to_owned())
}

fn date(value: &Value) -> Option<chrono::NaiveDate> {
    match value {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}

fn months(value: &Value) -> Option<i64> {
    match value {
        Value::Period(period) => period.months.map(i64::from),
        _ => None,
    }
}

fn permanent(value: &Value) -> Option<bool> {
    match value {
        Value::Period(period) => Some(period.permanent),
        _ => None,
    }
}

fn event(value: &Value) -> Option<String> {
    match value {
        Value::Period(period) => period.from.clone(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use daicho_rules::{Count, Per, Rulebook, SetValue};

    use super::*;
    use crate::ledger::{Column as Header, Record};

    #[test]
    fn fields_become_typed_columns_and_blanks_nulls() {
        let rulebook = Rulebook::load(&["pms".to_owned()]).unwrap();
        let header = |field: &str| Header { field: field.into(), header: field.into(), again: false };
        let cell = |value: Option<Value>| Cell::new("", value);
        let media = Value::Set(SetValue { ids: vec!["paper".into()], ..SetValue::default() });
        let date = chrono::NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        let filled = vec![
            cell(Some(Value::Text("履歴書".into()))),
            cell(Some(Value::Count(Count { lo: 5_000, hi: None, per: Some(Per::Year) }))),
            cell(Some(media)),
            cell(Some(Value::Date(date))),
        ];
        let register = Register {
            id: "items".into(),
            columns: ["name", "count", "media", "reviewed_on"].map(header).to_vec(),
            records: vec![Record { cells: filled }, Record { cells: vec![cell(None); 4] }],
        };
        let frame = register.frame(&rulebook.schema).unwrap();
        let names: Vec<String> = frame.get_column_names().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["name", "count_lo", "count_hi", "count_per", "media", "reviewed_on"]);
        assert_eq!(frame.shape(), (2, 6));
        assert_eq!(frame.column("count_lo").unwrap().i64().unwrap().get(0), Some(5_000));
        let nulls: Vec<usize> = frame.columns().iter().map(Column::null_count).collect();
        assert_eq!(nulls, [1, 1, 2, 1, 1, 1]);
    }
}
