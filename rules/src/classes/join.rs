//! Kernels over several columns, run over many rows at a time.
//!
//! What hangs on one column is computed once for each of its values; only what joins columns is computed
//! row by row, one operation over a whole chunk after the other.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use super::KeyColumn;
use crate::bindings::{Bindings, index};
use crate::kernel::{Kernel, Operation, Part, Sign, Term, Test, Told, both};

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

/// What hangs on one column, for each of its values.
#[derive(Default)]
struct Values {
    /// Numbers, or days as numbers; [`NONE`] where there is none.
    numbers: Vec<i64>,
    /// Why there is none.
    states: Vec<Told>,
}

/// Stands for a number that is not there. A value that happens to be this number is looked at alone as well.
const NONE: i64 = i64::MIN;
/// Rows that are computed at a time, so that what lies between stays in the cache.
const BLOCK: usize = 1_024;

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

    /// Numbers for what the comparison gives for some rows.
    pub(super) fn tell(&self, rows: Range<usize>) -> Vec<u32> {
        let mut told = Vec::with_capacity(rows.len());
        for start in rows.clone().step_by(BLOCK) {
            let block = start..rows.end.min(start + BLOCK);
            let (left, right) = (self.left.numbers(block.clone()), self.right.numbers(block.clone()));
            told.extend(block.zip(left.iter().zip(&right)).map(|(row, (left, right))| {
                if *left == NONE || *right == NONE {
                    self.one(row)
                } else {
                    Told::Flag(self.sign.holds(*left, *right)).number()
                }
            }));
        }
        told
    }

    /// The same for one row, with the reason where there is no number.
    #[cold]
    fn one(&self, row: usize) -> u32 {
        let told = match both(self.left.value(row), self.right.value(row)) {
            Ok((left, right)) => Told::Flag(self.sign.holds(left, right)),
            Err(told) => told,
        };
        told.number()
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
        let mut values = Values::default();
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
            values.numbers.push(number.unwrap_or(NONE));
            values.states.push(number.err().unwrap_or(Told::Unknown));
        }
        Self::Column { codes, values, is_day: is_day.unwrap_or(false) }
    }

    fn is_day(&self) -> bool {
        matches!(self, Self::Column { is_day: true, .. })
    }

    /// The numbers of some rows.
    fn numbers(&self, rows: Range<usize>) -> Vec<i64> {
        match self {
            Self::Number(number) => vec![*number; rows.len()],
            Self::Column { codes, values, .. } => {
                let codes = codes.get(rows).unwrap_or_default();
                codes.iter().map(|code| values.numbers.get(index(*code)).copied().unwrap_or(NONE)).collect()
            }
            Self::Operation(operation, nodes) => {
                let mut left = nodes.0.numbers(rows.clone());
                for (number, other) in left.iter_mut().zip(nodes.1.numbers(rows)) {
                    *number = if *number == NONE || other == NONE {
                        NONE
                    } else {
                        operation.of(*number, other).unwrap_or(NONE)
                    };
                }
                left
            }
        }
    }

    /// The number of one row, or why there is none.
    fn value(&self, row: usize) -> Result<i64, Told> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Column { codes, values, .. } => {
                let code = codes.get(row).map_or(usize::MAX, |code| index(*code));
                let number = values.numbers.get(code).copied().filter(|number| *number != NONE);
                number.ok_or_else(|| values.states.get(code).copied().unwrap_or(Told::Unknown))
            }
            Self::Operation(operation, nodes) => {
                let (left, right) = both(nodes.0.value(row), nodes.1.value(row))?;
                operation.of(left, right).ok_or(Told::Unknown)
            }
        }
    }
}
