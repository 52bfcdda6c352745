//! Which column gets which field, decided over the whole table.
//!
//! A column may claim several fields and a field be claimed by several columns; what counts is the sum over all
//! of them: the heaviest matching of columns and fields, found by the Hungarian method.

use std::collections::BTreeMap;

use daicho_rules::FieldType;

use super::claim::Claim;
use super::lexicon::RegisterWords;
use super::{CONFIDENCE_LEAST, Mapping, Rival, RivalKind};

/// How sure a column must be to share a field with another, unless it is one of the options of a parent.
const CONFIDENCE_SHARED: u8 = 72;
/// The confidence of a column that lost the field it claims most.
const SECOND_CHOICE: u8 = 80;
/// Weight of one percent of confidence beside lesser reasons.
const PERCENT: i64 = 100_000;
/// Fields that are this many places apart in a register still belong to the same part of a life cycle.
const NEIGHBOURS: usize = 3;
/// Weight of standing beside a column of a neighbouring field.
const BESIDE: i64 = 30_000;
/// Columns that take part in the matching for one field; others can only share it.
const COLUMNS_PER_FIELD: usize = 8;

/// What each label is taken for, and those that claimed a field in vain.
pub(super) type Assignment = (Vec<Option<Mapping>>, Vec<Rival>);

/// Gives each field to the label that fits it best over the whole table.
///
/// `strict` leaves labels that claim a field equally without it; otherwise the first gets it for now.
pub(super) fn assign(words: &RegisterWords<'_>, labels: usize, claims: &[Claim], strict: bool) -> Assignment {
    let mut columns: Vec<Option<Mapping>> = vec![None; labels];
    let mut rivals: Vec<Rival> = Vec::new();
    let held: Vec<&Claim> = claims.iter().filter(|claim| claim.holds()).collect();
    for claim in matching(&held, labels) {
        let most = held.iter().filter(|other| other.label == claim.label).map(|other| other.confidence).max();
        let second = most.is_some_and(|most| most > claim.confidence);
        let confidence = if second { claim.confidence.min(SECOND_CHOICE) } else { claim.confidence };
        if let Some(slot) = columns.get_mut(claim.label) {
            *slot = Some(Mapping { field: claim.field, confidence, option: claim.option.clone() });
        }
    }
    let mut open: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for claim in &held {
        let Some(slot) = columns.get_mut(claim.label).filter(|slot| slot.is_none()) else { continue };
        let holder =
            held.iter().copied().filter(|other| other.field == claim.field && other.label != claim.label);
        let shares = claim.option.is_some() || claim.confidence >= CONFIDENCE_SHARED;
        if holds_several(words, claim.field) && shares {
            *slot = Some(Mapping {
                field: claim.field,
                confidence: claim.confidence,
                option: claim.option.clone(),
            });
            continue;
        }
        // The same header twice, neither better than the other: to take the left one would be a guess.
        let equal = holder.filter(|other| is_equal(other, claim)).map(|other| other.label);
        if strict && !claim.settled {
            open.entry(claim.field).or_default().extend(equal);
        }
        rivals.push(Rival { label: claim.label, fields: vec![claim.field], kind: RivalKind::Taken });
    }
    for (field, equals) in open {
        for label in &equals {
            if let Some(slot) = columns.get_mut(*label)
                && slot.as_ref().is_some_and(|mapping| mapping.field == field)
            {
                *slot = None;
                rivals.push(Rival { label: *label, fields: vec![field], kind: RivalKind::Equal });
            }
        }
        if !equals.is_empty() {
            let rivals = rivals.iter_mut().filter(|rival| rival.fields.first() == Some(&field));
            rivals.for_each(|rival| rival.kind = RivalKind::Equal);
        }
    }
    rivals.sort_by_key(|rival| rival.label);
    rivals.dedup_by_key(|rival| rival.label);
    (columns, rivals)
}

fn is_equal(one: &Claim, other: &Claim) -> bool {
    one.rank == other.rank && one.confidence.abs_diff(other.confidence) <= 1 && !one.settled
}

/// True if several columns may give one field.
fn holds_several(words: &RegisterWords<'_>, field: usize) -> bool {
    words
        .definition
        .fields
        .get_index(field)
        .is_some_and(|(_, field)| matches!(field.kind, FieldType::Set | FieldType::Names | FieldType::Text))
}

/// The claims of the heaviest matching.
fn matching<'c>(claims: &[&'c Claim], labels: usize) -> Vec<&'c Claim> {
    let mut by_label: Vec<Vec<&'c Claim>> = vec![Vec::new(); labels];
    let mut by_field: BTreeMap<usize, Vec<&'c Claim>> = BTreeMap::new();
    for claim in claims {
        by_label.get_mut(claim.label).into_iter().for_each(|list| list.push(claim));
        by_field.entry(claim.field).or_default().push(claim);
    }
    if by_label.iter().all(|list| list.len() <= 1) && by_field.values().all(|list| list.len() == 1) {
        return claims.to_vec();
    }
    let sure = |label: usize| match by_label.get(label).map(Vec::as_slice) {
        Some([only]) => Some(only.field),
        _ => None,
    };
    let weight = |claim: &Claim| {
        if claim.settled {
            return PERCENT * 1000 - i64::try_from(claim.label).unwrap_or_default();
        }
        let near = |label: Option<usize>| {
            let field = label.and_then(sure);
            field.is_some_and(|field| field != claim.field && field.abs_diff(claim.field) <= NEIGHBOURS)
        };
        let beside =
            [claim.label.checked_sub(1), Some(claim.label + 1)].into_iter().filter(|l| near(*l)).count();
        let rank = i64::try_from(claim.rank.min(250)).unwrap_or_default();
        // Of columns that are alike in all this, the left one.
        let place = i64::try_from(claim.label.min(99)).unwrap_or_default();
        i64::from(claim.confidence - (CONFIDENCE_LEAST - 1)) * PERCENT
            + BESIDE * i64::try_from(beside).unwrap_or_default()
            - rank * 100
            - place
    };
    let mut rows: Vec<Vec<(usize, i64)>> = Vec::new();
    for list in by_field.values() {
        let mut row: Vec<(usize, i64)> = list.iter().map(|claim| (claim.label, weight(claim))).collect();
        row.sort_by_key(|(label, weight)| (std::cmp::Reverse(*weight), *label));
        row.truncate(COLUMNS_PER_FIELD);
        rows.push(row);
    }
    let fields: Vec<usize> = by_field.keys().copied().collect();
    let given = heaviest(&rows);
    let pairs = fields.iter().zip(given).filter_map(|(field, label)| Some((*field, label?)));
    pairs
        .filter_map(|(field, label)| claims.iter().find(|c| c.field == field && c.label == label).copied())
        .collect()
}

/// The matching of rows to columns with the greatest sum of weights: for each row its column, if it has one.
///
/// `rows` hold the columns that a row may have, with weights above zero. The Hungarian method with potentials,
/// in O(rows² × columns).
pub(super) fn heaviest(rows: &[Vec<(usize, i64)>]) -> Vec<Option<usize>> {
    let mut names: Vec<usize> = rows.iter().flatten().map(|(column, _)| *column).collect();
    names.sort_unstable();
    names.dedup();
    // Every row may stay alone, in a column of its own that costs nothing; a pair costs less than nothing.
    let width = names.len() + rows.len();
    let cost = |row: usize, column: usize| -> i64 {
        let Some(name) = names.get(column) else {
            return if column - names.len() == row { 0 } else { FORBIDDEN };
        };
        let found = rows.get(row).and_then(|row| row.iter().find(|(column, _)| column == name));
        found.map_or(FORBIDDEN, |(_, weight)| -weight)
    };
    // Rows and columns count from 1; column 0 holds the row that is being placed.
    let mut row_potential = vec![0_i64; rows.len() + 1];
    let mut column_potential = vec![0_i64; width + 1];
    let mut holder = vec![0_usize; width + 1];
    for row in 1..=rows.len() {
        place(row, &cost, &mut row_potential, &mut column_potential, &mut holder);
    }
    let mut given = vec![None; rows.len()];
    for (column, row) in holder.iter().enumerate().skip(1) {
        let slot = row.checked_sub(1).and_then(|row| given.get_mut(row));
        if let (Some(slot), Some(name)) = (slot, names.get(column - 1)) {
            *slot = Some(*name);
        }
    }
    given
}

/// A cost that no matching of ours takes on.
const FORBIDDEN: i64 = 1_000_000_000;

/// Places one more row along the cheapest path of exchanges.
fn place(
    row: usize,
    cost: &impl Fn(usize, usize) -> i64,
    row_potential: &mut [i64],
    column_potential: &mut [i64],
    holder: &mut [usize],
) {
    let width = holder.len();
    let mut least = vec![i64::MAX; width];
    let mut came_from = vec![0_usize; width];
    let mut used = vec![false; width];
    let at = |list: &[i64], index: usize| list.get(index).copied().unwrap_or_default();
    holder.iter_mut().take(1).for_each(|first| *first = row);
    let mut column = 0;
    loop {
        used.iter_mut().skip(column).take(1).for_each(|used| *used = true);
        let current = holder.get(column).copied().unwrap_or_default();
        if current == 0 {
            break;
        }
        let mut step = i64::MAX;
        let mut next = 0;
        for other in (1..width).filter(|other| !used.get(*other).copied().unwrap_or(true)) {
            let reduced =
                cost(current - 1, other - 1) - at(row_potential, current) - at(column_potential, other);
            if let (Some(least), Some(from)) = (least.get_mut(other), came_from.get_mut(other)) {
                if reduced < *least {
                    (*least, *from) = (reduced, column);
                }
                if *least < step {
                    (step, next) = (*least, other);
                }
            }
        }
        for (index, used) in used.iter().enumerate() {
            if *used {
                let holding = holder.get(index).copied().unwrap_or_default();
                row_potential.iter_mut().skip(holding).take(1).for_each(|potential| *potential += step);
                column_potential.iter_mut().skip(index).take(1).for_each(|potential| *potential -= step);
            } else if index > 0 {
                least.iter_mut().skip(index).take(1).for_each(|least| *least -= step);
            }
        }
        column = next;
    }
    while column != 0 {
        let from = came_from.get(column).copied().unwrap_or_default();
        let row = holder.get(from).copied().unwrap_or_default();
        holder.iter_mut().skip(column).take(1).for_each(|slot| *slot = row);
        column = from;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The greatest sum by trying everything.
    fn by_trial(rows: &[Vec<(usize, i64)>], taken: &mut Vec<usize>) -> i64 {
        let Some((first, rest)) = rows.split_first() else { return 0 };
        let mut best = by_trial(rest, taken);
        for (column, weight) in first {
            if !taken.contains(column) {
                taken.push(*column);
                best = best.max(weight + by_trial(rest, taken));
                taken.pop();
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_other_matching_is_heavier(
            rows in prop::collection::vec(prop::collection::btree_map(0_usize..6, 1_i64..50, 0..5), 0..6),
        ) {
            let rows: Vec<Vec<(usize, i64)>> = rows.into_iter().map(|row| row.into_iter().collect()).collect();
            let given = heaviest(&rows);
            let columns: Vec<usize> = given.iter().flatten().copied().collect();
            let unique: std::collections::BTreeSet<usize> = columns.iter().copied().collect();
            prop_assert_eq!(unique.len(), columns.len());
            let weight = |(row, column): (&Vec<(usize, i64)>, &Option<usize>)| {
                row.iter().find(|(other, _)| Some(*other) == *column).map_or(0, |(_, weight)| *weight)
            };
            let sum: i64 = rows.iter().zip(&given).map(weight).sum();
            prop_assert_eq!(sum, by_trial(&rows, &mut Vec::new()));
        }
    }
}
