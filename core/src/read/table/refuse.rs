//! Tables that have the headers of a register and are none.

use std::collections::BTreeSet;

use daicho_rules::FieldType;

use super::{Finder, Found, OddKind, names_record};
use crate::read::header::Label;

/// So many records show whether a table counts.
const RECORDS_LOOKED_AT: usize = 200;

impl Finder<'_, '_> {
    /// True for labels with their values beside them, row by row: 文書名 個人情報管理台帳 版 3.
    pub(super) fn is_block(&self, table: &Found) -> bool {
        // Each text once, though it may be merged over several columns: its column, and whether a field goes by it.
        let mut texts: Vec<(u32, bool)> = Vec::new();
        let mut last: Option<&Label> = None;
        for (label, mapping) in table.labels.iter().zip(&table.choice.columns) {
            if last.is_none_or(|last| last.parts != label.parts) {
                texts.push((label.column, mapping.is_some()));
            }
            last = Some(label);
        }
        let label_columns: Vec<u32> = texts.iter().step_by(2).map(|(column, _)| *column).collect();
        let alternate = texts.iter().enumerate().all(|(at, (_, known))| *known == (at % 2 == 0));
        let labels_only = |row: u32| {
            let rows = self.grid.row(row).into_iter();
            let mut cells = rows.flat_map(|row| label_columns.iter().filter_map(|column| row.cell(*column)));
            cells.all(|cell| self.lexicon.knows(&cell.shown.text))
        };
        texts.len() >= 4 && alternate && table.body.records.iter().all(|record| labels_only(record.row))
    }

    /// Why a table is not read; `None` if nothing speaks against it.
    pub(super) fn objection(&self, table: &Found) -> Option<OddKind> {
        self.is_tally(table).then_some(OddKind::Tally)
    }

    /// True for a table that counts records: no column names one, and numbers stand where words belong.
    fn is_tally(&self, table: &Found) -> bool {
        let Some(words) = self.lexicon.registers.get(table.choice.register) else { return false };
        let definition = words.definition;
        let (mut worded, mut first) = (BTreeSet::new(), None);
        for (label, mapping) in table.labels.iter().zip(&table.choice.columns) {
            first = first.or(Some(label.column));
            let field = mapping.as_ref().and_then(|mapping| definition.fields.get_index(mapping.field));
            let Some((id, field)) = field else { continue };
            if names_record(definition, id) {
                return false;
            }
            let numeric = matches!(field.kind, FieldType::Count | FieldType::Date | FieldType::Period);
            if !numeric && !field.fill_down && !definition.key.contains(id) && Some(label.column) != first {
                worded.insert(label.column);
            }
        }
        let rows = table.body.records.iter().take(RECORDS_LOOKED_AT);
        let rows = rows.filter_map(|record| self.grid.row(record.row));
        let (mut numbers, mut all) = (0, 0);
        for (column, cell) in rows.flat_map(|row| &row.cells) {
            if worded.contains(column) {
                all += 1;
                // A mark may be typed as 1 or 0.
                numbers += usize::from(cell.shown.number.is_some_and(|number| number > 1.0));
            }
        }
        let zeros_too = numbers * 2 >= all;
        numbers >= 2 && zeros_too
    }
}
