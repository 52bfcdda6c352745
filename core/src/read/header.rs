//! Which field each column stands for, and which register a table therefore is.
//!
//! ```text
//! compared    forms in which headers are the same though written otherwise
//! slip        what a typed header could have been meant to be
//! lexicon     the headers that packs know
//! claim       which fields a header may stand for, and how sure that is
//! evidence    what the cells say for and against it
//! assignment  which column gets which field, over the whole table
//! described   what a client's settings say of the tables of a sheet
//! vague       what cells say of a table whose headers say too little
//! doubt       what is said of columns that are not, or not quite, clear
//! ```

mod assignment;
mod claim;
mod compared;
mod described;
mod doubt;
mod evidence;
mod lexicon;
mod slip;
mod vague;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use doubt::{ColumnDoubt, doubts};
pub(crate) use lexicon::{Lexicon, RegisterWords, is_short};
pub(crate) use vague::told_by_cells;

use super::grid::Grid;
use assignment::assign;
use claim::{Claim, claims};
use evidence::{Sample, weigh};

/// Columns below this confidence stay unmapped.
pub(crate) const CONFIDENCE_LEAST: u8 = 60;
/// Columns below this confidence are doubtful.
pub(crate) const CONFIDENCE_SURE: u8 = 85;

/// Columns from this confidence on tell that a table is a register.
const CONFIDENCE_TELLING: u8 = 72;
/// What a register gains if the sheet or a title names it.
const NAMED: u32 = 150;
/// What every further column of a field counts.
const SHARED: u32 = 30;
/// Share of the best score, in percent, from which another register fits nearly as well.
const NEARLY: u32 = 95;
/// Share of the best score, in percent, from which cells may turn the choice.
const CONTENDS: u32 = 60;

/// The header of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// Column, from 0.
    pub(crate) column: u32,
    /// Texts from the outermost parent to the header itself.
    pub(crate) parts: Vec<String>,
}

impl Label {
    /// The texts joined for people.
    pub(crate) fn text(&self) -> String {
        let lines: Vec<String> = self.parts.iter().map(|part| part.replace('\n', " ")).collect();
        lines.join(" / ")
    }
}

/// What a table was taken for.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// Index of the register.
    pub(crate) register: usize,
    /// How well it fits, for comparing.
    pub(crate) score: u32,
    /// What each label was taken for, in the order of the labels.
    pub(crate) columns: Vec<Option<Mapping>>,
    /// Labels that stay without a field that they may stand for.
    pub(crate) rivals: Vec<Rival>,
    /// Another register that fits nearly as well.
    pub(crate) other: Option<usize>,
    /// All registers whose headers fit, and the score of each.
    pub(crate) contenders: Vec<Contender>,
}

/// A register whose headers fit a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Contender {
    register: usize,
    named: bool,
    score: u32,
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// Index of the field.
    pub(crate) field: usize,
    /// How sure, in percent; see [`MappedColumn::confidence`](crate::ledger::MappedColumn::confidence).
    pub(crate) confidence: u8,
    /// What a mark such as ○ in this column means: the child of a parent that is the field.
    pub(crate) option: Option<String>,
}

/// A label that stays without a field that it may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rival {
    /// Index of the label.
    pub(crate) label: usize,
    /// Indexes of the fields, the likeliest first.
    pub(crate) fields: Vec<usize>,
    /// Why.
    pub(crate) kind: RivalKind,
}

/// Why a label stays without a field that it may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RivalKind {
    /// Another column stands for it more surely.
    Taken,
    /// Another column stands for it just as well, and neither got it.
    Equal,
    /// Neither the header nor the cells say enough.
    Unsure,
}

/// The register that labels fit best, if they fit one at all.
///
/// `hints` are texts that may name it: the sheet and the title lines above.
pub(crate) fn choose(lexicon: &Lexicon<'_>, labels: &[Label], hints: &[&str]) -> Option<Choice> {
    let mut best: Option<Choice> = None;
    let mut contenders = Vec::new();
    for (register, words) in lexicon.registers.iter().enumerate() {
        let described = lexicon.described.register();
        if described.is_some_and(|id| id != words.definition.id) {
            continue;
        }
        let named = hints.iter().any(|hint| words.is_named_in(hint));
        let claims = claims_of(words, lexicon, labels);
        let (columns, rivals) = assign(words, labels.len(), &claims, false);
        // What the settings name needs no columns that prove it.
        if described.is_none() && !qualifies(words, &columns, named) {
            continue;
        }
        let score = score(&columns, named).max(1);
        contenders.push(Contender { register, named, score });
        if best.as_ref().is_none_or(|best| score > best.score) {
            let contenders = Vec::new();
            best = Some(Choice { register, score, columns, rivals, other: None, contenders });
        }
    }
    best.map(|best| Choice { contenders, ..best })
}

/// The choice once the cells in the rows of records have had their say; `None` if they speak against every column
/// that tells a register from other tables.
pub(crate) fn borne_out(
    lexicon: &Lexicon<'_>,
    labels: &[Label],
    choice: &Choice,
    grid: &Grid,
    rows: &[u32],
) -> Option<Choice> {
    let samples: Vec<Sample> = labels.iter().map(|label| Sample::of(grid, label.column, rows)).collect();
    let mut fitting: Vec<Choice> = Vec::new();
    for contender in &choice.contenders {
        let Contender { register, named, score: before } = *contender;
        let Some(words) = lexicon.registers.get(register) else { continue };
        if before * 100 < choice.score * CONTENDS && register != choice.register {
            continue;
        }
        let mut claims = claims_of(words, lexicon, labels);
        weigh(words, labels, &samples, &mut claims);
        let strict = samples.iter().any(|sample| sample.filled > 0);
        let filled = |label: usize| samples.get(label).is_some_and(|sample| sample.filled > 0);
        // A column without cells claims nothing that a filled one claims as well.
        let claimed: BTreeSet<usize> = claims
            .iter()
            .filter(|claim| claim.holds() && filled(claim.label))
            .map(|claim| claim.field)
            .collect();
        claims.retain(|claim| claim.settled || filled(claim.label) || !claimed.contains(&claim.field));
        let claimed = claims.iter().filter(|claim| claim.holds()).map(|claim| claim.field);
        if !named && lexicon.described.register().is_none() && !is_anchored(words, claimed) {
            continue;
        }
        let (columns, mut rivals) = assign(words, labels.len(), &claims, strict);
        unsure(&claims, &columns, &mut rivals);
        let score = score(&columns, named);
        fitting.push(Choice { register, score, columns, rivals, other: None, contenders: Vec::new() });
    }
    // Of registers that fit equally the first of the packs, as before.
    fitting.sort_by_key(|fitting| (std::cmp::Reverse(fitting.score), fitting.register));
    let mut fitting = fitting.into_iter();
    let best = fitting.next()?;
    let other = fitting.next().filter(|next| next.score * 100 >= best.score * NEARLY);
    Some(Choice { other: other.map(|other| other.register), ..best })
}

fn claims_of(words: &RegisterWords<'_>, lexicon: &Lexicon<'_>, labels: &[Label]) -> Vec<Claim> {
    let labels = labels.iter().enumerate();
    labels.flat_map(|(index, label)| claims(words, lexicon, index, label)).collect()
}

/// True if headers that say enough by themselves tell a register from others.
fn qualifies(words: &RegisterWords<'_>, columns: &[Option<Mapping>], named: bool) -> bool {
    let telling = columns.iter().flatten().filter(|mapping| mapping.confidence >= CONFIDENCE_TELLING);
    let telling: BTreeSet<usize> = telling.map(|mapping| mapping.field).collect();
    // 名称 may be the name of anything: what tells a register from others must itself be clear.
    is_anchored(words, telling.iter().copied()) && telling.len() >= if named { 2 } else { 3 }
}

/// True if one of the fields tells the register from others.
fn is_anchored(words: &RegisterWords<'_>, mut fields: impl Iterator<Item = usize>) -> bool {
    let anchors = &words.definition.anchors;
    anchors.is_empty()
        || fields
            .any(|field| words.definition.fields.get_index(field).is_some_and(|(id, _)| anchors.contains(id)))
}

/// How well columns fit a register.
fn score(columns: &[Option<Mapping>], named: bool) -> u32 {
    let mut fields: BTreeMap<usize, u8> = BTreeMap::new();
    for mapping in columns.iter().flatten() {
        let most = fields.entry(mapping.field).or_default();
        *most = mapping.confidence.max(*most);
    }
    // Columns that share a field count a little, so that children of a parent are read as such.
    let shared = u32::try_from(columns.iter().flatten().count() - fields.len()).unwrap_or_default();
    let sum: u32 = fields.values().map(|confidence| u32::from(*confidence)).sum();
    sum + shared * SHARED + if named { NAMED } else { 0 }
}

/// Notes the labels without a field whose claims were too weak.
fn unsure(claims: &[Claim], columns: &[Option<Mapping>], rivals: &mut Vec<Rival>) {
    for (label, _) in columns.iter().enumerate().filter(|(_, mapping)| mapping.is_none()) {
        let mut weak: Vec<&Claim> =
            claims.iter().filter(|claim| claim.label == label && !claim.holds()).collect();
        if weak.is_empty() || rivals.iter().any(|rival| rival.label == label) {
            continue;
        }
        weak.sort_by_key(|claim| (std::cmp::Reverse(claim.confidence), claim.rank));
        let fields = weak.iter().map(|claim| claim.field).collect();
        rivals.push(Rival { label, fields, kind: RivalKind::Unsure });
    }
    rivals.sort_by_key(|rival| rival.label);
}

#[cfg(test)]
mod tests;
