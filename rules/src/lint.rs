//! What can be found wrong with packs before any run.
//!
//! Some lints look at definitions as they are written, file by file; the others at the compiled rulebook.
//! All of them report everything they find, until there is more than anybody reads.

mod about;
mod cases;
mod defined;
mod expressions;
mod facts;
mod functions;
mod mentions;
mod methods;
mod nesting;
mod own;
pub(crate) mod reach;
mod registers;
pub(crate) mod rows;
mod texts;
mod twins;
mod types;
mod unused;
mod words;

use crate::definition::PackFile;
use crate::error::{Gravity, Place, Problem, Rests};
use crate::load::LoadedPack;
use crate::offer::{Offer, id_for};
use crate::position::SourceText;
use crate::problems::Problems;
use crate::rulebook::Rulebook;

/// The vocabulary of the events that periods count from.
const EVENTS: &str = "period-from";

/// A file of a pack with its definitions.
struct File<'p> {
    pack: &'p LoadedPack,
    at: SourceText<'p>,
    definitions: &'p PackFile,
}

/// Looks for every problem of packs that compiling them does not show.
pub(crate) fn lint(book: &Rulebook, packs: &[LoadedPack], problems: &mut Problems) {
    let files: Vec<File<'_>> = packs
        .iter()
        .flat_map(|pack| {
            pack.files.iter().map(move |(path, definitions)| File { pack, at: pack.text(path), definitions })
        })
        .collect();
    let endless = nesting::check(book, problems);
    texts::check(&files, problems);
    own::fields(book, &files, problems);
    about::check(book, &files, problems);
    defined::check(book, problems);
    registers::check(book, &files, problems);
    words::check(&files, problems);
    methods::check(book, &files, problems);
    functions::check(book, problems);
    facts::check(book, problems);
    mentions::check(book, problems);
    expressions::check(book, &endless, problems);
    cases::check(book, &files, problems);
    twins::check(book, &endless, problems);
    unused::check(book, &files, problems);
    problems.without_consequences();
    problems.retain(|problem| concerns(packs, problem));
}

/// Errors concern everybody; warnings those who named the pack, for they are the ones to mend it.
fn concerns(packs: &[LoadedPack], problem: &Problem) -> bool {
    problem.gravity == Gravity::Error
        || packs.iter().any(|pack| {
            pack.named && pack.source.files.keys().any(|path| pack.label(path) == problem.place.file)
        })
}

/// A name that no field of a register has.
fn unknown_field(book: &Rulebook, register: &str, field: &str, place: &Place) -> Problem {
    let known = book.names.known(register);
    let problem = Problem::error(
        place.clone(),
        format!("台帳 `{register}` に項目 `{field}` がありません"),
        format!("register `{register}` has no field `{field}`"),
    )
    .resting(Rests::OnDefinitions);
    match id_for(field, &fields_of(book, register)) {
        Some(_) => problem.with_offer(field, &fields_of(book, register), None),
        None => problem.with_nearest(field, known.iter().map(String::as_str)),
    }
}

/// A register that no pack defines.
fn unknown_register(book: &Rulebook, register: &str, place: &Place) -> Problem {
    let registers = book.schema.registers.values();
    let known: Vec<Offer<'_>> =
        registers.map(|known| Offer::new(&known.id, &known.title).with_words(&known.names)).collect();
    let ids = known.iter().map(|offer| offer.id);
    Problem::unknown(place.clone(), ("台帳", "register"), register, ids).with_offer(register, &known, None)
}

/// The fields of a register, with their headers.
fn fields_of<'b>(book: &'b Rulebook, register: &str) -> Vec<Offer<'b>> {
    let fields = book.schema.registers.get(register).into_iter().flat_map(|known| known.fields.values());
    fields.map(|field| Offer::new(&field.id, &field.title).with_words(&field.headers)).collect()
}
