//! Answers filled into the sheet of questions count as if they had been typed in the ledger.

mod sheet;
mod typed;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use daicho_core::answers::AnswerFile;
use daicho_core::assess::AssessOptions;
use daicho_core::assessment::{Question, QuestionKind};
use daicho_core::ledger::AnswerOutcome;
use daicho_core::read::{ReadError, ReadOptions, inspect, read_answers};
use daicho_core::terminal::{self, Palette};
use daicho_core::{Assessment, Lang, Request, assess_file, write};
use daicho_rules::FieldType;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use super::{assessed, dataset};
use sheet::Sheet;
use typed::{Cells, typed};

fn with_answers(ledger: &Path, files: &[PathBuf]) -> Assessment {
    let read = |path: &PathBuf| read_answers(path, &ReadOptions::default()).unwrap();
    let answers: Vec<AnswerFile> = files.iter().map(read).collect();
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let options = AssessOptions { as_of, methods: Vec::new() };
    let (packs, config, reading) = (Vec::new(), None, ReadOptions::default());
    assess_file(ledger, &Request { packs, config, options, reading, answers }).unwrap()
}

/// What was decided, without the cells that it was decided from.
fn decided(assessment: &Assessment) -> BTreeSet<String> {
    let risks = assessment.risks.iter().map(|risk| {
        let states: Vec<&str> = risk.controls.iter().map(|control| control.state.id()).collect();
        format!("{} {:?} {:?} {:?} {states:?}", risk.id, risk.impact, risk.threat, risk.current)
    });
    let findings = assessment.findings.iter().map(|finding| format!("{} {}", finding.id, finding.title.ja));
    let questions =
        assessment.questions.iter().map(|question| format!("{:?} {}", question.kind, question.id));
    risks.chain(findings).chain(questions).collect()
}

/// An answer to a question that its field understands; another one for each `turn`.
fn answer_to(assessment: &Assessment, question: &Question, turn: usize) -> Option<String> {
    let schema = &assessment.schema;
    let choice = |question: &Question| {
        let titles: Vec<&str> = question.answers.iter().map(|answer| answer.ja.as_str()).collect();
        let titles: Vec<&&str> = titles.iter().filter(|title| **title != "このままでよい").collect();
        titles.get(turn % titles.len().max(1)).map(|title| (**title).to_owned())
    };
    if question.kind == QuestionKind::Control {
        return choice(question);
    }
    let definition = schema.registers.get(&question.register)?.fields.get(&question.field)?;
    let text = match definition.kind {
        FieldType::Choice | FieldType::Set | FieldType::Flag => {
            // Own columns that a header could name are no values.
            let own = |answer: &&daicho_core::Text| !answer.ja.starts_with("列「");
            let values: Vec<_> = question.answers.iter().filter(own).cloned().collect();
            choice(&Question { answers: values, ..question.clone() })?
        }
        FieldType::Count => ["約1,200件", "30", "500〜800件"][turn % 3].to_owned(),
        FieldType::Date => ["2026-01-15", "令和5年4月1日", "2019/3/31"][turn % 3].to_owned(),
        FieldType::Period => ["退職後7年", "5年", "永年"][turn % 3].to_owned(),
        FieldType::Names => "なし".to_owned(),
        FieldType::Text => "委託契約書による".to_owned(),
    };
    let whole = question.record.is_none();
    (!whole || question.kind == QuestionKind::Column).then_some(text)
}

/// Where a question is answered in the ledger itself.
fn places(assessment: &Assessment, question: &Question, text: &str, cells: &mut Cells) -> Option<()> {
    let table_of = |register: &str| assessment.ledger.tables.iter().find(|table| table.register == register);
    if question.kind == QuestionKind::Column {
        let table = table_of(&question.register)?;
        let last = table.columns.iter().map(|column| column.column).max()?;
        let used = cells.keys().filter(|(sheet, ..)| *sheet == table.sheet).map(|(.., column)| *column).max();
        let column = last.max(used.unwrap_or(0)) + 1;
        cells.insert((table.sheet, table.header_rows.1, column), question.title.ja.clone());
        for row in table.first_row..=table.last_row {
            cells.insert((table.sheet, row, column), text.to_owned());
        }
        return Some(());
    }
    if let Some(at) = question.at {
        cells.insert((at.sheet_index(), at.row, at.column), text.to_owned());
        return Some(());
    }
    // A control that no record speaks of gets a record of its own.
    let table = table_of("measures").filter(|_| question.kind == QuestionKind::Control)?;
    let column = |field: &str| {
        let of_field = table.columns.iter().find(|column| column.field.as_deref() == Some(field));
        of_field.map(|column| column.column)
    };
    let (name, status) = (column("control")?, column("status")?);
    let below =
        (table.last_row + 1..=u32::MAX).find(|row| !cells.contains_key(&(table.sheet, *row, name)))?;
    cells.insert((table.sheet, below, name), question.title.ja.clone());
    cells.insert((table.sheet, below, status), text.to_owned());
    Some(())
}

#[test]
fn answers_count_as_if_they_had_been_typed_in_the_ledger() {
    for (client, turn) in [("first-pmark", 1), ("clinic", 0), ("stress-check", 2)] {
        let folder = tempfile::tempdir().unwrap();
        let ledger = dataset(&format!("{client}/ledger.xlsx"));
        let before = assessed(&format!("{client}/ledger.xlsx"), &[]);
        let mut sheet = Sheet::of(&before, Lang::Ja);
        let (mut cells, mut row, mut answered) = (Cells::new(), 0, 0);
        for respondent in before.respondents() {
            for inquiry in respondent.inquiries {
                let texts: Vec<Option<(String, Cells)>> = inquiry
                    .questions
                    .iter()
                    .enumerate()
                    .map(|(at, question)| {
                        let text = answer_to(&before, question, turn + at)?;
                        let mut typed = cells.clone();
                        places(&before, question, &text, &mut typed)?;
                        cells.clone_from(&typed);
                        Some((text, typed))
                    })
                    .collect();
                // Several records get an answer each, named by the line of the sheet.
                let subjects: Vec<&str> = sheet.rows[row][sheet.column("対象")].lines().collect();
                let texts: Vec<String> = texts.into_iter().flatten().map(|(text, _)| text).collect();
                answered += texts.len();
                let joined = match (texts.as_slice(), inquiry.questions.as_slice()) {
                    ([text], [question]) if question.kind == QuestionKind::Column => format!("全件：{text}"),
                    ([text], _) => text.clone(),
                    _ => {
                        let lines =
                            subjects.iter().zip(&texts).map(|(subject, text)| format!("{subject}：{text}"));
                        lines.collect::<Vec<_>>().join("\n")
                    }
                };
                sheet.answer(row, &joined);
                row += 1;
            }
        }
        let after = with_answers(&ledger, &[sheet.save(folder.path(), "回答.xlsx")]);
        let other: Vec<_> = after
            .ledger
            .answers
            .iter()
            .filter(|a| !matches!(a.outcome, AnswerOutcome::Applied | AnswerOutcome::Blank))
            .collect();
        assert!(other.is_empty(), "{client}: {other:#?}");
        assert!(answered > 50, "{client}: {answered}");
        let typed = with_answers(&typed(&ledger, &cells, folder.path()), &[]);
        let (after, typed) = (decided(&after), decided(&typed));
        let lacking: Vec<_> = typed.difference(&after).take(8).collect();
        let surplus: Vec<_> = after.difference(&typed).take(8).collect();
        assert!(lacking.is_empty() && surplus.is_empty(), "{client} {turn}: {lacking:#?} {surplus:#?}");
        assert_ne!(decided(&before), after, "{client}");
    }
}

/// A ledger of three items, two of them in one department, with these texts in some cells.
struct Small {
    folder: TempDir,
    rows: Vec<[&'static str; 8]>,
}

impl Small {
    fn new() -> Self {
        let rows = vec![
            ["No", "部門", "個人情報名", "利用目的", "媒体", "要配慮", "廃棄の記録", "社内の保管"],
            ["1", "総務部", "履歴書", "採用選考", "紙", "無", "", "退職後7年"],
            ["2", "総務部", "健康診断結果", "健康管理", "紙", "有", "", "5年"],
            ["3", "営業部", "名刺", "連絡", "紙", "なんとなく", "", "永年"],
        ];
        Self { folder: tempfile::tempdir().unwrap(), rows }
    }

    fn ledger(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("個人情報管理台帳").unwrap();
        for (row, texts) in (0..).zip(&self.rows) {
            for (column, text) in (0..).zip(texts) {
                sheet.write(row, column, *text).unwrap();
            }
        }
        workbook.save(&path).unwrap();
        path
    }

    /// The sheet of questions that the ledger gives.
    fn sheet(&self) -> Sheet {
        Sheet::of(&with_answers(&self.ledger("asked.xlsx"), &[]), Lang::Ja)
    }

    fn answered(&self, sheets: &[&Sheet]) -> Assessment {
        let save = |(at, sheet): (usize, &&Sheet)| sheet.save(self.folder.path(), &format!("回答{at}.xlsx"));
        let files: Vec<PathBuf> = sheets.iter().enumerate().map(save).collect();
        with_answers(&self.ledger("answered.xlsx"), &files)
    }
}

/// What the ledger says of a field of an item, and where it was read.
fn cell(assessment: &Assessment, item: usize, field: &str) -> (String, String) {
    let items = assessment.ledger.register("items").unwrap();
    let cell = items.cell(&items.records[item], field).unwrap();
    (cell.raw.clone(), cell.at.map(|at| assessment.ledger.place(at)).unwrap_or_default())
}

/// What became of all answers but those that are blank.
fn outcomes(assessment: &Assessment) -> Vec<(&str, &str)> {
    let given = assessment.ledger.answers.iter().filter(|answer| answer.outcome != AnswerOutcome::Blank);
    given.map(|answer| (answer.question.as_str(), answer.outcome.id())).collect()
}

fn is_asked(assessment: &Assessment, id: &str) -> bool {
    assessment.questions.iter().any(|question| question.id == id)
}

#[test]
fn an_answer_shows_where_it_was_given_and_what_the_ledger_said() {
    let small = Small::new();
    let mut sheet = small.sheet();
    sheet.answer(sheet.row("要配慮個人情報", "名刺"), "無");
    let assessment = small.answered(&[&sheet]);
    let (raw, place) = cell(&assessment, 2, "sensitive");
    assert_eq!((raw.as_str(), place.starts_with("回答0.xlsx!総務部!")), ("無", true), "{place}");
    assert!(assessment.ledger.sources.iter().any(|source| source.file == "回答0.xlsx"));
    let json = write::json(&assessment);
    for told in [r#""outcome":"applied""#, r#""instead":{"cell":"個人情報管理台帳!F4","raw":"なんとなく"}"#]
    {
        assert!(json.contains(told), "{told}");
    }
    // The places of the ledger itself are called as they are without answers.
    assert_eq!(cell(&assessment, 2, "name").1, "個人情報管理台帳!C4");
    assert!(!is_asked(&assessment, "3:items.sensitive"));
    let text = terminal::findings_text(&assessment, Lang::Ja, Palette::Plain);
    assert!(text.contains("回答 1件を反映、未回答"), "{text}");
}

#[test]
fn one_answer_holds_for_all_records_of_its_row_and_lines_for_one_each() {
    let small = Small::new();
    let mut sheet = small.sheet();
    let row = sheet.row("廃棄の記録", "履歴書");
    assert!(sheet.rows[row][sheet.column("対象")].contains("健康診断結果"), "one row for both");
    sheet.answer(row, "証明書");
    let both = small.answered(&[&sheet]);
    assert_eq!(
        (cell(&both, 0, "disposal_record").0, cell(&both, 1, "disposal_record").0),
        ("証明書".into(), "証明書".into())
    );
    sheet.answer(row, "1：証明書\n健康診断結果：記録あり");
    let each = small.answered(&[&sheet]);
    assert_eq!(
        (cell(&each, 0, "disposal_record").0, cell(&each, 1, "disposal_record").0),
        ("証明書".into(), "記録あり".into())
    );
    sheet.answer(row, "1：証明書\nほかは記録あり");
    let mixed = small.answered(&[&sheet]);
    assert_eq!(cell(&mixed, 0, "disposal_record").0, "");
    assert_eq!(
        outcomes(&mixed),
        [("1:items.disposal_record", "not-understood"), ("2:items.disposal_record", "not-understood")]
    );
}

#[test]
fn what_was_typed_in_the_ledger_since_wins() {
    let mut small = Small::new();
    let mut sheet = small.sheet();
    sheet.answer(sheet.row("要配慮個人情報", "名刺"), "無");
    small.rows[3][5] = "有";
    let changed = small.answered(&[&sheet]);
    assert_eq!(cell(&changed, 2, "sensitive").0, "有");
    assert_eq!(outcomes(&changed), [("3:items.sensitive", "no-longer-asked")]);
    let doubt = changed.ledger.doubts.iter().find(|doubt| doubt.raw == "無").unwrap();
    assert!(doubt.message.ja.contains("台帳の記載を優先"), "{doubt:?}");
}

#[test]
fn an_answer_about_a_record_that_has_become_another_is_not_taken() {
    let mut small = Small::new();
    let mut sheet = small.sheet();
    sheet.answer(sheet.row("要配慮個人情報", "名刺"), "無");
    small.rows[3][2] = "顧客名簿";
    let renamed = small.answered(&[&sheet]);
    assert_eq!(outcomes(&renamed), [("3:items.sensitive", "no-place")]);
    small.rows[3][0] = "9";
    assert_eq!(outcomes(&small.answered(&[&sheet])), [("3:items.sensitive", "no-place")]);
    // Rows that were only moved are found again.
    let mut small = Small::new();
    small.rows.swap(1, 3);
    let moved = small.answered(&[&sheet]);
    assert_eq!((cell(&moved, 0, "sensitive").0.as_str(), outcomes(&moved)[0].1), ("無", "applied"));
}

#[test]
fn what_is_not_understood_leaves_the_question_open_and_says_so() {
    let small = Small::new();
    let mut sheet = small.sheet();
    sheet.answer(sheet.row("要配慮個人情報", "名刺"), "たぶん");
    let assessment = small.answered(&[&sheet]);
    assert_eq!(cell(&assessment, 2, "sensitive").0, "なんとなく");
    let question = assessment.questions.iter().find(|question| question.id == "3:items.sensitive").unwrap();
    assert!(question.ask.ja.contains("前回のご回答「たぶん」は反映できませんでした"), "{}", question.ask.ja);
    // Changed keys and answers that differ are told, never guessed.
    let mut other = small.sheet();
    other.answer(other.row("要配慮個人情報", "名刺"), "無");
    let mut same = small.sheet();
    same.answer(same.row("要配慮個人情報", "名刺"), "有");
    let differ = small.answered(&[&other, &same]);
    assert_eq!(cell(&differ, 2, "sensitive").0, "なんとなく");
    assert_eq!(
        outcomes(&differ),
        [("3:items.sensitive", "not-understood"), ("3:items.sensitive", "not-understood")]
    );
    let key = other.column("照合用");
    let row = other.row("要配慮個人情報", "名刺");
    other.rows[row][key] = "3".to_owned();
    assert_eq!(outcomes(&small.answered(&[&other])), [("3", "no-place")]);
}

#[test]
fn a_column_that_is_lacking_is_named_or_filled_for_all() {
    let small = Small::new();
    let mut sheet = small.sheet();
    let lacking = |sheet: &Sheet, field: &str| sheet.row(field, "台帳全体");
    sheet.answer(lacking(&sheet, "保管期限"), "列「社内の保管」");
    sheet.answer(lacking(&sheet, "委託先"), "全件：なし");
    sheet.answer(lacking(&sheet, "廃棄方法"), "あとで列を追加します");
    let assessment = small.answered(&[&sheet]);
    assert_eq!(cell(&assessment, 1, "retention"), ("5年".to_owned(), "個人情報管理台帳!H3".to_owned()));
    assert_eq!(cell(&assessment, 1, "vendors").0, "なし");
    assert!(assessment.ledger.register("items").unwrap().column("disposal_methods").is_none());
    let mut known = outcomes(&assessment);
    known.sort_unstable();
    assert_eq!(
        known,
        [
            ("items.disposal_methods", "not-understood"),
            ("items.retention", "applied"),
            ("items.vendors", "applied")
        ]
    );
}

#[test]
fn a_control_is_answered_without_a_register_of_measures() {
    let small = Small::new();
    let mut sheet = small.sheet();
    let kind = sheet.column("種別");
    let control = sheet.rows.iter().position(|row| row[kind] == "対策の実施状況").unwrap();
    let title = sheet.rows[control][sheet.column("項目")].clone();
    sheet.answer(control, "一部実施");
    let assessment = small.answered(&[&sheet]);
    let measures = assessment.ledger.register("measures").unwrap();
    assert_eq!(measures.raw(&measures.records[0], "control"), title);
    let states: BTreeSet<&str> = assessment
        .risks
        .iter()
        .flat_map(|risk| &risk.controls)
        .filter(|control| control.title.ja == title)
        .map(|control| control.state.id())
        .collect();
    assert_eq!(states, BTreeSet::from(["partly"]));
}

#[test]
fn english_sheets_are_read_and_other_files_are_told() {
    let small = Small::new();
    let mut sheet = Sheet::of(&with_answers(&small.ledger("asked.xlsx"), &[]), Lang::En);
    let field = sheet.head.iter().position(|head| head == "Field").unwrap();
    let whom = sheet.head.iter().position(|head| head == "Subject").unwrap();
    let fits = |row: &Vec<String>| row[field].contains("special") && row[whom].contains("名刺");
    let row = sheet.rows.iter().position(fits).unwrap_or_else(|| panic!("{:?}", sheet.head));
    sheet.answer(row, "no");
    assert_eq!(outcomes(&small.answered(&[&sheet])), [("3:items.sensitive", "applied")]);
    let read = |path: &Path| read_answers(path, &ReadOptions::default());
    assert!(matches!(read(&small.ledger("asked.xlsx")), Err(ReadError::NoAnswers { .. })));
    assert!(matches!(read(&small.folder.path().join("none.xlsx")), Err(ReadError::NotFound { .. })));
}

#[test]
fn a_filled_report_is_read_for_its_answers_and_never_as_a_ledger() {
    let small = Small::new();
    let ledger = small.ledger("台帳.xlsx");
    let assessment = with_answers(&ledger, &[]);
    let folder = ledger.parent().unwrap();
    std::fs::write(folder.join("報告書.xlsx"), write::workbook(&assessment, Lang::Ja).unwrap()).unwrap();
    // The mark of a report is lost where its questions are cut out.
    let sheet = Sheet::of(&assessment, Lang::Ja).save(folder, "確認事項だけ.xlsx");
    for report in [folder.join("報告書.xlsx"), sheet] {
        let answers = read_answers(&report, &ReadOptions::default()).unwrap();
        assert_eq!(answers.len(), assessment.inquiry_count(), "{}", report.display());
        let refused = inspect(&report, &assessment.schema, &ReadOptions::default()).unwrap_err();
        assert!(matches!(refused, ReadError::OwnReport { .. }), "{refused}");
    }
    let (whole, _) = inspect(folder, &assessment.schema, &ReadOptions::default()).unwrap();
    assert_eq!(whole.sources.len(), 1);
    assert_eq!(whole.passed_over.iter().map(|passed| passed.names.len()).sum::<usize>(), 2);
}
