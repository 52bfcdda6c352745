//! What is still missing, step by step, for `daicho check`.

use std::fmt::Write as _;

use daicho_rules::{Lang, Severity};

use super::style::{Ink, Palette, pad};
use crate::assessment::{Assessment, StepProgress};
use crate::write::timetable::{Missing, missing, state};
use crate::write::words;

/// Kinds of things that are named of a step before the others are only counted.
const NAMED: usize = 20;

/// The steps in their order with what each lacks; empty where no pack has steps.
pub(super) fn timetable_text(assessment: &Assessment, lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    if assessment.timetable.is_empty() {
        return out;
    }
    let _ = writeln!(out, "{}", palette.paint(Ink::Heading, words::TIMETABLE.get(lang)));
    for step in &assessment.timetable {
        let is_done = step.is_done(assessment);
        // What belongs to no step stands in the lists above.
        if step.id.is_none() && is_done {
            continue;
        }
        let ink = if is_done { Ink::Faint } else { Ink::Middle };
        let mark = palette.paint(ink, &format!("[{}]", state(assessment, step).get(lang)));
        let months = step.months.as_ref().map(|months| format!("{}  ", months.get(lang))).unwrap_or_default();
        let _ = writeln!(out, "{mark} {months}{}{}", step.title.get(lang), counts(step, lang));
        if step.id.is_none() {
            continue;
        }
        let all = missing(assessment, step);
        for one in all.iter().take(NAMED) {
            line(&mut out, one, lang, palette);
        }
        if all.len() > NAMED {
            let more = all.len() - NAMED;
            let _ = match lang {
                Lang::Ja => writeln!(out, "       ほか{more}種類"),
                Lang::En => writeln!(out, "       and {more} more kinds"),
            };
        }
    }
    out
}

/// How many findings and questions a step has.
fn counts(step: &StepProgress, lang: Lang) -> String {
    let (findings, questions) = (step.findings.len(), step.questions.len());
    match (findings + questions, lang) {
        (0, _) => String::new(),
        (_, Lang::Ja) => format!("（指摘 {findings}件、確認 {questions}件）"),
        (_, Lang::En) => format!(" (findings {findings}, questions {questions})"),
    }
}

fn line(out: &mut String, missing: &Missing, lang: Lang, palette: Palette) {
    let (word, ink) = match missing.severity {
        Some(Severity::Must) => (words::MUST, Ink::Bad),
        Some(Severity::Should) => (words::SHOULD, Ink::Middle),
        Some(Severity::Info) => (words::INFO, Ink::Faint),
        None => (words::QUESTION, Ink::Middle),
    };
    let tag =
        palette.paint(ink, &pad(&format!("[{}]", word.get(lang)), if lang == Lang::Ja { 6 } else { 10 }));
    let count = match lang {
        Lang::Ja => format!(" {}件", missing.count),
        Lang::En => format!(" ×{}", missing.count),
    };
    let rule = if missing.rule.is_empty() {
        String::new()
    } else {
        format!(" {}", palette.paint(Ink::Faint, &missing.rule))
    };
    let _ = writeln!(out, "       {tag} {}{count}{rule}", missing.title.get(lang));
}
