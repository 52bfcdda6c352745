//! What is wrong with the shape of a definition, in the words of people.

use std::ops::Range;

use crate::error::Problem;
use crate::position::SourceText;
use crate::slips;
use crate::text::Text;

/// What people call the words that stand for themselves.
const VARIANTS: [(&str, &[&str]); 14] = [
    ("must", &["必須"]),
    ("should", &["推奨"]),
    ("info", &["参考"]),
    ("S", &["必須"]),
    ("A", &["望ましい", "任意"]),
    ("text", &["文字列", "文字", "string"]),
    ("flag", &["有無", "○×", "boolean", "bool"]),
    ("choice", &["選択"]),
    ("set", &["集合", "複数選択"]),
    ("names", &["名前", "氏名"]),
    ("count", &["件数", "数", "整数", "number", "integer"]),
    ("date", &["日付", "年月日"]),
    ("period", &["期間"]),
    ("leak", &["漏えい", "漏洩", "漏えい等", "漏洩等"]),
];

/// The problem behind a message of `serde` about `span`, which belongs to `key`.
pub(super) fn problem(at: &SourceText<'_>, span: &Range<usize>, key: Option<&str>, message: &str) -> Problem {
    let place = at.content(span);
    let named: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let first = named.first().copied().unwrap_or_default();
    let others = || named.iter().skip(1).copied();
    let error = |ja: String, en: String| Problem::error(place.clone(), ja, en);
    if message.starts_with("unknown field") {
        let problem =
            error(format!("`{first}` というキーはありません"), format!("there is no key `{first}`"));
        if first == "case" {
            return slips::cases_twice().at(place);
        }
        return with_choice(problem, first, others());
    }
    if message.starts_with("missing field") {
        return error(format!("`{first}` がありません"), format!("`{first}` is missing"));
    }
    let key = key.map_or_else(String::new, |key| format!("`{key}`"));
    if message.starts_with("unknown variant") {
        let problem = error(format!("{key} に `{first}` は書けません"), format!("{key} cannot be `{first}`"));
        let known: Vec<&str> = others().collect();
        if let Some((id, _)) =
            VARIANTS.iter().find(|(id, words)| known.contains(id) && words.contains(&first))
        {
            return problem.with_help(
                format!("「{first}」は `{id}` と書きます"),
                format!("“{first}” is written `{id}`"),
            );
        }
        return with_choice(problem, first, others());
    }
    if let Some(wanted) = untagged(message) {
        return error(
            format!("{key} の書き方が違います: {}を書きます", wanted.ja),
            format!("{key} must be {}", wanted.en),
        );
    }
    if let Some((found, wanted)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        // TOML holds no larger number than 64 bits do.
        if let Some(number) = found.strip_prefix("integer ").filter(|_| found.ends_with("128")) {
            let number = number.split('`').nth(1).unwrap_or(number);
            return error(
                format!("{key} の数 `{number}` は大きすぎます"),
                format!("{key}: the number `{number}` is too large"),
            );
        }
        return error(
            format!("{key} には{}を書きます（{}になっています）", kind_ja(wanted), kind_ja(found)),
            format!("{key} must be {}, not {}", kind_en(wanted), found_en(found)),
        );
    }
    error(format!("{key} が読めません: {message}"), format!("cannot read {key}: {message}"))
}

/// Advice with the nearest of the names that are possible, or all of them.
fn with_choice<'a>(problem: Problem, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Problem {
    let problem = problem.with_nearest(name, known.clone());
    if problem.help.is_some() {
        return problem;
    }
    let list: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    if list.is_empty() {
        return problem;
    }
    problem.with_help(format!("書けるもの: {}", list.join("、")), format!("possible are {}", list.join(", ")))
}

/// What may stand where one of several shapes is possible.
fn untagged(message: &str) -> Option<Text> {
    let name = message.strip_prefix("data did not match any variant of untagged enum ")?;
    Some(match name {
        "Formula" => Text::new("整数か式（文字列）", "a whole number, or an expression as a text"),
        "ListDefinition" => {
            Text::new("文字列の並びか { csv = \"…\" }", "a list of texts, or { csv = \"…\" }")
        }
        "Expectation" => Text::new(
            "\"risk\"、\"none\"、\"finding\"、\"holds\"、\"duty\"、{ question = [\"項目\"] } のどれか",
            "one of \"risk\", \"none\", \"finding\", \"holds\", \"duty\" and { question = [\"field\"] }",
        ),
        "MappedDefinition" => Text::new(
            "値（文字列）かその並び、または true / false",
            "a value as a text, a list of such values, or true or false",
        ),
        "CellDefinition" => Text::new("文字列か整数", "a text or a whole number"),
        _ => Text::new("別の形", "of another shape"),
    })
}

fn kind_ja(kind: &str) -> String {
    let (name, rest) = kind.split_once(" `").map_or((kind, None), |(name, rest)| (name, Some(rest)));
    let known = match name {
        "integer" | "i64" | "u8" | "u32" => "整数",
        "floating point" => "小数",
        "string" | "a string" => "文字列",
        "boolean" | "a boolean" => "true / false",
        "sequence" | "a sequence" => "並び [ … ]",
        "map" | "a map" => "表 { … }",
        name if name.starts_with("string \"") => {
            return format!("文字列 {}", name.trim_start_matches("string "));
        }
        name if name.starts_with("struct ") => "表 { … }",
        other => other,
    };
    rest.map_or_else(|| known.to_owned(), |rest| format!("{known} `{rest}"))
}

fn kind_en(kind: &str) -> &str {
    match kind {
        "i64" | "u8" | "u32" => "a whole number",
        "a sequence" => "a list [ … ]",
        "a map" => "a table { … }",
        "a string" => "a text",
        kind if kind.starts_with("struct ") => "a table { … }",
        other => other,
    }
}

/// What was found, as people say it.
fn found_en(kind: &str) -> String {
    let (name, value) = kind.split_once(" `").map_or((kind, None), |(name, value)| (name, Some(value)));
    let known = match name {
        "integer" => "the whole number",
        "floating point" => "the decimal number",
        "boolean" => "the flag",
        "sequence" => "a list [ … ]",
        "map" => "a table { … }",
        name if name.starts_with("string \"") => {
            return format!("the text {}", name.trim_start_matches("string "));
        }
        other => other,
    };
    value.map_or_else(|| known.to_owned(), |value| format!("{known} `{value}"))
}
