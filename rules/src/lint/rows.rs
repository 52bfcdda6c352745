//! Rules that have as many cases as a ledger has rows, and what a row costs.
//!
//! Atoms that no kernel understands and that join values of which there are many, or hand them to a
//! function of the pack, tell all of these values apart. Such rules come out right, but nothing is saved.

use std::sync::Arc;

use crate::atom::{Atom, atoms};
use crate::bindings::Bindings;
use crate::decide::Part;
use crate::error::{Gravity, Problem};
use crate::evaluate::Evaluator;
use crate::kernel::{Kernel, Plain};
use crate::names::{Kind, Variable};
use crate::rulebook::Rulebook;
use crate::situation::Subject;
use crate::slot::Slot;
use crate::text::Text;

/// Notes about rules that are decided on every row by itself.
pub fn row_notes(rulebook: &Arc<Rulebook>) -> Vec<Problem> {
    rulebook.subjects().filter_map(|subject| note(rulebook, subject)).collect()
}

fn note(rulebook: &Arc<Rulebook>, subject: Subject<'_>) -> Option<Problem> {
    let (about, register) = (subject.about()?, subject.register());
    let expressions = subject.parts(rulebook).into_iter().flat_map(Part::expressions);
    let found = atoms(rulebook, register, expressions);
    let (atom, place, why) = found.iter().find_map(|(atom, of)| {
        let why = why(rulebook, register, atom)?;
        Some((atom, of.at(atom.tree.position()), why))
    })?;
    let cost = cost(rulebook, subject).map_or_else(Text::default, |steps| {
        Text::new(format!("（1行に{steps}ステップ）"), format!(" ({steps} steps a row)"))
    });
    let text = &atom.text;
    Some(Problem {
        gravity: Gravity::Note,
        help: Some(Text::new(format!("{}: `{text}`", why.ja), format!("{}: `{text}`", why.en))),
        ..Problem::warning(
            place,
            format!("{} は、同じ場合をまとめられず、1行ずつ判定します{}", about.id, cost.ja),
            format!("{} is decided on every row by itself{}", about.id, cost.en),
        )
    })
}

/// Why an atom tells apart all values that it reads, where there are many of them.
fn why(rulebook: &Rulebook, register: &str, atom: &Atom) -> Option<Text> {
    let variables = atom.reads.iter().filter_map(|name| rulebook.names.resolve(register, name));
    let mut read: Vec<Variable> = variables.collect();
    read.sort_by(|a, b| a.id.cmp(&b.id));
    read.dedup_by(|a, b| a.id == b.id);
    // Of vendors and what belongs to them there are few.
    let is_many = |variable: &Variable| {
        variable.singular.is_none() && matches!(variable.kind, Kind::Text | Kind::Number | Kind::Date)
    };
    if !read.iter().any(is_many) {
        return None;
    }
    if atom.calls_pack {
        return Some(Text::new(
            "パックの関数に、件数・日付・文字列のように値の種類が多いものを渡しているため",
            "a function of the pack is given numbers, days or texts, of which there are many",
        ));
    }
    let is_flag = |variable: &Variable| variable.kind == Kind::Flag;
    if read.len() > 1 && (read.iter().any(is_flag) || !has_kernel(rulebook, atom)) {
        return Some(Text::new(
            "値の種類が多い項目を、ほかの項目と一つの式の中で組み合わせているため",
            "numbers, days or texts, of which there are many, are joined with other fields in one term",
        ));
    }
    None
}

fn has_kernel(rulebook: &Rulebook, atom: &Atom) -> bool {
    let constant =
        |name: &str| rulebook.constants.get(name).map(|value| Plain::of(Some(&Slot::Known(value.clone()))));
    !atom.reads.iter().any(|name| rulebook.macros.contains_key(name))
        && Kernel::of(&atom.tree, &constant).is_some()
}

/// The most steps that one of the rule's cases takes.
fn cost(rulebook: &Arc<Rulebook>, subject: Subject<'_>) -> Option<u64> {
    let settings = subject.cases().iter().filter_map(|case| case.setting(rulebook, subject.register()).ok());
    let steps = settings.map(|(record, world)| {
        let records = Arc::new(record);
        let bindings = Bindings::new(rulebook, &world, subject.register(), &records, subject.singulars());
        let (bindings, mut evaluator) =
            (Arc::new(bindings), Evaluator::new(Arc::clone(rulebook), Arc::new(world)));
        evaluator.turn_to(&bindings, 0);
        let before = evaluator.work.taken();
        for part in subject.parts(rulebook).into_iter().filter(|_| !bindings.is_empty()) {
            evaluator.answer(part);
        }
        evaluator.work.taken().saturating_sub(before)
    });
    steps.max()
}
