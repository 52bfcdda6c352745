//! Two versions of a pack, compared by what they say of a ledger.

#![expect(clippy::unwrap_used, reason = "a test fails that way")]

use std::fs;
use std::sync::Arc;

use daicho_rules::{DefinitionKind, Difference, How, PackDiff, Rulebook, diff};

/// A pack with some definitions and one risk rule.
struct Trial<'t> {
    id: &'t str,
    version: &'t str,
    defined: &'t str,
    when: &'t str,
    threat: &'t str,
    more: &'t str,
    functions: &'t str,
}

const TRIAL: Trial<'_> = Trial {
    id: "trial",
    version: "1.0.0",
    defined: "[parameters]\nmany = 1000\n[lists]\nmobile = [\"removable\"]\n[macros]\nspecial = 'sensitive || my_number'\n",
    when: "special && count >= many",
    threat: "2",
    more: "",
    functions: "",
};

impl Trial<'_> {
    fn book(&self) -> Arc<Rulebook> {
        let Self { id, version, defined, when, threat, more, functions } = self;
        let folder = tempfile::tempdir().unwrap();
        let text = format!(
            "[pack]\nid = \"{id}\"\nversion = \"{version}\"\nextends = [\"pms\"]\n\
             title = {{ ja = \"試\", en = \"trial\" }}\n{defined}\
             [[risk]]\nid = \"TRY-01\"\nname = \"trial\"\nstage = \"storage\"\nkinds = [\"leak\"]\n\
             title = {{ ja = \"題\", en = \"title\" }}\nwhy = {{ ja = \"理由\", en = \"why\" }}\n\
             when = '''{when}'''\nthreat = '''{threat}'''\n{more}"
        );
        fs::write(folder.path().join("pack.toml"), text).unwrap();
        if !functions.is_empty() {
            fs::write(folder.path().join("functions.rhai"), functions).unwrap();
        }
        let (book, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
        assert!(!book.risks.is_empty(), "the rule was compiled");
        Arc::new(book)
    }

    fn against(&self, new: &Self) -> PackDiff {
        diff(&self.book(), &new.book())
    }
}

fn rule(diff: &PackDiff) -> &Difference {
    diff.of(DefinitionKind::Risk, "trial/TRY-01").unwrap()
}

/// One line for each shift, in English.
fn shifts(difference: &Difference) -> Vec<String> {
    let line = |shift: &daicho_rules::Shift| {
        format!("{} | {} -> {}", shift.given.en, shift.before_text.en, shift.after_text.en)
    };
    difference.shifts.iter().map(line).collect()
}

fn causes(difference: &Difference) -> Vec<&str> {
    difference.causes.iter().map(|cause| cause.text.en.as_str()).collect()
}

#[test]
fn the_same_pack_differs_in_nothing() {
    let found = TRIAL.against(&TRIAL);
    assert!(found.is_empty() && !found.alters() && found.advice.is_empty(), "{found:#?}");
}

#[test]
fn what_is_only_written_otherwise_is_told_so() {
    for when in [
        "(my_number || sensitive) && count >= many",
        "special && count > 999",
        "special && !(count < many)",
        "if special { count >= many } else { false }",
        "special\n  && count   >= many && true",
    ] {
        let found = TRIAL.against(&Trial { when, ..TRIAL });
        let rule = rule(&found);
        assert!(rule.rewritten && rule.shifts.is_empty() && !rule.alters(), "{when}: {rule:#?}");
        assert!(!found.alters(), "{when}");
    }
}

#[test]
fn a_macro_under_another_name_and_a_parameter_that_nobody_reads_change_no_answer() {
    let renamed = Trial {
        defined: "[parameters]\nmany = 1000\n[macros]\nspecial_care = 'sensitive || my_number'\n",
        when: "special_care && count >= many",
        ..TRIAL
    };
    let found = TRIAL.against(&renamed);
    assert!(rule(&found).rewritten && !found.alters(), "{found:#?}");
    let of = |kind, id| found.of(kind, id).map(|difference| difference.how);
    assert_eq!(of(DefinitionKind::Macro, "special"), Some(How::Removed));
    assert_eq!(of(DefinitionKind::Macro, "special_care"), Some(How::Added));

    let old = Trial { when: "special", ..TRIAL };
    let found = old.against(&Trial { defined: &TRIAL.defined.replace("1000", "7"), ..old });
    assert_eq!(found.differences.len(), 1);
    assert!(!found.alters());
}

#[test]
fn line_ends_and_blanks_are_no_difference() {
    let found = TRIAL.against(&Trial { when: "special\n    &&  count >= many", ..TRIAL });
    assert!(found.differences.is_empty(), "{:#?}", found.differences);
    assert!(!found.is_empty(), "the file is another");
}

#[test]
fn a_rule_that_says_something_else_tells_in_which_situations() {
    let found = TRIAL.against(&Trial { when: "special && count >= 500", ..TRIAL });
    assert_eq!(
        shifts(rule(&found)),
        [
            "special-care personal information: yes, number of persons: 500 to 999 | does not apply -> applies (threat 2)",
            "special-care personal information: no, individual number: yes, number of persons: 500 to 999 | does not apply -> applies (threat 2)",
            "special-care personal information: no, individual number: blank, number of persons: 500 to 999 | does not apply -> question (individual number)",
            "special-care personal information: blank, number of persons: 500 to 999, individual number: yes | does not apply -> applies (threat 2)",
            "special-care personal information: blank, number of persons: 500 to 999, individual number: no / blank | does not apply -> question (special-care personal information)",
        ]
    );
}

#[test]
fn what_is_looked_for_otherwise_in_a_text_or_day_changes_the_answer() {
    let when = |when| Trial { when, ..TRIAL };
    let begins = when(r#"remarks.starts_with("K-")"#);
    let contains = when(r#"remarks.contains("K-")"#);
    let is = when(r#"remarks == "K-""#);
    let not_old = when(r#"remarks.contains("K-") && !remarks.contains("旧")"#);
    let to = "does not apply -> applies (threat 2)";
    let from = "applies (threat 2) -> does not apply";
    for (old, new, shift, ja) in [
        (
            &begins,
            &contains,
            format!("remarks: contains “K-” and does not begin with “K-” | {to}"),
            "備考：「K-」を含み、「K-」で始まらない",
        ),
        (
            &begins,
            &is,
            format!("remarks: begins with “K-” and anything but “K-” | {from}"),
            "備考：「K-」で始まり、「K-」以外",
        ),
        (
            &contains,
            &is,
            format!("remarks: contains “K-” and anything but “K-” | {from}"),
            "備考：「K-」を含み、「K-」以外",
        ),
        (
            &contains,
            &not_old,
            format!("remarks: contains all of “K-”, “旧” | {from}"),
            "備考：「K-」「旧」のすべてを含む",
        ),
        (
            &when("remarks.len() > 2"),
            &when("remarks.len() >= 2"),
            format!("remarks: 2 characters | {to}"),
            "備考：2文字",
        ),
        (
            &when("months_since(reviewed_on) <= 3"),
            &when("months_since(reviewed_on) <= 6"),
            format!("reviewed on: 4 to 6 full months ago | {to}"),
            "見直し日：4〜6か月経過",
        ),
        (
            &when("days_since(reviewed_on) > 365"),
            &when("days_since(reviewed_on) > 363"),
            format!("reviewed on: 365 days before to 364 days before | {to}"),
            "見直し日：365日前〜364日前",
        ),
    ] {
        let found = old.against(new);
        assert_eq!(shifts(rule(&found)), [shift], "{} -> {}", old.when, new.when);
        assert_eq!(rule(&found).shifts[0].given.ja, ja);
        assert!(rule(&found).complete);
    }
    let method = when(r#"starts_with(remarks, "K-")"#);
    assert!(!begins.against(&method).alters(), "the same, written as a function");
    let within = |body: &'static str| Trial { functions: body, when: "marked(remarks)", ..TRIAL };
    let found = within("fn marked(t) { t.starts_with(\"K-\") }")
        .against(&within("fn marked(t) { t.contains(\"K-\") }"));
    assert!(found.alters(), "words in functions of the pack are looked for as well");
}

#[test]
fn what_a_rule_rests_on_is_named_as_the_cause() {
    let new = |defined: &'static str| Trial { defined, ..TRIAL };
    for (defined, cause, count) in [
        (
            "[parameters]\nmany = 500\n[lists]\nmobile = [\"removable\"]\n[macros]\nspecial = 'sensitive || my_number'\n",
            "parameter many 1000 → 500",
            5,
        ),
        (
            "[parameters]\nmany = 1000\n[lists]\nmobile = [\"removable\"]\n[macros]\nspecial = 'sensitive'\n",
            "macro special (expression: sensitive || my_number → sensitive)",
            4,
        ),
    ] {
        let found = TRIAL.against(&new(defined));
        let rule = rule(&found);
        assert!(!rule.rewritten && rule.alters());
        assert_eq!(causes(rule), [cause]);
        assert_eq!(rule.shifts.len(), count, "{:#?}", shifts(rule));
    }
    let old = Trial { when: "medium in mobile", ..TRIAL };
    let lists = "[parameters]\nmany = 1000\n[lists]\nmobile = [\"removable\", \"paper\"]\n";
    let found = old.against(&Trial { defined: lists, ..old });
    assert_eq!(causes(rule(&found)), ["list mobile (words: added “paper”)"]);
    assert_eq!(shifts(rule(&found)), ["media: paper | does not apply -> applies (threat 2)"]);
}

#[test]
fn functions_facts_and_vocabularies_are_causes_too() {
    let old = Trial { when: "large(count)", functions: "fn large(n) { n >= 1000 }", ..TRIAL };
    let found = old.against(&Trial { functions: "// Ten times as many.\nfn large(n) { n >= 10000 }", ..old });
    assert_eq!(causes(rule(&found)), ["function large/1 (body: (n) n >= 1000 → (n) n >= 10000)"]);

    let fact = |held: &str| {
        format!(
            "[[fact]]\nid = \"kept\"\nregister = \"items\"\ntitle = {{ ja = \"保管\", en = \"kept\" }}\nany = '''{held}'''\n"
        )
    };
    let (paper, image) = (fact("\"paper\" in media"), fact("\"image\" in media"));
    let old = Trial { when: "kept", defined: &paper, ..TRIAL };
    let found = old.against(&Trial { defined: &image, ..old });
    let rule = rule(&found);
    assert!(rule.shifts.is_empty() && rule.alters(), "a ledger may be judged otherwise: {rule:#?}");
    assert_eq!(causes(rule), ["fact “kept” (expression: \"paper\" in media → \"image\" in media)"]);
}

#[test]
fn what_only_asks_after_another_cell_is_no_other_answer() {
    let old = Trial { when: "count >= many && medium == \"paper\"", ..TRIAL };
    let found = old.against(&Trial { when: "medium == \"paper\" && count >= many", ..old });
    let rule = rule(&found);
    assert_eq!(rule.asks_otherwise, 1);
    assert!(
        rule.shifts.iter().all(
            |shift| shift.before_text.en.contains("question") || shift.after_text.en.contains("question")
        ),
        "{:#?}",
        shifts(rule)
    );
}

#[test]
fn wordings_change_no_answer_and_severities_do() {
    let check = |severity: &str, title: &str| {
        format!(
            "[[check]]\nid = \"ITM-01\"\nname = \"no-purpose\"\nregister = \"items\"\nseverity = \"{severity}\"\n\
             title = {{ ja = \"{title}\", en = \"{title}\" }}\nwhy = {{ ja = \"理由\", en = \"why\" }}\n\
             fix = {{ ja = \"直す\", en = \"mend\" }}\nrequire = '!is_blank(\"purpose\")'\n"
        )
    };
    let (must, should, other) = (check("must", "a"), check("should", "a"), check("must", "b"));
    let old = Trial { more: &must, ..TRIAL };
    let of = |more: &str| {
        let found = old.against(&Trial { more, ..TRIAL });
        let check = found.of(DefinitionKind::Check, "trial/ITM-01").unwrap().clone();
        (check.alters(), check.details.first().unwrap().phrase().en)
    };
    assert_eq!(of(&should), (true, "severity: must → should".to_owned()));
    assert_eq!(of(&other), (false, "title: a → b".to_owned()));
}

#[test]
fn a_copy_under_another_id_is_compared_rule_by_rule() {
    let found = TRIAL.against(&Trial { id: "copy", when: "special", ..TRIAL });
    let rule = found.of(DefinitionKind::Risk, "copy/TRY-01").unwrap();
    assert_eq!((rule.how, rule.old_id.as_deref()), (How::Changed, Some("trial/TRY-01")));
    assert_eq!(found.new_id("trial/TRY-01"), "copy/TRY-01");
    assert_eq!(found.new_id("pms/X-01"), "pms/X-01");
}

#[test]
fn rules_that_only_one_version_has_are_added_or_removed() {
    let more = "[[risk]]\nid = \"TRY-02\"\nname = \"trial-two\"\nstage = \"storage\"\nkinds = [\"leak\"]\n\
                title = { ja = \"二\", en = \"two\" }\nwhy = { ja = \"理由\", en = \"why\" }\nwhen = 'sensitive'\nthreat = 1\n";
    let both = Trial { more, ..TRIAL };
    let how = |found: &PackDiff| {
        found.of(DefinitionKind::Risk, "trial/TRY-02").map(|rule| (rule.how, rule.alters()))
    };
    assert_eq!(how(&diff(&TRIAL.book(), &both.book())), Some((How::Added, true)));
    assert_eq!(how(&diff(&both.book(), &TRIAL.book())), Some((How::Removed, true)));
}

#[test]
fn a_version_that_does_not_tell_of_other_answers_is_told() {
    let advice = |version: &str, when: &str| {
        let found = TRIAL.against(&Trial { version, when, ..TRIAL });
        found.advice.first().map(|advice| advice.text.en.clone())
    };
    let (same, other) = ("special && !(count < many)", "special");
    assert_eq!(
        advice("1.0.0", other).as_deref(),
        Some(
            "answers change, but the version is still 1.0.0: raise at least the minor version (such as 1.1.0)"
        )
    );
    assert_eq!(
        advice("1.0.1", other).as_deref(),
        Some(
            "answers change, but the version only went from 1.0.0 to 1.0.1: raise at least the minor version (such as 1.1.0)"
        )
    );
    assert_eq!(advice("1.1.0", other), None);
    assert_eq!(advice("2.0.0", other), None);
    assert_eq!(advice("0.9.0", other).as_deref(), Some("the new version 0.9.0 is lower than the old 1.0.0"));
    assert_eq!(
        advice("1.0.0", same).as_deref(),
        Some(
            "no answer changes, but the files differ under the same version 1.0.0: raise the patch version (such as 1.0.1)"
        )
    );
    assert_eq!(advice("1.0.1", same), None);
}
