//! The rows of a table: from below its header to the next table, the notes or the end.

use crate::read::grid::{CellState, GridCell, Row};
use crate::read::header::{Choice, Label};

use super::label::Area;
use super::{Finder, row};

/// The rows of a table.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// Rows of records, from the top.
    pub(crate) records: Vec<RecordRow>,
    /// Last row that belongs to the table, notes and totals included.
    pub(crate) last: u32,
    /// Rows that hold text but are no record: sample rows, and single texts that fit nowhere.
    pub(crate) left_out: Vec<LeftOut>,
}

/// A row of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordRow {
    /// Row, from 0.
    pub(crate) row: u32,
    /// The heading that it stands under: row and column.
    pub(crate) heading: Option<(u32, u32)>,
}

/// A row that holds text but is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// First filled cell: row and column.
    pub(crate) at: (u32, u32),
    /// True for a sample row.
    pub(crate) example: bool,
}

/// What is known of a table while its rows are read.
struct Columns {
    /// Columns that were taken for a field.
    mapped: Vec<u32>,
    /// Column of the first field of the key, such as the running number.
    number: Option<u32>,
    /// Columns that name a record.
    anchors: Vec<u32>,
    /// Columns whose value holds for the rows below, too.
    carried: Vec<u32>,
}

impl Finder<'_, '_> {
    /// Reads the rows below a header, down to `bottom` at most.
    pub(super) fn body(&mut self, labels: &[Label], choice: &Choice, header: Area, bottom: u32) -> Body {
        let columns = self.columns(labels, choice);
        let grid = self.grid;
        let header_rows = grid.rows_between(header.top, header.bottom);
        let mut body = Body { last: header.bottom, ..Body::default() };
        let mut heading = None;
        // True after a total or a note: only what clearly is a record goes on.
        let mut closing = false;
        // Headings at the end belong to the next table.
        let mut settled = header.bottom;
        let mut after_heading = false;
        for current in grid.rows_between(header.bottom.saturating_add(1), bottom) {
            let cells = current.cells_between(header.left, header.right);
            let Some((first, first_cell)) = cells.first() else { continue };
            let gap =
                current.index > body.last.saturating_add(1) && !self.is_covered(body.last, current, &columns);
            if repeats(header_rows, current, header) {
                (body.last, settled) = (current.index, current.index);
                continue;
            }
            if self.starts_table(current, header, bottom, gap || closing || after_heading) {
                break;
            }
            after_heading = false;
            if body.records.is_empty() && row::is_hint(cells) {
                (body.last, settled) = (current.index, current.index);
                continue;
            }
            if row::is_total(cells) || row::is_note(cells) {
                (body.last, settled) = (current.index, current.index);
                closing = true;
                continue;
            }
            if row::is_example(cells) {
                body.left_out.push(LeftOut { at: (current.index, *first), example: true });
                (body.last, settled) = (current.index, current.index);
                continue;
            }
            let filled = columns.mapped.iter().filter(|column| current.cell(**column).is_some()).count();
            if let [(column, cell)] = cells {
                body.last = current.index;
                match self.single(current.index, *column, cell, &columns) {
                    Single::Heading => {
                        heading = Some((current.index, *column));
                        after_heading = true;
                        continue;
                    }
                    Single::Number => {}
                    Single::Record if !gap && !closing => {
                        body.records.push(RecordRow { row: current.index, heading });
                    }
                    Single::Record | Single::Other if gap || closing => break,
                    Single::Record | Single::Other => {
                        body.left_out.push(LeftOut { at: (current.index, *column), example: false });
                    }
                }
                settled = current.index;
                continue;
            }
            let named = columns.anchors.iter().any(|column| current.cell(*column).is_some());
            if (gap || closing) && (filled < 2 || !named && (filled < 3 || filled * 2 < columns.mapped.len()))
            {
                break;
            }
            (body.last, settled) = (current.index, current.index);
            if is_ghost(cells, &columns) {
                continue;
            }
            if filled == 0 {
                let at = (current.index, *first);
                if first_cell.state == CellState::Value {
                    body.left_out.push(LeftOut { at, example: false });
                }
                continue;
            }
            body.records.push(RecordRow { row: current.index, heading });
            closing = false;
        }
        body.last = settled;
        body
    }

    fn columns(&self, labels: &[Label], choice: &Choice) -> Columns {
        let mut columns =
            Columns { mapped: Vec::new(), number: None, anchors: Vec::new(), carried: Vec::new() };
        let Some(words) = self.lexicon.registers.get(choice.register) else { return columns };
        for (label, mapping) in labels.iter().zip(&choice.columns) {
            let Some(mapping) = mapping else { continue };
            let Some((id, field)) = words.definition.fields.get_index(mapping.field) else { continue };
            columns.mapped.push(label.column);
            if words.definition.key.first() == Some(id) && !words.definition.anchors.contains(id) {
                columns.number.get_or_insert(label.column);
            }
            if words.definition.anchors.contains(id) {
                columns.anchors.push(label.column);
            }
            if field.fill_down {
                columns.carried.push(label.column);
            }
        }
        columns
    }

    /// True if a merged area joins a row to the last one of the table across blank rows.
    fn is_covered(&self, last: u32, current: &Row, columns: &Columns) -> bool {
        columns
            .mapped
            .iter()
            .any(|column| self.grid.carried_from(current.index, *column).is_some_and(|top| top <= last))
    }

    /// True if another table starts in this row.
    fn starts_table(&mut self, current: &Row, header: Area, bottom: u32, parted: bool) -> bool {
        let cells = current.cells_between(header.left, header.right);
        let known =
            |text: &str| if parted { self.lexicon.knows(text) } else { self.lexicon.knows_typed(text) };
        let count = cells.iter().take(200).filter(|(_, cell)| known(&cell.shown.text)).count();
        if count < if parted { 2 } else { 3 } || count * 2 < cells.len() {
            return false;
        }
        !self.headers_at(Area { top: current.index, bottom, ..header }).is_empty()
    }

    /// What a row with one text is.
    fn single(&self, row: u32, column: u32, cell: &GridCell, columns: &Columns) -> Single {
        let text = &cell.shown.text;
        if columns.number == Some(column) && row::is_number(cell) || cell.state != CellState::Value {
            return Single::Number;
        }
        let wide = self
            .grid
            .merges_between(row, row)
            .iter()
            .any(|merge| merge.left == column && merge.right > column);
        if wide || row::opens_group(text) || columns.carried.contains(&column) {
            return Single::Heading;
        }
        if columns.anchors.contains(&column) {
            return Single::Record;
        }
        let first = columns.mapped.first().is_none_or(|first| column <= *first);
        if first && cell.shown.number.is_none() && cell.shown.date.is_none() {
            return Single::Heading;
        }
        Single::Other
    }
}

/// What a row with one text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Single {
    /// The heading of a group.
    Heading,
    /// A running number without a record.
    Number,
    /// A record of which only the name is filled.
    Record,
    /// Something else.
    Other,
}

/// True if a row repeats a row of the header, as on every printed page.
fn repeats(header_rows: &[Row], current: &Row, header: Area) -> bool {
    let cells = current.cells_between(header.left, header.right);
    header_rows.iter().any(|row| {
        let header_cells = row.cells_between(header.left, header.right);
        let same = header_cells.iter().filter(|(column, cell)| {
            current.cell(*column).is_some_and(|other| other.shown.text == cell.shown.text)
        });
        let same = same.count();
        same >= 2 && same * 5 >= header_cells.len().max(cells.len()) * 3
    })
}

/// True if a row holds nothing but a running number and formulas without a result.
fn is_ghost(cells: &[(u32, GridCell)], columns: &Columns) -> bool {
    cells.iter().all(|(column, cell)| {
        cell.state == CellState::Unsolved
            || Some(*column) == columns.number && row::is_number(cell)
            || columns.number.is_none() && cells.len() == 1 && cell.shown.number.is_some()
    })
}
