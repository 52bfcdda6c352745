//! Tables whose headers say too little by themselves: 取得, 保管, 方法. What several columns hold together tells.

use std::collections::BTreeSet;

use super::assignment::assign;
use super::evidence::{Sample, weigh};
use super::lexicon::RegisterWords;
use super::{Choice, Contender, Label, Lexicon, Mapping, claims_of, is_anchored, score, unsure};
use crate::read::grid::Grid;
use crate::read::table::names_record;

/// Fewest fields of a table whose headers alone do not tell what it is.
const FIELDS_LEAST: usize = 4;
/// Fewest of them that cells bear out although the header alone would not do.
const BORNE_OUT_LEAST: usize = 1;
/// Field that names a record of processing activities.
const PROCESS: &str = "business_process";

/// The register of a table by its vague headers and the cells in the rows below them, if several columns speak for
/// the same one.
pub(crate) fn told_by_cells(
    lexicon: &Lexicon<'_>,
    labels: &[Label],
    hints: &[&str],
    grid: &Grid,
    rows: &[u32],
) -> Option<Choice> {
    let samples: Vec<Sample> = labels.iter().map(|label| Sample::of(grid, label.column, rows)).collect();
    let mut best: Option<Choice> = None;
    for (register, words) in lexicon.registers.iter().enumerate() {
        let mut claims = claims_of(words, lexicon, labels);
        let vague: BTreeSet<(usize, usize)> =
            claims.iter().filter(|claim| !claim.holds()).map(|claim| (claim.label, claim.field)).collect();
        let labels_of_fields: BTreeSet<usize> = claims.iter().map(|claim| claim.label).collect();
        if labels_of_fields.len() < FIELDS_LEAST || vague.len() < BORNE_OUT_LEAST {
            continue;
        }
        weigh(words, labels, &samples, &mut claims);
        let (columns, mut rivals) = assign(words, labels.len(), &claims, true);
        if !tells(words, &columns, &vague) {
            continue;
        }
        unsure(&claims, &columns, &mut rivals);
        let named = hints.iter().any(|hint| words.is_named_in(hint));
        let score = score(&columns, named).max(1);
        if best.as_ref().is_none_or(|best| score > best.score) {
            let contenders = vec![Contender { register, named, score }];
            best = Some(Choice { register, score, columns, rivals, other: None, contenders });
        }
    }
    best
}

/// True if columns tell the register: most of them are known, one names the record, one is of this register alone,
/// and cells bore out a vague header.
fn tells(words: &RegisterWords<'_>, columns: &[Option<Mapping>], vague: &BTreeSet<(usize, usize)>) -> bool {
    let mapped =
        || columns.iter().enumerate().filter_map(|(at, mapping)| Some((at, mapping.as_ref()?.field)));
    let fields: BTreeSet<usize> = mapped().map(|(_, field)| field).collect();
    let borne_out = mapped().filter(|column| vague.contains(column)).count();
    let id = |field: &usize| words.definition.fields.get_index(*field).map(|(id, _)| id.as_str());
    let named = fields.iter().filter_map(id).any(|id| id == PROCESS || names_record(words.definition, id));
    named
        && fields.len() >= FIELDS_LEAST
        && borne_out >= BORNE_OUT_LEAST
        && mapped().count() * 2 > columns.len()
        && is_anchored(words, fields.into_iter())
}
