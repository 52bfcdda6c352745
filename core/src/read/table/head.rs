//! Headers: rows of known words, one table or several side by side.

use std::collections::BTreeSet;

use super::body::Columns;
use super::label;
use super::{ASKED_MOST, Finder, Odd, OddKind, TRIES_MOST};
use crate::read::grid::{Area, Grid, GridCell};
use crate::read::header::{CONFIDENCE_SURE, Choice, Label, Lexicon, choose, told_by_cells};

/// Most rows of a header.
const HEADER_ROWS_MOST: u32 = 3;
/// Rows that are asked what vague headers mean, and how few say too little.
const VAGUE_ROWS_MOST: u32 = 40;
const VAGUE_ROWS_LEAST: usize = 3;
/// Fewest columns of a table that stands twice side by side under one header.
const PERIOD_LEAST: usize = 3;

/// A header that was recognised.
pub(super) struct Header {
    /// Its rows and columns.
    pub(super) area: Area,
    /// What stands above each column.
    pub(super) labels: Vec<Label>,
    /// What it was taken for.
    pub(super) choice: Choice,
}

impl Finder<'_, '_> {
    /// The header that starts in the first row of an area or just below, or several side by side.
    pub(super) fn headers_at(&mut self, area: Area) -> Vec<Header> {
        if !self.looks_like_header(area) {
            return Vec::new();
        }
        if self.tries >= TRIES_MOST {
            if self.tries == TRIES_MOST {
                let at = (area.top, area.left);
                self.left_out.push(Odd { at, kind: OddKind::Unsearched });
                self.tries += 1;
            }
            return Vec::new();
        }
        self.tries += 1;
        let declared = self.declared_at(area);
        if !declared.is_empty() {
            return declared.into_iter().map(|header| self.each_column_once(header)).collect();
        }
        let mut best: Option<Header> = None;
        for skip in 0..HEADER_ROWS_MOST {
            for more in 0..HEADER_ROWS_MOST - skip {
                let top = area.top.saturating_add(skip);
                let place = Area { top, bottom: top.saturating_add(more), ..area };
                if place.bottom > area.bottom || self.deadline.has_passed() {
                    continue;
                }
                let Some(header) = self.header_in(place) else { continue };
                if best.as_ref().is_none_or(|best| header.choice.score > best.choice.score) {
                    best = Some(header);
                }
            }
        }
        let headers = best.map(|header| self.split(header)).unwrap_or_default();
        headers.into_iter().map(|header| self.each_column_once(self.extended(header))).collect()
    }

    /// Headers that the workbook itself declares as such, with parents that may stand above them.
    fn declared_at(&self, area: Area) -> Vec<Header> {
        let last = area.top.saturating_add(HEADER_ROWS_MOST - 1).min(area.bottom);
        let here = self.grid.objects.iter().filter(|object| {
            let at = object.area;
            object.header_rows > 0
                && (area.top..=last).contains(&at.top)
                && area.left <= at.left
                && at.right <= area.right
        });
        let mut headers: Vec<Header> = here
            .filter_map(|object| {
                let Area { left, right, .. } = object.area;
                let tops = (area.top..=object.area.top).rev();
                let places = tops.map(|top| Area { top, left, bottom: object.area.top, right });
                let found = places.filter_map(|place| self.header_in(place));
                // Of equals the header without further rows is taken.
                found.reduce(|best, next| if next.choice.score > best.choice.score { next } else { best })
            })
            .collect();
        headers.sort_by_key(|header| header.area.left);
        headers
    }

    /// A quick test: known words in the first row, and two at least in the rows of a header.
    fn looks_like_header(&self, area: Area) -> bool {
        let last = area.top.saturating_add(HEADER_ROWS_MOST - 1).min(area.bottom);
        let mut known = BTreeSet::new();
        for row in self.grid.rows_between(area.top, last) {
            let cells = row.cells_between(area.left, area.right).iter().take(1000);
            let texts = cells.map(|(_, cell)| cell.shown.text.as_str());
            known.extend(texts.filter(|text| self.lexicon.knows(text)));
            if row.index == area.top && known.is_empty() {
                return false;
            }
        }
        known.len() >= 2
    }

    fn header_in(&self, area: Area) -> Option<Header> {
        let labels = label::labels(self.grid, area)?;
        self.header_of(area, labels)
    }

    pub(super) fn header_of(&self, area: Area, labels: Vec<Label>) -> Option<Header> {
        let labels = self.lexicon.described.with_letters(labels);
        let title = self.title_above(area);
        let hints = [self.sheet, title.as_str()];
        let choice = choose(self.lexicon, &labels, &hints);
        let choice = choice.or_else(|| self.asked_of_cells(area, &labels, &hints))?;
        let left = labels.first()?.column;
        let right = labels.last()?.column;
        Some(Header { area: Area { left, right, ..area }, labels, choice })
    }

    /// What the cells below vague headers tell.
    fn asked_of_cells(&self, area: Area, labels: &[Label], hints: &[&str]) -> Option<Choice> {
        if self.lexicon.described.is_any() || self.asked.get() >= ASKED_MOST {
            return None;
        }
        let (left, right) = (labels.first()?.column, labels.last()?.column);
        let first = area.bottom.saturating_add(1);
        let rows = self.grid.rows_between(first, area.bottom.saturating_add(VAGUE_ROWS_MOST));
        // Records follow each other, and each fills several columns.
        let filled = rows.iter().zip(first..).take_while(|(row, next)| row.index == *next);
        let filled = filled.filter(|(row, _)| row.cells_between(left, right).len() >= 2);
        let rows: Vec<u32> = filled.map(|(row, _)| row.index).collect();
        if rows.len() < VAGUE_ROWS_LEAST {
            return None;
        }
        self.asked.set(self.asked.get() + 1);
        told_by_cells(self.lexicon, labels, hints, self.grid, &rows)
    }

    /// The header with the row below it, if that clearly belongs to it: a few words of headers or texts in brackets
    /// and no record.
    fn extended(&self, header: Header) -> Header {
        let area = header.area;
        let below = area.bottom.saturating_add(1);
        let Some(row) = self.grid.row(below) else { return header };
        let cells = row.cells_between(area.left, area.right);
        let columns = Columns::new(self.lexicon, &header.labels, &header.choice);
        let of_header =
            |cell: &GridCell| label::is_bracketed(&cell.shown.text) || self.lexicon.knows(&cell.shown.text);
        let words = cells.iter().filter(|(_, cell)| of_header(cell)).count();
        let no_record = columns.number.is_none_or(|column| row.cell(column).is_none())
            && columns.naming.iter().all(|column| row.cell(*column).is_none_or(of_header))
            && cells.iter().all(|(_, cell)| {
                let shown = &cell.shown;
                shown.number.is_none() && shown.date.is_none() && shown.text.chars().count() <= 16
            });
        // A row in brackets alone is a hint.
        let hint = cells.iter().all(|(_, cell)| label::is_bracketed(&cell.shown.text)) && cells.len() > 2;
        let fits = words > 0 && words * 2 >= cells.len() && no_record && !hint && !columns.naming.is_empty();
        let place = Area { bottom: below, ..area };
        if !fits || below - area.top >= HEADER_ROWS_MOST || cells.len() * 3 > header.labels.len() * 2 {
            return header;
        }
        let Some(more) = label::labels(self.grid, place) else { return header };
        let Some(choice) = choose(self.lexicon, &more, &[self.sheet, &self.title_above(area)]) else {
            return header;
        };
        // A text that only makes a header less clear is left aside.
        let before = |label: &Label| {
            let at = header.labels.iter().position(|other| other.column == label.column)?;
            Some((header.labels.get(at)?, header.choice.columns.get(at)?.as_ref()?))
        };
        let labels =
            more.iter().zip(&choice.columns).map(|(label, mapping)| match (before(label), mapping) {
                (Some((_, known)), Some(mapping)) if mapping.field == known.field => label.clone(),
                (Some((old, known)), _) if known.confidence >= CONFIDENCE_SURE => old.clone(),
                _ => label.clone(),
            });
        self.header_of(place, labels.collect()).unwrap_or(header)
    }

    /// The header without the further columns of merged cells that nothing stands below.
    fn each_column_once(&self, header: Header) -> Header {
        let labels = label::once_each(self.grid, header.area, &header.labels);
        if labels.len() == header.labels.len() {
            return header;
        }
        match self.header_of(header.area, labels) {
            Some(once) => Header { area: header.area, ..once },
            None => header,
        }
    }

    /// The nearest text in the three rows above a header.
    fn title_above(&self, area: Area) -> String {
        let Some(above) = area.top.checked_sub(1) else { return String::new() };
        let rows = self.grid.rows_between(above.saturating_sub(2), above);
        let texts = rows.iter().rev().filter_map(|row| match row.cells_between(area.left, area.right) {
            [(_, cell)] => Some(cell.shown.text.clone()),
            _ => None,
        });
        texts.take(1).collect()
    }

    /// Tables side by side, parted by a column without header or by the same headers again; else the header as it
    /// is.
    fn split(&self, header: Header) -> Vec<Header> {
        let mut blocks: Vec<Vec<Label>> = Vec::new();
        for label in &header.labels {
            match blocks.last_mut() {
                Some(block) if block.last().is_some_and(|last| last.column + 1 == label.column) => {
                    block.push(label.clone());
                }
                _ => blocks.push(vec![label.clone()]),
            }
        }
        let blocks: Vec<Vec<Label>> = blocks.into_iter().flat_map(each_period).collect();
        if blocks.len() < 2 {
            return vec![header];
        }
        let alone: Vec<Header> =
            blocks.iter().filter_map(|block| self.header_of(header.area, block.clone())).collect();
        if alone.len() > 1 {
            return alone;
        }
        // A block without a known header is a note or a legend beside the table.
        let mapped = |label: &Label| {
            let columns = header.labels.iter().zip(&header.choice.columns);
            columns.into_iter().any(|(other, mapping)| other.column == label.column && mapping.is_some())
        };
        let kept: Vec<Label> =
            blocks.into_iter().filter(|block| block.iter().any(mapped)).flatten().collect();
        match self.header_of(header.area, kept) {
            Some(kept) => vec![kept],
            None => vec![header],
        }
    }
}

/// Labels parted where they start again from the first: a list that was printed in two columns.
fn each_period(block: Vec<Label>) -> Vec<Vec<Label>> {
    let repeats = |period: usize| {
        block.len().is_multiple_of(period)
            && block.iter().zip(block.iter().skip(period)).all(|(one, other)| one.parts == other.parts)
            // Further columns of a merged header repeat as well.
            && block.iter().take(period).map(|label| &label.parts).collect::<BTreeSet<_>>().len() >= PERIOD_LEAST
    };
    match (PERIOD_LEAST..=block.len() / 2).find(|period| repeats(*period)) {
        Some(period) => block.chunks(period).map(<[Label]>::to_vec).collect(),
        None => vec![block],
    }
}

/// The row most like a header: its row, and its texts.
pub(crate) fn nearest_header(grid: &Grid, lexicon: &Lexicon<'_>) -> Option<(u32, Vec<String>)> {
    let mut best: Option<(usize, usize, u32)> = None;
    for row in grid.rows().iter().take(TRIES_MOST) {
        let texts = row.cells.iter().take(200).map(|(_, cell)| cell);
        let texts: Vec<&str> =
            texts.filter(|cell| cell.shown.number.is_none()).map(|cell| cell.shown.text.as_str()).collect();
        // A column of No, No, No is no header.
        let known: BTreeSet<&&str> = texts.iter().filter(|text| lexicon.knows(text)).collect();
        let known = known.len();
        if known == 0 && texts.len() < 2 {
            continue;
        }
        let rank = (known, texts.len().min(30));
        if best.is_none_or(|(best_known, best_count, _)| rank > (best_known, best_count)) {
            best = Some((rank.0, rank.1, row.index));
        }
    }
    let (.., index) = best?;
    let texts = grid.row(index).into_iter().flat_map(|row| row.cells.iter().take(50));
    Some((index, texts.map(|(_, cell)| cell.shown.text.clone()).collect()))
}
