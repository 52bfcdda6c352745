//! The built-in packs: sound, and proved by their own cases.

use std::sync::Arc;

use daicho_rules::{Rulebook, built_in_names, coverage, run_cases};

#[test]
fn built_in_packs_have_no_problems() {
    for name in built_in_names() {
        let (_, problems) = Rulebook::load_with_problems(std::slice::from_ref(&name)).unwrap();
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{name}:\n{}", lines.join("\n"));
    }
}

#[test]
fn every_case_of_the_built_in_packs_comes_out_as_written() {
    let rulebook = Arc::new(Rulebook::load(&built_in_names()).unwrap());
    let (run, problems) = run_cases(&rulebook);
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    assert!(run >= 3 * (rulebook.risks.len() + rulebook.checks.len()), "{run} cases");
}

#[test]
fn every_situation_of_the_built_in_packs_is_covered_by_a_case() {
    let rulebook = Arc::new(Rulebook::load(&built_in_names()).unwrap());
    for rule in coverage(&rulebook) {
        let missing: Vec<&str> = rule.missing.iter().map(|case| case.toml.as_str()).collect();
        assert!(rule.complete && missing.is_empty(), "{}:\n{}", rule.about.id, missing.join("\n"));
    }
}
