//! What is still missing, step by step.

use daicho_rules::{Severity, Text};

use super::{Assessment, Finding, Question};

/// A step of the timetable, and what is missing in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepProgress {
    /// Id; `None` for what belongs to no step.
    pub id: Option<String>,
    /// What is done in it.
    pub title: Text,
    /// When it is done.
    pub months: Option<Text>,
    /// Full ids of the checks that belong to it.
    pub checks: Vec<String>,
    /// Its findings, as places in [`Assessment::findings`].
    pub findings: Vec<usize>,
    /// What has to be asked first, as places in [`Assessment::questions`].
    pub questions: Vec<usize>,
    /// How many of its checks could not be run.
    pub failed: usize,
}

impl StepProgress {
    /// Its findings.
    pub fn findings<'a>(&'a self, assessment: &'a Assessment) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter_map(|at| assessment.findings.get(*at))
    }

    /// Its questions.
    pub fn questions<'a>(&'a self, assessment: &'a Assessment) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter_map(|at| assessment.questions.get(*at))
    }

    /// True if nothing is missing; what is only worth knowing does not count.
    pub fn is_done(&self, assessment: &Assessment) -> bool {
        let is_open = |finding: &Finding| finding.severity != Severity::Info;
        self.failed == 0 && self.questions.is_empty() && !self.findings(assessment).any(is_open)
    }
}
