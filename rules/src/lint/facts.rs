//! What facts are computed over and from.

use std::collections::HashMap;

use super::{unknown_field, unknown_register};
use crate::error::Problem;
use crate::problems::Problems;
use crate::register::FieldType;
use crate::rule::{Aggregate, Fact};
use crate::rulebook::Rulebook;

pub(super) fn check(book: &Rulebook, problems: &mut Problems) {
    let order: HashMap<&str, usize> =
        book.facts.iter().enumerate().map(|(at, fact)| (fact.id.as_str(), at)).collect();
    for fact in &book.facts {
        if book.schema.registers.contains_key(&fact.register) {
            fields(book, fact, problems);
            reads(book, fact, &order, problems);
        } else {
            problems.push_with(|| unknown_register(book, &fact.register, &fact.places.register));
        }
    }
}

/// The fields that it sums up and groups by.
fn fields(book: &Rulebook, fact: &Fact, problems: &mut Problems) {
    let wanted = match fact.aggregate {
        Aggregate::Sum => Some((FieldType::Count, "件数", "a count")),
        Aggregate::Earliest | Aggregate::Latest => Some((FieldType::Date, "日付", "a date")),
        Aggregate::Any | Aggregate::All | Aggregate::Count => None,
    };
    if let Some(of) = &fact.of {
        let place = &fact.places.of;
        match (book.schema.field(&fact.register, of), wanted) {
            (None, _) => problems.push_with(|| unknown_field(book, &fact.register, of, place)),
            (Some(field), Some((kind, ja, en))) if field.kind != kind => problems.push(Problem::error(
                place.clone(),
                format!("of の `{of}` は{ja}の項目ではありません"),
                format!("`{of}` in `of` is not {en}"),
            )),
            (Some(_), None) => problems.push(Problem::warning(
                place.clone(),
                "of は sum、earliest、latest のときだけ使います",
                "`of` belongs to sum, earliest and latest only",
            )),
            _ => {}
        }
    }
    let by = fact.by.iter().flat_map(|by| [(fact.register.as_str(), by), ("items", by)]);
    for (register, by) in by {
        if book.schema.field(register, by).is_none() {
            problems.push_with(|| unknown_field(book, register, by, &fact.places.by));
        }
    }
}

/// What its expression reads: nothing that is bound one at a time, and no fact computed after it.
fn reads(book: &Rulebook, fact: &Fact, order: &HashMap<&str, usize>, problems: &mut Problems) {
    let place = &fact.expression.place;
    for variable in book.variables(&fact.register, &fact.expression) {
        if variable.singular.is_some() {
            problems.push(Problem::error(
                place.clone(),
                format!("ファクトの式では `{}` を読めません（一つの行に一つの値しかないもの、または集合を読みます）", variable.id),
                format!("a fact cannot read `{}`: it sees a record once, so read the set", variable.id),
            ));
        }
        let is_later = |other: &usize| order.get(fact.id.as_str()).is_none_or(|own| own <= other);
        if order.get(variable.id.as_str()).is_some_and(is_later) {
            problems.push(Problem::error(
                place.clone(),
                format!("ファクト `{}` は、後に書かれた `{}` を読めません", fact.id, variable.id),
                format!("fact `{}` reads `{}`, which is computed after it", fact.id, variable.id),
            ));
        }
    }
}
