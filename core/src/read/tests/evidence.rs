//! What cells say for and against the fields that headers claim.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::registers::read;
use super::{add, workbook, write};
use crate::ledger::Ledger;
use crate::read::{ReadError, ReadOptions, read_workbook};

/// A ledger with columns of these headers and cells beside a name and a purpose.
fn ledger(columns: &[(&str, &[&str])]) -> Ledger {
    let bytes = workbook("個人情報管理台帳", |sheet| {
        let rows = columns.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
        write(sheet, 0, 0, &[&["個人情報名", "利用目的"]]);
        for row in 0..u32::try_from(rows).unwrap() {
            write(sheet, row + 1, 0, &[&[&format!("名簿{row}"), "連絡のため"]]);
        }
        for (column, (header, cells)) in (2..).zip(columns) {
            write(sheet, 0, column, &[&[header]]);
            for (row, cell) in (1..).zip(*cells) {
                write(sheet, row, column, &[&[cell]]);
            }
        }
    });
    read(&bytes)
}

/// Field and confidence of the columns behind name and purpose.
fn mapped(ledger: &Ledger) -> Vec<(&str, u8)> {
    let columns = ledger.tables[0].columns.iter().skip(2);
    columns.map(|column| (column.field.as_deref().unwrap_or("-"), column.confidence)).collect()
}

const METHODS: &[&str] = &["郵送", "Webフォーム", "名刺交換", "電話"];
const DISPOSALS: &[&str] = &["シュレッダー", "溶解", "焼却", "完全消去"];
const PLACES: &[&str] = &["書庫", "施錠キャビネット", "金庫", "クラウド"];
const PROSE: &[&str] =
    &["顧客から受け取った申込書一式", "毎年の採用に応じて変わる", "営業所ごとに管理している"];

#[test]
fn a_header_without_its_parent_is_what_its_cells_are() {
    for (header, cells, field) in
        [("方法", DISPOSALS, "disposal_methods"), ("場所", PLACES, "places"), ("目的", PROSE, "-")]
    {
        let ledger = ledger(&[(header, cells)]);
        assert_eq!(mapped(&ledger)[0].0, field, "{header}");
        assert!(ledger.doubts.iter().any(|doubt| doubt.raw == header), "{header} is not asked about");
    }
}

#[test]
fn a_header_without_its_parent_stays_unmapped_if_cells_do_not_tell() {
    for (header, cells) in
        [("方法", PROSE), ("区分", PROSE), ("期間", &["5年", "3年", "1年"][..]), ("方法", &["溶解"])]
    {
        let ledger = ledger(&[(header, cells)]);
        assert_eq!(mapped(&ledger), [("-", 0)], "{header}");
        let doubt = ledger.doubts.iter().find(|doubt| doubt.raw == header).expect(header);
        assert!(doubt.message.ja.contains("かもしれません"), "{}", doubt.message.ja);
    }
}

#[test]
fn cells_of_another_field_keep_a_column_from_its_header() {
    let ledger = ledger(&[("保管方法", DISPOSALS)]);
    assert_eq!(mapped(&ledger), [("-", 0)]);
    assert!(ledger.doubts.iter().any(|doubt| doubt.raw == "保管方法"));
}

#[test]
fn cells_that_are_no_numbers_make_a_count_doubtful() {
    let ledger = ledger(&[("件数", PROSE), ("保管期間", &["5年", "退職後3年", "1年"])]);
    assert_eq!(mapped(&ledger), [("count", 70), ("retention", 100)]);
    assert!(ledger.doubts.iter().any(|doubt| doubt.raw == "件数" && doubt.field.as_deref() == Some("count")));
}

#[test]
fn few_cells_say_nothing_against_a_header() {
    let ledger = ledger(&[("件数", &["申込書一式", "未定", "－"])]);
    assert_eq!(mapped(&ledger), [("count", 100)]);
}

#[test]
fn an_odd_slip_counts_only_with_cells_that_bear_it_out() {
    assert_eq!(mapped(&ledger(&[("廃猫方法", DISPOSALS)])), [("disposal_methods", 70)]);
    assert_eq!(mapped(&ledger(&[("廃猫方法", PROSE)])), [("-", 0)]);
}

#[test]
fn a_usual_slip_is_surer_with_cells_that_bear_it_out() {
    let alone = mapped(&ledger(&[("所得方法", &["郵送"])]))[0].1;
    let borne_out = mapped(&ledger(&[("所得方法", METHODS)]))[0].1;
    assert!(alone < borne_out, "{alone} {borne_out}");
}

#[test]
fn an_unknown_header_is_mapped_only_by_overwhelming_cells() {
    let many = ["書庫", "金庫", "施錠キャビネット", "机の引出し", "サーバ室", "ロッカー"];
    assert_eq!(mapped(&ledger(&[("しまうところ", &many)])), [("places", 62)]);
    // Where the ledger has a column of that field, it is something else.
    assert_eq!(mapped(&ledger(&[("しまうところ", &many), ("保管場所", PLACES)]))[0], ("-", 0));
    assert_eq!(mapped(&ledger(&[("しまうところ", &PLACES[..3])])), [("-", 0)]);
}

#[test]
fn of_two_columns_with_the_same_header_none_is_chosen_by_its_place() {
    let ledger = ledger(&[("見直し日", &["2025/4/1", "2025/5/1"]), ("見直し日", &["2024/4/1", "2024/5/1"])]);
    assert_eq!(mapped(&ledger), [("-", 0), ("-", 0)]);
    assert_eq!(ledger.doubts.iter().filter(|doubt| doubt.raw == "見直し日").count(), 2);
}

#[test]
fn of_two_columns_with_the_same_header_an_empty_one_claims_nothing() {
    let ledger = ledger(&[("見直し日", &[]), ("見直し日", &["2024/4/1", "2024/5/1"])]);
    assert_eq!(mapped(&ledger)[1].0, "reviewed_on");
}

#[test]
fn of_two_headers_of_a_field_the_more_usual_one_counts() {
    let ledger = ledger(&[("登録日", &["2020/4/1"]), ("最終見直し日", &["2025/4/1"])]);
    assert_eq!(mapped(&ledger), [("-", 0), ("reviewed_on", 100)]);
}

#[test]
fn days_below_a_header_of_a_person_are_doubtful() {
    let mut book = Workbook::new();
    let sheet = add(&mut book, "個人情報管理台帳");
    write(sheet, 0, 0, &[&["個人情報名", "利用目的", "承認"]]);
    let day = Format::new().set_num_format("yyyy/m/d");
    for row in 1..=4_u32 {
        write(sheet, row, 0, &[&["名簿", "連絡"]]);
        let date = ExcelDateTime::from_ymd(2025, 4, u8::try_from(row).unwrap()).unwrap();
        sheet.write_datetime_with_format(row, 2, &date, &day).unwrap();
    }
    let ledger = read(&book.save_to_buffer().unwrap());
    assert_eq!(mapped(&ledger), [("approved_by", 70)]);
    assert!(ledger.doubts.iter().any(|doubt| doubt.raw == "承認"));
}

#[test]
fn marks_are_not_joined_to_names() {
    let ledger = ledger(&[("個人情報", &["有", "無", "有"])]);
    assert_eq!(mapped(&ledger), [("-", 0)]);
    assert!(ledger.doubts.iter().any(|doubt| doubt.raw == "個人情報"));
}

#[test]
fn links_are_no_names_of_vendors() {
    let links = ledger(&[("Link to contract", &["https://example.jp/1.pdf", "contract.docx"])]);
    assert_eq!(mapped(&links)[0].0, "-");
    let names = ledger(&[("Link to contract", &["Talent Agency Ltd", "Mailing House Ltd"])]);
    assert_eq!(mapped(&names)[0].0, "vendors");
}

#[test]
fn a_table_that_reads_as_two_registers_is_said_to() {
    let mut book = Workbook::new();
    let items: &[&[&str]] = &[&["個人情報名", "利用目的", "保管場所"], &["名簿", "連絡", "棚"]];
    write(add(&mut book, "個人情報管理台帳"), 0, 0, items);
    // Headers that the registers of incidents and complaints have in common, and one of each.
    let both: &[&[&str]] =
        &[&["個人情報名", "廃棄日", "持出日", "備考"], &["名簿", "2025/4/1", "2025/4/1", "なし"]];
    write(add(&mut book, "Sheet2"), 0, 0, both);
    let ledger = read(&book.save_to_buffer().unwrap());
    let said =
        ledger.doubts.iter().any(|doubt| doubt.sheet == 1 && doubt.message.ja.contains("とも読めます"));
    assert!(said, "{:#?}", ledger.doubts);
}

/// Records below these headers on a sheet whose name says nothing.
fn nameless_sheet(headers: &[&str], records: &[&[&str]]) -> Vec<u8> {
    workbook("Sheet1", |sheet| {
        write(sheet, 0, 0, &[headers]);
        write(sheet, 1, 0, records);
    })
}

#[test]
fn a_table_of_vague_headers_is_found_by_what_its_columns_hold_together() {
    let headers = ["区分", "内容", "名称", "目的", "方法", "場所", "備考"];
    let records: &[&[&str]] = &[
        &["紙", "氏名、住所、電話番号", "顧客カード", "商品の案内", "店頭で記入", "書庫", "常連のみ"],
        &["電子", "氏名、メールアドレス", "メール会員", "配信のため", "Webフォーム", "クラウド", "本部"],
        &["紙", "氏名、顔写真", "従業員証", "入館の確認", "手渡し", "金庫", "再発行あり"],
    ];
    let ledger = read(&nameless_sheet(&headers, records));
    let table = &ledger.tables[0];
    let fields: Vec<&str> =
        table.columns.iter().map(|column| column.field.as_deref().unwrap_or("-")).collect();
    assert_eq!(fields, ["-", "data_items", "name", "purpose", "acquisition_methods", "places", "remarks"]);
    for header in ["区分", "内容", "目的", "方法", "場所"] {
        assert!(ledger.doubts.iter().any(|doubt| doubt.raw == header), "{header} is not asked about");
    }
}

#[test]
fn stages_for_headers_are_what_their_cells_hold() {
    let headers = ["個人情報", "本人", "取得", "利用", "保管", "委託", "廃棄"];
    let records: &[&[&str]] = &[
        &["履歴書", "応募者", "郵送", "採用選考のため", "施錠キャビネット", "なし", "シュレッダー"],
        &["社員名簿", "従業員", "手渡し", "雇用管理のため", "書庫", "なし", "溶解"],
        &["会員情報", "会員", "Webフォーム", "会員サービスの提供", "クラウド", "ひかり印刷", "データ消去"],
    ];
    let ledger = read(&nameless_sheet(&headers, records));
    let fields: Vec<&str> =
        ledger.tables[0].columns.iter().map(|column| column.field.as_deref().unwrap_or("-")).collect();
    // What 利用 is, prose does not tell.
    let expected =
        ["name", "data_subject", "acquisition_methods", "-", "places", "vendors", "disposal_methods"];
    assert_eq!(fields, expected);
    for header in ["取得", "利用", "保管"] {
        assert!(ledger.doubts.iter().any(|doubt| doubt.raw == header), "{header} is not asked about");
    }
}

#[test]
fn vague_headers_above_cells_that_say_nothing_are_no_register() {
    let headers = ["区分", "内容", "名称", "目的", "方法", "場所", "備考"];
    let records: &[&[&str]] = &[
        &["甲", "打合せの議題と結論", "第1回", "方針の確認", "対面の会議", "会議室三", "山田"],
        &["乙", "予算の説明資料一式", "第2回", "予算の説明", "画面共有の会議", "自席", "佐藤"],
        &["甲", "要望の聞き取り結果", "第3回", "要望の確認", "懇談", "先方の応接間", "鈴木"],
    ];
    let read = read_workbook(
        "青空.xlsx",
        &nameless_sheet(&headers, records),
        &super::registers::BASE.schema,
        &ReadOptions::default(),
    );
    assert!(matches!(read, Err(ReadError::NoLedger { .. })));
}
