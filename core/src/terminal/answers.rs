//! What became of answers to questions, as text.

use std::fmt::Write as _;

use daicho_rules::{Lang, Text};

use super::style::{Ink, Palette, cut};
use crate::assessment::Assessment;
use crate::ledger::AnswerOutcome;

/// Width of an answer that is repeated.
const SHOWN: usize = 40;

/// How many answers count, and each that does not with the reason; empty where none were read.
pub(super) fn answers_text(assessment: &Assessment, lang: Lang, palette: Palette) -> String {
    let answers = &assessment.ledger.answers;
    let mut out = String::new();
    if answers.is_empty() {
        return out;
    }
    let count = |is: fn(&AnswerOutcome) -> bool| answers.iter().filter(|answer| is(&answer.outcome)).count();
    let taken = count(|outcome| matches!(outcome, AnswerOutcome::Applied | AnswerOutcome::Confirmed));
    let others = [
        (
            count(|outcome| matches!(outcome, AnswerOutcome::NotUnderstood(_))),
            "読み取れない回答",
            "not understood",
        ),
        (
            count(|outcome| matches!(outcome, AnswerOutcome::NoLongerAsked(_))),
            "確認済みの回答",
            "no longer asked",
        ),
        (
            count(|outcome| matches!(outcome, AnswerOutcome::NoPlace(_))),
            "反映先のない回答",
            "without a place",
        ),
        (count(|outcome| *outcome == AnswerOutcome::Blank), "未回答", "not answered"),
    ];
    let others = others.iter().filter(|(count, ..)| *count > 0);
    let line = match lang {
        Lang::Ja => others.fold(format!("回答 {taken}件を反映"), |line, (count, ja, _)| {
            format!("{line}、{ja} {count}件")
        }),
        Lang::En => others
            .fold(format!("{taken} answers applied"), |line, (count, _, en)| format!("{line}, {count} {en}")),
    };
    let _ = writeln!(out, "{}", palette.paint(Ink::Heading, &line));
    for answer in answers {
        let Some(reason) = answer.outcome.reason() else { continue };
        let (place, raw) = (assessment.ledger.place(answer.at), cut(&answer.raw.replace('\n', " "), SHOWN));
        let told =
            Text::new(format!("{place}「{raw}」: {}", reason.ja), format!("{place} “{raw}”: {}", reason.en));
        let _ = writeln!(out, "  {}", palette.paint(Ink::Middle, told.get(lang)));
    }
    out
}
