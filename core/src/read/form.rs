//! Registers in form layout: labels beside or above their values, one item a sheet, a block or a column.
//!
//! ```text
//! slot    the filled cells with the areas they are merged over
//! pair    labels with their parents and values, row by row
//! block   which pairs make one record
//! turned  the sheet turned by 90°: labels above values, and registers with their fields down the side
//! view    the result as rows below a header, with the places where the cells stand
//! judge   what speaks against a form: instructions, definitions of fields
//! ```
//!
//! A form is looked for only where no table is, or where tables are made of labels, so that an ordinary register is
//! never taken for one.

mod block;
mod judge;
mod pair;
mod slot;
mod turned;
mod view;

use std::collections::{BTreeSet, HashMap};

use super::grid::{Area, Grid};
use super::header::{Choice, Lexicon};
use super::table::{Found, Odd, OddKind, Tables, names_record};

pub(crate) use view::View;

/// Fewest fields of a form; a table may be narrow, but labels beside values are everywhere.
const FIELDS_LEAST: usize = 4;
/// How many filled cells of a sheet are looked at.
const CELLS_MOST: usize = 50_000;

/// A form that was recognised, or what was recognised instead.
enum Reading {
    /// Records, and how many cells of the sheet they explain.
    Read(Box<Found>, i64),
    /// None, for a reason that is to be told.
    LeftOut(Odd, i64),
}

impl Reading {
    fn score(&self) -> i64 {
        match self {
            Self::Read(_, score) | Self::LeftOut(_, score) => *score,
        }
    }
}

/// What forms are read with.
struct Forms<'f, 's> {
    lexicon: &'f Lexicon<'s>,
    sheet: &'f str,
}

/// Adds the forms of a sheet to its tables, and takes out tables that are no more than rows of a form.
pub(crate) fn find_forms(grid: &Grid, lexicon: &Lexicon<'_>, sheet: &str, tables: &mut Tables) {
    let suspects = suspects(grid, lexicon, tables);
    if suspects.len() < tables.found.len() && suspects.is_empty() && !is_small(grid, tables) {
        return;
    }
    let sound: Vec<Area> = (0..)
        .zip(&tables.found)
        .filter(|(at, _)| !suspects.contains(at))
        .map(|(_, table)| Area { bottom: table.body.last, ..table.header })
        .collect();
    let (rest, cut) = without(grid, &sound);
    if !holds_labels(&rest, lexicon) {
        return;
    }
    let forms = Forms { lexicon, sheet };
    let straight = forms.pairs(&rest, false);
    let turned = turned::turned(&rest);
    let readings = [straight, forms.pairs(&turned, true), forms.side(&turned)];
    let Some(best) = readings.into_iter().flatten().max_by_key(Reading::score) else { return };
    match best {
        Reading::Read(found, _) => {
            // Two registers of one kind on a sheet are tables; what looks like a form beside one is its title.
            let sound_too = (0..)
                .zip(&tables.found)
                .any(|(at, table)| !suspects.contains(&at) && table.choice.register == found.choice.register);
            if sound_too {
                return;
            }
            tables.left_out.extend(cut.map(|at| Odd { at, kind: OddKind::Unsearched }));
            let mut at = 0;
            tables.found.retain(|_| {
                at += 1;
                !suspects.contains(&(at - 1))
            });
            tables.found.push(*found);
        }
        Reading::LeftOut(odd, _) => {
            if sound.is_empty() {
                tables.found.clear();
                tables.left_out.push(odd);
            }
        }
    }
}

/// Tables that may be rows of a form: labels stand where values should, or a register is scattered over tables of
/// one record of which only one has a name.
fn suspects(grid: &Grid, lexicon: &Lexicon<'_>, tables: &Tables) -> BTreeSet<usize> {
    let mut suspects = BTreeSet::new();
    let mut known: HashMap<&str, bool> = HashMap::new();
    for (at, table) in tables.found.iter().enumerate() {
        let (mut labels, mut all) = (0, 0);
        let rows = table.body.records.iter().take(100);
        for row in rows.flat_map(|record| grid.rows_between(record.row, record.row)) {
            for (_, cell) in row.cells_between(table.header.left, table.header.right) {
                let text = cell.shown.text.as_str();
                labels += usize::from(*known.entry(text).or_insert_with(|| lexicon.knows(text)));
                all += 1;
            }
        }
        if labels >= 2 && labels * 5 >= all {
            suspects.insert(at);
        }
        let Some(words) = lexicon.registers.get(table.choice.register) else { continue };
        let kin: Vec<usize> = (0..)
            .zip(&tables.found)
            .filter(|(_, other)| other.choice.register == table.choice.register)
            .map(|(at, _)| at)
            .collect();
        let single =
            kin.iter().all(|at| tables.found.get(*at).is_some_and(|table| table.body.records.len() <= 1));
        if kin.len() > 1 && single && !is_named(words.definition, &table.choice) {
            suspects.extend(kin);
        }
    }
    suspects
}

/// True if a column of a table names its records.
fn is_named(definition: &daicho_rules::RegisterDefinition, choice: &Choice) -> bool {
    let fields = choice.columns.iter().flatten();
    let mut ids = fields.filter_map(|mapping| definition.fields.get_index(mapping.field));
    ids.any(|(id, _)| names_record(definition, id))
}

/// True if a sheet holds little beside its tables' rows of records, so that looking at it again costs nothing.
fn is_small(grid: &Grid, tables: &Tables) -> bool {
    grid.rows().len() <= 400 && tables.found.iter().all(|table| table.body.records.len() <= 100)
}

/// The cells outside of areas, as many as are looked at; and the first one that is not.
fn without(grid: &Grid, areas: &[Area]) -> (Grid, Option<(u32, u32)>) {
    let inside = |row: u32, column: u32| {
        areas
            .iter()
            .any(|area| (area.top..=area.bottom).contains(&row) && (area.left..=area.right).contains(&column))
    };
    let mut rows = Vec::new();
    let mut count = 0;
    let mut cut = None;
    for row in grid.rows() {
        let free = row.cells.iter().filter(|(column, _)| !inside(row.index, *column));
        let cells: Vec<_> = free.cloned().collect();
        if let (true, Some((column, _))) = (count + cells.len() > CELLS_MOST, cells.first()) {
            cut = Some((row.index, *column));
            break;
        }
        count += cells.len();
        if !cells.is_empty() {
            rows.push((row.index, cells));
        }
    }
    (Grid::new(rows, grid.merges_between(0, u32::MAX).to_vec()), cut)
}

/// True if there are known labels enough for a form.
fn holds_labels(grid: &Grid, lexicon: &Lexicon<'_>) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut known = 0;
    for (_, cell) in grid.rows().iter().flat_map(|row| &row.cells) {
        let text = pair::label_part(&cell.shown.text);
        if cell.shown.number.is_none() && seen.insert(text) && lexicon.knows(text) {
            known += 1;
        }
        if known >= FIELDS_LEAST {
            return true;
        }
    }
    false
}
