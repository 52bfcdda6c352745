//! From the rows of a table to records: values with their raw text and origin.

mod column;
mod doubt;
mod hidden;
mod single;
mod typed;

use std::borrow::Cow;
use std::collections::BTreeMap;

use daicho_rules::{FieldType, RegisterDefinition, Text, Value};

use super::gathered::Gathered;
use super::grid::{CellState, Grid, GridCell, Row};
use super::header::{self, ColumnDoubt, Lexicon};
use super::limits::Deadline;
use super::table::{Found, Headings, Layout, heading_text, is_department, is_department_label, opens_group};
use super::value::{Parser, vocabulary_of};
use crate::ledger::{Cell, Column, Doubt, Ledger, MappedColumn, Origin, Record, Table, TableLayout};

use column::{Plan, Source, plans};
use typed::TypedCells;

/// Field that group headings, title lines and sheet names may give.
const DEPARTMENT: &str = "department";
/// Field that group headings may give when they name no department.
const PROCESS: &str = "business_process";

/// Appends the records of a table to its register, as many as there is time for, and its doubts to `doubts`.
pub(crate) fn append(
    ledger: &mut Ledger,
    lexicon: &Lexicon<'_>,
    sheet: usize,
    grid: &Grid,
    found: &Found,
    deadline: Deadline,
    doubts: &mut Gathered,
) {
    let schema = lexicon.schema;
    let Some(words) = lexicon.registers.get(found.choice.register) else { return };
    let definition = words.definition;
    let grid = found.grid(grid);
    let mut plans = plans(definition, grid, found);
    column::add_read_again(&mut plans, found, &schema.by_header);
    let parser = |plan: &Plan<'_>| {
        let field = definition.fields.get(&plan.field?.id)?;
        let parser = Parser::new(field, vocabulary_of(schema, field))
            .below(&plan.column.header)
            .counting_days(grid.dates);
        Some(parser.with_wordings(schema.mapping.wordings(&definition.id, &field.id)))
    };
    let mut reader = Reader {
        typed: plans.iter().map(|plan| TypedCells::new(parser(plan))).collect(),
        definition,
        grid,
        found,
        sheet,
        first: found.body.records.first().map_or(0, |record| record.row),
        carried: BTreeMap::new(),
        above: vec![None; plans.len()],
        doubts,
    };
    reader.doubt_columns(lexicon, found, &plans);
    let mut columns: Vec<Column> = plans.iter().map(|plan| plan.column.clone()).collect();
    let title = department_of_table(found, ledger.sheets.get(sheet).map_or("", |info| &info.name));
    let group = reader.group_fields(&plans);
    columns.extend(group.iter().map(|field| Column {
        field: field.clone(),
        header: String::new(),
        again: false,
    }));
    let mut records = Vec::new();
    for row in &found.body.records {
        if deadline.has_passed() {
            break;
        }
        let Some(current) = grid.row(row.row) else { continue };
        let mut cells: Vec<Cell> = Vec::with_capacity(plans.len() + group.len());
        cells.extend(plans.iter().enumerate().map(|(at, plan)| reader.cell(at, plan, current)));
        for field in &group {
            cells.push(reader.group_cell(field, row.headings, title.as_ref(), &group));
        }
        if cells.iter().any(|cell| !cell.is_blank()) {
            records.push(Record { cells });
        }
    }
    reader.report(found);
    reader.doubts.extend(single::doubts(schema, definition, &columns, &records, sheet));
    reader.doubts.extend(hidden::doubt(grid, found, sheet));
    ledger.tables.push(table_of(found, grid, sheet, definition, records.len()));
    unite(ledger, definition, columns, records);
}

/// What is told of a table.
fn table_of(
    found: &Found,
    grid: &Grid,
    sheet: usize,
    definition: &RegisterDefinition,
    records: usize,
) -> Table {
    let rows = &found.body.records;
    let (first_row, last_row, layout) = match &found.layout {
        Layout::Form(view) => (view.area().top, view.area().bottom, TableLayout::Form),
        Layout::Rows | Layout::Continued => {
            let first = rows.first().map_or(found.header.bottom, |record| record.row);
            let last = rows.last().map_or(found.header.bottom, |record| end_of(grid, record.row));
            let continued = matches!(found.layout, Layout::Continued);
            (first, last, if continued { TableLayout::Continued } else { TableLayout::Rows })
        }
    };
    Table {
        sheet,
        register: definition.id.clone(),
        layout,
        header_rows: if layout == TableLayout::Rows {
            (found.header.top, found.header.bottom)
        } else {
            (first_row, last_row)
        },
        first_row,
        last_row,
        records,
        columns: mapped_columns(definition, found),
    }
}

/// Last row of a record, whose cells may all be merged over several rows.
fn end_of(grid: &Grid, row: u32) -> u32 {
    let merges = grid.merges_between(row, row);
    let cells = grid.row(row).into_iter().flat_map(|row| &row.cells);
    let ends = cells.map(|(column, _)| {
        merges.iter().find(|merge| merge.left == *column).map_or(row, |merge| merge.bottom)
    });
    ends.min().unwrap_or(row)
}

fn mapped_columns(definition: &RegisterDefinition, found: &Found) -> Vec<MappedColumn> {
    let labels = found.labels.iter().zip(&found.choice.columns);
    labels
        .map(|(label, mapping)| {
            let (row, column) = found.label_place(label.column);
            MappedColumn {
                column,
                label_row: matches!(found.layout, Layout::Form(_)).then_some(row),
                header: label.text(),
                field: mapping
                    .as_ref()
                    .and_then(|mapping| definition.fields.get_index(mapping.field))
                    .map(|(id, _)| id.clone()),
                confidence: mapping.as_ref().map_or(0, |mapping| mapping.confidence),
            }
        })
        .collect()
}

/// The department that a title line or the name of the sheet gives.
fn department_of_table(found: &Found, sheet: &str) -> Option<String> {
    let titled = found.above.iter().find_map(|text| {
        let (name, rest) = text.split_once(['：', ':'])?;
        (is_department_label(name) && !rest.trim().is_empty()).then(|| rest.trim().to_owned())
    });
    let heading = || {
        let last = found.above.last().filter(|text| opens_group(text))?;
        heading_text(last).filter(|text| is_department(text))
    };
    titled.or_else(heading).or_else(|| is_department(sheet).then(|| sheet.to_owned()))
}

/// Appends records to their register, which takes on the columns that it lacks.
fn unite(ledger: &mut Ledger, definition: &RegisterDefinition, columns: Vec<Column>, records: Vec<Record>) {
    let register = ledger.registers.entry(definition.id.clone()).or_default();
    register.id.clone_from(&definition.id);
    let mut places = Vec::new();
    for column in columns {
        let place = register.column(&column.field);
        if let Some(known) = place.and_then(|place| register.columns.get_mut(place)) {
            known.again &= column.again;
        }
        places.push(place.unwrap_or_else(|| {
            register.columns.push(column);
            register.columns.len() - 1
        }));
    }
    let width = register.columns.len();
    for record in &mut register.records {
        record.cells.resize(width, Cell::default());
    }
    if places.iter().copied().eq(0..width) {
        register.records.extend(records);
        return;
    }
    for record in records {
        let mut cells = vec![Cell::default(); width];
        for (place, cell) in places.iter().zip(record.cells) {
            if let Some(slot) = cells.get_mut(*place) {
                *slot = cell;
            }
        }
        register.records.push(Record { cells });
    }
}

/// Reads the cells of one table.
struct Reader<'r> {
    /// What cells of each plan's columns were understood to say, in the order of the plans.
    typed: Vec<TypedCells<'r>>,
    definition: &'r RegisterDefinition,
    grid: &'r Grid,
    found: &'r Found,
    sheet: usize,
    /// First row of records.
    first: u32,
    /// Last value of each field that a blank cell repeats.
    carried: BTreeMap<usize, Cell>,
    /// Last text of each plan's columns, for 同上 and 〃.
    above: Vec<Option<Cow<'r, GridCell>>>,
    doubts: &'r mut Gathered,
}

impl<'r> Reader<'r> {
    fn origin(&self, row: u32, column: u32) -> Origin {
        let (row, column) = self.found.place(row, column);
        Origin::new(self.sheet, row, column)
    }

    /// The cell of a plan's column in a row.
    fn cell<'p>(&mut self, at: usize, plan: &'p Plan<'_>, current: &'r Row) -> Cell {
        let row = current.index;
        let grid = self.grid;
        let first_row = self.first;
        let filled = |source: &'p Source| {
            let own = current.cell(source.column).map(|cell| (source, row, cell));
            own.or_else(|| {
                let top = grid.carried_from(row, source.column).filter(|top| *top >= first_row)?;
                Some((source, top, grid.cell(top, source.column)?))
            })
        };
        // Nearly every field has one column, and a ledger has millions of cells.
        let (mut one, mut several) = (None, Vec::new());
        match plan.sources.as_slice() {
            [source] => one = filled(source),
            sources => several.extend(sources.iter().filter_map(filled)),
        }
        let texts = if plan.sources.len() == 1 { one.as_slice() } else { several.as_slice() };
        let Some((first, top, cell)) = texts.first() else { return self.carry(at, plan, row) };
        let origin = self.origin(*top, first.column);
        if let Some((source, row, broken)) = texts.iter().find(|(.., cell)| doubt::is_broken(cell)) {
            let origin = self.origin(*row, source.column);
            let raw = broken.shown.text.clone();
            if !plan.column.again {
                self.doubt(plan, origin, &raw, doubt::unsolved(&raw));
            }
            // 〃 below it repeats nothing that is known.
            self.above.get_mut(at).map(Option::take);
            return Cell::new(raw, None).at(Some(origin));
        }
        let (mut input, mut raw) = match texts {
            [_] if first.option.is_none() => (Cow::Borrowed(*cell), None),
            several => {
                let (input, raw) = column::together(plan, several);
                (Cow::Owned(GridCell::new(input, CellState::Value)), Some(raw))
            }
        };
        if column::is_ditto(&input.shown.text) {
            let typed = raw.unwrap_or_else(|| input.shown.text.clone());
            let Some(above) = self.above.get(at).and_then(Option::clone) else {
                self.doubt(plan, origin, &typed, doubt::nothing_above());
                return Cell::new(typed, None).at(Some(origin));
            };
            (input, raw) = (above, Some(typed));
        } else if let Some(above) = self.above.get_mut(at) {
            *above = Some(input.clone());
        }
        let is_number = plan.field.is_some_and(|field| field.kind == FieldType::Text);
        if input.shown.date.is_some() && is_number && self.definition.key.contains(&plan.column.field) {
            let typed = raw.as_ref().unwrap_or(&input.shown.text).clone();
            self.doubt(plan, origin, &typed, doubt::turned_into_a_day(&input.shown.text));
        }
        let Some(typed) = self.typed.get_mut(at) else { return Cell::default() };
        let (typed, doubt) = match raw {
            None if input.is_shared() => typed.repeated(&input),
            None => typed.once(&input.shown, input.shown.text.clone()),
            Some(raw) => typed.once(&input.shown, raw),
        };
        if let Some(message) = doubt {
            self.doubt(plan, origin, &typed.raw, message);
        }
        let cell = Cell::sharing(typed).at(Some(origin));
        if plan.field.is_some_and(|field| field.fill_down) {
            // A new department starts a new group: what its parts carried ends here.
            self.carried.retain(|other, _| *other < at);
            self.carried.insert(at, cell.clone());
        }
        cell
    }

    fn doubt(&mut self, plan: &Plan<'_>, at: Origin, raw: &str, message: Text) {
        let field = Some(plan.column.field.clone());
        self.doubts.push(Doubt { at: Some(at), sheet: self.sheet, field, raw: raw.to_owned(), message });
    }

    /// What a blank cell repeats from above.
    fn carry(&self, at: usize, plan: &Plan<'_>, row: u32) -> Cell {
        match self.carried.get(&at) {
            Some(cell) if plan.field.is_some_and(|field| field.fill_down) && self.found.carries() => {
                cell.clone()
            }
            // A blank cell keeps its place: it is the cell to fill.
            _ => Cell::default().at(plan.sources.first().map(|source| self.origin(row, source.column))),
        }
    }

    /// Fields without a column of their own that headings, titles and sheet names may give.
    fn group_fields(&self, plans: &[Plan<'_>]) -> Vec<String> {
        let free = |id: &&str| {
            self.definition.fields.get::<str>(id).is_some_and(|field| field.fill_down)
                && !plans.iter().any(|plan| plan.column.field == **id)
        };
        [DEPARTMENT, PROCESS].iter().filter(|id| free(id)).map(|id| (*id).to_owned()).collect()
    }

    /// The cell of a field that has no column, from the heading of the group or the title of the table.
    fn group_cell(&self, field: &str, headings: Headings, title: Option<&String>, group: &[String]) -> Cell {
        // A heading that names no department does so all the same if nothing else can be meant.
        let alone = group.len() < 2;
        let heading = match field {
            DEPARTMENT => headings.department.or(headings.group.filter(|_| alone)),
            _ => headings.group,
        };
        if let Some((row, column)) = heading
            && let raw = self.grid.text(row, column)
            && let Some(text) = heading_text(raw)
        {
            let at = Some(self.origin(row, column));
            return Cell::new(raw, Some(Value::Text(text))).at(at);
        }
        match title {
            Some(title) if field == DEPARTMENT => Cell::new(title.clone(), Some(Value::Text(title.clone()))),
            _ => Cell::default(),
        }
    }

    /// Doubts about what columns were taken for.
    fn doubt_columns(&mut self, lexicon: &Lexicon<'_>, found: &Found, plans: &[Plan<'_>]) {
        let mut doubts = header::doubts(lexicon, &found.labels, &found.choice);
        for plan in plans.iter().filter(|plan| plan.column.header.is_empty() && plan.field.is_none()) {
            let Some(source) = plan.sources.first() else { continue };
            let message = Text::new(
                "見出しのない列に値があります。独自の項目として残しました。見出しを付けてください",
                "a column without a header holds values; it was kept as it is: give it a header",
            );
            let (column, field) = (source.column, Some(plan.column.field.clone()));
            doubts.push(ColumnDoubt { column, field, header: String::new(), message });
        }
        for ColumnDoubt { column, field, header, message } in doubts {
            let (row, column) = found.label_place(column);
            let at = Some(Origin::new(self.sheet, row, column));
            self.doubts.push(Doubt { at, sheet: self.sheet, field, raw: header, message });
        }
    }

    /// Doubts about rows that were left out.
    fn report(&mut self, found: &Found) {
        for odd in &found.body.odd {
            let (row, column) = odd.at;
            let raw = self.grid.text(row, column).to_owned();
            let at = Some(self.origin(row, column));
            self.doubts.push(Doubt { at, sheet: self.sheet, field: None, raw, message: odd.message() });
        }
    }
}
