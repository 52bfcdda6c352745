//! What is said of columns that are not, or not quite, clear.

use std::collections::BTreeMap;

use daicho_rules::{FieldType, RegisterDefinition, Text};

use super::compared::fold_label;
use super::{CONFIDENCE_SURE, Choice, Label, Lexicon, Rival, RivalKind};

/// A doubt about the column of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnDoubt {
    /// Column, from 0.
    pub(crate) column: u32,
    /// The field in question; `None` if it is about the whole table.
    pub(crate) field: Option<String>,
    /// The header.
    pub(crate) header: String,
    /// What is doubtful.
    pub(crate) message: Text,
}

/// Fields that a doubt names.
const NAMED: usize = 3;

/// The doubts about what the labels of a table, and the table itself, were taken for.
pub(crate) fn doubts(lexicon: &Lexicon<'_>, labels: &[Label], choice: &Choice) -> Vec<ColumnDoubt> {
    let Some(words) = lexicon.registers.get(choice.register) else { return Vec::new() };
    let definition = words.definition;
    let mut doubts = Vec::new();
    let other = choice.other.and_then(|other| lexicon.registers.get(other));
    if let (Some(other), Some(first)) = (other, labels.first()) {
        let message = either(&definition.title, &other.definition.title);
        doubts.push(ColumnDoubt { column: first.column, field: None, header: String::new(), message });
    }
    for (label, mapping) in labels.iter().zip(&choice.columns) {
        let unsure = mapping.as_ref().filter(|mapping| mapping.confidence < CONFIDENCE_SURE);
        let field = unsure.and_then(|mapping| definition.fields.get_index(mapping.field));
        let Some((id, field)) = field else { continue };
        let header = label.text();
        let message = taken_for(&header, &field.title);
        doubts.push(ColumnDoubt { column: label.column, field: Some(id.clone()), header, message });
    }
    doubts.extend(joined(definition, labels, choice));
    for rival in &choice.rivals {
        let Some(label) = labels.get(rival.label) else { continue };
        let Some((id, message)) = without(definition, &label.text(), rival) else { continue };
        let header = label.text();
        doubts.push(ColumnDoubt { column: label.column, field: Some(id), header, message });
    }
    doubts
}

fn either(title: &Text, other: &Text) -> Text {
    Text::new(
        format!(
            "この表は「{}」とも「{}」とも読めます。「{}」として読みました。違う場合は表の題名かシート名に台帳の名前を書いてください",
            title.ja, other.ja, title.ja
        ),
        format!(
            "this table reads as `{}` and nearly as well as `{}`; it was taken for `{}`: if that is wrong, name the \
             register in the title of the table or the name of the sheet",
            title.en, other.en, title.en
        ),
    )
}

/// The doubts about texts that several columns give together: 備考 twice, リスク値 and リスクレベル.
fn joined(definition: &RegisterDefinition, labels: &[Label], choice: &Choice) -> Vec<ColumnDoubt> {
    let mut columns: BTreeMap<usize, Vec<&Label>> = BTreeMap::new();
    for (label, mapping) in labels.iter().zip(&choice.columns) {
        if let Some(mapping) = mapping {
            columns.entry(mapping.field).or_default().push(label);
        }
    }
    let mut doubts = Vec::new();
    for (field, labels) in columns {
        let Some((id, field)) = definition.fields.get_index(field) else { continue };
        let Some((first, others)) = labels.split_first().filter(|_| field.kind == FieldType::Text) else {
            continue;
        };
        for label in others.iter().filter(|label| !are_parts(first, label)) {
            let header = label.text();
            let message = joined_with(&first.text(), &header, &field.title);
            doubts.push(ColumnDoubt { column: label.column, field: Some(id.clone()), header, message });
        }
    }
    doubts
}

/// True for headers that say which part of one thing stands below them: children of a parent, 対策（人的）.
fn are_parts(one: &Label, other: &Label) -> bool {
    let of_parent = one.parts.len() > 1 && one.parts.first() == other.parts.first();
    let folded = |label: &Label| label.parts.iter().map(|part| fold_label(part)).collect::<Vec<_>>();
    one.parts != other.parts && (of_parent || folded(one) == folded(other))
}

fn joined_with(one: &str, other: &str, title: &Text) -> Text {
    Text::new(
        format!(
            "見出し「{one}」と「{other}」の列を、どちらも「{}」として続けて読みました。別の内容であれば、見出しを書き分けてください",
            title.ja
        ),
        format!(
            "the columns `{one}` and `{other}` were read together as `{}`; if they are different things, give them \
             different headers",
            title.en
        ),
    )
}

fn taken_for(header: &str, title: &Text) -> Text {
    Text::new(
        format!(
            "見出し「{header}」を「{}」の列として読みました。違う場合は見出しを書き直してください",
            title.ja
        ),
        format!("header `{header}` was taken for `{}`; if that is wrong, reword the header", title.en),
    )
}

/// What is said of a label that stays without a field: the likeliest field, and the message.
fn without(definition: &RegisterDefinition, header: &str, rival: &Rival) -> Option<(String, Text)> {
    let fields: Vec<_> =
        rival.fields.iter().filter_map(|field| definition.fields.get_index(*field)).collect();
    let (id, first) = fields.first()?;
    let title = &first.title;
    let named = fields.iter().take(NAMED).map(|(_, field)| &field.title);
    let message = match rival.kind {
        RivalKind::Taken => Text::new(
            format!(
                "見出し「{header}」も「{}」に当たりますが、別の列を使いました。この列は独自の項目として残しました",
                title.ja
            ),
            format!(
                "header `{header}` also means `{}`; another column was used and this one kept as it is",
                title.en
            ),
        ),
        RivalKind::Equal => Text::new(
            format!(
                "見出し「{header}」など複数の列が同じように「{}」に当たり、どれを使うか決められません。独自の項目として残しました。\
                 使う列の見出しだけを「{}」としてください",
                title.ja, title.ja
            ),
            format!(
                "header `{header}` and another column mean `{}` equally; none was used and they were kept as they \
                 are: leave this header to the one to be used",
                title.en
            ),
        ),
        RivalKind::Unsure => {
            let titles: Vec<&Text> = named.collect();
            let ja: Vec<String> = titles.iter().map(|title| format!("「{}」", title.ja)).collect();
            let en: Vec<String> = titles.iter().map(|title| format!("`{}`", title.en)).collect();
            Text::new(
                format!(
                    "見出し「{header}」は{}に当たるかもしれませんが、見出しとセルの内容からは決められません。独自の項目として残しました。\
                     当たる場合は見出しを書き直してください",
                    ja.join("か")
                ),
                format!(
                    "header `{header}` may mean {}, but header and cells do not settle it; the column was kept as it \
                     is: reword the header if it is one of them",
                    en.join(" or ")
                ),
            )
        }
    };
    Some(((*id).clone(), message))
}
