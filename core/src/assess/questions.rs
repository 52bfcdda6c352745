//! Gathers what rules ask for into questions, one for each cell, column or control.
//!
//! ```text
//! target    what would answer a rule that stopped
//! doubtful  cells that were understood with doubt, where a rule relied on them
//! cell      the wording for the cell of a record
//! whole     the wording for columns, records that are lacking, controls
//! valid     what would be a valid answer
//! people    who can answer
//! ```

mod cell;
mod doubtful;
mod people;
mod target;
mod valid;
mod whole;

use std::collections::{BTreeSet, HashMap};

use daicho_rules::{Decided, Factor, Outcome, Severity, Text};
use indexmap::IndexMap;

use super::Setting;
use crate::assessment::{ControlState, Question, QuestionKind, Risk, Stakes};
use crate::ledger::{AnswerOutcome, Answered};

pub(super) use doubtful::Doubts;
use people::People;
use target::{Target, target};
pub(crate) use valid::confirmation;

/// What rules asked for, by what would answer it.
#[derive(Default)]
pub(super) struct Asked {
    by_target: IndexMap<Target, Waiting>,
    /// Rules that relied on a doubtful cell, by register, record and field.
    doubtful: IndexMap<(String, usize, String), BTreeSet<String>>,
}

/// A rule that waits, by what it decides.
#[derive(Debug, Clone, Copy)]
pub(super) enum Waits<'r> {
    /// A risk rule.
    Risk(&'r str),
    /// A check.
    Check(&'r str, Severity),
    /// A duty.
    Duty(&'r str),
}

/// Rules and records that wait for an answer.
#[derive(Default)]
struct Waiting {
    rules: BTreeSet<String>,
    /// Records by the number of their register.
    records: BTreeSet<(usize, usize)>,
    stakes: Stakes,
}

impl<'r> Waits<'r> {
    fn rule(self) -> &'r str {
        match self {
            Self::Risk(rule) | Self::Check(rule, _) | Self::Duty(rule) => rule,
        }
    }

    fn stakes(self) -> Stakes {
        Stakes {
            must: usize::from(matches!(self, Self::Check(_, Severity::Must))),
            above: 0,
            undecided: usize::from(matches!(self, Self::Risk(_))),
            waiting: 1,
        }
    }
}

impl Asked {
    /// Notes the fields that a decided rule asks for, with its factors.
    pub(super) fn note_fields(
        &mut self,
        setting: &Setting<'_>,
        waits: Waits<'_>,
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
            self.note(target, waits.rule(), (number_of(setting, register), record), waits.stakes());
        }
    }

    /// Notes that a rule relied on doubtful cells of these records.
    pub(super) fn note_doubts(&mut self, rule: &str, register: &str, cells: Vec<(usize, String)>) {
        for (record, field) in cells {
            let rules = self.doubtful.entry((register.to_owned(), record, field)).or_default();
            rules.insert(rule.to_owned());
        }
    }

    /// Notes the controls of which nobody said whether they are in place.
    pub(super) fn note_controls(
        &mut self,
        setting: &Setting<'_>,
        risks: &[Risk],
        exceeds: impl Fn(&Risk) -> bool,
    ) {
        let items = number_of(setting, "items");
        for risk in risks {
            for control in risk.controls.iter().filter(|control| control.state == ControlState::Unknown) {
                let stakes = Stakes { above: usize::from(exceeds(risk)), waiting: 1, ..Stakes::default() };
                let target = Target::Control(control.id.clone());
                self.note(target, &risk.rule, (items, risk.item.record), stakes);
            }
        }
    }

    fn note(&mut self, target: Target, rule: &str, record: (usize, usize), stakes: Stakes) {
        let waiting = self.by_target.entry(target).or_default();
        waiting.rules.insert(rule.to_owned());
        waiting.records.insert(record);
        waiting.stakes = waiting.stakes.with(stakes);
    }

    /// The questions: columns first, then cells in the order of the ledger, then controls.
    pub(super) fn into_questions(self, setting: &Setting<'_>) -> Vec<Question> {
        let people = People::new(setting.ledger, &setting.rulebook.schema);
        let mut questions = Vec::new();
        for ((register, record, field), rules) in &self.doubtful {
            let cell = Target::Cell { register: register.clone(), record: *record, field: field.clone() };
            // A cell that some rule could not do with is asked about already.
            if !self.by_target.contains_key(&cell) {
                let mut question = relying(rules.iter().cloned().collect());
                cell::ask(setting, &people, &mut question, (register, *record, field));
                questions.push(question);
            }
        }
        for header in doubtful::headers(setting) {
            let mut question = relying(header.rules.clone());
            doubtful::ask_header(setting, &mut question, &header);
            questions.push(question);
        }
        let waiting = self.by_target.into_iter();
        questions.extend(waiting.map(|(target, waiting)| question(setting, &people, &target, waiting)));
        tell_unclear(&setting.ledger.answers, &mut questions);
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

/// Says of questions that stay open that their answers were not understood, and why.
fn tell_unclear(answers: &[Answered], questions: &mut [Question]) {
    let unclear: HashMap<&str, (&str, &Text)> = answers
        .iter()
        .filter_map(|answer| match &answer.outcome {
            AnswerOutcome::NotUnderstood(why) => Some((answer.question.as_str(), (answer.raw.as_str(), why))),
            _ => None,
        })
        .collect();
    for question in questions {
        let Some((raw, why)) = unclear.get(question.id.as_str()) else { continue };
        let (raw, why) = (cell::short(raw), cell::sentence(why));
        let told = Text::new(
            format!("（前回のご回答「{raw}」は反映できませんでした。{}）", why.ja),
            format!("(The last answer, “{raw}”, was not taken. {})", why.en.trim_end()),
        );
        for text in [&mut question.ask, &mut question.plain] {
            *text = Text::joined(&[std::mem::take(text), told.clone()], "", " ");
        }
    }
}

/// Tells registers apart; one that the ledger lacks, such as the ledger as a whole, comes last.
fn number_of(setting: &Setting<'_>, register: &str) -> usize {
    setting.ledger.registers.get_index_of(register).unwrap_or(usize::MAX)
}

fn empty(kind: QuestionKind) -> Question {
    Question {
        id: String::new(),
        kind,
        register: String::new(),
        record: None,
        field: String::new(),
        title: Text::default(),
        ask: Text::default(),
        plain: Text::default(),
        raw: String::new(),
        at: None,
        answers: Vec::new(),
        rules: Vec::new(),
        records: 1,
        department: String::new(),
        owner: String::new(),
        stakes: Stakes::default(),
    }
}

/// A question about something that these rules relied on: they are decided, so nothing waits.
fn relying(rules: Vec<String>) -> Question {
    Question { rules, ..empty(QuestionKind::Doubtful) }
}

fn question(setting: &Setting<'_>, people: &People, target: &Target, waiting: Waiting) -> Question {
    let mut question = Question {
        rules: waiting.rules.into_iter().collect(),
        records: waiting.records.len(),
        stakes: waiting.stakes,
        ..empty(QuestionKind::Column)
    };
    match target {
        Target::Cell { register, record, field } => {
            question.kind = QuestionKind::Blank;
            cell::ask(setting, people, &mut question, (register, *record, field));
        }
        Target::Column { register, field } => whole::ask_column(setting, &mut question, register, field),
        Target::Record { register, name } => {
            whole::ask_record(setting, people, &mut question, register, name);
        }
        Target::Reference { register, name, field } => {
            whole::ask_reference(setting, &mut question, (register, name, field));
        }
        Target::Control(id) => whole::ask_control(setting, &mut question, id),
        Target::Elsewhere(name) => whole::ask_elsewhere(setting, &mut question, name),
    }
    if setting.rulebook.duties.iter().any(|duty| question.rules.contains(&duty.about.id)) {
        let waits = Text::new(
            "漏えいしたときの報告の要否も、これが分かるまで決まりません。",
            "Nor is it known until then whether a leak would have to be reported.",
        );
        for text in [&mut question.ask, &mut question.plain] {
            *text = Text::joined(&[std::mem::take(text), waits.clone()], "", " ");
        }
    }
    question
}
