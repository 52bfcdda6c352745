//! The schema for editors and the shapes of the engine say the same.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{CLIENT_SCHEMA, ClientHeader, ExceptionDefinition, KEYS, OverrideDefinition, TableDefinition};

fn schema(pointer: &str) -> Value {
    let whole: Value = serde_json::from_str(CLIENT_SCHEMA).unwrap();
    whole.pointer(pointer).unwrap().clone()
}

/// Keys that a table may hold, as the engine says where it meets one that it does not know.
fn keys<T: DeserializeOwned>() -> BTreeSet<String> {
    let error = toml::from_str::<T>("no_such_key = 1").err().unwrap();
    let expected = error.message().split_once("expected ").unwrap().1.to_owned();
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn known(schema: &Value) -> BTreeSet<String> {
    schema["properties"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn the_schema_knows_the_keys_of_every_table_and_no_others() {
    assert_eq!(known(&schema("")), KEYS.map(str::to_owned).into());
    for (name, keys) in [
        ("client", keys::<ClientHeader>()),
        ("table", keys::<TableDefinition>()),
        ("override", keys::<OverrideDefinition>()),
        ("except", keys::<ExceptionDefinition>()),
    ] {
        let schema = schema(&format!("/definitions/{name}"));
        assert_eq!(known(&schema), keys, "{name}");
        assert_eq!(schema["additionalProperties"], false, "{name}");
    }
}

#[test]
fn what_is_not_taken_from_packs_is_described_in_both_languages() {
    for name in ["client", "table", "override", "except"] {
        for (key, property) in schema(&format!("/definitions/{name}"))["properties"].as_object().unwrap() {
            let mut property = property.clone();
            while let Some(pointer) = property["$ref"].as_str().and_then(|known| known.strip_prefix('#')) {
                property = schema(pointer);
            }
            if property["$ref"].is_string() {
                continue;
            }
            let description = property["description"].as_str().unwrap_or_default();
            let (ja, en) = description.split_once("\n\n").unwrap_or_default();
            assert!(!ja.is_empty() && !en.is_empty(), "{name} {key}");
        }
    }
}
