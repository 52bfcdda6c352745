//! Sheets beside sheets: hidden ones, copies, what goes on, and what is no register.

use rust_xlsxwriter::{Table, TableColumn, Workbook};

use super::{add, raws, read, workbook, write};
use crate::ledger::{Ledger, SheetKind, SheetOutcome, TableLayout};

const HEADER: &[&str] = &["No", "部門", "個人情報名", "利用目的"];
const RESUME: &[&str] = &["1", "総務部", "履歴書", "採用選考"];
const ROSTER: &[&str] = &["2", "総務部", "名簿", "緊急連絡"];
const CARDS: &[&str] = &["3", "営業部", "名刺", "営業活動"];

fn sheets(sheets: &[(&str, bool, &[&[&str]])]) -> Ledger {
    let mut workbook = Workbook::new();
    for (name, visible, rows) in sheets {
        let sheet = add(&mut workbook, name);
        write(sheet, 0, 0, rows);
        sheet.set_hidden(!visible);
    }
    read(&workbook.save_to_buffer().unwrap()).unwrap()
}

fn said(ledger: &Ledger, sheet: usize, words: &str) -> bool {
    ledger.doubts.iter().any(|doubt| doubt.sheet == sheet && doubt.message.ja.contains(words))
}

#[test]
fn hidden_sheets_with_records_of_their_own_are_read_and_said_so() {
    let ledger = sheets(&[("台帳", true, &[HEADER, RESUME]), ("役員室", false, &[HEADER, CARDS])]);
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書", "名刺"]);
    assert!(said(&ledger, 1, "非表示のシート「役員室」も読みました"));
}

#[test]
fn copies_are_told_by_their_records_and_not_by_their_names_alone() {
    let old: &[&[&str]] = &[HEADER, RESUME, &["2", "総務部", "名簿", "連絡"]];
    for (name, visible, rows, read_too) in [
        ("控え", false, &[HEADER, RESUME, ROSTER][..], false),
        ("2024年度", false, old, false),
        ("台帳_old", true, old, false),
        ("台帳 (2)", true, old, false),
        // Named as old, but with other records.
        ("旧台帳", true, &[HEADER, CARDS], true),
        // The same records in plain sight: perhaps two departments with one form.
        ("第二総務", true, old, true),
    ] {
        let ledger = sheets(&[("台帳", true, &[HEADER, RESUME, ROSTER]), (name, visible, rows)]);
        let read = ledger.sheets[1].outcome == SheetOutcome::Read;
        assert_eq!(read, read_too, "{name}");
        assert_eq!(said(&ledger, 1, "シート「台帳」と同じため、読みませんでした"), !read_too, "{name}");
        let records = if read { 2 + rows.len() - 1 } else { 2 };
        assert_eq!(ledger.register("items").unwrap().records.len(), records, "{name}");
    }
}

#[test]
fn a_copy_in_plain_sight_is_read_and_said() {
    let all: &[&[&str]] = &[HEADER, RESUME, ROSTER, CARDS];
    let ledger = sheets(&[("台帳", true, all), ("台帳改", true, all)]);
    assert_eq!(ledger.register("items").unwrap().records.len(), 6);
    assert!(said(&ledger, 1, "3件のうち3件がシート「台帳」と同じです"));
}

#[test]
fn departments_with_the_same_items_are_no_copies() {
    let of = |department: &'static str| -> [[&'static str; 4]; 2] {
        [["1", department, "履歴書", "採用選考"], ["2", department, "名簿", "緊急連絡"]]
    };
    let (one, other) = (of("総務部"), of("営業部"));
    let ledger = sheets(&[
        ("総務部", true, &[HEADER, &one[0], &one[1]]),
        ("営業部", false, &[HEADER, &other[0], &other[1]]),
    ]);
    assert_eq!(ledger.register("items").unwrap().records.len(), 4);
}

#[test]
fn a_sheet_without_a_header_goes_on_from_the_one_before() {
    let first = &["1", "総務部", "履歴書", "採用"][..];
    for (name, rows, goes_on) in [
        ("台帳(2)", &[&["2", "総務部", "名簿", "連絡"][..], &["3", "営業部", "名刺", "営業"]][..], true),
        ("Sheet2", &[&["2", "総務部", "名簿", "連絡"], &["3", "営業部", "名刺", "営業"]], true),
        // No number that goes on, and another name.
        ("連絡網", &[&["9", "総務部", "山田", "内線12"], &["8", "営業部", "鈴木", "内線15"]], false),
        // Something stands beside the columns of the table.
        ("台帳(3)", &[&["2", "総務部", "名簿", "連絡", "", "", "別の表"]], false),
    ] {
        let ledger = sheets(&[("台帳(1)", true, &[HEADER, first]), (name, true, rows)]);
        let names = raws(&ledger, "items", &["name"]);
        assert_eq!(names.len(), if goes_on { 3 } else { 1 }, "{name}: {names:?}");
        assert_eq!(said(&ledger, 1, "続きとして読みました"), goes_on, "{name}");
        if goes_on {
            assert_eq!(ledger.tables[1].layout, TableLayout::Continued);
            assert_eq!((ledger.tables[1].first_row, ledger.tables[1].records), (0, 2));
        }
    }
}

#[test]
fn sheets_of_other_kinds_are_named_as_such() {
    let mut rows: Vec<(&str, bool, &[&[&str]])> = vec![("台帳", true, &[HEADER, RESUME])];
    let others: [(&str, &[&[&str]], SheetKind); 5] = [
        ("表紙", &[&["個人情報管理台帳"], &["株式会社青空"]], SheetKind::Cover),
        ("記入要領", &[&["部門には部署名を、利用目的には目的を記入する"]], SheetKind::Instructions),
        ("改訂履歴", &[&["版", "改訂日", "内容"], &["1.0", "2025/4/1", "新規"]], SheetKind::History),
        ("用語集", &[&["用語", "説明"], &["媒体", "紙など"]], SheetKind::Glossary),
        ("リスト", &[&["媒体", "保管場所"], &["紙", "書庫"]], SheetKind::Choices),
    ];
    rows.extend(others.iter().map(|(name, rows, _)| (*name, true, *rows)));
    let ledger = sheets(&rows);
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"]);
    for (sheet, (.., kind)) in ledger.sheets[1..].iter().zip(others) {
        let SheetOutcome::NoRegister { kind: found, .. } = sheet.outcome else { panic!("{sheet:?}") };
        assert_eq!(found, Some(kind));
    }
    assert!(ledger.doubts.is_empty(), "{:?}", ledger.doubts);
}

#[test]
fn counts_prose_and_matrices_are_no_registers() {
    let cells: &[&[&[&str]]] = &[
        &[&["部門", "利用目的", "媒体", "委託先"], &["総務部", "12", "3", "4"], &["営業部", "7", "5", "0"]],
        &[
            &["個人情報名、利用目的、件数、保管場所、廃棄方法を台帳に記入し、毎年見直すこと。"],
            &["備考"],
            &["件数"],
        ],
        &[&["", "小", "中", "大"], &["高", "3", "6", "9"], &["中", "2", "4", "6"], &["低", "1", "2", "3"]],
    ];
    for rows in cells {
        let mut workbook = Workbook::new();
        write(add(&mut workbook, "台帳"), 0, 0, &[HEADER, RESUME]);
        let sheet = add(&mut workbook, "集計");
        for (row, texts) in (0_u32..).zip(*rows) {
            for (column, text) in (0_u16..).zip(*texts) {
                match text.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, *text).unwrap(),
                };
            }
        }
        let ledger = read(&workbook.save_to_buffer().unwrap()).unwrap();
        assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"], "{rows:?}");
        assert!(matches!(ledger.sheets[1].outcome, SheetOutcome::NoRegister { .. }), "{rows:?}");
    }
}

#[test]
fn a_tally_is_said_to_be_left_out() {
    let mut workbook = Workbook::new();
    write(add(&mut workbook, "台帳"), 0, 0, &[HEADER, RESUME]);
    let sheet = add(&mut workbook, "部門別");
    write(sheet, 0, 0, &[&["部門", "利用目的", "媒体", "委託先"], &["総務部"], &["営業部"]]);
    for (row, column) in [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)] {
        sheet.write_number(row, column, f64::from(row) + 3.0).unwrap();
    }
    let ledger = read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert!(said(&ledger, 1, "件数の集計表"), "{:?}", ledger.doubts);
}

#[test]
fn declared_tables_of_one_sheet_are_read_with_their_extent() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[&["部門", "利用目的の一覧"], &[], HEADER, RESUME, &[], &[], &[], CARDS, &["総計"]],
        );
        let columns: Vec<TableColumn> =
            HEADER.iter().map(|header| TableColumn::new().set_header(*header)).collect();
        let table = Table::new().set_columns(&columns).set_total_row(true);
        sheet.add_table(2, 0, 8, 3, &table).unwrap();
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["number", "name"]), ["1|履歴書", "3|名刺"]);
    assert_eq!(ledger.tables[0].header_rows, (2, 2));
}
