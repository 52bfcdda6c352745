//! Weighed changes as proposals: those that differ only in the value, and lead to the same, are one.

use daicho_rules::Text;

use super::candidate::{Act, Candidate, Scale, To};
use super::proposal::{Becomes, Proposal, Target};

/// The changes that do what is wished, those alike put together; `instead` tells what else would rise.
pub(super) fn proposals(
    weighed: &[(Candidate, Becomes)],
    wished: impl Fn(&Candidate, &Becomes) -> bool,
    mut instead: impl FnMut(&Candidate) -> Vec<Text>,
) -> Vec<Proposal> {
    let mut gathered = Gathered::default();
    for (candidate, becomes) in weighed.iter().filter(|(candidate, becomes)| wished(candidate, becomes)) {
        match &candidate.to {
            To::Point(scale, at, number) => {
                let is_point = |(other, _): &&(Candidate, Becomes)| {
                    other.change.name == candidate.change.name && matches!(other.to, To::Point(..))
                };
                let is_last = at + 1 == weighed.iter().filter(is_point).count();
                gathered.point(candidate, becomes, (*scale, *at, *number), is_last);
            }
            To::Values(values) if candidate.act == Act::Drop => {
                if !gathered.is_done_with_less(candidate, values) {
                    let to = Target::Together(values.clone());
                    gathered.add(candidate, becomes, to, instead(candidate));
                }
            }
            To::Values(values) => gathered.value(candidate, becomes, values, instead(candidate)),
            To::Text => gathered.add(candidate, becomes, Target::Text, instead(candidate)),
        }
    }
    gathered.proposals
}

/// A change by itself as a proposal.
pub(super) fn alone(candidate: &Candidate, becomes: &Becomes) -> Option<Proposal> {
    let weighed = [(candidate.clone(), becomes.clone())];
    proposals(&weighed, |_, _| true, |_| Vec::new()).pop()
}

#[derive(Default)]
struct Gathered {
    proposals: Vec<Proposal>,
    /// The field and place of the last point on a scale.
    last_point: Option<(String, usize)>,
}

impl Gathered {
    fn add(&mut self, candidate: &Candidate, becomes: &Becomes, to: Target, instead: Vec<Text>) {
        let (candidate, becomes) = (candidate.clone(), becomes.clone());
        self.proposals.push(Proposal { candidate, to, becomes, instead });
    }

    /// A point on a scale joins the range that it follows.
    fn point(
        &mut self,
        candidate: &Candidate,
        becomes: &Becomes,
        (scale, at, number): (Scale, usize, i64),
        is_last: bool,
    ) {
        let name = &candidate.change.name;
        let before = at.checked_sub(1).map(|before| (name.clone(), before));
        let follows = before.is_some() && self.last_point == before;
        self.last_point = Some((name.clone(), at));
        let end = (!is_last).then_some(number);
        match self.proposals.last_mut() {
            Some(Proposal { to: Target::Range { to, .. }, becomes: known, .. })
                if follows && known == becomes =>
            {
                *to = end;
            }
            _ => {
                let from = (at > 0).then_some(number);
                self.add(candidate, becomes, Target::Range { scale, from, to: end }, Vec::new());
            }
        }
    }

    /// True if taking out some of these values is enough already.
    fn is_done_with_less(&self, candidate: &Candidate, values: &[Text]) -> bool {
        self.proposals.iter().any(|known| match &known.to {
            Target::Together(taken) => {
                known.candidate.change.name == candidate.change.name
                    && taken.iter().all(|value| values.contains(value))
            }
            _ => false,
        })
    }

    /// A value joins those that do the same by the same act.
    fn value(&mut self, candidate: &Candidate, becomes: &Becomes, values: &[Text], instead: Vec<Text>) {
        let is_like = |known: &&mut Proposal| {
            known.candidate.change.name == candidate.change.name
                && known.candidate.act == candidate.act
                && known.candidate.title == candidate.title
                && matches!(known.to, Target::Either(_))
                && known.instead.is_empty() == instead.is_empty()
                && known.becomes == *becomes
        };
        match self.proposals.iter_mut().find(is_like) {
            Some(Proposal { to: Target::Either(known), instead: rises, .. }) => {
                known.extend(values.iter().cloned());
                for title in instead {
                    if !rises.contains(&title) {
                        rises.push(title);
                    }
                }
            }
            _ => self.add(candidate, becomes, Target::Either(values.to_vec()), instead),
        }
    }
}
