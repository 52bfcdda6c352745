//! Workbooks that are protected by a password, from the file to the records.

use std::path::PathBuf;

use daicho_core::read::{Password, ReadError, ReadOptions};
use daicho_core::{Error, Explain, Lang, inspect_file};

fn input(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/input").join(name)
}

fn options(password: &str) -> ReadOptions {
    ReadOptions { password: Some(Password::new(password)), ..ReadOptions::default() }
}

#[test]
fn the_ledger_within_is_read_with_its_password() {
    for name in ["protected-agile.xlsx", "protected-standard.xlsx"] {
        let found = inspect_file(&input(name), &[], None, &options("台帳の鍵")).unwrap();
        let items = &found.ledger.registers["items"];
        let names: Vec<&str> = items.records.iter().map(|record| items.raw(record, "name")).collect();
        assert_eq!(names, ["履歴書", "顧客名簿"], "{name}");
    }
}

#[test]
fn a_password_that_lacks_or_does_not_fit_is_told_with_what_to_do() {
    let path = input("protected-agile.xlsx");
    let missing = inspect_file(&path, &[], None, &ReadOptions::default()).unwrap_err();
    assert!(matches!(missing, Error::Read(ReadError::PasswordProtected { .. })));
    assert!(missing.help(Lang::Ja).unwrap().contains("--password-file"));
    let wrong = inspect_file(&path, &[], None, &options("台帳の鍵 ")).unwrap_err();
    assert!(matches!(wrong, Error::Read(ReadError::WrongPassword { .. })));
    assert!(wrong.message(Lang::Ja).contains("パスワードが違います"));
    assert!(!format!("{:?}", options("台帳の鍵")).contains("台帳"));
}

#[test]
fn a_password_file_gives_its_first_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key.txt");
    std::fs::write(&file, "\u{feff}台帳の鍵\r\nsecond\n").unwrap();
    assert_eq!(Password::from_file(&file).unwrap(), Password::new("台帳の鍵"));
}
