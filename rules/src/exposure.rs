//! Money per person: what a model says that the data of one person are worth.

use serde::Deserialize;

use crate::text::Text;

/// A model of the damages for one person whose data were leaked, such as JNSA's JO model.
///
/// Base × (mental base to the power of mental distress − 1, plus economic base to the power of economic
/// loss − 1) × identifiability × factors.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exposure {
    /// Yen that everything is multiplied with.
    pub base: u32,
    /// Base of the power of mental distress.
    pub mental_base: u32,
    /// Base of the power of economic loss.
    pub economic_base: u32,
    /// Ids of parameters that it is multiplied with.
    #[serde(default)]
    pub factors: Vec<String>,
    /// What has to be said beside every figure.
    pub caveat: Text,
    /// How easily a person is identified: the first line all of whose items are there counts.
    pub identifiability: Vec<Identifiability>,
    /// What data items are worth.
    pub value: Vec<ItemValue>,
}

/// A factor for those who hold certain data items together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifiability {
    /// Ids of data items, all of which have to be there.
    pub items: Vec<String>,
    /// The factor.
    pub factor: u32,
}

/// Mental distress and economic loss by a data item, or by several together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemValue {
    /// Ids of data items, all of which have to be there.
    pub items: Vec<String>,
    /// Mental distress, 1–3.
    pub mental: u8,
    /// Economic loss, 1–3.
    pub economic: u8,
    /// False if the source does not list it.
    #[serde(default = "yes")]
    pub verified: bool,
}

fn yes() -> bool {
    true
}

/// What came out for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerPerson {
    /// Mental distress, the highest of all items.
    pub mental: u8,
    /// Economic loss, the highest of all items, whichever they are.
    pub economic: u8,
    /// How easily a person is identified.
    pub identifiability: u32,
    /// Yen for one person.
    pub yen: u64,
    /// False if a value it rests on is not verified.
    pub verified: bool,
}

/// Why there is no figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoFigure {
    /// There is no data item to value.
    NoItems,
    /// The model knows no value for these data items.
    NoValue(Vec<String>),
}

impl Exposure {
    /// The figure for one person with these data items, whose factors multiply to `factors`.
    ///
    /// # Errors
    ///
    /// If there are no items, or one has no value: what is unknown is never nought.
    pub fn per_person(&self, items: &[String], factors: u64) -> Result<PerPerson, NoFigure> {
        if items.is_empty() {
            return Err(NoFigure::NoItems);
        }
        let without: Vec<String> = items.iter().filter(|item| self.single(item).is_none()).cloned().collect();
        if !without.is_empty() {
            return Err(NoFigure::NoValue(without));
        }
        let held = |wanted: &[String]| wanted.iter().all(|item| items.contains(item));
        let values = || self.value.iter().filter(|value| !value.items.is_empty() && held(&value.items));
        let highest = |of: fn(&ItemValue) -> u8| values().map(of).max().unwrap_or(1);
        // The two are looked at apart: the most distressing item need not be the most costly.
        let (mental, economic) = (highest(|value| value.mental), highest(|value| value.economic));
        let first = self.identifiability.iter().find(|line| held(&line.items));
        let identifiability = first.map_or(1, |line| line.factor);
        let yen = u64::from(self.base)
            .saturating_mul(self.sensitivity(mental, economic))
            .saturating_mul(u64::from(identifiability))
            .saturating_mul(factors);
        // What reaches the highest of both without doubt needs no doubtful value.
        let sure =
            |of: fn(&ItemValue) -> u8, most: u8| values().any(|value| value.verified && of(value) == most);
        let verified = sure(|value| value.mental, mental) && sure(|value| value.economic, economic);
        Ok(PerPerson { mental, economic, identifiability, yen, verified })
    }

    /// Mental base to the power of mental − 1, plus the same of the economic.
    pub fn sensitivity(&self, mental: u8, economic: u8) -> u64 {
        let power = |base: u32, level: u8| u64::from(base).saturating_pow(u32::from(level.saturating_sub(1)));
        power(self.mental_base, mental).saturating_add(power(self.economic_base, economic))
    }

    /// The value of a data item by itself.
    pub(crate) fn single(&self, item: &str) -> Option<&ItemValue> {
        self.value.iter().find(|value| matches!(value.items.as_slice(), [only] if only == item))
    }
}

#[cfg(test)]
mod tests {
    use crate::rulebook::Rulebook;

    use super::*;

    fn model() -> Exposure {
        let book = Rulebook::load(&["pms".to_owned()]).unwrap();
        book.method("exposure").unwrap().exposure.clone().unwrap()
    }

    fn figure(items: &str, factors: u64) -> PerPerson {
        let items: Vec<String> = items.split_whitespace().map(str::to_owned).collect();
        model().per_person(&items, factors).unwrap()
    }

    #[test]
    fn worked_figures_of_the_model_come_out() {
        for (items, factors, yen) in [
            ("name address phone", 1, 6_000),
            ("name salary", 1, 22_500),
            ("name address medical-record", 2, 606_000),
            ("name address bank-account login-credential", 1, 78_000),
        ] {
            assert_eq!(figure(items, factors).yen, yen, "{items}");
        }
    }

    #[test]
    fn figures_stay_between_those_of_the_least_and_the_most() {
        assert_eq!(figure("sex", 1).yen, 1_000);
        assert_eq!(figure("name address criminal-record", 4).yen, 1_500_000);
    }

    #[test]
    fn mental_distress_goes_by_tens_and_economic_loss_by_fives() {
        // Swapped they would give other money: (3,1) is 101, (1,3) is 26.
        assert_eq!(model().sensitivity(3, 1), 101);
        assert_eq!(model().sensitivity(1, 3), 26);
        assert_eq!(figure("creed", 1).yen, 50_500);
        assert_eq!(figure("credit-card", 1).yen, 13_000);
    }

    #[test]
    fn the_highest_of_each_counts_whichever_items_they_come_from() {
        // (1,1), (2,1) and (1,3) give 10 + 25, not the highest sum of one item, 26.
        let figure = figure("name health-check credit-card", 1);
        assert_eq!((figure.mental, figure.economic), (2, 3));
        assert_eq!(figure.yen, 500 * 35 * 3);
    }

    #[test]
    fn name_and_address_together_are_looked_for_before_the_name_alone() {
        for (items, factor) in [
            ("name address", 6),
            ("address name phone", 6),
            ("name", 3),
            ("name phone", 3),
            ("address phone", 3),
            ("address", 1),
            ("phone email", 1),
        ] {
            assert_eq!(figure(items, 1).identifiability, factor, "{items}");
        }
    }

    #[test]
    fn what_has_no_value_gives_no_figure_rather_than_nought() {
        let model = model();
        assert_eq!(model.per_person(&[], 1), Err(NoFigure::NoItems));
        let items = ["name".to_owned(), "shoe-colour".to_owned()];
        assert_eq!(model.per_person(&items, 1), Err(NoFigure::NoValue(vec!["shoe-colour".to_owned()])));
    }

    #[test]
    fn a_figure_says_whether_its_values_are_verified() {
        assert!(figure("name address", 1).verified);
        assert!(!figure("name my-number", 1).verified);
        // Another item reaches both levels without doubt.
        assert!(figure("name salary assets", 1).verified);
    }
}
