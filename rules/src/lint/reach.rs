//! Rules and controls that come out the same whatever is filled in, and rules that cannot always be run.
//!
//! Told from the situations of a rule. Where there are more of them than may be looked at, nothing is said.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::error::{Gravity, Place, Problem};
use crate::expression::Expression;
use crate::rule::Control;
use crate::rulebook::Rulebook;
use crate::situation::{Situation, Situations, Subject, Verdict, situations_of_all};
use crate::text::Text;

/// Warnings about rules that never or always apply or that fail, and controls that the items never show.
///
/// `known` is what loading the packs told: where it speaks of more than missing cases, nothing is added.
/// Looking takes as long as deciding a large ledger, so that it is left to those who write packs.
pub fn reach_problems(rulebook: &Arc<Rulebook>, known: &[Problem]) -> Vec<Problem> {
    // A rule that never applies has no case that does, which is an error at the rule as a whole.
    let wholes: HashSet<&Place> =
        rulebook.subjects().filter_map(Subject::about).map(|about| &about.place).collect();
    let mut errors = known.iter().filter(|problem| problem.gravity == Gravity::Error);
    if errors.any(|problem| !wholes.contains(&problem.place)) {
        return Vec::new();
    }
    let controls = rulebook.controls.values();
    let told = controls.filter(|control| control.present.is_some() || control.denied.is_some());
    let subjects: Vec<Subject<'_>> = rulebook.subjects().chain(told.map(Subject::Control)).collect();
    let found = situations_of_all(rulebook, &subjects);
    let each = subjects.into_par_iter().zip(found);
    let mut problems: Vec<Problem> =
        each.flat_map_iter(|(subject, found)| of_subject(rulebook, subject, &found)).collect();
    problems.sort_by(|a, b| a.place.cmp(&b.place));
    problems
}

fn of_subject(rulebook: &Rulebook, subject: Subject<'_>, found: &Situations) -> Vec<Problem> {
    match subject {
        Subject::Risk(rule) => of_rule(rulebook, subject, &rule.when.place, found),
        Subject::Check(check) => of_rule(rulebook, subject, &check.require.place, found),
        // One for every record is meant to apply always.
        Subject::Duty(duty) if duty.is_for_all() => Vec::new(),
        Subject::Duty(duty) => of_rule(rulebook, subject, &duty.when.place, found),
        Subject::Control(control) => of_control(control, found),
        Subject::Impact(_) => Vec::new(),
    }
}

fn of_rule(rulebook: &Rulebook, subject: Subject<'_>, place: &Place, found: &Situations) -> Vec<Problem> {
    let id = subject.about().map_or("", |about| about.id.as_str());
    let mut problems = Vec::new();
    let failing = found.list.iter().find_map(|situation| match situation.verdicts.first() {
        Some(Verdict::Fails(message)) => Some((situation, message)),
        _ => None,
    });
    if let Some((situation, message)) = failing {
        let place = place.clone();
        let where_ = situation.phrase(rulebook, subject.register());
        problems.push(Problem::warning(
            place,
            format!("{id} は、{} のときに実行できません: {}", where_.ja, message.ja),
            format!("{id} cannot be run where {}: {}", where_.en, message.en),
        ));
    }
    if !found.complete || found.by_example || failing.is_some() {
        return problems;
    }
    let (never, always) = reasons(subject);
    let told = if !found.any(|verdict| matches!(verdict, Verdict::Fires(_))) {
        Some((("該当しません", "never applies"), never))
    } else if !found.any(|verdict| *verdict == Verdict::Passes) {
        Some((("該当します", "always applies"), always))
    } else {
        None
    };
    problems.extend(told.map(|((ja, en), why)| {
        let why = constant(found).unwrap_or(why);
        Problem::warning(
            place.clone(),
            format!("{id} は、何が記入されていても{ja}"),
            format!("{id} {en}, whatever is filled in"),
        )
        .with_help(why.ja, why.en)
    }));
    problems
}

/// Why a rule never and why it always applies, where no single part of it tells.
fn reasons(subject: Subject<'_>) -> (Text, Text) {
    if matches!(subject, Subject::Check(_)) {
        let never =
            Text::new("要件が、どの場面でも満たされます", "what it requires holds in every situation");
        return (never, Text::new("要件を満たす場面がありません", "what it requires holds in no situation"));
    }
    let never = Text::new("条件の各部分が、同時に成り立つことがありません", "its parts never hold together");
    let always = Text::new(
        "どの場面でも、条件のいずれかの部分が成り立ちます",
        "some part of it holds in every situation",
    );
    (never, always)
}

fn of_control(control: &Control, found: &Situations) -> Vec<Problem> {
    if !found.complete || found.by_example {
        return Vec::new();
    }
    let never = |expression: &Option<Expression>, word: &str, ja: &str, en: &str| {
        let expression = expression.as_ref()?;
        let shown = found.any(|verdict| matches!(verdict, Verdict::Presence(known) if *known == word));
        (!shown).then(|| {
            Problem::warning(
                expression.place.clone(),
                format!("対策 `{}` の{ja}は、何が記入されていても成り立ちません", control.id),
                format!("{en} of control `{}` never holds, whatever is filled in", control.id),
            )
        })
    };
    let present = never(&control.present, "shown", " present ", "`present`");
    let denied = never(&control.denied, "denied", " denied ", "`denied`");
    present.into_iter().chain(denied).collect()
}

/// The only part of a rule that comes out the same in every situation.
fn constant(found: &Situations) -> Option<Text> {
    let mut outcomes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for outcome in found.list.iter().flat_map(Situation::outcomes) {
        // What could not be judged there is no reason.
        if let Some((atom, came)) = outcome.rsplit_once('=').filter(|(_, came)| !came.starts_with('?')) {
            outcomes.entry(atom).or_default().insert(came);
        }
    }
    let mut constants = outcomes.into_iter().filter(|(_, came)| came.len() == 1);
    let (atom, came) = constants.next()?;
    if constants.next().is_some() {
        return None;
    }
    match came.first().copied()? {
        "true" => Some(Text::new(
            format!("条件のうち `{atom}` が、どの場面でも成り立ちます"),
            format!("`{atom}` holds in every situation"),
        )),
        "false" => Some(Text::new(
            format!("条件のうち `{atom}` が、どの場面でも成り立ちません"),
            format!("`{atom}` does not hold in any situation"),
        )),
        _ => None,
    }
}
