//! Whether the names, functions and registers exist that expressions mention.

use std::collections::HashSet;

use super::expressions::{all, names};
use super::own::{self, Headers};
use super::{fields_of, unknown_field, unknown_register};
use crate::error::{Place, Problem, Rests};
use crate::expression::Expression;
use crate::names::{CONTROL, control_name};
use crate::offer::{Offer, factor, id_for, yes_or_no};
use crate::problems::Problems;
use crate::register::FieldType;
use crate::rulebook::Rulebook;
use crate::sandbox::FUNCTIONS;
use crate::text::Text;

pub(super) fn check(book: &Rulebook, problems: &mut Problems) {
    let headers = Headers::of(book);
    // Macros are looked at once for each register whose expressions use them, idle ones for items.
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    let mut used: HashSet<&str> = HashSet::new();
    let mut macros: Vec<(&str, &Expression)> = Vec::new();
    for role in all(book) {
        mentions(book, &headers, role.register, role.expression, problems);
        if problems.is_full() {
            return;
        }
        for name in names(book, role.expression) {
            if let Some((name, inner)) = book.macros.get_key_value(name)
                && seen.insert((role.register, name))
            {
                used.insert(name);
                macros.push((role.register, inner));
            }
        }
    }
    let idle = book.macros.iter().filter(|(name, _)| !used.contains(name.as_str()));
    macros.extend(idle.map(|(_, inner)| ("items", inner)));
    for (register, inner) in macros {
        mentions(book, &headers, register, inner, problems);
        if problems.is_full() {
            return;
        }
    }
}

fn mentions(
    book: &Rulebook,
    headers: &Headers<'_>,
    register: &str,
    expression: &Expression,
    problems: &mut Problems,
) {
    if register != "ledger" && !book.schema.registers.contains_key(register) {
        return; // Told where the register is named.
    }
    for (name, place) in &expression.variables {
        if problems.is_full() {
            return;
        }
        variable(book, register, name, place, problems);
    }
    for (name, arguments, place) in &expression.calls {
        problems.extend(unknown_call(book, name, *arguments, place));
    }
    for (function, name, place) in &expression.named {
        named(book, register, (function, name), place, problems);
    }
    own::check(book, headers, register, expression, problems);
}

fn variable(book: &Rulebook, register: &str, name: &str, place: &Place, problems: &mut Problems) {
    if book.names.resolve(register, name).is_none() {
        problems.push_with(|| unknown_name(book, register, name, place));
    } else if book.schema.field(register, name).is_some_and(|field| field.kind == FieldType::Period) {
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

/// A name that stands for nothing: often a value without quotes, or what the ledger says.
fn unknown_name(book: &Rulebook, register: &str, name: &str, place: &Place) -> Problem {
    let problem = Problem::error(
        place.clone(),
        format!("`{name}` という項目・パラメーター・リストはありません"),
        format!("there is no field, parameter or list `{name}`"),
    )
    .resting(Rests::OnDefinitions);
    if let Some(id) = name.strip_prefix(CONTROL).filter(|_| !book.names.controls.is_empty()) {
        return unknown_control(book, id, place);
    }
    let quoted = |problem: Problem, id: &str| {
        problem.with_help(
            format!("値は引用符で囲みます: `\"{id}\"`"),
            format!("values stand in quotes: `\"{id}\"`"),
        )
    };
    let vocabularies = || book.schema.vocabularies.values();
    if vocabularies().any(|vocabulary| vocabulary.value(name).is_some()) {
        return quoted(problem, name);
    }
    if let Some(flag) = yes_or_no(name) {
        return problem.with_help(
            format!("○×の値は `{flag}` と書くか、項目だけを書きます: `takeout`、`!takeout`"),
            format!("write `{flag}`, or the field alone: `takeout`, `!takeout`"),
        );
    }
    if let Some(factor) = factor(name) {
        return problem
            .with_help(format!("「{name}」は {factor} と書きます"), format!("“{name}” is written {factor}"));
    }
    let known = book.names.known(register);
    let near = problem.with_nearest(name, known.iter().map(String::as_str));
    if near.help.is_some() {
        return near;
    }
    let fields = fields_of(book, register);
    if id_for(name, &fields).is_some() {
        return near.with_offer(name, &fields, None);
    }
    match vocabularies().find_map(|vocabulary| id_for(name, &Offer::values(vocabulary))) {
        Some(id) => quoted(near, id),
        None => near.with_offer(name, &fields, Some(&Text::same(name))),
    }
}

/// The state of a control that does not exist.
fn unknown_control(book: &Rulebook, id: &str, place: &Place) -> Problem {
    let (name, known) = (control_name(id), book.names.controls.keys().map(String::as_str));
    let problem = Problem::error(
        place.clone(),
        format!("`{name}` が表す対策はありません"),
        format!("`{name}` is the state of no control"),
    )
    .resting(Rests::OnDefinitions)
    .with_nearest(&name, known);
    if problem.help.is_some() {
        return problem;
    }
    problem.with_help(
        "`control_` に続けて、対策のID（- は _ にする）を書きます。IDは `daicho pack names 語` で探せます",
        "write `control_` and the id of a control, with _ for -; `daicho pack names WORD` finds the id",
    )
}

/// A function that does not exist, or not with so many arguments.
pub(super) fn unknown_call(book: &Rulebook, name: &str, arguments: usize, place: &Place) -> Option<Problem> {
    let own = book.functions.iter().map(|function| (function.name.as_str(), function.parameters));
    let known: Vec<(&str, usize)> = FUNCTIONS.iter().copied().chain(own).collect();
    if known.iter().any(|(known, count)| *known == name && *count == arguments) {
        return None;
    }
    Some(match known.iter().find(|(known, _)| *known == name) {
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
        .with_nearest(name, known.iter().map(|(name, _)| *name))
        .resting(Rests::OnDefinitions),
    })
}

/// The text that a function takes for the name of a field or register.
fn named(
    book: &Rulebook,
    register: &str,
    (function, name): (&str, &str),
    place: &Place,
    problems: &mut Problems,
) {
    if name.is_empty() {
        problems.push(
            Problem::error(
                place.clone(),
                format!("`{function}` には名前を \"…\" で書きます"),
                format!("`{function}` takes a name in quotation marks"),
            )
            .with_help(
                format!("例: `{function}(\"{}\")`", example(function)),
                format!("such as `{function}(\"{}\")`", example(function)),
            ),
        );
        return;
    }
    let (of, field) = match (function, name.split_once('.')) {
        ("has_register", _) => {
            if !book.schema.registers.contains_key(name) {
                problems.push_with(|| unknown_register(book, name, place));
            }
            return;
        }
        ("has_column", Some((of, _))) if !book.schema.registers.contains_key(of) => {
            problems.push_with(|| unknown_register(book, of, place));
            return;
        }
        ("has_column", Some((of, field))) => (of, field),
        ("has_column", None) => ("items", name),
        _ => (register, name),
    };
    let column = function == "has_column";
    match book.names.resolve(of, field) {
        Some(_) if column && book.names.is_own_column(of, field) => {}
        // Only a field is a column: neither its singular nor its alias is.
        Some(_) if column && book.schema.field(of, field).is_none() => {
            problems.push_with(|| unknown_field(book, of, field, place));
        }
        Some(variable) if !column && !variable.may_be_blank => problems.push(Problem::error(
            place.clone(),
            format!("`{name}` が空になることはありません"),
            format!("`{name}` is never blank"),
        )),
        Some(_) => {}
        None => problems.push_with(|| unknown_field(book, of, field, place)),
    }
}

fn example(function: &str) -> &'static str {
    if function == "has_register" { "vendors" } else { "count" }
}
