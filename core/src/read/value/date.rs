//! Days: 令和6年4月1日, R6.4.1, 2024/4/1, 20240401, 2024年4月, 2024年度, 1 April 2024.

mod calendar;
mod era;
mod unread;
mod western;

use chrono::{Datelike, Days, NaiveDate};
use daicho_rules::{Text, Value};

use super::doubt::{self, Doubts, quote};
use super::folded::spaced;
use super::number::{integer, split_first};
use super::phrase::{Phrase, phrase};
use super::{CellText, DateSystem, Parsed};
use calendar::{Day, compact, tail, written};
use unread::unread;

/// Excel serials that are taken for days: from 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=80_000;

/// Years that ledgers speak of; others are rather slips of the finger (2204, R31 for H31, 令和24 for 2024).
const USUAL: std::ops::RangeInclusive<i32> = 1926..=2040;

/// Understands a cell that says a day.
pub(super) fn parse(text: &str, input: &CellText, system: DateSystem) -> Parsed {
    let mut doubts = Doubts::default();
    if let Some(date) = input.date {
        return dated(date, doubts);
    }
    let folded = spaced(text);
    match phrase(&folded) {
        Some(Phrase::Unknown) => return Parsed::unclear(doubt::not_known_yet(text)),
        Some(Phrase::Dash) => return Parsed::unclear(doubt::silent_dash(text)),
        Some(Phrase::Nothing | Phrase::No | Phrase::Yes) => {
            return Parsed::unclear(unread(text, &folded));
        }
        None => {}
    }
    let number = input.number.map(|number| number.trunc().to_string());
    let day = match &number {
        Some(number) => digits(number, system, &mut doubts),
        None => digits(&folded, system, &mut doubts).or_else(|| within(&folded, &mut doubts)),
    };
    match day {
        Some(day) => dated(day, doubts),
        None => Parsed::unclear(doubts.into_text().unwrap_or_else(|| unread(text, &folded))),
    }
}

/// The day with what came up on the way to it.
fn dated(day: NaiveDate, mut doubts: Doubts) -> Parsed {
    let year = day.year();
    if !USUAL.contains(&year) {
        doubts.add(Text::new(
            format!("{year}年の日付と読みました（年の書き間違いかもしれません）"),
            format!("it was read as a day of {year}; the year may be a slip"),
        ));
    }
    Parsed::with(Value::Date(day), doubts)
}

/// A day written in digits only: a serial, 20240401, 202404.
fn digits(text: &str, system: DateSystem, doubts: &mut Doubts) -> Option<NaiveDate> {
    if !text.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    if text.len() == 5 {
        let serial: u32 = text.parse().ok().filter(|serial| SERIALS.contains(serial))?;
        // Serial 60 is the false 1900-02-29, so days from March 1900 on count from 1899-12-30.
        let (year, first) = match system {
            DateSystem::From1900 => (1900, NaiveDate::from_ymd_opt(1899, 12, 30)?),
            DateSystem::From1904 => (1904, NaiveDate::from_ymd_opt(1904, 1, 1)?),
        };
        let day = first.checked_add_days(Days::new(u64::from(serial)))?;
        doubts.add(Text::new(
            format!("日付の書式でない数値を{year}年起算の日付（{day}）として読みました"),
            format!("a number without the format of a date was read as {day}, counted from {year}"),
        ));
        return Some(day);
    }
    compact(text, doubts)
}

/// The one day that `text` says, alone or among other words.
fn within(text: &str, doubts: &mut Doubts) -> Option<NaiveDate> {
    let mut rest = text;
    let mut before = '\0';
    while let Some((first, after)) = split_first(rest) {
        // Inside a number or a word no day starts.
        let inside = before.is_ascii_alphanumeric() && first.is_ascii_alphanumeric();
        let mut noted = Doubts::default();
        let found = (!inside).then(|| written(rest, &mut noted)).flatten();
        if found.is_none() && !noted.is_empty() {
            doubts.add_all(noted);
            return None;
        }
        if let Some((day, behind)) = found {
            let lead = text.strip_suffix(rest).unwrap_or_default();
            let (day, behind) = tail(day, behind, &mut noted)?;
            beside(lead, behind, &mut noted)?;
            doubts.add_all(noted);
            return resolve(day, doubts);
        }
        if first.is_ascii_digit() {
            return None;
        }
        before = first;
        rest = after;
    }
    None
}

/// Judges the words beside the day; `None` if they make it another day or no day at all.
fn beside(lead: &str, behind: &str, doubts: &mut Doubts) -> Option<()> {
    let words = format!("{lead}{behind}");
    let words: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
    let elsewhere = ["未", "次回", "不明", "以前", "以降", "または", "又は", "毎", "から", "各"];
    let numbered = words.chars().any(|c| c.is_ascii_digit());
    // 「一部」 is no number, 「五月五日」 would have been read as a day.
    if numbered || behind.contains('~') || elsewhere.iter().any(|word| words.contains(word)) {
        return None;
    }
    let harmless = [
        "",
        "更新日",
        "更新",
        "作成日",
        "作成",
        "承認日",
        "承認",
        "確認日",
        "確認",
        "付",
        "付け",
        "付で",
        "現在",
        "時点",
        "締結",
        "契約",
        "契約日",
        "締結日",
        "改訂",
        "改定",
        "制定",
        "実施",
        "開始",
        "見直し",
        "見直日",
        "見直し日",
        "登録",
        "登録日",
        "評価",
        "評価日",
        "最終更新",
        "最終更新日",
        "最終改訂",
        "済",
        "済み",
        "まで",
        "迄",
        "西暦",
        "le",
        "du",
        "on",
    ];
    if !harmless.contains(&words.as_str()) {
        let shown = quote(&words);
        doubts.add(Text::new(
            format!("日付の前後の {shown} は読んでいません"),
            format!("the words {shown} beside the date were not read"),
        ));
    }
    Some(())
}

/// The day that stands for what was written, with a doubt if it stands for a longer time.
fn resolve(day: Day, doubts: &mut Doubts) -> Option<NaiveDate> {
    match day {
        Day::Exact(date) => Some(date),
        Day::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
        Day::Year(year) => {
            doubts
                .say("年だけなので1月1日と読みました", "only the year is given, so it was read as January 1");
            NaiveDate::from_ymd_opt(year, 1, 1)
        }
        Day::FiscalYear(year) => {
            doubts.say(
                "年度なので年度末（翌年3月31日）と読みました",
                "a fiscal year is given, so it was read as its last day, March 31",
            );
            NaiveDate::from_ymd_opt(year.checked_add(1)?, 3, 31)
        }
    }
}

/// A number of one or two digits, zero excluded, and what follows it.
fn small(text: &str) -> Option<(u32, &str)> {
    integer(text).filter(|(number, _, _)| (1..=99).contains(number)).map(|(number, _, rest)| (number, rest))
}
