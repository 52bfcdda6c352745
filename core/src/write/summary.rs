//! What the cover, the report and the plan count.

use daicho_rules::{ControlLevel, Method, Severity};
use indexmap::IndexMap;

use crate::assessment::{Assessment, ControlState, Level, Risk, RiskControl};

use super::words::{self, Word};

/// The three states of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// With no controls.
    Inherent,
    /// With the controls in place.
    Current,
    /// With the planned controls too.
    Planned,
}

impl Phase {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 3] = [Self::Inherent, Self::Current, Self::Planned];

    /// The level of a risk in this state.
    pub(crate) fn of(self, risk: &Risk) -> &Level {
        match self {
            Self::Inherent => &risk.inherent,
            Self::Current => &risk.current,
            Self::Planned => &risk.planned,
        }
    }
}

/// True if the method puts risks into bands.
pub(crate) fn rates(method: &Method) -> bool {
    method.has_bands()
}

/// How many risks are in a band; `None` counts those not rated.
pub(crate) fn in_band(assessment: &Assessment, phase: Phase, band: Option<&str>) -> usize {
    assessment.risks.iter().filter(|risk| phase.of(risk).band.as_deref() == band).count()
}

/// How many risks of a stage are in a band now.
pub(crate) fn in_stage(assessment: &Assessment, stage: &str, band: Option<&str>) -> usize {
    let of_stage = assessment.risks.iter().filter(|risk| risk.stage == stage);
    of_stage.filter(|risk| risk.current.band.as_deref() == band).count()
}

/// Stages of the packs in order, then stages that only risks name.
pub(crate) fn stages(assessment: &Assessment) -> Vec<&str> {
    let mut known: Vec<_> = assessment.schema.stages.iter().collect();
    known.sort_by_key(|stage| stage.order);
    let mut stages: Vec<&str> = known.into_iter().map(|stage| stage.id.as_str()).collect();
    for risk in &assessment.risks {
        if !stages.contains(&risk.stage.as_str()) {
            stages.push(&risk.stage);
        }
    }
    stages
}

/// How many findings have a severity.
pub(crate) fn with_severity(assessment: &Assessment, severity: Severity) -> usize {
    assessment.findings.iter().filter(|finding| finding.severity == severity).count()
}

/// True if the risk remains above what is acceptable; without scores, if a required control is lacking.
pub(crate) fn remains(method: &Method, risk: &Risk) -> bool {
    if rates(method) {
        risk.exceeds(method)
    } else {
        risk.controls.iter().any(|control| control.level == ControlLevel::S && control.is_lacking())
    }
}

/// What risks that remain are called.
pub(crate) fn remaining_word(method: &Method) -> Word {
    if rates(method) { words::ABOVE } else { words::ABOVE_PRESENCE }
}

/// True if the risk was not rated.
pub(crate) fn is_unrated(method: &Method, risk: &Risk) -> bool {
    rates(method) && risk.current.band.is_none()
}

/// A control that is lacking, and what it would do.
#[derive(Debug)]
pub(crate) struct Measure<'a> {
    /// The control as the first risk shows it.
    pub(crate) control: &'a RiskControl,
    /// Its state; the least complete where items differ.
    pub(crate) state: ControlState,
    /// Risks that it covers and that lack it.
    pub(crate) covered: u32,
    /// Of these, risks above the acceptable level.
    pub(crate) above: u32,
    /// Of these, risks whose vulnerability falls when this control alone is put in place.
    pub(crate) lowered: u32,
    /// Names of the items, each once.
    pub(crate) items: Vec<&'a str>,
}

/// Controls that are lacking, the most effective first.
pub(crate) fn measures(assessment: &Assessment) -> Vec<Measure<'_>> {
    let mut measures: IndexMap<&str, Measure<'_>> = IndexMap::new();
    for risk in &assessment.risks {
        for control in risk.controls.iter().filter(|control| control.is_lacking()) {
            let measure = measures.entry(&control.id).or_insert_with(|| Measure {
                control,
                state: control.state,
                covered: 0,
                above: 0,
                lowered: 0,
                items: Vec::new(),
            });
            measure.state = measure.state.max(control.state);
            measure.covered += 1;
            measure.above += u32::from(remains(&assessment.method, risk));
            measure.lowered += u32::from(would_lower(risk, control));
            if !measure.items.contains(&risk.item.name.as_str()) && measure.items.len() < 100 {
                measure.items.push(&risk.item.name);
            }
        }
    }
    let mut sorted: Vec<_> = measures.into_values().collect();
    sorted.sort_by(|left, right| {
        let key = |measure: &Measure<'_>| {
            (measure.lowered.min(measure.above), measure.lowered, measure.above, measure.covered)
        };
        key(right).cmp(&key(left)).then_with(|| left.control.id.cmp(&right.control.id))
    });
    sorted
}

/// True if the vulnerability falls when this control alone is added to those in place.
fn would_lower(risk: &Risk, control: &RiskControl) -> bool {
    let others = || risk.controls.iter().filter(|other| other.id != control.id);
    let last = !others().any(RiskControl::is_lacking);
    let first = control.state != ControlState::Partly
        && !others().any(|other| matches!(other.state, ControlState::InPlace | ControlState::Partly));
    match risk.current.vulnerability {
        Some(3) => last || first,
        Some(2) => last,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::fixture;

    #[test]
    fn the_most_effective_measure_comes_first() {
        let assessment = fixture::assessment(8, fixture::method());
        let measures = measures(&assessment);
        let keys: Vec<_> = measures.iter().map(|m| (m.lowered.min(m.above), m.lowered)).collect();
        assert!(keys.is_sorted_by(|left, right| left >= right), "{keys:?}");
        assert!(measures.iter().all(|measure| measure.lowered <= measure.covered && measure.covered > 0));
        let complete = |measure: &Measure<'_>| {
            matches!(measure.state, ControlState::InPlace | ControlState::NotApplicable)
        };
        assert!(!measures.iter().any(complete));
    }

    #[test]
    fn counts_of_bands_add_up_with_those_not_rated() {
        let assessment = fixture::assessment(8, fixture::method());
        for phase in Phase::ALL {
            let bands = assessment.method.bands.iter().map(|band| Some(band.id.as_str()));
            let sum: usize = bands.chain([None]).map(|band| in_band(&assessment, phase, band)).sum();
            assert_eq!(sum, assessment.risks.len());
        }
        assert_eq!(in_band(&assessment, Phase::Current, None), 2);
    }
}
