//! The JSON schema of a client's settings.

use daicho_rules::{CLIENT_SCHEMA, PACK_SCHEMA};
use serde_json::{Map, Value};

/// JSON schema (draft 7) of a `daicho.toml`, whole in itself.
///
/// A client's own rules are written as in a pack, so their part is taken from the schema of packs.
pub fn client_schema() -> String {
    let read = |text| serde_json::from_str::<Value>(text).unwrap_or_default();
    let pack = read(PACK_SCHEMA);
    let mut client = filled_in(read(CLIENT_SCHEMA), &pack);
    if let (Some(definitions), Some(Value::Object(shared))) =
        (client.get_mut("definitions").and_then(Value::as_object_mut), pack.get("definitions"))
    {
        definitions.extend(shared.clone());
    }
    let mut text = serde_json::to_string_pretty(&client).unwrap_or_default();
    text.push('\n');
    text
}

/// Puts what stands in the schema of packs where `pack#…` refers to it.
fn filled_in(schema: Value, pack: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let reference = map.get("$ref").and_then(Value::as_str);
            if let Some(pointer) = reference.and_then(|reference| reference.strip_prefix("pack#")) {
                return pack.pointer(pointer).cloned().unwrap_or_default();
            }
            let filled = map.into_iter().map(|(key, value)| (key, filled_in(value, pack)));
            Value::Object(filled.collect::<Map<_, _>>())
        }
        Value::Array(list) => list.into_iter().map(|value| filled_in(value, pack)).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every `$ref` in a schema.
    fn references<'s>(schema: &'s Value, found: &mut Vec<&'s str>) {
        match schema {
            Value::Object(map) => {
                found.extend(map.get("$ref").and_then(Value::as_str));
                map.values().for_each(|value| references(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn the_schema_of_settings_needs_no_other_and_leads_nowhere_in_vain() {
        let schema: Value = serde_json::from_str(&client_schema()).unwrap();
        let mut found = Vec::new();
        references(&schema, &mut found);
        assert!(found.contains(&"#/definitions/risk") && found.contains(&"#/definitions/reason"));
        for reference in found {
            let target = reference.strip_prefix('#').and_then(|pointer| schema.pointer(pointer));
            assert!(target.is_some_and(Value::is_object), "{reference}");
        }
        let severity = schema.pointer("/definitions/override/properties/severity/enum").unwrap();
        assert_eq!(severity.as_array().unwrap().len(), 3);
    }
}
