//! Several methods on one ledger.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use chrono::NaiveDate;
use daicho_core::assess::AssessOptions;
use daicho_core::assessment::{NotValued, Yen};
use daicho_core::read::ReadOptions;
use daicho_core::terminal::{self, Palette};
use daicho_core::write;
use daicho_core::{Assessment, Lang, Request, assess_file};
use rust_xlsxwriter::Workbook;

const ROWS: [[&str; 6]; 7] = [
    ["No", "個人情報名", "個人情報の項目", "件数", "利用目的", "媒体"],
    ["1", "顧客名簿", "氏名、住所、電話番号", "300〜900件", "契約の履行", "紙"],
    ["2", "給与台帳", "氏名、給与", "50件", "給与の支払い", "電子データ"],
    ["3", "会員名簿", "氏名、メールアドレス", "5千件以上", "案内の送付", "電子データ"],
    ["4", "問診票", "", "200件", "診療", "紙"],
    ["5", "保守記録", "氏名、ほげほげ", "20件", "保守", "紙"],
    ["6", "名刺", "氏名、会社名", "", "連絡", "紙"],
];

fn request(methods: &[&str]) -> Request {
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let methods = methods.iter().map(|method| (*method).to_owned()).collect();
    Request {
        packs: Vec::new(),
        config: None,
        options: AssessOptions { as_of, methods },
        reading: ReadOptions::default(),
        answers: Vec::new(),
    }
}

fn clinic(methods: &[&str]) -> Assessment {
    assess_file(&crate::dataset("clinic/ledger.xlsx"), &request(methods)).unwrap()
}

fn own(methods: &[&str], settings: Option<&str>) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("個人情報管理台帳").unwrap();
    for (row, texts) in (0..).zip(ROWS) {
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).unwrap();
        }
    }
    let ledger = folder.path().join("ledger.xlsx");
    workbook.save(&ledger).unwrap();
    if let Some(settings) = settings {
        std::fs::write(folder.path().join("daicho.toml"), settings).unwrap();
    }
    assess_file(&ledger, &request(methods)).unwrap()
}

fn sheets(assessment: &Assessment) -> Vec<(String, String)> {
    let bytes = write::workbook(assessment, Lang::Ja).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let text = |cell: &Data| cell.to_string();
    let all = book.worksheets();
    all.into_iter()
        .map(|(name, range)| (name, range.cells().map(|(_, _, cell)| text(cell)).collect()))
        .collect()
}

#[test]
fn the_first_method_decides_and_the_others_change_nothing_of_it() {
    let (alone, beside) = (clinic(&[]), clinic(&["pmark-3x3", "ipa", "cnil", "presence", "exposure"]));
    assert_eq!(alone.risks, beside.risks);
    assert_eq!(alone.findings, beside.findings);
    assert_eq!(alone.questions, beside.questions);
    let named: Vec<&str> = beside.beside.iter().map(|beside| beside.method.id.as_str()).collect();
    assert_eq!(named, ["ipa", "cnil", "presence"]);
    assert!(beside.beside.iter().all(|beside| beside.ratings.len() == alone.risks.len()));
    assert_eq!(beside.exposures.len(), 1);
}

#[test]
fn scores_of_ipa_are_those_of_its_sheet() {
    let assessment = clinic(&["ipa"]);
    assert_eq!(assessment.method.id, "ipa");
    for risk in &assessment.risks {
        let Some(score) = risk.current.score else { continue };
        assert!([1, 2, 3, 4, 6, 9].contains(&score), "{score}");
        let band = if score >= 6 {
            "high"
        } else if score >= 3 {
            "medium"
        } else {
            "low"
        };
        assert_eq!(risk.current.band.as_deref(), Some(band));
    }
}

#[test]
fn a_map_gives_the_band_of_every_risk_without_a_score() {
    let (first, further) = (clinic(&["cnil"]), clinic(&["pmark-3x3", "cnil"]));
    let mut rated = 0;
    for (risk, rating) in first.risks.iter().zip(&further.beside[0].ratings) {
        assert_eq!((risk.impact, &risk.current), (rating.impact, &rating.current), "{}", risk.id);
        assert_eq!(risk.current.score, None);
        let place = risk.impact.zip(risk.current.likelihood);
        let band = place.and_then(|(impact, likelihood)| first.method.band_on_map(impact, likelihood));
        assert_eq!(risk.current.band, band.map(|band| band.id.clone()));
        rated += usize::from(band.is_some());
    }
    assert!(rated > 100, "{rated}");
    assert!(first.risks.iter().any(|risk| risk.impact == Some(3)));
    assert_eq!(first.totals().unrated, first.risks.len() - rated);
}

#[test]
fn yen_is_a_range_where_the_number_is_one_and_unknown_is_never_nought() {
    let assessment = own(&["exposure"], None);
    assert_eq!(assessment.method.id, "pmark-3x3");
    let exposures = &assessment.exposures[0];
    let of = |at: usize| exposures.items[at].yen();
    assert_eq!(of(0), Some(Yen { lo: 1_800_000, hi: Some(5_400_000) }));
    assert_eq!(of(1), Some(Yen { lo: 1_125_000, hi: Some(1_125_000) }));
    assert_eq!(of(2), Some(Yen { lo: 15_000_000, hi: None }));
    assert_eq!(exposures.items[3].per_person, Err(NotValued::Blank));
    assert_eq!(exposures.items[4].per_person, Err(NotValued::Unclear(vec!["ほげほげ".to_owned()])));
    assert_eq!((of(3), of(4), of(5)), (None, None, None));
    assert!(exposures.items[5].per_person.is_ok(), "only the number of persons is unknown");
    let total = exposures.total();
    assert_eq!((total.known, total.unknown), (3, 3));
    assert_eq!(total.yen, Yen { lo: 17_925_000, hi: None });
}

#[test]
fn responsibility_is_set_by_the_client() {
    let settings = "[client]\nmethod = [\"isms-3factor\", \"exposure\"]\n[parameters]\nexposure_social_responsibility = 2\n";
    let assessment = own(&[], Some(settings));
    assert_eq!(assessment.method.id, "isms-3factor");
    assert_eq!(assessment.exposures[0].items[1].yen().unwrap().lo, 2_250_000);
    assert_eq!(assessment.parameters["exposure_social_responsibility"], "2");
    // Valuing items besides leaves the client's own method in force, another method replaces both.
    assert_eq!(own(&["exposure"], Some(settings)).method.id, "isms-3factor");
    let other = own(&["ipa"], Some(settings));
    assert_eq!((other.method.id.as_str(), other.exposures.len()), ("ipa", 0));
    assert!(!other.parameters.contains_key("exposure_response"), "nothing was valued by it");
}

#[test]
fn every_report_shows_the_further_methods_and_the_caveat_beside_the_figure() {
    let assessment = own(&["pmark-3x3", "cnil", "presence", "exposure"], None);
    let sheets = sheets(&assessment);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["評価方法の比較", "リスク分析表 cnil", "リスク分析表 presence", "想定損害賠償額"]
    {
        assert!(names.contains(&name), "{name} {names:?}");
    }
    let text = |wanted: &str| &sheets.iter().find(|(name, _)| name == wanted).unwrap().1;
    let caveat = "裁判で認められる額や、実際に支払うことになる額ではありません";
    for name in ["表紙", "想定損害賠償額", "凡例と方法"] {
        assert!(text(name).contains(caveat), "{name}");
    }
    assert!(text("表紙").contains("17,925,000円以上"));
    for lang in [Lang::Ja, Lang::En] {
        let summary = terminal::summary_text(&assessment, lang, Palette::Plain);
        let caveat = &assessment.exposures[0].method.exposure.as_ref().unwrap().caveat;
        assert!(summary.contains(caveat.get(lang)) && summary.contains("17,925,000"), "{summary}");
        assert!(summary.contains("(cnil)") && summary.contains("(presence)"), "{summary}");
    }
    let json: serde_json::Value = serde_json::from_str(&write::json(&assessment)).unwrap();
    assert_eq!(json["beside"][0]["method"]["id"], "cnil");
    assert_eq!(json["exposures"][0]["total"]["yen"]["hi"], serde_json::Value::Null);
    assert!(json["exposures"][0]["caveat"]["ja"].as_str().unwrap().contains(caveat));
    assert_eq!(json["exposures"][0]["items"][3]["per_person"], serde_json::Value::Null);
}

#[test]
fn an_unknown_method_is_named_with_the_nearest() {
    let error = assess_file(&crate::dataset("clinic/ledger.xlsx"), &request(&["ipa", "cnill"])).unwrap_err();
    assert!(error.to_string().contains("cnill"), "{error}");
}
