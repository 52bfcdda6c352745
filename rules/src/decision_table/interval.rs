//! Numbers, days and lengths of time as intervals: from where, and up to where.

use chrono::{Datelike as _, Months, NaiveDate};
use toml::Value;

use crate::case::as_of;
use crate::domain::Choice;
use crate::event::event_title;
use crate::text::{Text, grouped};

use super::values;

/// How an end of an interval is said.
struct Scale<'s> {
    /// A value by itself.
    at: &'s dyn Fn(i64) -> Text,
    /// How plain a value is: an end that is plainer is said instead of its neighbour.
    plain: &'s dyn Fn(i64) -> u32,
    /// From a value on, it included.
    from: &'s dyn Fn(&Text) -> Text,
    /// Beyond a value, without it.
    beyond: &'s dyn Fn(&Text) -> Text,
    /// Up to a value, it included.
    up_to: &'s dyn Fn(&Text) -> Text,
    /// Below a value, without it.
    below: &'s dyn Fn(&Text) -> Text,
}

/// Numbers; `examples` are named as they are.
pub(super) fn numbers(all: &[Choice], choices: &[Choice], examples: bool) -> Text {
    let integers = |choices: &[Choice]| values(choices).filter_map(Value::as_integer).collect();
    let scale = Scale {
        at: &|number| Text::same(grouped(number)),
        plain: &zeros,
        from: &|text| Text::new(format!("{}以上", text.ja), format!("{} or more", text.en)),
        beyond: &|text| Text::new(format!("{}超", text.ja), format!("more than {}", text.en)),
        up_to: &|text| Text::new(format!("{}以下", text.ja), format!("{} or less", text.en)),
        below: &|text| Text::new(format!("{}未満", text.ja), format!("less than {}", text.en)),
    };
    phrase(integers(all), integers(choices), &scale, examples)
}

/// Days, by their distance from the day of the assessment.
pub(super) fn days(all: &[Choice], choices: &[Choice], examples: bool) -> Text {
    let today = as_of();
    let day = |value: &Value| value.as_datetime()?.to_string().parse::<NaiveDate>().ok();
    let distances = |choices: &[Choice]| {
        values(choices).filter_map(day).map(|day| (day - today).num_days()).collect::<Vec<i64>>()
    };
    let scale = Scale {
        at: &|distance| distance_in_words(today, distance),
        plain: &|distance| u32::from(distance == 0 || months_before(today, distance).is_some()),
        from: &|text| Text::new(format!("{}以後", text.ja), format!("{} or later", text.en)),
        beyond: &|text| Text::new(format!("{}より後", text.ja), format!("later than {}", text.en)),
        up_to: &|text| Text::new(format!("{}以前", text.ja), format!("{} or earlier", text.en)),
        below: &|text| Text::new(format!("{}より前", text.ja), format!("earlier than {}", text.en)),
    };
    phrase(distances(all), distances(choices), &scale, examples)
}

/// Lengths of time in months, with periods that have no end or no length.
pub(super) fn periods(all: &[Choice], choices: &[Choice], examples: bool) -> Text {
    let month = |value: &Value| value.get("months").and_then(Value::as_integer);
    let months = |choices: &[Choice]| values(choices).filter_map(month).collect::<Vec<i64>>();
    let scale = Scale {
        at: &months_in_words,
        plain: &|months| u32::from(months % 12 == 0),
        from: &|text| Text::new(format!("{}以上", text.ja), format!("{} or longer", text.en)),
        beyond: &|text| Text::new(format!("{}超", text.ja), format!("longer than {}", text.en)),
        up_to: &|text| Text::new(format!("{}以下", text.ja), format!("up to {}", text.en)),
        below: &|text| Text::new(format!("{}未満", text.ja), format!("shorter than {}", text.en)),
    };
    let (known, every) = (months(choices), months(all));
    let mut words = Vec::new();
    if !known.is_empty() && known.len() == every.len() {
        words.push(Text::new("期間の定めあり", "a length of time"));
    } else if !known.is_empty() {
        words.push(phrase(every, known, &scale, examples));
    }
    let permanent = |value: &&Value| value.get("permanent").is_some();
    if values(choices).any(|value| permanent(&value)) {
        words.push(Text::new("永年", "for ever"));
    }
    let events = |choices: &[Choice]| -> Vec<String> {
        let events = values(choices).filter_map(|value| value.get("from").and_then(Value::as_str));
        events.map(str::to_owned).collect()
    };
    match events(choices) {
        some if some.is_empty() => {}
        some if some.len() == events(all).len() => words.push(Text::new("起算点のみ", "only an event")),
        some => {
            let titles: Vec<Text> = some.iter().map(|event| event_in_words(event)).collect();
            let titles = Text::listed(&titles);
            words.push(Text::new(
                format!("起算点のみ（{}）", titles.ja),
                format!("only an event ({})", titles.en),
            ));
        }
    }
    Text::listed(&words)
}

/// Values that stand beside each other as intervals, the outermost open.
fn phrase(mut all: Vec<i64>, mut these: Vec<i64>, scale: &Scale<'_>, examples: bool) -> Text {
    all.sort_unstable();
    these.sort_unstable();
    let mut runs: Vec<(i64, i64, bool, bool)> = Vec::new();
    let (lowest, highest) = (all.first().copied(), all.last().copied());
    let mut before: Option<i64> = None;
    for value in all {
        if these.contains(&value) {
            match runs.last_mut().filter(|(_, last, ..)| before == Some(*last)) {
                Some((_, last, _, to_the_end)) => (*last, *to_the_end) = (value, highest == Some(value)),
                None => runs.push((value, value, lowest == Some(value), highest == Some(value))),
            }
        }
        before = Some(value);
    }
    let words: Vec<Text> = runs
        .into_iter()
        .map(|(first, last, from_the_start, to_the_end)| {
            if examples || (first == last && !from_the_start && !to_the_end) || (first == last && first == 0)
            {
                return between(scale, first, last);
            }
            match (from_the_start, to_the_end) {
                (true, _) => upper(scale, last),
                (false, true) => lower(scale, first),
                (false, false) => Text::listed(&[lower(scale, first), upper(scale, last)]),
            }
        })
        .collect();
    Text::listed(&words)
}

fn between(scale: &Scale<'_>, first: i64, last: i64) -> Text {
    let (from, to) = ((scale.at)(first), (scale.at)(last));
    if first == last {
        from
    } else {
        Text::new(format!("{}〜{}", from.ja, to.ja), format!("{} to {}", from.en, to.en))
    }
}

fn lower(scale: &Scale<'_>, first: i64) -> Text {
    if (scale.plain)(first.saturating_sub(1)) > (scale.plain)(first) {
        (scale.beyond)(&(scale.at)(first.saturating_sub(1)))
    } else {
        (scale.from)(&(scale.at)(first))
    }
}

fn upper(scale: &Scale<'_>, last: i64) -> Text {
    if (scale.plain)(last.saturating_add(1)) > (scale.plain)(last) {
        (scale.below)(&(scale.at)(last.saturating_add(1)))
    } else {
        (scale.up_to)(&(scale.at)(last))
    }
}

/// How many noughts a number ends with; nought itself is no rounder than its neighbours.
fn zeros(number: i64) -> u32 {
    let ends = |power: &u32| number != 0 && number % 10_i64.pow(*power) == 0;
    (1..18).take_while(ends).last().unwrap_or(0)
}

fn months_in_words(months: i64) -> Text {
    if months != 0 && months % 12 == 0 {
        let years = months / 12;
        let unit = if years == 1 { "year" } else { "years" };
        return Text::new(format!("{years}年"), format!("{years} {unit}"));
    }
    let unit = if months == 1 { "month" } else { "months" };
    Text::new(format!("{months}か月"), format!("{months} {unit}"))
}

/// The months after which a day so far back lies, if it is a whole number of them.
fn months_before(today: NaiveDate, distance: i64) -> Option<i64> {
    let day = today.checked_add_signed(chrono::TimeDelta::try_days(distance)?)?;
    let months = (today.year() - day.year()) * 12 + i32::try_from(today.month0()).ok()?
        - i32::try_from(day.month0()).ok()?;
    let months = u32::try_from(months).ok().filter(|months| *months > 0)?;
    (today.checked_sub_months(Months::new(months)) == Some(day)).then_some(i64::from(months))
}

fn distance_in_words(today: NaiveDate, distance: i64) -> Text {
    if let Some(months) = months_before(today, distance) {
        let length = months_in_words(months);
        return Text::new(
            format!("基準日の{}前", length.ja),
            format!("{} before the day of assessment", length.en),
        );
    }
    match distance {
        0 => Text::new("基準日", "the day of assessment"),
        -1 => Text::new("基準日の前日", "the day before the assessment"),
        1 => Text::new("基準日の翌日", "the day after the assessment"),
        ..0 => Text::new(
            format!("基準日の{}日前", -distance),
            format!("{} days before the day of assessment", -distance),
        ),
        _ => Text::new(
            format!("基準日の{distance}日後"),
            format!("{distance} days after the day of assessment"),
        ),
    }
}

/// The event that a period counts from.
fn event_in_words(id: &str) -> Text {
    let title = event_title(id);
    // The one that stands for those that the rule does not name.
    if title.ja == id { Text::new("ほかの時点", "another event") } else { title }
}
