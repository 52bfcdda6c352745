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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Count {
    /// At least so many.
    pub lo: u64,
    /// At most so many; `None` when open ("多数", "5千以上").
    pub hi: Option<u64>,
    /// The time in which so many come in ("月200件"); `None` for a number that is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
}

/// The time, or the occasion, in which a number comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// 1日10件.
    Day,
    /// 週20件.
    Week,
    /// 月200件.
    Month,
    /// 年間3,000件.
    Year,
    /// 1回30名: how often is not said.
    Occasion,
}

impl Per {
    /// Its id, as in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Occasion => "occasion",
        }
    }

    /// How often there is one in a year, at most.
    fn in_a_year(self) -> Option<u64> {
        match self {
            Self::Day => Some(366),
            Self::Week => Some(53),
            Self::Month => Some(12),
            Self::Year => Some(1),
            Self::Occasion => None,
        }
    }
}

impl Count {
    /// A known number.
    pub fn exact(n: u64) -> Self {
        Self { lo: n, hi: Some(n), per: None }
    }

    /// How many are kept: the number itself, or what comes in while `retention` lasts.
    ///
    /// `None` where that cannot be told: no retention is known, or it counts from an event that may come
    /// long after the data did.
    pub fn held(self, retention: Option<&Period>) -> Option<Self> {
        let Some(per) = self.per else { return Some(self) };
        let retention = retention.filter(|period| period.by_medium.is_empty())?;
        if retention.permanent {
            return Some(Self { lo: self.lo, hi: None, per: None });
        }
        let soon = |event: &str| matches!(event, "acquisition" | "fiscal-year-end");
        let months = retention.months.filter(|_| retention.from.as_deref().is_none_or(soon))?;
        let (times, months) = (per.in_a_year()?, u64::from(months));
        let kept = |number: u64| Some(number.checked_mul(times)?.checked_mul(months)?.div_ceil(12));
        // However short it is kept, all that comes in may be there at once.
        let hi = match self.hi {
            Some(hi) => Some(kept(hi)?.max(hi)),
            None => None,
        };
        Some(Self { lo: kept(self.lo)?, hi, per: None })
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
    /// The periods of single media where they differ ("紙：5年 電子：10年"); the period itself is then the
    /// longest of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_medium: Vec<MediumPeriod>,
}

/// The period of some media.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MediumPeriod {
    /// Ids of the media; empty for all that no other period names.
    pub media: Vec<String>,
    /// Their period, which is the same for all of them.
    pub period: Period,
}

impl Period {
    /// The period of a medium; `None` if other media have one and this has none.
    pub fn of_medium(&self, medium: &str) -> Option<&Self> {
        if self.by_medium.is_empty() {
            return Some(self);
        }
        let named = |part: &&MediumPeriod| part.media.iter().any(|id| id == medium);
        let found = self.by_medium.iter().find(named);
        found.or_else(|| self.by_medium.iter().find(|part| part.media.is_empty())).map(|part| &part.period)
    }

    /// What `of` tells of the period, if it is the same for all media.
    pub fn agreed<T: PartialEq>(&self, of: impl Fn(&Self) -> T) -> Option<T> {
        let all = of(self);
        self.by_medium.iter().all(|part| of(&part.period) == all).then_some(all)
    }

    /// What `longest` compares: for ever is longest, left to the law shortest.
    fn rank(&self) -> (bool, Option<u32>) {
        (self.permanent, self.months)
    }

    /// The periods of several media as one.
    pub fn of_media(parts: Vec<MediumPeriod>) -> Self {
        // Of equally long ones the first counts.
        let longest =
            parts.iter().rev().max_by_key(|part| part.period.rank()).map(|part| part.period.clone());
        Self { by_medium: parts, ..longest.unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_comes_in_while_it_is_kept() {
        let flow = |n: u64, per: Per| Count { per: Some(per), ..Count::exact(n) };
        let period = |months: u32, from: &str| Period {
            months: Some(months),
            from: (!from.is_empty()).then(|| from.to_owned()),
            ..Period::default()
        };
        let range = |lo, hi| Some(Count { lo, hi, per: None });
        let forever = Period { permanent: true, ..Period::default() };
        for (count, retention, held) in [
            (Count::exact(200), None, range(200, Some(200))),
            (flow(200, Per::Month), Some(period(60, "")), range(12_000, Some(12_000))),
            (flow(3_000, Per::Year), Some(period(60, "acquisition")), range(15_000, Some(15_000))),
            (flow(100, Per::Year), Some(period(1, "")), range(9, Some(100))),
            (flow(10, Per::Day), Some(period(12, "")), range(3_660, Some(3_660))),
            (flow(100, Per::Year), Some(forever), range(100, None)),
            (flow(200, Per::Month), None, None),
            (flow(200, Per::Month), Some(period(84, "resignation")), None),
            (flow(30, Per::Occasion), Some(period(12, "")), None),
            (flow(u64::MAX, Per::Day), Some(period(12, "")), None),
        ] {
            assert_eq!(count.held(retention.as_ref()), held, "{count:?} {retention:?}");
        }
    }

    #[test]
    fn of_the_periods_of_media_the_longest_stands_for_all() {
        let years = |years: u32| Period { months: Some(years * 12), ..Period::default() };
        let part = |media: &[&str], period: Period| MediumPeriod {
            media: media.iter().map(ToString::to_string).collect(),
            period,
        };
        let both = Period::of_media(vec![part(&["paper"], years(5)), part(&[], years(10))]);
        assert_eq!(both.months, Some(120));
        assert_eq!(both.of_medium("paper"), Some(&years(5)));
        assert_eq!(both.of_medium("voice"), Some(&years(10)));
        assert_eq!(both.agreed(|period| period.permanent), Some(false));
        assert_eq!(both.agreed(|period| period.months), None);
        assert_eq!(years(5).of_medium("paper"), Some(&years(5)));
        let only = Period::of_media(vec![part(&["paper"], years(5))]);
        assert_eq!(only.of_medium("electronic"), None);
    }
}
