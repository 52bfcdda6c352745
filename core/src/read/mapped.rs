//! Headers that the settings of a client map, but that no column has.

use daicho_rules::{MappedHeader, Mapping, Text, nearest};

use crate::ledger::{Doubt, Ledger, Table};

/// A doubt for each mapped header that fits no column: it may be misspelt, or the workbook has changed.
pub(super) fn unfitting(ledger: &Ledger, mapping: &Mapping) -> Vec<Doubt> {
    let unfitting = mapping.headers().filter(|(register, header)| !fits(ledger, mapping, register, header));
    unfitting.map(|(register, header)| doubt(ledger, register, header)).collect()
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
