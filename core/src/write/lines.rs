//! JSON for people and version control: objects indented, the entries of long lists one a line.

use serde_json::Value;

/// Deepest level at which objects are spread over lines.
const SPREAD: usize = 4;

/// Prints a value with a line end.
pub(super) fn print(value: &Value) -> String {
    let mut out = String::new();
    spread(value, 0, &mut out);
    out.push('\n');
    out
}

fn spread(value: &Value, depth: usize, out: &mut String) {
    let indent = |depth: usize| " ".repeat(depth * 2);
    match value {
        Value::Object(object) if depth < SPREAD && !object.is_empty() => {
            out.push_str("{\n");
            for (index, (key, inner)) in object.iter().enumerate() {
                let comma = if index + 1 < object.len() { "," } else { "" };
                out.push_str(&indent(depth + 1));
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push_str(": ");
                spread(inner, depth + 1, out);
                out.push_str(comma);
                out.push('\n');
            }
            out.push_str(&indent(depth));
            out.push('}');
        }
        Value::Array(list) if depth <= SPREAD && list.iter().any(Value::is_object) => {
            out.push_str("[\n");
            for (index, inner) in list.iter().enumerate() {
                let comma = if index + 1 < list.len() { "," } else { "" };
                out.push_str(&indent(depth + 1));
                if holds_lists(inner) {
                    spread(inner, depth + 1, out);
                } else {
                    out.push_str(&inner.to_string());
                }
                out.push_str(comma);
                out.push('\n');
            }
            out.push_str(&indent(depth));
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// True for an entry that is itself made of long lists, such as a table with its columns.
fn holds_lists(value: &Value) -> bool {
    let is_list = |inner: &Value| inner.as_array().is_some_and(|list| list.iter().any(Value::is_object));
    value.as_object().is_some_and(|object| object.contains_key("tables") || object.contains_key("columns"))
        && value.as_object().is_some_and(|object| object.values().any(is_list))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::print;

    #[test]
    fn what_is_printed_reads_back_the_same() {
        let value =
            json!({"a": [{"b": [1, 2]}, {"c": "改行\n"}], "d": {"e": {"f": {"g": {"h": []}}}}, "i": {}});
        let text = print(&value);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        assert!(text.contains("    {\"b\":[1,2]},\n"), "{text}");
    }
}
