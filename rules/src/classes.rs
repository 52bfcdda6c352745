//! Classes: values that no rule tells apart.

mod join;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;
use rhai::AST;

use self::join::Join;
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
/// Values or rows that one thread looks at in one go.
const PIECE: usize = 8_192;

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
        let keys: Vec<Key> = columns
            .par_iter()
            .enumerate()
            .map(|(key, column)| {
                let looking = plans.iter().filter(|plan| plan.keys.contains(&key)).collect();
                survey.key(*column, looking)
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

/// A kernel with the values of its reads.
type Source<'k> = (&'k Kernel, Vec<&'k [Plain]>);

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
        let column = columns.next().filter(|_| columns.next().is_none())?;
        // Where a record has nothing the ledger's own value would count.
        let whole = !self.world.slots.contains_key(&id) || column.column.values.iter().all(Option::is_some);
        whole.then_some(column)
    }

    /// Sorts the values of a key into classes.
    fn key(&self, column: KeyColumn<'s>, looking: Vec<&Plan<'_>>) -> Key {
        let values = column.column.values.len();
        let codes = column.codes(self.bindings);
        if values <= FEW || looking.iter().any(|plan| plan.needs_all()) {
            let rows = first_rows(values, codes.iter().copied());
            return Key { classes: Codes::collect(values, codes.iter().copied()), rows };
        }
        let first = first_rows(values, codes.iter().copied());
        let alone: Vec<&Plan<'_>> = looking.into_iter().filter(|plan| plan.keys.len() == 1).collect();
        let told = self.told(&alone, values);
        let mut class_of = vec![0; values];
        let mut count = 1;
        for (plan, told) in alone.into_iter().zip(told) {
            let row = |code: usize| first.get(code).copied().flatten().map(index);
            let outcomes = self.asked(plan, row, told);
            count = refine(&mut class_of, count, &outcomes);
        }
        let class = |code: &u32| class_of.get(index(*code)).copied().unwrap_or(0);
        let classes = Codes::collect(count, codes.iter().map(class));
        let rows = first_rows(count, codes.iter().map(class));
        Key { classes, rows }
    }

    /// What the kernels of atoms of one key give for each of its values, atom by atom.
    fn told(&self, plans: &[&Plan<'_>], values: usize) -> Vec<Vec<Told>> {
        let sources: Vec<Option<Source<'_>>> = plans
            .iter()
            .map(|plan| {
                let kernel = plan.kernel.as_ref()?;
                let plain = |name: &String| self.column_of(name).map(|column| &*column.column.plain);
                Some((kernel, kernel.reads.iter().map(plain).collect::<Option<_>>()?))
            })
            .collect();
        // All atoms look at a value while it is at hand: texts are many and far apart.
        let piece = |start: usize| -> Vec<Vec<Told>> {
            let codes = start..values.min(start + PIECE);
            let tell = |source: &Option<Source<'_>>| match source {
                None => vec![Told::Unknown; codes.len()],
                Some((kernel, plains)) => {
                    let value = |code: usize| move |read: usize| plains.get(read)?.get(code);
                    codes.clone().map(|code| kernel.tell(self.world.as_of, value(code))).collect()
                }
            };
            sources.iter().map(tell).collect()
        };
        let pieces: Vec<Vec<Vec<Told>>> = (0..values).into_par_iter().step_by(PIECE).map(piece).collect();
        let mut told: Vec<Vec<Told>> = plans.iter().map(|_| Vec::with_capacity(values)).collect();
        for piece in pieces {
            told.iter_mut().zip(piece).for_each(|(all, some)| all.extend(some));
        }
        told
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

    /// What an atom over several keys gives for each row.
    fn joining(&self, plan: &Plan<'_>, kernel: &Kernel) -> Sight {
        let sources: Vec<Option<KeyColumn<'_>>> =
            kernel.reads.iter().map(|name| self.column_of(name)).collect();
        let rows = self.bindings.len();
        let told: Vec<Told> = match Join::new(kernel, self.world.as_of, &sources, self.bindings) {
            Some(join) => {
                let starts = (0..rows).into_par_iter().step_by(PIECE);
                starts.flat_map_iter(|start| join.tell(start..rows.min(start + PIECE))).collect()
            }
            None => vec![Told::Unknown; rows],
        };
        let mut outcomes = self.asked(plan, Some, told);
        let largest = outcomes.iter().copied().max().unwrap_or(0);
        let count = refine(&mut outcomes, index(largest).saturating_add(1), &[]);
        Sight::Rows { outcomes: Codes::collect(count, outcomes.into_iter()), count }
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
