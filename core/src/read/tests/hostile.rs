//! Files built to exhaust or mislead a reader.

mod ods;
mod package;

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{read, schema};
use crate::read::grid::{CellState, Grid, GridCell};
use crate::read::header::Lexicon;
use crate::read::limits::Deadline;
use crate::read::table::find_tables;
use crate::read::value::CellText;
use crate::read::{Danger, Limit, ReadError};

pub(super) const NS: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a small workbook, with a table of strings and a sheet as given.
pub(super) fn parts(strings: &str, sheet: &str) -> Vec<(String, String)> {
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
    let part = |name: &str, text: String| (name.to_owned(), text);
    vec![
        part("[Content_Types].xml", "<Types/>".to_owned()),
        part(
            "_rels/.rels",
            format!(
                r#"{rels}<Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        part(
            "xl/workbook.xml",
            format!(
                r#"<workbook {NS} xmlns:r="{REL}"><sheets><sheet name="台帳" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"{rels}<Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        part("xl/sharedStrings.xml", strings.to_owned()),
        part("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ]
}

pub(super) fn archive(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A sheet of inline strings from rows of texts.
fn sheet(rows: &[&[&str]], after: &str) -> String {
    let mut text = format!("<worksheet {NS}><sheetData>");
    for row in rows {
        text.push_str("<row>");
        for cell in *row {
            text.extend([r#"<c t="inlineStr"><is><t>"#, cell, "</t></is></c>"]);
        }
        text.push_str("</row>");
    }
    text + "</sheetData>" + after + "</worksheet>"
}

fn small_sheet() -> String {
    sheet(&[&["個人情報名", "利用目的", "件数"], &["履歴書", "採用", "10"]], "")
}

fn no_strings() -> String {
    format!("<sst {NS}/>")
}

#[test]
fn a_plain_workbook_of_these_parts_is_read() {
    let ledger = read(&archive(&parts(&no_strings(), &small_sheet()))).unwrap();
    assert_eq!(ledger.register("items").unwrap().records.len(), 1);
}

#[test]
fn announced_counts_that_cannot_be_are_refused() {
    for strings in [
        format!(r#"<sst {NS} count="1" uniqueCount="4294967295"><si><t>a</t></si></sst>"#),
        r#"<!-- x --><x:sst xmlns:x="a" uniqueCount = '99999999999999999999999'></x:sst>"#.to_owned(),
        format!("<!--{}--><sst {NS} uniqueCount=\"4294967295\"/>", "x".repeat(100_000)),
    ] {
        let result = read(&archive(&parts(&strings, &small_sheet())));
        assert!(
            matches!(result, Err(ReadError::Unsafe { danger: Danger::FalseCount, .. })),
            "{}: {result:?}",
            strings.len()
        );
    }
    let honest = format!(r#"<sst {NS} count="5000000" uniqueCount="1"><si><t>a</t></si></sst>"#);
    assert!(read(&archive(&parts(&honest, &small_sheet()))).is_ok());
}

#[test]
fn declarations_and_names_that_reach_outside_are_refused() {
    let doctype = format!("<!DOCTYPE s [<!ENTITY a \"b\">]>{}", small_sheet());
    let result = read(&archive(&parts(&no_strings(), &doctype)));
    assert!(matches!(result, Err(ReadError::Unsafe { danger: Danger::Doctype, .. })), "{result:?}");
    for (name, danger) in [
        ("../evil.xml", Danger::OutsideName),
        ("/etc/passwd", Danger::OutsideName),
        ("XL/Workbook.xml", Danger::DuplicateName),
    ] {
        let mut parts = parts(&no_strings(), &small_sheet());
        parts.push((name.to_owned(), "<x/>".to_owned()));
        let result = read(&archive(&parts));
        assert!(
            matches!(&result, Err(ReadError::Unsafe { danger: found, .. }) if *found == danger),
            "{result:?}"
        );
    }
}

#[test]
fn parts_that_unpack_to_far_more_than_they_are_packed_to_are_refused() {
    let mut parts = parts(&no_strings(), &small_sheet());
    parts.push(("xl/media/image.xml".to_owned(), " ".repeat(20 << 20)));
    let result = read(&archive(&parts));
    assert!(matches!(result, Err(ReadError::TooLarge { limit: Limit::Ratio, .. })), "{result:?}");
}

#[test]
fn far_corners_shared_formulas_and_whole_sheet_merges_cost_nothing() {
    let cells = r#"<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>
        <row r="1048575"><c r="A1048575"><f t="shared" ref="A1:A2" si="4000000000">1+1</f><v>2</v></c></row>"#;
    let merges = r#"<mergeCells count="4000000000"><mergeCell ref="A1:XFD1048576"/></mergeCells>"#;
    let text = sheet(&[&["個人情報名", "利用目的", "件数"], &["履歴書", "採用", "10"]], merges)
        .replace("</sheetData>", &format!("{cells}</sheetData>"));
    // The merged area makes the first header reach everywhere: that may hide the table, but not harm.
    let result = read(&archive(&parts(&no_strings(), &text)));
    assert!(matches!(result, Ok(_) | Err(ReadError::NoLedger { .. })), "{result:?}");
}

#[test]
fn numbers_that_are_not_finite_are_errors_of_the_cell() {
    let rows = small_sheet().replace(r#"<c t="inlineStr"><is><t>10</t></is></c>"#, "<c><v>1E400</v></c>");
    let ledger = read(&archive(&parts(&no_strings(), &rows))).unwrap();
    let register = ledger.register("items").unwrap();
    assert!(register.cell(&register.records[0], "count").unwrap().is_unclear());
    assert_eq!(ledger.doubts.len(), 1);
}

#[test]
fn a_formula_without_a_stored_result_is_a_doubt() {
    let name = r#"<c t="inlineStr"><is><t>履歴書</t></is></c>"#;
    for (cell, raw) in [
        ("<c><f>B9&amp;C9</f></c>", "=B9&C9"),
        ("<c><f>B9&lt;1</f><v></v></c>", "=B9<1"),
        (r#"<c t="str"><f>IF(B9="","",1)</f><v></v></c>"#, ""),
        (r#"<c t="str"><f>B9</f><v>名簿</v></c>"#, "名簿"),
    ] {
        let ledger = read(&archive(&parts(&no_strings(), &small_sheet().replace(name, cell)))).unwrap();
        let register = ledger.register("items").unwrap();
        let found = register.cell(&register.records[0], "name").unwrap();
        assert_eq!((found.raw.as_str(), found.is_unclear()), (raw, raw.starts_with('=')));
        assert_eq!(ledger.doubts.len(), usize::from(raw.starts_with('=')), "{raw}");
    }
}

#[test]
fn any_change_of_a_byte_gives_a_ledger_or_an_error() {
    let bytes = archive(&parts(&no_strings(), &small_sheet()));
    for at in 0..bytes.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            drop(read(&changed));
        }
    }
}

#[test]
fn after_the_deadline_no_more_tables_are_looked_for() {
    let schema = schema();
    let lexicon = Lexicon::new(&schema);
    let cell = |text: &str| {
        GridCell::new(CellText { text: text.to_owned(), ..CellText::default() }, CellState::Value)
    };
    let row = |texts: [&str; 3]| (0..).zip(texts.map(cell)).collect::<Vec<(u32, GridCell)>>();
    let rows = vec![(0, row(["個人情報名", "利用目的", "件数"])), (1, row(["履歴書", "採用", "10"]))];
    let grid = Grid::new(rows, Vec::new());
    let found = |deadline| find_tables(&grid, &lexicon, "台帳", deadline).found.len();
    assert_eq!((found(Deadline::never()), found(Deadline::passed())), (1, 0));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

    #[test]
    fn any_arrangement_of_headers_and_texts_is_read_or_refused(
        cells in proptest::collection::vec((0_u32..9, 0_u32..9, 0_usize..14), 0..60),
        merges in proptest::collection::vec((0_u32..9, 0_u32..9, 0_u32..4, 0_u32..4), 0..4),
    ) {
        const TEXTS: [&str; 14] = [
            "No", "個人情報名", "利用目的", "件数", "取得", "方法", "保管", "場所", "委託先", "委託業務", "合計", "■総務部",
            "履歴書", "※注",
        ];
        let name = |row: u32, column: u32| crate::ledger::Origin { sheet: 0, row, column }.cell();
        let mut text = format!("<worksheet {NS}><sheetData>");
        for (row, column, word) in &cells {
            let (place, word) = (name(*row, *column), TEXTS[*word]);
            text.extend([r#"<row><c r=""#, &place, r#"" t="inlineStr"><is><t>"#, word, "</t></is></c></row>"]);
        }
        text += "</sheetData><mergeCells>";
        for (row, column, down, right) in &merges {
            let (first, last) = (name(*row, *column), name(row + down, column + right));
            text.extend([r#"<mergeCell ref=""#, &first, ":", &last, r#""/>"#]);
        }
        text += "</mergeCells></worksheet>";
        let bytes = archive(&parts(&no_strings(), &text));
        match read(&bytes) {
            Ok(ledger) => {
                for register in ledger.registers.values() {
                    let width = register.columns.len();
                    assert!(register.records.iter().all(|record| record.cells.len() == width));
                    let fields: std::collections::BTreeSet<_> =
                        register.columns.iter().map(|column| &column.field).collect();
                    assert_eq!(fields.len(), width);
                }
            }
            Err(ReadError::NoLedger { .. } | ReadError::EmptyWorkbook { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}
