//! States of controls and records of a pack, from the workbook to findings and questions.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use daicho_core::assess::AssessOptions;
use daicho_core::assessment::{Assessment, QuestionKind};
use daicho_core::explain::Explainer;
use daicho_core::read::ReadOptions;
use daicho_core::{Lang, Request, assess_file, load_packs_with_problems};
use daicho_rules::Value;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

const PACK: &str = r#"
[pack]
id = "trial"
version = "1.0.0"
extends = ["pms"]
title = { ja = "試し", en = "trial" }

[[control]]
id = "entry-log"
family = "physical"
level = "S"
title = { ja = "入退室の記録", en = "entry log" }
names = ["入退室記録をとる"]

[[risk]]
id = "STO-01"
name = "walked-in"
stage = "storage"
title = { ja = "入り込まれる", en = "somebody walks in" }
why = { ja = "理由", en = "why" }
kinds = ["leak"]
when = 'count >= 100'
threat = 2
controls = ["entry-log"]
case = [
  { given = { count = 500 }, expect = "risk" },
  { given = { count = 20 }, expect = "none" },
  { given = {}, expect = { question = ["count"] } },
]

[[check]]
id = "CTL-01"
name = "entry-not-logged"
register = "ledger"
severity = "must"
title = { ja = "入退室を記録していない", en = "entry is not logged" }
why = { ja = "理由", en = "why" }
require = 'control_entry_log in settled'
fix = { ja = "記録する。", en = "Log it." }
case = [
  { given = { control_entry_log = "in-place" }, expect = "holds" },
  { given = { control_entry_log = "partly" }, expect = "finding" },
  { given = {}, expect = { question = ["control_entry_log"] } },
]

[[register]]
id = "statutory_periods"
title = { ja = "法定保存期間", en = "statutory periods" }
records = "periods.csv"

[[field]]
register = "statutory_periods"
id = "name"
title = { ja = "文書", en = "document" }
type = "text"

[[field]]
register = "statutory_periods"
id = "words"
title = { ja = "語", en = "words" }
type = "text"

[[field]]
register = "statutory_periods"
id = "keep"
title = { ja = "法定の期間", en = "statutory period" }
type = "period"

[[field]]
register = "items"
id = "statutory_documents"
title = { ja = "法定保存文書", en = "statutory documents" }
type = "names"
names = "statutory_periods"
singular = "statutory_document"
from = "name"

[[check]]
id = "RET-01"
name = "kept-for-too-short-a-time"
register = "items"
severity = "must"
title = { ja = "保存期間が法定より短い", en = "kept for less time than the law demands" }
why = { ja = "理由", en = "why" }
when = 'statutory_document != ""'
require = 'retention_permanent || retention_months >= statutory_document_keep_months'
fix = { ja = "延ばす。", en = "Keep it longer." }
case = [
  { given = { statutory_document = "賃金台帳", statutory_document_keep_months = 60, retention = { months = 12 } }, expect = "finding" },
  { given = { statutory_document = "賃金台帳", statutory_document_keep_months = 60, retention = { months = 60 } }, expect = "holds" },
  { given = { statutory_document = "賃金台帳", statutory_document_keep_months = 60 }, expect = { question = ["retention"] } },
]
"#;

const PERIODS: &str = "\u{feff}name,words,keep
労働者名簿,\"労働者名簿|社員名簿\",退職後5年
賃金台帳,賃金台帳、給与台帳,5年
特定個人情報,個人番号,
";

const ITEMS: [[&str; 4]; 6] = [
    ["No", "個人情報名", "件数", "保管期間"],
    ["1", "社員名簿（本社）", "500", "退職後1年"],
    ["2", "給与台帳", "500", "7年"],
    ["3", "名刺", "500", "1年"],
    ["4", "労働者名簿・賃金台帳", "500", ""],
    ["5", "個人番号の控え", "500", "1年"],
];

struct Client {
    _folder: TempDir,
    ledger: PathBuf,
    packs: Vec<String>,
}

/// A client whose measures are these rows of control and status.
fn client(measures: &[[&str; 2]], periods: &str) -> Client {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("trial");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("pack.toml"), PACK).unwrap();
    fs::write(pack.join("periods.csv"), periods).unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("個人情報管理台帳").unwrap();
    for (row, texts) in (0..).zip(ITEMS) {
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).unwrap();
        }
    }
    if !measures.is_empty() {
        let sheet = workbook.add_worksheet().set_name("安全管理措置").unwrap();
        for (row, [control, status]) in (0..).zip([["対策", "実施状況"]].iter().chain(measures)) {
            sheet.write(row, 0, *control).unwrap();
            sheet.write(row, 1, *status).unwrap();
        }
    }
    let ledger = folder.path().join("ledger.xlsx");
    workbook.save(&ledger).unwrap();
    Client { ledger, packs: vec![pack.display().to_string()], _folder: folder }
}

fn request(client: &Client) -> Request {
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    Request {
        packs: client.packs.clone(),
        config: None,
        options: AssessOptions { as_of, methods: Vec::new() },
        reading: ReadOptions::default(),
        answers: Vec::new(),
    }
}

fn assessed(measures: &[[&str; 2]]) -> Assessment {
    let client = client(measures, PERIODS);
    assess_file(&client.ledger, &request(&client)).unwrap()
}

/// What decided the findings of a check: the record, and each read with its cell.
fn findings(assessment: &Assessment, rule: &str) -> Vec<String> {
    let of_rule = assessment.findings.iter().filter(|finding| finding.rule == rule);
    let told = of_rule.map(|finding| {
        let reads = finding.reads.iter().map(|read| {
            let place = read.at.map(|at| assessment.ledger.place(at)).unwrap_or_default();
            format!("{} {place}「{}」→{}", read.title.ja, read.raw, read.value.ja)
        });
        let reads = reads.collect::<Vec<_>>().join("、");
        let record = finding.record.as_ref().map_or("ledger", |record| record.key.as_str());
        format!("{record}: {reads}")
    });
    told.collect()
}

#[test]
fn a_check_reads_how_far_a_control_is_in_place() {
    for (measures, found) in [
        (vec![["入退室の記録", "○"]], None),
        (vec![["入退室記録をとる", "対象外"]], None),
        (vec![["入退室記録をとる", "×"]], Some("入退室の記録 安全管理措置!B2「×」→未実施")),
        (vec![["鍵", "○"], ["入退室の記録", "一部"]], Some("入退室の記録 安全管理措置!B3「一部」→一部実施")),
        (
            vec![["入退室の記録", "実施済"], ["入退室の記録", "未実施"]],
            Some("入退室の記録 安全管理措置!B2「実施済／未実施」→一部実施"),
        ),
    ] {
        let assessment = assessed(&measures);
        let expected: Vec<String> = found.map(|read| format!("ledger: {read}")).into_iter().collect();
        assert_eq!(findings(&assessment, "trial/CTL-01"), expected, "{measures:?}");
        assert!(!assessment.questions.iter().any(|question| question.kind == QuestionKind::Control));
    }
}

#[test]
fn a_control_that_nobody_speaks_of_is_asked_for_once_by_risks_and_checks() {
    for (measures, ask, cell) in [
        (vec![], "「入退室の記録」を実施していますか。実施状況をご回答ください。", None),
        (
            vec![["入退室の記録", ""], ["鍵", "○"]],
            "「入退室の記録」を実施していますか。実施状況をご回答ください。",
            None,
        ),
        (
            vec![["入退室の記録", "春ごろ"]],
            "「入退室の記録」を実施していますか。実施状況をご回答ください。",
            Some("安全管理措置!B2"),
        ),
    ] {
        let assessment = assessed(&measures);
        let controls = assessment.questions.iter().filter(|question| question.kind == QuestionKind::Control);
        let controls: Vec<_> = controls.collect();
        let [question] = controls.as_slice() else { panic!("{controls:?}") };
        assert_eq!(question.rules, ["trial/CTL-01", "trial/STO-01"], "{measures:?}");
        // Five items and the ledger as a whole.
        assert_eq!(question.records, 6);
        assert_eq!(question.answers.len(), 5);
        if cell.is_some() {
            assert_eq!(question.at.map(|at| assessment.ledger.place(at)).as_deref(), cell);
        }
        assert_eq!(question.ask.ja, ask, "{measures:?}");
    }
}

#[test]
fn what_a_finding_rests_on_a_control_for_is_told_in_words() {
    let client = client(&[["入退室の記録", "×"]], PERIODS);
    let explainer = Explainer::of_file(&client.ledger, &request(&client)).unwrap();
    let told = explainer.why("ledger:trial/CTL-01", Lang::Ja).unwrap();
    assert!(
        told.contains(
            "対策「入退室の記録」が「実施済」「対象外」のいずれかである（安全管理措置!B2「×」→未実施）"
        ),
        "{told}"
    );
    assert!(told.contains("安全管理措置!B2「×」"), "{told}");
}

#[test]
fn records_of_a_pack_are_recognised_by_their_words() {
    let assessment = assessed(&[["入退室の記録", "○"]]);
    assert_eq!(
        findings(&assessment, "trial/RET-01"),
        ["1: 保管期限 個人情報管理台帳!D2「退職後1年」→退職から1年、\
          法定の期間 個人情報管理台帳!B2「社員名簿（本社）」→退職から5年、\
          法定保存文書 個人情報管理台帳!B2「」→労働者名簿（他の欄から）"]
    );
    let asks: Vec<&str> = assessment.questions.iter().map(|question| question.ask.ja.as_str()).collect();
    assert_eq!(
        asks,
        [
            "ルールパックの法定保存期間に、「特定個人情報」の法定の期間の記載がありません。個別に確認してください。",
            "「労働者名簿・賃金台帳」の保管期限が空欄です。期間（例：退職後7年、契約終了後速やかに）をご記入ください。",
        ]
    );
    // They are no register of the client.
    assert_eq!(assessment.ledger.registers.keys().collect::<Vec<_>>(), ["items", "measures"]);
    let items = assessment.ledger.register("items").unwrap();
    let cell = items.cell(&items.records[3], "statutory_documents").unwrap();
    assert_eq!(cell.value, Some(Value::Names(vec!["労働者名簿".into(), "賃金台帳".into()])));
    let none = items.cell(&items.records[2], "statutory_documents").unwrap();
    assert_eq!(none.value, Some(Value::Names(Vec::new())));
}

#[test]
fn what_cannot_be_read_in_the_records_of_a_pack_is_told_with_its_line() {
    let client = client(&[], &PERIODS.replace("5年\n特", "そのうち\n特"));
    let (_, problems) = load_packs_with_problems(&client.packs, None, NaiveDate::default()).unwrap();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("trial/periods.csv:3:1"), "{told:?}");
    assert!(assess_file(&client.ledger, &request(&client)).is_err());
}
