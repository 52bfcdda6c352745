//! Which pairs make one record: a form fills a sheet, or is repeated down and across it.

use std::collections::{BTreeMap, BTreeSet};

use daicho_rules::FieldType;

use super::pair::{Pair, Pairs, pairs};
use super::slot::slots;
use super::turned::swapped;
use super::view::Places;
use super::{FIELDS_LEAST, Forms, Reading, View, judge};
use crate::read::grid::{Area, Grid, GridCell};
use crate::read::header::{Choice, Label, Rival, choose};
use crate::read::table::{
    Body, Found, Headings, Layout, Odd, OddKind, Place, RecordRow, is_placeholder, names_record,
};
use crate::read::value;

/// Most cells that make one value, but for choices with boxes to tick.
const CELLS_MOST: usize = 4;

/// Field that names a record of processing activities.
const PROCESS: &str = "business_process";

/// A label by its texts, and which of those in its block.
type Key = (Vec<String>, usize);

impl Forms<'_, '_> {
    /// The form in the pairs of a sheet, `swapped` if it was turned.
    pub(super) fn pairs(&self, grid: &Grid, swapped: bool) -> Option<Reading> {
        let rows = slots(grid, self.lexicon);
        let Pairs { list, passed_over, mut above, headings } = pairs(&rows, self.lexicon);
        let named = self.label_of_name(&list)?;
        let (blocks, before) = blocks(list, &named);
        above.extend(
            before.iter().filter_map(|pair| {
                Some(format!("{}：{}", pair.parts.last()?, pair.value.as_ref()?.shown.text))
            }),
        );
        let (keys, blocks) = keyed(blocks);
        let labels: Vec<Label> =
            (0..).zip(&keys).map(|(column, (parts, _))| Label { column, parts: parts.clone() }).collect();
        let hints: Vec<&str> = [self.sheet].into_iter().chain(above.iter().map(String::as_str)).collect();
        let choice = choose(self.lexicon, &labels, &hints)?;
        let headings = if swapped { Vec::new() } else { headings };
        let form = Form { keys, labels, choice, blocks, above, headings, swapped };
        self.judged(&form, passed_over)
    }

    /// The label that names a record.
    fn label_of_name(&self, list: &[Pair]) -> Option<Vec<String>> {
        let distinct: BTreeSet<&Vec<String>> = list.iter().map(|pair| &pair.parts).collect();
        let labels: Vec<Label> =
            (0..).zip(distinct).map(|(column, parts)| Label { column, parts: parts.clone() }).collect();
        let choice = choose(self.lexicon, &labels, &[self.sheet])?;
        let words = self.lexicon.registers.get(choice.register)?;
        let field = |at: usize| {
            let mapping = choice.columns.get(at)?.as_ref()?;
            words.definition.fields.get_index(mapping.field)
        };
        let named =
            (0..labels.len()).find(|at| field(*at).is_some_and(|(id, _)| names_record(words.definition, id)));
        // A record of processing activities goes by its activity.
        let named =
            named.or_else(|| (0..labels.len()).find(|at| field(*at).is_some_and(|(id, _)| id == PROCESS)));
        labels.into_iter().nth(named?).map(|label| label.parts)
    }

    /// The form, unless something speaks against it.
    fn judged(&self, form: &Form, passed_over: usize) -> Option<Reading> {
        let words = self.lexicon.registers.get(form.choice.register)?;
        let field = |at: usize| {
            let mapping = form.choice.columns.get(at)?.as_ref()?;
            words.definition.fields.get_index(mapping.field)
        };
        let mapped: BTreeSet<&String> = (0..form.keys.len()).filter_map(field).map(|(id, _)| id).collect();
        let first = form
            .blocks
            .iter()
            .flat_map(BTreeMap::values)
            .map(|pair| form.place((pair.label.top, pair.label.left)))
            .min()?;
        let all = || form.blocks.iter().flatten();
        let known = all().filter(|(_, pair)| pair.known).count();
        if mapped.len() < FIELDS_LEAST || known * 5 < all().count() * 2 || passed_over > known / 4 {
            return None;
        }
        // What stands below a header of a table are values of several records.
        let spread = all().filter(|(_, pair)| pair.cells > 1).count();
        let many = all().filter(|(_, pair)| pair.cells > CELLS_MOST).count();
        if spread * 2 > all().count() || many * 8 > all().count() {
            return None;
        }
        let filled = || all().filter_map(|(at, pair)| Some((*at, pair.value.as_ref()?)));
        let labels_too = filled().filter(|(_, cell)| self.lexicon.knows(&cell.shown.text)).count();
        // Headers of the register are no values of it.
        let headers = filled().filter(|(_, cell)| words.knows(&cell.shown.text)).count();
        if headers >= 2 && headers * 5 >= filled().count() {
            return None;
        }
        let values = filled().filter(|(at, _)| field(*at).is_some()).count();
        let score = i64::try_from(values + known).ok()? - 3 * i64::try_from(labels_too + passed_over).ok()?;
        let typed = filled().filter_map(|(at, cell)| {
            let (_, field) = field(at)?;
            let exact = matches!(field.kind, FieldType::Count | FieldType::Date | FieldType::Period);
            exact.then(|| value::parse(field, None, &cell.shown).value.is_some())
        });
        let (understood, exact) = typed.fold((0, 0), |(yes, all), is| (yes + usize::from(is), all + 1));
        let texts = || filled().map(|(_, cell)| cell.shown.text.as_str());
        let explains =
            judge::instructs(texts()) || judge::is_repetitive(texts()) || exact >= 3 && understood == 0;
        if explains {
            return Some(Reading::LeftOut(Odd { at: first, kind: OddKind::Explanation }, score));
        }
        let told = |at: usize| field(at).is_none_or(|(id, field)| id != "number" && !field.fill_down);
        let is_record = |block: &&BTreeMap<usize, Pair>| {
            let mut values = block.iter().filter_map(|(at, pair)| Some((*at, pair.value.as_ref()?)));
            values
                .any(|(at, cell)| told(at) && !is_placeholder(cell) && !self.lexicon.knows(&cell.shown.text))
        };
        let records: Vec<&BTreeMap<usize, Pair>> = form.blocks.iter().filter(is_record).collect();
        if records.is_empty() {
            return Some(Reading::LeftOut(Odd { at: first, kind: OddKind::BlankForm }, score));
        }
        Some(Reading::Read(Box::new(form.found(&records)), score))
    }
}

/// Pairs of a sheet as records of a register.
struct Form {
    keys: Vec<Key>,
    labels: Vec<Label>,
    choice: Choice,
    /// The pairs of each record by the index of their key.
    blocks: Vec<BTreeMap<usize, Pair>>,
    above: Vec<String>,
    /// Headings that name the department of the blocks below them, from the top.
    headings: Vec<(Place, GridCell)>,
    swapped: bool,
}

impl Form {
    fn place(&self, (row, column): Place) -> Place {
        if self.swapped { (column, row) } else { (row, column) }
    }

    /// The last heading above a block and not to the right of it.
    fn heading_above(&self, block: &BTreeMap<usize, Pair>) -> Option<&(Place, GridCell)> {
        let (top, left) = block.values().map(|pair| (pair.label.top, pair.label.left)).min()?;
        self.headings.iter().rev().find(|((row, column), _)| *row < top && *column <= left)
    }

    /// The form as rows below a header.
    fn found(&self, records: &[&BTreeMap<usize, Pair>]) -> Found {
        let mut cells = Vec::new();
        let mut places = BTreeMap::new();
        let mut labels: BTreeMap<u32, Place> = BTreeMap::new();
        let mut used: BTreeSet<usize> = BTreeSet::new();
        let mut area: Option<Area> = None;
        let mut rows = Vec::new();
        // Where no label and no value of a row is.
        let aside = u32::try_from(self.labels.len()).unwrap_or(u32::MAX).saturating_add(1);
        for (row, block) in (0..).zip(records) {
            let mut filled = Vec::new();
            let mut headings = Headings::default();
            if let Some((place, cell)) = self.heading_above(block) {
                places.insert((row, aside), *place);
                filled.push((aside, cell.clone()));
                headings.department = Some((row, aside));
            }
            rows.push(RecordRow { row, headings });
            for (at, pair) in *block {
                let Ok(column) = u32::try_from(*at) else { continue };
                labels.entry(column).or_insert_with(|| self.place((pair.label.top, pair.label.left)));
                places.insert((row, column), self.place(pair.place));
                used.extend(pair.value.as_ref().map(|_| *at));
                filled.extend(pair.value.clone().map(|cell| (column, cell)));
                let value =
                    Area { top: pair.place.0, left: pair.place.1, bottom: pair.place.0, right: pair.place.1 };
                area = Some([pair.label, value].into_iter().fold(area.unwrap_or(pair.label), around));
            }
            cells.push((row, filled));
        }
        let area = area.unwrap_or_default();
        let area = if self.swapped { swapped(area) } else { area };
        // Labels that no field goes by and nobody has filled in say nothing.
        let kept = |at: usize| used.contains(&at) || self.choice.columns.get(at).is_some_and(Option::is_some);
        let renumbered: BTreeMap<usize, usize> =
            (0..self.labels.len()).filter(|at| kept(*at)).zip(0..).collect();
        let choice = Choice {
            columns: (0..)
                .zip(&self.choice.columns)
                .filter(|(at, _)| kept(*at))
                .map(|(_, column)| column.clone())
                .collect(),
            rivals: self
                .choice
                .rivals
                .iter()
                .filter_map(|rival| Some(Rival { label: *renumbered.get(&rival.label)?, ..rival.clone() }))
                .collect(),
            ..self.choice.clone()
        };
        let shown = (0..).zip(&self.labels).filter(|(at, _)| kept(*at)).map(|(_, label)| label.clone());
        let last = u32::try_from(records.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let right = u32::try_from(self.labels.len().saturating_sub(1)).unwrap_or(u32::MAX);
        Found {
            header: Area { top: 0, left: 0, bottom: 0, right },
            labels: shown.collect(),
            choice,
            body: Body { records: rows, last, odd: Vec::new() },
            above: self.above.clone(),
            layout: Layout::Form(Box::new(View {
                grid: Grid::new(cells, Vec::new()),
                places: Places::Each(places),
                labels,
                area,
            })),
        }
    }
}

/// The smallest area around two.
fn around(one: Area, other: Area) -> Area {
    Area {
        top: one.top.min(other.top),
        left: one.left.min(other.left),
        bottom: one.bottom.max(other.bottom),
        right: one.right.max(other.right),
    }
}

/// The pairs of each record, and those before the first that belong to the whole sheet.
fn blocks(list: Vec<Pair>, named: &[String]) -> (Vec<Vec<Pair>>, Vec<Pair>) {
    let mut counts: BTreeMap<&[String], usize> = BTreeMap::new();
    for pair in &list {
        *counts.entry(&pair.parts).or_default() += 1;
    }
    let names = counts.get(named).copied().unwrap_or_default();
    if names < 2 {
        return (vec![list], Vec::new());
    }
    // A record starts with the first label that stands there as often as the name.
    let starter = list.iter().find(|pair| counts.get(pair.parts.as_slice()) == Some(&names));
    let starter = starter.map(|pair| pair.parts.clone()).unwrap_or_default();
    let mut starts: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for pair in list.iter().filter(|pair| pair.parts == starter) {
        starts.entry(pair.label.left).or_default().insert(pair.label.top);
    }
    let mut blocks: BTreeMap<Place, Vec<Pair>> = BTreeMap::new();
    let mut before = Vec::new();
    for pair in list {
        let side = starts.range(..=pair.label.left).next_back().or(starts.iter().next());
        let start = side.and_then(|(side, rows)| Some((*rows.range(..=pair.label.top).next_back()?, *side)));
        match start {
            Some(start) => blocks.entry(start).or_default().push(pair),
            None => before.push(pair),
        }
    }
    (blocks.into_values().collect(), before)
}

/// The labels of all blocks, and the pairs of each block by their label.
fn keyed(blocks: Vec<Vec<Pair>>) -> (Vec<Key>, Vec<BTreeMap<usize, Pair>>) {
    let mut keys: BTreeMap<Key, usize> = BTreeMap::new();
    let mut order: Vec<Key> = Vec::new();
    let mut keyed = Vec::new();
    for block in blocks {
        let mut pairs: BTreeMap<usize, Pair> = BTreeMap::new();
        let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for pair in block {
            let again = seen.entry(pair.parts.clone()).or_default();
            let key = (pair.parts.clone(), *again);
            *again += 1;
            let at = *keys.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                order.len() - 1
            });
            pairs.insert(at, pair);
        }
        keyed.push(pairs);
    }
    (order, keyed)
}
