//! What would have to change for a risk to fall to the acceptable band, or for one there to leave it.
//!
//! Controls are set in place by the arithmetic of the method; fields of the item are given other values, one at
//! a time, and the rule is decided again.

mod candidate;
mod controls;
mod controls_text;
mod gather;
mod looking;
mod nature;
mod proposal;
mod sections;
mod together;
mod words;

#[cfg(test)]
mod promises;
#[cfg(test)]
mod tests;

use daicho_rules::Lang;

use crate::assessment::{Assessment, Risk};
use crate::write::summary;
use crate::write::title;

use super::Explainer;
use super::answer::subject;
use super::lines::{bullet, pick};
use looking::Looking;
use words::level_text;

/// Most lines under one heading.
const MAX_LINES: usize = 10;

/// What would have to change, in words.
pub(super) fn what_if_text(explainer: &Explainer, risk: &Risk, lang: Lang) -> String {
    let assessment = &explainer.assessment;
    let mut lines = vec![risk.title.get(lang).to_owned(), String::new()];
    subject(risk, assessment, lang, &mut lines);
    lines.push(pick(lang, "■ 現状", "How it stands"));
    lines.push(format!("  {}", stands(risk, assessment, lang)));
    lines.extend(forbidden(risk, lang).map(|line| format!("  {line}")));
    let Some(rule) = explainer.rule(&risk.rule) else { return lines.join("\n") + "\n" };
    let sections = Looking::new(explainer, risk, rule).sections(lang);
    if sections.iter().all(|(_, told)| told.is_empty()) {
        lines.push(pick(
            lang,
            "  まず、このリスクの確認事項にある欄を確かめてください。",
            "  First find out what the questions about this risk ask for.",
        ));
    }
    for (heading, told) in sections.into_iter().filter(|(_, told)| !told.is_empty()) {
        lines.extend([String::new(), heading]);
        lines.extend(told);
    }
    lines.join("\n") + "\n"
}

/// How a risk stands now.
fn stands(risk: &Risk, assessment: &Assessment, lang: Lang) -> String {
    let method = &assessment.method;
    let acceptable = title::band(assessment, Some(&method.acceptable), lang);
    let level = level_text(&risk.current, assessment, lang);
    match (summary::rates(method), risk.current.band.is_some(), risk.exceeds(method), lang) {
        (false, _, _, Lang::Ja) => "この評価方法は点数を付けず、対策の有無で見ます。".to_owned(),
        (false, _, _, Lang::En) => "This method has no scores; it looks at the controls.".to_owned(),
        (true, false, _, Lang::Ja) => "要素が確定していないため未評価です。".to_owned(),
        (true, false, _, Lang::En) => "It is not rated, since a factor is unknown.".to_owned(),
        (true, true, true, Lang::Ja) => format!("{level}で、許容水準（{acceptable}以下）を超えています。"),
        (true, true, true, Lang::En) => {
            format!("{level}: above the acceptable level ({acceptable} or lower).")
        }
        (true, true, false, Lang::Ja) => format!("{level}で、許容水準（{acceptable}以下）に収まっています。"),
        (true, true, false, Lang::En) => {
            format!("{level}: within the acceptable level ({acceptable} or lower).")
        }
    }
}

/// What the kind of a risk asks for, whatever its band.
fn forbidden(risk: &Risk, lang: Lang) -> Option<String> {
    is_forbidden(risk).then(|| {
        pick(
            lang,
            "不正な取得・目的外利用・法令等の違反にあたるリスクであり、点数にかかわらず、欠かせない対策がそろうまで残せません。",
            "It is of a kind (misuse or violation) that may not remain, whatever its score, until the controls that it cannot do without are in place.",
        )
    })
}

/// True for a risk that may not remain as it is, whatever its band.
fn is_forbidden(risk: &Risk) -> bool {
    risk.may_not_remain() && risk.lacks_required()
}

/// The first lines as bullets, and how many there are more.
fn shortened(mut lines: Vec<String>, lang: Lang) -> Vec<String> {
    let all = lines.len();
    if all > MAX_LINES + 1 {
        lines.truncate(MAX_LINES);
        let more = all - MAX_LINES;
        lines.push(pick(lang, &format!("ほか{more}通り"), &format!("{more} more")));
    }
    lines.iter().map(|line| bullet(line, lang)).collect()
}
