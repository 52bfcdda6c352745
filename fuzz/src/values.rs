//! Texts read as cells, and what must hold of every value that comes out.

use daicho_core::read::value::{CellText, Parser};
use daicho_rules::FieldType;

use crate::reading::SCHEMA;

/// placeholder
pub fn check(kind: Option<FieldType>, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let input = CellText { text, number: None, date: None };
    for register in SCHEMA.registers.values() {
        for field in register.fields.values() {
            if kind.is_none_or(|kind| kind == field.kind) {
                let vocabulary = field.vocabulary.as_ref().and_then(|id| SCHEMA.vocabularies.get(id));
                Parser::new(field, vocabulary).parse(&input);
            }
        }
    }
}
