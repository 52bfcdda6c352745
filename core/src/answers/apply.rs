//! Writes answers into a ledger, as if they had been typed in its cells.

use std::collections::HashMap;

use daicho_rules::normal::fold;
use daicho_rules::{Rulebook, Schema, Text, Value};
use indexmap::IndexMap;

use super::given::{Key, Told};
use super::key::{digest, identity};
use super::{AnswerFile, column, control, record};
use crate::assess::{Records, confirmation};
use crate::ledger::{AnswerOutcome, Answered, Cell, Doubt, Ledger, Origin, SheetInfo, SheetOutcome};
use crate::read::value::{CellText, Parsed, Parser};

/// A ledger that answers are written into.
pub(super) struct Answering<'a> {
    pub(super) ledger: &'a mut Ledger,
    pub(super) rulebook: &'a Rulebook,
    /// Records of the ledger as it was read, by register and key.
    places: HashMap<(String, String), (usize, String)>,
}

/// An answer, and what it replaces.
pub(super) type Done = (AnswerOutcome, Option<(Origin, String)>);

/// Writes the answers of files into a ledger, and notes in [`Ledger::answers`] what became of each.
pub(crate) fn apply(ledger: &mut Ledger, rulebook: &Rulebook, files: &[AnswerFile]) {
    let mut by_question: IndexMap<Key, Vec<(Told, Origin)>> = IndexMap::new();
    for file in files {
        let first = ledger.sheets.len();
        let source = ledger.sources.len();
        ledger.sources.push(file.source.clone());
        ledger.sheets.extend(file.sheets.iter().map(|(name, visible)| SheetInfo {
            source,
            name: name.clone(),
            visible: *visible,
            outcome: SheetOutcome::Answers,
        }));
        for row in &file.rows {
            let (sheet, line, column) = row.at;
            let at = Origin::new(first + sheet, line, column);
            for (key, told) in row.told() {
                by_question.entry(key.clone()).or_default().push((told, at));
            }
        }
    }
    let places = places(ledger, rulebook);
    let mut answering = Answering { ledger, rulebook, places };
    for (key, told) in by_question {
        answering.settle(&key, &told);
    }
}

/// Records by register and key, with their names.
fn places(ledger: &Ledger, rulebook: &Rulebook) -> HashMap<(String, String), (usize, String)> {
    let records = Records::new(ledger, rulebook);
    let of = |(id, register): (&String, &crate::ledger::Register)| {
        let named = (0..register.records.len()).map(|record| (record, records.name(id, record)));
        named.map(|(at, named)| ((id.clone(), named.key), (at, named.name))).collect::<Vec<_>>()
    };
    ledger.registers.iter().flat_map(of).collect()
}

impl Answering<'_> {
    /// Takes the one answer that was given to a question, and notes what became of all.
    fn settle(&mut self, key: &Key, told: &[(Told, Origin)]) {
        let given: Vec<&(Told, Origin)> = told.iter().filter(|(told, _)| *told != Told::Blank).collect();
        let texts: Vec<String> = given.iter().map(|(told, _)| fold(&raw_of(told))).collect();
        let differ = texts.iter().any(|text| Some(text) != texts.first());
        // A copy of the sheet that was left blank beside one that was filled in is nothing to report.
        let told = if given.is_empty() { told.iter().take(1).collect() } else { given };
        let mut first = true;
        for (told, at) in told {
            let (outcome, instead) = match told {
                Told::Blank => (AnswerOutcome::Blank, None),
                _ if differ => (AnswerOutcome::NotUnderstood(two_answers()), None),
                Told::Mixed(_) => (AnswerOutcome::NotUnderstood(mixed()), None),
                Told::Broken(_) => (AnswerOutcome::NotUnderstood(broken()), None),
                Told::Answer(_) if !first => (AnswerOutcome::NoLongerAsked(twice()), None),
                Told::Answer(answer) => self.answer(key, answer, *at),
            };
            first = false;
            self.note(key, raw_of(told), *at, outcome, instead);
        }
    }

    fn answer(&mut self, key: &Key, answer: &CellText, at: Origin) -> Done {
        match key {
            Key::Cell { register, field, key, identity, raw } => {
                self.cell((register, field, key), (identity, raw), answer, at)
            }
            Key::Column { register, field } => column::answer(self, (register, field), answer, at),
            Key::Header { register, field, header } => {
                column::confirm(self, (register, field, header), answer)
            }
            Key::Record { register, name } => record::answer(self, (register, name), answer, at),
            Key::Control(id) => control::answer(self, id, answer, at),
            Key::Other(_) => (AnswerOutcome::NoPlace(not_here()), None),
            Key::Unknown(_) => (AnswerOutcome::NoPlace(no_question()), None),
        }
    }

    /// An answer for the cell of a record.
    fn cell(
        &mut self,
        (register, field, key): (&str, &str, &str),
        (who, said): (&str, &str),
        answer: &CellText,
        at: Origin,
    ) -> Done {
        let place = self.places.get(&(register.to_owned(), key.to_owned())).cloned();
        let known = self.ledger.registers.get(register);
        let found = place.and_then(|(index, name)| Some((index, known?.records.get(index)?, name)));
        let Some((index, record, name)) = found else {
            return (AnswerOutcome::NoPlace(no_record(key)), None);
        };
        if identity(key, &name, record) != who {
            return (AnswerOutcome::NoPlace(another_record(key, &name)), None);
        }
        let cell = known.and_then(|known| known.cell(record, field)).cloned().unwrap_or_default();
        if digest(&cell.raw) != said {
            return (AnswerOutcome::NoLongerAsked(changed(&cell.raw, &answer.text)), None);
        }
        if is_confirmation(&answer.text) {
            let outcome = match (cell.at, &cell.value) {
                (Some(place), Some(_)) => {
                    self.ledger.doubtful.settle(place);
                    AnswerOutcome::Confirmed
                }
                _ => AnswerOutcome::NotUnderstood(nothing_to_confirm()),
            };
            return (outcome, None);
        }
        let value = match self.understood(register, field, answer) {
            Ok(parsed) => parsed,
            Err(why) => return (AnswerOutcome::NotUnderstood(why), None),
        };
        let instead = cell.at.map(|place| (place, cell.raw.clone()));
        let answered = self.typed(field, answer, value, at);
        self.put((register, field, index), answered);
        (AnswerOutcome::Applied, instead)
    }

    /// What an answer says for a field, or why it says nothing.
    pub(super) fn understood(&self, register: &str, field: &str, answer: &CellText) -> Result<Parsed, Text> {
        let schema: &Schema = &self.rulebook.schema;
        let Some(definition) = schema.field(register, field) else {
            // A column of the client's own is text.
            return Ok(Parsed { value: Some(Value::Text(answer.text.clone())), doubt: None });
        };
        let wordings = schema.mapping.wordings(register, field);
        let parser = Parser::new(definition, schema.vocabulary_of(definition)).with_wordings(wordings);
        let parsed = parser.parse(answer);
        let says_something = match &parsed.value {
            Some(Value::Set(set)) => set.unclear.is_empty() || !set.ids.is_empty() || !set.others.is_empty(),
            value => value.is_some(),
        };
        if says_something { Ok(parsed) } else { Err(parsed.doubt.unwrap_or_else(says_nothing)) }
    }

    /// The cell that an answer makes; what is doubtful about it is doubted as in any cell.
    pub(super) fn typed(&mut self, field: &str, answer: &CellText, parsed: Parsed, at: Origin) -> Cell {
        if let Some(message) = parsed.doubt {
            self.ledger.doubtful.insert(at, &message);
            let (field, raw) = (Some(field.to_owned()), answer.text.clone());
            self.ledger.doubts.push(Doubt { at: Some(at), sheet: at.sheet_index(), field, raw, message });
        }
        Cell::new(answer.text.clone(), parsed.value).at(Some(at))
    }

    /// Puts a cell into a record, whose register gets the column if it lacks it.
    pub(super) fn put(&mut self, (register, field, record): (&str, &str, usize), cell: Cell) {
        let header = self.rulebook.schema.field(register, field).map(|field| field.title.ja.clone());
        let Some(register) = self.ledger.registers.get_mut(register) else { return };
        let column = match register.column(field) {
            Some(column) => column,
            None => register.add_column(field, &header.unwrap_or_default()),
        };
        if let Some(slot) = register.records.get_mut(record).and_then(|record| record.cells.get_mut(column)) {
            *slot = cell;
        }
    }

    fn note(
        &mut self,
        key: &Key,
        raw: String,
        at: Origin,
        outcome: AnswerOutcome,
        instead: Option<(Origin, String)>,
    ) {
        if let Some(message) = outcome.reason() {
            let (message, raw) = (message.clone(), raw.clone());
            self.ledger.doubts.push(Doubt {
                at: Some(at),
                sheet: at.sheet_index(),
                field: None,
                raw,
                message,
            });
        }
        let cell = match key {
            Key::Cell { register, field, key, .. } => {
                let place = self.places.get(&(register.clone(), key.clone()));
                place.map(|(record, _)| (register.clone(), *record, field.clone()))
            }
            _ => None,
        };
        self.ledger.answers.push(Answered { question: key.id(), raw, at, outcome, instead, cell });
    }
}

/// True if an answer says that what was understood is right.
pub(super) fn is_confirmation(text: &str) -> bool {
    let (text, right) = (fold(text), confirmation());
    text == fold(&right.ja) || text == fold(&right.en)
}

fn raw_of(told: &Told) -> String {
    match told {
        Told::Answer(answer) => answer.text.clone(),
        Told::Blank => String::new(),
        Told::Mixed(text) | Told::Broken(text) => text.clone(),
    }
}

fn two_answers() -> Text {
    Text::new(
        "同じ確認事項に異なる回答があるため、反映していません。正しいものだけを残してください",
        "this question has different answers, so none was taken: leave only the right one",
    )
}

fn twice() -> Text {
    Text::new("同じ回答が別の行にもあります", "the same answer stands in another row")
}

fn mixed() -> Text {
    Text::new(
        "どの対象についての回答か決められません。全件に共通の回答か、「番号：回答」だけの行にしてください",
        "it is not clear which records this is about: give one answer for all, or only lines `number: answer`",
    )
}

fn broken() -> Text {
    Text::new(
        "回答のセルがエラー値か、計算結果のない数式です。文字で書き直してください",
        "the answer is an error or a formula without a result: type it as text",
    )
}

fn says_nothing() -> Text {
    Text::new("回答の内容を読み取れません", "the answer is not understood")
}

fn nothing_to_confirm() -> Text {
    Text::new(
        "台帳の記載を読み取れていないため、「このままでよい」では決まりません。内容を回答してください",
        "the ledger was not understood, so there is nothing to confirm: tell what is meant",
    )
}

fn not_here() -> Text {
    Text::new(
        "この確認事項は回答欄では反映できません。台帳に記録を追加してください",
        "this question cannot be answered here: add the record to the ledger",
    )
}

fn no_question() -> Text {
    Text::new(
        "照合用の列が書き換えられているため、どの確認事項への回答か分かりません",
        "the key of this row was changed, so it is not known which question it answers",
    )
}

fn no_record(key: &str) -> Text {
    Text::new(
        format!("台帳に「{key}」の行がないため、反映していません"),
        format!("the ledger has no record `{key}`, so this was not taken"),
    )
}

fn another_record(key: &str, name: &str) -> Text {
    Text::new(
        format!("台帳の「{key}」は、確認時とは別の行（「{name}」）になっているため、反映していません"),
        format!("`{key}` is another record of the ledger now (`{name}`), so this was not taken"),
    )
}

fn changed(now: &str, answer: &str) -> Text {
    if fold(now) == fold(answer) {
        return Text::new("台帳に同じ内容が記入されています", "the ledger says the same now");
    }
    Text::new(
        format!("確認の後に台帳が「{now}」に変わったため、台帳の記載を優先しました"),
        format!("the ledger was changed to `{now}` after the question was asked, and wins"),
    )
}
