//! The mapping of a ledger as lines of a client's settings, for a person to correct.
//!
//! Headers that are beyond doubt are settled by it. What is doubtful or was not mapped stands behind `# `,
//! so that nothing becomes certain only because it was written down.

mod candidates;
mod section;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use daicho_rules::normal::{OWN, fold};
use daicho_rules::{Lang, Schema, Text};
use indexmap::IndexMap;

use crate::ledger::{Ledger, MappedColumn, SheetOutcome, Table, column_name};
use crate::read::CONFIDENCE_SURE;
use candidates::candidates;

/// More tables than a person describes by hand.
const TABLES_MOST: usize = 100;
/// A row with so many texts may be a header that was not recognised.
const TEXTS_LEAST: usize = 3;

/// Settings with a mapping added.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Added {
    /// The settings as they were, with lines added.
    pub(crate) text: String,
    /// How many headers they settle.
    pub(crate) settled: usize,
    /// How many headers wait for a person.
    pub(crate) open: usize,
}

/// A header as the settings have it.
struct Header<'l> {
    typed: &'l str,
    /// Each column that goes by it.
    columns: Vec<(&'l Table, &'l MappedColumn)>,
}

/// Settings with the mapping of a ledger added; what they say already stays as it is.
pub(crate) fn added(text: &str, ledger: &Ledger, schema: &Schema, lang: Lang) -> Added {
    let mut added = Added { text: text.to_owned(), settled: 0, open: 0 };
    for (register, headers) in &headers(ledger, schema) {
        let certain = certain(headers);
        let mut lines = Vec::new();
        for (key, header) in headers {
            let settled = certain.contains(key);
            let line = line(schema, register, header, settled, lang);
            let known =
                line.split_once(" = ").is_some_and(|(start, _)| has_line(text, &format!("{start} = ")));
            if !known && (settled || alike(header)) {
                lines.push(line);
                *(if settled { &mut added.settled } else { &mut added.open }) += 1;
            }
        }
        if !lines.is_empty() {
            added.text = section::intro(&added.text, lang);
            added.text = section::add(&added.text, &format!("headers.{register}"), &lines);
        }
    }
    let blocks = blocks(ledger, schema, text, lang);
    added.open += blocks.len();
    for block in blocks {
        added.text = section::append(&added.text, &block);
    }
    added
}

fn has_line(text: &str, start: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with(start))
}

/// The headers of each register that the settings do not speak of, by their comparing form.
fn headers<'l>(ledger: &'l Ledger, schema: &Schema) -> IndexMap<&'l str, IndexMap<String, Header<'l>>> {
    let mut registers: IndexMap<&str, IndexMap<String, Header<'_>>> = IndexMap::new();
    for table in &ledger.tables {
        for column in &table.columns {
            let parts = parts(&column.header);
            let key = key(&parts);
            if key.is_empty()
                || goes_by_letter(&column.header)
                || schema.mapping.header(&table.register, &parts).is_some()
                || schema
                    .mapping
                    .tables()
                    .iter()
                    .any(|known| known.is_about(ledger.workbook(table.sheet), sheet(ledger, table)))
            {
                continue;
            }
            let headers = registers.entry(table.register.as_str()).or_default();
            let header =
                headers.entry(key).or_insert_with(|| Header { typed: &column.header, columns: Vec::new() });
            header.columns.push((table, column));
        }
    }
    registers
}

fn sheet<'l>(ledger: &'l Ledger, table: &Table) -> &'l str {
    ledger.sheets.get(table.sheet).map_or("", |sheet| sheet.name.as_str())
}

fn parts(header: &str) -> Vec<String> {
    header.split(" / ").map(str::to_owned).collect()
}

fn key(parts: &[String]) -> String {
    parts.iter().map(|part| fold(part)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

/// `>` parts parent and child in the settings: a header that holds it cannot be written there.
fn goes_by_letter(header: &str) -> bool {
    header.contains(['>', '＞'])
}

/// True if all columns of a header were taken for the same.
fn alike(header: &Header<'_>) -> bool {
    let mut fields = header.columns.iter().map(|(_, column)| &column.field);
    let first = fields.next();
    fields.all(|field| Some(field) == first)
}

/// Headers that are beyond doubt wherever they stand.
fn certain(headers: &IndexMap<String, Header<'_>>) -> BTreeSet<String> {
    let is_sure = |header: &Header<'_>| {
        let sure = |column: &MappedColumn| column.field.is_some() && column.confidence >= CONFIDENCE_SURE;
        alike(header) && header.columns.iter().all(|(_, column)| sure(column))
    };
    let sure: BTreeSet<&String> =
        headers.iter().filter(|(_, header)| is_sure(header)).map(|(key, _)| key).collect();
    // 方法 alone would settle 利用 / 方法 as well, of which nothing is known.
    let would_settle = |key: &str| {
        let others = headers.keys().filter(|other| !sure.contains(other));
        others.filter_map(|other| other.rsplit_once('/')).any(|(_, child)| child == key)
    };
    sure.iter().filter(|key| !would_settle(key)).map(|key| (*key).clone()).collect()
}

fn line(schema: &Schema, register: &str, header: &Header<'_>, settled: bool, lang: Lang) -> String {
    let column = header.columns.iter().map(|(_, column)| column).min_by_key(|column| column.confidence);
    let field = column.and_then(|column| column.field.as_deref());
    let title = field.and_then(|field| schema.field(register, field)).map(|field| field.title.get(lang));
    let start = format!("{} = {}", quoted(header.typed), quoted(field.unwrap_or_default()));
    if settled {
        return format!("{start}  # {}", title.unwrap_or_default());
    }
    let near = candidates(schema, register, header.typed, field);
    let near: Vec<String> = near.iter().map(|near| format!("{} {}", near.id, near.title.get(lang))).collect();
    let mut note = match (title, column) {
        (Some(title), Some(column)) => format!("{title} {}%", column.confidence),
        _ => Text::new("対応なし", "not mapped").get(lang).to_owned(),
    };
    if !near.is_empty() {
        note.push_str(match lang {
            Lang::Ja => "。候補: ",
            Lang::En => "; or: ",
        });
        note.push_str(&near.join(", "));
    }
    format!("# {start}  # {note}")
}

/// Descriptions of tables, for a person who finds one of them wrong.
fn blocks(ledger: &Ledger, schema: &Schema, text: &str, lang: Lang) -> Vec<Vec<String>> {
    let mut blocks = Vec::new();
    for (index, info) in ledger.sheets.iter().enumerate() {
        let workbook = ledger.workbook(index);
        if schema.mapping.tables().iter().any(|table| table.is_about(workbook, &info.name)) {
            continue;
        }
        let start = |about: String| {
            vec![
                format!("# {about}"),
                "# [[table]]".to_owned(),
                format!("# workbook = {}", quoted(workbook)),
                format!("# sheet = {}", quoted(&info.name)),
            ]
        };
        let tables: Vec<&Table> = ledger.tables.iter().filter(|table| table.sheet == index).collect();
        for table in &tables {
            let title = schema.registers.get(&table.register).map_or("", |register| register.title.get(lang));
            let mut block = start(match lang {
                Lang::Ja => format!(
                    "表: {}（{title}、{}件）。違うときは次の行の「# 」を外して直します",
                    info.name, table.records
                ),
                Lang::En => format!(
                    "table: {} ({title}, {} records); if that is wrong, uncomment and correct",
                    info.name, table.records
                ),
            });
            let rows: Vec<String> =
                (table.header_rows.0..=table.header_rows.1).map(|row| (row + 1).to_string()).collect();
            block.push(format!("# header_rows = [{}]", rows.join(", ")));
            block.push(format!("# register = {}", quoted(&table.register)));
            let letters = letters(ledger, table);
            if !letters.is_empty() {
                block.push(format!("# columns = {{ {} }}", letters.join(", ")));
            }
            blocks.push(block);
        }
        if let SheetOutcome::NoRegister { nearest: Some((row, texts)), .. } = &info.outcome
            && texts.len() >= TEXTS_LEAST
        {
            let mut block = start(match lang {
                Lang::Ja => format!(
                    "台帳なし: {}。台帳なら次の行の「# 」を外し、見出しの行と台帳の種類を書きます",
                    info.name
                ),
                Lang::En => format!(
                    "no register: {}; if it is one, uncomment and name its header and register",
                    info.name
                ),
            });
            block.push(format!("# header_rows = [{}]", row + 1));
            block.push("# register = \"\"".to_owned());
            blocks.push(block);
        }
    }
    blocks.truncate(TABLES_MOST);
    let mut seen = BTreeSet::new();
    // A block is known by its header row: the same table is not described twice.
    blocks.retain(|block| {
        let lines = block.get(1..5).unwrap_or_default().join("\n");
        !text.replace("\r\n", "\n").contains(&lines) && seen.insert(lines)
    });
    blocks
}

/// Columns that only their letter tells: without a header, or with one that stands for several things.
fn letters(ledger: &Ledger, table: &Table) -> Vec<String> {
    let mut letters: Vec<(u32, String)> = Vec::new();
    for column in &table.columns {
        let twin = |other: &&MappedColumn| key(&parts(&other.header)) == key(&parts(&column.header));
        let unlike = table.columns.iter().filter(twin).any(|other| other.field != column.field);
        if unlike || goes_by_letter(&column.header) {
            letters.push((column.column, column.field.clone().unwrap_or_default()));
        }
    }
    if let Some(register) = ledger.registers.get(&table.register) {
        for (at, column) in register.columns.iter().enumerate() {
            if !column.header.is_empty() || !column.field.starts_with(OWN) {
                continue;
            }
            let cells = register.records.iter().filter_map(|record| record.cells.get(at)?.at);
            let mut here = cells.filter(|at| {
                at.sheet_index() == table.sheet && (table.first_row..=table.last_row).contains(&at.row)
            });
            letters.extend(here.next().map(|at| (at.column, String::new())));
        }
    }
    letters.sort();
    letters.iter().map(|(column, field)| format!("{} = {}", column_name(*column), quoted(field))).collect()
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn any_text_is_one_value_on_one_line() {
        for text in ["", "a\"b\\c", "x\ny\r\t\u{0}\u{7f}\u{85}", "見出し # 1"] {
            let line = quoted(text);
            assert!(!line.contains(['\n', '\r']), "{line}");
            let read: toml::Table = format!("x = {line}").parse().unwrap();
            assert_eq!(read["x"].as_str(), Some(text));
        }
    }
}
