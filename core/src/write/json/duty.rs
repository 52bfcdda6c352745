//! Duties and the timetable in the JSON.

use indexmap::IndexMap;
use serde_json::{Value, json};

use crate::assessment::{Assessment, ItemDuties};

/// What would have to be done for each item; what a duty says of itself stands once, in `evidence`.
pub(super) fn duties(assessment: &Assessment) -> Value {
    let ledger = &assessment.ledger;
    let one = |duties: &ItemDuties| {
        let finals = duties.duties.iter().filter_map(|duty| duty.final_days);
        let reads: IndexMap<&str, Option<String>> = duties
            .duties
            .iter()
            .flat_map(|duty| &duty.reads)
            .map(|read| (read.field.as_str(), read.at.map(|at| ledger.place(at))))
            .collect();
        json!({
            "item": duties.item.key,
            "name": duties.item.name,
            "department": duties.item.department,
            "event": duties.event,
            "report": duties.report().id(),
            "duties": duties.duties.iter().map(|duty| &duty.rule).collect::<Vec<_>>(),
            "waiting": duties.waiting.iter().map(|duty| &duty.rule).collect::<Vec<_>>(),
            "preliminary_days": duties.preliminary().map(|(from, to)| [from, to]),
            "final_days": duties.final_days(),
            "longest_final_days": finals.max(),
            "reads": reads,
        })
    };
    assessment.duties.iter().map(one).collect()
}

/// What the duties that apply to any item say of themselves, by id.
pub(super) fn rules(assessment: &Assessment) -> Value {
    let mut rules: IndexMap<&str, Value> = IndexMap::new();
    for duty in assessment.duties.iter().flat_map(|duties| &duties.duties) {
        rules.entry(duty.rule.as_str()).or_insert_with(|| {
            json!({
                "title": duty.title,
                "why": duty.why,
                "manner": duty.manner,
                "say": duty.say,
                "preliminary_days": duty.preliminary_days.map(|(from, to)| [from, to]),
                "final_days": duty.final_days,
                "basis": duty.basis,
                "verified": duty.verified,
            })
        });
    }
    rules.sort_keys();
    json!(rules)
}

/// What is missing, step by step, by the ids of findings and questions.
pub(super) fn timetable(assessment: &Assessment) -> Value {
    let steps = assessment.timetable.iter().map(|step| {
        json!({
            "id": step.id,
            "title": step.title,
            "months": step.months,
            "done": step.is_done(assessment),
            "checks": step.checks,
            "findings": step.findings(assessment).map(|finding| &finding.id).collect::<Vec<_>>(),
            "questions": step.questions(assessment).map(|question| &question.id).collect::<Vec<_>>(),
        })
    });
    steps.collect()
}
