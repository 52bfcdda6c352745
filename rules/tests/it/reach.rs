//! Rules that come out the same whatever is filled in.

use std::fmt::Write as _;
use std::sync::Arc;

use daicho_rules::{Problem, Rulebook, built_in_names, reach_problems};

use crate::trial;

/// What is told of a pack with these rules, checks and controls over the registers of `pms`.
fn problems(rules: &str) -> Vec<Problem> {
    let folder = trial::pack(rules, &[]);
    let (book, known) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    reach_problems(&Arc::new(book), &known)
}

fn risk(when: &str) -> String {
    trial::risk(when, &[])
}

fn check(require: &str) -> String {
    format!(
        "[[check]]\nid = \"TRY-01\"\nname = \"trial\"\nregister = \"items\"\nseverity = \"must\"\n\
         title = {{ ja = \"題\", en = \"title\" }}\nwhy = {{ ja = \"理由\", en = \"why\" }}\n\
         fix = {{ ja = \"直す\", en = \"mend\" }}\nrequire = '''{require}'''\n"
    )
}

fn control(line: &str) -> String {
    format!(
        "[[control]]\nid = \"lock\"\nfamily = \"physical\"\nlevel = \"S\"\n\
         title = {{ ja = \"施錠\", en = \"lock\" }}\n{line}\n"
    )
}

#[test]
fn what_comes_out_the_same_whatever_is_filled_in_is_told_with_the_reason() {
    for (rules, message, help) in [
        (
            risk("medium == \"paper\" && medium == \"image\""),
            "trial/TRY-01 never applies, whatever is filled in",
            "its parts never hold together",
        ),
        (
            risk("sensitive && count < 0"),
            "trial/TRY-01 never applies, whatever is filled in",
            "`count < 0` does not hold in any situation",
        ),
        (
            risk("count >= 0 || is_blank(\"count\")"),
            "trial/TRY-01 always applies, whatever is filled in",
            "`count >= 0` holds in every situation",
        ),
        (
            check("!is_blank(\"purpose\") && is_blank(\"purpose\")"),
            "trial/TRY-01 always applies, whatever is filled in",
            "what it requires holds in no situation",
        ),
        (
            check("is_blank(\"sensitive\") || sensitive || !sensitive"),
            "trial/TRY-01 never applies, whatever is filled in",
            "what it requires holds in every situation",
        ),
    ] {
        let told = problems(&rules);
        let [only] = told.as_slice() else { panic!("{rules}: {told:?}") };
        assert_eq!(only.message.en, message, "{rules}");
        assert_eq!(only.help.as_ref().unwrap().en, help, "{rules}");
        assert!(only.message.ja.contains("何が記入されていても"), "{}", only.message.ja);
        assert!(only.place.line > 5 && only.place.file.ends_with("pack.toml"), "{}", only.place);
    }
}

#[test]
fn controls_that_the_items_never_show_are_told() {
    let told = problems(&control("present = '\"locked\" in storage_controls && is_empty(storage_controls)'"));
    let [only] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(only.message.en, "`present` of control `lock` never holds, whatever is filled in");
    assert!(problems(&control("present = '\"locked\" in storage_controls'")).is_empty());
    assert!(problems(&control("")).is_empty(), "nothing is said of a control that is not looked for");
}

#[test]
fn a_rule_that_cannot_be_run_somewhere_is_told_with_the_situation() {
    let told = problems(&risk("sensitive").replace("threat = 2", "threat = 'count'"));
    let [only] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(
        only.message.en,
        "trial/TRY-01 cannot be run where special-care personal information: yes, number of persons: 100 or more: \
         the value must be 1 to 3, but is 100"
    );
    assert_eq!(
        only.message.ja,
        "trial/TRY-01 は、要配慮個人情報：はい、件数：100以上 のときに実行できません: 値は1〜3のはずですが 100 になりました"
    );
}

#[test]
fn nothing_is_told_of_sound_rules_and_of_those_too_large_to_look_at() {
    for when in [
        "medium == \"paper\" && count >= 1000",
        "remarks.len() >= 3",
        "len(remarks) < 1",
        "remarks.len() == 500 && remarks.ends_with(\"号\")",
        "remarks.contains(\"記載\") && remarks.contains(\"その他\") && !remarks.contains(\"あり\")",
        "remarks.starts_with(\"甲\") && remarks.ends_with(\"甲\") && remarks != \"甲\"",
        "remarks.starts_with(\"K-\") && !remarks.starts_with(\"K-0\") && remarks.contains(\"0\")",
        "remarks != purpose",
        "switch remarks { \"甲\" => true, _ => false }",
        "count / 2 >= 100",
        "count - 100 >= 5",
        "months_since(reviewed_on) >= 300",
        "days_since(reviewed_on) <= -30",
        "months_since(reviewed_on) <= -3",
    ] {
        let told = problems(&risk(when));
        // No cell holds a text of no characters.
        assert_eq!(told.is_empty(), when != "len(remarks) < 1", "{when}: {told:?}");
    }
    let many = (1..40).fold("count < 0".to_owned(), |mut all, number| {
        let _ = write!(all, " && (count != {number} || remarks.contains(\"{number}\"))");
        all
    });
    assert!(problems(&risk(&format!("purpose.contains(\"x\") && sensitive && {many}"))).len() < 2);
    let built_in = Arc::new(Rulebook::load(&built_in_names()).unwrap());
    assert_eq!(reach_problems(&built_in, &[]), []);
}

#[test]
fn nothing_is_added_to_errors_that_come_first() {
    let dead = risk("sensitive && count < 0");
    assert_eq!(problems(&dead).len(), 1, "missing cases are no reason to be silent");
    assert!(problems(&format!("{dead}[macros]\nodd = 'cuont > 1'\n")).is_empty());
}

#[test]
fn rules_that_weigh_one_column_against_another_are_not_called_impossible() {
    for (register, require) in [
        ("requests", "answer_method == wished_method"),
        ("requests", "answer_method != wished_method"),
        ("items", "retention_months <= use_limit_months + 12"),
        ("documents", "months_since(issued_on) <= retention_months"),
    ] {
        let rule = check(require).replace("register = \"items\"", &format!("register = \"{register}\""));
        assert!(rule.contains(&format!("\"{register}\"")), "{rule}");
        let told: Vec<String> = problems(&rule).iter().map(ToString::to_string).collect();
        assert!(!told.iter().any(|line| line.contains("何が記入されていても")), "{require}: {told:?}");
    }
}
