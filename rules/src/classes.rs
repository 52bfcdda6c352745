//! Classes: values that no rule tells apart.

mod join;
mod sorted;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;
use rhai::AST;

use self::sorted::Names;
use crate::atom::{Atom, atoms};
use crate::bindings::{Bindings, index};
use crate::codes::Codes;
use crate::columns::Column;
use crate::decide::Part;
use crate::evaluate::{Evaluator, MAX_TRIED_FLAGS, Stop};
use crate::expression::Expression;
use crate::kernel::{Kernel, Plain};
use crate::names::Kind;
use crate::record::World;
use crate::rulebook::Rulebook;
use crate::slot::{Day, Slot};
use crate::work::MAX_STEPS;

/// Up to so many distinct values are told apart as they are, without asking which look alike.
const FEW: usize = 255;

/// How the rows of [`Bindings`] look to a set of rules.
#[derive(Debug)]
pub(crate) struct Classes {
    keys: Vec<Key>,
    /// What each atom, by its text, tells apart.
    atoms: HashMap<String, Sight>,
}

/// A column of codes: names that share them cannot differ where the codes are the same.
#[derive(Debug)]
pub(crate) struct Key {
    /// The class of each row.
    pub(crate) classes: Codes,
    /// The first row of each class; `None` for one that no row has.
    pub(crate) rows: Vec<Option<u32>>,
}

/// What an atom tells apart.
#[derive(Debug)]
pub(crate) enum Sight {
    /// Nothing: it is the same for every row.
    Nothing,
    /// Classes of one key, by what comes out for them.
    Of { key: usize, outcomes: Vec<u32> },
    /// Rows, by what comes out for them: it joins several keys.
    Rows { outcomes: Codes, count: usize },
    /// Whatever these keys tell apart.
    All { keys: Vec<usize> },
}

/// What comes out of an atom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Seen {
    /// What came out after reading these names: an atom with an `if` in it need not read all of its names,
    /// and what was read is part of the answer.
    After(Vec<String>, Box<Self>),
    Flag(bool),
    Number(i64),
    Text(String),
    Day(NaiveDate),
    Stop(Stop),
    /// A value of a kind that is not compared: like no other.
    Other(u32),
}

impl Classes {
    /// The classes of rows as the parts of rules over them see them.
    pub(crate) fn new<'b>(
        rulebook: &'b Arc<Rulebook>,
        world: &Arc<World>,
        bindings: &Arc<Bindings>,
        parts: impl Iterator<Item = Part<'b>>,
    ) -> Self {
        let parts: Vec<Part<'b>> = parts.collect();
        let of_part = |part: &Part<'b>| atoms(rulebook, bindings.register(), part.expressions()).len();
        let most = parts.iter().map(of_part).max().unwrap_or(1).max(1);
        let found = atoms(rulebook, bindings.register(), parts.into_iter().flat_map(Part::expressions));
        // Half of what a part may take, for as often as it runs while flags are tried.
        let runs = 1 << (MAX_TRIED_FLAGS + 1);
        let few_steps = MAX_STEPS / runs / u64::try_from(most).unwrap_or(u64::MAX);
        let survey = Survey { rulebook, world, bindings, few_steps };
        let mut columns = KeyColumns::default();
        let plans: Vec<Plan<'b>> =
            found.into_iter().map(|(atom, of)| survey.plan(atom, of, &mut columns)).collect();
        let keys: Vec<Key> = columns
            .par_iter()
            .enumerate()
            .map(|(key, column)| {
                let plans: Vec<&Plan<'_>> = plans.iter().filter(|plan| plan.keys.contains(&key)).collect();
                survey.key(*column, &plans)
            })
            .collect();
        let sights: Vec<Sight> = plans
            .par_iter()
            .map_init(|| survey.evaluator(), |evaluator, plan| survey.sight(evaluator, plan, &keys))
            .collect();
        let atoms = plans.into_iter().zip(sights).map(|(plan, sight)| (plan.atom.text, sight)).collect();
        Self { keys, atoms }
    }

    pub(crate) fn sight(&self, atom: &Atom) -> &Sight {
        // An atom that was not surveyed has no class to offer: nothing is looked up for it.
        self.atoms.get(&atom.text).unwrap_or(&Sight::Nothing)
    }

    pub(crate) fn key(&self, key: usize) -> Option<&Key> {
        self.keys.get(key)
    }
}

/// An atom with the keys that it reads.
struct Plan<'b> {
    atom: Atom,
    of: &'b Expression,
    program: AST,
    keys: Vec<usize>,
    kernel: Option<Kernel>,
    /// True if it joins a flag with something else. A blank flag is tried both ways, so what such an atom
    /// gives for the blank says nothing about what the trials see.
    joins_flag: bool,
}

impl Plan<'_> {
    /// True if it tells apart everything that its keys do.
    fn needs_all(&self) -> bool {
        self.atom.calls_pack || self.joins_flag || (self.keys.len() > 1 && self.kernel.is_none())
    }
}

/// The columns behind the keys.
type KeyColumns<'c> = Vec<KeyColumn<'c>>;

#[derive(Clone, Copy)]
struct KeyColumn<'c> {
    column: &'c Column,
    by_row: bool,
}

impl<'c> KeyColumn<'c> {
    /// The code of each row.
    fn codes(self, bindings: &Bindings) -> Cow<'c, [u32]> {
        match bindings.rows() {
            Some(rows) if !self.by_row => {
                rows.iter().map(|record| self.column.code(index(*record))).collect()
            }
            _ => Cow::Borrowed(&*self.column.codes),
        }
    }

    fn shares(&self, other: &KeyColumn<'_>) -> bool {
        self.by_row == other.by_row && Arc::ptr_eq(&self.column.codes, &other.column.codes)
    }
}

struct Survey<'s> {
    rulebook: &'s Arc<Rulebook>,
    world: &'s Arc<World>,
    bindings: &'s Arc<Bindings>,
    /// Steps that every atom of a part may take without the part being stopped for taking too many.
    few_steps: u64,
}

impl<'s> Survey<'s> {
    fn evaluator(&self) -> Evaluator {
        Evaluator::new(Arc::clone(self.rulebook), Arc::clone(self.world))
    }

    /// The columns that hold a name: bound ones hide those of the record, except where they are empty.
    fn columns_of(&self, name: &str) -> impl Iterator<Item = KeyColumn<'s>> {
        let bound = self.bindings.bound_column(name).map(|column| KeyColumn { column, by_row: true });
        let hidden = bound.is_some_and(|bound| bound.column.values.iter().all(Option::is_some));
        let own = self.bindings.records().column(name).filter(|_| !hidden);
        bound.into_iter().chain(own.map(|column| KeyColumn { column, by_row: false }))
    }

    fn plan<'b>(&self, atom: Atom, of: &'b Expression, columns: &mut KeyColumns<'s>) -> Plan<'b> {
        let mut keys = Vec::new();
        for name in &atom.reads {
            for column in self.columns_of(name).filter(|column| column.column.values.len() > 1) {
                let key = columns.iter().position(|known| known.shares(&column)).unwrap_or_else(|| {
                    columns.push(column);
                    columns.len() - 1
                });
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        let kernel = if keys.is_empty() || atom.calls_pack { None } else { self.kernel(&atom) };
        let program = atom.program(&of.ast);
        let joins_flag = self.joins_flag(&atom);
        Plan { atom, of, program, keys, kernel, joins_flag }
    }

    fn joins_flag(&self, atom: &Atom) -> bool {
        let mut ids: Vec<String> = atom.reads.iter().map(|name| self.id(name)).collect();
        ids.sort_unstable();
        ids.dedup();
        let register = self.bindings.register();
        let is_flag = |id: &String| {
            self.rulebook.names.resolve(register, id).is_some_and(|variable| variable.kind == Kind::Flag)
        };
        ids.len() > 1 && ids.iter().any(is_flag)
    }

    /// The kernel of an atom, if each name it reads is held by one column.
    fn kernel(&self, atom: &Atom) -> Option<Kernel> {
        let constant = |name: &str| {
            let held = self.columns_of(&self.id(name)).next().is_some();
            let constant = self.rulebook.constants.get(name).cloned().map(Slot::Known);
            let value = constant.or_else(|| self.world.slots.get(name).cloned());
            value.filter(|_| !held).map(|slot| Plain::of(Some(&slot)))
        };
        if atom.reads.iter().any(|name| self.rulebook.macros.contains_key(name)) {
            return None;
        }
        let kernel = Kernel::of(&atom.tree, &constant)?;
        kernel.reads.iter().all(|name| self.column_of(name).is_some()).then_some(kernel)
    }

    fn id(&self, name: &str) -> String {
        let variable = self.rulebook.names.resolve(self.bindings.register(), name);
        variable.map_or_else(|| name.to_owned(), |variable| variable.id)
    }

    /// The one column that holds a name of a kernel.
    fn column_of(&self, name: &str) -> Option<KeyColumn<'s>> {
        let id = self.id(name);
        let mut columns = self.columns_of(&id);
        let column = columns.next().filter(|_| columns.next().is_none())?;
        // Where a record has nothing the ledger's own value would count.
        let whole = !self.world.slots.contains_key(&id) || column.column.values.iter().all(Option::is_some);
        whole.then_some(column)
    }

    fn seen(&self, evaluator: &mut Evaluator, plan: &Plan<'_>, row: usize) -> Seen {
        if plan.atom.calls_pack {
            return Seen::Other(u32::try_from(row).unwrap_or(u32::MAX));
        }
        evaluator.turn_to(self.bindings, row);
        let before = evaluator.work.taken();
        let seen = match evaluator.run_part(plan.of, &plan.program) {
            Err(stop) => Seen::Stop(stop),
            Ok(value) => {
                if let Ok(flag) = value.as_bool() {
                    Seen::Flag(flag)
                } else if let Ok(number) = value.as_int() {
                    Seen::Number(number)
                } else if let Some(day) = value.read_lock::<Day>() {
                    Seen::Day(day.0)
                } else if let Some(text) = value.read_lock::<rhai::ImmutableString>() {
                    Seen::Text(text.to_string())
                } else {
                    Seen::Other(u32::try_from(row).unwrap_or(u32::MAX))
                }
            }
        };
        // Whether a rule takes too many steps hangs on long texts and large sets, of which atoms do not tell.
        if evaluator.work.taken().saturating_sub(before) > self.few_steps {
            return Seen::Other(u32::try_from(row).unwrap_or(u32::MAX));
        }
        // A kernel has no branches: it reads its names in order up to where it stops.
        match plan.kernel {
            Some(_) => seen,
            None => Seen::After(evaluator.take_reads(), Box::new(seen)),
        }
    }

    fn sight(&self, evaluator: &mut Evaluator, plan: &Plan<'_>, keys: &[Key]) -> Sight {
        match (plan.keys.as_slice(), &plan.kernel) {
            ([], _) => Sight::Nothing,
            _ if plan.needs_all() => Sight::All { keys: plan.keys.clone() },
            ([key], _) => {
                let rows = keys.get(*key).map_or(&[][..], |key| key.rows.as_slice());
                let mut names = Names::default();
                let mut number = |row: u32| names.number(self.seen(evaluator, plan, index(row)));
                let outcomes = rows.iter().map(|row| row.map_or(0, &mut number)).collect();
                Sight::Of { key: *key, outcomes }
            }
            (_, Some(kernel)) => self.joining(plan, kernel),
            (_, None) => Sight::All { keys: plan.keys.clone() },
        }
    }
}

fn as_code(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The first row of each of `count` codes.
fn first_rows(count: usize, codes: impl Iterator<Item = u32>) -> Vec<Option<u32>> {
    let mut first = vec![None; count];
    let mut open = count;
    for (row, code) in codes.enumerate() {
        if let Some(first) = first.get_mut(index(code))
            && first.is_none()
        {
            *first = Some(as_code(row));
            open -= 1;
            if open == 0 {
                break;
            }
        }
    }
    first
}

/// Up to so many entries a table is kept whole.
pub(crate) const DENSE: usize = 1 << 16;
