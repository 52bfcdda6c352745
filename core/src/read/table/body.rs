//! The rows of a table: from below its header to the next table, the notes or the end.

mod columns;

use std::collections::BTreeMap;

use crate::read::grid::{Area, CellState, GridCell, Row};
use crate::read::header::{Choice, Label};

use super::{Finder, Headings, Odd, OddKind, Place, heading, hint, opens_group, row};
pub(super) use columns::Columns;
pub(crate) use columns::names_record;

/// So many cells of a row show whether it is a header.
const LOOKED_AT: usize = 200;
/// So many rows without a name that hold the same are taken for rows that nobody has filled in.
const PREFILLED_LEAST: usize = 3;

/// The rows of a table.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// Rows of records, from the top.
    pub(crate) records: Vec<RecordRow>,
    /// Last row that belongs to the table, notes and totals included.
    pub(crate) last: u32,
    /// Rows that hold text but are no record, and records that may be none.
    pub(crate) odd: Vec<Odd>,
}

/// A row of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordRow {
    /// Row, from 0.
    pub(crate) row: u32,
    /// The headings that it stands under.
    pub(crate) headings: Headings,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The header again, a page number, a title: part of the table and of no record.
    Furniture,
    /// A total or a note, after which a table often ends.
    Closing,
    /// The heading of a group, and the cell with its text.
    Heading(Place),
    /// A running number without a record.
    Ghost,
    /// A record.
    Record,
    /// Not understood; it is said, but for formulas without a result.
    Odd(Option<OddKind>),
    /// The table has ended above.
    End,
}

/// What is known while the rows of a table are read.
#[expect(clippy::struct_excessive_bools, reason = "each may be true beside any of the others")]
struct Progress<'p> {
    header: Area,
    header_rows: &'p [Row],
    columns: Columns,
    /// Texts above the header, which printed pages repeat.
    above: &'p [String],
    /// Last row known to be part of a table that the workbook itself declares, and the row of its totals.
    declared: Option<(u32, Option<u32>)>,
    /// Lowest row that the area allows.
    bottom: u32,
    /// The last row of the table so far.
    last: u32,
    /// Which of the header rows was repeated last, if it was just above.
    repeated: Option<usize>,
    /// True after a total or a note: only what clearly is a record goes on.
    closing: bool,
    after_heading: bool,
    /// True after 以下余白: only a further page goes on.
    ended: bool,
    no_records: bool,
}

impl Finder<'_, '_> {
    /// Reads the rows below a header, down to `bottom` at most; `above` are the texts above the header.
    pub(super) fn body(
        &mut self,
        labels: &[Label],
        choice: &Choice,
        header: Area,
        bottom: u32,
        above: &[String],
    ) -> Body {
        let mut first = header.bottom.saturating_add(1);
        // Rows that are repeated on each printed page hold no record.
        if let Some((top, last)) = self.grid.print_titles
            && (top..=last).contains(&header.top)
            && last - top <= 20
        {
            first = first.max(last.saturating_add(1));
        }
        self.body_from(first, labels, choice, header, bottom, above)
    }

    /// Reads the rows from `first` as those below a header that may stand elsewhere.
    pub(super) fn body_from(
        &mut self,
        first: u32,
        labels: &[Label],
        choice: &Choice,
        header: Area,
        bottom: u32,
        above: &[String],
    ) -> Body {
        let grid = self.grid;
        let header_rows =
            if first > header.bottom { grid.rows_between(header.top, header.bottom) } else { &[] };
        let object = grid.objects.iter().find(|object| {
            object.header_rows > 0
                && object.area.top == header.bottom
                && object.area.left <= header.right
                && header.left <= object.area.right
        });
        let declared = object.map(|object| {
            let totals = (object.total_rows > 0).then_some(object.area.bottom);
            (object.area.bottom, totals)
        });
        let columns = Columns::new(self.lexicon, labels, choice);
        let mut progress = Progress {
            header,
            header_rows,
            columns,
            above,
            declared,
            bottom,
            last: header.bottom,
            repeated: None,
            closing: false,
            after_heading: false,
            ended: false,
            no_records: true,
        };
        let mut body = Body { last: header.bottom, ..Body::default() };
        let mut headings = Headings::default();
        for current in grid.rows_between(first, bottom) {
            let cells = current.cells_between(header.left, header.right);
            let Some((left, _)) = cells.first() else { continue };
            if self.deadline.has_passed() {
                break;
            }
            let at = (current.index, *left);
            let kind = self.kind(current, cells, &mut progress);
            if kind == Kind::End {
                break;
            }
            progress.last = current.index;
            progress.after_heading = matches!(kind, Kind::Heading(_));
            match kind {
                Kind::Heading(at) => {
                    headings.enter(grid.text(at.0, at.1), at);
                    // Headings at the end belong to the next table.
                    continue;
                }
                Kind::Closing => progress.closing = true,
                Kind::Record => {
                    if let [(column, _)] = cells
                        && progress.columns.naming.contains(column)
                    {
                        body.odd.push(Odd { at, kind: OddKind::OnlyName });
                    }
                    body.records.push(RecordRow { row: current.index, headings });
                    (progress.closing, progress.no_records) = (false, false);
                }
                Kind::Odd(kind) => body.odd.extend(kind.map(|kind| Odd { at, kind })),
                Kind::Furniture | Kind::Ghost | Kind::End => {}
            }
            body.last = current.index;
        }
        self.leave_out_prefilled(&mut body, &progress.columns);
        body
    }

    /// What a row is, by its texts and what came before.
    fn kind(&mut self, current: &Row, cells: &[(u32, GridCell)], progress: &mut Progress<'_>) -> Kind {
        let index = current.index;
        if let Some(at) = repeated(progress.header_rows, current, progress) {
            (progress.repeated, progress.ended) = (Some(at), false);
            return Kind::Furniture;
        }
        progress.repeated = None;
        let declared = progress.declared.is_some_and(|(last, _)| index <= last);
        if progress.declared.is_some_and(|(_, totals)| totals == Some(index)) {
            return Kind::Closing;
        }
        if progress.no_records && hint::is_hint(cells) {
            return Kind::Furniture;
        }
        if repeats_above(cells, progress.above) || row::is_page_number(cells) {
            return Kind::Furniture;
        }
        let gap = !declared
            && index > progress.last.saturating_add(1)
            && !self.is_covered(progress.last, current, &progress.columns);
        let parted = gap || progress.closing || progress.after_heading;
        if !declared && (progress.ended && !row::is_note(cells) || row::is_appendix(cells) && parted) {
            return Kind::End;
        }
        if !declared && self.starts_table(current, progress, parted) {
            return Kind::End;
        }
        if row::is_end(cells) {
            progress.ended = true;
            return Kind::Closing;
        }
        if row::is_total(cells) || row::is_note(cells) {
            return Kind::Closing;
        }
        if row::is_example(cells) {
            return Kind::Odd(Some(OddKind::Example));
        }
        if let Some(at) = self.heading(index, cells, &progress.columns) {
            return Kind::Heading(at);
        }
        if cells.len() > 1 && progress.columns.is_ghost(cells) {
            return Kind::Ghost;
        }
        let loose = !declared && (gap || progress.closing);
        if let [(column, cell)] = cells {
            return match self.single(index, *column, cell, &progress.columns) {
                Kind::Record | Kind::Odd(_) if loose => Kind::End,
                kind => kind,
            };
        }
        let columns = &progress.columns;
        let filled = columns.mapped.iter().filter(|column| current.cell(**column).is_some()).count();
        let named = columns.tell_apart.iter().any(|column| current.cell(*column).is_some());
        if loose && (filled < 2 || !named && (filled < 3 || filled * 2 < columns.mapped.len())) {
            return Kind::End;
        }
        if filled == 0 {
            let said = cells.first().is_some_and(|(_, cell)| cell.state == CellState::Value);
            return Kind::Odd(said.then_some(OddKind::Stray));
        }
        Kind::Record
    }

    /// The cell with the text of a heading, in rows of which more than one cell is filled.
    fn heading(&self, index: u32, cells: &[(u32, GridCell)], columns: &Columns) -> Option<Place> {
        let [(first, label), rest @ ..] = cells else { return None };
        let text = &label.shown.text;
        match rest {
            // 「部署名」 with its name in the next cell.
            [(second, cell)] if heading::is_department_label(text) && cell.shown.number.is_none() => {
                Some((index, *second))
            }
            [_, ..] => {
                let amounts = rest.iter().all(|(_, cell)| cell.shown.number.is_some());
                let heads = opens_group(text) || self.spans_columns(index, *first, columns);
                (heads && amounts && rest.len() <= 2 && label.shown.number.is_none())
                    .then_some((index, *first))
            }
            [] => None,
        }
    }

    /// True if a merged area joins a row to the last one of the table across blank rows.
    fn is_covered(&self, last: u32, current: &Row, columns: &Columns) -> bool {
        columns
            .mapped
            .iter()
            .any(|column| self.grid.carried_from(current.index, *column).is_some_and(|top| top <= last))
    }

    /// True if another table starts in this row, be it a register or not.
    fn starts_table(&mut self, current: &Row, progress: &Progress<'_>, parted: bool) -> bool {
        let header = progress.header;
        let cells = current.cells_between(header.left, header.right);
        let known =
            |text: &str| if parted { self.lexicon.knows(text) } else { self.lexicon.knows_typed(text) };
        let looked_at = cells.get(..LOOKED_AT).unwrap_or(cells);
        let least = cells.len().div_ceil(2).max(if parted { 2 } else { 3 });
        let Some(unknown_most) = looked_at.len().checked_sub(least) else { return false };
        // A record is told from a header by half of its cells.
        let unknown = looked_at.iter().filter(|(_, cell)| !known(&cell.shown.text));
        let unknown = unknown.take(unknown_most + 1).count();
        if unknown > unknown_most {
            return false;
        }
        let count = looked_at.len() - unknown;
        // After a note or a title, words of headers beside each other are one of something else: 版数 改訂日.
        let numbered = |column: u32| current.cell(column).is_some_and(row::is_number);
        let apart =
            (progress.closing || progress.after_heading) && !progress.columns.number.is_some_and(numbered);
        let plain = cells.iter().all(|(_, cell)| cell.shown.number.is_none() && cell.shown.date.is_none());
        if apart && plain && count >= 3 && count * 3 >= cells.len() * 2 {
            return true;
        }
        !self.headers_at(Area { top: current.index, bottom: progress.bottom, ..header }).is_empty()
    }

    /// What a row with one text is.
    fn single(&self, row: u32, column: u32, cell: &GridCell, columns: &Columns) -> Kind {
        let text = &cell.shown.text;
        if columns.number == Some(column) && row::is_number(cell) || cell.state != CellState::Value {
            return Kind::Ghost;
        }
        let words = cell.shown.number.is_none() && cell.shown.date.is_none();
        let named = columns.naming.contains(&column);
        let heads = opens_group(text)
            || heading::is_department(text)
            || columns.carried.contains(&column)
            || self.spans_columns(row, column, columns);
        if words && heads {
            return Kind::Heading((row, column));
        }
        if named || columns.tell_apart.contains(&column) {
            return Kind::Record;
        }
        if words && columns.mapped.first().is_none_or(|first| column <= *first) {
            return Kind::Heading((row, column));
        }
        if columns.number.is_none() && cell.shown.number.is_some() || row::is_placeholder(cell) {
            return Kind::Ghost;
        }
        Kind::Odd(Some(OddKind::Stray))
    }

    /// True if a cell is merged over more than one column of the table.
    fn spans_columns(&self, row: u32, column: u32, columns: &Columns) -> bool {
        let merges = self.grid.merges_between(row, row);
        merges.iter().find(|merge| merge.left == column).is_some_and(|merge| {
            columns.all.iter().filter(|at| (merge.left..=merge.right).contains(at)).count() > 1
        })
    }

    /// Takes out rows that nobody has filled in: no name, and in several of them the same defaults.
    fn leave_out_prefilled(&self, body: &mut Body, columns: &Columns) {
        if columns.naming.is_empty() {
            return;
        }
        let mut alike: BTreeMap<Vec<(u32, &str)>, Vec<Place>> = BTreeMap::new();
        for record in &body.records {
            let Some(row) = self.grid.row(record.row) else { continue };
            let covered = |column: &u32| self.grid.carried_from(record.row, *column).is_some();
            let named = columns.naming.iter().any(|column| row.cell(*column).is_some() || covered(column));
            if named {
                continue;
            }
            let filled = row
                .cells
                .iter()
                .filter(|(column, _)| columns.all.contains(column) && columns.number != Some(*column));
            let texts: Vec<(u32, &str)> =
                filled.map(|(column, cell)| (*column, cell.shown.text.as_str())).collect();
            let Some((first, _)) = texts.first() else { continue };
            let first = (record.row, *first);
            alike.entry(texts).or_default().push(first);
        }
        let mut rows: Vec<u32> = Vec::new();
        for places in alike.into_values().filter(|places| places.len() >= PREFILLED_LEAST) {
            let kind = OddKind::Prefilled(places.len());
            body.odd.extend(places.first().map(|at| Odd { at: *at, kind }));
            rows.extend(places.iter().map(|(row, _)| *row));
        }
        rows.sort_unstable();
        body.records.retain(|record| rows.binary_search(&record.row).is_err());
    }
}

/// Which row of the header a row repeats, as on every printed page.
fn repeated(header_rows: &[Row], current: &Row, progress: &Progress<'_>) -> Option<usize> {
    let Area { left, right, .. } = progress.header;
    let cells = current.cells_between(left, right);
    let same_in = |row: &Row| {
        let header_cells = row.cells_between(left, right);
        let same = header_cells.iter().filter(|(column, cell)| {
            current.cell(*column).is_some_and(|other| other.shown.text == cell.shown.text)
        });
        (same.count(), header_cells.len().max(cells.len()))
    };
    let clearly = header_rows.iter().position(|row| {
        let (same, all) = same_in(row);
        same >= 2 && same * 5 >= all * 3
    });
    // The rows below it may hold a single text.
    let next = progress.repeated.map(|at| at + 1);
    let follows =
        || next.filter(|next| header_rows.get(*next).map(same_in).is_some_and(|(same, all)| same == all));
    clearly.or_else(follows)
}

/// True for a title or stamps above the header that stand again on a further page.
fn repeats_above(cells: &[(u32, GridCell)], above: &[String]) -> bool {
    // A department that stands above the header and again below is a heading.
    let again = |cell: &GridCell| {
        let text = &cell.shown.text;
        above.contains(text)
            && !opens_group(text)
            && !heading::is_department(text)
            && !text.contains(['：', ':'])
    };
    !above.is_empty() && cells.iter().all(|(_, cell)| again(cell))
}
