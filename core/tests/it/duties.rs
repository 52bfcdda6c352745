//! Duties and the timetable, from the workbook to the reports.

use std::fs;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use chrono::NaiveDate;
use daicho_core::assess::AssessOptions;
use daicho_core::assessment::Reportable;
use daicho_core::read::ReadOptions;
use daicho_core::terminal::{self, Palette};
use daicho_core::write;
use daicho_core::{Assessment, Lang, Request, assess_file};
use rust_xlsxwriter::Workbook;

const PACK: &str = include_str!("../../../cli/tests/cmd/duties.in/leaks/pack.toml");

const ROWS: [[&str; 5]; 4] = [
    ["No", "個人情報名", "件数", "要配慮個人情報", "見直し日"],
    ["1", "患者台帳", "200件", "有", "2026年1月10日"],
    ["2", "会員名簿", "1,500件", "無", "2026年1月10日"],
    ["3", "名刺", "", "無", "2026年1月10日"],
];

fn assessed(pack: &str, settings: Option<&str>) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let of_pack = folder.path().join("leaks");
    fs::create_dir(&of_pack).unwrap();
    fs::write(of_pack.join("pack.toml"), pack).unwrap();
    let config = settings.map(|settings| {
        let path = folder.path().join("daicho.toml");
        fs::write(&path, settings).unwrap();
        path
    });
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("個人情報管理台帳").unwrap();
    for (row, texts) in (0..).zip(ROWS) {
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).unwrap();
        }
    }
    let ledger = folder.path().join("ledger.xlsx");
    workbook.save(&ledger).unwrap();
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let packs = vec![of_pack.display().to_string()];
    assess_file(
        &ledger,
        &Request {
            packs,
            config,
            options: AssessOptions { as_of, methods: Vec::new() },
            reading: ReadOptions::default(),
            answers: Vec::new(),
        },
    )
    .unwrap()
}

#[test]
fn every_item_is_told_whether_it_would_have_to_be_reported() {
    let assessment = assessed(PACK, None);
    let told: Vec<_> = assessment
        .duties
        .iter()
        .map(|duties| {
            let rules: Vec<&str> = duties.duties.iter().map(|duty| duty.rule.as_str()).collect();
            (duties.item.name.as_str(), duties.report(), rules, duties.preliminary(), duties.final_days())
        })
        .collect();
    let [sensitive, many, wrongful] = ["leaks/LEAK-01", "leaks/LEAK-02", "leaks/LEAK-03"];
    assert_eq!(
        told,
        [
            ("患者台帳", Reportable::Required, vec![sensitive, wrongful], Some((3, 5)), Some(30)),
            ("会員名簿", Reportable::Required, vec![many, wrongful], Some((3, 5)), Some(30)),
            ("名刺", Reportable::Unknown, vec![wrongful], Some((3, 5)), None),
        ]
    );
    let by_manner = assessment.duties[0].final_days_by_manner();
    assert_eq!(by_manner.iter().map(|(_, days)| *days).collect::<Vec<_>>(), [60]);
    assert_eq!(assessment.duties[2].waiting[0].asks.ja, "件数");
}

#[test]
fn a_question_says_that_a_duty_waits_for_it() {
    let assessment = assessed(PACK, None);
    let question = assessment.questions.iter().find(|question| question.field == "count").unwrap();
    assert!(question.rules.contains(&"leaks/LEAK-02".to_owned()));
    assert!(
        question.ask.ja.ends_with("漏えいしたときの報告の要否も、これが分かるまで決まりません。"),
        "{}",
        question.ask.ja
    );
}

#[test]
fn steps_hold_what_is_missing_and_those_without_are_done() {
    let assessment = assessed(PACK, None);
    let steps: Vec<_> = assessment
        .timetable
        .iter()
        .map(|step| {
            (step.id.as_deref(), step.is_done(&assessment), step.findings.len(), step.questions.len())
        })
        .collect();
    // The count is asked for by a check of the first step as well as by a duty.
    assert_eq!(steps, [(Some("identify"), false, 0, 1), (Some("review"), true, 0, 0), (None, true, 0, 0),]);
}

#[test]
fn reports_tell_duties_and_steps_in_both_languages() {
    let assessment = assessed(PACK, None);
    for (lang, sheets, summary) in [
        (Lang::Ja, ["予定と進捗", "漏えい時の報告"], "漏えい時の報告 要 2、確認要 1、場合による 0、不要 0"),
        (
            Lang::En,
            ["Timetable", "If it leaks"],
            "report if it leaks: required 2, to be asked 1, depends 0, not required 0",
        ),
    ] {
        let bytes = write::workbook(&assessment, lang).unwrap();
        let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let names = book.sheet_names();
        for sheet in sheets {
            assert!(names.contains(&sheet.to_owned()), "{names:?}");
        }
        let text = terminal::summary_text(&assessment, lang, Palette::Plain);
        assert!(text.contains(summary), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&write::json(&assessment)).unwrap();
    assert_eq!(json["duties"][0]["final_days"], 30);
    assert_eq!(json["duties"][0]["longest_final_days"], 60);
    assert_eq!(json["timetable"][1]["done"], true);
}

#[test]
fn packs_without_duties_and_steps_have_neither_sheets_nor_keys() {
    let plain = "[pack]\nid = \"leaks\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\ntitle = { ja = \"題\", en = \"title\" }\n";
    let assessment = assessed(plain, None);
    assert!(assessment.duties.is_empty() && assessment.timetable.is_empty());
    let json: serde_json::Value = serde_json::from_str(&write::json(&assessment)).unwrap();
    assert!(json.get("duties").is_none() && json.get("timetable").is_none());
}

#[test]
fn a_client_can_switch_a_duty_off() {
    let settings = "[[override]]\nrule = \"LEAK-01\"\noff = true\nreason = \"試し\"\n";
    let assessment = assessed(PACK, Some(settings));
    assert_eq!(assessment.duties[0].report(), Reportable::Depends);
}

#[test]
fn what_every_item_has_is_said_once_above_the_table() {
    let assessment = assessed(PACK, None);
    let bytes = write::workbook(&assessment, Lang::Ja).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("漏えい時の報告").unwrap();
    let texts: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
    let with = |word: &str| texts.iter().filter(|text| text.contains(word)).count();
    assert_eq!(with("・不正の目的によるおそれがある（"), 1);
    assert_eq!(with("・要配慮個人情報を含む"), 1);
    assert_eq!(with("60日以内）"), 2, "the deadline stands beside each item");
}
