//! Which controls would bring a risk down, or by their loss let it rise.

use daicho_rules::{ControlLevel, Method};

use crate::assess::level_with;
use crate::assessment::{ControlState, Level, Risk, RiskControl};

/// Most controls of which every combination is looked at.
const MAX_COMBINED: usize = 8;

/// The smallest sets of a risk's controls that change its level as wished, required ones first.
///
/// `turns` tells which controls may change, and to which state.
pub(super) fn smallest_sets<'r>(
    method: &Method,
    risk: &'r Risk,
    turns: impl Fn(&RiskControl) -> Option<ControlState>,
    wished: impl Fn(&Level) -> bool,
) -> Vec<(Vec<&'r RiskControl>, Level)> {
    let mut open: Vec<(&RiskControl, ControlState)> =
        risk.controls.iter().filter_map(|control| Some((control, turns(control)?))).collect();
    open.sort_by_key(|(control, _)| {
        (control.level != ControlLevel::S, control.state != ControlState::Planned)
    });
    let mut sets: Vec<usize> = (1..1_usize << open.len().min(MAX_COMBINED)).collect();
    sets.sort_by_key(|bits| bits.count_ones());
    let mut found = Vec::new();
    let mut size = None;
    for bits in sets {
        if size.is_some_and(|size| bits.count_ones() > size) {
            break;
        }
        let all_of_many = bits.count_ones() as usize == MAX_COMBINED;
        let chosen =
            |at: usize| at < MAX_COMBINED && bits >> at & 1 == 1 || at >= MAX_COMBINED && all_of_many;
        let chosen: Vec<&(&RiskControl, ControlState)> =
            open.iter().enumerate().filter(|(at, _)| chosen(*at)).map(|(_, control)| control).collect();
        let level = level_if(method, risk, &chosen);
        if wished(&level) {
            size = Some(bits.count_ones());
            found.push((chosen.into_iter().map(|(control, _)| *control).collect(), level));
        }
    }
    found
}

/// How many of which controls it takes, where any so many of them will do.
pub(super) fn any_of<'r>(sets: &[(Vec<&'r RiskControl>, Level)]) -> Option<(usize, Vec<&'r RiskControl>)> {
    let (first, level) = sets.first()?;
    let mut all: Vec<&RiskControl> = Vec::new();
    for control in sets.iter().flat_map(|(set, _)| set) {
        if !all.iter().any(|known| known.id == control.id) {
            all.push(control);
        }
    }
    // n over k, each step a whole number.
    let (number, many) = (first.len(), all.len());
    let more = |ways: usize, taken: usize| Some(ways.checked_mul(many - taken)? / (taken + 1));
    let ways = (0..number.min(many - number)).try_fold(1, more)?;
    let alike = sets.iter().all(|(_, other)| other == level);
    (alike && sets.len() == ways).then_some((number, all))
}

/// The level of a risk with all its lacking controls in place.
pub(super) fn level_with_all(method: &Method, risk: &Risk) -> Level {
    let lacking: Vec<&RiskControl> = risk.controls.iter().filter(|control| control.is_lacking()).collect();
    level_with_these(method, risk, &lacking)
}

/// The level of a risk with these of its controls in place.
pub(super) fn level_with_these(method: &Method, risk: &Risk, controls: &[&RiskControl]) -> Level {
    let turned: Vec<_> = controls.iter().map(|control| (*control, ControlState::InPlace)).collect();
    level_if(method, risk, &turned.iter().collect::<Vec<_>>())
}

fn level_if(method: &Method, risk: &Risk, turned: &[&(&RiskControl, ControlState)]) -> Level {
    let turn = |control: &RiskControl| {
        let state = turned.iter().find(|(turned, _)| turned.id == control.id).map(|(_, state)| *state);
        RiskControl { state: state.unwrap_or(control.state), ..control.clone() }
    };
    let controls: Vec<RiskControl> = risk.controls.iter().map(turn).collect();
    level_with(method, risk, &controls)
}
