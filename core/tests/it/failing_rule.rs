//! A rule that fails at run time is reported, and the assessment goes on with the others.

use std::fs;

use super::assessed;

#[test]
fn a_failing_rule_is_reported_with_its_place_and_the_others_are_unaffected() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("failing");
    fs::create_dir(&pack).unwrap();
    fs::write(
        pack.join("pack.toml"),
        r#"
[pack]
id = "failing"
version = "1.0.0"
extends = ["jis-q-15001"]
title = { ja = "失敗するルール", en = "a failing rule" }
[[risk]]
id = "BAD-01"
name = "count-overflows"
stage = "use"
title = { ja = "桁あふれ", en = "overflow" }
why = { ja = "掛け算があふれる", en = "the product overflows" }
kinds = ["leak"]
when = 'count * 9223372036854775807 > 1'
threat = 2
[[risk.case]]
given = { count = 0 }
expect = "none"
[[risk.case]]
given = {}
expect = { question = ["count"] }
[[risk.case]]
given = { count = 1 }
expect = "risk"
"#,
    )
    .unwrap();
    let alone = assessed("clean/ledger.xlsx", &[]);
    let with_failing = assessed("clean/ledger.xlsx", &[pack.to_str().unwrap()]);
    assert_eq!(alone.risks, with_failing.risks);
    assert_eq!(alone.findings, with_failing.findings);
    let [failure] = with_failing.failures.as_slice() else { panic!("{:?}", with_failing.failures) };
    assert_eq!(failure.rule, "failing/BAD-01");
    assert_eq!(failure.records.len(), 12);
    assert!(failure.message.en.starts_with("failing/pack.toml:14:"), "{}", failure.message.en);
}
