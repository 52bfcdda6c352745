//! Normal forms of expressions: two that say the same in other words have the same one.
//!
//! White space and brackets do not matter, nor the order of what `&&`, `||` and `==` join, nor whether a
//! field goes by its alias, nor whether a part stands behind a macro.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;

use rhai::{Expr, FnCallExpr, Stmt};
use sha2::{Digest, Sha256};

use crate::expression::Expression;
use crate::rulebook::Rulebook;

/// Longest form that is kept as it is; longer ones are kept as their digest.
const MAX_FORM: usize = 200;

/// The form of a part; what `&&` or `||` joins is kept apart, so that it can be joined with more.
#[derive(Debug, Clone)]
enum Form {
    All(BTreeSet<String>),
    Any(BTreeSet<String>),
    Other(String),
}

impl Form {
    fn text(&self) -> String {
        let joined = |parts: &BTreeSet<String>, sign: &str| {
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            format!("({})", parts.join(sign))
        };
        let text = match self {
            Self::All(parts) => joined(parts, " && "),
            Self::Any(parts) => joined(parts, " || "),
            Self::Other(text) => text.clone(),
        };
        if text.len() <= MAX_FORM {
            return text;
        }
        let mut digest = String::from("#");
        for byte in Sha256::digest(text.as_bytes()) {
            // Writing to a String cannot fail.
            let _ = write!(digest, "{byte:02x}");
        }
        digest
    }
}

/// Normal forms over a rulebook.
pub(super) struct Forms<'b> {
    book: &'b Rulebook,
    endless: &'b HashSet<String>,
    macros: HashMap<(String, String), Form>,
}

impl<'b> Forms<'b> {
    pub(super) fn new(book: &'b Rulebook, endless: &'b HashSet<String>) -> Self {
        Self { book, endless, macros: HashMap::new() }
    }

    /// The normal form of an expression over a register.
    pub(super) fn of(&mut self, register: &str, expression: &Expression) -> String {
        self.whole(register, expression).text()
    }

    fn whole(&mut self, register: &str, expression: &Expression) -> Form {
        match expression.ast.statements() {
            [Stmt::Expr(only)] => self.part(register, only),
            [Stmt::FnCall(call, _)] => Form::Other(self.call(register, call, None)),
            // Branches are compared as they are written.
            _ => Form::Other(expression.text.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }

    fn part(&mut self, register: &str, part: &Expr) -> Form {
        match part {
            Expr::And(operands, _) => {
                let mut all = BTreeSet::new();
                for operand in operands.iter() {
                    match self.part(register, operand) {
                        Form::All(more) => all.extend(more),
                        other => {
                            all.insert(other.text());
                        }
                    }
                }
                Form::All(all)
            }
            Expr::Or(operands, _) => {
                let mut any = BTreeSet::new();
                for operand in operands.iter() {
                    match self.part(register, operand) {
                        Form::Any(more) => any.extend(more),
                        other => {
                            any.insert(other.text());
                        }
                    }
                }
                Form::Any(any)
            }
            Expr::Variable(variable, _, _) => self.variable(register, variable.1.as_str()),
            Expr::FnCall(call, _) => Form::Other(self.call(register, call, None)),
            Expr::Dot(pair, _, _) => {
                let object = self.part(register, &pair.lhs).text();
                Form::Other(self.method(register, object, &pair.rhs))
            }
            Expr::StringConstant(text, _) => Form::Other(format!("{:?}", text.as_str())),
            Expr::IntegerConstant(number, _) => Form::Other(number.to_string()),
            Expr::BoolConstant(flag, _) => Form::Other(flag.to_string()),
            Expr::Array(entries, _) => {
                let entries: BTreeSet<String> =
                    entries.iter().map(|entry| self.part(register, entry).text()).collect();
                Form::Other(format!("[{}]", entries.into_iter().collect::<Vec<_>>().join(", ")))
            }
            // The tree shows all that is left, positions aside.
            other => Form::Other(without_positions(&format!("{other:?}"))),
        }
    }

    fn method(&mut self, register: &str, object: String, rest: &Expr) -> String {
        match rest {
            Expr::MethodCall(call, _) => self.call(register, call, Some(object)),
            Expr::Dot(pair, _, _) => {
                let object = self.method(register, object, &pair.lhs);
                self.method(register, object, &pair.rhs)
            }
            other => format!("{object}.{}", without_positions(&format!("{other:?}"))),
        }
    }

    fn variable(&mut self, register: &str, name: &str) -> Form {
        let Some(inner) = self.book.macros.get(name).filter(|_| !self.endless.contains(name)) else {
            let variable = self.book.names.resolve(register, name);
            return Form::Other(variable.map_or_else(|| name.to_owned(), |variable| variable.id));
        };
        let key = (register.to_owned(), name.to_owned());
        if let Some(known) = self.macros.get(&key) {
            return known.clone();
        }
        let form = self.whole(register, inner);
        self.macros.insert(key, form.clone());
        form
    }

    fn call(&mut self, register: &str, call: &FnCallExpr, object: Option<String>) -> String {
        let mut arguments: Vec<String> = object.into_iter().collect();
        for argument in &call.args {
            arguments.push(self.part(register, argument).text());
        }
        let name = match call.name.as_str() {
            name @ ("==" | "!=") => {
                arguments.sort();
                name
            }
            // `a > b` is `b < a`.
            ">" => {
                arguments.reverse();
                "<"
            }
            ">=" => {
                arguments.reverse();
                "<="
            }
            name => name,
        };
        format!("{name}({})", arguments.join(", "))
    }
}

/// A tree as Rhai shows it, without ` @ 1:23`.
fn without_positions(tree: &str) -> String {
    let mut parts = tree.split(" @ ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':'));
    }
    out
}
