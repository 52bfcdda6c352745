//! What packs and rules say of themselves: ids, versions, status, names, controls.

use std::collections::{HashMap, HashSet};

use semver::Version;

use super::File;
use super::expressions::{all, names};
use crate::error::{Place, Problem, Rests};
use crate::load::LoadedPack;
use crate::offer::Offer;
use crate::position::{SourceText, Step};
use crate::problems::Problems;
use crate::rule::Status;
use crate::rulebook::Rulebook;

pub(super) fn check(book: &Rulebook, files: &[File<'_>], problems: &mut Problems) {
    let risks = book.risks.iter().map(|rule| rule.about.id.as_str());
    let checks = book.checks.iter().map(|check| check.about.id.as_str());
    let duties = book.duties.iter().map(|duty| duty.about.id.as_str());
    let rules: HashSet<&str> = risks.chain(checks).chain(duties).collect();
    let mut names: HashMap<(&str, &str), Place> = HashMap::new();
    for File { pack, at, definitions } in files {
        if at.label == pack.label(&pack.header) {
            header(pack, at, problems);
        }
        let version = Version::parse(&pack.identity.version).ok();
        let risks = definitions.risk.iter().map(|risk| {
            let (start, risk) = (risk.span().start, risk.get_ref());
            let said = Said { status: risk.status, since: &risk.since, replaced_by: &risk.replaced_by };
            (Rule { at, kind: "risk", start, id: risk.id.get_ref() }, said, risk.name.get_ref())
        });
        let checks = definitions.check.iter().map(|check| {
            let (start, check) = (check.span().start, check.get_ref());
            let said = Said { status: check.status, since: &check.since, replaced_by: &check.replaced_by };
            (Rule { at, kind: "check", start, id: check.id.get_ref() }, said, check.name.get_ref())
        });
        let duties = definitions.duty.iter().map(|duty| {
            let (start, duty) = (duty.span().start, duty.get_ref());
            let said = Said { status: duty.status, since: &duty.since, replaced_by: &duty.replaced_by };
            (Rule { at, kind: "duty", start, id: duty.id.get_ref() }, said, duty.name.get_ref())
        });
        for (rule, said, name) in risks.chain(checks).chain(duties) {
            if problems.is_full() {
                return;
            }
            problems.extend(rule.status(&pack.identity.id, &rules, &said));
            problems.extend(rule.since(version.as_ref(), &said));
            let place = rule.place("name");
            if let Some(first) = names.insert((&pack.identity.id, name), place.clone()) {
                problems.push(Problem::warning(
                    place,
                    format!("ルール名 `{name}` は {first} でも使われています"),
                    format!("the rule name `{name}` is also used at {first}"),
                ));
            }
        }
        for risk in definitions.risk.iter().filter(|risk| risk.get_ref().kinds.get_ref().is_empty()) {
            let id = risk.get_ref().id.get_ref();
            problems.push(Problem::error(
                at.place(risk.get_ref().kinds.span().start),
                format!("{id} の kinds が空です"),
                format!("{id} names no kind of harm"),
            ));
        }
    }
    controls(book, problems);
}

/// Id and version of a pack.
fn header(pack: &LoadedPack, at: &SourceText<'_>, problems: &mut Problems) {
    let place = |key| at.part(&[Step::Key("pack"), Step::Key(key)]);
    let (id, version) = (&pack.identity.id, &pack.identity.version);
    if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        problems.push(
            Problem::error(
                place("id"),
                format!("パックID `{id}` は英小文字・数字・ハイフンで書きます"),
                format!("the pack id `{id}` must be written in lower case, digits and hyphens"),
            )
            .with_help("`our-house` のように書きます", "write it like `our-house`"),
        );
    }
    if Version::parse(version).is_err() {
        problems.push(
            Problem::error(
                place("version"),
                format!("`{version}` はバージョンとして読めません"),
                format!("`{version}` is no version"),
            )
            .with_help("`1.0.0` のように三つの数で書きます", "write three numbers, like `1.0.0`"),
        );
    }
}

/// What a rule says of its own life.
struct Said<'s> {
    status: Status,
    since: &'s Option<String>,
    replaced_by: &'s Option<String>,
}

/// A rule where it is written.
struct Rule<'r, 's> {
    at: &'r SourceText<'s>,
    kind: &'static str,
    start: usize,
    id: &'r str,
}

impl Rule<'_, '_> {
    fn place(&self, key: &str) -> Place {
        self.at.part(&[Step::Key(self.kind), Step::Starting(self.start), Step::Key(key)])
    }

    /// A deprecated rule names the one that took its place.
    fn status(&self, pack: &str, rules: &HashSet<&str>, said: &Said<'_>) -> Option<Problem> {
        let id = self.id;
        let deprecated = said.status == Status::Deprecated;
        let Some(successor) = said.replaced_by else {
            return deprecated.then(|| {
                Problem::warning(
                    self.place("status"),
                    format!("{id} は deprecated ですが、replaced_by がありません"),
                    format!("{id} is deprecated but has no replaced_by"),
                )
                .with_help(
                    "代わりのルールのIDを replaced_by に書きます",
                    "name the rule that took its place in replaced_by",
                )
            });
        };
        let place = self.place("replaced_by");
        let full = if successor.contains('/') { successor.clone() } else { format!("{pack}/{successor}") };
        let own = if id.contains('/') { id.to_owned() } else { format!("{pack}/{id}") };
        if full == own {
            return Some(Problem::error(
                place,
                format!("{id} の replaced_by が自分自身です"),
                format!("{id} is replaced by itself"),
            ));
        }
        if !rules.contains(full.as_str()) {
            let problem =
                Problem::unknown(place, ("ルール", "rule"), successor, rules_in_order(rules, successor));
            return Some(problem);
        }
        (!deprecated).then(|| {
            Problem::warning(
                place,
                format!("{id} は deprecated でないのに replaced_by があります"),
                format!("{id} has replaced_by but is not deprecated"),
            )
        })
    }

    /// The version it came with is one, and not to come.
    fn since(&self, version: Option<&Version>, said: &Said<'_>) -> Option<Problem> {
        let since = said.since.as_ref()?;
        let place = self.place("since");
        match Version::parse(since) {
            Err(_) => Some(
                Problem::error(
                    place,
                    format!("since の `{since}` はバージョンとして読めません"),
                    format!("since `{since}` is no version"),
                )
                .with_help("`1.0.0` のように三つの数で書きます", "write three numbers, like `1.0.0`"),
            ),
            Ok(since) => version.filter(|version| since > **version).map(|version| {
                Problem::error(
                    place,
                    format!("since の {since} がパックのバージョン {version} より新しくなっています"),
                    format!("since {since} is newer than the pack, which is {version}"),
                )
            }),
        }
    }
}

/// Rules that a name may mean, in an order of their own: short ones are compared with short ones.
fn rules_in_order<'r>(rules: &HashSet<&'r str>, name: &str) -> Vec<&'r str> {
    let short = |id: &'r str| id.rsplit('/').next().unwrap_or(id);
    let mut known: Vec<&str> =
        rules.iter().map(|id| if name.contains('/') { *id } else { short(id) }).collect();
    known.sort_unstable();
    known
}

/// The controls that rules name, and rules that the controls lack.
fn controls(book: &Rulebook, problems: &mut Problems) {
    let mut used: HashSet<&str> = HashSet::new();
    for rule in &book.risks {
        let mut named: HashSet<&str> = HashSet::new();
        for (control, place) in rule.controls.iter().zip(&rule.control_places) {
            if !book.controls.contains_key(control) {
                problems.push_with(|| {
                    let known = book.controls.values();
                    let known: Vec<Offer<'_>> = known
                        .map(|known| Offer::new(&known.id, &known.title).with_words(&known.names))
                        .collect();
                    let ids = known.iter().map(|offer| offer.id);
                    Problem::unknown(place.clone(), ("対策", "control"), control, ids)
                        .with_offer(control, &known, None)
                });
            } else if !named.insert(control) {
                problems.push(Problem::warning(
                    place.clone(),
                    format!("対策 `{control}` が二度書かれています"),
                    format!("the control `{control}` is named twice"),
                ));
            }
            used.insert(control);
        }
    }
    // A rule that reads how far a control is in place uses it as well.
    let read = all(book).flat_map(|role| names(book, role.expression));
    used.extend(read.filter_map(|name| book.names.controls.get(name)).map(String::as_str));
    for control in book.controls.values().filter(|control| !used.contains(control.id.as_str())) {
        problems.push(
            Problem::warning(
                control.place.clone(),
                format!("対策 `{}` を使うルールがありません", control.id),
                format!("no rule uses the control `{}`", control.id),
            )
            .resting(Rests::OnUse),
        );
    }
}
