//! A typical sheet of each register of the base pack, as companies keep them, is taken as that register.

use std::sync::LazyLock;

use daicho_rules::{Rulebook, Value};
use rust_xlsxwriter::Workbook;

use super::{add, raws, write};
use crate::ledger::{Ledger, Record};
use crate::read::{ReadOptions, read_workbook};

pub(super) static BASE: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::load(&["pms".to_owned()]).unwrap());

pub(super) fn read(bytes: &[u8]) -> Ledger {
    read_workbook("青空.xlsx", bytes, &BASE.schema, &ReadOptions::default()).unwrap()
}

/// A ledger of the personal information ledger and one more sheet with these rows.
fn beside_items(sheet: &str, rows: &[&[&str]]) -> Ledger {
    let mut workbook = Workbook::new();
    let items: &[&[&str]] = &[
        &["No", "部門", "個人情報名", "利用目的", "保管場所", "廃棄方法"],
        &["1", "総務部", "履歴書", "採用", "施錠キャビネット", "溶解"],
    ];
    write(add(&mut workbook, "個人情報管理台帳"), 0, 0, items);
    write(add(&mut workbook, sheet), 0, 0, rows);
    read(&workbook.save_to_buffer().unwrap())
}

/// The register that the second sheet was taken for, and its fields, left to right.
fn taken_for(sheet: &str, headers: &[&str], values: &[&str]) -> (String, Vec<String>) {
    let ledger = beside_items(sheet, &[headers, values]);
    let table = ledger.tables.iter().find(|table| table.sheet == 1);
    let table = table.unwrap_or_else(|| panic!("{sheet} was not read"));
    let fields = table.columns.iter().map(|column| column.field.clone().unwrap_or_default());
    (table.register.clone(), fields.collect())
}

/// Sheet, headers, a record, the register and the fields that it must be taken for.
type Sheet =
    (&'static str, &'static [&'static str], &'static [&'static str], &'static str, &'static [&'static str]);

const SHEETS: &[Sheet] = &[
    (
        "文書一覧",
        &["文書番号", "文書名", "種別", "版数", "制定日", "改訂日", "改訂理由", "承認者", "保存期間"],
        &["P-01", "個人情報保護方針", "方針", "第3版", "H29.4.1", "R6.4.1", "法改正", "社長", "永年"],
        "documents",
        &[
            "number",
            "document",
            "kind",
            "version",
            "issued_on",
            "revised_on",
            "revision_reason",
            "approved_by",
            "retention",
        ],
    ),
    (
        "申請書類チェック",
        &["書類名", "様式番号", "提出有無", "作成日"],
        &["登記事項証明書", "－", "△", ""],
        "documents",
        &["document", "number", "status", "issued_on"],
    ),
    (
        "管理区域",
        &["区域名", "レベル", "場所", "対策", "入退室ログ", "管理責任者", "点検日"],
        &["サーバ室", "S", "2階", "カード入退室装置", "有", "情報システム課長", "R7.4.1"],
        "zones",
        &["name", "level", "place", "measures", "entry_log", "owner", "checked_on"],
    ),
    (
        "法令",
        &["区分", "法令等の名称", "関連業務", "最終改正日", "確認日", "所管省庁"],
        &["法律", "個人情報保護法", "全業務", "R5.4.1", "R7.4.1", "個人情報保護委員会"],
        "laws",
        &["kind", "name", "business_process", "amended_on", "checked_on", "reference"],
    ),
    (
        "誓約書",
        &["氏名", "雇用形態", "所属", "入社日", "入社時誓約書", "従業者同意書", "退職日", "退職時誓約書"],
        &["青木", "パート", "総務部", "R4.4.1", "R4.4.1", "R4.4.1", "", ""],
        "pledges",
        &[
            "person",
            "employment",
            "department",
            "joined_on",
            "joining_pledge_on",
            "consent_on",
            "left_on",
            "leaving_pledge_on",
        ],
    ),
    (
        "研修",
        &[
            "研修名",
            "対象者",
            "計画承認日",
            "実施日",
            "対象者数",
            "受講者数",
            "理解度テスト",
            "欠席者フォロー",
        ],
        &["個人情報保護研修", "全従業者", "R7.4.1", "R7.6.1", "45名", "43名", "○", "○"],
        "training",
        &[
            "title",
            "audience",
            "planned_on",
            "held_on",
            "invited",
            "attended",
            "tested",
            "absentees_followed",
        ],
    ),
    (
        "内部監査",
        &[
            "監査区分",
            "被監査部門",
            "監査日",
            "監査員",
            "監査員の所属",
            "指摘事項",
            "原因",
            "是正処置",
            "完了日",
        ],
        &["内部監査", "営業部", "R7.7.1", "鈴木", "総務部", "名刺の放置", "教育不足", "再教育", "R7.8.1"],
        "audits",
        &[
            "kind",
            "department",
            "held_on",
            "auditor",
            "auditor_department",
            "remark",
            "cause",
            "action",
            "completed_on",
        ],
    ),
    (
        "開示等請求",
        &[
            "受付番号",
            "受付日",
            "請求者区分",
            "請求の種類",
            "本人確認書類",
            "委任状",
            "決定",
            "決定日",
            "手数料",
        ],
        &["1", "R7.5.1", "本人", "開示", "運転免許証", "－", "開示", "R7.5.10", "1,000円"],
        "requests",
        &[
            "number",
            "received_on",
            "requester",
            "kind",
            "identity",
            "delegation",
            "decision",
            "decided_on",
            "fee",
        ],
    ),
    (
        "苦情受付",
        &[
            "No",
            "受付日",
            "申出者",
            "苦情の内容",
            "申出者の希望",
            "立会いの要否",
            "原因",
            "再発防止策",
            "処置",
        ],
        &["1", "R7.5.1", "利用者の家族", "誤配", "謝罪", "不要", "宛名の誤り", "二人で確認", "是正"],
        "complaints",
        &[
            "number",
            "received_on",
            "complainant",
            "content",
            "wish",
            "witness",
            "cause",
            "prevention",
            "measure",
        ],
    ),
    (
        "事故記録",
        &["発生日時", "発覚日", "事故区分", "事故内容", "本人の数", "影響度", "速報", "確報", "本人通知日"],
        &["R7.6.3", "R7.6.3", "メール誤送信", "請求書の誤送信", "1名", "小", "", "", "R7.6.3"],
        "incidents",
        &[
            "occurred_on",
            "discovered_on",
            "kind",
            "content",
            "persons",
            "impact",
            "preliminary_on",
            "final_on",
            "persons_notified_on",
        ],
    ),
    (
        "持出管理簿",
        &["持出日", "持出者", "持出し物", "種別", "目的", "暗号化", "許可者", "許可日", "返却日"],
        &["R7.5.1", "佐藤", "ノートPC", "機器", "客先訪問", "有", "部長", "R7.4.30", "R7.5.1"],
        "takeouts",
        &[
            "taken_on",
            "person",
            "name",
            "kind",
            "purpose",
            "encrypted",
            "approved_by",
            "approved_on",
            "returned_on",
        ],
    ),
    (
        "廃棄記録",
        &["廃棄日", "個人情報名", "媒体", "廃棄方法", "廃棄担当者", "立会者", "処理業者", "証明書", "承認者"],
        &["R7.3.31", "退職者名簿", "紙", "溶解", "佐藤", "高橋", "若葉社", "有", "部長"],
        "disposals",
        &[
            "disposed_on",
            "name",
            "medium",
            "method",
            "person",
            "witness",
            "vendor",
            "certificate",
            "approved_by",
        ],
    ),
    (
        "委託先",
        &["委託先名", "委託業務", "契約書", "覚書", "調査票", "契約書の保存期間", "台帳見直し日"],
        &["青葉社", "給与計算", "有", "有", "回収済", "契約終了後5年", "R7.4.1"],
        "vendors",
        &["name", "service", "contract", "memorandum", "survey", "contract_retention", "reviewed_on"],
    ),
    (
        "PC台帳",
        &[
            "管理番号",
            "機種",
            "使用者",
            "HDD暗号化",
            "ログイン管理",
            "操作ログ",
            "USB制限",
            "マイナンバー取扱",
        ],
        &["PC-01", "ノート", "佐藤", "○", "○", "○", "×", "○"],
        "devices",
        &[
            "number",
            "name",
            "user",
            "encrypted",
            "login_control",
            "access_log",
            "external_connection_control",
            "my_number",
        ],
    ),
];

#[test]
fn sheets_of_every_register_are_taken_for_it() {
    for (sheet, headers, values, register, fields) in SHEETS {
        let fields = fields.iter().map(|field| (*field).to_owned()).collect();
        assert_eq!(taken_for(sheet, headers, values), ((*register).to_owned(), fields), "{sheet}");
    }
}

#[test]
fn the_columns_tell_the_register_also_on_a_sheet_without_a_name() {
    for (at, (_, headers, values, register, fields)) in SHEETS.iter().enumerate() {
        let fields = fields.iter().map(|field| (*field).to_owned()).collect();
        let sheet = format!("Sheet{}", at + 2);
        assert_eq!(taken_for(&sheet, headers, values), ((*register).to_owned(), fields), "{headers:?}");
    }
}

#[test]
fn tables_of_other_things_are_no_register() {
    for (sheet, headers, values) in [
        (
            "改訂履歴",
            &["版", "改訂日", "改訂内容", "作成", "承認"][..],
            &["1.0", "R4.4.1", "初版", "佐藤", "社長"][..],
        ),
        ("受講者名簿", &["氏名", "部署", "提出日", "点数"], &["青木", "総務部", "R7.6.1", "90"]),
        ("顧客名簿", &["No", "お客様名", "住所", "電話", "備考"], &["1", "若葉社", "東京都", "03", ""]),
        (
            "課題",
            &["No", "内容", "対応", "期限", "完了日", "備考"],
            &["1", "床の清掃", "依頼", "R7.6.1", "", ""],
        ),
    ] {
        let ledger = beside_items(sheet, &[headers, values]);
        let read: Vec<usize> = ledger.tables.iter().map(|table| table.sheet).collect();
        assert_eq!(read, [0], "{sheet}");
    }
}

#[test]
fn lists_of_measures_stay_measures() {
    for headers in [
        &["区分", "区域", "対策", "レベル", "実施状況", "責任者", "備考"][..],
        &["No", "チェック項目", "点検結果", "確認資料", "責任者", "備考"],
    ] {
        let values = vec!["実施"; headers.len()];
        assert_eq!(taken_for("Sheet2", headers, &values).0, "measures", "{headers:?}");
    }
}

#[test]
fn labels_with_their_values_beside_them_are_no_register() {
    let mut workbook = Workbook::new();
    let rows: &[&[&str]] = &[
        &["文書名", "個人情報管理台帳", "文書番号", "F-01", "版数", "3", "改訂日", "R7.4.1"],
        &["作成部署", "総務部", "承認者", "山本"],
        &[],
        &["No", "部門", "個人情報名", "利用目的", "保管場所", "廃棄方法"],
        &["1", "総務部", "履歴書", "採用", "施錠キャビネット", "溶解"],
    ];
    write(add(&mut workbook, "台帳"), 0, 0, rows);
    let ledger = read(&workbook.save_to_buffer().unwrap());
    assert_eq!(ledger.tables.len(), 1);
    assert_eq!(raws(&ledger, "items", &["name"]), ["履歴書"]);
}

#[test]
fn a_mark_below_the_name_of_a_measure_means_that_measure() {
    let ledger = beside_items(
        "区域",
        &[
            &["区域名", "レベル", "施錠", "防犯カメラ", "機械警備"],
            &["サーバ室", "S", "○", "○", "×"],
            &["書庫", "A", "×", "－", ""],
        ],
    );
    assert_eq!(
        raws(&ledger, "zones", &["measures"]),
        ["施錠:○、防犯カメラ:○、機械警備:×", "施錠:×、防犯カメラ:－"]
    );
    let zones = ledger.register("zones").unwrap();
    let of = |record: &Record| match &zones.cell(record, "measures").unwrap().value {
        Some(Value::Set(set)) => (set.ids.clone(), set.unclear.clone()),
        other => panic!("{other:?}"),
    };
    let measures: Vec<_> = zones.records.iter().map(of).collect();
    let lock_and_camera = vec!["lock".to_owned(), "camera".to_owned()];
    assert_eq!(measures, [(lock_and_camera, vec![]), (vec![], vec![])]);
}

#[test]
fn a_list_whose_cells_name_no_device_is_no_register_of_devices() {
    let rows: &[&[&str]] = &[
        &["Test", "Category", "Metric", "ID", "Device", "Comment"],
        &["Y", "Network", "Adapters", "net", "Y", "all adapters"],
        &["", "Memory", "Size", "mem.size", "", "in GB"],
        &["Y", "Storage", "Disks", "disk", "Y", "all disks"],
        &["Y", "Storage", "Paths", "path", "Y", "all paths"],
    ];
    let ledger = beside_items("metrics", rows);
    assert!(ledger.register("devices").is_none());
    let said = ledger.doubts.iter().find(|doubt| doubt.sheet == 1).expect("it is said");
    assert!(said.message.en.contains("its cells are not"), "{}", said.message.en);
    // The name of the sheet is a second witness.
    assert!(beside_items("機器台帳", rows).register("devices").is_some());
}
