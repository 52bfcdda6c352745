//! Fields whose headers come near a text.

use daicho_rules::normal::fold_header;
use daicho_rules::{FieldDefinition, Schema};

/// How many are named.
const NAMED: usize = 3;
/// How near a header must come, of 1.
const NEAR: f64 = 0.5;
/// How near a header is that holds the text, or is held by it.
const WITHIN: f64 = 0.7;
/// Longest text that is compared.
const LONGEST: usize = 60;

/// The fields of a register that a header may stand for, the nearest first, without `but`.
pub(super) fn candidates<'s>(
    schema: &'s Schema,
    register: &str,
    header: &str,
    but: Option<&str>,
) -> Vec<&'s FieldDefinition> {
    let Some(definition) = schema.registers.get(register) else { return Vec::new() };
    let last = header.rsplit(" / ").next().unwrap_or(header);
    let wanted = [fold_header(header), fold_header(last)];
    let mut near: Vec<(f64, &FieldDefinition)> = definition
        .fields
        .values()
        .filter(|field| field.from.is_none() && Some(field.id.as_str()) != but)
        .map(|field| (likeness(&wanted, field), field))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .collect();
    near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    near.into_iter().take(NAMED).map(|(_, field)| field).collect()
}

fn likeness(wanted: &[String], field: &FieldDefinition) -> f64 {
    let titles = [&field.title.ja, &field.title.en];
    let known = field.headers.iter().chain(&field.alias).chain(titles).map(|header| fold_header(header));
    let compared = known.flat_map(|known| wanted.iter().map(move |wanted| like(wanted, &known)));
    compared.fold(0.0, f64::max)
}

fn like(a: &str, b: &str) -> f64 {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    if short.is_empty() || long.chars().nth(LONGEST).is_some() {
        return 0.0;
    }
    let likeness = strsim::normalized_damerau_levenshtein(a, b);
    if short.chars().count() >= 2 && long.contains(short) { likeness.max(WITHIN) } else { likeness }
}
