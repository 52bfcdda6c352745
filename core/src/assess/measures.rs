//! What the `measures` register says of controls.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use daicho_rules::normal::fold;
use daicho_rules::{Rulebook, Text, Value};

use super::Setting;
use crate::assessment::{ControlState, RecordRef};
use crate::ledger::{Doubt, Ledger, Origin, Register};

/// The state of every control that a `measures` register speaks of.
#[derive(Debug, Default)]
pub(super) struct Measures {
    by_control: BTreeMap<String, Measure>,
    /// Measures that are planned or partly in place, with their cells and due dates, by record.
    planned: Vec<(usize, Option<Origin>, NaiveDate)>,
}

/// What the register says of one control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) state: ControlState,
    pub(super) source: Option<Origin>,
    /// Where the state is told, or would be.
    pub(super) status: Option<Origin>,
    /// What was typed for the state; of several records each once.
    pub(super) raw: String,
    pub(super) due: Option<NaiveDate>,
    pub(super) owner: String,
}

impl Measures {
    /// Reads the register; texts that name no known control become doubts.
    pub(super) fn new(ledger: &mut Ledger, rulebook: &Rulebook) -> Self {
        let Some(register) = ledger.registers.get("measures") else { return Self::default() };
        let names = Names::new(rulebook);
        let mut measures = Self::default();
        let mut doubts = Vec::new();
        for (index, record) in register.records.iter().enumerate() {
            let Some(cell) = register.cell(record, "control").filter(|cell| !cell.raw.is_empty()) else {
                continue;
            };
            let status = register.cell(record, "status");
            let measure = Measure {
                state: state(register, record),
                source: cell.at,
                status: status.and_then(|cell| cell.at),
                raw: status.map(|cell| cell.raw.clone()).unwrap_or_default(),
                due: date(register, record, "due"),
                owner: register.raw(record, "owner").to_owned(),
            };
            if let (ControlState::Planned | ControlState::Partly, Some(due)) = (measure.state, measure.due) {
                measures.planned.push((index, cell.at, due));
            }
            let controls = names.find(&cell.raw);
            if controls.is_empty() {
                doubts.push(unknown_control(cell.at, &cell.raw));
            }
            for control in controls {
                measures.note(&control, &measure);
            }
        }
        ledger.doubts.extend(doubts);
        measures
    }

    pub(super) fn get(&self, control: &str) -> Option<&Measure> {
        self.by_control.get(control)
    }

    /// The controls that the register speaks of, each with how far it is in place as far as that is known.
    pub(super) fn states(&self) -> impl Iterator<Item = (&str, ControlState)> {
        let states = self.by_control.iter().map(|(control, measure)| (control.as_str(), measure.state));
        states.filter(|(_, state)| *state != ControlState::Unknown)
    }

    /// Planned measures that should have been in place by now.
    pub(super) fn overdue(&self, setting: &Setting<'_>, as_of: NaiveDate) -> Vec<(RecordRef, NaiveDate)> {
        let late = self.planned.iter().filter(|(_, _, due)| *due < as_of);
        late.map(|(record, at, due)| {
            (RecordRef { at: *at, ..setting.records.name("measures", *record) }, *due)
        })
        .collect()
    }

    /// Adds what one more record says of a control. Records that differ (by zone, say) make it partly in place.
    fn note(&mut self, control: &str, measure: &Measure) {
        let Some(known) = self.by_control.get_mut(control) else {
            self.by_control.insert(control.to_owned(), measure.clone());
            return;
        };
        known.state = match (known.state, measure.state) {
            (a, b) if a == b => a,
            (ControlState::NotApplicable | ControlState::Unknown, other)
            | (other, ControlState::NotApplicable | ControlState::Unknown) => other,
            (ControlState::InPlace | ControlState::Partly, _)
            | (_, ControlState::InPlace | ControlState::Partly) => ControlState::Partly,
            (a, b) => a.min(b),
        };
        known.due = known.due.max(measure.due);
        if !measure.raw.is_empty() && !known.raw.split(SEVERAL).any(|raw| raw == measure.raw) {
            if known.raw.is_empty() {
                // The record that tells something is the one to look at.
                known.status = measure.status;
            } else {
                known.raw.push_str(SEVERAL);
            }
            known.raw.push_str(&measure.raw);
        }
        if known.owner.is_empty() {
            known.owner.clone_from(&measure.owner);
        }
    }
}

/// Records of the measures that name a control, each with the number of controls that it names.
pub(crate) fn records_of_control(ledger: &Ledger, rulebook: &Rulebook, control: &str) -> Vec<(usize, usize)> {
    let Some(register) = ledger.registers.get("measures") else { return Vec::new() };
    let names = Names::new(rulebook);
    let controls = |record| names.find(register.raw(record, "control"));
    let named = register.records.iter().map(controls).enumerate();
    named
        .filter(|(_, controls)| controls.iter().any(|known| known == control))
        .map(|(record, controls)| (record, controls.len()))
        .collect()
}

/// Between what several records say of one control.
const SEVERAL: &str = "／";

fn state(register: &Register, record: &crate::ledger::Record) -> ControlState {
    let Some(Value::Choice(id)) = register.cell(record, "status").and_then(|cell| cell.value.as_ref()) else {
        return ControlState::Unknown;
    };
    [
        ControlState::InPlace,
        ControlState::Partly,
        ControlState::Planned,
        ControlState::NotInPlace,
        ControlState::NotApplicable,
    ]
    .into_iter()
    .find(|state| state.id() == id)
    .unwrap_or(ControlState::Unknown)
}

fn date(register: &Register, record: &crate::ledger::Record, field: &str) -> Option<NaiveDate> {
    match register.cell(record, field)?.value {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    }
}

fn unknown_control(at: Option<Origin>, raw: &str) -> Doubt {
    Doubt {
        at,
        sheet: at.map_or(0, Origin::sheet_index),
        field: Some("control".to_owned()),
        raw: raw.to_owned(),
        message: Text::new(
            "どの対策のことか分からないため、評価に使っていません",
            "it is not clear which control this is; it was not counted",
        ),
    }
}

/// Wordings of controls, for finding them in what clients typed.
struct Names {
    /// Folded wording and control id, the longest wordings first.
    wordings: Vec<(String, String)>,
}

/// Shortest wording, in characters, that counts when it is only part of a text.
const SHORTEST_PART: usize = 4;
/// Likeness from which two wordings are taken for the same.
const ALIKE: f64 = 0.75;

impl Names {
    fn new(rulebook: &Rulebook) -> Self {
        let mut wordings: Vec<(String, String)> = Vec::new();
        for control in rulebook.controls.values() {
            let own = [&control.id, &control.title.ja, &control.title.en];
            for wording in own.into_iter().chain(&control.names) {
                wordings.push((fold(wording), control.id.clone()));
            }
        }
        wordings.sort_by_cached_key(|(wording, id)| {
            (std::cmp::Reverse(wording.chars().count()), wording.clone(), id.clone())
        });
        wordings.dedup();
        Self { wordings }
    }

    /// The controls a text speaks of: by its whole wording, by wordings within it, else by likeness.
    fn find(&self, text: &str) -> Vec<String> {
        let text = fold(text);
        let exact: Vec<String> = self.controls(|wording| wording == text);
        if !exact.is_empty() {
            return exact;
        }
        let mut rest = text.clone();
        let mut found = Vec::new();
        // Wordings that several controls share stand beside each other and are taken together.
        for same in self.wordings.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((wording, _)) = same.first() else { continue };
            if wording.chars().count() >= SHORTEST_PART && rest.contains(wording.as_str()) {
                // Taken out, so that a shorter wording inside this one does not count as well.
                rest = rest.replace(wording.as_str(), "\u{0}");
                found.extend(same.iter().map(|(_, control)| control.clone()));
            }
        }
        if found.is_empty() {
            let likeness = |wording: &str| shared_pairs(wording, &text);
            let best = self.wordings.iter().map(|(wording, _)| likeness(wording)).fold(0.0, f64::max);
            if best >= ALIKE {
                found = self.controls(|wording| likeness(wording) >= best);
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// The controls that have a wording which fits.
    fn controls(&self, fits: impl Fn(&str) -> bool) -> Vec<String> {
        let mut found: Vec<String> = self
            .wordings
            .iter()
            .filter(|(wording, _)| fits(wording))
            .map(|(_, control)| control.clone())
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

/// Share of the pairs of neighbouring characters that two texts have in common, 0 to 1 (Sørensen–Dice).
///
/// Wordings of one control differ by order and particles more than by letters: 「宛先の二人確認」 and
/// 「二人で宛先を確認」. (The function of this name in `strsim` divides by bytes, so it is of no use here.)
fn shared_pairs(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (a, mut b) = (pairs(a), pairs(b));
    let total = a.len() + b.len();
    let mut shared = 0_usize;
    for pair in a {
        if let Some(at) = b.iter().position(|other| *other == pair) {
            b.swap_remove(at);
            shared += 1;
        }
    }
    let as_number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if total == 0 { 0.0 } else { 2.0 * as_number(shared) / as_number(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let wordings = [
            ("送信前に宛先を二人で確認する", "recipient-check"),
            ("入退室管理", "entry-control"),
            ("施錠管理", "lock"),
        ];
        Names { wordings: wordings.map(|(wording, id)| (fold(wording), id.to_owned())).to_vec() }
    }

    #[test]
    fn controls_are_found_whole_within_and_by_likeness() {
        for (text, controls) in [
            ("入退室管理", vec!["entry-control"]),
            ("施錠管理及び入退室管理の実施", vec!["entry-control", "lock"]),
            ("送信前に宛先を２人で確認する", vec!["recipient-check"]),
            ("社員旅行", vec![]),
        ] {
            assert_eq!(names().find(text), controls, "{text}");
        }
    }

    #[test]
    fn records_that_differ_make_a_control_partly_in_place() {
        let measure = |state| Measure {
            state,
            source: None,
            status: None,
            raw: String::new(),
            due: None,
            owner: String::new(),
        };
        for (a, b, both) in [
            (ControlState::InPlace, ControlState::InPlace, ControlState::InPlace),
            (ControlState::InPlace, ControlState::NotInPlace, ControlState::Partly),
            (ControlState::InPlace, ControlState::NotApplicable, ControlState::InPlace),
            (ControlState::Planned, ControlState::NotInPlace, ControlState::Planned),
            (ControlState::Unknown, ControlState::Planned, ControlState::Planned),
        ] {
            let mut measures = Measures::default();
            measures.note("x", &measure(a));
            measures.note("x", &measure(b));
            assert_eq!(measures.get("x").unwrap().state, both, "{a:?} {b:?}");
        }
    }
}
