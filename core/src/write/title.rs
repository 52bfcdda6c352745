//! Titles of the ids that risks, findings and questions carry.

use std::collections::BTreeSet;

use daicho_rules::{ControlLevel, Lang, Method, MethodKind, Severity, Text};

use crate::assessment::{Assessment, ControlState, Level, QuestionKind, RecordRef, Risk};
use crate::ledger::Origin;

use super::words::{self, Word};

/// Title of a stage; its id if no pack defines it.
pub(crate) fn stage<'a>(assessment: &'a Assessment, id: &'a str, lang: Lang) -> &'a str {
    assessment.schema.stages.iter().find(|stage| stage.id == id).map_or(id, |stage| stage.title.get(lang))
}

/// Title of a family of controls; its id if no pack defines it.
pub(crate) fn family<'a>(assessment: &'a Assessment, id: &'a str, lang: Lang) -> &'a str {
    assessment
        .schema
        .families
        .iter()
        .find(|family| family.id == id)
        .map_or(id, |family| family.title.get(lang))
}

/// Title of a band; 未評価 where there is none.
pub(crate) fn band<'a>(assessment: &'a Assessment, id: Option<&'a str>, lang: Lang) -> &'a str {
    band_of(&assessment.method, id, lang)
}

/// Title of a band of a method; 未評価 where there is none.
pub(crate) fn band_of<'a>(method: &'a Method, id: Option<&'a str>, lang: Lang) -> &'a str {
    let Some(id) = id else { return words::UNRATED.get(lang) };
    method.bands.iter().find(|band| band.id == id).map_or(id, |band| band.title.get(lang))
}

/// Title of a register; its id if no pack defines it.
pub(crate) fn register<'a>(assessment: &'a Assessment, id: &'a str, lang: Lang) -> &'a str {
    assessment.schema.registers.get(id).map_or(id, |register| register.title.get(lang))
}

/// Title of a field of a register, if a pack defines it.
pub(crate) fn field<'a>(assessment: &'a Assessment, register: &str, id: &str, lang: Lang) -> Option<&'a str> {
    let field = assessment.schema.registers.get(register)?.fields.get(id)?;
    Some(field.title.get(lang))
}

/// Title of a kind of risk; the id of a kind that is not known.
pub(crate) fn kind(id: &str, lang: Lang) -> &str {
    let word = match id {
        "leak" => words::LEAK,
        "loss" => words::LOSS,
        "damage" => words::DAMAGE,
        "misuse" => words::MISUSE,
        "violation" => words::VIOLATION,
        "reputation" => words::REPUTATION,
        "harm" => words::HARM,
        _ => return id,
    };
    word.get(lang)
}

/// Titles of the kinds of a risk.
pub(crate) fn kinds(risk: &Risk, lang: Lang) -> Vec<&str> {
    risk.kinds.iter().map(|id| kind(id, lang)).collect()
}

/// Titles of the values that a risk is about.
pub(crate) fn singulars(risk: &Risk, lang: Lang) -> String {
    join(risk.singulars.iter().map(|singular| singular.title.get(lang)), lang)
}

/// Title of the state of a control.
pub(crate) fn state(state: ControlState) -> Word {
    match state {
        ControlState::InPlace => words::IS_IN_PLACE,
        ControlState::Partly => words::IS_PARTLY,
        ControlState::Planned => words::IS_PLANNED,
        ControlState::NotInPlace => words::IS_NOT_IN_PLACE,
        ControlState::NotApplicable => words::IS_NOT_APPLICABLE,
        ControlState::Unknown => words::IS_UNKNOWN,
    }
}

/// Sign of the state of a control.
pub(crate) fn symbol(state: ControlState) -> &'static str {
    match state {
        ControlState::InPlace => "○",
        ControlState::Partly | ControlState::Planned => "△",
        ControlState::NotInPlace | ControlState::Unknown => "×",
        ControlState::NotApplicable => "－",
    }
}

/// Title of the level of a control.
pub(crate) fn level(level: ControlLevel) -> Word {
    match level {
        ControlLevel::S => words::LEVEL_S,
        ControlLevel::A => words::LEVEL_A,
    }
}

/// Title of a severity.
pub(crate) fn severity(severity: Severity) -> Word {
    match severity {
        Severity::Must => words::MUST,
        Severity::Should => words::SHOULD,
        Severity::Info => words::INFO,
    }
}

/// Title of a kind of question.
pub(crate) fn question(kind: QuestionKind) -> Word {
    match kind {
        QuestionKind::Column => words::KIND_COLUMN,
        QuestionKind::Blank => words::KIND_BLANK,
        QuestionKind::Unclear => words::KIND_UNCLEAR,
        QuestionKind::Doubtful => words::KIND_DOUBTFUL,
        QuestionKind::Control => words::KIND_CONTROL,
    }
}

/// Title of a treatment: ids and titles in either language give the title, other text stays.
pub(crate) fn treatment(typed: &str, lang: Lang) -> &str {
    let known = [
        ("reduce", words::REDUCE),
        ("avoid", words::AVOID),
        ("transfer", words::TRANSFER),
        ("retain", words::RETAIN),
    ];
    let found = known.into_iter().find(|(id, word)| {
        let typed = typed.trim();
        typed.eq_ignore_ascii_case(id) || typed == word.get(Lang::Ja) || typed == word.get(Lang::En)
    });
    found.map_or(typed, |(_, word)| word.get(lang))
}

/// Texts as a list on one line.
pub(crate) fn join<'a>(texts: impl Iterator<Item = &'a str>, lang: Lang) -> String {
    let separator = match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    };
    texts.collect::<Vec<_>>().join(separator)
}

/// The name of a record with the client's own number before it, where it has one.
pub(crate) fn record(record: &RecordRef) -> String {
    let own_number = !record.key.is_empty() && !record.key.contains(['/', '#']) && record.key != record.name;
    match (record.name.is_empty(), own_number) {
        (true, _) => record.key.clone(),
        (false, true) => format!("{} {}", record.key, record.name),
        (false, false) => record.name.clone(),
    }
}

/// Cells that a risk rests on, each once.
pub(crate) fn source_cells(assessment: &Assessment, risk: &Risk) -> String {
    let cells: BTreeSet<_> = risk.reads.iter().chain(&risk.impact_reads).filter_map(|read| read.at).collect();
    let text = places(assessment, cells);
    match (text.is_empty(), risk.item.at) {
        (true, Some(at)) => assessment.ledger.place(at),
        _ => text,
    }
}

/// Places in cells; those of one sheet name it once, so that the list stays short.
pub(super) fn places(assessment: &Assessment, places: impl IntoIterator<Item = Origin>) -> String {
    let mut text = String::new();
    let mut sheet = None;
    for place in places {
        if !text.is_empty() {
            text.push(' ');
        }
        if sheet == Some(place.sheet) {
            text.push_str(&place.cell());
        } else {
            text.push_str(&assessment.ledger.place(place));
            sheet = Some(place.sheet);
        }
    }
    text
}

/// The formula with its factors in words.
pub(crate) fn formula(formula: &str, lang: Lang) -> String {
    let factors = formula.split('*').map(|factor| match factor.trim() {
        "impact" => words::IMPACT.get(lang),
        "threat" => words::THREAT.get(lang),
        "vulnerability" => words::VULNERABILITY.get(lang),
        "likelihood" => words::LIKELIHOOD.get(lang),
        other => other,
    });
    factors.collect::<Vec<_>>().join(" × ")
}

/// How a method comes to a band.
pub(crate) fn way(method: &Method, lang: Lang) -> String {
    match method.kind {
        MethodKind::Map => words::BY_MAP.get(lang).to_owned(),
        _ => formula(&method.score, lang),
    }
}

/// The place of a level on the map of a method: impact and likelihood, as `3-2`.
pub(crate) fn place(method: &Method, impact: Option<u8>, level: &Level) -> Option<String> {
    let (impact, likelihood) = (impact?, level.likelihood?);
    (method.kind == MethodKind::Map).then(|| format!("{impact}-{likelihood}"))
}

/// The levels of a scale with their names, as `1 negligible, 2 limited`.
pub(crate) fn levels(levels: &[Text], lang: Lang) -> String {
    let named: Vec<String> =
        levels.iter().enumerate().map(|(at, level)| format!("{} {}", at + 1, level.get(lang))).collect();
    join(named.iter().map(String::as_str), lang)
}

/// The scores of a band, by its place from the lowest.
pub(crate) fn range(method: &Method, index: usize, lang: Lang) -> String {
    if method.kind == MethodKind::Map {
        return "－".to_owned();
    }
    let Some(band) = method.bands.get(index) else { return String::new() };
    match method.bands.get(index + 1).map(|next| next.from.saturating_sub(1)) {
        Some(to) if to > band.from => format!("{}–{to}", band.from),
        Some(_) => band.from.to_string(),
        None => match lang {
            Lang::Ja => format!("{}以上", band.from),
            Lang::En => format!("{} or more", band.from),
        },
    }
}

/// What it means that a risk is in this band.
pub(crate) fn meaning(method: &Method, band: &str) -> Word {
    if method.exceeds(band) { words::LEGEND_EXCEEDS } else { words::LEGEND_WITHIN }
}
