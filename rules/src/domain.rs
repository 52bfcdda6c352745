//! What may stand under a name, as far as a rule can tell it apart.
//!
//! Values are taken from the rule itself: both sides of every threshold, every word it looks for and one
//! that it does not, and nothing at all. For texts it counts how a word is compared: a text may begin or end
//! with it, hold it, or be it.

mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, Months, NaiveDate};
use rhai::{ASTNode, Expr, Stmt};
use toml::Value;

use crate::atom::Atom;
use crate::case::as_of;
use crate::names::Kind;
use crate::register::FieldType;
use crate::rulebook::Rulebook;
use crate::sandbox::months_between;

pub(crate) use self::texts::Look;
use self::texts::{ANOTHER, texts};

/// A name that stands for any that no rule names.
pub(crate) const ANY_NAME: &str = "甲社";
/// Most values of a set that are combined with each other.
const MAX_COMBINED: usize = 4;
/// Most thresholds of one name that are looked at.
const MAX_THRESHOLDS: usize = 24;

/// A value that may be given for a name, with those that no rule tells apart from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What a case would give; `None` for a blank cell.
    pub value: Option<Value>,
    /// Ids of the vocabulary that are the same to the rule, this one first; empty where there is none.
    pub alike: Vec<String>,
    /// Of a text, what a rule looks for and finds in it.
    pub(crate) fits: Arc<[Look]>,
}

impl Choice {
    pub(crate) fn blank() -> Self {
        Self { value: None, alike: Vec::new(), fits: Arc::default() }
    }

    /// Of a singular: there is nothing that it could be, because its set is known to be empty.
    fn none() -> Self {
        Self::of(Value::Array(Vec::new()))
    }

    /// For a day, how many days it lies before the day on which cases are judged.
    pub fn days_ago(&self) -> Option<i64> {
        let day: NaiveDate = self.value.as_ref()?.as_datetime()?.to_string().parse().ok()?;
        Some((as_of() - day).num_days())
    }

    pub(crate) fn of(value: impl Into<Value>) -> Self {
        Self { value: Some(value.into()), ..Self::blank() }
    }
}

/// An atom of one of the versions: number of the version, and of the atom.
type AtomOf = (usize, usize);

/// What the atoms of a rule compare a name with.
#[derive(Debug, Default)]
struct Mentions {
    /// Words, with the atoms that mention them.
    words: BTreeMap<String, BTreeSet<AtomOf>>,
    /// How texts are compared with words.
    looks: BTreeSet<Look>,
    numbers: BTreeSet<i64>,
    /// True if characters are counted: the numbers may be lengths.
    counts: bool,
    /// Whether days are counted in full months, and whether otherwise.
    in_months: bool,
    in_days: bool,
    /// True if values are told apart that are not known here: those of a `switch`.
    hidden: bool,
    /// True if the name is read otherwise than by comparing it: every value may matter.
    whole: bool,
}

/// The name under which a case gives what a rule reads as `name`: `count` for `count_low`.
pub(crate) fn given_as(book: &Rulebook, register: &str, name: &str) -> String {
    let Some(variable) = book.names.resolve(register, name) else { return name.to_owned() };
    let part = variable.id != variable.asks && variable.singular.is_none();
    if part && !variable.id.ends_with("_repeats") { variable.asks } else { variable.id }
}

/// A rulebook with the atoms of a rule in it.
pub(crate) type View<'v> = (&'v Rulebook, &'v [Atom]);

/// The values of a name that versions of a rule with these atoms may tell apart, the blank one last.
///
/// What any of the versions tells apart is told apart. Empty for what cannot be given: the day of the
/// assessment, or a name that no version knows. False if there may be more values than these.
pub(crate) fn choices(views: &[View<'_>], register: &str, name: &str) -> (Vec<Choice>, bool) {
    let books: Vec<&Rulebook> = views.iter().map(|(book, _)| *book).collect();
    let resolved = books.iter().find_map(|book| Some((*book, book.names.resolve(register, name)?)));
    let Some((book, variable)) = resolved else { return (Vec::new(), true) };
    if name == "as_of" {
        return (Vec::new(), true);
    }
    let mut mentions = Mentions::default();
    for (number, (book, atoms)) in views.iter().enumerate() {
        mentions.add(self::mentions(book, register, name, atoms), number);
    }
    let field = book.schema.field(register, name);
    if let Some(field) = field.filter(|field| field.kind == FieldType::Period) {
        let months = thresholds(&mentions, 0).into_iter();
        let mut choices: Vec<Choice> = months.map(|months| Choice::of(period("months", months))).collect();
        choices.push(Choice::of(period("permanent", true)));
        let (events, complete) = texts(&mentions.looks);
        let named = events.into_iter().filter(|event| !event.fits.is_empty());
        choices.extend(named.filter_map(|event| Some(Choice::of(period("from", event.value?)))));
        choices.push(Choice::of(period("from", format!("{}-end", field.id))));
        choices.push(Choice::blank());
        return (choices, complete);
    }
    let mut complete = true;
    let mut choices = match &variable.kind {
        Kind::Flag => vec![Choice::of(true), Choice::of(false)],
        Kind::Number => {
            let lowest = if field.is_some() || name.ends_with("_count") { 0 } else { i64::MIN };
            thresholds(&mentions, lowest).into_iter().map(Choice::of).collect()
        }
        Kind::Date => days(&mentions).into_iter().map(|day| mentions.dated(day)).collect(),
        Kind::Choice(vocabulary) => {
            let groups = groups(&books, vocabulary, &mentions, false);
            groups
                .into_iter()
                .map(|alike| Choice { value: first(&alike), alike, ..Choice::blank() })
                .collect()
        }
        Kind::Set { vocabulary, .. } => {
            // A rule decided medium by medium sees only the values that fit the medium.
            let reads_medium = |atom: &Atom| atom.reads.iter().any(|read| read == "medium");
            let by_medium = views.iter().any(|(_, atoms)| atoms.iter().any(reads_medium));
            sets(&groups(&books, vocabulary, &mentions, by_medium))
        }
        Kind::Names => {
            let named: Vec<String> = mentions.words.into_keys().chain([ANY_NAME.to_owned()]).collect();
            let one = |name: String| Choice::of(Value::Array(vec![name.into()]));
            [Choice::of(Value::Array(Vec::new()))].into_iter().chain(named.into_iter().map(one)).collect()
        }
        Kind::Text => {
            let (choices, all) = texts(&mentions.looks_and_lengths());
            complete = all && !mentions.hidden;
            choices
        }
        Kind::List(_) | Kind::Nothing | Kind::Unknown => return (Vec::new(), true),
    };
    if variable.singular.as_deref() == Some(name) {
        choices.push(Choice::none());
    }
    if variable.may_be_blank {
        choices.push(Choice::blank());
    }
    (choices, complete)
}

fn mentions(book: &Rulebook, register: &str, name: &str, atoms: &[Atom]) -> Mentions {
    let names = |atom: &Atom| -> Vec<String> {
        atom.reads.iter().map(|read| given_as(book, register, read)).collect()
    };
    let is_read = |atom: &Atom, name: &str| names(atom).iter().any(|known| known == name);
    let mut mentions = Mentions::default();
    for (at, atom) in atoms.iter().enumerate().filter(|(_, atom)| is_read(atom, name)) {
        mentions.gather(book, at, atom);
        // What is weighed against this name: its thresholds are thresholds here too.
        for other in names(atom).iter().filter(|other| *other != name) {
            let mut others = Mentions::default();
            for (at, atom) in atoms.iter().enumerate().filter(|(_, atom)| is_read(atom, other)) {
                others.gather(book, at, atom);
            }
            mentions.numbers.extend(others.numbers);
            let kind = |name: &str| book.names.resolve(register, name).map(|variable| variable.kind);
            // A text that is compared with another is that one or not.
            if kind(name) == Some(Kind::Text) && kind(other) == Some(Kind::Text) && !asks_after(atom) {
                mentions.looks.extend(others.looks);
                mentions.looks.insert(Look::Is(vec![ANOTHER.to_owned()]));
            }
        }
    }
    mentions
}

/// True for an atom that asks whether a cell is blank, and not what it says.
fn asks_after(atom: &Atom) -> bool {
    matches!(&atom.tree, Expr::FnCall(call, _) if call.op_token.is_none() && call.args.len() == 1)
}

impl Mentions {
    /// How texts are compared, with the lengths that are told apart.
    fn looks_and_lengths(&self) -> BTreeSet<Look> {
        let mut looks = self.looks.clone();
        if self.counts {
            let lengths = self.numbers.iter().filter_map(|number| usize::try_from(*number).ok());
            let around = lengths.flat_map(|length| [length, length.saturating_add(1)]);
            looks.extend(around.filter(|length| *length > 1).map(Look::AtLeast));
        }
        looks
    }

    /// A day, with the months of which a rule knows that they have passed since.
    fn dated(&self, day: NaiveDate) -> Choice {
        let passed = months_between(day, as_of());
        let months = self.numbers.iter().flat_map(|number| [*number, number.saturating_add(1)]);
        let known =
            months.filter(|months| *months > 0 && *months <= passed && self.in_months && !self.in_days);
        let fits = known.filter_map(|months| usize::try_from(months).ok()).map(Look::Months).collect();
        Choice { fits, ..Choice::of(datetime(day)) }
    }

    /// Adds what the atoms of another version mention.
    fn add(&mut self, other: Self, version: usize) {
        for (word, atoms) in other.words {
            let atoms = atoms.into_iter().map(|(_, atom)| (version, atom));
            self.words.entry(word).or_default().extend(atoms);
        }
        self.looks.extend(other.looks);
        self.numbers.extend(other.numbers);
        self.counts |= other.counts;
        self.in_months |= other.in_months;
        self.in_days |= other.in_days;
        self.hidden |= other.hidden;
        self.whole |= other.whole;
    }

    fn gather(&mut self, book: &Rulebook, at: usize, atom: &Atom) {
        let (macros, names) = (BTreeSet::new(), BTreeSet::new());
        let mut walk = Walk { book, at, mentions: self, macros, names, in_functions: false };
        if matches!(atom.tree, Expr::Variable(..)) {
            (walk.mentions.whole, walk.mentions.hidden) = (true, true);
        }
        atom.tree.walk(&mut Vec::new(), &mut |path| {
            walk.node(path);
            true
        });
        let names = walk.names;
        self.words.retain(|word, _| !names.contains(word));
    }
}

struct Walk<'w> {
    book: &'w Rulebook,
    at: usize,
    mentions: &'w mut Mentions,
    macros: BTreeSet<String>,
    /// Texts that name fields, as in `is_blank("consent")`.
    names: BTreeSet<String>,
    /// True once the functions of the packs were gone through.
    in_functions: bool,
}

impl Walk<'_> {
    fn node(&mut self, path: &[ASTNode<'_>]) {
        self.look(path);
        match path.last() {
            Some(ASTNode::Expr(Expr::StringConstant(text, _))) => self.word(text.as_str()),
            Some(ASTNode::Expr(Expr::IntegerConstant(number, _))) => {
                self.mentions.numbers.insert(*number);
            }
            Some(ASTNode::Expr(Expr::DynamicConstant(value, _))) => {
                for entry in value.read_lock::<rhai::Array>().iter().flat_map(|entries| entries.iter()) {
                    if let Some(text) = entry.read_lock::<rhai::ImmutableString>() {
                        self.word(text.as_str());
                    }
                    self.mentions.numbers.extend(entry.as_int().ok());
                }
            }
            Some(ASTNode::Expr(Expr::Variable(variable, _, _))) => self.name(variable.1.as_str()),
            Some(ASTNode::Stmt(Stmt::Switch(..))) => {
                (self.mentions.whole, self.mentions.hidden) = (true, true);
            }
            Some(ASTNode::Expr(Expr::FnCall(call, _)))
                if matches!(call.name.as_str(), "is_blank" | "has_column" | "has_register") =>
            {
                if let Some(Expr::StringConstant(name, _)) = call.args.first() {
                    self.names.insert(name.to_string());
                }
            }
            // Nothing can be divided by nought: to what divides, it is another number than all others.
            Some(ASTNode::Expr(Expr::FnCall(call, _))) if matches!(call.name.as_str(), "/" | "%") => {
                self.mentions.numbers.insert(0);
            }
            Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _)))
                if self.book.function(&call.name).is_some() =>
            {
                self.mentions.whole = true;
                self.mentions.numbers.insert(0);
                self.functions();
            }
            Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))) if call.name == "len" => {
                self.mentions.counts = true;
            }
            Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))) => {
                self.mentions.in_months |= call.name == "months_since";
                self.mentions.in_days |= matches!(call.name.as_str(), "days_since" | "days_between");
            }
            _ => {}
        }
    }

    fn name(&mut self, name: &str) {
        if let Some(words) = self.book.names.lists.get(name) {
            for word in words {
                self.word(word);
            }
        } else if let Some(value) = self.book.constants.get(name) {
            self.mentions.numbers.extend(value.as_int().ok());
            if let Ok(text) = value.clone().into_string() {
                self.word(&text);
            }
        } else if let Some(inner) = self.book.macros.get(name)
            && self.macros.insert(name.to_owned())
        {
            inner.ast.walk(&mut |path| {
                self.node(path);
                true
            });
        }
    }

    /// What functions of packs mention: whichever is called may call the others.
    fn functions(&mut self) {
        if std::mem::replace(&mut self.in_functions, true) {
            return;
        }
        let book = self.book;
        for library in &book.libraries {
            library.functions.walk(&mut |path| {
                self.node(path);
                true
            });
        }
    }

    /// How a text is compared with the words at the end of this path.
    fn look(&mut self, path: &[ASTNode<'_>]) {
        let Some(ASTNode::Expr(expr)) = path.last() else { return };
        let parent = path.iter().rev().nth(1);
        let Some((words, listed)) = self.constants(expr) else { return };
        let (call, is_argument) = match parent {
            // The list is looked at as a whole.
            Some(ASTNode::Expr(Expr::Array(..))) if !listed => return,
            Some(ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _))) => {
                let last = call.args.last();
                (Some(&**call), call.args.len() > 1 && last.is_some_and(|last| std::ptr::eq(last, *expr)))
            }
            Some(ASTNode::Expr(Expr::MethodCall(call, _))) => (Some(&**call), true),
            Some(ASTNode::Expr(Expr::Dot(chain, ..))) => match &chain.rhs {
                Expr::MethodCall(call, _) => (Some(&**call), false),
                _ => (None, false),
            },
            _ => (None, false),
        };
        let one = || words.first().cloned().unwrap_or_default();
        let looks = &mut self.mentions.looks;
        match (call.map_or("", |call| call.name.as_str()), listed, is_argument) {
            ("is_blank" | "has_column" | "has_register", ..) => {}
            ("==" | "!=", false, _) | ("contains", true, false) => {
                looks.insert(Look::Is(words));
            }
            ("contains", false, true) => {
                looks.insert(Look::Contains(one()));
            }
            ("starts_with", false, true) => {
                looks.insert(Look::Begins(one()));
            }
            ("ends_with", false, true) => {
                looks.insert(Look::Ends(one()));
            }
            ("made_of", true, _) => {
                looks.insert(Look::MadeOf(words));
            }
            _ => looks.extend(words.iter().flat_map(|word| Look::any_for(word))),
        }
    }

    /// The words that a part of an expression is, and whether it is a list of them.
    fn constants(&self, expr: &Expr) -> Option<(Vec<String>, bool)> {
        Some(match expr {
            Expr::StringConstant(text, _) => (vec![text.to_string()], false),
            Expr::Array(entries, _) => {
                let word = |entry: &Expr| self.constants(entry).filter(|(_, listed)| !listed);
                let words: Option<Vec<_>> = entries.iter().map(word).collect();
                (words?.into_iter().flat_map(|(words, _)| words).collect(), true)
            }
            Expr::DynamicConstant(value, _) => {
                let entries = value.read_lock::<rhai::Array>()?;
                let word =
                    |entry: &rhai::Dynamic| Some(entry.read_lock::<rhai::ImmutableString>()?.to_string());
                (entries.iter().map(word).collect::<Option<_>>()?, true)
            }
            Expr::Variable(variable, _, _) => {
                let name = variable.1.as_str();
                match self.book.names.lists.get(name) {
                    Some(words) => (words.clone(), true),
                    None => (vec![self.book.constants.get(name)?.clone().into_string().ok()?], false),
                }
            }
            _ => return None,
        })
    }

    fn word(&mut self, word: &str) {
        self.mentions.words.entry(word.to_owned()).or_default().insert((0, self.at));
    }
}

/// The values of a vocabulary in groups that the same atoms mention; those mentioned by none come last.
///
/// With `by_medium` the values of a group fit the same media as well.
fn groups(books: &[&Rulebook], vocabulary: &str, mentions: &Mentions, by_medium: bool) -> Vec<Vec<String>> {
    let known = books.iter().filter_map(|book| book.schema.vocabularies.get(vocabulary));
    let (none, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut groups: Vec<(&BTreeSet<AtomOf>, &[String], Vec<String>)> = Vec::new();
    for value in known.flat_map(|known| &known.values).filter(|value| seen.insert(&value.id)) {
        let by = mentions.words.get(&value.id).unwrap_or(&none);
        let media = if by_medium { value.media.as_slice() } else { &[] };
        let alike = |(known, fits, _): &&mut (&BTreeSet<_>, &[String], _)| *known == by && *fits == media;
        match groups.iter_mut().find(|group| !mentions.whole && alike(group)) {
            Some((.., members)) => members.push(value.id.clone()),
            None => groups.push((by, media, vec![value.id.clone()])),
        }
    }
    groups.sort_by_key(|(by, ..)| by.is_empty());
    groups.into_iter().map(|(.., members)| members).collect()
}

fn first(alike: &[String]) -> Option<Value> {
    alike.first().map(|id| id.clone().into())
}

/// Sets of one value of each group and, of few groups, of every combination; the empty set first.
fn sets(groups: &[Vec<String>]) -> Vec<Choice> {
    let set = |members: Vec<&Vec<String>>| {
        let alike = match members.as_slice() {
            [only] => (*only).clone(),
            _ => Vec::new(),
        };
        let ids = members.into_iter().filter_map(|group| first(group)).collect();
        Choice { alike, ..Choice::of(Value::Array(ids)) }
    };
    if groups.len() <= MAX_COMBINED {
        let chosen = |bits: usize| groups.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1);
        return (0..1_usize << groups.len())
            .map(|bits| set(chosen(bits).map(|(_, g)| g).collect()))
            .collect();
    }
    let mut choices = vec![set(Vec::new())];
    choices.extend(groups.iter().map(|group| set(vec![group])));
    choices.push(set(groups.iter().collect()));
    choices
}

/// Numbers on both sides of every threshold.
fn thresholds(mentions: &Mentions, lowest: i64) -> Vec<i64> {
    let around = |number: &i64| [number.saturating_sub(1), *number, number.saturating_add(1)];
    let mentioned = mentions.numbers.iter().take(MAX_THRESHOLDS);
    let mut numbers: BTreeSet<i64> = mentioned.flat_map(around).filter(|number| *number >= lowest).collect();
    if numbers.is_empty() {
        numbers.extend([1, 100]);
    }
    numbers.into_iter().collect()
}

/// Days on both sides of every distance from the day of the assessment, counted in days and in months.
fn days(mentions: &Mentions) -> Vec<NaiveDate> {
    let today = as_of();
    let back = |distance: &i64| {
        let days = u64::try_from(*distance).ok().and_then(|days| today.checked_sub_days(Days::new(days)));
        // Months are counted whole: the next one may be what exceeds the distance.
        let months = |n: i64| u32::try_from(n).ok().and_then(|n| today.checked_sub_months(Months::new(n)));
        let months = |n: i64| months(n).filter(|_| *distance <= 240);
        [days, months(*distance), months(distance.saturating_add(1))]
    };
    let distances = mentions.numbers.iter().take(MAX_THRESHOLDS / 2);
    let mut days = BTreeSet::new();
    for day in distances.flat_map(back).flatten().chain([today]) {
        days.extend([day.pred_opt(), Some(day), day.succ_opt()].into_iter().flatten());
    }
    days.into_iter().collect()
}

fn period(part: &str, value: impl Into<Value>) -> Value {
    Value::Table([(part.to_owned(), value.into())].into_iter().collect())
}

fn datetime(day: NaiveDate) -> Value {
    // What chrono prints is what TOML reads.
    day.to_string().parse::<toml::value::Datetime>().map_or_else(|_| day.to_string().into(), Value::Datetime)
}
