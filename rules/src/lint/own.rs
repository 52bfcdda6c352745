//! Names of a client's own columns (`x_…`) that are probably meant to be something else.
//!
//! Whether a client has such a column cannot be known here, so these are warnings.

use std::collections::{HashMap, HashSet};

use toml::Spanned;

use super::File;
use super::expressions::{all, names};
use crate::error::{Place, Problem, nearest};
use crate::expression::Expression;
use crate::normal::{OWN, fold_header};
use crate::position::Step;
use crate::problems::Problems;
use crate::register::FieldDefinition;
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

/// A column whose header belongs to a field can be read as it is typed, but is understood only as the field.
fn taken(headers: &Headers<'_>, register: &str, name: &str, place: &Place) -> Option<Problem> {
    let header = fold_header(name.strip_prefix(OWN)?);
    let field = headers.0.get(register)?.get(&header)?;
    let problem = Problem::warning(
        place.clone(),
        format!("`{name}` の見出しは項目 `{field}` のものです"),
        format!("the header of `{name}` belongs to the field `{field}`"),
    );
    Some(problem.with_help(
        format!("`{field}` と書けば、読み取った値を使え、ほかの見出しの列も読めます（`{name}` は記入どおりの文字列です）"),
        format!("read `{field}` for what was understood, whatever the header; `{name}` is the text as typed"),
    ))
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

/// Fields that a pack adds to a register of another pack, and that do not begin as those of clients do.
pub(super) fn fields(book: &Rulebook, files: &[File<'_>], problems: &mut Problems) {
    let mut registers: HashSet<(&str, &str)> = HashSet::new();
    let mut packs: HashMap<(&str, &str), HashSet<&str>> = HashMap::new();
    for File { pack, definitions, .. } in files {
        let pack = pack.identity.id.as_str();
        registers.extend(definitions.register.iter().map(|register| (pack, register.get_ref().id.as_str())));
        for field in definitions.field.iter().map(Spanned::get_ref) {
            packs.entry((&field.register, &field.id)).or_default().insert(pack);
        }
    }
    for File { pack, at, definitions } in files {
        for field in &definitions.field {
            let start = field.span().start;
            let field = field.get_ref();
            let alone =
                packs.get(&(field.register.as_str(), field.id.as_str())).is_none_or(|known| known.len() < 2);
            let adds = alone && !registers.contains(&(pack.identity.id.as_str(), field.register.as_str()));
            // One that is told by another field stands for no column, so that it is like none of a client.
            let told = field.from.is_some();
            if field.id.starts_with(OWN)
                || told
                || !adds
                || !book.schema.registers.contains_key(&field.register)
            {
                continue;
            }
            if problems.is_full() || problems.is_full_of_warnings() {
                return;
            }
            let place = at.part(&[Step::Key("field"), Step::Starting(start), Step::Key("id")]);
            let own = format!("{OWN}{}", field.id);
            problems.push(unlike_own(book, field, &own, place));
            problems.cause(&own);
        }
    }
}

/// A field that should begin with `x_`: an error where rules already call it so.
fn unlike_own(book: &Rulebook, field: &FieldDefinition, own: &str, place: Place) -> Problem {
    let reads = |name: &str| {
        let roles = all(book).filter(|role| role.register == field.register);
        roles.into_iter().any(|role| names(book, role.expression).contains(name))
    };
    let problem = if reads(own) && !reads(&field.id) {
        Problem::error(
            place,
            format!("項目の ID `{}` が、ルールの読む `{own}` と違います", field.id),
            format!("the field is called `{}`, but rules read `{own}`", field.id),
        )
    } else {
        Problem::warning(
            place,
            format!(
                "台帳 `{}` は別のパックのものなので、加える項目の ID は `{OWN}` で始めます",
                field.register
            ),
            format!(
                "register `{}` belongs to another pack: a field added to it begins with `{OWN}`",
                field.register
            ),
        )
    };
    problem.with_help(format!("`id = \"{own}\"` と書きます"), format!("write `id = \"{own}\"`"))
}
