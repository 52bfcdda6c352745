//! What headers are taken for.

use super::{mapped, merge, raws, read, workbook, write};

fn confident(fields: &[(&str, u8)]) -> Vec<(String, u8)> {
    fields.iter().map(|(field, confidence)| ((*field).to_owned(), *confidence)).collect()
}

#[test]
fn children_below_merged_parents_are_read_with_them() {
    let bytes = workbook("台帳", |sheet| {
        for (column, text) in [(0, "No"), (1, "個人情報の名称"), (2, "利用目的")] {
            merge(sheet, (0, column, 1, column), text);
        }
        merge(sheet, (0, 4, 0, 5), "保管");
        write(sheet, 0, 3, &[&["取得"], &["方法", "場所", "方法", "方法"]]);
        write(sheet, 0, 6, &[&["廃棄"]]);
        write(sheet, 2, 0, &[&["1", "履歴書", "採用", "郵送", "棚", "施錠", "溶解"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(ledger.tables[0].header_rows, (0, 1));
    assert_eq!(ledger.tables[0].columns[5].header, "保管 / 方法");
    let fields = ["acquisition_methods", "places", "storage_controls", "disposal_methods"];
    assert_eq!(raws(&ledger, "items", &fields), ["郵送|棚|施錠|溶解"]);
}

#[test]
fn parents_above_the_first_column_of_their_group_hold_for_the_others() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["基本", "", "", "取得", "保管", "", "廃棄"],
                &["No", "個人情報名", "利用目的", "方法", "場所", "方法", "方法"],
                &["1", "履歴書", "採用", "郵送", "棚", "施錠", "溶解"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    let fields = ["name", "acquisition_methods", "places", "storage_controls", "disposal_methods"];
    assert_eq!(raws(&ledger, "items", &fields), ["履歴書|郵送|棚|施錠|溶解"]);
}

#[test]
fn headers_of_three_rows_and_headers_split_over_rows_are_joined() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["", "基本情報", "", "取扱い"],
                &["", "", "", "保管", "", "廃棄"],
                &["No", "個人情報名", "利用目的", "場所", "期間", "方法"],
                &["1", "履歴書", "採用", "棚", "5年", "溶解"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(
        raws(&ledger, "items", &["name", "places", "retention", "disposal_methods"]),
        ["履歴書|棚|5年|溶解"]
    );
    assert_eq!(ledger.tables[0].header_rows.1, 2);
}

#[test]
fn slips_of_the_pen_are_mapped_with_a_doubt() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["No", "個人情報名", "所得方法", "保菅期間", "利用目的 ※1"],
                &["1", "履歴書", "郵送", "5年", "採用"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    let expected =
        [("number", 100), ("name", 100), ("acquisition_methods", 72), ("retention", 72), ("purpose", 98)];
    assert_eq!(mapped(&ledger), confident(&expected));
    assert_eq!(ledger.doubts.len(), 2);
}

#[test]
fn headers_in_two_languages_are_mapped() {
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[&["Name 個人情報名", "利用目的\nPurpose", "件数"], &["履歴書", "採用", "10"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(mapped(&ledger), confident(&[("name", 88), ("purpose", 88), ("count", 100)]));
}

#[test]
fn columns_of_the_clients_own_are_kept() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &["個人情報名", "利用目的", "件数", "社内区分", ""],
                &["履歴書", "採用", "10", "甲", ""],
                &["名簿", "連絡", "20", "乙", "済"],
            ],
        );
        write(sheet, 0, 5, &[&["備考"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["x_社内区分", "x_E"]), ["甲|", "乙|済"]);
    assert_eq!(ledger.tables[0].columns[3].field, None);
}

#[test]
fn texts_beside_a_table_are_kept() {
    let bytes = workbook("台帳", |sheet| {
        write(sheet, 0, 1, &[&["個人情報名", "利用目的", "件数"], &["履歴書", "採用", "10", "要確認"]]);
        write(sheet, 1, 0, &[&["★"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["x_A", "name", "x_E"]), ["★|履歴書|要確認"]);
    assert_eq!(ledger.doubts.len(), 2);
}

#[test]
fn marks_below_a_parent_choose_its_children() {
    let bytes = workbook("台帳", |sheet| {
        for (column, text) in [(0, "個人情報名"), (1, "利用目的"), (2, "件数")] {
            merge(sheet, (0, column, 1, column), text);
        }
        merge(sheet, (0, 3, 0, 4), "媒体");
        write(sheet, 1, 3, &[&["紙", "電子"]]);
        write(sheet, 2, 0, &[&["履歴書", "採用", "10", "○", "○"], &["名簿", "連絡", "10", "×", "○"]]);
    });
    let ledger = read(&bytes).unwrap();
    let register = ledger.register("items").unwrap();
    let value = |record: usize| register.cell(&register.records[record], "media").unwrap().value.clone();
    let media = |words: &[&str]| {
        let others = words.iter().map(|word| (*word).to_owned()).collect();
        Some(daicho_rules::Value::Set(daicho_rules::SetValue { others, ..Default::default() }))
    };
    assert_eq!(value(0), media(&["紙", "電子"]));
    assert_eq!(value(1), media(&["電子"]));
    assert_eq!(register.raw(&register.records[1], "media"), "紙:×、電子:○");
}

#[test]
fn columns_that_share_a_field_are_joined_or_kept_apart() {
    let bytes = workbook("台帳", |sheet| {
        write(
            sheet,
            0,
            0,
            &[
                &[
                    "個人情報名",
                    "利用目的",
                    "保管場所（紙）",
                    "保管場所（電子）",
                    "見直し日",
                    "見直し日（前回）",
                ],
                &["履歴書", "採用", "棚", "サーバ", "2025/4/1", "2024/4/1"],
            ],
        );
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(
        raws(&ledger, "items", &["places", "reviewed_on", "x_見直し日前回"]),
        ["棚、サーバ|2025/4/1|2024/4/1"]
    );
    assert!(ledger.doubts.iter().any(|doubt| doubt.raw == "見直し日（前回）"));
}

#[test]
fn texts_of_several_columns_are_joined_with_a_doubt() {
    let doubted = |headers: [&str; 2]| {
        let bytes = workbook("台帳", |sheet| {
            let headers = ["個人情報名", "利用目的", "件数", headers[0], headers[1]];
            write(sheet, 0, 0, &[&headers, &["履歴書", "採用", "10", "甲", "乙"]]);
        });
        let ledger = read(&bytes).unwrap();
        assert_eq!(raws(&ledger, "items", &["remarks"]), ["甲\n乙"]);
        ledger.doubts.iter().any(|doubt| doubt.message.ja.contains("続けて読みました"))
    };
    assert!(doubted(["備考", "備考"]));
    assert!(!doubted(["備考（紙）", "備考（電子）"]));
}

#[test]
fn the_register_is_told_by_its_columns() {
    let bytes = workbook("Sheet1", |sheet| {
        write(sheet, 0, 0, &[&["個人情報名", "利用目的", "委託先"], &["履歴書", "採用", "青葉社"]]);
        write(sheet, 3, 0, &[&["委託先", "委託業務", "契約書"], &["青葉社", "給与計算", "締結済"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["vendors"]), ["青葉社"]);
    assert_eq!(raws(&ledger, "vendors", &["name", "service"]), ["青葉社|給与計算"]);
}
