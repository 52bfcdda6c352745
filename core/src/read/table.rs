//! Where the tables of a sheet are: headers with known words, and the rows below them.

mod body;
mod label;
mod row;

use std::collections::BTreeSet;

use super::grid::Grid;
use super::header::{Choice, Label, Lexicon, choose};

pub(crate) use body::Body;
pub(crate) use label::Area;
pub(crate) use row::{heading_text, is_department, opens_group};

/// How many rows per sheet are tried as a header; it keeps the work on hostile sheets bounded.
const TRIES_MOST: usize = 1000;
/// Most rows of a header.
const HEADER_ROWS_MOST: u32 = 3;
/// How many rows above a header may hold its title.
const TITLE_ROWS_MOST: u32 = 12;

/// A table that was taken for a register.
#[derive(Debug)]
pub(crate) struct Found {
    /// Header rows and columns.
    pub(crate) header: Area,
    /// Headers of its columns, left to right.
    pub(crate) labels: Vec<Label>,
    /// What it was taken for.
    pub(crate) choice: Choice,
    /// Its rows.
    pub(crate) body: Body,
    /// Texts above it, up to the table before, from the top.
    pub(crate) above: Vec<String>,
}

/// A header that was recognised.
struct Header {
    area: Area,
    labels: Vec<Label>,
    choice: Choice,
}

/// Finds the tables of a sheet.
pub(crate) struct Finder<'f, 's> {
    grid: &'f Grid,
    lexicon: &'f Lexicon<'s>,
    sheet: &'f str,
    tries: usize,
}

/// All tables of a sheet, from the top and from the left.
pub(crate) fn find_tables(grid: &Grid, lexicon: &Lexicon<'_>, sheet: &str) -> Vec<Found> {
    let mut finder = Finder { grid, lexicon, sheet, tries: 0 };
    let right = grid.rows().iter().filter_map(|row| row.cells.last()).map(|(column, _)| *column).max();
    let bottom = grid.rows().last().map(|row| row.index);
    let (Some(right), Some(bottom)) = (right, bottom) else { return Vec::new() };
    let mut areas = vec![Area { top: 0, left: 0, bottom, right }];
    let mut found = Vec::new();
    while let Some(area) = areas.pop() {
        finder.scan(area, &mut areas, &mut found);
    }
    found.sort_by_key(|table| (table.header.top, table.header.left));
    found
}

impl Finder<'_, '_> {
    /// Finds the tables of an area; areas beside and below them are left to be scanned.
    fn scan(&mut self, area: Area, areas: &mut Vec<Area>, found: &mut Vec<Found>) {
        let mut from = area.top;
        // Rows of the area that were not part of a table since `free`.
        let mut free = area.top;
        let grid = self.grid;
        for row in grid.rows_between(area.top, area.bottom) {
            if row.index < from {
                continue;
            }
            let headers = self.headers_at(Area { top: row.index, ..area });
            if headers.is_empty() {
                continue;
            }
            let above = self.texts_above(free, &headers, area);
            let mut tables = Vec::new();
            for header in headers {
                let Header { area: place, labels, choice } = header;
                let body = self.body(&labels, &choice, place, area.bottom);
                let table = Found { header: place, labels, choice, body, above: above.clone() };
                if !self.is_block(&table) {
                    tables.push(table);
                }
            }
            if tables.is_empty() {
                continue;
            }
            let last = tables.iter().map(|table| table.body.last).max().unwrap_or(row.index);
            from = last.saturating_add(1);
            free = from;
            self.leave(area, last, &tables, areas);
            found.append(&mut tables);
        }
    }

    /// True for labels with their values beside them, row by row: 文書名 個人情報管理台帳 版 3.
    fn is_block(&self, table: &Found) -> bool {
        // Each text once, though it may be merged over several columns: its column, and whether a field goes by it.
        let mut texts: Vec<(u32, bool)> = Vec::new();
        let mut last: Option<&Label> = None;
        for (label, mapping) in table.labels.iter().zip(&table.choice.columns) {
            if last.is_none_or(|last| last.parts != label.parts) {
                texts.push((label.column, mapping.is_some()));
            }
            last = Some(label);
        }
        let label_columns: Vec<u32> = texts.iter().step_by(2).map(|(column, _)| *column).collect();
        let alternate = texts.iter().enumerate().all(|(at, (_, known))| *known == (at % 2 == 0));
        let labels_only = |row: u32| {
            let rows = self.grid.rows_between(row, row).iter();
            let mut cells = rows.flat_map(|row| label_columns.iter().filter_map(|column| row.cell(*column)));
            cells.all(|cell| self.lexicon.knows(&cell.shown.text))
        };
        texts.len() >= 4 && alternate && table.body.records.iter().all(|record| labels_only(record.row))
    }

    /// Notes the areas left of, between, right of and below tables that stand side by side.
    fn leave(&self, area: Area, last: u32, tables: &[Found], areas: &mut Vec<Area>) {
        let mut left = area.left;
        let top = tables.iter().map(|table| table.header.top).min().unwrap_or(area.top);
        let mut add = |area: Area| {
            let rows = self.grid.rows_between(area.top, area.bottom);
            let worth = area.left <= area.right
                && rows
                    .iter()
                    .filter(|row| !row.cells_between(area.left, area.right).is_empty())
                    .nth(1)
                    .is_some();
            if worth {
                areas.push(area);
            }
        };
        for table in tables {
            let Area { left: first, right: end, .. } = table.header;
            if first > left {
                add(Area { top, left, bottom: last, right: first - 1 });
            }
            if table.body.last < last {
                add(Area { top: table.body.last + 1, left: first, bottom: last, right: end });
            }
            left = left.max(end.saturating_add(1));
        }
        add(Area { top, left, bottom: last, right: area.right });
    }

    /// The header that starts in the first row of an area or just below, or several side by side.
    fn headers_at(&mut self, area: Area) -> Vec<Header> {
        if self.tries >= TRIES_MOST || !self.looks_like_header(area) {
            return Vec::new();
        }
        self.tries += 1;
        let mut best: Option<Header> = None;
        for skip in 0..HEADER_ROWS_MOST {
            for more in 0..HEADER_ROWS_MOST - skip {
                let top = area.top.saturating_add(skip);
                let place = Area { top, bottom: top.saturating_add(more), ..area };
                if place.bottom > area.bottom {
                    continue;
                }
                let Some(header) = self.header_in(place) else { continue };
                if best.as_ref().is_none_or(|best| header.choice.score > best.choice.score) {
                    best = Some(header);
                }
            }
        }
        best.map(|header| self.split(header)).unwrap_or_default()
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

    fn header_of(&self, area: Area, labels: Vec<Label>) -> Option<Header> {
        let title = self.title_above(area);
        let choice = choose(self.lexicon, &labels, &[self.sheet, &title])?;
        let left = labels.first()?.column;
        let right = labels.last()?.column;
        Some(Header { area: Area { left, right, ..area }, labels, choice })
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

    /// Tables side by side, parted by a column without header; else the header as it is.
    fn split(&self, header: Header) -> Vec<Header> {
        let mut blocks: Vec<Vec<(usize, Label)>> = Vec::new();
        for (index, label) in header.labels.iter().enumerate() {
            match blocks.last_mut() {
                Some(block) if block.last().is_some_and(|(_, last)| last.column + 1 == label.column) => {
                    block.push((index, label.clone()));
                }
                _ => blocks.push(vec![(index, label.clone())]),
            }
        }
        if blocks.len() < 2 {
            return vec![header];
        }
        let alone: Vec<Header> = blocks
            .iter()
            .filter_map(|block| {
                self.header_of(header.area, block.iter().map(|(_, label)| label.clone()).collect())
            })
            .collect();
        if alone.len() > 1 {
            return alone;
        }
        // A block without a known header is a note or a legend beside the table.
        let mapped = |index: &usize| header.choice.columns.get(*index).is_some_and(Option::is_some);
        let kept: Vec<Label> = blocks
            .into_iter()
            .filter(|block| block.iter().any(|(index, _)| mapped(index)))
            .flatten()
            .map(|(_, label)| label)
            .collect();
        match self.header_of(header.area, kept) {
            Some(kept) => vec![kept],
            None => vec![header],
        }
    }

    /// Texts between the table before and the headers.
    fn texts_above(&self, free: u32, headers: &[Header], area: Area) -> Vec<String> {
        let top = headers.iter().map(|header| header.area.top).min().unwrap_or(free);
        let Some(last) = top.checked_sub(1) else { return Vec::new() };
        let first = free.max(top.saturating_sub(TITLE_ROWS_MOST));
        self.grid
            .rows_between(first, last)
            .iter()
            .flat_map(|row| row.cells_between(area.left, area.right).iter().take(50))
            .map(|(_, cell)| cell.shown.text.clone())
            .collect()
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
    let texts = grid.rows_between(index, index).iter().flat_map(|row| row.cells.iter().take(50));
    Some((index, texts.map(|(_, cell)| cell.shown.text.clone()).collect()))
}
