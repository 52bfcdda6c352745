//! The values of one name, put together as people would say them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use toml::Value;

use super::{are_looked_into, field_of, months, texts};
use crate::case::as_of;
use crate::domain::Choice;
use crate::event::event_title;
use crate::register::FieldType;
use crate::rulebook::Rulebook;
use crate::situation::Given;
use crate::text::{Text, grouped};

/// Most values that are named one by one.
pub(crate) const NAMED: usize = 6;

/// What is given, without its name: ranges, what a set holds, or the values one by one.
pub(super) fn values(given: &Given, rulebook: &Rulebook, register: &str) -> Text {
    let named = Named { given, rulebook, register };
    let months = || months(&given.looked_at, &given.choices);
    let ordered = named.numbers().or_else(months).or_else(|| named.days());
    let told = ordered.or_else(|| named.texts()).or_else(|| named.held()).or_else(|| named.all_but());
    let mut phrases = told.unwrap_or_else(|| {
        let known = given.choices.iter().filter(|choice| choice.value.is_some());
        short(known.flat_map(|choice| named.one(choice)).collect())
    });
    if given.choices.iter().any(|choice| choice.value.is_none()) {
        phrases.push(Text::new("空欄", "blank"));
    }
    phrases.dedup();
    Text::joined(&phrases, "／", " / ")
}

/// Values that follow each other among those that were looked at.
struct Stretch<T> {
    first: T,
    last: T,
    /// Nothing before it was looked at.
    from_start: bool,
    /// Nothing after it was looked at.
    to_end: bool,
}

struct Named<'g> {
    given: &'g Given,
    rulebook: &'g Rulebook,
    register: &'g str,
}

impl Named<'_> {
    /// Runs of ordered values; `None` if one of them is of another kind, or none is there.
    fn stretches<T: Ord + Copy>(&self, of: impl Fn(&Value) -> Option<T>) -> Option<Vec<Stretch<T>>> {
        let ordered = |choices: &[Choice]| -> Option<BTreeSet<T>> {
            choices.iter().filter_map(|choice| choice.value.as_ref()).map(&of).collect()
        };
        let (given, looked_at) = (ordered(&self.given.choices)?, ordered(&self.given.looked_at)?);
        let (start, end) = (looked_at.first()?, looked_at.last()?);
        let mut stretches: Vec<Stretch<T>> = Vec::new();
        let mut open = false;
        for value in &looked_at {
            let is_in = given.contains(value);
            match stretches.last_mut() {
                Some(stretch) if is_in && open => {
                    (stretch.last, stretch.to_end) = (*value, value == end);
                }
                _ if is_in => stretches.push(Stretch {
                    first: *value,
                    last: *value,
                    from_start: value == start,
                    to_end: value == end,
                }),
                _ => {}
            }
            open = is_in;
        }
        (!stretches.is_empty()).then_some(stretches)
    }

    fn numbers(&self) -> Option<Vec<Text>> {
        let phrase = |stretch: Stretch<i64>| {
            let (first, last) = (grouped(stretch.first), grouped(stretch.last));
            match (stretch.from_start, stretch.to_end) {
                (true, true) => Text::new("記入あり", "any number"),
                (true, false) if stretch.last == 0 => Text::same(last),
                (true, false) => Text::new(format!("{last}以下"), format!("up to {last}")),
                (false, true) => Text::new(format!("{first}以上"), format!("{first} or more")),
                (false, false) if first == last => Text::same(first),
                (false, false) => Text::new(format!("{first}〜{last}"), format!("{first} to {last}")),
            }
        };
        let stretches = self.stretches(Value::as_integer)?;
        Some(stretches.into_iter().map(phrase).collect())
    }

    /// Days as their distance from the day on which cases are judged.
    fn days(&self) -> Option<Vec<Text>> {
        let day = |value: &Value| value.as_datetime()?.to_string().parse::<NaiveDate>().ok();
        let phrase = |stretch: Stretch<NaiveDate>| {
            let ago = |day: NaiveDate| (as_of() - day).num_days();
            let (first, last) = (distance(ago(stretch.first)), distance(ago(stretch.last)));
            match (stretch.from_start, stretch.to_end) {
                (true, true) => Text::new("記入あり", "any day"),
                (true, false) => Text::new(format!("{}以前", last.ja), format!("{} or earlier", last.en)),
                (false, true) => Text::new(format!("{}以後", first.ja), format!("{} or later", first.en)),
                (false, false) if stretch.first == stretch.last => first,
                (false, false) => {
                    Text::new(format!("{}〜{}", first.ja, last.ja), format!("{} to {}", first.en, last.en))
                }
            }
        };
        Some(self.stretches(day)?.into_iter().map(phrase).collect())
    }

    /// Texts by what the rule looks for in them.
    fn texts(&self) -> Option<Vec<Text>> {
        if !are_looked_into(&self.given.looked_at) {
            return None;
        }
        let mut list = |words: &[Text]| Text::joined(&short(words.to_vec()), "", ", ");
        let mut phrases = texts(&self.given.looked_at, &self.given.choices, &mut list);
        phrases.extend(self.given.choices.iter().find(|choice| is_none(choice)).map(|_| none()));
        Some(phrases)
    }

    /// What a set holds or does not hold, where that is all that tells the given values from the others.
    fn held(&self) -> Option<Vec<Text>> {
        let sets = |choices: &[Choice]| -> Option<BTreeSet<BTreeSet<String>>> {
            choices.iter().filter_map(|choice| choice.value.as_ref()).map(ids).collect()
        };
        let (given, looked_at) = (sets(&self.given.choices)?, sets(&self.given.looked_at)?);
        if given.len() < 2 {
            return None;
        }
        if given.iter().all(|set| !set.is_empty()) && given.len() + 1 == looked_at.len() {
            return Some(vec![Text::new("記入あり", "any")]);
        }
        if given == looked_at {
            return Some(vec![Text::new("なし、または記入あり", "none, or any")]);
        }
        for group in self.given.looked_at.iter() {
            let Some([Value::String(id)]) = group.value.as_ref().and_then(Value::as_array).map(Vec::as_slice)
            else {
                continue;
            };
            let (with, without): (BTreeSet<_>, BTreeSet<_>) =
                looked_at.iter().cloned().partition(|set| set.contains(id));
            if with == given {
                let titles = self.group(group);
                return Some(vec![Text::new(
                    format!("{}を含む", titles.ja),
                    format!("including {}", titles.en),
                )]);
            }
            if without == given {
                let titles = self.group(group);
                return Some(vec![Text::new(
                    format!("{}を含まない", titles.ja),
                    format!("not including {}", titles.en),
                )]);
            }
        }
        None
    }

    /// A group of values that are alike, by the few others where these are easier to name.
    fn group(&self, group: &Choice) -> Text {
        let others = self.given.looked_at.iter().filter(|choice| *choice != group && is_single(choice));
        let others: Vec<Text> = others.flat_map(|choice| self.one(choice)).collect();
        let titles = self.one(group);
        if titles.len() > NAMED && !others.is_empty() && others.len() <= NAMED / 2 {
            return but(&others);
        }
        Text::joined(&short(titles), "・", " or ")
    }

    /// All values of a vocabulary but a few, where that is shorter.
    fn all_but(&self) -> Option<Vec<Text>> {
        let (given, others): (Vec<&Choice>, Vec<&Choice>) = self
            .given
            .looked_at
            .iter()
            .filter(|choice| is_single(choice))
            .partition(|choice| self.given.choices.contains(choice));
        let titles = |choices: &[&Choice]| -> Vec<Text> {
            choices.iter().flat_map(|choice| self.one(choice)).collect()
        };
        let (named, left_out) = (titles(&given), titles(&others));
        if named.len() <= NAMED || left_out.is_empty() || left_out.len() > NAMED / 2 {
            return None;
        }
        let mut phrases = vec![but(&left_out)];
        phrases.extend(self.given.choices.iter().find(|choice| is_none(choice)).map(|_| none()));
        Some(phrases)
    }

    /// One value in words; several where the vocabulary has some that are alike.
    fn one(&self, choice: &Choice) -> Vec<Text> {
        let field = field_of(self.rulebook, self.register, &self.given.name);
        let titled = |id: &str| {
            field.map_or_else(|| Text::same(id), |field| self.rulebook.schema.value_title(field, id))
        };
        match &choice.value {
            None => vec![Text::new("空欄", "blank")],
            Some(Value::Boolean(true)) => vec![Text::new("はい", "yes")],
            Some(Value::Boolean(false)) => vec![Text::new("いいえ", "no")],
            Some(Value::Array(ids)) => match ids.as_slice() {
                [] => vec![none()],
                [_] if !choice.alike.is_empty() => choice.alike.iter().map(|id| titled(id)).collect(),
                ids => {
                    let titles: Vec<Text> = ids.iter().filter_map(Value::as_str).map(titled).collect();
                    vec![Text::joined(&titles, "と", " and ")]
                }
            },
            Some(Value::String(text)) if choice.alike.is_empty() => match field.map(|field| field.kind) {
                Some(FieldType::Choice | FieldType::Set) => vec![titled(text)],
                _ => vec![Text::new(format!("「{}」", cut(text)), format!("“{}”", cut(text)))],
            },
            Some(Value::String(_)) => choice.alike.iter().map(|id| titled(id)).collect(),
            Some(Value::Table(period)) => vec![self::period(period)],
            Some(other) => vec![Text::same(other.to_string())],
        }
    }
}

/// True for one value of a vocabulary, also as the only one of a set.
fn is_single(choice: &Choice) -> bool {
    !choice.alike.is_empty()
}

/// True for a set that is known to be empty.
fn is_none(choice: &Choice) -> bool {
    matches!(&choice.value, Some(Value::Array(ids)) if ids.is_empty())
}

fn none() -> Text {
    Text::new("なし", "none")
}

fn but(others: &[Text]) -> Text {
    let others = Text::joined(others, "・", " or ");
    Text::new(format!("{}以外", others.ja), format!("any but {}", others.en))
}

/// The ids of a set; `None` for anything else.
fn ids(value: &Value) -> Option<BTreeSet<String>> {
    value.as_array()?.iter().map(|id| id.as_str().map(str::to_owned)).collect()
}

fn distance(days: i64) -> Text {
    match days {
        0 => Text::new("基準日", "the day of assessment"),
        1.. => Text::new(format!("{days}日前"), format!("{days} days before")),
        _ => Text::new(format!("{}日後", -days), format!("{} days after", -days)),
    }
}

fn period(period: &toml::Table) -> Text {
    if let Some(months) = period.get("months").and_then(Value::as_integer) {
        return Text::new(format!("{months}か月"), format!("{months} months"));
    }
    if period.get("permanent").and_then(Value::as_bool) == Some(true) {
        return Text::new("永年", "for ever");
    }
    let event = event_title(period.get("from").and_then(Value::as_str).unwrap_or_default());
    Text::new(format!("期間の長さなし（{}）", event.ja), format!("no length ({})", event.en))
}

/// The first few, and how many more there are.
fn short(mut values: Vec<Text>) -> Vec<Text> {
    let all = values.len();
    if all > NAMED + 1 {
        values.truncate(NAMED);
        let more = all - NAMED;
        values.push(Text::new(format!("ほか{more}"), format!("{more} more")));
    }
    values
}

fn cut(text: &str) -> String {
    let short: String = text.chars().take(12).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
