//! Which field each header stands for, and which register a table therefore is.

mod lexicon;

use std::collections::BTreeMap;

use daicho_rules::FieldType;

pub(crate) use lexicon::{Lexicon, RegisterWords, is_short};
use lexicon::{fold_label, halves};

/// Columns below this confidence stay unmapped.
pub(crate) const CONFIDENCE_LEAST: u8 = 60;
/// Columns below this confidence are doubtful.
pub(crate) const CONFIDENCE_SURE: u8 = 85;
/// How sure a column must be to share a field with another.
const CONFIDENCE_SHARED: u8 = 65;

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
    /// Labels that also stand for a field that another column holds better.
    pub(crate) rivals: Vec<(usize, usize)>,
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// Index of the field.
    pub(crate) field: usize,
    /// How sure, in percent.
    pub(crate) confidence: u8,
    /// What a mark such as ○ in this column means: the child of a parent that is the field.
    pub(crate) option: Option<String>,
}

/// The register that labels fit best, if they fit one at all.
///
/// `hints` are texts that may name it: the sheet and the title lines above.
pub(crate) fn choose(lexicon: &Lexicon<'_>, labels: &[Label], hints: &[&str]) -> Option<Choice> {
    let mut best: Option<Choice> = None;
    for (register, words) in lexicon.registers.iter().enumerate() {
        let (columns, rivals) = assign(words, labels);
        let mut fields: BTreeMap<usize, u8> = BTreeMap::new();
        for mapping in columns.iter().flatten() {
            let most = fields.entry(mapping.field).or_default();
            *most = mapping.confidence.max(*most);
        }
        let named = hints.iter().any(|hint| words.is_named_in(hint));
        let anchors = &words.definition.anchors;
        let anchored = anchors.is_empty()
            || anchors
                .iter()
                .filter_map(|anchor| words.definition.fields.get_index_of(anchor.as_str()))
                .any(|anchor| fields.contains_key(&anchor));
        let least = if named { 2 } else { 3 };
        if !anchored || fields.len() < least {
            continue;
        }
        // Columns that share a field count a little, so that children of a parent are read as such.
        let shared = u32::try_from(columns.iter().flatten().count() - fields.len()).unwrap_or_default();
        let sum: u32 = fields.values().map(|confidence| u32::from(*confidence)).sum();
        let score = sum + shared * 30 + if named { 150 } else { 0 };
        if best.as_ref().is_none_or(|best| score > best.score) {
            best = Some(Choice { register, score, columns, rivals });
        }
    }
    best
}

/// A field that a label may stand for.
struct Candidate {
    label: usize,
    field: usize,
    confidence: u8,
    option: Option<String>,
    /// The client's own settings say so.
    settled: bool,
}

type Assignment = (Vec<Option<Mapping>>, Vec<(usize, usize)>);

/// Gives each field to the label that fits it best, the surest first.
fn assign(words: &RegisterWords<'_>, labels: &[Label]) -> Assignment {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        candidates.extend(candidates_of(words, index, label));
    }
    candidates.retain(|candidate| candidate.confidence >= CONFIDENCE_LEAST);
    candidates.sort_by_key(|candidate| (!candidate.settled, u8::MAX - candidate.confidence, candidate.label));
    let mut columns: Vec<Option<Mapping>> = vec![None; labels.len()];
    let mut taken: BTreeMap<usize, u8> = BTreeMap::new();
    let mut shared = Vec::new();
    for candidate in candidates {
        let Some(slot) = columns.get_mut(candidate.label) else { continue };
        if slot.is_some() {
            continue;
        }
        if taken.contains_key(&candidate.field) {
            shared.push(candidate);
            continue;
        }
        taken.insert(candidate.field, candidate.confidence);
        let Candidate { field, confidence, option, .. } = candidate;
        *slot = Some(Mapping { field, confidence, option });
    }
    let mut rivals = Vec::new();
    for candidate in shared {
        let Some(slot) = columns.get_mut(candidate.label).filter(|slot| slot.is_none()) else { continue };
        let holds_several = words.definition.fields.get_index(candidate.field).is_some_and(|(_, field)| {
            matches!(field.kind, FieldType::Set | FieldType::Names | FieldType::Text)
        });
        if holds_several && candidate.confidence >= CONFIDENCE_SHARED {
            let Candidate { field, confidence, option, .. } = candidate;
            *slot = Some(Mapping { field, confidence, option });
        } else {
            rivals.push((candidate.label, candidate.field));
        }
    }
    (columns, rivals)
}

/// The fields that a label may stand for, the surest way of matching first.
fn candidates_of(words: &RegisterWords<'_>, index: usize, label: &Label) -> Vec<Candidate> {
    let mut found = Candidates { label: index, list: Vec::new() };
    if let Some(settled) = words.settled(&label.parts) {
        found.add(&settled, 100);
        found.list.iter_mut().for_each(|candidate| candidate.settled = true);
        return found.list;
    }
    let folded: Vec<String> = label.parts.iter().map(|part| fold_label(part)).collect();
    let (Some((child, parents)), Some(typed)) = (folded.split_last(), label.parts.last()) else {
        return found.list;
    };
    for parent in parents.iter().rev() {
        found.add(words.pair(parent, child), 100);
    }
    if parents.is_empty() {
        found.add(words.full(typed), 100);
        found.add(words.single(child), 98);
    } else {
        // 保管 above 期間 is the header 保管期間; a child alone says less.
        found.add(words.single(&folded.concat()), 96);
        for parent in parents.iter().rev() {
            found.add(words.single(&format!("{parent}{child}")), 95);
        }
        found.add(words.full(typed), 90);
        found.add(words.single(child), 90);
    }
    if found.list.is_empty() {
        for half in halves(typed).iter().flatten() {
            found.add(words.single(&fold_label(half)), 88);
        }
    }
    if found.list.is_empty() {
        // 移送・提供 / 方法: each of the joined parents may be the one.
        for part in
            label.parts.iter().rev().skip(1).flat_map(|parent| parent.split(['・', '／', '/', '、', '･']))
        {
            found.add(words.pair(&fold_label(part), child), 86);
        }
    }
    // 保護措置 below 移送 is not the 保護措置 of 保管: a slip in a short child is looked for together with
    // its parent.
    let below_known = parents.iter().any(|parent| words.knows_parent(parent));
    let whole = folded.concat();
    let alone = !below_known || child.chars().count() >= 6;
    for near in [Some(&whole), alone.then_some(child)] {
        if let Some(near) = near.filter(|_| found.list.is_empty()) {
            let sure = if near.chars().count() >= 6 { 80 } else { 72 };
            found.add(words.near(near).slip.as_slice(), sure);
        }
    }
    if found.list.is_empty() {
        for parent in parents.iter().rev().filter(|parent| !words.knows_parent(parent)) {
            found.add(words.single(parent), 66);
        }
        for candidate in &mut found.list {
            candidate.option = Some(typed.clone());
        }
    }
    if found.list.is_empty() && !below_known {
        found.add(words.near(child).ending.as_slice(), 62);
    }
    found.list
}

/// Fields that one label may stand for, each once.
struct Candidates {
    label: usize,
    list: Vec<Candidate>,
}

impl Candidates {
    fn add(&mut self, fields: &[usize], confidence: u8) {
        // A header of several fields says less than one of a single field.
        let confidence = if fields.len() > 1 { confidence.min(80) } else { confidence };
        for field in fields {
            if !self.list.iter().any(|candidate| candidate.field == *field) {
                let candidate =
                    Candidate { label: self.label, field: *field, confidence, option: None, settled: false };
                self.list.push(candidate);
            }
        }
    }
}
