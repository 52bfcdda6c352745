//! Names of a client's own columns (`x_…`) that are probably meant to be something else.
//!
//! Whether a client has such a column cannot be known here, so these are warnings.

use crate::error::{Place, Problem, nearest};
use crate::expression::Expression;
use crate::normal::{OWN, fold_header};
use crate::problems::Problems;
use crate::rulebook::Rulebook;

/// Checks the names of own columns in one expression.
pub(crate) fn check(book: &Rulebook, register: &str, expression: &Expression, problems: &mut Problems) {
    let variables = expression.variables.iter().map(|(name, place)| (name, place));
    let blanks = expression.named.iter().filter(|(function, ..)| function == "is_blank");
    for (name, place) in variables.chain(blanks.map(|(_, name, place)| (name, place))) {
        if book.names.is_own_column(register, name) {
            problems.extend(taken(book, register, name, place).or_else(|| slip(book, register, name, place)));
        }
    }
}

/// A column whose header belongs to a field never goes by the name of an own column.
fn taken(book: &Rulebook, register: &str, name: &str, place: &Place) -> Option<Problem> {
    let header = fold_header(name.strip_prefix(OWN)?);
    let fields = &book.schema.registers.get(register)?.fields;
    let field =
        fields.values().find(|field| field.headers.iter().any(|known| fold_header(known) == header))?;
    let problem = Problem::warning(
        place.clone(),
        format!("`{name}` の見出しは項目 `{}` のものです", field.id),
        format!("the header of `{name}` belongs to the field `{}`", field.id),
    );
    Some(problem.with_help(format!("`{}` を読みます", field.id), format!("read `{}`", field.id)))
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
