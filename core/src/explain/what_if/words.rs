//! Changes in words.

use daicho_rules::{Lang, Text, grouped};

use super::candidate::{Act, Scale};
use super::nature::Nature;
use super::proposal::{Becomes, Proposal, Target};
use crate::assessment::{Assessment, Level};
use crate::explain::lines::pick;
use crate::write::title;

/// Most values, and most risks, that are named one by one.
const NAMED: usize = 6;
const RISKS_NAMED: usize = 2;

/// How a change is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// As something to do.
    Do,
    /// As something that happens.
    Happen,
    /// As something that is found out.
    Learn,
}

impl Mood {
    pub(super) fn of(nature: Nature) -> Self {
        match nature {
            Nature::Means => Self::Do,
            Nature::Answer => Self::Learn,
            Nature::Fact => Self::Happen,
        }
    }
}

/// A proposal on one line, with what it leads to.
pub(super) fn proposal_text(proposal: &Proposal, mood: Mood, assessment: &Assessment, lang: Lang) -> String {
    let change = change_text(proposal, mood, assessment, lang);
    let becomes = becomes_text(&proposal.becomes, assessment, lang);
    let rises = rises_text(&proposal.instead, lang);
    format!("{change} → {becomes}{rises}")
}

/// A change without what it leads to.
pub(super) fn change_text(proposal: &Proposal, mood: Mood, assessment: &Assessment, lang: Lang) -> String {
    let title = proposal.candidate.title.get(lang);
    let place = proposal.candidate.at.map(|at| assessment.ledger.place(at));
    let (to, act) = (target(&proposal.to, lang), &proposal.candidate.act);
    match lang {
        Lang::Ja => ja(title, place.as_deref(), &to, act, mood),
        Lang::En => en(title, place.as_deref(), &to, act, mood),
    }
}

fn ja(title: &str, place: Option<&str>, to: &str, act: &Act, mood: Mood) -> String {
    let blank = place.map_or_else(|| "（台帳に欄がない）".to_owned(), |place| format!("（{place}）"));
    match (act, mood) {
        (Act::Settle(unclear), _) => format!("{title}{blank}の「{unclear}」が{to}のことと分かる"),
        (_, Mood::Learn) if to.is_empty() => format!("{title}{blank}を記入する"),
        (_, Mood::Learn) => format!("{title}{blank}が{to}と分かる"),
        (Act::Drop, Mood::Do) => format!("{title}から{to}をなくす"),
        (Act::Drop, Mood::Happen) => format!("{title}から{to}がなくなる"),
        (Act::Add, Mood::Do) => format!("{title}に{to}を加える"),
        (Act::Add, Mood::Happen) => format!("{title}に{to}が加わる"),
        (Act::Replace(from), Mood::Do) => format!("{title}の「{}」を{to}に替える", from.ja),
        (Act::Replace(from), Mood::Happen) => format!("{title}の「{}」が{to}に替わる", from.ja),
        (Act::Become, Mood::Do) => format!("{title}を{to}とする"),
        (Act::Become, Mood::Happen) => format!("{title}が{to}になる"),
        (Act::Rewrite | Act::Write, Mood::Do) => format!("{title}を具体的に書き改める"),
        (Act::Rewrite | Act::Write, Mood::Happen) => format!("{title}の記載が変わる"),
    }
}

fn en(title: &str, place: Option<&str>, to: &str, act: &Act, mood: Mood) -> String {
    let blank = place.map_or_else(|| " (no such column)".to_owned(), |place| format!(" ({place})"));
    match (act, mood) {
        (Act::Settle(unclear), _) => format!("“{unclear}” under {title}{blank} turns out to mean {to}"),
        (_, Mood::Learn) if to.is_empty() => format!("fill in {title}{blank}"),
        (_, Mood::Learn) => format!("{title}{blank} turns out to be {to}"),
        (Act::Drop, Mood::Do) => format!("take {to} out of {title}"),
        (Act::Drop, Mood::Happen) => format!("{to} is no longer among {title}"),
        (Act::Add, Mood::Do) => format!("add {to} to {title}"),
        (Act::Add, Mood::Happen) => format!("{to} is added to {title}"),
        (Act::Replace(from), Mood::Do) => format!("replace “{}” in {title} by {to}", from.en),
        (Act::Replace(from), Mood::Happen) => format!("“{}” in {title} is replaced by {to}", from.en),
        (Act::Become, Mood::Do) => format!("change {title} to {to}"),
        (Act::Become, Mood::Happen) => format!("{title} becomes {to}"),
        (Act::Rewrite | Act::Write, Mood::Do) => format!("say specifically what {title} is"),
        (Act::Rewrite | Act::Write, Mood::Happen) => format!("{title} is worded otherwise"),
    }
}

fn target(target: &Target, lang: Lang) -> String {
    match target {
        Target::Either(values) => named(values, "のいずれか", "or", lang),
        Target::Together(values) => named(values, "のすべて", "and", lang),
        Target::Range { scale, from, to } => range(*scale, *from, *to, lang),
        Target::Text => String::new(),
    }
}

fn named(values: &[Text], several: &str, and: &str, lang: Lang) -> String {
    let shown = if values.len() > NAMED + 1 { NAMED } else { values.len() };
    let more = values.len() - shown;
    let first = values.iter().take(shown).map(|value| value.get(lang));
    match lang {
        Lang::Ja => {
            let first = first.map(|value| format!("「{value}」")).collect::<Vec<_>>().concat();
            let more = if more > 0 { format!("ほか{more}") } else { String::new() };
            format!("{first}{more}{}", if values.len() > 1 { several } else { "" })
        }
        Lang::En => {
            let mut first: Vec<String> = first.map(|value| format!("“{value}”")).collect();
            first.extend((more > 0).then(|| format!("{more} more")));
            match first.split_last() {
                Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
                _ => first.concat(),
            }
        }
    }
}

/// A range, by the round number beside its end: `1,000件以下`, `2年未満`.
fn range(scale: Scale, from: Option<i64>, to: Option<i64>, lang: Lang) -> String {
    let is_round = |number: i64| match scale {
        Scale::Months => number % 12 == 0,
        Scale::Persons | Scale::DaysAgo => number % 10 == 0,
    };
    let number = |number: i64| amount(scale, number, lang);
    match (from, to) {
        (None, None) if scale == Scale::Months => pick(lang, "終わりのある期間", "a period that ends"),
        (None, None) => pick(lang, "どの値", "anything"),
        (None, Some(to)) if !is_round(to) && is_round(to + 1) => {
            let to = number(to + 1);
            pick(lang, &format!("{to}未満"), &format!("less than {to}"))
        }
        (None, Some(to)) => {
            let word = if scale == Scale::Persons { "以下" } else { "以内" };
            pick(lang, &format!("{}{word}", number(to)), &format!("at most {}", number(to)))
        }
        (Some(from), None) if !is_round(from) && is_round(from - 1) => {
            let from = number(from - 1);
            pick(lang, &format!("{from}超"), &format!("more than {from}"))
        }
        (Some(from), None) => {
            pick(lang, &format!("{}以上", number(from)), &format!("at least {}", number(from)))
        }
        (Some(from), Some(to)) if from == to => number(from),
        (Some(from), Some(to)) => pick(
            lang,
            &format!("{}〜{}", number(from), number(to)),
            &format!("{} to {}", number(from), number(to)),
        ),
    }
}

fn amount(scale: Scale, number: i64, lang: Lang) -> String {
    let plural = |number: i64| if number == 1 { "" } else { "s" };
    match (scale, lang) {
        (Scale::Persons, Lang::Ja) => format!("{}件", grouped(number)),
        (Scale::Persons, Lang::En) => grouped(number),
        (Scale::Months, Lang::Ja) if number > 0 && number % 12 == 0 => format!("{}年", number / 12),
        (Scale::Months, Lang::En) if number > 0 && number % 12 == 0 => {
            format!("{} year{}", number / 12, plural(number / 12))
        }
        (Scale::Months, Lang::Ja) => format!("{number}か月"),
        (Scale::Months, Lang::En) => format!("{number} month{}", plural(number)),
        (Scale::DaysAgo, Lang::Ja) => format!("基準日前{number}日"),
        (Scale::DaysAgo, Lang::En) => format!("{number} day{} before the day of assessment", plural(number)),
    }
}

/// What becomes of a risk.
pub(super) fn becomes_text(becomes: &Becomes, assessment: &Assessment, lang: Lang) -> String {
    match becomes {
        Becomes::Gone => pick(lang, "このリスクはなくなる", "this risk is no more"),
        Becomes::Level(level) => level_text(level, assessment, lang),
        Becomes::Open => pick(lang, "ほかの欄による", "that hangs on other cells"),
    }
}

/// A level as its band with the score: `高（6点）`.
pub(super) fn level_text(level: &Level, assessment: &Assessment, lang: Lang) -> String {
    let band = title::band(assessment, level.band.as_deref(), lang);
    match (level.score, lang) {
        (Some(score), Lang::Ja) => format!("{band}（{score}点）"),
        (Some(score), Lang::En) => format!("{band} ({score})"),
        (None, _) => band.to_owned(),
    }
}

/// What else would exceed the acceptable level.
pub(super) fn rises_text(instead: &[Text], lang: Lang) -> String {
    let shown: Vec<&str> = instead.iter().take(RISKS_NAMED).map(|title| title.get(lang)).collect();
    let more = instead.len() - shown.len();
    match (instead.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Ja) => {
            let more = if more > 0 { format!("ほか{more}件") } else { String::new() };
            let titles = shown.iter().map(|title| format!("「{title}」")).collect::<Vec<_>>().concat();
            format!("。ただし、別のリスク{titles}{more}が許容水準を超える")
        }
        (false, Lang::En) => {
            let more = if more > 0 { format!(", and {more} more") } else { String::new() };
            format!("; but then another risk exceeds the acceptable level: {}{more}", shown.join("; "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_told_by_the_round_number_beside_them() {
        let persons = Scale::Persons;
        for (scale, from, to, ja, en) in [
            (persons, None, Some(1000), "1,000件以下", "at most 1,000"),
            (persons, None, Some(999), "1,000件未満", "less than 1,000"),
            (persons, Some(1001), None, "1,000件超", "more than 1,000"),
            (persons, Some(1000), None, "1,000件以上", "at least 1,000"),
            (persons, Some(101), Some(1000), "101件〜1,000件", "101 to 1,000"),
            (Scale::Months, None, Some(120), "10年以内", "at most 10 years"),
            (Scale::Months, None, Some(23), "2年未満", "less than 2 years"),
            (Scale::Months, Some(13), None, "1年超", "more than 1 year"),
            (
                Scale::DaysAgo,
                None,
                Some(365),
                "基準日前365日以内",
                "at most 365 days before the day of assessment",
            ),
        ] {
            assert_eq!(range(scale, from, to, Lang::Ja), ja);
            assert_eq!(range(scale, from, to, Lang::En), en);
        }
    }
}
