//! Workbooks are written, opened again and looked into.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader, Xlsx};
use daicho_rules::{Explain, Lang, Text};

use super::*;
use crate::assessment::Decision;
use crate::ledger::Cell;

type Sheets = Vec<(String, Vec<Vec<Data>>)>;

fn read(bytes: &[u8]) -> Sheets {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            (name, range.rows().map(<[Data]>::to_vec).collect())
        })
        .collect()
}

fn sheet<'a>(sheets: &'a Sheets, name: &str) -> &'a [Vec<Data>] {
    &sheets.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no sheet {name}")).1
}

/// The cells of the column below this heading.
fn column(rows: &[Vec<Data>], heading: &str) -> Vec<String> {
    let (head, at) = rows
        .iter()
        .enumerate()
        .find_map(|(row, cells)| cells.iter().position(|cell| *cell == heading).map(|at| (row, at)))
        .unwrap_or_else(|| panic!("no heading {heading}"));
    rows[head + 1..].iter().map(|cells| cells[at].to_string()).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_sheet_is_there_in_both_languages() {
    let assessment = fixture::assessment(2, fixture::method());
    for (lang, expected) in [
        (
            Lang::Ja,
            "表紙 リスク分析表 残留リスク報告書 対策計画 指摘事項 確認事項 凡例と方法 台帳 委託先管理台帳",
        ),
        (
            Lang::En,
            "Cover|Risk analysis|Residual risk report|Treatment plan|Findings|Questions|Legend and method|Ledger",
        ),
    ] {
        let sheets = read(&workbook(&assessment, lang).unwrap());
        let separator = if lang == Lang::Ja { ' ' } else { '|' };
        for (index, name) in expected.split(separator).enumerate() {
            assert_eq!(sheets[index].0, name);
        }
        assert_eq!(sheets.len(), 9);
    }
}

#[test]
fn the_same_assessment_gives_the_same_bytes() {
    let assessment = fixture::assessment(8, fixture::method());
    let first = workbook(&assessment, Lang::Ja).unwrap();
    for _ in 0..3 {
        assert!(workbook(&assessment, Lang::Ja).unwrap() == first, "bytes differ");
    }
    assert!(part(&first, "docProps/core.xml").contains("2026-03-31T00:00:00Z"));
}

#[test]
fn risks_have_scores_bands_and_decisions() {
    let assessment = fixture::assessment(2, fixture::method());
    let sheets = read(&workbook(&assessment, Lang::Ja).unwrap());
    let risks = sheet(&sheets, "リスク分析表");
    assert_eq!(column(risks, "ID").len(), assessment.risks.len());
    let unrated = column(risks, "現状区分").iter().filter(|band| *band == "未評価").count();
    assert_eq!(unrated, 2);
    assert!(column(risks, "現状点数").iter().all(|score| score != "0"), "unrated is never 0");
    assert_eq!(column(risks, "対応方針")[3], "低減");
    assert_eq!(column(risks, "見直し評価")[3], "4");
    assert_eq!(column(risks, "残留リスク")[..4], ["残留不可", "許容超", "許容内", "許容超"]);
    assert_eq!(column(risks, "根拠セル")[0], "台帳!E6 F6");
    let residual = sheet(&sheets, "残留リスク報告書");
    let named = column(residual, "想定されるリスク").iter().filter(|risk| !risk.is_empty()).count();
    let remaining = assessment.risks.iter().filter(|risk| summary::remains(&assessment.method, risk)).count();
    assert_eq!(named, remaining);
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let mut assessment = fixture::assessment(5, fixture::method());
    let decision = Decision {
        reason: "@SUM(1)".to_owned(),
        plan: "=SUM(A1:A9)".to_owned(),
        owner: "-2+3".to_owned(),
        ..Decision::default()
    };
    assessment.risks[0].decision = decision;
    let bytes = workbook(&assessment, Lang::Ja).unwrap();
    let sheets = read(&bytes);
    let risks = sheet(&sheets, "リスク分析表");
    assert!(column(risks, "個人情報名").iter().any(|name| name.ends_with("=SUM(A1:A9)顧客名簿")));
    assert_eq!(column(risks, "追加対策")[0], "=SUM(A1:A9)");
    assert_eq!(column(risks, "理由")[0], "@SUM(1)");
    assert_eq!(column(risks, "理由")[3], "+81 システム更改まで運用で補う");
    assert_eq!(column(risks, "担当")[0], "-2+3");
    for number in 1..=9 {
        assert!(!part(&bytes, &format!("xl/worksheets/sheet{number}.xml")).contains("<f>"), "sheet {number}");
    }
}

#[test]
fn sheets_are_ready_for_excel_and_for_print() {
    let bytes = workbook(&fixture::assessment(2, fixture::method()), Lang::Ja).unwrap();
    let risks = part(&bytes, "xl/worksheets/sheet2.xml");
    for wanted in [
        "<dataValidations",
        "低減,回避,移転,保有",
        "type=\"date\"",
        "type=\"whole\"",
        "<conditionalFormatting",
        "<pane ",
        "<tableParts",
        "<printOptions",
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "fitToHeight=\"0\"",
        "<hyperlinks>",
        "<legacyDrawing",
    ] {
        assert!(risks.contains(wanted), "{wanted}");
    }
    assert!(part(&bytes, "xl/worksheets/sheet8.xml").contains("<autoFilter"));
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles"), "headings repeat");
    assert!(part(&bytes, "xl/comments1.xml").contains("影響度3（要配慮個人情報「有」台帳!F6）"));
    assert!(part(&bytes, "xl/styles.xml").contains("Yu Gothic"));
    let questions = part(&bytes, "xl/worksheets/sheet6.xml");
    assert!(questions.contains("有,無,不要") && questions.contains("実施,一部実施"), "short closed lists");
    assert!(!questions.contains("例：労務"), "an example is not a list");
}

#[test]
fn the_ledger_shows_what_was_typed() {
    let assessment = fixture::assessment(2, fixture::method());
    let bytes = workbook(&assessment, Lang::Ja).unwrap();
    let sheets = read(&bytes);
    let ledger = sheet(&sheets, "台帳");
    assert_eq!(column(ledger, "参照元"), ["台帳!A6", "台帳!A7"]);
    assert_eq!(column(ledger, "媒体"), ["紙", "電子データ"]);
    assert_eq!(column(ledger, "要配慮個人情報\n[要配慮]"), ["有", "有"]);
    assert_eq!(column(ledger, "社内略号\n（独自の列）"), ["@A-01", "@A-01"]);
    let first = u32::try_from(ledger.len() - 2).unwrap();
    assert_eq!(first, sheet_name::FIRST_RECORD, "links lead to the right row");
    let notes: String = (1..=3).map(|number| part(&bytes, &format!("xl/comments{number}.xml"))).collect();
    for wanted in ["読み取り：紙媒体", "他の項目から判断", "判読できませんでした"] {
        assert!(notes.contains(wanted), "{wanted}");
    }
}

#[test]
fn nothing_found_is_said_so() {
    let sheets = read(&workbook(&fixture::empty(), Lang::Ja).unwrap());
    for (name, line) in [
        ("リスク分析表", words::NO_RISKS),
        ("残留リスク報告書", words::NO_RESIDUAL),
        ("対策計画", words::NO_PLAN),
        ("指摘事項", words::NO_FINDINGS),
        ("確認事項", words::NO_QUESTIONS),
        ("台帳", words::NO_ITEMS_REGISTER),
    ] {
        let shown = sheet(&sheets, name).iter().flatten().any(|cell| *cell == line.get(Lang::Ja));
        assert!(shown, "{name}");
    }
}

#[test]
fn a_method_without_scores_shows_signs() {
    let sheets = read(&workbook(&fixture::assessment(2, fixture::presence()), Lang::Ja).unwrap());
    let risks = sheet(&sheets, "リスク分析表");
    let states = column(risks, "対策の実施状況");
    assert!(states[0].starts_with("○ 利用目的を記載した書面を取得時に交付する（実施）\n△ "), "{}", states[0]);
    let headings: Vec<String> = risks.iter().flatten().map(ToString::to_string).collect();
    assert!(!headings.contains(&"現状点数".to_owned()));
    assert!(!headings.contains(&"未評価".to_owned()));
}

#[test]
fn hostile_text_is_written_without_panic() {
    let mut assessment = fixture::assessment(2, fixture::method());
    let long = "長い\u{0}\u{1b}文\r\n_x0041_&<>\"".repeat(5_000);
    assessment.ledger.client = "A&B \"[&P]'\n".repeat(200);
    assessment.method.title = Text::same(&long);
    for band in &mut assessment.method.bands {
        band.colour = "赤".to_owned();
        band.title = Text::same(format!("\"{}\",=", band.id));
    }
    for risk in &mut assessment.risks {
        risk.item.name.clone_from(&long);
        risk.title = Text::same(&long);
        risk.impact = Some(250);
        risk.decision.due = chrono::NaiveDate::from_ymd_opt(1500, 1, 1);
        risk.decision.override_score = Some(u32::MAX);
    }
    for question in &mut assessment.questions {
        question.answers = vec![Text::same("a,b"), Text::same(&long)];
    }
    for register in assessment.ledger.registers.values_mut() {
        for record in &mut register.records {
            for cell in &mut record.cells {
                *cell = Cell::new(long.clone(), cell.value.clone()).at(cell.at);
            }
        }
    }
    if let Some(definition) = std::sync::Arc::make_mut(&mut assessment.schema).registers.get_mut("vendors") {
        definition.title = Text::same("[委託先]/:*?".repeat(9));
    }
    let sheets = read(&workbook(&assessment, Lang::Ja).unwrap());
    assert_eq!(sheets.len(), 9);
}

#[test]
fn too_many_columns_are_refused_with_advice() {
    let mut assessment = fixture::assessment(1, fixture::method());
    if let Some(register) = assessment.ledger.registers.get_mut("items") {
        let column = register.columns[0].clone();
        register.columns = vec![column; 16_384];
    }
    let error = workbook(&assessment, Lang::Ja).unwrap_err();
    assert!(matches!(error, WriteError::TooManyColumns { .. }), "{error}");
    assert_eq!(error.message(Lang::Ja), "シート `台帳` の列数 16385 がExcelの上限 16384 を超えます");
    assert!(error.help(Lang::En).is_some());
}
