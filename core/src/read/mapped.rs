//! What the settings of a client describe, but the workbooks do not have.

use daicho_rules::{MappedHeader, MappedRegister, MappedTable, Mapping, Text, nearest};

use crate::ledger::{Doubt, Ledger, Table, column_name};

/// A doubt for each mapped header, table and column that is not there: it may be misspelt, or the workbook has
/// changed.
pub(super) fn unfitting(ledger: &Ledger, mapping: &Mapping) -> Vec<Doubt> {
    let unfitting = mapping.headers().filter(|(register, header)| !fits(ledger, mapping, register, header));
    let headers = unfitting.map(|(register, header)| doubt(ledger, register, header));
    headers.chain(mapping.tables().iter().flat_map(|table| unfitting_table(ledger, table))).collect()
}

fn unfitting_table(ledger: &Ledger, described: &MappedTable) -> Vec<Doubt> {
    let place = &described.place;
    let doubt = |sheet: usize, raw: &str, message: Text| Doubt {
        at: None,
        sheet,
        field: None,
        raw: raw.to_owned(),
        message,
    };
    let mut sheets = (0..ledger.sheets.len()).filter(|sheet| {
        let name = ledger.sheets.get(*sheet).map_or("", |info| info.name.as_str());
        described.is_about(ledger.workbook(*sheet), name)
    });
    let Some(sheet) = sheets.next() else {
        // A workbook that is read alone may lie beside others that the settings speak of.
        let is_of_another = |workbook: &String| {
            ledger.sources.len() == 1 && !ledger.sources.iter().any(|source| source.file == *workbook)
        };
        if described.workbook.as_ref().is_some_and(is_of_another) {
            return Vec::new();
        }
        let near = nearest(&described.sheet, ledger.sheets.iter().map(|sheet| sheet.name.as_str()));
        let message = match near {
            Some(near) => Text::new(
                format!("設定（{place}）のシートがありません。「{near}」のことではありませんか"),
                format!("there is no sheet of this name of the settings ({place}): did you mean `{near}`?"),
            ),
            None => Text::new(
                format!(
                    "設定（{place}）のシートがありません。ブックのシート名どおりに直すか、設定を削除してください"
                ),
                format!("there is no sheet of this name of the settings ({place}): correct or remove them"),
            ),
        };
        return vec![doubt(0, &described.sheet, message)];
    };
    if described.register == MappedRegister::None {
        return Vec::new();
    }
    let fits = |table: &&Table| {
        let named = match &described.register {
            MappedRegister::Named(id) => table.register == *id,
            MappedRegister::Found | MappedRegister::None => true,
        };
        table.sheet == sheet && named && described.header_rows.is_none_or(|rows| rows == table.header_rows)
    };
    let Some(table) = ledger.tables.iter().find(fits) else {
        return vec![doubt(
            sheet,
            &described.sheet,
            Text::new(
                format!(
                    "設定（{place}）の表が見つかりません。見出しの行番号（header_rows）と台帳の種類（register）を確かめてください"
                ),
                format!(
                    "the table of the settings ({place}) was not found: check its header_rows and register"
                ),
            ),
        )];
    };
    let gone = described.columns.iter().filter(|letter| !holds(ledger, table, letter.column));
    gone.map(|letter| {
        let name = column_name(letter.column);
        let place = &letter.place;
        let message = Text::new(
            format!(
                "設定（{place}）の {name} 列に値がありません。列の位置が変わっていないか確かめてください"
            ),
            format!("column {name} of the settings ({place}) holds nothing: see whether columns have moved"),
        );
        Doubt { field: letter.field.clone(), ..doubt(sheet, &name, message) }
    })
    .collect()
}

/// True if a column of a table has a header or a value.
fn holds(ledger: &Ledger, table: &Table, column: u32) -> bool {
    let titled = table.columns.iter().any(|known| known.column == column && !known.header.is_empty());
    let cells = ledger.registers.get(&table.register).into_iter().flat_map(|register| &register.records);
    titled
        || cells.flat_map(|record| &record.cells).any(|cell| {
            !cell.raw.is_empty()
                && cell.at.is_some_and(|at| at.sheet_index() == table.sheet && at.column == column)
        })
}

fn tables<'l>(ledger: &'l Ledger, register: &str) -> impl Iterator<Item = &'l Table> {
    ledger.tables.iter().filter(move |table| table.register == register)
}

fn fits(ledger: &Ledger, mapping: &Mapping, register: &str, header: &MappedHeader) -> bool {
    tables(ledger, register).flat_map(|table| &table.columns).any(|column| {
        let parts: Vec<String> = column.header.split(" / ").map(str::to_owned).collect();
        mapping.header(register, &parts) == Some(header)
    })
}

fn doubt(ledger: &Ledger, register: &str, header: &MappedHeader) -> Doubt {
    let name = &header.header;
    let place = &header.place;
    let columns = tables(ledger, register).flat_map(|table| &table.columns);
    let near = nearest(name, columns.map(|column| column.header.as_str()));
    let message = match near {
        Some(near) => Text::new(
            format!("設定（{place}）の見出しに合う列がありません。「{near}」のことではありませんか"),
            format!("no column has this header of the settings ({place}): did you mean `{near}`?"),
        ),
        None => Text::new(
            format!(
                "設定（{place}）の見出しに合う列がありません。ブックの見出しどおりに直すか、行を削除してください"
            ),
            format!(
                "no column has this header of the settings ({place}): write it as the workbook does, or remove it"
            ),
        ),
    };
    Doubt {
        at: None,
        sheet: tables(ledger, register).next().map_or(0, |table| table.sheet),
        field: header.field.clone(),
        raw: name.clone(),
        message,
    }
}
