//! The pack of the benchmark: its twenty rules, or a hundred in five variants.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use daicho_rules::Rulebook;
use toml::{Table, Value};

use crate::constants::{Constants, VARIANTS};

/// Where a rule differs from variant to variant: the rule, the text around the word or number, and it.
type Difference = (&'static str, &'static str, fn(&Constants) -> String);

const DIFFERENCES: [Difference; 36] = [
    ("BEN-01", "kept_at in {} ", |c| list(c.open_places)),
    ("BEN-02", "sent_by == {}", |c| word(c.fax)),
    ("BEN-03", "main_medium {} ", |c| one_of(c.removable)),
    ("BEN-04", "sent_by in {} ", |c| list(c.unencrypted)),
    ("BEN-05", "acquired_by == {}", |c| word(c.third_party)),
    ("BEN-06", "destroyed_by in {} ", |c| list(c.waste)),
    ("BEN-07", "destroyed_by != {} &&", |c| word(c.erasing)),
    ("BEN-08", "kept_at in {} ", |c| list(c.mobile)),
    ("BEN-09", "kept_at == {} ||", |c| word(c.abroad)),
    ("BEN-10", "acquired_by in {} ", |c| list(c.spoken)),
    ("BEN-11", "department in {} ", |c| list(c.large)),
    ("BEN-12", "!backup && kept_at in {} ", |c| list(c.single)),
    ("BEN-13", "count >= {} &&", |c| c.many.to_string()),
    ("BEN-13", "count >= {} {", |c| c.very_many.to_string()),
    ("BEN-13", "count < {} ", |c| c.many_limit.to_string()),
    ("BEN-14", "count > {} &&", |c| c.sent.to_string()),
    ("BEN-14", "count > {} ||", |c| c.very_much_sent.to_string()),
    ("BEN-15", "retention_months >= {} ", |c| c.exposed.to_string()),
    ("BEN-15", "retention_months >= {} {", |c| c.very_exposed.to_string()),
    ("BEN-15", "retention_months <= {} ", |c| c.short.to_string()),
    ("BEN-16", "retention_months * {} ", |c| c.month.to_string()),
    ("BEN-16", "+ {} {", |c| c.long_beyond.to_string()),
    ("BEN-17", "days_since(reviewed_on) > {} &&", |c| c.review.to_string()),
    ("BEN-17", "count >= {} ", |c| c.reviewed_many.to_string()),
    ("BEN-17", "days_since(reviewed_on) > {} {", |c| c.long_review.to_string()),
    ("BEN-17", "count <= {} ", |c| c.review_limit.to_string()),
    ("BEN-18", "contains({}) &&", |c| word(c.usb)),
    ("BEN-18", "contains({}) {", |c| word(c.lost)),
    ("BEN-18", "contains({}) ", |c| word(c.sealed)),
    ("BEN-19", "contains({}) ||", |c| word(c.passed_on)),
    ("BEN-19", "|| remarks.contains({}) ", |c| word(c.overseas)),
    ("BEN-19", "ends_with({}) ", |c| word(c.agreed)),
    ("BEN-19", "count <= {} ", |c| c.passed_limit.to_string()),
    ("BEN-20", "department in {} ", |c| list(c.counters)),
    ("BEN-20", "count >= {} ", |c| c.counter.to_string()),
    ("BEN-20", "count >= {} {", |c| c.large_counter.to_string()),
];

/// The rules of the benchmark, compiled: variant after variant, twenty each.
///
/// # Panics
///
/// If the pack does not load, or lacks a text that a variant replaces.
pub fn rulebook(variants: usize) -> Arc<Rulebook> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for file in ["pack.toml", "rules.toml", "controls.toml"] {
        let text = fs::read_to_string(pack().join(file)).expect("the pack can be read");
        fs::write(folder.path().join(file), text).expect("the temporary folder can be written");
    }
    let (rules, controls) = (table("rules.toml"), table("controls.toml"));
    for (number, constants) in VARIANTS.iter().enumerate().take(variants).skip(1) {
        let varied = varied(&rules, &controls, number, constants);
        let text = toml::to_string(&varied).expect("the rules can be written");
        let file = folder.path().join(format!("variant-{number}.toml"));
        fs::write(file, text).expect("the temporary folder can be written");
    }
    let names = [folder.path().to_string_lossy().into_owned()];
    let mut rulebook = Rulebook::load(&names).expect("the pack loads");
    let place = |id: &str| {
        let mut parts = id.split('-');
        let (number, variant) = (parts.nth(1).map(str::to_owned), parts.next().map(str::to_owned));
        (variant, number)
    };
    rulebook.risks.sort_by_key(|rule| place(&rule.about.id));
    Arc::new(rulebook)
}

fn pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pack")
}

fn table(file: &str) -> Table {
    fs::read_to_string(pack().join(file)).expect("the pack can be read").parse().expect("it is TOML")
}

/// All rules and controls with the constants of a variant, and its number behind their ids.
fn varied(rules: &Table, controls: &Table, number: usize, constants: &Constants) -> Table {
    let mut varied = Table::new();
    for rule in array(rules, "risk") {
        let mut rule = rule.clone();
        let id = text(&rule, "id");
        let named = rule["controls"].as_array().expect("controls").clone();
        let is_named = |control: &&Table| named.contains(&control["id"]);
        let mut own: Vec<Table> = array(controls, "control").filter(is_named).cloned().collect();
        for (_, around, value) in DIFFERENCES.iter().filter(|(of, _, _)| *of == id) {
            let filled = |value: String| around.replacen("{}", &value, 1);
            let (from, to) = (filled(value(&VARIANTS[0])), filled(value(constants)));
            let mut found = replace(&mut rule, "when", &from, &to);
            found |= replace(&mut rule, "threat", &from, &to);
            for control in &mut own {
                found |= replace(control, "present", &from, &to);
            }
            assert!(found, "{id} has no `{from}`, or keeps it");
        }
        let behind = |id: &str| Value::from(format!("{id}-{number}"));
        for key in ["id", "name"] {
            rule[key] = behind(&text(&rule, key));
        }
        for control in &mut own {
            control["id"] = behind(&text(control, "id"));
        }
        rule["controls"] = own.iter().map(|control| control["id"].clone()).collect::<Vec<_>>().into();
        push(&mut varied, "risk", rule);
        for control in own {
            push(&mut varied, "control", control);
        }
    }
    varied
}

/// Replaces a part of an expression, whose end counts as a blank; true if that changes it.
fn replace(table: &mut Table, key: &str, from: &str, to: &str) -> bool {
    let old = format!("{} ", text(table, key));
    let new = old.replace(from, to);
    table[key] = Value::from(new.trim_end());
    new != old
}

fn array<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    let entries = table[key].as_array().expect("an array of tables");
    entries.iter().map(|entry| entry.as_table().expect("a table"))
}

fn push(table: &mut Table, key: &str, entry: Table) {
    let entries = table.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    entries.as_array_mut().expect("an array").push(Value::Table(entry));
}

fn text(table: &Table, key: &str) -> String {
    table[key].as_str().expect("a text").to_owned()
}

fn word(word: &str) -> String {
    format!("\"{word}\"")
}

fn list(words: &[&str]) -> String {
    format!("[{}]", words.iter().map(|one| word(one)).collect::<Vec<_>>().join(", "))
}

fn one_of(words: &[&str]) -> String {
    match words {
        [one] => format!("== {}", word(one)),
        several => format!("in {}", list(several)),
    }
}
