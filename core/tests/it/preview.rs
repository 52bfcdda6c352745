//! What a new version of packs changes on the ledgers of the datasets.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use daicho_core::assessment::LEVELS;
use daicho_core::preview::{CompareRequest, Comparison, Preview, PreviewOptions};
use daicho_core::read::ReadOptions;
use daicho_core::terminal::{Extent, Palette, diff_text, preview_text, previews_text};
use daicho_core::{AssessOptions, Lang, write};
use daicho_rules::How;
use tempfile::TempDir;

use super::dataset;

fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/packs")
}

/// A copy of a built-in pack with texts of its files replaced: file, before, after.
fn changed(pack: &str, changes: &[(&str, &str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&packs().join(pack), folder.path());
    for (file, before, after) in changes {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        assert!(text.contains(before), "{file} holds {before}");
        fs::write(&path, text.replacen(before, after, 1)).unwrap();
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// A pack on top of the built-in ones, with these rules.
fn house(id: &str, rules: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "[pack]\nid = \"{id}\"\nversion = \"1.0.0\"\nextends = [\"jis-q-15001\"]\n\
         title = {{ ja = \"自社ルール\", en = \"house rules\" }}\n{rules}"
    );
    fs::write(folder.path().join("pack.toml"), text).unwrap();
    folder
}

const FAX_AT_NIGHT: &str = r#"
[[risk]]
id = "TRF-01"
name = "fax-at-night"
stage = "transfer"
title = { ja = "夜間に届いたFAXが放置される", en = "a fax that arrives at night lies open" }
why = { ja = "無人の時間に届く。", en = "Nobody is there." }
kinds = ["leak"]
when = '"fax" in transfer_methods'
threat = 2
controls = ["fax-machine-location"]
case = [
  { given = { transfer_methods = ["fax"] }, expect = "risk" },
  { given = { transfer_methods = ["email"] }, expect = "none" },
  { given = {}, expect = { question = ["transfer_methods"] } },
]
"#;

fn path(folder: &TempDir) -> String {
    folder.path().display().to_string()
}

fn compared(old: &str, new: &str) -> Comparison {
    let request = CompareRequest { old: old.to_owned(), new: new.to_owned(), ..CompareRequest::default() };
    Comparison::load(&request).unwrap()
}

fn on(comparison: &Comparison, client: &str, new_method: Option<&str>) -> Preview {
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let assess = AssessOptions { as_of, methods: Vec::new() };
    let new_method = new_method.map(str::to_owned);
    let options = PreviewOptions { assess, new_method, config: None, reading: ReadOptions::default() };
    comparison.preview(&dataset(&format!("{client}/ledger.xlsx")), &options).unwrap()
}

/// What holds of every preview.
fn is_sound(preview: &Preview) {
    let (old, new) = (&preview.old.risks, &preview.new.risks);
    assert_eq!(old.len() + preview.count(How::Added), new.len() + preview.count(How::Removed));
    let kept = preview.same + preview.rescored + preview.count(How::Changed);
    assert_eq!(kept + preview.count(How::Added), new.len(), "every risk is counted once");
    for change in &preview.risks {
        assert!(!change.reasons.is_empty(), "{}", change.id);
        let side = if change.how == How::Removed { old } else { new };
        let risk = side.iter().find(|risk| risk.id == change.id).unwrap();
        for ((_, level), bands) in LEVELS.iter().zip(&change.bands) {
            let known = if change.how == How::Removed { &bands.before } else { &bands.after };
            assert_eq!(&level(risk).band, known, "{}", change.id);
        }
    }
}

#[test]
fn the_same_pack_under_another_id_changes_nothing() {
    let (old, new) = (house("house", FAX_AT_NIGHT), house("other", FAX_AT_NIGHT));
    let comparison = compared(&path(&old), &path(&new));
    assert!(!comparison.diff.alters());
    let preview = on(&comparison, "clinic", None);
    assert!(preview.is_empty(), "{:?}", preview.risks.first());
    assert!(preview.same > 600);
}

#[test]
fn a_parameter_moves_risks_and_is_named_with_the_situation() {
    let request = CompareRequest {
        old: "jis-q-15001".to_owned(),
        new: "jis-q-15001".to_owned(),
        parameters: vec![("breach_count".to_owned(), "500".to_owned())],
        ..CompareRequest::default()
    };
    let comparison = Comparison::load(&request).unwrap();
    let preview = on(&comparison, "first-pmark", None);
    is_sound(&preview);
    assert_eq!((preview.count(How::Added), preview.count(How::Removed)), (0, 0));
    assert!(preview.count(How::Changed) > 20);
    for change in &preview.risks {
        for reason in &change.reasons {
            assert!(reason.text.ja.ends_with("パラメーター breach_count 1000 → 500"), "{}", reason.text.ja);
            let given = &reason.given.as_ref().expect("the record stands in a situation").ja;
            assert!(given.contains("件数：501〜1,000"), "{given}");
        }
        // What the situation says of the count is what the ledger says.
        let risk = preview.new.risks.iter().find(|risk| risk.id == change.id).unwrap();
        let reads = risk.reads.iter().chain(&risk.impact_reads);
        let count = reads.into_iter().find(|read| read.field == "count").unwrap();
        let mut numbers = count.value.ja.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let upper: u32 = numbers.next_back().unwrap().parse().unwrap();
        assert!((501..=1000).contains(&upper), "{}", count.value.ja);
    }
}

#[test]
fn a_removed_rule_a_new_control_and_another_threat_are_told_apart() {
    let controls = r#"controls = ["fax-recipient-check", "fax-speed-dial", "fax-receipt-call"]"#;
    let more =
        r#"controls = ["fax-recipient-check", "fax-speed-dial", "fax-receipt-call", "fax-machine-location"]"#;
    let new = changed(
        "jis-q-15001",
        &[
            ("transfer.toml", controls, more),
            ("use.toml", "id = \"USE-03\"", "status = \"deprecated\"\nid = \"USE-03\""),
            ("storage.toml", "threat = 'if medium == \"microfilm\" { 1 } else { 2 }'", "threat = '3'"),
        ],
    );
    let comparison = compared("jis-q-15001", &path(&new));
    let preview = on(&comparison, "clinic", None);
    is_sound(&preview);
    let of =
        |rule: &str| preview.risks.iter().filter(|change| change.rule.ends_with(rule)).collect::<Vec<_>>();
    let gone = of("/USE-03");
    assert!(!gone.is_empty() && gone.iter().all(|change| change.how == How::Removed));
    assert_eq!(gone[0].reasons[0].text.ja, "状態：確定 → 廃止");
    let media = of("/STO-01");
    assert!(!media.is_empty() && media.iter().all(|change| change.how == How::Changed));
    assert_eq!(media[0].reasons[0].text.ja, "脅威 2 → 3：ルールの変更");
    assert_eq!(media[0].reasons[0].given.as_ref().unwrap().ja, "媒体：紙／可搬媒体");
    for change in of("/TRF-02") {
        assert!(change.reasons[0].text.ja.starts_with("対策の追加「"), "{}", change.reasons[0].text.ja);
    }
}

#[test]
fn what_a_new_rule_raises_and_asks_is_its_doing() {
    let (old, new) = (house("house", ""), house("house", FAX_AT_NIGHT));
    let preview = on(&compared(&path(&old), &path(&new)), "first-pmark", None);
    is_sound(&preview);
    assert_eq!(preview.count(How::Added), preview.risks.len());
    assert!(preview.risks.iter().all(|change| change.reasons[0].text.ja == "ルールの追加"));
    assert!(preview.risks.iter().all(|change| !change.exceeded));
    for change in &preview.questions {
        assert_eq!(change.how, How::Added);
        assert_eq!(change.reasons[0].text.ja, "house/TRF-01 ルールの追加");
    }
}

#[test]
fn findings_that_change_tell_their_severity_and_why() {
    let text = fs::read_to_string(packs().join("jis-q-15001/items.toml")).unwrap();
    assert!(text.contains("severity = \"must\""));
    let new = changed("jis-q-15001", &[("items.toml", "severity = \"must\"", "severity = \"info\"")]);
    let preview = on(&compared("jis-q-15001", &path(&new)), "every-rule", None);
    is_sound(&preview);
    assert!(preview.risks.is_empty());
    let change = preview.findings.first().unwrap();
    assert_eq!(change.how, How::Changed);
    assert_eq!(change.reasons[0].text.ja, "重さ：必須 → 参考");
}

#[test]
fn a_wording_that_is_understood_anew_is_told_as_another_reading() {
    let new = changed("pms", &[("vocabularies/transfer.toml", "id = \"fax\"", "id = \"faxes\"")]);
    let request = CompareRequest {
        old: "pms".to_owned(),
        new: path(&new),
        layers: vec!["jis-q-15001".to_owned()],
        ..CompareRequest::default()
    };
    // The pack on top names the value that is gone.
    assert!(Comparison::load(&request).is_err());
    let new = changed("pms", &[("vocabularies/transfer.toml", "\"郵送\", \"郵便\", ", "")]);
    let comparison = Comparison::load(&CompareRequest { new: path(&new), ..request }).unwrap();
    assert!(comparison.diff.alters());
    let preview = on(&comparison, "clinic", None);
    is_sound(&preview);
    assert!(preview.count(How::Removed) > 0, "what was post is not understood");
    for change in &preview.risks {
        assert_eq!(change.reasons[0].text.ja, "台帳の読み取り方の変更");
    }
    assert!(preview.questions.iter().any(|change| change.how == How::Added));
}

#[test]
fn another_method_is_the_reason_of_every_move() {
    let comparison = compared("jis-q-15001", "jis-q-15001");
    let preview = on(&comparison, "first-pmark", Some("isms-3factor"));
    is_sound(&preview);
    assert!(comparison.diff.is_empty());
    for change in &preview.risks {
        assert!(change.reasons[0].text.ja.starts_with("評価方法の変更："), "{}", change.reasons[0].text.ja);
    }
}

#[test]
fn texts_and_json_say_the_same_in_both_languages() {
    let new = changed("jis-q-15001", &[("pack.toml", "breach_count = 1000", "breach_count = 500")]);
    let comparison = compared("jis-q-15001", &path(&new));
    let previews = [on(&comparison, "clinic", None), on(&comparison, "first-pmark", None)];
    for (lang, words) in [
        (
            Lang::Ja,
            ["判定が変わるもの", "パラメーター breach_count 1000 → 500", "影響の試算", "区分が上がる"],
        ),
        (Lang::En, ["Answers change", "parameter breach_count 1000 → 500", "What changes for", "rise"]),
    ] {
        let mut text = diff_text(&comparison.diff, Extent::Short, lang, Palette::Plain);
        for preview in &previews {
            let short = preview_text(preview, Extent::Short, lang, Palette::Plain);
            let all = preview_text(preview, Extent::All, lang, Palette::Plain);
            assert!(all.len() >= short.len());
            for change in &preview.risks {
                assert!(all.contains(&change.rule) && all.contains(&change.item.key));
            }
            text.push_str(&short);
        }
        text.push_str(&previews_text(&previews, lang, Palette::Plain));
        for word in words {
            assert!(text.contains(word), "{word}\n{text}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_str(&write::diff_json(&comparison.diff, &previews)).unwrap();
    assert_eq!(json["schema"], "daicho-pack-diff/1");
    assert_eq!(json["alters"], true);
    for (ledger, preview) in json["ledgers"].as_array().unwrap().iter().zip(&previews) {
        assert_eq!(ledger["risks"].as_array().unwrap().len(), preview.risks.len());
    }
}

#[test]
fn the_settings_of_a_client_hold_for_both_versions() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger.xlsx");
    fs::copy(dataset("first-pmark/ledger.xlsx"), &ledger).unwrap();
    let settings = |text: &str| fs::write(folder.path().join("daicho.toml"), text).unwrap();
    let new = changed("jis-q-15001", &[("pack.toml", "breach_count = 1000", "breach_count = 500")]);
    let comparison = compared("jis-q-15001", &path(&new));
    let options = PreviewOptions {
        assess: AssessOptions { as_of: NaiveDate::from_ymd_opt(2026, 3, 31).unwrap(), methods: Vec::new() },
        new_method: None,
        config: None,
        reading: ReadOptions::default(),
    };
    settings("[parameters]\nbreach_count = 700\n");
    let preview = comparison.preview(&ledger, &options).unwrap();
    assert!(preview.config.is_some());
    assert!(preview.is_empty(), "the client has a value of its own: {:?}", preview.risks.first());

    settings("[client]\nmethod = \"isms-3factor\"\n");
    let preview = comparison.preview(&ledger, &options).unwrap();
    assert_eq!(preview.new.method.id, "isms-3factor");
    assert!(!preview.is_empty());
    is_sound(&preview);

    let gone = changed("jis-q-15001", &[("use.toml", "id = \"USE-03\"", "id = \"USE-93\"")]);
    let comparison = compared("jis-q-15001", &path(&gone));
    settings("[[override]]\nrule = \"jis-q-15001/USE-03\"\noff = true\nreason = \"共有なし\"\n");
    let error = comparison.preview(&ledger, &options).unwrap_err();
    assert!(error.to_string().contains("USE-03"), "{error}");
}
