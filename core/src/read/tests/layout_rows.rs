//! Which rows of a table are records, however they are arranged.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use rust_xlsxwriter::Worksheet;

use super::{merge, raws, read, workbook, write};
use crate::ledger::Ledger;

const HEADER: &[&str] = &["No", "部門", "個人情報名", "利用目的", "媒体"];

/// Name of each record of the ledger in these rows below a header.
fn names(rows: &[&[&str]]) -> Vec<String> {
    raws(&ledger(rows), "items", &["name"])
}

fn ledger(rows: &[&[&str]]) -> Ledger {
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[HEADER]);
        write(sheet, 1, 0, rows);
    });
    read(&bytes).unwrap()
}

fn said(ledger: &Ledger, cell: &str, words: &str) -> bool {
    let at = |doubt: &crate::ledger::Doubt| doubt.at.is_some_and(|at| at.cell() == cell);
    ledger.doubts.iter().any(|doubt| at(doubt) && doubt.message.ja.contains(words))
}

const FIRST: &[&str] = &["1", "総務部", "履歴書", "採用", "紙"];
const LAST: &[&str] = &["2", "営業部", "名刺", "営業", "紙"];

#[test]
fn rows_between_records_that_are_none_are_not_read() {
    for row in [
        &["合計 128件"][..],
        &["", "", "計", "128件", "35件"],
        &["Total", "", "12"],
        &["", "総務部 小計", "2"],
        &["1/3"],
        &["", "", "", "", "2ページ"],
        &["※ 個人番号は別に管理する"],
        &["No", "部門", "個人情報名", "利用目的", "媒体（紙・電子）"],
        &["3"],
        &["3", "", "", "", "選択してください"],
        &["3", "－", "", "－", "－"],
    ] {
        assert_eq!(names(&[FIRST, row, LAST]), ["履歴書", "名刺"], "{row:?}");
    }
}

#[test]
fn rows_just_below_a_header_explain_it() {
    let rows: &[&[&str]] = &[
        &["(1)", "(2)", "(3)", "(4)", "(5)"],
        &["item_no", "dept", "item_name", "purpose", "media_kind"],
        &["自動採番", "部署を選択", "帳票名を記入", "できるだけ具体的に記入してください", "紙・電子の別"],
        &["記入例", "総務部", "社員名簿", "緊急連絡", "紙"],
        FIRST,
        LAST,
    ];
    assert_eq!(names(rows), ["履歴書", "名刺"]);
    assert_eq!(names(&[&["", "例：総務部", "例：名簿", "例：連絡", "例：紙"], FIRST]), ["履歴書"]);
}

#[test]
fn numbered_rows_with_the_same_defaults_are_left_out_and_said() {
    let ghost = |number| -> [&'static str; 5] { [number, "", "", "", "紙"] };
    let ghosts = [ghost("3"), ghost("4"), ghost("5")];
    let ledger = ledger(&[FIRST, LAST, &ghosts[0], &ghosts[1], &ghosts[2]]);
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書", "名刺"]);
    assert!(said(&ledger, "E4", "同じ初期値だけの行が 3 行"), "{:?}", ledger.doubts);
    // One or two of them may be records whose name is still to come.
    assert_eq!(names(&[FIRST, &ghosts[0], &ghosts[1]]), ["履歴書", "", ""]);
}

#[test]
fn a_lone_name_is_a_record_and_a_lone_department_is_a_heading() {
    let ledger = ledger(&[FIRST, &["", "", "退職者名簿"], &["", "", "経理部"], LAST, &["", "", "", "メモ"]]);
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書", "退職者名簿", "名刺", ""]);
    assert!(said(&ledger, "C3", "名称だけの行です"));
}

#[test]
fn headings_of_two_levels_give_department_and_process_in_their_groups() {
    let header: &[&str] = &["No", "個人情報名", "利用目的", "媒体"];
    for heading in ["【総務部】", "■総務部", "部署：総務部", "総務部"] {
        let bytes = workbook("台帳", |sheet| {
            write(sheet, 0, 0, &[&["個人情報管理台帳"], header, &[heading], &["1", "履歴書", "採用", "紙"]]);
            // A page break: title and header again.
            write(sheet, 4, 0, &[&["個人情報管理台帳"], header, &["2", "名簿", "連絡", "紙"]]);
            write(sheet, 7, 0, &[&["部署名", "営業部"], &["3", "名刺", "営業", "紙"]]);
            merge(sheet, (9, 0, 9, 3), "技術部");
            write(sheet, 10, 0, &[&["4", "図面", "設計", "紙"]]);
        });
        let ledger = read(&bytes).unwrap();
        let register = ledger.register("items").unwrap();
        let departments: Vec<String> = register
            .records
            .iter()
            .map(|record| match &register.cell(record, "department").unwrap().value {
                Some(daicho_rules::Value::Text(text)) => text.clone(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(departments, ["総務部", "総務部", "営業部", "技術部"], "{heading}");
    }
}

#[test]
fn further_rows_of_a_header_are_read_with_it() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            1,
            0,
            &[
                &["", "管理", "個人情報の", "利用", "保管", "", "廃棄"],
                &["番号", "", "", "", "場所", "期間", "方法"],
                &["", "部署", "名称", "目的", "", "（年）", "（複数可）"],
                &["1", "総務部", "履歴書", "採用", "書庫", "5", "溶解"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    let fields = ["department", "name", "purpose", "places", "retention", "disposal_methods"];
    assert_eq!(raws(&ledger, "items", &fields), ["総務部|履歴書|採用|書庫|5|溶解"]);
    assert_eq!(ledger.tables[0].header_rows, (1, 3));
    assert_eq!(ledger.tables[0].columns[5].header, "保管 / 期間（年）");
}

#[test]
fn headers_and_values_merged_over_narrow_columns_are_one_column_each() {
    let bytes = workbook("台帳", |sheet| {
        let rows = [
            ["No", "個人情報名", "利用目的", "媒体"],
            ["1", "履歴書", "採用", "紙"],
            ["2", "名簿", "連絡", "紙"],
        ];
        for (row, texts) in (0_u32..).zip(rows) {
            for (column, text) in (0_u16..).zip(texts) {
                merge(sheet, (row * 2, column * 3, row * 2 + 1, column * 3 + 2), text);
            }
        }
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["number", "name", "media"]), ["1|履歴書|紙", "2|名簿|紙"]);
    let columns: Vec<u32> = ledger.tables[0].columns.iter().map(|column| column.column).collect();
    assert_eq!(columns, [0, 3, 6, 9]);
    assert_eq!((ledger.tables[0].first_row, ledger.tables[0].last_row), (2, 5));
}

#[test]
fn what_stands_below_a_register_is_no_part_of_it() {
    for below in [
        &[&["以下余白"][..], &[], &["版数", "改訂日", "改訂内容"], &["1.0", "2019年4月1日", "新規作成"]][..],
        &[&[], &["改訂履歴"], &["版数", "改訂日", "改訂内容"], &["1.0", "2019年4月1日", "新規作成"]],
        &[&[], &["凡例"], &["○", "該当する"], &["×", "該当しない"]],
    ] {
        let rows: Vec<&[&str]> = [FIRST, LAST].into_iter().chain(below.iter().copied()).collect();
        assert_eq!(names(&rows), ["履歴書", "名刺"], "{below:?}");
    }
}

#[test]
fn a_longer_neighbour_that_starts_lower_is_read_to_its_end() {
    let vendors: Vec<[String; 3]> =
        (0..12).map(|at| [format!("委託{at}社"), "発送".to_owned(), "締結済".to_owned()]).collect();
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[HEADER, FIRST, LAST]);
        write(sheet, 2, 7, &[&["委託先名", "委託業務", "契約書"]]);
        for (row, texts) in (3_u32..).zip(&vendors) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            write(sheet, row, 7, &[&texts]);
        }
        write(sheet, 5, 0, &[HEADER, &["3", "技術部", "図面", "設計", "紙"]]);
        write(sheet, 20, 0, &[&["委託先名", "委託業務", "評価日"], &["別社", "清掃", "2025/4/1"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書", "名刺", "図面"]);
    assert_eq!(ledger.register("vendors").unwrap().records.len(), 13);
}

#[test]
fn a_list_printed_in_two_columns_is_read_from_both() {
    let header: &[&str] = &["No", "個人情報名", "利用目的", "No", "個人情報名", "利用目的"];
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[header, &["1", "履歴書", "採用", "2", "名刺", "営業"]]);
    });
    assert_eq!(raws(&read(&bytes).unwrap(), "items", &["number", "name"]), ["1|履歴書", "2|名刺"]);
}

/// Something that may stand below a header.
#[derive(Debug, Clone)]
enum Piece {
    Record,
    Ghost,
    Total,
    Heading,
    Header,
    Blank,
    Note,
}

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        6 => Just(Piece::Record),
        1 => Just(Piece::Ghost),
        1 => Just(Piece::Total),
        1 => Just(Piece::Heading),
        1 => Just(Piece::Header),
        1 => Just(Piece::Blank),
        1 => Just(Piece::Note),
    ]
}

fn write_piece(sheet: &mut Worksheet, row: u32, piece: &Piece, number: usize, split: bool) {
    let (number, name) = (number.to_string(), format!("名簿{number}"));
    let texts: &[&str] = match piece {
        Piece::Record => &[&number, "総務部", &name, "連絡", "紙"],
        Piece::Ghost => &[&number, "", "", "", "選択してください"],
        Piece::Total => &["合計", "", "12件"],
        Piece::Heading => &["■総務部"],
        Piece::Header => HEADER,
        Piece::Blank => &[],
        Piece::Note => &["※ 毎年見直すこと"],
    };
    // Everything may stand with a blank column before it.
    write(sheet, row, u16::from(split), &[texts]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

    #[test]
    fn the_records_that_come_out_are_exactly_those_put_in(
        pieces in proptest::collection::vec(piece(), 1..30),
        split in any::<bool>(),
        top in 0_u32..6,
    ) {
        let bytes = workbook("台帳", |sheet| {
            write(sheet, top, u16::from(split), &[HEADER]);
            for (at, piece) in pieces.iter().enumerate() {
                write_piece(sheet, top + 1 + u32::try_from(at).unwrap(), piece, at, split);
            }
        });
        let expected: Vec<String> = pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| matches!(piece, Piece::Record))
            .map(|(at, _)| format!("{at}|名簿{at}"))
            .collect();
        let found = match read(&bytes) {
            Ok(ledger) => raws(&ledger, "items", &["number", "name"]),
            Err(error) => panic!("{error}"),
        };
        proptest::prop_assert_eq!(found, expected);
    }
}
