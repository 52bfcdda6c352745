//! Decision tables below each other, each with room for a comment.

use rust_xlsxwriter::{Format, Worksheet};

use crate::document::{Cells, words};
use crate::write::measure::{cell_text, lines, lines_height};
use crate::write::style::middle;
use crate::write::{Pen, WriteError, page};

/// Columns of the sheet that what is read shares, however many names there are.
const READ: u16 = 12;
/// Width of each of them.
const READ_WIDTH: u16 = 10;
/// Widths of the two columns of what comes out.
const RESULT_WIDTHS: [u16; 2] = [25, 7];
/// Width of the column for comments.
const COMMENT_WIDTH: u16 = 25;
/// Height of a page at the scale that fits the columns, in points.
const PAGE_HEIGHT: f64 = 605.0;
/// Height that the titles and headings of a table take.
const HEADINGS: f64 = 85.0;
/// Height between two tables.
const GAP: f64 = 14.0;
/// Width of the lines below a table.
const BELOW_WIDTH: u16 = READ_WIDTH * READ + RESULT_WIDTHS[0] + RESULT_WIDTHS[1];
/// Pages that Excel lets a sheet be broken into by hand.
const MOST_BREAKS: usize = 1_000;

/// A decision table with its title.
pub(super) struct Block<'t> {
    title: &'t str,
    cells: Cells,
}

impl<'t> Block<'t> {
    pub(super) fn new(title: &'t str, cells: Cells) -> Self {
        Self { title, cells: cells.folded(usize::from(READ)) }
    }
}

/// The sheet, and where the next table starts.
pub(super) struct Blocks<'s> {
    sheet: &'s mut Worksheet,
    pen: Pen<'s>,
    row: u32,
    /// Height used on the page, in points.
    used: f64,
    breaks: Vec<u32>,
    /// The heading that stands before the next table.
    heading: Option<String>,
}

impl<'s> Blocks<'s> {
    pub(super) fn new(sheet: &'s mut Worksheet, pen: Pen<'s>, row: u32) -> Result<Self, WriteError> {
        for column in 0..READ {
            sheet.set_column_width(column, f64::from(READ_WIDTH))?;
        }
        for (column, width) in (READ..).zip(RESULT_WIDTHS) {
            sheet.set_column_width(column, f64::from(width))?;
        }
        sheet.set_column_width(comment_column(), f64::from(COMMENT_WIDTH))?;
        Ok(Self { sheet, pen, row, used: 65.0, breaks: Vec::new(), heading: None })
    }

    /// A heading over the tables that follow.
    pub(super) fn stripe(&mut self, text: &str) {
        self.heading = Some(text.to_owned());
    }

    /// Writes a table and gives the row of its title.
    pub(super) fn write(&mut self, block: &Block<'_>) -> Result<u32, WriteError> {
        let cells = &block.cells;
        let spans = spans(cells.heads.len());
        let heights = heights(cells, &spans);
        let below: Vec<f64> = cells.below.iter().map(|line| lines_height(lines(line, BELOW_WIDTH))).collect();
        let whole: f64 = heights.iter().chain(&below).sum::<f64>() + HEADINGS;
        // A table is not torn apart if it fits on a page of its own.
        if self.used + whole > PAGE_HEIGHT && self.used > 100.0 && self.breaks.len() < MOST_BREAKS {
            self.breaks.push(self.row);
            self.used = 0.0;
        }
        let styles = self.pen.styles;
        if let Some(heading) = self.heading.take() {
            page::span(self.sheet, self.row, (0, comment_column()), &heading, &styles.stripe)?;
            self.advance(22.0)?;
        }
        let title = self.row;
        page::span(self.sheet, title, (0, comment_column()), block.title, &styles.section)?;
        self.advance(20.0)?;
        self.heads(cells, &spans)?;
        let top = self.row;
        for height in &heights {
            self.advance(*height)?;
        }
        self.fill(cells, &spans, top)?;
        for (line, height) in cells.below.iter().zip(below) {
            page::span(self.sheet, self.row, (0, comment_column() - 1), line, &styles.hint)?;
            self.advance(height)?;
        }
        // Room before the next table; at the foot of a page it is no room lost.
        self.sheet.set_row_height(self.row, GAP)?;
        self.row += 1;
        self.used += GAP;
        Ok(title)
    }

    /// The row below the last table.
    pub(super) fn next_row(&self) -> u32 {
        self.row
    }

    /// Sets the breaks between pages.
    pub(super) fn finish(self) -> Result<(), WriteError> {
        if !self.breaks.is_empty() {
            self.sheet.set_page_breaks(&self.breaks)?;
        }
        Ok(())
    }

    fn heads(&mut self, cells: &Cells, spans: &[(u16, u16)]) -> Result<(), WriteError> {
        let styles = self.pen.styles;
        let mut most = 1;
        for (head, span) in cells.heads.iter().zip(spans) {
            most = most.max(lines(head, width(*span)));
            page::span(self.sheet, self.row, *span, head, &styles.head)?;
        }
        for (at, head) in cells.results.iter().enumerate() {
            page::span(self.sheet, self.row, result_span(at, cells.results.len()), head, &styles.head)?;
        }
        let comment = words::COMMENT.get(self.pen.lang);
        page::text(self.sheet, self.row, comment_column(), comment, &styles.fill_head)?;
        self.advance(lines_height(most))
    }

    fn fill(&mut self, cells: &Cells, spans: &[(u16, u16)], top: u32) -> Result<(), WriteError> {
        let styles = self.pen.styles;
        let (text, centre) = (middle(&styles.text), middle(&styles.centre));
        for (column, span) in spans.iter().enumerate() {
            for (first, last, shown) in runs(cells, column) {
                let rows = (top + first, top + last);
                self.merge(rows, *span, shown, if shown == "–" { &centre } else { &text })?;
            }
        }
        for (row, (_, results)) in (top..).zip(&cells.rows) {
            for (at, result) in results.iter().enumerate() {
                self.merge((row, row), result_span(at, results.len()), result, &centre)?;
            }
        }
        let last = top + u32::try_from(cells.rows.len().saturating_sub(1)).unwrap_or(0);
        let column = comment_column();
        self.merge((top, last), (column, column), "", &styles.fill)
    }

    fn merge(
        &mut self,
        rows: (u32, u32),
        columns: (u16, u16),
        text: &str,
        format: &Format,
    ) -> Result<(), WriteError> {
        if rows.0 == rows.1 {
            return page::span(self.sheet, rows.0, columns, text, format);
        }
        self.sheet.merge_range(rows.0, columns.0, rows.1, columns.1, &cell_text(text), format)?;
        Ok(())
    }

    /// Gives the row its height and goes to the next.
    fn advance(&mut self, height: f64) -> Result<(), WriteError> {
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        self.used += height;
        if self.used > PAGE_HEIGHT {
            self.used = height;
        }
        Ok(())
    }
}

fn comment_column() -> u16 {
    READ + 2
}

/// The columns of the sheet for each of so many names.
fn spans(names: usize) -> Vec<(u16, u16)> {
    let names = u16::try_from(names).unwrap_or(READ).clamp(1, READ);
    let (each, more) = (READ / names, READ % names);
    let mut next = 0;
    (0..names)
        .map(|at| {
            let first = next;
            next += each + u16::from(at < more);
            (first, next - 1)
        })
        .collect()
}

/// The columns of the sheet for a result: one that stands alone takes both.
fn result_span(at: usize, results: usize) -> (u16, u16) {
    match (at, results) {
        (_, 1) => (READ, READ + 1),
        (0, _) => (READ, READ),
        _ => (READ + 1, READ + 1),
    }
}

fn width(span: (u16, u16)) -> u16 {
    (span.0..=span.1).map(column_width).sum()
}

/// Runs of rows that say the same in a column: first, last, text.
fn runs(cells: &Cells, column: usize) -> Vec<(u32, u32, &str)> {
    let mut runs: Vec<(u32, u32, &str)> = Vec::new();
    for (at, (row, (read, _))) in (0_u32..).zip(&cells.rows).enumerate() {
        match runs.last_mut().filter(|_| cells.repeats(at, column)) {
            Some((_, last, _)) => *last = row,
            None => runs.push((row, row, read.get(column).map_or("", String::as_str))),
        }
    }
    runs
}

/// Heights of the rows: each shows what it says, and runs together show what is merged over them.
fn heights(cells: &Cells, spans: &[(u16, u16)]) -> Vec<f64> {
    let mut most: Vec<usize> = cells
        .rows
        .iter()
        .map(|(_, results)| {
            let (first, last) = result_span(0, results.len());
            results.first().map_or(1, |result| lines(result, (first..=last).map(column_width).sum()))
        })
        .collect();
    for (column, span) in spans.iter().enumerate() {
        for (first, last, text) in runs(cells, column) {
            let needed = lines(text, width(*span));
            let (first, last) = (usize::try_from(first).unwrap_or(0), usize::try_from(last).unwrap_or(0));
            let there: usize = most.get(first..=last).map_or(0, |rows| rows.iter().sum());
            if let Some(row) = most.get_mut(last) {
                *row += needed.saturating_sub(there);
            }
        }
    }
    most.into_iter().map(lines_height).collect()
}

/// Width of a column of the sheet.
pub(super) fn column_width(column: u16) -> u16 {
    match column.checked_sub(READ) {
        None => READ_WIDTH,
        Some(at) => RESULT_WIDTHS.get(usize::from(at)).copied().unwrap_or(COMMENT_WIDTH),
    }
}
