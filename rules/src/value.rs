//! Values of ledger cells as rules see them.

use chrono::NaiveDate;
use serde::Serialize;

/// What a cell was understood to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case", tag = "type", content = "value")]
pub enum Value {
    /// Text as typed, in NFC, without blanks at its ends.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// One id of a vocabulary.
    Choice(String),
    /// Several ids of a vocabulary.
    Set(SetValue),
    /// Names that people typed, one by one.
    Names(Vec<String>),
    /// How many, as a range.
    Count(Count),
    /// A day.
    Date(NaiveDate),
    /// How long, and from when.
    Period(Period),
}

/// Ids of a vocabulary found in a cell, in the order of the cell, each once.
///
/// A cell that says "none" gives an empty set, which is not the same as a blank cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct SetValue {
    /// Ids of the field's vocabulary.
    pub ids: Vec<String>,
    /// Texts outside the vocabulary that the field allows (it is *open*).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// Texts that were not understood: the set may hold more than `ids`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unclear: Vec<String>,
}

/// A number of persons or records as a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Count {
    /// At least so many.
    pub lo: u64,
    /// At most so many; `None` when open ("多数", "5千以上").
    pub hi: Option<u64>,
}

impl Count {
    /// A known number.
    pub fn exact(n: u64) -> Self {
        Self { lo: n, hi: Some(n) }
    }
}

/// A time to keep or use something.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Period {
    /// Length in months: 0 for at once, or as long as something lasts ("業務終了まで"); `None` where it is
    /// left to the law.
    pub months: Option<u32>,
    /// Id of the event it counts from, such as `resignation`.
    pub from: Option<String>,
    /// For ever (永年).
    pub permanent: bool,
}
