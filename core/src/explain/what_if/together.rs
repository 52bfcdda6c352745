//! Several changes at once, where none does by itself.

use daicho_rules::Lang;

use super::candidate::Candidate;
use super::gather::{alone, proposals};
use super::looking::Looking;
use super::nature::Nature;
use super::proposal::{Becomes, Proposal};
use super::shortened;
use super::words::{Mood, becomes_text, change_text, proposal_text};
use crate::assessment::RiskControl;
use crate::explain::lines::{bullet, pick};

/// Most changes that are put into pairs, and most pairs that are told.
const MAX_PAIRED: usize = 40;
const MAX_PAIRS: usize = 5;

impl Looking<'_> {
    /// Where nothing does by itself: all controls with one change, else two changes.
    pub(super) fn together(&mut self, lang: Lang) -> Vec<String> {
        let with_controls = self.with_all_controls();
        if with_controls.is_empty() {
            return self.in_pairs(lang);
        }
        let head = pick(
            lang,
            "  対策をすべて実施し、あわせて次のいずれかとする。",
            "  With all controls in place, and one of these:",
        );
        let line = |proposal: &Proposal| {
            proposal_text(proposal, Mood::of(proposal.candidate.nature), self.assessment, lang)
        };
        let lines = shortened(with_controls.iter().map(line).collect(), lang);
        [head].into_iter().chain(lines).collect()
    }

    /// Changes that do together with all controls.
    pub(super) fn with_all_controls(&mut self) -> Vec<Proposal> {
        if !self.risk.controls.iter().any(RiskControl::is_lacking) {
            return Vec::new();
        }
        let method = &self.assessment.method;
        let advisable = self.candidates.iter().filter(|candidate| candidate.is_advisable);
        let candidates: Vec<Candidate> = advisable.cloned().collect();
        let mut scales = self.scales();
        let weigh = |candidate: Candidate| {
            let becomes = scales.weigh(&[&candidate], true);
            (candidate, becomes)
        };
        let weighed: Vec<(Candidate, Becomes)> = candidates.into_iter().map(weigh).collect();
        proposals(&weighed, |_, becomes| becomes.is_acceptable(method), |_| Vec::new())
    }

    /// The first few pairs of changes that do.
    fn in_pairs(&mut self, lang: Lang) -> Vec<String> {
        let (assessment, method) = (self.assessment, &self.assessment.method);
        let candidates: Vec<Candidate> = self.candidates.clone();
        let few: Vec<&Candidate> = candidates
            .iter()
            .filter(|known| known.nature != Nature::Answer && known.is_advisable)
            .take(MAX_PAIRED)
            .collect();
        let mut scales = self.scales();
        let mut lines = Vec::new();
        for (at, first) in few.iter().enumerate() {
            for second in few.iter().skip(at + 1).filter(|second| second.change.name != first.change.name) {
                let becomes = scales.weigh(&[first, second], false);
                if !becomes.is_acceptable(method) {
                    continue;
                }
                let told = |candidate: &Candidate| {
                    let mood = Mood::of(candidate.nature);
                    alone(candidate, &becomes).map(|one| change_text(&one, mood, assessment, lang))
                };
                let (Some(first), Some(second)) = (told(first), told(second)) else { continue };
                let and = pick(lang, "、かつ", ", and ");
                let becomes = becomes_text(&becomes, assessment, lang);
                lines.push(bullet(&format!("{first}{and}{second} → {becomes}"), lang));
                if lines.len() == MAX_PAIRS {
                    return lines;
                }
            }
        }
        lines
    }
}
