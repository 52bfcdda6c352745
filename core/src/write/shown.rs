//! Values as people read them.

use daicho_rules::{Count, FieldDefinition, Lang, Period, Schema, SetValue, Value};

use super::title::join;
use super::words;
use crate::assess::{media_text, per_text};

/// A value in words: titles of vocabularies instead of ids.
pub(crate) fn value(schema: &Schema, field: Option<&FieldDefinition>, value: &Value, lang: Lang) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Flag(true) => words::YES.get(lang).to_owned(),
        Value::Flag(false) => words::NO.get(lang).to_owned(),
        Value::Choice(id) => entry(schema, field, id, lang).to_owned(),
        Value::Set(set) => set_text(schema, field, set, lang),
        Value::Names(names) if names.is_empty() => words::NONE.get(lang).to_owned(),
        Value::Names(names) => join(names.iter().map(String::as_str), lang),
        Value::Count(count) => count_text(*count, lang),
        Value::Date(date) => date.to_string(),
        Value::Period(period) => period_text(schema, period, lang),
    }
}

fn entry<'a>(schema: &'a Schema, field: Option<&FieldDefinition>, id: &'a str, lang: Lang) -> &'a str {
    let vocabulary =
        field.and_then(|field| field.vocabulary.as_ref()).and_then(|name| schema.vocabularies.get(name));
    vocabulary.and_then(|vocabulary| vocabulary.value(id)).map_or(id, |value| value.title.get(lang))
}

fn set_text(schema: &Schema, field: Option<&FieldDefinition>, set: &SetValue, lang: Lang) -> String {
    if set.ids.is_empty() && set.others.is_empty() {
        return if set.unclear.is_empty() { words::NONE.get(lang).to_owned() } else { String::new() };
    }
    let known = set.ids.iter().map(|id| entry(schema, field, id, lang));
    join(known.chain(set.others.iter().map(String::as_str)), lang)
}

fn count_text(count: Count, lang: Lang) -> String {
    let number = match (count.hi, lang) {
        (Some(hi), _) if hi == count.lo => hi.to_string(),
        (Some(hi), Lang::Ja) => format!("{}～{hi}", count.lo),
        (Some(hi), Lang::En) => format!("{} to {hi}", count.lo),
        (None, Lang::Ja) => format!("{}以上", count.lo),
        (None, Lang::En) => format!("{} or more", count.lo),
    };
    match count.per.map(per_text) {
        None => number,
        Some(per) if lang == Lang::Ja => format!("{}{number}", per.ja),
        Some(per) => format!("{number} {}", per.en),
    }
}

fn period_text(schema: &Schema, period: &Period, lang: Lang) -> String {
    if !period.by_medium.is_empty() {
        let parts = period.by_medium.iter().map(|part| {
            let media = media_text(schema, &part.media);
            let colon = if lang == Lang::Ja { "：" } else { ": " };
            format!("{}{colon}{}", media.get(lang), period_text(schema, &part.period, lang))
        });
        return join(parts.collect::<Vec<_>>().iter().map(String::as_str), lang);
    }
    if period.permanent {
        return words::PERMANENT.get(lang).to_owned();
    }
    let from = period.from.as_deref().map(|id| {
        let events = schema.vocabularies.get("period-from");
        events
            .and_then(|events| events.value(id))
            .map_or_else(|| event(id, lang), |value| value.title.get(lang))
    });
    let length = period.months.map(|months| length_text(months, lang));
    match (from, length, lang) {
        (Some(from), Some(length), Lang::Ja) => format!("{from}から{length}"),
        (Some(from), Some(length), Lang::En) => format!("{length} from {from}"),
        (Some(from), None, Lang::Ja) => format!("{from}まで"),
        (Some(from), None, Lang::En) => format!("until {from}"),
        (None, Some(length), _) => length,
        (None, None, _) => String::new(),
    }
}

fn length_text(months: u32, lang: Lang) -> String {
    match (months % 12, months / 12, lang) {
        (0, years, Lang::Ja) if years > 0 => format!("{years}年"),
        (0, 1, Lang::En) => "1 year".to_owned(),
        (0, years, Lang::En) if years > 0 => format!("{years} years"),
        (_, _, Lang::Ja) => format!("{months}か月"),
        (_, _, Lang::En) => format!("{months} months"),
    }
}

/// Events that periods count from.
fn event(id: &str, lang: Lang) -> &str {
    let word = match id {
        "resignation" => words::EVENT_RESIGNATION,
        "contract-end" => words::EVENT_CONTRACT_END,
        "transaction-end" => words::EVENT_TRANSACTION_END,
        "completion" => words::EVENT_COMPLETION,
        "last-entry" => words::EVENT_LAST_ENTRY,
        "selection-end" => words::EVENT_SELECTION_END,
        "delivery" => words::EVENT_DELIVERY,
        "purpose-end" => words::EVENT_PURPOSE_END,
        "fiscal-year-end" => words::EVENT_FISCAL_YEAR_END,
        "acquisition" => words::EVENT_ACQUISITION,
        "withdrawal" => words::EVENT_WITHDRAWAL,
        "law" => words::EVENT_LAW,
        "person-request" => words::EVENT_PERSON_REQUEST,
        _ => return id,
    };
    word.get(lang)
}

#[cfg(test)]
mod tests {
    use daicho_rules::{MediumPeriod, Per};

    use super::*;

    #[test]
    fn values_read_as_people_write_them() {
        let schema = Schema::default();
        let period = |months, from: Option<&str>, permanent| {
            Value::Period(Period { months, from: from.map(str::to_owned), permanent, by_medium: Vec::new() })
        };
        let years = Period { months: Some(60), ..Period::default() };
        let forever = Period { permanent: true, ..Period::default() };
        let by_medium = Period::of_media(vec![
            MediumPeriod { media: vec!["paper".to_owned()], period: years },
            MediumPeriod { media: Vec::new(), period: forever },
        ]);
        for (given, ja, en) in [
            (Value::Flag(true), "有", "yes"),
            (Value::Count(Count::exact(20)), "20", "20"),
            (Value::Count(Count { lo: 20, hi: Some(90), per: None }), "20～90", "20 to 90"),
            (Value::Count(Count { lo: 1000, hi: None, per: None }), "1000以上", "1000 or more"),
            (
                Value::Count(Count { per: Some(Per::Month), ..Count::exact(20) }),
                "1か月あたり20",
                "20 a month",
            ),
            (Value::Set(SetValue::default()), "なし", "none"),
            (Value::Period(by_medium), "paper：5年、その他：永年", "paper: 5 years, others: permanent"),
            (period(Some(60), Some("resignation"), false), "退職から5年", "5 years from resignation"),
            (period(Some(6), None, false), "6か月", "6 months"),
            (period(None, Some("completion"), false), "業務完了まで", "until completion"),
            (period(None, None, true), "永年", "permanent"),
        ] {
            assert_eq!(value(&schema, None, &given, Lang::Ja), ja);
            assert_eq!(value(&schema, None, &given, Lang::En), en);
        }
    }
}
