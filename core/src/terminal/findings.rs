//! Findings and questions as text, for `daicho check`.

use std::fmt::Write as _;

use daicho_rules::{Lang, Severity, Text};

use super::layers::layers_text;
use super::style::{Ink, Palette};
use super::summary::{duties_line, failures_text};
use super::timetable::timetable_text;
use crate::assessment::{Assessment, Finding, QuestionKind};

/// All findings, then all questions, each with its cell.
pub fn findings_text(assessment: &Assessment, lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    for finding in &assessment.findings {
        one_finding(&mut out, assessment, finding, lang, palette);
    }
    let (findings, questions) = (assessment.findings.len(), assessment.questions.len());
    let heading = match lang {
        Lang::Ja => format!("指摘事項 {findings}件、確認事項 {questions}件（基準日 {}）", assessment.as_of),
        Lang::En => format!("{findings} findings, {questions} questions (as of {})", assessment.as_of),
    };
    if !assessment.questions.is_empty() {
        let title = Text::new("確認事項", "questions");
        let _ = writeln!(out, "{}", palette.paint(Ink::Heading, title.get(lang)));
    }
    for question in &assessment.questions {
        let place = question.at.map(|at| format!("{} ", assessment.ledger.place(at))).unwrap_or_default();
        let kind = match question.kind {
            QuestionKind::Column => Text::new("列", "column"),
            QuestionKind::Blank => Text::new("空欄", "blank"),
            QuestionKind::Unclear => Text::new("不明", "unclear"),
            QuestionKind::Doubtful => Text::new("読み取り", "doubtful"),
            QuestionKind::Control => Text::new("対策", "control"),
        };
        let waiting = match lang {
            Lang::Ja => {
                format!("（{}件のルール、{}行が待っています）", question.rules.len(), question.records)
            }
            Lang::En => format!(" ({} rules, {} records wait)", question.rules.len(), question.records),
        };
        let _ = writeln!(
            out,
            "  {} {place}{}{}",
            palette.paint(Ink::Middle, &format!("[{}]", kind.get(lang))),
            question.ask.get(lang),
            palette.paint(Ink::Faint, &waiting)
        );
    }
    out.push_str(&timetable_text(assessment, lang, palette));
    out.push_str(&duties_line(assessment, lang));
    out.push_str(&failures_text(assessment, lang, palette));
    out.push_str(&layers_text(assessment, lang, palette));
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
