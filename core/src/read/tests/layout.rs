//! Where tables stand, and which rows are records.

use rust_xlsxwriter::{Format, Workbook};

use super::{add, merge, raws, read, workbook, write};
use crate::ledger::SheetOutcome;

const HEADER: &[&str] = &["No", "部門", "個人情報名", "利用目的"];

#[test]
fn titles_and_stamps_above_a_header_are_no_records() {
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[&["株式会社青空　個人情報管理台帳", "", "", "承認", "作成"]]);
        write(sheet, 1, 0, &[&["作成日：2025年4月1日", "", "", "山田", "鈴木"]]);
        write(
            sheet,
            3,
            0,
            &[HEADER, &["1", "総務部", "履歴書", "採用選考"], &["2", "総務部", "名簿", "連絡"]],
        );
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(ledger.client, "株式会社青空");
    assert_eq!(raws(&ledger, "items", &["number", "name"]), ["1|履歴書", "2|名簿"]);
    assert_eq!(ledger.tables[0].header_rows, (3, 3));
    let cell = &ledger.register("items").unwrap().records[1].cells[2];
    assert_eq!(ledger.place(cell.at.unwrap()), "台帳!C6");
}

#[test]
fn a_department_merged_or_given_once_holds_for_its_group() {
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[HEADER]);
        write(sheet, 1, 0, &[&["1", "", "履歴書", "採用"], &["2", "", "名簿", "連絡"]]);
        merge(sheet, (1, 1, 2, 1), "総務部");
        write(sheet, 3, 0, &[&["3", "営業部", "名刺", "営業"], &["4", "", "顧客名簿", "〃"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(
        raws(&ledger, "items", &["department", "name", "purpose"]),
        ["総務部|履歴書|採用", "総務部|名簿|連絡", "営業部|名刺|営業", "営業部|顧客名簿|〃"]
    );
    let value = ledger.register("items").unwrap().records[3].cells[3].value.clone();
    assert_eq!(value, Some(daicho_rules::Value::Text("営業".to_owned())));
}

#[test]
fn repeated_headers_totals_notes_and_ghost_rows_are_no_records() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                HEADER,
                &["（連番）", "（部署名）", "（名称）", "（具体的に）"],
                &["記入例", "総務部", "名簿", "連絡"],
                &["1", "総務部", "履歴書", "採用"],
                &["", "小計", "1"],
                HEADER,
                &["2", "営業部", "名刺", "営業"],
                &["3"],
                &["4"],
                &["合計", "", "2"],
                &["※ 個人番号は別に管理する"],
                &[],
                &["以上"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["number", "name"]), ["1|履歴書", "2|名刺"]);
    assert!(ledger.doubts.iter().any(|doubt| doubt.raw == "記入例"));
}

#[test]
fn group_headings_give_the_department() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["No", "個人情報名", "利用目的"],
                &["■総務部"],
                &["1", "履歴書", "採用"],
                &["■営業部"],
                &["2", "名刺", "営業"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["department", "name"]), ["■総務部|履歴書", "■営業部|名刺"]);
    let register = ledger.register("items").unwrap();
    let cell = register.cell(&register.records[0], "department").unwrap();
    assert_eq!(cell.value, Some(daicho_rules::Value::Text("総務部".to_owned())));
    assert_eq!(cell.at.unwrap().cell(), "A2");
}

#[test]
fn tables_of_departments_below_each_other_are_united() {
    let header: &[&str] = &["No", "個人情報名", "利用目的"];
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["部署名：総務部"],
                header,
                &["1", "履歴書", "採用"],
                &["【営業部】"],
                header,
                &["1", "名刺", "営業"],
            ],
        );
        write(sheet, 8, 0, &[&["【技術部】"], &["管理番号", "個人情報名", "件数"], &["1", "図面", "10"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(
        raws(&ledger, "items", &["department", "name", "count"]),
        ["総務部|履歴書|", "【営業部】|名刺|", "技術部|図面|10"]
    );
}

#[test]
fn sheets_of_departments_are_united() {
    let mut workbook = Workbook::new();
    write(add(&mut workbook, "総務部"), 0, 0, &[&["No", "個人情報名", "利用目的"], &["1", "履歴書", "採用"]]);
    write(
        add(&mut workbook, "営業部"),
        0,
        0,
        &[&["No", "個人情報名", "利用目的", "件数"], &["1", "名刺", "営業", "約100件"]],
    );
    let ledger = read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        raws(&ledger, "items", &["department", "name", "count"]),
        ["総務部|履歴書|", "営業部|名刺|約100件"]
    );
    let width = ledger.register("items").unwrap().columns.len();
    assert!(ledger.register("items").unwrap().records.iter().all(|record| record.cells.len() == width));
}

#[test]
fn tables_below_and_beside_each_other_are_told_apart() {
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[&["1. 個人情報"], HEADER, &["1", "総務部", "履歴書", "採用"]]);
        write(sheet, 1, 6, &[&["委託先名", "委託業務", "契約書"], &["青葉社", "給与計算", "締結済"]]);
        write(
            sheet,
            4,
            0,
            &[&["2. 委託先一覧"], &["委託先名", "委託業務", "評価日"], &["若葉社", "清掃", "R6.4.1"]],
        );
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"]);
    assert_eq!(
        raws(&ledger, "vendors", &["name", "contract", "evaluated_on"]),
        ["青葉社|締結済|", "若葉社||R6.4.1"]
    );
}

#[test]
fn hidden_and_example_sheets_are_reported_and_not_read() {
    let mut workbook = Workbook::new();
    for name in ["台帳", "旧台帳", "記入例"] {
        write(add(&mut workbook, name), 0, 0, &[HEADER, &["1", "総務部", "履歴書", "採用"]]);
    }
    workbook.worksheet_from_name("旧台帳").unwrap().set_hidden(true);
    let ledger = read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"]);
    assert!(!ledger.sheets[1].visible);
    for sheet in [1, 2] {
        assert!(matches!(ledger.sheets[sheet].outcome, SheetOutcome::Skipped { .. }), "{sheet}");
        assert!(ledger.doubts.iter().any(|doubt| doubt.sheet == sheet));
    }
}

#[test]
fn stray_cells_far_away_cost_nothing() {
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[HEADER, &["1", "総務部", "履歴書", "採用"]]);
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
        sheet.write_blank(900_000, 3, &Format::new().set_bold()).unwrap();
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"]);
}

#[test]
fn numbers_days_and_codes_read_as_people_see_them() {
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[&["管理番号", "個人情報名", "利用目的", "件数", "見直し日", "保管期間"]]);
        write(sheet, 1, 0, &[&["007", "名簿", "連絡"]]);
        sheet.write_number(1, 3, 1200.0).unwrap();
        let day = Format::new().set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\"");
        sheet.write_number_with_format(1, 4, 45383.0, &day).unwrap();
        sheet.write_number_with_format(1, 5, 5.0, &Format::new().set_num_format("0\"年\"")).unwrap();
        write(sheet, 2, 1, &[&["名刺", "営業"]]);
        sheet.write_number_with_format(2, 0, 8.0, &Format::new().set_num_format("000")).unwrap();
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(
        raws(&ledger, "items", &["number", "count", "reviewed_on", "retention"]),
        ["007|1200|2024-04-01|5年", "008|||"]
    );
}

#[test]
fn blank_rows_between_groups_do_not_end_a_table() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                HEADER,
                &["1", "総務部", "履歴書", "採用"],
                &[],
                &["2", "営業部", "名刺", "営業"],
                &[],
                &["作成者", "山田"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書", "名刺"]);
}
