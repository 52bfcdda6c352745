//! Values from the text of cells: what a person typed → what rules can read.
//!
//! Every kind of field has its own file. None of them guesses: what is not understood becomes a
//! doubt that names the text and the nearest known values, and what is understood only by
//! convention (a dash, 平成32年) becomes a value together with a doubt.

mod choice;
mod count;
mod date;
mod doubt;
mod flag;
mod folded;
mod names;
mod number;
mod period;
mod phrase;
mod set;
mod unit;
mod wording;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDate;
use daicho_rules::{
    FieldDefinition, FieldType, MappedValue, Schema, SetValue, Text, Value, Vocabulary, normal,
};

use doubt::Doubts;
use unit::Unit;
use wording::Wordings;

/// More characters than a cell with a value has; longer text is only kept as text.
const LONGEST: usize = 10_000;

/// A cell as the workbook shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CellText {
    /// The text as the sheet shows it.
    pub text: String,
    /// The number of a numeric cell.
    pub number: Option<f64>,
    /// The day of a cell formatted as a date.
    pub date: Option<NaiveDate>,
}

/// What the numbers of days in a workbook count from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateSystem {
    /// 1 is 1900-01-01, with a day 1900-02-29 that never was.
    #[default]
    From1900,
    /// 0 is 1904-01-01: workbooks of old Macs.
    From1904,
}

/// What a cell was understood to say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The value; `None` if the cell is blank or was not understood.
    pub value: Option<Value>,
    /// What is doubtful about the value, or why there is none.
    pub doubt: Option<Text>,
}

impl Parsed {
    /// A value that is beyond doubt.
    fn known(value: Value) -> Self {
        Self { value: Some(value), doubt: None }
    }

    /// A value with the doubts that came up on the way, if any did.
    fn with(value: Value, doubts: Doubts) -> Self {
        Self { value: Some(value), doubt: doubts.into_text() }
    }

    /// No value, and why.
    fn unclear(doubt: Text) -> Self {
        Self { value: None, doubt: Some(doubt) }
    }
}

/// Reader of the cells of one field, with the words of its vocabulary prepared once.
#[derive(Debug)]
pub struct Parser<'a> {
    field: &'a FieldDefinition,
    wordings: Wordings<'a>,
    /// What the header says of bare numbers.
    unit: Unit,
    /// What bare numbers of days count from.
    system: DateSystem,
    /// Whole cells, folded, whose meaning the client's settings tell.
    settled: HashMap<String, Value>,
}

impl<'a> Parser<'a> {
    /// A reader of cells of `field`, whose choices and sets come from `vocabulary`.
    ///
    /// For counts and periods, which may differ by medium, the vocabulary is that of media: see
    /// [`vocabulary_of`].
    pub fn new(field: &'a FieldDefinition, vocabulary: Option<&'a Vocabulary>) -> Self {
        let (unit, system) = (Unit::default().for_register(&field.register), DateSystem::default());
        Self { field, wordings: Wordings::new(vocabulary), unit, system, settled: HashMap::new() }
    }

    /// The reader for cells below `header`, which may name their unit: 件数（千件）, 保存期間（年）.
    #[must_use]
    pub fn below(mut self, header: &str) -> Self {
        self.unit = Unit::of(self.field.kind, header).for_register(&self.field.register);
        self
    }

    /// The reader for a workbook whose days are counted in `system`.
    #[must_use]
    pub fn counting_days(mut self, system: DateSystem) -> Self {
        self.system = system;
        self
    }

    /// The reader with folded wordings that the settings of a client map; they win over the vocabulary.
    #[must_use]
    pub fn with_wordings<'m>(mut self, mapped: impl Iterator<Item = (&'m str, &'m MappedValue)>) -> Self {
        for (wording, value) in mapped {
            let value = match value {
                MappedValue::Flag(flag) => Value::Flag(*flag),
                MappedValue::Ids(ids) => {
                    if let [id] = ids.as_slice() {
                        self.wordings.settle(wording, id);
                    }
                    self.value_of(ids)
                }
            };
            self.settled.insert(wording.to_owned(), value);
        }
        self
    }

    /// Names no nearest values from now on, which takes most of the time where nothing is understood.
    pub(crate) fn offer_nothing(&mut self) {
        self.wordings.offers = false;
    }

    fn value_of(&self, ids: &[String]) -> Value {
        match (self.field.kind, ids.first()) {
            (FieldType::Choice, Some(id)) => Value::Choice(id.clone()),
            _ => Value::Set(SetValue { ids: ids.to_vec(), ..SetValue::default() }),
        }
    }

    /// Understands one cell.
    pub fn parse(&self, input: &CellText) -> Parsed {
        let text = normal::clean(&input.text);
        let kind = self.field.kind;
        if text.is_empty() && input.number.is_none() && input.date.is_none() {
            return Parsed::default();
        }
        if !matches!(kind, FieldType::Text | FieldType::Names) && text.chars().nth(LONGEST).is_some() {
            return Parsed::unclear(doubt::too_long(&text));
        }
        if !self.settled.is_empty()
            && let Some(value) = self.settled.get(&normal::fold(&text))
        {
            return Parsed::known(value.clone());
        }
        match kind {
            FieldType::Text => Parsed::known(Value::Text(text)),
            FieldType::Flag => flag::parse(self.field, &text, input),
            FieldType::Choice => choice::parse(&self.wordings, &text),
            FieldType::Set => set::parse(&self.wordings, self.field.open, &text),
            FieldType::Names => names::parse(&text),
            FieldType::Count => count::parse(&text, input, self.unit, &self.wordings),
            FieldType::Date => date::parse(&text, input, self.system),
            FieldType::Period => period::parse(&text, input, self.unit, &self.wordings),
        }
    }
}

/// The vocabulary whose words stand in cells of `field`: its own, or for counts and periods that of media.
pub fn vocabulary_of<'s>(schema: &'s Schema, field: &FieldDefinition) -> Option<&'s Vocabulary> {
    match field.kind {
        FieldType::Count | FieldType::Period => schema.vocabularies.get("medium"),
        _ => field.vocabulary.as_ref().and_then(|id| schema.vocabularies.get(id)),
    }
}

/// True for a short text that means the same in every column: ○, 有, なし, －, 未定 …
pub(crate) fn says_little(text: &str) -> bool {
    phrase::phrase(&normal::fold(text)).is_some()
}

/// Understands the text of one cell of `field`.
///
/// For many cells of the same field make a [`Parser`] once.
pub fn parse(field: &FieldDefinition, vocabulary: Option<&Vocabulary>, input: &CellText) -> Parsed {
    Parser::new(field, vocabulary).parse(input)
}
