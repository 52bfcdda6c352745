//! Sets that atoms tell apart.

use std::collections::BTreeSet;

use rhai::Expr;
use toml::Value;

use super::mentions::AtomOf;
use super::{Choice, Group, View, first};

/// Most groups of values of which every combination is given.
const MAX_COMBINED: usize = 4;
/// Most groups of values of which every combination is looked at.
const MAX_GROUPS: usize = 14;
/// Most sets of a name that are given.
const MAX_SETS: usize = 96;

/// Sets of one value of each group, the empty one first: every combination of few groups, and of more one of
/// those that atoms see alike. False if there may be others.
pub(super) fn sets(groups: &[Group], views: &[View<'_>]) -> (Vec<Choice>, bool) {
    let set = |members: Vec<&Group>| {
        let alike = match members.as_slice() {
            [only] => only.ids.clone(),
            _ => Vec::new(),
        };
        let ids = members.into_iter().filter_map(|group| first(&group.ids)).collect();
        Choice { alike, ..Choice::of(Value::Array(ids)) }
    };
    let chosen = |bits: usize| -> Vec<&Group> {
        groups.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, group)| group).collect()
    };
    if groups.len() <= MAX_COMBINED {
        return ((0..1_usize << groups.len()).map(|bits| set(chosen(bits))).collect(), true);
    }
    if groups.len() > MAX_GROUPS {
        let mut choices = vec![set(Vec::new())];
        choices.extend(groups.iter().map(|group| set(vec![group])));
        choices.push(set(groups.iter().collect()));
        return (choices, false);
    }
    let mut combinations: Vec<usize> = (0..1_usize << groups.len()).collect();
    combinations.sort_by_key(|bits| bits.count_ones());
    let looks = Looks::of(groups, views);
    let mut seen = BTreeSet::new();
    // One value alone is always given, so that what is said of it names all that are like it.
    let mut is_new = |bits: &usize| {
        let new =
            looks.seen(&chosen(*bits)).into_iter().filter(|by_medium| seen.insert(by_medium.clone())).count();
        new > 0 || bits.is_power_of_two()
    };
    let all: Vec<usize> = combinations.into_iter().filter(|bits| is_new(bits)).collect();
    let is_all = all.len() <= MAX_SETS;
    (all.into_iter().take(MAX_SETS).map(|bits| set(chosen(bits))).collect(), is_all)
}

/// What atoms may see of a set.
struct Looks<'g> {
    /// The atoms, and whether they may see that it holds anything beside what they mention.
    atoms: Vec<(AtomOf, bool)>,
    /// Media that tell values apart, and any other.
    media: BTreeSet<Option<&'g str>>,
}

impl<'g> Looks<'g> {
    fn of(groups: &'g [Group], views: &[View<'_>]) -> Self {
        let media = groups.iter().flat_map(|group| &group.media).map(|medium| Some(medium.as_str()));
        let atoms: BTreeSet<AtomOf> = groups.iter().flat_map(|group| group.by.iter().copied()).collect();
        let sees_others = |(version, atom): AtomOf| {
            let atom = views.get(version).and_then(|(_, atoms)| atoms.get(atom));
            !atom.is_some_and(|atom| only_looks_for_its_own(&atom.tree))
        };
        Self {
            atoms: atoms.into_iter().map(|atom| (atom, sees_others(atom))).collect(),
            media: media.chain([None]).collect(),
        }
    }

    /// For each medium, since a rule is decided on one at a time: whether the set is empty, and for each atom
    /// whether it holds what the atom mentions, and anything else.
    fn seen(&self, set: &[&Group]) -> Vec<(Option<&'g str>, Vec<bool>)> {
        let by_medium = |medium: Option<&'g str>| {
            let fits = |group: &&&Group| {
                group.media.is_empty() || group.media.iter().any(|one| Some(one.as_str()) == medium)
            };
            let visible: Vec<&&Group> = set.iter().filter(fits).collect();
            let holds = self.atoms.iter().flat_map(|(atom, sees_others)| {
                let own = visible.iter().any(|group| group.by.contains(atom));
                [own, *sees_others && visible.iter().any(|group| !group.by.contains(atom))]
            });
            (medium, [visible.is_empty()].into_iter().chain(holds).collect())
        };
        self.media.iter().copied().map(by_medium).collect()
    }
}

/// True for an atom to which it is all the same what else a set holds.
fn only_looks_for_its_own(atom: &Expr) -> bool {
    match atom {
        Expr::FnCall(call, _) => matches!(call.name.as_str(), "any_in" | "surely_in" | "contains" | "in"),
        _ => false,
    }
}
