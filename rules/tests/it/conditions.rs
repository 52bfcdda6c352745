//! Why a rule came out as it did, part by part.

#![expect(clippy::unwrap_used, reason = "a test fails that way")]

use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::{
    Bindings, Columns, Condition, Count, Evaluator, Reading, Reason, RiskRule, Rulebook, SetValue, Truth,
    Value, World,
};

fn rule<'b>(book: &'b Rulebook, id: &str) -> &'b RiskRule {
    book.risks.iter().find(|rule| rule.about.id == format!("jis-q-15001/{id}")).unwrap()
}

fn set(ids: &[&str]) -> Value {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    Value::Set(SetValue { ids, ..SetValue::default() })
}

/// A record with these values, the rest blank, seen by the conditions of a rule.
fn told<T>(
    id: &str,
    values: &[(&str, Value)],
    tell: impl Fn(&mut Evaluator, &RiskRule, &Arc<Bindings>) -> T,
) -> T {
    let book = Arc::new(Rulebook::load(&["jis-q-15001".to_owned()]).unwrap());
    let mut columns = Columns::of(book.schema.registers.get("items").unwrap(), 1, |_, _| Reading::Blank);
    for (field, value) in values {
        columns.add_field(field, [Reading::Known(value)].into_iter());
    }
    let world = Arc::new(World::new(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()));
    let rule = rule(&book, id);
    let bindings = Bindings::new(&book, &world, "items", &Arc::new(columns), &rule.singulars);
    let mut evaluator = Evaluator::new(Arc::clone(&book), world);
    tell(&mut evaluator, rule, &Arc::new(bindings))
}

fn condition(id: &str, values: &[(&str, Value)]) -> Condition {
    told(id, values, |evaluator, rule, bindings| evaluator.condition(&rule.when, true, bindings, 0))
}

fn settled(condition: &Condition) -> Vec<String> {
    let sign = |truth: &Truth| match truth {
        Truth::Holds => "○",
        Truth::Fails => "×",
        Truth::Asks(_) | Truth::Failed => "？",
    };
    let settled = condition.settled_by().into_iter();
    settled.map(|(statement, truth)| format!("{}{}", sign(truth), statement.text.ja)).collect()
}

#[test]
fn a_condition_that_holds_is_told_by_what_settles_it() {
    let values = [("takeout", Value::Flag(false)), ("places", set(&["home", "cabinet"]))];
    let condition = condition("TRF-08", &values);
    assert_eq!(condition.truth, Truth::Holds);
    // Neither the alternatives that do not hold, nor that the cell is not blank.
    assert_eq!(settled(&condition), ["○保管場所に「自宅」がある"]);
}

#[test]
fn a_condition_that_fails_is_told_by_what_fails() {
    let condition = condition("STO-02", &[("media", set(&["electronic"])), ("places", set(&["desk"]))]);
    assert_eq!(condition.truth, Truth::Fails);
    assert_eq!(settled(&condition), ["×媒体が「紙」「可搬媒体」「マイクロフィルム」のいずれかである"]);
}

#[test]
fn what_must_not_be_is_worded_so() {
    let values = [
        ("media", set(&["electronic"])),
        ("backup", Value::Flag(false)),
        ("storage_controls", set(&["password"])),
    ];
    assert_eq!(
        settled(&condition("STO-06", &values)),
        ["○廃棄方法が空欄である", "○バックアップがない", "○保管方法に「バックアップ」がない"]
    );
}

#[test]
fn what_is_not_known_is_told_as_such() {
    let condition = condition("TRF-02", &[]);
    assert_eq!(condition.truth, Truth::Asks("transfer_methods".to_owned()));
    assert_eq!(settled(&condition), ["？移送方法に「FAX」がある"]);
}

#[test]
fn a_blank_flag_leaves_the_other_way_open() {
    let condition = condition("USE-11", &[("data_items", set(&["nationality"]))]);
    assert_eq!(condition.truth, Truth::Holds);
    assert_eq!(settled(&condition), ["○個人情報の項目に「国籍・在留資格・本籍」がある"]);
}

#[test]
fn a_number_is_told_by_the_branch_that_gave_it() {
    let reason = |count: u64| {
        let values = [
            ("acquisition_methods", set(&["resume"])),
            ("media", set(&["electronic"])),
            ("count", Value::Count(Count::exact(count))),
        ];
        told("ACQ-05", &values, |evaluator, rule, bindings| evaluator.reason(&rule.threat, bindings, 0))
    };
    let texts = |conditions: &[Condition]| conditions.iter().flat_map(settled).collect::<Vec<_>>();
    match reason(5_000) {
        Reason::Met(conditions) => assert_eq!(texts(&conditions), ["○件数が1,000件を超えている"]),
        other => panic!("{other:?}"),
    }
    match reason(10) {
        Reason::Left(conditions) => assert_eq!(
            texts(&conditions),
            ["×取得方法に「電話・口頭」「FAX」のいずれかがある", "×件数が1,000件を超えている"]
        ),
        other => panic!("{other:?}"),
    }
    let always = told("TRF-02", &[], |evaluator, rule, bindings| evaluator.reason(&rule.threat, bindings, 0));
    assert_eq!(always, Reason::Always);
}

/// The condition `text`, as a check of a trial pack requires it, on each row of a record.
fn of_text(text: &str) -> Vec<Condition> {
    let folder = tempfile::tempdir().unwrap();
    let pack = format!(
        r#"
[pack]
id = "trial"
version = "1.0.0"
extends = ["pms"]
title = {{ ja = "試", en = "trial" }}
[macros]
many = "count > 10"
[[check]]
id = "TRY-01"
name = "trial"
register = "items"
severity = "must"
title = {{ ja = "題", en = "title" }}
why = {{ ja = "理由", en = "why" }}
fix = {{ ja = "対処", en = "fix" }}
require = '''{text}'''
"#
    );
    std::fs::write(folder.path().join("pack.toml"), pack).unwrap();
    // Cases are lacking, which is another matter.
    let (book, problems) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    let book = Arc::new(book);
    let mut columns = Columns::of(book.schema.registers.get("items").unwrap(), 1, |_, _| Reading::Blank);
    for (field, value) in [
        ("media", set(&["electronic", "paper"])),
        ("count", Value::Count(Count::exact(50))),
        ("sensitive", Value::Flag(true)),
        ("backup", Value::Flag(false)),
    ] {
        columns.add_field(field, [Reading::Known(&value)].into_iter());
    }
    let world = Arc::new(World::new(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()));
    assert_eq!(book.checks.len(), 1, "{text}: {problems:?}");
    let check = book.checks.first().unwrap();
    let bindings = Arc::new(Bindings::new(&book, &world, "items", &Arc::new(columns), &check.singulars));
    let mut evaluator = Evaluator::new(Arc::clone(&book), world);
    (0..bindings.len()).map(|row| evaluator.condition(&check.require, true, &bindings, row)).collect()
}

#[test]
fn every_way_of_joining_conditions_is_told_by_what_settles_it() {
    for (text, told) in [
        ("sensitive && count > 10", vec!["○要配慮個人情報である", "○件数が10件を超えている"]),
        ("sensitive && count > 100 && backup", vec!["×件数が100件を超えている"]),
        ("count > 100 || sensitive", vec!["○要配慮個人情報である"]),
        ("count > 100 || backup", vec!["×件数が100件を超えている", "×バックアップがある"]),
        ("!(count > 100 || backup)", vec!["○件数が100件以下である", "○バックアップがない"]),
        ("!(sensitive && backup)", vec!["○バックアップがない"]),
        ("if sensitive { count > 100 } else { backup }", vec!["×件数が100件を超えている"]),
        ("if backup { false } else { count > 10 }", vec!["○バックアップがない", "○件数が10件を超えている"]),
        ("sensitive && many", vec!["○要配慮個人情報である", "○件数が10件を超えている"]),
        ("!many", vec!["×件数が10件以下である"]),
        (r#"is_blank("consent") && sensitive"#, vec!["○本人の同意が空欄である", "○要配慮個人情報である"]),
        (r#"!is_blank("consent")"#, vec!["×本人の同意が記入されている"]),
        // What is blank is asked for before anything behind it is looked at; a flag is tried both ways.
        (r#"consent != "no" || sensitive"#, vec!["？本人の同意が「同意なし」でない"]),
        ("disclosable || sensitive", vec!["○要配慮個人情報である"]),
        // While a blank flag is tried it counts as filled in: only the whole says what comes of it.
        (
            r#"disclosable == disclosable && is_blank("disclosable")"#,
            vec![r#"×式 disclosable == disclosable && is_blank("disclosable") が成り立つ"#],
        ),
    ] {
        let conditions = of_text(text);
        assert_eq!(conditions.iter().flat_map(settled).collect::<Vec<_>>(), told, "{text}");
    }
}

#[test]
fn each_value_of_a_set_is_told_by_itself() {
    let told: Vec<Vec<String>> = of_text(r#"medium == "paper""#).iter().map(settled).collect();
    assert_eq!(told, [["×媒体が「紙」である"], ["○媒体が「紙」である"]]);
}

#[test]
fn what_has_no_words_is_shown_as_it_is_written() {
    let conditions = of_text("switch sensitive { true => count > 10, _ => false }");
    let [condition] = conditions.as_slice() else { panic!("{conditions:?}") };
    assert_eq!(condition.truth, Truth::Holds);
    assert_eq!(settled(condition), ["○式 switch sensitive { true => count > 10, _ => false } が成り立つ"]);
}
