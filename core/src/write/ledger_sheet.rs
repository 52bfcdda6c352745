//! 台帳: records as typed, with a note where they were understood otherwise.

use daicho_rules::{FieldDefinition, Lang, Value, normal};
use rust_xlsxwriter::Worksheet;

use crate::ledger::{Cell, Origin, Register};

use super::grid::{Column, Entry, Grid, Look};
use super::measure::width;
use super::page::{self, NOTED_ROWS};
use super::sheet_name::FIRST_RECORD;
use super::words;
use super::{Context, WriteError, shown, title};

/// Columns whose texts are looked at to choose a width.
const SAMPLE: usize = 200;

/// Fills the sheet of a register.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>, id: &str) -> Result<(), WriteError> {
    let lang = context.lang;
    let heading =
        if id == "items" { words::LEDGER.get(lang) } else { title::register(context.assessment, id, lang) };
    let text = daicho_rules::Text::same(heading);
    sheet.set_name(context.names.register(id).unwrap_or(id))?;
    page::set_up(sheet, context, &text);
    page::text(sheet, 0, 0, heading, &context.styles.title)?;
    sheet.set_row_height(0, 26)?;
    let plain = context.styles.hint.clone().unset_text_wrap();
    let Some(register) = context.assessment.ledger.register(id) else {
        return page::text(sheet, 1, 0, words::NO_ITEMS_REGISTER.get(lang), &plain);
    };
    page::text(sheet, 1, 0, words::LEDGER_HINT.get(lang), &plain)?;
    let register = &*register.each_once();
    let columns = columns(context, register);
    let grid = Grid {
        sheet: text,
        top: FIRST_RECORD - 1,
        columns: &columns,
        rows: register.records.len(),
        name: None,
        frozen: 2,
    };
    grid_rows(sheet, context, register, &grid)
}

fn grid_rows(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    register: &Register,
    grid: &Grid<'_>,
) -> Result<(), WriteError> {
    let fields = definitions(context, register);
    grid.write(sheet, context.pen(), |index| row(context, register, &fields, index))?;
    if register.records.is_empty() {
        return grid.write_line(sheet, context.pen(), words::NO_RECORDS);
    }
    for (index, record) in register.records.iter().take(NOTED_ROWS).enumerate() {
        let at = grid.first() + u32::try_from(index).unwrap_or(0);
        let columns = register.columns.iter().map(|column| column.field.as_str());
        for (((column, cell), field), id) in (1_u16..).zip(&record.cells).zip(&fields).zip(columns) {
            let text = [answered(context, (&register.id, index, id), cell), note(context, cell, *field)];
            let text = text.into_iter().flatten().collect::<Vec<_>>().join("\n");
            if !text.is_empty() {
                page::note(sheet, at, column, &text)?;
            }
        }
    }
    Ok(())
}

fn definitions<'a>(context: &'a Context<'_>, register: &Register) -> Vec<Option<&'a FieldDefinition>> {
    let definition = context.assessment.schema.registers.get(&register.id);
    register.columns.iter().map(|column| definition?.fields.get(&column.field)).collect()
}

fn columns(context: &Context<'_>, register: &Register) -> Vec<Column> {
    let lang = context.lang;
    let origin =
        Column { title: words::ORIGIN.get(lang).to_owned(), width: 12, look: Look::Small, group: None };
    let others = register.columns.iter().enumerate().map(|(index, column)| {
        let understood = title::field(context.assessment, &register.id, &column.field, lang);
        let typed = column.header.replace('\n', " ");
        let title = match understood {
            Some(title) if typed.is_empty() || normal::fold(title) == normal::fold(&typed) => {
                title.to_owned()
            }
            Some(title) => format!("{title}\n[{typed}]"),
            None => format!("{typed}\n{}", words::OWN_COLUMN.get(lang)),
        };
        Column { title, width: column_width(register, index), look: Look::Text, group: None }
    });
    std::iter::once(origin).chain(others).collect()
}

/// A width that suits most texts of a column.
fn column_width(register: &Register, index: usize) -> u16 {
    let texts = register.records.iter().take(SAMPLE).filter_map(|record| record.cells.get(index));
    let widest = texts.map(|cell| cell.raw.split('\n').map(width).max().unwrap_or(0)).max().unwrap_or(0);
    u16::try_from(widest + 2).unwrap_or(u16::MAX).clamp(9, 24)
}

fn row(
    context: &Context<'_>,
    register: &Register,
    fields: &[Option<&FieldDefinition>],
    index: usize,
) -> Vec<Entry> {
    let Some(record) = register.records.get(index) else { return Vec::new() };
    let own = |at: &Origin| !context.assessment.ledger.is_answer(*at);
    let origin = record.cells.iter().filter_map(|cell| cell.at).find(own);
    let place = origin.map_or_else(String::new, |at| context.assessment.ledger.place(at));
    let cells = record.cells.iter().zip(fields).map(|(cell, field)| {
        if cell.is_unclear() {
            return Entry::Unclear(cell.raw.clone());
        }
        match (&cell.value, cell.raw.is_empty()) {
            (Some(value), true) => Entry::Derived(understood(context, *field, value)),
            (Some(Value::Set(set)), false) if !set.unclear.is_empty() => Entry::Unclear(cell.raw.clone()),
            _ => cell.raw.as_str().into(),
        }
    });
    std::iter::once(Entry::from(place)).chain(cells).collect()
}

fn understood(context: &Context<'_>, field: Option<&FieldDefinition>, value: &Value) -> String {
    shown::value(&context.assessment.schema, field, value, context.lang)
}

/// Where a cell was answered, and what the ledger itself says.
fn answered(
    context: &Context<'_>,
    (register, record, field): (&str, usize, &str),
    cell: &Cell,
) -> Option<String> {
    let (ledger, lang) = (&context.assessment.ledger, context.lang);
    let answer = cell.at.filter(|at| ledger.is_answer(*at))?;
    let told = labelled(words::ANSWERED.get(lang), &ledger.place(answer), lang);
    let instead = ledger.answer_to(register, record, field).and_then(|answer| answer.instead.as_ref());
    let typed = instead.filter(|(_, raw)| !raw.is_empty());
    let typed = typed.map(|(at, raw)| {
        let label = format!("{} {}", words::INSTEAD_OF.get(lang), ledger.place(*at));
        labelled(&label, raw, lang)
    });
    Some([Some(told), typed].into_iter().flatten().collect::<Vec<_>>().join("\n"))
}

/// What was understood, where that is not plain from the text.
fn note(context: &Context<'_>, cell: &Cell, field: Option<&FieldDefinition>) -> Option<String> {
    let lang = context.lang;
    let Some(value) = &cell.value else {
        return cell.is_unclear().then(|| words::NOT_UNDERSTOOD.get(lang).to_owned());
    };
    let text = understood(context, field, value);
    let mut lines = Vec::new();
    if cell.derived {
        lines.push(words::DERIVED.get(lang).to_owned());
    }
    if normal::fold(&text) != normal::fold(&cell.raw) && !text.is_empty() && !cell.raw.is_empty() {
        lines.push(labelled(words::UNDERSTOOD.get(lang), &text, lang));
    }
    if let Value::Set(set) = value
        && !set.unclear.is_empty()
    {
        let unclear = title::join(set.unclear.iter().map(String::as_str), lang);
        lines.push(labelled(words::PARTLY_UNDERSTOOD.get(lang), &unclear, lang));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn labelled(label: &str, text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{label}：{text}"),
        Lang::En => format!("{label}: {text}"),
    }
}
