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

use super::ITEMS;
use super::grid::{Area, Grid};
use super::header::{CONFIDENCE_SURE, Choice, Lexicon, RegisterWords};
use super::limits::Deadline;
use super::table::{Found, Odd, OddKind, Tables, names_record};

pub(crate) use view::View;

/// Fewest fields of a form; a table may be narrow, but labels beside values are everywhere.
const FIELDS_LEAST: usize = 4;
/// Most records of a table that may be a part of a form.
const FEW_RECORDS: usize = 3;
/// So many records show whether a table is made of labels.
const RECORDS_LOOKED_AT: usize = 50;
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
    deadline: Deadline,
}

/// Adds the forms of a sheet to its tables, and takes out tables that are no more than rows of a form.
pub(crate) fn find_forms(
    grid: &Grid,
    lexicon: &Lexicon<'_>,
    sheet: &str,
    deadline: Deadline,
    tables: &mut Tables,
) {
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
    let forms = Forms { lexicon, sheet, deadline };
    let straight = forms.pairs(&rest, false);
    let turned = turned::turned(&rest);
    let readings = [straight, forms.pairs(&turned, true), forms.side(&turned)];
    let Some(best) = readings.into_iter().flatten().max_by_key(Reading::score) else { return };
    match best {
        Reading::Read(found, _) => {
            // What looks like a form above or beside a register of the same kind, or beside the ledger itself, is its
            // title.
            let titles = |table: &Found| {
                let words = lexicon.registers.get(table.choice.register);
                table.choice.register == found.choice.register
                    || words.is_some_and(|words| words.definition.id == ITEMS)
            };
            let sound_too =
                (0..).zip(&tables.found).any(|(at, table)| !suspects.contains(&at) && titles(table));
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

/// Tables that may be rows of a form: a column or a row is made of labels, or a register is scattered over tables of
/// one record of which only one has a name.
fn suspects(grid: &Grid, lexicon: &Lexicon<'_>, tables: &Tables) -> BTreeSet<usize> {
    let mut suspects = BTreeSet::new();
    let mut nameless = Vec::new();
    for (at, table) in tables.found.iter().enumerate() {
        let Some(words) = lexicon.registers.get(table.choice.register) else { continue };
        if is_made_of_labels(grid, words, table) {
            suspects.insert(at);
        }
        if tables.found.len() > 1 && !is_named(words.definition, &table.choice) {
            nameless.push(table.choice.register);
        }
    }
    // Their neighbours of the same register are rows of the same form, unless they are registers of some length.
    let doubted: BTreeSet<usize> = suspects
        .iter()
        .filter_map(|at| tables.found.get(*at))
        .map(|table| table.choice.register)
        .chain(nameless)
        .collect();
    for register in doubted {
        let kin = || (0..).zip(&tables.found).filter(|(_, table)| table.choice.register == register);
        if kin().all(|(_, table)| table.body.records.len() <= FEW_RECORDS) && kin().count() > 1 {
            suspects.extend(kin().map(|(at, _)| at));
        }
    }
    suspects
}

/// True if most cells of a column, or of a record, are headers of the register.
fn is_made_of_labels(grid: &Grid, words: &RegisterWords<'_>, table: &Found) -> bool {
    let mut columns: HashMap<u32, Vec<(&str, bool)>> = HashMap::new();
    let mostly = |cells: &[(&str, bool)], least: usize| {
        let labels = cells.iter().filter(|(_, known)| *known);
        let distinct: BTreeSet<&str> = labels.clone().map(|(text, _)| *text).collect();
        distinct.len() >= least && labels.count() * 5 >= cells.len() * 3
    };
    let rows = table.body.records.iter().take(RECORDS_LOOKED_AT);
    for row in rows.filter_map(|record| grid.row(record.row)) {
        let mut of_row = Vec::new();
        for (column, cell) in row.cells_between(table.header.left, table.header.right) {
            let text = cell.shown.text.as_str();
            let told = (text, words.knows(text));
            columns.entry(*column).or_default().push(told);
            of_row.push(told);
        }
        let few = table.body.records.len() <= FEW_RECORDS;
        // 実施 in every column is a word of the register and no label.
        let labels: BTreeSet<&str> =
            of_row.iter().filter(|(_, known)| *known).map(|(text, _)| *text).collect();
        let labels = labels.len();
        if mostly(&of_row, 3) || few && labels >= 2 && labels * 2 >= of_row.len() {
            return true;
        }
    }
    // 記録 below 文書の種類 is a value: a header that is clear in nearly every column is no label of a form.
    let sure = table.choice.columns.iter().flatten().filter(|column| column.confidence >= CONFIDENCE_SURE);
    let sure = sure.count();
    let is_headed = sure >= FIELDS_LEAST && sure * 4 >= table.labels.len() * 3;
    !is_headed && columns.values().any(|cells| mostly(cells, 2))
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
    let mut rows = Vec::new();
    let mut count = 0;
    let mut cut = None;
    for row in grid.rows() {
        let here: Vec<&Area> =
            areas.iter().filter(|area| (area.top..=area.bottom).contains(&row.index)).collect();
        let inside = |column: u32| here.iter().any(|area| (area.left..=area.right).contains(&column));
        let free = row.cells.iter().filter(|(column, _)| !inside(*column));
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
