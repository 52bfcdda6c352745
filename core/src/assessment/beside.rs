//! The same risks by a further method.

use daicho_rules::Method;

use super::{Assessment, Computed, Level, Read, Risk};

/// What a further method makes of the risks; decisions rest on the first method only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The method.
    pub method: Method,
    /// Its ratings, in the order of the risks.
    pub ratings: Vec<Rating>,
}

/// What a method makes of one risk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rating {
    /// Impact on the scale of the method; `None` when it could not be decided.
    pub impact: Option<u8>,
    /// Cells that decided the impact, where they are not those that the risk names.
    pub impact_reads: Option<Vec<Read>>,
    /// Factors by the packs alone, where the client's settings override one that this method uses.
    pub computed: Option<Computed>,
    /// With no controls.
    pub inherent: Level,
    /// With the controls in place.
    pub current: Level,
    /// With the controls in place and planned.
    pub planned: Level,
}

impl Rating {
    /// The risk as this rating has it.
    #[must_use]
    pub fn of(&self, risk: &Risk) -> Risk {
        Risk {
            impact: self.impact,
            impact_reads: self.impact_reads.clone().unwrap_or_else(|| risk.impact_reads.clone()),
            computed: self.computed,
            inherent: self.inherent.clone(),
            current: self.current.clone(),
            planned: self.planned.clone(),
            ..risk.clone()
        }
    }
}

impl Assessment {
    /// The assessment as if a further method were the only one; findings and the rest stay as they are.
    #[must_use]
    pub fn seen_by(&self, beside: &Beside) -> Self {
        let mut seen = self.clone();
        seen.method = beside.method.clone();
        seen.beside = Vec::new();
        seen.risks = self.risks.iter().zip(&beside.ratings).map(|(risk, rating)| rating.of(risk)).collect();
        seen
    }
}
