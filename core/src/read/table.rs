//! Where the tables of a sheet are: headers with known words, and the rows below them.

mod body;
mod described;
mod head;
mod heading;
mod hint;
mod label;
mod odd;
mod refuse;
mod row;

use std::cell::Cell;

use super::form;
use super::grid::{Area, Grid};
use super::header::{Choice, Label, Lexicon};
use super::limits::Deadline;

pub(crate) use body::{Body, RecordRow, names_record};
pub(crate) use head::nearest_header;
pub(crate) use heading::{Headings, Place, heading_text, is_department, is_department_label, opens_group};
pub(crate) use hint::is_instruction;
pub(crate) use odd::{Odd, OddKind};
pub(crate) use row::is_placeholder;

use head::Header;

/// How many rows per sheet are tried as a header; it keeps the work on hostile sheets bounded.
const TRIES_MOST: usize = 1000;
/// How many rows above a header may hold its title.
const TITLE_ROWS_MOST: u32 = 12;
/// How often areas beside tables are searched for tables of their own.
const DEPTH_MOST: usize = 6;
/// How often cells are asked what vague headers mean; on a sheet without a register it would be in vain.
const ASKED_MOST: usize = 12;
/// How many areas beside each other are searched.
const GAPS_MOST: usize = 16;

/// A table that was taken for a register.
#[derive(Debug)]
pub(crate) struct Found {
    /// Header rows and columns; of a form those of its view.
    pub(crate) header: Area,
    /// Headers of its columns, left to right.
    pub(crate) labels: Vec<Label>,
    /// What it was taken for.
    pub(crate) choice: Choice,
    /// Its rows.
    pub(crate) body: Body,
    /// Texts above it, up to the table before, from the top.
    pub(crate) above: Vec<String>,
    /// How it stands on the sheet.
    pub(crate) layout: Layout,
}

/// How a table stands on its sheet.
#[derive(Debug, Default)]
pub(crate) enum Layout {
    /// Records in rows below a header.
    #[default]
    Rows,
    /// Records in rows that go on from a table of another sheet, without a header.
    Continued,
    /// Values beside or below their labels; rows and columns are those of the view.
    Form(Box<form::View>),
}

/// What was found on a sheet.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// Tables that were taken for registers, from the top and from the left.
    pub(crate) found: Vec<Found>,
    /// What looked like one and was left out.
    pub(crate) left_out: Vec<Odd>,
}

impl Found {
    /// The cells of its records: those of the sheet, or its view of them.
    pub(crate) fn grid<'g>(&'g self, sheet: &'g Grid) -> &'g Grid {
        match &self.layout {
            Layout::Form(view) => view.grid(),
            Layout::Rows | Layout::Continued => sheet,
        }
    }

    /// True if a blank cell may hold the value of the record before.
    pub(crate) fn carries(&self) -> bool {
        match &self.layout {
            Layout::Form(view) => view.carries(),
            Layout::Rows | Layout::Continued => true,
        }
    }

    /// The place on the sheet of a cell of its grid.
    pub(crate) fn place(&self, row: u32, column: u32) -> Place {
        match &self.layout {
            Layout::Form(view) => view.place(row, column),
            Layout::Rows | Layout::Continued => (row, column),
        }
    }

    /// The place on the sheet of the header of a column.
    pub(crate) fn label_place(&self, column: u32) -> Place {
        match &self.layout {
            Layout::Form(view) => view.label_place(column),
            Layout::Continued => (self.body.records.first().map_or(0, |record| record.row), column),
            Layout::Rows => (self.header.bottom, column),
        }
    }
}

/// Finds the tables of a sheet.
pub(crate) struct Finder<'f, 's> {
    grid: &'f Grid,
    lexicon: &'f Lexicon<'s>,
    sheet: &'f str,
    /// After it nothing more is found.
    deadline: Deadline,
    tries: usize,
    /// How often cells were asked what vague headers mean.
    asked: Cell<usize>,
    left_out: Vec<Odd>,
}

/// All tables and forms of a sheet; not all of them after the deadline.
pub(crate) fn find_tables(grid: &Grid, lexicon: &Lexicon<'_>, sheet: &str, deadline: Deadline) -> Tables {
    let named = lexicon.described.with_header_rows();
    if !named.is_empty() {
        return described::tables(Finder::new(grid, lexicon, sheet, deadline), &named);
    }
    if lexicon.described.is_none() {
        return Tables::default();
    }
    let mut tables = rows_below_headers(grid, lexicon, sheet, deadline);
    form::find_forms(grid, lexicon, sheet, deadline, &mut tables);
    tables.found.sort_by_key(|table| {
        let area = if let Layout::Form(view) = &table.layout { view.area() } else { table.header };
        (area.top, area.left)
    });
    tables
}

/// The tables of a sheet whose records are rows below a header.
pub(crate) fn rows_below_headers(
    grid: &Grid,
    lexicon: &Lexicon<'_>,
    sheet: &str,
    deadline: Deadline,
) -> Tables {
    let mut finder = Finder::new(grid, lexicon, sheet, deadline);
    let right = grid.rows().iter().filter_map(|row| row.cells.last()).map(|(column, _)| *column).max();
    let bottom = grid.rows().last().map(|row| row.index);
    let (Some(right), Some(bottom)) = (right, bottom) else { return Tables::default() };
    let mut found = Vec::new();
    finder.scan(Area { top: 0, left: 0, bottom, right }, bottom, 0, &mut found);
    found.sort_by_key(|table| (table.header.top, table.header.left));
    Tables { found, left_out: finder.left_out }
}

/// The rows of a sheet as a table that goes on from another sheet, whose labels they stand below.
pub(crate) fn continued(
    grid: &Grid,
    lexicon: &Lexicon<'_>,
    sheet: &str,
    before: &Found,
    deadline: Deadline,
) -> Option<Found> {
    let (top, bottom) = (grid.rows().first()?.index, grid.rows().last()?.index);
    let mut finder = Finder::new(grid, lexicon, sheet, deadline);
    let header = Area { top, bottom: top, ..before.header };
    let body = finder.body_from(top, &before.labels, &before.choice, header, bottom, &[]);
    let (labels, choice) = (before.labels.clone(), before.choice.clone());
    Some(Found { header, labels, choice, body, above: Vec::new(), layout: Layout::Continued })
}

impl<'f, 's> Finder<'f, 's> {
    fn new(grid: &'f Grid, lexicon: &'f Lexicon<'s>, sheet: &'f str, deadline: Deadline) -> Self {
        Self { grid, lexicon, sheet, deadline, tries: 0, asked: Cell::new(0), left_out: Vec::new() }
    }

    /// Finds the tables of an area whose headers start in row `until` at the latest, and those that stand beside
    /// them; returns the last row that they take.
    fn scan(&mut self, area: Area, until: u32, depth: usize, found: &mut Vec<Found>) -> Option<u32> {
        let mut from = area.top;
        let mut reach = None;
        let grid = self.grid;
        for row in grid.rows_between(area.top, area.bottom.min(until)) {
            if row.index < from {
                continue;
            }
            if self.deadline.has_passed() {
                break;
            }
            let headers = self.headers_at(Area { top: row.index, ..area });
            if headers.is_empty() {
                continue;
            }
            // Rows of the area that were not part of a table stand from `from` on.
            let above = self.texts_above(from, &headers, area);
            let mut tables = Vec::new();
            for header in headers {
                let Header { area: place, labels, choice } = header;
                let body = self.body(&labels, &choice, place, area.bottom, &above);
                let (above, layout) = (above.clone(), Layout::Rows);
                let table = Found { header: place, labels, choice, body, above, layout };
                if !self.is_block(&table) {
                    tables.push(table);
                }
            }
            if tables.is_empty() {
                continue;
            }
            let last = self.beside(area, &tables, depth, found);
            from = last.saturating_add(1);
            reach = Some(last);
            for table in tables {
                match self.objection(&table) {
                    Some(kind) => self.left_out.push(Odd { at: (table.header.top, table.header.left), kind }),
                    None => found.push(table),
                }
            }
        }
        reach
    }

    /// Finds the tables left of, between, right of and below tables that stand side by side; returns the last row
    /// that any of them takes. The longer they are, the further down their neighbours may start.
    fn beside(&mut self, area: Area, tables: &[Found], depth: usize, found: &mut Vec<Found>) -> u32 {
        let mut last = tables.iter().map(|table| table.body.last).max().unwrap_or(area.top);
        if depth >= DEPTH_MOST {
            return last;
        }
        let top = tables.iter().map(|table| table.header.top).min().unwrap_or(area.top);
        let mut gaps: Vec<Area> = Vec::new();
        let mut left = area.left;
        for table in tables {
            let Area { left: first, right: end, .. } = table.header;
            if first > left {
                gaps.push(Area { top, left, right: first - 1, ..area });
            }
            gaps.push(Area { top: table.body.last.saturating_add(1), left: first, right: end, ..area });
            left = left.max(end.saturating_add(1));
        }
        if left <= area.right {
            gaps.push(Area { top, left, ..area });
        }
        gaps.truncate(GAPS_MOST);
        loop {
            let before = last;
            for gap in &mut gaps {
                if self.deadline.has_passed() {
                    return last;
                }
                if gap.top > last || !self.is_worth(*gap, last) {
                    continue;
                }
                let reach = self.scan(*gap, last, depth + 1, found);
                last = reach.map_or(last, |reach| reach.max(last));
                gap.top = reach.unwrap_or(before).max(before).saturating_add(1);
            }
            if last == before {
                return last;
            }
        }
    }

    /// True if two rows of an area at least hold something, the first of them in row `until` at the latest.
    fn is_worth(&self, area: Area, until: u32) -> bool {
        let filled = |row: &&super::grid::Row| !row.cells_between(area.left, area.right).is_empty();
        let mut rows = self.grid.rows_between(area.top, area.bottom).iter();
        let first = rows.by_ref().take_while(|row| row.index <= until).find(filled);
        first.is_some() && rows.take(TRIES_MOST).any(|row| filled(&row))
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
