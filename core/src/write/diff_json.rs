//! The comparison of two versions of packs as JSON.

use daicho_rules::{Cause, DefinitionKind, Difference, How, PackDiff, PackIdentity, Shift};
use serde_json::{Value, json};

use super::json::{severity_id, totals};
use super::lines;
use crate::assessment::{Assessment, LEVELS};
use crate::preview::{FindingChange, Preview, QuestionChange, Reason, RiskChange};

/// Name and version of the JSON; the number changes when a reader would have to change.
pub const DIFF_SCHEMA: &str = "daicho-pack-diff/1";

/// What is different between packs and what it changes on ledgers, with a line end.
pub fn diff_json(diff: &PackDiff, previews: &[Preview]) -> String {
    let identity =
        |pack: &PackIdentity| json!({"id": pack.id, "version": pack.version, "digest": pack.digest});
    let pair = |pair: &daicho_rules::PackPair| {
        json!({
            "old": pair.old.as_ref().map(identity),
            "new": pair.new.as_ref().map(identity),
            "changed": pair.is_changed(),
        })
    };
    lines::print(&json!({
        "schema": DIFF_SCHEMA,
        "engine": env!("CARGO_PKG_VERSION"),
        "alters": diff.alters(),
        "packs": diff.packs.iter().map(pair).collect::<Vec<_>>(),
        "advice": diff.advice.iter().map(|advice| json!({"pack": advice.pack, "text": advice.text})).collect::<Vec<_>>(),
        "differences": diff.differences.iter().map(difference).collect::<Vec<_>>(),
        "ledgers": previews.iter().map(ledger).collect::<Vec<_>>(),
    }))
}

fn difference(difference: &Difference) -> Value {
    let shift =
        |shift: &Shift| json!({"given": shift.given, "before": shift.before_text, "after": shift.after_text});
    let cause = |cause: &Cause| json!({"kind": kind_id(cause.kind), "id": cause.id, "text": cause.text});
    let details = difference.details.iter().map(|detail| {
        json!({"what": detail.what, "before": detail.before, "after": detail.after, "alters": detail.alters})
    });
    json!({
        "kind": kind_id(difference.kind),
        "id": difference.id,
        "old_id": difference.old_id,
        "title": difference.title,
        "how": how_id(difference.how),
        "alters": difference.alters(),
        "rewritten": difference.rewritten,
        "situations": difference.shifts.iter().map(shift).collect::<Vec<_>>(),
        "asks_otherwise": difference.asks_otherwise,
        "complete": difference.complete,
        "causes": difference.causes.iter().map(cause).collect::<Vec<_>>(),
        "details": details.collect::<Vec<_>>(),
    })
}

fn ledger(preview: &Preview) -> Value {
    let side =
        |assessment: &Assessment| json!({"method": assessment.method.id, "totals": totals(assessment)});
    json!({
        "client": preview.new.ledger.client,
        "workbooks": preview.new.ledger.sources,
        "as_of": preview.new.as_of.to_string(),
        "old": side(&preview.old),
        "new": side(&preview.new),
        "rescored": preview.rescored,
        "unchanged": preview.same,
        "risks": preview.risks.iter().map(risk).collect::<Vec<_>>(),
        "findings": preview.findings.iter().map(finding).collect::<Vec<_>>(),
        "questions": preview.questions.iter().map(question).collect::<Vec<_>>(),
    })
}

fn risk(change: &RiskChange) -> Value {
    let bands: serde_json::Map<String, Value> = LEVELS
        .iter()
        .zip(&change.bands)
        .map(|((id, _), pair)| ((*id).to_owned(), json!({"before": pair.before, "after": pair.after})))
        .collect();
    json!({
        "id": change.id,
        "rule": change.rule,
        "item": change.item.key,
        "name": change.item.name,
        "how": risk_how_id(change.how),
        "bands": bands,
        "above_before": change.exceeded,
        "above_after": change.exceeds,
        "reasons": reasons(&change.reasons),
    })
}

fn finding(change: &FindingChange) -> Value {
    json!({
        "id": change.finding.id,
        "rule": change.finding.rule,
        "title": change.finding.title,
        "how": how_id(change.how),
        "before": change.before.map(severity_id),
        "after": change.after.map(severity_id),
        "old_title": change.old_title,
        "reasons": reasons(&change.reasons),
    })
}

fn question(change: &QuestionChange) -> Value {
    json!({
        "id": change.question.id,
        "kind": change.question.kind.id(),
        "ask": change.question.ask,
        "how": how_id(change.how),
        "reasons": reasons(&change.reasons),
    })
}

fn reasons(reasons: &[Reason]) -> Vec<Value> {
    reasons.iter().map(|reason| json!({"text": reason.text, "given": reason.given})).collect()
}

fn how_id(how: How) -> &'static str {
    match how {
        How::Added => "added",
        How::Removed => "removed",
        How::Changed => "changed",
    }
}

fn risk_how_id(how: How) -> &'static str {
    match how {
        How::Added => "appears",
        How::Removed => "vanishes",
        How::Changed => "moves",
    }
}

fn kind_id(kind: DefinitionKind) -> &'static str {
    match kind {
        DefinitionKind::Risk => "risk",
        DefinitionKind::Check => "check",
        DefinitionKind::Duty => "duty",
        DefinitionKind::Impact => "impact",
        DefinitionKind::Control => "control",
        DefinitionKind::Method => "method",
        DefinitionKind::Parameter => "parameter",
        DefinitionKind::List => "list",
        DefinitionKind::Macro => "macro",
        DefinitionKind::Function => "function",
        DefinitionKind::Fact => "fact",
        DefinitionKind::Vocabulary => "vocabulary",
        DefinitionKind::Register => "register",
        DefinitionKind::Field => "field",
        DefinitionKind::Step => "step",
        DefinitionKind::Stage => "stage",
        DefinitionKind::Family => "family",
    }
}
