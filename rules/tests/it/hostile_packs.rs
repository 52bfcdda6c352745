//! Packs that try to run for ever, to crash, or to give a wrong answer unnoticed.

use std::fmt::Write as _;
use std::fs;

use daicho_rules::Rulebook;

use crate::trial::{ANY, errors, pack, problems, risk, soon, unproved};

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
fn a_pack_with_very_many_definitions_is_read_soon_or_refused() {
    let stage = |n| format!("[[stage]]\nid = \"s{n}\"\ntitle = {{ ja = \"x\", en = \"x\" }}\norder = 1\n");
    for (count, fits) in [(6_000, true), (10_001, false)] {
        let half = count / 2;
        let texts = [(0..half), (half..count)].map(|range| range.map(stage).collect::<String>());
        let [first, second] = texts.each_ref().map(String::as_str);
        let folder = pack("", &[("a.toml", first), ("b.toml", second)]);
        assert_eq!(soon(move || errors(&folder)).is_empty(), fits, "{count}");
    }
}

#[test]
fn a_list_has_an_end() {
    let words = (0..20_000).map(|n| format!("\"語{n}\"")).collect::<Vec<_>>().join(", ");
    let folder = pack(&format!("[lists]\nbig = [{words}]\n"), &[]);
    assert!(errors(&folder).iter().any(|line| line.contains("too long")));
}

#[test]
fn very_many_errors_are_cut_off_and_said_to_be() {
    let names = (0..1_500).map(|n| format!("x{n}")).collect::<Vec<_>>();
    let rule = |n: usize| {
        risk(&format!("[{}] == count", names.join(",")), ANY).replace("TRY-01", &format!("TRY-{n}"))
    };
    let parameters = (0..2_000).map(|n| format!("parameter_{n} = 1")).collect::<Vec<_>>().join("\n");
    let folder =
        pack(&format!("[parameters]\n{parameters}"), &[("r.toml", &(0..4).map(rule).collect::<String>())]);
    let lines = soon(move || errors(&folder));
    assert!(lines.len() < 1_000, "{}", lines.len());
    assert!(lines.iter().any(|line| line.contains("too many errors")), "{lines:?}");
}

#[test]
fn a_list_that_fits_no_vocabulary_is_told_by_its_first_words() {
    let words = (0..2_000).map(|n| format!("\"w{n}\"")).collect::<Vec<_>>().join(", ");
    let rule = risk(&format!("[{}] == count", vec!["medium in words"; 400].join(", ")), ANY);
    let folder = pack(&format!("[lists]\nwords = [{words}]\n"), &[("r.toml", &rule)]);
    let lines = soon(move || errors(&folder));
    assert!(
        lines.iter().any(|line| line.contains("and 1995 more, which vocabulary `medium` lacks")),
        "{lines:?}"
    );
}

#[test]
fn registers_vocabularies_and_macros_have_an_end() {
    let field = |n| {
        format!(
            "[[field]]\nregister = \"items\"\nid = \"own{n}\"\ntitle = {{ ja = \"x\", en = \"x\" }}\ntype = \"flag\"\n"
        )
    };
    let value = |n| format!("[[vocabulary.value]]\nid = \"v{n}\"\ntitle = {{ ja = \"x\", en = \"x\" }}\n");
    for (text, error) in [
        ((0..300).map(field).collect::<String>(), "too many fields"),
        (
            format!("[[vocabulary]]\nid = \"own\"\n{}", (0..600).map(value).collect::<String>()),
            "too many values",
        ),
        (
            format!(
                "[macros]\n{}",
                (0..300).map(|n| format!("m{n} = 'count > 1'")).collect::<Vec<_>>().join("\n")
            ),
            "too many macros",
        ),
        (risk(&format!("count > 1{}", " || count > 1".repeat(1_000)), ANY), "too long"),
    ] {
        let folder = pack("", &[("r.toml", &text)]);
        let lines = soon(move || errors(&folder));
        assert!(lines.iter().any(|line| line.contains(error)), "{error}: {lines:?}");
    }
}

#[test]
fn definitions_on_one_very_long_line_are_read_soon() {
    let stage = |n| format!("{{id=\"s{n}\",title={{ja=\"題\",en=\"x\"}},order=1}}");
    let text = format!("stage=[{}]\n", (0..9_000).map(stage).collect::<Vec<_>>().join(","));
    let folder = pack("", &[("s.toml", &text)]);
    soon(move || assert_eq!(errors(&folder), Vec::<String>::new()));
}

#[test]
fn very_many_slips_headers_and_columns_are_read_soon() {
    let keys = (0..20_000).map(|n| format!("key{n} = 1")).collect::<Vec<_>>().join("\n");
    let cells = vec!["{given={},expect=1}"; 9_000].join(",");
    let headers = (0..20_000).map(|n| format!("\"h{n}\"")).collect::<Vec<_>>().join(", ");
    let field = |id| {
        format!(
            "[[field]]\nregister = \"items\"\nid = \"{id}\"\ntitle = {{ ja = \"x\", en = \"x\" }}\ntype = \"flag\"\nheaders = [{headers}]\n"
        )
    };
    let rule = |n: usize| {
        let columns = (0..380).map(|at| format!("x_{n}_{at} == \"1\"")).collect::<Vec<_>>();
        risk(&columns.join(" || "), ANY).replace("TRY-01", &format!("TRY-{n}"))
    };
    for text in [
        format!("[[stage]]\nid = \"s\"\n{keys}"),
        risk("count > 1", &[]) + format!("case = [{cells}]\n").as_str(),
        field("own1") + field("own2").as_str(),
        (0..50).map(rule).collect::<String>(),
    ] {
        let folder = pack("", &[("r.toml", &text)]);
        let found = soon(move || problems(&folder));
        assert!((1..2_000).contains(&found.len()), "{}", found.len());
    }
}

#[test]
fn names_given_twice_to_a_case_count_once() {
    let media = vec!["\"paper\""; 5_001].join(", ");
    let items = vec!["\"name\""; 5_000].join(", ");
    let rule = risk(
        "medium == \"paper\" && count > 1",
        &[
            (&format!("{{ media = [{media}], data_items = [{items}], count = 2 }}"), "\"risk\""),
            ("{ media = [\"paper\"], count = 1 }", "\"none\""),
            ("{ count = 2 }", "{ question = [\"media\"] }"),
        ],
    );
    let folder = pack("", &[("r.toml", &rule)]);
    assert_eq!(soon(move || unproved(&folder)), Vec::<String>::new());
}

#[test]
fn a_table_of_likelihood_holds_numbers_from_one_to_three() {
    let factors = ["likelihood"; 8].join(" * ");
    let method = format!(
        "[[method]]\nid = \"own\"\ntitle = {{ ja = \"x\", en = \"x\" }}\nkind = \"score\"\nlikelihood = [[255, 255, 255], [255, 255, 255], [255, 255, 255]]\nscore = \"{factors}\"\nacceptable = \"low\"\nband = [{{ id = \"low\", title = {{ ja = \"低\", en = \"low\" }}, from = 0, colour = \"ffffff\" }}]\n"
    );
    let lines = errors(&pack(&method, &[]));
    assert!(lines.iter().any(|line| line.contains("likelihood holds 1, 2 or 3, not 255")), "{lines:?}");
}
