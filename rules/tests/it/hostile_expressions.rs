//! Expressions that try to run for ever, to eat the memory or the stack, or to get out of the sandbox.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::{Bindings, Columns, Evaluator, Outcome, Reading, Rulebook, Value, World, decide_risks};

use crate::trial::{ANY, errors, pack, risk, soon, unproved};

/// A second rule that does nothing odd, with cases that come out.
const GOOD: &str = r#"
[[risk]]
id = "TRY-02"
name = "good"
stage = "storage"
kinds = ["leak"]
title = { ja = "題", en = "title" }
why = { ja = "理由", en = "why" }
when = "count > 1"
threat = 2
case = [
  { given = { count = 2 }, expect = "risk" },
  { given = { count = 1 }, expect = "none" },
  { given = {}, expect = { question = ["count"] } },
]
"#;

/// Words by which a failed case tells that an expression was stopped.
const STOPPED: [&str; 6] =
    ["does too much", "Too many operations", "too large", "Stack overflow", "overflow", "not found"];

/// Loads a rule beside a good one; it must be stopped where it runs, and leave the good one alone.
fn stopped(what: &str, rest: &str, when: &str, given: &str, functions: &str) {
    let cases = [(given, "\"risk\""), ("{ count = 1 }", "\"none\""), ("{}", "{ question = [\"count\"] }")];
    let rules = risk(when, &cases) + GOOD;
    let folder = pack(rest, &[("r.toml", &rules), ("functions.rhai", functions)]);
    let lines = soon(move || unproved(&folder));
    let own = lines.iter().find(|line| line.contains("TRY-01")).unwrap();
    assert!(own.contains("failure") && STOPPED.iter().any(|word| own.contains(word)), "{what}: {own}");
    assert!(
        [".toml:8:", "pack.toml:", "functions.rhai:1:"].iter().any(|place| own.contains(place))
            && own.len() < 1_000,
        "{what}: {own}"
    );
    assert!(lines.iter().all(|line| !line.contains("TRY-02")), "{what}: {lines:?}");
}

/// Loads rules of which each must be refused, with its place.
fn refused(whens: &[String]) {
    let empty = risk("WHEN", ANY);
    let lines_of_rule = empty.lines().count();
    let rule = |(number, when): (usize, &String)| {
        empty.replace("TRY-01", &format!("TRY-{number}")).replace("'''WHEN'''", &toml_text(when))
    };
    let folder = pack("", &[("r.toml", &whens.iter().enumerate().map(rule).collect::<String>())]);
    let lines = soon(move || errors(&folder));
    for (number, when) in whens.iter().enumerate() {
        let place = format!("r.toml:{}:", number * lines_of_rule + 8);
        assert!(lines.iter().any(|line| line.contains(&place)), "{when}: {lines:?}");
    }
}

/// Loads a function that must be refused with its place.
fn refused_function(body: &str) {
    let functions = format!("fn f(a) {{ {body} }}");
    let folder = pack("", &[("functions.rhai", &functions)]);
    let lines = soon(move || errors(&folder));
    assert!(lines.iter().any(|line| line.contains("functions.rhai:1:")), "{body}: {lines:?}");
}

#[test]
fn endless_recursion_is_stopped_and_named() {
    for functions in [
        "fn f(a) { f(a) }",
        "fn f(a) { f(a) + f(a) }",
        "fn f(a) { g(a) + g(a) }\nfn g(a) { f(a) + f(a) }",
        "fn f(a) { try { f(a) } catch { f(a) } }",
        "fn f(a) { try { f(a); } catch { f(a); } f(a) }",
        "fn f(a) { f([a]) }",
        "fn f(a) { f(a + a) }",
    ] {
        stopped(functions, "", "count > 1 && f(1) > 1", "{ count = 2 }", functions);
    }
}

#[test]
fn long_work_is_stopped_and_named() {
    for (body, times) in
        [("a += 1;", 30_000), ("if a > 0 { a += 1; }", 10_000), ("switch a { _ => 1 }", 20_000)]
    {
        let functions = format!("fn f(a) {{ {} }}", body.repeat(times));
        stopped(body, "", "count > 1 && f(1) > 1", "{ count = 2 }", &functions);
    }
}

#[test]
fn growing_values_are_stopped_and_named() {
    for (start, step) in [
        ("\"xxxxxxxxxx\"", "s += s;"),
        ("\"xxxxxxxxxx\"", "s = `${s}${s}`;"),
        ("[1]", "s += s;"),
        ("[1]", "s = [s, s];"),
        ("#{a: 1}", "s.b = s; s.c = s;"),
        ("[[]]", "s[0] = s + s;"),
    ] {
        let functions = format!("fn f(a) {{ let s = {start}; {} 1 }}", step.repeat(300));
        stopped(step, "", "count > 1 && f(1) > 1", "{ count = 2 }", &functions);
    }
}

#[test]
fn values_deep_within_each_other_do_not_eat_the_stack() {
    let functions = format!("fn f(a) {{ let s = []; {} s == s }}", "s = [s];".repeat(1_900));
    stopped("nested", "", "count > 1 && f(1)", "{ count = 2 }", &functions);
}

#[test]
fn texts_that_macros_double_are_stopped_and_named() {
    let mut macros = "[macros]\n".to_owned();
    for level in 0..7 {
        let next = format!("m{}", level + 1);
        writeln!(macros, "m{level} = '{}'", vec![next; 4].join(" + ")).unwrap();
    }
    macros.push_str("m7 = '\"0123456789abcdef\"'\n");
    stopped("doubling", &macros, "count > 1 && m0 == \"\"", "{ count = 2 }", "");
}

#[test]
fn functions_over_long_lists_and_texts_are_stopped_and_named() {
    let words = (0..2_000).map(|n| format!("\"語{n}\"")).collect::<Vec<_>>().join(", ");
    let lists = format!("[lists]\nwords = [{words}]\n");
    let names = (0..2_000).map(|n| format!("\"社{n}\"")).collect::<Vec<_>>().join(", ");
    let text = "業務のため等".repeat(5_000);
    for (call, given) in [
        ("made_of(purpose, words)", format!("{{ count = 2, purpose = \"{text}\" }}")),
        ("any_in(vendors, words)", format!("{{ count = 2, vendors = [{names}] }}")),
        ("surely_in(vendors, words)", format!("{{ count = 2, vendors = [{names}] }}")),
    ] {
        stopped(call, &lists, &format!("count > 1 && {call}"), &given, "");
    }
    let many = vec!["purpose.contains(\"zz\")"; 300].join(" || ");
    let all = format!("{{ count = 2, purpose = \"{}\" }}", "x".repeat(120_000));
    // Too long a chain for an expression, so it stands in functions.
    let functions = format!("fn f(purpose) {{ [{}] }}", many.replace(" || ", ", "));
    stopped("contains", "", "count > 1 && (true in f(purpose))", &all, &functions);
}

#[test]
fn tried_flags_share_the_steps_of_one_part() {
    let words = (0..40).map(|n| format!("\"語{n}\"")).collect::<Vec<_>>().join(", ");
    let lists = format!("[lists]\nwords = [{words}]\n");
    let text = "x".repeat(60_000);
    // A tenth of the steps, taken anew for each way in which four blank flags are tried.
    let flags = "(backup == sensitive) == (my_number == entrusted) || true";
    let when = format!("count > 1 && !made_of(purpose, words) && ({flags})");
    stopped("shared", &lists, &when, &format!("{{ count = 2, purpose = \"{text}\" }}"), "");
    let filled = "backup = true, sensitive = true, my_number = true, entrusted = true";
    let given = format!("{{ count = 2, purpose = \"{text}\", {filled} }}");
    let cases =
        [(given.as_str(), "\"risk\""), ("{ count = 1 }", "\"none\""), ("{}", "{ question = [\"count\"] }")];
    let folder = pack(&lists, &[("r.toml", &risk(&when, &cases))]);
    assert_eq!(soon(move || unproved(&folder)), Vec::<String>::new());
}

#[test]
fn numbers_out_of_range_are_stopped_and_named() {
    for when in [
        "count > 1 && 9223372036854775807 + count > 0",
        "count > 1 && -9223372036854775807 - count > 0 && -9223372036854775807 - 2 < 0",
        "count > 1 && count * 9223372036854775807 > 0",
        "count > 1 && (-9223372036854775807 - 1) / -1 > 0",
    ] {
        stopped(when, "", when, "{ count = 2 }", "");
    }
}

#[test]
fn a_thrown_text_is_cut_and_cannot_be_taken_for_an_answer() {
    let functions = format!("fn f(a) {{ let s = \"not found \"; {} throw s; }}", "s += s;".repeat(12));
    stopped("throw", "", "count > 1 && f(1)", "{ count = 2 }", &functions);
}

#[test]
fn nesting_is_refused_before_it_reaches_the_end_of_the_stack() {
    let shapes = [
        ("(", ")"),
        ("!", ""),
        ("if sensitive { ", " } else { true }"),
        ("switch sensitive { _ => ", " }"),
        ("[", "][0]"),
        ("`${", "}`"),
        ("true == (", ")"),
        ("len(", ")"),
        ("1 + ", ""),
        ("{", "}"),
        ("/*", "*/"),
    ];
    let nested = |(open, close): (&str, &str), times: usize| {
        format!("{}count > 1{}", open.repeat(times), close.repeat(times))
    };
    refused(&shapes.map(|shape| nested(shape, 70)));
    refused(&shapes.map(|shape| nested(shape, 7_900 / (shape.0.len() + shape.1.len()))));
    for shape in shapes.into_iter().filter(|shape| shape.0 != "/*") {
        refused_function(&nested(shape, 5_000).replace("count", "a"));
    }
}

#[test]
fn the_deepest_nesting_that_is_accepted_runs() {
    // On the stack of a test's thread, without optimisation: deeper is refused, this much must run.
    let functions = "fn f(a) { a }\nfn g(a) { if true { if true { if true { g(a) } else { a } } else { a } } else { a } }";
    for (open, close, times) in [("true == (", ")", 26), ("f(", ")", 26), ("!", "", 50), ("[", "][0]", 13)] {
        let when = format!("count > 1 && {}g(sensitive){}", open.repeat(times), close.repeat(times));
        stopped(open, "", &when, "{ count = 2, sensitive = true }", functions);
    }
}

#[test]
fn macros_add_to_the_nesting_of_what_names_them() {
    let mut macros = "[macros]\n".to_owned();
    for level in 0..8 {
        let inner = if level == 7 { "sensitive".to_owned() } else { format!("m{}", level + 1) };
        writeln!(
            macros,
            "m{level} = '{}{inner}{}'",
            "if sensitive { ".repeat(10),
            " } else { true }".repeat(10)
        )
        .unwrap();
    }
    let folder = pack(&macros, &[("r.toml", &risk("m0 && count > 1", ANY))]);
    let lines = soon(move || errors(&folder));
    assert!(
        lines.iter().any(|line| line.contains("r.toml:8:11") && line.contains("nested too deep")),
        "{lines:?}"
    );
}

#[test]
fn what_leads_out_of_the_sandbox_is_refused() {
    let whens = [
        "eval(\"1\") && count > 1",
        "import \"x\" as y; count > 1",
        "export count",
        "timestamp() > count",
        "sleep(count)",
        "exit(count > 1)",
        "print(count)",
        "debug(count)",
        "count.type_of() == \"i64\"",
        "Fn(\"f\").call() && count > 1",
        "(|x| x > 1)(count)",
        "(|| count > 1)()",
        "open_file(\"/etc/passwd\") == \"\" && count > 1",
        "while count > 1 { }",
        "loop { }",
        "for x in 0..9 { }",
        "let x = count; x > 1",
        "count = 1",
        "fn f(a) { a }",
        "this > 1 && count > 1",
        "global::count > 1",
        "#{ a: count }.a > 1",
        "'c' == count",
        "count.parse_int() > 1",
        "purpose == \"\\ud800\" && count > 1",
        "purpose == \"\\U00110000\" && count > 1",
        "count > 99999999999999999999",
        "count > 1 \u{0}",
    ];
    refused(&whens.map(str::to_owned));
}

#[test]
fn functions_have_no_loops_closures_or_pointers() {
    for body in [
        "loop { }",
        "while true { }",
        "do { } while true",
        "for x in a { }",
        "eval(a)",
        "let x = || a; x.call()",
        "Fn(\"f\")",
        "a.map(|x| f(x))",
        "import \"x\" as y",
        "nowhere",
    ] {
        refused_function(body);
    }
}

#[test]
fn a_function_cannot_take_the_place_of_one_of_the_engine() {
    for own in ["fn is_blank(name) { false }", "fn contains(a, b) { true }", "fn made_of(a) { a }"] {
        let folder = pack("", &[("r.toml", &risk("count > 1", ANY)), ("functions.rhai", own)]);
        assert!(errors(&folder).iter().any(|line| line.contains("is built in")), "{own}");
    }
}

/// A text as a TOML string.
fn toml_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0' => out.push_str("\\u0000"),
            c => out.push(c),
        }
    }
    out + "\""
}

/// Whether a rule takes too many steps on a long text may not hang on the texts of other records.
#[test]
fn a_long_text_is_no_case_of_a_short_one_whichever_comes_first() {
    let mut lists = String::from("[lists]\n");
    let mut when = Vec::new();
    for list in 0..6 {
        let words: Vec<String> = (0..200).map(|word| format!("\"語{list}の{word}\"")).collect();
        writeln!(lists, "l{list} = [{}]", words.join(", ")).unwrap();
        when.push(format!("made_of(remarks, l{list})"));
    }
    when.push("remarks.contains(\"いろは\")".to_owned());
    let folder = pack(&lists, &[("r.toml", &risk(&when.join(" || "), ANY))]);
    let (book, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    let (book, world) = (Arc::new(book), Arc::new(World::new(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap())));
    let (short, long) = (Value::Text("いろは".into()), Value::Text("いろは".repeat(10_900)));
    for texts in [[&short, &long], [&long, &short]] {
        let mut columns = Columns::new(2);
        columns.add_field("remarks", texts.into_iter().map(Reading::Known));
        let columns = Arc::new(columns);
        let rules: Vec<_> = book.risks.iter().collect();
        let decided = decide_risks(&book, &world, &columns, &rules);
        let fired: Vec<bool> = (0..2).map(|row| decided[0].outcome(row) == Some(&Outcome::Fires)).collect();
        assert_eq!(fired, texts.map(|text| *text == short), "only the short one is decided");
        let bindings = Arc::new(Bindings::new(&book, &world, "items", &columns, &rules[0].singulars));
        let mut evaluator = Evaluator::new(Arc::clone(&book), Arc::clone(&world));
        for row in 0..2 {
            let alone = evaluator.decide_risk(rules[0], &bindings, row).outcome;
            assert_eq!(decided[0].outcome(row), Some(&alone));
        }
    }
}
