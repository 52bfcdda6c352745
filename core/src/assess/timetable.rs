//! Sorts what is missing by the steps of the packs' timetable.

use std::collections::{HashMap, HashSet};

use daicho_rules::{Rulebook, Status, Text};

use crate::assessment::{Finding, Question, QuestionKind, RuleFailure, StepProgress};

/// The steps in their order, and last what belongs to none; nothing where no pack has steps.
pub(super) fn timetable(
    rulebook: &Rulebook,
    findings: &[Finding],
    questions: &[Question],
    failures: &[RuleFailure],
) -> Vec<StepProgress> {
    if rulebook.steps.is_empty() {
        return Vec::new();
    }
    let mut steps: Vec<StepProgress> = rulebook
        .steps
        .iter()
        .map(|step| progress(Some(step.id.clone()), step.title.clone(), step.months.clone()))
        .collect();
    let places: HashMap<&str, usize> =
        rulebook.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
    let mut of_check: HashMap<&str, usize> = HashMap::new();
    for check in rulebook.checks.iter().filter(|check| check.about.status != Status::Deprecated) {
        if let Some(at) = check.step.as_deref().and_then(|step| places.get(step).copied())
            && let Some(step) = steps.get_mut(at)
        {
            of_check.insert(&check.about.id, at);
            step.checks.push(check.about.id.clone());
        }
    }
    let without = steps.len();
    let title = Text::new("時期を定めていないもの", "without a step");
    steps.push(progress(None, title, None));
    let step_of = |rule: &str| of_check.get(rule).copied();
    for (at, finding) in findings.iter().enumerate() {
        if let Some(step) = steps.get_mut(step_of(&finding.rule).unwrap_or(without)) {
            step.findings.push(at);
        }
    }
    // What was understood with doubt keeps nobody from going on.
    let open = questions.iter().enumerate().filter(|(_, q)| q.kind != QuestionKind::Doubtful);
    for (at, question) in open {
        // What several steps wait for is needed for the first of them.
        let first = question.rules.iter().filter_map(|rule| step_of(rule)).min();
        if let Some(step) = steps.get_mut(first.unwrap_or(without)) {
            step.questions.push(at);
        }
    }
    let failed: HashSet<&str> = failures.iter().map(|failure| failure.rule.as_str()).collect();
    for step in &mut steps {
        step.failed = step.checks.iter().filter(|check| failed.contains(check.as_str())).count();
    }
    steps
}

fn progress(id: Option<String>, title: Text, months: Option<Text>) -> StepProgress {
    let (checks, findings, questions) = (Vec::new(), Vec::new(), Vec::new());
    StepProgress { id, title, months, checks, findings, questions, failed: 0 }
}
