//! The assessment as JSON: the contract of `assessment.schema.json`, apart from the engine's own types.

mod beside;
mod client;
mod duty;
mod exposure;

use daicho_rules::Severity;
use indexmap::IndexMap;
use serde::Serialize;
use serde_json::json;

use super::{inspection, lines};
use crate::assessment::{Assessment, Level, Read, RecordRef, Risk};
use crate::ledger::{Answered, Ledger, Origin, Register};

/// Name and version of the JSON result; the number changes when a reader would have to change.
pub const SCHEMA: &str = "daicho-assessment/1";

/// The assessment as JSON, one risk, finding, question or record a line, with a line end.
///
/// Lines keep the result readable for people and small in version control.
pub fn json(assessment: &Assessment) -> String {
    let ledger = &assessment.ledger;
    let mut value = json!({
        "schema": SCHEMA,
        "engine": env!("CARGO_PKG_VERSION"),
        "client": ledger.client,
        "as_of": assessment.as_of.to_string(),
        "method": beside::method(&assessment.method),
        "totals": totals(assessment),
        "risks": assessment.risks.iter().map(|r| risk(ledger, r)).collect::<Vec<_>>(),
        "findings": findings(assessment),
        "questions": questions(assessment),
        "ledger": registers(ledger),
        "evidence": evidence(assessment),
    });
    if !assessment.beside.is_empty() {
        add(&mut value, "beside", beside::beside(assessment));
    }
    if !assessment.exposures.is_empty() {
        add(&mut value, "exposures", exposure::exposures(assessment));
    }
    if !ledger.passed_over.is_empty() {
        add(&mut value, "passed_over", json!(ledger.passed_over));
    }
    if !assessment.duties.is_empty() {
        add(&mut value, "duties", duty::duties(assessment));
    }
    if !assessment.timetable.is_empty() {
        add(&mut value, "timetable", duty::timetable(assessment));
    }
    lines::print(&value)
}

pub(super) fn totals(assessment: &Assessment) -> serde_json::Value {
    let totals = assessment.totals();
    let findings: IndexMap<&str, usize> =
        totals.findings.iter().map(|(severity, count)| (severity_id(*severity), *count)).collect();
    let bands = beside::by_band(assessment);
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

pub(super) fn severity_id(severity: Severity) -> &'static str {
    match severity {
        Severity::Must => "must",
        Severity::Should => "should",
        Severity::Info => "info",
    }
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

/// A risk; what its rule and controls say of themselves stands once, in `evidence`.
fn risk(ledger: &Ledger, risk: &Risk) -> serde_json::Value {
    let about: IndexMap<&str, &str> =
        risk.singulars.iter().map(|s| (s.field.as_str(), s.value.as_str())).collect();
    let controls: IndexMap<&str, &str> =
        risk.controls.iter().map(|c| (c.id.as_str(), c.state.id())).collect();
    let cells = |reads: &[Read]| -> IndexMap<String, Option<String>> {
        reads.iter().map(|read| (read.field.clone(), read.at.map(|at| ledger.place(at)))).collect()
    };
    let mut value = json!({
        "id": risk.id,
        "item": risk.item.key,
        "name": risk.item.name,
        "department": risk.item.department,
        "rule": risk.rule,
        "stage": risk.stage,
        "title": risk.title,
        "about": about,
        "impact": risk.impact,
        "threat": risk.threat,
        "inherent": level(&risk.inherent),
        "current": level(&risk.current),
        "planned": level(&risk.planned),
        "controls": controls,
        "reads": cells(&risk.reads),
        "impact_reads": cells(&risk.impact_reads),
    });
    if let Some(computed) = risk.computed {
        add(&mut value, "computed", client::computed(computed));
    }
    value
}

/// Adds a key that not every assessment has.
fn add(value: &mut serde_json::Value, key: &str, part: serde_json::Value) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), part);
    }
}

fn insert(value: &mut serde_json::Value, key: &str, text: String) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), text.into());
    }
}

fn record(ledger: &Ledger, record: &RecordRef) -> serde_json::Value {
    json!({
        "register": record.register,
        "key": record.key,
        "name": record.name,
        "department": record.department,
        "cell": record.at.map(|at| ledger.place(at)),
    })
}

fn reads(ledger: &Ledger, reads: &[Read]) -> Vec<serde_json::Value> {
    let read = |read: &Read| {
        json!({
            "field": read.field,
            "raw": read.raw,
            "value": read.value,
            "cell": read.at.map(|at| ledger.place(at)),
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
                "register": question.register,
                "department": question.department,
                "priority": question.stakes.priority().id(),
                "raw": question.raw,
                "cell": question.at.map(|at| ledger.place(at)),
                "answers": question.answers,
                "rules": question.rules,
                "records": question.records,
                "owner": question.owner,
            })
        })
        .collect()
}

/// Answers to questions, and what became of each.
fn answers(ledger: &Ledger) -> serde_json::Value {
    let answer = |answer: &Answered| {
        json!({
            "question": answer.question,
            "raw": answer.raw,
            "cell": ledger.place(answer.at),
            "outcome": answer.outcome.id(),
            "reason": answer.outcome.reason(),
            "instead": answer.instead.as_ref().map(|(at, raw)| json!({"cell": ledger.place(*at), "raw": raw})),
        })
    };
    ledger.answers.iter().map(answer).collect()
}

fn registers(ledger: &Ledger) -> serde_json::Value {
    let cell = |register: &Register, index: usize, cell: &crate::ledger::Cell| {
        let field = register.columns.get(index)?.field.clone();
        if cell.is_blank() {
            return None;
        }
        let mut value = json!({ "value": cell.value.as_ref().map(inspection::plain), "raw": cell.raw });
        if let Some(at) = cell.at {
            if ledger.is_answer(at) {
                insert(&mut value, "answer", ledger.place(at));
            } else {
                insert(&mut value, "cell", at.cell());
            }
        }
        if cell.derived
            && let Some(object) = value.as_object_mut()
        {
            object.insert("derived".to_owned(), true.into());
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
    let all: IndexMap<&str, _> =
        ledger.registers.values().map(|r| (r.id.as_str(), register(&r.each_once()))).collect();
    json!(all)
}

/// What the rules behind the risks say of themselves, by id.
fn rules(assessment: &Assessment) -> IndexMap<&str, serde_json::Value> {
    let rule = |risk: &Risk| {
        json!({
            "title": risk.title,
            "why": risk.why,
            "kinds": risk.kinds,
            "basis": risk.basis,
            "verified": risk.verified,
        })
    };
    let mut rules: IndexMap<&str, _> = IndexMap::new();
    for risk in &assessment.risks {
        rules.entry(risk.rule.as_str()).or_insert_with(|| rule(risk));
    }
    rules.sort_keys();
    rules
}

/// What the controls of those rules say of themselves, and what the `measures` register says of them, by id.
fn controls(assessment: &Assessment) -> IndexMap<&str, serde_json::Value> {
    let ledger = &assessment.ledger;
    let in_measures = |at: &Origin| {
        let table = ledger.tables.iter().find(|table| {
            table.sheet == at.sheet_index() && (table.first_row..=table.last_row).contains(&at.row)
        });
        table.is_some_and(|table| table.register == "measures")
    };
    let mut controls: IndexMap<&str, serde_json::Value> = IndexMap::new();
    for control in assessment.risks.iter().flat_map(|risk| &risk.controls) {
        let known = controls.entry(control.id.as_str()).or_insert_with(|| {
            json!({
                "title": control.title,
                "family": control.family,
                "level": control.level,
                "measure": null,
                "due": null,
            })
        });
        if let (Some(at), Some(object)) = (control.source.filter(in_measures), known.as_object_mut()) {
            object.insert("measure".to_owned(), ledger.place(at).into());
            object.insert("due".to_owned(), json!(control.due.map(|due| due.to_string())));
        }
    }
    controls.sort_keys();
    controls
}

fn evidence(assessment: &Assessment) -> serde_json::Value {
    let ledger = &assessment.ledger;
    let sheet_name = |index: usize| ledger.sheets.get(index).map_or("", |sheet| sheet.name.as_str());
    let sheets = ledger.sheets.iter().enumerate().map(|(index, sheet)| {
        let outcome = inspection::outcome(&sheet.outcome);
        let value = json!({ "sheet": sheet.name, "visible": sheet.visible, "outcome": outcome });
        inspection::of_workbook(ledger, index, value)
    });
    let doubts = ledger.doubts.iter().map(|d| {
        let value = json!({
            "sheet": sheet_name(d.sheet),
            "cell": d.at.map(Origin::cell),
            "field": d.field,
            "raw": d.raw,
            "message": d.message,
        });
        inspection::of_workbook(ledger, d.sheet, value)
    });
    // The settings of a client are a layer without a version: they stand apart.
    let packs = assessment.packs.iter().filter(|pack| !pack.version.is_empty());
    let mut value = json!({
        "rules": rules(assessment),
        "controls": controls(assessment),
        "inputs": ledger.sources,
        "packs": packs.map(|p| json!({"id": p.id, "version": p.version, "digest": p.digest})).collect::<Vec<_>>(),
        "parameters": assessment.parameters,
        "sheets": sheets.collect::<Vec<_>>(),
        "tables": inspection::tables(ledger),
        "doubts": doubts.collect::<Vec<_>>(),
        "failures": assessment.failures.iter().map(|f| json!({
            "rule": f.rule,
            "message": f.message,
            "records": f.records,
        })).collect::<Vec<_>>(),
    });
    if !ledger.passed_over.is_empty() {
        add(&mut value, "passed_over", json!(ledger.passed_over));
    }
    if !assessment.waiting.is_empty() {
        add(&mut value, "waiting", json!(assessment.waiting));
    }
    if !ledger.answers.is_empty() {
        add(&mut value, "answers", answers(ledger));
    }
    if !assessment.duties.is_empty() {
        add(&mut value, "duties", duty::rules(assessment));
    }
    if let Some(effect) = &assessment.client {
        add(&mut value, "client", client::client(effect));
    }
    value
}
