//! What items would be worth in yen if they were leaked.

use daicho_rules::{Count, Method, PerPerson, Text};

use super::RecordRef;

/// The items valued in yen by a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposures {
    /// The method, which holds the model.
    pub method: Method,
    /// Parameters that every figure is multiplied with, and their values.
    pub factors: Vec<(String, String)>,
    /// One for each item, in the order of the ledger.
    pub items: Vec<ItemExposure>,
}

/// What one item would be worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemExposure {
    /// The item.
    pub item: RecordRef,
    /// Yen for one person, or why it cannot be told.
    pub per_person: Result<PerPerson, NotValued>,
    /// Number of persons, as far as it is known.
    pub count: Option<Count>,
    /// Data items as typed.
    pub typed_items: String,
    /// Number of persons as typed.
    pub typed_count: String,
}

/// Why an item has no figure: what is unknown is never nought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotValued {
    /// Nobody said which data it holds.
    Blank,
    /// Part of the cell was not understood.
    Unclear(Vec<String>),
    /// The cell says that it holds none.
    NoItems,
    /// The model knows no value for these.
    NoValue(Vec<Text>),
}

/// Yen, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Yen {
    /// At least so much.
    pub lo: u64,
    /// At most so much; `None` where the number of persons is open.
    pub hi: Option<u64>,
}

/// All items together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExposureTotal {
    /// The sum of the items that could be valued.
    pub yen: Yen,
    /// Items in the sum.
    pub known: usize,
    /// Items without a figure, or without a number of persons.
    pub unknown: usize,
}

impl ItemExposure {
    /// Yen for all persons; `None` if a person's figure or the number of persons is not known.
    pub fn yen(&self) -> Option<Yen> {
        let one = self.per_person.as_ref().ok()?.yen;
        let count = self.count?;
        Some(Yen { lo: one.saturating_mul(count.lo), hi: count.hi.map(|hi| one.saturating_mul(hi)) })
    }
}

impl Exposures {
    /// All items together; what is unknown is counted and not added as nought.
    pub fn total(&self) -> ExposureTotal {
        let known: Vec<Yen> = self.items.iter().filter_map(ItemExposure::yen).collect();
        let add = |sum: u64, more: u64| sum.saturating_add(more);
        let lo = known.iter().map(|yen| yen.lo).fold(0, add);
        let hi = known.iter().try_fold(0, |sum, yen| yen.hi.map(|hi| add(sum, hi)));
        ExposureTotal { yen: Yen { lo, hi }, known: known.len(), unknown: self.items.len() - known.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(yen: Option<u64>, count: Option<Count>) -> ItemExposure {
        let per_person =
            yen.map(|yen| PerPerson { mental: 1, economic: 1, identifiability: 6, yen, verified: true });
        ItemExposure {
            item: RecordRef::default(),
            per_person: per_person.ok_or(NotValued::Blank),
            count,
            typed_items: String::new(),
            typed_count: String::new(),
        }
    }

    fn total(items: Vec<ItemExposure>) -> ExposureTotal {
        Exposures { method: Method::default(), factors: Vec::new(), items }.total()
    }

    #[test]
    fn a_range_of_persons_gives_a_range_of_yen() {
        let one = item(Some(6_000), Some(Count { lo: 300, hi: Some(900), per: None }));
        assert_eq!(one.yen(), Some(Yen { lo: 1_800_000, hi: Some(5_400_000) }));
        let open = item(Some(6_000), Some(Count { lo: 5_000, hi: None, per: None }));
        assert_eq!(open.yen(), Some(Yen { lo: 30_000_000, hi: None }));
    }

    #[test]
    fn what_is_unknown_is_counted_and_not_added_as_nought() {
        let known = || item(Some(1_000), Some(Count::exact(10)));
        let items = vec![known(), item(None, Some(Count::exact(10))), item(Some(1_000), None), known()];
        let total = total(items);
        assert_eq!((total.known, total.unknown), (2, 2));
        assert_eq!(total.yen, Yen { lo: 20_000, hi: Some(20_000) });
    }

    #[test]
    fn one_open_number_leaves_the_total_open() {
        let open = item(Some(1_000), Some(Count { lo: 5, hi: None, per: None }));
        let total = total(vec![item(Some(1_000), Some(Count::exact(10))), open]);
        assert_eq!(total.yen, Yen { lo: 15_000, hi: None });
    }
}
