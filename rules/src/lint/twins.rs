//! Rules that say the same: one of them is enough, or one of them is wrong.

mod form;

use std::collections::{HashMap, HashSet};

use form::Forms;

use crate::error::{Place, Problem};
use crate::load::Kin;
use crate::problems::Problems;
use crate::rule::About;
use crate::rulebook::Rulebook;

pub(super) fn check(book: &Rulebook, endless: &HashSet<String>, problems: &mut Problems) {
    let mut forms = Forms::new(book, endless);
    let kin = Kin::new(&book.packs);
    let mut seen = Seen::new();
    for rule in &book.risks {
        let form = forms.of("items", &rule.when);
        let place = &rule.when.place;
        same(&mut seen, &kin, (rule.stage.clone(), form), &rule.about, place, problems);
    }
    let mut seen = Seen::new();
    for check in &book.checks {
        let when = check.when.as_ref().map(|when| forms.of(&check.register, when)).unwrap_or_default();
        let form = format!("{when} => {}", forms.of(&check.register, &check.require));
        let place = &check.require.place;
        same(&mut seen, &kin, (check.register.clone(), form), &check.about, place, problems);
    }
    // The same condition may well oblige to two things, so duties are the same only if they say the same.
    let mut seen = Seen::new();
    for duty in &book.duties {
        let form = forms.of(&duty.register, &duty.when);
        let form = format!("{form} {:?} {:?} {}", duty.preliminary_days, duty.final_days, duty.say.ja);
        let place = &duty.when.place;
        same(&mut seen, &kin, (duty.register.clone(), form), &duty.about, place, problems);
    }
}

/// Rules by what they are about and what they say.
type Seen<'b> = HashMap<(String, String), Vec<&'b About>>;

/// True if two rules are of one pack, or of two of which one builds on the other: packs that do not know each
/// other may well ask the same.
fn are_kin(kin: &Kin, a: &About, b: &About) -> bool {
    fn pack(about: &About) -> &str {
        about.id.split_once('/').map_or("", |(pack, _)| pack)
    }
    kin.builds_on(pack(a), pack(b)) || kin.builds_on(pack(b), pack(a))
}

fn same<'b>(
    seen: &mut Seen<'b>,
    kin: &Kin,
    form: (String, String),
    about: &'b About,
    place: &Place,
    problems: &mut Problems,
) {
    let alike = seen.entry(form).or_default();
    let first = alike.iter().find(|known| are_kin(kin, known, about)).copied();
    alike.push(about);
    let Some(first) = first else { return };
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
