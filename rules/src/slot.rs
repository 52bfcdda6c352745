//! Values in the form that expressions read.

use std::sync::Arc;

use chrono::NaiveDate;
use rhai::{Dynamic, Variant};

use crate::normal::says_nothing;
use crate::record::Reading;
use crate::value::{Count, Period, SetValue, Value};

/// What a variable holds when an expression reads it.
#[derive(Debug, Clone)]
pub(crate) enum Slot {
    /// Nothing was typed: reading it asks for this field.
    Blank,
    /// Something was typed that was not understood: reading it asks for this field.
    Unclear,
    /// A value.
    Known(Dynamic),
    /// A text such as 「なし」: it reads as typed, and counts as blank.
    Nothing(Dynamic),
}

/// A day, comparable and subtractable in expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) NaiveDate);

/// A set of values of one field, as `in`, `any_in`, `all_in` and `is_empty` see it.
#[derive(Debug, Clone)]
pub(crate) struct ValueSet {
    /// Field to ask for when the set may hold more than is known.
    pub(crate) field: Arc<str>,
    /// The ids, or names, with texts that an open field allows.
    pub(crate) values: Arc<[String]>,
    /// True if some of the cell was not understood.
    pub(crate) unclear: bool,
}

/// Marks the stop of an expression at a field that is blank or not understood.
#[derive(Debug, Clone)]
pub(crate) struct Asked(pub(crate) String);

/// The largest number an expression sees, for what has no upper end.
///
/// Sums and products with it must not overflow.
pub(crate) const OPEN_END: i64 = 1 << 50;

impl Slot {
    /// What a cell of `field` says.
    pub(crate) fn read(field: &str, reading: Reading<'_>) -> Self {
        match reading {
            Reading::Blank => Self::Blank,
            Reading::Unclear => Self::Unclear,
            Reading::Known(value) => Self::of(field, value),
        }
    }

    /// The value of `field` itself; periods cannot be read whole.
    pub(crate) fn of(field: &str, value: &Value) -> Self {
        Self::Known(match value {
            Value::Text(text) => return Self::text(text),
            Value::Choice(id) => Dynamic::from(id.clone()),
            Value::Flag(flag) => Dynamic::from(*flag),
            Value::Set(SetValue { ids, others, unclear }) => Dynamic::from(ValueSet {
                field: field.into(),
                values: ids.iter().chain(others).cloned().collect(),
                unclear: !unclear.is_empty(),
            }),
            Value::Names(names) => Dynamic::from(ValueSet {
                field: field.into(),
                values: names.iter().cloned().collect(),
                unclear: false,
            }),
            Value::Date(date) => Dynamic::from(Day(*date)),
            // What comes in is not what is kept, and a period is read by its parts only.
            Value::Count(Count { per: Some(_), .. }) | Value::Period(_) => return Self::Unclear,
            Value::Count(count) => Dynamic::from(upper(*count)),
        })
    }

    /// A text of no vocabulary.
    pub(crate) fn text(text: &str) -> Self {
        let value = Dynamic::from(text.to_owned());
        if says_nothing(text) { Self::Nothing(value) } else { Self::Known(value) }
    }

    /// The value that expressions read, if there is one.
    pub(crate) fn value(&self) -> Option<&Dynamic> {
        match self {
            Self::Known(value) | Self::Nothing(value) => Some(value),
            Self::Blank | Self::Unclear => None,
        }
    }

    /// The number of months of a period; very many for one without end, and unclear where media differ.
    pub(crate) fn months(period: &Period) -> Self {
        let of =
            |period: &Period| if period.permanent { Some(OPEN_END) } else { period.months.map(i64::from) };
        // An event without a length ("業務終了まで") is no number.
        Self::agreed(period.agreed(of).flatten())
    }

    /// Whether a period is for ever.
    pub(crate) fn permanent(period: &Period) -> Self {
        Self::agreed(period.agreed(|period| period.permanent))
    }

    /// The event a period counts from; none is an empty text.
    pub(crate) fn from(period: &Period) -> Self {
        Self::agreed(period.agreed(|period| period.from.clone().unwrap_or_default()))
    }

    fn agreed<T: Variant + Clone>(value: Option<T>) -> Self {
        value.map_or(Self::Unclear, |value| Self::Known(Dynamic::from(value)))
    }
}

/// Upper bound of a count: the bound that legal thresholds are held against.
pub(crate) fn upper(count: Count) -> i64 {
    count.hi.and_then(|hi| i64::try_from(hi).ok()).unwrap_or(OPEN_END)
}

/// Lower bound of a count.
pub(crate) fn lower(count: Count) -> i64 {
    i64::try_from(count.lo).unwrap_or(OPEN_END)
}
