//! The built-in packs: sound, and proved by their own cases.

use std::sync::Arc;

use daicho_rules::{Rulebook, built_in_names, run_cases};

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
