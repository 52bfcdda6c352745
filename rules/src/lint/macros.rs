//! Macros that lead back to themselves, or through too many others.

use std::collections::{HashMap, HashSet};

use crate::error::Problem;
use crate::evaluate::MAX_MACROS_DEEP;
use crate::problems::Problems;
use crate::rulebook::Rulebook;

/// Tells of macros without end, and gives their names: no other lint may follow them.
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
            Some(depth) if *depth >= MAX_MACROS_DEEP => Problem::error(
                expression.place.clone(),
                format!("マクロ `{name}` の入れ子が深すぎます（上限 {MAX_MACROS_DEEP}）"),
                format!("macro `{name}` is nested too deep (at most {MAX_MACROS_DEEP})"),
            ),
            Some(_) => continue,
        };
        problems.push(problem);
        endless.insert(name.clone());
    }
    endless
}

/// How deep each macro is, found from the inside out: what is left out has no inside.
fn depths(book: &Rulebook) -> HashMap<&str, usize> {
    let mut depths: HashMap<&str, usize> = HashMap::new();
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
    let mut done: HashMap<&str, usize> = HashMap::new();
    while let Some(name) = ready.pop() {
        let depth = depths.get(name).copied().unwrap_or(0);
        done.insert(name, depth);
        for outer in outer.get(name).into_iter().flatten() {
            let known = depths.entry(outer).or_default();
            *known = (*known).max(depth + 1);
            if let Some(waiting) = waits.get_mut(outer) {
                *waiting -= 1;
                if *waiting == 0 {
                    ready.push(outer);
                }
            }
        }
    }
    done
}
