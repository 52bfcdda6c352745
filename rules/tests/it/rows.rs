//! Rules that are decided on every row by itself are noted, with what a row costs.

use std::sync::Arc;

use daicho_rules::{Gravity, Problem, Rulebook, row_notes};

use crate::trial::{ANY, pack, risk};

const FUNCTIONS: &str = "fn twice(a) { a * 2 }";

fn notes(when: &str) -> Vec<Problem> {
    let folder = pack(&risk(when, ANY), &[("functions.rhai", FUNCTIONS)]);
    let (book, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    row_notes(&Arc::new(book))
}

#[test]
fn a_rule_that_no_table_of_cases_can_hold_is_noted_with_its_cost_and_the_reason() {
    for (when, because) in [
        ("twice(count) > 1000", "a function of the pack is given numbers, days or texts"),
        ("count / 2 > retention_months", "are joined with other fields in one term"),
        ("(if sensitive { count } else { 5 }) > 3", "are joined with other fields in one term"),
    ] {
        let notes = notes(when);
        let [note] = notes.as_slice() else { panic!("{when}: {notes:?}") };
        assert_eq!(note.gravity, Gravity::Note);
        assert!(note.message.en.starts_with("trial/TRY-01 is decided on every row by itself ("), "{note}");
        let steps = note.message.en.split(['(', ' ']).filter_map(|word| word.parse::<u64>().ok()).max();
        assert!(steps.is_some_and(|steps| steps > 0), "{note}");
        assert!(note.help.as_ref().unwrap().en.contains(because), "{when}: {:?}", note.help);
    }
}

#[test]
fn nothing_is_noted_of_rules_whose_cases_are_few() {
    for when in [
        "count >= 1000 && sensitive",
        "purpose.contains(\"広告\") || months_since(acquired_on) > retention_months",
        "twice(if sensitive { 1 } else { 2 }) > 2",
        "medium == \"paper\" && any_in(places, [\"pc\"])",
    ] {
        assert_eq!(notes(when), [], "{when}");
    }
}

#[test]
fn no_rule_of_the_built_in_packs_is_decided_row_by_row() {
    let book = Rulebook::load(&["jis-q-15001".to_owned()]).unwrap();
    assert_eq!(row_notes(&Arc::new(book)), []);
}
