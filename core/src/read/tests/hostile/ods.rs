//! Workbooks of `LibreOffice` that are odd, or grow when they are read.

use super::archive;
use crate::ledger::Ledger;
use crate::read::tests::{raws, read};
use crate::read::{Danger, Limit, ReadError};

fn cell(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

fn row(attributes: &str, cells: &[String]) -> String {
    format!("<table:table-row {attributes}>{}</table:table-row>", cells.concat())
}

fn header() -> String {
    row("", &["個人情報名", "利用目的", "件数"].map(cell))
}

fn parts(content: &str, manifest: &str) -> Vec<(String, String)> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">
        <office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"#
    );
    [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("content.xml", content),
        (
            "META-INF/manifest.xml",
            format!(r#"<manifest:manifest xmlns:manifest="m">{manifest}</manifest:manifest>"#),
        ),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .to_vec()
}

fn table(rows: &str) -> Result<Ledger, ReadError> {
    read(&archive(&parts(&format!(r#"<table:table table:name="台帳">{rows}</table:table>"#), "")))
}

fn names(rows: &str) -> Vec<String> {
    raws(&table(rows).unwrap(), "items", &["name"])
}

#[test]
fn phonetic_guides_notes_and_drawings_are_no_text() {
    let name = "<text:ruby><text:ruby-base>履歴書</text:ruby-base><text:ruby-text>りれきしょ</text:ruby-text></text:ruby>";
    let noted = r#"<table:table-cell office:value-type="string"><office:annotation><text:p>要確認</text:p></office:annotation>
        <text:p>名<text:span>刺</text:span><text:s text:c="2"/>A&amp;B&#x3042;</text:p><text:p>二枚目</text:p>
        <draw:frame xmlns:draw="d"><text:p>図</text:p></draw:frame></table:table-cell>"#;
    let rows = header()
        + row("", &[cell(name), cell("採用"), cell("1")]).as_str()
        + row("", &[noted.to_owned(), cell("連絡"), cell("2")]).as_str();
    assert_eq!(names(&rows), ["履歴書", "名刺  A&Bあ\n二枚目"]);
}

#[test]
fn indented_files_are_read_as_others() {
    let rows = header() + row("", &["履歴書", "採用", "10"].map(cell)).as_str();
    assert_eq!(names(&rows.replace("><", ">\n    <")), ["履歴書"]);
}

#[test]
fn blank_stretches_cost_nothing_and_filled_ones_are_counted() {
    let first = row("", &["履歴書", "採用", "10"].map(cell));
    let blank = r#"<table:table-row table:number-rows-repeated="1048560"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let last = row("", &["名刺", "連絡", "20"].map(cell));
    let ledger = table(&(header() + first.as_str() + blank + last.as_str())).unwrap();
    let raws = raws(&ledger, "items", &["name"]);
    assert!(raws.starts_with(&["履歴書".to_owned()]), "{raws:?}");
    let twice = row(r#"table:number-rows-repeated="3""#, &["名刺", "連絡", "20"].map(cell));
    assert_eq!(names(&(header() + twice.as_str())), ["名刺"; 3]);
    let wide = r#"<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>"#;
    for rows in [
        row(r#"table:number-rows-repeated="1048560""#, &["名刺", "連絡", "20"].map(cell)),
        row(r#"table:number-rows-repeated="4294967295""#, &[wide.to_owned()]),
        row("", &[wide.to_owned()]).repeat(200),
    ] {
        let result = table(&(header() + rows.as_str()));
        assert!(matches!(result, Err(ReadError::TooLarge { limit: Limit::RepeatedCells, .. })), "{result:?}");
    }
}

#[test]
fn a_long_text_counts_as_often_as_its_row_is_repeated() {
    let long = cell(&"あ".repeat(20_000));
    let result = table(&(header() + row(r#"table:number-rows-repeated="20000""#, &[long]).as_str()));
    assert!(matches!(result, Err(ReadError::TooLarge { limit: Limit::TextBytes, .. })), "{result:?}");
}

#[test]
fn merged_cells_errors_and_formulas_without_results_are_seen() {
    let merged = r#"<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>履歴書</text:p></table:table-cell>"#;
    let covered = r#"<table:covered-table-cell office:value-type="string"><text:p>下に隠れた文字</text:p></table:covered-table-cell>"#;
    let error = r#"<table:table-cell table:formula="of:=[.B9]" office:value-type="string" office:string-value="" calcext:value-type="error" xmlns:calcext="c"><text:p>#REF!</text:p></table:table-cell>"#;
    let unsolved = r#"<table:table-cell table:formula="of:=[.B9]&amp;1"/>"#;
    let rows = header()
        + row("", &[merged.to_owned(), cell("採用"), error.to_owned()]).as_str()
        + row("", &[covered.to_owned(), unsolved.to_owned(), cell("5")]).as_str();
    let ledger = table(&rows).unwrap();
    let texts = raws(&ledger, "items", &["purpose", "count"]);
    assert_eq!(texts, ["採用|#REF!", "=[.B9]&1|5"]);
    assert!(!format!("{:?}", ledger.registers).contains("下に隠れた"));
    assert_eq!(ledger.doubts.len(), 2, "{:?}", ledger.doubts);
}

#[test]
fn copies_of_other_workbooks_and_deleted_cells_are_left_alone() {
    let deleted = format!(
        "<table:tracked-changes><table:deletion><table:table>{}</table:table></table:deletion></table:tracked-changes>",
        row("", &["旧台帳", "", ""].map(cell))
    );
    let copy = format!(
        r#"<table:table table:name="'file:///other.ods'#$台帳"><table:table-source/>{}{}</table:table>"#,
        header(),
        row("", &["他社の名簿", "営業", "3"].map(cell))
    );
    let own = format!(
        r#"<table:table table:name="台帳">{}{}</table:table>"#,
        header(),
        row("", &["履歴書", "採用", "10"].map(cell))
    );
    let ledger = read(&archive(&parts(&(deleted + own.as_str() + copy.as_str()), ""))).unwrap();
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"]);
    assert_eq!(ledger.sheets.len(), 1);
}

#[test]
fn encrypted_and_broken_ones_are_refused() {
    let encrypted = parts("", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>");
    assert!(matches!(read(&archive(&encrypted)), Err(ReadError::UnknownEncryption { .. })));
    for rows in ["<table:table-row><table:table-cell>", "<table:table-row>", "<table:table-cell"] {
        assert!(
            matches!(table(rows), Err(ReadError::Damaged { .. } | ReadError::EmptyWorkbook { .. })),
            "{rows}"
        );
    }
    let mut doctype = parts("", "");
    doctype[1].1.insert_str(0, "<!DOCTYPE x>");
    assert!(matches!(read(&archive(&doctype)), Err(ReadError::Unsafe { danger: Danger::Doctype, .. })));
}

#[test]
fn any_cut_and_any_change_gives_a_ledger_or_an_error() {
    let rows = header() + row("", &["履歴書", "採用", "10"].map(cell)).as_str();
    let content = format!(r#"<table:table table:name="台帳">{rows}</table:table>"#);
    for at in 0..content.chars().count() {
        let cut: String = content.chars().take(at).chain(content.chars().skip(at + 7)).collect();
        drop(read(&archive(&parts(&cut, ""))));
    }
}
