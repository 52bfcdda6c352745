//! Rules that say the same: one of them is enough, or one of them is wrong.

mod form;

use std::collections::{BTreeSet, HashMap, HashSet};

use form::Forms;

use crate::error::{Place, Problem};
use crate::problems::Problems;
use crate::rule::About;
use crate::rulebook::Rulebook;

pub(super) fn check(book: &Rulebook, endless: &HashSet<String>, problems: &mut Problems) {
    let mut forms = Forms::new(book, endless);
    let kin = Kin::new(book);
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

/// Packs, each with those that it builds on.
struct Kin<'b>(HashMap<&'b str, BTreeSet<&'b str>>);

impl<'b> Kin<'b> {
    fn new(book: &'b Rulebook) -> Self {
        let mut kin: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        // Packs stand after those that they extend.
        for pack in &book.packs {
            let mut below: BTreeSet<&str> = pack.extends.iter().map(String::as_str).collect();
            let further: Vec<&str> = below.iter().filter_map(|id| kin.get(id)).flatten().copied().collect();
            below.extend(further);
            kin.insert(&pack.id, below);
        }
        Self(kin)
    }

    /// True if two rules are of one pack, or of two of which one builds on the other: packs that do not know
    /// each other may well ask the same.
    fn are(&self, a: &About, b: &About) -> bool {
        let pack =
            |about: &About| about.id.split_once('/').map(|(pack, _)| pack.to_owned()).unwrap_or_default();
        let (a, b) = (pack(a), pack(b));
        let on = |a: &str, b: &str| self.0.get(a).is_none_or(|below| below.contains(b));
        a == b || on(&a, &b) || on(&b, &a)
    }
}

fn same<'b>(
    seen: &mut Seen<'b>,
    kin: &Kin<'_>,
    form: (String, String),
    about: &'b About,
    place: &Place,
    problems: &mut Problems,
) {
    let alike = seen.entry(form).or_default();
    let first = alike.iter().find(|known| kin.are(known, about)).copied();
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
