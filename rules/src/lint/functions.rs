//! The functions of packs: they see their parameters only, and are called.

use std::collections::HashSet;

use rhai::{ASTNode, Expr, Stmt};

use super::expressions::all;
use super::mentions::unknown_call;
use crate::error::{Problem, Rests};
use crate::problems::Problems;
use crate::rulebook::{Library, Rulebook};
use crate::sandbox::FUNCTIONS;
use crate::slips;

/// Functions that look at the record: what a rule reads has to stand in the rule.
const READERS: [&str; 3] = ["is_blank", "has_column", "has_register"];

pub(super) fn check(book: &Rulebook, problems: &mut Problems) {
    let expressions = all(book).map(|role| role.expression).chain(book.macros.values());
    let mut called: HashSet<String> =
        expressions.flat_map(|expression| &expression.calls).map(|(name, _, _)| name.clone()).collect();
    for library in &book.libraries {
        called.extend(calls(book, library, problems));
    }
    for function in &book.functions {
        let (name, place) = (&function.name, function.place.clone());
        if FUNCTIONS.iter().any(|(known, _)| known == name) {
            problems.push(Problem::error(
                place,
                format!("関数 `{name}` は初めから備わっています（別の名前にしてください）"),
                format!("the function `{name}` is built in: give yours another name"),
            ));
        } else if !called.contains(name) {
            problems.push(
                Problem::warning(
                    place,
                    format!("関数 `{name}` はどの式からも呼ばれていません"),
                    format!("no expression calls the function `{name}`"),
                )
                .resting(Rests::OnUse),
            );
        }
    }
}

/// The functions that the functions of a pack call.
fn calls(book: &Rulebook, library: &Library, problems: &mut Problems) -> HashSet<String> {
    let mut called = HashSet::new();
    library.functions.walk(&mut |path| {
        let Some(
            ASTNode::Expr(Expr::FnCall(call, position) | Expr::MethodCall(call, position))
            | ASTNode::Stmt(Stmt::FnCall(call, position)),
        ) = path.last()
        else {
            return true;
        };
        if call.op_token.is_some() {
            problems.extend(slips::operator(&call.name).map(|slip| slip.at(library.place(*position))));
            return true;
        }
        let is_method = matches!(path.last(), Some(ASTNode::Expr(Expr::MethodCall(..))));
        let place = library.place(*position);
        let name = call.name.as_str();
        if READERS.contains(&name) {
            problems.push(
                Problem::error(
                    place,
                    format!("関数の中では `{name}` を使えません（関数は引数だけを見ます）"),
                    format!("a function cannot call `{name}`: it sees its parameters only"),
                )
                .with_help(
                    format!("ルールの式に `{name}(\"…\")` と書き、結果を引数で渡します"),
                    format!("write `{name}(\"…\")` in the rule and pass what it gives"),
                ),
            );
        } else {
            problems.extend(unknown_call(book, name, call.args.len() + usize::from(is_method), &place));
        }
        called.insert(name.to_owned());
        true
    });
    called
}
