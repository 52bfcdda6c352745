//! Packs that try to run for ever, to crash, or to give a wrong answer unnoticed.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails that way")]

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use daicho_rules::{Gravity, Problem, Rulebook, run_cases};
use tempfile::TempDir;

const TEXTS: &str = "title = { ja = \"題\", en = \"title\" }\nwhy = { ja = \"理由\", en = \"why\" }\n";

/// A pack that extends `pms`, of the text after its `[pack]` and of further files.
fn pack(rest: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let head = "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\ntitle = { ja = \"試\", en = \"trial\" }\n";
    fs::write(folder.path().join("pack.toml"), format!("{head}{rest}")).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// A risk rule with cases: what is given, and what must come out (both as TOML).
fn risk(when: &str, cases: &[(&str, &str)]) -> String {
    let mut out = format!(
        "[[risk]]\nid = \"TRY-01\"\nname = \"trial\"\nstage = \"storage\"\nkinds = [\"leak\"]\n{TEXTS}when = '''{when}'''\nthreat = 2\n"
    );
    for (given, expect) in cases {
        writeln!(out, "[[risk.case]]\ngiven = {given}\nexpect = {expect}").unwrap();
    }
    out
}

/// Cases of all three kinds, for rules of which only the problems matter.
const ANY: &[(&str, &str)] = &[("{}", "\"risk\""), ("{}", "\"none\""), ("{}", "{ question = [\"count\"] }")];

fn problems(folder: &TempDir) -> Vec<Problem> {
    Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap().1
}

fn errors(folder: &TempDir) -> Vec<String> {
    let wrong = problems(folder).into_iter().filter(|problem| problem.gravity == Gravity::Error);
    wrong.map(|problem| problem.to_string()).collect()
}

/// Cases that do not come out as written.
fn unproved(folder: &TempDir) -> Vec<String> {
    let rulebook = Arc::new(Rulebook::load(&[folder.path().display().to_string()]).unwrap());
    run_cases(&rulebook).1.iter().map(ToString::to_string).collect()
}

/// Fails where `work` does not come to an end, also on a busy machine.
fn soon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(work()));
    receiver.recv_timeout(Duration::from_secs(90)).expect("still running after a minute and a half")
}

#[test]
fn is_blank_looks_at_each_vendor() {
    let rule = risk(
        r#"is_blank("vendor_contract")"#,
        &[
            (r#"{ vendors = ["甲社"] }"#, "\"risk\""),
            ("{ vendors = [] }", "\"none\""),
            (r#"{ vendors = ["甲社"], vendor_contract = "concluded" }"#, "\"none\""),
            ("{}", "{ question = [\"vendors\"] }"),
        ],
    );
    assert_eq!(unproved(&pack("", &[("r.toml", &rule)])), Vec::<String>::new());
}

#[test]
fn is_blank_knows_the_japanese_name_of_a_field() {
    let rule = risk(
        r#"!is_blank("移送方法") && "fax" in 移送方法 && count > 1"#,
        &[
            (r#"{ transfer_methods = ["fax"], count = 2 }"#, "\"risk\""),
            ("{}", "\"none\""),
            (r#"{ transfer_methods = ["fax"] }"#, "{ question = [\"count\"] }"),
        ],
    );
    assert_eq!(unproved(&pack("", &[("r.toml", &rule)])), Vec::<String>::new());
}

#[test]
fn a_function_reads_its_parameters_only() {
    let rule = risk("paper() && count > 1", ANY);
    let folder = pack("", &[("r.toml", &rule), ("functions.rhai", "fn paper() { medium == \"paper\" }")]);
    assert!(errors(&folder).iter().any(|line| line.contains("functions.rhai:1:14")), "{:?}", errors(&folder));
}

#[test]
fn a_function_cannot_hold_back_a_question() {
    let rule = risk(
        "two(count) > 1 && quiet(media)",
        &[
            (r#"{ media = ["paper"], count = 2 }"#, "\"risk\""),
            (r#"{ media = ["voice"], count = 2 }"#, "\"none\""),
            ("{ count = 2 }", "{ question = [\"media\"] }"),
        ],
    );
    let functions =
        "fn two(count) { count }\nfn quiet(m) { try { return \"paper\" in m; } catch { return true; } }";
    assert_eq!(
        unproved(&pack("", &[("r.toml", &rule), ("functions.rhai", functions)])),
        Vec::<String>::new()
    );
}

#[test]
fn macros_in_a_circle_through_a_function_are_refused() {
    let folder = pack(
        "[macros]\nm = 'f()'\n",
        &[("r.toml", &risk("m && count > 1", ANY)), ("functions.rhai", "fn f() { m }")],
    );
    assert!(!errors(&folder).is_empty());
}

#[test]
fn macros_that_name_each_other_twice_are_quick() {
    for inner in ["{next} + {next}", "{next} + b{next}"] {
        let mut macros = "[macros]\n".to_owned();
        for level in 0..40 {
            let text = inner.replace("{next}", &format!("a{}", level + 1));
            writeln!(macros, "a{level} = '{text}'\nba{level} = '{text}'").unwrap();
        }
        macros.push_str("a40 = 'count - count'\nba40 = 'count'\n");
        let folder = pack(&macros, &[("r.toml", &risk("a0 > 1", ANY))]);
        // Too deep is a fair answer; never to answer is not.
        soon(move || {
            if errors(&folder).is_empty() {
                unproved(&folder);
            }
        });
    }
}

#[test]
fn a_long_chain_of_macros_neither_crashes_nor_hangs() {
    let mut macros = "[macros]\n".to_owned();
    for level in 0..3_000 {
        writeln!(macros, "a{level} = 'a{}'", level + 1).unwrap();
    }
    macros.push_str("a3000 = 'count > 1'\n");
    let folder = pack(&macros, &[("r.toml", &risk("a0", ANY))]);
    soon(move || assert!(!errors(&folder).is_empty()));
}

#[test]
fn combinations_of_singulars_are_limited() {
    let names = (0..400).map(|n| format!("\"v{n}\"")).collect::<Vec<_>>().join(", ");
    let given = format!(
        r#"{{ vendors = [{names}], places = ["cabinet", "desk", "shelf", "pc", "laptop", "cloud", "home"], acquisition_methods = ["fax", "email", "courier", "contract", "resume"], transfer_methods = ["fax", "email", "vpn", "api", "chat"] }}"#
    );
    let when =
        r#"vendor == "x" && place == "desk" && acquisition_method == "fax" && transfer_method == "fax""#;
    let folder = pack(
        "",
        &[(
            "r.toml",
            &risk(when, &[(&given, "\"none\""), ("{}", "\"risk\""), ("{}", "{ question = [\"vendors\"] }")]),
        )],
    );
    let lines = soon(move || unproved(&folder));
    assert!(lines.iter().any(|line| line.contains("combinations")), "{lines:?}");
}

#[test]
fn sums_with_an_open_count_do_not_overflow() {
    let rule = risk(
        "count * 2 + 1 > 1000",
        &[
            ("{ count = { lo = 1000 } }", "\"risk\""),
            ("{ count = 3 }", "\"none\""),
            ("{}", "{ question = [\"count\"] }"),
        ],
    );
    assert_eq!(unproved(&pack("", &[("r.toml", &rule)])), Vec::<String>::new());
}

#[test]
fn very_long_names_cost_no_time() {
    let folder = pack(
        &format!("[[family]]\nid = \"{}\"\ntitle = {{ ja = \"x\", en = \"x\" }}\n", "b".repeat(60_000)),
        &[(
            "c.toml",
            &format!(
                "[[control]]\nid = \"c\"\nfamily = \"{}\"\nlevel = \"S\"\ntitle = {{ ja = \"x\", en = \"x\" }}\n",
                "a".repeat(60_000)
            ),
        )],
    );
    soon(move || assert!(!errors(&folder).is_empty()));
}

#[test]
fn a_changed_copy_with_the_same_id_is_not_passed_over() {
    let folder = pack("", &[("r.toml", &risk("count > 1", ANY))]);
    let copy = pack("[parameters]\nlimit = 7\n", &[("r.toml", &risk("count > limit", ANY))]);
    let names = [&folder, &copy].map(|folder| folder.path().display().to_string());
    let (_, problems) = Rulebook::load_with_problems(&names).unwrap();
    assert!(problems.iter().any(|problem| problem.to_string().contains("two packs")), "{problems:?}");
}

#[test]
fn files_that_macos_leaves_are_not_of_the_pack() {
    let folder = pack("", &[("r.toml", &risk("count > 1", ANY))]);
    fs::write(folder.path().join("._r.toml"), b"\x00\x05\x16\x07\xff\xfe").unwrap();
    assert_eq!(errors(&folder), Vec::<String>::new());
}

#[test]
fn functions_may_start_with_a_byte_order_mark() {
    let folder = pack(
        "",
        &[("r.toml", &risk("twice(count) > 1", ANY)), ("functions.rhai", "\u{feff}fn twice(n) { n * 2 }")],
    );
    assert_eq!(errors(&folder), Vec::<String>::new());
}

#[test]
fn a_replaced_field_is_derived_as_the_later_pack_says() {
    let field = "[[field]]\nregister = \"items\"\nid = \"sensitive\"\ntitle = { ja = \"要\", en = \"s\" }\ntype = \"flag\"\nderive = 'count > 1'\n";
    let folder = pack(field, &[]);
    let rulebook = Rulebook::load(&[folder.path().display().to_string()]).unwrap();
    let derived: Vec<&str> = rulebook
        .derived
        .iter()
        .filter(|(_, field, _)| field == "sensitive")
        .map(|(_, _, expression)| expression.text.as_str())
        .collect();
    assert_eq!(derived, ["count > 1"]);
}

#[test]
fn a_failure_inside_a_macro_names_the_macro() {
    let rule = risk(
        "count > 1 && wrong > 2",
        &[("{ count = 2 }", "\"risk\""), ("{ count = 1 }", "\"none\""), ("{}", "{ question = [\"count\"] }")],
    );
    let lines = unproved(&pack("[macros]\nwrong = 'count / (count - count)'\n", &[("r.toml", &rule)]));
    assert!(lines.iter().any(|line| line.contains("pack.toml:7:")), "{lines:?}");
}

#[test]
fn traps_of_types_and_names_are_found_before_any_run() {
    for (rest, when) in [
        ("", r#"any_in(places, "desk")"#),
        ("", "days_since(purpose) > 1"),
        ("", "count"),
        ("", "!count"),
        ("", "is_empty(purpose)"),
        ("", "len(media) > 1"),
        ("", "any_in(places, data_items)"),
        ("", "made_of(purpose, \"x\")"),
        ("", "purpose.starts_with(count)"),
        ("[lists]\nplaces = [\"x\"]\n", "count > 1"),
        ("[parameters]\ndepartment = \"x\"\n", "count > 1"),
        ("[macros]\nmedium = 'count > 1'\n", "count > 1"),
        ("[parameters]\nbreach-count = 3\n", "count > 1"),
        ("[[fact]]\nid = \"f\"\nregister = \"items\"\ncount = 'medium == \"paper\"'\n", "count > 1"),
        (
            "[[fact]]\nid = \"f\"\nregister = \"vendors\"\nsum = 'confidentiality'\nof = \"name\"\n",
            "count > 1",
        ),
        (
            "[[fact]]\nid = \"f\"\nregister = \"vendors\"\ncount = 'confidentiality'\nby = \"contact\"\n",
            "count > 1",
        ),
        (
            "[[fact]]\nid = \"f\"\nregister = \"items\"\ncount = 'g > 1'\n[[fact]]\nid = \"g\"\nregister = \"items\"\ncount = 'backup'\n",
            "count > 1",
        ),
        ("[[fact]]\nid = \"count\"\nregister = \"vendors\"\nany = 'confidentiality'\n", "count > 1"),
    ] {
        let folder = pack(rest, &[("r.toml", &risk(when, ANY))]);
        assert!(!errors(&folder).is_empty(), "{when} {rest}");
    }
}

#[test]
fn a_pack_with_very_many_definitions_is_read_soon() {
    let mut stages = String::new();
    for n in 0..20_000 {
        writeln!(stages, "[[stage]]\nid = \"s{n}\"\ntitle = {{ ja = \"x\", en = \"x\" }}\norder = 1")
            .unwrap();
    }
    let folder = pack(&stages, &[]);
    soon(move || problems(&folder));
}

#[test]
fn a_list_has_an_end() {
    let words = (0..20_000).map(|n| format!("\"語{n}\"")).collect::<Vec<_>>().join(", ");
    let folder = pack(&format!("[lists]\nbig = [{words}]\n"), &[]);
    assert!(errors(&folder).iter().any(|line| line.contains("too long")));
}
