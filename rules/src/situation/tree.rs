//! What a rule does, as a tree of the values it reads.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Given, Situation, Verdict};
use crate::domain::Choice;

/// What a rule does, by the values it reads.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    Leaf { verdicts: Vec<Verdict>, traces: BTreeSet<String> },
    Node { name: String, looked_at: Arc<[Choice]>, branches: Vec<(Vec<Choice>, Tree)> },
}

/// A node with branches that lead to the same put together; no node where all do.
pub(super) fn merged(
    name: &str,
    looked_at: &Arc<[Choice]>,
    branches: impl Iterator<Item = (Choice, Tree)>,
) -> Tree {
    let mut groups: Vec<(Vec<Choice>, Tree)> = Vec::new();
    for (choice, tree) in branches {
        match groups.iter_mut().find(|(_, known)| known.is_like(&tree)) {
            Some((choices, known)) => {
                choices.push(choice);
                known.take_traces(tree);
            }
            None => groups.push((vec![choice], tree)),
        }
    }
    if groups.len() == 1
        && let Some((_, only)) = groups.pop()
    {
        return only;
    }
    Tree::Node { name: name.to_owned(), looked_at: Arc::clone(looked_at), branches: groups }
}

impl Tree {
    /// True if it leads to the same by the same values.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Leaf { verdicts, .. }, Self::Leaf { verdicts: others, .. }) => verdicts == others,
            (Self::Node { name, branches, .. }, Self::Node { name: other, branches: others, .. }) => {
                let alike = |((choices, tree), (others, other)): (&(Vec<Choice>, Self), &(_, Self))| {
                    choices == others && tree.is_like(other)
                };
                name == other && branches.len() == others.len() && branches.iter().zip(others).all(alike)
            }
            _ => false,
        }
    }

    pub(super) fn take_traces(&mut self, other: Self) {
        match (self, other) {
            (Self::Leaf { traces, .. }, Self::Leaf { traces: others, .. }) => traces.extend(others),
            (Self::Node { branches, .. }, Self::Node { branches: others, .. }) => {
                for ((_, tree), (_, other)) in branches.iter_mut().zip(others) {
                    tree.take_traces(other);
                }
            }
            _ => {}
        }
    }

    pub(super) fn flatten(self, given: &mut Vec<Given>, list: &mut Vec<Situation>) {
        match self {
            Self::Leaf { verdicts, traces } => {
                list.push(Situation { given: given.clone(), verdicts, traces });
            }
            Self::Node { name, looked_at, branches } => {
                for (choices, tree) in branches {
                    let looked_at = Arc::clone(&looked_at);
                    given.push(Given { name: name.clone(), choices, looked_at });
                    tree.flatten(given, list);
                    given.pop();
                }
            }
        }
    }
}
