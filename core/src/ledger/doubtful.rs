//! Cells that were understood with doubt or not at all, each with the reason.

use std::collections::BTreeMap;

use daicho_rules::Text;
use indexmap::IndexSet;

use super::Origin;

/// Why cells are in doubt, by cell; a reason that many cells share is held once.
#[derive(Debug, Clone, Default)]
pub struct Doubtful {
    reasons: IndexSet<Text>,
    cells: BTreeMap<Origin, usize>,
}

impl Doubtful {
    /// Notes that a cell is in doubt, for this reason unless another is known.
    pub(crate) fn note(&mut self, at: Origin, reason: &Text) {
        if self.cells.contains_key(&at) {
            return;
        }
        let place = self.reasons.get_index_of(reason);
        let place = place.unwrap_or_else(|| self.reasons.insert_full(reason.clone()).0);
        self.cells.insert(at, place);
    }

    /// Why a cell is in doubt; `None` if it is not.
    pub fn why(&self, at: Origin) -> Option<&Text> {
        self.reasons.get_index(*self.cells.get(&at)?)
    }

    /// The cells in doubt, in order.
    pub fn cells(&self) -> impl Iterator<Item = Origin> {
        self.cells.keys().copied()
    }

    /// True if no cell is in doubt.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Notes that a cell is in doubt, for this reason.
    pub(crate) fn insert(&mut self, at: Origin, reason: &Text) {
        let (place, _) = self.reasons.insert_full(reason.clone());
        self.cells.insert(at, place);
    }

    /// Notes that a cell was meant as it was understood.
    pub(crate) fn settle(&mut self, at: Origin) {
        self.cells.remove(&at);
    }
}
