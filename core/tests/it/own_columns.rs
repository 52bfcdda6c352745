//! A client's own columns, from the workbook to the finding.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use daicho_core::assess::AssessOptions;
use daicho_core::assessment::Finding;
use daicho_core::read::ReadOptions;
use daicho_core::terminal::{self, Palette};
use daicho_core::{Assessment, Inspection, Lang, Request, assess_file, inspect_file};
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

const PACK: &str = r#"
[pack]
id = "approvals"
version = "1.0.0"
extends = ["pms"]
title = { ja = "決裁", en = "approvals" }

[[field]]
register = "items"
id = "x_approved_on"
title = { ja = "決裁日", en = "approved on" }
type = "date"
headers = ["決裁日"]

[[check]]
id = "APR-01"
name = "approval-number-malformed"
register = "items"
severity = "must"
title = { ja = "決裁番号の形が違う", en = "approval number malformed" }
why = { ja = "理由", en = "why" }
fix = { ja = "対処", en = "fix" }
require = 'x_決裁番号稟議.starts_with("K-")'
[[check.case]]
given = { "x_決裁番号稟議" = "K-1" }
expect = "holds"
[[check.case]]
given = { "x_決裁番号稟議" = "1" }
expect = "finding"
[[check.case]]
given = {}
expect = { question = ["x_決裁番号稟議"] }

[[check]]
id = "APR-02"
name = "approval-outdated"
register = "items"
severity = "should"
title = { ja = "決裁が古い", en = "approval outdated" }
why = { ja = "理由", en = "why" }
fix = { ja = "対処", en = "fix" }
require = 'months_since(x_approved_on) <= 12'
[[check.case]]
given = { x_approved_on = 2026-03-01 }
expect = "holds"
[[check.case]]
given = { x_approved_on = 2020-03-01 }
expect = "finding"
[[check.case]]
given = {}
expect = { question = ["x_approved_on"] }

[[check]]
id = "APR-03"
name = "memo-missing"
register = "items"
severity = "info"
title = { ja = "社内メモがない", en = "memo missing" }
why = { ja = "理由", en = "why" }
fix = { ja = "対処", en = "fix" }
when = 'has_column("x_社内メモ")'
require = '!is_blank("x_社内メモ") || count < 10'
[[check.case]]
given = { "x_社内メモ" = "済" }
columns = ["x_社内メモ"]
expect = "holds"
[[check.case]]
given = { count = 500 }
columns = ["x_社内メモ"]
expect = "finding"
[[check.case]]
given = {}
columns = ["x_社内メモ"]
expect = { question = ["count"] }
"#;

const ROWS: [[&str; 7]; 4] = [
    ["No", "個人情報名", "利用目的", "件数", "決裁 番号（稟議）", "決裁日", "社内メモ"],
    ["1", "履歴書", "採用", "100", "K-77", "2026/1/15", "済"],
    ["2", "名簿", "連絡", "100", "77", "2019/4/1", "なし"],
    ["3", "契約書", "契約", "100", "", "", "－"],
];

/// A folder with the pack above and a ledger of the first columns.
fn client(columns: usize) -> (TempDir, PathBuf, Vec<String>) {
    client_with(PACK, &ROWS, columns)
}

fn client_with(pack_toml: &str, rows: &[[&str; 7]], columns: usize) -> (TempDir, PathBuf, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("approvals");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("pack.toml"), pack_toml).unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("個人情報管理台帳").unwrap();
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*texts).take(columns) {
            sheet.write(row, column, text).unwrap();
        }
    }
    let ledger = folder.path().join("ledger.xlsx");
    workbook.save(&ledger).unwrap();
    (folder, ledger, vec![pack.display().to_string()])
}

fn assessed(columns: usize) -> Assessment {
    assessed_with(PACK, &ROWS, columns)
}

fn assessed_with(pack: &str, rows: &[[&str; 7]], columns: usize) -> Assessment {
    let (_folder, ledger, packs) = client_with(pack, rows, columns);
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    assess_file(
        &ledger,
        &Request {
            packs,
            config: None,
            options: AssessOptions { as_of, methods: Vec::new() },
            reading: ReadOptions::default(),
            answers: Vec::new(),
        },
    )
    .unwrap()
}

fn findings(assessment: &Assessment) -> Vec<String> {
    let of_pack = assessment.findings.iter().filter(|finding| finding.rule.starts_with("approvals/"));
    let cells = |finding: &Finding| {
        let read = finding.reads.first().unwrap();
        format!("{} {}", read.title.ja, read.at.unwrap().cell())
    };
    of_pack.map(|finding| format!("{} {}", finding.rule, cells(finding))).collect()
}

fn questions(assessment: &Assessment) -> Vec<&str> {
    assessment.questions.iter().map(|question| question.ask.ja.as_str()).collect()
}

#[test]
fn findings_and_questions_name_the_clients_own_cells() {
    let assessment = assessed(7);
    assert_eq!(
        findings(&assessment),
        [
            "approvals/APR-01 決裁 番号（稟議） E3",
            "approvals/APR-02 決裁日 F3",
            // 「なし」 and 「－」 say that there is nothing, as in other texts.
            "approvals/APR-03 社内メモ G3",
            "approvals/APR-03 社内メモ G4",
        ]
    );
    assert_eq!(
        questions(&assessment),
        [
            "「契約書」の決裁 番号（稟議）が空欄です。ご記入ください（該当がなければ「なし」とご記入ください）。",
            // A date cannot say 「なし」, so that is not offered.
            "「契約書」の決裁日が空欄です。日付（例：2026-03-31、令和8年3月31日）をご記入ください。",
        ]
    );
}

#[test]
fn none_in_a_text_is_an_answer_and_in_a_date_is_asked_about() {
    let mut rows = ROWS;
    rows[3][4] = "なし";
    rows[3][5] = "対象外";
    let assessment = assessed_with(PACK, &rows, 7);
    let found = findings(&assessment);
    assert!(found.contains(&"approvals/APR-01 決裁 番号（稟議） E4".to_owned()), "{found:?}");
    assert_eq!(
        questions(&assessment),
        [
            "「契約書」の決裁日「対象外」だけでは判定できません。日付（例：2026-03-31、令和8年3月31日）をご記入ください。該当しない場合は、その理由をお知らせください。"
        ]
    );
}

#[test]
fn a_column_that_stands_for_a_field_can_be_read_by_its_header_too() {
    let pack = PACK.replace("x_決裁番号稟議", "x_備考").replace("x_社内メモ", "x_利用目的");
    let mut rows = ROWS;
    rows[0][4] = "備考";
    let assessment = assessed_with(&pack, &rows, 7);
    assert_eq!(findings(&assessment), ["approvals/APR-01 備考 E3", "approvals/APR-02 決裁日 F3"]);
    assert!(questions(&assessment)[0].starts_with("「契約書」の備考が空欄です。"));
    let items = assessment.ledger.register("items").unwrap();
    assert_eq!(items.raw(&items.records[0], "remarks"), "K-77");
    // In the result the column stands once.
    let json: serde_json::Value = serde_json::from_str(&daicho_core::write::json(&assessment)).unwrap();
    let columns = json["ledger"]["items"]["columns"].as_array().unwrap();
    let remarks: Vec<_> = columns.iter().filter(|column| column["header"] == "備考").collect();
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert_eq!(remarks[0]["field"], "remarks");
}

#[test]
fn a_column_that_the_ledger_lacks_is_asked_for_once() {
    let assessment = assessed(4);
    assert_eq!(findings(&assessment), Vec::<String>::new());
    assert_eq!(
        questions(&assessment),
        [
            "個人情報管理台帳に「決裁日」の列がありません。別の見出しの列に書かれている場合はその見出しを、全件に共通の場合は「全件：内容」の形でご回答ください。件ごとに異なる場合は、列を設けてご記入ください。",
            "個人情報管理台帳に「決裁番号稟議」の列がありません。別の見出しの列に書かれている場合はその見出しを、全件に共通の場合は「全件：内容」の形でご回答ください。件ごとに異なる場合は、列を設けてご記入ください。",
        ]
    );
}

#[test]
fn an_inspection_tells_the_name_that_rules_read() {
    let (_folder, ledger, packs) = client(7);
    let Inspection { ledger, schema, .. } =
        inspect_file(&ledger, &packs, None, &ReadOptions::default()).unwrap();
    let text = terminal::inspection_text(&ledger, &schema, false, Lang::Ja, Palette::Plain);
    for (header, name) in
        [("決裁 番号（稟議）", "x_決裁番号稟議"), ("決裁日", "x_approved_on"), ("社内メモ", "x_社内メモ")]
    {
        assert!(text.lines().any(|line| line.contains(header) && line.ends_with(name)), "{header}:\n{text}");
    }
}
