//! What a client's settings changed, in the words of all reports.

use daicho_rules::{Change, Exception, Grounds, Lang, Override, PackIdentity};

use super::{title, words};
use crate::assessment::{Assessment, ClientEffect, Departure};

/// Tuples of an exception that are named before the others are only counted.
const TUPLES: usize = 20;

/// One change: what, from what to what, by whom and why, and how much it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChangeRow {
    /// Rule or parameter.
    pub(crate) subject: String,
    /// Title of the rule.
    pub(crate) title: String,
    /// From what to what.
    pub(crate) change: String,
    /// Why.
    pub(crate) reason: String,
    /// Who approved it, and until when it holds.
    pub(crate) approval: String,
    /// How many risks and findings it removed or changed.
    pub(crate) effect: String,
}

/// Every change of the client's settings, in the order of the file's sections.
pub(crate) fn rows(assessment: &Assessment, lang: Lang) -> Vec<ChangeRow> {
    let Some(client) = &assessment.client else { return Vec::new() };
    let plain = |subject: &str, title: &str, before: &str, after: &str, reason: &str| ChangeRow {
        subject: subject.to_owned(),
        title: title.to_owned(),
        change: format!("{before} → {after}"),
        reason: reason.to_owned(),
        approval: String::new(),
        effect: String::new(),
    };
    let mut rows = Vec::new();
    for parameter in &client.parameters {
        let title = words::PARAMETER.get(lang);
        rows.push(plain(&parameter.id, title, &parameter.before, &parameter.after, ""));
    }
    if let Some(change) = &client.acceptable {
        let band = |id: &str| title::band(assessment, Some(id), lang).to_owned();
        let (before, after) = (band(&change.before), band(&change.after));
        let level = words::LEGEND_ACCEPTABLE.get(lang);
        rows.push(plain(&assessment.method.id, level, &before, &after, &change.reason));
    }
    rows.extend(client.overrides.iter().map(|departure| overridden(departure, lang)));
    rows.extend(client.exceptions.iter().map(|departure| excepted(assessment, departure, lang)));
    rows
}

fn overridden(departure: &Departure<Override>, lang: Lang) -> ChangeRow {
    let given = &departure.given;
    let (change, removes) = match &given.change {
        Change::Off => (words::CHANGE_OFF.get(lang).to_owned(), true),
        Change::Threat(before, after) => (factor(words::THREAT.get(lang), before, after, lang), false),
        Change::Impact(before, after) => (factor(words::IMPACT.get(lang), before, after, lang), false),
        Change::Severity(before, after) => {
            let name = |severity| title::severity(severity).get(lang);
            (changed(words::SEVERITY.get(lang), name(*before), name(*after)), false)
        }
    };
    row(
        &given.rule,
        given.title.get(lang),
        change,
        &given.grounds,
        (departure.risks, departure.findings, removes),
        lang,
    )
}

/// A threat or impact: numbers as they are, expressions by whose they are. The JSON result holds them.
fn factor(key: &str, before: &str, after: &str, lang: Lang) -> String {
    let said = |text: &str, expression: &str| {
        if text.parse::<i64>().is_ok() { text.to_owned() } else { expression.to_owned() }
    };
    let of_pack = if before.is_empty() { words::CHANGE_OF_PACK } else { words::CHANGE_EXPRESSION };
    changed(key, &said(before, of_pack.get(lang)), &said(after, words::CHANGE_OWN_EXPRESSION.get(lang)))
}

fn changed(key: &str, before: &str, after: &str) -> String {
    format!("{key} {before} → {after}")
}

fn excepted(assessment: &Assessment, departure: &Departure<Exception>, lang: Lang) -> ChangeRow {
    let given = &departure.given;
    let name = |field: &String| {
        let plural = assessment.schema.plural_of(&given.register, field).map(|field| field.title.get(lang));
        title::field(assessment, &given.register, field, lang).or(plural).unwrap_or(field).to_owned()
    };
    let names: Vec<String> = given.fields.iter().map(name).collect();
    let tuple = |values: &Vec<String>| {
        let pairs: Vec<String> =
            names.iter().zip(values).map(|(name, value)| pair(name, value, lang)).collect();
        title::join(pairs.iter().map(String::as_str), lang)
    };
    let mut tuples: Vec<String> = given.values.iter().take(TUPLES).map(tuple).collect();
    if let Some(more) = given.values.len().checked_sub(TUPLES).filter(|more| *more > 0) {
        tuples.push(match lang {
            Lang::Ja => format!("ほか{more}件"),
            Lang::En => format!("and {more} more"),
        });
    }
    let change = format!("{} {}", words::CHANGE_EXCEPT.get(lang), tuples.join(" / "));
    let effect = (departure.risks, departure.findings, true);
    row(&given.rule, given.title.get(lang), change, &given.grounds, effect, lang)
}

fn pair(name: &str, value: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{name}「{value}」"),
        Lang::En => format!("{name} “{value}”"),
    }
}

fn row(
    rule: &str,
    title: &str,
    change: String,
    grounds: &Grounds,
    effect: (usize, usize, bool),
    lang: Lang,
) -> ChangeRow {
    ChangeRow {
        subject: rule.to_owned(),
        title: title.to_owned(),
        change,
        reason: grounds.reason.clone(),
        approval: approval(grounds, lang),
        effect: if grounds.expired {
            words::CHANGE_EXPIRED.get(lang).to_owned()
        } else {
            effect_text(effect, lang)
        },
    }
}

/// Who approved a change, and until when it holds.
pub(crate) fn approval(grounds: &Grounds, lang: Lang) -> String {
    let by = grounds.approved_by.as_ref().map(|name| match lang {
        Lang::Ja => format!("承認 {name}"),
        Lang::En => format!("approved by {name}"),
    });
    let until = grounds.until.map(|day| match lang {
        Lang::Ja => format!("{day} まで"),
        Lang::En => format!("until {day}"),
    });
    let parts: Vec<String> = by.into_iter().chain(until).collect();
    title::join(parts.iter().map(String::as_str), lang)
}

fn effect_text((risks, findings, removed): (usize, usize, bool), lang: Lang) -> String {
    let mut parts = Vec::new();
    for (count, ja, one, many) in
        [(risks, "リスク", "risk", "risks"), (findings, "指摘", "finding", "findings")]
    {
        if count > 0 {
            parts.push(match lang {
                Lang::Ja => format!("{ja}{count}件"),
                Lang::En => format!("{count} {}", if count == 1 { one } else { many }),
            });
        }
    }
    if parts.is_empty() {
        return words::CHANGE_NOTHING.get(lang).to_owned();
    }
    let what = title::join(parts.iter().map(String::as_str), lang);
    match (removed, lang) {
        (true, Lang::Ja) => format!("{what}を除外"),
        (false, Lang::Ja) => format!("{what}を変更"),
        (true, Lang::En) => format!("{what} left out"),
        (false, Lang::En) => format!("{what} changed"),
    }
}

/// A change on one line: subject, change, effect, reason and approval.
pub(crate) fn line(row: &ChangeRow, lang: Lang) -> String {
    let beside: Vec<&str> =
        [row.reason.as_str(), &row.approval].into_iter().filter(|text| !text.is_empty()).collect();
    let beside = title::join(beside.into_iter(), lang);
    let effect = if row.effect.is_empty() { String::new() } else { format!(" [{}]", row.effect) };
    let beside = match (beside.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Ja) => format!("（{beside}）"),
        (false, Lang::En) => format!(" ({beside})"),
    };
    format!("{} {}{effect}{beside}", row.subject, row.change)
}

/// The layers on one line: packs with versions, the client's settings, and the first digits of their digests.
pub(crate) fn layers(assessment: &Assessment) -> String {
    let layer = |pack: &PackIdentity| {
        let digest: String = pack.digest.chars().take(12).collect();
        let name = match &assessment.client {
            Some(client) if pack.version.is_empty() => client.file.as_str(),
            _ => pack.id.as_str(),
        };
        let version = if pack.version.is_empty() { String::new() } else { format!(" {}", pack.version) };
        format!("{name}{version} ({digest})")
    };
    assessment.packs.iter().map(layer).collect::<Vec<_>>().join(", ")
}

/// How much the client's settings changed in all; `None` where they changed nothing.
pub(crate) fn total(client: &ClientEffect, lang: Lang) -> Option<String> {
    let expired = client.overrides.iter().filter(|one| one.given.grounds.expired).count()
        + client.exceptions.iter().filter(|one| one.given.grounds.expired).count();
    let counts = [
        (client.parameters.len(), "パラメータ", "parameters"),
        (usize::from(client.acceptable.is_some()), "許容水準", "acceptable level"),
        (client.overrides.len(), "ルールの上書き", "overrides"),
        (client.exceptions.len(), "例外", "exceptions"),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, ja, en)| match lang {
            Lang::Ja => format!("{ja}{count}件"),
            Lang::En => format!("{en} {count}"),
        })
        .collect();
    let parts = title::join(parts.iter().map(String::as_str), lang);
    let expired = match (expired, lang) {
        (0, _) => String::new(),
        (_, Lang::Ja) => format!("（うち期限切れ{expired}件）"),
        (_, Lang::En) => format!(" ({expired} expired)"),
    };
    (!parts.is_empty()).then(|| format!("{parts}{expired}"))
}
