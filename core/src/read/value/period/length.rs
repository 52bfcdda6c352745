//! Lengths of time in a text: 5年, 6ヶ月, 半年, 90日, 5 years.

use crate::read::value::number::{Amount, amount, split_first};

/// Longer than anything is kept; a larger number of years is the year of a date.
const LONGEST: u64 = 200 * 12;

/// Units of years, folded, longest first.
const YEARS: &[&str] =
    &["年間", "ヵ年", "ヶ年", "カ年", "か年", "箇年", "年", "years", "year", "yrs", "yr", "ans"];
/// Units of months.
const MONTHS: &[&str] = &[
    "ヶ月", "ヵ月", "か月", "カ月", "ケ月", "が月", "ヶ月", "箇月", "個月", "ヶ月", "ヵ月", "ヶ月", "months",
    "month", "mois",
];
/// Units of weeks.
const WEEKS: &[&str] = &["週間", "週", "weeks", "week"];
/// Units of days.
const DAYS: &[&str] = &["営業日", "日間", "日", "days", "day"];
/// Units of hours; less than a month counts as one.
const HOURS: &[&str] = &["時間", "hours", "hour"];
/// What behind a length makes it something else: each year, in the third year, school years.
const NOT_LENGTHS: &[&str] = &["ごと", "毎", "おき", "目", "生", "度", "前", "分の", "に1回", "に一回", "版"];
/// What behind a number makes it no length and no date: clauses of a law.
const CLAUSES: &[char] =
    &['条', '項', '号', '歳', '才', '回', '部', '章', '級', '種', '次', '者', '名', '件', '枚'];

/// A length of time and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    /// In months, rounded up.
    pub(super) months: u32,
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
}

/// What a text says about time.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Lengths in the order of the text.
    pub(super) lengths: Vec<Length>,
    /// It holds a number of which nothing could be made.
    pub(super) stray: bool,
    /// It holds a day of the calendar.
    pub(super) dated: bool,
}

/// All lengths of time in `folded`.
pub(super) fn lengths(folded: &str) -> Found {
    let mut found = Found::default();
    let mut rest = folded;
    // Months of the year just read, so that 1年6ヶ月 is one length.
    let mut year_end = None;
    while let Some((first, after)) = split_first(rest) {
        let start = folded.len() - rest.len();
        if let Some((months, behind)) = half(rest) {
            found.lengths.push(Length { months, start, end: folded.len() - behind.len() });
            rest = behind;
            continue;
        }
        let Some((number, behind)) = amount(rest) else {
            // A malformed or too large number is skipped as a whole.
            rest = if first.is_ascii_digit() {
                after.trim_start_matches(|c: char| c.is_ascii_digit())
            } else {
                after
            };
            found.stray |= first.is_ascii_digit();
            continue;
        };
        let lead = folded.get(..start).unwrap_or_default();
        if let Some((months, is_year, after_unit)) = unit_length(number, behind) {
            let end = folded.len() - after_unit.len();
            let in_years = is_year && months > LONGEST;
            if in_years || is_year && follows_era(lead) {
                found.dated = true;
            } else if let (Some(months), true) = (u32::try_from(months).ok(), months <= LONGEST) {
                let joined = found.lengths.last_mut().filter(|_| !is_year && year_end == Some(start));
                if let Some(last) = joined {
                    last.months = last.months.saturating_add(months);
                    last.end = end;
                } else {
                    found.lengths.push(Length { months, start, end });
                }
                year_end = is_year.then_some(end + after_unit.strip_prefix('と').map_or(0, |_| "と".len()));
            } else {
                found.stray = true;
            }
            rest = after_unit;
            continue;
        }
        // 不採用後3月 is meant as 3か月 by some.
        found.stray |= lead.ends_with('後') && behind.starts_with('月');
        rest = month_and_day(number, behind).unwrap_or_else(|| {
            let typed = folded.get(start..folded.len() - behind.len()).unwrap_or_default();
            let slashed = behind.starts_with(['/', '.']) && number.whole().is_some_and(|year| year >= 1900);
            found.dated |= slashed || follows_era(lead) && behind.starts_with(['.', '/', '年']);
            let counts = typed.contains(|c: char| c.is_ascii_digit()) || behind.starts_with('年');
            found.stray |= counts && !behind.starts_with(CLAUSES);
            behind
        });
    }
    found
}

/// Half a year, half a month, a quarter.
fn half(text: &str) -> Option<(u32, &str)> {
    [
        ("半年間", 6),
        ("半年", 6),
        ("半月", 1),
        ("四半期", 3),
        ("halfayear", 6),
        ("oneyear", 12),
        ("onemonth", 1),
    ]
    .into_iter()
    .find_map(|(word, months)| text.strip_prefix(word).map(|rest| (months, rest)))
}

/// The months of a number with the unit behind it, whether the unit is a year, and what follows.
fn unit_length(number: Amount, behind: &str) -> Option<(u64, bool, &str)> {
    let strip = |units: &[&str]| {
        let rest = units.iter().find_map(|unit| behind.strip_prefix(unit))?;
        let rest = rest.strip_prefix("間").unwrap_or(rest);
        (!NOT_LENGTHS.iter().any(|word| rest.starts_with(word))).then_some(rest)
    };
    if let Some(rest) = strip(YEARS) {
        let months = number.times(12)?;
        return Some(match rest.strip_prefix('半') {
            Some(rest) => (months.checked_add(6)?, true, rest),
            None => (months, true, rest),
        });
    }
    if let Some(rest) = strip(MONTHS) {
        return Some(match rest.strip_prefix('半') {
            Some(rest) => (number.times(1)?.checked_add(1)?, false, rest),
            None => (number.times(1)?, false, rest),
        });
    }
    let (days, rest) = match (strip(WEEKS), strip(DAYS)) {
        (Some(rest), _) => (number.times(7)?, rest),
        (None, Some(rest)) => (number.times(1)?, rest),
        (None, None) => (number.times(1)?.div_ceil(24), strip(HOURS)?),
    };
    Some((months_of(days)?, false, rest))
}

/// Months that hold so many days, rounded up: 31 days are one month, 365 days are twelve.
fn months_of(days: u64) -> Option<u64> {
    if days < 365 { Some(days.div_ceil(31)) } else { Some(days.checked_mul(12)?.div_ceil(366)) }
}

/// What follows a day of any year such as 1月10日.
fn month_and_day(number: Amount, behind: &str) -> Option<&str> {
    let rest = behind.strip_prefix('月')?;
    number.whole().filter(|month| (1..=12).contains(month))?;
    match amount(rest) {
        Some((_, after)) => after.strip_prefix('日').or(Some(rest)),
        None => Some(rest),
    }
}

/// True if what stands before a number names an era.
fn follows_era(lead: &str) -> bool {
    lead.ends_with(['r', 'h', 's'])
        && !lead.trim_end_matches(['r', 'h', 's']).ends_with(|c: char| c.is_ascii_alphabetic())
        || ["令和", "平成", "昭和", "令", "平"].iter().any(|era| lead.ends_with(era))
}
