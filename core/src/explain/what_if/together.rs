//! Several changes at once, where none does by itself.

use daicho_rules::{Lang, Text};

use super::candidate::Candidate;
use super::gather::{alone, proposals};
use super::looking::Looking;
use super::nature::Nature;
use super::proposal::{Becomes, Proposal};
use super::shortened;
use super::words::{Mood, becomes_text, change_text, proposal_text, rises_text};
use crate::assessment::RiskControl;
use crate::explain::lines::{bullet, pick};

/// Most changes that are put into pairs, most pairs that are told, and most of which it is found out what
/// else they let rise.
const MAX_PAIRED: usize = 40;
const MAX_PAIRS: usize = 5;
const MAX_LOOKED_AT: usize = 40;

/// Two changes that bring the risk down together.
pub(super) struct Pair {
    pub(super) changes: [Candidate; 2],
    pub(super) becomes: Becomes,
    /// Titles of risks of the item that would newly exceed the acceptable band.
    instead: Vec<Text>,
}

impl Looking<'_> {
    /// Where nothing does by itself: all controls with one change, else two changes.
    pub(super) fn together(&mut self, lang: Lang) -> Vec<String> {
        let with_controls = self.with_all_controls();
        if with_controls.is_empty() {
            return self.pairs().iter().filter_map(|pair| self.pair_text(pair, lang)).collect();
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

    /// Changes that do together with all controls; those that let something else rise come last.
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
        let instead = |candidate: &Candidate| match candidate.nature {
            Nature::Means => scales.instead(&[candidate]),
            Nature::Answer | Nature::Fact => Vec::new(),
        };
        let mut found = proposals(&weighed, |_, becomes| becomes.is_acceptable(method), instead);
        found.sort_by_key(|proposal| !proposal.instead.is_empty());
        found
    }

    /// The first few pairs of changes that do, those that let nothing else rise before the others.
    pub(super) fn pairs(&mut self) -> Vec<Pair> {
        let method = &self.assessment.method;
        let candidates: Vec<Candidate> = self.candidates.clone();
        let few: Vec<&Candidate> = candidates
            .iter()
            .filter(|known| known.nature != Nature::Answer && known.is_advisable)
            .take(MAX_PAIRED)
            .collect();
        let mut scales = self.scales();
        let mut pairs: Vec<Pair> = Vec::new();
        for (at, first) in few.iter().copied().enumerate() {
            for second in few.iter().copied().skip(at + 1) {
                let is_enough = pairs.iter().filter(|pair| pair.instead.is_empty()).count() == MAX_PAIRS;
                if is_enough || pairs.len() == MAX_LOOKED_AT {
                    break;
                }
                let becomes = scales.weigh(&[first, second], false);
                if second.change.name != first.change.name && becomes.is_acceptable(method) {
                    let instead = scales.instead(&[first, second]);
                    pairs.push(Pair { changes: [first.clone(), second.clone()], becomes, instead });
                }
            }
        }
        pairs.sort_by_key(|pair| !pair.instead.is_empty());
        pairs.truncate(MAX_PAIRS);
        pairs
    }

    fn pair_text(&self, pair: &Pair, lang: Lang) -> Option<String> {
        let told = |candidate: &Candidate| {
            let one = alone(candidate, &pair.becomes)?;
            Some(change_text(&one, Mood::of(candidate.nature), self.assessment, lang))
        };
        let [first, second] = &pair.changes;
        let and = pick(lang, "、かつ", ", and ");
        let becomes = becomes_text(&pair.becomes, self.assessment, lang);
        let rises = rises_text(&pair.instead, lang);
        Some(bullet(&format!("{}{and}{} → {becomes}{rises}", told(first)?, told(second)?), lang))
    }
}
