//! What would be a valid answer.

use daicho_rules::{FieldDefinition, FieldType, Schema, Text};

use crate::read::value::{CellText, parse};

/// Confirms what was understood with doubt.
pub(crate) fn confirmation() -> Text {
    Text::new("このままでよい", "correct as it is")
}

/// What would be a valid answer for a field: the values of its vocabulary, or a form with an example.
pub(super) fn answers(schema: &Schema, field: &FieldDefinition) -> Vec<Text> {
    let form = |ja: &str, en: &str| vec![Text::new(ja, en)];
    match field.kind {
        FieldType::Choice | FieldType::Set => schema
            .vocabulary_of(field)
            .map(|vocabulary| vocabulary.values.iter().map(|value| value.title.clone()).collect())
            .unwrap_or_default(),
        FieldType::Flag => vec![Text::new("有", "yes"), Text::new("無", "no")],
        FieldType::Count => {
            form("数または範囲（例：約1,000件、500〜800件）", "a number or range (such as 500 to 800)")
        }
        FieldType::Date => form("日付（例：2026-03-31、令和8年3月31日）", "a date (such as 2026-03-31)"),
        FieldType::Period => {
            form("期間（例：退職後7年、契約終了後速やかに）", "a period (such as 7 years after resignation)")
        }
        FieldType::Names => {
            form("名称（複数は「、」で区切る。なければ「なし」）", "names, separated by commas, or none")
        }
        FieldType::Text => Vec::new(),
    }
}

/// How to fill in a blank cell; 「なし」 is offered where cells of the field can say it.
pub(super) fn instruction(schema: &Schema, field: Option<&FieldDefinition>) -> Text {
    match field {
        Some(field) if !reads_none(schema, field) => match &*answers(schema, field) {
            [form] => {
                Text::new(format!("{}をご記入ください。", form.ja), format!("Please enter {}.", form.en))
            }
            _ => Text::new("ご記入ください。", "Please fill it in."),
        },
        _ => Text::new(
            "ご記入ください（該当がなければ「なし」とご記入ください）。",
            "Please fill it in (“none” if there is none).",
        ),
    }
}

/// True if 「なし」 is understood in the cells of a field.
fn reads_none(schema: &Schema, field: &FieldDefinition) -> bool {
    let none = CellText { text: "なし".to_owned(), ..CellText::default() };
    parse(field, schema.vocabulary_of(field), &none).value.is_some()
}
