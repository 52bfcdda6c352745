//! A sheet turned by 90°: what stood below each other stands beside each other.

use std::collections::{BTreeMap, BTreeSet};

use daicho_rules::normal::fold_header;

use super::view::Places;
use super::{FIELDS_LEAST, Forms, Reading, View, is_named, judge};
use crate::read::grid::{Area, Grid, GridCell};
use crate::read::header::choose;
use crate::read::table::{Found, Layout, Odd, OddKind, rows_below_headers};

/// The cells of a grid with rows and columns swapped.
pub(super) fn turned(grid: &Grid) -> Grid {
    let mut rows: BTreeMap<u32, Vec<(u32, GridCell)>> = BTreeMap::new();
    for row in grid.rows() {
        for (column, cell) in &row.cells {
            rows.entry(*column).or_default().push((row.index, cell.clone()));
        }
    }
    let mut merges: Vec<Area> = grid.merges_between(0, u32::MAX).iter().copied().map(swapped).collect();
    merges.sort_unstable();
    Grid::new(rows.into_iter().collect(), merges)
}

/// An area with rows and columns swapped.
pub(super) fn swapped(area: Area) -> Area {
    let Area { top, left, bottom, right } = area;
    Area { top: left, left: top, bottom: right, right: bottom }
}

impl Forms<'_, '_> {
    /// A register with its fields down the side and one record a column.
    pub(super) fn side(&self, grid: &Grid) -> Option<Reading> {
        let tables = rows_below_headers(grid, self.lexicon, self.sheet, self.deadline).found;
        let [table] = <[Found; 1]>::try_from(tables).ok()?;
        let words = self.lexicon.registers.get(table.choice.register)?;
        let (table, headed) = self.without_corner(grid, table)?;
        let mapped: Vec<u32> = table
            .labels
            .iter()
            .zip(&table.choice.columns)
            .filter(|(_, mapping)| mapping.is_some())
            .map(|(label, _)| label.column)
            .collect();
        let records = &table.body.records;
        // A column of kinds (probability, probability, impact, …) is no column of fields.
        let texts: BTreeSet<&Vec<String>> = table.labels.iter().map(|label| &label.parts).collect();
        let fields: BTreeSet<usize> =
            table.choice.columns.iter().flatten().map(|mapping| mapping.field).collect();
        if fields.len() < FIELDS_LEAST || texts.len() * 5 < table.labels.len() * 4 {
            return None;
        }
        if records.len() < 2 || !is_named(words.definition, &table.choice) {
            return None;
        }
        let texts = |row: u32| {
            mapped.iter().map(move |column| grid.text(row, *column)).filter(|text| !text.is_empty())
        };
        let values: Vec<&str> = records.iter().flat_map(|record| texts(record.row)).collect();
        let labels = values.iter().filter(|text| self.lexicon.knows(text)).count();
        // Values spread over several cells of a form leave most rows of the further columns blank.
        if labels * 5 >= values.len() || values.len() * 2 < mapped.len() * records.len() {
            return None;
        }
        let score = i64::try_from(values.len() + mapped.len()).unwrap_or(i64::MAX);
        let first = (table.header.left, table.header.top);
        let explained = headed
            || records.iter().all(|record| judge::is_repetitive(texts(record.row)))
            || judge::instructs(values.iter().copied());
        if explained {
            return Some(Reading::LeftOut(Odd { at: first, kind: OddKind::Explanation }, score));
        }
        let header = table.header;
        let last = table.body.last.max(header.bottom);
        let view = View {
            grid: turned(&turned(grid)),
            places: Places::Swapped,
            labels: table.labels.iter().map(|label| (label.column, (label.column, header.bottom))).collect(),
            area: swapped(Area {
                left: table.labels.first()?.column,
                right: table.labels.last()?.column,
                bottom: last,
                ..header
            }),
        };
        Some(Reading::Read(Box::new(Found { layout: Layout::Form(Box::new(view)), ..table }), score))
    }

    /// The table without the label 項目 in its corner, which heads the labels and is none; and true if what it heads
    /// are definitions of fields.
    fn without_corner(&self, grid: &Grid, table: Found) -> Option<(Found, bool)> {
        let corner = table
            .labels
            .iter()
            .position(|label| label.parts.last().is_some_and(|text| judge::heads_labels(&fold_header(text))));
        let Some(at) = corner else { return Some((table, false)) };
        let column = table.labels.get(at)?.column;
        let heads = table.body.records.iter().map(|record| fold_header(grid.text(record.row, column)));
        let headed = heads.clone().filter(|text| judge::heads_definitions(text)).count() > 0;
        let mut labels = table.labels.clone();
        labels.remove(at);
        let choice = choose(self.lexicon, &labels, &[self.sheet])?;
        Some((Found { labels, choice, ..table }, headed))
    }
}
