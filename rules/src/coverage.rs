//! Coverage: which of the situations that a rule tells apart its own cases are in.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;
use rayon::prelude::*;
use serde_spanned::Spanned;
use toml::Value;

use crate::case::{CaseStyle, Got, decide, setting};
use crate::decide::Factor;
use crate::definition::{CaseDefinition, Expectation, ExpectedWord};
use crate::domain::Choice;
use crate::rule::About;
use crate::rulebook::Rulebook;
use crate::situation::{Situation, Situations, Subject, as_set, covered, situations_of_all, traces_of};

/// How far a rule is proved by its own cases.
#[derive(Debug, Clone)]
pub struct Coverage<'b> {
    /// The rule.
    pub about: &'b About,
    /// How many situations it tells apart that a case can describe.
    pub situations: usize,
    /// How many of them its cases are in.
    pub covered: usize,
    /// Cases that would cover the others, in the order of the situations; one may be in several.
    pub missing: Vec<MissingCase>,
    /// False if there are more situations than were looked at.
    pub complete: bool,
    /// How the rule writes its cases; `None` where it has none yet.
    pub style: Option<CaseStyle>,
}

/// A case for a situation that no case of its rule is in.
#[derive(Debug, Clone, PartialEq)]
pub struct MissingCase {
    /// The situation.
    pub situation: Situation,
    /// The case in TOML, as the rule writes its cases; it comes out as it says.
    pub toml: String,
    /// How many of the situations without a case it is in.
    pub situations: usize,
}

/// The coverage of every risk rule and check, in the order of the packs.
pub fn coverage(rulebook: &Arc<Rulebook>) -> Vec<Coverage<'_>> {
    let subjects: Vec<Subject<'_>> = rulebook.subjects().collect();
    let found = situations_of_all(rulebook, &subjects);
    let each = subjects.into_par_iter().zip(found);
    each.filter_map(|(subject, found)| of_rule(rulebook, subject, found)).collect()
}

fn of_rule<'b>(rulebook: &'b Arc<Rulebook>, subject: Subject<'b>, found: Situations) -> Option<Coverage<'b>> {
    let about = subject.about()?;
    let known = covered(rulebook, subject, &found);
    let covered = known.iter().filter(|known| **known).count();
    let mut shared = 0;
    let mut missing: Vec<MissingCase> = Vec::new();
    let style = subject.cases().last().map(|case| case.style);
    let mut seen: Vec<BTreeSet<String>> = Vec::new();
    for (situation, _) in found.list.into_iter().zip(known).filter(|(_, known)| !known) {
        // A case of several values may have been in this situation as well.
        let among = seen.iter().position(|traces| situation.is_among(traces));
        if let Some(case) = among.and_then(|at| missing.get_mut(at)) {
            shared += 1;
            case.situations += 1;
            continue;
        }
        if let Some((case, traces)) = describe(rulebook, subject, &situation) {
            seen.push(traces);
            let toml = match style.unwrap_or_default() {
                CaseStyle::List => as_entry(&case),
                CaseStyle::Headers => under_header(subject, &case),
            };
            missing.push(MissingCase { situation, toml, situations: 1 });
        }
    }
    let situations = covered + shared + missing.len();
    Some(Coverage { about, situations, covered, missing, complete: found.complete, style })
}

/// A case that is in a situation, with what the rule sees of it; `None` where no case can say what is given.
fn describe(
    rulebook: &Arc<Rulebook>,
    subject: Subject<'_>,
    situation: &Situation,
) -> Option<(CaseDefinition, BTreeSet<String>)> {
    [Pick::Plain, Pick::First].into_iter().find_map(|pick| {
        let mut case = given(rulebook, subject, situation, pick);
        let setting = setting(rulebook, subject.register(), &case).ok()?;
        let traces = traces_of(rulebook, subject, std::iter::once(setting));
        if !situation.is_among(&traces) {
            return None;
        }
        let (got, threat) = decide(rulebook, subject, &case, &subject.about()?.place).ok()?;
        case.expect = Spanned::new(0..0, expectation(subject, got)?);
        case.threat = match threat {
            Some(Factor::Known(threat)) => Some(i64::from(threat)),
            _ => None,
        };
        Some((case, traces))
    })
}

/// Which of several values that lead to the same a case names.
#[derive(Debug, Clone, Copy)]
enum Pick {
    /// None if a blank cell leads there too, else the first that says something.
    Plain,
    /// The first.
    First,
}

impl Pick {
    fn of(self, choices: &[Choice]) -> Option<&Choice> {
        let says = |choice: &&Choice| !matches!(&choice.value, Some(Value::Array(none)) if none.is_empty());
        match self {
            Self::Plain => {
                let blank = choices.iter().find(|choice| choice.value.is_none());
                blank.or_else(|| choices.iter().find(says)).or_else(|| choices.first())
            }
            Self::First => choices.first(),
        }
    }
}

fn given(rulebook: &Rulebook, subject: Subject<'_>, situation: &Situation, pick: Pick) -> CaseDefinition {
    let mut values = IndexMap::new();
    let mut asked_after: Vec<(&str, bool)> = Vec::new();
    for given in &situation.given {
        let value = pick.of(&given.choices).and_then(|choice| choice.value.clone());
        if given.name.contains('(') {
            asked_after.push((&given.name, value != Some(Value::Boolean(false))));
        } else if let Some(value) = value {
            let name = as_set(rulebook, subject.register(), &given.name, Some(&value));
            values.insert(name, value);
        }
    }
    let lacks_some = asked_after.iter().any(|(_, there)| !there);
    let there = || asked_after.iter().filter(|(_, there)| *there).map(|(name, _)| column(rulebook, name));
    CaseDefinition {
        given: values,
        expect: Spanned::new(0..0, Expectation::Word(ExpectedWord::None)),
        threat: None,
        columns: lacks_some.then(|| there().collect()),
        note: None,
    }
}

/// The column that a case has where a rule asks after it, or after a register.
fn column(rulebook: &Rulebook, asked: &str) -> String {
    let quoted = asked.split('"').nth(1).unwrap_or_default();
    let first = rulebook.schema.registers.get(quoted).and_then(|register| register.fields.keys().next());
    match first {
        Some(field) if asked.starts_with("has_register(") => format!("{quoted}.{field}"),
        _ => quoted.to_owned(),
    }
}

fn expectation(subject: Subject<'_>, got: Got) -> Option<Expectation> {
    let (fires, passes) = match subject {
        Subject::Check(_) => (ExpectedWord::Finding, ExpectedWord::Holds),
        Subject::Duty(_) => (ExpectedWord::Duty, ExpectedWord::None),
        Subject::Risk(_) | Subject::Impact(_) | Subject::Control(_) => {
            (ExpectedWord::Risk, ExpectedWord::None)
        }
    };
    Some(match got {
        Got::Fires => Expectation::Word(fires),
        Got::Passes => Expectation::Word(passes),
        Got::Asks(question) => Expectation::Question { question },
        Got::Failed(_) => return None,
    })
}

/// A case under a header of its own.
fn under_header(subject: Subject<'_>, case: &CaseDefinition) -> String {
    let table = match subject {
        Subject::Check(_) => "check",
        Subject::Duty(_) => "duty",
        Subject::Risk(_) | Subject::Impact(_) | Subject::Control(_) => "risk",
    };
    let lines = parts(case).into_iter().map(|part| format!("{part}\n"));
    std::iter::once(format!("[[{table}.case]]\n")).chain(lines).collect()
}

/// A case as an entry of `case = [ … ]`.
fn as_entry(case: &CaseDefinition) -> String {
    format!("  {{ {} }},\n", parts(case).join(", "))
}

/// The keys of a case with their values.
fn parts(case: &CaseDefinition) -> Vec<String> {
    let given: Vec<String> =
        case.given.iter().map(|(name, value)| format!("{} = {value}", key(name))).collect();
    let given = if given.is_empty() { String::new() } else { format!(" {} ", given.join(", ")) };
    let mut parts = vec![format!("given = {{{given}}}")];
    parts.extend(case.columns.as_ref().map(|columns| format!("columns = {}", texts(columns))));
    parts.push(match case.expect.get_ref() {
        Expectation::Word(word) => format!("expect = {}", quoted(word.as_written())),
        Expectation::Question { question } => format!("expect = {{ question = {} }}", texts(question)),
    });
    parts.extend(case.threat.map(|threat| format!("threat = {threat}")));
    parts
}

/// A name as a key of TOML.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quoted(name) }
}

fn texts(texts: &[String]) -> String {
    Value::Array(texts.iter().map(|text| Value::String(text.clone())).collect()).to_string()
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
