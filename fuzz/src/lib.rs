//! What the fuzz targets do with a pack once it is loaded.

pub mod grammar;
pub mod reading;
pub mod values;

use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::{
    Bindings, Columns, Count, Evaluator, FieldDefinition, FieldType, Period, Problem, Reading,
    RegisterDefinition, Rulebook, SetValue, Value, World, decide_checks, decide_risks, reach_problems,
    run_cases,
};

/// Proves every case, explores every rule and decides it on awkward records, as a sound pack would be used.
pub fn exercise(book: Rulebook, problems: &[Problem]) {
    for problem in problems {
        assert!(!problem.to_string().is_empty());
    }
    // What is nested too deep is refused because running it takes more than the stack.
    if problems.iter().any(|problem| problem.message.en.contains("nested too deep")) {
        return;
    }
    let book = Arc::new(book);
    run_cases(&book);
    reach_problems(&book, problems);
    let world = Arc::new(world(&book));
    for register in book.schema.registers.values() {
        let records = Arc::new(records(&book, register));
        decide_cases(&book, &world, &register.id, &records);
        decide_rows(&book, &world, &register.id, &records);
    }
}

/// Decides each case once, as the engine does.
fn decide_cases(book: &Arc<Rulebook>, world: &Arc<World>, register: &str, records: &Arc<Columns>) {
    if register == "items" {
        let risks: Vec<_> = book.risks.iter().collect();
        for decisions in decide_risks(book, world, records, &risks) {
            decisions.concerned().for_each(drop);
        }
    }
    let checks: Vec<_> = book.checks.iter().filter(|check| check.register == register).collect();
    for decisions in decide_checks(book, world, register, records, &checks) {
        decisions.concerned().for_each(drop);
    }
}

/// Decides each row by itself.
fn decide_rows(book: &Arc<Rulebook>, world: &Arc<World>, register: &str, records: &Arc<Columns>) {
    let mut evaluator = Evaluator::new(Arc::clone(book), Arc::clone(world));
    let bindings = |singulars| Arc::new(Bindings::new(book, world, register, records, singulars));
    for rule in book.risks.iter().filter(|_| register == "items") {
        let bindings = bindings(&rule.singulars);
        for row in 0..bindings.len() {
            evaluator.decide_risk(rule, &bindings, row);
        }
    }
    for check in book.checks.iter().filter(|check| check.register == register) {
        let bindings = bindings(&check.singulars);
        for row in 0..bindings.len() {
            evaluator.decide_check(check, &bindings, row);
        }
    }
}

/// One record for each awkwardness.
fn records(book: &Rulebook, register: &RegisterDefinition) -> Columns {
    let all: Vec<Vec<(&str, Value)>> = Awkwardness::ALL
        .iter()
        .map(|awkwardness| {
            let fields = register.fields.values();
            fields.map(|field| (field.id.as_str(), value(book, field, *awkwardness))).collect()
        })
        .collect();
    Columns::of(register, all.len(), |field, record| {
        let value = all.get(record).and_then(|values| values.iter().find(|(id, _)| *id == field));
        match (Awkwardness::ALL.get(record), value) {
            (Some(Awkwardness::Unclear), _) => Reading::Unclear,
            (Some(Awkwardness::Least | Awkwardness::Most), Some((_, value))) => Reading::Known(value),
            _ => Reading::Blank,
        }
    })
}

/// What is odd about the values of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Awkwardness {
    Blank,
    Unclear,
    Least,
    Most,
}

impl Awkwardness {
    const ALL: [Self; 4] = [Self::Blank, Self::Unclear, Self::Least, Self::Most];
}

fn value(book: &Rulebook, field: &FieldDefinition, awkwardness: Awkwardness) -> Value {
    let most = awkwardness == Awkwardness::Most;
    let ids: Vec<String> = book
        .schema
        .vocabulary_of(field)
        .map(|vocabulary| vocabulary.values.iter().map(|value| value.id.clone()).collect())
        .unwrap_or_default();
    match field.kind {
        FieldType::Text => {
            Value::Text(if most { "業務のため等、".repeat(4_600) } else { String::new() })
        }
        FieldType::Flag => Value::Flag(most),
        FieldType::Choice => Value::Choice(ids.first().cloned().unwrap_or_default()),
        FieldType::Set if most => {
            Value::Set(SetValue { ids, others: vec!["其他".to_owned()], unclear: vec!["？".to_owned()] })
        }
        FieldType::Set => Value::Set(SetValue::default()),
        FieldType::Names => {
            Value::Names((0..if most { 12 } else { 0 }).map(|n| format!("委託先{n}")).collect())
        }
        FieldType::Count => {
            Value::Count(if most { Count { lo: u64::MAX, hi: None, per: None } } else { Count::exact(0) })
        }
        FieldType::Date => Value::Date(if most { NaiveDate::MAX } else { NaiveDate::MIN }),
        FieldType::Period => {
            Value::Period(Period { months: most.then_some(u32::MAX), from: None, permanent: false, by_medium: Vec::new() })
        }
    }
}

fn world(book: &Rulebook) -> World {
    let mut world = World::new(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap_or_default());
    for register in book.schema.registers.values() {
        world.add_register(&register.id, register.fields.keys().map(String::as_str), usize::MAX);
    }
    world
}
