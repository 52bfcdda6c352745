//! What was found in a workbook as text, for `daicho inspect`.

use std::fmt::Write as _;

use daicho_rules::normal::OWN;
use daicho_rules::{Lang, Schema, Text};

use super::style::{Ink, Palette, cut, pad, pad_left};
use crate::assess::value_text;
use crate::ledger::{Ledger, SheetOutcome, Table, column_name};

/// Sheets, tables, what each column was taken for, and doubts; with `values` each value beside its text.
pub fn inspection_text(
    ledger: &Ledger,
    schema: &Schema,
    values: bool,
    lang: Lang,
    palette: Palette,
) -> String {
    let mut out = String::new();
    let say = |ja: &str, en: &str| Text::new(ja, en).get(lang).to_owned();
    for source in &ledger.sources {
        let _ = writeln!(out, "{}", palette.paint(Ink::Heading, &source.file));
    }
    for (index, sheet) in ledger.sheets.iter().enumerate() {
        let hidden = if sheet.visible { String::new() } else { say("（非表示）", " (hidden)") };
        let outcome = match &sheet.outcome {
            SheetOutcome::Read => String::new(),
            SheetOutcome::Empty => say("空", "empty"),
            SheetOutcome::NoRegister { nearest: None } => say("台帳なし", "no register"),
            SheetOutcome::NoRegister { nearest: Some((row, texts)) } => {
                let texts = cut(&texts.join(" | "), 60);
                match lang {
                    Lang::Ja => format!("台帳なし（見出しに最も近い行: {}行目 {texts}）", row + 1),
                    Lang::En => format!("no register (nearest to a header: row {}, {texts})", row + 1),
                }
            }
            SheetOutcome::Skipped { reason } => reason.get(lang).to_owned(),
        };
        let _ = writeln!(out, "  {}{hidden}  {}", sheet.name, palette.paint(Ink::Faint, &outcome));
        for table in ledger.tables.iter().filter(|table| table.sheet == index) {
            table_text(&mut out, ledger, schema, table, values, lang, palette);
        }
    }
    if !ledger.doubts.is_empty() {
        let title = match lang {
            Lang::Ja => format!("読み取りに迷った箇所 {}件", ledger.doubts.len()),
            Lang::En => format!("{} doubts", ledger.doubts.len()),
        };
        let _ = writeln!(out, "{}", palette.paint(Ink::Heading, &title));
    }
    for doubt in &ledger.doubts {
        let place = doubt.at.map_or_else(|| ledger.sheet_name(doubt.sheet), |at| ledger.place(at));
        let _ = writeln!(
            out,
            "  {place}  {}  {}",
            cut(&doubt.raw.replace('\n', " "), 40),
            doubt.message.get(lang)
        );
    }
    out
}

fn table_text(
    out: &mut String,
    ledger: &Ledger,
    schema: &Schema,
    table: &Table,
    values: bool,
    lang: Lang,
    palette: Palette,
) {
    let definition = schema.registers.get(&table.register);
    let title = definition.map_or(table.register.as_str(), |definition| definition.title.get(lang));
    let rows = match lang {
        Lang::Ja => format!(
            "見出し {}行目、データ {}〜{}行目、{}件",
            span(table.header_rows, "〜"),
            table.first_row + 1,
            table.last_row + 1,
            table.records
        ),
        Lang::En => format!(
            "header row {}, data rows {}–{}, {} records",
            span(table.header_rows, "–"),
            table.first_row + 1,
            table.last_row + 1,
            table.records
        ),
    };
    let _ = writeln!(out, "    {}  {rows}", palette.paint(Ink::Heading, title));
    for column in &table.columns {
        let field = column.field.as_deref();
        let own = field.is_none().then(|| own_name(ledger, table, column.column)).flatten();
        let meaning = field
            .and_then(|field| schema.field(&table.register, field))
            .map_or_else(|| Text::new("－（対応なし）", "– (not mapped)"), |field| field.title.clone());
        let sure = field.map_or_else(String::new, |_| format!("{}%", column.confidence));
        let ink = match (field, column.confidence) {
            (None, _) => Ink::Faint,
            (_, 90..) => Ink::Good,
            _ => Ink::Middle,
        };
        let _ = writeln!(
            out,
            "      {} {} {} {} {}",
            pad(&column_name(column.column), 3),
            pad(&cut(&column.header.replace('\n', " "), 32), 32),
            pad_left(&sure, 4),
            palette.paint(ink, &pad(meaning.get(lang), 28)),
            palette.paint(Ink::Faint, field.or(own).unwrap_or_default()),
        );
    }
    if values {
        values_text(out, ledger, schema, table, lang);
    }
}

/// Name under which rules read a column of the client's own.
fn own_name<'l>(ledger: &'l Ledger, table: &Table, column: u32) -> Option<&'l str> {
    let register = ledger.registers.get(&table.register)?;
    let stands_here = |index: usize| {
        let cells = register.records.iter().filter_map(|record| record.cells.get(index)?.at);
        cells.into_iter().any(|at| at.sheet == table.sheet && at.column == column)
    };
    let mut own = register.columns.iter().enumerate().filter(|(_, column)| column.field.starts_with(OWN));
    own.find(|(index, _)| stands_here(*index)).map(|(_, column)| column.field.as_str())
}

/// Rows counted from 0 as people write them: one number, or two joined by `by`.
fn span((first, last): (u32, u32), by: &str) -> String {
    if first == last { format!("{}", first + 1) } else { format!("{}{by}{}", first + 1, last + 1) }
}

fn values_text(out: &mut String, ledger: &Ledger, schema: &Schema, table: &Table, lang: Lang) {
    let Some(register) = ledger.registers.get(&table.register) else { return };
    for record in &register.records {
        for (column, cell) in register.columns.iter().zip(&record.cells) {
            let here = |at: &crate::ledger::Origin| {
                at.sheet == table.sheet && (table.first_row..=table.last_row).contains(&at.row)
            };
            let (Some(at), Some(field)) =
                (cell.at.filter(here), schema.field(&table.register, &column.field))
            else {
                continue;
            };
            if cell.is_blank() {
                continue;
            }
            let value = cell.value.as_ref().map_or_else(
                || Text::new("読み取れません", "not understood"),
                |value| value_text(schema, field, value),
            );
            let _ = writeln!(
                out,
                "      {} {} {} → {}",
                pad(&at.cell(), 6),
                pad(&cut(field.title.get(lang), 20), 20),
                cut(&cell.raw.replace('\n', " / "), 40),
                value.get(lang)
            );
        }
    }
}
