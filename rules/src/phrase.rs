//! What rules read and tell apart, in words that a consultant would use.

use toml::Value;

use crate::case::as_of;
use crate::domain::Choice;
use crate::normal::OWN;
use crate::register::{FieldDefinition, FieldType};
use crate::rulebook::Rulebook;
use crate::situation::{Given, Situation, Verdict};
use crate::text::Text;

/// Most values that are named one by one.
const NAMED: usize = 6;

impl Given {
    /// What is given, as people say it: `媒体：紙、画像`.
    pub fn phrase(&self, rulebook: &Rulebook, register: &str) -> Text {
        let (title, values) = (title_of(rulebook, register, &self.name), self.values(rulebook, register));
        Text::new(format!("{}：{}", title.ja, values.ja), format!("{}: {}", title.en, values.en))
    }

    /// The values given, without the name.
    pub fn values(&self, rulebook: &Rulebook, register: &str) -> Text {
        let blank = self.choices.iter().any(|choice| choice.value.is_none());
        let values: Vec<&Value> = self.choices.iter().filter_map(|choice| choice.value.as_ref()).collect();
        let mut phrases = numbers(&values).or_else(|| days(&values)).unwrap_or_else(|| {
            let known = self.choices.iter().filter(|choice| choice.value.is_some());
            short(known.map(|choice| value_of(rulebook, register, &self.name, choice)).collect())
        });
        if blank {
            phrases.push(Text::new("空欄", "blank"));
        }
        phrases.dedup();
        either(&phrases)
    }
}

impl Situation {
    /// Everything that is given, one after the other.
    pub fn phrase(&self, rulebook: &Rulebook, register: &str) -> Text {
        let given: Vec<Text> = self.given.iter().map(|given| given.phrase(rulebook, register)).collect();
        if given.is_empty() {
            return Text::new("いつでも", "always");
        }
        let join = |of: fn(&Text) -> &str, sign| given.iter().map(of).collect::<Vec<_>>().join(sign);
        Text::new(join(|text| &text.ja, "、"), join(|text| &text.en, ", "))
    }
}

impl Verdict {
    /// What comes out, as people say it; `fires` is what a rule that fires means.
    pub fn phrase(&self, rulebook: &Rulebook, register: &str, fires: &Text) -> Text {
        match self {
            Self::Fires(None) => fires.clone(),
            Self::Fires(Some(threat)) => {
                Text::new(format!("{}（脅威{threat}）", fires.ja), format!("{} (threat {threat})", fires.en))
            }
            Self::Passes => Text::new("該当なし", "does not apply"),
            Self::Asks(field) => {
                let title = title_of(rulebook, register, field);
                Text::new(format!("確認事項（{}）", title.ja), format!("question ({})", title.en))
            }
            Self::Number(number) => Text::same(number.to_string()),
            Self::Presence(word) => match *word {
                "shown" => Text::new("実施が分かる", "shown to be in place"),
                "denied" => Text::new("未実施が分かる", "shown to be lacking"),
                "not shown" => Text::new("実施が見えない", "not shown"),
                _ => Text::new("台帳からは分からない", "the ledger does not tell"),
            },
            Self::Fails(message) => {
                Text::new(format!("実行できない（{}）", message.ja), format!("fails ({})", message.en))
            }
            Self::Missing => Text::new("ルールなし", "no such rule"),
        }
    }
}

/// The title of a name as people know it: of a field, a fact, a vendor's contract.
pub fn title_of(rulebook: &Rulebook, register: &str, name: &str) -> Text {
    let schema = &rulebook.schema;
    if let Some(field) = schema.field(register, name) {
        return field.title.clone();
    }
    if let Some(header) = name.strip_prefix(OWN) {
        return Text::same(header);
    }
    if let Some(asked) = name.strip_prefix("has_column(").and_then(|rest| rest.split('"').nth(1)) {
        let (register, field) = asked.split_once('.').unwrap_or(("items", asked));
        let title = title_of(rulebook, register, field);
        return Text::new(format!("「{}」の列", title.ja), format!("column “{}”", title.en));
    }
    if let Some(asked) = name.strip_prefix("has_register(").and_then(|rest| rest.split('"').nth(1)) {
        return schema
            .registers
            .get(asked)
            .map_or_else(|| Text::same(asked), |register| register.title.clone());
    }
    if let Some(plural) = schema.plural_of(register, name) {
        return plural.title.clone();
    }
    if let Some(fact) = rulebook.facts.iter().find(|fact| fact.id == name) {
        return fact.title.clone();
    }
    let joined = schema.registers.get(register).into_iter().flat_map(|register| register.fields.values());
    for plural in joined {
        let (Some(singular), Some(other)) = (&plural.singular, &plural.names) else { continue };
        let Some(part) = name.strip_prefix(singular.as_str()).and_then(|rest| rest.strip_prefix('_')) else {
            continue;
        };
        let title = &plural.title;
        return match part {
            "found" => {
                let other =
                    schema.registers.get(other).map_or_else(|| Text::same(other), |r| r.title.clone());
                Text::new(
                    format!("{}の{}への記載", title.ja, other.ja),
                    format!("{} in {}", title.en, other.en),
                )
            }
            part => {
                let field = title_of(rulebook, other, part);
                Text::new(format!("{}の{}", title.ja, field.ja), format!("{} of {}", field.en, title.en))
            }
        };
    }
    if let Some(field) = name.strip_suffix("_repeats").and_then(|id| schema.field(register, id)) {
        return Text::new(
            format!("同じ{}の行数", field.title.ja),
            format!("records with the same {}", field.title.en),
        );
    }
    if let Some(register) = name.strip_suffix("_count").and_then(|id| schema.registers.get(id)) {
        return Text::new(
            format!("{}の件数", register.title.ja),
            format!("number of records of {}", register.title.en),
        );
    }
    Text::same(name)
}

/// Runs of numbers as ranges, the outermost open; `None` if these are no numbers.
fn numbers(values: &[&Value]) -> Option<Vec<Text>> {
    let mut numbers: Vec<i64> = values.iter().map(|value| value.as_integer()).collect::<Option<_>>()?;
    if numbers.is_empty() {
        return None;
    }
    numbers.sort_unstable();
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            // Thresholds are looked at with both neighbours: what lies between two of them is alike.
            Some((_, last)) if number <= last.saturating_add(1) => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let range = |(first, last): &(i64, i64)| {
        let (from, to) = (grouped(*first), grouped(*last));
        if first == last {
            Text::same(from)
        } else {
            Text::new(format!("{from}〜{to}"), format!("{from} to {to}"))
        }
    };
    Some(ranges.iter().map(range).collect())
}

/// Days as their distance from the day on which cases are judged; `None` if these are no days.
fn days(values: &[&Value]) -> Option<Vec<Text>> {
    let mut distances: Vec<i64> = Vec::new();
    for value in values {
        let day: chrono::NaiveDate = value.as_datetime()?.to_string().parse().ok()?;
        distances.push((as_of() - day).num_days());
    }
    let (nearest, farthest) = (distances.iter().min()?, distances.iter().max()?);
    let distance = |days: i64| match days {
        0 => Text::new("基準日", "the day of assessment"),
        1.. => Text::new(format!("{days}日前"), format!("{days} days before")),
        _ => Text::new(format!("{}日後", -days), format!("{} days after", -days)),
    };
    Some(vec![if nearest == farthest {
        distance(*nearest)
    } else {
        let (from, to) = (distance(*farthest), distance(*nearest));
        Text::new(format!("{}〜{}", from.ja, to.ja), format!("{} to {}", from.en, to.en))
    }])
}

fn value_of(rulebook: &Rulebook, register: &str, name: &str, choice: &Choice) -> Vec<Text> {
    let schema = &rulebook.schema;
    let field = field_of(rulebook, register, name);
    let titled = |id: &str| field.map_or_else(|| Text::same(id), |field| schema.value_title(field, id));
    match &choice.value {
        None => vec![Text::new("空欄", "blank")],
        Some(Value::Boolean(true)) => vec![Text::new("はい", "yes")],
        Some(Value::Boolean(false)) => vec![Text::new("いいえ", "no")],
        Some(Value::Array(ids)) => match ids.as_slice() {
            [] => vec![Text::new("なし", "none")],
            [_] if !choice.alike.is_empty() => choice.alike.iter().map(|id| titled(id)).collect(),
            ids => {
                let titles: Vec<Text> = ids.iter().filter_map(Value::as_str).map(titled).collect();
                let join = |of: fn(&Text) -> &str, sign| titles.iter().map(of).collect::<Vec<_>>().join(sign);
                vec![Text::new(join(|text| &text.ja, "と"), join(|text| &text.en, " and "))]
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

/// The field that a name is, is one value of, or brings along from another register.
pub(crate) fn field_of<'b>(
    rulebook: &'b Rulebook,
    register: &str,
    name: &str,
) -> Option<&'b FieldDefinition> {
    let schema = &rulebook.schema;
    let own = schema.field(register, name).or_else(|| schema.plural_of(register, name));
    own.or_else(|| joined(rulebook, register, name))
}

fn joined<'b>(rulebook: &'b Rulebook, register: &str, name: &str) -> Option<&'b FieldDefinition> {
    let fields = rulebook.schema.registers.get(register)?.fields.values();
    fields.into_iter().find_map(|plural| {
        let part = name.strip_prefix(plural.singular.as_deref()?)?.strip_prefix('_')?;
        rulebook.schema.field(plural.names.as_deref()?, part)
    })
}

fn period(period: &toml::Table) -> Text {
    if let Some(months) = period.get("months").and_then(Value::as_integer) {
        return Text::new(format!("{months}か月"), format!("{months} months"));
    }
    if period.get("permanent").and_then(Value::as_bool) == Some(true) {
        return Text::new("永年", "for ever");
    }
    let event = period.get("from").and_then(Value::as_str).unwrap_or_default();
    Text::new(format!("期間の長さなし（{event}）"), format!("no length ({event})"))
}

/// The first few, and how many more there are.
fn short(values: Vec<Vec<Text>>) -> Vec<Text> {
    let mut values: Vec<Text> = values.into_iter().flatten().collect();
    let all = values.len();
    if all > NAMED + 1 {
        values.truncate(NAMED);
        let more = all - NAMED;
        values.push(Text::new(format!("ほか{more}"), format!("{more} more")));
    }
    values
}

fn either(phrases: &[Text]) -> Text {
    let join = |of: fn(&Text) -> &str, sign| phrases.iter().map(of).collect::<Vec<_>>().join(sign);
    Text::new(join(|text| &text.ja, "／"), join(|text| &text.en, " / "))
}

fn cut(text: &str) -> String {
    let short: String = text.chars().take(12).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// A number with its thousands set apart.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(name: &str, values: &[Option<Value>]) -> Given {
        let choice = |value: &Option<Value>| Choice { value: value.clone(), alike: Vec::new() };
        Given { name: name.to_owned(), choices: values.iter().map(choice).collect() }
    }

    #[test]
    fn what_is_given_reads_like_a_form() {
        let book = Rulebook::load(&["pms".to_owned()]).unwrap();
        let number = |number: i64| Some(Value::Integer(number));
        let text = |text: &str| Some(Value::String(text.to_owned()));
        let day = |day: &str| Some(Value::Datetime(day.parse().unwrap()));
        for (given, ja, en) in [
            (
                given("count", &[number(1000), number(1001), None]),
                "件数：1,000〜1,001／空欄",
                "number of persons: 1,000 to 1,001 / blank",
            ),
            (
                given("medium", &[text("paper"), text("image")]),
                "媒体：紙／画像・映像",
                "media: paper / images and video",
            ),
            (
                given("sensitive", &[Some(Value::Boolean(false))]),
                "要配慮個人情報：いいえ",
                "special-care personal information: no",
            ),
            (
                given("reviewed_on", &[day("2025-03-31"), day("2025-04-01")]),
                "見直し日：365日前〜364日前",
                "reviewed on: 365 days before to 364 days before",
            ),
            (
                given("vendor_found", &[Some(Value::Boolean(true))]),
                "委託先の委託先管理台帳への記載：はい",
                "vendors in vendor register: yes",
            ),
        ] {
            let phrase = given.phrase(&book, "items");
            assert_eq!((phrase.ja.as_str(), phrase.en.as_str()), (ja, en));
        }
    }
}
