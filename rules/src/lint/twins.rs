//! Rules that say the same: one of them is enough, or one of them is wrong.

mod form;

use std::collections::{HashMap, HashSet};

use form::Forms;

use crate::error::{Place, Problem};
use crate::problems::Problems;
use crate::rule::About;
use crate::rulebook::Rulebook;

pub(super) fn check(book: &Rulebook, endless: &HashSet<String>, problems: &mut Problems) {
    let mut forms = Forms::new(book, endless);
    let mut seen: HashMap<(String, String), &About> = HashMap::new();
    for rule in &book.risks {
        let form = forms.of("items", &rule.when);
        let place = &rule.when.place;
        same(&mut seen, (rule.stage.clone(), form), &rule.about, place, problems);
    }
    let mut seen: HashMap<(String, String), &About> = HashMap::new();
    for check in &book.checks {
        let when = check.when.as_ref().map(|when| forms.of(&check.register, when)).unwrap_or_default();
        let form = format!("{when} => {}", forms.of(&check.register, &check.require));
        let place = &check.require.place;
        same(&mut seen, (check.register.clone(), form), &check.about, place, problems);
    }
    // The same condition may well oblige to two things, so duties are the same only if they say the same.
    let mut seen: HashMap<(String, String), &About> = HashMap::new();
    for duty in &book.duties {
        let form = forms.of(&duty.register, &duty.when);
        let form = format!("{form} {:?} {:?} {}", duty.preliminary_days, duty.final_days, duty.say.ja);
        let place = &duty.when.place;
        same(&mut seen, (duty.register.clone(), form), &duty.about, place, problems);
    }
}

fn same<'b>(
    seen: &mut HashMap<(String, String), &'b About>,
    form: (String, String),
    about: &'b About,
    place: &Place,
    problems: &mut Problems,
) {
    let Some(first) = seen.get(&form) else {
        seen.insert(form, about);
        return;
    };
    problems.push(
        Problem::warning(
            place.clone(),
            format!("{} の条件は {}（{}）と同じです", about.id, first.id, first.place),
            format!("{} has the same condition as {} at {}", about.id, first.id, first.place),
        )
        .with_help(
            "一つにまとめるか、条件の違いを確かめてください",
            "merge them, or see in what they were meant to differ",
        ),
    );
}
