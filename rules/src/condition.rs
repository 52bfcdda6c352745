//! The condition of a rule on one row, part by part: what each came to, in words.
//!
//! A condition is taken apart as it is written, `!` seen through: what must not be is worded so. The parts
//! are run one by one in the order in which the rule runs them, and those that it did not get to are left
//! out. The rule itself is decided elsewhere, as a whole ([`crate::decide`]); this tells why.

mod walk;

use crate::text::Text;

/// A condition, or a part of one, and what it came to on a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it came to.
    pub truth: Truth,
    /// What it is made of.
    pub parts: Parts,
}

/// What a condition came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// It is so.
    Holds,
    /// It is not.
    Fails,
    /// It hangs on this field, which is blank or was not understood.
    Asks(String),
    /// It could not be run.
    Failed,
}

/// What a condition is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parts {
    /// Something said of the record.
    One(Statement),
    /// All of these must hold.
    All(Vec<Condition>),
    /// One of these must hold.
    Any(Vec<Condition>),
}

/// Something that a rule says of a record: the part of a condition that is looked at as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// In words, as it is when it holds.
    pub text: Text,
    /// In words, as it is when it does not.
    pub contrary: Text,
    /// Names it reads.
    pub reads: Vec<String>,
    /// What it is about.
    pub topic: Topic,
}

/// What a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// What a record says.
    Value,
    /// Whether a cell is blank.
    Blank,
    /// Whether the ledger has a column or register.
    Column,
}

/// Why an expression gives the number it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It gives the same number always.
    Always,
    /// It was met that all of these hold.
    Met(Vec<Condition>),
    /// None of these was met: it is what is left.
    Left(Vec<Condition>),
    /// It hangs on this.
    Open(Condition),
}

impl Condition {
    /// The statements that settle it: of several that would each do, the first.
    ///
    /// That a cell is not blank is left out where another statement says what stands in it, and that there is
    /// a column where anything else is said.
    pub fn settled_by(&self) -> Vec<(&Statement, &Truth)> {
        let mut settled = Vec::new();
        self.gather(&mut settled);
        let says_more = |statement: &Statement, truth: &Truth| {
            let other = |(other, _): &(&Statement, &Truth)| match statement.topic {
                Topic::Value => false,
                Topic::Blank => {
                    let of_it = |name| other.reads.contains(name);
                    other.topic == Topic::Value && statement.reads.first().is_some_and(of_it)
                }
                Topic::Column => other.topic != Topic::Column && *truth == Truth::Holds,
            };
            settled.iter().any(other)
        };
        let keep: Vec<bool> = settled.iter().map(|(statement, truth)| !says_more(statement, truth)).collect();
        let mut kept: Vec<(&Statement, &Truth)> = Vec::new();
        for ((statement, truth), keep) in settled.iter().zip(keep) {
            if keep && !kept.iter().any(|(known, _)| known.text == statement.text) {
                kept.push((statement, truth));
            }
        }
        kept
    }

    fn gather<'c>(&'c self, settled: &mut Vec<(&'c Statement, &'c Truth)>) {
        let same =
            |part: &&Condition| std::mem::discriminant(&part.truth) == std::mem::discriminant(&self.truth);
        match (&self.parts, &self.truth) {
            (Parts::One(statement), truth) => settled.push((statement, truth)),
            // One that does not hold is enough, or one that does.
            (Parts::All(parts), Truth::Fails) | (Parts::Any(parts), Truth::Holds) => {
                if let Some(part) = parts.iter().find(same) {
                    part.gather(settled);
                }
            }
            (Parts::All(parts) | Parts::Any(parts), _) => {
                parts.iter().filter(same).for_each(|part| part.gather(settled));
            }
        }
    }
}
