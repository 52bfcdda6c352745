//! Rules as texts of the peers' languages.

use crate::tree::Tree;

/// How a language writes what differs between ZEN and CEL.
pub struct Language {
    pub all: &'static str,
    pub any: &'static str,
    pub not: &'static str,
    pub contains: fn(&str, &str) -> String,
    pub ends_with: fn(&str, &str) -> String,
}

/// The language of zen-expression.
pub const ZEN: Language = Language {
    all: " and ",
    any: " or ",
    not: "not ",
    contains: |text, part| format!("contains({text}, \"{part}\")"),
    ends_with: |text, part| format!("endsWith({text}, \"{part}\")"),
};

/// The Common Expression Language.
pub const CEL: Language = Language {
    all: " && ",
    any: " || ",
    not: "!",
    contains: |text, part| format!("{text}.contains(\"{part}\")"),
    ends_with: |text, part| format!("{text}.endsWith(\"{part}\")"),
};

impl Language {
    /// A tree as text, with brackets around every part.
    pub fn print(&self, tree: &Tree) -> String {
        let join = |parts: &[Tree], by| {
            let parts: Vec<String> = parts.iter().map(|part| self.print(part)).collect();
            format!("({})", parts.join(by))
        };
        match tree {
            Tree::Field(name) => name.clone(),
            Tree::Word(word) => format!("\"{word}\""),
            Tree::Number(number) => number.to_string(),
            Tree::Not(part) => format!("({}{})", self.not, self.print(part)),
            Tree::All(parts) => join(parts, self.all),
            Tree::Any(parts) => join(parts, self.any),
            Tree::Binary(operator, left, right) => {
                format!("({} {operator} {})", self.print(left), self.print(right))
            }
            Tree::OneOf(field, words) => {
                let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                format!("({} in [{}])", self.print(field), words.join(", "))
            }
            Tree::Contains(text, part) => (self.contains)(&self.print(text), part),
            Tree::EndsWith(text, part) => (self.ends_with)(&self.print(text), part),
            Tree::If(condition, then, otherwise) => {
                let [condition, then, otherwise] = [condition, then, otherwise].map(|part| self.print(part));
                format!("({condition} ? {then} : {otherwise})")
            }
        }
    }
}

/// A tree in `JSONLogic`.
pub fn json_logic(tree: &Tree) -> serde_json::Value {
    use serde_json::json;
    let list = |parts: &[Tree]| parts.iter().map(json_logic).collect::<Vec<_>>();
    match tree {
        Tree::Field(name) => json!({ "var": name }),
        Tree::Word(word) => json!(word),
        Tree::Number(number) => json!(number),
        Tree::Not(part) => json!({ "!": [json_logic(part)] }),
        Tree::All(parts) => json!({ "and": list(parts) }),
        Tree::Any(parts) => json!({ "or": list(parts) }),
        Tree::Binary(operator, left, right) => {
            let operator = match *operator {
                "==" => "===",
                "!=" => "!==",
                other => other,
            };
            json!({ operator: [json_logic(left), json_logic(right)] })
        }
        Tree::OneOf(field, words) => json!({ "in": [json_logic(field), words] }),
        Tree::Contains(text, part) => json!({ "in": [part, json_logic(text)] }),
        Tree::EndsWith(text, part) => json!({ "ends_with": [json_logic(text), part] }),
        Tree::If(condition, then, otherwise) => {
            json!({ "if": [json_logic(condition), json_logic(then), json_logic(otherwise)] })
        }
    }
}
