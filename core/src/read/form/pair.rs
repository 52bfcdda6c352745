//! Labels with their parents and values, found row by row.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::form::slot::Slot;
use crate::read::grid::{Area, CellState, GridCell};
use crate::read::header::Lexicon;
use crate::read::table::{Place, heading_text, is_department, opens_group};
use crate::read::value::CellText;

/// Most parents of a label.
const PARENTS_MOST: usize = 2;

/// A label with its value.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    /// Texts from the outermost parent to the label itself.
    pub(super) parts: Vec<String>,
    /// Area of the label.
    pub(super) label: Area,
    /// Its value; `None` if the cell is blank.
    pub(super) value: Option<GridCell>,
    /// Where the value stands, or is to be filled in.
    pub(super) place: Place,
    /// How many cells the value was gathered from.
    pub(super) cells: usize,
    /// True if packs know the label.
    pub(super) known: bool,
}

/// All pairs of a sheet, and how many labels were passed over because another label followed.
pub(super) struct Pairs {
    pub(super) list: Vec<Pair>,
    pub(super) passed_over: usize,
    /// Texts before the first pair.
    pub(super) above: Vec<String>,
    /// Headings that name the department of what stands below them: ■総務部.
    pub(super) headings: Vec<(Place, GridCell)>,
}

/// A row without the boxes for stamps: 承認 確認 作成.
fn without_stamps<'g>(row: &[Slot<'g>]) -> Vec<Slot<'g>> {
    let stamp = |slot: &Slot<'_>| {
        let text: String = slot.cell.shown.text.chars().filter(|c| !c.is_whitespace()).collect();
        STAMPS.contains(&text.trim_end_matches('印'))
    };
    if row.iter().filter(|slot| stamp(slot)).count() < 2 {
        return row.to_vec();
    }
    row.iter().filter(|slot| !stamp(slot)).copied().collect()
}

/// Who stamps a form.
const STAMPS: [&str; 19] = [
    "承認",
    "確認",
    "作成",
    "審査",
    "起案",
    "担当",
    "担当者",
    "照査",
    "検",
    "決裁",
    "受付",
    "点検",
    "部長",
    "課長",
    "係長",
    "社長",
    "承認者",
    "確認者",
    "作成者",
];

/// The label in 「管理番号：K-01」; the whole text if there is no value in it.
pub(super) fn label_part(text: &str) -> &str {
    match text.split_once(['：', ':']) {
        Some((label, value)) if !value.trim().is_empty() && label.chars().count() <= 24 => label.trim(),
        _ => text,
    }
}

/// Where labels stand.
struct Columns {
    /// Columns in which two known labels start at least, with the rows of the first and of the last: a known one, or
    /// what stands just below it in the same way, with a text beside it.
    columns: BTreeMap<u32, (u32, u32)>,
    /// First and last column of known labels.
    spans: BTreeSet<(u32, u32)>,
}

impl Columns {
    fn new(rows: &[Vec<Slot<'_>>]) -> Self {
        let mut texts: BTreeMap<u32, (BTreeSet<&str>, u32, u32)> = BTreeMap::new();
        let mut spans = BTreeSet::new();
        for slot in rows.iter().flatten().filter(|slot| slot.known) {
            let (row, column) = (slot.area.top, slot.area.left);
            let (texts, _, last) = texts.entry(column).or_insert_with(|| (BTreeSet::new(), row, row));
            texts.insert(slot.cell.shown.text.as_str());
            *last = row;
            spans.insert((column, slot.area.right));
        }
        // Words of headers are among the values, too: 紙 is a child of 媒体.
        // Labels of blocks are repeated, so each text counts once.
        let mut filled: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
        for slot in rows.iter().flatten() {
            filled.entry(slot.area.left).or_default().insert(slot.cell.shown.text.as_str());
        }
        let filled = |column: &u32| filled.get(column).map_or(0, BTreeSet::len).min(60);
        texts.retain(|column, (texts, ..)| texts.len() >= 2 && texts.len() * 3 >= filled(column));
        let columns = texts.into_iter().map(|(column, (_, first, last))| (column, (first, last))).collect();
        let mut columns = Self { columns, spans };
        columns.reach_down(rows);
        columns
    }

    /// Adds the unknown labels just below the last known one: their values are none of what stands above.
    fn reach_down(&mut self, rows: &[Vec<Slot<'_>>]) {
        for row in rows {
            for (at, slot) in row.iter().enumerate() {
                let told = at + 1 < row.len() && slot.may_be_label();
                let Area { top, left, right, .. } = slot.area;
                if let (true, Some((_, last))) =
                    (told && self.spans.contains(&(left, right)), self.columns.get_mut(&left))
                    && top == last.saturating_add(1)
                {
                    *last = top;
                }
            }
        }
    }

    fn holds_labels(&self, slot: &Slot<'_>) -> bool {
        self.columns.contains_key(&slot.area.left)
    }

    /// True for an unknown text that stands among known labels as one of them.
    fn is_like_labels(&self, slot: &Slot<'_>) -> bool {
        let among = self.columns.get(&slot.area.left);
        among.is_some_and(|(first, last)| (*first..=*last).contains(&slot.area.top))
            && self.spans.contains(&(slot.area.left, slot.area.right))
            && slot.may_be_label()
    }
}

/// A label whose value is still looked for.
struct Open<'g> {
    slot: Slot<'g>,
    parents: Vec<Slot<'g>>,
    values: Vec<Slot<'g>>,
}

/// Finds the pairs in rows of filled cells.
pub(super) fn pairs(rows: &[Vec<Slot<'_>>], lexicon: &Lexicon<'_>) -> Pairs {
    let columns = Columns::new(rows);
    let mut finder = PairFinder { tall: Vec::new(), hanging: None, opened: Vec::new(), passed_over: 0 };
    let mut above = Vec::new();
    let mut headings = Vec::new();
    for row in rows {
        if let Some(heading) = heading(row, &columns) {
            headings.push(heading);
            continue;
        }
        finder.row(&without_stamps(row), &columns, lexicon, &mut above);
    }
    let list = finder.opened.iter().map(close).collect();
    Pairs { list, passed_over: finder.passed_over, above, headings }
}

/// The heading in a row that holds nothing else; a text where values stand belongs to the value above it.
fn heading(row: &[Slot<'_>], columns: &Columns) -> Option<(Place, GridCell)> {
    let [slot] = row else { return None };
    let text = slot.cell.shown.text.as_str();
    let among_labels = columns.columns.keys().next().is_some_and(|first| slot.area.left <= *first)
        || columns.holds_labels(slot);
    let names = opens_group(text) && heading_text(text).is_some_and(|text| is_department(&text));
    (among_labels && names).then(|| ((slot.area.top, slot.area.left), slot.cell.clone()))
}

struct PairFinder<'g> {
    /// Labels merged over several rows, with their parents: they may have children, or values further down.
    tall: Vec<(Slot<'g>, Vec<Slot<'g>>)>,
    /// Parents that stand beside their first child only, and the column of that child.
    hanging: Option<(Vec<Slot<'g>>, u32)>,
    opened: Vec<Open<'g>>,
    passed_over: usize,
}

impl<'g> PairFinder<'g> {
    fn row(&mut self, row: &[Slot<'g>], columns: &Columns, lexicon: &Lexicon<'_>, above: &mut Vec<String>) {
        let Some(top) = row.first().map(|slot| slot.area.top) else { return };
        self.tall.retain(|(slot, _)| slot.area.bottom >= top);
        let first = self.opened.len();
        let mut open: Option<Open<'g>> = None;
        for (at, slot) in row.iter().enumerate() {
            let last = at + 1 == row.len();
            let waits = open.as_ref().filter(|open| open.values.is_empty());
            let beside = waits.is_some_and(|open| open.slot.area.right.saturating_add(1) == slot.area.left);
            let parent = beside && waits.is_some_and(|open| open.slot.area.bottom > slot.area.bottom);
            let is_label = if beside {
                // A known word beside a label is its value, unless labels stand in this column and a value follows.
                columns.holds_labels(slot)
                    && (slot.known && (parent || !last) || parent && columns.is_like_labels(slot))
            } else {
                slot.known || columns.is_like_labels(slot)
            };
            if is_label {
                let parents = match open.take() {
                    Some(before) if beside => {
                        let mut parents = before.parents;
                        parents.push(before.slot);
                        // A parent reaches as far down as its child.
                        if parents.len() > PARENTS_MOST || before.slot.area.bottom < slot.area.bottom {
                            self.passed_over += 1;
                        }
                        self.hanging = Some((parents.clone(), slot.area.left));
                        parents
                    }
                    before => {
                        self.opened.extend(before);
                        self.parents_of(slot, top)
                    }
                };
                if slot.area.bottom > slot.area.top {
                    self.tall.push((*slot, parents.clone()));
                }
                open = Some(Open { slot: *slot, parents, values: Vec::new() });
            } else if let Some(open) = &mut open {
                open.values.push(*slot);
            } else if let Some(pair) = inline(slot, lexicon) {
                self.opened.push(pair);
            } else if !self.goes_on(slot, first) && self.opened.is_empty() {
                above.push(slot.cell.shown.text.clone());
            }
        }
        self.opened.extend(open);
    }

    /// Parents that reach down to a label from a row above.
    fn parents_of(&mut self, slot: &Slot<'g>, row: u32) -> Vec<Slot<'g>> {
        let covering = self
            .tall
            .iter()
            .rev()
            .find(|(tall, _)| tall.area.top < row && tall.area.right.saturating_add(1) == slot.area.left);
        if let Some((tall, parents)) = covering {
            let mut all = parents.clone();
            all.push(*tall);
            return all;
        }
        match &self.hanging {
            Some((parents, column)) if *column == slot.area.left => {
                // Merged parents reach as far as they are merged.
                let merged = parents.iter().any(|parent| parent.area.bottom > parent.area.top);
                if merged { Vec::new() } else { parents.clone() }
            }
            Some((_, column)) if slot.area.left < *column => {
                self.hanging = None;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// True if a text without a label in its row belongs to a value above it.
    fn goes_on(&mut self, slot: &Slot<'g>, first: usize) -> bool {
        let (row, column) = (slot.area.top, slot.area.left);
        let before = self.opened.get_mut(..first).unwrap_or_default();
        let above = before.iter_mut().rev().take(20).find(|open| {
            let starts =
                open.values.first().map_or(open.slot.area.right.saturating_add(1), |value| value.area.left);
            let last = open.values.last().map_or(open.slot.area.bottom, |value| value.area.bottom);
            let end = last.max(open.slot.area.bottom);
            starts == column && (row <= end || row == end.saturating_add(1) && !open.values.is_empty())
        });
        match above {
            Some(open) => {
                open.values.push(*slot);
                true
            }
            None => false,
        }
    }
}

/// A label with its value in the same cell: 「管理番号：K-01」.
fn inline<'g>(slot: &Slot<'g>, lexicon: &Lexicon<'_>) -> Option<Open<'g>> {
    let text = &slot.cell.shown.text;
    let label = label_part(text);
    (label.len() < text.len() && lexicon.knows(label)).then(|| Open {
        slot: *slot,
        parents: Vec::new(),
        values: Vec::new(),
    })
}

/// The pair of a label with the values found.
fn close(open: &Open<'_>) -> Pair {
    let text = &open.slot.cell.shown.text;
    let label = label_part(text);
    let mut parts: Vec<String> = open.parents.iter().map(|parent| parent.cell.shown.text.clone()).collect();
    parts.push(label.to_owned());
    let area = open.slot.area;
    if label.len() < text.len() {
        let value = text.split_once(['：', ':']).map_or("", |(_, value)| value.trim());
        let shown = CellText { text: value.to_owned(), number: None, date: None };
        let (value, place) = (Some(GridCell::new(shown, CellState::Value)), (area.top, area.left));
        return Pair { parts, label: area, value, place, cells: 1, known: true };
    }
    let blank = (area.top, area.right.saturating_add(1));
    let place = open.values.first().map_or(blank, |value| (value.area.top, value.area.left));
    let value = match open.values.as_slice() {
        [] => None,
        [value] => Some(value.cell.clone()),
        several => Some(joined(several)),
    };
    Pair { parts, label: area, value, place, cells: open.values.len(), known: open.slot.known }
}

/// One cell out of several: ☑ and 紙 are one choice, further lines and cells are parts of a list.
fn joined(values: &[Slot<'_>]) -> GridCell {
    let mut text = String::new();
    let mut last: Option<&Slot<'_>> = None;
    for value in values {
        let own = &value.cell.shown.text;
        if let Some(last) = last {
            let tick = last.cell.shown.text.chars().count() == 1 && last.cell.shown.text.contains(is_tick);
            let below = value.area.top > last.area.bottom;
            let ticked = own.contains(is_tick);
            text.push_str(if tick {
                ""
            } else if below {
                "\n"
            } else if ticked {
                "　"
            } else {
                "、"
            });
        }
        text.push_str(own);
        last = Some(value);
    }
    let state = values.iter().map(|value| value.cell.state).find(|state| *state != CellState::Value);
    GridCell::new(CellText { text, number: None, date: None }, state.unwrap_or(CellState::Value))
}

fn is_tick(c: char) -> bool {
    matches!(c, '☑' | '☐' | '□' | '■' | '☒' | '✓' | '✔' | '○' | '●')
}
