//! What is promised comes true: every proposed change is made in the ledger, and the ledger assessed anew.

use std::path::PathBuf;

use chrono::NaiveDate;
use daicho_rules::{NameOrigin, Value};

use super::candidate::Candidate;
use super::controls::smallest_sets;
use super::looking::Looking;
use super::proposal::Becomes;
use crate::assess::{AssessOptions, assess};
use crate::assessment::{ControlState, Level, Risk, RiskControl};
use crate::explain::{Explainer, singulars_of};
use crate::ledger::{Cell, Ledger, Record, Register};
use crate::read::{ReadOptions, read_ledger};
use crate::request::Request;

pub(super) fn workbook(client: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../datasets").join(client).join("ledger.xlsx")
}

pub(super) fn options() -> AssessOptions {
    AssessOptions { as_of: NaiveDate::from_ymd_opt(2026, 3, 31).unwrap(), methods: Vec::new() }
}

pub(super) fn explainer(client: &str) -> Explainer {
    let request = Request {
        packs: Vec::new(),
        config: None,
        options: options(),
        reading: ReadOptions::default(),
        answers: Vec::new(),
    };
    Explainer::of_file(&workbook(client), &request).unwrap()
}

/// What a change is said to lead to, and the record that shows whether it does.
struct Promise {
    key: String,
    rule: String,
    /// Values of singulars that the risk may have once the change is made.
    singulars: Vec<Vec<(String, String)>>,
    becomes: Becomes,
    about: String,
}

#[test]
fn every_proposed_change_of_a_cell_gives_the_promised_band() {
    // Of one client all risks, of the others a sample.
    for (client, step, least) in
        [("first-pmark", 1, 500), ("clinic", 4, 150), ("care-saas", 5, 100), ("home-care", 5, 100)]
    {
        let explainer = explainer(client);
        let read =
            read_ledger(&workbook(client), &explainer.basis.rulebook().schema, &ReadOptions::default())
                .unwrap();
        let (ledger, promises) = carried_out(&explainer, &read, step);
        assert!(promises.len() > least, "{client}: {}", promises.len());
        let anew = assess(ledger, explainer.basis.rulebook(), &options()).unwrap();
        for promise in &promises {
            let is_it = |risk: &&Risk| {
                risk.item.key == promise.key
                    && risk.rule == promise.rule
                    && promise.singulars.contains(&singulars_of(risk))
            };
            let found = anew.risks.iter().filter(is_it);
            let worst = found.map(|risk| &risk.current).max_by_key(|level| level.score);
            match &promise.becomes {
                Becomes::Gone => assert_eq!(worst, None, "{}", promise.about),
                Becomes::Level(level) => assert_eq!(worst, Some(level), "{}", promise.about),
                Becomes::Open => panic!("{}", promise.about),
            }
        }
    }
}

/// A ledger of the items as they would be, one for each change that is proposed for every `step`th risk.
fn carried_out(explainer: &Explainer, read: &Ledger, step: usize) -> (Ledger, Vec<Promise>) {
    let mut ledger = read.clone();
    ledger.registers.get_mut("items").unwrap().records.clear();
    let mut promises = Vec::new();
    for (number, risk) in explainer.assessment.risks.iter().enumerate().step_by(step) {
        let rule = explainer.rule(&risk.rule).unwrap();
        let mut looking = Looking::new(explainer, risk, rule);
        let (wish, method, is_acceptable) =
            (looking.wish(), &explainer.assessment.method, looking.is_acceptable());
        let weighed = looking.weighed();
        for (candidate, becomes) in &weighed {
            let rises = is_acceptable && candidate.turns.is_none() && becomes.exceeds(method);
            if rises || wish.is_met(candidate, becomes) {
                let key = format!("p{}", promises.len());
                promises.push(make(explainer, read, &mut ledger, risk, (&[candidate], becomes), &key));
            }
        }
        let is_sampled = !is_acceptable && number % 4 == 0;
        for pair in if is_sampled { looking.pairs() } else { Vec::new() } {
            let key = format!("p{}", promises.len());
            let [first, second] = &pair.changes;
            promises.push(make(explainer, read, &mut ledger, risk, (&[first, second], &pair.becomes), &key));
        }
    }
    (ledger, promises)
}

/// Makes changes in a copy of their record, added to `ledger` under `key`.
fn make(
    explainer: &Explainer,
    read: &Ledger,
    ledger: &mut Ledger,
    risk: &Risk,
    (candidates, becomes): (&[&Candidate], &Becomes),
    key: &str,
) -> Promise {
    let mut singulars = singulars_of(risk);
    let mut record = read.registers["items"].records[risk.item.record].clone();
    for candidate in candidates {
        match explainer.basis.rulebook().origin_of("items", &candidate.change.name) {
            NameOrigin::Own(field) => {
                let items = ledger.registers.get_mut("items").unwrap();
                put(items, &mut record, &field, &candidate.change.to);
            }
            NameOrigin::Joined { singular, register, field } => {
                // The change concerns a vendor: the item gets one of its own that is like the other.
                let (_, name) = singulars.iter_mut().find(|(known, _)| *known == singular).unwrap();
                let vendors = ledger.registers.get_mut(&register).unwrap();
                let like = vendors.records.iter().find(|record| vendors.raw(record, "name") == name).cloned();
                let (mut like, own) = (like.unwrap(), format!("甲{key}社"));
                put(vendors, &mut like, &field, &candidate.change.to);
                let column = vendors.column("name").unwrap();
                like.cells[column] = Cell::new(own.clone(), Some(Value::Text(own.clone())));
                vendors.records.push(like);
                let items = ledger.registers.get_mut("items").unwrap();
                let column = items.column("vendors").unwrap();
                let Some(Value::Names(mut names)) = record.cells[column].value.clone() else {
                    panic!("{key}")
                };
                names.iter_mut().filter(|known| *known == name).for_each(|known| known.clone_from(&own));
                record.cells[column] = record.cells[column].clone().with_value(Value::Names(names));
                *name = own;
            }
            NameOrigin::Control(_) | NameOrigin::Elsewhere => panic!("{key}"),
        }
    }
    let items = ledger.registers.get_mut("items").unwrap();
    put(items, &mut record, "number", &Value::Text(key.to_owned()));
    items.records.push(record);
    let mut turned = singulars.clone();
    for (name, value) in candidates.iter().filter_map(|candidate| candidate.turns.as_ref()) {
        turned.iter_mut().filter(|(known, _)| known == name).for_each(|(_, now)| now.clone_from(value));
    }
    Promise {
        key: key.to_owned(),
        rule: risk.rule.clone(),
        singulars: vec![singulars, turned],
        becomes: becomes.clone(),
        about: format!("{}: {candidates:?} {becomes:?}", risk.id),
    }
}

/// Puts a value into a record that is to join a register.
fn put(register: &mut Register, record: &mut Record, field: &str, value: &Value) {
    let column = register.column(field).unwrap_or_else(|| register.add_column(field, field));
    record.cells.resize(register.columns.len().max(record.cells.len()), Cell::default());
    let raw = match value {
        Value::Text(text) => text.clone(),
        _ => "変更".to_owned(),
    };
    record.cells[column] = Cell::new(raw, Some(value.clone()));
    for other in &mut register.records {
        other.cells.resize(register.columns.len(), Cell::default());
    }
}

#[test]
fn every_proposed_set_of_controls_gives_the_promised_band() {
    let explainer = explainer("first-pmark");
    let (assessment, rulebook) = (&explainer.assessment, explainer.basis.rulebook());
    let method = &assessment.method;
    let gains = |control: &RiskControl| control.is_lacking().then_some(ControlState::InPlace);
    let fits = |level: &Level| level.band.as_deref().is_some_and(|band| !method.exceeds(band));
    let mut rules: Vec<&str> = Vec::new();
    let (mut kept, mut tried) = (0, 0);
    for risk in assessment.risks.iter().filter(|risk| risk.exceeds(method)) {
        let sets = smallest_sets(method, risk, gains, fits);
        let Some((set, promised)) = sets.last().filter(|_| !rules.contains(&risk.rule.as_str())) else {
            continue;
        };
        rules.push(&risk.rule);
        if rules.len() % 3 != 1 {
            continue;
        }
        tried += 1;
        let mut ledger =
            read_ledger(&workbook("first-pmark"), &rulebook.schema, &ReadOptions::default()).unwrap();
        for control in set {
            put_in_place(&mut ledger, control);
        }
        let anew = assess(ledger, rulebook, &options()).unwrap();
        let now = anew.risks.iter().find(|known| known.id == risk.id).unwrap();
        let is_done = |control: &&RiskControl| {
            let known = now.controls.iter().find(|known| known.id == control.id).unwrap();
            known.state == ControlState::InPlace
        };
        // What the item itself denies is in place only once its own cells say so.
        if set.iter().all(is_done) {
            kept += 1;
            assert_eq!(&now.current, promised, "{}", risk.id);
        }
    }
    assert!(tried > 5 && kept * 2 > tried, "{kept} of {tried}");
}

/// Lets the measures say that a control is in place.
fn put_in_place(ledger: &mut Ledger, control: &RiskControl) {
    let measures = ledger.registers.get_mut("measures").unwrap();
    let (name, status) = (measures.column("control").unwrap(), measures.column("status").unwrap());
    let is_it = |record: &Record| {
        let raw = &record.cells[name].raw;
        *raw == control.id || *raw == control.title.ja
    };
    measures.records.retain(|record| !is_it(record));
    let mut record = Record { cells: vec![Cell::default(); measures.columns.len()] };
    let cell = |value: Value, raw: &str| Cell::new(raw, Some(value));
    record.cells[name] = cell(Value::Text(control.id.clone()), &control.id);
    record.cells[status] = cell(Value::Choice("in-place".to_owned()), "実施");
    measures.records.push(record);
}
