//! The cells of one sheet, row by row.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cell::{self, Found};
use super::{Stop, skip};
use crate::read::grid::{Area, Grid, GridCell};
use crate::read::recent::Recent;
use crate::read::spent::Spent;
use crate::read::xlsx::attribute;

/// Rows and columns of the largest sheets.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// A sheet that is being read, and the place that comes next.
#[derive(Debug, Default)]
struct Reading {
    row: u32,
    column: u32,
    cells: Vec<(u32, Vec<(u32, GridCell)>)>,
    merges: Vec<Area>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    recent: Recent,
}

/// The cells up to the end of the table; `None` for a copy of a sheet of another workbook.
pub(super) fn cells(
    reader: &mut Reader<impl BufRead>,
    sheet: &str,
    spent: &mut Spent<'_>,
) -> Result<Option<Grid>, Stop> {
    let mut reading = Reading::default();
    let mut columns = 0;
    let mut is_copy = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        let is_open = matches!(event, Event::Start(_));
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "table-source" => is_copy = true,
                "table-column" => {
                    let next = repeated(&start, "number-columns-repeated", columns, COLUMNS);
                    mark(&mut reading.hidden_columns, &start, columns, next);
                    columns = next;
                }
                "table-row" => {
                    let next = repeated(&start, "number-rows-repeated", reading.row, ROWS);
                    mark(&mut reading.hidden_rows, &start, reading.row, next);
                    if is_open {
                        reading.read_row(reader, sheet, next, spent)?;
                    }
                    (reading.row, reading.column) = (next, 0);
                }
                // Drawings and forms have texts and tables of their own.
                "shapes" | "forms" | "table" if is_open => skip(reader, &start.into_owned())?,
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "table" => break,
            Event::Eof => return Err(Stop::Broken("the end of a table is missing".to_owned())),
            _ => {}
        }
    }
    Ok((!is_copy).then(|| reading.grid()))
}

/// The place after an element that stands for several, at most `most`.
fn repeated(start: &BytesStart<'_>, name: &str, first: u32, most: u32) -> u32 {
    let times = attribute(start, name).and_then(|times| times.parse::<u32>().ok()).unwrap_or(1);
    first.saturating_add(times.max(1)).min(most)
}

/// Notes rows or columns that are hidden, by a filter or otherwise.
fn mark(hidden: &mut Vec<(u32, u32)>, start: &BytesStart<'_>, first: u32, next: u32) {
    let visibility = attribute(start, "visibility");
    if !matches!(visibility.as_deref(), Some("collapse" | "filter")) || next <= first {
        return;
    }
    match hidden.last_mut() {
        Some(last) if last.1.saturating_add(1) == first => last.1 = next - 1,
        _ => hidden.push((first, next - 1)),
    }
}

impl Reading {
    /// Reads a row that stands for all rows before `next`.
    fn read_row(
        &mut self,
        reader: &mut Reader<impl BufRead>,
        sheet: &str,
        next: u32,
        spent: &mut Spent<'_>,
    ) -> Result<(), Stop> {
        let mut cells: Vec<(u32, GridCell)> = Vec::new();
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer)?;
            let is_open = matches!(event, Event::Start(_));
            match event {
                Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" => {
                        spent.cell(sheet)?;
                        let covered = start.local_name().as_ref() == "covered-table-cell";
                        let last = repeated(&start, "number-columns-repeated", self.column, COLUMNS);
                        let found = cell::found(reader, &start, is_open)?;
                        self.merge(&found, sheet, spent)?;
                        // What lies below a merged area is not seen.
                        if let Some(cell) = found.cell.filter(|_| !covered) {
                            let cell = self.recent.shared(cell);
                            spent.repeated(sheet, u64::from((last - self.column).saturating_sub(1)))?;
                            for column in self.column..last {
                                spent.filled(sheet, cell.shown.text.len())?;
                                cells.push((column, cell.clone()));
                            }
                        }
                        self.column = last;
                    }
                    _ if is_open => skip(reader, &start.into_owned())?,
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == "table-row" => break,
                Event::Eof => return Err(Stop::Broken("the end of a row is missing".to_owned())),
                _ => {}
            }
        }
        if cells.is_empty() {
            return Ok(());
        }
        for row in self.row..next {
            if row > self.row {
                spent.repeated(sheet, u64::try_from(cells.len()).unwrap_or(u64::MAX))?;
                // Shared texts take no memory, but each is looked at.
                for (_, cell) in &cells {
                    spent.filled(sheet, cell.shown.text.len())?;
                }
            }
            self.cells.push((row, cells.clone()));
        }
        Ok(())
    }

    fn merge(&mut self, found: &Found, sheet: &str, spent: &mut Spent<'_>) -> Result<(), Stop> {
        let (down, right) = (found.rows.saturating_sub(1), found.columns.saturating_sub(1));
        if down == 0 && right == 0 {
            return Ok(());
        }
        spent.merge(sheet)?;
        self.merges.push(Area {
            top: self.row,
            left: self.column,
            bottom: self.row.saturating_add(down).min(ROWS - 1),
            right: self.column.saturating_add(right).min(COLUMNS - 1),
        });
        Ok(())
    }

    fn grid(mut self) -> Grid {
        self.merges.sort_unstable();
        let mut grid = Grid::new(self.cells, self.merges);
        (grid.hidden_rows, grid.hidden_columns) = (self.hidden_rows, self.hidden_columns);
        grid
    }
}
