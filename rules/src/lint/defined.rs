//! Names that packs give to parameters, lists, macros and facts: free, and such that expressions can use them.

use std::collections::HashMap;

use rhai::{Engine, Expr, Stmt};

use crate::error::{Place, Problem};
use crate::problems::Problems;
use crate::rulebook::Rulebook;
use crate::sandbox;
use crate::work::Work;

/// Longest name.
const MAX_NAME: usize = 200;

/// Tells which names an expression can use.
pub(super) struct Writing(Engine);

impl Writing {
    pub(super) fn new() -> Self {
        Self(sandbox::engine(chrono::NaiveDate::default(), &Work::default()))
    }

    /// The problem of a name that no expression can use.
    pub(super) fn problem(&self, name: &str, place: impl FnOnce() -> Place) -> Option<Problem> {
        if self.can_be_written(name) {
            return None;
        }
        let shown: String = name.chars().take(MAX_NAME).collect();
        Some(Problem::error(
            place(),
            format!("`{shown}` は式に書けない名前です（文字・数字・_ で書き、予約語は使えません）"),
            format!("no expression can name `{shown}`: use letters, digits and `_`, and no reserved word"),
        ))
    }

    fn can_be_written(&self, name: &str) -> bool {
        if name.len() > MAX_NAME || name.trim() != name {
            return false;
        }
        let Ok(tree) = self.0.compile_expression(name) else { return false };
        let [Stmt::Expr(only)] = tree.statements() else { return false };
        matches!(&**only, Expr::Variable(variable, _, _) if variable.1.as_str() == name)
    }
}

pub(super) fn check(book: &Rulebook, problems: &mut Problems) {
    let writing = Writing::new();
    let mut kinds: HashMap<&str, Vec<&str>> = HashMap::new();
    for defined in &book.defined {
        let known = kinds.entry(&defined.id).or_default();
        if !known.contains(&defined.kind) {
            known.push(defined.kind);
        }
    }
    for defined in &book.defined {
        let (name, place) = (&defined.id, &defined.place);
        problems.extend(writing.problem(name, || place.clone()));
        let register =
            book.schema.registers.keys().find(|register| book.names.is_of_register(register, name));
        let counted = name.strip_suffix("_count").filter(|id| book.schema.registers.contains_key(*id));
        if let Some(register) = register {
            problems.push(Problem::error(
                place.clone(),
                format!("`{name}` は台帳 `{register}` の項目の名前です"),
                format!("`{name}` is the name of a field of register `{register}`"),
            ));
        } else if let Some(register) = counted {
            problems.push(Problem::error(
                place.clone(),
                format!("`{name}` は台帳 `{register}` の行数を表す名前です"),
                format!("`{name}` is the number of records of register `{register}`"),
            ));
        } else if let Some(control) = book.names.controls.get(name) {
            problems.push(Problem::error(
                place.clone(),
                format!("`{name}` は対策 `{control}` の実施状況を表す名前です"),
                format!("`{name}` is the state of the control `{control}`"),
            ));
        } else if name == "as_of" || kinds.get(name.as_str()).is_some_and(|kinds| kinds.len() > 1) {
            problems.push(Problem::error(
                place.clone(),
                format!("`{name}` という名前が二つの意味で使われています"),
                format!("the name `{name}` stands for two things"),
            ));
        }
    }
}
