//! The state of a rule's controls for one record.

use daicho_rules::{Control, Decided, NameOrigin, Presence, RiskRule};

use super::Setting;
use crate::assessment::{ControlState, RiskControl};

/// The controls of a rule as they stand for a record.
///
/// What the ledger's own columns show or deny counts first, then what the `measures` register says, then
/// what the columns speak of without showing it. A control that works on other media only is left out.
pub(super) fn controls(
    setting: &Setting<'_>,
    rule: &RiskRule,
    record: usize,
    decided: &Decided,
) -> Vec<RiskControl> {
    let medium =
        decided.singulars.iter().find(|(field, _)| field == "medium").map(|(_, value)| value.as_str());
    let fits = |control: &Control| {
        medium.is_none_or(|medium| control.media.is_empty() || control.media.iter().any(|m| m == medium))
    };
    rule.controls
        .iter()
        .zip(&decided.present)
        .filter_map(|(id, presence)| Some((setting.rulebook.controls.get(id)?, presence)))
        .filter(|(control, _)| fits(control))
        .map(|(control, presence)| state_of(setting, control, presence, record, decided))
        .collect()
}

fn state_of(
    setting: &Setting<'_>,
    control: &Control,
    presence: &Presence,
    record: usize,
    decided: &Decided,
) -> RiskControl {
    let mut state = RiskControl {
        id: control.id.clone(),
        title: control.title.clone(),
        family: control.family.clone(),
        level: control.level,
        state: ControlState::Unknown,
        source: None,
        due: None,
        owner: String::new(),
    };
    let place = |reads: &[String]| {
        reads.iter().find_map(|name| setting.cell("items", record, name, decided)).and_then(|cell| cell.at)
    };
    if let Presence::Shown(reads) = presence {
        state.state = ControlState::InPlace;
        state.source = place(reads);
        return state;
    }
    if let Some(measure) = setting.measures.get(&control.id) {
        state.state = measure.state;
        state.source = measure.source;
        state.due = measure.due;
        state.owner.clone_from(&measure.owner);
    }
    match presence {
        // What the whole company does counts for nothing where the item itself shows the contrary.
        Presence::Denied(reads) if state.state != ControlState::NotApplicable => {
            let planned = state.state == ControlState::Planned;
            state.state = if planned { ControlState::Planned } else { ControlState::NotInPlace };
            state.source = place(reads);
        }
        Presence::NotShown if state.state == ControlState::Unknown => state.state = ControlState::NotInPlace,
        _ => {}
    }
    state
}

impl Setting<'_> {
    /// The cell behind a name that a rule read on a record.
    pub(super) fn cell(
        &self,
        register: &str,
        record: usize,
        name: &str,
        decided: &Decided,
    ) -> Option<&crate::ledger::Cell> {
        match self.rulebook.origin_of(register, name) {
            NameOrigin::Own(field) => {
                let register = self.ledger.registers.get(register)?;
                register.cell(register.records.get(record)?, &field)
            }
            NameOrigin::Joined { singular, register, field } => {
                let (other, index) = self.joined(&singular, &register, decided)?;
                other.cell(other.records.get(index)?, &field)
            }
            NameOrigin::Control(_) | NameOrigin::Elsewhere => None,
        }
    }

    /// The record of another register that a singular names.
    pub(super) fn joined(
        &self,
        singular: &str,
        register: &str,
        decided: &Decided,
    ) -> Option<(&crate::ledger::Register, usize)> {
        let (_, name) = decided.singulars.iter().find(|(field, _)| field == singular)?;
        let other = self.ledger.registers.get(register).or_else(|| self.references.get(register))?;
        let wanted = daicho_rules::normal::fold(name);
        let index = other
            .records
            .iter()
            .position(|record| daicho_rules::normal::fold(other.raw(record, "name")) == wanted)?;
        Some((other, index))
    }
}
