//! Many records of a register, column by column.
//!
//! A column holds each distinct value once, and for each record the code of its value. Rules are decided
//! on values, so what is the same in a thousand records is looked at once.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use indexmap::IndexMap;
use rhai::Dynamic;

use crate::kernel::Plain;
use crate::record::{FactValue, Reading};
use crate::register::RegisterDefinition;
use crate::slot::{Slot, lower};
use crate::value::{Period, Value};

/// The ending of a name, and what it reads of a period.
pub(crate) type PeriodPart = (&'static str, fn(&Period) -> Slot);

/// What rules read of a period, by the ending of its name.
pub(crate) const PERIOD_PARTS: [PeriodPart; 3] =
    [("_months", Slot::months), ("_permanent", Slot::permanent), ("_from", Slot::from)];

/// The name, which no expression can spell, of what `name` is for a medium; "" stands for media that no cell
/// names.
pub(crate) fn of_medium(name: &str, medium: &str) -> String {
    format!("{name}@{medium}")
}

/// The values of one name in many records.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// For each record, which of `values` it has.
    pub(crate) codes: Arc<[u32]>,
    /// The distinct values; `None` where a record has nothing under this name.
    pub(crate) values: Arc<[Option<Slot>]>,
    /// The same values as kernels see them.
    pub(crate) plain: Arc<[Plain]>,
}

impl Column {
    pub(crate) fn new(codes: Arc<[u32]>, values: Arc<[Option<Slot>]>) -> Self {
        let plain = values.iter().map(|value| Plain::of(value.as_ref())).collect();
        Self { codes, values, plain }
    }

    pub(crate) fn code(&self, record: usize) -> u32 {
        self.codes.get(record).copied().unwrap_or(u32::MAX)
    }

    pub(crate) fn value(&self, code: u32) -> Option<&Slot> {
        self.values.get(usize::try_from(code).ok()?)?.as_ref()
    }

    pub(crate) fn slot(&self, record: usize) -> Option<&Slot> {
        self.value(self.code(record))
    }

    /// A column whose values are those of keys, each computed once.
    pub(crate) fn keyed<K: Hash + Eq + Clone>(
        keys: impl Iterator<Item = K>,
        mut value: impl FnMut(&K) -> Option<Slot>,
    ) -> Self {
        let (codes, distinct) = distinct(keys);
        let values = distinct.iter().map(&mut value).collect();
        Self::new(codes.into(), values)
    }
}

/// A code for each key, in the order in which they come, with the keys by code.
pub(crate) fn distinct<K: Hash + Eq + Clone>(keys: impl Iterator<Item = K>) -> (Vec<u32>, Vec<K>) {
    let mut known: HashMap<K, u32> = HashMap::new();
    let mut distinct = Vec::new();
    let codes = keys
        .map(|key| {
            let next = u32::try_from(distinct.len()).unwrap_or(u32::MAX);
            *known.entry(key).or_insert_with_key(|key| {
                distinct.push(key.clone());
                next
            })
        })
        .collect();
    (codes, distinct)
}

/// The records of a register in the form that expressions read.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    records: usize,
    by_name: IndexMap<Arc<str>, Column>,
}

impl Columns {
    /// So many records that hold nothing yet.
    pub fn new(records: usize) -> Self {
        Self { records, by_name: IndexMap::new() }
    }

    /// Records of `register`, where `read` tells what the cell of a record says for a field.
    pub fn of<'a>(
        register: &RegisterDefinition,
        records: usize,
        read: impl Fn(&str, usize) -> Reading<'a>,
    ) -> Self {
        let mut columns = Self::new(records);
        for field in register.fields.values() {
            columns.add_field(&field.id, (0..records).map(|record| read(&field.id, record)));
        }
        columns
    }

    /// One of the records by itself.
    #[must_use]
    pub fn only(&self, record: usize) -> Self {
        let mut alone = Self::new(1);
        for (name, column) in &self.by_name {
            let values = [column.slot(record).cloned()].into();
            alone.by_name.insert(Arc::clone(name), Column::new([0].into(), values));
        }
        alone
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.records == 0
    }

    /// Sets a field, with the names derived from it, by one reading for each record.
    pub fn add_field<'a>(&mut self, field: &str, readings: impl Iterator<Item = Reading<'a>>) {
        let (codes, values) = distinct(readings);
        self.add_coded(field, codes, &values);
    }

    /// Sets a field by its distinct readings and, for each record, the number of its reading.
    ///
    /// A number beyond the readings is a blank cell.
    pub fn add_coded(&mut self, field: &str, mut codes: Vec<u32>, readings: &[Reading<'_>]) {
        let beyond = u32::try_from(readings.len()).unwrap_or(u32::MAX);
        codes.resize(self.records, beyond);
        let mut readings = readings.to_vec();
        if codes.iter().any(|code| *code >= beyond) {
            for code in &mut codes {
                *code = (*code).min(beyond);
            }
            readings.push(Reading::Blank);
        }
        let codes: Arc<[u32]> = codes.into();
        // What an earlier value of the field said of single media holds no longer.
        let told_before = |name: &str| {
            let bare = name.split_once('@').map(|(bare, _)| bare);
            bare.is_some_and(|bare| {
                PERIOD_PARTS.iter().any(|(part, _)| bare.strip_suffix(part) == Some(field))
            })
        };
        self.by_name.retain(|name, _| !told_before(name));
        let mut put = |name: String, value: &dyn Fn(&Reading<'_>) -> Option<Slot>| {
            let values = readings.iter().map(value).collect();
            self.put(name, Column::new(Arc::clone(&codes), values));
        };
        put(field.to_owned(), &|reading| Some(Slot::read(field, *reading)));
        if readings.iter().any(|reading| matches!(reading, Reading::Known(Value::Count(_)))) {
            put(format!("{field}_low"), &|reading| match reading {
                Reading::Known(Value::Count(count)) if count.per.is_some() => Some(Slot::Unclear),
                Reading::Known(Value::Count(count)) => Some(Slot::Known(Dynamic::from(lower(*count)))),
                _ => None,
            });
        }
        let mut media: BTreeSet<&str> = BTreeSet::new();
        let mut has_period = false;
        for reading in &readings {
            if let Reading::Known(Value::Period(period)) = reading {
                has_period = true;
                media.extend(period.by_medium.iter().flat_map(|part| &part.media).map(String::as_str));
                // What other media have.
                media.extend((!period.by_medium.is_empty()).then_some(""));
            }
        }
        if has_period {
            for (part, slot) in PERIOD_PARTS {
                put(format!("{field}{part}"), &|reading| match reading {
                    Reading::Known(Value::Period(period)) => Some(slot(period)),
                    _ => None,
                });
                for medium in &media {
                    put(of_medium(&format!("{field}{part}"), medium), &|reading| match reading {
                        Reading::Known(Value::Period(period)) if !period.by_medium.is_empty() => {
                            Some(period.of_medium(medium).map_or(Slot::Unclear, slot))
                        }
                        _ => None,
                    });
                }
            }
        }
    }

    /// Sets numbers that belong to the records but stand in no cell, such as `purpose_repeats`.
    pub fn add_numbers(&mut self, name: &str, numbers: impl Iterator<Item = i64>) {
        let column = Column::keyed(numbers, |number| Some(Slot::Known(Dynamic::from(*number))));
        self.put(name.to_owned(), column);
    }

    /// Sets a fact of the group that each record belongs to.
    pub fn add_facts(&mut self, name: &str, facts: impl Iterator<Item = FactValue>) {
        let column = Column::keyed(facts, |fact| Some(fact.slot()));
        self.put(name.to_owned(), column);
    }

    /// Sets one value for all records.
    pub(crate) fn add_slot(&mut self, name: &str, slot: Slot) {
        let column = Column::new(vec![0; self.records].into(), [Some(slot)].into());
        self.put(name.to_owned(), column);
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.by_name.get(name)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(|name| &**name)
    }

    pub(crate) fn slot(&self, record: usize, name: &str) -> Option<&Slot> {
        self.by_name.get(name)?.slot(record)
    }

    fn put(&mut self, name: String, column: Column) {
        self.by_name.insert(name.into(), column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Count, MediumPeriod, Per};

    #[test]
    fn equal_values_are_held_once_and_parts_share_their_codes() {
        let (many, few) =
            (Value::Count(Count { lo: 100, hi: None, per: None }), Value::Count(Count::exact(7)));
        let readings = [Reading::Known(&many), Reading::Blank, Reading::Known(&few), Reading::Known(&many)];
        let mut columns = Columns::new(4);
        columns.add_field("count", readings.into_iter());
        let whole = columns.column("count").unwrap();
        let low = columns.column("count_low").unwrap();
        assert_eq!(&*whole.codes, &[0, 1, 2, 0]);
        assert!(Arc::ptr_eq(&whole.codes, &low.codes));
        assert!(matches!(columns.slot(1, "count"), Some(Slot::Blank)));
        assert!(columns.slot(1, "count_low").is_none(), "a blank count has no lower bound");
        assert!(matches!(columns.slot(3, "count_low"), Some(Slot::Known(low)) if low.as_int() == Ok(100)));
        assert!(!columns.has("count_months"));
    }

    #[test]
    fn what_comes_in_is_no_number_that_is_kept() {
        let flow = Value::Count(Count { per: Some(Per::Month), ..Count::exact(200) });
        let mut columns = Columns::new(1);
        columns.add_field("count", [Reading::Known(&flow)].into_iter());
        assert!(matches!(columns.slot(0, "count"), Some(Slot::Unclear)));
        assert!(matches!(columns.slot(0, "count_low"), Some(Slot::Unclear)));
    }

    #[test]
    fn a_period_that_differs_by_media_tells_only_what_they_share() {
        let years = |years: u32| Period { months: Some(years * 12), ..Period::default() };
        let part = |medium: &str, period| MediumPeriod { media: vec![medium.to_owned()], period };
        let both =
            Value::Period(Period::of_media(vec![part("paper", years(5)), part("electronic", years(10))]));
        let mut columns = Columns::new(1);
        columns.add_field("retention", [Reading::Known(&both)].into_iter());
        let number = |columns: &Columns, name: &str| match columns.slot(0, name) {
            Some(Slot::Known(value)) => value.as_int().ok(),
            _ => None,
        };
        assert!(matches!(columns.slot(0, "retention_months"), Some(Slot::Unclear)));
        assert!(matches!(columns.slot(0, "retention_permanent"), Some(Slot::Known(_))));
        assert_eq!(number(&columns, "retention_months@paper"), Some(60));
        assert_eq!(number(&columns, "retention_months@electronic"), Some(120));
        assert!(
            matches!(columns.slot(0, "retention_months@"), Some(Slot::Unclear)),
            "of others nothing is said"
        );
        columns.add_field("retention", [Reading::Known(&Value::Period(years(3)))].into_iter());
        assert_eq!(number(&columns, "retention_months"), Some(36));
        assert!(!columns.has("retention_months@paper"));
    }

    #[test]
    fn one_record_by_itself_holds_what_it_held_among_others() {
        let many = Value::Count(Count { lo: 100, hi: None, per: None });
        let mut columns = Columns::new(2);
        columns.add_field("count", [Reading::Blank, Reading::Known(&many)].into_iter());
        let alone = columns.only(1);
        assert_eq!(alone.len(), 1);
        assert!(matches!(alone.slot(0, "count_low"), Some(Slot::Known(low)) if low.as_int() == Ok(100)));
        assert!(matches!(columns.only(0).slot(0, "count"), Some(Slot::Blank)));
        assert!(columns.only(0).slot(0, "count_low").is_none());
    }
}
