//! Rules as decision tables, in words.

use std::fs;
use std::sync::Arc;

use daicho_rules::{DecisionTable, Lang, Rulebook, Subject, Verdict};

/// The table of a risk rule over the registers of `pms`, a line for each row.
fn table(when: &str, threat: &str, lang: Lang) -> (Vec<String>, DecisionTable) {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\ntitle = {{ ja = \"試\", en = \"trial\" }}\n\
         [parameters]\nmany = 1000\n[lists]\npaper_like = [\"paper\", \"microfilm\"]\n\
         [[risk]]\nid = \"TRY-01\"\nname = \"trial\"\nstage = \"storage\"\nkinds = [\"leak\"]\n\
         title = {{ ja = \"題\", en = \"title\" }}\nwhy = {{ ja = \"理由\", en = \"why\" }}\n\
         when = '''{when}'''\nthreat = '''{threat}'''\n"
    );
    fs::write(folder.path().join("pack.toml"), text).unwrap();
    let (book, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    let book = Arc::new(book);
    let table = DecisionTable::of(&book, Subject::Risk(book.risks.first().unwrap()));
    let heads = table.columns.iter().map(|column| {
        let mark = if column.examples { "*" } else { "" };
        format!("{}{mark}", column.title.get(lang))
    });
    let mut lines = vec![heads.collect::<Vec<_>>().join(" | ")];
    lines.extend(table.rows.iter().map(|row| {
        let cells: Vec<&str> =
            row.cells.iter().map(|cell| cell.as_ref().map_or("–", |cell| cell.get(lang))).collect();
        let threat = match row.verdict {
            Verdict::Fires(Some(threat)) => format!(" {threat}"),
            _ => String::new(),
        };
        format!("{} => {}{threat}", cells.join(" | "), row.outcome.get(lang))
    }));
    lines.extend(table.notes.iter().map(|note| format!("{} {}", note.mark, note.values.get(lang))));
    (lines, table)
}

#[test]
fn a_small_rule_reads_like_a_form_in_both_languages() {
    let when = "medium in paper_like && (count >= many || sensitive)";
    let (ja, _) = table(when, "2", Lang::Ja);
    assert_eq!(
        ja,
        [
            "媒体 | 件数 | 要配慮個人情報",
            "紙、マイクロフィルム | 1,000未満 | はい => 該当 2",
            "紙、マイクロフィルム | 1,000未満 | いいえ => 該当なし",
            "紙、マイクロフィルム | 1,000未満 | 空欄 => 確認事項（要配慮個人情報）",
            "紙、マイクロフィルム | 1,000以上 | – => 該当 2",
            "紙、マイクロフィルム | 空欄 | – => 確認事項（件数）",
            "紙、マイクロフィルムのいずれでもない | – | – => 該当なし",
            "空欄 | – | – => 確認事項（媒体）",
        ]
    );
    let (en, _) = table(when, "2", Lang::En);
    assert_eq!(en[0], "media | number of persons | special-care personal information");
    assert_eq!(en[1], "paper, microfilm | less than 1,000 | yes => applies 2");
    assert_eq!(en[6], "none of paper, microfilm | – | – => does not apply");
    assert_eq!(en[7], "blank | – | – => question (media)");
}

#[test]
fn values_are_told_by_what_else_could_stand_there() {
    for (when, rows) in [
        (
            r#""fax" in transfer_methods"#,
            &["FAXを含まない => 該当なし", "FAXを含む => 該当 1", "空欄 => 確認事項（移送方法）"][..],
        ),
        (
            r#""paper" in media && "electronic" in media"#,
            &["「紙と電子データを含む」以外 => 該当なし", "紙と電子データを含む => 該当 1"],
        ),
        (
            r#"all_in(places, ["safe", "locked-cabinet"])"#,
            &["なし、又は施錠キャビネット、金庫だけ => 該当 1"],
        ),
        ("is_empty(foreign_countries)", &["なし => 該当 1", "あり => 該当なし"]),
        (r#"is_blank("purpose")"#, &["記入あり => 該当なし", "空欄 => 該当 1"]),
        (r#"purpose.contains("採用")"#, &["「採用」を含まない => 該当なし", "「採用」を含む => 該当 1"]),
        (r#"consent != "no""#, &["同意あり、同意不要 => 該当 1", "同意なし => 該当なし"]),
        ("months_since(reviewed_on) > 12", &["13か月以上経過 => 該当 1", "経過13か月未満 => 該当なし"]),
        (
            "days_since(reviewed_on) <= 10",
            &["基準日の11日前以前 => 該当なし", "基準日の10日前以後 => 該当 1"],
        ),
        ("retention_months >= 60", &["5年未満 => 該当なし", "5年以上、永年 => 該当 1"]),
        (r#"retention_from == "resignation""#, &["起算点のみ（退職） => 該当 1"]),
        ("count > 0", &["0 => 該当なし", "1以上 => 該当 1"]),
        (r#"has_column("count") && count > 500"#, &["あり | 500以下 => 該当なし", "なし | – => 該当なし"]),
    ] {
        let (lines, _) = table(when, "1", Lang::Ja);
        for row in rows {
            assert!(lines.iter().any(|line| line == row), "{when}: {row}\n{lines:#?}");
        }
    }
}

#[test]
fn texts_are_told_by_how_words_are_looked_for_in_them() {
    for (when, ja, en) in [
        (
            r#"purpose.starts_with("K-")"#,
            &["「K-」で始まらない => 該当なし", "「K-」で始まる => 該当 1"][..],
            &["does not begin with “K-” => does not apply", "begins with “K-” => applies 1"][..],
        ),
        (
            r#"ends_with(purpose, "K-")"#,
            &["「K-」で終わらない => 該当なし", "「K-」で終わる => 該当 1"],
            &["ends with “K-” => applies 1"],
        ),
        (
            r#"purpose == "K-""#,
            &["「K-」以外の記載 => 該当なし", "「K-」 => 該当 1"],
            &["anything but “K-” => does not apply", "“K-” => applies 1"],
        ),
        (
            r#"purpose in ["A", "B"] || purpose == "C""#,
            &["「A」、「B」、「C」以外の記載 => 該当なし", "「A」、「B」、「C」 => 該当 1"],
            &["“A”, “B”, “C” => applies 1"],
        ),
        (
            r#"purpose.contains("K-") && !purpose.contains("旧")"#,
            &["「K-」を含まない、又は「旧」を含む => 該当なし", "「K-」を含み、「旧」を含まない => 該当 1"],
            &["contains “K-” and does not contain “旧” => applies 1"],
        ),
        (
            r#"purpose.contains("A") || purpose.contains("B")"#,
            &["「A」、「B」のいずれも含まない => 該当なし", "「A」、「B」のいずれかを含む => 該当 1"],
            &["does not contain any of “A”, “B” => does not apply", "contains any of “A”, “B” => applies 1"],
        ),
        (
            r#"purpose.starts_with("K-") && purpose.len() >= 5"#,
            &["「K-」で始まらない、又は5文字未満 => 該当なし", "「K-」で始まり、5文字以上 => 該当 1"],
            &["begins with “K-” and 5 or more characters => applies 1"],
        ),
        (
            "len(purpose) > 2 && purpose.len() != 5",
            &["3文字未満、又は5文字 => 該当なし", "3〜4文字、又は6文字以上 => 該当 1"],
            &["3 to 4 characters, or 6 or more characters => applies 1"],
        ),
        (
            r#"made_of(purpose, ["業務", "管理", "運営"])"#,
            &[
                "「業務」、「管理」、「運営」の語だけではない => 該当なし",
                "「業務」、「管理」、「運営」の語だけ => 該当 1",
            ],
            &["nothing but the words “業務”, “管理”, “運営” => applies 1"],
        ),
        (
            r#"vendor.starts_with("株式会社")"#,
            &["「株式会社」で始まる => 該当 1"],
            &["begins with “株式会社” => applies 1"],
        ),
    ] {
        for (lang, rows) in [(Lang::Ja, ja), (Lang::En, en)] {
            let (lines, table) = table(when, "1", lang);
            assert!(table.complete, "{when}");
            for row in rows {
                assert!(lines.iter().any(|line| line == row), "{when}: {row}\n{lines:#?}");
            }
        }
    }
}

#[test]
fn more_words_than_can_be_combined_are_told_as_not_looked_at_to_the_end() {
    let any = |count: usize| {
        let words: Vec<String> = (0..count).map(|at| format!("remarks.contains(\"語{at}号\")")).collect();
        table(&words.join(" || "), "1", Lang::Ja).1.complete
    };
    assert!(any(6) && !any(7));
}

#[test]
fn a_long_list_stands_below_the_table_and_a_mark_in_it() {
    let when = r#"transfer_method in ["fax", "email", "email-zip", "chat", "courier"]"#;
    let (lines, table) = table(when, "1", Lang::En);
    assert_eq!(
        lines,
        [
            "transfer methods",
            "① => applies 1",
            "none of ① => does not apply",
            "blank => question (transfer methods)",
            "① courier, fax, e-mail in plain text, e-mail with password-protected ZIP, chat",
        ]
    );
    assert!(table.complete);
}

#[test]
fn what_is_weighed_against_each_other_is_marked_as_examples() {
    let (lines, _) = table("approved_on < reviewed_on", "1", Lang::Ja);
    assert_eq!(lines[0], "承認日* | 見直し日*");
    assert!(lines.contains(&"基準日の前日 | 基準日〜基準日の翌日 => 該当 1".to_owned()), "{lines:#?}");
}

#[test]
fn every_table_of_the_built_in_packs_is_filled_and_told_apart_row_by_row() {
    let book = Arc::new(Rulebook::load(&["jis-q-15001".to_owned()]).unwrap());
    let subjects: Vec<Subject<'_>> = book.subjects().collect();
    for (subject, table) in subjects.iter().zip(DecisionTable::of_all(&book, &subjects)) {
        let id = &subject.about().unwrap().id;
        assert!(table.complete && table.rows.len() > 1, "{id}");
        for lang in [Lang::Ja, Lang::En] {
            let said: Vec<Vec<Option<&str>>> = table
                .rows
                .iter()
                .map(|row| row.cells.iter().map(|cell| cell.as_ref().map(|cell| cell.get(lang))).collect())
                .collect();
            for (at, row) in said.iter().enumerate() {
                assert!(!said[..at].contains(row), "{id}: two rows say {row:?}");
                assert!(row.iter().flatten().all(|cell| !cell.trim().is_empty()), "{id}: {row:?}");
            }
        }
    }
}
