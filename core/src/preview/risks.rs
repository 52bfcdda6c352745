//! Risks that appear, vanish or move to another band.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use daicho_rules::{DefinitionKind, How, Text};

use super::rows::{Rows, Wanted};
use super::{Comparison, Reason, paired, reasons};
use crate::assessment::{Assessment, LEVELS, RecordRef, Risk, Singular};

/// A risk that appears, vanishes or moves to another band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskChange {
    /// Id by the new version; by the old one if the risk vanishes.
    pub id: String,
    /// Full id of the rule, likewise.
    pub rule: String,
    /// What goes wrong.
    pub title: Text,
    /// The item.
    pub item: RecordRef,
    /// The values that the risk is about.
    pub singulars: Vec<Singular>,
    /// Whether it appears, vanishes or moves.
    pub how: How,
    /// Of one that moves, to which side: by its current level if that moves, else by the others.
    pub direction: Ordering,
    /// Bands before and after, for each of [`LEVELS`].
    pub bands: [BandPair; 3],
    /// True if it stands above the acceptable band before, with the controls in place.
    pub exceeded: bool,
    /// True if it does so after.
    pub exceeds: bool,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A band before and after; `None` where there is no risk, or no score.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BandPair {
    /// Id of the band before.
    pub before: Option<String>,
    /// Id of the band after.
    pub after: Option<String>,
}

/// A risk in the old and in the new assessment.
pub(super) type Pair<'r> = (Option<&'r Risk>, Option<&'r Risk>);

/// The changes by stage, rule and item; how many were only scored otherwise; how many stayed the same.
pub(super) fn changes(
    comparison: &Comparison,
    old: &Assessment,
    new: &Assessment,
) -> (Vec<RiskChange>, usize, usize) {
    let new_id = |risk: &Risk| risk.id.replacen(&risk.rule, &comparison.diff.new_id(&risk.rule), 1);
    let pairs = paired(&old.risks, &new.risks, new_id, |risk| risk.id.clone());
    let (mut changed, mut rescored, mut same) = (Vec::new(), 0, 0);
    for pair in pairs {
        match how(pair) {
            Some(how) => changed.push((how, pair)),
            None if is_rescored(pair) => rescored += 1,
            None => same += 1,
        }
    }
    let rows = Rows::new(comparison, (old, new), &wanted(comparison, &changed));
    let mut changes: Vec<RiskChange> = changed
        .into_iter()
        .filter_map(|(how, pair)| change(comparison, &rows, (old, new), how, pair))
        .collect();
    let order: Vec<&str> = new.schema.stages.iter().map(|stage| stage.id.as_str()).collect();
    let stage = |rule: &str| {
        let all = comparison.new.risks.iter().chain(&comparison.old.risks);
        let stage = all.into_iter().find(|known| known.about.id == rule).map(|known| known.stage.as_str());
        order.iter().position(|known| Some(*known) == stage)
    };
    changes.sort_by_cached_key(|change| (stage(&change.rule), change.rule.clone(), change.item.record));
    (changes, rescored, same)
}

fn how((old, new): Pair<'_>) -> Option<How> {
    match (old, new) {
        (None, _) => Some(How::Added),
        (_, None) => Some(How::Removed),
        (Some(old), Some(new)) => {
            LEVELS.iter().any(|(_, level)| level(old).band != level(new).band).then_some(How::Changed)
        }
    }
}

fn is_rescored((old, new): Pair<'_>) -> bool {
    let scores =
        |risk: &Risk| LEVELS.map(|(_, level)| level(risk).score.or(level(risk).likelihood.map(u32::from)));
    old.map(scores) != new.map(scores)
}

/// Whose situation has to be found: of each rule, of the impact, and of the controls, the items concerned.
fn wanted(comparison: &Comparison, changed: &[(How, Pair<'_>)]) -> Wanted {
    let mut wanted = Wanted::new();
    for (_, (old, new)) in changed {
        let Some(risk) = new.or(*old) else { continue };
        let rule = comparison.diff.new_id(&risk.rule);
        let controls = risk.controls.iter().map(|control| (DefinitionKind::Control, control.id.clone()));
        let keys = [(DefinitionKind::Risk, rule), (DefinitionKind::Impact, "impact".to_owned())];
        for key in keys.into_iter().chain(controls) {
            let items: &mut BTreeSet<usize> = wanted.entry(key).or_default();
            items.insert(risk.item.record);
        }
    }
    wanted
}

fn change(
    comparison: &Comparison,
    rows: &Rows<'_>,
    (old_book, new_book): (&Assessment, &Assessment),
    how: How,
    (old, new): Pair<'_>,
) -> Option<RiskChange> {
    let risk = new.or(old)?;
    let bands = LEVELS.map(|(_, level)| BandPair {
        before: old.and_then(|risk| level(risk).band.clone()),
        after: new.and_then(|risk| level(risk).band.clone()),
    });
    let rank = |book: &Assessment, band: &Option<String>| book.method.rank(band.as_deref()?);
    let moved = |pair: &BandPair| match (rank(old_book, &pair.before), rank(new_book, &pair.after)) {
        (Some(before), Some(after)) => after.cmp(&before),
        _ => Ordering::Equal,
    };
    let [inherent, current, planned] = &bands;
    Some(RiskChange {
        direction: moved(current).then(moved(inherent)).then(moved(planned)),
        id: risk.id.clone(),
        rule: risk.rule.clone(),
        title: risk.title.clone(),
        item: risk.item.clone(),
        singulars: risk.singulars.clone(),
        how,
        bands,
        exceeded: old.is_some_and(|risk| risk.exceeds(&old_book.method)),
        exceeds: new.is_some_and(|risk| risk.exceeds(&new_book.method)),
        reasons: reasons::of_risk(comparison, rows, (old_book, new_book), (old, new)),
    })
}
