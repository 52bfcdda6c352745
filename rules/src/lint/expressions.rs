//! Every expression of a rulebook, with what it is over and what it must give.

use std::collections::{BTreeSet, HashSet};

use super::types::{Types, Wanted};
use crate::error::Problem;
use crate::expression::Expression;
use crate::method::{FACTOR, Method};
use crate::problems::Problems;
use crate::rulebook::Rulebook;

/// An expression in its place.
pub(super) struct Role<'b> {
    /// Register whose records it reads.
    pub(super) register: &'b str,
    pub(super) expression: &'b Expression,
    pub(super) wanted: Wanted,
    /// Whether it decides a rule: then it has to read something.
    pub(super) decides: bool,
}

/// All expressions but macros, which are looked at where they are used.
pub(super) fn all(book: &Rulebook) -> impl Iterator<Item = Role<'_>> {
    let role = |register, expression, wanted| Role { register, expression, wanted, decides: false };
    let risks = book.risks.iter().flat_map(move |rule| {
        let when = Role { decides: true, ..role("items", &rule.when, Wanted::Flag) };
        let factors = std::iter::once(&rule.threat).chain(&rule.impact);
        std::iter::once(when).chain(factors.map(move |factor| role("items", factor, Wanted::Factor(FACTOR))))
    });
    let checks = book.checks.iter().flat_map(move |check| {
        let both = check.when.iter().chain(std::iter::once(&check.require));
        both.map(move |expression| Role { decides: true, ..role(&check.register, expression, Wanted::Flag) })
    });
    let duties = book.duties.iter().map(move |duty| Role {
        decides: !duty.is_for_all(),
        ..role(&duty.register, &duty.when, Wanted::Flag)
    });
    let controls = book.controls.values().flat_map(move |control| {
        let both = control.present.iter().chain(&control.denied);
        both.map(move |expression| role("items", expression, Wanted::Flag))
    });
    let facts = book.facts.iter().map(move |fact| role(&fact.register, &fact.expression, Wanted::Flag));
    let derived = book
        .derived
        .iter()
        .map(move |(register, _, expression)| role(register.as_str(), expression, Wanted::Flag));
    let impact = book.impact.iter().map(move |impact| role("items", impact, Wanted::Factor(FACTOR)));
    let own_impacts = book.own_impacts.iter().map(move |(method, impact)| {
        let highest = book.methods.get(method).map_or(FACTOR, Method::highest_impact);
        role("items", impact, Wanted::Factor(highest))
    });
    risks
        .chain(checks)
        .chain(duties)
        .chain(controls)
        .chain(facts)
        .chain(derived)
        .chain(impact)
        .chain(own_impacts)
}

/// The names that an expression uses, with the macros among them seen through.
pub(super) fn names<'b>(book: &'b Rulebook, expression: &'b Expression) -> BTreeSet<&'b str> {
    let mut found = BTreeSet::new();
    let mut todo = vec![expression];
    while let Some(expression) = todo.pop() {
        let named = expression.named.iter().map(|(_, name, _)| name.as_str());
        for name in expression.variables().chain(named) {
            if found.insert(name) {
                todo.extend(book.macros.get(name));
            }
        }
    }
    found
}

/// The kinds of values in every expression, and whether those that decide read anything.
pub(super) fn check(book: &Rulebook, endless: &HashSet<String>, problems: &mut Problems) {
    let used: HashSet<&str> = all(book).flat_map(|role| names(book, role.expression)).collect();
    for role in all(book).filter(|role| role.decides) {
        reads_nothing(book, &role, problems);
    }
    let mut types = Types::new(book, endless, problems);
    let idle = book.macros.iter().filter(|(name, _)| !used.contains(name.as_str()));
    let idle = idle.map(|(_, expression)| Role {
        register: "items",
        expression,
        wanted: Wanted::Any,
        decides: false,
    });
    for role in all(book).chain(idle) {
        if types.is_full() {
            return;
        }
        types.check(role.register, role.expression, role.wanted);
    }
}

/// An expression that reads nothing gives every record the same answer.
fn reads_nothing(book: &Rulebook, role: &Role<'_>, problems: &mut Problems) {
    let expression = role.expression;
    let varies = |id: &str| {
        let is_field = book.names.is_of_register(role.register, id);
        is_field || id != "as_of" && !book.constants.contains_key(id)
    };
    // Names that nothing has are told elsewhere.
    if expression.variables().any(|name| book.names.resolve(role.register, name).is_none()) {
        return;
    }
    let variables = book.variables(role.register, expression);
    if variables.iter().any(|variable| varies(&variable.id))
        || !expression.named.is_empty()
        || expression.calls.iter().any(|(name, _, _)| book.function(name).is_some())
    {
        return;
    }
    problems.push(
        Problem::warning(
            expression.place.clone(),
            "どの項目も読まないので、結果がいつも同じです",
            "it reads no field, so its answer is always the same",
        )
        .with_help("条件に項目を使います", "let the condition read a field"),
    );
}
