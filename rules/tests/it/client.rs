//! A client's `daicho.toml`: what it changes, and what it is refused for.

#![expect(clippy::unwrap_used, reason = "a test fails that way")]

use std::fs;
use std::path::PathBuf;

use daicho_rules::{
    Change, ClientFile, ClientOptions, Explain, Lang, PackError, RiskRule, Rulebook, Severity,
};
use tempfile::TempDir;

const PACK: &str = "jis-q-15001";

fn options(as_of: &str) -> ClientOptions<'static> {
    ClientOptions { methods: &[], default_method: "pmark-3x3", as_of: as_of.parse().unwrap() }
}

/// A `daicho.toml` in a folder of its own.
fn written(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("daicho.toml");
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn loaded_on(text: &str, as_of: &str) -> Result<Rulebook, PackError> {
    let (_folder, path) = written(text);
    let client = ClientFile::read(&path)?;
    Rulebook::load_for_client(&[PACK.to_owned()], client, &options(as_of))
}

fn loaded(text: &str) -> Rulebook {
    loaded_on(text, "2026-03-31").unwrap()
}

/// A pack of few rules, which is loaded sooner than the built-in one.
const TRIAL: &str = r#"
[pack]
id = "trial"
version = "1.0.0"
extends = ["pms"]
title = { ja = "試", en = "trial" }
[parameters]
breach_count = 1000
[lists]
data_media = ["electronic"]
[[control]]
id = "fax-recipient-check"
family = "organizational"
level = "S"
title = { ja = "宛先を確かめる", en = "check the recipient" }
[[risk]]
id = "TRF-02"
name = "fax-misdirected"
stage = "transfer"
title = { ja = "FAXの誤送信", en = "a fax goes astray" }
why = { ja = "理由", en = "why" }
kinds = ["leak"]
when = '"fax" in transfer_methods'
threat = 2
controls = ["fax-recipient-check"]
case = [
  { given = { transfer_methods = ["fax"] }, expect = "risk" },
  { given = { transfer_methods = ["email"] }, expect = "none" },
  { given = {}, expect = { question = ["transfer_methods"] } },
]
[[risk]]
id = "STO-03"
name = "system-intruded"
stage = "storage"
title = { ja = "不正アクセス", en = "intrusion" }
why = { ja = "理由", en = "why" }
kinds = ["leak"]
when = 'medium in data_media && count < breach_count'
threat = 2
case = [
  { given = { medium = "electronic", count = 1 }, expect = "risk" },
  { given = { medium = "paper" }, expect = "none" },
  { given = { medium = "electronic" }, expect = { question = ["count"] } },
]
[[check]]
id = "ITM-01"
name = "sensitive-held"
register = "items"
severity = "must"
title = { ja = "要配慮", en = "sensitive" }
why = { ja = "理由", en = "why" }
fix = { ja = "除く", en = "remove it" }
require = '!sensitive'
case = [
  { given = { sensitive = true }, expect = "finding" },
  { given = { sensitive = false }, expect = "holds" },
  { given = {}, expect = { question = ["sensitive"] } },
]
[[check]]
id = "LED-05"
name = "vendors-missing"
register = "ledger"
severity = "must"
title = { ja = "委託先がない", en = "no vendors" }
why = { ja = "理由", en = "why" }
fix = { ja = "設ける", en = "add them" }
require = 'vendors_count > 0'
case = [
  { given = { vendors_count = 1 }, expect = "holds" },
  { given = { vendors_count = 0 }, expect = "finding" },
  { given = {}, expect = { question = ["vendors_count"] } },
]
"#;

/// The problems of a file: `line:column: message (help)`.
fn refused(text: &str) -> Vec<String> {
    let (folder, path) = written(text);
    let trial = folder.path().join("trial");
    fs::create_dir(&trial).unwrap();
    fs::write(trial.join("pack.toml"), TRIAL).unwrap();
    let result = ClientFile::read(&path).and_then(|client| {
        Rulebook::load_for_client(&[trial.display().to_string()], client, &options("2026-03-31"))
    });
    let problems = match result {
        Err(PackError::ClientInvalid { problems, .. }) => problems,
        other => other.map(|_| Vec::new()).unwrap(),
    };
    problems.iter().map(|problem| problem.to_string().replace("daicho.toml:", "")).collect()
}

fn warned(text: &str) -> Vec<String> {
    let warnings = loaded(text).client.unwrap().warnings;
    warnings.into_iter().map(|warning| format!("{}: {}", warning.place.line, warning.message.en)).collect()
}

#[test]
fn what_is_wrong_is_refused_with_its_place_and_the_nearest_name() {
    for (text, expected) in [
        (
            "[client]\nmethod = \"pmark-3x4\"",
            "2:11: there is no method `pmark-3x4` (did you mean `pmark-3x3`?)",
        ),
        (
            "[client]\npacks = [\"jis-q-15002\"]",
            "2:11: there is no pack `jis-q-15002` (did you mean `jis-q-15001`?)",
        ),
        (
            "[client]\nacceptable = \"lo\"\nacceptable_reason = \"方針\"",
            "2:15: method `pmark-3x3` has no band `lo` (did you mean `low`?)",
        ),
        (
            "[client]\nacceptable = \"low\"",
            "2:15: there is no acceptable_reason, and nothing is changed without one (write acceptable_reason = \"…\" with what you would tell an auditor)",
        ),
        (
            "[parameters]\nbreach_cuont = 500",
            "2:1: there is no parameter `breach_cuont` (did you mean `breach_count`?)",
        ),
        ("[parameters]\nbreach_count = \"500\"", "2:1: parameter `breach_count` must be a whole number"),
        (
            "[headers.itms]\n\"取得\" = \"places\"",
            "1:10: there is no register `itms` (did you mean `items`?)",
        ),
        (
            "[headers.items]\n\"取得\" = \"plases\"",
            "2:9: register `items` has no field `plases` (did you mean `places`?)",
        ),
        (
            "[headers.items]\n\"取得 方法\" = \"places\"\n\"取得方法\" = \"places\"",
            "3:2: `取得方法` is the same wording as at 2:2",
        ),
        (
            "[values.items.media]\n\"共有\" = \"electronik\"",
            "2:9: vocabulary `medium` has no value `electronik` (did you mean `electronic`?)",
        ),
        (
            "[values.items.purpose]\n\"共有\" = \"electronic\"",
            "2:9: `purpose` has no vocabulary, so wordings cannot be mapped for it",
        ),
        ("[values.items.sensitive]\n\"△\" = \"yes\"", "2:8: `sensitive` is yes or no: write true or false"),
        (
            "[values.items.mdia]\n\"△\" = \"paper\"",
            "1:15: register `items` has no field `mdia` (did you mean `media`?)",
        ),
        (
            "[[override]]\nrule = \"TRF-99\"\noff = true\nreason = \"撤去\"",
            "2:9: there is no rule `TRF-99` (did you mean `TRF-02`?)",
        ),
        (
            "[[override]]\nrule = \"daicho/RES-01\"\noff = true\nreason = \"撤去\"",
            "2:9: there is no rule `daicho/RES-01` (daicho/… are findings of the engine itself and cannot be changed)",
        ),
        (
            "[[override]]\nrule = \"TRF-02\"\noff = true",
            "2:9: there is no reason, and nothing is changed without one (write reason = \"…\" with what you would tell an auditor)",
        ),
        (
            "[[override]]\nrule = \"TRF-02\"\noff = true\nreason = \" 　\"",
            "4:11: there is no reason, and nothing is changed without one (write reason = \"…\" with what you would tell an auditor)",
        ),
        (
            "[[override]]\nrule = \"TRF-02\"\nreason = \"撤去\"",
            "2:9: this [[override]] changes nothing (write off = true, threat, impact or severity)",
        ),
        (
            "[[override]]\nrule = \"TRF-02\"\nseverity = \"info\"\nreason = \"撤去\"",
            "3:12: `trial/TRF-02` is a risk rule and has no severity: override threat or impact",
        ),
        (
            "[[override]]\nrule = \"ITM-01\"\nthreat = 1\nreason = \"撤去\"",
            "3:10: `trial/ITM-01` is a check and has neither threat nor impact: override severity",
        ),
        (
            "[[override]]\nrule = \"TRF-02\"\nthreat = 4\nreason = \"撤去\"",
            "3:10: it must be 1, 2 or 3, not 4",
        ),
        (
            "[[override]]\nrule = \"TRF-02\"\nthreat = 'if cont > 5 { 1 } else { 2 }'\nreason = \"撤去\"",
            "3:14: there is no field, parameter or list `cont` (did you mean `count`?)",
        ),
        (
            "[[override]]\nrule = \"TRF-02\"\nthreat = 'if medium == \"paper\" { 1 } else { 2 }'\nreason = \"撤去\"",
            "3:11: `trial/TRF-02` is not decided for each `medium`, so an override cannot read it",
        ),
        (
            "[[override]]\nrule = \"TRF-02\"\noff = true\nreason = \"撤去\"\nuntil = \"来年\"",
            "5:9: `来年` in `until` is no date (write it like `until = 2027-03-31`)",
        ),
        (
            "[[override]]\nrule = \"TRF-02\"\nthreat = 1\nreason = \"撤去\"\n[[override]]\nrule = \"trial/TRF-02\"\noff = true\nreason = \"撤去\"",
            "7:7: `off` of `trial/TRF-02` is overridden at 3:10 as well",
        ),
        (
            "[[except]]\nrule = \"STO-03\"\nfields = [\"deparment\"]\nvalues = [[\"総務\"]]\nreason = \"移転\"",
            "3:12: register `items` has no field `deparment` (did you mean `department`?)",
        ),
        (
            "[[except]]\nrule = \"STO-03\"\nfields = [\"department\", \"name\"]\nvalues = [[\"総務\"]]\nreason = \"移転\"",
            "4:11: there are 2 fields, but 1 values",
        ),
        (
            "[[except]]\nrule = \"STO-03\"\nfields = [\"name\"]\nvalues = []\nreason = \"移転\"",
            "4:10: `values` is empty",
        ),
        (
            "[[except]]\nrule = \"STO-03\"\nfields = []\nvalues = [[]]\nreason = \"移転\"",
            "2:9: `fields` must name the fields that tell the records",
        ),
        (
            "[[except]]\nrule = \"LED-05\"\nfields = [\"name\"]\nvalues = [[\"x\"]]\nreason = \"移転\"",
            "2:9: `trial/LED-05` judges the ledger as a whole, so no record can be excepted (use [[override]] with off = true)",
        ),
        (
            "[lists]\ndata_media = [\"paper\"]",
            "2:1: list `data_media` is defined by a pack, and client settings do not replace it (give it a name of its own, or write an [[override]] with its reason)",
        ),
        (
            "[[control]]\nid = \"fax-recipient-check\"\nfamily = \"physical\"\nlevel = \"A\"\ntitle = { ja = \"題\", en = \"title\" }",
            "2:7: control `fax-recipient-check` is defined by a pack, and client settings do not replace it (give it a name of its own, or write an [[override]] with its reason)",
        ),
    ] {
        let problems = refused(text);
        assert_eq!(problems, [expected.to_owned()], "{text}");
    }
}

#[test]
fn unknown_keys_and_broken_toml_are_refused_with_their_place() {
    for (text, expected) in [
        ("[client]\nname = \"みどり\"\npakcs = []", "3:1: there is no key `pakcs` (did you mean `packs`?)"),
        ("[clients]\n", "1:2: there is no key `clients` (did you mean `client`?)"),
        ("[client\n", "1:8: cannot be read as TOML: a `]` is missing"),
        ("[headers.items]\n\"取得\" = 3", "2:8: `取得` must be a text, not the whole number `3`"),
        (
            "[values.items.media]\n\"両方\" = 3",
            "2:8: `両方` must be a value as a text, a list of such values, or true or false",
        ),
    ] {
        assert_eq!(refused(text), [expected], "{text}");
    }
    let problems = refused("[[override]]\nrule = \"TRF-02\"\nsince = 3\n[[except]]\nrule = 3\n");
    let expected = [
        "3:1: there is no key `since` (possible are `rule`, `off`, `threat`, `impact`, `severity`, `reason`, `approved_by`, `until`)",
        "5:8: `rule` must be a text, not the whole number `3`",
    ];
    assert_eq!(problems[..2], expected, "{problems:?}");
}

#[test]
fn all_problems_are_told_at_once() {
    let problems = refused(
        "[parameters]\nx = 1\n[headers.items]\n\"取得\" = \"y\"\n[[override]]\nrule = \"Z-1\"\noff = true\n",
    );
    assert_eq!(problems.len(), 4, "{problems:?}");
}

#[test]
fn a_file_that_is_missing_or_no_text_says_so_in_both_languages() {
    let missing = ClientFile::read(&PathBuf::from("no-such.toml")).unwrap_err();
    assert!(missing.message(Lang::Ja).contains("設定ファイル `no-such.toml` を読めません"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("daicho.toml");
    fs::write(
        &path,
        "[client]\nname = \"みどり\"".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    )
    .unwrap();
    let error = ClientFile::read(&path).unwrap_err();
    assert!(error.message(Lang::En).contains("cannot"), "{error}");
    assert!(error.help(Lang::Ja).unwrap().contains("UTF-8"), "{error}");
}

#[test]
fn parameters_and_the_acceptable_band_are_changed_and_listed() {
    let book = loaded(
        "[client]\nacceptable = \"low\"\nacceptable_reason = \"方針\"\n[parameters]\nbreach_count = 500",
    );
    assert_eq!(book.parameters["breach_count"], "500");
    assert_eq!(book.method("pmark-3x3").unwrap().acceptable, "low");
    let layer = book.client.unwrap();
    assert_eq!((layer.parameters[0].before.as_str(), layer.parameters[0].after.as_str()), ("1000", "500"));
    assert_eq!(layer.acceptable.unwrap().before, "medium");
    assert_eq!(layer.digest.len(), 64);
    assert_eq!(book.packs.last().unwrap().id, "client");
}

#[test]
fn an_override_changes_the_rule_and_keeps_the_original() {
    let book = loaded(
        "[[override]]\nrule = \"TRF-02\"\nthreat = 1\nreason = \"撤去\"\n[[override]]\nrule = \"TRF-03\"\noff = true\nreason = \"撤去\"\n[[override]]\nrule = \"jis-q-15001/ITM-01\"\nseverity = \"info\"\nreason = \"別に定める\"",
    );
    let threat = |risks: &[RiskRule], id: &str| {
        risks.iter().find(|rule| rule.about.id.ends_with(id)).map(|rule| rule.threat.text.clone())
    };
    assert_eq!(threat(&book.risks, "TRF-02").unwrap(), "1");
    assert!(threat(&book.risks, "TRF-03").is_none());
    let check = book.checks.iter().find(|check| check.about.id.ends_with("ITM-01")).unwrap();
    assert_eq!(check.severity, Severity::Info);
    let (risks, checks) = (book.overridden_risks(), book.overridden_checks());
    assert_eq!(threat(risks, "TRF-02").unwrap(), "2");
    assert_eq!((risks.len(), checks.len()), (2, 1));
    assert_eq!(checks[0].severity, Severity::Must);
    let changes: Vec<_> = book.client.unwrap().overrides.into_iter().map(|one| one.change).collect();
    assert_eq!(
        changes,
        [
            Change::Threat("2".into(), "1".into()),
            Change::Off,
            Change::Severity(Severity::Must, Severity::Info)
        ]
    );
}

#[test]
fn an_override_holds_on_its_last_day_and_no_longer() {
    let text = "[[override]]\nrule = \"TRF-02\"\noff = true\nreason = \"撤去\"\nuntil = 2026-03-31";
    for (as_of, expired) in [("2026-03-31", false), ("2026-04-01", true)] {
        let book = loaded_on(text, as_of).unwrap();
        let applied = book.risks.iter().any(|rule| rule.about.id.ends_with("TRF-02"));
        assert_eq!(applied, expired, "{as_of}");
        assert_eq!(book.client.unwrap().overrides[0].grounds.expired, expired, "{as_of}");
    }
}

#[test]
fn what_changes_nothing_is_told() {
    assert_eq!(
        warned("[[override]]\nrule = \"TRF-02\"\nthreat = 2\nreason = \"確認済み\""),
        ["3: `threat` of `jis-q-15001/TRF-02` is what the pack says already: nothing changes"]
    );
    assert_eq!(
        warned("[parameters]\nbreach_count = 1000"),
        ["2: parameter `breach_count` has the value of its pack already (1000)"]
    );
    assert!(warned("[client]\nname = \"みどり\"").is_empty());
}

#[test]
fn own_rules_are_compiled_proved_and_numbered_as_those_of_packs() {
    let rule = r#"
[lists]
own_places = ["locker"]
[[risk]]
id = "X-01"
name = "locker-left-open"
stage = "storage"
title = { ja = "共用ロッカーの閉め忘れ", en = "a shared locker is left open" }
why = { ja = "共用のため気付きにくい", en = "it is shared" }
kinds = ["leak"]
when = 'count >= 10'
threat = 2
case = [
  { given = { count = 10 }, expect = "risk" },
  { given = { count = 9 }, expect = "none" },
  { given = {}, expect = { question = ["count"] } },
]
"#;
    let book = loaded(rule);
    assert!(book.risks.iter().any(|risk| risk.about.id == "client/X-01"));
    assert_eq!(warned(rule), ["3: nothing uses the list `own_places`"]);
    let broken = refused(&rule.replace("count >= 10", "cont >= 10"));
    assert_eq!(broken, ["11:9: there is no field, parameter or list `cont` (did you mean `count`?)"]);
    let replacing = refused(&rule.replace("\"X-01\"", "\"trial/TRF-02\""));
    assert!(replacing[0].contains("rule `trial/TRF-02` is defined by a pack"), "{replacing:?}");
}

#[test]
fn packs_are_found_beside_the_file() {
    let (folder, path) = written("[client]\npacks = [\"jis-q-15001\", \"our-pack\"]\nmethod = \"presence\"");
    let missing = ClientFile::read(&path).unwrap_err();
    assert!(missing.to_string().contains("there is no pack `our-pack`"), "{missing}");
    fs::create_dir(folder.path().join("our-pack")).unwrap();
    let client = ClientFile::read(&path).unwrap();
    assert_eq!(
        client.packs(),
        ["jis-q-15001".to_owned(), folder.path().join("our-pack").display().to_string()]
    );
    assert_eq!(client.methods(), ["presence"]);
}

#[test]
fn the_acceptable_band_belongs_to_the_method_of_the_client() {
    let (_folder, path) = written("[client]\nacceptable = \"low\"\nacceptable_reason = \"方針\"");
    let presence = ["presence".to_owned()];
    let chosen = ClientOptions { methods: &presence, ..options("2026-03-31") };
    let client = ClientFile::read(&path).unwrap();
    let layer = Rulebook::load_for_client(&[PACK.to_owned()], client, &chosen).unwrap().client.unwrap();
    assert_eq!(layer.acceptable, None);
    assert_eq!(
        layer.warnings[0].message.en,
        "method `presence` was chosen, so the acceptable band of `pmark-3x3` is not used"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_read_or_refused(lines in proptest::collection::vec(
        proptest::prop_oneof![
            proptest::strategy::Just("[client]".to_owned()),
            proptest::strategy::Just("[[override]]".to_owned()),
            proptest::strategy::Just("[[except]]".to_owned()),
            proptest::strategy::Just("[headers.items]".to_owned()),
            proptest::strategy::Just("rule = \"TRF-02\"".to_owned()),
            proptest::strategy::Just("values = [[1, \"\"], []]".to_owned()),
            "[a-z\"=\\[\\]'/紙・{}, 0-9.]{0,20}",
        ],
        0..8,
    )) {
        let (_folder, path) = written(&lines.join("\n"));
        if let Err(error) = ClientFile::read(&path) {
            proptest::prop_assert!(error.to_string().contains("daicho.toml:"), "{}", error);
        }
    }
}
