//! One field: how rules read it, and what it may hold.

use std::fmt::Write as _;

use daicho_rules::{FieldDefinition, FieldType, Lang, Schema, Text, VocabularyValue, events};

use super::Search;
use crate::terminal::style::{Ink, Palette, pad};

/// A field on one line: id, type, title.
pub(super) fn field_line(field: &FieldDefinition, lang: Lang, palette: Palette) -> String {
    let kind = palette.paint(Ink::Faint, &pad(kind(field.kind).get(lang), 10));
    format!("  {} {kind} {}\n", pad(&field.id, 24), field.title.get(lang))
}

/// A field that a search finds, with the values that it finds or, if it finds the field itself, with all.
pub(super) fn field_text(
    schema: &Schema,
    field: &FieldDefinition,
    search: &Search,
    lang: Lang,
    palette: Palette,
) -> Option<String> {
    let own = [Some(field.id.as_str()), Some(&field.title.ja), Some(&field.title.en)];
    let names = own.into_iter().chain([field.singular.as_deref(), field.alias.as_deref()]).flatten();
    let names: Vec<&str> = names.chain(field.headers.iter().map(String::as_str)).collect();
    let register = schema.registers.get(&field.register).into_iter();
    let table = register.flat_map(|register| [register.id.as_str(), &register.title.ja, &register.title.en]);
    // 「委託先 契約」 finds the contract in the register of vendors; 「委託先」 alone not all its fields.
    let is_found = search.touches(names.iter().copied()) && search.finds(names.iter().copied().chain(table));
    let values = schema.vocabulary_of(field).map_or(&[][..], |vocabulary| &vocabulary.values);
    let shown: Vec<&VocabularyValue> = values
        .iter()
        .filter(|value| {
            let own = [value.id.as_str(), &value.title.ja, &value.title.en];
            let wordings = value.words.iter().chain(&value.whole).map(String::as_str);
            is_found || search.finds(own.into_iter().chain(wordings))
        })
        .collect();
    if !is_found && shown.is_empty() {
        return None;
    }
    let mut out = field_line(field, lang, palette);
    let example = shown.first().or(values.first().as_ref()).map_or("…", |value| value.id.as_str());
    for way in ways(schema, field, example) {
        let _ = writeln!(out, "      {}", palette.paint(Ink::Good, &way));
    }
    let line =
        |id: &str, title: &Text| format!("      {} {}\n", pad(&format!("\"{id}\""), 24), title.get(lang));
    out.extend(shown.into_iter().map(|value| line(&value.id, &value.title)));
    // The only values of a period that expressions name are those of `…_from`.
    if field.kind == FieldType::Period {
        out.extend(events().map(|(id, title)| line(id, &title)));
    }
    Some(out)
}

/// How expressions read a field.
fn ways(schema: &Schema, field: &FieldDefinition, value: &str) -> Vec<String> {
    let id = &field.id;
    let mut ways = match field.kind {
        FieldType::Text => vec![format!("{id}.contains(\"…\")"), format!("{id}_repeats > 1")],
        FieldType::Flag => vec![id.clone(), format!("!{id}")],
        FieldType::Choice => vec![format!("{id} == \"{value}\"")],
        FieldType::Set => vec![format!("\"{value}\" in {id}"), format!("any_in({id}, [\"{value}\"])")],
        FieldType::Names => vec![format!("\"…\" in {id}"), format!("is_empty({id})")],
        FieldType::Count => vec![format!("{id} >= 1000"), format!("{id}_low >= 1000")],
        FieldType::Date => vec![format!("months_since({id}) >= 12"), format!("{id} < as_of")],
        FieldType::Period => vec![
            format!("{id}_months > 84"),
            format!("{id}_permanent"),
            format!("{id}_from == \"resignation\""),
        ],
    };
    if let Some(singular) = &field.singular {
        match &field.names {
            Some(register) => {
                ways.push(format!("{singular}_found"));
                let fields = schema.registers.get(register).into_iter().flat_map(|other| other.fields.keys());
                let joined = fields.filter(|id| *id != "name").map(|id| format!("{singular}_{id}"));
                ways.push(joined.collect::<Vec<_>>().join(", "));
            }
            None => ways.push(format!("{singular} == \"{value}\"")),
        }
    }
    ways
}

fn kind(kind: FieldType) -> Text {
    match kind {
        FieldType::Text => Text::new("文字列", "text"),
        FieldType::Flag => Text::new("有無", "flag"),
        FieldType::Choice => Text::new("選択", "choice"),
        FieldType::Set => Text::new("集合", "set"),
        FieldType::Names => Text::new("名前", "names"),
        FieldType::Count => Text::new("件数", "count"),
        FieldType::Date => Text::new("日付", "date"),
        FieldType::Period => Text::new("期間", "period"),
    }
}
