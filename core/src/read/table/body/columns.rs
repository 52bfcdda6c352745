//! What is known of the columns of a table while its rows are read.

use daicho_rules::RegisterDefinition;
use daicho_rules::normal::fold_header;

use crate::read::grid::{CellState, GridCell};
use crate::read::header::{Choice, Label, Lexicon};
use crate::read::table::row;

/// Field of the running number.
const NUMBER: &str = "number";

/// What is known of the columns of a table.
#[derive(Default)]
pub(in crate::read::table) struct Columns {
    /// Columns with a header.
    pub(in crate::read::table) all: Vec<u32>,
    /// Columns that were taken for a field.
    pub(in crate::read::table) mapped: Vec<u32>,
    /// Column of the running number.
    pub(in crate::read::table) number: Option<u32>,
    /// Columns that name a record, but for its number and department.
    pub(in crate::read::table) naming: Vec<u32>,
    /// Columns that tell a record from other rows: its name, and what only this register has.
    pub(in crate::read::table) tell_apart: Vec<u32>,
    /// Columns whose value holds for the rows below, too.
    pub(in crate::read::table) carried: Vec<u32>,
}

impl Columns {
    pub(in crate::read::table) fn new(lexicon: &Lexicon<'_>, labels: &[Label], choice: &Choice) -> Self {
        let mut columns = Self { all: labels.iter().map(|label| label.column).collect(), ..Self::default() };
        let Some(words) = lexicon.registers.get(choice.register) else { return columns };
        let definition = words.definition;
        for (label, mapping) in labels.iter().zip(&choice.columns) {
            let field = mapping.as_ref().and_then(|mapping| definition.fields.get_index(mapping.field));
            let Some((id, field)) = field else {
                if label.parts.last().is_some_and(|text| is_number_header(text)) {
                    columns.number.get_or_insert(label.column);
                }
                continue;
            };
            columns.mapped.push(label.column);
            if id == NUMBER {
                columns.number.get_or_insert(label.column);
            } else if names_record(definition, id) {
                columns.naming.push(label.column);
                columns.tell_apart.push(label.column);
            } else if definition.anchors.contains(id) {
                columns.tell_apart.push(label.column);
            }
            if field.fill_down {
                columns.carried.push(label.column);
            }
        }
        columns
    }

    /// True if a row holds nothing but a running number, what a blank form offers, and formulas without a result.
    pub(in crate::read::table) fn is_ghost(&self, cells: &[(u32, GridCell)]) -> bool {
        cells.iter().all(|(column, cell)| {
            cell.state == CellState::Unsolved
                || Some(*column) == self.number && row::is_number(cell)
                || !self.naming.contains(column) && row::is_placeholder(cell)
        })
    }
}

/// True for a field that names a record by itself, as its number and its department do not.
pub(crate) fn names_record(definition: &RegisterDefinition, id: &str) -> bool {
    let of_key = definition.key.iter().chain(&definition.fallback_key).any(|key| key == id);
    of_key && id != NUMBER && definition.fields.get(id).is_some_and(|field| !field.fill_down)
}

/// True for the header of a running number that no field stands for.
fn is_number_header(text: &str) -> bool {
    matches!(fold_header(text).as_str(), "no" | "№" | "番号" | "項番" | "連番" | "通番" | "#" | "行")
}
