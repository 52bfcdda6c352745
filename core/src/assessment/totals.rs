//! Counts over an assessment, the same for every report.

use daicho_rules::Severity;
use indexmap::IndexMap;

use super::{Assessment, Level, QuestionKind, Risk};

/// Which of a risk's three levels is meant.
pub type LevelOf = fn(&Risk) -> &Level;

/// The three levels with their ids, in order.
pub const LEVELS: [(&str, LevelOf); 3] = [
    ("inherent", |risk| &risk.inherent),
    ("current", |risk| &risk.current),
    ("planned", |risk| &risk.planned),
];

/// Counts over an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Items of the ledger.
    pub items: usize,
    /// Risks.
    pub risks: usize,
    /// Risks without a score, because a factor is unknown.
    pub unrated: usize,
    /// Risks above the acceptable band with the controls in place.
    pub above_acceptable: usize,
    /// Findings by severity.
    pub findings: [(Severity, usize); 3],
    /// Questions about cells and columns.
    pub cell_questions: usize,
    /// Questions about controls.
    pub control_questions: usize,
    /// Records that rules left out because they failed.
    pub not_evaluated: usize,
}

impl Assessment {
    /// Counts over the assessment.
    pub fn totals(&self) -> Totals {
        let severity = |wanted| self.findings.iter().filter(|finding| finding.severity == wanted).count();
        let controls = self.questions.iter().filter(|q| q.kind == QuestionKind::Control).count();
        Totals {
            items: self.ledger.register("items").map_or(0, |items| items.records.len()),
            risks: self.risks.len(),
            unrated: if self.method.has_bands() {
                self.risks.iter().filter(|risk| risk.current.band.is_none()).count()
            } else {
                0
            },
            above_acceptable: self.risks.iter().filter(|risk| risk.exceeds(&self.method)).count(),
            findings: [Severity::Must, Severity::Should, Severity::Info]
                .map(|wanted| (wanted, severity(wanted))),
            cell_questions: self.questions.len() - controls,
            control_questions: controls,
            not_evaluated: self.failures.iter().map(|failure| failure.records.len()).sum(),
        }
    }

    /// Number of risks by band, every band of the method included; unrated risks are in none.
    pub fn by_band(&self, level: LevelOf) -> IndexMap<String, usize> {
        let count =
            |band: &str| self.risks.iter().filter(|risk| level(risk).band.as_deref() == Some(band)).count();
        self.method.bands.iter().map(|band| (band.id.clone(), count(&band.id))).collect()
    }

    /// Number of risks by stage and band, in the order of stages and bands.
    pub fn by_stage_and_band(&self, level: LevelOf) -> IndexMap<String, IndexMap<String, usize>> {
        let stages = self.schema.stages.iter().map(|stage| {
            let count = |band: &str| {
                let here = self.risks.iter().filter(|risk| risk.stage == stage.id);
                here.filter(|risk| level(risk).band.as_deref() == Some(band)).count()
            };
            let bands = self.method.bands.iter().map(|band| (band.id.clone(), count(&band.id)));
            (stage.id.clone(), bands.collect())
        });
        stages.collect()
    }

    /// Number of risks with this impact and likelihood.
    pub fn at(&self, level: LevelOf, impact: u8, likelihood: u8) -> usize {
        let here = |risk: &&Risk| risk.impact == Some(impact) && level(risk).likelihood == Some(likelihood);
        self.risks.iter().filter(here).count()
    }

    /// Risks above the acceptable band, the highest score first.
    pub fn worst(&self) -> Vec<&Risk> {
        let mut worst: Vec<&Risk> = self.risks.iter().filter(|risk| risk.exceeds(&self.method)).collect();
        worst.sort_by_key(|risk| std::cmp::Reverse(risk.current.weight(&self.method)));
        worst
    }
}
