//! Situations: the cases that a rule tells apart, found from the rule alone.
//!
//! A rule is run on an empty record; what it reads first is filled in with each value that it may tell
//! apart, and so on until nothing more is read. Values that lead to the same are put together.

mod rows;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use toml::Value;

pub use self::rows::{Row, traces};
use crate::atom::{Atom, atoms};
use crate::bindings::Bindings;
use crate::case::{Case, give, whole_world};
use crate::columns::Columns;
use crate::coverage::EFFORT;
use crate::decide::{Answer, Factor, Outcome, Part, Presence, RuleParts};
use crate::domain::{Choice, View, choices, given_as};
use crate::evaluate::{Evaluator, Stop, column_asked_after};
use crate::expression::Expression;
use crate::record::World;
use crate::rule::{About, Check, Control, RiskRule};
use crate::rulebook::Rulebook;
use crate::text::Text;

/// Most runs spent on one rule.
const MAX_RUNS: usize = 20_000;
/// Steps that count as running one expression more; all parts of a built-in rule together take some hundreds.
const STEPS_EACH: u64 = 200;

/// A situation that a rule tells apart from others, and what comes out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation {
    /// What is given, in the order in which it is read; names that do not matter are left out.
    pub given: Vec<Given>,
    /// What comes out, for each of the rules looked at.
    pub verdicts: Vec<Verdict>,
    traces: BTreeSet<String>,
}

/// The values of one name in a situation.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Name as a case gives it.
    pub name: String,
    /// Values that lead to the same.
    pub choices: Vec<Choice>,
    /// Every value that was looked at under this name, in order: those of `choices` and all others.
    pub looked_at: Arc<[Choice]>,
}

/// What comes out of a rule in a situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The risk applies with this threat, or the check does not hold.
    Fires(Option<u8>),
    /// It does not, or does not concern the record.
    Passes,
    /// It hangs on this field.
    Asks(String),
    /// A number, of an impact.
    Number(u8),
    /// Whether the record shows a control.
    Presence(&'static str),
    /// It cannot be run: what the engine says.
    Fails(Text),
    /// There is no such rule.
    Missing,
}

/// The situations of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Situations {
    /// All that were found, those read first first.
    pub list: Vec<Situation>,
    /// False if there are more than were looked at.
    pub complete: bool,
    /// How often the rule was run to find them.
    pub runs: usize,
}

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'r> {
    /// A risk rule: condition and threat.
    Risk(&'r RiskRule),
    /// A check.
    Check(&'r Check),
    /// An impact expression over the items.
    Impact(&'r Expression),
    /// Whether the items show a control.
    Control(&'r Control),
}

impl Rulebook {
    /// Every risk rule and every check, in the order of the packs.
    pub fn subjects(&self) -> impl Iterator<Item = Subject<'_>> {
        self.risks.iter().map(Subject::Risk).chain(self.checks.iter().map(Subject::Check))
    }
}

impl<'r> Subject<'r> {
    /// What a rule says of itself; nothing for what is no rule.
    pub fn about(self) -> Option<&'r About> {
        match self {
            Subject::Risk(rule) => Some(&rule.about),
            Subject::Check(check) => Some(&check.about),
            Subject::Impact(_) | Subject::Control(_) => None,
        }
    }

    /// The cases it proves itself by.
    pub(crate) fn cases(self) -> &'r [Case] {
        match self {
            Subject::Risk(rule) => &rule.cases,
            Subject::Check(check) => &check.cases,
            Subject::Impact(_) | Subject::Control(_) => &[],
        }
    }

    /// The register whose records it judges.
    pub fn register(self) -> &'r str {
        match self {
            Subject::Check(check) => &check.register,
            Subject::Risk(_) | Subject::Impact(_) | Subject::Control(_) => "items",
        }
    }

    /// The singulars it reads.
    pub(crate) fn singulars(self) -> &'r [String] {
        match self {
            Subject::Risk(rule) => &rule.singulars,
            Subject::Check(check) => &check.singulars,
            Subject::Impact(_) | Subject::Control(_) => &[],
        }
    }

    /// What is run, in turn.
    pub(crate) fn parts(self, rulebook: &'r Rulebook) -> Vec<Part<'r>> {
        match self {
            Subject::Risk(rule) => {
                let parts = RuleParts::of(rule, rulebook);
                [Some(parts.condition), parts.threat].into_iter().flatten().collect()
            }
            Subject::Check(check) => vec![Part::Check(check)],
            Subject::Impact(expression) => vec![Part::Factor(expression)],
            Subject::Control(control) => vec![Part::Presence(control)],
        }
    }
}

/// The situations of a rule.
pub fn situations(rulebook: &Arc<Rulebook>, subject: Subject<'_>) -> Situations {
    compare(&[(rulebook, Some(subject))])
}

/// The situations that several versions of a rule tell apart; `None` for a version that lacks it.
///
/// All versions must judge the same register.
pub fn compare(versions: &[(&Arc<Rulebook>, Option<Subject<'_>>)]) -> Situations {
    explore(versions, EFFORT)
}

/// The situations of a rule as far as they are found by running so many expressions and atoms; long ones
/// count as several.
pub(crate) fn situations_within(rulebook: &Arc<Rulebook>, subject: Subject<'_>, effort: usize) -> Situations {
    explore(&[(rulebook, Some(subject))], effort)
}

fn explore(versions: &[(&Arc<Rulebook>, Option<Subject<'_>>)], effort: usize) -> Situations {
    let mut explorer = Explorer {
        versions: versions.iter().map(|(rulebook, subject)| Version::new(rulebook, *subject)).collect(),
        known: HashMap::new(),
        runs: 0,
        effort,
        complete: true,
    };
    let tree = explorer.explore(&mut Vec::new());
    let mut list = Vec::new();
    tree.flatten(&mut Vec::new(), &mut list);
    Situations { list, complete: explorer.complete, runs: explorer.runs }
}

/// One version of the rule that is looked at.
struct Version<'v> {
    rulebook: &'v Arc<Rulebook>,
    subject: Option<Subject<'v>>,
    evaluator: Evaluator,
    atoms: Vec<(Atom, &'v Expression)>,
    /// The atoms without the expressions.
    plain: Vec<Atom>,
    /// Columns and registers it asks after, as `has_column("count")`.
    asked_after: Vec<String>,
    /// A ledger that has everything.
    whole: World,
    /// Steps that its expressions took since this was last looked at.
    steps: u64,
}

/// What one run showed.
struct Run {
    verdict: Verdict,
    /// Names as cases give them, in the order in which they were read.
    reads: Vec<String>,
    /// What came out of the atoms that were in play.
    trace: String,
}

impl<'v> Version<'v> {
    fn new(rulebook: &'v Arc<Rulebook>, subject: Option<Subject<'v>>) -> Self {
        let whole = whole_world(rulebook);
        let evaluator = Evaluator::new(Arc::clone(rulebook), Arc::new(whole.clone()));
        let parts = subject.map_or_else(Vec::new, |subject| subject.parts(rulebook));
        let register = subject.map_or("items", Subject::register);
        let atoms = atoms(rulebook, register, parts.into_iter().flat_map(Part::expressions));
        let plain: Vec<Atom> = atoms.iter().map(|(atom, _)| atom.clone()).collect();
        let asks =
            |atom: &&Atom| atom.text.starts_with("has_column(") || atom.text.starts_with("has_register(");
        let asked_after = plain.iter().filter(asks).map(|atom| atom.text.clone()).collect();
        Self { rulebook, subject, evaluator, atoms, plain, asked_after, whole, steps: 0 }
    }

    /// What it compares names with; `None` where there is no such rule.
    fn view(&self) -> Option<(Subject<'v>, View<'_>)> {
        Some((self.subject?, (&**self.rulebook, self.plain.as_slice())))
    }

    /// A ledger with every column and register but those that are said not to be there.
    fn world(&self, given: &[(String, Option<Value>)]) -> World {
        let mut world = self.whole.clone();
        let lacks = |name: &String| {
            given.iter().any(|(known, value)| known == name && *value == Some(Value::Boolean(false)))
        };
        for name in &self.asked_after {
            let quoted = name.split('"').nth(1).unwrap_or_default();
            if name.starts_with("has_register(") {
                if lacks(name) {
                    world.registers.remove(quoted);
                }
            } else if lacks(name) {
                world.columns.remove(&column_asked_after(quoted));
            } else {
                // Of a client's own columns only the rule itself knows.
                world.columns.insert(column_asked_after(quoted));
            }
        }
        world
    }

    /// Runs the rule on a record of which only this is known; one run for each row it is decided on.
    fn run(&mut self, given: &[(String, Option<Value>)]) -> Vec<Run> {
        let Some(subject) = self.subject else {
            return vec![Run { verdict: Verdict::Missing, reads: Vec::new(), trace: String::new() }];
        };
        let mut record = Columns::new(1);
        if !self.asked_after.is_empty() {
            self.evaluator = Evaluator::new(Arc::clone(self.rulebook), Arc::new(self.world(given)));
        }
        for (name, value) in given.iter().filter(|(name, _)| !self.asked_after.contains(name)) {
            let name = as_set(self.rulebook, subject.register(), name, value.as_ref());
            // What only another version knows is to this one as if nothing was typed.
            if let Some(value) = value {
                let _ = give(self.rulebook, subject.register(), &mut record, &name, value);
            }
        }
        self.run_on(subject, &Arc::new(record))
    }

    fn run_on(&mut self, subject: Subject<'_>, record: &Arc<Columns>) -> Vec<Run> {
        let bindings =
            Bindings::new(self.rulebook, &self.whole, subject.register(), record, subject.singulars());
        let bindings = Arc::new(bindings);
        let before = self.evaluator.work.taken();
        let mut runs: Vec<Run> =
            (0..bindings.len()).map(|row| self.run_row(subject, &bindings, row)).collect();
        self.steps += self.evaluator.work.taken().saturating_sub(before);
        if runs.is_empty() {
            // A set that is known to be empty: the rule has nothing to be decided on.
            let plurals = subject.singulars().iter().filter_map(|singular| {
                Some(self.rulebook.schema.plural_of(subject.register(), singular)?.id.clone())
            });
            runs.push(Run { verdict: Verdict::Passes, reads: plurals.collect(), trace: "no row".to_owned() });
        }
        runs
    }

    fn run_row(&mut self, subject: Subject<'_>, bindings: &Arc<Bindings>, row: usize) -> Run {
        self.evaluator.turn_to(bindings, row);
        let mut reads = Vec::new();
        let mut verdict = Verdict::Passes;
        for part in subject.parts(self.rulebook) {
            let answer = self.evaluator.answer(part);
            let (next, read) = verdict_of(&answer);
            reads.extend(read);
            if let Verdict::Asks(field) = &next {
                reads.push(field.clone());
            }
            if let Part::Presence(control) = part {
                reads.extend(self.reads_of_control(control));
            }
            verdict = match (verdict, next) {
                (Verdict::Fires(_), Verdict::Number(threat)) => Verdict::Fires(Some(threat)),
                (Verdict::Fires(_), Verdict::Asks(_)) => Verdict::Fires(None),
                (_, next) => next,
            };
            if !matches!(verdict, Verdict::Fires(_)) {
                break;
            }
        }
        let trace = self.trace(bindings, row, &reads);
        let register = subject.register();
        let mut named: Vec<String> = Vec::new();
        for read in reads {
            let name = given_as(self.rulebook, register, &read);
            if !named.contains(&name) {
                named.push(name);
            }
        }
        Run { verdict, reads: named, trace }
    }

    /// What a control reads, also where it shows nothing.
    fn reads_of_control(&mut self, control: &Control) -> Vec<String> {
        let mut reads = Vec::new();
        for expression in control.present.iter().chain(&control.denied) {
            self.evaluator.take_reads();
            self.evaluator.work.begin();
            let told = self.evaluator.truth(expression);
            reads.extend(self.evaluator.take_reads());
            match told {
                Ok(true) => break,
                Err(Stop::Asked(field)) => reads.push(field),
                Ok(false) | Err(Stop::Failed(_)) => {}
            }
        }
        reads
    }

    /// What comes out of each atom of which everything was read.
    fn trace(&mut self, bindings: &Arc<Bindings>, row: usize, reads: &[String]) -> String {
        let mut trace = String::new();
        for (atom, of) in &self.atoms {
            // Names read include aliases beside the ids they stand for.
            let known = |name: &String| {
                reads.contains(name)
                    || self
                        .rulebook
                        .names
                        .resolve(bindings.register(), name)
                        .is_none_or(|v| reads.contains(&v.id))
            };
            if !atom.reads.iter().all(known) {
                continue;
            }
            self.evaluator.turn_to(bindings, row);
            let out = match self.evaluator.run_part(of, &atom.program(&of.ast)) {
                Ok(value) => value.to_string(),
                Err(Stop::Asked(field)) => format!("?{field}"),
                Err(Stop::Failed(_)) => "!".to_owned(),
            };
            trace.push_str(&atom.text);
            trace.push('=');
            trace.push_str(&out);
            trace.push('\n');
        }
        trace
    }
}

/// The name that a case gives a value under: that of the set where a singular has nothing it could be.
pub(crate) fn as_set(rulebook: &Rulebook, register: &str, name: &str, value: Option<&Value>) -> String {
    let plural = || rulebook.schema.plural_of(register, name);
    match (value, plural()) {
        (Some(Value::Array(_)), Some(plural)) => plural.id.clone(),
        _ => name.to_owned(),
    }
}

fn verdict_of(answer: &Answer) -> (Verdict, Vec<String>) {
    match answer {
        Answer::Outcome(outcome, reads) => {
            let verdict = match outcome {
                Outcome::Fires => Verdict::Fires(None),
                Outcome::Passes => Verdict::Passes,
                Outcome::Asks(field) => Verdict::Asks(field.clone()),
                Outcome::Failed(failure) => Verdict::Fails(failure.message.clone()),
            };
            (verdict, reads.clone())
        }
        Answer::Factor(factor, reads) => {
            let verdict = match factor {
                Factor::Known(number) => Verdict::Number(*number),
                Factor::Asks(field) => Verdict::Asks(field.clone()),
                Factor::Failed(failure) => Verdict::Fails(failure.message.clone()),
            };
            (verdict, reads.clone())
        }
        Answer::Presence(presence) => match presence {
            Presence::Shown(reads) => (Verdict::Presence("shown"), reads.clone()),
            Presence::Denied(reads) => (Verdict::Presence("denied"), reads.clone()),
            Presence::NotShown => (Verdict::Presence("not shown"), Vec::new()),
            Presence::Silent => (Verdict::Presence("silent"), Vec::new()),
        },
    }
}

struct Explorer<'v> {
    versions: Vec<Version<'v>>,
    /// Choices of the names met so far.
    known: HashMap<String, Arc<[Choice]>>,
    runs: usize,
    /// Expressions and atoms that may still be run.
    effort: usize,
    complete: bool,
}

/// What a rule does, by the values it reads.
#[derive(Debug, Clone)]
enum Tree {
    Leaf { verdicts: Vec<Verdict>, traces: BTreeSet<String> },
    Node { name: String, looked_at: Arc<[Choice]>, branches: Vec<(Vec<Choice>, Tree)> },
}

impl Explorer<'_> {
    fn explore(&mut self, given: &mut Vec<(String, Option<Value>)>) -> Tree {
        self.runs += 1;
        let cost: usize = self.versions.iter().map(|version| version.atoms.len() + 1).sum();
        let left = self.effort.checked_sub(cost);
        self.effort = left.unwrap_or(0);
        let mut reads: Vec<String> = Vec::new();
        let (mut verdicts, mut traces) = (Vec::new(), BTreeSet::new());
        for (at, version) in self.versions.iter_mut().enumerate() {
            let runs = version.run(given);
            let steps = std::mem::take(&mut version.steps) / STEPS_EACH;
            self.effort = self.effort.saturating_sub(usize::try_from(steps).unwrap_or(usize::MAX));
            reads.extend(version.asked_after.iter().chain(runs.iter().flat_map(|run| &run.reads)).cloned());
            traces.extend(runs.iter().map(|run| mark(at, &run.trace)));
            verdicts.push(strongest(runs));
        }
        let next = reads.into_iter().find(|name| self.is_open(name, given));
        let Some(name) = next else { return Tree::Leaf { verdicts, traces } };
        if self.runs > MAX_RUNS || left.is_none() {
            self.complete = false;
            return Tree::Leaf { verdicts, traces };
        }
        let looked_at = self.choices(&name);
        let branches = looked_at.iter().map(|choice| {
            given.push((name.clone(), choice.value.clone()));
            let tree = self.explore(given);
            given.pop();
            (choice.clone(), tree)
        });
        merged(&name, &looked_at, branches)
    }
}

impl Explorer<'_> {
    /// True if a name can be given and is not.
    fn is_open(&mut self, name: &str, given: &[(String, Option<Value>)]) -> bool {
        let is_given = |version: &Version<'_>| {
            given.iter().any(|(known, _)| known == name || is_plural_of(version, name, known))
        };
        !self.versions.iter().any(is_given) && !self.choices(name).is_empty()
    }

    /// The values of a name that any of the versions tells apart.
    fn choices(&mut self, name: &str) -> Arc<[Choice]> {
        if let Some(known) = self.known.get(name) {
            return Arc::clone(known);
        }
        let asked_after = self.versions.iter().any(|version| version.asked_after.iter().any(|n| n == name));
        let found: Arc<[Choice]> = if asked_after {
            [true, false].map(Choice::of).into()
        } else {
            let there: Vec<(Subject<'_>, View<'_>)> =
                self.versions.iter().filter_map(Version::view).collect();
            let register = there.first().map_or("items", |(subject, _)| subject.register());
            let views: Vec<View<'_>> = there.iter().map(|(_, view)| *view).collect();
            choices(&views, register, name).into()
        };
        self.known.insert(name.to_owned(), Arc::clone(&found));
        found
    }
}

/// True if `name` is the set that `singular` is one value of: what is said of the one says the other.
fn is_plural_of(version: &Version<'_>, name: &str, singular: &str) -> bool {
    let register = version.subject.map_or("items", Subject::register);
    version.rulebook.schema.plural_of(register, singular).is_some_and(|plural| plural.id == name)
}

/// Of the rows of a record: what fires counts before what asks, and that before what passes.
fn strongest(runs: Vec<Run>) -> Verdict {
    let rank = |verdict: &Verdict| match verdict {
        Verdict::Fails(_) => 0,
        Verdict::Fires(_) | Verdict::Number(_) | Verdict::Presence(_) => 1,
        Verdict::Asks(_) => 2,
        Verdict::Passes | Verdict::Missing => 3,
    };
    runs.into_iter().map(|run| run.verdict).min_by_key(rank).unwrap_or(Verdict::Passes)
}

/// A node with branches that lead to the same put together; no node where all do.
fn merged(name: &str, looked_at: &Arc<[Choice]>, branches: impl Iterator<Item = (Choice, Tree)>) -> Tree {
    let mut groups: Vec<(Vec<Choice>, Tree)> = Vec::new();
    for (choice, tree) in branches {
        match groups.iter_mut().find(|(_, known)| known.is_like(&tree)) {
            Some((choices, known)) => {
                choices.push(choice);
                known.take_traces(tree);
            }
            None => groups.push((vec![choice], tree)),
        }
    }
    if groups.len() == 1
        && let Some((_, only)) = groups.pop()
    {
        return only;
    }
    Tree::Node { name: name.to_owned(), looked_at: Arc::clone(looked_at), branches: groups }
}

impl Tree {
    /// True if it leads to the same by the same values.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Leaf { verdicts, .. }, Self::Leaf { verdicts: others, .. }) => verdicts == others,
            (Self::Node { name, branches, .. }, Self::Node { name: other, branches: others, .. }) => {
                let alike = |((choices, tree), (others, other)): (&(Vec<Choice>, Self), &(_, Self))| {
                    choices == others && tree.is_like(other)
                };
                name == other && branches.len() == others.len() && branches.iter().zip(others).all(alike)
            }
            _ => false,
        }
    }

    fn take_traces(&mut self, other: Self) {
        match (self, other) {
            (Self::Leaf { traces, .. }, Self::Leaf { traces: others, .. }) => traces.extend(others),
            (Self::Node { branches, .. }, Self::Node { branches: others, .. }) => {
                for ((_, tree), (_, other)) in branches.iter_mut().zip(others) {
                    tree.take_traces(other);
                }
            }
            _ => {}
        }
    }

    fn flatten(self, given: &mut Vec<Given>, list: &mut Vec<Situation>) {
        match self {
            Self::Leaf { verdicts, traces } => {
                list.push(Situation { given: given.clone(), verdicts, traces });
            }
            Self::Node { name, looked_at, branches } => {
                for (choices, tree) in branches {
                    let looked_at = Arc::clone(&looked_at);
                    given.push(Given { name: name.clone(), choices, looked_at });
                    tree.flatten(given, list);
                    given.pop();
                }
            }
        }
    }
}

impl Situations {
    /// True if some situation comes out so for the first version.
    pub fn any(&self, wanted: impl Fn(&Verdict) -> bool) -> bool {
        self.list.iter().any(|situation| situation.verdicts.first().is_some_and(&wanted))
    }
}

impl Situation {
    pub(crate) fn traces(&self) -> &BTreeSet<String> {
        &self.traces
    }
}

/// A trace as situations hold it, with the number of the version.
pub(crate) fn mark(version: usize, trace: &str) -> String {
    format!("{version}\n{trace}")
}

/// For each situation of a rule, whether one of its cases is such.
pub fn covered(rulebook: &Arc<Rulebook>, subject: Subject<'_>, situations: &Situations) -> Vec<bool> {
    let settings = subject.cases().iter().filter_map(|case| case.setting(rulebook, subject.register()).ok());
    let traces = traces_of(rulebook, subject, settings);
    situations.list.iter().map(|situation| situation.is_among(&traces)).collect()
}

/// What a rule tells apart in records and their ledgers.
pub(crate) fn traces_of(
    rulebook: &Arc<Rulebook>,
    subject: Subject<'_>,
    settings: impl Iterator<Item = (Columns, World)>,
) -> BTreeSet<String> {
    let mut version = Version::new(rulebook, Some(subject));
    let mut traces = BTreeSet::new();
    for (record, world) in settings {
        version.evaluator = Evaluator::new(Arc::clone(rulebook), Arc::new(world));
        let runs = version.run_on(subject, &Arc::new(record));
        traces.extend(runs.into_iter().map(|run| mark(0, &run.trace)));
    }
    traces
}

impl Situation {
    /// True if a record with one of these traces is in it.
    pub(crate) fn is_among(&self, traces: &BTreeSet<String>) -> bool {
        !self.traces.is_disjoint(traces)
    }

    /// What comes out of each atom in it, as often as records of it differ: `count >= 1000=true`.
    pub(crate) fn outcomes(&self) -> impl Iterator<Item = &str> {
        self.traces.iter().flat_map(|trace| trace.lines().skip(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many situations are found of a rule that runs this function, and whether these are all.
    fn found(body: &str, effort: usize) -> (usize, bool) {
        let pack = "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\n\
                    title = { ja = \"試\", en = \"trial\" }\n\
                    [[risk]]\nid = \"TRY-01\"\nname = \"trial\"\nstage = \"storage\"\nkinds = [\"leak\"]\n\
                    title = { ja = \"題\", en = \"title\" }\nwhy = { ja = \"理由\", en = \"why\" }\n\
                    when = 'f(1) > 0 && (sensitive == my_number) == (entrusted == backup)'\nthreat = 2\n";
        let functions = format!("fn f(a) {{ {body} a }}");
        let files = [("pack.toml", pack), ("functions.rhai", &functions)]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let book = Arc::new(Rulebook::from_files("trial", files).unwrap().0);
        let found = situations_within(&book, Subject::Risk(book.risks.first().unwrap()), effort);
        (found.list.len(), found.complete)
    }

    #[test]
    fn expressions_that_take_many_steps_count_as_several() {
        let (all, complete) = found("", 2_000);
        assert!(all > 10 && complete);
        let (some, complete) = found(&"a += 1;".repeat(2_000), 2_000);
        assert!(some < all && !complete, "{some} of {all}");
    }
}
