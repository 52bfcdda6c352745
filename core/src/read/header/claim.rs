//! Which fields a header may stand for, and how much it says by itself.

use daicho_rules::FieldType;

use super::compared::{bare, fold_label, halves};
use super::lexicon::{Known, Lexicon, Named, RegisterWords};
use super::slip::Slip;
use super::{CONFIDENCE_LEAST, Label};

/// A header of the client's settings, or exactly one of the packs with its parent.
const SETTLED: u8 = 100;
/// Exactly a header of the packs, brackets and signs around it left out.
const PLAIN: u8 = 98;
/// A header of the packs made of parent and child, or written in another way.
const JOINED: u8 = 95;
/// The same words, with others around them that say nothing, or in another order.
const LOOSE: u8 = 90;
/// One half of a header in two languages.
const HALF: u8 = 88;
/// A child below one of several joined parents: 移送・提供 / 方法.
const PART_OF_PARENT: u8 = 86;
/// A slip that people make, in a long header and in a short one.
pub(super) const SLIP: u8 = 80;
const SLIP_SHORT: u8 = 72;
/// A child that is a value of the field that its parent is.
const OPTION_OF_WORDS: u8 = 90;
/// A child that nothing knows below a parent that is a field.
const OPTION: u8 = 66;
/// A child that stands for the same field below all its many parents, and ends its name: 目的, 利用目的.
const ONE_MEANING: u8 = 68;
/// A header that only cells can bear out: an odd slip, or a known end.
const FAINT: u8 = 55;
/// A child without its parent or a parent without children, which may stand for several fields: 方法, 廃棄.
const VAGUE: u8 = 50;
/// Parents below which a child has one meaning at least, before it has it alone as well.
const PARENTS_LEAST: usize = 4;

/// A field that a label may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// Index of the label.
    pub(super) label: usize,
    /// Index of the field.
    pub(super) field: usize,
    /// How sure, in percent.
    pub(super) confidence: u8,
    /// Place of the header among those of the field.
    pub(super) rank: usize,
    /// What a mark such as ○ in this column means.
    pub(super) option: Option<String>,
    /// The client's own settings say so.
    pub(super) settled: bool,
}

impl Claim {
    /// True if it is sure enough to be mapped.
    pub(super) fn holds(&self) -> bool {
        self.confidence >= CONFIDENCE_LEAST
    }
}

/// The fields that a label may stand for, the surest way of matching first.
pub(super) fn claims(
    words: &RegisterWords<'_>,
    lexicon: &Lexicon<'_>,
    index: usize,
    label: &Label,
) -> Vec<Claim> {
    let known = &lexicon.known;
    let mut found = Claims { label: index, list: Vec::new() };
    let by_letter = lexicon.described.letter(label.column).map(|letter| words.field(letter.field.as_deref()));
    if let Some(settled) = by_letter.or_else(|| words.settled(&label.parts)) {
        found.add(&settled, SETTLED);
        for claim in &mut found.list {
            claim.settled = true;
            claim.option = option_of(words, claim.field, &label.parts);
        }
        return found.list;
    }
    let folded: Vec<String> = label.parts.iter().map(|part| fold_label(part)).collect();
    let (Some((child, parents)), Some(typed)) = (folded.split_last(), label.parts.last()) else {
        return found.list;
    };
    let whole = folded.concat();
    exact(words, &mut found, typed, child, parents, &whole);
    if found.list.is_empty() {
        found.add(words.alike(&whole), JOINED - u8::from(!parents.is_empty()));
        found.add(words.latin(typed), LOOSE);
    }
    // 情報資産名 is a word of another register, not 資産名 with something in front.
    if found.list.is_empty() && !known.has(child) {
        for core in [bare(child)].iter().flatten() {
            found.add(words.single(core), LOOSE);
            found.add(words.alike(core), LOOSE);
        }
    }
    if found.list.is_empty() {
        for half in halves(typed).iter().flatten() {
            found.add(words.single(&fold_label(half)), HALF);
            found.add(words.latin(half), HALF);
        }
    }
    if found.list.is_empty() {
        // 移送・提供 / 方法: each of the joined parents may be the one.
        let joined = label.parts.iter().rev().skip(1);
        for part in joined.flat_map(|parent| parent.split(['・', '／', '/', '、', '･'])) {
            found.add(words.pair(&fold_label(part), child), PART_OF_PARENT);
        }
    }
    if found.list.is_empty() {
        nearly(words, known, &mut found, label, child, parents, &whole);
    }
    found.list
}

/// What a mark below a header that the settings map means: the child of a parent that is a value of the field.
fn option_of(words: &RegisterWords<'_>, field: usize, parts: &[String]) -> Option<String> {
    let (child, parents) = parts.split_last()?;
    (!parents.is_empty() && words.is_value(field, child)).then(|| child.clone())
}

/// Headers of the packs as they are.
fn exact(
    words: &RegisterWords<'_>,
    found: &mut Claims,
    typed: &str,
    child: &str,
    parents: &[String],
    whole: &str,
) {
    for parent in parents.iter().rev() {
        found.add(words.pair(parent, child), SETTLED);
    }
    if parents.is_empty() {
        found.add(words.full(typed), SETTLED);
        found.add(words.single(child), PLAIN);
    } else {
        // 保管 above 期間 is the header 保管期間; a child alone says less.
        found.add(words.single(whole), JOINED + 1);
        for parent in parents.iter().rev() {
            found.add(words.single(&format!("{parent}{child}")), JOINED);
        }
        let alone = if parents.iter().any(|parent| speaks_of_others(parent)) && !speaks_of_others(child) {
            FAINT
        } else {
            LOOSE
        };
        found.add(words.full(typed), alone);
        found.add(words.single(child), alone);
    }
}

/// True for a parent below which headers mean something else: 委託先 / 管理責任者, 変更前 / 保管場所.
fn speaks_of_others(parent: &str) -> bool {
    let others = [
        "委託先",
        "提供先",
        "預託先",
        "再委託",
        "共同利用",
        "取引先",
        "業者",
        "先方",
        "外部",
        "変更前",
        "変更後",
        "旧",
        "前回",
        "次回",
        "予備",
        "processor",
        "recipient",
        "soustraitant",
        "destinataire",
    ];
    others.iter().any(|other| parent.contains(other))
}

/// Headers that are not quite those of the packs.
fn nearly(
    words: &RegisterWords<'_>,
    known: &Known,
    found: &mut Claims,
    label: &Label,
    child: &str,
    parents: &[String],
    whole: &str,
) {
    let typed = label.parts.last().map_or("", String::as_str);
    let typed_whole = label.parts.join(" ");
    // 保護措置 below 移送 is not the 保護措置 of 保管: a slip in a short child is looked for together with
    // its parent.
    let below_known = parents.iter().any(|parent| words.knows_parent(parent));
    let alone = !below_known || child.chars().count() >= 6;
    let core = bare(child);
    let forms = [
        Some((whole, typed_whole.as_str())),
        alone.then_some((child, typed)),
        core.as_deref().map(|core| (core, typed)),
    ];
    for (near, typed) in forms.into_iter().flatten() {
        if let Some((named, slip)) = words.near(near, typed, known).slip.filter(|_| found.list.is_empty()) {
            let sure = match slip {
                Slip::Odd => FAINT,
                Slip::Usual if near.chars().count() >= 6 => SLIP,
                Slip::Usual => SLIP_SHORT,
            };
            found.add(&[named], sure);
        }
    }
    if found.list.is_empty() {
        for parent in parents.iter().rev().filter(|parent| !words.has_child_in(parent, child)) {
            // 紙 below 媒体 is one of its values.
            let fields = words.single(parent).iter().filter(|named| words.is_value(named.field, typed));
            fields.for_each(|named| found.add(&[*named], OPTION_OF_WORDS));
        }
        for claim in &mut found.list {
            claim.option = Some(typed.to_owned());
        }
    }
    let nothing = found.list.is_empty();
    if nothing {
        for parent in parents.iter().rev().filter(|parent| !words.knows_parent(parent)) {
            for named in words.single(parent) {
                let field = words.definition.fields.get_index(named.field).map(|(_, field)| field.kind);
                // 紙 below 媒体 is one of its media; what stands below 見直し日 is anything.
                let several = matches!(field, Some(FieldType::Set | FieldType::Names));
                found.add(&[*named], if several { OPTION } else { VAGUE });
            }
        }
        for claim in &mut found.list {
            claim.option = Some(typed.to_owned());
        }
    }
    if found.list.is_empty() && !below_known {
        found.add(words.near(child, typed, known).ending.as_slice(), FAINT);
    }
    if found.list.is_empty() && !below_known {
        let (fields, below) = words.child(child);
        let one = below >= PARENTS_LEAST && matches!(fields, [named] if ends_name(words, *named, child));
        found.add(fields, if one { ONE_MEANING } else { VAGUE });
        found.add(words.parent(child), VAGUE);
    }
}

/// True if a header of two signs at least is the end of the field's own name.
fn ends_name(words: &RegisterWords<'_>, named: Named, child: &str) -> bool {
    let field = words.definition.fields.get_index(named.field);
    child.chars().count() >= 2 && field.is_some_and(|(_, field)| fold_label(&field.title.ja).ends_with(child))
}

/// Fields that one label may stand for, each once.
struct Claims {
    label: usize,
    list: Vec<Claim>,
}

impl Claims {
    fn add(&mut self, fields: &[Named], confidence: u8) {
        // A header of several fields says less than one of a single field.
        let confidence = if fields.len() > 1 { confidence.min(SLIP) } else { confidence };
        for Named { field, rank } in fields.iter().copied() {
            if !self.list.iter().any(|claim| claim.field == field) {
                let (label, option) = (self.label, None);
                self.list.push(Claim { label, field, confidence, rank, option, settled: false });
            }
        }
    }
}
