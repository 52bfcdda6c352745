//! Atoms run natively, to see which values look alike.
//!
//! Texts and counts have many distinct values, and asking Rhai for each of them would cost more than all
//! rules together. A kernel tells for a value what the atom would give, or that it cannot tell. It never
//! decides a rule: rules are run by Rhai on a row of each case.

mod texts;

use chrono::NaiveDate;
use memchr::memmem::Finder;
use rhai::{Expr, FnCallExpr};

pub(crate) use self::texts::Texts;
use crate::sandbox::months_between;
use crate::slot::{Day, Slot};

/// Longest text that a kernel looks at, in bytes.
const LONGEST: usize = 2_048;

/// What an atom gives for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Flag(bool),
    /// It stops at this one of the names it reads, counted in [`Kernel::reads`].
    Asks(u8),
    /// Rhai has to be asked.
    Unknown,
}

impl Told {
    /// Stands for what is not known, in the numbers of [`Told::number`].
    pub(crate) const UNKNOWN: u32 = u32::MAX;
    /// Below it are the numbers of everything else.
    pub(crate) const NUMBERS: u32 = 2 + (1 << 8);

    /// Above the numbers of what is told after reading up to so many names.
    pub(crate) fn numbers(reads: usize) -> usize {
        2 + reads
    }

    /// A number for it.
    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Flag(flag) => u32::from(!flag),
            Self::Asks(read) => 2 + u32::from(read),
            Self::Unknown => Self::UNKNOWN,
        }
    }
}

/// A comparison of numbers, days or texts.
#[derive(Debug)]
pub(crate) struct Kernel {
    /// Names in the order in which they are read.
    pub(crate) reads: Vec<String>,
    pub(crate) test: Test,
}

#[derive(Debug)]
pub(crate) enum Test {
    Compare(Sign, Term, Term),
    Text(Search, usize, Box<Finder<'static>>),
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Sign {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Search {
    Contains,
    StartsWith,
    EndsWith,
    Is,
    IsNot,
}

#[derive(Debug)]
pub(crate) enum Term {
    Read(usize),
    Number(i64),
    DaysSince(Box<Term>),
    MonthsSince(Box<Term>),
    Operation(Operation, Box<(Term, Term)>),
}

/// What makes one number of two numbers, or of two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Sum,
    Difference,
    Product,
    DaysBetween,
}

impl Operation {
    /// The result; `None` for an overflow, which is an error of the rule with words of its own.
    pub(crate) fn of(self, left: i64, right: i64) -> Option<i64> {
        match self {
            Self::Sum => left.checked_add(right),
            Self::Difference => left.checked_sub(right),
            Self::Product => left.checked_mul(right),
            Self::DaysBetween => right.checked_sub(left),
        }
    }
}

/// A value of a name as kernels see it.
#[derive(Debug, Clone)]
pub(crate) enum Plain {
    Number(i64),
    Day(NaiveDate),
    Text(rhai::ImmutableString),
    /// Reading it asks.
    Asks,
    /// Something else.
    Other,
}

impl Plain {
    pub(crate) fn of(slot: Option<&Slot>) -> Self {
        let Some(value) = slot.and_then(Slot::value) else { return Self::Asks };
        if let Ok(number) = value.as_int() {
            return Self::Number(number);
        }
        if let Some(day) = value.read_lock::<Day>() {
            return Self::Day(day.0);
        }
        match value.read_lock::<rhai::ImmutableString>() {
            // Going through a long text takes steps, which only Rhai counts.
            Some(text) if text.len() <= LONGEST => Self::Text(text.clone()),
            _ => Self::Other,
        }
    }
}

/// A number or day on the way through a term.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Number(i64),
    Day(NaiveDate),
}

impl Kernel {
    /// The kernel of an atom; `None` if it is no comparison that kernels know.
    ///
    /// `constant` tells the values of names that are the same for all rows.
    pub(crate) fn of(expr: &Expr, constant: &dyn Fn(&str) -> Option<Plain>) -> Option<Self> {
        let mut builder = Builder { reads: Vec::new(), constant };
        let test = builder.test(expr)?;
        (!builder.reads.is_empty() && builder.reads.len() < 200)
            .then_some(Self { reads: builder.reads, test })
    }

    /// What is looked for in texts, and the number of the name whose texts are searched.
    pub(crate) fn searched(&self) -> Option<(usize, &Finder<'static>)> {
        match &self.test {
            Test::Text(Search::Contains, read, finder) => Some((*read, finder)),
            _ => None,
        }
    }

    /// What the atom gives for these values, one for each of [`Kernel::reads`].
    pub(crate) fn tell<'v>(&self, as_of: NaiveDate, value: impl Fn(usize) -> Option<&'v Plain>) -> Told {
        match &self.test {
            Test::Text(search, read, finder) => match value(*read) {
                Some(Plain::Text(text)) => {
                    let (text, part) = (text.as_bytes(), finder.needle());
                    Told::Flag(match search {
                        Search::Contains => finder.find(text).is_some(),
                        Search::StartsWith => text.starts_with(part),
                        Search::EndsWith => text.ends_with(part),
                        Search::Is => text == part,
                        Search::IsNot => text != part,
                    })
                }
                Some(Plain::Asks) => asks(*read),
                _ => Told::Unknown,
            },
            Test::Compare(sign, left, right) => {
                let part = |term: &Term| term.value(as_of, &value);
                let (left, right) = match both(part(left), part(right)) {
                    Ok(parts) => parts,
                    Err(told) => return told,
                };
                match (left, right) {
                    (Part::Number(left), Part::Number(right)) => Told::Flag(sign.holds(left, right)),
                    (Part::Day(left), Part::Day(right)) => Told::Flag(sign.holds(left, right)),
                    _ => Told::Unknown,
                }
            }
        }
    }
}

/// Both values, or why there is none.
///
/// Which side stops first is not for a kernel to know: it tells only what is so in any order.
pub(crate) fn both<V>(left: Result<V, Told>, right: Result<V, Told>) -> Result<(V, V), Told> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(told), Ok(_)) | (Ok(_), Err(told)) => Err(told),
        (Err(left), Err(right)) => Err(if left == right { left } else { Told::Unknown }),
    }
}

fn asks(read: usize) -> Told {
    u8::try_from(read).map_or(Told::Unknown, Told::Asks)
}

impl Sign {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "==" => Self::Equal,
            "!=" => Self::Unequal,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    pub(crate) fn holds<T: Ord + Copy>(self, left: T, right: T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::Unequal => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

impl Term {
    /// The reads it hangs on.
    pub(crate) fn reads(&self, found: &mut Vec<usize>) {
        match self {
            Self::Number(_) => {}
            Self::Read(read) => found.push(*read),
            Self::DaysSince(term) | Self::MonthsSince(term) => term.reads(found),
            Self::Operation(_, terms) => {
                terms.0.reads(found);
                terms.1.reads(found);
            }
        }
    }

    pub(crate) fn value<'v>(
        &self,
        as_of: NaiveDate,
        value: &impl Fn(usize) -> Option<&'v Plain>,
    ) -> Result<Part, Told> {
        let term = |term: &Self| term.value(as_of, value);
        match self {
            Self::Number(number) => Ok(Part::Number(*number)),
            Self::Read(read) => match value(*read) {
                Some(Plain::Number(number)) => Ok(Part::Number(*number)),
                Some(Plain::Day(day)) => Ok(Part::Day(*day)),
                Some(Plain::Asks) => Err(asks(*read)),
                _ => Err(Told::Unknown),
            },
            Self::DaysSince(from) => Ok(Part::Number((as_of - day(term(from)?)?).num_days())),
            Self::MonthsSince(from) => Ok(Part::Number(months_between(day(term(from)?)?, as_of))),
            Self::Operation(Operation::DaysBetween, terms) => {
                let (from, to) = both(term(&terms.0), term(&terms.1))?;
                Ok(Part::Number((day(to)? - day(from)?).num_days()))
            }
            Self::Operation(operation, terms) => {
                let (left, right) = both(term(&terms.0), term(&terms.1))?;
                operation.of(number(left)?, number(right)?).map(Part::Number).ok_or(Told::Unknown)
            }
        }
    }
}

fn number(part: Part) -> Result<i64, Told> {
    if let Part::Number(number) = part { Ok(number) } else { Err(Told::Unknown) }
}

fn day(part: Part) -> Result<NaiveDate, Told> {
    if let Part::Day(day) = part { Ok(day) } else { Err(Told::Unknown) }
}

struct Builder<'c> {
    reads: Vec<String>,
    constant: &'c dyn Fn(&str) -> Option<Plain>,
}

impl Builder<'_> {
    fn test(&mut self, expr: &Expr) -> Option<Test> {
        match expr {
            Expr::FnCall(call, _) => match (call.name.as_str(), call.args.as_slice()) {
                ("contains" | "starts_with" | "ends_with", [text, part]) => self.search(call, text, part),
                ("==" | "!=", [text @ Expr::Variable(..), part @ Expr::StringConstant(..)])
                    if call.op_token.is_some() =>
                {
                    self.search(call, text, part)
                }
                ("==" | "!=" | "<" | "<=" | ">" | ">=", [left, right]) if call.op_token.is_some() => {
                    let sign = Sign::of(call.name.as_str())?;
                    Some(Test::Compare(sign, self.term(left)?, self.term(right)?))
                }
                _ => None,
            },
            // `note.contains("USB")`
            Expr::Dot(chain, _, _) => match &chain.rhs {
                Expr::MethodCall(call, _) => self.search(call, &chain.lhs, call.args.first()?),
                _ => None,
            },
            _ => None,
        }
    }

    fn search(&mut self, call: &FnCallExpr, text: &Expr, part: &Expr) -> Option<Test> {
        let search = match call.name.as_str() {
            "contains" => Search::Contains,
            "starts_with" => Search::StartsWith,
            "ends_with" => Search::EndsWith,
            "==" => Search::Is,
            "!=" => Search::IsNot,
            _ => return None,
        };
        let (Expr::Variable(variable, _, _), Expr::StringConstant(part, _)) = (text, part) else {
            return None;
        };
        let read = self.read(variable.1.as_str());
        Some(Test::Text(search, read, Box::new(Finder::new(part.as_bytes()).into_owned())))
    }

    fn term(&mut self, expr: &Expr) -> Option<Term> {
        match expr {
            Expr::IntegerConstant(number, _) => Some(Term::Number(*number)),
            Expr::Variable(variable, _, _) => match (self.constant)(variable.1.as_str()) {
                None => Some(Term::Read(self.read(variable.1.as_str()))),
                Some(Plain::Number(number)) => Some(Term::Number(number)),
                Some(_) => None,
            },
            Expr::FnCall(call, _) => self.call(call),
            _ => None,
        }
    }

    fn call(&mut self, call: &FnCallExpr) -> Option<Term> {
        let operator = call.op_token.is_some();
        match (call.name.as_str(), call.args.as_slice()) {
            ("+" | "-" | "*", [left, right]) if operator => {
                let parts = Box::new((self.term(left)?, self.term(right)?));
                let operation = match call.name.as_str() {
                    "+" => Operation::Sum,
                    "-" => Operation::Difference,
                    _ => Operation::Product,
                };
                Some(Term::Operation(operation, parts))
            }
            ("days_since", [day]) => Some(Term::DaysSince(Box::new(self.term(day)?))),
            ("months_since", [day]) => Some(Term::MonthsSince(Box::new(self.term(day)?))),
            ("days_between", [from, to]) => {
                let parts = Box::new((self.term(from)?, self.term(to)?));
                Some(Term::Operation(Operation::DaysBetween, parts))
            }
            _ => None,
        }
    }

    fn read(&mut self, name: &str) -> usize {
        self.reads.iter().position(|known| known == name).unwrap_or_else(|| {
            self.reads.push(name.to_owned());
            self.reads.len() - 1
        })
    }
}
