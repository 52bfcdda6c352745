//! The steps of a score.

use daicho_rules::{Lang, Method, MethodKind, Text};

use crate::assessment::{Assessment, Computed, ControlState, Level, Risk};
use crate::write::summary::{self, Phase};
use crate::write::{title, words};

use super::read_text;

/// The steps of the score of a risk: inherent, current and planned, one line each.
///
/// Without scores it is one line for each control, with the sign of its state.
pub fn score_steps(risk: &Risk, assessment: &Assessment, lang: Lang) -> Vec<String> {
    rating_steps(risk, assessment, &assessment.method, lang)
}

/// Like [`score_steps`], by any method that the risk was rated by.
pub(crate) fn rating_steps(risk: &Risk, assessment: &Assessment, method: &Method, lang: Lang) -> Vec<String> {
    if !summary::rates(method) {
        return control_lines(risk, lang);
    }
    let told = Told { risk, assessment, method };
    Phase::ALL.into_iter().map(|phase| step(told, phase, lang)).collect()
}

/// What the steps of a score are told from.
#[derive(Clone, Copy)]
struct Told<'a> {
    risk: &'a Risk,
    assessment: &'a Assessment,
    method: &'a Method,
}

fn control_lines(risk: &Risk, lang: Lang) -> Vec<String> {
    let line = |control: &crate::assessment::RiskControl| {
        let state = title::state(control.state).get(lang);
        match lang {
            Lang::Ja => format!("{} {}（{state}）", title::symbol(control.state), control.title.get(lang)),
            Lang::En => format!("{} {} ({state})", title::symbol(control.state), control.title.get(lang)),
        }
    };
    risk.controls.iter().map(line).collect()
}

fn step(told: Told<'_>, phase: Phase, lang: Lang) -> String {
    let Told { risk, method, .. } = told;
    let level = phase.of(risk);
    let name = match phase {
        Phase::Inherent => words::INHERENT,
        Phase::Current => words::CURRENT,
        Phase::Planned => words::PLANNED,
    };
    let factors = product(told, phase, lang);
    let band = title::band_of(method, level.band.as_deref(), lang);
    let outcome = level.score.map_or_else(
        || match lang {
            _ if level.band.is_some() => format!("→ {band}"),
            Lang::Ja => format!("→ {band}（{}）", missing(risk, level, lang)),
            Lang::En => format!("→ {band} ({})", missing(risk, level, lang)),
        },
        |score| format!("= {score} → {band}"),
    );
    match lang {
        Lang::Ja => format!("{}：{factors} {outcome}", name.get(lang)),
        Lang::En => format!("{}: {factors} {outcome}", name.get(lang)),
    }
}

/// The formula of the method with its factors in words.
fn product(told: Told<'_>, phase: Phase, lang: Lang) -> String {
    if told.method.kind == MethodKind::Map {
        let factors = ["impact", "likelihood"].map(|name| factor(name, told, phase, lang));
        return title::join(factors.iter().map(String::as_str), lang);
    }
    let formula = &told.method.score;
    let names: Vec<&str> = formula.split('*').map(str::trim).collect();
    let known = ["impact", "likelihood", "threat", "vulnerability"];
    let plain = names.iter().all(|name| known.contains(name));
    let shown = if plain { names } else { vec!["impact", "likelihood"] };
    let factors: Vec<String> = shown.into_iter().map(|name| factor(name, told, phase, lang)).collect();
    let joined = factors.join(" × ");
    match (plain, lang) {
        (true, _) => joined,
        (false, Lang::Ja) => format!("{}（式 {formula}）", factors.join("、")),
        (false, Lang::En) => format!("{} (formula {formula})", factors.join(", ")),
    }
}

fn factor(name: &str, told: Told<'_>, phase: Phase, lang: Lang) -> String {
    let Told { risk, assessment, .. } = told;
    let level = phase.of(risk);
    match name {
        "impact" => {
            let reads: Vec<String> =
                risk.impact_reads.iter().map(|read| read_text(read, assessment, lang)).collect();
            let computed = computed(risk, |computed| computed.impact, risk.impact, lang);
            let reason = title::join(reads.iter().chain(&computed).map(String::as_str), lang);
            let reason = named(&told.method.impact_levels, risk.impact, &reason, lang);
            numbered(words::IMPACT.get(lang), risk.impact, &reason, lang)
        }
        "threat" => threat(risk, lang),
        "vulnerability" => {
            numbered(words::VULNERABILITY.get(lang), level.vulnerability, &controls(risk, phase, lang), lang)
        }
        _ => {
            let threat = threat(risk, lang);
            let vulnerability = numbered(words::VULNERABILITY.get(lang), level.vulnerability, "", lang);
            let controls = controls(risk, phase, lang);
            let reason = match lang {
                Lang::Ja => format!("{threat} × {vulnerability}：{controls}"),
                Lang::En => format!("{threat} × {vulnerability}: {controls}"),
            };
            let reason = named(&told.method.likelihood_levels, level.likelihood, &reason, lang);
            numbered(words::LIKELIHOOD.get(lang), level.likelihood, &reason, lang)
        }
    }
}

/// A reason with the name of the level before it, where the method names its levels.
fn named(levels: &[Text], number: Option<u8>, reason: &str, lang: Lang) -> String {
    let at = number.and_then(|number| usize::from(number).checked_sub(1));
    let Some(level) = at.and_then(|at| levels.get(at)) else { return reason.to_owned() };
    match (reason.is_empty(), lang) {
        (true, _) => level.get(lang).to_owned(),
        (false, Lang::Ja) => format!("{}。{reason}", level.get(lang)),
        (false, Lang::En) => format!("{}; {reason}", level.get(lang)),
    }
}

fn threat(risk: &Risk, lang: Lang) -> String {
    let computed = computed(risk, |computed| computed.threat, risk.threat, lang);
    numbered(words::THREAT.get(lang), risk.threat, &computed.unwrap_or_default(), lang)
}

/// What the packs alone make of a factor that the client's settings override with another value.
fn computed(
    risk: &Risk,
    factor: impl Fn(&Computed) -> Option<u8>,
    now: Option<u8>,
    lang: Lang,
) -> Option<String> {
    let before = factor(risk.computed.as_ref()?);
    let number = before.map_or_else(|| "？".to_owned(), |number| number.to_string());
    (before != now).then(|| match lang {
        Lang::Ja => format!("計算では{number}、設定により上書き"),
        Lang::En => format!("computed {number}, overridden by the settings"),
    })
}

/// A factor with its number, `？` where it is not known, and its reason in brackets.
fn numbered(name: &str, number: Option<u8>, reason: &str, lang: Lang) -> String {
    let number = match (number, lang) {
        (Some(number), Lang::Ja) => number.to_string(),
        (Some(number), Lang::En) => format!(" {number}"),
        (None, Lang::Ja) => "？".to_owned(),
        (None, Lang::En) => " ?".to_owned(),
    };
    match (reason.is_empty(), lang) {
        (true, _) => format!("{name}{number}"),
        (false, Lang::Ja) => format!("{name}{number}（{reason}）"),
        (false, Lang::En) => format!("{name}{number} ({reason})"),
    }
}

/// How many of the controls a state counts.
fn controls(risk: &Risk, phase: Phase, lang: Lang) -> String {
    let states = || risk.controls.iter().map(|control| control.state);
    let count = |wanted: ControlState| states().filter(|state| *state == wanted).count();
    let all = states().filter(|state| *state != ControlState::NotApplicable).count();
    let (whole, partly, planned) =
        (count(ControlState::InPlace), count(ControlState::Partly), count(ControlState::Planned));
    if all == 0 {
        return match lang {
            Lang::Ja => "該当する対策がない".to_owned(),
            Lang::En => "no control applies".to_owned(),
        };
    }
    if phase == Phase::Inherent {
        return match lang {
            Lang::Ja => "対策がないと仮定".to_owned(),
            Lang::En => "as if there were no controls".to_owned(),
        };
    }
    let planned = if phase == Phase::Planned { planned } else { 0 };
    if whole + partly + planned == 0 {
        return match lang {
            Lang::Ja => format!("実施済みの対策なし、全{all}件"),
            Lang::En => format!("none of {all} controls in place"),
        };
    }
    let mut parts = match lang {
        Lang::Ja => vec![format!("対策{all}件のうち実施{whole}件")],
        Lang::En => vec![format!("{whole} of {all} controls in place")],
    };
    for (number, ja, en) in [(partly, "一部実施", "in part"), (planned, "予定", "planned")] {
        if number > 0 {
            parts.push(match lang {
                Lang::Ja => format!("{ja}{number}件"),
                Lang::En => format!("{number} {en}"),
            });
        }
    }
    title::join(parts.iter().map(String::as_str), lang)
}

/// Factors without which there is no score.
fn missing(risk: &Risk, level: &Level, lang: Lang) -> String {
    let mut names = Vec::new();
    for (number, word) in [
        (risk.impact, words::IMPACT),
        (risk.threat, words::THREAT),
        (level.vulnerability, words::VULNERABILITY),
    ] {
        if number.is_none() {
            names.push(word.get(lang));
        }
    }
    if names.is_empty() {
        names.push(words::LIKELIHOOD.get(lang));
    }
    let names = title::join(names.into_iter(), lang);
    match lang {
        Lang::Ja => format!("{names}が確定していないため"),
        Lang::En => format!("{names} not known"),
    }
}
