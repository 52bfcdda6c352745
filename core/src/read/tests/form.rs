//! Registers in form layout, and tables that only look like forms.

use rust_xlsxwriter::Workbook;

use super::{add, merge, raws, read, workbook, write};
use crate::ledger::{Ledger, SheetOutcome, TableLayout};
use crate::read::ReadError;

const FIELDS: &[&str] = &["number", "department", "name", "purpose", "media"];

/// Place of a field of a record.
fn place(ledger: &Ledger, record: usize, field: &str) -> String {
    let register = ledger.register("items").unwrap();
    let cell = register.cell(&register.records[record], field).unwrap();
    ledger.place(cell.at.unwrap())
}

#[test]
fn one_item_a_sheet_is_read_from_labels_beside_values() {
    let mut workbook = Workbook::new();
    for (sheet, number, name) in [("様式1", "A-1", "履歴書"), ("様式2", "A-2", "名簿")] {
        write(
            add(&mut workbook, sheet),
            0,
            0,
            &[
                &["個人情報調査票", "", "", "承認", "確認"],
                &[],
                &["管理番号", number, "", "部門", "総務部"],
                &["個人情報名", name],
                &["利用目的", "採用"],
                &["件数", "120件", "", "媒体", "☑紙　□電子"],
                &["社内区分", "甲"],
                &["備考", ""],
            ],
        );
    }
    let ledger = read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        raws(&ledger, "items", FIELDS),
        ["A-1|総務部|履歴書|採用|☑紙　□電子", "A-2|総務部|名簿|採用|☑紙　□電子"]
    );
    assert_eq!(ledger.tables.len(), 2);
    assert!(ledger.tables.iter().all(|table| table.layout == TableLayout::Form && table.records == 1));
    assert_eq!(place(&ledger, 1, "media"), "様式2!E6");
    // A blank cell is the one to fill in.
    assert_eq!(place(&ledger, 0, "remarks"), "様式1!B8");
    assert_eq!(raws(&ledger, "items", &["x_社内区分"]), ["甲", "甲"]);
    let label =
        ledger.tables[0].columns.iter().find(|column| column.field.as_deref() == Some("media")).unwrap();
    assert_eq!((label.label_row, label.column), (Some(5), 3));
}

#[test]
fn blocks_below_and_beside_each_other_are_records_and_blank_ones_are_not() {
    let block = |number, name, purpose| -> [[&'static str; 4]; 3] {
        [
            ["No", number, "部署", "工事部"],
            ["個人情報名", name, "件数", ""],
            ["利用目的", purpose, "媒体", "紙"],
        ]
    };
    let blank = [["No", "5", "部署", ""], ["個人情報名", "", "件数", ""], ["利用目的", "", "媒体", ""]];
    let bytes = workbook("調査票", |sheet| {
        let places = [
            (2, 0, block("1", "施主名簿", "連絡")),
            (2, 6, block("2", "職人名簿", "手配")),
            (7, 0, block("3", "口座", "支払")),
            (7, 6, block("4", "", "不明")),
            (12, 0, blank),
        ];
        write(sheet, 0, 0, &[&["個人情報取扱シート"]]);
        for (row, column, block) in &places {
            let rows: Vec<&[&str]> = block.iter().map(<[&str; 4]>::as_slice).collect();
            write(sheet, *row, *column, &rows);
        }
    });
    let ledger = read(&bytes).unwrap();
    // A block without a name is no less a record, if something else is filled in.
    assert_eq!(
        raws(&ledger, "items", FIELDS),
        [
            "1|工事部|施主名簿|連絡|紙",
            "2|工事部|職人名簿|手配|紙",
            "3|工事部|口座|支払|紙",
            "4|工事部||不明|紙"
        ]
    );
    assert_eq!(place(&ledger, 1, "name"), "調査票!H4");
}

#[test]
fn a_heading_above_blocks_names_their_department() {
    let bytes = workbook("調査票", |sheet| {
        let blocks: [(u32, &str, &str); 3] =
            [(2, "1", "履歴書"), (6, "2", "社員名簿"), (11, "3", "顧客名簿")];
        write(sheet, 0, 0, &[&["個人情報取扱シート"], &["■総務部"]]);
        for (row, number, name) in blocks {
            write(
                sheet,
                row,
                0,
                &[&["No", number], &["個人情報名", name], &["利用目的", "連絡", "媒体", "紙"]],
            );
        }
        write(sheet, 10, 0, &[&["■営業部"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(
        raws(&ledger, "items", FIELDS),
        ["1|■総務部|履歴書|連絡|紙", "2|■総務部|社員名簿|連絡|紙", "3|■営業部|顧客名簿|連絡|紙"]
    );
    assert_eq!(place(&ledger, 2, "department"), "調査票!A11");
    let register = ledger.register("items").unwrap();
    let department = register.cell(&register.records[2], "department").unwrap();
    assert_eq!(department.value, Some(daicho_rules::Value::Text("営業部".into())));
}

#[test]
fn merged_labels_and_parents_beside_their_children_are_read_together() {
    let bytes = workbook("個人情報届", |sheet| {
        merge(sheet, (0, 0, 0, 9), "個人情報取扱届");
        for (row, label, value) in
            [(2, "個人情報名", "診療録"), (3, "利用目的", "診療"), (8, "備考", "特になし")]
        {
            merge(sheet, (row, 0, row, 3), label);
            merge(sheet, (row, 4, row, 9), value);
        }
        for (first, parent, children) in [
            (4, "保管", [("場所", "書庫"), ("方法", "施錠")]),
            (6, "廃棄", [("方法", "溶解"), ("委託先", "青葉社")]),
        ] {
            merge(sheet, (first, 0, first + 1, 1), parent);
            for (row, (label, value)) in (first..).zip(children) {
                merge(sheet, (row, 2, row, 3), label);
                merge(sheet, (row, 4, row, 9), value);
            }
        }
    });
    let ledger = read(&bytes).unwrap();
    let fields = ["name", "purpose", "places", "storage_controls", "disposal_methods", "vendors"];
    assert_eq!(raws(&ledger, "items", &fields), ["診療録|診療|書庫|施錠|溶解|青葉社"]);
    let headers: Vec<&str> = ledger.tables[0].columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(
        headers,
        ["個人情報名", "利用目的", "保管 / 場所", "保管 / 方法", "廃棄 / 方法", "廃棄 / 委託先", "備考"]
    );
}

#[test]
fn labels_above_their_values_are_one_record() {
    let bytes = workbook("調査票", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["管理番号", "部門", "個人情報名"],
                &["A-1", "総務部", "履歴書"],
                &["利用目的", "媒体", "件数"],
                &["採用", "紙", "120件"],
                &["保管場所", "保管期間", "廃棄方法"],
                &["書庫", "5年", "溶解"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    let fields = ["number", "name", "purpose", "count", "places", "disposal_methods"];
    assert_eq!(raws(&ledger, "items", &fields), ["A-1|履歴書|採用|120件|書庫|溶解"]);
    assert_eq!(place(&ledger, 0, "disposal_methods"), "調査票!C6");
}

#[test]
fn fields_down_the_side_give_a_record_for_each_column() {
    let bytes = workbook("一覧", |sheet| {
        write(
            sheet,
            1,
            1,
            &[
                &["項目", "1", "2", "3"],
                &["部門", "総務部", "", "営業部"],
                &["個人情報名", "履歴書", "名簿", "名刺"],
                &["利用目的", "採用", "連絡", "営業"],
                &["媒体", "紙", "電子", "紙"],
                &["保管場所", "書庫", "サーバ", "机"],
            ],
        );
        merge(sheet, (2, 2, 2, 3), "総務部");
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(
        raws(&ledger, "items", &["department", "name", "purpose", "places"]),
        ["総務部|履歴書|採用|書庫", "総務部|名簿|連絡|サーバ", "営業部|名刺|営業|机"]
    );
    assert_eq!(place(&ledger, 2, "places"), "一覧!E7");
    assert_eq!(ledger.tables[0].layout, TableLayout::Form);
    assert_eq!((ledger.tables[0].first_row, ledger.tables[0].last_row), (2, 6));
}

#[test]
fn values_of_labels_that_nobody_knows_are_no_part_of_the_value_above() {
    let bytes = workbook("様式", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["個人情報名", "履歴書"],
                &["媒体", "紙"],
                &["利用目的", "採用の選考"],
                &["当社が定める個人情報の取扱いに関する特記すべき社内の取り決めの欄", "甲の扱い"],
                &["件数", "120件"],
                &["備考", "なし"],
                &["社内で付ける区分", "丙"],
                &["社内で付ける符号", "丁"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(
        raws(&ledger, "items", &["name", "purpose", "count", "remarks"]),
        ["履歴書|採用の選考|120件|なし"]
    );
    assert_eq!(raws(&ledger, "items", &["x_社内で付ける区分", "x_社内で付ける符号"]), ["丙|丁"]);
}

#[test]
fn labels_with_their_values_in_one_cell_are_read() {
    let bytes = workbook("票", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["管理番号：A-1", "", "部門：総務部"],
                &["個人情報名", "履歴書"],
                &["利用目的", "採用"],
                &["媒体", "紙"],
                &["備考", "長い文の", ""],
                &["", "続き"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", FIELDS), ["A-1|総務部|履歴書|採用|紙"]);
    assert_eq!(raws(&ledger, "items", &["remarks"]), ["長い文の\n続き"]);
}

/// What is said of a sheet that was left out beside a ledger.
fn beside_a_ledger(rows: &[&[&str]]) -> Ledger {
    let mut workbook = Workbook::new();
    let items: &[&[&str]] = &[&["No", "個人情報名", "利用目的", "媒体"], &["1", "履歴書", "採用", "紙"]];
    write(add(&mut workbook, "台帳"), 0, 0, items);
    write(add(&mut workbook, "別紙"), 0, 0, rows);
    read(&workbook.save_to_buffer().unwrap()).unwrap()
}

#[test]
fn explanations_of_fields_and_blank_forms_are_no_items() {
    for (rows, said) in [
        (
            &[
                &["項目", "説明"][..],
                &["個人情報名", "帳票の名称を記入してください"],
                &["利用目的", "具体的に記入してください"],
                &["媒体", "紙か電子かを選択してください"],
                &["件数", "おおよその件数を記入してください"],
                &["保管期間", "年数を記入してください"],
            ][..],
            "項目の説明とみて",
        ),
        (
            &[
                &["項目名", "型", "必須"],
                &["個人情報名", "文字列", "○"],
                &["利用目的", "文字列", "○"],
                &["媒体", "文字列", "×"],
                &["件数", "数値", "×"],
                &["保管期間", "文字列", "○"],
                &["保管場所", "文字列", "○"],
            ],
            "",
        ),
        (
            &[
                &["管理番号", ""],
                &["個人情報名", ""],
                &["利用目的", ""],
                &["媒体", "選択してください"],
                &["保管期間", ""],
            ],
            "記入されていない様式",
        ),
    ] {
        let ledger = beside_a_ledger(rows);
        assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"], "{rows:?}");
        assert!(!matches!(ledger.sheets[1].outcome, SheetOutcome::Read));
        let told: Vec<&str> = ledger.doubts.iter().map(|doubt| doubt.message.ja.as_str()).collect();
        assert!(said.is_empty() || told.iter().any(|message| message.contains(said)), "{rows:?}: {told:?}");
    }
}

#[test]
fn ordinary_registers_are_no_forms() {
    let header: &[&str] = &["No", "部門", "個人情報名", "利用目的", "媒体", "保管場所"];
    for rows in [
        // Few records, whose values are words of headers, too.
        &[
            header,
            &["1", "総務部", "備考", "委託先", "媒体", "保管場所"],
            &["2", "総務部", "名簿", "連絡", "紙", "棚"],
        ][..],
        &[header, &["1", "総務部", "履歴書", "採用", "紙", "棚"]],
        &[&["部門", "総務部"], &["作成", "山田"], header, &["1", "総務部", "履歴書", "採用", "紙", "棚"]],
    ] {
        let bytes = workbook("台帳", |sheet| write(sheet, 0, 0, rows));
        let ledger = read(&bytes).unwrap();
        assert!(ledger.tables.iter().all(|table| table.layout == TableLayout::Rows), "{rows:?}");
        let records = rows.len() - 1 - rows.iter().position(|row| *row == header).unwrap();
        assert_eq!(ledger.register("items").unwrap().records.len(), records, "{rows:?}");
    }
}

#[test]
fn a_form_that_names_nothing_is_no_ledger() {
    let bytes = workbook("不具合管理票", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["不具合管理票"],
                &["管理番号", "1"],
                &["発見日", "2025/4/1"],
                &["発見者", "山田"],
                &["備考", "なし"],
            ],
        );
    });
    assert!(matches!(read(&bytes), Err(ReadError::NoLedger { .. })));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn the_blocks_that_are_read_are_exactly_those_filled_in(
        names in proptest::collection::vec("[あ-ん]{3,6}", 1..9),
        across in 1_usize..4,
        gap in 0_u32..3,
    ) {
        let bytes = workbook("調査票", |sheet| {
            for (at, name) in names.iter().enumerate() {
                let row = u32::try_from(at / across).unwrap() * (5 + gap) + 1;
                let column = u16::try_from(at % across).unwrap() * 3;
                let purpose = format!("目的{at}");
                write(sheet, row, column, &[
                    &["個人情報名", name], &["利用目的", &purpose], &["媒体", "紙"], &["保管場所", "棚"],
                    &["備考", ""],
                ]);
            }
        });
        let ledger = read(&bytes).unwrap();
        let expected: Vec<String> =
            names.iter().enumerate().map(|(at, name)| format!("{name}|目的{at}|紙|棚")).collect();
        proptest::prop_assert_eq!(raws(&ledger, "items", &["name", "purpose", "media", "places"]), expected);
    }
}
