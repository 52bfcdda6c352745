//! Workbooks with the traits that clients' workbooks have, read with a small schema.

mod evidence;
mod folder;
mod form;
mod hostile;
mod layout;
mod layout_rows;
mod layout_sheets;
mod mapping;
mod refusal;
mod registers;
mod text;
mod xlsx;

use daicho_rules::{FieldDefinition, FieldType, RegisterDefinition, Schema, Text};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{ReadError, ReadOptions, read_workbook};
use crate::ledger::Ledger;

type FieldRow = (&'static str, &'static str, FieldType, bool, &'static [&'static str]);

const ITEMS: &[FieldRow] = &[
    ("items", "number", FieldType::Text, false, &["No", "管理番号"]),
    ("items", "department", FieldType::Text, true, &["部門", "部署"]),
    ("items", "name", FieldType::Text, false, &["個人情報名", "個人情報の名称"]),
    ("items", "data_items", FieldType::Set, false, &["個人情報の項目"]),
    ("items", "purpose", FieldType::Text, false, &["利用目的"]),
    ("items", "count", FieldType::Count, false, &["件数"]),
    ("items", "acquisition_methods", FieldType::Set, false, &["取得方法", "取得 > 方法"]),
    ("items", "media", FieldType::Set, false, &["媒体"]),
    ("items", "places", FieldType::Set, false, &["保管場所", "保管 > 場所"]),
    ("items", "storage_controls", FieldType::Set, false, &["保管方法", "保管 > 方法"]),
    ("items", "retention", FieldType::Period, false, &["保管期間", "保管期限"]),
    ("items", "disposal_methods", FieldType::Set, false, &["廃棄方法", "廃棄 > 方法"]),
    ("items", "vendors", FieldType::Names, false, &["委託先"]),
    ("items", "reviewed_on", FieldType::Date, false, &["見直し日"]),
    ("items", "remarks", FieldType::Text, false, &["備考"]),
    ("vendors", "name", FieldType::Text, false, &["委託先名", "委託先"]),
    ("vendors", "service", FieldType::Text, false, &["委託業務"]),
    ("vendors", "contract", FieldType::Text, false, &["契約書"]),
    ("vendors", "evaluated_on", FieldType::Date, false, &["評価日"]),
    ("vendors", "remarks", FieldType::Text, false, &["備考"]),
];

fn schema() -> Schema {
    let mut schema = Schema::default();
    let fallback = vec!["department", "name"];
    for (id, title, names, key, fallback, anchors) in [
        ("items", "個人情報管理台帳", vec!["個人情報"], vec!["number"], fallback, vec!["name", "purpose"]),
        ("vendors", "委託先管理台帳", vec!["委託先"], vec!["name"], vec![], vec!["service", "contract"]),
    ] {
        let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
        let definition = RegisterDefinition {
            id: id.to_owned(),
            title: Text::same(title),
            names: owned(names),
            key: owned(key),
            fallback_key: owned(fallback),
            anchors: owned(anchors),
            records: None,
            reference: None,
            fields: indexmap::IndexMap::new(),
        };
        schema.registers.insert(id.to_owned(), definition);
    }
    for (register, id, kind, fill_down, headers) in ITEMS {
        let field = FieldDefinition {
            register: (*register).to_owned(),
            id: (*id).to_owned(),
            title: Text::same(headers[0]),
            kind: *kind,
            vocabulary: None,
            singular: None,
            open: true,
            fill_down: *fill_down,
            names: None,
            from: None,
            derive: None,
            alias: None,
            headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        };
        schema.registers.get_mut(*register).unwrap().fields.insert((*id).to_owned(), field);
    }
    schema
}

/// The bytes of a workbook with one sheet.
fn workbook(sheet: &str, fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(add(&mut workbook, sheet));
    workbook.save_to_buffer().unwrap()
}

fn add<'w>(workbook: &'w mut Workbook, sheet: &str) -> &'w mut Worksheet {
    workbook.add_worksheet().set_name(sheet).unwrap()
}

/// Writes rows of texts from a row and column; blank texts write nothing.
fn write(sheet: &mut Worksheet, row: u32, column: u16, rows: &[&[&str]]) {
    for (down, texts) in (0_u32..).zip(rows) {
        for (right, text) in (0_u16..).zip(*texts) {
            if !text.is_empty() {
                sheet.write_string(row + down, column + right, *text).unwrap();
            }
        }
    }
}

fn merge(sheet: &mut Worksheet, area: (u32, u16, u32, u16), text: &str) {
    sheet.merge_range(area.0, area.1, area.2, area.3, text, &Format::new()).unwrap();
}

fn read(bytes: &[u8]) -> Result<Ledger, ReadError> {
    read_workbook("青空.xlsx", bytes, &schema(), &ReadOptions::default())
}

/// Raw texts of fields of a register's records, joined by `|`.
fn raws(ledger: &Ledger, register: &str, fields: &[&str]) -> Vec<String> {
    let register = ledger.register(register).unwrap();
    let row = |record| fields.iter().map(|field| register.raw(record, field)).collect::<Vec<_>>().join("|");
    register.records.iter().map(row).collect()
}

/// Field and confidence of each column of the first table.
fn mapped(ledger: &Ledger) -> Vec<(String, u8)> {
    let columns = ledger.tables[0].columns.iter();
    columns.map(|column| (column.field.clone().unwrap_or_default(), column.confidence)).collect()
}
