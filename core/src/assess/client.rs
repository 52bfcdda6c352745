//! What the settings of a client did: counted for reports, and told as findings where they need a look.

use std::collections::HashSet;

use daicho_rules::{Change, Grounds, Override, Problem, Rulebook, Severity, Text};

use super::before::Before;
use super::exceptions::Exceptions;
use crate::assessment::{ClientEffect, Departure, Finding, Risk};

/// What the settings did.
pub(super) fn effect(
    rulebook: &Rulebook,
    exceptions: &Exceptions,
    before: &Before,
    risks: &mut [Risk],
    findings: &mut [Finding],
) -> Option<ClientEffect> {
    let layer = rulebook.client.as_ref()?;
    note_computed(before, risks);
    let departure = |given: &Override| {
        let is_risk = rulebook.is_risk(&given.rule);
        let (risks, findings) = match &given.change {
            _ if given.grounds.expired => (0, 0),
            Change::Off if is_risk => (before.count(&given.rule), 0),
            Change::Off => (0, before.count(&given.rule)),
            change => (
                risks.iter().filter(|risk| risk.rule == given.rule && is_changed(risk, change)).count(),
                findings.iter().filter(|finding| finding.rule == given.rule).count(),
            ),
        };
        Departure { given: given.clone(), risks, findings }
    };
    let overrides: Vec<_> = layer.overrides.iter().map(departure).collect();
    note_severities(&overrides, findings);
    Some(ClientEffect {
        file: layer.file.clone(),
        digest: layer.digest.clone(),
        parameters: layer.parameters.clone(),
        acceptable: layer.acceptable.clone(),
        overrides,
        exceptions: exceptions.departures(rulebook),
    })
}

/// Notes beside each risk what the packs alone made of its factors, where that differs.
fn note_computed(before: &Before, risks: &mut [Risk]) {
    for risk in risks {
        let computed = before.factors(&risk.id);
        risk.computed =
            computed.filter(|computed| computed.impact != risk.impact || computed.threat != risk.threat);
    }
}

fn is_changed(risk: &Risk, change: &Change) -> bool {
    risk.computed.is_some_and(|computed| match change {
        Change::Threat(..) => computed.threat != risk.threat,
        Change::Impact(..) => computed.impact != risk.impact,
        Change::Off | Change::Severity(..) => false,
    })
}

/// Says in a finding of changed severity what its pack says, and why the client sees it otherwise.
fn note_severities(overrides: &[Departure<Override>], findings: &mut [Finding]) {
    for Departure { given, .. } in overrides.iter().filter(|departure| !departure.given.grounds.expired) {
        let Change::Severity(before, after) = given.change else { continue };
        let name = |severity| match severity {
            Severity::Must => ("必須", "must"),
            Severity::Should => ("推奨", "should"),
            Severity::Info => ("参考", "info"),
        };
        let (before, after) = (name(before), name(after));
        let reason = &given.grounds.reason;
        for finding in findings.iter_mut().filter(|finding| finding.rule == given.rule) {
            finding.why = Text::new(
                format!(
                    "{}（ルールパックでは「{}」。設定により「{}」とした。理由：{reason}）",
                    finding.why.ja, before.0, after.0
                ),
                format!(
                    "{} (The pack says {}; the client settings say {}: {reason})",
                    finding.why.en, before.1, after.1
                ),
            );
        }
    }
}

/// Departures that have expired, fit nothing or change nothing.
pub(super) fn findings(rulebook: &Rulebook, exceptions: &Exceptions) -> Vec<Finding> {
    let Some(layer) = &rulebook.client else { return Vec::new() };
    let mut found = Vec::new();
    let overrides = layer.overrides.iter().map(|one| (&one.rule, &one.title, one.change.key(), &one.grounds));
    let excepted = layer.exceptions.iter().map(|one| (&one.rule, &one.title, "except", &one.grounds));
    for (rule, title, key, grounds) in overrides.chain(excepted).filter(|(.., grounds)| grounds.expired) {
        found.push(expired(rule, title, key, grounds));
    }
    for (exception, tuples) in exceptions.unfitting() {
        let tuples: Vec<String> = tuples.into_iter().map(|tuple| tuple.join("・")).collect();
        found.push(unfitting(&exception.rule, &exception.title, &exception.grounds, &tuples));
    }
    found.extend(layer.warnings.iter().map(warning));
    let mut taken = HashSet::new();
    for finding in &mut found {
        let plain = finding.id.clone();
        let mut times = 1;
        while !taken.insert(finding.id.clone()) {
            times += 1;
            finding.id = format!("{plain}#{times}");
        }
    }
    found
}

fn finding(rule: &str, part: &str, severity: Severity, title: Text, why: Text, fix: Text) -> Finding {
    Finding {
        id: format!("ledger:{rule}:{part}"),
        rule: rule.to_owned(),
        severity,
        title,
        why,
        fix,
        basis: Vec::new(),
        verified: true,
        record: None,
        reads: Vec::new(),
    }
}

fn expired(rule: &str, title: &Text, key: &str, grounds: &Grounds) -> Finding {
    let until = grounds.until.map(|until| until.to_string()).unwrap_or_default();
    let (ja, en) = if key == "except" { ("例外", "exception") } else { ("上書き", "override") };
    finding(
        "daicho/SET-01",
        &format!("{rule}:{key}"),
        Severity::Should,
        Text::new(
            format!("設定の{ja}が期限（{until}）を過ぎており、適用していません: {}（{rule}）", title.ja),
            format!(
                "an {en} of the client settings expired on {until} and is not applied: {} ({rule})",
                title.en
            ),
        ),
        Text::new(
            format!(
                "期限を付けた{ja}は、期限までに見直す約束です。理由は「{}」でした（{}）。",
                grounds.reason, grounds.place
            ),
            format!(
                "A term is a promise to look again. The reason was: {} ({}).",
                grounds.reason, grounds.place
            ),
        ),
        Text::new(
            "今も必要なら、理由と承認を確かめて until を延ばす。必要でなければ設定から削除する。",
            "If it is still needed, confirm reason and approval and extend `until`; if not, remove it.",
        ),
    )
}

fn unfitting(rule: &str, title: &Text, grounds: &Grounds, tuples: &[String]) -> Finding {
    let list = tuples.join("、");
    finding(
        "daicho/SET-02",
        rule,
        Severity::Info,
        Text::new(
            format!("設定の例外に当たる行が台帳にありません: {list} — {}（{rule}）", title.ja),
            format!("an exception of the client settings fits no record: {list} — {} ({rule})", title.en),
        ),
        Text::new(
            format!(
                "書き間違いか、行がなくなった可能性があります（{}）。書き間違いなら、意図した除外が効いていません。",
                grounds.place
            ),
            format!(
                "It may be misspelt, or the record has gone ({}). If it is misspelt, what was meant is not excepted.",
                grounds.place
            ),
        ),
        Text::new(
            "台帳の記載どおりに直すか、設定から削除する。",
            "Write it as the ledger does, or remove it.",
        ),
    )
}

fn warning(problem: &Problem) -> Finding {
    let help = problem.help.clone();
    let place = &problem.place;
    finding(
        "daicho/SET-03",
        &format!("{}:{}", place.line, place.column),
        Severity::Info,
        Text::new(
            format!("設定に意味のない記載があります: {}", problem.message.ja),
            format!("something in the client settings is without effect: {}", problem.message.en),
        ),
        Text::new(
            format!("{place} の記載は、評価の結果を変えません。"),
            format!("What stands at {place} does not change the result."),
        ),
        help.unwrap_or_else(|| {
            Text::new("内容を確かめ、不要なら削除する。", "Look at it, and remove it if it is not needed.")
        }),
    )
}
