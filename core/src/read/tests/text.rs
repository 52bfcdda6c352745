//! Text files as ledgers.

use super::{raws, schema};
use crate::ledger::{Ledger, Origin};
use crate::read::{ReadError, ReadOptions, read_workbook};

fn read(file: &str, text: &str) -> Result<Ledger, ReadError> {
    read_workbook(file, text.as_bytes(), &schema(), &ReadOptions::default())
}

#[test]
fn a_table_below_titles_and_comments_is_found() {
    let text = "# 2026-11-01 に出力、全部門\r\n,,,\r\n個人情報管理台帳,,,\r\n\r\nNo,個人情報名,利用目的,件数\r\n\
                001,履歴書,\"採用\r\n選考\",約1,000件\r\n002,名簿,連絡,20\r\n";
    let ledger = read("台帳.csv", text).unwrap();
    assert_eq!(ledger.tables[0].header_rows, (4, 4));
    assert_eq!(raws(&ledger, "items", &["number", "purpose"]), ["001|採用\n選考", "002|連絡"]);
    assert_eq!(ledger.place(ledger.registers["items"].records[1].cells[1].at.unwrap()), "台帳!B7");
    // The comma of 約1,000件 has moved a part of it into a column that there is not.
    assert!(ledger.doubts.iter().any(|doubt| doubt.at.is_some_and(|at| at.cell() == "E6")));
}

#[test]
fn content_counts_and_not_the_name() {
    let text = "No,個人情報名,利用目的\n1,履歴書,採用\n";
    for (file, doubts) in [("台帳.csv", 0), ("台帳.txt", 0), ("台帳", 0), ("台帳.xlsx", 1), ("台帳.XLS", 1)]
    {
        let ledger = read(file, text).unwrap();
        assert_eq!(ledger.sheets[0].name, "台帳", "{file}");
        assert_eq!(ledger.doubts.len(), doubts, "{file}: {:?}", ledger.doubts);
    }
}

#[test]
fn text_without_a_register_says_so() {
    assert!(matches!(read("メモ.txt", "会議は10時から。\n資料は別途。\n"), Err(ReadError::NoLedger { .. })));
    assert!(matches!(read("空.csv", ",,,\r\n,,,\r\n"), Err(ReadError::EmptyWorkbook { .. })));
}

#[test]
fn errors_of_formulas_are_doubts_of_their_cells_and_no_text() {
    let text = "No,個人情報名,利用目的,備考\n1,履歴書,#REF!,良\n2,名簿,連絡,#N/A\n3,名刺,#REF!,#1 参照\n";
    let ledger = read("台帳.csv", text).unwrap();
    let register = &ledger.registers["items"];
    let value = |row: usize, field: &str| register.cell(&register.records[row], field).unwrap().value.clone();
    assert_eq!((value(0, "purpose"), value(1, "remarks"), value(2, "purpose")), (None, None, None));
    assert!(value(2, "remarks").is_some());
    let doubtful: Vec<String> = ledger.doubtful.cells().map(Origin::cell).collect();
    assert_eq!(doubtful, ["C2", "D3", "C4"]);
}

#[test]
fn a_period_of_one_medium_leaves_the_other_in_doubt() {
    let text = "No,個人情報名,利用目的,媒体,保管期間\n1,履歴書,採用,紙・電子データ,紙：5年\n2,名簿,連絡,紙,紙：5年\n\
                3,名刺,営業,紙・電子データ,紙：5年、電子：3年\n4,写真,広報,紙・電子データ,5年\n";
    let schema = daicho_rules::Rulebook::load(&["pms".to_owned()]).unwrap().schema;
    let ledger = read_workbook("台帳.csv", text.as_bytes(), &schema, &ReadOptions::default()).unwrap();
    let doubtful: Vec<String> = ledger.doubtful.cells().map(Origin::cell).collect();
    assert_eq!(doubtful, ["E2"]);
    assert!(ledger.doubts[0].message.ja.contains("電子データ"), "{:?}", ledger.doubts);
}
