//! One pass over the XML of a sheet: its cells, and how it is laid out around them.

mod cell;
mod layout;
mod recent;

use quick_xml::events::{BytesStart, Event};

use super::Spent;
use super::format::Formats;
use super::package::Package;
use super::rich::resolve;
use super::strings::Strings;
use crate::read::error::{Danger, ReadError};
use crate::read::grid::{Content, Grid, GridCell};
use crate::read::guard::damaged;
use crate::read::value::DateSystem;
use cell::OpenCell;
use layout::Layout;
use recent::Recent;

/// What the cells of all sheets refer to, and what they took so far.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) strings: Strings,
    pub(super) formats: Formats,
    pub(super) is_1904: bool,
    pub(super) spent: Spent,
}

/// Reads the sheet in `part`.
///
/// Fails with [`ReadError::Damaged`] if this sheet alone cannot be read.
pub(super) fn read_sheet(
    file: &str,
    package: &mut Package<'_>,
    part: &str,
    shared: &mut Shared,
) -> Result<Content, ReadError> {
    let objects = super::object::read_objects(package, part)?;
    let mut walk = Walk {
        file,
        part,
        shared,
        recent: Recent::default(),
        layout: Layout::default(),
        rows: Vec::new(),
        depth: 0,
        in_cells: false,
        row: 0,
        column: 0,
        cell: OpenCell::default(),
    };
    let Some(mut reader) = package.reader(part)? else {
        return Err(damaged(file, &format_args!("part {part} is missing")));
    };
    let mut buffer = Vec::with_capacity(1024);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| damaged(file, &error))? {
            Event::Start(start) => {
                let name = start.local_name();
                let name = name.as_ref();
                if walk.depth == 0 && matches!(name, "chartsheet" | "dialogsheet" | "macrosheet") {
                    return Ok(Content::Other);
                }
                walk.start(name, &start)?;
                walk.depth += 1;
            }
            Event::Empty(empty) => {
                let name = empty.local_name();
                walk.start(name.as_ref(), &empty)?;
                walk.end(name.as_ref())?;
            }
            Event::End(end) => {
                walk.depth = walk.depth.saturating_sub(1);
                walk.end(end.local_name().as_ref())?;
            }
            Event::Text(text) => {
                if walk.cell.takes_text() {
                    walk.cell.text(&text.xml10_content());
                }
            }
            Event::CData(text) => walk.cell.text(&text.xml10_content()),
            Event::GeneralRef(entity) if walk.cell.takes_text() => match resolve(&entity) {
                Some(text) => walk.cell.text(&text),
                None => return Err(damaged(file, &format_args!("&{}; in {part}", entity.as_ref()))),
            },
            Event::DocType(_) => {
                let (file, part) = (file.to_owned(), part.to_owned());
                return Err(ReadError::Unsafe { file, part, danger: Danger::Doctype });
            }
            Event::Eof if walk.depth > 0 => {
                return Err(damaged(file, &format_args!("part {part} ends too early")));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let Walk { layout, rows, shared, .. } = walk;
    let mut grid = Grid::new(rows, Vec::new());
    if shared.is_1904 {
        grid.dates = DateSystem::From1904;
    }
    Ok(Content::Cells(layout.around(grid, objects)))
}

/// Where the reader stands, and what it has read.
struct Walk<'w> {
    file: &'w str,
    part: &'w str,
    shared: &'w mut Shared,
    recent: Recent,
    layout: Layout,
    rows: Vec<(u32, Vec<(u32, GridCell)>)>,
    /// How many elements are open.
    depth: usize,
    in_cells: bool,
    /// Place of the next cell that does not tell its own.
    row: u32,
    column: u32,
    cell: OpenCell,
}

impl Walk<'_> {
    fn start(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), ReadError> {
        if !self.in_cells {
            match name {
                "sheetData" => self.in_cells = true,
                _ => self.layout.note(self.file, self.part, self.depth, name, start)?,
            }
            return Ok(());
        }
        match name {
            "c" => {
                let place = (self.row, self.column);
                self.cell.open(start, place).map_err(|detail| damaged(self.file, &detail))?;
            }
            "row" => {
                self.row = self.layout.note_row(start, self.row);
                self.column = 0;
            }
            _ => self.cell.start(name, start),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            _ if !self.in_cells => {}
            "c" => self.close_cell()?,
            "row" => self.row = self.row.saturating_add(1),
            "sheetData" => self.in_cells = false,
            _ => self.cell.end(name),
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), ReadError> {
        self.shared.spent.cell(self.file, self.part)?;
        let (row, column) = self.cell.place;
        self.column = column.saturating_add(1);
        let shown = self.cell.shown(self.shared, &mut self.recent);
        let Some(cell) = shown.map_err(|detail| damaged(self.file, &detail))? else { return Ok(()) };
        self.shared.spent.filled(self.file, self.part, cell.shown.text.len())?;
        match self.rows.last_mut() {
            Some((last, cells)) if *last == row => cells.push((column, cell)),
            last => {
                // Rows of a table are as long as the one before.
                let mut cells = Vec::with_capacity(last.map_or(4, |(_, before)| before.len().min(64)));
                cells.push((column, cell));
                self.rows.push((row, cells));
            }
        }
        Ok(())
    }
}
