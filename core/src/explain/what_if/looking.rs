//! One risk, and what its item could be instead.

use daicho_rules::{Method, RiskRule, Value};

use super::candidate::{Candidate, Item};
use super::gather::proposals;
use super::nature::Nature;
use super::proposal::{Becomes, Proposal, Scales};
use crate::assess::Trial;
use crate::assessment::{Assessment, Level, Risk};
use crate::explain::{Explainer, singulars_of};
use crate::write::summary;

/// A risk that is looked at from all sides.
pub(super) struct Looking<'l> {
    pub(super) assessment: &'l Assessment,
    pub(super) risk: &'l Risk,
    rule: &'l RiskRule,
    trial: Trial<'l>,
    pub(super) candidates: Vec<Candidate>,
}

impl<'l> Looking<'l> {
    pub(super) fn new(explainer: &'l Explainer, risk: &'l Risk, rule: &'l RiskRule) -> Self {
        let (assessment, basis) = (&explainer.assessment, &explainer.basis);
        let trial = Trial::new(basis, assessment, &risk.item.register, risk.item.record);
        let singulars = singulars_of(risk);
        let medium = singulars.iter().find(|(name, _)| name == "medium").map(|(_, medium)| medium.clone());
        let media = match (medium, trial.cell("media", &[]).and_then(|cell| cell.value.as_ref())) {
            (Some(medium), _) => vec![medium],
            (None, Some(Value::Set(set))) => set.ids.clone(),
            (None, _) => Vec::new(),
        };
        let item = Item {
            media,
            trial: &trial,
            rulebook: basis.rulebook(),
            rule,
            singulars: &singulars,
            as_of: assessment.as_of,
        };
        let candidates = item.candidates();
        Self { assessment, risk, rule, trial, candidates }
    }

    pub(super) fn is_acceptable(&self) -> bool {
        Becomes::Level(self.risk.current.clone()).is_acceptable(&self.assessment.method)
    }

    pub(super) fn scales(&mut self) -> Scales<'_, 'l> {
        Scales {
            trial: &mut self.trial,
            rule: self.rule,
            method: &self.assessment.method,
            singulars: singulars_of(self.risk),
            before: None,
        }
    }

    /// What would lower the risk.
    pub(super) fn wish(&self) -> Wish<'l> {
        Wish {
            method: &self.assessment.method,
            stands_well: self.is_acceptable(),
            is_unrated: summary::is_unrated(&self.assessment.method, self.risk),
        }
    }

    /// Every change with what it would lead to.
    pub(super) fn weighed(&mut self) -> Vec<(Candidate, Becomes)> {
        let candidates = self.candidates.clone();
        let mut scales = self.scales();
        candidates
            .into_iter()
            .map(|candidate| {
                let becomes = scales.weigh(&[&candidate], false);
                (candidate, becomes)
            })
            .collect()
    }

    /// Changes that bring the risk down, or away where it is not its band that stands against it.
    pub(super) fn lowering(&mut self) -> Vec<Proposal> {
        let weighed = self.weighed();
        let wish = self.wish();
        let mut scales = self.scales();
        proposals(
            &weighed,
            |candidate, becomes| wish.is_met(candidate, becomes),
            |candidate| match candidate.nature {
                Nature::Means => scales.instead(&[candidate]),
                Nature::Answer | Nature::Fact => Vec::new(),
            },
        )
    }

    /// Changes that let the risk rise above the acceptable band.
    pub(super) fn raising(&mut self) -> Vec<Proposal> {
        let mut weighed = self.weighed();
        // Another value of a set is another risk, which stands elsewhere in the table.
        weighed.retain(|(candidate, _)| candidate.turns.is_none());
        let method = &self.assessment.method;
        proposals(&weighed, |_, becomes| becomes.exceeds(method), |_| Vec::new())
    }
}

/// What is wished of a change.
pub(super) struct Wish<'m> {
    method: &'m Method,
    /// The risk is acceptable by its band: only that it goes is better.
    stands_well: bool,
    is_unrated: bool,
}

impl Wish<'_> {
    pub(super) fn is_met(&self, candidate: &Candidate, becomes: &Becomes) -> bool {
        let is_well =
            if self.stands_well { *becomes == Becomes::Gone } else { becomes.is_acceptable(self.method) };
        // Of a risk without a rating every answer tells something.
        let is_rated = matches!(becomes, Becomes::Level(Level { band: Some(_), .. }));
        match candidate.nature {
            Nature::Answer => is_well || self.is_unrated && is_rated,
            // What is not rated is found out first.
            Nature::Fact | Nature::Means => is_well && candidate.is_advisable && !self.is_unrated,
        }
    }
}
