//! One pass over the XML of a sheet: its cells, and how it is laid out around them.

mod cell;
mod layout;

use super::format::Formats;
use super::package::Package;
use super::rich::each_part;
use super::scan::{Piece, Scanner, Tag};
use super::strings::Strings;
use crate::read::error::{Danger, ReadError};
use crate::read::grid::{Content, Grid, GridCell};
use crate::read::guard::damaged;
use crate::read::recent::Recent;
use crate::read::spent::Spent;
use crate::read::value::DateSystem;
use cell::OpenCell;
use layout::Layout;

/// What the cells of all sheets refer to, and what they took so far.
#[derive(Debug)]
pub(super) struct Shared<'b> {
    pub(super) strings: Strings,
    pub(super) formats: Formats,
    pub(super) is_1904: bool,
    pub(super) spent: Spent<'b>,
}

/// Reads the sheet in `part`.
///
/// Fails with [`ReadError::Damaged`] if this sheet alone cannot be read.
pub(super) fn read_sheet(
    file: &str,
    package: &mut Package<'_>,
    part: &str,
    shared: &mut Shared<'_>,
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
    let Some(bytes) = package.bytes(part)? else {
        return Err(damaged(file, &format_args!("part {part} is missing")));
    };
    let mut scanner = Scanner::new(bytes);
    loop {
        match scanner.next().map_err(|detail| damaged(file, &detail))? {
            Piece::Start { tag, empty } => {
                let name = tag.name();
                if walk.depth == 0 && matches!(name, "chartsheet" | "dialogsheet" | "macrosheet") {
                    return Ok(Content::Other);
                }
                walk.start(name, tag)?;
                if empty {
                    walk.end(name)?;
                } else {
                    walk.depth += 1;
                }
            }
            Piece::End(name) => {
                let unmatched = || damaged(file, &format_args!("</{name}> ends nothing in {part}"));
                walk.depth = walk.depth.checked_sub(1).ok_or_else(unmatched)?;
                walk.end(name)?;
            }
            Piece::Text(text) if walk.cell.takes_text() => {
                let added = each_part(text, |text| walk.cell.text(text));
                added.map_err(|reference| damaged(file, &format_args!("{reference} in {part}")))?;
            }
            Piece::CData(text) if walk.cell.takes_text() => walk.cell.text(text),
            Piece::Text(_) | Piece::CData(_) => {}
            Piece::Doctype => {
                let (file, part) = (file.to_owned(), part.to_owned());
                return Err(ReadError::Unsafe { file, part, danger: Danger::Doctype });
            }
            Piece::Eof if walk.depth > 0 => {
                return Err(damaged(file, &format_args!("part {part} ends too early")));
            }
            Piece::Eof => break,
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
struct Walk<'w, 'b> {
    file: &'w str,
    part: &'w str,
    shared: &'w mut Shared<'b>,
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

impl Walk<'_, '_> {
    fn start(&mut self, name: &str, tag: Tag<'_>) -> Result<(), ReadError> {
        if !self.in_cells {
            match name {
                "sheetData" => self.in_cells = true,
                _ => self.layout.note(self.file, self.part, self.depth, name, tag)?,
            }
            return Ok(());
        }
        match name {
            "c" => {
                let place = (self.row, self.column);
                self.cell.open(tag, place).map_err(|detail| damaged(self.file, &detail))?;
            }
            "row" => {
                self.row = self.layout.note_row(tag, self.row);
                self.column = 0;
            }
            _ => self.cell.start(name, tag),
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
        self.shared.spent.cell(self.part)?;
        let (row, column) = self.cell.place;
        self.column = column.saturating_add(1);
        let shown = self.cell.shown(self.shared, &mut self.recent);
        let Some(cell) = shown.map_err(|detail| damaged(self.file, &detail))? else { return Ok(()) };
        self.shared.spent.filled(self.part, cell.shown.text.len())?;
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
