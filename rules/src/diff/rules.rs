//! Rules, the impact and controls: what comes out of them, and what they say of themselves.

use std::sync::Arc;

use super::answers::Versions;
use super::details::{Details, plain};
use super::packs::{PackPair, renamed};
use super::{DefinitionKind, Difference, How};
use crate::expression::Expression;
use crate::rule::{About, Check, Duty, RiskRule, Severity, Status};
use crate::rulebook::Rulebook;
use crate::situation::Subject;
use crate::text::Text;

/// Rules, the impact and controls that are different.
pub(super) fn differences(old: &Arc<Rulebook>, new: &Arc<Rulebook>, pairs: &[PackPair]) -> Vec<Difference> {
    let versions = Versions::new(old, new);
    let risk = |rule: &RiskRule| rule.about.clone();
    let check = |rule: &Check| rule.about.clone();
    let mut found =
        paired(&old.risks, &new.risks, DefinitionKind::Risk, pairs, risk, |old, new| versions.risk(old, new));
    found.extend(paired(&old.checks, &new.checks, DefinitionKind::Check, pairs, check, |old, new| {
        versions.check(old, new)
    }));
    let duty = |rule: &Duty| rule.about.clone();
    found.extend(paired(&old.duties, &new.duties, DefinitionKind::Duty, pairs, duty, |old, new| {
        versions.duty(old, new)
    }));
    found.extend(versions.default_impact());
    found.extend(versions.controls());
    found
}

/// Rules that stand in each other's place, and those that stand alone; in the order of the new ones.
fn paired<R>(
    old: &[R],
    new: &[R],
    kind: DefinitionKind,
    pairs: &[PackPair],
    about: impl Fn(&R) -> About,
    difference: impl Fn(&R, &R) -> Option<Difference>,
) -> Vec<Difference> {
    let alone = |rule: &R, how| Difference::bare(kind, &about(rule).id, &about(rule).title, how);
    let mut found = Vec::new();
    for rule in new {
        let id = about(rule).id;
        match old.iter().find(|known| renamed(pairs, &about(known).id) == id) {
            Some(known) => {
                let old_id = Some(about(known).id).filter(|old| *old != id);
                found.extend(difference(known, rule).map(|difference| Difference { old_id, ..difference }));
            }
            None => found.push(alone(rule, How::Added)),
        }
    }
    let is_gone = |rule: &&R| !new.iter().any(|known| about(known).id == renamed(pairs, &about(rule).id));
    found.extend(old.iter().filter(is_gone).map(|rule| alone(rule, How::Removed)));
    found
}

impl Difference {
    /// A definition of which nothing is known to be different.
    pub(super) fn bare(kind: DefinitionKind, id: &str, title: &Text, how: How) -> Self {
        Self {
            kind,
            id: id.to_owned(),
            old_id: None,
            title: title.clone(),
            how,
            rewritten: false,
            shifts: Vec::new(),
            asks_otherwise: 0,
            complete: true,
            causes: Vec::new(),
            details: Vec::new(),
        }
    }

    /// The difference, unless there is none.
    pub(super) fn if_any(self) -> Option<Self> {
        let is_any = self.rewritten || self.asks_otherwise > 0 || self.alters() || !self.details.is_empty();
        is_any.then_some(self)
    }
}

impl Versions<'_> {
    fn risk(&self, old: &RiskRule, new: &RiskRule) -> Option<Difference> {
        let mut found = Difference::bare(DefinitionKind::Risk, &new.about.id, &new.about.title, How::Changed);
        let parts = |rule: &RiskRule| [&rule.when, &rule.threat].map(Clone::clone);
        found.take(self.answers((Subject::Risk(old), &parts(old)), (Subject::Risk(new), &parts(new))));
        if old.impact.is_some() || new.impact.is_some() {
            found.take(self.impact(
                old.impact.as_ref().or(self.old.impact.as_ref()),
                new.impact.as_ref().or(self.new.impact.as_ref()),
            ));
        }
        let mut details = about(&old.about, &new.about);
        details.value(("局面", "stage"), &stage(self.old, &old.stage), &stage(self.new, &new.stage));
        details.entries(("種別", "kinds"), &old.kinds, &new.kinds, plain, true);
        details.entries(("対策", "controls"), &old.controls, &new.controls, |id| self.control(id), true);
        details.expression(("条件の式", "condition"), Some(&old.when), Some(&new.when), false);
        details.expression(("脅威の式", "threat"), Some(&old.threat), Some(&new.threat), false);
        details.expression(("影響度の式", "impact"), old.impact.as_ref(), new.impact.as_ref(), false);
        found.details = details.list;
        found.if_any()
    }

    fn check(&self, old: &Check, new: &Check) -> Option<Difference> {
        let mut found =
            Difference::bare(DefinitionKind::Check, &new.about.id, &new.about.title, How::Changed);
        let mut details = about(&old.about, &new.about);
        if old.register == new.register {
            let parts = |check: &Check| -> Vec<Expression> {
                check.when.iter().chain([&check.require]).cloned().collect()
            };
            found.take(self.answers((Subject::Check(old), &parts(old)), (Subject::Check(new), &parts(new))));
        } else {
            let title = |book: &Rulebook, id: &str| {
                book.schema
                    .registers
                    .get(id)
                    .map_or_else(|| Text::same(id), |register| register.title.clone())
            };
            let (before, after) = (title(self.old, &old.register), title(self.new, &new.register));
            details.value(("対象の台帳", "register"), &before, &after);
        }
        details.value(("重さ", "severity"), &severity(old.severity), &severity(new.severity));
        details.wording(("是正の方法", "remedy"), &old.fix, &new.fix);
        let step = |book: &Rulebook, id: &Option<String>| {
            let step = book.steps.iter().find(|step| Some(&step.id) == id.as_ref());
            step.map(|step| step.title.clone()).unwrap_or_default()
        };
        details.wording(("段階", "step"), &step(self.old, &old.step), &step(self.new, &new.step));
        details.expression(("前提の式", "premise"), old.when.as_ref(), new.when.as_ref(), false);
        details.expression(("条件の式", "condition"), Some(&old.require), Some(&new.require), false);
        found.details = details.list;
        found.if_any()
    }

    fn duty(&self, old: &Duty, new: &Duty) -> Option<Difference> {
        let mut found = Difference::bare(DefinitionKind::Duty, &new.about.id, &new.about.title, How::Changed);
        let parts = |duty: &Duty| [duty.when.clone()];
        found.take(self.answers((Subject::Duty(old), &parts(old)), (Subject::Duty(new), &parts(new))));
        let mut details = about(&old.about, &new.about);
        let manner = |duty: &Duty| duty.manner.clone().unwrap_or_default();
        details.value(("起き方", "manner"), &manner(old), &manner(new));
        let preliminary = |duty: &Duty| {
            let days = duty.preliminary_days.map(|(from, to)| Text::same(format!("{from}–{to}")));
            days.unwrap_or_default()
        };
        details.value(("速報の日数", "days of the first report"), &preliminary(old), &preliminary(new));
        let full = |duty: &Duty| duty.final_days.map(|days| Text::same(days.to_string())).unwrap_or_default();
        details.value(("確報の日数", "days of the full report"), &full(old), &full(new));
        details.wording(("すること", "what to do"), &old.say, &new.say);
        details.expression(("条件の式", "condition"), Some(&old.when), Some(&new.when), false);
        found.details = details.list;
        found.if_any()
    }

    fn default_impact(&self) -> Option<Difference> {
        let title =
            Text::new("影響度（ルールに定めがない場合）", "impact where a rule does not say otherwise");
        let (old, new) = (self.old.impact.as_ref(), self.new.impact.as_ref());
        let how = match (old, new) {
            (None, None) => return None,
            (None, Some(_)) => How::Added,
            (Some(_), None) => How::Removed,
            (Some(_), Some(_)) => How::Changed,
        };
        let mut found = Difference::bare(DefinitionKind::Impact, "impact", &title, how);
        found.take(self.impact(old, new));
        let mut details = Details::default();
        details.expression(("式", "expression"), old, new, false);
        found.details = details.list;
        found.if_any()
    }
}

/// What every rule says of itself.
fn about(old: &About, new: &About) -> Details {
    let status = |status| match status {
        Status::Preview => Text::new("試行", "preview"),
        Status::Stable => Text::new("確定", "stable"),
        Status::Deprecated => Text::new("廃止", "deprecated"),
    };
    let mut details = Details::default();
    details.wording(("題名", "title"), &old.title, &new.title);
    details.wording(("名前", "name"), &Text::same(&old.name), &Text::same(&new.name));
    details.wording(("理由", "reason"), &old.why, &new.why);
    details.entries(("根拠", "basis"), &old.basis, &new.basis, plain, false);
    details.wording(("検証", "verification"), &verified(old.verified), &verified(new.verified));
    // A deprecated rule is applied no more; that a preview became stable changes no answer.
    if (old.status == Status::Deprecated) == (new.status == Status::Deprecated) {
        details.wording(("状態", "status"), &status(old.status), &status(new.status));
    } else {
        details.value(("状態", "status"), &status(old.status), &status(new.status));
    }
    let replaced = |about: &About| Text::same(about.replaced_by.clone().unwrap_or_default());
    details.wording(("後継", "replaced by"), &replaced(old), &replaced(new));
    details
}

fn severity(severity: Severity) -> Text {
    match severity {
        Severity::Must => Text::new("必須", "must"),
        Severity::Should => Text::new("推奨", "should"),
        Severity::Info => Text::new("参考", "info"),
    }
}

fn stage(book: &Rulebook, id: &str) -> Text {
    let known = book.schema.stages.iter().find(|stage| stage.id == id);
    known.map_or_else(|| Text::same(id), |stage| stage.title.clone())
}

pub(super) fn verified(verified: bool) -> Text {
    if verified { Text::new("確認済み", "verified") } else { Text::new("未検証", "unverified") }
}
