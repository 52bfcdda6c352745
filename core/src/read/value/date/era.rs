//! Japanese eras and the days on which they began and ended.

use chrono::NaiveDate;
use daicho_rules::Text;

use crate::read::value::doubt::Doubts;

/// An era.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Era {
    /// Names, folded; the first is the full one.
    names: &'static [&'static str],
    /// The year before its first.
    base: i32,
    /// First day as year, month, day.
    first: (i32, u32, u32),
    /// Last day.
    last: (i32, u32, u32),
}

/// Eras that ledgers mention, latest first.
const ERAS: &[Era] = &[
    Era { names: &["令和", "令", "r"], base: 2018, first: (2019, 5, 1), last: (9999, 12, 31) },
    Era { names: &["平成", "平", "h"], base: 1988, first: (1989, 1, 8), last: (2019, 4, 30) },
    Era { names: &["昭和", "昭", "s"], base: 1925, first: (1926, 12, 25), last: (1989, 1, 7) },
    Era { names: &["大正", "大", "t"], base: 1911, first: (1912, 7, 30), last: (1926, 12, 24) },
    Era { names: &["明治", "明", "m"], base: 1867, first: (1868, 1, 25), last: (1912, 7, 29) },
];

/// The era at the start of `text` and what follows its name.
pub(super) fn era(text: &str) -> Option<(&'static Era, &str)> {
    ERAS.iter().find_map(|era| {
        let rest = era.names.iter().find_map(|name| text.strip_prefix(name))?;
        Some((era, rest.strip_prefix('.').unwrap_or(rest).trim_start()))
    })
}

impl Era {
    /// The year of our calendar for a year of the era.
    pub(super) fn year(&self, year: u32) -> Option<i32> {
        i32::try_from(year).ok()?.checked_add(self.base)
    }

    /// The doubt about the era beside a year of our calendar: 平成2024年.
    pub(super) fn beside(&self, year: u32) -> Text {
        let name = self.names.first().copied().unwrap_or_default();
        Text::new(
            format!("元号「{name}」と西暦 {year} 年の両方があり、どちらの年かわかりません"),
            format!("it says both the era {name} and the year {year}; which is meant is not known"),
        )
    }

    /// Judges a time from `first` to `last` that lies wholly outside the era; `None` if it never was.
    ///
    /// 平成32年 was written before its end was known and is only doubted; nobody lived on 昭和64年1月8日.
    pub(super) fn judge(&self, first: NaiveDate, last: NaiveDate, doubts: &mut Doubts) -> Option<()> {
        let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
        let early = day(self.first).is_some_and(|start| last < start);
        let late = day(self.last).is_some_and(|end| first > end);
        let name = self.names.first().copied().unwrap_or_default();
        let when = first.format("%Y-%m");
        if late && name == "平成" {
            doubts.add(Text::new(
                format!("{name}にはない年月です（西暦 {when} と読みました）"),
                format!("the era {name} does not have this month; it was read as {when}"),
            ));
        } else if early || late {
            doubts.add(Text::new(
                format!("{name}にはない年月日です（西暦 {when} のことなら、そのように書いてください）"),
                format!("the era {name} does not have this day; if {when} is meant, write that"),
            ));
            return None;
        }
        Some(())
    }
}
