//! Kernels over several columns, run over many rows at a time.
//!
//! What hangs on one column is computed once for each of its values; only what joins columns is computed
//! row by row, one operation over a whole chunk after the other.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use super::KeyColumn;
use crate::bindings::{Bindings, index};
use crate::kernel::{Kernel, Operation, Part, Sign, Term, Test, Told};

/// A comparison of two terms over several columns.
pub(super) struct Join<'c> {
    sign: Sign,
    left: Node<'c>,
    right: Node<'c>,
}

/// A term, with everything computed that hangs on one column.
enum Node<'c> {
    Number(i64),
    Column { codes: Cow<'c, [u32]>, values: Values, is_day: bool },
    Operation(Operation, Box<(Self, Self)>),
}

/// Numbers, or days as numbers, and why there is none.
#[derive(Default)]
struct Values {
    numbers: Vec<i64>,
    states: Vec<Told>,
}

/// The state of a number that is there.
const THERE: Told = Told::Flag(true);

impl<'c> Join<'c> {
    /// The join of a kernel whose reads are held by these columns; `None` where numbers meet days.
    pub(super) fn new(
        kernel: &Kernel,
        as_of: NaiveDate,
        columns: &[Option<KeyColumn<'c>>],
        bindings: &Bindings,
    ) -> Option<Self> {
        let Test::Compare(sign, left, right) = &kernel.test else { return None };
        let (left, right) =
            (Node::new(left, as_of, columns, bindings)?, Node::new(right, as_of, columns, bindings)?);
        (left.is_day() == right.is_day()).then_some(Self { sign: *sign, left, right })
    }

    /// What the comparison gives for a chunk of rows.
    pub(super) fn tell(&self, rows: Range<usize>) -> Vec<Told> {
        let (left, right) = (self.left.values(rows.clone()), self.right.values(rows));
        let numbers = left.numbers.iter().zip(&right.numbers);
        let states = left.states.iter().zip(&right.states);
        let told = numbers.zip(states).map(|((left, right), states)| match states {
            (Told::Flag(_), Told::Flag(_)) => Told::Flag(self.sign.holds(*left, *right)),
            (left, right) => joined(*left, *right),
        });
        told.collect()
    }
}

impl<'c> Node<'c> {
    fn new(
        term: &Term,
        as_of: NaiveDate,
        columns: &[Option<KeyColumn<'c>>],
        bindings: &Bindings,
    ) -> Option<Self> {
        if let Term::Number(number) = term {
            return Some(Self::Number(*number));
        }
        let mut reads = Vec::new();
        term.reads(&mut reads);
        let column = (*columns.get(*reads.first()?)?)?;
        let shares =
            |read: &usize| columns.get(*read).copied().flatten().is_some_and(|other| column.shares(&other));
        if reads.iter().all(shares) {
            return Some(Self::of_column(
                term,
                as_of,
                column.codes(bindings),
                columns,
                column.column.values.len(),
            ));
        }
        let Term::Operation(operation, terms) = term else { return None };
        let node = |term| Self::new(term, as_of, columns, bindings);
        let (left, right) = (node(&terms.0)?, node(&terms.1)?);
        let wants_days = *operation == Operation::DaysBetween;
        let fits = left.is_day() == wants_days && right.is_day() == wants_days;
        fits.then(|| Self::Operation(*operation, Box::new((left, right))))
    }

    fn of_column(
        term: &Term,
        as_of: NaiveDate,
        codes: Cow<'c, [u32]>,
        columns: &[Option<KeyColumn<'c>>],
        count: usize,
    ) -> Self {
        let mut values = Values { numbers: Vec::with_capacity(count), states: Vec::with_capacity(count) };
        let mut is_day = None;
        for code in 0..count {
            let part = term.value(as_of, &|read: usize| (*columns.get(read)?)?.column.plain.get(code));
            let (number, day) = match part {
                Ok(Part::Number(number)) => (Ok(number), false),
                Ok(Part::Day(day)) => (Ok((day - NaiveDate::default()).num_days()), true),
                Err(told) => (Err(told), is_day.unwrap_or(false)),
            };
            // A column of numbers and days is one that only Rhai understands.
            let number = number.and_then(|number| {
                if *is_day.get_or_insert(day) == day { Ok(number) } else { Err(Told::Unknown) }
            });
            values.numbers.push(number.unwrap_or_default());
            values.states.push(number.err().unwrap_or(THERE));
        }
        Self::Column { codes, values, is_day: is_day.unwrap_or(false) }
    }

    fn is_day(&self) -> bool {
        matches!(self, Self::Column { is_day: true, .. })
    }

    fn values(&self, rows: Range<usize>) -> Values {
        match self {
            Self::Number(number) => {
                Values { numbers: vec![*number; rows.len()], states: vec![THERE; rows.len()] }
            }
            Self::Column { codes, values, .. } => {
                let mut gathered = Values::default();
                let codes = codes.get(rows).unwrap_or_default();
                let code = |code: &u32| index(*code);
                let number = |code| values.numbers.get(code).copied().unwrap_or_default();
                let state = |code| values.states.get(code).copied().unwrap_or(Told::Unknown);
                gathered.numbers.extend(codes.iter().map(code).map(number));
                gathered.states.extend(codes.iter().map(code).map(state));
                gathered
            }
            Self::Operation(operation, nodes) => {
                let mut left = nodes.0.values(rows.clone());
                let right = nodes.1.values(rows);
                let of = left.numbers.iter_mut().zip(&right.numbers);
                let states = left.states.iter_mut().zip(&right.states);
                for ((number, other), (state, other_state)) in of.zip(states) {
                    match (*state, *other_state) {
                        (Told::Flag(_), Told::Flag(_)) => match operation.of(*number, *other) {
                            Some(result) => *number = result,
                            None => *state = Told::Unknown,
                        },
                        (one, two) => *state = joined(one, two),
                    }
                }
                left
            }
        }
    }
}

/// Why there is no value of two terms: told only if it is so in whichever order they are read.
fn joined(left: Told, right: Told) -> Told {
    match (left, right) {
        (Told::Flag(_), told) | (told, Told::Flag(_)) => told,
        (left, right) if left == right => left,
        _ => Told::Unknown,
    }
}
