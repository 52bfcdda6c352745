//! What the lints leave alone, and how far they go.

use std::sync::Arc;

use daicho_rules::{Rulebook, run_cases};
use tempfile::TempDir;

use crate::trial::{pack, soon};

const CASES: &str = "case = [\n  { given = { count = 9 }, expect = \"risk\" },\n  { given = { count = 1 }, expect = \"none\" },\n  { given = {}, expect = { question = [\"count\"] } },\n]\n";

fn rule(id: usize, when: &str, threat: &str) -> String {
    format!(
        "[[risk]]\nid = \"TRY-{id}\"\nname = \"trial-{id}\"\nstage = \"storage\"\nkinds = [\"leak\"]\ntitle = {{ ja = \"題\", en = \"title\" }}\nwhy = {{ ja = \"理由\", en = \"why\" }}\nwhen = '''{when}'''\nthreat = '''{threat}'''\n{CASES}\n"
    )
}

fn problems(names: &[&TempDir]) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|folder| folder.path().display().to_string()).collect();
    let (_, problems) = Rulebook::load_with_problems(&names).unwrap();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_sound_is_left_alone() {
    let rest = "[parameters]\nusual = \"paper\"\nlimit = 5\n[lists]\nopen = [\"desk\", \"shelf\"]\n[macros]\nlying = 'any_in(places, open)'\n";
    for (when, threat) in [
        ("count > 5 && medium == usual", "2"),
        ("count > limit && lying", "if lying { 3 } else { 1 }"),
        (
            "limit < count && !lying && place in open",
            "switch medium { \"paper\" | \"image\" => 3, \"voice\" => 2, _ => 1 }",
        ),
        ("count > 5 && sensitive == my_number", "switch sensitive { true => 3, false => 1 }"),
        ("count > 5 && days_since(reviewed_on) - 1 > months_since(approved_on) * 2", "1 + 1"),
        ("count > 5 && (if sensitive { purpose.len() } else { count_low }) > 3", "twice(1)"),
        ("count > 5 && (purpose + remarks).contains(\"x\") && retention_from == \"resignation\"", "2"),
        ("count > 5 && department.to_nothing() == 3", "2"),
    ] {
        let mut text = rule(1, when, threat);
        text.push_str(&rule(
            2,
            "count > 5 && lying && limit < 7 && purpose != usual && twice(count) > 3",
            "2",
        ));
        let folder = pack(rest, &[("r.toml", &text), ("functions.rhai", "fn twice(n) { n * 2 }")]);
        let known: &[&str] =
            if when.contains("to_nothing") { &["there is no function `to_nothing`"] } else { &[] };
        let found = problems(&[&folder]);
        assert_eq!(found.len(), known.len(), "{when}: {found:?}");
        assert!(known.iter().zip(&found).all(|(known, found)| found.contains(known)), "{found:?}");
    }
}

#[test]
fn warnings_are_for_those_who_named_the_pack() {
    let idle = "[lists]\nidle = [\"a\"]\n";
    let folder = pack(idle, &[("r.toml", &rule(1, "count > 5", "2"))]);
    assert_eq!(problems(&[&folder]).len(), 1);
    // A pack without rules is there for others to use.
    let base = pack(idle, &[]);
    assert_eq!(problems(&[&base]), Vec::<String>::new());
    // What a later pack makes idle in a built-in one is not for its author to mend.
    let control = "[[control]]\nid = \"shredding\"\nfamily = \"physical\"\nlevel = \"S\"\ntitle = { ja = \"x\", en = \"x\" }\n";
    let later = pack("", &[("c.toml", control)]);
    let found = problems(&[&later]);
    assert!(found.iter().all(|line| line.contains("/c.toml:")), "{found:?}");
}

#[test]
fn a_control_that_replaces_one_of_another_pack_says_so() {
    let told = |control: &str, says: &str| {
        let text = format!(
            "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"jis-q-15001\"]\ntitle = {{ ja = \"試\", en = \"trial\" }}\n[[control]]\nid = \"{control}\"\nfamily = \"technical\"\nlevel = \"S\"\ntitle = {{ ja = \"題\", en = \"title\" }}\n{says}"
        );
        let problems =
            Rulebook::from_files("trial", [("pack.toml".to_owned(), text.into_bytes())]).unwrap().1;
        problems.into_iter().map(|problem| problem.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        told("encryption", ""),
        [
            "trial/pack.toml:7:7: the control `encryption` replaces the one of that id in another pack (give it an id of its own, or write `replaces = true` if that is meant)"
        ]
    );
    assert_eq!(told("encryption", "replaces = true\n"), Vec::<String>::new());
    let idle = told("of-ours", "replaces = true\n");
    assert!(idle.iter().any(|line| line.contains("no other pack has it")), "{idle:?}");
}

#[test]
fn a_failure_inside_a_function_names_its_line() {
    let folder = pack(
        "",
        &[
            ("r.toml", &rule(1, "share(count) > 1", "2")),
            ("functions.rhai", "// shares\nfn share(n) {\n  n / (n - n)\n}\n"),
        ],
    );
    let rulebook = Arc::new(Rulebook::load(&[folder.path().display().to_string()]).unwrap());
    let (_, failed) = run_cases(&rulebook);
    assert!(failed.iter().any(|problem| problem.message.en.contains("functions.rhai:3:5")), "{failed:?}");
}

#[test]
fn every_slip_of_a_definition_is_told_at_once() {
    let text = rule(1, "count > 5", "2")
        .replace("stage = ", "colour = 3\nstagge = ")
        .replace("kinds = [\"leak\"]", "kinds = \"leak\"");
    let found = problems(&[&pack("", &[("r.toml", &text), ("s.toml", &rule(2, "cont > 5", "2"))])]);
    for wanted in [
        "there is no key `colour`",
        "there is no key `stagge`",
        "`kinds` must be a list",
        "`stage` is missing",
        "did you mean `count`?",
    ] {
        assert!(found.iter().any(|line| line.contains(wanted)), "{wanted}: {found:?}");
    }
}

#[test]
fn the_largest_pack_with_long_lists_is_checked_soon() {
    let words = (0..2_000).map(|n| format!("\"語{n}\"")).collect::<Vec<_>>().join(", ");
    for list in ["big", "missing"] {
        // Four definitions each, with their cases, in as many files as their length takes.
        let rule = |id: usize| rule(id, &format!("count > {id} && any_in(places, {list})"), "2");
        let texts: Vec<String> =
            (0..4).map(|file| (file * 600..(file + 1) * 600).map(rule).collect()).collect();
        let names = ["a.toml", "b.toml", "c.toml", "d.toml"];
        let files: Vec<(&str, &str)> = names.into_iter().zip(texts.iter().map(String::as_str)).collect();
        let folder = pack(&format!("[lists]\nbig = [{words}]\n"), &files);
        let found = soon(move || problems(&[&folder]));
        assert!(found.iter().any(|line| line.contains("too many errors")), "{}", found.len());
    }
}

#[test]
fn names_of_packs_that_do_not_know_each_other_are_told_where_they_clash() {
    let folder = |id: &str, rest: &str| {
        let folder = tempfile::tempdir().unwrap();
        let head = format!(
            "[pack]\nid = \"{id}\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\ntitle = {{ ja = \"試\", en = \"trial\" }}\n"
        );
        std::fs::write(folder.path().join("pack.toml"), format!("{head}{rest}")).unwrap();
        folder
    };
    let first = folder("first", "[parameters]\nlimit = 3\nmonths = 12\n[lists]\nours = [\"paper\"]\n");
    let second = folder("second", "[parameters]\nlimit = 4\nmonths = 12\n[lists]\nours = [\"voice\"]\n");
    let paths = [&first, &second].map(|folder| folder.path().display().to_string());
    let (_, problems) = Rulebook::load_with_problems(&paths).unwrap();
    let clashes: Vec<String> =
        problems.iter().map(ToString::to_string).filter(|line| line.contains("does not extend")).collect();
    assert_eq!(clashes.len(), 2, "{clashes:?}");
    assert!(
        clashes.iter().any(|line| line.contains("`limit`"))
            && clashes.iter().any(|line| line.contains("`ours`"))
    );
}
