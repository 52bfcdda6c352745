//! A client's `daicho.toml` beside the workbook: what it changes, and what every report says of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::NaiveDate;
use daicho_core::assess::AssessOptions;
use daicho_core::assessment::{Assessment, Departure};
use daicho_core::explain::Explainer;
use daicho_core::read::ReadOptions;
use daicho_core::terminal::{self, Palette};
use daicho_core::{Error, Lang, Request, assess_file, inspect_file, write};
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use super::{assessed, dataset};

const SETTINGS: &str = r#"
[client]
name = "医療法人社団ほしみ会 本院"
acceptable = "low"
acceptable_reason = "2025年度の規程改定"

[parameters]
breach_count = 500

[[override]]
rule = "TRF-02"
off = true
reason = "FAXは全拠点で撤去済み"
approved_by = "管理者 山田"
until = 2027-03-31

[[override]]
rule = "DIS-01"
threat = 1
reason = "溶解業者が毎週回収する"

[[override]]
rule = "VEN-01"
severity = "info"
reason = "別の規程で定める"
until = 2026-03-01

[[except]]
rule = "DIS-01"
fields = ["管理番号", "medium"]
values = [["受-04", "紙"], ["受-99", "紙"]]
reason = "毎日シュレッダーにかけている"

[[except]]
rule = "STO-08"
fields = ["department", "name"]
values = [["看護部", "心電図・レントゲンの旧フィルム"]]
reason = "移転作業中"
until = 2026-03-30
"#;

/// A copy of a dataset's workbook with settings beside it.
fn client(workbook: &Path, settings: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("ledger.xlsx");
    fs::copy(workbook, &copy).unwrap();
    fs::write(folder.path().join("daicho.toml"), settings).unwrap();
    (folder, copy)
}

fn request(config: Option<PathBuf>) -> Request {
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    Request {
        packs: Vec::new(),
        config,
        options: AssessOptions { as_of, methods: Vec::new() },
        reading: ReadOptions::default(),
        answers: Vec::new(),
    }
}

static CLINIC: LazyLock<Explainer> = LazyLock::new(clinic);
static PLAIN: LazyLock<Assessment> = LazyLock::new(|| assessed("clinic/ledger.xlsx", &[]));

fn clinic() -> Explainer {
    let (_folder, workbook) = client(&dataset("clinic/ledger.xlsx"), SETTINGS);
    Explainer::of_file(&workbook, &request(None)).unwrap()
}

fn of_rule<'a>(assessment: &'a Assessment, rule: &str) -> Vec<&'a str> {
    let of_rule = assessment.risks.iter().filter(|risk| risk.rule.ends_with(rule));
    of_rule.map(|risk| risk.id.as_str()).collect()
}

fn counts<T>(departures: &[Departure<T>]) -> Vec<(usize, usize)> {
    departures.iter().map(|departure| (departure.risks, departure.findings)).collect()
}

#[test]
fn overrides_and_exceptions_do_what_they_say_and_are_counted() {
    let (plain, settled) = (&*PLAIN, CLINIC.assessment());
    let effect = settled.client.as_ref().unwrap();
    let fax = of_rule(plain, "TRF-02").len();
    assert!(fax > 0);
    assert!(of_rule(settled, "TRF-02").is_empty());
    let excepted: Vec<&str> =
        of_rule(plain, "DIS-01").into_iter().filter(|id| !of_rule(settled, "DIS-01").contains(id)).collect();
    assert_eq!(excepted, ["受-04:jis-q-15001/DIS-01:paper"]);
    let changed = of_rule(settled, "DIS-01").len();
    assert_eq!(counts(&effect.overrides), [(fax, 0), (changed, 0), (0, 0)]);
    assert_eq!(counts(&effect.exceptions), [(1, 0), (0, 0)]);
    assert_eq!(settled.risks.len(), plain.risks.len() - fax - 1);
    // What has expired is as if it were not there.
    assert_eq!(of_rule(settled, "STO-08"), of_rule(plain, "STO-08"));
    assert_eq!(settled.method.acceptable, "low");
    assert_eq!(settled.ledger.client, "医療法人社団ほしみ会 本院");
}

#[test]
fn a_computed_factor_stands_beside_the_one_that_a_person_set() {
    let (plain, settled) = (&*PLAIN, CLINIC.assessment());
    let before = plain.risks.iter().find(|risk| risk.rule.ends_with("DIS-01")).unwrap();
    let after = settled.risks.iter().find(|risk| risk.rule.ends_with("DIS-01")).unwrap();
    assert_eq!(after.threat, Some(1));
    assert_eq!(
        settled.risks.iter().filter(|risk| risk.computed.is_some()).count(),
        of_rule(settled, "DIS-01").len()
    );
    let text = CLINIC.why(&after.id, Lang::Ja).unwrap();
    let threat = after.computed.unwrap().threat.unwrap();
    assert_eq!(Some(threat), before.threat);
    assert!(text.contains(&format!("脅威は計算では{threat}、設定により1：溶解業者が毎週回収する")), "{text}");
    assert!(text.contains(&format!("脅威1（計算では{threat}、設定により上書き）")), "{text}");
}

#[test]
fn who_misses_a_risk_is_told_of_the_settings_that_took_it_away() {
    let why = |id: &str, lang| CLINIC.why(id, lang).unwrap();
    let fax = PLAIN.risks.iter().find(|risk| risk.rule.ends_with("TRF-02")).unwrap();
    let text = why(&fax.id, Lang::Ja);
    assert!(text.contains("設定により、このルールを適用していません。理由：FAXは全拠点で撤去済み"), "{text}");
    let text = why("受-04:DIS-01", Lang::Ja);
    assert!(
        text.contains("設定の例外により、対象から外しています。理由：毎日シュレッダーにかけている"),
        "{text}"
    );
    let text = why("受-04:DIS-01", Lang::En);
    assert!(text.contains("An exception in the client settings takes it away, because: 毎日"), "{text}");
}

#[test]
fn what_expired_or_fits_nothing_is_a_finding() {
    let settled = CLINIC.assessment();
    let found = |rule: &str| -> Vec<&str> {
        let found = settled.findings.iter().filter(|finding| finding.rule == rule);
        found.map(|finding| finding.title.ja.as_str()).collect()
    };
    let expired = found("daicho/SET-01");
    assert_eq!(expired.len(), 2, "{expired:?}");
    assert!(expired.iter().any(|title| title.contains("上書きが期限（2026-03-01）を過ぎており") && title.contains("VEN-01")));
    assert!(
        expired
            .iter()
            .any(|title| title.contains("例外が期限（2026-03-30）を過ぎており") && title.contains("STO-08"))
    );
    let unfitting = found("daicho/SET-02");
    assert_eq!(unfitting.len(), 1, "{unfitting:?}");
    assert!(unfitting[0].contains("受-99・紙"), "{unfitting:?}");
}

#[test]
fn a_changed_severity_says_what_the_pack_says_and_why() {
    let plain = assessed("first-pmark/ledger.xlsx", &[]);
    let finding = plain.findings.iter().find(|finding| finding.rule.starts_with("jis-q-15001/ITM")).unwrap();
    let settings = format!(
        "[[override]]\nrule = \"{}\"\nseverity = \"info\"\nreason = \"社内の様式で別に管理している\"\n",
        finding.rule
    );
    let (_folder, workbook) = client(&dataset("first-pmark/ledger.xlsx"), &settings);
    let settled = assess_file(&workbook, &request(None)).unwrap();
    let changed: Vec<_> = settled.findings.iter().filter(|known| known.rule == finding.rule).collect();
    assert_eq!(counts(&settled.client.as_ref().unwrap().overrides), [(0, changed.len())]);
    for finding in changed {
        assert_eq!(finding.severity, daicho_core::Severity::Info);
        assert!(finding.why.ja.contains("社内の様式で別に管理している"), "{}", finding.why.ja);
    }
}

#[test]
fn every_report_names_the_layers_and_what_was_changed() {
    let settled = CLINIC.assessment();
    let digest = &settled.client.as_ref().unwrap().digest;
    let risk = &settled.risks[0];
    for text in [
        terminal::summary_text(settled, Lang::Ja, Palette::Plain),
        terminal::findings_text(settled, Lang::Ja, Palette::Plain),
        CLINIC.why(&risk.id, Lang::Ja).unwrap(),
        CLINIC.what_if(&risk.id, Lang::Ja).unwrap(),
    ] {
        for expected in [
            &format!("daicho.toml ({})", digest.get(..12).unwrap()),
            "jis-q-15001 1.",
            "breach_count 1000 → 500",
            "pmark-3x3 中 → 低（2025年度の規程改定）",
            "jis-q-15001/TRF-02 適用しない [リスク",
            "（FAXは全拠点で撤去済み、承認 管理者 山田、2027-03-31 まで）",
            "jis-q-15001/VEN-01 重要度 必須 → 参考 [期限切れのため適用せず]",
            "除外する行: 管理番号「受-04」、媒体「紙」 / 管理番号「受-99」、媒体「紙」 [リスク1件を除外]",
        ] {
            assert!(text.contains(expected), "{expected}\n---\n{text}");
        }
    }
    let json = write::json(settled);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let client = &value["evidence"]["client"];
    assert_eq!(client["digest"], digest.as_str());
    assert_eq!(client["overrides"][0]["key"], "off");
    assert_eq!(client["overrides"][2]["expired"], true);
    assert_eq!(client["exceptions"][0]["risks"], 1);
    for lang in [Lang::Ja, Lang::En] {
        assert!(!write::workbook(settled, lang).unwrap().is_empty());
    }
}

#[test]
fn the_folder_of_the_files_changes_no_byte() {
    assert!(write::json(clinic().assessment()) == write::json(CLINIC.assessment()));
}

#[test]
fn settings_that_are_wrong_are_an_error_and_never_ignored() {
    let (folder, workbook) = client(&dataset("clinic/ledger.xlsx"), "[parameters]\nbreach_cuont = 5\n");
    let error = assess_file(&workbook, &request(None)).unwrap_err();
    assert!(error.to_string().contains("daicho.toml:2:1: there is no parameter `breach_cuont`"), "{error}");
    assert!(inspect_file(&workbook, &[], None, &ReadOptions::default()).is_err());
    let missing = request(Some(folder.path().join("other.toml")));
    assert!(assess_file(&workbook, &missing).unwrap_err().to_string().contains("other.toml"));
    let named = folder.path().join("named.toml");
    fs::write(&named, "[client]\nname = \"みどり\"\n").unwrap();
    assert_eq!(assess_file(&workbook, &request(Some(named))).unwrap().ledger.client, "みどり");
    // Packs and method of the command line replace those of the file, which must exist all the same.
    let other = folder.path().join("method.toml");
    fs::write(&other, "[client]\nmethod = \"presence\"\n").unwrap();
    let mut chosen = request(Some(other));
    assert_eq!(assess_file(&workbook, &chosen).unwrap().method.id, "presence");
    chosen.options.methods = vec!["isms-3factor".to_owned()];
    assert_eq!(assess_file(&workbook, &chosen).unwrap().method.id, "isms-3factor");
}

/// A workbook with headers and wordings that no pack knows.
fn unusual(folder: &Path) -> PathBuf {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("じぶんの表").unwrap();
    let rows = [
        ["ばんごう", "なにの情報", "なぜ持つか", "いれもの", "要配慮", "保管場所", "社内メモ"],
        ["1", "履歴書", "採用", "クリアファイル", "△", "棚X、金庫", "あ"],
        ["2", "名刺", "営業", "両方", "有", "机", "い"],
    ];
    for (row, texts) in (0_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(texts) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let path = folder.join("unusual.xlsx");
    workbook.save(&path).unwrap();
    path
}

#[test]
fn headers_and_wordings_of_the_client_are_read_as_its_settings_say() {
    let folder = tempfile::tempdir().unwrap();
    let workbook = unusual(folder.path());
    let lacking = inspect_file(&workbook, &[], None, &ReadOptions::default()).unwrap().lacking;
    assert!(matches!(lacking, Some(Error::Read(_))), "{lacking:?}");
    fs::write(
        folder.path().join("daicho.toml"),
        r#"
[headers.items]
"ばん ごう" = "number"
"なにの情報" = "name"
"なぜ持つか" = "利用目的"
"いれもの" = "media"
"要配慮" = "sensitive"
"保管の場所" = "places"
[[field]]
register = "items"
id = "x_memo"
title = { ja = "社内メモ", en = "memo" }
type = "text"
[[check]]
id = "X-02"
name = "memo-left"
register = "items"
severity = "should"
title = { ja = "メモが残っている", en = "a memo is left" }
why = { ja = "台帳に残さない決まり", en = "it should not be there" }
fix = { ja = "消す", en = "remove it" }
require = 'x_memo != "あ"'
case = [
  { given = { x_memo = "あ" }, expect = "finding" },
  { given = { x_memo = "い" }, expect = "holds" },
  { given = {}, expect = { question = ["x_memo"] } },
]
[values.items.media]
"クリアファイル" = "paper"
"両方" = ["paper", "electronic"]
[values.items.sensitive]
"△" = true
[values.items.places]
"棚X" = "locked-cabinet"
"#,
    )
    .unwrap();
    let found = inspect_file(&workbook, &[], None, &ReadOptions::default()).unwrap();
    let fields: Vec<_> =
        found.ledger.tables[0].columns.iter().map(|column| column.field.as_deref()).collect();
    assert_eq!(fields, ["number", "name", "purpose", "media", "sensitive", "places", "x_memo"].map(Some));
    let register = found.ledger.register("items").unwrap();
    let value = |record: usize, field: &str| {
        let cell = register.cell(&register.records[record], field).unwrap();
        serde_json::to_string(&cell.value).unwrap()
    };
    assert!(value(0, "media").contains("[\"paper\"]"), "{}", value(0, "media"));
    assert!(value(1, "media").contains("[\"paper\",\"electronic\"]"), "{}", value(1, "media"));
    assert!(value(0, "sensitive").contains("true"), "{}", value(0, "sensitive"));
    // A wording counts inside a longer cell as well.
    assert!(value(0, "places").contains("\"locked-cabinet\""), "{}", value(0, "places"));
    let assessment = assess_file(&workbook, &request(None)).unwrap();
    let own: Vec<_> = assessment.findings.iter().filter(|finding| finding.rule == "client/X-02").collect();
    assert_eq!(own.len(), 1, "{own:?}");
    let doubts: Vec<&str> = found
        .ledger
        .doubts
        .iter()
        .map(|doubt| doubt.message.en.as_str())
        .filter(|text| text.contains("settings"))
        .collect();
    assert_eq!(
        doubts,
        ["no column has this header of the settings (daicho.toml:8:2): did you mean `保管場所`?"]
    );
}

#[test]
fn a_column_that_the_settings_leave_unmapped_is_kept() {
    let (_folder, workbook) =
        client(&dataset("clinic/ledger.xlsx"), "[headers.items]\n\"使用目的\" = \"\"\n");
    let found = inspect_file(&workbook, &[], None, &ReadOptions::default()).unwrap();
    let column = found.ledger.tables[0].columns.iter().find(|column| column.header == "使用目的").unwrap();
    assert_eq!(column.field, None);
    let register = found.ledger.register("items").unwrap();
    assert!(register.column("purpose").is_none());
    assert!(!register.raw(&register.records[0], "x_使用目的").is_empty());
}

#[test]
fn what_is_excepted_is_not_asked_either() {
    let asked =
        |assessment: &Assessment, id: &str| assessment.questions.iter().any(|question| question.id == id);
    let question = PLAIN.questions.iter().find(|question| {
        let of_item = question.record.as_ref().is_some_and(|record| record.register == "items");
        of_item && question.rules.len() == 1 && question.records == 1
    });
    let (question, rule) = question.map(|question| (question, &question.rules[0])).unwrap();
    let key = &question.record.as_ref().unwrap().key;
    let settings = format!(
        "[[except]]\nrule = \"{rule}\"\nfields = [\"number\"]\nvalues = [[\"{key}\"]]\nreason = \"別紙で確認済み\"\n"
    );
    let (_folder, workbook) = client(&dataset("clinic/ledger.xlsx"), &settings);
    let settled = assess_file(&workbook, &request(None)).unwrap();
    assert!(!asked(&settled, &question.id), "{}", question.id);
}
