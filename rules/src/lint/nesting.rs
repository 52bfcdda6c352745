//! Macros that lead back to themselves, and expressions that take too much of the stack.

use std::collections::{HashMap, HashSet};

use super::expressions::all;
use crate::error::Problem;
use crate::evaluate::MAX_MACROS_DEEP;
use crate::expression::Expression;
use crate::problems::Problems;
use crate::rulebook::Rulebook;

/// Most parts of an expression that may stand within each other, macros seen through.
///
/// Each takes up to 11 KiB of the stack where the compiler does not optimise.
const MAX_NESTING: usize = 64;

/// How deep an expression is.
#[derive(Debug, Clone, Copy)]
struct Depth {
    /// Macros within each other.
    macros: usize,
    /// Parts of expressions within each other.
    parts: usize,
}

/// Tells of macros without end and of deep nesting, and gives the names of such macros: no other lint may
/// follow them.
pub(super) fn check(book: &Rulebook, problems: &mut Problems) -> HashSet<String> {
    let depths = depths(book);
    let mut endless = HashSet::new();
    for (name, expression) in &book.macros {
        let problem = match depths.get(name.as_str()) {
            None => Problem::error(
                expression.place.clone(),
                format!("マクロ `{name}` が自分自身に戻ります"),
                format!("macro `{name}` leads back to itself"),
            ),
            Some(depth) if depth.macros >= MAX_MACROS_DEEP => Problem::error(
                expression.place.clone(),
                format!("マクロ `{name}` の入れ子が深すぎます（上限 {MAX_MACROS_DEEP}）"),
                format!("macro `{name}` is nested too deep (at most {MAX_MACROS_DEEP})"),
            ),
            Some(depth) if depth.parts > MAX_NESTING => too_deep(expression),
            Some(_) => continue,
        };
        problems.push(problem);
        endless.insert(name.clone());
    }
    for expression in all(book).map(|role| role.expression).chain(book.originals.expressions()) {
        if within(expression, &depths).parts > MAX_NESTING {
            problems.push(too_deep(expression));
        }
    }
    endless
}

fn too_deep(expression: &Expression) -> Problem {
    Problem::error(
        expression.place.clone(),
        format!("式の入れ子が深すぎます（マクロの中を含めて上限 {MAX_NESTING}）"),
        format!("the expression is nested too deep (at most {MAX_NESTING}, macros seen through)"),
    )
}

/// How deep an expression is with the macros that it names.
fn within(expression: &Expression, depths: &HashMap<&str, Depth>) -> Depth {
    let inner = || expression.variables().filter_map(|name| depths.get(name));
    Depth {
        macros: inner().map(|depth| depth.macros + 1).max().unwrap_or(0),
        parts: expression.depth + inner().map(|depth| depth.parts).max().unwrap_or(0),
    }
}

/// How deep each macro is, found from the inside out: what leads back to itself has no inside, and is left out.
fn depths(book: &Rulebook) -> HashMap<&str, Depth> {
    let mut depths: HashMap<&str, Depth> = HashMap::new();
    let mut outer: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut waits: HashMap<&str, usize> = HashMap::new();
    let mut ready: Vec<&str> = Vec::new();
    for (name, expression) in &book.macros {
        let inner: Vec<&str> =
            expression.variables().filter(|inner| book.macros.contains_key(*inner)).collect();
        waits.insert(name, inner.len());
        if inner.is_empty() {
            ready.push(name);
        }
        for inner in inner {
            outer.entry(inner).or_default().push(name);
        }
    }
    while let Some(name) = ready.pop() {
        let Some(expression) = book.macros.get(name) else { continue };
        depths.insert(name, within(expression, &depths));
        for outer in outer.get(name).into_iter().flatten() {
            if let Some(waiting) = waits.get_mut(outer) {
                *waiting -= 1;
                if *waiting == 0 {
                    ready.push(outer);
                }
            }
        }
    }
    depths
}
