//! The functions of expressions, in words.

use crate::text::Text;

/// A function that expressions may call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Name.
    pub name: &'static str,
    /// How it is written, such as `any_in(set, list)`.
    pub call: &'static str,
    /// What it gives.
    pub title: Text,
}

/// Name, form and meaning in both languages, in the order in which people need them.
const WORDS: [(&str, &str, &str, &str); 15] = [
    (
        "is_blank",
        r#"is_blank("field")"#,
        "空欄か。「なし」とだけ書かれた文字列も空欄とみなす（尋ねない）",
        "whether a cell is blank, or a text that only says “none”; never asks",
    ),
    (
        "has_column",
        r#"has_column("field")"#,
        "台帳にその列があるか。ほかの台帳は \"vendors.contract\" のように書く",
        "whether the ledger has a column; of another register: \"vendors.contract\"",
    ),
    ("has_register", r#"has_register("vendors")"#, "その台帳があるか", "whether the ledger has a register"),
    (
        "any_in",
        r#"any_in(set, ["a", "b"])"#,
        "集合の値のどれかが一覧にあるか",
        "whether any value of a set is in a list",
    ),
    (
        "all_in",
        r#"all_in(set, ["a", "b"])"#,
        "集合の値がすべて一覧にあるか",
        "whether all values of a set are in a list",
    ),
    (
        "surely_in",
        r#"surely_in(set, ["a", "b"])"#,
        "any_in と同じ。読み取れない部分があっても尋ねない",
        "like any_in, but never asks for what was not understood",
    ),
    ("is_empty", "is_empty(set)", "集合が「なし」か", "whether a set says “none”"),
    (
        "contains",
        r#"text.contains("…")"#,
        "文字列に含まれるか。集合では \"a\" in set",
        "whether a text holds another; of a set: \"a\" in set",
    ),
    ("starts_with", r#"text.starts_with("…")"#, "文字列がその語で始まるか", "whether a text starts with it"),
    ("ends_with", r#"text.ends_with("…")"#, "文字列がその語で終わるか", "whether a text ends with it"),
    ("len", "text.len()", "文字数", "number of characters"),
    (
        "made_of",
        "made_of(text, list)",
        "一覧の語だけでできた文か（「業務上必要なため」など）",
        "whether a text is made of nothing but the words of a list",
    ),
    ("days_since", "days_since(date)", "その日から基準日までの日数", "days from a date to the as-of date"),
    (
        "months_since",
        "months_since(date)",
        "その日から基準日までに満了した月数。6か月ちょうどから7か月の前日までが 6",
        "full months elapsed from a date to the as-of date: 6 until the day before the seventh is full",
    ),
    ("days_between", "days_between(from, to)", "二つの日付の間の日数", "days between two dates"),
];

/// The functions that every expression may call.
pub fn functions() -> Vec<Function> {
    let function = |(name, call, ja, en)| Function { name, call, title: Text::new(ja, en) };
    WORDS.map(function).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::FUNCTIONS;

    #[test]
    fn every_function_of_the_sandbox_is_described_with_its_arguments() {
        let arguments = |call: &str| {
            let inside = call.split_once('(').unwrap().1.trim_end_matches(')');
            let lists = inside.replace("[\"a\", \"b\"]", "list");
            let given = lists.split(',').filter(|part| !part.trim().is_empty()).count();
            given + usize::from(call.contains('.'))
        };
        let described: Vec<_> = functions().iter().map(|known| (known.name, arguments(known.call))).collect();
        for function in FUNCTIONS {
            assert!(described.contains(function), "{function:?}");
        }
        assert_eq!(described.len(), FUNCTIONS.len());
    }
}
