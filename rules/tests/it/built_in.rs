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

/// Rules that look for more words in one text, or for more values in one set, than are combined.
const TOO_MANY_WORDS: [&str; 2] = ["appi/MYN-01", "care-saas/PUR-05"];

#[test]
fn every_situation_of_the_built_in_packs_is_covered_by_a_case() {
    let rulebook = Arc::new(Rulebook::load(&built_in_names()).unwrap());
    let mut lines = Vec::new();
    for rule in coverage(&rulebook) {
        let known = TOO_MANY_WORDS.contains(&rule.about.id.as_str());
        if rule.complete == known {
            lines.push(format!("{}: looked at to the end: {}", rule.about.id, rule.complete));
        }
        lines.extend(rule.missing.iter().map(|case| format!("{}:\n{}", rule.about.id, case.toml)));
    }
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}
