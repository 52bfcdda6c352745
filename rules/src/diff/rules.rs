//! Rules, the impact and controls: what comes out of them, and what they say of themselves.

use std::sync::Arc;

use super::details::{Details, listed, plain, quoted};
use super::packs::{PackPair, renamed};
use super::resting::{resting, spelling};
use super::{Cause, DefinitionKind, Difference, How, Shift, definitions};
use crate::expression::Expression;
use crate::rule::{About, Check, Control, ControlLevel, RiskRule, Severity, Status};
use crate::rulebook::Rulebook;
use crate::situation::{Given, Subject, Verdict, compare};
use crate::text::Text;

/// Two versions of a rulebook.
pub(super) struct Versions<'v> {
    pub(super) old: &'v Arc<Rulebook>,
    pub(super) new: &'v Arc<Rulebook>,
}

/// Rules, the impact and controls that are different.
pub(super) fn differences(old: &Arc<Rulebook>, new: &Arc<Rulebook>, pairs: &[PackPair]) -> Vec<Difference> {
    let versions = Versions { old, new };
    let risk = |rule: &RiskRule| rule.about.clone();
    let check = |rule: &Check| rule.about.clone();
    let mut found =
        paired(&old.risks, &new.risks, DefinitionKind::Risk, pairs, risk, |old, new| versions.risk(old, new));
    found.extend(paired(&old.checks, &new.checks, DefinitionKind::Check, pairs, check, |old, new| {
        versions.check(old, new)
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

    fn take(&mut self, answers: Answers) {
        self.rewritten |= answers.rewritten;
        self.complete &= answers.complete;
        self.shifts.extend(answers.shifts);
        self.asks_otherwise += answers.asks_otherwise;
        for cause in answers.causes {
            if !self.causes.contains(&cause) {
                self.causes.push(cause);
            }
        }
    }
}

/// What comes out of two versions of a rule.
#[derive(Default)]
struct Answers {
    rewritten: bool,
    shifts: Vec<Shift>,
    asks_otherwise: usize,
    complete: bool,
    causes: Vec<Cause>,
}

impl Versions<'_> {
    fn risk(&self, old: &RiskRule, new: &RiskRule) -> Option<Difference> {
        let mut found = Difference::bare(DefinitionKind::Risk, &new.about.id, &new.about.title, How::Changed);
        let fires = Text::new("リスクあり", "a risk");
        let parts = |rule: &RiskRule| [&rule.when, &rule.threat].map(Clone::clone);
        found.take(self.answers(
            (Subject::Risk(old), &parts(old)),
            (Subject::Risk(new), &parts(new)),
            &fires,
        ));
        if old.impact.is_some() || new.impact.is_some() {
            found.take(self.impact(
                old.impact.as_ref().or(self.old.impact.as_ref()),
                new.impact.as_ref().or(self.new.impact.as_ref()),
            ));
        }
        let mut details = about(&old.about, &new.about);
        details.value(
            ("局面", "stage"),
            &self.stage(self.old, &old.stage),
            &self.stage(self.new, &new.stage),
        );
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
            let fires = Text::new("指摘あり", "a finding");
            found.take(self.answers(
                (Subject::Check(old), &parts(old)),
                (Subject::Check(new), &parts(new)),
                &fires,
            ));
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
        details.expression(("前提の式", "premise"), old.when.as_ref(), new.when.as_ref(), false);
        details.expression(("条件の式", "condition"), Some(&old.require), Some(&new.require), false);
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

    fn impact(&self, old: Option<&Expression>, new: Option<&Expression>) -> Answers {
        let (Some(old), Some(new)) = (old, new) else {
            return Answers { complete: true, ..Answers::default() };
        };
        let (fires, parts) = (Text::default(), |expression: &Expression| vec![expression.clone()]);
        self.answers((Subject::Impact(old), &parts(old)), (Subject::Impact(new), &parts(new)), &fires)
    }

    fn controls(&self) -> Vec<Difference> {
        let (old, new) = (&self.old.controls, &self.new.controls);
        let alone = |control: &Control, how| {
            Difference::bare(DefinitionKind::Control, &control.id, &control.title, how)
        };
        let mut found = Vec::new();
        for control in new.values() {
            match old.get(&control.id) {
                Some(known) => found.extend(self.one_control(known, control)),
                None => found.push(alone(control, How::Added)),
            }
        }
        let gone = old.values().filter(|control| !new.contains_key(&control.id));
        found.extend(gone.map(|control| alone(control, How::Removed)));
        found
    }

    fn one_control(&self, old: &Control, new: &Control) -> Option<Difference> {
        let mut found = Difference::bare(DefinitionKind::Control, &new.id, &new.title, How::Changed);
        let parts = |control: &Control| -> Vec<Expression> {
            control.present.iter().chain(&control.denied).cloned().collect()
        };
        let (before, after) = (parts(old), parts(new));
        found.take(self.answers(
            (Subject::Control(old), &before),
            (Subject::Control(new), &after),
            &Text::default(),
        ));
        let mut details = Details::default();
        details.wording(("題名", "title"), &old.title, &new.title);
        let family = |book: &Rulebook, id: &str| {
            let known = book.schema.families.iter().find(|family| family.id == id);
            known.map_or_else(|| Text::same(id), |family| family.title.clone())
        };
        let level = |level| match level {
            ControlLevel::S => Text::new("S（必須）", "S (required)"),
            ControlLevel::A => Text::new("A（推奨）", "A (desirable)"),
        };
        details.wording(("区分", "family"), &family(self.old, &old.family), &family(self.new, &new.family));
        details.value(("水準", "level"), &level(old.level), &level(new.level));
        details.entries(
            ("台帳での別の呼び名", "other wordings"),
            &old.names,
            &new.names,
            |name| quoted(&plain(name)),
            true,
        );
        details.entries(("効く媒体", "media"), &old.media, &new.media, |id| self.medium(id), true);
        details.entries(("根拠", "basis"), &old.basis, &new.basis, plain, false);
        details.wording(("検証", "verification"), &verified(old.verified), &verified(new.verified));
        let (present, denied) = (("実施を示す式", "what shows it"), ("未実施を示す式", "what denies it"));
        details.expression(present, old.present.as_ref(), new.present.as_ref(), false);
        details.expression(denied, old.denied.as_ref(), new.denied.as_ref(), false);
        found.details = details.list;
        found.if_any()
    }

    /// Situations in which two versions come out otherwise.
    fn answers(
        &self,
        (old, old_parts): (Subject<'_>, &[Expression]),
        (new, new_parts): (Subject<'_>, &[Expression]),
        fires: &Text,
    ) -> Answers {
        let register = new.register();
        let spell = |parts: &[Expression]| -> Vec<String> { parts.iter().map(spelling).collect() };
        let rewritten = spell(old_parts) != spell(new_parts);
        let before = resting(self.old, register, old_parts);
        let after = resting(self.new, register, new_parts);
        if !rewritten && before == after {
            return Answers { complete: true, ..Answers::default() };
        }
        let situations = compare(&[(self.old, Some(old)), (self.new, Some(new))]);
        let (mut shifts, mut asks_otherwise) = (Vec::new(), 0);
        for situation in situations.list {
            let (given, traces) = (self.given(register, &situation.given), situation.traces().clone());
            let mut verdicts = situation.verdicts.into_iter();
            let (Some(before), Some(after)) = (verdicts.next(), verdicts.next()) else { continue };
            match (&before, &after) {
                _ if before == after => continue,
                (Verdict::Asks(_), Verdict::Asks(_)) => {
                    asks_otherwise += 1;
                    continue;
                }
                _ => {}
            }
            let before_text = before.phrase(self.old, register, fires);
            let after_text = after.phrase(self.new, register, fires);
            shifts.push(Shift { given, before, after, before_text, after_text, traces });
        }
        let text = |kind, id: &str| definitions::what_changed(self.old, self.new, kind, id);
        let causes = before.causes(&after, !shifts.is_empty(), text);
        Answers { rewritten, shifts, asks_otherwise, complete: situations.complete, causes }
    }

    /// What is given, each name in the words of the version that knows it.
    fn given(&self, register: &str, given: &[Given]) -> Text {
        let phrase = |given: &Given| {
            let known = self.new.names.resolve(register, &given.name).is_some();
            given.phrase(if known { self.new } else { self.old }, register)
        };
        if given.is_empty() {
            return Text::new("いつでも", "always");
        }
        listed(&given.iter().map(phrase).collect::<Vec<_>>())
    }

    fn stage(&self, book: &Rulebook, id: &str) -> Text {
        let known = book.schema.stages.iter().find(|stage| stage.id == id);
        known.map_or_else(|| Text::same(id), |stage| stage.title.clone())
    }

    fn control(&self, id: &str) -> Text {
        let known = self.new.controls.get(id).or_else(|| self.old.controls.get(id));
        quoted(&known.map_or_else(|| Text::same(id), |control| control.title.clone()))
    }

    fn medium(&self, id: &str) -> Text {
        let field = self.new.schema.field("items", "media");
        field.map_or_else(|| Text::same(id), |field| self.new.schema.value_title(field, id))
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

fn verified(verified: bool) -> Text {
    if verified { Text::new("確認済み", "verified") } else { Text::new("未検証", "unverified") }
}
