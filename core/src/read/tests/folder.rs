//! Folders of files that make up one ledger.

use std::path::Path;

use daicho_rules::{Explain, Lang};
use tempfile::TempDir;

use super::{raws, schema, workbook, write};
use crate::ledger::Ledger;
use crate::read::{ReadError, ReadOptions, read_ledger};

const ITEMS: &str = "No,個人情報名,利用目的\n1,履歴書,採用\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn read(folder: &Path) -> Result<Ledger, ReadError> {
    read_ledger(folder, &schema(), &ReadOptions::default())
}

#[test]
fn the_files_of_a_folder_are_one_ledger_in_the_order_of_their_names() {
    let vendors = workbook("一覧", |sheet| {
        write(sheet, 0, 0, &[&["委託先名", "委託業務", "契約書"], &["青葉社", "給与", "有"]]);
    });
    let folder = folder(&[
        ("10月.csv", "No,個人情報名,利用目的\n2,名簿,連絡\n".as_bytes()),
        ("2月.csv", ITEMS.as_bytes()),
        ("委託先.xlsx", &vendors),
    ]);
    let ledger = read(folder.path()).unwrap();
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書", "名簿"]);
    let place = |register: &str, record: usize| {
        ledger.place(ledger.registers[register].records[record].cells[0].at.unwrap())
    };
    assert_eq!(place("items", 1), "10月.csv!A2");
    assert_eq!(place("vendors", 0), "委託先.xlsx!一覧!A2");
    assert!(ledger.passed_over.is_empty());
}

#[test]
fn what_is_no_ledger_is_passed_over_and_said() {
    let folder = folder(&[
        ("台帳.csv", ITEMS.as_bytes()),
        ("台帳 - コピー.csv", ITEMS.as_bytes()),
        ("~$台帳.xlsx", b"lock"),
        (".DS_Store", b"x"),
        ("Thumbs.db", b"x"),
        ("daicho.toml", b""),
        ("規程.pdf", b"%PDF"),
        ("契約書.docx", b"PK"),
    ]);
    std::fs::create_dir(folder.path().join("旧")).unwrap();
    std::fs::write(folder.path().join("旧/壊れた.xlsx"), b"x\x01").unwrap();
    let ledger = read(folder.path()).unwrap();
    let said: Vec<String> = ledger.passed_over.iter().map(|passed| passed.line(Lang::En)).collect();
    assert_eq!(
        said,
        [
            "the same as `台帳.csv`, which was read once: 台帳 - コピー.csv",
            "no kind of file that is read as a ledger: 契約書.docx, 規程.pdf",
            "the files of 1 folders within it were not read: 旧",
        ]
    );
    // One file alone is named as it always was.
    assert_eq!(ledger.sources.len(), 1);
    assert_eq!(ledger.sheet_name(0), "台帳");
}

#[test]
fn a_broken_workbook_among_others_is_named() {
    let folder = folder(&[("台帳.csv", ITEMS.as_bytes()), ("委託先.xlsx", b"PK\x03\x04broken")]);
    let error = read(folder.path()).unwrap_err();
    assert!(error.message(Lang::Ja).starts_with("`委託先.xlsx` は壊れています"), "{error}");
}

#[test]
fn a_folder_without_workbooks_says_what_it_holds() {
    let folder = folder(&[("規程.pdf", b"%PDF")]);
    let error = read(folder.path()).unwrap_err();
    assert!(matches!(&error, ReadError::EmptyFolder { .. }));
    assert!(error.to_string().ends_with("(no kind of file that is read as a ledger: 規程.pdf)"), "{error}");
}

#[test]
fn the_folder_names_a_client_that_no_workbook_names() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("青空商事 v1.2");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("台帳.csv"), ITEMS).unwrap();
    assert_eq!(read(&folder).unwrap().client, "青空商事 v1.2");
}

#[test]
fn registers_that_lack_in_all_files_are_told_by_file() {
    let folder = folder(&[("a.csv", b"x,y\n1,2\n"), ("b.csv", b"z,w\n3,4\n")]);
    let error = read(folder.path()).unwrap_err();
    assert!(error.message(Lang::Ja).contains("シート `b.csv`"), "{error}");
}
