//! One workbook in several formats.

use std::path::PathBuf;
use std::time::Duration;

use daicho_core::read::{FileKind, Helper, Limits, ReadError, ReadOptions, read_ledger, read_workbook};
use daicho_core::{DEFAULT_PACK, Ledger, load_packs};

use crate::helper::helper;

fn options() -> ReadOptions {
    ReadOptions { helper: helper(), ..ReadOptions::default() }
}

fn input(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/input/formats").join(name)
}

fn read(name: &str, options: &ReadOptions) -> Result<Ledger, ReadError> {
    let rulebook = load_packs(&[DEFAULT_PACK.to_owned()], None, chrono::NaiveDate::default()).unwrap();
    read_ledger(&input(name), &rulebook.schema, options)
}

/// Field, raw text and value of every cell of the register of items.
fn cells(ledger: &Ledger) -> Vec<(String, String, String)> {
    let register = ledger.register("items").unwrap();
    let records = register.records.iter().flat_map(|record| register.columns.iter().zip(&record.cells));
    records
        .map(|(column, cell)| (column.field.clone(), cell.raw.clone(), format!("{:?}", cell.value)))
        .collect()
}

#[test]
fn a_workbook_says_the_same_in_every_format() {
    let expected = cells(&read("register.xlsx", &options()).unwrap());
    assert!(expected.iter().any(|(field, raw, _)| field == "number" && raw == "1.10"), "{expected:?}");
    assert!(expected.iter().any(|(field, raw, _)| field == "number" && raw == "0007"), "{expected:?}");
    assert!(expected.iter().any(|(field, raw, _)| field == "reviewed_on" && raw == "2019-05-01"));
    for other in ["register.ods", "register.xls"] {
        let ledger = read(other, &options()).unwrap();
        assert_eq!(cells(&ledger), expected, "{other}");
        let hidden = |sheet: &daicho_core::ledger::SheetInfo| (sheet.name.clone(), sheet.visible);
        let sheets: Vec<_> = ledger.sheets.iter().map(hidden).collect();
        assert_eq!(sheets, [("台帳".to_owned(), true), ("控え".to_owned(), false)], "{other}");
    }
}

#[test]
fn formats_that_are_read_apart_are_refused_without_a_helper() {
    let error = read("register.xls", &ReadOptions::default()).unwrap_err();
    assert!(matches!(error, ReadError::HelperNeeded { found: FileKind::OldExcel, .. }), "{error}");
    let helper = Some(Helper { program: "/nowhere/daicho".into(), arguments: Vec::new() });
    let error = read("register.xls", &ReadOptions { helper, ..ReadOptions::default() }).unwrap_err();
    assert!(matches!(error, ReadError::HelperNotStarted { .. }), "{error}");
}

#[test]
fn any_cut_of_an_old_workbook_gives_a_ledger_or_an_error() {
    let rulebook = load_packs(&[DEFAULT_PACK.to_owned()], None, chrono::NaiveDate::default()).unwrap();
    let bytes = std::fs::read(input("register.xls")).unwrap();
    for length in (0..bytes.len()).step_by(1024) {
        let result = read_workbook("register.xls", &bytes[..length], &rulebook.schema, &options());
        assert!(result.is_err(), "{length}");
    }
    // More than there is memory for.
    let padded = [bytes, vec![0; 64 << 20]].concat();
    let limits = Limits { memory: 1 << 20, ..Limits::default() };
    let options = ReadOptions { limits, ..options() };
    let error = read_workbook("register.xls", &padded, &rulebook.schema, &options).unwrap_err();
    assert!(matches!(error, ReadError::HelperStopped { .. }), "{error}");
}

#[test]
fn time_that_is_over_is_said() {
    let limits = Limits { time: Some(Duration::ZERO), ..Limits::default() };
    for name in ["register.xlsx", "register.ods", "register.xls"] {
        let error = read(name, &ReadOptions { limits: limits.clone(), ..options() }).unwrap_err();
        assert!(matches!(error, ReadError::TimedOut { seconds: 0, .. }), "{name}: {error}");
    }
}
