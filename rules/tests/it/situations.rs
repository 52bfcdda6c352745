//! Situations: what a rule tells apart, found from the rule alone.

#![expect(clippy::unwrap_used, reason = "a test fails that way")]

use std::fs;
use std::sync::Arc;

use daicho_rules::{Rulebook, Situations, Subject, Verdict, compare, covered, situations};
use tempfile::TempDir;

/// A pack with one risk rule over the registers of `pms`.
fn rule(when: &str, threat: &str, cases: &str) -> (TempDir, Arc<Rulebook>) {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\ntitle = {{ ja = \"試\", en = \"trial\" }}\n\
         [parameters]\nmany = 1000\n[macros]\nspecial = 'sensitive || my_number'\n\
         [[risk]]\nid = \"TRY-01\"\nname = \"trial\"\nstage = \"storage\"\nkinds = [\"leak\"]\n\
         title = {{ ja = \"題\", en = \"title\" }}\nwhy = {{ ja = \"理由\", en = \"why\" }}\n\
         when = '''{when}'''\nthreat = '''{threat}'''\n{cases}"
    );
    fs::write(folder.path().join("pack.toml"), text).unwrap();
    let names = [folder.path().display().to_string()];
    let (rulebook, problems) = Rulebook::load_with_problems(&names).unwrap();
    assert!(problems.iter().all(|problem| problem.place.file.contains("pack.toml")), "{problems:?}");
    (folder, Arc::new(rulebook))
}

fn of(rulebook: &Arc<Rulebook>) -> Situations {
    situations(rulebook, Subject::Risk(rulebook.risks.first().unwrap()))
}

/// One line for each situation: what is given, and what comes out.
fn lines(situations: &Situations) -> Vec<String> {
    let line = |situation: &daicho_rules::Situation| {
        let given = situation.given.iter().map(|given| {
            let value = |choice: &daicho_rules::Choice| {
                choice.value.as_ref().map_or("blank".to_owned(), ToString::to_string)
            };
            let values: Vec<String> = given.choices.iter().map(value).collect();
            format!("{}: {}", given.name, values.join(" or "))
        });
        format!("{} -> {:?}", given.collect::<Vec<_>>().join(", "), situation.verdicts)
    };
    situations.list.iter().map(line).collect()
}

#[test]
fn only_what_is_read_is_told_apart() {
    let (_folder, book) = rule(r#"medium == "paper" && count >= many"#, "2", "");
    assert_eq!(
        lines(&of(&book)),
        [
            r#"medium: "paper", count: 999 -> [Passes]"#,
            r#"medium: "paper", count: 1000 or 1001 -> [Fires(Some(2))]"#,
            r#"medium: "paper", count: blank -> [Asks("count")]"#,
            r#"medium: "electronic" or [] -> [Passes]"#,
            r#"medium: blank -> [Asks("media")]"#,
        ]
    );
    assert!(of(&book).complete);
}

#[test]
fn a_blank_flag_is_a_situation_of_its_own_only_where_it_matters() {
    let (_folder, book) = rule("special && is_blank(\"consent\")", "if sensitive { 3 } else { 2 }", "");
    let lines = lines(&of(&book));
    assert!(
        lines.iter().any(|line| line.starts_with("sensitive: true, consent: blank -> [Fires(Some(3))]")),
        "{lines:#?}"
    );
    assert!(
        lines.iter().any(|line| line.contains("my_number: blank") && line.contains("Asks(\"my_number\")")),
        "{lines:#?}"
    );
}

#[test]
fn nought_is_looked_at_where_something_is_divided_by_it() {
    let fails = |when: &str| {
        let (_folder, book) = rule(when, "2", "");
        let found = of(&book);
        let failing = found.list.iter().filter(|found| matches!(found.verdicts[..], [Verdict::Fails(_)]));
        let given: Vec<Vec<String>> = failing
            .map(|found| {
                let choices = found.given.iter().flat_map(|given| &given.choices);
                choices.filter_map(|choice| Some(choice.value.as_ref()?.to_string())).collect()
            })
            .collect();
        given.concat()
    };
    assert_eq!(fails("many / count >= 2"), ["0"]);
    assert_eq!(fails("many % count == 1"), ["0"]);
    assert_eq!(fails("count / many >= 2"), [""; 0]);
    assert_eq!(fails("count >= many"), [""; 0]);
}

#[test]
fn nought_is_no_situation_of_its_own_where_it_makes_no_difference() {
    let (_folder, book) = rule("count / 100 >= 2", "2", "");
    let alike = |line: &String| line.contains("count: 0 or 1 or 2 ");
    let lines = lines(&of(&book));
    assert!(lines.iter().any(alike), "{lines:#?}");
}

#[test]
fn both_sides_of_a_distance_in_time_are_looked_at() {
    let (_folder, book) = rule("days_since(reviewed_on) > 365", "1", "");
    assert_eq!(
        lines(&of(&book)),
        [
            "reviewed_on: 2025-03-30 -> [Fires(Some(1))]",
            "reviewed_on: 2025-03-31 or 2025-04-01 or 2026-03-30 or 2026-03-31 or 2026-04-01 -> [Passes]",
            "reviewed_on: blank -> [Asks(\"reviewed_on\")]",
        ]
    );
}

#[test]
fn cases_cover_the_situations_they_are_in() {
    let cases = "[[risk.case]]\ngiven = { media = [\"paper\"], count = 5000 }\nexpect = \"risk\"\n\
                 [[risk.case]]\ngiven = { media = [\"image\"] }\nexpect = \"none\"\n";
    let (_folder, book) = rule(r#"medium == "paper" && count >= many"#, "2", cases);
    let subject = Subject::Risk(book.risks.first().unwrap());
    // The image stands for every medium that is not paper, as the electronic one does.
    assert_eq!(covered(&book, subject, &of(&book)), [false, true, false, true, false]);
}

#[test]
fn versions_are_compared_situation_by_situation() {
    let (_old, before) = rule(r#"medium == "paper" && count >= 1000"#, "2", "");
    let (_new, after) = rule(r#"medium == "paper" && count >= 500"#, "2", "");
    let subject = |book: &'static Arc<Rulebook>| Subject::Risk(book.risks.first().unwrap());
    let (before, after): (&'static _, &'static _) = (Box::leak(Box::new(before)), Box::leak(Box::new(after)));
    let compared = compare(&[(before, Some(subject(before))), (after, Some(subject(after)))]);
    let changed: Vec<_> = compared
        .list
        .iter()
        .filter(|situation| situation.verdicts.first() != situation.verdicts.last())
        .collect();
    let [only] = changed.as_slice() else { panic!("{changed:#?}") };
    assert_eq!(only.verdicts, [Verdict::Passes, Verdict::Fires(Some(2))]);
    let count = only.given.iter().find(|given| given.name == "count").unwrap();
    let numbers: Vec<_> =
        count.choices.iter().filter_map(|choice| choice.value.clone()?.as_integer()).collect();
    assert_eq!(numbers, [500, 501, 999]);
}

#[test]
fn versions_that_differ_only_where_two_values_of_many_meet_are_told_apart() {
    let two = |a: &str, b: &str| format!(r#""{a}" in transfer_methods && "{b}" in transfer_methods"#);
    let four = [two("fax", "chat"), two("courier", "email"), two("carried", "usb-carried")].join(" || ");
    let (_old, before) = rule(&four, "2", "");
    let (_new, after) = rule(&format!("{four} || {}", two("fax", "usb-carried")), "2", "");
    let (before, after): (&'static _, &'static _) = (Box::leak(Box::new(before)), Box::leak(Box::new(after)));
    let subject = |book: &'static Arc<Rulebook>| Subject::Risk(book.risks.first().unwrap());
    let compared = compare(&[(before, Some(subject(before))), (after, Some(subject(after)))]);
    assert!(compared.complete);
    assert!(compared.list.iter().any(|situation| situation.verdicts.first() != situation.verdicts.last()));
}

#[test]
fn a_rule_on_both_ends_of_a_range_is_told_as_not_looked_at_to_the_end() {
    let complete = |when: &str| {
        let (_folder, book) = rule(when, "2", "");
        of(&book).complete
    };
    assert!(complete("count >= 1000") && complete("count_low >= 1000"));
    assert!(!complete("count >= 1000 && count_low < 1000"));
}

#[test]
fn every_rule_of_the_built_in_packs_is_looked_at_to_the_end() {
    let book = Arc::new(Rulebook::load(&["jis-q-15001".to_owned()]).unwrap());
    let risks = book.risks.iter().map(|rule| (Subject::Risk(rule), &rule.about.id));
    let checks = book.checks.iter().map(|check| (Subject::Check(check), &check.about.id));
    for (subject, id) in risks.chain(checks) {
        let found = situations(&book, subject);
        assert!(found.complete, "{id}");
        assert!(found.any(|verdict| matches!(verdict, Verdict::Fires(_))), "{id} never fires");
        assert!(found.any(|verdict| *verdict == Verdict::Passes), "{id} always fires");
        assert!(!found.any(|verdict| matches!(verdict, Verdict::Fails(_))), "{id} may fail");
    }
}

#[test]
fn a_clients_own_column_is_a_text_that_may_be_blank_or_lacking() {
    let (_folder, book) = rule(r#"has_column("x_区分") && x_区分 == "甲""#, "2", "");
    assert_eq!(
        lines(&of(&book)),
        [
            r#"has_column("x_区分"): true, x_区分: "記載あり" -> [Passes]"#,
            r#"has_column("x_区分"): true, x_区分: "甲" -> [Fires(Some(2))]"#,
            r#"has_column("x_区分"): true, x_区分: blank -> [Asks("x_区分")]"#,
            r#"has_column("x_区分"): false -> [Passes]"#,
        ]
    );
}
