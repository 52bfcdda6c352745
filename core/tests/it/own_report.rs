//! Reports of our own: never read as the ledger of a client, and all that a report may replace.

use std::fs;
use std::sync::Arc;

use daicho_core::document::Document;
use daicho_core::read::{ReadError, ReadOptions, read_workbook};
use daicho_core::write::{self, WriteError};
use daicho_core::{Explain, Lang, Rulebook};

use crate::{assessed, dataset};

#[test]
fn a_report_is_no_ledger_and_names_the_one_it_was_made_from() {
    let assessment = assessed("first-pmark/ledger.xlsx", &[]);
    let report = write::workbook(&assessment, Lang::Ja).unwrap();
    let read = |bytes: &[u8]| {
        read_workbook("risk.xlsx", bytes, &assessment.schema, &ReadOptions::default()).unwrap_err()
    };
    let error = read(&report);
    assert!(matches!(&error, ReadError::OwnReport { inputs, .. } if inputs == "ledger.xlsx"), "{error}");
    assert_eq!(error.help(Lang::En).unwrap(), "give the ledger that it was made from: ledger.xlsx");
    let rulebook = Arc::new(Rulebook::load(&["pms".to_owned()]).unwrap());
    let document = Document::new(&rulebook, None).unwrap();
    let error = read(&write::pack_workbook(&document, Lang::Ja).unwrap());
    assert!(matches!(&error, ReadError::OwnReport { inputs, .. } if inputs.is_empty()), "{error}");
}

#[test]
fn a_report_in_the_folder_of_its_ledger_is_passed_over_and_may_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, report) = (folder.path().join("台帳.xlsx"), folder.path().join("台帳-risk.xlsx"));
    fs::copy(dataset("first-pmark/ledger.xlsx"), &ledger).unwrap();
    let assessment = assessed("first-pmark/ledger.xlsx", &[]);
    fs::write(&report, write::workbook(&assessment, Lang::En).unwrap()).unwrap();
    let read =
        daicho_core::read::read_ledger(folder.path(), &assessment.schema, &ReadOptions::default()).unwrap();
    assert_eq!(read.sources.len(), 1);
    assert_eq!(read.passed_over[0].names, ["台帳-risk.xlsx"]);
    assert!(write::check_apart(&report, folder.path()).is_ok());
    assert!(write::check_apart(&folder.path().join("new.xlsx"), folder.path()).is_ok());
    let refused = write::check_apart(&ledger, folder.path());
    assert!(matches!(refused, Err(WriteError::IsSource { .. })), "{refused:?}");
}
