//! Gathers what rules ask for into questions, one for each cell, column or control.

use std::collections::BTreeSet;

use daicho_rules::normal::{fold, says_nothing};
use daicho_rules::{Decided, Factor, FieldDefinition, FieldType, NameOrigin, Outcome, Schema, Text, Value};
use indexmap::IndexMap;

use super::Setting;
use crate::assessment::{ControlState, Question, QuestionKind, RecordRef, Risk};
use crate::read::value::{CellText, parse};

/// Words of cells that somebody still has to decide, folded.
const UNDECIDED: [&str; 8] = ["未定", "不明", "未決定", "検討中", "調査中", "確認中", "要確認", "未確認"];

/// Words of cells to which a column does not apply, folded.
const DOES_NOT_APPLY: [&str; 6] = ["対象外", "適用外", "非該当", "該当しない", "n/a", "na"];

/// What rules asked for, by what would answer it.
#[derive(Default)]
pub(super) struct Asked {
    by_target: IndexMap<Target, Waiting>,
}

/// What would answer a question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Target {
    /// The cell of a record.
    Cell { register: String, record: usize, field: String },
    /// A column that a register lacks, or the register itself.
    Column { register: String, field: String },
    /// A record that another register lacks, such as a vendor.
    Record { register: String, name: String },
    /// Something that the record of a pack does not say.
    Reference { register: String, name: String, field: String },
    /// The state of a control.
    Control(String),
    /// Something that no cell holds.
    Elsewhere(String),
}

/// Rules and records that wait for an answer.
#[derive(Default)]
struct Waiting {
    rules: BTreeSet<String>,
    /// Records by the number of their register.
    records: BTreeSet<(usize, usize)>,
}

impl Asked {
    /// Notes the fields that a decided rule asks for, with its factors.
    pub(super) fn note_fields(
        &mut self,
        setting: &Setting<'_>,
        rule: &str,
        register: &str,
        record: usize,
        decided: &Decided,
    ) {
        let outcome = match &decided.outcome {
            Outcome::Asks(field) => Some(field),
            _ => None,
        };
        let factors = [&decided.threat, &decided.impact].into_iter().filter_map(|factor| match factor {
            Some(Factor::Asks(field)) => Some(field),
            _ => None,
        });
        for name in outcome.into_iter().chain(factors) {
            let target = target(setting, register, record, name, decided);
            self.note(target, rule, (number_of(setting, register), record));
        }
    }

    /// Notes the controls of which nobody said whether they are in place.
    pub(super) fn note_controls(&mut self, setting: &Setting<'_>, risks: &[Risk]) {
        let items = number_of(setting, "items");
        for risk in risks {
            for control in risk.controls.iter().filter(|control| control.state == ControlState::Unknown) {
                self.note(Target::Control(control.id.clone()), &risk.rule, (items, risk.item.record));
            }
        }
    }

    fn note(&mut self, target: Target, rule: &str, record: (usize, usize)) {
        let waiting = self.by_target.entry(target).or_default();
        waiting.rules.insert(rule.to_owned());
        waiting.records.insert(record);
    }

    /// The questions: columns first, then cells in the order of the ledger, then controls.
    pub(super) fn into_questions(self, setting: &Setting<'_>) -> Vec<Question> {
        let mut questions: Vec<Question> = self
            .by_target
            .into_iter()
            .map(|(target, waiting)| question(setting, &target, &waiting))
            .collect();
        questions.sort_by(|a, b| {
            let order = |question: &Question| {
                let record = question.record.as_ref();
                let register = record.map(|record| record.register.clone());
                (question.kind == QuestionKind::Control, record.is_some(), register, record.map(|r| r.record))
            };
            order(a)
                .cmp(&order(b))
                .then_with(|| if a.record.is_none() { b.records.cmp(&a.records) } else { a.at.cmp(&b.at) })
                .then_with(|| a.id.cmp(&b.id))
        });
        questions
    }
}

/// Tells registers apart; one that the ledger lacks, such as the ledger as a whole, comes last.
fn number_of(setting: &Setting<'_>, register: &str) -> usize {
    setting.ledger.registers.get_index_of(register).unwrap_or(usize::MAX)
}

fn target(setting: &Setting<'_>, register: &str, record: usize, name: &str, decided: &Decided) -> Target {
    let cell = |register: &str, record: usize, field: String| match setting.ledger.registers.get(register) {
        // A column that only derived values stand in is none of the client's.
        Some(known) if known.column(&field).is_some_and(|column| known.is_typed(column)) => {
            Target::Cell { register: register.to_owned(), record, field }
        }
        _ => Target::Column { register: register.to_owned(), field },
    };
    match setting.rulebook.origin_of(register, name) {
        // What another field tells is asked for there.
        NameOrigin::Own(field) => {
            let from = setting.rulebook.schema.field(register, &field).and_then(|field| field.from.clone());
            cell(register, record, from.unwrap_or(field))
        }
        NameOrigin::Joined { singular, register: other, field }
            if setting.references.get(&other).is_some() =>
        {
            let named = decided.singulars.iter().find(|(known, _)| *known == singular);
            let name = named.map(|(_, name)| name.clone()).unwrap_or_default();
            Target::Reference { register: other, name, field }
        }
        NameOrigin::Joined { singular, register: other, field } => {
            match setting.joined(&singular, &other, decided) {
                Some((_, index)) => cell(&other, index, field),
                None if setting.ledger.registers.contains_key(&other) => {
                    let named = decided.singulars.iter().find(|(field, _)| *field == singular);
                    Target::Record {
                        register: other,
                        name: named.map(|(_, name)| name.clone()).unwrap_or_default(),
                    }
                }
                None => Target::Column { register: other, field: "name".to_owned() },
            }
        }
        NameOrigin::Control(control) => Target::Control(control),
        // The number of records of a register that is not there.
        NameOrigin::Elsewhere => match name.strip_suffix("_count") {
            Some(absent) if setting.rulebook.schema.registers.contains_key(absent) => {
                Target::Column { register: absent.to_owned(), field: "name".to_owned() }
            }
            _ => Target::Elsewhere(name.to_owned()),
        },
    }
}

fn question(setting: &Setting<'_>, target: &Target, waiting: &Waiting) -> Question {
    let schema = &setting.rulebook.schema;
    let mut question = Question {
        id: String::new(),
        kind: QuestionKind::Column,
        record: None,
        field: String::new(),
        title: Text::default(),
        ask: Text::default(),
        raw: String::new(),
        at: None,
        answers: Vec::new(),
        rules: waiting.rules.iter().cloned().collect(),
        records: waiting.records.len(),
        owner: String::new(),
    };
    match target {
        Target::Cell { register, record, field } => {
            cell_question(setting, &mut question, register, *record, field);
        }
        Target::Column { register, field } => {
            let known = setting.field(register, field);
            let table =
                schema.registers.get(register).map_or_else(|| Text::same(register), |r| r.title.clone());
            question.id = format!("{register}.{field}");
            question.field.clone_from(field);
            question.title = known.as_ref().map_or_else(|| Text::same(field), |field| field.title.clone());
            question.ask = if setting.ledger.registers.contains_key(register) {
                Text::new(
                    format!(
                        "{}に「{}」の列がありません。列を設けて記入してください。",
                        table.ja, question.title.ja
                    ),
                    format!("{} has no column “{}”. Please add and fill it.", table.en, question.title.en),
                )
            } else {
                Text::new(
                    format!("{}が見つかりません。シートを追加するか、場所を教えてください。", table.ja),
                    format!("There is no {}. Please add it or tell where it is.", table.en),
                )
            };
            question.answers = known.map(|field| answers(schema, &field)).unwrap_or_default();
        }
        Target::Record { register, name } => {
            let table =
                schema.registers.get(register).map_or_else(|| Text::same(register), |r| r.title.clone());
            question.id = format!("{register}:{name}");
            question.kind = QuestionKind::Blank;
            "name".clone_into(&mut question.field);
            question.title = table.clone();
            question.raw.clone_from(name);
            question.ask = Text::new(
                format!(
                    "「{name}」が{}にありません。登録するか、どの行に当たるかを教えてください。",
                    table.ja
                ),
                format!(
                    "“{name}” is not in the {}. Please register it, or tell which record it is.",
                    table.en
                ),
            );
        }
        Target::Reference { register, name, field } => {
            let table =
                schema.registers.get(register).map_or_else(|| Text::same(register), |r| r.title.clone());
            let title = setting.field(register, field).map(|field| field.title.clone());
            question.id = format!("{register}:{name}.{field}");
            question.field.clone_from(field);
            question.title = title.unwrap_or_else(|| Text::same(field));
            question.raw.clone_from(name);
            question.ask = Text::new(
                format!(
                    "ルールパックの{}に、「{name}」の{}の記載がありません。個別に確認してください。",
                    table.ja, question.title.ja
                ),
                format!(
                    "The {} of the rule pack does not say “{}” of “{name}”. Please look into it.",
                    table.en, question.title.en
                ),
            );
        }
        Target::Control(id) => control_question(setting, &mut question, id),
        Target::Elsewhere(name) => {
            let fact = setting.rulebook.facts.iter().find(|fact| fact.id == *name);
            question.id.clone_from(name);
            question.field.clone_from(name);
            question.title = fact.map_or_else(|| Text::same(name), |fact| fact.title.clone());
            question.ask = Text::new(
                format!("「{}」を判断できる記録がありません。記録を追加してください。", question.title.ja),
                format!("There is no record that tells “{}”. Please add it.", question.title.en),
            );
        }
    }
    if setting.rulebook.duties.iter().any(|duty| waiting.rules.contains(&duty.about.id)) {
        let waits = Text::new(
            "漏えいしたときの報告の要否も、これが分かるまで決まりません。",
            "Nor is it known until then whether a leak would have to be reported.",
        );
        question.ask = Text::joined(&[question.ask, waits], "", " ");
    }
    question
}

/// Asks whether a control is in place, and says where to answer.
fn control_question(setting: &Setting<'_>, question: &mut Question, id: &str) {
    let schema = &setting.rulebook.schema;
    let control = setting.rulebook.controls.get(id);
    question.id = format!("control:{id}");
    question.kind = QuestionKind::Control;
    id.clone_into(&mut question.field);
    question.title = control.map_or_else(|| Text::same(id), |control| control.title.clone());
    if let Some(measure) = setting.measures.get(id) {
        question.at = measure.status;
        question.raw.clone_from(&measure.raw);
        question.owner.clone_from(&measure.owner);
    }
    let asks = Text::new(
        format!("「{}」を実施していますか。", question.title.ja),
        format!("Is this control in place: “{}”?", question.title.en),
    );
    let Some(field) = schema.field("measures", "status") else {
        question.ask = asks;
        return;
    };
    question.answers = answers(schema, field);
    let table = schema.registers.get("measures").map(|register| register.title.clone()).unwrap_or_default();
    let answer = Text::new(
        format!("{}に{}を記入してください。", table.ja, field.title.ja),
        format!("Please enter its {} in the {}.", field.title.en, table.en),
    );
    question.ask = Text::new(format!("{}{}", asks.ja, answer.ja), format!("{} {}", asks.en, answer.en));
}

fn cell_question(setting: &Setting<'_>, question: &mut Question, register: &str, record: usize, field: &str) {
    let schema = &setting.rulebook.schema;
    let named: RecordRef = setting.records.name(register, record);
    let known = setting.field(register, field);
    let title = known.as_ref().map_or_else(|| Text::same(field), |field| field.title.clone());
    let (mut raw, mut owner, mut cell) = (String::new(), String::new(), None);
    if let Some(table) = setting.ledger.registers.get(register)
        && let Some(row) = table.records.get(record)
    {
        cell = table.cell(row, field);
        question.at = cell.and_then(|cell| cell.at);
        table.raw(row, field).clone_into(&mut raw);
        table.raw(row, "owner").clone_into(&mut owner);
    }
    question.id = format!("{}:{register}.{field}", named.key);
    field.clone_into(&mut question.field);
    let answers = known.as_ref().map(|field| answers(schema, field)).unwrap_or_default();
    let understood = cell.as_ref().is_some_and(|cell| match &cell.value {
        Some(Value::Set(set)) => set.unclear.is_empty(),
        _ => false,
    });
    question.kind = if raw.is_empty() { QuestionKind::Blank } else { QuestionKind::Unclear };
    question.ask = if raw.is_empty() {
        blank(&named.name, &title, known.as_deref(), schema)
    } else if says_nothing(&raw) || DOES_NOT_APPLY.contains(&fold(&raw).as_str()) {
        does_not_say(&named.name, &title, &raw, &answers)
    } else if understood {
        // The words are clear, but none of them is about the medium in question.
        Text::new(
            format!(
                "「{}」の{}「{raw}」は、一部の媒体についてしか書かれていません。残りの媒体の分も記入してください。",
                named.name, title.ja
            ),
            format!(
                "{} of “{}” says “{raw}”, which covers only some of its media. Please add the others.",
                title.en, named.name
            ),
        )
    } else if UNDECIDED.contains(&fold(&raw).as_str()) {
        Text::new(
            format!("「{}」の{}が「{raw}」のままです。決めて記入してください。", named.name, title.ja),
            format!("{} of “{}” still says “{raw}”. Please decide and fill it in.", title.en, named.name),
        )
    } else {
        Text::new(
            format!(
                "「{}」の{}「{raw}」が読み取れません。どういう意味か教えてください。",
                named.name, title.ja
            ),
            format!("{} of “{}” says “{raw}”, which is not clear. What does it mean?", title.en, named.name),
        )
    };
    question.answers = answers;
    question.title = title;
    question.raw = raw;
    question.owner = owner;
    question.record = Some(named);
}

/// Asks for a blank cell; 「なし」 is offered where cells of the field can say it.
fn blank(name: &str, title: &Text, field: Option<&FieldDefinition>, schema: &Schema) -> Text {
    let (ja, en) = match field {
        Some(field) if !reads_none(schema, field) => match &*answers(schema, field) {
            [form] => (format!("{}を記入してください", form.ja), format!("Please enter {}", form.en)),
            _ => ("記入してください".to_owned(), "Please fill it in".to_owned()),
        },
        _ => (
            "記入してください（なければ「なし」）".to_owned(),
            "Please fill it in (“none” if there is none)".to_owned(),
        ),
    };
    Text::new(
        format!("「{name}」の{}が空欄です。{ja}。", title.ja),
        format!("{} of “{name}” is blank. {en}.", title.en),
    )
}

/// True if 「なし」 is understood in the cells of a field.
fn reads_none(schema: &Schema, field: &FieldDefinition) -> bool {
    let none = CellText { text: "なし".to_owned(), ..CellText::default() };
    parse(field, schema.vocabulary_of(field), &none).value.is_some()
}

/// Asks for a cell that says 「なし」 or 「対象外」 where rules need a day, a number or another answer.
fn does_not_say(name: &str, title: &Text, raw: &str, answers: &[Text]) -> Text {
    let (ja, en) = match answers {
        [form] => (form.ja.as_str(), form.en.as_str()),
        _ => ("回答の選択肢のいずれか", "one of the valid answers"),
    };
    Text::new(
        format!(
            "「{name}」の{}「{raw}」では判定できません。{ja}を記入するか、該当しない理由をお知らせください。",
            title.ja
        ),
        format!(
            "{} of “{name}” says “{raw}”, which decides nothing. Please enter {en}, or tell why it does not apply.",
            title.en
        ),
    )
}

/// What would be a valid answer.
fn answers(schema: &Schema, field: &FieldDefinition) -> Vec<Text> {
    let form = |ja: &str, en: &str| vec![Text::new(ja, en)];
    match field.kind {
        FieldType::Choice | FieldType::Set => schema
            .vocabulary_of(field)
            .map(|vocabulary| vocabulary.values.iter().map(|value| value.title.clone()).collect())
            .unwrap_or_default(),
        FieldType::Flag => vec![Text::new("有", "yes"), Text::new("無", "no")],
        FieldType::Count => {
            form("数または範囲（例: 約1,000件、500〜800件）", "a number or range (such as 500 to 800)")
        }
        FieldType::Date => form("日付（例: 2026-03-31、令和8年3月31日）", "a date (such as 2026-03-31)"),
        FieldType::Period => {
            form("期間（例: 退職後7年、契約終了後速やかに）", "a period (such as 7 years after resignation)")
        }
        FieldType::Names => {
            form("名称（複数は「、」で区切る。なければ「なし」）", "names, separated by commas, or none")
        }
        FieldType::Text => Vec::new(),
    }
}
