//! Classes: values that no rule tells apart.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;
use rhai::AST;

use crate::atom::{Atom, atoms};
use crate::bindings::{Bindings, index};
use crate::codes::Codes;
use crate::columns::Column;
use crate::decide::Part;
use crate::evaluate::{Evaluator, Stop};
use crate::expression::Expression;
use crate::kernel::{Kernel, Plain, Told};
use crate::names::Kind;
use crate::record::World;
use crate::rulebook::Rulebook;
use crate::slot::{Day, Slot};

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
        let expressions = parts.flat_map(Part::expressions);
        let found = atoms(rulebook, bindings.register(), expressions);
        let survey = Survey { rulebook, world, bindings };
        let mut columns = KeyColumns::default();
        let plans: Vec<Plan<'b>> =
            found.into_iter().map(|(atom, of)| survey.plan(atom, of, &mut columns)).collect();
        let plains = survey.plains(&plans);
        let keys: Vec<Key> = columns
            .par_iter()
            .enumerate()
            .map(|(key, column)| {
                let looking = plans.iter().filter(|plan| plan.keys.contains(&key)).collect();
                survey.key(*column, looking, &plains)
            })
            .collect();
        let sights: Vec<Sight> = plans
            .par_iter()
            .map_init(|| survey.evaluator(), |evaluator, plan| survey.sight(evaluator, plan, &plains, &keys))
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

impl KeyColumn<'_> {
    fn code(self, bindings: &Bindings, row: usize) -> usize {
        index(self.column.code(if self.by_row { row } else { bindings.record(row) }))
    }

    fn shares(&self, other: &KeyColumn<'_>) -> bool {
        self.by_row == other.by_row && Arc::ptr_eq(&self.column.codes, &other.column.codes)
    }
}

/// The values of the names that kernels read, in their plain form.
type Plains<'c> = HashMap<String, (KeyColumn<'c>, Vec<Plain>)>;

struct Survey<'s> {
    rulebook: &'s Arc<Rulebook>,
    world: &'s Arc<World>,
    bindings: &'s Arc<Bindings>,
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
        columns.next().filter(|_| columns.next().is_none())
    }

    fn plains(&self, plans: &[Plan<'_>]) -> Plains<'s> {
        let kernels = plans.iter().filter_map(|plan| plan.kernel.as_ref());
        let mut names: Vec<&String> = kernels.flat_map(|kernel| &kernel.reads).collect();
        names.sort_unstable();
        names.dedup();
        let plain = |name: &&String| {
            let column = self.column_of(name)?;
            let absent = Plain::of(self.world.slots.get(*name));
            let plain = |slot: &Option<Slot>| {
                slot.as_ref().map_or_else(|| absent.clone(), |slot| Plain::of(Some(slot)))
            };
            Some(((*name).clone(), (column, column.column.values.iter().map(plain).collect())))
        };
        names.par_iter().filter_map(plain).collect()
    }

    /// Sorts the values of a key into classes.
    fn key(&self, column: KeyColumn<'s>, looking: Vec<&Plan<'_>>, plains: &Plains<'s>) -> Key {
        let values = column.column.values.len();
        let rows = self.bindings.len();
        let code = |row: usize| column.code(self.bindings, row);
        if values <= FEW || looking.iter().any(|plan| plan.needs_all()) {
            let classes = Codes::collect(values, (0..rows).map(|row| as_code(code(row))));
            return Key { rows: first_rows(values, rows, |row| index(classes.get(row))), classes };
        }
        let first = first_rows(values, rows, code);
        let mut class_of = vec![0; values];
        let mut count = 1;
        for plan in looking.into_iter().filter(|plan| plan.keys.len() == 1) {
            let outcomes = self.outcomes(plan, &first, plains);
            count = refine(&mut class_of, count, &outcomes);
        }
        let class = |row: usize| class_of.get(code(row)).copied().unwrap_or(0);
        let classes = Codes::collect(count, (0..rows).map(class));
        Key { rows: first_rows(count, rows, |row| index(classes.get(row))), classes }
    }

    /// What an atom of one key gives for each of its values; `rows` has a row of each.
    fn outcomes(&self, plan: &Plan<'_>, rows: &[Option<u32>], plains: &Plains<'s>) -> Vec<u32> {
        let told = match &plan.kernel {
            None => vec![Told::Unknown; rows.len()],
            Some(kernel) => {
                let values: Vec<&[Plain]> =
                    kernel.reads.iter().map(|name| plain_of(plains, name).1).collect();
                let tell = |code: usize| kernel.tell(self.world.as_of, |read| values.get(read)?.get(code));
                (0..rows.len()).into_par_iter().with_min_len(4_096).map(tell).collect()
            }
        };
        self.asked(plan, |at| rows.get(at).copied().flatten().map(index), told)
    }

    /// Numbers for what kernels told; Rhai is asked on a row where they could not tell.
    fn asked(&self, plan: &Plan<'_>, row: impl Fn(usize) -> Option<usize>, told: Vec<Told>) -> Vec<u32> {
        let mut evaluator = None;
        let mut names = Names::default();
        let number = |(at, told)| match told {
            Told::Flag(true) => 0,
            Told::Flag(false) => 1,
            Told::Asks(read) => 2 + u32::from(read),
            Told::Unknown => row(at).map_or(0, |row| {
                let evaluator = evaluator.get_or_insert_with(|| self.evaluator());
                names.number(self.seen(evaluator, plan, row))
            }),
        };
        told.into_iter().enumerate().map(number).collect()
    }

    fn seen(&self, evaluator: &mut Evaluator, plan: &Plan<'_>, row: usize) -> Seen {
        if plan.atom.calls_pack {
            return Seen::Other(u32::try_from(row).unwrap_or(u32::MAX));
        }
        evaluator.turn_to(self.bindings, row);
        match evaluator.run_part(plan.of, &plan.program) {
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
        }
    }

    fn sight(&self, evaluator: &mut Evaluator, plan: &Plan<'_>, plains: &Plains<'s>, keys: &[Key]) -> Sight {
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
            (_, Some(kernel)) => self.joining(plan, kernel, plains),
            (_, None) => Sight::All { keys: plan.keys.clone() },
        }
    }

    /// What an atom over several keys gives for each row.
    fn joining(&self, plan: &Plan<'_>, kernel: &Kernel, plains: &Plains<'s>) -> Sight {
        let sources: Vec<(Option<KeyColumn<'_>>, &[Plain])> =
            kernel.reads.iter().map(|name| plain_of(plains, name)).collect();
        let tell = |row: usize| {
            kernel.tell(self.world.as_of, |read| {
                let (column, values) = sources.get(read)?;
                values.get((*column)?.code(self.bindings, row))
            })
        };
        let told = (0..self.bindings.len()).into_par_iter().with_min_len(4_096).map(tell).collect();
        let mut outcomes = self.asked(plan, Some, told);
        let largest = outcomes.iter().copied().max().unwrap_or(0);
        let count = refine(&mut outcomes, index(largest).saturating_add(1), &[]);
        Sight::Rows { outcomes: Codes::collect(count, outcomes.into_iter()), count }
    }
}

fn plain_of<'p>(plains: &'p Plains<'_>, name: &str) -> (Option<KeyColumn<'p>>, &'p [Plain]) {
    plains.get(name).map_or((None, &[]), |(column, values)| (Some(*column), values.as_slice()))
}

fn as_code(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The first row of each of `count` codes.
fn first_rows(count: usize, rows: usize, code: impl Fn(usize) -> usize) -> Vec<Option<u32>> {
    let mut first = vec![None; count];
    for row in 0..rows {
        if let Some(first) = first.get_mut(code(row)) {
            first.get_or_insert_with(|| as_code(row));
        }
    }
    first
}

/// Numbers for what came out, the same for the same.
#[derive(Default)]
struct Names {
    known: HashMap<Seen, u32>,
}

impl Names {
    fn number(&mut self, seen: Seen) -> u32 {
        // The first numbers are those of what kernels tell.
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX).saturating_add(258);
        match seen {
            Seen::Flag(true) => 0,
            Seen::Flag(false) => 1,
            seen => *self.known.entry(seen).or_insert(next),
        }
    }
}

/// Splits classes, which are below `count`, by what came out for their members; returns how many there are now.
fn refine(classes: &mut [u32], count: usize, outcomes: &[u32]) -> usize {
    let width = outcomes.iter().copied().max().map_or(1, |largest| index(largest) + 1);
    let pair = |class: u32, outcome: u32| index(class) * width + index(outcome);
    let outcome = outcomes.iter().copied().chain(std::iter::repeat(0));
    let pairs = classes.iter_mut().zip(outcome);
    let mut known = 0;
    let mut next = || {
        known += 1;
        known - 1
    };
    if count.saturating_mul(width) <= DENSE {
        let mut numbers = vec![u32::MAX; count * width];
        for (class, outcome) in pairs {
            let Some(number) = numbers.get_mut(pair(*class, outcome)) else { continue };
            if *number == u32::MAX {
                *number = next();
            }
            *class = *number;
        }
    } else {
        let mut numbers = HashMap::new();
        for (class, outcome) in pairs {
            *class = *numbers.entry(pair(*class, outcome)).or_insert_with(&mut next);
        }
    }
    index(known).max(1)
}

/// Up to so many entries a table is kept whole.
pub(crate) const DENSE: usize = 1 << 16;
