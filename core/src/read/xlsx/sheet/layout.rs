//! What a sheet says around its cells: merged areas, what is hidden, its filter.

use quick_xml::events::BytesStart;

use crate::read::error::{Limit, ReadError};
use crate::read::grid::{Area, Grid, TableObject};
use crate::read::guard::within;
use crate::read::xlsx::package::{attribute, is_set};
use crate::read::xlsx::place::{COLUMNS, area};
use crate::read::xlsx::scan::Tag;

/// The layout of a sheet as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Layout {
    merges: Vec<Area>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    filter: Option<Area>,
}

impl Layout {
    /// Notes an element outside the cells, which stands so deep within others.
    pub(super) fn note(
        &mut self,
        file: &str,
        part: &str,
        depth: usize,
        name: &str,
        tag: Tag<'_>,
    ) -> Result<(), ReadError> {
        let start = &tag.resolved();
        let reference = || attribute(start, "ref");
        match name {
            "mergeCell" => {
                self.merges.extend(reference().as_deref().and_then(area).filter(|area| !is_single(*area)));
                within(file, part, Limit::Merges, u64::try_from(self.merges.len()).unwrap_or(u64::MAX))?;
            }
            "col" if is_set(start, "hidden") || is_nought(start, "width") => {
                let column = |name| attribute(start, name)?.trim().parse::<u32>().ok()?.checked_sub(1);
                if let (Some(first), Some(last)) = (column("min"), column("max"))
                    && first <= last
                    && first < COLUMNS
                {
                    self.hidden_columns.push((first, last.min(COLUMNS - 1)));
                }
                let found = u64::try_from(self.hidden_columns.len()).unwrap_or(u64::MAX);
                within(file, part, Limit::Merges, found)?;
            }
            // Views of other people have filters of their own, deeper down.
            "autoFilter" if depth == 1 => self.filter = reference().as_deref().and_then(area),
            _ => {}
        }
        Ok(())
    }

    /// Notes the start of a row, which is `next` unless it says otherwise; returns its index.
    pub(super) fn note_row(&mut self, tag: Tag<'_>, next: u32) -> u32 {
        let (mut row, mut hidden) = (next, false);
        for (key, value) in tag.attributes() {
            let value = value.trim();
            match key {
                "r" => row = value.parse::<u32>().ok().and_then(|row| row.checked_sub(1)).unwrap_or(next),
                "hidden" => hidden |= matches!(value, "1" | "true"),
                "ht" => hidden |= value.parse() == Ok(0.0),
                _ => {}
            }
        }
        if hidden {
            match self.hidden_rows.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(row) => *last = row,
                _ => self.hidden_rows.push((row, row)),
            }
        }
        row
    }

    /// The grid with this layout and the tables that the workbook declares on the sheet.
    pub(super) fn around(mut self, mut grid: Grid, objects: Vec<TableObject>) -> Grid {
        self.merges.sort_unstable();
        grid.set_merges(self.merges);
        grid.hidden_rows = joined(self.hidden_rows);
        grid.hidden_columns = joined(self.hidden_columns);
        grid.filter = self.filter;
        grid.objects = objects;
        grid
    }
}

fn is_single(area: Area) -> bool {
    area.top == area.bottom && area.left == area.right
}

fn is_nought(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value.trim().parse() == Ok(0.0))
}

/// Spans in order, those that touch or overlap as one.
fn joined(mut spans: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    spans.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (first, last) in spans {
        match joined.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => joined.push((first, last)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn spans_that_touch_become_one() {
        assert_eq!(joined(vec![(7, 9), (0, 0), (1, 2), (8, 8)]), [(0, 2), (7, 9)]);
        assert_eq!(joined(vec![(0, 9), (2, 3), (11, 11)]), [(0, 9), (11, 11)]);
    }
}
