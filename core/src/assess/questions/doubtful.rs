//! Cells and headers that were understood with doubt, where a rule relied on them.

use std::collections::{BTreeMap, HashMap};

use daicho_rules::{Decided, Decisions, NameOrigin, Rulebook, Text, Value};

use super::super::Setting;
use super::cell::sentence;
use super::valid::confirmation;
use crate::assessment::{Question, QuestionKind};
use crate::ledger::{Cell, Ledger, Origin};

/// The cells of a register that are known with doubt: fields by record.
#[derive(Debug, Default)]
pub(in crate::assess) struct Doubts {
    fields: HashMap<usize, Vec<String>>,
}

impl Doubts {
    /// The doubts about cells that were understood all the same; about others rules ask of themselves.
    pub(in crate::assess) fn of(ledger: &Ledger, register: &str) -> Self {
        let mut doubts = Self::default();
        let Some(register) = ledger.register(register).filter(|_| !ledger.doubtful.is_empty()) else {
            return doubts;
        };
        for (index, record) in register.records.iter().enumerate() {
            for (column, cell) in register.columns.iter().zip(&record.cells) {
                let why = cell.at.and_then(|at| ledger.doubtful.why(at));
                if why.is_some() && is_known(cell) {
                    doubts.fields.entry(index).or_default().push(column.field.clone());
                }
            }
        }
        doubts
    }

    /// The doubtful fields that a rule read, for each record.
    pub(in crate::assess) fn read_by(
        &self,
        rulebook: &Rulebook,
        register: &str,
        decisions: &Decisions,
    ) -> Vec<(usize, String)> {
        if self.fields.is_empty() {
            return Vec::new();
        }
        let mut origins: BTreeMap<&str, Option<String>> = BTreeMap::new();
        let mut found = Vec::new();
        for (record, names) in decisions.read_on(|record| self.fields.contains_key(&record)) {
            for name in names {
                let origin = origins.entry(name).or_insert_with(|| own_field(rulebook, register, name));
                found.extend(origin.as_ref().and_then(|field| self.held(record, field)));
            }
        }
        found
    }

    /// The doubtful fields behind the factors of a rule that fired.
    pub(in crate::assess) fn behind(
        &self,
        rulebook: &Rulebook,
        register: &str,
        record: usize,
        decided: &Decided,
    ) -> Vec<(usize, String)> {
        if !self.fields.contains_key(&record) {
            return Vec::new();
        }
        let names = decided.reads.iter().chain(&decided.impact_reads);
        let fields = names.filter_map(|name| own_field(rulebook, register, name));
        fields.filter_map(|field| self.held(record, &field)).collect()
    }

    fn held(&self, record: usize, field: &str) -> Option<(usize, String)> {
        let fields = self.fields.get(&record)?;
        fields.iter().any(|known| known == field).then(|| (record, field.to_owned()))
    }
}

/// True if a cell was understood whole.
fn is_known(cell: &Cell) -> bool {
    match &cell.value {
        Some(Value::Set(set)) => set.unclear.is_empty(),
        Some(_) => !cell.derived,
        None => false,
    }
}

fn own_field(rulebook: &Rulebook, register: &str, name: &str) -> Option<String> {
    let NameOrigin::Own(field) = rulebook.origin_of(register, name) else { return None };
    // What another field tells stands there.
    let from = rulebook.schema.field(register, &field).and_then(|field| field.from.clone());
    Some(from.unwrap_or(field))
}

/// A header in doubt that rules rely on: its register, field and cell, and the rules.
pub(super) struct DoubtfulHeader {
    pub(super) register: String,
    pub(super) field: String,
    pub(super) at: Origin,
    pub(super) rules: Vec<String>,
}

/// Headers that may mean another field than they were taken for, where rules read that field.
pub(super) fn headers(setting: &Setting<'_>) -> Vec<DoubtfulHeader> {
    let ledger = setting.ledger;
    let mut found = Vec::new();
    for at in ledger.doubtful.cells() {
        let table = ledger.tables.iter().find(|table| {
            table.sheet == at.sheet_index() && (table.header_rows.0..=table.header_rows.1).contains(&at.row)
        });
        let Some(table) = table else { continue };
        let column = table.columns.iter().find(|column| column.column == at.column);
        let Some(field) = column.and_then(|column| column.field.clone()) else { continue };
        let prefix = |rule: &&str| setting.register_of(rule) == Some(table.register.as_str());
        let names: Vec<&str> = setting.rulebook.rules_that_read(&field);
        let rules: Vec<String> = names.into_iter().filter(prefix).map(str::to_owned).collect();
        if !rules.is_empty() {
            found.push(DoubtfulHeader { register: table.register.clone(), field, at, rules });
        }
    }
    found
}

impl Setting<'_> {
    /// The register whose records a rule is decided on.
    fn register_of(&self, rule: &str) -> Option<&str> {
        if self.rulebook.risks.iter().any(|known| known.about.id == rule) {
            return Some("items");
        }
        let checks = self.rulebook.checks.iter().map(|check| (&check.about.id, &check.register));
        let duties = self.rulebook.duties.iter().map(|duty| (&duty.about.id, &duty.register));
        checks.chain(duties).find(|(id, _)| *id == rule).map(|(_, register)| register.as_str())
    }
}

/// Fills in what is asked about a header.
pub(super) fn ask_header(setting: &Setting<'_>, question: &mut Question, header: &DoubtfulHeader) {
    let (register, field) = (&header.register, &header.field);
    let known = setting.field(register, field);
    question.kind = QuestionKind::Doubtful;
    question.register.clone_from(register);
    question.field.clone_from(field);
    question.title = known.map_or_else(|| Text::same(field), |field| field.title.clone());
    question.at = Some(header.at);
    let column = setting.ledger.tables.iter().filter(|table| table.sheet == header.at.sheet_index());
    let column = column.flat_map(|table| &table.columns).find(|column| column.column == header.at.column);
    question.raw = column.map(|column| column.header.clone()).unwrap_or_default();
    question.id = format!("{register}.{field}:{}", question.raw);
    let why = setting.ledger.doubtful.why(header.at).map(sentence).unwrap_or_default();
    question.ask = Text::new(
        format!(
            "列の見出しについて確認させてください。{}よろしければ「{}」、違う場合は何の列かをご回答ください。",
            why.ja,
            confirmation().ja
        ),
        format!(
            "A header of a column: {}If that is right, answer “{}”, else tell what the column holds.",
            why.en,
            confirmation().en
        ),
    );
    question.plain = question.ask.clone();
    question.answers = vec![confirmation()];
}
