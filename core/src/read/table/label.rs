//! The headers of columns, from one to three rows with parents, merged or not.

pub(crate) use crate::read::grid::Area;
use crate::read::grid::Grid;
use crate::read::header::{Label, is_short};

/// How many rows below a header show which of its columns are used.
const ROWS_LOOKED_AT: u32 = 200;

/// A text in the header, and the area it is above.
struct Piece<'g> {
    text: &'g str,
    left: u32,
    right: u32,
    bottom: u32,
    merged: bool,
}

/// Labels of the columns below a header of the rows of `area`; `None` if these rows are no header.
pub(crate) fn labels(grid: &Grid, area: Area) -> Option<Vec<Label>> {
    let mut rows: Vec<Vec<Piece<'_>>> = Vec::new();
    for row in area.top..=area.bottom {
        let pieces = pieces(grid, row, area);
        // A row without texts of its own belongs to the header if merged texts above reach it.
        let covered = rows.iter().flatten().any(|piece: &Piece<'_>| piece.bottom >= row);
        if pieces.is_empty() && !covered || pieces.iter().any(|piece| !is_short(piece.text)) {
            return None;
        }
        if row > area.top && !is_header_row(grid, row, area) {
            return None;
        }
        rows.push(pieces);
    }
    // A merged area that goes on below means that the header does, too.
    if area.bottom - area.top < 2 && rows.iter().flatten().any(|piece| piece.bottom > area.bottom) {
        return None;
    }
    let mut columns: Vec<u32> = rows
        .iter()
        .flatten()
        .flat_map(|piece| piece.left.max(area.left)..=piece.right.min(area.right))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns.truncate(1000);
    let labels: Vec<Label> = columns
        .iter()
        .map(|column| Label { column: *column, parts: parts(&rows, *column, area) })
        .filter(|label| !label.parts.is_empty())
        .collect();
    (labels.len() >= 2).then_some(labels)
}

/// Labels without those that repeat the one before and have nothing below them: where every header and every
/// value is merged over some narrow columns, the first column of each stands for all.
pub(super) fn once_each(grid: &Grid, header: Area, labels: &[Label]) -> Vec<Label> {
    let below = header.bottom.saturating_add(1);
    let rows = grid.rows_between(below, below.saturating_add(ROWS_LOOKED_AT));
    let mut once: Vec<Label> = Vec::new();
    for label in labels {
        let repeats = once.last().is_some_and(|last| last.parts == label.parts);
        if !repeats || rows.iter().any(|row| row.cell(label.column).is_some()) {
            once.push(label.clone());
        }
    }
    once
}

/// Texts above a column, from the top.
fn parts(rows: &[Vec<Piece<'_>>], column: u32, area: Area) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for (depth, pieces) in rows.iter().enumerate() {
        let own = pieces.iter().find(|piece| (piece.left..=piece.right).contains(&column));
        let piece = own.or_else(|| {
            let below = rows.get(depth + 1..).unwrap_or_default();
            spread(pieces, below, column, area.top.saturating_add(u32::try_from(depth).unwrap_or(u32::MAX)))
        });
        match (piece.map(|piece| piece.text), parts.last_mut()) {
            // 「（年）」 in a row of its own belongs to the header above it.
            (Some(text), Some(last)) if is_bracketed(text) => last.push_str(text),
            (Some(text), _) => parts.push(text.to_owned()),
            (None, _) => {}
        }
    }
    parts
}

/// True for a text in brackets: 「（年）」, 「（複数可）」.
pub(super) fn is_bracketed(text: &str) -> bool {
    let text = text.trim();
    [('（', '）'), ('(', ')'), ('［', '］'), ('[', ']'), ('〔', '〕')]
        .iter()
        .any(|(open, close)| text.starts_with(*open) && text.ends_with(*close))
}

/// The parent that stands only above the first column of its group, without merging.
fn spread<'p, 'g>(
    pieces: &'p [Piece<'g>],
    below: &[Vec<Piece<'g>>],
    column: u32,
    row: u32,
) -> Option<&'p Piece<'g>> {
    let has_child = |column: u32| {
        below.iter().flatten().any(|piece| (piece.left..=piece.right).contains(&column) && piece.bottom > row)
    };
    // Where some parents are merged over their group, a blank means that there is no parent.
    if pieces.iter().any(|piece| piece.merged && piece.right > piece.left) || !has_child(column) {
        return None;
    }
    let parent = pieces.iter().rev().find(|piece| piece.right < column)?;
    (parent.bottom == row && has_child(parent.left)).then_some(parent)
}

/// The texts of a header row, left to right. A text merged over several rows belongs to the first.
fn pieces(grid: &Grid, row: u32, area: Area) -> Vec<Piece<'_>> {
    let merges: &[Area] = grid.merges_between(row, row);
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for (column, cell) in grid.row(row).into_iter().flat_map(|row| row.cells_between(area.left, area.right)) {
        // Broken files have merged areas that overlap; the next text ends the one before.
        if let Some(last) = pieces.last_mut() {
            last.right = last.right.min(column.saturating_sub(1));
        }
        let at = merges.partition_point(|merge| merge.left < *column);
        let merge = merges.get(at).filter(|merge| merge.left == *column);
        pieces.push(Piece {
            text: &cell.shown.text,
            left: *column,
            right: merge.map_or(*column, |merge| merge.right),
            bottom: merge.map_or(row, |merge| merge.bottom),
            merged: merge.is_some(),
        });
    }
    pieces
}

/// True if a row below the first may belong to the header: no numbers, no days, no marks.
fn is_header_row(grid: &Grid, row: u32, area: Area) -> bool {
    grid.row(row).into_iter().flat_map(|row| row.cells_between(area.left, area.right)).all(|(_, cell)| {
        let shown = &cell.shown;
        shown.number.is_none() && shown.date.is_none() && shown.text.chars().any(char::is_alphabetic)
    })
}
