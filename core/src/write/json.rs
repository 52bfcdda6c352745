//! The assessment as JSON: the contract of `assessment.schema.json`, apart from the engine's own types.

use daicho_rules::{Severity, Text};
use indexmap::IndexMap;
use serde::Serialize;
use serde_json::json;

use super::inspection;
use crate::assessment::{Assessment, LEVELS, Level, Read, RecordRef, Risk};
use crate::ledger::{Ledger, Origin, Register, SheetOutcome};

/// Name and version of the JSON result; the number changes when a reader would have to change.
pub const SCHEMA: &str = "daicho-assessment/1";

/// The assessment as pretty-printed JSON, with a line end.
pub fn json(assessment: &Assessment) -> String {
    let ledger = &assessment.ledger;
    let method = &assessment.method;
    let value = json!({
        "schema": SCHEMA,
        "engine": env!("CARGO_PKG_VERSION"),
        "client": ledger.client,
        "as_of": assessment.as_of.to_string(),
        "method": {
            "id": method.id,
            "title": method.title,
            "acceptable": method.acceptable,
            "verified": method.verified,
            "bands": method.bands.iter().map(|b| json!({"id": b.id, "title": b.title, "from": b.from})).collect::<Vec<_>>(),
        },
        "totals": totals(assessment),
        "risks": assessment.risks.iter().map(|r| risk(ledger, r)).collect::<Vec<_>>(),
        "findings": findings(assessment),
        "questions": questions(assessment),
        "ledger": registers(ledger),
        "evidence": evidence(assessment),
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn totals(assessment: &Assessment) -> serde_json::Value {
    let totals = assessment.totals();
    let findings: IndexMap<&str, usize> =
        totals.findings.iter().map(|(severity, count)| (severity_id(*severity), *count)).collect();
    let bands: IndexMap<&str, _> =
        LEVELS.iter().map(|(id, level)| (*id, assessment.by_band(*level))).collect();
    json!({
        "items": totals.items,
        "risks": totals.risks,
        "by_band": bands,
        "unrated": totals.unrated,
        "above_acceptable": totals.above_acceptable,
        "findings": findings,
        "questions": totals.cell_questions + totals.control_questions,
        "not_evaluated": totals.not_evaluated,
    })
}

fn severity_id(severity: Severity) -> &'static str {
    match severity {
        Severity::Must => "must",
        Severity::Should => "should",
        Severity::Info => "info",
    }
}

#[derive(Serialize)]
struct RiskJson<'a> {
    id: &'a str,
    item: serde_json::Value,
    rule: &'a str,
    stage: &'a str,
    title: &'a Text,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    about: IndexMap<&'a str, &'a str>,
    kinds: &'a [String],
    basis: &'a [String],
    verified: bool,
    impact: Option<u8>,
    threat: Option<u8>,
    inherent: LevelJson<'a>,
    current: LevelJson<'a>,
    planned: LevelJson<'a>,
    controls: Vec<serde_json::Value>,
    reads: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct LevelJson<'a> {
    vulnerability: Option<u8>,
    likelihood: Option<u8>,
    score: Option<u32>,
    band: Option<&'a str>,
}

fn level(level: &Level) -> LevelJson<'_> {
    LevelJson {
        vulnerability: level.vulnerability,
        likelihood: level.likelihood,
        score: level.score,
        band: level.band.as_deref(),
    }
}

fn risk(ledger: &Ledger, risk: &Risk) -> serde_json::Value {
    let control = |control: &crate::assessment::RiskControl| {
        let mut value = json!({ "id": control.id, "state": control.state.id() });
        if let Some(at) = control.source {
            insert(&mut value, "cell", place(ledger, at));
        }
        if let Some(due) = control.due {
            insert(&mut value, "due", due.to_string());
        }
        value
    };
    json!(RiskJson {
        id: &risk.id,
        item: record(ledger, &risk.item),
        rule: &risk.rule,
        stage: &risk.stage,
        title: &risk.title,
        about: risk.singulars.iter().map(|s| (s.field.as_str(), s.value.as_str())).collect(),
        kinds: &risk.kinds,
        basis: &risk.basis,
        verified: risk.verified,
        impact: risk.impact,
        threat: risk.threat,
        inherent: level(&risk.inherent),
        current: level(&risk.current),
        planned: level(&risk.planned),
        controls: risk.controls.iter().map(control).collect(),
        reads: reads(ledger, &risk.reads),
    })
}

fn insert(value: &mut serde_json::Value, key: &str, text: String) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), text.into());
    }
}

fn place(ledger: &Ledger, at: Origin) -> String {
    ledger.place(at)
}

fn record(ledger: &Ledger, record: &RecordRef) -> serde_json::Value {
    json!({
        "register": record.register,
        "key": record.key,
        "name": record.name,
        "department": record.department,
        "cell": record.at.map(|at| place(ledger, at)),
    })
}

fn reads(ledger: &Ledger, reads: &[Read]) -> Vec<serde_json::Value> {
    let read = |read: &Read| {
        json!({
            "field": read.field,
            "raw": read.raw,
            "value": read.value,
            "cell": read.at.map(|at| place(ledger, at)),
        })
    };
    reads.iter().map(read).collect()
}

fn findings(assessment: &Assessment) -> Vec<serde_json::Value> {
    let ledger = &assessment.ledger;
    assessment
        .findings
        .iter()
        .map(|finding| {
            json!({
                "id": finding.id,
                "rule": finding.rule,
                "severity": severity_id(finding.severity),
                "title": finding.title,
                "why": finding.why,
                "fix": finding.fix,
                "basis": finding.basis,
                "verified": finding.verified,
                "record": finding.record.as_ref().map(|r| record(ledger, r)),
                "reads": reads(ledger, &finding.reads),
            })
        })
        .collect()
}

fn questions(assessment: &Assessment) -> Vec<serde_json::Value> {
    let ledger = &assessment.ledger;
    assessment
        .questions
        .iter()
        .map(|question| {
            json!({
                "id": question.id,
                "kind": question.kind.id(),
                "record": question.record.as_ref().map(|r| record(ledger, r)),
                "field": question.field,
                "title": question.title,
                "ask": question.ask,
                "raw": question.raw,
                "cell": question.at.map(|at| place(ledger, at)),
                "answers": question.answers,
                "rules": question.rules,
                "records": question.records,
                "owner": question.owner,
            })
        })
        .collect()
}

fn registers(ledger: &Ledger) -> serde_json::Value {
    let cell = |register: &Register, index: usize, cell: &crate::ledger::Cell| {
        let field = register.columns.get(index)?.field.clone();
        if cell.is_blank() {
            return None;
        }
        let mut value = json!({ "value": cell.value.as_ref().map(inspection::plain), "raw": cell.raw });
        if let Some(at) = cell.at {
            insert(&mut value, "cell", at.cell());
        }
        if cell.derived {
            if let Some(object) = value.as_object_mut() {
                object.insert("derived".to_owned(), true.into());
            }
        }
        Some((field, value))
    };
    let register = |register: &Register| {
        let records: Vec<IndexMap<String, serde_json::Value>> = register
            .records
            .iter()
            .map(|record| record.cells.iter().enumerate().filter_map(|(i, c)| cell(register, i, c)).collect())
            .collect();
        json!({ "columns": register.columns, "records": records })
    };
    let all: IndexMap<&str, _> = ledger.registers.values().map(|r| (r.id.as_str(), register(r))).collect();
    json!(all)
}

fn evidence(assessment: &Assessment) -> serde_json::Value {
    let ledger = &assessment.ledger;
    let sheet_name = |index: usize| ledger.sheets.get(index).map_or("", |sheet| sheet.name.as_str());
    let sheets: Vec<_> = ledger
        .sheets
        .iter()
        .map(|sheet| {
            let outcome = match &sheet.outcome {
                SheetOutcome::Read => "read",
                SheetOutcome::Empty => "empty",
                SheetOutcome::NoRegister { .. } => "no-register",
                SheetOutcome::Skipped { .. } => "skipped",
            };
            json!({ "sheet": sheet.name, "visible": sheet.visible, "outcome": outcome })
        })
        .collect();
    json!({
        "inputs": ledger.sources,
        "packs": assessment.packs.iter().map(|p| json!({"id": p.id, "version": p.version, "digest": p.digest})).collect::<Vec<_>>(),
        "parameters": assessment.parameters,
        "sheets": sheets,
        "tables": inspection::tables(ledger),
        "doubts": ledger.doubts.iter().map(|d| json!({
            "sheet": sheet_name(d.sheet),
            "cell": d.at.map(Origin::cell),
            "field": d.field,
            "raw": d.raw,
            "message": d.message,
        })).collect::<Vec<_>>(),
        "failures": assessment.failures.iter().map(|f| json!({
            "rule": f.rule,
            "message": f.message,
            "records": f.records,
        })).collect::<Vec<_>>(),
    })
}
