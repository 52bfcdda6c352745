//! Sets as candidates: values given up, added, or replaced by others.

use daicho_rules::{SetValue, Text, Value};

use super::{Act, Candidate, Field, To};
use crate::explain::what_if::nature::{Nature, holds_measures, may_be_empty, may_come, may_go};

/// Most values of one set of which several are taken out together.
const MAX_TAKEN_OUT: usize = 6;

impl Field<'_> {
    /// The one value that a row is about is given up or replaced.
    pub(super) fn of_singular(&self, singular: &str, value: &str) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        match self.value() {
            Some(Value::Set(set)) => {
                for id in self.absent(set, Some(value)) {
                    let ids = set.ids.iter().map(|known| if known == value { id } else { known }.to_owned());
                    let to = Value::Set(SetValue { ids: ids.collect(), ..set.clone() });
                    let act = Act::Replace(self.titled(value));
                    let turns = Some((singular.to_owned(), id.to_owned()));
                    candidates.push(Candidate { turns, ..self.coming(id, act, to) });
                }
                candidates.extend(self.without(&[value]));
            }
            Some(Value::Names(_)) => candidates.extend(self.without(&[value])),
            _ => {}
        }
        candidates
    }

    /// Values taken out, one added, and the only one replaced.
    pub(super) fn of_set(&self, set: &SetValue) -> Vec<Candidate> {
        let known: Vec<String> = set.ids.iter().chain(&set.others).cloned().collect();
        let mut candidates = self.fewer(&known);
        let only = match (set.ids.as_slice(), set.others.as_slice()) {
            ([only], []) => Some(only.as_str()),
            _ => None,
        };
        let absent = self.absent(set, only);
        if let Some(only) = only.filter(|_| !holds_measures(&self.definition.id)) {
            candidates.extend(absent.iter().map(|id| {
                let to = SetValue { ids: vec![(*id).to_owned()], ..set.clone() };
                self.coming(id, Act::Replace(self.titled(only)), Value::Set(to))
            }));
        }
        if self.nature == Nature::Means {
            candidates.extend(absent.iter().map(|id| {
                let ids = set.ids.iter().cloned().chain([(*id).to_owned()]).collect();
                self.coming(id, Act::Add, Value::Set(SetValue { ids, ..set.clone() }))
            }));
        }
        candidates
    }

    /// Without each of the values, and without several of few.
    pub(super) fn fewer(&self, known: &[String]) -> Vec<Candidate> {
        let few = known.len().min(MAX_TAKEN_OUT);
        let mut sets: Vec<usize> = (1..1_usize << few).collect();
        sets.sort_by_key(|bits| bits.count_ones());
        let singles = known.iter().skip(few).map(|id| vec![id.as_str()]);
        let taken = |bits: usize| {
            let chosen = known.iter().enumerate().filter(move |(at, _)| *at < few && bits >> at & 1 == 1);
            chosen.map(|(_, id)| id.as_str()).collect::<Vec<_>>()
        };
        let all = sets.into_iter().map(taken).chain(singles);
        all.filter_map(|gone| self.without(&gone)).collect()
    }

    /// What the one part of a set that was not understood may mean: each value, or none that counts.
    pub(super) fn settled(&self, set: &SetValue) -> Vec<Candidate> {
        let [unclear] = set.unclear.as_slice() else { return Vec::new() };
        let candidate = |id: Option<&str>| {
            let ids = set.ids.iter().cloned().chain(id.map(str::to_owned)).collect();
            let word = id.map_or_else(|| Text::new("ほかのもの", "something else"), |id| self.titled(id));
            let to = Value::Set(SetValue { ids, unclear: Vec::new(), ..set.clone() });
            let candidate = self.candidate(Act::Settle(unclear.clone()), To::Values(vec![word]), to);
            Candidate { nature: Nature::Answer, ..candidate }
        };
        let absent = self.ids().into_iter().filter(|id| !set.ids.iter().any(|known| known == id));
        absent.map(Some).chain([None]).map(candidate).collect()
    }

    /// Values that a set does not have and that fit the media of the item, and of the value they stand in for.
    fn absent(&self, set: &SetValue, instead_of: Option<&str>) -> Vec<&str> {
        let media = |id: &str| -> &[String] {
            let vocabulary = self.item.schema.vocabulary_of(self.definition);
            vocabulary.and_then(|known| known.value(id)).map_or(&[], |value| &value.media)
        };
        let share = |one: &[String], other: &[String]| {
            one.is_empty() || other.is_empty() || one.iter().any(|medium| other.contains(medium))
        };
        let replaced = instead_of.map_or(&[][..], media);
        let fits = |id: &&str| share(media(id), self.media) && share(media(id), replaced);
        let is_absent = |id: &&str| !set.ids.iter().any(|known| known == id);
        let (field, elsewhere) = (&self.definition.id, &self.elsewhere);
        if instead_of.is_some_and(|value| !may_go(field, value)) {
            return Vec::new();
        }
        let comes = |id: &&str| may_come(field, id, elsewhere);
        self.ids().into_iter().filter(is_absent).filter(comes).filter(fits).collect()
    }

    /// A set or list of names without some of its values; nothing if it has to have some.
    fn without(&self, gone: &[&str]) -> Option<Candidate> {
        let left = |known: &[String]| -> Vec<String> {
            known.iter().filter(|id| !gone.contains(&id.as_str())).cloned().collect()
        };
        let to = match self.value()? {
            Value::Names(names) => Value::Names(left(names)),
            Value::Set(set) => Value::Set(SetValue {
                ids: left(&set.ids),
                others: left(&set.others),
                unclear: set.unclear.clone(),
            }),
            _ => return None,
        };
        let is_empty = match &to {
            Value::Names(names) => names.is_empty(),
            Value::Set(set) => set.ids.is_empty() && set.others.is_empty() && set.unclear.is_empty(),
            _ => true,
        };
        let titles = gone.iter().map(|id| self.titled(id)).collect();
        let field = &self.definition.id;
        let may = (!is_empty || may_be_empty(field)) && gone.iter().all(|value| may_go(field, value));
        let is_advisable = !holds_measures(field);
        may.then(|| Candidate { is_advisable, ..self.candidate(Act::Drop, To::Values(titles), to) })
    }
}
