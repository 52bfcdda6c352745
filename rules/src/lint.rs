//! What can be found wrong with compiled packs before any run.

mod types;

use std::collections::{HashMap, HashSet};

use crate::case::{Case, CaseKind};
use crate::error::{Place, Problem};
use crate::evaluate::MAX_MACROS_DEEP;
use crate::expression::Expression;
use crate::method::MethodKind;
use crate::names::Kind;
use crate::register::FieldType;
use crate::rule::{About, Aggregate, Fact};
use crate::rulebook::Rulebook;
use crate::sandbox::FUNCTIONS;

/// Every problem of a rulebook that its parts alone do not show.
pub(crate) fn lint(book: &Rulebook) -> Vec<Problem> {
    let mut problems = Vec::new();
    circles(book, &mut problems);
    if !problems.is_empty() {
        return problems; // Nothing that reads a macro of a circle can be looked at.
    }
    shadowed(book, &mut problems);
    for rule in &book.risks {
        for expression in [Some(&rule.when), Some(&rule.threat), rule.impact.as_ref()].into_iter().flatten() {
            expression_problems(book, "items", expression, &mut problems);
        }
        gives(book, "items", &rule.when, &Kind::Flag, &mut problems);
        gives(book, "items", &rule.threat, &Kind::Number, &mut problems);
        if rule.threat.text.trim().parse::<i64>().is_ok_and(|threat| !(1..=3).contains(&threat)) {
            problems.push(Problem::error(rule.threat.place.clone(), "threat は1〜3です", "threat is 1 to 3"));
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
        gives(book, &check.register, &check.require, &Kind::Flag, &mut problems);
        never_fires(book, &check.register, &check.require, &mut problems);
        proofs(&check.about, &check.cases, &mut problems);
    }
    for (at, fact) in book.facts.iter().enumerate() {
        fact_problems(book, fact, at, &mut problems);
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
        } else if book.schema.field(register, name).is_some_and(|f| f.kind == FieldType::Period) {
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

/// An expression that is nothing but a value of another kind than is wanted.
fn gives(
    book: &Rulebook,
    register: &str,
    expression: &Expression,
    wanted: &Kind,
    problems: &mut Vec<Problem>,
) {
    let text = expression.text.trim();
    let kind = match text {
        "true" | "false" => Some(Kind::Flag),
        number if number.parse::<i64>().is_ok() => Some(Kind::Number),
        quoted if quoted.starts_with('"') && quoted.matches('"').count() == 2 && quoted.ends_with('"') => {
            Some(Kind::Text)
        }
        name => book.names.resolve(register, name).map(|variable| variable.kind),
    };
    if kind.is_some_and(|kind| kind != *wanted && kind != Kind::Unknown) {
        let (ja, en) =
            if *wanted == Kind::Flag { ("true / false", "true or false") } else { ("数", "a number") };
        problems.push(Problem::error(
            expression.place.clone(),
            format!("式の結果が{ja}になりません"),
            format!("the expression does not give {en}"),
        ));
    }
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

/// Parameters, lists, macros and facts whose names are taken, or that no expression can write.
fn shadowed(book: &Rulebook, problems: &mut Vec<Problem>) {
    let facts = book.facts.iter().map(|fact| (&fact.id, &fact.expression.place));
    for (name, place) in book.defined.iter().map(|(name, place)| (name, place)).chain(facts) {
        let mut start = name.chars();
        let writable = start.next().is_some_and(|c| c.is_alphabetic() || c == '_')
            && start.all(|c| c.is_alphanumeric() || c == '_');
        if !writable {
            problems.push(Problem::error(
                place.clone(),
                format!("`{name}` は式に書けない名前です（英数字と _ で書きます）"),
                format!("no expression can name `{name}`: use letters, digits and `_`"),
            ));
        }
        let kinds = [
            book.names.parameters.contains_key(name),
            book.names.lists.contains_key(name),
            book.macros.contains_key(name),
            book.names.facts.contains_key(name),
        ];
        let field = book.schema.registers.keys().find(|register| book.names.is_of_register(register, name));
        if let Some(register) = field {
            problems.push(Problem::error(
                place.clone(),
                format!("`{name}` は台帳 `{register}` の項目の名前です"),
                format!("`{name}` is the name of a field of register `{register}`"),
            ));
        } else if name == "as_of" || kinds.iter().filter(|kind| **kind).count() > 1 {
            problems.push(Problem::error(
                place.clone(),
                format!("`{name}` という名前が二つの意味で使われています"),
                format!("the name `{name}` stands for two things"),
            ));
        }
    }
}

/// What a fact is computed over and from.
fn fact_problems(book: &Rulebook, fact: &Fact, at: usize, problems: &mut Vec<Problem>) {
    let place = &fact.expression.place;
    if !book.schema.registers.contains_key(&fact.register) {
        let problem = Problem::error(
            place.clone(),
            format!("台帳 `{}` がありません", fact.register),
            format!("there is no register `{}`", fact.register),
        );
        problems.push(problem.with_nearest(&fact.register, book.schema.registers.keys().map(String::as_str)));
        return;
    }
    expression_problems(book, &fact.register, &fact.expression, problems);
    let wanted = match fact.aggregate {
        Aggregate::Sum => Some((FieldType::Count, "件数", "a count")),
        Aggregate::Earliest | Aggregate::Latest => Some((FieldType::Date, "日付", "a date")),
        Aggregate::Any | Aggregate::All | Aggregate::Count => None,
    };
    if let Some(of) = &fact.of {
        match (book.schema.field(&fact.register, of), wanted) {
            (None, _) => problems.push(unknown_field(book, &fact.register, of, place)),
            (Some(field), Some((kind, ja, en))) if field.kind != kind => problems.push(Problem::error(
                place.clone(),
                format!("of の `{of}` は{ja}の項目ではありません"),
                format!("`{of}` in `of` is not {en}"),
            )),
            _ => {}
        }
    }
    for register in fact.by.iter().flat_map(|_| [fact.register.as_str(), "items"]) {
        let by = fact.by.as_deref().unwrap_or_default();
        if book.schema.field(register, by).is_none() {
            problems.push(unknown_field(book, register, by, place));
        }
    }
    for variable in book.variables(&fact.register, &fact.expression) {
        if variable.singular.is_some() {
            problems.push(Problem::error(
                place.clone(),
                format!("ファクトの式では `{}` を読めません（一つの行に一つの値しかないもの、または集合を読みます）", variable.id),
                format!("a fact cannot read `{}`: it sees a record once, so read the set", variable.id),
            ));
        }
        if book.facts.iter().skip(at).any(|later| later.id == variable.id) {
            problems.push(Problem::error(
                place.clone(),
                format!("ファクト `{}` は、後に書かれた `{}` を読めません", fact.id, variable.id),
                format!("fact `{}` reads `{}`, which is computed after it", fact.id, variable.id),
            ));
        }
    }
}

/// Macros that lead back to themselves, or through too many others.
fn circles(book: &Rulebook, problems: &mut Vec<Problem>) {
    // How deep each macro is, found from the inside out: what is left has no inside.
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
    while let Some(name) = ready.pop() {
        let depth = depths.get(name).copied().unwrap_or(0);
        depths.insert(name, depth);
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
    for (name, expression) in &book.macros {
        if waits.get(name.as_str()).is_some_and(|waiting| *waiting > 0) {
            problems.push(Problem::error(
                expression.place.clone(),
                format!("マクロ `{name}` が自分自身に戻ります"),
                format!("macro `{name}` leads back to itself"),
            ));
        } else if depths.get(name.as_str()).is_some_and(|depth| *depth >= MAX_MACROS_DEEP) {
            problems.push(Problem::error(
                expression.place.clone(),
                format!("マクロ `{name}` の入れ子が深すぎます（上限 {MAX_MACROS_DEEP}）"),
                format!("macro `{name}` is nested too deep (at most {MAX_MACROS_DEEP})"),
            ));
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
