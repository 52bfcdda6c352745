//! Names of a client's own columns (`x_…`) that are probably meant to be something else.
//!
//! Whether a client has such a column cannot be known here, so these are warnings.

use std::collections::HashMap;

use crate::error::{Place, Problem, nearest};
use crate::expression::Expression;
use crate::normal::{OWN, fold_header};
use crate::problems::Problems;
use crate::rulebook::Rulebook;

/// The fields of each register by the headers they go by, folded.
pub(super) struct Headers<'b>(HashMap<&'b str, HashMap<String, &'b str>>);

impl<'b> Headers<'b> {
    pub(super) fn of(book: &'b Rulebook) -> Self {
        let registers = book.schema.registers.iter();
        Self(
            registers
                .map(|(id, register)| {
                    let mut fields = HashMap::new();
                    for field in register.fields.values() {
                        for header in &field.headers {
                            fields.entry(fold_header(header)).or_insert(field.id.as_str());
                        }
                    }
                    (id.as_str(), fields)
                })
                .collect(),
        )
    }
}

/// Checks the names of own columns in one expression.
pub(super) fn check(
    book: &Rulebook,
    headers: &Headers<'_>,
    register: &str,
    expression: &Expression,
    problems: &mut Problems,
) {
    let variables = expression.variables.iter().map(|(name, place)| (name, place));
    let blanks = expression.named.iter().filter(|(function, ..)| function == "is_blank");
    for (name, place) in variables.chain(blanks.map(|(_, name, place)| (name, place))) {
        if book.names.is_own_column(register, name) {
            problems
                .extend(taken(headers, register, name, place).or_else(|| slip(book, register, name, place)));
        }
    }
}

/// A column whose header belongs to a field never goes by the name of an own column.
fn taken(headers: &Headers<'_>, register: &str, name: &str, place: &Place) -> Option<Problem> {
    let header = fold_header(name.strip_prefix(OWN)?);
    let field = headers.0.get(register)?.get(&header)?;
    let problem = Problem::warning(
        place.clone(),
        format!("`{name}` の見出しは項目 `{field}` のものです"),
        format!("the header of `{name}` belongs to the field `{field}`"),
    );
    Some(problem.with_help(format!("`{field}` を読みます"), format!("read `{field}`")))
}

/// A slip in the id of a field that a pack defines for an own column.
fn slip(book: &Rulebook, register: &str, name: &str, place: &Place) -> Option<Problem> {
    let fields = book.schema.registers.get(register)?.fields.keys().map(String::as_str);
    let near = nearest(name, fields.filter(|id| id.starts_with(OWN)))?;
    let problem = Problem::warning(
        place.clone(),
        format!("`{name}` はパックにない項目です（同じ見出しの列があれば文字列として読みます）"),
        format!("no pack defines `{name}`; a column of this header would be read as text"),
    );
    Some(problem.with_nearest(name, [near]))
}
