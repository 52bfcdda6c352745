//! The answer to someone who points at one finding.

use daicho_rules::Lang;

use crate::assess::Trial;
use crate::assessment::{Assessment, Finding};
use crate::write::{title, words};

use super::answer::{record_text, rule_text};
use super::lines::{bullet, labelled, pick};
use super::reasons::Telling;
use super::{Explainer, read_text};

/// Why a check does not hold, and what to do.
pub(super) fn finding_text(explainer: &Explainer, finding: &Finding, lang: Lang) -> String {
    let assessment = &explainer.assessment;
    let mut lines = vec![finding.title.get(lang).to_owned(), String::new()];
    subject(finding, assessment, lang, &mut lines);
    lines.push(pick(lang, "■ 指摘の理由", "Why it is found"));
    if !finding.why.get(lang).is_empty() {
        lines.push(format!("  {}", finding.why.get(lang)));
    }
    let (when, lacking) = conditions(explainer, finding, lang);
    let rule = rule_text(&finding.rule, assessment);
    if lacking.is_empty() {
        lines.push(labelled(words::RULE.get(lang), &rule, lang));
        lines.extend(finding.reads.iter().map(|read| bullet(&read_text(read, assessment, lang), lang)));
    } else {
        if !when.is_empty() {
            lines.push(pick(
                lang,
                "  次の条件に当たるため、確認の対象です。",
                "  It is looked at, because this is so:",
            ));
            lines.extend(when.iter().map(|line| format!("  {line}")));
        }
        let several = lacking.len() > 1;
        lines.push(match (lang, several) {
            (Lang::Ja, false) => format!("  ルール {rule} の求める次のことを満たしていません。"),
            (Lang::Ja, true) => {
                format!("  ルール {rule} は次のいずれかを求めますが、どれも満たしていません。")
            }
            (Lang::En, false) => format!("  Rule {rule} asks for this, which is not so:"),
            (Lang::En, true) => format!("  Rule {rule} asks for one of these, and none is so:"),
        });
        lines.extend(lacking.iter().map(|line| format!("  {line}")));
    }
    if !finding.basis.is_empty() {
        let basis = title::join(finding.basis.iter().map(String::as_str), lang);
        lines.push(labelled(words::BASIS.get(lang), &basis, lang));
    }
    if !finding.verified {
        lines.push(pick(
            lang,
            "  ※ このルールの根拠には、出典を確認できていないものがあります。",
            "  Note: part of what this rule rests on is not verified against its source.",
        ));
    }
    lines.extend([String::new(), pick(lang, "■ 次にすること", "What comes next")]);
    lines.push(bullet(finding.fix.get(lang), lang));
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn subject(finding: &Finding, assessment: &Assessment, lang: Lang, lines: &mut Vec<String>) {
    lines.push(pick(lang, "■ 対象", "What it concerns"));
    let (register, record) = match &finding.record {
        Some(record) => {
            (title::register(assessment, &record.register, lang), record_text(record, assessment, lang))
        }
        None => (words::SUBJECT.get(lang), words::WHOLE_LEDGER.get(lang).to_owned()),
    };
    lines.push(labelled(register, &record, lang));
    lines.push(labelled(words::SEVERITY.get(lang), title::severity(finding.severity).get(lang), lang));
    lines.push(labelled(words::ID.get(lang), &finding.id, lang));
    lines.push(labelled(words::AS_OF.get(lang), &assessment.as_of.to_string(), lang));
    lines.push(String::new());
}

/// Why the check concerns the record, and what it lacks; nothing for what rests on the risks.
fn conditions(explainer: &Explainer, finding: &Finding, lang: Lang) -> (Vec<String>, Vec<String>) {
    let checks = &explainer.basis.rulebook().checks;
    let Some(check) = checks.iter().find(|check| check.about.id == finding.rule) else {
        return (Vec::new(), Vec::new());
    };
    let record = finding.record.as_ref().map_or(0, |record| record.record);
    let mut trial = Trial::new(&explainer.basis, &explainer.assessment, &check.register, record);
    let rows = trial.rows_of_check(check);
    let is_it = |values: &[(String, String)]| {
        let values = values.iter().map(|(_, value)| format!(":{value}")).collect::<Vec<_>>().concat();
        finding.id.ends_with(&format!("{}{values}", finding.rule))
    };
    let Some(row) = rows.iter().find(|row| is_it(&row.decided.singulars)) else {
        return (Vec::new(), Vec::new());
    };
    Telling { trial: &mut trial, assessment: &explainer.assessment, lang }.check(check, row)
}
