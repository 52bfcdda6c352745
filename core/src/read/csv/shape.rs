//! Rows that are longer or shorter than the others: their values may stand in wrong columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use daicho_rules::Text;

use crate::read::grid::GridCell;
use crate::read::workbook::Remark;

/// How wide a row is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Width {
    /// Fields, blank ones included.
    fields: usize,
    /// Fields up to the last one that holds something.
    filled: usize,
    /// True for a comment.
    comment: bool,
}

impl Width {
    /// The width of a row with so many fields and these filled cells.
    pub(super) fn of(fields: usize, cells: &[(u32, GridCell)]) -> Self {
        let filled = cells.last().map_or(0, |(column, _)| usize::try_from(*column).unwrap_or(usize::MAX) + 1);
        let comment = cells.first().is_some_and(|(_, cell)| cell.shown.text.starts_with('#'));
        Self { fields, filled, comment }
    }
}

/// A remark for each row that does not have the width of the others; `widths` are those of the rows in `cells`.
pub(super) fn remarks(widths: &[Width], cells: &[(u32, Vec<(u32, GridCell)>)]) -> Vec<Remark> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for width in widths.iter().filter(|width| width.fields > 1 && !width.comment) {
        *counts.entry(width.fields).or_default() += 1;
    }
    let rows: usize = counts.values().sum();
    let Some((usual, alike)) = counts.into_iter().max_by_key(|(width, rows)| (*rows, *width)) else {
        return Vec::new();
    };
    // Where blank fields at the end are left out, rows are shorter as a matter of course.
    let complete = alike * 4 >= rows * 3;
    // Titles above the header have a width of their own.
    let first = widths.iter().position(|width| width.fields >= usual).unwrap_or(widths.len());
    let (long, short) = (Arc::new(too_long()), Arc::new(too_short()));
    let mut remarks = Vec::new();
    for (width, (row, found)) in widths.iter().zip(cells).skip(first + 1) {
        if width.comment {
            continue;
        }
        let typed = |column: usize| {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            let (column, cell) = found.iter().rev().find(|(other, _)| *other <= column).or(found.first())?;
            Some((*column, cell.shown.text.as_str()))
        };
        if width.filled > usual {
            let Some((_, raw)) = typed(usual) else { continue };
            let column = u32::try_from(usual).unwrap_or(u32::MAX);
            remarks.push(Remark::of_cell((*row, column), raw, &long));
        } else if complete && (2..usual).contains(&width.fields) {
            let Some((column, raw)) = typed(width.fields - 1) else { continue };
            remarks.push(Remark::of_cell((*row, column), raw, &short));
        }
    }
    remarks
}

fn too_long() -> Text {
    Text::new(
        "この行はほかの行より列が多く、値が右へずれているおそれがあります。\
         区切り文字を含む値を引用符（\"）で囲んでください",
        "this row has more columns than the others, and its values may have moved to the right: \
         put values that hold the delimiter in quotation marks",
    )
}

fn too_short() -> Text {
    Text::new(
        "この行はほかの行より列が少なく、途中で切れているおそれがあります。\
         改行を含む値を引用符（\"）で囲んでください",
        "this row has fewer columns than the others, and may be cut in two: \
         put values that hold a line break in quotation marks",
    )
}
