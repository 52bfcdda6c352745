//! Sorts the many values of a key, or rows that an atom joins several keys of, into classes.
//!
//! Threads take a piece of the values each. All atoms look at a piece while it is at hand: texts are many
//! and far apart.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use memchr::memmem::Finder;
use rayon::prelude::*;

use super::join::Join;
use super::{DENSE, FEW, Key, KeyColumn, Plan, Seen, Sight, Survey, as_code, first_rows};
use crate::bindings::index;
use crate::codes::Codes;
use crate::evaluate::Evaluator;
use crate::kernel::{Kernel, Plain, Texts, Told};

/// Values or rows that one thread looks at in one go.
const PIECE: usize = 8_192;

/// An atom that looks at values.
struct Looking<'s, 'b> {
    plan: &'s Plan<'b>,
    tell: Box<Tell<'s>>,
    names: Mutex<Names>,
}

/// Tells numbers of outcomes for a piece of the values.
type Tell<'s> = dyn Fn(Range<usize>, &mut Gathered<'s>) -> Vec<u32> + Sync + 's;

/// Texts of a piece by the column they are from, gathered once for all atoms.
type Gathered<'s> = Vec<(&'s [Plain], Texts)>;

/// Values sorted by what comes out of all atoms for them.
struct Sorted {
    /// The class of each value.
    classes: Vec<u32>,
    /// What came out, atom by atom, for each class.
    signatures: Vec<Vec<u32>>,
}

impl<'s> Survey<'s> {
    /// Sorts the values of a key into classes.
    pub(super) fn key(&self, column: KeyColumn<'s>, plans: &[&Plan<'_>]) -> Key {
        let values = column.column.values.len();
        let codes = column.codes(self.bindings);
        if values <= FEW || plans.iter().any(|plan| plan.needs_all()) {
            let rows = first_rows(values, codes.iter().copied());
            return Key { classes: Codes::collect(values, codes.iter().copied()), rows };
        }
        let first = OnceLock::new();
        let row = |value: usize| {
            let first = first.get_or_init(|| first_rows(values, codes.iter().copied()));
            first.get(value).copied().flatten().map(index)
        };
        let alone = plans.iter().filter(|plan| plan.keys.len() == 1);
        let looking: Vec<Looking<'_, '_>> = alone.map(|plan| self.looking(plan)).collect();
        let (class_of, count) = self.sorted(values, &looking, &row);
        let class = |code: &u32| class_of.get(index(*code));
        let rows = first_rows(count, codes.iter().map(class));
        Key { classes: class_of.at(&codes), rows }
    }

    /// What an atom over several keys gives for each row.
    pub(super) fn joining(&self, plan: &Plan<'_>, kernel: &Kernel) -> Sight {
        let columns: Vec<Option<KeyColumn<'_>>> =
            kernel.reads.iter().map(|name| self.column_of(name)).collect();
        let join = Join::new(kernel, self.world.as_of, &columns, self.bindings);
        let rows = self.bindings.len();
        let starts = (0..rows).into_par_iter().step_by(PIECE);
        let piece = |start: usize| {
            let rows = start..rows.min(start + PIECE);
            join.as_ref().map_or_else(|| vec![Told::UNKNOWN; rows.len()], |join| join.tell(rows.clone()))
        };
        let told: Vec<Vec<u32>> = starts.map(piece).collect();
        // Where all is told, the numbers are few and need no sorting.
        if !told.iter().any(|told| told.contains(&Told::UNKNOWN)) {
            let (mut outcomes, count) = (Codes::of_rows(rows), Told::numbers(kernel.reads.len()));
            for told in &told {
                outcomes.extend(told, count);
            }
            return Sight::Rows { outcomes, count };
        }
        let tell = |rows: Range<usize>, _: &mut Gathered<'_>| {
            told.get(rows.start / PIECE).cloned().unwrap_or_default()
        };
        let looking = Looking { plan, tell: Box::new(tell), names: Mutex::default() };
        let (outcomes, count) = self.sorted(rows, &[looking], &Some);
        Sight::Rows { outcomes, count }
    }

    fn looking<'p, 'b>(&'p self, plan: &'p Plan<'b>) -> Looking<'p, 'b> {
        let source = plan.kernel.as_ref().and_then(|kernel| {
            let plain = |name: &String| self.column_of(name).map(|column| &*column.column.plain);
            Some((kernel, kernel.reads.iter().map(plain).collect::<Option<Vec<&[Plain]>>>()?))
        });
        let as_of = self.world.as_of;
        let tell = move |values: Range<usize>, gathered: &mut Gathered<'p>| {
            let Some((kernel, plains)) = &source else { return vec![Told::UNKNOWN; values.len()] };
            if let Some((read, finder)) = kernel.searched()
                && let Some(plain) = plains.get(read)
            {
                return search(finder, read, plain, &values, gathered);
            }
            let value = |at: usize| move |read: usize| plains.get(read)?.get(at);
            values.map(|at| kernel.tell(as_of, value(at)).number()).collect()
        };
        Looking { plan, tell: Box::new(tell), names: Mutex::default() }
    }

    /// The class of each of so many values, and how many classes there are. `row` is one that has a value.
    fn sorted(
        &self,
        values: usize,
        looking: &[Looking<'_, '_>],
        row: &(dyn Fn(usize) -> Option<usize> + Sync),
    ) -> (Codes, usize) {
        let starts = (0..values).into_par_iter().step_by(PIECE);
        let pieces: Vec<Sorted> = starts
            .map_init(
                || None,
                |evaluator, start| self.piece(start..values.min(start + PIECE), looking, row, evaluator),
            )
            .collect();
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut numbered: Vec<(Vec<u32>, Vec<u32>)> = Vec::with_capacity(pieces.len());
        for Sorted { classes, signatures } in pieces {
            let number = |signature| {
                let next = as_code(known.len());
                *known.entry(signature).or_insert(next)
            };
            let numbers = signatures.into_iter().map(number).collect();
            numbered.push((classes, numbers));
        }
        let count = known.len().max(1);
        let mut sorted = Codes::new();
        for (mut classes, numbers) in numbered {
            for class in &mut classes {
                *class = numbers.get(index(*class)).copied().unwrap_or(0);
            }
            sorted.extend(&classes, count);
        }
        (sorted, count)
    }

    fn piece(
        &self,
        values: Range<usize>,
        looking: &[Looking<'_, '_>],
        row: &(dyn Fn(usize) -> Option<usize> + Sync),
        evaluator: &mut Option<Evaluator>,
    ) -> Sorted {
        let mut sorted = Sorted { classes: vec![0; values.len()], signatures: vec![Vec::new()] };
        let mut gathered = Vec::new();
        for looking in looking {
            let mut outcomes = (looking.tell)(values.clone(), &mut gathered);
            if outcomes.contains(&Told::UNKNOWN) {
                let evaluator = evaluator.get_or_insert_with(|| self.evaluator());
                let open =
                    values.clone().zip(&mut outcomes).filter(|(_, outcome)| **outcome == Told::UNKNOWN);
                for (value, outcome) in open {
                    let Some(row) = row(value) else {
                        // No row has the value.
                        *outcome = 0;
                        continue;
                    };
                    let seen = self.seen(evaluator, looking.plan, row);
                    // Other threads ask about other values meanwhile.
                    let mut names = looking.names.lock().unwrap_or_else(PoisonError::into_inner);
                    *outcome = names.number(seen);
                }
            }
            sorted.split(&outcomes);
        }
        sorted
    }
}

/// Whether each text of a piece of a column holds what is looked for.
fn search<'s>(
    finder: &Finder<'_>,
    read: usize,
    plain: &'s [Plain],
    values: &Range<usize>,
    gathered: &mut Gathered<'s>,
) -> Vec<u32> {
    if let Some((_, texts)) = gathered.iter().find(|(known, _)| std::ptr::eq(*known, plain)) {
        return texts.tell(finder, read);
    }
    let texts = Texts::of(plain.get(values.clone()).unwrap_or_default());
    let told = texts.tell(finder, read);
    gathered.push((plain, texts));
    told
}

impl Sorted {
    /// Splits the classes by what came out of one more atom for their members.
    fn split(&mut self, outcomes: &[u32]) {
        let width = outcomes.iter().copied().max().map_or(1, |largest| index(largest) + 1);
        let pairs = self.classes.iter_mut().zip(outcomes);
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut number = |class: u32, outcome: u32| {
            found.push((class, outcome));
            as_code(found.len() - 1)
        };
        if self.signatures.len().saturating_mul(width) <= DENSE {
            let mut numbers = vec![u32::MAX; self.signatures.len() * width];
            for (class, outcome) in pairs {
                let pair = index(*class) * width + index(*outcome);
                let Some(known) = numbers.get_mut(pair) else { continue };
                if *known == u32::MAX {
                    *known = number(*class, *outcome);
                }
                *class = *known;
            }
        } else {
            let mut numbers = HashMap::new();
            for (class, outcome) in pairs {
                *class = *numbers.entry((*class, *outcome)).or_insert_with(|| number(*class, *outcome));
            }
        }
        let longer = |(class, outcome): (u32, u32)| {
            let known = self.signatures.get(index(class)).into_iter().flatten();
            known.copied().chain([outcome]).collect()
        };
        self.signatures = found.into_iter().map(longer).collect();
    }
}

/// Numbers for what came out, the same for the same.
#[derive(Default)]
pub(super) struct Names {
    known: HashMap<Seen, u32>,
}

impl Names {
    pub(super) fn number(&mut self, seen: Seen) -> u32 {
        // The first numbers are those of what kernels tell.
        let next = as_code(self.known.len()).saturating_add(Told::NUMBERS);
        match seen {
            Seen::Flag(flag) => Told::Flag(flag).number(),
            seen => *self.known.entry(seen).or_insert(next),
        }
    }
}
