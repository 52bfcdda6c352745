//! A synthetic register of items as plain typed columns.
//!
//! Places, acquisition and transfer depend on the medium, and destruction does too: paper is not erased.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use daicho_rules::{Count, Period, Value};

use crate::field::Field;
use crate::random::Random;
use crate::words::{
    ACQUISITIONS, DEPARTMENTS, DISPOSALS, DOCUMENTS, ENDS, MEDIA, MONTHS, PLACES, SENTENCES, TRANSFERS,
};

/// The code of a blank choice or flag.
pub const BLANK: u8 = 0;
/// The code of a flag that says no.
pub const NO: u8 = 1;
/// The code of a flag that says yes.
pub const YES: u8 = 2;
/// A blank number.
pub const NO_NUMBER: i64 = -1;
/// A blank day.
pub const NO_DAY: i32 = i32::MIN;

/// The day on which rules are decided, as a day number.
pub const AS_OF: i32 = 20_543;

/// The day on which rules are decided: 2026-03-31.
pub fn as_of() -> NaiveDate {
    date(AS_OF)
}

/// The date of a number of days since 1970.
pub fn date(day: i32) -> NaiveDate {
    let days = Days::new(u64::from(day.unsigned_abs()));
    NaiveDate::default().checked_add_days(days).expect("days after 1970")
}

/// Whether fields are left blank, as in real registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// Some are: up to a fifth of a field.
    Some,
    /// None is.
    None,
}

/// The register, one column for each field.
///
/// A choice is coded as its place among the values, counted from 1; [`BLANK`] is 0. A flag is [`NO`] or
/// [`YES`]. A blank number is [`NO_NUMBER`], a blank day [`NO_DAY`], and a blank text is empty.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "the pack says what they are")]
pub struct Ledger {
    pub main_medium: Vec<u8>,
    pub acquired_by: Vec<u8>,
    pub sent_by: Vec<u8>,
    pub kept_at: Vec<u8>,
    pub destroyed_by: Vec<u8>,
    pub department: Vec<u8>,
    pub sensitive: Vec<u8>,
    pub my_number: Vec<u8>,
    pub takeout: Vec<u8>,
    pub joint_use: Vec<u8>,
    pub entrusted: Vec<u8>,
    pub backup: Vec<u8>,
    pub encrypted: Vec<u8>,
    pub locked: Vec<u8>,
    pub count: Vec<i64>,
    pub retention_months: Vec<i64>,
    pub acquired_on: Vec<i32>,
    pub reviewed_on: Vec<i32>,
    pub remarks: Vec<String>,
}

/// What a field of a record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell<'a> {
    /// Nothing.
    Blank,
    /// A choice, or the name of a department.
    Word(&'static str),
    /// Yes or no.
    Flag(bool),
    /// A count, or a length in months.
    Number(i64),
    /// Days since 1970.
    Day(i32),
    /// A text.
    Text(&'a str),
}

/// A column as codes of its distinct values.
#[derive(Debug)]
pub struct Coded {
    /// One code for each record.
    pub codes: Vec<u32>,
    /// The value of each code; none for blank.
    pub values: Vec<Option<Value>>,
}

impl Ledger {
    /// A register of so many records: the first ones are always the same.
    pub fn new(records: usize, blanks: Blanks) -> Self {
        let mut ledger = Self::default();
        let mut random = Random::new(31);
        for _ in 0..records {
            ledger.push(&mut random, blanks);
        }
        ledger
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.count.len()
    }

    /// True if it has no record.
    pub fn is_empty(&self) -> bool {
        self.count.is_empty()
    }

    fn push(&mut self, random: &mut Random, blanks: Blanks) {
        let medium = random.weighted(&[45, 40, 8, 7]);
        self.main_medium.push(code(medium));
        self.acquired_by.push(code(random.weighted(&BY_MEDIUM[medium].acquisitions)));
        self.sent_by.push(code(random.weighted(&BY_MEDIUM[medium].transfers)));
        self.kept_at.push(code(random.weighted(&BY_MEDIUM[medium].places)));
        let blank = |random: &mut Random, per_mille| random.per_mille(per_mille) && blanks == Blanks::Some;
        let disposal = code(random.weighted(&BY_MEDIUM[medium].disposals));
        self.destroyed_by.push(if blank(random, 30) { BLANK } else { disposal });
        self.department.push(code(random.below(40).min(random.below(40)) as usize));
        for (column, yes, empty) in [
            (&mut self.sensitive, 150, 20),
            (&mut self.my_number, 60, 0),
            (&mut self.takeout, 120, 50),
            (&mut self.joint_use, 80, 0),
            (&mut self.entrusted, 250, 0),
            (&mut self.backup, 550, 80),
            (&mut self.encrypted, if medium == 0 { 0 } else { 500 }, 40),
            (&mut self.locked, 600, 30),
        ] {
            let flag = if random.per_mille(yes) { YES } else { NO };
            column.push(if blank(random, empty) { BLANK } else { flag });
        }
        self.count.push(count(random));
        let months = random.one(&MONTHS);
        self.retention_months.push(if blank(random, 50) { NO_NUMBER } else { months });
        self.acquired_on.push(AS_OF - random.below(3_635).cast_signed());
        let reviewed = AS_OF - random.below(1_500).cast_signed();
        self.reviewed_on.push(if blank(random, 200) { NO_DAY } else { reviewed });
        let remarks = remarks(random);
        self.remarks.push(if blank(random, 20) { String::new() } else { remarks });
    }

    /// What a field of a record says.
    pub fn cell(&self, field: Field, record: usize) -> Cell<'_> {
        let word = |codes: &[u8], words: &[&'static str]| match codes[record] {
            BLANK => Cell::Blank,
            code => Cell::Word(words[usize::from(code) - 1]),
        };
        let flag = |flags: &[u8]| match flags[record] {
            BLANK => Cell::Blank,
            code => Cell::Flag(code == YES),
        };
        let number = |numbers: &[i64]| match numbers[record] {
            NO_NUMBER => Cell::Blank,
            number => Cell::Number(number),
        };
        let day = |days: &[i32]| match days[record] {
            NO_DAY => Cell::Blank,
            day => Cell::Day(day),
        };
        match field {
            Field::MainMedium => word(&self.main_medium, &MEDIA),
            Field::AcquiredBy => word(&self.acquired_by, &ACQUISITIONS),
            Field::SentBy => word(&self.sent_by, &TRANSFERS),
            Field::KeptAt => word(&self.kept_at, &PLACES),
            Field::DestroyedBy => word(&self.destroyed_by, &DISPOSALS),
            Field::Department => word(&self.department, &DEPARTMENTS),
            Field::Sensitive => flag(&self.sensitive),
            Field::MyNumber => flag(&self.my_number),
            Field::Takeout => flag(&self.takeout),
            Field::JointUse => flag(&self.joint_use),
            Field::Entrusted => flag(&self.entrusted),
            Field::Backup => flag(&self.backup),
            Field::Encrypted => flag(&self.encrypted),
            Field::Locked => flag(&self.locked),
            Field::Count => number(&self.count),
            Field::Retention => number(&self.retention_months),
            Field::AcquiredOn => day(&self.acquired_on),
            Field::ReviewedOn => day(&self.reviewed_on),
            Field::Remarks if self.remarks[record].is_empty() => Cell::Blank,
            Field::Remarks => Cell::Text(&self.remarks[record]),
        }
    }

    /// A column as codes of its distinct values, numbered as they come.
    pub fn coded(&self, field: Field) -> Coded {
        let mut known = HashMap::new();
        let mut coded = Coded { codes: Vec::with_capacity(self.len()), values: Vec::new() };
        for record in 0..self.len() {
            let cell = self.cell(field, record);
            let code = *known.entry(cell).or_insert_with(|| {
                coded.values.push(value(field, cell));
                u32::try_from(coded.values.len() - 1).expect("fewer than 2³² values")
            });
            coded.codes.push(code);
        }
        coded
    }
}

/// A cell as the value that daicho reads.
fn value(field: Field, cell: Cell<'_>) -> Option<Value> {
    Some(match cell {
        Cell::Blank => return None,
        Cell::Word(word) if field == Field::Department => Value::Text(word.to_owned()),
        Cell::Word(word) => Value::Choice(word.to_owned()),
        Cell::Flag(flag) => Value::Flag(flag),
        Cell::Number(months) if field == Field::Retention => {
            Value::Period(Period { months: u32::try_from(months).ok(), ..Period::default() })
        }
        Cell::Number(number) => Value::Count(Count::exact(number.unsigned_abs())),
        Cell::Day(day) => Value::Date(date(day)),
        Cell::Text(text) => Value::Text(text.to_owned()),
    })
}

fn code(place: usize) -> u8 {
    u8::try_from(place + 1).expect("few values")
}

/// Lognormal: half of the counts are below 370, one in twenty-two is above 25,000.
#[expect(clippy::cast_possible_truncation, reason = "counts stay far below 2⁵³")]
fn count(random: &mut Random) -> i64 {
    (5.9 + 2.5 * random.normal()).exp() as i64 + 1
}

fn remarks(random: &mut Random) -> String {
    let document = random.one(&DOCUMENTS);
    let number = random.below(90_000_000) + 10_000_000;
    let first = random.one(&SENTENCES);
    let second = if random.per_mille(400) { random.one(&SENTENCES) } else { "" };
    let end = random.one(&ENDS);
    format!("{document}（受付{number}）{first}{second}{end}")
}

/// How often the values of choices occur with a medium.
struct Weights {
    acquisitions: [u8; ACQUISITIONS.len()],
    transfers: [u8; TRANSFERS.len()],
    places: [u8; PLACES.len()],
    disposals: [u8; DISPOSALS.len()],
}

const BY_MEDIUM: [Weights; MEDIA.len()] = [
    Weights {
        acquisitions: [25, 25, 10, 2, 1, 1, 30, 6],
        transfers: [20, 25, 8, 15, 15, 5, 2, 2, 2, 6],
        places: [30, 15, 10, 6, 4, 8, 4, 6, 6, 6, 0, 0, 0, 0, 1, 0, 0, 0, 0, 4],
        disposals: [50, 30, 12, 0, 0, 8],
    },
    Weights {
        acquisitions: [2, 2, 1, 5, 25, 50, 5, 10],
        transfers: [2, 2, 1, 2, 1, 35, 15, 20, 15, 7],
        places: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 12, 18, 14, 12, 10, 4, 16, 5, 3],
        disposals: [1, 0, 4, 35, 20, 40],
    },
    Weights {
        acquisitions: [45, 25, 0, 0, 2, 3, 15, 10],
        transfers: [25, 15, 10, 25, 0, 2, 1, 2, 0, 20],
        places: [30, 12, 8, 8, 14, 8, 6, 3, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4],
        disposals: [20, 0, 10, 20, 40, 10],
    },
    Weights {
        acquisitions: [10, 0, 0, 80, 2, 3, 0, 5],
        transfers: [5, 5, 0, 5, 0, 25, 10, 30, 10, 10],
        places: [3, 2, 0, 0, 2, 2, 1, 0, 0, 2, 8, 15, 15, 10, 10, 8, 10, 10, 1, 1],
        disposals: [0, 0, 3, 40, 20, 37],
    },
];
