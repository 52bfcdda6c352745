//! The rows that a rule is decided on: each record once, or once for each value of its singulars.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use rhai::Dynamic;

use crate::columns::{Column, Columns, PERIOD_PARTS, distinct, of_medium};
use crate::record::World;
use crate::register::{FieldType, Vocabulary};
use crate::rulebook::Rulebook;
use crate::slot::{Slot, ValueSet};

/// Most rows that one record is decided on.
pub(crate) const MAX_BINDINGS: usize = 5_000;

/// Records of a register with singulars bound: an item with two media gives two rows.
///
/// A blank set gives one row in which the singular is unbound, so that a rule asks for the set only if it
/// gets as far as reading it; a set known to be empty gives no row.
#[derive(Debug, Clone)]
pub struct Bindings {
    register: String,
    records: Arc<Columns>,
    /// The record of each row; `None` where row and record are the same.
    rows: Option<Arc<[u32]>>,
    singulars: Vec<String>,
    /// Values bound for each row, which hide those of its record.
    bound: IndexMap<String, Column>,
    /// Records with too many combinations of singulars.
    crowded: Vec<u32>,
}

impl Bindings {
    /// The records themselves, nothing bound.
    pub fn plain(register: &str, records: Arc<Columns>) -> Self {
        Self {
            register: register.to_owned(),
            records,
            rows: None,
            singulars: Vec::new(),
            bound: IndexMap::new(),
            crowded: Vec::new(),
        }
    }

    /// The records with singulars bound one after the other.
    pub fn new(
        rulebook: &Rulebook,
        world: &World,
        register: &str,
        records: &Arc<Columns>,
        singulars: &[String],
    ) -> Self {
        let mut bindings = Self::plain(register, Arc::clone(records));
        for singular in singulars {
            bindings.bind(rulebook, world, singular);
        }
        bindings
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.as_ref().map_or(self.records.len(), |rows| rows.len())
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The record of a row.
    pub fn record(&self, row: usize) -> usize {
        match &self.rows {
            None => row,
            Some(rows) => rows.get(row).map_or(usize::MAX, |record| index(*record)),
        }
    }

    /// Register of the records.
    pub fn register(&self) -> &str {
        &self.register
    }

    /// The records behind the rows.
    pub(crate) fn records(&self) -> &Arc<Columns> {
        &self.records
    }

    /// Records that have too many combinations of singulars to be decided on.
    pub(crate) fn crowded(&self) -> &[u32] {
        &self.crowded
    }

    /// The singulars bound in a row, with their values.
    pub(crate) fn singulars_of(&self, row: usize) -> Vec<(String, String)> {
        let value = |singular: &String| {
            let Some(Slot::Known(value)) = self.bound.get(singular)?.slot(row) else { return None };
            Some((singular.clone(), value.clone().into_string().ok()?))
        };
        self.singulars.iter().filter_map(value).collect()
    }

    /// What a row holds under a name: bound values first.
    pub(crate) fn slot(&self, row: usize, name: &str) -> Option<&Slot> {
        if let Some(slot) = self.bound.get(name).and_then(|column| column.slot(row)) {
            return Some(slot);
        }
        self.records.slot(self.record(row), name)
    }

    /// The record of each row, where rows and records are not the same.
    pub(crate) fn rows(&self) -> Option<&[u32]> {
        self.rows.as_deref()
    }

    /// The column of a name by row.
    pub(crate) fn bound_column(&self, name: &str) -> Option<&Column> {
        self.bound.get(name)
    }

    fn bind(&mut self, rulebook: &Rulebook, world: &World, singular: &str) {
        let schema = &rulebook.schema;
        let plural = schema.plural_of(&self.register, singular);
        self.split(singular, plural.map(|plural| plural.id.as_str()));
        self.singulars.push(singular.to_owned());
        if singular == "medium"
            && let Some(register) = schema.registers.get(&self.register)
        {
            for field in register.fields.values().filter(|field| field.id != "media") {
                if let Some(vocabulary) = schema.vocabulary_of(field)
                    && vocabulary.values.iter().any(|value| !value.media.is_empty())
                {
                    self.narrow(&field.id, vocabulary);
                }
                if field.kind == FieldType::Period {
                    self.narrow_period(&field.id);
                }
            }
        }
        if let Some(other) = plural.and_then(|plural| plural.names.as_deref()) {
            self.join(world, singular, other);
        }
    }

    /// Makes one row of each value of a singular.
    fn split(&mut self, singular: &str, plural: Option<&str>) {
        // What a row is split into hangs on two slots only: one given for the singular, and the set.
        let keys = (0..self.len()).map(|row| (self.key(row, singular), plural.map(|p| self.key(row, p))));
        let (codes, keys) = distinct(keys);
        let mut first: Vec<usize> = vec![usize::MAX; keys.len()];
        for (row, code) in codes.iter().enumerate() {
            if let Some(first) = first.get_mut(index(*code)) {
                *first = (*first).min(row);
            }
        }
        let parts: Vec<Vec<Option<String>>> =
            first.iter().map(|row| self.values_of(*row, singular, plural)).collect();
        let parts_of = |code: &u32| parts.get(index(*code)).map_or(&[][..], Vec::as_slice);
        let record_of = |row: usize| u32::try_from(self.record(row)).unwrap_or(u32::MAX);
        // Counted before any row is made: a record may have millions of combinations.
        let mut rows_of: HashMap<u32, usize> = HashMap::new();
        for (row, code) in codes.iter().enumerate() {
            *rows_of.entry(record_of(row)).or_default() += parts_of(code).len();
        }
        let mut crowded: Vec<u32> =
            rows_of.into_iter().filter(|(_, rows)| *rows > MAX_BINDINGS).map(|(record, _)| record).collect();
        crowded.sort_unstable();
        let (mut records, mut from, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for (row, code) in codes.iter().enumerate() {
            let record = record_of(row);
            if crowded.binary_search(&record).is_ok() {
                continue;
            }
            for part in parts_of(code) {
                records.push(record);
                from.push(row);
                names.push(part.as_deref());
            }
        }
        for column in self.bound.values_mut() {
            column.codes = from.iter().map(|row| column.code(*row)).collect();
        }
        let bound = Column::keyed(names.into_iter(), |name| {
            name.map(|name| Slot::Known(Dynamic::from(name.to_owned())))
        });
        self.bound.insert(singular.to_owned(), bound);
        self.rows = Some(records.into());
        self.crowded.extend(crowded);
    }

    /// The values of a singular in a row; `None` for a row in which it stays unbound.
    fn values_of(&self, row: usize, singular: &str, plural: Option<&str>) -> Vec<Option<String>> {
        // A value given for the singular itself, as cases do.
        if let Some(Slot::Known(value)) = self.slot(row, singular) {
            return vec![Some(value.clone().into_string().unwrap_or_default())];
        }
        let set = match plural.and_then(|plural| self.slot(row, plural)) {
            Some(Slot::Known(value)) => value.clone().try_cast::<ValueSet>(),
            Some(Slot::Nothing(_) | Slot::Blank | Slot::Unclear) | None => None,
        };
        let Some(set) = set else { return vec![None] };
        let unclear = set.unclear.then_some(None);
        set.values.iter().take(MAX_BINDINGS + 1).cloned().map(Some).chain(unclear).collect()
    }

    /// Leaves of a set only those values that fit the medium of the row; one left empty counts as blank.
    fn narrow(&mut self, field: &str, vocabulary: &Vocabulary) {
        let column = self.paired(field, "medium", |slot, medium| {
            let (Some(Slot::Known(value)), Some(Slot::Known(medium))) = (slot, medium) else {
                return slot.cloned();
            };
            let Some(set) = value.clone().try_cast::<ValueSet>() else { return slot.cloned() };
            let medium = medium.clone().into_string().unwrap_or_default();
            let fits = |id: &&String| {
                vocabulary
                    .value(id)
                    .is_none_or(|value| value.media.is_empty() || value.media.contains(&medium))
            };
            let values: Arc<[String]> = set.values.iter().filter(fits).cloned().collect();
            if values.len() == set.values.len() {
                return slot.cloned();
            }
            Some(if !values.is_empty() {
                Slot::Known(Dynamic::from(ValueSet { values, ..set }))
            } else if set.unclear {
                Slot::Unclear
            } else {
                Slot::Blank
            })
        });
        self.bound.insert(field.to_owned(), column);
    }

    /// Reads of a period that differs by media the one of the row's medium.
    fn narrow_period(&mut self, field: &str) {
        for (part, _) in PERIOD_PARTS {
            let name = format!("{field}{part}");
            if !self.records.has(&of_medium(&name, "")) {
                continue;
            }
            let column = self.by_pairs(&name, "medium", |row| {
                let Some(Slot::Known(medium)) = self.slot(row, "medium") else {
                    return self.slot(row, &name).cloned();
                };
                let medium = medium.clone().into_string().unwrap_or_default();
                let own = self.slot(row, &of_medium(&name, &medium));
                let other = || self.slot(row, &of_medium(&name, ""));
                own.or_else(other).or_else(|| self.slot(row, &name)).cloned()
            });
            self.bound.insert(name, column);
        }
    }

    /// Brings along the fields of the record of another register that a singular names.
    fn join(&mut self, world: &World, singular: &str, register: &str) {
        let Some(names) = self.bound.get(singular).cloned() else { return };
        let named = world.named.get(register);
        let records: Vec<Option<Option<usize>>> = names
            .values
            .iter()
            .map(|slot| {
                let Some(Slot::Known(name)) = slot else { return None };
                let name = name.clone().into_string().unwrap_or_default();
                Some(named.and_then(|named| named.record(&name)))
            })
            .collect();
        let found = format!("{singular}_found");
        // What a case gives directly stays as given.
        if !self.records.has(&found) {
            let flag = |record: &Option<Option<usize>>| {
                record.map(|record| Slot::Known(Dynamic::from(record.is_some())))
            };
            self.bound
                .insert(found, Column::new(Arc::clone(&names.codes), records.iter().map(flag).collect()));
        }
        let Some(named) = named else { return };
        for field in named.columns.names() {
            let values =
                records.iter().map(|record| named.columns.slot((*record)??, field).cloned()).collect();
            let column = Column::new(Arc::clone(&names.codes), values);
            self.bound.insert(format!("{singular}_{field}"), column);
        }
    }

    /// A column computed from two names of each row, once for each pair of their values.
    fn paired(
        &self,
        first: &str,
        second: &str,
        value: impl Fn(Option<&Slot>, Option<&Slot>) -> Option<Slot>,
    ) -> Column {
        self.by_pairs(first, second, |row| value(self.slot(row, first), self.slot(row, second)))
    }

    /// A column computed from the rows, once for each pair of values of two names that tells rows apart.
    fn by_pairs(&self, first: &str, second: &str, value: impl Fn(usize) -> Option<Slot>) -> Column {
        let keys = (0..self.len()).map(|row| (self.key(row, first), self.key(row, second)));
        let (codes, keys) = distinct(keys);
        let mut rows: Vec<Option<usize>> = vec![None; keys.len()];
        for (row, code) in codes.iter().enumerate() {
            if let Some(first) = rows.get_mut(index(*code)) {
                first.get_or_insert(row);
            }
        }
        let values = rows.iter().map(|row| value(row.unwrap_or_default()));
        Column::new(codes.into(), values.collect())
    }

    /// What tells the values of a name apart: the codes bound and of the record.
    fn key(&self, row: usize, name: &str) -> (u32, u32) {
        let code = |column: Option<&Column>, at: usize| column.map_or(u32::MAX, |column| column.code(at));
        (code(self.bound.get(name), row), code(self.records.column(name), self.record(row)))
    }
}

/// A code or row number as an index.
pub(crate) fn index(code: u32) -> usize {
    usize::try_from(code).unwrap_or(usize::MAX)
}
