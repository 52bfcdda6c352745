//! What can be found wrong with compiled packs before any run.

mod types;

use std::collections::HashSet;

use crate::case::{Case, CaseKind};
use crate::error::{Place, Problem};
use crate::expression::Expression;
use crate::method::MethodKind;
use crate::rule::About;
use crate::rulebook::Rulebook;
use crate::sandbox::FUNCTIONS;

/// Every problem of a rulebook that its parts alone do not show.
pub(crate) fn lint(book: &Rulebook) -> Vec<Problem> {
    let mut problems = Vec::new();
    circles(book, &mut problems);
    if !problems.is_empty() {
        return problems; // Nothing that reads a macro of a circle can be looked at.
    }
    for rule in &book.risks {
        for expression in [Some(&rule.when), Some(&rule.threat), rule.impact.as_ref()].into_iter().flatten() {
            expression_problems(book, "items", expression, &mut problems);
        }
        for (control, place) in rule.controls.iter().zip(&rule.control_places) {
            if !book.controls.contains_key(control) {
                let problem = Problem::error(
                    place.clone(),
                    format!("対策 `{control}` がありません"),
                    format!("there is no control `{control}`"),
                );
                problems.push(problem.with_nearest(control, book.controls.keys().map(String::as_str)));
            }
        }
        never_fires(book, "items", &rule.when, &mut problems);
        proofs(&rule.about, &rule.cases, &mut problems);
    }
    for check in &book.checks {
        for expression in [check.when.as_ref(), Some(&check.require)].into_iter().flatten() {
            expression_problems(book, &check.register, expression, &mut problems);
        }
        never_fires(book, &check.register, &check.require, &mut problems);
        proofs(&check.about, &check.cases, &mut problems);
    }
    for fact in &book.facts {
        expression_problems(book, &fact.register, &fact.expression, &mut problems);
        for field in [&fact.of, &fact.by].into_iter().flatten() {
            if book.schema.field(&fact.register, field).is_none() {
                problems.push(unknown_field(book, &fact.register, field, &fact.expression.place));
            }
        }
    }
    for (register, _, expression) in &book.derived {
        expression_problems(book, register, expression, &mut problems);
    }
    if let Some(impact) = &book.impact {
        expression_problems(book, "items", impact, &mut problems);
    }
    let used: HashSet<&str> = book.risks.iter().flat_map(|rule| &rule.controls).map(String::as_str).collect();
    for control in book.controls.values() {
        for expression in [&control.present, &control.denied].into_iter().flatten() {
            expression_problems(book, "items", expression, &mut problems);
        }
        if !used.contains(control.id.as_str()) {
            problems.push(Problem::warning(
                control.place.clone(),
                format!("対策 `{}` を使うルールがありません", control.id),
                format!("no rule uses the control `{}`", control.id),
            ));
        }
    }
    methods(book, &mut problems);
    problems
}

/// Names, functions and types of one expression.
fn expression_problems(
    book: &Rulebook,
    register: &str,
    expression: &Expression,
    problems: &mut Vec<Problem>,
) {
    for (name, place) in &expression.variables {
        if book.names.resolve(register, name).is_none() {
            let known = book.names.known(register);
            let problem = Problem::error(
                place.clone(),
                format!("`{name}` という項目・パラメーター・リストはありません"),
                format!("there is no field, parameter or list `{name}`"),
            );
            problems.push(problem.with_nearest(name, known.iter().map(String::as_str)));
        } else if book
            .schema
            .field(register, name)
            .is_some_and(|f| f.kind == crate::register::FieldType::Period)
        {
            problems.push(
                Problem::error(
                    place.clone(),
                    format!("期間 `{name}` はそのままでは読めません"),
                    format!("a period such as `{name}` cannot be read whole"),
                )
                .with_help(
                    format!("`{name}_months`、`{name}_permanent`、`{name}_from` を使います"),
                    format!("read `{name}_months`, `{name}_permanent` or `{name}_from`"),
                ),
            );
        }
    }
    for (name, arguments, place) in &expression.calls {
        let own = book.functions.iter().map(|(name, count)| (name.as_str(), *count));
        let mut known = FUNCTIONS.iter().copied().chain(own);
        if known.clone().any(|(known, count)| known == name && count == *arguments) {
            continue;
        }
        let problem = match known.clone().find(|(known, _)| known == name) {
            Some((_, count)) => Problem::error(
                place.clone(),
                format!("関数 `{name}` の引数は{count}個です（{arguments}個あります）"),
                format!("function `{name}` takes {count} argument(s), not {arguments}"),
            ),
            None => Problem::error(
                place.clone(),
                format!("関数 `{name}` はありません"),
                format!("there is no function `{name}`"),
            )
            .with_nearest(name, known.by_ref().map(|(name, _)| name)),
        };
        problems.push(problem);
    }
    for (function, name, place) in &expression.named {
        let (register, field) = match (function.as_str(), name.split_once('.')) {
            ("has_register", _) => {
                if !book.schema.registers.contains_key(name) {
                    let problem = Problem::error(
                        place.clone(),
                        format!("台帳 `{name}` がありません"),
                        format!("there is no register `{name}`"),
                    );
                    problems
                        .push(problem.with_nearest(name, book.schema.registers.keys().map(String::as_str)));
                }
                continue;
            }
            ("has_column", Some((register, field))) => (register, field),
            ("has_column", None) => ("items", name.as_str()),
            _ => (register, name.as_str()),
        };
        if book.names.resolve(register, field).is_none() {
            problems.push(unknown_field(book, register, field, place));
        }
    }
    types::check(book, register, expression, problems);
}

fn unknown_field(book: &Rulebook, register: &str, field: &str, place: &Place) -> Problem {
    let known = book.names.known(register);
    Problem::error(
        place.clone(),
        format!("台帳 `{register}` に項目 `{field}` がありません"),
        format!("register `{register}` has no field `{field}`"),
    )
    .with_nearest(field, known.iter().map(String::as_str))
}

/// An expression that reads nothing gives every record the same answer.
fn never_fires(book: &Rulebook, register: &str, expression: &Expression, problems: &mut Vec<Problem>) {
    if book.variables(register, expression).is_empty() && expression.named.is_empty() {
        problems.push(
            Problem::warning(
                expression.place.clone(),
                "どの項目も読まないので、結果がいつも同じです",
                "it reads no field, so its answer is always the same",
            )
            .with_help("条件に項目を使います", "let the condition read a field"),
        );
    }
}

fn proofs(about: &About, cases: &[Case], problems: &mut Vec<Problem>) {
    for (kind, ja, en) in [
        (CaseKind::Fires, "該当する", "that fires"),
        (CaseKind::Passes, "該当しない", "that does not fire"),
        (CaseKind::Asks, "確認事項になる", "that asks"),
    ] {
        if !cases.iter().any(|case| case.kind() == kind) {
            problems.push(Problem::error(
                about.place.clone(),
                format!("{} に、{ja}ケースがありません", about.id),
                format!("{} has no case {en}", about.id),
            ));
        }
    }
}

/// Macros that lead back to themselves.
fn circles(book: &Rulebook, problems: &mut Vec<Problem>) {
    for (name, expression) in &book.macros {
        let mut open = vec![name.as_str()];
        let mut todo: Vec<&str> = expression.variables().collect();
        while let Some(next) = todo.pop() {
            if next == name {
                problems.push(Problem::error(
                    expression.place.clone(),
                    format!("マクロ `{name}` が自分自身に戻ります"),
                    format!("macro `{name}` leads back to itself"),
                ));
                break;
            }
            if let (Some(inner), false) = (book.macros.get(next), open.contains(&next)) {
                open.push(next);
                todo.extend(inner.variables());
            }
        }
    }
}

fn methods(book: &Rulebook, problems: &mut Vec<Problem>) {
    for method in book.methods.values().filter(|method| method.kind == MethodKind::Score) {
        let place = Place { file: format!("method {}", method.id), line: 0, column: 0 };
        let formula = crate::score::Formula::parse(&method.score);
        let whole = method.likelihood.len() == 3 && method.likelihood.iter().all(|row| row.len() == 3);
        if !whole && formula.as_ref().is_some_and(crate::score::Formula::uses_likelihood) {
            problems.push(Problem::error(
                place.clone(),
                "likelihood は脅威3行×脆弱性3列の表にします",
                "likelihood must have three rows of three",
            ));
        }
        if formula.is_none() {
            problems.push(Problem::error(
                place.clone(),
                format!("score の式 `{}` が読めません", method.score),
                format!("cannot read the score formula `{}`", method.score),
            ));
        }
        if method.rank(&method.acceptable).is_none() {
            let problem = Problem::error(
                place,
                format!("acceptable の `{}` という区分がありません", method.acceptable),
                format!("acceptable names the band `{}`, which does not exist", method.acceptable),
            );
            problems
                .push(problem.with_nearest(&method.acceptable, method.bands.iter().map(|b| b.id.as_str())));
        }
    }
}
