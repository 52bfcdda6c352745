//! Questions as text, by department and person, for `daicho check`.

use std::fmt::Write as _;

use daicho_rules::{Lang, Text};

use super::style::{Ink, Palette, pad, pad_left};
use crate::assessment::{Assessment, Inquiry, Priority, QuestionKind, Respondent};
use crate::write::{question, title};

/// Answers that are named before the others are only counted.
const SHOWN_ANSWERS: usize = 8;
/// Rules that are named before the others are only counted.
const SHOWN_RULES: usize = 2;
/// Width of the names in the table of totals.
const NAMES: usize = 34;

/// Totals for each department and person, then the questions to each.
pub(super) fn questions_text(assessment: &Assessment, lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    let respondents = assessment.respondents();
    if respondents.is_empty() {
        return out;
    }
    let heading = question::count_text(assessment, lang);
    let _ = writeln!(out, "{}", palette.paint(Ink::Heading, &heading));
    totals(&mut out, &respondents, lang);
    for respondent in &respondents {
        let name = question::respondent_text(respondent, lang);
        let count = respondent.inquiries.len();
        let heading = match lang {
            Lang::Ja => format!("■ {name}　{count}件"),
            Lang::En => format!("{name}: {count}"),
        };
        let _ = writeln!(out, "{}", palette.paint(Ink::Heading, &heading));
        for inquiry in &respondent.inquiries {
            one(&mut out, assessment, inquiry, lang, palette);
        }
    }
    out
}

/// How many questions each department and person has to answer.
fn totals(out: &mut String, respondents: &[Respondent<'_>], lang: Lang) {
    let (whom, all, pressing) = match lang {
        Lang::Ja => ("部門・担当者", "件数", "優先度 高"),
        Lang::En => ("department, person", "questions", "high priority"),
    };
    let _ = writeln!(out, "  {}{}{}", pad(whom, NAMES), pad_left(all, 10), pad_left(pressing, 15));
    for respondent in respondents {
        let name = question::respondent_text(respondent, lang);
        let count = respondent.inquiries.len().to_string();
        let pressing = respondent.pressing().to_string();
        let _ = writeln!(out, "  {}{}{}", pad(&name, NAMES), pad_left(&count, 10), pad_left(&pressing, 15));
    }
}

fn one(out: &mut String, assessment: &Assessment, inquiry: &Inquiry<'_>, lang: Lang, palette: Palette) {
    let Some(first) = inquiry.first() else { return };
    let kind = match first.kind {
        QuestionKind::Column => Text::new("列", "column"),
        QuestionKind::Blank => Text::new("空欄", "blank"),
        QuestionKind::Unclear => Text::new("不明", "unclear"),
        QuestionKind::Doubtful => Text::new("確認", "in doubt"),
        QuestionKind::Control => Text::new("対策", "control"),
    };
    let priority = inquiry.stakes().priority();
    let ink = if priority == Priority::High { Ink::Bad } else { Ink::Middle };
    let tag = match (priority, lang) {
        (Priority::High, Lang::Ja) => format!("[{}・高]", kind.get(lang)),
        (Priority::High, Lang::En) => format!("[{}, high]", kind.get(lang)),
        _ => format!("[{}]", kind.get(lang)),
    };
    let cells = question::cells(assessment, inquiry);
    let place = if cells.is_empty() { String::new() } else { format!("{cells} ") };
    let _ = writeln!(out, "  {} {place}{}", palette.paint(ink, &tag), inquiry.ask().get(lang));
    if inquiry.questions.len() > 1 {
        let records: Vec<String> = inquiry.records().map(title::record).collect();
        let (label, list) =
            (words(lang, "対象", "records"), title::join(records.iter().map(String::as_str), lang));
        let _ = writeln!(out, "       {label}: {list}");
    }
    let answers = question::listed(first.answers.iter().map(|answer| answer.get(lang)), SHOWN_ANSWERS, lang);
    if !answers.is_empty() {
        let _ = writeln!(out, "       {}: {answers}", words(lang, "回答の候補", "possible answers"));
    }
    let rules = question::rules(assessment, inquiry, SHOWN_RULES, lang);
    let label = if first.kind == QuestionKind::Doubtful {
        words(lang, "判定に使ったルール", "used by")
    } else {
        words(lang, "判定を待つルール", "rules that wait")
    };
    let _ = writeln!(out, "       {}", palette.paint(Ink::Faint, &format!("{label}: {rules}")));
}

fn words<'t>(lang: Lang, ja: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}
