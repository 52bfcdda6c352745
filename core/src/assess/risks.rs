//! Decided risk rules as scored risks.

use daicho_rules::{Decided, Factor, Formula, Method, MethodKind, RiskRule, Text};

use super::{Setting, controls};
use crate::assessment::{ControlState, Decision, Level, Risk, RiskControl, Singular};

/// The risk of a rule that applies to a record.
pub(super) fn risk(
    setting: &Setting<'_>,
    rule: &RiskRule,
    record: usize,
    decided: &Decided,
    method: &Method,
) -> Risk {
    let item = setting.records.name("items", record);
    let controls = controls::controls(setting, rule, record, decided);
    let (impact, threat) = factors(decided);
    let none = if controls.iter().all(|c| c.state == ControlState::NotApplicable) && !controls.is_empty() {
        None
    } else {
        Some(3)
    };
    let level = |vulnerability| level(method, impact, threat, vulnerability);
    let in_place = |control: &RiskControl| strength(control.state, false);
    let planned = |control: &RiskControl| strength(control.state, true);
    Risk {
        id: id(&item.key, &rule.about.id, &decided.singulars),
        rule: rule.about.id.clone(),
        stage: rule.stage.clone(),
        title: rule.about.title.clone(),
        why: rule.about.why.clone(),
        kinds: rule.kinds.clone(),
        basis: rule.about.basis.clone(),
        verified: rule.about.verified,
        singulars: decided.singulars.iter().map(|(field, value)| singular(setting, field, value)).collect(),
        impact,
        threat,
        inherent: level(none),
        current: level(vulnerability(&controls, in_place)),
        planned: level(vulnerability(&controls, planned)),
        reads: setting.reads("items", record, &decided.reads, decided),
        impact_reads: setting.reads("items", record, &decided.impact_reads, decided),
        computed: None,
        decision: Decision::default(),
        controls,
        item,
    }
}

/// The id of a risk or finding: the same next year for the same record, rule and values.
pub(super) fn id(key: &str, rule: &str, singulars: &[(String, String)]) -> String {
    let mut id = format!("{key}:{rule}");
    for (_, value) in singulars {
        id.push(':');
        id.push_str(value);
    }
    id
}

/// Impact and threat, as far as they are known.
pub(super) fn factors(decided: &Decided) -> (Option<u8>, Option<u8>) {
    (known(decided.impact.as_ref()), known(decided.threat.as_ref()))
}

fn known(factor: Option<&Factor>) -> Option<u8> {
    match factor {
        Some(Factor::Known(number)) => Some(*number),
        _ => None,
    }
}

fn singular(setting: &Setting<'_>, field: &str, value: &str) -> Singular {
    let schema = &setting.rulebook.schema;
    let plural = schema.plural_of("items", field);
    let title = plural.map_or_else(|| Text::same(value), |plural| schema.value_title(plural, value));
    Singular { field: field.to_owned(), value: value.to_owned(), title }
}

/// How far a control counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Full,
    Some,
    None,
}

/// What is unknown counts as not in place; it becomes a question.
fn strength(state: ControlState, with_plan: bool) -> Option<Strength> {
    match state {
        ControlState::InPlace => Some(Strength::Full),
        ControlState::Partly => Some(Strength::Some),
        ControlState::Planned if with_plan => Some(Strength::Full),
        ControlState::Planned | ControlState::NotInPlace | ControlState::Unknown => Some(Strength::None),
        ControlState::NotApplicable => None,
    }
}

/// Vulnerability by the controls that apply: 3 none is in place, 2 some are, 1 all are (IPA 付録7).
fn vulnerability(
    controls: &[RiskControl],
    strength: impl Fn(&RiskControl) -> Option<Strength>,
) -> Option<u8> {
    if controls.is_empty() {
        return Some(3);
    }
    let strengths: Vec<Strength> = controls.iter().filter_map(strength).collect();
    if strengths.is_empty() {
        None
    } else if strengths.iter().all(|strength| *strength == Strength::Full) {
        Some(1)
    } else if strengths.iter().all(|strength| *strength == Strength::None) {
        Some(3)
    } else {
        Some(2)
    }
}

/// The level of a risk if its controls stood so, the rest being as it is.
pub(crate) fn level_with(method: &Method, risk: &Risk, controls: &[RiskControl]) -> Level {
    let vulnerability = vulnerability(controls, |control| strength(control.state, false));
    level(method, risk.impact, risk.threat, vulnerability)
}

/// What a method makes of the factors; an unknown factor leaves no score, not zero and not the highest.
pub(super) fn level(
    method: &Method,
    impact: Option<u8>,
    threat: Option<u8>,
    vulnerability: Option<u8>,
) -> Level {
    let likelihood = threat.zip(vulnerability).and_then(|(threat, weak)| method.likelihood(threat, weak));
    if method.kind == MethodKind::Map {
        let place = impact.zip(likelihood);
        let band = place.and_then(|(impact, likelihood)| method.band_on_map(impact, likelihood));
        return Level { vulnerability, likelihood, score: None, band: band.map(|band| band.id.clone()) };
    }
    let formula = Formula::parse(&method.score);
    let score = formula.and_then(|formula| formula.score(impact, threat, vulnerability, likelihood));
    let band = score.and_then(|score| method.band(score)).map(|band| band.id.clone());
    Level { vulnerability, likelihood, score, band }
}

#[cfg(test)]
mod tests {
    use daicho_rules::ControlLevel;

    use super::*;

    fn control(state: ControlState) -> RiskControl {
        RiskControl {
            id: "x".into(),
            title: Text::same("x"),
            family: "physical".into(),
            level: ControlLevel::S,
            state,
            source: None,
            due: None,
            owner: String::new(),
        }
    }

    #[test]
    fn vulnerability_follows_the_controls_that_apply() {
        use ControlState::{InPlace, NotApplicable, NotInPlace, Partly, Planned, Unknown};
        for (states, current, planned) in [
            (vec![], Some(3), Some(3)),
            (vec![InPlace, InPlace], Some(1), Some(1)),
            (vec![InPlace, NotInPlace], Some(2), Some(2)),
            (vec![Unknown, NotInPlace], Some(3), Some(3)),
            (vec![InPlace, Planned], Some(2), Some(1)),
            (vec![Planned], Some(3), Some(1)),
            (vec![Partly], Some(2), Some(2)),
            (vec![InPlace, NotApplicable], Some(1), Some(1)),
            (vec![NotApplicable], None, None),
        ] {
            let controls: Vec<_> = states.iter().copied().map(control).collect();
            assert_eq!(vulnerability(&controls, |c| strength(c.state, false)), current, "{states:?}");
            assert_eq!(vulnerability(&controls, |c| strength(c.state, true)), planned, "{states:?}");
        }
    }
}
