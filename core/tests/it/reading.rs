//! What the reader makes of messy ledgers, beside what a careful person reads in them.
//!
//! `input/make.py` writes the workbooks, and beside each what is expected (`input/*.json`).
//! A wrong field or value is worse than an unmapped column or a doubt, so they are counted apart:
//! nothing may be wrong, lost or invented but what [`KNOWN`] lists, and what is unmapped or not
//! understood may not become more than [`ALLOWED`] says.

mod compare;
mod expected;
mod known;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use daicho_core::ledger::SheetOutcome;
use daicho_core::read::{ReadError, ReadOptions, read_ledger};
use daicho_core::{DEFAULT_PACK, load_packs, write};
use daicho_rules::Schema;

use crate::helper::helper;
use compare::{Comparison, Kind, compare};
use expected::Expected;
use known::{ALLOWED, KNOWN};

fn input() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/input")
}

fn expectations() -> Vec<Expected> {
    let entries = std::fs::read_dir(input()).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect();
    paths.sort();
    paths.iter().map(|path| Expected::read(path)).collect()
}

/// The registers of the default pack.
fn schema() -> Arc<Schema> {
    load_packs(&[DEFAULT_PACK.to_owned()], None, NaiveDate::default()).unwrap().schema
}

/// Reads a file or folder and compares.
fn examine(expected: &Expected, schema: &Schema) -> Comparison {
    let options = ReadOptions { helper: helper(), ..ReadOptions::default() };
    match read_ledger(&input().join(&expected.file), schema, &options) {
        Ok(ledger) => {
            let json = write::inspection_json(std::slice::from_ref(&ledger));
            let mut comparison = compare(expected, &serde_json::from_str(&json).unwrap());
            for (name, wanted) in &expected.sheets {
                let sheet = ledger.sheets.iter().find(|sheet| sheet.name == *name);
                let outcome = match sheet.map(|sheet| &sheet.outcome) {
                    None => "no such sheet",
                    Some(SheetOutcome::Read) => "read",
                    Some(SheetOutcome::Empty) => "empty",
                    Some(SheetOutcome::Answers) => "answers",
                    Some(SheetOutcome::NoRegister { .. }) => "no-register",
                    Some(SheetOutcome::Skipped { .. }) => "skipped",
                };
                if outcome != wanted {
                    comparison.differs(Kind::Shape, format!("{name}: expected {wanted}, got {outcome}"));
                }
            }
            comparison
        }
        Err(ReadError::NoLedger { .. }) if expected.tables.is_empty() => Comparison::default(),
        Err(error) => {
            let mut comparison = Comparison::default();
            comparison.differs(Kind::Shape, format!("not read: {error}"));
            comparison
        }
    }
}

/// Every workbook read once, for all tests.
fn examined() -> &'static [(Expected, Comparison)] {
    static EXAMINED: OnceLock<Vec<(Expected, Comparison)>> = OnceLock::new();
    EXAMINED.get_or_init(|| {
        let schema = schema();
        let examine = |expected| {
            let comparison = examine(&expected, &schema);
            (expected, comparison)
        };
        expectations().into_iter().map(examine).collect()
    })
}

#[test]
fn messy_ledgers_are_read_as_a_careful_person_reads_them() {
    let mut report = String::new();
    let (mut right, mut totals) = (0, [0; 4]);
    for (expected, comparison) in examined() {
        let file = &expected.file;
        right += comparison.right;
        let kinds = [Kind::Wrong, Kind::Shape, Kind::Unmapped, Kind::Missing];
        for (total, kind) in totals.iter_mut().zip(kinds) {
            *total += comparison.count(kind);
        }
        let (_, unmapped, missing) =
            ALLOWED.iter().find(|(name, ..)| name == file).copied().unwrap_or((file, 0, 0));
        let too_many = |kind| match kind {
            Kind::Wrong | Kind::Shape => false,
            Kind::Unmapped => comparison.count(kind) > unmapped,
            Kind::Missing => comparison.count(kind) > missing,
        };
        let known = |text: &str| KNOWN.iter().any(|(name, known, _)| name == file && text.contains(known));
        for difference in &comparison.differences {
            let hard = matches!(difference.kind, Kind::Wrong | Kind::Shape) && !known(&difference.text);
            if hard || too_many(difference.kind) {
                let _ = writeln!(report, "{file}: {difference}");
            }
        }
    }
    let [wrong, shape, unmapped, missing] = totals;
    println!(
        "{right} right, {wrong} wrong, {shape} lost or invented, {unmapped} unmapped, {missing} missing"
    );
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn what_is_known_to_fail_still_fails() {
    let fails = |file: &str, known: &str| {
        let of_file = examined().iter().filter(|(expected, _)| expected.file == file);
        let mut differences = of_file.flat_map(|(_, comparison)| &comparison.differences);
        differences.any(|difference| {
            matches!(difference.kind, Kind::Wrong | Kind::Shape) && difference.text.contains(known)
        })
    };
    let mended: Vec<_> = KNOWN.iter().filter(|(file, known, _)| !fails(file, known)).collect();
    assert!(mended.is_empty(), "these are right now, take them off the list: {mended:#?}");
}

#[test]
fn expectations_name_fields_and_files_that_exist() {
    let schema = schema();
    for expected in expectations() {
        let file = &expected.file;
        assert!(input().join(file).exists(), "{file}");
        assert!(!expected.tries.is_empty(), "{file}");
        for table in &expected.tables {
            let columns = table.columns.iter().flat_map(|column| match column.field["either"].as_array() {
                Some(either) => either.iter().filter_map(|field| field.as_str()).collect(),
                None => column.field.as_str().map_or_else(Vec::new, |field| vec![field]),
            });
            for field in columns.chain(table.values.iter().map(|value| value.field.as_str())) {
                assert!(schema.field(&table.register, field).is_some(), "{file}: {}.{field}", table.register);
            }
        }
    }
}
