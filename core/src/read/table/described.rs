//! Tables whose header a client's settings name, in place of those that would be found.

use daicho_rules::{MappedRegister, MappedTable};

use super::label::labels;
use super::{Finder, Found, Layout, Tables};
use crate::read::grid::Area;
use crate::read::header::Label;

/// The tables of a sheet whose headers the settings name.
pub(super) fn tables(mut finder: Finder<'_, '_>, named: &[(&MappedTable, (u32, u32))]) -> Tables {
    let grid = finder.grid;
    let right = grid.rows().iter().filter_map(|row| row.cells.last()).map(|(column, _)| *column).max();
    let bottom = grid.rows().last().map(|row| row.index);
    let (Some(right), Some(bottom)) = (right, bottom) else { return Tables::default() };
    let found = finder.described(Area { top: 0, left: 0, bottom, right }, named);
    Tables { found, left_out: finder.left_out }
}

impl Finder<'_, '_> {
    /// The tables of a sheet below headers that the settings name; each ends where the next one starts.
    fn described(&mut self, sheet: Area, named: &[(&MappedTable, (u32, u32))]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (at, (table, rows)) in named.iter().enumerate() {
            if table.register == MappedRegister::None {
                continue;
            }
            let next = named.iter().skip(at + 1).map(|(_, rows)| rows.0).find(|top| *top > rows.1);
            let bottom = next.map_or(sheet.bottom, |top| top - 1);
            let header = Area { top: rows.0, bottom: rows.1, ..sheet };
            self.lexicon.described.at_header(Some(*rows));
            let free = found.last().map_or(0, |before| before.body.last.saturating_add(1));
            found.extend(self.below(header, bottom, free));
        }
        self.lexicon.described.at_header(None);
        found
    }

    fn below(&mut self, header: Area, bottom: u32, free: u32) -> Option<Found> {
        let labels = labels(self.grid, header).unwrap_or_else(|| self.plain_labels(header));
        let header = self.header_of(header, labels)?;
        let above = self.texts_above(free, std::slice::from_ref(&header), header.area);
        let body = self.body(&header.labels, &header.choice, header.area, bottom, &above);
        let (labels, choice) = (header.labels, header.choice);
        Some(Found { header: header.area, labels, choice, body, above, layout: Layout::Rows })
    }

    /// Headers of rows that do not look like any: each text counts for its own column.
    fn plain_labels(&self, area: Area) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        for row in self.grid.rows_between(area.top, area.bottom) {
            for (column, cell) in &row.cells {
                let text = cell.shown.text.clone();
                match labels.iter_mut().find(|label| label.column == *column) {
                    Some(label) => label.parts.push(text),
                    None => labels.push(Label { column: *column, parts: vec![text] }),
                }
            }
        }
        labels.sort_by_key(|label| label.column);
        labels
    }
}
