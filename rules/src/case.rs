//! Cases: rules prove themselves.

use std::sync::Arc;

use chrono::NaiveDate;
use indexmap::IndexSet;
use rhai::Dynamic;

use crate::bindings::Bindings;
use crate::columns::Columns;
use crate::decide::{Decided, Factor, Outcome};
use crate::definition::{CaseDefinition, Expectation, ExpectedWord};
use crate::error::{Place, Problem};
use crate::evaluate::{Evaluator, Failure, column_asked_after, list};
use crate::names::Kind;
use crate::normal::fold;
use crate::offer::yes_or_no;
use crate::record::{Reading, World};
use crate::register::{FieldDefinition, FieldType};
use crate::rulebook::Rulebook;
use crate::situation::Subject;
use crate::slips;
use crate::slot::{Day, Slot, ValueSet};
use crate::text::Text;
use crate::value::{Count, Period, SetValue, Value};

/// A proof of a rule: given these values, this must come out.
#[derive(Debug, Clone)]
pub struct Case {
    definition: CaseDefinition,
    /// Where it is written.
    pub place: Place,
    /// How it is written.
    pub style: CaseStyle,
}

/// How the cases of a rule are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseStyle {
    /// `case = [ { … }, … ]`.
    #[default]
    List,
    /// Each under a `[[risk.case]]`, `[[check.case]]` or `[[duty.case]]` of its own.
    Headers,
}

/// What a case proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseKind {
    /// That the rule fires.
    Fires,
    /// That it does not.
    Passes,
    /// That it asks.
    Asks,
}

impl Case {
    pub(crate) fn new(definition: CaseDefinition, place: Place, style: CaseStyle) -> Self {
        Self { definition, place, style }
    }

    /// What it proves.
    pub fn kind(&self) -> CaseKind {
        match self.definition.expect.get_ref() {
            Expectation::Word(ExpectedWord::Risk | ExpectedWord::Finding | ExpectedWord::Duty) => {
                CaseKind::Fires
            }
            Expectation::Word(ExpectedWord::None | ExpectedWord::Holds) => CaseKind::Passes,
            Expectation::Question { .. } => CaseKind::Asks,
        }
    }

    /// The record and ledger it describes.
    pub(crate) fn setting(&self, rulebook: &Rulebook, register: &str) -> Result<(Columns, World), Told> {
        setting(rulebook, register, &self.definition)
    }

    /// What its author says about it.
    pub fn note(&self) -> Option<&str> {
        self.definition.note.as_deref()
    }
}

/// The day on which cases are judged.
pub(crate) fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 31).unwrap_or_default()
}

/// Runs every case of a rulebook; the problems are the cases that do not come out as expected.
///
/// Returns how many were run beside the problems.
pub fn run_cases(rulebook: &Arc<Rulebook>) -> (usize, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut run = 0;
    for subject in rulebook.subjects() {
        for case in subject.cases() {
            run += 1;
            problems.extend(prove(rulebook, subject, case));
        }
    }
    (run, problems)
}

fn prove(rulebook: &Arc<Rulebook>, subject: Subject<'_>, case: &Case) -> Option<Problem> {
    let rule = subject.about().map_or("", |about| about.id.as_str());
    let failed = |ja: String, en: String| {
        Some(Problem::error(case.place.clone(), format!("{rule}: {ja}"), format!("{rule}: {en}")))
    };
    let (got, threat) = match decide(rulebook, subject, &case.definition, &case.place) {
        Ok(decided) => decided,
        Err((ja, en)) => return failed(ja, en),
    };
    let wanted = match case.definition.expect.get_ref() {
        Expectation::Word(ExpectedWord::Risk | ExpectedWord::Finding | ExpectedWord::Duty) => Got::Fires,
        Expectation::Word(ExpectedWord::None | ExpectedWord::Holds) => Got::Passes,
        Expectation::Question { question } => {
            let mut fields = question.clone();
            fields.sort();
            Got::Asks(fields)
        }
    };
    if got != wanted {
        return failed(
            format!("{} のはずが、{} になりました", wanted.words(subject).ja, got.words(subject).ja),
            format!("expected {}, got {}", wanted.words(subject).en, got.words(subject).en),
        );
    }
    match (case.definition.threat, threat) {
        (Some(wanted), Some(Factor::Known(got))) if i64::from(got) != wanted => failed(
            format!("脅威は {wanted} のはずが {got} です"),
            format!("expected threat {wanted}, got {got}"),
        ),
        (_, Some(Factor::Failed(failure))) => {
            failed(format!("脅威の式: {}", failure.message.ja), format!("threat: {}", failure.message.en))
        }
        _ => None,
    }
}

/// What comes out of a rule for the record of a case, and the threat of a risk that applies.
pub(crate) fn decide(
    rulebook: &Arc<Rulebook>,
    subject: Subject<'_>,
    case: &CaseDefinition,
    place: &Place,
) -> Result<(Got, Option<Factor>), Told> {
    let (record, world) = setting(rulebook, subject.register(), case)?;
    let singulars = subject.singulars();
    let bindings = Bindings::new(rulebook, &world, subject.register(), &Arc::new(record), singulars);
    let bindings = Arc::new(bindings);
    let mut evaluator = Evaluator::new(Arc::clone(rulebook), Arc::new(world));
    let mut decided: Vec<Decided> = bindings.crowded().iter().map(|_| Decided::crowded(place)).collect();
    decided.extend((0..bindings.len()).filter_map(|row| match subject {
        Subject::Risk(rule) => Some(evaluator.decide_risk(rule, &bindings, row)),
        Subject::Check(check) => Some(evaluator.decide_check(check, &bindings, row)),
        Subject::Duty(duty) => Some(evaluator.decide_duty(duty, &bindings, row)),
        // These have no cases.
        Subject::Impact(_) | Subject::Control(_) => None,
    }));
    let threat = decided.iter().find(|d| d.outcome == Outcome::Fires).and_then(|d| d.threat.clone());
    Ok((summary(&decided), threat))
}

/// What comes out of a case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Got {
    Fires,
    Passes,
    Asks(Vec<String>),
    Failed(Text),
}

impl Got {
    fn words(&self, subject: Subject<'_>) -> Text {
        match self {
            Self::Fires => subject.outcome(true),
            Self::Passes => subject.outcome(false),
            // As a case names them.
            Self::Asks(fields) => {
                let fields = fields.join(", ");
                Text::new(format!("確認事項（{fields}）"), format!("question ({fields})"))
            }
            Self::Failed(message) => {
                Text::new(format!("失敗（{}）", message.ja), format!("failure ({})", message.en))
            }
        }
    }
}

/// One outcome for all bindings: firing counts before asking, asking before passing.
fn summary(decided: &[Decided]) -> Got {
    let mut asked = Vec::new();
    let mut fires = false;
    for one in decided {
        match &one.outcome {
            Outcome::Failed(failure) => {
                let Failure { place, message } = failure;
                return Got::Failed(Text::new(
                    format!("{place}: {}", message.ja),
                    format!("{place}: {}", message.en),
                ));
            }
            Outcome::Fires => fires = true,
            Outcome::Asks(field) => asked.push(field.clone()),
            Outcome::Passes => {}
        }
    }
    asked.sort();
    asked.dedup();
    match (fires, asked.is_empty()) {
        (true, _) => Got::Fires,
        (false, true) => Got::Passes,
        (false, false) => Got::Asks(asked),
    }
}

/// What is wrong with a case, in Japanese and English.
pub(crate) type Told = (String, String);

/// The record and ledger that a case describes.
pub(crate) fn setting(
    rulebook: &Rulebook,
    register: &str,
    case: &CaseDefinition,
) -> Result<(Columns, World), Told> {
    let schema = &rulebook.schema;
    let mut world = World::new(as_of());
    match &case.columns {
        Some(columns) => {
            world.registers.insert("items".to_owned());
            for column in columns {
                let column = column_asked_after(column);
                world.registers.extend(column.split_once('.').map(|(of, _)| of.to_owned()));
                world.columns.insert(column);
            }
        }
        None => world = whole_world(rulebook),
    }
    let mut record = match schema.registers.get(register) {
        Some(definition) => Columns::of(definition, 1, |_, _| Reading::Blank),
        None => Columns::new(1),
    };
    for (name, given) in &case.given {
        give(rulebook, register, &mut record, name, given)?;
    }
    Ok((record, world))
}

/// A ledger that has every register and column.
pub(crate) fn whole_world(rulebook: &Rulebook) -> World {
    let mut world = World::new(as_of());
    for definition in rulebook.schema.registers.values() {
        world.registers.insert(definition.id.clone());
        let columns = definition.fields.keys().map(|field| format!("{}.{field}", definition.id));
        world.columns.extend(columns);
    }
    world
}

/// Gives a record what a case says under a name.
pub(crate) fn give(
    rulebook: &Rulebook,
    register: &str,
    record: &mut Columns,
    name: &str,
    given: &toml::Value,
) -> Result<(), Told> {
    let Some(field) = rulebook.schema.field(register, name) else {
        let slot = loose(rulebook, register, name, given)?;
        record.add_slot(name, slot);
        return Ok(());
    };
    let value = value_of(rulebook, field, given)?;
    record.add_field(name, [Reading::Known(&value)].into_iter());
    if field.kind == FieldType::Text {
        let repeats = format!("{name}_repeats");
        if !record.has(&repeats) {
            record.add_numbers(&repeats, [1].into_iter());
        }
    }
    Ok(())
}

/// The value of a field as a case writes it.
fn value_of(rulebook: &Rulebook, field: &FieldDefinition, given: &toml::Value) -> Result<Value, Told> {
    let wrong = || wrong_value(&field.id, given);
    let known = |id: &String| -> Result<String, Told> {
        let vocabulary = rulebook.schema.vocabulary_of(field);
        if field.open || vocabulary.is_none_or(|vocabulary| vocabulary.value(id).is_some()) {
            return Ok(id.clone());
        }
        let near = vocabulary
            .and_then(|vocabulary| {
                crate::error::nearest(id, vocabulary.values.iter().map(|value| value.id.as_str()))
            })
            .map(|near| (format!("（`{near}` のことですか）"), format!(" (did you mean `{near}`?)")))
            .unwrap_or_default();
        Err((
            format!("`{}` の語彙に `{id}` がありません{}", field.id, near.0),
            format!("`{id}` is no value of `{}`{}", field.id, near.1),
        ))
    };
    let texts = |array: &[toml::Value]| -> Result<Vec<String>, Told> {
        array.iter().map(|entry| entry.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
    };
    Ok(match (field.kind, given) {
        (FieldType::Text, toml::Value::String(text)) => Value::Text(text.clone()),
        (FieldType::Flag, toml::Value::Boolean(flag)) => Value::Flag(*flag),
        (FieldType::Choice, toml::Value::String(id)) => Value::Choice(known(id)?),
        (FieldType::Set, toml::Value::Array(ids)) => {
            let ids: Vec<String> = texts(ids)?.iter().map(known).collect::<Result<_, _>>()?;
            Value::Set(SetValue { ids: each_once(ids), ..SetValue::default() })
        }
        (FieldType::Names, toml::Value::Array(names)) => Value::Names(each_once(texts(names)?)),
        (FieldType::Count, toml::Value::Integer(number)) => {
            Value::Count(Count::exact(u64::try_from(*number).map_err(|_| wrong())?))
        }
        (FieldType::Count, toml::Value::Table(range)) => {
            let bound =
                |key| range.get(key).and_then(toml::Value::as_integer).and_then(|n| u64::try_from(n).ok());
            Value::Count(Count { lo: bound("lo").unwrap_or(0), hi: bound("hi"), per: None })
        }
        (FieldType::Date, toml::Value::Datetime(_)) => Value::Date(date_of(given).ok_or_else(wrong)?),
        (FieldType::Period, toml::Value::Table(period)) => Value::Period(Period {
            months: period
                .get("months")
                .and_then(toml::Value::as_integer)
                .and_then(|n| u32::try_from(n).ok()),
            from: period.get("from").and_then(toml::Value::as_str).map(str::to_owned),
            permanent: period.get("permanent").and_then(toml::Value::as_bool).unwrap_or(false),
            by_medium: Vec::new(),
        }),
        _ => return Err(wrong()),
    })
}

/// Why a name cannot hold what a case gives it.
pub(crate) fn cannot_hold(
    rulebook: &Rulebook,
    register: &str,
    name: &str,
    kind: &Kind,
    given: &toml::Value,
) -> Option<Told> {
    if let Some(field) = rulebook.schema.field(register, name) {
        return value_of(rulebook, field, given).err();
    }
    let fits = matches!(
        (kind, given),
        (Kind::Unknown, _)
            | (Kind::Flag, toml::Value::Boolean(_))
            | (Kind::Number, toml::Value::Integer(_))
            | (Kind::Text | Kind::Choice(_), toml::Value::String(_))
            | (Kind::Date, toml::Value::Datetime(_))
            | (Kind::Set { .. } | Kind::Names | Kind::List(_), toml::Value::Array(_))
    );
    if fits { loose(rulebook, register, name, given).err() } else { Some(wrong_value(name, given)) }
}

fn wrong_value(name: &str, given: &toml::Value) -> Told {
    (format!("`{name}` に {given} は書けません"), format!("{given} is no value of `{name}`"))
}

/// How a name is given what was meant by a value that it cannot hold.
pub(crate) fn written_right(kind: &Kind, is_period: bool, given: &toml::Value) -> Option<Text> {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let text = given.as_str();
    let (right, example) = match kind {
        _ if is_period => (None, "{ months = 84 }".to_owned()),
        Kind::Flag => (text.and_then(yes_or_no).map(|flag| flag.to_string()), "true".to_owned()),
        Kind::Number => (text.and_then(number_in), "500".to_owned()),
        Kind::Date => (text.and_then(slips::day).map(|day| day.to_string()), "2025-06-01".to_owned()),
        Kind::Set { .. } | Kind::Names => {
            (text.map(|text| format!("[{}]", quoted(text))), "[\"…\"]".to_owned())
        }
        Kind::Text | Kind::Choice(_) => (
            match given {
                toml::Value::Integer(number) => Some(quoted(&number.to_string())),
                toml::Value::Array(values) if values.len() == 1 => values.first().map(ToString::to_string),
                _ => None,
            },
            "\"…\"".to_owned(),
        ),
        _ => return None,
    };
    Some(match right {
        Some(right) => Text::new(format!("`{right}` と書きます"), format!("write `{right}`")),
        None => Text::new(format!("`{example}` のように書きます"), format!("write it like `{example}`")),
    })
}

/// The only number in a text such as `1,000件`.
fn number_in(text: &str) -> Option<String> {
    let text = fold(text).replace(',', "");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let one = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count() == 1;
    (one && digits.parse::<u32>().is_ok()).then_some(digits)
}

/// The texts without repetitions, as they come out of a cell.
fn each_once(texts: Vec<String>) -> Vec<String> {
    texts.into_iter().collect::<IndexSet<_>>().into_iter().collect()
}

/// The value of a name that is no field of the register: a singular, a fact, a field of a vendor.
fn loose(rulebook: &Rulebook, register: &str, name: &str, given: &toml::Value) -> Result<Slot, Told> {
    let Some(variable) = rulebook.names.resolve(register, name) else {
        return Err((format!("`{name}` という名前はありません"), format!("there is no `{name}`")));
    };
    Ok(Slot::Known(match (given, &variable.kind) {
        (toml::Value::String(text), Kind::Text) => return Ok(Slot::text(text)),
        (toml::Value::Boolean(flag), _) => Dynamic::from(*flag),
        (toml::Value::Integer(number), _) => Dynamic::from(*number),
        (toml::Value::String(text), _) => Dynamic::from(text.clone()),
        (toml::Value::Datetime(_), _) => Dynamic::from(Day(date_of(given).unwrap_or_default())),
        (toml::Value::Array(values), kind) => {
            let words: Vec<String> = values.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect();
            match kind {
                Kind::Set { .. } | Kind::Names => {
                    Dynamic::from(ValueSet { field: name.into(), values: words.into(), unclear: false })
                }
                _ => list(&words),
            }
        }
        _ => {
            return Err(wrong_value(name, given));
        }
    }))
}

fn date_of(given: &toml::Value) -> Option<NaiveDate> {
    let date = given.as_datetime()?.date?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}
