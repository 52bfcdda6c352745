//! Periods that are given for some media only, beside the media of their record: 紙：5年 of what is also data.

use daicho_rules::{FieldType, RegisterDefinition, Schema, Text, Value};

use crate::ledger::{Column, Doubt, Record};

/// Field that says on which media a record is.
const MEDIA: &str = "media";

/// Doubts about periods that say nothing of a medium on which their record is as well.
pub(super) fn doubts(
    schema: &Schema,
    definition: &RegisterDefinition,
    columns: &[Column],
    records: &[Record],
    sheet: usize,
) -> Vec<Doubt> {
    let Some(media) = columns.iter().position(|column| column.field == MEDIA) else { return Vec::new() };
    let is_period = |column: &Column| {
        definition.fields.get(&column.field).is_some_and(|field| field.kind == FieldType::Period)
    };
    let periods: Vec<usize> =
        (0..columns.len()).filter(|at| columns.get(*at).is_some_and(is_period)).collect();
    let mut doubts = Vec::new();
    for record in records {
        let Some(Value::Set(media)) = record.cells.get(media).and_then(|cell| cell.value.as_ref()) else {
            continue;
        };
        for at in &periods {
            let (Some(column), Some(cell)) = (columns.get(*at), record.cells.get(*at)) else { continue };
            let Some(Value::Period(period)) = &cell.value else { continue };
            let left: Vec<&String> = media.ids.iter().filter(|id| period.of_medium(id).is_none()).collect();
            if !left.is_empty() {
                let field = Some(column.field.clone());
                let message = unsaid(schema, &cell.raw, &left);
                doubts.push(Doubt { at: cell.at, sheet, field, raw: cell.raw.clone(), message });
            }
        }
    }
    doubts
}

/// Media of which the period says nothing.
fn unsaid(schema: &Schema, raw: &str, media: &[&String]) -> Text {
    let vocabulary = schema.vocabularies.get("medium");
    let title = |id: &&String| {
        let value = vocabulary.and_then(|vocabulary| vocabulary.value(id));
        value.map_or_else(|| Text::same(*id), |value| value.title.clone())
    };
    let titles: Vec<Text> = media.iter().map(title).collect();
    let list = |of: fn(&Text) -> &str, between: &str| titles.iter().map(of).collect::<Vec<_>>().join(between);
    let (ja, en) = (list(|text| &text.ja, "・"), list(|text| &text.en, ", "));
    Text::new(
        format!(
            "`{raw}` には、媒体の列にある「{ja}」の期間がありません（全媒体に共通の期間なら、そう書いてください）"
        ),
        format!(
            "`{raw}` says nothing of {en}, which the column of media names; write so if it holds for all"
        ),
    )
}
