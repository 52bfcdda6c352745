//! Texts read as cells, and what must hold of every value that comes out.

use std::sync::LazyLock;

use daicho_core::read::value::{CellText, Parsed, Parser};
use daicho_rules::{Count, FieldType, Per, Period, Value, normal};

use crate::reading::SCHEMA;

/// The readers of all fields of the built-in registers, by kind.
static PARSERS: LazyLock<Vec<(FieldType, Parser<'static>)>> = LazyLock::new(|| {
    let fields = SCHEMA.registers.values().flat_map(|register| register.fields.values());
    fields.map(|field| (field.kind, Parser::new(field, SCHEMA.vocabulary_of(field)))).collect()
});

/// Loads the registers, so that no input is held to account for it.
pub fn ready() {
    LazyLock::force(&PARSERS);
}

/// Reads bytes as a cell of a field of this kind; the first byte says which field.
pub fn check(kind: FieldType, bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let parsers: Vec<&Parser<'_>> =
        PARSERS.iter().filter(|(found, _)| *found == kind).map(|(_, parser)| parser).collect();
    let parser = parsers[usize::from(*first) % parsers.len()];
    let text = String::from_utf8_lossy(rest).into_owned();
    let parsed = read(parser, &text);
    let blank = normal::clean(&text).is_empty();
    assert!(blank || parsed.value.is_some() || parsed.doubt.is_some(), "neither value nor doubt: {text:?}");
    assert!(!blank || parsed == Parsed::default(), "a blank cell says nothing: {text:?}");
    assert_eq!(parsed, read(parser, &text), "read twice: {text:?}");
    let Some(value) = parsed.value else { return };
    if let Value::Count(Count { lo, hi: Some(hi), .. }) = value {
        assert!(lo <= hi, "{text:?}");
    }
    if let Value::Period(Period { months, ref by_medium, .. }) = value {
        assert!(by_medium.iter().all(|part| part.period.by_medium.is_empty()), "{text:?}");
        let longest = by_medium.iter().filter_map(|part| part.period.months).max();
        assert!(longest.is_none_or(|longest| months.is_none_or(|months| longest <= months)), "{text:?}");
    }
    if let Some(written) = written(&value) {
        let again = read(parser, &written);
        assert_eq!(again.value.as_ref(), Some(&value), "{text:?} written as {written:?}: {:?}", again.doubt);
    }
}

fn read(parser: &Parser<'_>, text: &str) -> Parsed {
    parser.parse(&CellText { text: text.to_owned(), number: None, date: None })
}

/// A plain way to write a value, where there is one.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Count(count) => Some(format!("{}{}", each(count.per), number(*count))),
        Value::Date(date) => Some(date.to_string()),
        Value::Period(Period { permanent: true, from: None, .. }) => Some("永年".to_owned()),
        Value::Period(Period { months: Some(months @ 1..), permanent: false, from: None, by_medium })
            if by_medium.is_empty() =>
        {
            Some(if months % 12 == 0 { format!("{}年", months / 12) } else { format!("{months}か月") })
        }
        Value::Flag(flag) => Some(if *flag { "有" } else { "無" }.to_owned()),
        _ => None,
    }
}

/// What stands before a number for a length of time.
fn each(per: Option<Per>) -> &'static str {
    match per {
        None => "",
        Some(Per::Day) => "1日",
        Some(Per::Week) => "週",
        Some(Per::Month) => "月",
        Some(Per::Year) => "年間",
        Some(Per::Occasion) => "1回",
    }
}

fn number(Count { lo, hi, .. }: Count) -> String {
    match hi {
        Some(hi) if lo == hi => format!("{lo}件"),
        Some(hi) => format!("{lo}～{hi}件"),
        None => format!("{lo}件以上"),
    }
}
