//! Rules and controls that come out the same whatever is filled in, and rules that cannot always be run.
//!
//! Told from the situations of a rule. Where there are more of them than may be looked at, nothing is said.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::coverage::effort_each;
use crate::error::{Place, Problem};
use crate::expression::Expression;
use crate::rule::Control;
use crate::rulebook::Rulebook;
use crate::situation::{Situation, Situations, Subject, Verdict, situations_within};
use crate::text::Text;

/// Warnings about rules that never or always apply or that fail, and controls that the items never show.
///
/// The rulebook must be free of errors. Looking takes as long as deciding a large ledger, so that it is
/// left to those who write packs.
pub fn reach_problems(rulebook: &Arc<Rulebook>) -> Vec<Problem> {
    let controls = rulebook.controls.values();
    let told = controls.filter(|control| control.present.is_some() || control.denied.is_some());
    let subjects: Vec<Subject<'_>> = rulebook.subjects().chain(told.map(Subject::Control)).collect();
    let effort = effort_each(subjects.len());
    let mut problems: Vec<Problem> = subjects
        .into_par_iter()
        .flat_map_iter(|subject| of_subject(rulebook, subject, &situations_within(rulebook, subject, effort)))
        .collect();
    problems.sort_by(|a, b| a.place.cmp(&b.place));
    problems
}

fn of_subject(rulebook: &Rulebook, subject: Subject<'_>, found: &Situations) -> Vec<Problem> {
    match subject {
        Subject::Risk(rule) => of_rule(rulebook, subject, &rule.when.place, found),
        Subject::Check(check) => of_rule(rulebook, subject, &check.require.place, found),
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
    if !found.complete || failing.is_some() {
        return problems;
    }
    if !found.any(|verdict| matches!(verdict, Verdict::Fires(_))) {
        problems.push(explained(
            Problem::warning(
                place.clone(),
                format!("{id} は、何が記入されていても該当しません"),
                format!("{id} never applies, whatever is filled in"),
            ),
            constant(found, "false").map(|atom| {
                Text::new(
                    format!("条件のうち `{atom}` が、どの場面でも成り立ちません"),
                    format!("`{atom}` does not hold in any situation"),
                )
            }),
        ));
    } else if !found.any(|verdict| *verdict == Verdict::Passes) {
        problems.push(explained(
            Problem::warning(
                place.clone(),
                format!("{id} は、何が記入されていても該当します"),
                format!("{id} always applies, whatever is filled in"),
            ),
            constant(found, "true").map(|atom| {
                Text::new(
                    format!("条件のうち `{atom}` が、どの場面でも成り立ちます"),
                    format!("`{atom}` holds in every situation"),
                )
            }),
        ));
    }
    problems
}

fn of_control(control: &Control, found: &Situations) -> Vec<Problem> {
    if !found.complete {
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

/// The only part of a rule that comes out so in every situation.
fn constant(found: &Situations, wanted: &str) -> Option<String> {
    let mut always: BTreeMap<&str, bool> = BTreeMap::new();
    for outcome in found.list.iter().flat_map(Situation::outcomes) {
        // What could not be judged there is no reason.
        if let Some((atom, came)) = outcome.rsplit_once('=').filter(|(_, came)| !came.starts_with('?')) {
            *always.entry(atom).or_insert(true) &= came == wanted;
        }
    }
    let mut constants = always.into_iter().filter(|(_, always)| *always);
    let only = constants.next().map(|(atom, _)| atom.to_owned());
    only.filter(|_| constants.next().is_none())
}

fn explained(problem: Problem, why: Option<Text>) -> Problem {
    match why {
        Some(why) => problem.with_help(why.ja, why.en),
        None => problem.with_help(
            "場面ごとの結果は `daicho pack doc --rule` で確かめられます",
            "`daicho pack doc --rule` shows what comes out in each situation",
        ),
    }
}
