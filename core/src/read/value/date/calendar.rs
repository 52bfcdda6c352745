//! The notations of a day, and what may follow it.

use chrono::{Datelike, Months, NaiveDate};

use super::era::{Era, era};
use super::{small, western};
use crate::read::value::doubt::Doubts;
use crate::read::value::number::integer;

/// Years that people mean when they write four digits.
pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1868..=9999;

/// A day or the longer time that was written instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    Exact(NaiveDate),
    Month(i32, u32),
    Year(i32),
    /// From April of this year to March of the next.
    FiscalYear(i32),
}

/// A day in digits alone: 20240401, 202404, 240401.
pub(super) fn compact(digits: &str, doubts: &mut Doubts) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let day = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    match digits.len() {
        8 => day(part(0, 4).filter(|year| YEARS.contains(year))?, part(4, 6)?, part(6, 8)?),
        6 => {
            let month = day(part(0, 4)?, part(4, 6)?, 1).filter(|first| (1900..2200).contains(&first.year()));
            let short = day(2000 + part(0, 2)?, part(2, 4)?, part(4, 6)?);
            match (month, short) {
                (Some(first), None) => Some(first),
                (None, Some(_)) => {
                    two_digits(doubts);
                    None
                }
                // 200412 is December 2004 or 12 April 2020.
                _ => None,
            }
        }
        _ => None,
    }
}

/// The day at the start of `text` and what follows it.
pub(super) fn written<'t>(text: &'t str, doubts: &mut Doubts) -> Option<(Day, &'t str)> {
    if let Some((era, rest)) = era(text) {
        if let Some(found) = of_era(era, rest, doubts) {
            return Some(found);
        }
        if let Some((year, ..)) = integer(rest).filter(|(year, ..)| YEARS.contains(year)) {
            doubts.add(era.beside(year));
            return None;
        }
    }
    if let Some((year, _, rest)) = text.strip_prefix("fy").and_then(|rest| integer(rest.trim_start())) {
        let year = i32::try_from(year).ok().filter(|_| YEARS.contains(&year))?;
        return Some((Day::FiscalYear(year), rest));
    }
    if let Some(found) = western::named(text).or_else(|| western::year_last(text, doubts)) {
        return Some(found);
    }
    let apostrophe = text.strip_prefix(['\'', '’', '‘', '′', '`']);
    let (number, digits, rest) = integer(apostrophe.unwrap_or(text))?;
    if let Some(_short) = apostrophe {
        return (digits == 2)
            .then(|| parts(i32::try_from(2000 + number).ok()?, None, rest, doubts))
            .flatten();
    }
    if YEARS.contains(&number) {
        return parts(i32::try_from(number).ok()?, None, rest, doubts);
    }
    // 24-4-1: two digits are a year only when month and day follow.
    if digits == 2 && rest.starts_with(['/', '.', '-']) {
        let (day, _) = parts(i32::try_from(2000 + number).ok()?, None, rest, doubts)?;
        if matches!(day, Day::Exact(_)) {
            two_digits(doubts);
        }
        return None;
    }
    if digits == 8 {
        let date = compact(text.get(..8)?, doubts)?;
        return Some((Day::Exact(date), rest));
    }
    None
}

/// A day of an era, behind the name of the era.
fn of_era<'t>(era: &'static Era, text: &'t str, doubts: &mut Doubts) -> Option<(Day, &'t str)> {
    if let Some(rest) = text.strip_prefix('元') {
        return parts(era.year(1)?, Some(era), rest, doubts);
    }
    let (number, digits, rest) = integer(text)?;
    // R060401
    if digits == 6 && number > 99 {
        let date = NaiveDate::from_ymd_opt(era.year(number / 10_000)?, number / 100 % 100, number % 100)?;
        era.judge(date, date, doubts)?;
        return Some((Day::Exact(date), rest));
    }
    let year = era.year(number).filter(|_| (1..=99).contains(&number))?;
    parts(year, Some(era), rest, doubts)
}

/// What follows the year said once more in brackets, as in 令和6年（2024年）4月1日; `None` if it is another.
fn same_year(text: &str, year: i32) -> Option<&str> {
    let Some((held, rest)) = text.trim_start().strip_prefix('(').and_then(|held| held.split_once(')')) else {
        return Some(text);
    };
    let again = match era(held) {
        Some((era, rest)) => {
            let one = rest.strip_prefix('元').map(|rest| (1, rest));
            one.or_else(|| integer(rest).map(|(year, _, rest)| (year, rest)))
                .and_then(|(year, rest)| Some((era.year(year)?, rest)))
        }
        None => integer(held).and_then(|(year, _, rest)| Some((i32::try_from(year).ok()?, rest))),
    };
    match again.filter(|(_, behind)| matches!(*behind, "" | "年")) {
        Some((again, _)) => (again == year).then_some(rest),
        None => Some(text),
    }
}

/// Month and day behind a year.
fn parts<'t>(year: i32, era: Option<&Era>, text: &'t str, doubts: &mut Doubts) -> Option<(Day, &'t str)> {
    let rest = text.trim_start();
    if let Some(rest) = rest.strip_prefix("年度").or_else(|| rest.strip_prefix("fy")) {
        if let Some(era) = era {
            let last = NaiveDate::from_ymd_opt(year.checked_add(1)?, 3, 31)?;
            era.judge(NaiveDate::from_ymd_opt(year, 4, 1)?, last, doubts)?;
        }
        return Some((Day::FiscalYear(year), rest));
    }
    let (named, after) = match rest.strip_prefix('年') {
        Some(after) => (true, same_year(after, year)?),
        None => (false, rest.strip_prefix(['/', '.', '-'])?),
    };
    let after = after.trim_start();
    let Some((month, after)) = small(after) else {
        let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
        if let Some(era) = era {
            era.judge(first, last, doubts)?;
        }
        return named.then_some((Day::Year(year), after));
    };
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let after = after.trim_start();
    let (ended, after) = match after.strip_prefix('月') {
        Some(after) => (true, after),
        None => (false, after.strip_prefix(['/', '.', '-']).unwrap_or(after)),
    };
    let date =
        small(after.trim_start()).filter(|(_, behind)| !ended || behind.trim_start().starts_with('日'));
    let Some((day, behind)) = date else {
        if let Some(era) = era {
            era.judge(first, end_of_month(first)?, doubts)?;
        }
        // A number that is no day of a month makes the whole no date: 2024/4/45, 2024/4/0.
        return (!after.trim_start().starts_with(|c: char| c.is_ascii_digit()))
            .then_some((Day::Month(year, month), after));
    };
    let date = first.with_day(day)?;
    if let Some(era) = era {
        era.judge(date, date, doubts)?;
    }
    let behind = behind.trim_start();
    Some((Day::Exact(date), behind.strip_prefix('日').unwrap_or(behind)))
}

/// Reads what often follows a day: a weekday, a time, 末, 上旬, 頃; `None` for an impossible one.
pub(super) fn tail<'t>(day: Day, text: &'t str, doubts: &mut Doubts) -> Option<(Day, &'t str)> {
    let mut rest = text.trim_start();
    let mut day = day;
    match day {
        Day::Month(year, month) => {
            let first = NaiveDate::from_ymd_opt(year, month, 1)?;
            if let Some(after) = rest.strip_prefix("末日").or_else(|| rest.strip_prefix('末')) {
                day = Day::Exact(end_of_month(first)?);
                rest = after;
            }
            for (word, from) in [("上旬", 1), ("初旬", 1), ("初め", 1), ("中旬", 11), ("下旬", 21)]
            {
                if let Some(after) = rest.strip_prefix(word) {
                    day = Day::Exact(first.with_day(from)?);
                    rest = after;
                    roughly(doubts);
                }
            }
        }
        Day::FiscalYear(year) => {
            if let Some(after) = rest.strip_prefix('末') {
                day = Day::Exact(NaiveDate::from_ymd_opt(year.checked_add(1)?, 3, 31)?);
                rest = after;
            }
        }
        Day::Exact(_) => rest = time(weekday(rest)),
        Day::Year(_) => {}
    }
    let rest = rest.trim_start();
    match rest.strip_prefix('頃').or_else(|| rest.strip_prefix("ごろ")).or_else(|| rest.strip_prefix("ころ"))
    {
        Some(after) => {
            roughly(doubts);
            Some((day, after))
        }
        None => Some((day, rest)),
    }
}

/// What follows a weekday such as (月), 月曜日 or (Mon).
fn weekday(text: &str) -> &str {
    let open = text.strip_prefix(['(', '[']);
    let inner = open.unwrap_or(text).trim_start();
    let named = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .into_iter()
        .find_map(|name| inner.strip_prefix(name).or_else(|| inner.strip_prefix(name.get(..3)?)));
    let kanji = inner.strip_prefix(['月', '火', '水', '木', '金', '土', '日', '祝']).and_then(|rest| {
        let full = rest.strip_prefix("曜日").or_else(|| rest.strip_prefix('曜'));
        full.or_else(|| open.map(|_| rest))
    });
    match (named.or(kanji), open) {
        (Some(rest), None) => rest,
        (Some(rest), Some(_)) => rest.strip_prefix([')', ']']).unwrap_or(text),
        (None, _) => text,
    }
}

/// What follows a time such as 10:30, T10:30:00.000Z or 10時30分.
fn time(text: &str) -> &str {
    let start = text.trim_start();
    let start = start.strip_prefix('t').unwrap_or(start);
    let start =
        ["午前", "午後", "am", "pm"].iter().find_map(|half| start.strip_prefix(half)).unwrap_or(start);
    let Some((_, _, rest)) = integer(start).filter(|(hour, _, _)| *hour <= 24) else { return text };
    let Some(mut rest) = rest.strip_prefix([':', '時']) else { return text };
    while let Some((_, _, after)) = integer(rest) {
        rest = after.strip_prefix([':', '.', '分', '秒']).unwrap_or(after);
    }
    let rest = rest.strip_prefix(['z', '半']).unwrap_or(rest);
    match rest.strip_prefix(['+', '-']).and_then(integer) {
        Some((_, _, after)) => after.strip_prefix(":00").unwrap_or(after),
        None => rest,
    }
}

/// Last day of the month that starts with `first`.
fn end_of_month(first: NaiveDate) -> Option<NaiveDate> {
    first.checked_add_months(Months::new(1))?.pred_opt()
}

/// 24-4-1 may be of 2024 or of 平成24年.
fn two_digits(doubts: &mut Doubts) {
    doubts.say(
        "2桁の年が西暦か元号かわかりません（例：`2024/4/1`、`H24.4.1`）",
        "the year of two digits may be one of an era; write for example `2024-04-01`",
    );
}

fn roughly(doubts: &mut Doubts) {
    doubts.say("おおよその日付です", "the date is only approximate");
}
