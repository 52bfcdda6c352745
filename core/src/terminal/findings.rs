//! Findings and questions as text, for `daicho check`.

use std::fmt::Write as _;

use daicho_rules::{Lang, Severity, Text};

use super::answers::answers_text;
use super::layers::layers_text;
use super::questions::questions_text;
use super::style::{Ink, Palette};
use super::summary::{duties_line, failures_text};
use super::timetable::timetable_text;
use crate::assessment::{Assessment, Finding};
use crate::write::question;

/// All findings, then the questions by department and person, each with its cell.
pub fn findings_text(assessment: &Assessment, lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    for finding in &assessment.findings {
        one_finding(&mut out, assessment, finding, lang, palette);
    }
    out.push_str(&answers_text(assessment, lang, palette));
    out.push_str(&questions_text(assessment, lang, palette));
    out.push_str(&timetable_text(assessment, lang, palette));
    out.push_str(&duties_line(assessment, lang));
    out.push_str(&failures_text(assessment, lang, palette));
    out.push_str(&layers_text(assessment, lang, palette));
    let (findings, questions) = (assessment.findings.len(), question::count_text(assessment, lang));
    let heading = match lang {
        Lang::Ja => format!("指摘事項 {findings}件、{questions}（基準日 {}）", assessment.as_of),
        Lang::En => format!("{findings} findings, {questions} (as of {})", assessment.as_of),
    };
    let _ = writeln!(out, "{}", palette.paint(Ink::Heading, &heading));
    out
}

fn one_finding(out: &mut String, assessment: &Assessment, finding: &Finding, lang: Lang, palette: Palette) {
    let (word, ink) = match finding.severity {
        Severity::Must => (Text::new("必須", "must"), Ink::Bad),
        Severity::Should => (Text::new("推奨", "should"), Ink::Middle),
        Severity::Info => (Text::new("参考", "info"), Ink::Faint),
    };
    let place = finding
        .reads
        .iter()
        .find_map(|read| read.at)
        .or_else(|| finding.record.as_ref().and_then(|record| record.at))
        .map(|at| format!("{} ", assessment.ledger.place(at)))
        .unwrap_or_default();
    let name = finding.record.as_ref().map(|record| format!("{}: ", record.name)).unwrap_or_default();
    let tag = palette.paint(ink, &format!("[{}]", word.get(lang)));
    let _ = writeln!(
        out,
        "{tag} {place}{name}{} {}",
        finding.title.get(lang),
        palette.paint(Ink::Faint, &finding.rule)
    );
    let _ = writeln!(out, "       → {}", finding.fix.get(lang));
}
