//! 凡例と方法: how the scores come about, which rules were applied, and what was left out.

mod input;
mod layers;
mod method;
mod rules;

use rust_xlsxwriter::{Format, Worksheet};

use super::measure::{lines, lines_height};
use super::page;
use super::words::{self, Word};
use super::{Context, WriteError};

/// Widths of the columns; every section uses them from the left.
const WIDTHS: [u16; 6] = [22, 30, 16, 16, 34, 40];
/// Height of a page at the scale that fits the columns, in points.
const PAGE_HEIGHT: f64 = 540.0;
/// Height that the heading of a section and its first rows need.
const SECTION_START: f64 = 100.0;
/// Rows of one section; what is beyond is counted.
const SECTION_ROWS: usize = 5_000;

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    sheet.set_name(words::LEGEND.get(lang))?;
    page::set_up(sheet, context, &words::LEGEND.text());
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, f64::from(width))?;
    }
    page::text(sheet, 0, 0, words::LEGEND.get(lang), &context.styles.title)?;
    sheet.set_row_height(0, 26)?;
    let mut legend = Legend { sheet, context, row: 2, used: 40.0, breaks: Vec::new() };
    layers::write(&mut legend)?;
    method::write(&mut legend)?;
    rules::write(&mut legend)?;
    input::write(&mut legend)?;
    let breaks = std::mem::take(&mut legend.breaks);
    if !breaks.is_empty() {
        legend.sheet.set_page_breaks(&breaks)?;
    }
    Ok(())
}

/// The sheet, and the row where the next section starts.
struct Legend<'s, 'a> {
    sheet: &'s mut Worksheet,
    context: &'s Context<'a>,
    row: u32,
    /// Height used on the page, in points.
    used: f64,
    /// Rows that start a page.
    breaks: Vec<u32>,
}

impl Legend<'_, '_> {
    /// Heading of a section.
    fn section(&mut self, word: Word) -> Result<(), WriteError> {
        // A heading at the foot of a page moves to the next with its rows. Excel allows 1,023 breaks.
        if self.used > PAGE_HEIGHT - SECTION_START && self.breaks.len() < 1_000 {
            self.breaks.push(self.row);
            self.used = 0.0;
        }
        let styles = &self.context.styles;
        page::span(self.sheet, self.row, (0, last_column()), word.get(self.context.lang), &styles.section)?;
        self.sheet.set_row_height(self.row, 20)?;
        self.advance(20.0);
        Ok(())
    }

    /// Headings of columns; each cell takes as many columns as its number says.
    fn heads(&mut self, heads: &[(&str, u16)]) -> Result<(), WriteError> {
        let format = self.context.styles.head.clone();
        self.cells(heads.iter().map(|(text, columns)| (*text, *columns, &format)))
    }

    /// A row of texts; each takes as many columns as its number says.
    fn texts(&mut self, texts: &[(&str, u16)]) -> Result<(), WriteError> {
        let format = self.context.styles.text.clone();
        self.cells(texts.iter().map(|(text, columns)| (*text, *columns, &format)))
    }

    /// A row of texts with their formats.
    fn cells<'t>(
        &mut self,
        cells: impl Iterator<Item = (&'t str, u16, &'t Format)>,
    ) -> Result<(), WriteError> {
        let mut column = 0_u16;
        let mut most = 1;
        for (text, columns, format) in cells {
            let last = column + columns.max(1) - 1;
            let width = (column..=last).filter_map(|at| WIDTHS.get(usize::from(at))).sum();
            most = most.max(lines(text, width));
            page::span(self.sheet, self.row, (column, last), text, format)?;
            column = last + 1;
        }
        self.sheet.set_row_height(self.row, lines_height(most))?;
        self.advance(lines_height(most));
        Ok(())
    }

    /// A line over the whole width.
    fn line(&mut self, text: &str, format: &Format) -> Result<(), WriteError> {
        let width = WIDTHS.iter().sum();
        page::paragraph(self.sheet, self.row, (0, last_column()), width, text, format)?;
        self.advance(lines_height(lines(text, width)));
        Ok(())
    }

    /// Says how many rows there are in all, when some were left out.
    fn cut(&mut self, count: usize) -> Result<(), WriteError> {
        if count <= SECTION_ROWS {
            return Ok(());
        }
        let lang = self.context.lang;
        let format = self.context.styles.warning.clone();
        self.line(&format!("{} {count}{}", words::MORE_ROWS.get(lang), words::UNIT.get(lang)), &format)
    }

    /// Room before the next section.
    fn gap(&mut self) {
        self.advance(16.5);
    }

    /// Goes to the next row, and to the next page where this one is full.
    fn advance(&mut self, height: f64) {
        self.row += 1;
        self.used += height;
        if self.used > PAGE_HEIGHT {
            self.used = height;
        }
    }
}

fn last_column() -> u16 {
    u16::try_from(WIDTHS.len()).unwrap_or(1).saturating_sub(1)
}
