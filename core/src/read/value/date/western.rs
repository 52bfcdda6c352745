//! Days as English and French people write them: 1 April 2024, April 1, 2024, 1er avril 2024, 13/4/2024.

use chrono::NaiveDate;

use super::calendar::{Day, YEARS};
use super::small;
use crate::read::value::doubt::Doubts;
use crate::read::value::number::integer;

/// Names of months, folded; longer ones before those that they start with.
const MONTHS: &[(&str, u32)] = &[
    ("january", 1),
    ("janvier", 1),
    ("janv", 1),
    ("jan", 1),
    ("february", 2),
    ("février", 2),
    ("fevrier", 2),
    ("févr", 2),
    ("feb", 2),
    ("march", 3),
    ("mars", 3),
    ("mar", 3),
    ("april", 4),
    ("avril", 4),
    ("avr", 4),
    ("apr", 4),
    ("may", 5),
    ("mai", 5),
    ("juin", 6),
    ("june", 6),
    ("jun", 6),
    ("juillet", 7),
    ("juil", 7),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("août", 8),
    ("aout", 8),
    ("aug", 8),
    ("september", 9),
    ("septembre", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("octobre", 10),
    ("oct", 10),
    ("november", 11),
    ("novembre", 11),
    ("nov", 11),
    ("december", 12),
    ("décembre", 12),
    ("decembre", 12),
    ("déc", 12),
    ("dec", 12),
];

/// A day with the name of its month at the start of `text`, and what follows it.
pub(super) fn named(text: &str) -> Option<(Day, &str)> {
    let (before, rest) = match small(text) {
        Some((day, rest)) => {
            let bare = ["st", "nd", "rd", "th", "er"].iter().find_map(|ending| rest.strip_prefix(ending));
            (Some(day), bare.unwrap_or(rest))
        }
        None => (None, text),
    };
    let rest = rest.trim_start_matches([' ', '-']);
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let (month, rest) = MONTHS.iter().find_map(|(name, month)| {
        Some((*month, rest.strip_prefix(name)?.trim_start_matches([' ', '.', ',', '-'])))
    })?;
    let year = |text| integer(text).filter(|(year, _, _)| YEARS.contains(year));
    let (day, year, rest) = match (before, small(rest)) {
        (None, Some((day, after))) => {
            let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| after.strip_prefix(ending));
            let (found, _, rest) = year(bare.unwrap_or(after).trim_start_matches([' ', ',']))?;
            (Some(day), found, rest)
        }
        (day, _) => {
            let (found, _, rest) = year(rest)?;
            (day, found, rest)
        }
    };
    let year = i32::try_from(year).ok()?;
    match day {
        Some(day) => Some((Day::Exact(NaiveDate::from_ymd_opt(year, month, day)?), rest)),
        None => Some((Day::Month(year, month), rest)),
    }
}

/// A day with the year behind it, such as 13/4/2024, and what follows it.
///
/// 4/1/2024 is April 1 or January 4, so only what can be read one way is read.
pub(super) fn year_last<'t>(text: &'t str, doubts: &mut Doubts) -> Option<(Day, &'t str)> {
    let (one, other, year, rest) = three(text)?;
    let date = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    match (date(one, other), date(other, one)) {
        (Some(date), None) | (None, Some(date)) => {
            doubts.say("日と月の順を推定して読みました", "which number is the day was concluded");
            Some((Day::Exact(date), rest))
        }
        (Some(date), Some(same)) if date == same => Some((Day::Exact(date), rest)),
        _ => None,
    }
}

/// True for a day such as 4/1/2024 that can be read two ways.
pub(super) fn reads_two_ways(text: &str) -> bool {
    three(text).is_some_and(|(one, other, year, _)| {
        let exists = |month, day| NaiveDate::from_ymd_opt(year, month, day).is_some();
        one != other && exists(one, other) && exists(other, one)
    })
}

/// Two small numbers and a year between slashes, points or hyphens, and what follows them.
fn three(text: &str) -> Option<(u32, u32, i32, &str)> {
    let (one, rest) = small(text)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '/' | '.' | '-'))?;
    let (other, rest) = small(rest.strip_prefix(mark)?)?;
    let (year, digits, rest) = integer(rest.strip_prefix(mark)?)?;
    let year = i32::try_from(year).ok().filter(|_| digits == 4 && YEARS.contains(&year))?;
    Some((one, other, year, rest))
}
