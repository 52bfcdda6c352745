//! Why a risk, finding or question is another one, in words.

use daicho_rules::{DefinitionKind, Difference, How, Shift, Text};

use super::risks::Pair;
use super::rows::Rows;
use super::{Comparison, Reason};
use crate::assessment::{Assessment, Finding, Question, Read, Risk, RiskControl};
use crate::write::title;

/// Why a risk appears, vanishes or moves.
pub(super) fn of_risk(
    comparison: &Comparison,
    rows: &Rows<'_>,
    (old_book, new_book): (&Assessment, &Assessment),
    pair: Pair<'_>,
) -> Vec<Reason> {
    let Some(risk) = pair.1.or(pair.0) else { return Vec::new() };
    let singulars: Vec<(String, String)> =
        risk.singulars.iter().map(|one| (one.field.clone(), one.value.clone())).collect();
    let rule = comparison.diff.new_id(&risk.rule);
    let how = match pair {
        (None, _) => How::Added,
        (_, None) => How::Removed,
        _ => How::Changed,
    };
    let shift = || rows.shift(DefinitionKind::Risk, &rule, risk.item.record, &singulars, how);
    let (Some(old), Some(new)) = pair else {
        return vec![of_rule(comparison, DefinitionKind::Risk, &rule, shift(), &risk.reads)];
    };
    let mut reasons = Vec::new();
    if old.impact != new.impact {
        reasons.push(of_impact(comparison, rows, old, new));
    }
    if old.threat != new.threat {
        let difference = comparison.diff.of(DefinitionKind::Risk, &rule);
        let text = factor(("脅威", "threat"), old.threat, new.threat, &because(difference));
        reasons.push(Reason { text, given: shift().map(|shift| shift.given.clone()) });
    }
    reasons.extend(of_controls(comparison, old, new).into_iter().map(Reason::plain));
    reasons.extend(of_method(comparison, old_book, new_book).into_iter().map(Reason::plain));
    if reasons.is_empty() {
        reasons.push(Reason::plain(read_otherwise()));
    }
    reasons
}

/// Why a finding appears, vanishes or changes.
pub(super) fn of_finding(
    comparison: &Comparison,
    rows: &Rows<'_>,
    finding: &Finding,
    how: How,
) -> Vec<Reason> {
    let rule = comparison.diff.new_id(&finding.rule);
    if how == How::Changed {
        let difference = comparison.diff.of(DefinitionKind::Check, &rule);
        let details = difference.into_iter().flat_map(|difference| &difference.details);
        return details.filter(|detail| detail.alters).map(|detail| Reason::plain(detail.phrase())).collect();
    }
    let record = finding.record.as_ref().map_or(0, |record| record.record);
    let shift = rows.shift(DefinitionKind::Check, &rule, record, &[], how);
    vec![of_rule(comparison, DefinitionKind::Check, &rule, shift, &finding.reads)]
}

/// Why a question appears or vanishes: what is different about the rules that wait for it.
pub(super) fn of_question(comparison: &Comparison, question: &Question) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    for rule in &question.rules {
        let id = comparison.diff.new_id(rule);
        let Some(difference) = comparison.diff.of(comparison.kind_of(rule), &id) else { continue };
        let because = because(Some(difference));
        let reason =
            Reason::plain(Text::new(format!("{id} {}", because.ja), format!("{id}: {}", because.en)));
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

impl Reason {
    fn plain(text: Text) -> Self {
        Self { text, given: None }
    }
}

/// Why a rule fires in one version only.
fn of_rule(
    comparison: &Comparison,
    kind: DefinitionKind,
    rule: &str,
    shift: Option<&Shift>,
    reads: &[Read],
) -> Reason {
    let difference = comparison.diff.of(kind, rule);
    let because = because(difference);
    match shift {
        Some(shift) => Reason {
            text: Text::new(
                format!("{}：{} → {}", because.ja, shift.before_text.ja, shift.after_text.ja),
                format!("{}: {} → {}", because.en, shift.before_text.en, shift.after_text.en),
            ),
            given: Some(shift.given.clone()),
        },
        None if difference.is_some_and(|one| one.how == How::Changed) && !reads.is_empty() => {
            let cell = |read: &Read| {
                Text::new(
                    format!("{}：{}", read.title.ja, read.value.ja),
                    format!("{}: {}", read.title.en, read.value.en),
                )
            };
            Reason { text: because, given: Some(Text::listed(&reads.iter().map(cell).collect::<Vec<_>>())) }
        }
        None => Reason::plain(because),
    }
}

/// What is different about a rule: that it is new, or what its answers changed through.
fn because(difference: Option<&Difference>) -> Text {
    let Some(difference) = difference else { return read_otherwise() };
    match difference.how {
        How::Added => return Text::new("ルールの追加", "a new rule"),
        How::Removed => return Text::new("ルールの削除", "the rule was removed"),
        How::Changed => {}
    }
    let mut causes: Vec<Text> = difference.causes.iter().map(|cause| cause.text.clone()).collect();
    let by_details =
        || difference.details.iter().filter(|detail| detail.alters).map(daicho_rules::Detail::phrase);
    if difference.rewritten && !difference.shifts.is_empty() {
        causes.insert(0, Text::new("ルールの変更", "the rule was changed"));
    } else if causes.is_empty() {
        causes.extend(by_details());
    }
    if causes.is_empty() {
        Text::new("ルールの変更", "the rule was changed")
    } else {
        Text::listed(&causes)
    }
}

/// Why the impact is another one: of a rule that has its own, or of all others.
fn of_impact(comparison: &Comparison, rows: &Rows<'_>, old: &Risk, new: &Risk) -> Reason {
    let books = [(&comparison.old, &old.rule), (&comparison.new, &new.rule)];
    let has_own = books
        .iter()
        .any(|(book, id)| book.risks.iter().any(|rule| rule.about.id == **id && rule.impact.is_some()));
    let (kind, id) =
        if has_own { (DefinitionKind::Risk, new.rule.as_str()) } else { (DefinitionKind::Impact, "impact") };
    let difference = comparison.diff.of(kind, id);
    let because = match difference {
        Some(difference) if difference.rewritten && difference.causes.is_empty() => {
            Text::new("影響度の式の変更", "the impact was changed")
        }
        difference => because(difference),
    };
    Reason {
        text: factor(("影響度", "impact"), old.impact, new.impact, &because),
        given: rows.shift(kind, id, new.item.record, &[], How::Changed).map(|shift| shift.given.clone()),
    }
}

/// Another method, or another version of it.
fn of_method(comparison: &Comparison, old: &Assessment, new: &Assessment) -> Vec<Text> {
    let (before, after) = (&old.method, &new.method);
    if before.id != after.id {
        return vec![Text::new(
            format!("評価方法の変更：{} → {}", before.title.ja, after.title.ja),
            format!("another method: {} → {}", before.title.en, after.title.en),
        )];
    }
    let Some(method) = comparison.diff.of(DefinitionKind::Method, &after.id) else { return Vec::new() };
    let altering = method.details.iter().filter(|detail| detail.alters);
    let phrase = |detail: &daicho_rules::Detail| {
        let phrase = detail.phrase();
        Text::new(format!("評価方法の{}", phrase.ja), format!("method, {}", phrase.en))
    };
    altering.map(phrase).collect()
}

/// Controls that one version alone names, or sees in another state.
fn of_controls(comparison: &Comparison, old: &Risk, new: &Risk) -> Vec<Text> {
    let missing = |from: &[RiskControl], of: &[RiskControl]| -> Vec<RiskControl> {
        of.iter().filter(|control| !from.iter().any(|known| known.id == control.id)).cloned().collect()
    };
    let named = |ja: &str, en: &str, control: &RiskControl| {
        let state = title::state(control.state);
        Text::new(
            format!("{ja}「{}」（{}）", control.title.ja, state.get(daicho_rules::Lang::Ja)),
            format!("{en} “{}” ({})", control.title.en, state.get(daicho_rules::Lang::En)),
        )
    };
    let mut reasons: Vec<Text> = Vec::new();
    reasons.extend(
        missing(&old.controls, &new.controls).iter().map(|c| named("対策の追加", "control added:", c)),
    );
    reasons.extend(
        missing(&new.controls, &old.controls).iter().map(|c| named("対策の削除", "control removed:", c)),
    );
    for control in &new.controls {
        let Some(known) = old.controls.iter().find(|known| known.id == control.id) else { continue };
        if known.state != control.state {
            let (before, after) = (title::state(known.state), title::state(control.state));
            let because = because(comparison.diff.of(DefinitionKind::Control, &control.id));
            reasons.push(Text::new(
                format!(
                    "対策「{}」の状況 {} → {}（{}）",
                    control.title.ja,
                    before.get(daicho_rules::Lang::Ja),
                    after.get(daicho_rules::Lang::Ja),
                    because.ja
                ),
                format!(
                    "control “{}” {} → {} ({})",
                    control.title.en,
                    before.get(daicho_rules::Lang::En),
                    after.get(daicho_rules::Lang::En),
                    because.en
                ),
            ));
        }
    }
    reasons
}

fn factor((ja, en): (&str, &str), before: Option<u8>, after: Option<u8>, because: &Text) -> Text {
    let number = |ja: bool, factor: Option<u8>| match factor {
        Some(number) => number.to_string(),
        None if ja => "未定".to_owned(),
        None => "unknown".to_owned(),
    };
    Text::new(
        format!("{ja} {} → {}：{}", number(true, before), number(true, after), because.ja),
        format!("{en} {} → {}: {}", number(false, before), number(false, after), because.en),
    )
}

/// Where no rule is different, the cells are understood otherwise.
fn read_otherwise() -> Text {
    Text::new("台帳の読み取り方の変更", "the ledger is read otherwise")
}
