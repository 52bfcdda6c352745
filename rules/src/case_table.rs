//! The case table of a part of a rule: what comes out for each case that its atoms tell apart.
//!
//! A row's case is the sum of one number for each key that the part reads, looked up by the row's class.
//! The part itself runs once for each case that occurs, on the first row that has it.

use std::collections::HashMap;

use crate::atom::atoms;
use crate::bindings::index;
use crate::classes::{Classes, DENSE, Sight};
use crate::codes::Codes;
use crate::decide::{Answer, Part};
use crate::evaluate::Evaluator;
use crate::rulebook::Rulebook;

/// Rows that are looked up at a time, so that what lies between stays in the cache.
const CHUNK: usize = 4_096;

/// What comes out of a part, case by case.
pub(crate) struct CaseTable<'c, 'r> {
    part: Part<'r>,
    axes: Vec<Axis<'c>>,
    cells: Cells,
    /// The different answers.
    pub(crate) answers: Vec<Answer>,
    numbers: HashMap<Answer, u32>,
    /// Cases decided so far.
    pub(crate) cases: usize,
}

/// One of the things a part tells rows apart by.
struct Axis<'c> {
    codes: &'c Codes,
    /// What each code adds to the number of the case.
    weights: Vec<u32>,
}

/// The number of the answer for each case.
enum Cells {
    Dense(Vec<u32>),
    Sparse(HashMap<Vec<u32>, u32>),
}

const UNDECIDED: u32 = u32::MAX;

impl<'c, 'r> CaseTable<'c, 'r> {
    pub(crate) fn new(part: Part<'r>, register: &str, rulebook: &'r Rulebook, classes: &'c Classes) -> Self {
        let mut axes = Vec::new();
        // What each key must tell apart for this part: outcomes of several atoms side by side.
        let mut columns: Vec<(usize, Vec<&[u32]>, bool)> = Vec::new();
        let mut column = |key: usize, outcomes: Option<&'c [u32]>| {
            let at = columns.iter().position(|(known, ..)| *known == key).unwrap_or_else(|| {
                columns.push((key, Vec::new(), false));
                columns.len() - 1
            });
            if let Some((_, list, all)) = columns.get_mut(at) {
                list.extend(outcomes);
                *all |= outcomes.is_none();
            }
        };
        for (atom, _) in atoms(rulebook, register, part.expressions()) {
            match classes.sight(&atom) {
                Sight::Nothing => {}
                Sight::Of { key, outcomes } => column(*key, Some(outcomes)),
                Sight::All { keys } => keys.iter().for_each(|key| column(*key, None)),
                Sight::Rows { outcomes, count } => {
                    axes.push((outcomes, (0..*count).map(as_code).collect::<Vec<u32>>(), *count));
                }
            }
        }
        for (key, outcomes, all) in columns {
            let Some(key) = classes.key(key) else { continue };
            let (locals, count) = locals(key.rows.len(), &outcomes, all);
            if count > 1 {
                axes.push((&key.classes, locals, count));
            }
        }
        let total = axes.iter().try_fold(1_usize, |total, (_, _, count)| total.checked_mul(*count));
        let dense = total.filter(|total| *total <= DENSE);
        let mut stride = 1;
        let axes = axes
            .into_iter()
            .map(|(codes, locals, count)| {
                let weights = locals.iter().map(|local| local * stride).collect();
                if dense.is_some() {
                    stride *= as_code(count);
                }
                Axis { codes, weights }
            })
            .collect();
        let cells = match dense {
            Some(total) => Cells::Dense(vec![UNDECIDED; total]),
            None => Cells::Sparse(HashMap::new()),
        };
        Self { part, axes, cells, answers: Vec::new(), numbers: HashMap::new(), cases: 0 }
    }

    /// The number of the answer for each of the first `rows` rows, `seen` chunk by chunk.
    pub(crate) fn all(&mut self, rows: usize, at: &mut impl At, mut seen: impl FnMut(&Self, usize, &[u32])) {
        let mut sums = vec![0; CHUNK];
        let mut start = 0;
        while start < rows {
            sums.truncate(rows - start);
            sums.fill(0);
            if matches!(self.cells, Cells::Dense(_)) {
                for axis in &self.axes {
                    axis.codes.add_weights(start, &axis.weights, &mut sums);
                }
            }
            self.answer(&mut sums, |offset| start + offset, at);
            seen(self, start, &sums);
            start += sums.len();
        }
    }

    /// The number of the answer for each of these rows.
    pub(crate) fn some(&mut self, rows: &[u32], at: &mut impl At) -> Codes {
        let mut codes = Codes::new();
        let mut sums = vec![0; CHUNK];
        for rows in rows.chunks(CHUNK) {
            sums.truncate(rows.len());
            sums.fill(0);
            if matches!(self.cells, Cells::Dense(_)) {
                for axis in &self.axes {
                    axis.codes.add_weights_of(rows, &axis.weights, &mut sums);
                }
            }
            self.answer(&mut sums, |offset| rows.get(offset).copied().map_or(usize::MAX, index), at);
            codes.extend(&sums, self.answers.len());
        }
        codes
    }

    /// Turns numbers of cases into numbers of answers.
    fn answer(&mut self, cases: &mut [u32], row: impl Fn(usize) -> usize, at: &mut impl At) {
        let mut done = 0;
        while let Some(open) = self.known(cases.get_mut(done..).unwrap_or_default()) {
            done += open;
            let answer = self.one(row(done), at);
            if let Some(case) = cases.get_mut(done) {
                *case = answer;
            }
            done += 1;
        }
    }

    /// Looks up the answers of cases up to the first that is not decided yet, and tells which one that is.
    fn known(&self, cases: &mut [u32]) -> Option<usize> {
        let Cells::Dense(cells) = &self.cells else { return (!cases.is_empty()).then_some(0) };
        for (at, case) in cases.iter_mut().enumerate() {
            let known = cells.get(index(*case)).copied().unwrap_or(UNDECIDED);
            if known == UNDECIDED {
                return Some(at);
            }
            *case = known;
        }
        None
    }

    /// The number of the answer for a row.
    fn one(&mut self, row: usize, at: &mut impl At) -> u32 {
        let weight = |axis: &Axis<'_>| axis.weights.get(index(axis.codes.get(row))).copied().unwrap_or(0);
        match &mut self.cells {
            Cells::Dense(cells) => {
                let case = self.axes.iter().map(weight).sum::<u32>();
                let Some(cell) = cells.get_mut(index(case)) else { return UNDECIDED };
                if *cell == UNDECIDED {
                    let answer = at.row(row).answer(self.part);
                    self.cases += 1;
                    *cell = number(&mut self.numbers, &mut self.answers, answer);
                }
                *cell
            }
            Cells::Sparse(cells) => {
                let case: Vec<u32> = self.axes.iter().map(weight).collect();
                if let Some(known) = cells.get(&case) {
                    return *known;
                }
                let answer = at.row(row).answer(self.part);
                self.cases += 1;
                let number = number(&mut self.numbers, &mut self.answers, answer);
                cells.insert(case, number);
                number
            }
        }
    }
}

/// An evaluator that turns to rows.
pub(crate) trait At {
    fn row(&mut self, row: usize) -> &mut Evaluator;
}

fn number(numbers: &mut HashMap<Answer, u32>, answers: &mut Vec<Answer>, answer: Answer) -> u32 {
    *numbers.entry(answer).or_insert_with_key(|answer| {
        answers.push(answer.clone());
        as_code(answers.len() - 1)
    })
}

/// For each of `classes`, a number that is the same where all outcomes are, and how many there are.
fn locals(classes: usize, outcomes: &[&[u32]], all: bool) -> (Vec<u32>, usize) {
    if all {
        return ((0..classes).map(as_code).collect(), classes);
    }
    let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
    let locals = (0..classes)
        .map(|class| {
            let seen: Vec<u32> =
                outcomes.iter().map(|outcomes| outcomes.get(class).copied().unwrap_or(0)).collect();
            let next = as_code(known.len());
            *known.entry(seen).or_insert(next)
        })
        .collect();
    (locals, known.len())
}

fn as_code(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
