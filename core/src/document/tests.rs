//! The document of a small pack, and of the built-in one.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader as _, Xlsx};
use daicho_rules::{Lang, Rulebook};

use super::{Document, markdown};
use crate::write::pack_workbook;

const PACK: &str = r#"
[pack]
id = "trial"
version = "1.0.0"
extends = ["pms"]
title = { ja = "試", en = "trial" }
[parameters]
many = 100
[[risk]]
id = "TRF-01"
name = "fax-at-night"
stage = "transfer"
title = { ja = "夜間のFAX | 放置", en = "a fax | left lying" }
why = { ja = "<人目>に触れる。", en = "People <see> it." }
kinds = ["leak"]
when = '"fax" in transfer_methods && count >= many'
threat = 2
impact = 'if sensitive { 3 } else { 2 }'
[[check]]
id = "ITM-01"
name = "purpose-missing"
register = "items"
severity = "must"
title = { ja = "利用目的が空欄", en = "the purpose is blank" }
why = { ja = "特定できない。", en = "Nothing is specified." }
fix = { ja = "記載する。", en = "Write it." }
verified = false
require = '!is_blank("purpose")'
"#;

fn trial() -> Arc<Rulebook> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.toml"), PACK).unwrap();
    let (book, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    Arc::new(book)
}

#[test]
fn a_rule_is_a_decision_table_in_markdown() {
    let book = trial();
    let document = Document::new(&book, Some("fax-at-night")).unwrap();
    assert_eq!(
        markdown(&document, Lang::Ja),
        "# ルールパック確認資料 – 試 TRF-01\n\n\
         ## リスク\n\n\
         ### 移送・送信・提供\n\n\
         #### TRF-01 夜間のFAX \\| 放置\n\n\
         &lt;人目>に触れる。\n\n\
         - 種類：漏えい\n\n\
         | 移送方法 | 件数 | 結果 | 脅威 |\n\
         |---|---|---|---|\n\
         | FAXを含まない | – | 該当なし | – |\n\
         | FAXを含む | 100未満 | 該当なし | – |\n\
         | 〃 | 100以上 | 該当 | 2 |\n\
         | 〃 | 空欄 | 確認事項（件数） | – |\n\
         | 空欄 | – | 確認事項（移送方法） | – |\n\n\
         このリスクの影響度\n\n\
         | 要配慮個人情報 | 影響度 |\n\
         |---|---|\n\
         | はい | 3 |\n\
         | いいえ | 2 |\n\
         | 空欄 | 確認事項（要配慮個人情報） |\n\n"
    );
    let document = Document::new(&book, Some("ITM-01")).unwrap();
    assert_eq!(
        markdown(&document, Lang::En),
        "# Rule pack for review – trial ITM-01\n\n\
         ## Checks\n\n\
         ### personal information ledger\n\n\
         #### ITM-01 the purpose is blank (must) (unverified)\n\n\
         Nothing is specified.\n\n\
         - What to do: Write it.\n\n\
         | purpose of use | Result |\n\
         |---|---|\n\
         | filled in | no finding |\n\
         | blank | finding |\n\n"
    );
}

#[test]
fn a_rule_that_is_not_there_is_told_with_the_nearest() {
    let error = Document::new(&trial(), Some("fax-at-nite")).unwrap_err();
    assert_eq!(error.to_string(), "there is no rule `fax-at-nite`");
    let help = daicho_rules::Explain::help(&error, Lang::En).unwrap();
    assert_eq!(help, "did you mean `fax-at-night`?");
}

#[test]
fn a_long_table_is_cut_and_says_how_to_see_all_of_it() {
    let names = ["sensitive", "my_number", "entrusted", "backup", "takeout", "disclosable"];
    let when = names.map(|name| format!("({name} || count > {})", name.len())).join(" && ");
    let text = PACK.replace(r#""fax" in transfer_methods && count >= many"#, &when);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.toml"), text).unwrap();
    let (book, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    let book = Arc::new(book);
    let all = markdown(&Document::new(&book, None).unwrap(), Lang::En);
    assert!(all.contains("situations are left out; \\`daicho pack doc\\` shows all of them"), "{all}");
    let one = markdown(&Document::new(&book, Some("TRF-01")).unwrap(), Lang::En);
    assert!(!one.contains("left out"));
    assert!(one.lines().count() > all.lines().count() / 2 && one.lines().count() > 60, "{one}");
}

/// Texts of a sheet, cell by cell.
fn texts(bytes: &[u8], sheet: &str) -> Vec<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.used_cells().map(|(_, _, cell): (_, _, &Data)| cell.to_string()).collect()
}

#[test]
fn the_workbook_opens_again_and_holds_every_rule_in_both_languages() {
    let book = Arc::new(Rulebook::load(&["jis-q-15001".to_owned()]).unwrap());
    let document = Document::new(&book, None).unwrap();
    for (lang, lists, tables, methods) in [
        (Lang::Ja, ["リスク", "チェック"], ["リスク判定表", "チェック判定表"], "評価方法"),
        (Lang::En, ["Risks", "Checks"], ["Risk decisions", "Check decisions"], "Methods"),
    ] {
        let bytes = pack_workbook(&document, lang).unwrap();
        assert_eq!(bytes, pack_workbook(&document, lang).unwrap(), "the same packs give the same bytes");
        let (lists, tables) = (lists.map(|name| texts(&bytes, name)), tables.map(|name| texts(&bytes, name)));
        for subject in book.subjects() {
            let about = subject.about().unwrap();
            let (short, title) = (document.short(&about.id), about.title.get(lang));
            assert!(lists.iter().flatten().any(|cell| cell.lines().next() == Some(short)), "{short}");
            let has_table = |cell: &&String| cell.starts_with(short) && cell.contains(title);
            assert!(tables.iter().flatten().any(|cell| has_table(&cell)), "{short}");
        }
        let methods = texts(&bytes, methods);
        for name in book.parameters.keys() {
            assert!(methods.contains(name), "{name}");
        }
        let comments = tables.iter().flatten().filter(|cell| *cell == super::words::COMMENT.get(lang));
        assert!(comments.count() >= document.risks.len() + document.checks.len());
    }
}

#[test]
fn a_rule_that_reads_many_names_still_fits_the_sheet() {
    let names = ["sensitive", "my_number", "entrusted", "backup", "takeout", "disclosable", "joint_use"];
    let blanks = ["purpose", "owner", "department", "system", "remarks", "legal_basis", "key_holder"];
    let mut parts: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    parts.extend(blanks.iter().map(|name| format!("is_blank(\"{name}\")")));
    let text = PACK.replace(r#""fax" in transfer_methods && count >= many"#, &parts.join(" && "));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.toml"), text).unwrap();
    let (book, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    let book = Arc::new(book);
    let document = Document::new(&book, Some("TRF-01")).unwrap();
    let cells = texts(&pack_workbook(&document, Lang::En).unwrap(), "Risk decisions");
    assert!(cells.iter().any(|cell| cell.contains("key holder: blank")), "{cells:#?}");
}

#[test]
fn the_document_of_the_packs_named_leaves_out_the_rules_of_those_they_extend() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.toml"), PACK.replace("\"pms\"", "\"jis-q-15001\"")).unwrap();
    let (book, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    let book = Arc::new(book);
    let document = Document::own(&book);
    let ids: Vec<&str> = document.abouts().map(|about| about.id.as_str()).collect();
    assert_eq!(ids, ["trial/TRF-01", "trial/ITM-01"]);
}
