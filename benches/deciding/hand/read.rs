//! Reading one value, which may be blank, and what follows from it.

use crate::answer::{Answer, Settled};
use crate::field::Field;
use crate::ledger::{AS_OF, BLANK, NO, NO_DAY, NO_NUMBER, YES};

/// What a loop takes out of a column.
pub(super) trait Load {
    type Loaded<'a>
    where
        Self: 'a;

    fn load(&self) -> Self::Loaded<'_>;
}

impl Load for u8 {
    type Loaded<'a> = Self;

    fn load(&self) -> Self {
        *self
    }
}

impl Load for i32 {
    type Loaded<'a> = Self;

    fn load(&self) -> Self {
        *self
    }
}

impl Load for i64 {
    type Loaded<'a> = Self;

    fn load(&self) -> Self {
        *self
    }
}

impl Load for String {
    type Loaded<'a> = &'a str;

    fn load(&self) -> &str {
        self
    }
}

/// A set of codes, one bit each.
#[derive(Clone, Copy)]
pub(super) struct Codes(u64);

impl Codes {
    pub(super) fn of(words: &[&str], known: &[&str]) -> Self {
        let place = |word: &&str| known.iter().position(|known| known == word).expect("a known word");
        Self(words.iter().map(|word| 2 << place(word)).sum())
    }

    pub(super) fn one(word: &str, known: &[&str]) -> Self {
        Self::of(&[word], known)
    }

    /// True for a code of the set; blank is in none.
    pub(super) fn has(self, code: u8) -> bool {
        self.0 >> code & 1 != 0
    }

    /// Whether a choice is one of the set.
    pub(super) fn holds(self, code: u8, field: Field) -> Settled {
        if code == BLANK { Settled::asks(field) } else { self.has(code).into() }
    }
}

/// The second value if the first is yes: for values so cheap that reading both is faster than choosing.
pub(super) fn both(first: Settled, second: Settled) -> Settled {
    if first == Settled::YES { second } else { first }
}

/// Goes on if the value is yes.
pub(super) fn and(value: Settled, then: impl FnOnce() -> Settled) -> Settled {
    if value == Settled::YES { then() } else { value }
}

/// Goes on if the value is no.
pub(super) fn or(value: Settled, otherwise: impl FnOnce() -> Settled) -> Settled {
    if value == Settled::NO { otherwise() } else { value }
}

/// A number, or the field of a blank one.
pub(super) fn number(value: i64, field: Field, then: impl FnOnce(i64) -> Settled) -> Settled {
    if value == NO_NUMBER { Settled::asks(field) } else { then(value) }
}

/// The age of a day, or the field of a blank one.
pub(super) fn age(day: i32, field: Field, then: impl FnOnce(i64) -> Settled) -> Settled {
    if day == NO_DAY { Settled::asks(field) } else { then(i64::from(AS_OF - day)) }
}

/// What follows from a flag; a blank one is asked for only if that differs.
pub(super) fn flag(flag: u8, field: Field, then: impl Fn(bool) -> Settled) -> Settled {
    if flag != BLANK {
        return then(flag == YES);
    }
    let yes = then(true);
    if yes == then(false) { yes } else { Settled::asks(field) }
}

/// True if a flag is known to be yes.
pub(super) fn is(flag: u8) -> bool {
    flag == YES
}

/// True if a flag is known to be no.
pub(super) fn is_not(flag: u8) -> bool {
    flag == NO
}

/// The higher threat if this holds, else the lower.
pub(super) fn threat(holds: bool, higher: u8, lower: u8) -> Settled {
    Settled::number(if holds { higher } else { lower })
}

/// 3 for sensitive data and individual numbers, else 2.
pub(super) fn by_gravity(sensitive: u8, my_number: u8) -> Settled {
    flag(sensitive, Field::Sensitive, |sensitive| {
        if sensitive { Settled::number(3) } else { by(my_number, Field::MyNumber, 3, 2) }
    })
}

/// The higher threat if a flag is set, else the lower.
pub(super) fn by(value: u8, field: Field, higher: u8, lower: u8) -> Settled {
    flag(value, field, |set| threat(set, higher, lower))
}

/// The answer of a rule; threat and controls are looked at only if it applies.
pub(super) fn answer<const N: usize>(
    when: Settled,
    threat: impl FnOnce() -> Settled,
    controls: impl FnOnce() -> [bool; N],
) -> Answer {
    if let Some(answer) = Answer::unless_it_holds(when) {
        return answer;
    }
    let shown = controls().iter().rev().fold(0, |shown, control| shown << 1 | u16::from(*control));
    Answer::fires(threat(), shown)
}
