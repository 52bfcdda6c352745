//! A table on a sheet: captions over groups of columns, headings, rows, filter, frozen panes.

use chrono::NaiveDate;
use daicho_rules::Lang;
use rust_xlsxwriter::{Table, TableColumn, TableStyle, Worksheet};

use super::measure::{self, lines, lines_height};
use super::page::{self, COLUMN_LIMIT, LINKED_ROWS, ROW_LIMIT};
use super::style::Styles;
use super::words::{self, Word};
use super::{Pen, WriteError};

/// Widest table, in half-width characters, that goes on one page of A4 and can still be read.
const WIDEST: u16 = 330;
/// Width of a page of a table that is wider.
const PAGE_WIDTH: u16 = 230;
/// Rows up to which a table of Excel is made; beyond, a plain filter serves as well.
const TABLE_ROWS: usize = 20_000;

/// How the cells of a column look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Text that wraps.
    Text,
    /// Small print, for ids.
    Small,
    /// Centred.
    Centre,
    /// People type text.
    Fill,
    /// People choose or type a short value.
    FillCentre,
    /// People type a day.
    FillDate,
}

impl Look {
    fn is_fill(self) -> bool {
        matches!(self, Self::Fill | Self::FillCentre | Self::FillDate)
    }
}

/// A column of a [`Grid`].
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Heading.
    pub(crate) title: String,
    /// Width in half-width characters.
    pub(crate) width: u16,
    /// How its cells look.
    pub(crate) look: Look,
    /// Caption over it and its neighbours.
    pub(crate) group: Option<Word>,
}

/// Heading, width and look of a column.
pub(crate) type Spec = (Word, u16, Look);

/// The columns of a table from the groups they belong to.
pub(crate) fn columns(lang: Lang, groups: &[(Option<Word>, &[Spec])]) -> Vec<Column> {
    let specs = groups.iter().flat_map(|(group, specs)| specs.iter().map(|spec| (*group, *spec)));
    let column = |(group, (title, width, look)): (Option<Word>, Spec)| {
        let title = title.get(lang).to_owned();
        // Words that are separated by blanks are not broken, so the longest one sets a minimum.
        let longest = match lang {
            Lang::Ja => 0,
            Lang::En => title.split(' ').map(measure::width).max().unwrap_or(0) + 2,
        };
        Column { width: width.max(u16::try_from(longest).unwrap_or(width)), title, look, group }
    };
    specs.map(column).collect()
}

/// A cell of a [`Grid`].
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// Text that needs no room: its row is as high as the others make it.
    Plain(String),
    /// Text that was typed but not understood.
    Unclear(String),
    /// Text that was derived.
    Derived(String),
    /// A number.
    Number(u32),
    /// An amount of yen.
    Yen(u64),
    /// A day.
    Date(NaiveDate),
    /// A number that leads to another place of the workbook.
    Link(Option<String>, u32),
}

impl From<&str> for Entry {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Entry {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<u32>> for Entry {
    fn from(number: Option<u32>) -> Self {
        number.map_or(Self::Blank, Self::Number)
    }
}

impl From<Option<NaiveDate>> for Entry {
    fn from(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Blank, Self::Date)
    }
}

impl Entry {
    fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Unclear(text) | Self::Derived(text) => text,
            Self::Blank
            | Self::Plain(_)
            | Self::Number(_)
            | Self::Yen(_)
            | Self::Date(_)
            | Self::Link(..) => "",
        }
    }
}

/// A table: where it starts, its columns and how many rows it has.
#[derive(Debug)]
pub(crate) struct Grid<'a> {
    /// Title of the sheet, for errors.
    pub(crate) sheet: daicho_rules::Text,
    /// Row of the captions, if there are any; the headings stand below.
    pub(crate) top: u32,
    /// Columns, left to right.
    pub(crate) columns: &'a [Column],
    /// How many rows.
    pub(crate) rows: usize,
    /// Name of the table of Excel; `None` for a plain filter.
    pub(crate) name: Option<&'a str>,
    /// Columns that stay in view.
    pub(crate) frozen: u16,
}

impl Grid<'_> {
    /// Row of the headings.
    pub(crate) fn head(&self) -> u32 {
        if self.has_groups() { self.top + 1 } else { self.top }
    }

    fn has_groups(&self) -> bool {
        self.columns.iter().any(|column| column.group.is_some())
    }

    /// First row below the headings.
    pub(crate) fn first(&self) -> u32 {
        self.head() + 1
    }

    /// Last row; below the headings also when there are no rows.
    pub(crate) fn last(&self) -> u32 {
        let rows = u32::try_from(self.rows.max(1)).unwrap_or(u32::MAX);
        self.first().saturating_add(rows - 1)
    }

    /// Place of the column with this heading.
    pub(crate) fn column(&self, title: &str) -> Option<u16> {
        self.columns.iter().position(|column| column.title == title).and_then(|at| u16::try_from(at).ok())
    }

    /// Lets a table that is too wide for one page to be read run over several, its first columns repeated.
    fn spread(&self, sheet: &mut Worksheet) -> Result<(), WriteError> {
        let width: u16 = self.columns.iter().fold(0, |sum, column| sum.saturating_add(column.width));
        if width > WIDEST && self.frozen > 0 {
            sheet.set_print_fit_to_pages(width.div_ceil(PAGE_WIDTH), 0);
            sheet.set_repeat_columns(0, self.frozen - 1)?;
        }
        Ok(())
    }

    /// Writes headings and rows; `row` gives the cells of a row.
    pub(crate) fn write(
        &self,
        sheet: &mut Worksheet,
        pen: Pen<'_>,
        mut row: impl FnMut(usize) -> Vec<Entry>,
    ) -> Result<(), WriteError> {
        self.check_limits()?;
        if self.has_groups() {
            self.write_groups(sheet, pen)?;
        }
        self.write_heads(sheet, pen.styles)?;
        for index in 0..self.rows {
            let at = self.first() + u32::try_from(index).unwrap_or(0);
            write_row(sheet, pen, self.columns, at, &row(index))?;
        }
        sheet.set_repeat_rows(self.top, self.head())?;
        self.spread(sheet)?;
        sheet.set_freeze_panes(self.first(), self.frozen)?;
        let Some(last_column) = self.last_column() else { return Ok(()) };
        if self.rows == 0 {
            return Ok(());
        }
        match self.name {
            Some(name) if self.rows <= TABLE_ROWS => {
                let columns: Vec<TableColumn> = self
                    .columns
                    .iter()
                    .map(|column| {
                        let format =
                            if column.look.is_fill() { &pen.styles.fill_head } else { &pen.styles.head };
                        TableColumn::new().set_header(&column.title).set_header_format(format)
                    })
                    .collect();
                let table = Table::new().set_name(name).set_style(TableStyle::None).set_columns(&columns);
                sheet.add_table(self.head(), 0, self.last(), last_column, &table)?;
            }
            _ => {
                sheet.autofilter(self.head(), 0, self.last(), last_column)?;
            }
        }
        Ok(())
    }

    /// Writes a line over the whole width, below the headings.
    pub(crate) fn write_line(
        &self,
        sheet: &mut Worksheet,
        pen: Pen<'_>,
        line: Word,
    ) -> Result<(), WriteError> {
        let Some(last) = self.last_column() else { return Ok(()) };
        page::span(sheet, self.first(), (0, last), line.get(pen.lang), &pen.styles.text)?;
        sheet.set_row_height(self.first(), lines_height(2))?;
        Ok(())
    }

    fn last_column(&self) -> Option<u16> {
        u16::try_from(self.columns.len()).ok()?.checked_sub(1)
    }

    fn check_limits(&self) -> Result<(), WriteError> {
        let limit = ROW_LIMIT - usize::try_from(self.first()).unwrap_or(ROW_LIMIT);
        if self.rows > limit {
            return Err(WriteError::TooManyRows { sheet: self.sheet.clone(), rows: self.rows, limit });
        }
        let columns = self.columns.len();
        if columns > COLUMN_LIMIT {
            return Err(WriteError::TooManyColumns {
                sheet: self.sheet.clone(),
                columns,
                limit: COLUMN_LIMIT,
            });
        }
        Ok(())
    }

    fn write_heads(&self, sheet: &mut Worksheet, styles: &Styles) -> Result<(), WriteError> {
        for (at, column) in (0_u16..).zip(self.columns) {
            sheet.set_column_width(at, f64::from(column.width))?;
            let format = if column.look.is_fill() { &styles.fill_head } else { &styles.head };
            page::text(sheet, self.head(), at, &column.title, format)?;
        }
        // The filter button hides the end of a heading, so headings get room for one more line.
        let most = self.columns.iter().map(|column| lines(&column.title, column.width)).max().unwrap_or(1);
        sheet.set_row_height(self.head(), lines_height(most + 1))?;
        Ok(())
    }

    /// Writes the captions over groups of columns.
    fn write_groups(&self, sheet: &mut Worksheet, pen: Pen<'_>) -> Result<(), WriteError> {
        let mut start = 0_u16;
        for columns in self.columns.chunk_by(|left, right| left.group == right.group) {
            let end = start + u16::try_from(columns.len()).unwrap_or(1);
            if let Some(column) = columns.first()
                && let Some(group) = column.group
            {
                let format = if column.look.is_fill() { &pen.styles.fill_group } else { &pen.styles.group };
                page::span(sheet, self.top, (start, end - 1), group.get(pen.lang), format)?;
            }
            start = end;
        }
        sheet.set_row_height(self.top, lines_height(1))?;
        Ok(())
    }
}

/// Writes the cells of one row and gives it the height that shows them.
pub(crate) fn write_row(
    sheet: &mut Worksheet,
    pen: Pen<'_>,
    columns: &[Column],
    row: u32,
    entries: &[Entry],
) -> Result<(), WriteError> {
    let styles = pen.styles;
    let linked = usize::try_from(row).is_ok_and(|row| row < LINKED_ROWS);
    let mut most = 1;
    for ((at, column), entry) in (0_u16..).zip(columns).zip(entries) {
        let format = match column.look {
            Look::Text => &styles.text,
            Look::Small => &styles.small,
            Look::Centre => &styles.centre,
            Look::Fill => &styles.fill,
            Look::FillCentre => &styles.fill_centre,
            Look::FillDate => &styles.fill_date,
        };
        // Small print takes less room.
        let width = if column.look == Look::Small { column.width * 5 / 4 } else { column.width };
        most = most.max(lines(entry.shown(), width));
        match entry {
            Entry::Blank => page::text(sheet, row, at, "", format)?,
            Entry::Text(text) | Entry::Plain(text) => page::text(sheet, row, at, text, format)?,
            Entry::Unclear(text) => page::text(sheet, row, at, text, &styles.unclear)?,
            Entry::Derived(text) => page::text(sheet, row, at, text, &styles.derived)?,
            Entry::Date(date) => page::date(sheet, row, at, *date, format)?,
            Entry::Link(Some(target), number) if linked => {
                let tip = words::OPEN_PLACE.get(pen.lang);
                page::link(sheet, row, at, (target, *number, tip), &styles.link)?;
            }
            Entry::Yen(yen) => page::yen(sheet, row, at, *yen, format)?,
            Entry::Number(number) | Entry::Link(_, number) => page::number(sheet, row, at, *number, format)?,
        }
    }
    sheet.set_row_height(row, lines_height(most))?;
    Ok(())
}
