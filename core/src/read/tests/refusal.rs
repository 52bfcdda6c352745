//! Files that are no ledger.

use daicho_rules::{Explain, Lang};
use rust_xlsxwriter::Workbook;

use super::{add, read, schema, workbook, write};
use crate::read::{FileKind, ReadError, ReadOptions, read_ledger};

fn kind(bytes: &[u8]) -> FileKind {
    match read(bytes) {
        Err(ReadError::NotWorkbook { found, .. }) => found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn other_files_are_named_for_what_they_seem_to_be() {
    let mut ole = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    ole.resize(2048, 0);
    for (bytes, found) in [
        (&b""[..], FileKind::Empty),
        (b"%PDF-1.7", FileKind::Pdf),
        (b"<html><table><tr><td>No", FileKind::Text),
        (&[0, 1, 2, 3], FileKind::Unknown),
    ] {
        assert_eq!(kind(bytes), found);
    }
    // Its header is all there is of it.
    assert!(matches!(read(&ole), Err(ReadError::Damaged { .. })));
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(matches!(read(&ole), Err(ReadError::Damaged { .. })));
}

#[test]
fn truncated_workbooks_are_damaged() {
    let bytes = workbook("台帳", |sheet| write(sheet, 0, 0, &[&["個人情報名", "利用目的", "件数"]]));
    for length in (4..bytes.len()).step_by(97) {
        let result = read(&bytes[..length]);
        assert!(matches!(result, Err(ReadError::Damaged { .. })), "{length}: {result:?}");
    }
}

#[test]
fn workbooks_without_anything_are_empty() {
    let bytes = workbook("Sheet1", |_| ());
    assert!(matches!(read(&bytes), Err(ReadError::EmptyWorkbook { .. })));
}

#[test]
fn a_workbook_without_items_says_what_it_holds() {
    let mut workbook = Workbook::new();
    write(
        add(&mut workbook, "委託先"),
        0,
        0,
        &[&["委託先名", "委託業務", "契約書"], &["青葉社", "給与", "有"]],
    );
    write(add(&mut workbook, "資産"), 1, 0, &[&["部門", "機種", "件数"], &["総務部", "PC", "3"]]);
    let error = read(&workbook.save_to_buffer().unwrap()).unwrap_err();
    let ReadError::NoLedger { sheets, .. } = &error else { panic!("{error}") };
    assert_eq!(sheets[0].registers, ["vendors"]);
    assert_eq!(sheets[1].nearest_row, Some(1));
    assert_eq!(sheets[1].known, ["部門", "件数"]);
    assert_eq!(sheets[1].unknown, ["機種"]);
    let message = error.message(Lang::Ja);
    assert!(message.contains("シート `資産`：見出しに最も近いのは 2 行目"), "{message}");
    assert!(error.help(Lang::En).is_some());
    assert!(error.to_string().starts_with("`青空.xlsx` holds no personal-information ledger"));
}

#[test]
fn a_missing_file_is_named() {
    let error = read_ledger(std::path::Path::new("/nowhere/台帳.xlsx"), &schema(), &ReadOptions::default())
        .unwrap_err();
    assert!(matches!(error, ReadError::NotFound { .. }));
    assert_eq!(error.message(Lang::Ja), "ファイル `/nowhere/台帳.xlsx` がありません");
}
