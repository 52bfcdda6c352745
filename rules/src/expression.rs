//! Compiled expressions that know what they read.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rhai::{AST, ASTNode, Engine, Expr, FnCallExpr, Stmt};
use unicode_normalization::UnicodeNormalization;

use crate::error::{Place, Problem};
use crate::slips;

/// Longest expression, in bytes.
const MAX_EXPRESSION: usize = 8_000;

/// A compiled expression of a pack.
#[derive(Debug, Clone)]
pub struct Expression {
    /// The text as written, in NFC.
    pub text: String,
    /// Where it starts.
    pub place: Place,
    pub(crate) ast: AST,
    /// How deep its parts stand within each other: running them takes that much of the stack.
    pub(crate) depth: usize,
    /// Variables with the places of their first use.
    pub(crate) variables: Vec<(String, Place)>,
    /// Functions called: name, number of arguments, place.
    pub(crate) calls: Vec<(String, usize, Place)>,
    /// Names given to `is_blank`, `has_column` and `has_register`.
    pub(crate) named: Vec<(String, String, Place)>,
    /// File of each function that its pack and those before it define.
    pub(crate) labels: Arc<HashMap<String, String>>,
}

impl Expression {
    /// Compiles `text`, which starts at `place`. The problem's place is in the file of the pack.
    pub(crate) fn compile(engine: &Engine, text: &str, place: &Place) -> Result<Self, Box<Problem>> {
        if text.len() > MAX_EXPRESSION {
            return Err(Box::new(Problem::error(
                place.clone(),
                format!("式が長すぎます（上限 {MAX_EXPRESSION} バイト）"),
                format!("the expression is too long (at most {MAX_EXPRESSION} bytes)"),
            )));
        }
        let text: String = text.nfc().collect();
        let ast = engine.compile_expression(&text).map_err(|error| {
            let position = error.position();
            let stopped =
                || (shift(place, position.line(), position.position()), slips::reason(error.err_type()));
            let found = slips::slip(&text).map(|(before, slip)| (place_after(place, &text, before), slip));
            let (at, slip) = found.unwrap_or_else(stopped);
            Box::new(slip.within("式が読めません", "cannot read the expression").at(at))
        })?;
        let mut compiled = Self {
            text,
            place: place.clone(),
            depth: depth(&ast),
            ast,
            variables: Vec::new(),
            calls: Vec::new(),
            named: Vec::new(),
            labels: Arc::default(),
        };
        compiled.walk()?;
        Ok(compiled)
    }

    /// Names of the variables it reads.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(|(name, _)| name.as_str())
    }

    /// The place of a position inside the expression.
    pub(crate) fn at(&self, position: rhai::Position) -> Place {
        shift(&self.place, position.line(), position.position())
    }

    fn walk(&mut self) -> Result<(), Box<Problem>> {
        let mut seen = BTreeSet::new();
        let (mut variables, mut calls, mut named) = (Vec::new(), Vec::new(), Vec::new());
        let mut forbidden = None;
        let mut refused = None;
        let place = self.place.clone();
        let at = |position: rhai::Position| shift(&place, position.line(), position.position());
        self.ast.walk(&mut |path| {
            match path.last() {
                Some(ASTNode::Expr(Expr::Variable(variable, _, position))) => {
                    let name = variable.1.to_string();
                    if seen.insert(name.clone()) {
                        variables.push((name, at(*position)));
                    }
                }
                Some(
                    ASTNode::Expr(Expr::FnCall(call, position) | Expr::MethodCall(call, position))
                    | ASTNode::Stmt(Stmt::FnCall(call, position)),
                ) => {
                    let is_method = matches!(path.last(), Some(ASTNode::Expr(Expr::MethodCall(..))));
                    if refused.is_none()
                        && let Some(slip) = call.op_token.as_ref().and_then(|_| slips::operator(&call.name))
                    {
                        refused = Some(slip.at(at(*position)));
                    }
                    if call.op_token.is_none() {
                        calls.push((
                            call.name.to_string(),
                            call.args.len() + usize::from(is_method),
                            at(*position),
                        ));
                        if let Some(name) = naming_argument(call) {
                            named.push((call.name.to_string(), name, at(*position)));
                        }
                    }
                }
                Some(ASTNode::Expr(Expr::CharConstant(c, position))) => {
                    forbidden = Some((at(*position), format!("'{c}'")));
                }
                Some(ASTNode::Expr(Expr::Map(_, position))) => {
                    forbidden = Some((at(*position), "#{…}".into()));
                }
                Some(ASTNode::Expr(Expr::ThisPtr(position))) => {
                    forbidden = Some((at(*position), "this".into()));
                }
                Some(ASTNode::Expr(Expr::Property(property, position))) => {
                    forbidden = Some((at(*position), format!(".{}", property.2)));
                }
                Some(ASTNode::Stmt(statement @ (Stmt::Var(..) | Stmt::Assignment(..)))) => {
                    forbidden = Some((at(statement.position()), "=".into()));
                }
                _ => {}
            }
            true
        });
        if let Some(problem) = refused {
            return Err(Box::new(problem));
        }
        (self.variables, self.calls, self.named) = (variables, calls, named);
        match forbidden {
            None => Ok(()),
            Some((place, what)) => {
                let problem = Problem::error(
                    place,
                    format!("式では `{what}` を使えません"),
                    format!("`{what}` has no place in an expression"),
                );
                Err(Box::new(problem.with_help(
                    "文字列は \"…\" で、項目は名前だけで書きます",
                    "write texts as \"…\" and fields by their names",
                )))
            }
        }
    }
}

/// Most nodes of a syntax tree that stand within each other.
fn depth(ast: &AST) -> usize {
    let mut deepest = 0;
    ast.walk(&mut |path| {
        deepest = deepest.max(path.len());
        true
    });
    deepest
}

/// The text argument of a function that takes the name of a field or register.
fn naming_argument(call: &FnCallExpr) -> Option<String> {
    if !matches!(call.name.as_str(), "is_blank" | "has_column" | "has_register") {
        return None;
    }
    match call.args.first() {
        Some(Expr::StringConstant(name, _)) => Some(name.to_string()),
        _ => Some(String::new()),
    }
}

/// A position inside an expression (counted from 1, or none) as a place in its file.
fn shift(start: &Place, line: Option<usize>, column: Option<usize>) -> Place {
    let (line, column) = (line.unwrap_or(1), column.unwrap_or(1));
    Place {
        file: start.file.clone(),
        line: start.line + line - 1,
        column: if line == 1 { start.column + column - 1 } else { column },
    }
}

/// The place after so many characters of an expression.
fn place_after(start: &Place, text: &str, characters: usize) -> Place {
    let line = text.chars().take(characters).filter(|c| *c == '\n').count() + 1;
    let column =
        text.chars().take(characters).collect::<Vec<_>>().iter().rev().take_while(|c| **c != '\n').count()
            + 1;
    shift(start, Some(line), Some(column))
}
