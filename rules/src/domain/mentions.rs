//! What the atoms of a rule compare a name with.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rhai::{ASTNode, Expr, Stmt};

use super::texts::{ANOTHER, Look};
use super::{Choice, datetime, given_as};
use crate::atom::Atom;
use crate::case::as_of;
use crate::names::Kind;
use crate::rulebook::Rulebook;
use crate::sandbox::months_between;

/// An atom of one of the versions: number of the version, and of the atom.
pub(super) type AtomOf = (usize, usize);

/// What the atoms of a rule compare a name with.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// Words, with the atoms that mention them.
    pub(super) words: BTreeMap<String, BTreeSet<AtomOf>>,
    /// How texts are compared with words.
    pub(super) looks: BTreeSet<Look>,
    pub(super) numbers: BTreeSet<i64>,
    /// What the numbers count.
    counted: BTreeSet<Counted>,
    /// True if values are told apart that are not known here: those of a `switch`.
    pub(super) hidden: bool,
    /// True if the name is computed with: which of its values lie at a threshold is not known here.
    pub(super) computed: bool,
    /// True if the name is read otherwise than by comparing it: every value may matter.
    pub(super) whole: bool,
}

/// What a number of a rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Counted {
    Characters,
    Months,
    Days,
}

impl Counted {
    /// What a function counts.
    fn by(function: &str) -> Option<Self> {
        match function {
            "len" => Some(Self::Characters),
            "months_since" => Some(Self::Months),
            "days_since" | "days_between" => Some(Self::Days),
            _ => None,
        }
    }
}

/// What these atoms compare a name with.
pub(super) fn mentions(book: &Rulebook, register: &str, name: &str, atoms: &[Atom]) -> Mentions {
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
            // So is a value of a vocabulary: each may stand on both sides.
            if let (Some(Kind::Choice(one)), Some(Kind::Choice(another))) = (kind(name), kind(other)) {
                mentions.whole |= one == another;
            }
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
    pub(super) fn looks_and_lengths(&self) -> BTreeSet<Look> {
        let mut looks = self.looks.clone();
        if self.counted.contains(&Counted::Characters) {
            let lengths = self.numbers.iter().filter_map(|number| usize::try_from(*number).ok());
            let around = lengths.flat_map(|length| [length, length.saturating_add(1)]);
            looks.extend(around.filter(|length| *length > 1).map(Look::AtLeast));
        }
        looks
    }

    /// A day, with the months of which a rule knows that they have passed since.
    pub(super) fn dated(&self, day: NaiveDate) -> Choice {
        let passed = months_between(day, as_of());
        let months = self.numbers.iter().flat_map(|number| [*number, number.saturating_add(1)]);
        let in_months = self.counted.contains(&Counted::Months) && !self.counted.contains(&Counted::Days);
        let known = months.filter(|months| in_months && *months > 0 && *months <= passed);
        let fits = known.filter_map(|months| usize::try_from(months).ok()).map(Look::Months).collect();
        Choice { fits, ..Choice::of(datetime(day)) }
    }

    /// True if its numbers may count days.
    pub(super) fn counts_days(&self) -> bool {
        self.counted.contains(&Counted::Days) || !self.counted.contains(&Counted::Months)
    }

    /// True if its numbers may count months.
    pub(super) fn counts_months(&self) -> bool {
        self.counted.contains(&Counted::Months) || !self.counted.contains(&Counted::Days)
    }

    /// Adds what the atoms of another version mention.
    pub(super) fn add(&mut self, other: Self, version: usize) {
        for (word, atoms) in other.words {
            let atoms = atoms.into_iter().map(|(_, atom)| (version, atom));
            self.words.entry(word).or_default().extend(atoms);
        }
        self.looks.extend(other.looks);
        self.numbers.extend(other.numbers);
        self.counted.extend(other.counted);
        self.hidden |= other.hidden;
        self.computed |= other.computed;
        self.whole |= other.whole;
    }

    fn gather(&mut self, book: &Rulebook, at: usize, atom: &Atom) {
        let (macros, names) = (BTreeSet::new(), BTreeSet::new());
        let is_alone = atom.reads.len() < 2;
        let mut walk = Walk { book, at, mentions: self, macros, names, is_alone, in_functions: false };
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
    /// True if the atom reads one name only.
    is_alone: bool,
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
            Some(ASTNode::Expr(Expr::FnCall(call, _)))
                if matches!(call.name.as_str(), "+" | "-" | "*" | "/" | "%") =>
            {
                // What is weighed against another name is an example in any case.
                self.mentions.computed |= self.is_alone;
                // Nothing can be divided by nought: to what divides, it is another number than all others.
                if matches!(call.name.as_str(), "/" | "%") {
                    self.mentions.numbers.insert(0);
                }
            }
            Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _)))
                if self.book.function(&call.name).is_some() =>
            {
                (self.mentions.whole, self.mentions.computed) = (true, true);
                self.mentions.numbers.insert(0);
                self.functions();
            }
            Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))) => {
                self.mentions.counted.extend(Counted::by(&call.name));
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
