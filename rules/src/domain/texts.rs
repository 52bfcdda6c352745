//! What rules look for in texts, and texts that stand for all that they tell apart.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Choice;
use crate::normal::clean;
use crate::sandbox::consists_of;

/// Texts that may stand for any in which no rule finds its words.
const PLAIN: [&str; 5] = ["記載あり", "その他", "別の内容", "甲乙丙", "0"];
/// A text that is another than the one that stands for any.
pub(crate) const ANOTHER: &str = "別の記載";
/// What may stand before a word, and behind it.
const BEFORE: [&str; 4] = ["新", "甲", "ア", "0"];
const BEHIND: [&str; 4] = ["記載", "乙", "イ", "0"];
const BEHIND_ASCII: [&str; 3] = ["01", "x", "乙"];
/// Most words of which every combination is looked at.
const MAX_JOINED: usize = 6;
/// Most texts that stand for what is told apart under one name.
const MAX_TEXTS: usize = 96;
/// Most ways of looking at a text, and most words in them, for which texts are made.
const MAX_LOOKS: usize = 200;
const MAX_ALL_WORDS: usize = 3_000;
/// Most words that are combined in pairs.
const MAX_WORDS: usize = 48;
/// Longest text that is made because a rule counts characters.
const LONGEST: usize = 1_000;
/// Most thresholds of a length.
const MAX_LENGTHS: usize = 12;

/// What a rule looks for in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// It is one of these.
    Is(Vec<String>),
    /// It begins with this.
    Begins(String),
    /// It ends with this.
    Ends(String),
    /// This stands somewhere in it.
    Contains(String),
    /// It consists of nothing but these words.
    MadeOf(Vec<String>),
    /// It has so many characters or more.
    AtLeast(usize),
    /// Of a day: so many full months have passed since, or more.
    Months(usize),
}

impl Look {
    /// What any comparison with a word may tell apart.
    pub(super) fn any_for(word: &str) -> [Self; 4] {
        let word = word.to_owned();
        [
            Self::Is(vec![word.clone()]),
            Self::Begins(word.clone()),
            Self::Ends(word.clone()),
            Self::Contains(word),
        ]
    }

    fn fits(&self, text: &str) -> bool {
        match self {
            Self::Is(words) => words.iter().any(|word| word == text),
            Self::Begins(word) => text.starts_with(word.as_str()),
            Self::Ends(word) => text.ends_with(word.as_str()),
            Self::Contains(word) => text.contains(word.as_str()),
            Self::MadeOf(words) => consists_of(text, words),
            Self::Months(_) => false,
            Self::AtLeast(length) => text.chars().nth(length.saturating_sub(1)).is_some(),
        }
    }

    pub(crate) fn words(&self) -> &[String] {
        match self {
            Self::Is(words) | Self::MadeOf(words) => words,
            Self::Begins(word) | Self::Ends(word) | Self::Contains(word) => std::slice::from_ref(word),
            Self::AtLeast(_) | Self::Months(_) => &[],
        }
    }
}

/// Texts of which each fits other looks, plain ones first; false if there may be more of them.
pub(super) fn texts(looks: &BTreeSet<Look>) -> (Vec<Choice>, bool) {
    let (looks, all) = few(looks);
    let mut maker = Maker::new(&looks);
    maker.complete &= all;
    maker.plain();
    maker.single();
    maker.joined();
    let choices = maker.found.into_iter().map(|(fits, text)| {
        let fits = looks.iter().zip(fits).filter(|(_, fits)| *fits).map(|(look, _)| look.clone());
        Choice { fits: fits.collect(), ..Choice::of(text) }
    });
    (choices.collect(), maker.complete)
}

/// The first looks, up to so many words; false if there are more. Making texts takes words times looks.
fn few(looks: &BTreeSet<Look>) -> (BTreeSet<Look>, bool) {
    let mut words = 0;
    let is_within = |look: &&Look| {
        words += look.words().len().max(1);
        words <= MAX_ALL_WORDS
    };
    let few: BTreeSet<Look> = looks.iter().take(MAX_LOOKS).take_while(is_within).cloned().collect();
    let all = few.len() == looks.len();
    (few, all)
}

/// A part of a text that is made.
#[derive(Debug, Clone, Copy)]
enum Piece<'l> {
    Word(&'l str),
    Before,
    Behind,
}

/// Makes texts, and keeps those that fit other looks than all before.
struct Maker<'l> {
    looks: &'l BTreeSet<Look>,
    /// Words that may stand beside others: those that begin, end or are within a text.
    parts: Vec<&'l str>,
    begins: Vec<&'l str>,
    ends: Vec<&'l str>,
    lengths: Vec<usize>,
    found: Vec<(Vec<bool>, String)>,
    complete: bool,
}

impl<'l> Maker<'l> {
    fn new(looks: &'l BTreeSet<Look>) -> Self {
        let words = |wanted: &dyn Fn(&Look) -> bool| -> Vec<&'l str> {
            let looks = looks.iter().filter(|look| wanted(look));
            let words = looks.flat_map(Look::words).map(String::as_str).filter(|word| !word.is_empty());
            words.collect::<BTreeSet<_>>().into_iter().collect()
        };
        let parts = words(&|look| matches!(look, Look::Begins(_) | Look::Ends(_) | Look::Contains(_)));
        let lengths: BTreeSet<usize> = looks
            .iter()
            .filter_map(|look| if let Look::AtLeast(length) = look { Some(*length) } else { None })
            .flat_map(|length| [length.saturating_sub(1), length])
            .filter(|length| *length > 0)
            .collect();
        let kept: Vec<usize> =
            lengths.iter().copied().filter(|length| *length <= LONGEST).take(MAX_LENGTHS).collect();
        Self {
            looks,
            begins: words(&|look| matches!(look, Look::Begins(_))),
            ends: words(&|look| matches!(look, Look::Ends(_))),
            complete: kept.len() == lengths.len() && parts.len() <= MAX_JOINED,
            parts,
            lengths: kept,
            found: Vec::new(),
        }
    }

    /// Texts without any of the words.
    fn plain(&mut self) {
        for text in PLAIN {
            if self.found.is_empty() && self.is_free(text) {
                self.keep(text.to_owned());
            }
        }
        self.keep_lengths(&[Piece::Behind]);
    }

    /// Texts with one word: by itself, and with something before and behind it.
    fn single(&mut self) {
        let looks = self.looks;
        let words: BTreeSet<&str> = looks.iter().flat_map(Look::words).map(String::as_str).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        for word in &words {
            if self.found.len() == MAX_TEXTS {
                self.complete = false;
                break;
            }
            let word = Piece::Word(word);
            let is = |wanted: &[&str]| matches!(word, Piece::Word(word) if wanted.contains(&word));
            let forms: [&[Piece<'_>]; 4] = [
                &[word],
                &[word, Piece::Behind],
                &[Piece::Before, word],
                &[Piece::Before, word, Piece::Behind],
            ];
            // What is natural first: a number that begins with a letter goes on.
            let order = match (is(&self.begins), is(&self.ends)) {
                (true, _) => [1, 0, 3, 2],
                (false, true) => [2, 0, 3, 1],
                (false, false) => [0, 1, 2, 3],
            };
            for form in order.into_iter().filter_map(|at| forms.get(at)) {
                self.keep_form(form);
            }
            if is(&self.begins) && is(&self.ends) {
                self.keep_form(&[word, Piece::Behind, word]);
            }
        }
    }

    /// Texts with several words.
    fn joined(&mut self) {
        let parts = self.parts.clone();
        if parts.len() <= MAX_JOINED {
            for bits in 0..1_usize << parts.len() {
                let some = parts.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
                self.together(&some.map(|(_, word)| *word).collect::<Vec<_>>());
            }
            return;
        }
        self.together(parts.get(..MAX_WORDS).unwrap_or(&parts));
        let parts = parts.get(..MAX_WORDS).unwrap_or(&parts);
        for (at, one) in parts.iter().enumerate() {
            for other in parts.iter().skip(at + 1) {
                self.together(&[*one, *other]);
            }
        }
    }

    /// Texts with all these words, each in turn as the first and the last where that is looked at.
    fn together(&mut self, words: &[&'l str]) {
        if words.len() < 2 {
            return;
        }
        let ends = |wanted: &[&'l str]| -> Vec<Option<&'l str>> {
            let known = words.iter().copied().filter(|word| wanted.contains(word)).map(Some);
            known.take(MAX_JOINED).chain([None]).collect()
        };
        let (firsts, lasts) = (ends(&self.begins), ends(&self.ends));
        for first in &firsts {
            for last in &lasts {
                let inner = words.iter().filter(|word| Some(**word) != *first && Some(**word) != *last);
                let row: Vec<Piece<'_>> =
                    first.iter().chain(inner).chain(last.iter()).map(|word| Piece::Word(word)).collect();
                for apart in [false, true] {
                    let mut form = Vec::new();
                    if first.is_none() && firsts.len() > 1 {
                        form.push(Piece::Before);
                    }
                    for (at, piece) in row.iter().enumerate() {
                        if apart && at > 0 {
                            form.push(Piece::Behind);
                        }
                        form.push(*piece);
                    }
                    if last.is_none() && lasts.len() > 1 {
                        form.push(Piece::Behind);
                    }
                    self.keep_form(&form);
                }
            }
        }
    }

    fn keep_form(&mut self, form: &[Piece<'_>]) {
        self.keep(self.made(form, None));
        self.keep_lengths(form);
    }

    fn keep_lengths(&mut self, form: &[Piece<'_>]) {
        let (mut fixed, mut open) = (0, 0);
        for piece in form {
            match piece {
                Piece::Word(word) => fixed += word.chars().count(),
                Piece::Before | Piece::Behind => open += 1,
            }
        }
        if open == 0 {
            return;
        }
        for length in self.lengths.clone() {
            // Each place takes one character, and the last one what is left.
            if let Some(left) = length.checked_sub(fixed + open) {
                self.keep(self.made(form, Some(left)));
            }
        }
    }

    /// A text of this form; `more` characters are added to one in each open place, all in the last.
    fn made(&self, form: &[Piece<'_>], more: Option<usize>) -> String {
        let mut text = String::new();
        let last = form.iter().rposition(|piece| !matches!(piece, Piece::Word(_)));
        for (at, piece) in form.iter().enumerate() {
            let filler = match piece {
                Piece::Word(word) => {
                    text.push_str(word);
                    continue;
                }
                Piece::Before => self.filler(&BEFORE),
                Piece::Behind if text.ends_with(|c: char| c.is_ascii_graphic()) => self.filler(&BEHIND_ASCII),
                Piece::Behind => self.filler(&BEHIND),
            };
            match more {
                None => text.push_str(filler),
                Some(more) => {
                    let count = if Some(at) == last { more + 1 } else { 1 };
                    text.extend(filler.chars().cycle().take(count));
                }
            }
        }
        text
    }

    /// The first of these of which no character is in a word that is looked for.
    fn filler(&self, fillers: &[&'static str]) -> &'static str {
        let free = |filler: &&&str| {
            let mut words = self.looks.iter().flat_map(Look::words);
            words.all(|word| !filler.chars().any(|c| word.contains(c)))
        };
        fillers.iter().find(free).or_else(|| fillers.first()).copied().unwrap_or_default()
    }

    /// True if no word that is looked for is in it.
    fn is_free(&self, text: &str) -> bool {
        let mut looks = self.looks.iter();
        looks.all(|look| matches!(look, Look::AtLeast(_)) || !look.fits(text))
    }

    fn keep(&mut self, text: String) {
        // What no cell holds stands for nothing.
        if text.is_empty() || clean(&text) != text {
            return;
        }
        let fits: Vec<bool> = self.looks.iter().map(|look| look.fits(&text)).collect();
        if self.found.iter().any(|(known, _)| *known == fits) {
            return;
        }
        if self.found.len() < MAX_TEXTS {
            self.found.push((fits, text));
        } else {
            self.complete = false;
        }
    }
}

impl Choice {
    /// What a rule looks for and finds in it, if it is a text.
    pub(crate) fn fits(&self) -> &Arc<[Look]> {
        &self.fits
    }
}
