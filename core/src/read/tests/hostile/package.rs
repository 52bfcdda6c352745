//! Archives that are not what they seem: parts that are gone, lie upon each other, or lead in circles.

use super::{NS, REL, archive, no_strings, parts, small_sheet};
use crate::ledger::{Ledger, SheetOutcome};
use crate::read::tests::{raws, read};
use crate::read::{Danger, FileKind, Limit, ReadError};

fn with(name: &str, text: &str) -> Result<Ledger, ReadError> {
    let mut parts = parts(&no_strings(), &small_sheet());
    parts.retain(|(part, _)| part != name);
    parts.push((name.to_owned(), text.to_owned()));
    read(&archive(&parts))
}

fn relations(kind: &str, target: &str) -> String {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{REL}/{kind}" Target="{target}"/></Relationships>"#
    )
}

#[test]
fn parts_that_are_gone_are_missed_or_done_without() {
    let without = |gone: &str| {
        let mut parts = parts(&no_strings(), &small_sheet());
        parts.retain(|(part, _)| part != gone);
        read(&archive(&parts))
    };
    for gone in ["[Content_Types].xml", "_rels/.rels", "xl/sharedStrings.xml"] {
        assert!(without(gone).is_ok(), "{gone}: {:?}", without(gone));
    }
    for gone in ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"] {
        let result = without(gone);
        let error = result.as_ref().expect_err(gone);
        assert!(
            matches!(
                error,
                ReadError::Damaged { .. } | ReadError::NoLedger { .. } | ReadError::NotWorkbook { .. }
            ),
            "{gone}: {error}"
        );
    }
    // A sheet that cannot be read must not pass for one that is empty.
    let two = format!(
        r#"<workbook {NS} xmlns:r="{REL}"><sheets><sheet name="台帳" sheetId="1" r:id="r1"/><sheet name="別紙" sheetId="2" r:id="r2"/></sheets></workbook>"#
    );
    let ledger = with("xl/workbook.xml", &two).unwrap();
    assert!(matches!(ledger.sheets[1].outcome, SheetOutcome::Skipped { .. }), "{:?}", ledger.sheets);
    assert_eq!(ledger.doubts.len(), 1);
}

#[test]
fn a_list_of_more_sheets_than_any_workbook_has_is_refused() {
    let list = |sheets: usize| {
        let sheet = r#"<sheet name="台帳" sheetId="1" r:id="none"/>"#.repeat(sheets);
        with(
            "xl/workbook.xml",
            &format!(r#"<workbook {NS} xmlns:r="{REL}"><sheets>{sheet}</sheets></workbook>"#),
        )
    };
    let result = list(10_001);
    assert!(matches!(result, Err(ReadError::TooLarge { limit: Limit::Sheets, .. })), "{result:?}");
    assert!(!matches!(list(1000), Err(ReadError::TooLarge { .. })));
}

#[test]
fn relations_in_circles_come_to_an_end() {
    for (part, text) in [
        ("_rels/.rels", relations("officeDocument", "_rels/.rels")),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "_rels/workbook.xml.rels")),
        ("xl/worksheets/_rels/sheet1.xml.rels", relations("table", "sheet1.xml")),
    ] {
        match with(part, &text) {
            Ok(ledger) => assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"], "{part}"),
            Err(ReadError::Damaged { .. } | ReadError::NoLedger { .. } | ReadError::EmptyWorkbook { .. }) => {
            }
            Err(error) => panic!("{part}: {error}"),
        }
    }
}

#[test]
fn text_in_utf_16_is_refused_and_not_taken_for_nothing() {
    let wide: String = small_sheet().encode_utf16().flat_map(u16::to_le_bytes).map(char::from).collect();
    // Written as Latin letters, each byte is itself as long as it is below 128.
    assert!(wide.starts_with("<\0"));
    let ascii: String = wide.chars().filter(char::is_ascii).collect();
    let result = with("xl/worksheets/sheet1.xml", &ascii);
    assert!(matches!(result, Err(ReadError::Unsafe { danger: Danger::WideText, .. })), "{result:?}");
}

#[test]
fn archives_within_archives_are_not_searched() {
    let inner = archive(&parts(&no_strings(), &small_sheet()));
    let text: String = inner.iter().map(|byte| char::from(*byte)).collect();
    let result = read(&archive(&[("台帳.xlsx".to_owned(), text)]));
    assert!(matches!(result, Err(ReadError::NotWorkbook { found: FileKind::Zip, .. })), "{result:?}");
}

#[test]
fn parts_that_lie_upon_each_other_are_refused() {
    let bytes = archive(&parts(&no_strings(), &small_sheet()));
    // Every entry of the directory tells at 42 where its part begins: let the third begin where the first does.
    let entries: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, found)| found == b"PK\x01\x02").map(|(at, _)| at).collect();
    let mut overlapping = bytes.clone();
    overlapping.copy_within(entries[0] + 42..entries[0] + 46, entries[2] + 42);
    let result = read(&overlapping);
    assert!(
        matches!(result, Err(ReadError::Unsafe { danger: Danger::Overlap, .. } | ReadError::Damaged { .. })),
        "{result:?}"
    );
    let mut encrypted = bytes;
    for at in entries {
        encrypted[at + 8] |= 1;
    }
    let result = read(&encrypted);
    assert!(
        matches!(result, Err(ReadError::UnknownEncryption { .. } | ReadError::Damaged { .. })),
        "{result:?}"
    );
}

#[test]
fn depth_and_length_without_end_are_no_harm() {
    let deep = small_sheet().replace("</sheetData>", &("<a>".repeat(200_000) + "</sheetData>"));
    let attributes: Vec<String> = (0..50_000).map(|number| format!(" a{number}=\"1\"")).collect();
    let many = small_sheet().replace("<sheetData>", &format!("<sheetData{}>", attributes.concat()));
    let long = small_sheet().replace("<sheetData>", &format!("<sheetData a=\"{}\">", "x".repeat(1 << 20)));
    for text in [deep, many, long] {
        match with("xl/worksheets/sheet1.xml", &text) {
            Ok(ledger) => assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"]),
            Err(ReadError::Damaged { .. } | ReadError::NoLedger { .. } | ReadError::TooLarge { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}
