//! What the cells of a column say for and against the field that its header claims.

use std::collections::BTreeSet;

use daicho_rules::{FieldType, Value};

use super::claim::Claim;
use super::compared::fold_label;
use super::lexicon::RegisterWords;
use super::{CONFIDENCE_LEAST, Label};
use crate::read::grid::{CellState, Grid};
use crate::read::table::names_record;
use crate::read::value::{CellText, Parser, says_little};

/// Records whose cells are looked at.
const RECORDS_MOST: usize = 200;
/// Different texts of a column that are tried.
const TEXTS_MOST: usize = 40;
/// Characters of a text beyond which it is prose for some other field.
const PROSE: usize = 80;
/// Characters that a wording of a vocabulary takes at most; in longer text a known word says little.
const WORDING: usize = 14;
/// Different texts below which cells say too little to count.
const TEXTS_LEAST: usize = 3;
/// Different texts from which cells may speak without their header.
const TEXTS_TELLING: usize = 5;
/// Shares in percent: cells that fit, that speak for themselves, and that do not fit.
const FITS: usize = 80;
const FITS_TELLING: usize = 90;
const MISFITS: usize = 20;

/// How sure cells make a claim that only they can bear out.
const BORNE_OUT: u8 = 70;
/// How sure cells make a column whose header says nothing.
const CELLS_ALONE: u8 = 62;
/// How sure a claim is at most if another field understands the cells and its own does not.
const CONTRADICTED: u8 = 58;
/// How sure a claim is at most if its field does not understand the cells, nor another.
const UNSUPPORTED: u8 = 70;
/// How much cells that fit may make up of what is lacking to certainty, in percent.
const RAISED: u8 = 50;
/// The confidence that cells alone do not raise above.
const CEILING: u8 = 97;

/// Some cells of a column.
#[derive(Debug, Default)]
pub(super) struct Sample {
    /// Different texts that say something, in their order.
    texts: Vec<CellText>,
    /// Different texts such as ○, 有, なし and －, which mean the same in most columns.
    marks: Vec<CellText>,
    /// How many cells hold something.
    pub(super) filled: usize,
}

impl Sample {
    /// Cells of a column in the rows of records.
    pub(super) fn of(grid: &Grid, column: u32, rows: &[u32]) -> Self {
        let mut sample = Self::default();
        let mut seen = BTreeSet::new();
        for row in rows.iter().take(RECORDS_MOST) {
            let Some(cell) = grid.cell(*row, column).filter(|cell| cell.state == CellState::Value) else {
                continue;
            };
            sample.filled += 1;
            let shown = &cell.shown;
            if sample.texts.len() >= TEXTS_MOST || !seen.insert(shown.text.as_str()) {
                continue;
            }
            let list = if says_little(&shown.text) { &mut sample.marks } else { &mut sample.texts };
            list.push(CellText::clone(shown));
        }
        sample
    }

    /// True if cells hold marks and nothing else: ○ and ×, 有 and 無.
    pub(super) fn is_marks(&self) -> bool {
        self.texts.is_empty() && !self.marks.is_empty()
    }
}

/// How well the cells of a column fit a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fit {
    /// Cells that the field understands without doubt, in percent.
    share: usize,
    /// Different texts that were tried.
    texts: usize,
}

impl Fit {
    fn is_good(self) -> bool {
        self.texts >= TEXTS_LEAST && self.share >= FITS
    }

    fn is_bad(self) -> bool {
        self.texts >= TEXTS_LEAST && self.share <= MISFITS
    }
}

/// How well cells fit a field; `None` if every text would do, or if there are none.
fn fit(words: &RegisterWords<'_>, field: usize, sample: &Sample) -> Option<Fit> {
    let (_, definition) = words.definition.fields.get_index(field)?;
    let kind = definition.kind;
    if matches!(kind, FieldType::Text | FieldType::Names) {
        return None;
    }
    let parser = words.parser(field)?;
    let flag = kind == FieldType::Flag;
    let tried: Vec<&CellText> =
        sample.texts.iter().chain(sample.marks.iter().filter(|_| flag)).take(TEXTS_MOST).collect();
    // A pair of marks is all that a column of marks has.
    let texts = if flag && sample.is_marks() && sample.filled >= TEXTS_LEAST {
        tried.len().max(TEXTS_LEAST)
    } else {
        tried.len()
    };
    let points: usize = tried.iter().map(|text| understood(parser, kind, text)).sum();
    (!tried.is_empty()).then(|| Fit { share: points / tried.len(), texts })
}

/// How well a field understands a text: 100 without doubt, 50 in part or by chance, 0 not at all.
fn understood(parser: &Parser<'_>, kind: FieldType, text: &CellText) -> usize {
    let length = text.text.chars().count();
    if length > PROSE {
        return if matches!(kind, FieldType::Set) { 50 } else { 0 };
    }
    let parsed = parser.parse(text);
    match parsed.value {
        None => 0,
        Some(Value::Set(set)) if set.ids.is_empty() => 0,
        Some(Value::Set(set)) => {
            let all = set.others.is_empty() && set.unclear.is_empty() && parsed.doubt.is_none();
            if all && length <= WORDING * set.ids.len() { 100 } else { 50 }
        }
        Some(Value::Choice(_)) if length > WORDING => 50,
        Some(_) if parsed.doubt.is_some() => 50,
        Some(_) => 100,
    }
}

/// Weighs claims by the cells of their columns, and adds those that cells make without a header.
pub(super) fn weigh(
    words: &RegisterWords<'_>,
    labels: &[Label],
    samples: &[Sample],
    claims: &mut Vec<Claim>,
) {
    let all: Vec<usize> = (0..words.definition.fields.len()).collect();
    let mut added = Vec::new();
    for (label, sample) in samples.iter().enumerate().take(labels.len()) {
        let (own, others): (Vec<usize>, Vec<usize>) = all
            .iter()
            .partition(|field| claims.iter().any(|claim| claim.label == label && claim.field == **field));
        if claims.iter().any(|claim| claim.label == label && claim.settled) || sample.filled == 0 {
            continue;
        }
        // That cells are days or numbers says nothing of which; words of a vocabulary do.
        let worded: Vec<usize> = others.into_iter().filter(|field| has_words(words, *field)).collect();
        let rival = || best(words, &worded, sample).filter(|(_, fit)| fit.is_good());
        // Of several fields that a header stands for, cells that fit more than one tell nothing.
        let mine = claims.iter().filter(|claim| claim.label == label && claim.holds());
        let fitting = mine.filter(|claim| fit(words, claim.field, sample).is_some_and(Fit::is_good)).count();
        let elsewhere: BTreeSet<usize> = claims
            .iter()
            .filter(|claim| claim.label != label && claim.holds())
            .filter(|claim| samples.get(claim.label).is_some_and(|sample| !sample.texts.is_empty()))
            .map(|claim| claim.field)
            .collect();
        for claim in claims.iter_mut().filter(|claim| claim.label == label) {
            let Some(fit) = fit(words, claim.field, sample) else {
                if is_days(words, claim.field, sample) {
                    claim.confidence = claim.confidence.min(UNSUPPORTED);
                }
                // 有 below 個人情報 beside 情報資産名称 is no name.
                if is_links(words, claim.field, sample)
                    || sample.is_marks() && elsewhere.contains(&claim.field)
                    || names_nothing(words, claim, sample)
                {
                    claim.confidence = claim.confidence.min(CONTRADICTED);
                }
                continue;
            };
            if claim.option.is_some() && sample.is_marks() {
                // ○ below 媒体 / 紙.
                claim.confidence = raised(claim.confidence);
            } else if fit.is_good() && claim.holds() && fitting == 1 {
                claim.confidence = raised(claim.confidence);
            } else if fit.is_bad() && claim.holds() && !is_open(words, claim.field) {
                claim.confidence = against(words, claim, rival().is_some());
            }
        }
        let typed = labels.get(label).and_then(|label| label.parts.last()).map_or("", String::as_str);
        bear_out(words, label, typed, sample, claims);
        if own.is_empty() && sample.texts.len() >= TEXTS_TELLING {
            added.extend(alone(words, label, sample, claims));
        }
    }
    claims.append(&mut added);
}

fn raised(confidence: u8) -> u8 {
    let lacking = CEILING.saturating_sub(confidence);
    confidence + u8::try_from(u32::from(lacking) * u32::from(RAISED) / 100).unwrap_or_default()
}

/// What is left of a claim whose field does not understand the cells.
fn against(words: &RegisterWords<'_>, claim: &Claim, rival: bool) -> u8 {
    let field = words.definition.fields.get_index(claim.field).map(|(_, field)| field.kind);
    // Clients have words of their own; that a day, a number or a period is none is another matter.
    let own_words = matches!(field, Some(FieldType::Set | FieldType::Choice));
    let most = match (rival, own_words) {
        (true, _) => CONTRADICTED,
        (false, true) => claim.confidence.saturating_sub(10).max(CONFIDENCE_LEAST),
        (false, false) => UNSUPPORTED,
    };
    claim.confidence.min(most)
}

/// True for a field that may hold words outside its vocabulary.
fn is_open(words: &RegisterWords<'_>, field: usize) -> bool {
    words.definition.fields.get_index(field).is_some_and(|(_, field)| field.open)
}

/// True for a field with a vocabulary.
fn has_words(words: &RegisterWords<'_>, field: usize) -> bool {
    words.definition.fields.get_index(field).is_some_and(|(_, field)| field.vocabulary.is_some())
}

/// True if all cells of a column that may hold any text are days.
fn is_days(words: &RegisterWords<'_>, field: usize, sample: &Sample) -> bool {
    let text =
        words.definition.fields.get_index(field).is_some_and(|(_, field)| field.kind == FieldType::Text);
    text && sample.texts.len() >= TEXTS_LEAST && sample.texts.iter().all(|text| text.date.is_some())
}

/// True if the cells of a column of names name files or pages: a link to a contract is no vendor.
fn is_links(words: &RegisterWords<'_>, field: usize, sample: &Sample) -> bool {
    let names =
        words.definition.fields.get_index(field).is_some_and(|(_, field)| field.kind == FieldType::Names);
    let link = |text: &CellText| {
        let text = text.text.to_ascii_lowercase();
        let ends = [".pdf", ".doc", ".docx", ".xlsx", ".html"];
        text.contains("://") || text.contains("\\\\") || ends.iter().any(|end| text.ends_with(end))
    };
    names && !sample.texts.is_empty() && sample.texts.iter().all(link)
}

/// True if the column that should name the records holds marks alone: Y below Device says that there is one.
fn names_nothing(words: &RegisterWords<'_>, claim: &Claim, sample: &Sample) -> bool {
    let field = words.definition.fields.get_index(claim.field);
    let naming = field.is_some_and(|(id, _)| names_record(words.definition, id));
    naming && claim.option.is_none() && sample.filled >= TEXTS_LEAST && sample.is_marks()
}

/// Lifts the one claim below the threshold that the cells bear out, if they bear out no other.
///
/// A field whose name starts with what is typed goes before others: 取得 above 郵送 is 取得方法 and not 移送方法.
fn bear_out(words: &RegisterWords<'_>, label: usize, typed: &str, sample: &Sample, claims: &mut [Claim]) {
    if claims.iter().any(|claim| claim.label == label && claim.holds()) {
        return;
    }
    let fields: Vec<usize> =
        claims.iter().filter(|claim| claim.label == label).map(|claim| claim.field).collect();
    let typed = fold_label(typed);
    let called: Vec<usize> =
        fields.iter().copied().filter(|field| is_called(words, *field, &typed)).collect();
    let fits = |fields: &[usize]| best(words, fields, sample).filter(|(_, fit)| fit.is_good());
    let fields = if fits(&called).is_some() { called } else { fields };
    let Some((field, fit)) = fits(&fields) else { return };
    // Another field of a vocabulary or kind of its own that the cells fit as well leaves it open.
    let others: Vec<usize> = fields.into_iter().filter(|other| *other != field).collect();
    let next = best(words, &others, sample).map_or(0, |(_, fit)| fit.share);
    let contradicted = claims.iter().any(|claim| claim.label == label && claim.confidence == CONTRADICTED);
    if next * 2 <= fit.share && !contradicted {
        let claim = claims.iter_mut().find(|claim| claim.label == label && claim.field == field);
        if let Some(claim) = claim {
            claim.confidence = BORNE_OUT;
        }
    }
}

/// True if the field's own name starts with a folded text of two signs at least.
fn is_called(words: &RegisterWords<'_>, field: usize, typed: &str) -> bool {
    let field = words.definition.fields.get_index(field);
    typed.chars().count() >= 2
        && field.is_some_and(|(_, field)| fold_label(&field.title.ja).starts_with(typed))
}

/// The field whose vocabulary alone holds all cells of a column that has no known header.
fn alone(words: &RegisterWords<'_>, label: usize, sample: &Sample, claims: &[Claim]) -> Option<Claim> {
    let all: Vec<usize> = (0..words.definition.fields.len()).collect();
    let (field, fit) = best(words, &all, sample).filter(|(_, fit)| fit.share >= FITS_TELLING)?;
    let (_, definition) = words.definition.fields.get_index(field)?;
    let others: Vec<usize> = all.into_iter().filter(|other| *other != field).collect();
    let next = best(words, &others, sample).map_or(0, |(_, fit)| fit.share);
    let free = !claims.iter().any(|claim| claim.field == field && claim.confidence >= VAGUEST_RIVAL);
    let telling = definition.vocabulary.is_some() && !definition.open && fit.texts >= TEXTS_TELLING;
    (telling && free && next * 2 <= fit.share).then_some(Claim {
        label,
        field,
        confidence: CELLS_ALONE,
        rank: usize::from(u8::MAX),
        option: None,
        settled: false,
    })
}

/// A claim by a header that is at least this sure keeps cells without one away from its field.
const VAGUEST_RIVAL: u8 = 50;

/// The field that understands cells best.
fn best(words: &RegisterWords<'_>, fields: &[usize], sample: &Sample) -> Option<(usize, Fit)> {
    let fits = fields.iter().filter_map(|field| Some((*field, fit(words, *field, sample)?)));
    fits.max_by_key(|(field, fit)| (fit.share, std::cmp::Reverse(*field)))
}
