//! What a rule answers for a record, in two bytes, whoever decided it.

use crate::field::Field;

/// What a rule answers for a record.
///
/// Bits 0–1: passes, fires, asks or failed; 2–6: the field asked for; 7–8: the threat; 9–15: which
/// controls the record shows.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Answer(u16);

impl Answer {
    /// The rule does not apply.
    pub const PASSES: Self = Self(0);
    /// The rule could not be run.
    pub const FAILED: Self = Self(3);

    /// The rule applies: with this threat, and these controls shown.
    pub fn fires(threat: Settled, shown: u16) -> Self {
        let threat = match threat.asked() {
            Some(field) => u16::from(field) << 2,
            None => u16::from(threat.0) << 7,
        };
        Self(1 | threat | shown << 9)
    }

    /// The answer hangs on a field.
    pub fn asks(field: Field) -> Self {
        Self(2 | u16::from(field as u8) << 2)
    }

    /// What a condition alone answers, if it does not hold.
    pub fn unless_it_holds(when: Settled) -> Option<Self> {
        match (when, when.asked()) {
            (Settled::YES, _) => None,
            (_, Some(field)) => Some(Self(2 | u16::from(field) << 2)),
            _ => Some(Self::PASSES),
        }
    }

    /// True if the rule applies.
    pub fn is_fired(self) -> bool {
        self.0 & 3 == 1
    }

    /// True if it hangs on a field.
    pub fn is_asked(self) -> bool {
        self.0 & 3 == 2
    }

    /// The answer as a number.
    pub fn word(self) -> u16 {
        self.0
    }

    /// The threat, 0 if it hangs on a field.
    pub fn threat(self) -> u16 {
        self.0 >> 7 & 3
    }

    /// The controls shown, one bit each.
    pub fn shown(self) -> u16 {
        self.0 >> 9
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let field = Field::ALL.get(usize::from(self.0 >> 2 & 31)).map_or("?", |field| field.id());
        match self.0 & 3 {
            0 => write!(f, "passes"),
            1 if self.threat() == 0 => write!(f, "fires, threat hangs on {field}, {:b}", self.shown()),
            1 => write!(f, "fires, threat {}, {:b}", self.threat(), self.shown()),
            2 => write!(f, "asks for {field}"),
            _ => write!(f, "failed"),
        }
    }
}

/// The value of an expression that may hang on a blank field: no, yes, a number up to 3, or the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled(u8);

impl Settled {
    /// It does not hold.
    pub const NO: Self = Self(0);
    /// It holds.
    pub const YES: Self = Self(1);
    const ASKED: u8 = 4;

    /// A number from 0 to 3.
    pub fn number(number: u8) -> Self {
        debug_assert!(number < Self::ASKED, "a number of more than two bits");
        Self(number)
    }

    /// It hangs on this field.
    pub fn asks(field: Field) -> Self {
        Self(Self::ASKED + field as u8)
    }

    fn asked(self) -> Option<u8> {
        self.0.checked_sub(Self::ASKED)
    }
}

impl From<bool> for Settled {
    fn from(holds: bool) -> Self {
        Self(u8::from(holds))
    }
}

/// The answers of all rules for all records.
#[derive(Debug)]
pub struct Answers {
    rules: usize,
    /// Chunk after chunk of records; within a chunk, rule after rule.
    words: Vec<u16>,
}

impl Answers {
    /// Records in a chunk: their columns and answers stay in the cache from rule to rule.
    pub const CHUNK: usize = 8_192;

    /// Room for the answers of so many rules and records.
    pub fn new(rules: usize, records: usize) -> Self {
        Self { rules, words: vec![0; rules * records] }
    }

    /// The words of a chunk of records are so many; all words, chunk after chunk.
    pub fn chunks_mut(&mut self) -> (usize, &mut [u16]) {
        (self.rules * Self::CHUNK, &mut self.words)
    }

    /// The number of records.
    pub fn records(&self) -> usize {
        self.words.len() / self.rules
    }

    /// The number of rules.
    pub fn rules(&self) -> usize {
        self.rules
    }

    /// The answer of a rule for a record.
    pub fn get(&self, rule: usize, record: usize) -> Answer {
        let first = record - record % Self::CHUNK;
        let length = Self::CHUNK.min(self.records() - first);
        Answer(self.words[first * self.rules + rule * length + record % Self::CHUNK])
    }

    /// Stops at the first record for which another way of deciding answers differently.
    ///
    /// # Panics
    ///
    /// If it does.
    pub fn compare(&self, whose: &str, rule: usize, others: impl IntoIterator<Item = Answer>) {
        for (record, other) in others.into_iter().enumerate() {
            let own = self.get(rule, record);
            assert!(
                own == other,
                "rule {}, record {record}: {own:?} by hand, {other:?} by {whose}",
                rule + 1
            );
        }
    }

    /// One number for all answers, whatever the order in which they were computed.
    pub fn checksum(&self) -> u64 {
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for rule in 0..self.rules {
            for record in 0..self.records() {
                sum = (sum ^ u64::from(self.get(rule, record).word())).wrapping_mul(0x0100_0000_01b3);
            }
        }
        sum
    }

    /// How many answers fire, and how many ask.
    pub fn counts(&self) -> (usize, usize) {
        let count = |kind: fn(Answer) -> bool| self.words.iter().filter(|word| kind(Answer(**word))).count();
        (count(Answer::is_fired), count(Answer::is_asked))
    }
}
