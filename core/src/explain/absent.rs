//! The answer to someone who misses a risk or finding: why a rule does not apply to a record.

use daicho_rules::{Change, Grounds, Lang, Outcome, Override, Truth, title_of};

use crate::assess::{Row, Trial};
use crate::write::{duty, title, words};

use super::Explainer;
use super::answer::{record_text, rule_text};
use super::find::{Absent, Rule};
use super::lines::{labelled, pick};
use super::reasons::Telling;

/// Why a rule finds nothing on a record.
pub(super) fn absent_text(explainer: &Explainer, absent: &Absent<'_>, lang: Lang) -> String {
    let assessment = &explainer.assessment;
    let about = absent.rule.about();
    let record = match absent.record.register.as_str() {
        "ledger" => words::WHOLE_LEDGER.get(lang).to_owned(),
        _ => record_text(&absent.record, assessment, lang),
    };
    let mut lines = vec![about.title.get(lang).to_owned(), String::new()];
    lines.push(pick(lang, "■ 対象", "What it concerns"));
    let register = match absent.record.register.as_str() {
        "ledger" => words::SUBJECT.get(lang),
        register => title::register(assessment, register, lang),
    };
    lines.push(labelled(register, &record, lang));
    lines.push(labelled(words::RULE.get(lang), &rule_text(&about.id, assessment), lang));
    lines.push(labelled(words::AS_OF.get(lang), &assessment.as_of.to_string(), lang));
    lines.push(String::new());
    lines.push(match (absent.rule, lang) {
        (Rule::Risk(_), Lang::Ja) => "■ このリスクがない理由".to_owned(),
        (Rule::Risk(_), Lang::En) => "Why this risk is not there".to_owned(),
        (Rule::Check(_), Lang::Ja) => "■ 指摘がない理由".to_owned(),
        (Rule::Check(_), Lang::En) => "Why there is no finding".to_owned(),
        (Rule::Duty(_), Lang::Ja) => "■ この義務に当たるか".to_owned(),
        (Rule::Duty(_), Lang::En) => "Whether there is this duty".to_owned(),
    });
    let told = told(explainer, absent, lang);
    lines.extend(told);
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn told(explainer: &Explainer, absent: &Absent<'_>, lang: Lang) -> Vec<String> {
    let (basis, assessment) = (&explainer.basis, &explainer.assessment);
    if let Some(line) = switched_off(explainer, &absent.rule.about().id, lang) {
        return vec![line];
    }
    let mut trial = Trial::new(basis, assessment, &absent.record.register, absent.record.record);
    let (rows, singulars) = match absent.rule {
        Rule::Risk(rule) => (trial.rows_of_risk(rule), &rule.singulars),
        Rule::Check(check) => (trial.rows_of_check(check), &check.singulars),
        Rule::Duty(duty) => (trial.rows_of_duty(duty), &duty.singulars),
    };
    let mut telling = Telling { trial: &mut trial, assessment, lang };
    let mut lines = Vec::new();
    if rows.is_empty() {
        lines.push(not_met(lang));
        lines
            .extend(telling.without_rows(basis.rulebook(), singulars).iter().map(|line| format!("  {line}")));
    }
    for row in &rows {
        let (values, register) = (values(explainer, absent, row, lang), &absent.record.register);
        lines.extend((!values.is_empty()).then(|| labelled(words::MEDIUM.get(lang), &values, lang)));
        if let Some(exception) = telling.trial.exception(&absent.rule.about().id, row) {
            lines.push(excepted(&exception.grounds, lang));
            continue;
        }
        match &row.decided.outcome {
            Outcome::Asks(field) => {
                let field = title_of(basis.rulebook(), register, field);
                lines.push(match lang {
                    Lang::Ja => {
                        format!("  「{}」が分からないため、判断できていません（確認事項）。", field.ja)
                    }
                    Lang::En => {
                        format!("  It could not be judged, since “{}” is not known (a question).", field.en)
                    }
                });
            }
            Outcome::Failed(failure) => lines.push(format!("  {}", failure.message.get(lang))),
            Outcome::Fires => lines.extend(applies(&mut telling, absent.rule, row)),
            Outcome::Passes => lines.extend(passes(&mut telling, absent.rule, row)),
        }
    }
    lines
}

/// Why a duty applies to a row, and what it says.
fn applies(telling: &mut Telling<'_, '_>, rule: Rule<'_>, row: &Row) -> Vec<String> {
    let lang = telling.lang;
    let mut lines = vec![pick(lang, "  該当します。", "  It applies.")];
    let Rule::Duty(duty) = rule else { return lines };
    if !duty.is_for_all() {
        let condition = telling.trial.condition(&duty.when, true, row);
        let reasons = telling.marked(&condition, row, &mut Vec::new());
        lines.extend(reasons.into_iter().map(|line| format!("  {line}")));
    }
    lines.push(String::new());
    let first = duty.preliminary_days.map(|days| duty::preliminary(days, lang));
    let full = duty.final_days.map(|days| duty::full(days, lang));
    let manner = duty.manner.as_ref().map(|manner| manner.get(lang).to_owned());
    for (word, said) in [
        (words::MANNER, manner),
        (words::SAY, Some(duty.say.get(lang).to_owned())),
        (words::PRELIMINARY, first),
        (words::FINAL, full),
        (words::BASIS, Some(duty.about.basis.join("、")).filter(|basis| !basis.is_empty())),
    ] {
        lines.extend(said.map(|said| labelled(word.get(lang), &said, lang)));
    }
    lines
}

/// Why a rule passes on a row.
fn passes(telling: &mut Telling<'_, '_>, rule: Rule<'_>, row: &Row) -> Vec<String> {
    let lang = telling.lang;
    let mut told = Vec::new();
    let (head, reasons) = match rule {
        Rule::Risk(rule) => {
            let condition = telling.trial.condition(&rule.when, true, row);
            (not_met(lang), telling.marked(&condition, row, &mut told))
        }
        Rule::Duty(duty) => {
            let condition = telling.trial.condition(&duty.when, true, row);
            (not_met(lang), telling.marked(&condition, row, &mut told))
        }
        Rule::Check(check) => {
            let when = check.when.as_ref().map(|when| telling.trial.condition(when, true, row));
            if let Some(when) = when.filter(|when| when.truth == Truth::Fails) {
                let head = pick(
                    lang,
                    "  次の条件を満たさないため、確認の対象になりません。",
                    "  It is not looked at, because this is not so:",
                );
                (head, telling.marked(&when, row, &mut told))
            } else {
                let require = telling.trial.condition(&check.require, true, row);
                let head = pick(lang, "  求めることを満たしています。", "  What is asked for is so:");
                (head, telling.marked(&require, row, &mut told))
            }
        }
    };
    [head].into_iter().chain(reasons.into_iter().map(|line| format!("  {line}"))).collect()
}

/// Said of a rule that the client's settings switch off.
fn switched_off(explainer: &Explainer, rule: &str, lang: Lang) -> Option<String> {
    let mut overrides = explainer.basis.rulebook().client.iter().flat_map(|client| &client.overrides);
    let is_off = |one: &&Override| one.rule == rule && one.change == Change::Off && !one.grounds.expired;
    let reason = &overrides.find(is_off)?.grounds.reason;
    Some(match lang {
        Lang::Ja => format!("  設定により、このルールを適用していません。理由：{reason}"),
        Lang::En => format!("  The client settings switch this rule off, because: {reason}"),
    })
}

/// Said of a record that an exception of the client's settings takes away from a rule.
fn excepted(grounds: &Grounds, lang: Lang) -> String {
    let reason = &grounds.reason;
    match lang {
        Lang::Ja => format!("  設定の例外により、対象から外しています。理由：{reason}"),
        Lang::En => format!("  An exception in the client settings takes it away, because: {reason}"),
    }
}

fn not_met(lang: Lang) -> String {
    pick(lang, "  次の条件を満たさないため、該当しません。", "  It does not apply, because this is not so:")
}

/// The values of singulars of a row.
fn values(explainer: &Explainer, absent: &Absent<'_>, row: &Row, lang: Lang) -> String {
    let schema = &explainer.basis.rulebook().schema;
    let value = |(singular, value): &(String, String)| {
        let plural = schema.plural_of(&absent.record.register, singular);
        plural.map_or_else(|| value.clone(), |field| schema.value_title(field, value).get(lang).to_owned())
    };
    let values: Vec<String> = row.decided.singulars.iter().map(value).collect();
    title::join(values.iter().map(String::as_str), lang)
}
