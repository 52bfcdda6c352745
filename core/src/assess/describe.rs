//! Values and reads in words.

use std::borrow::Cow;

use daicho_rules::normal::{OWN, says_nothing};
use daicho_rules::{
    Count, Decided, FieldDefinition, MediumPeriod, NameOrigin, Per, Period, Schema, Text, Value, event_title,
};

use super::{Setting, held};
use crate::assessment::{ControlState, Read};
use crate::ledger::Cell;

/// What a cell was understood to say, for people.
pub(crate) fn value_text(schema: &Schema, field: &FieldDefinition, value: &Value) -> Text {
    let titles =
        |ids: &[String]| -> Vec<Text> { ids.iter().map(|id| schema.value_title(field, id)).collect() };
    match value {
        Value::Text(text) if says_nothing(text) => Text::new("なし", "none"),
        Value::Text(text) => Text::same(text),
        Value::Flag(true) => Text::new("有", "yes"),
        Value::Flag(false) => Text::new("無", "no"),
        Value::Choice(id) => schema.value_title(field, id),
        Value::Set(set) => {
            let mut parts = titles(&set.ids);
            parts.extend(set.others.iter().map(Text::same));
            parts.extend(set.unclear.iter().map(|text| Text::new(format!("？{text}"), format!("?{text}"))));
            join(&parts)
        }
        Value::Names(names) => join(&names.iter().map(Text::same).collect::<Vec<_>>()),
        Value::Count(count) => count_text(*count),
        Value::Date(date) => Text::same(date.to_string()),
        Value::Period(period) => period_text(schema, period),
    }
}

fn join(parts: &[Text]) -> Text {
    if parts.is_empty() {
        return Text::new("なし", "none");
    }
    Text::listed(parts)
}

fn count_text(count: Count) -> Text {
    let number = match count.hi {
        Some(hi) if hi == count.lo => Text::new(format!("{hi}件"), hi.to_string()),
        Some(hi) => Text::new(format!("{}〜{hi}件", count.lo), format!("{} to {hi}", count.lo)),
        None => Text::new(format!("{}件以上", count.lo), format!("{} or more", count.lo)),
    };
    let Some(per) = count.per else { return number };
    let per = per_text(per);
    Text::new(format!("{}{}", per.ja, number.ja), format!("{} {}", number.en, per.en))
}

/// A number that comes in, with what is kept of it.
fn estimated(flow: &Text, held: Count) -> Text {
    let held = count_text(held);
    Text::new(
        format!("{}（保管期間から推定した保有数：{}）", flow.ja, held.ja),
        format!("{} (kept, as estimated from the retention: {})", flow.en, held.en),
    )
}

/// The time in which a number comes in, before it in Japanese and behind it in English.
pub(crate) fn per_text(per: Per) -> Text {
    match per {
        Per::Day => Text::new("1日あたり", "a day"),
        Per::Week => Text::new("1週間あたり", "a week"),
        Per::Month => Text::new("1か月あたり", "a month"),
        Per::Year => Text::new("1年あたり", "a year"),
        Per::Occasion => Text::new("1回あたり", "each time"),
    }
}

fn period_text(schema: &Schema, period: &Period) -> Text {
    if !period.by_medium.is_empty() {
        let parts: Vec<Text> = period.by_medium.iter().map(|part| medium_period_text(schema, part)).collect();
        return Text::joined(&parts, "、", "; ");
    }
    if period.permanent {
        return Text::new("永年", "for ever");
    }
    let from = period.from.as_deref().map(event_title).unwrap_or_default();
    let length = match period.months {
        None => Text::new("期間の記載なし", "no length stated"),
        Some(0) => Text::new("速やかに", "at once"),
        Some(months) if months % 12 == 0 => {
            Text::new(format!("{}年", months / 12), format!("{} year(s)", months / 12))
        }
        Some(months) => Text::new(format!("{months}か月"), format!("{months} month(s)")),
    };
    if from.ja.is_empty() {
        return length;
    }
    Text::new(format!("{}から{}", from.ja, length.ja), format!("{} from {}", length.en, from.en))
}

fn medium_period_text(schema: &Schema, part: &MediumPeriod) -> Text {
    let media = media_text(schema, &part.media);
    let period = period_text(schema, &part.period);
    Text::new(format!("{}：{}", media.ja, period.ja), format!("{}: {}", media.en, period.en))
}

/// Titles of media; those that no other period names where there are none.
pub(crate) fn media_text(schema: &Schema, media: &[String]) -> Text {
    if media.is_empty() {
        return Text::new("その他", "others");
    }
    let medium = schema.vocabularies.get("medium");
    let title = |id: &String| {
        let known = medium.and_then(|medium| medium.value(id));
        known.map_or_else(|| Text::same(id), |value| value.title.clone())
    };
    Text::listed(&media.iter().map(title).collect::<Vec<_>>())
}

/// Follows a value that no cell says, in Japanese and English.
const DERIVED: (&str, &str) = ("（他の欄から）", " (from other cells)");

/// A value without the note that it follows from other cells; `None` if it bears none.
pub(crate) fn derived_value(value: &Text) -> Option<Text> {
    Some(Text::new(value.ja.strip_suffix(DERIVED.0)?, value.en.strip_suffix(DERIVED.1)?))
}

impl Setting<'_> {
    /// The cells behind the names a rule read, each once.
    pub(super) fn reads(
        &self,
        register: &str,
        record: usize,
        names: &[String],
        decided: &Decided,
    ) -> Vec<Read> {
        let mut reads: Vec<Read> = Vec::new();
        for name in names {
            let Some(read) = self.read(register, record, name, decided) else { continue };
            let known = reads.iter().any(|known| known.title == read.title && known.at == read.at);
            if !known {
                reads.push(read);
            }
        }
        reads
    }

    /// The definition of a field; of a client's own column one made from its header.
    pub(super) fn field(&self, register: &str, id: &str) -> Option<Cow<'_, FieldDefinition>> {
        if let Some(known) = self.rulebook.schema.field(register, id) {
            return Some(Cow::Borrowed(known));
        }
        let bare = id.strip_prefix(OWN)?;
        let columns = self.ledger.registers.get(register).map_or(&[][..], |known| &known.columns);
        let typed = columns.iter().find(|column| column.field == id).map(|column| column.header.as_str());
        let header = typed.filter(|header| !header.is_empty()).unwrap_or(bare);
        Some(Cow::Owned(FieldDefinition::own(register, id, header)))
    }

    /// The cell whose text led to a record that a pack brings along.
    fn told_in(&self, register: &str, record: usize, name: &str) -> Option<&Cell> {
        let NameOrigin::Joined { singular, register: other, .. } = self.rulebook.origin_of(register, name)
        else {
            return None;
        };
        self.references.get(&other)?;
        let plural = self.rulebook.schema.plural_of(register, &singular)?;
        let known = self.ledger.registers.get(register)?;
        known.cell(known.records.get(record)?, plural.from.as_ref().unwrap_or(&plural.id))
    }

    /// How far a control is in place, with the cell of the measures that tells it.
    fn read_control(&self, control: &str, name: &str) -> Option<Read> {
        let known = self.rulebook.controls.get(control)?;
        let measure = self.measures.get(control);
        let state = measure.map(|measure| measure.state).filter(|state| *state != ControlState::Unknown);
        let raw = measure.map(|measure| measure.raw.clone()).unwrap_or_default();
        let value = match (state, self.rulebook.schema.field("measures", "status")) {
            (Some(state), Some(field)) => self.rulebook.schema.value_title(field, state.id()),
            _ if raw.is_empty() => Text::new("空欄", "blank"),
            _ => Text::new("読み取れません", "not understood"),
        };
        let at = measure.and_then(|measure| measure.status);
        Some(Read { field: name.to_owned(), title: known.title.clone(), raw, value, at })
    }

    fn read(&self, register: &str, record: usize, name: &str, decided: &Decided) -> Option<Read> {
        let (id, field) = match self.rulebook.origin_of(register, name) {
            NameOrigin::Own(field) => (field.clone(), self.field(register, &field)?),
            // Under the name the rule used: both registers may have a field of this id.
            NameOrigin::Joined { register, field, .. } => (name.to_owned(), self.field(&register, &field)?),
            NameOrigin::Control(control) => return self.read_control(&control, name),
            NameOrigin::Elsewhere => return None,
        };
        let blank = Cell::default();
        let cell = self.cell(register, record, name, decided).unwrap_or(&blank);
        // What a pack brings along stands in no cell: the one that led to it is named.
        let told = self.told_in(register, record, name).unwrap_or(cell);
        let value = match &cell.value {
            Some(value) => value_text(&self.rulebook.schema, &field, value),
            None if cell.is_blank() => Text::new("空欄", "blank"),
            None => Text::new("読み取れません", "not understood"),
        };
        // A number that comes in was decided on as what is kept of it.
        let value = match &cell.value {
            Some(flow @ Value::Count(count)) if count.per.is_some() => {
                let known = self.ledger.registers.get(register);
                let held = known.and_then(|known| held::number(known, known.records.get(record)?, *count));
                let held = held.filter(|held| Value::Count(*held) != *flow);
                held.map_or_else(|| value.clone(), |held| estimated(&value, held))
            }
            _ => value,
        };
        let value = if cell.derived { Text::new(value.ja + DERIVED.0, value.en + DERIVED.1) } else { value };
        Some(Read { field: id, title: field.title.clone(), raw: told.raw.clone(), value, at: told.at })
    }
}
