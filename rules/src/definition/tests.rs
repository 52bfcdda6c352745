//! The schema for editors and the shapes of the engine say the same.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::{PACK_SCHEMA, PackFile};

/// Tables of a pack file: how one starts in TOML, and where the schema defines it.
const TABLES: [(&str, &str); 20] = [
    ("", ""),
    ("[pack]", "/properties/pack"),
    ("[defaults]", "/properties/defaults"),
    ("[[stage]]", "/definitions/stage"),
    ("[[family]]", "/definitions/family"),
    ("[[register]]", "/definitions/register"),
    ("[[field]]", "/definitions/field"),
    ("[[vocabulary]]", "/definitions/vocabulary"),
    ("[[vocabulary]]\nid = \"v\"\n[[vocabulary.value]]", "/definitions/value"),
    ("[[method]]", "/definitions/method"),
    ("[[method]]\n[[method.band]]", "/definitions/band"),
    ("[[method]]\n[method.exposure]", "/definitions/exposure"),
    ("[[method]]\n[[method.exposure.identifiability]]", "/definitions/identifiability"),
    ("[[method]]\n[[method.exposure.value]]", "/definitions/item_value"),
    ("[[risk]]", "/definitions/risk"),
    ("[[risk]]\n[[risk.case]]", "/definitions/case"),
    ("[[check]]", "/definitions/check"),
    ("[[control]]", "/definitions/control"),
    ("[[duty]]", "/definitions/duty"),
    ("[[step]]", "/definitions/step"),
];

/// `[[fact]]` needs one of several keys, which its shape leaves to `assemble`.
const FACT: (&str, &str) = ("[[fact]]", "/definitions/fact");

fn schema(pointer: &str) -> Value {
    let whole: Value = serde_json::from_str(PACK_SCHEMA).unwrap();
    whole.pointer(pointer).unwrap().clone()
}

fn refusal(text: &str) -> String {
    toml::from_str::<PackFile>(text).unwrap_err().message().to_owned()
}

/// The words that a message quotes after `start`.
fn quoted(message: &str, start: &str) -> BTreeSet<String> {
    let rest = message.split_once(start).unwrap_or_else(|| panic!("{message}")).1;
    rest.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Keys that a table may hold, as the engine says where it meets one that it does not know.
fn keys(table: &str) -> BTreeSet<String> {
    quoted(&refusal(&format!("{table}\nno_such_key = 1")), "expected ")
}

/// Keys that a table must hold, as the engine says one after the other.
fn required(table: &str) -> BTreeSet<String> {
    let mut text = format!("{table}\n");
    let mut found = BTreeSet::new();
    while let Err(error) = toml::from_str::<PackFile>(&text) {
        let key = quoted(error.message(), "missing field ").pop_first().unwrap();
        let value = match key.as_str() {
            "title" | "why" | "fix" | "say" => "{ ja = \"題\", en = \"title\" }",
            "kinds" => "[\"leak\"]",
            "order" | "from" => "1",
            "type" => "\"text\"",
            "kind" => "\"score\"",
            "level" => "\"S\"",
            "severity" => "\"must\"",
            "expect" => "\"risk\"",
            "event" => "\"leak\"",
            _ => "\"x\"",
        };
        writeln!(text, "{key} = {value}").unwrap();
        assert!(found.insert(key), "{text}");
    }
    found
}

fn words(value: &Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_schema_knows_the_keys_of_every_table_and_no_others() {
    for (table, pointer) in TABLES.into_iter().chain([FACT]) {
        let schema = schema(pointer);
        let known: BTreeSet<String> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(known, keys(table), "{table}");
        assert_eq!(schema["additionalProperties"], false, "{table}");
    }
}

#[test]
fn the_schema_demands_the_keys_that_every_table_must_have() {
    for (table, pointer) in TABLES.into_iter().chain([FACT]) {
        // A table inside another is looked at alone: what the outer one lacks is not its matter.
        if table.matches('[').count() > 2 {
            continue;
        }
        let schema = schema(pointer);
        let demanded = schema.get("required").map(words).unwrap_or_default();
        assert_eq!(demanded, required(table), "{table}");
    }
    for (pointer, demanded) in [
        ("/definitions/value", ["id", "title"].as_slice()),
        ("/definitions/band", &["id", "title", "colour"]),
        ("/definitions/case", &["expect"]),
        (
            "/definitions/exposure",
            &["base", "mental_base", "economic_base", "caveat", "identifiability", "value"],
        ),
        ("/definitions/identifiability", &["items", "factor"]),
        ("/definitions/item_value", &["items", "mental", "economic"]),
    ] {
        let demanded: BTreeSet<String> = demanded.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(words(&schema(pointer)["required"]), demanded, "{pointer}");
    }
}

#[test]
fn the_schema_lists_the_values_of_closed_choices() {
    for (table, key, pointer) in [
        ("[[field]]", "type", "/definitions/field/properties/type"),
        ("[[method]]", "kind", "/definitions/method/properties/kind"),
        ("[[check]]", "severity", "/definitions/check/properties/severity"),
        ("[[risk]]", "status", "/definitions/risk/properties/status"),
        ("[[check]]", "status", "/definitions/check/properties/status"),
        ("[[control]]", "level", "/definitions/control/properties/level"),
        ("[[duty]]", "event", "/definitions/duty/properties/event"),
        ("[[duty]]", "status", "/definitions/duty/properties/status"),
    ] {
        let message = refusal(&format!("{table}\n{key} = \"no-such-value\""));
        assert_eq!(words(&schema(pointer)["enum"]), quoted(&message, "expected "), "{table} {key}");
    }
    let kinds = schema("/definitions/risk/properties/kinds/items/enum");
    assert_eq!(words(&kinds), crate::assemble::KINDS.map(str::to_owned).into());
}

#[test]
fn every_key_is_described_in_both_languages() {
    for (_, pointer) in TABLES.into_iter().chain([FACT]) {
        for (key, property) in schema(pointer)["properties"].as_object().unwrap() {
            let description = property["description"].as_str().unwrap_or_default();
            let (ja, en) = description.split_once("\n\n").unwrap_or_default();
            assert!(!ja.is_empty() && !en.is_empty(), "{pointer} {key}");
            assert!(en.chars().all(|c| c.is_ascii() || c == '–'), "{pointer} {key}: {en}");
        }
    }
}
