//! Changes that do what is wished, those alike put together.

use daicho_rules::{Method, Outcome, RiskRule, Text};

use super::candidate::{Candidate, Scale};
use super::controls::level_with_all;
use crate::assess::{Change, Trial};
use crate::assessment::{Level, Risk};

/// What becomes of a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Becomes {
    /// It is no more.
    Gone,
    /// It has this level.
    Level(Level),
    /// That hangs on something else.
    Open,
}

impl Becomes {
    pub(super) fn is_acceptable(&self, method: &Method) -> bool {
        match self {
            Self::Gone => true,
            Self::Level(level) => level.band.as_deref().is_some_and(|band| !method.exceeds(band)),
            Self::Open => false,
        }
    }

    pub(super) fn exceeds(&self, method: &Method) -> bool {
        matches!(self, Self::Level(Level { band: Some(band), .. }) if method.exceeds(band))
    }
}

/// A change, or several to the same end, and what it leads to.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    /// The first of the changes, which stands for the others.
    pub(super) candidate: Candidate,
    pub(super) to: Target,
    pub(super) becomes: Becomes,
    /// Titles of risks of the item that would newly exceed the acceptable band.
    pub(super) instead: Vec<Text>,
}

/// What a field becomes, of changes that lead to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// One of these.
    Either(Vec<Text>),
    /// All of these together.
    Together(Vec<Text>),
    /// From the first to the last, open where there is nothing beyond.
    Range { scale: Scale, from: Option<i64>, to: Option<i64> },
    /// Nothing to be named.
    Text,
}

/// Weighs changes of an item for one of its risks.
pub(super) struct Scales<'s, 'a> {
    pub(super) trial: &'s mut Trial<'a>,
    pub(super) rule: &'s RiskRule,
    pub(super) method: &'s Method,
    pub(super) singulars: Vec<(String, String)>,
    /// Risks of the item that exceed the acceptable band as it is; looked at when first asked for.
    pub(super) before: Option<Vec<Risk>>,
}

impl Scales<'_, '_> {
    /// What becomes of the risk with these changes, and with all controls in place if `controls`.
    pub(super) fn weigh(&mut self, candidates: &[&Candidate], controls: bool) -> Becomes {
        let changes: Vec<Change> = candidates.iter().map(|candidate| candidate.change.clone()).collect();
        let mut wanted = self.singulars.clone();
        for (name, value) in candidates.iter().filter_map(|candidate| candidate.turns.as_ref()) {
            for (_, now) in wanted.iter_mut().filter(|(known, _)| known == name) {
                now.clone_from(value);
            }
        }
        let mut becomes = Becomes::Gone;
        for (decided, risk) in self.trial.risks(self.rule, &changes) {
            let unbound = decided.singulars.len() < wanted.len();
            if !(unbound || decided.singulars == wanted || decided.singulars == self.singulars) {
                continue;
            }
            let next = match (&decided.outcome, risk) {
                (Outcome::Passes, _) => continue,
                (Outcome::Fires, Some(risk)) => Becomes::Level(self.level(risk, controls)),
                _ => Becomes::Open,
            };
            becomes = self.worse(becomes, next);
        }
        becomes
    }

    fn level(&self, risk: Risk, controls: bool) -> Level {
        if controls { level_with_all(self.method, &risk) } else { risk.current }
    }

    fn worse(&self, first: Becomes, second: Becomes) -> Becomes {
        match (&first, &second) {
            (Becomes::Open, _) | (_, Becomes::Open) => Becomes::Open,
            (Becomes::Gone, _) => second,
            (_, Becomes::Gone) => first,
            (Becomes::Level(one), Becomes::Level(other)) => {
                // What is not rated is not better than anything.
                let rank = |level: &Level| {
                    level.band.as_deref().map_or(usize::MAX, |b| self.method.rank(b).unwrap_or(0))
                };
                if rank(one) >= rank(other) { first } else { second }
            }
        }
    }

    /// Titles of the item's risks that would newly exceed the acceptable band, or rise beyond it.
    pub(super) fn instead(&mut self, candidates: &[&Candidate]) -> Vec<Text> {
        let exceeding = |trial: &mut Trial<'_>, changes: &[Change]| -> Vec<Risk> {
            trial.all_risks(changes).into_iter().filter(|risk| risk.exceeds(self.method)).collect()
        };
        let before = match self.before.take() {
            Some(before) => before,
            None => exceeding(self.trial, &[]),
        };
        let changes: Vec<Change> = candidates.iter().map(|candidate| candidate.change.clone()).collect();
        let after = exceeding(self.trial, &changes);
        let method = self.method;
        let is_new = |risk: &Risk| {
            !before.iter().any(|known| {
                known.id == risk.id && known.current.weight(method) >= risk.current.weight(method)
            })
        };
        let mut titles: Vec<Text> = Vec::new();
        for risk in after.into_iter().filter(is_new) {
            if !titles.contains(&risk.title) {
                titles.push(risk.title);
            }
        }
        self.before = Some(before);
        titles
    }
}
