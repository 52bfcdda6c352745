//! Steps of the timetable, and the checks that belong to them.

use std::collections::HashSet;

use super::{Assembly, Definition};
use crate::error::{Problem, Rests};
use crate::load::LoadedPack;
use crate::offer::Offer;
use crate::position::{SourceText, Step};
use crate::rule::{TimetableStep, fits};
use crate::rulebook::Rulebook;

impl Assembly<'_> {
    /// Takes over the steps of all packs, in their order, when all checks are known.
    pub(super) fn timetable(&mut self, book: &mut Rulebook, packs: &[LoadedPack]) {
        for pack in packs {
            for (path, file) in &pack.files {
                let at = pack.text(path);
                for step in &file.step {
                    let step = step.get_ref();
                    let place = at.content(&step.id.span());
                    let id = step.id.get_ref();
                    let definition = self.define(book, "step", id, &pack.identity.id, &place);
                    if definition == Definition::Replacing {
                        book.steps.retain(|known| known.id != *id);
                    }
                    if definition != Definition::Refused {
                        book.steps.push(TimetableStep {
                            id: id.clone(),
                            title: step.title.clone(),
                            order: step.order,
                            months: step.months.clone(),
                            checks: step.checks.iter().map(|check| check.get_ref().clone()).collect(),
                            place,
                        });
                    }
                }
            }
        }
        book.steps.sort_by_key(|step| step.order);
        for pack in packs {
            for (path, file) in &pack.files {
                let at = pack.text(path);
                for check in &file.check {
                    if let Some(step) = &check.get_ref().step {
                        let steps = &book.steps;
                        let known: Vec<Offer<'_>> =
                            steps.iter().map(|step| Offer::new(&step.id, &step.title)).collect();
                        self.known(&at, step, ("段階", "step"), &known);
                    }
                }
                for step in &file.step {
                    let start = Step::Starting(step.span().start);
                    for (entry, named) in step.get_ref().checks.iter().enumerate() {
                        let path = [Step::Key("step"), start, Step::Key("checks"), Step::Entry(entry)];
                        self.named_check(book, &at, &path, named.get_ref());
                    }
                }
            }
        }
        assign(book);
        self.idle_steps(book);
    }

    /// Sees that an entry of `checks` names some check.
    fn named_check(&mut self, book: &Rulebook, at: &SourceText<'_>, path: &[Step<'_>], named: &str) {
        if book.checks.iter().any(|check| fits(named, &check.about.id)) {
            return;
        }
        let ids = book.checks.iter().map(|check| check.about.id.as_str());
        self.problems.push_with(|| Problem::unknown(at.part(path), ("チェック", "check"), named, ids));
    }

    /// Steps that no check belongs to.
    fn idle_steps(&mut self, book: &Rulebook) {
        let used: HashSet<&str> = book.checks.iter().filter_map(|check| check.step.as_deref()).collect();
        for step in book.steps.iter().filter(|step| !used.contains(step.id.as_str())) {
            self.problems.push(
                Problem::warning(
                    step.place.clone(),
                    format!("段階 `{}` に当たるチェックがありません", step.id),
                    format!("no check belongs to the step `{}`", step.id),
                )
                .with_help(
                    format!("チェックに `step = \"{}\"` と書きます", step.id),
                    format!("write `step = \"{}\"` in a check", step.id),
                )
                .resting(Rests::OnUse),
            );
        }
    }
}

/// Gives checks that say no step themselves to the first step that names them.
fn assign(book: &mut Rulebook) {
    let Rulebook { checks, steps, .. } = book;
    for check in checks.iter_mut().filter(|check| check.step.is_none()) {
        let step = steps.iter().find(|step| step.names(&check.about.id));
        check.step = step.map(|step| step.id.clone());
    }
}
