//! Texts in words: how they begin and end, what they hold and how long they are.

use toml::Value;

use crate::domain::{Choice, Look};
use crate::text::Text;

/// What a text fits and what not, of everything that is looked for: numbers of looks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Terms {
    fits: Vec<usize>,
    fails: Vec<usize>,
}

/// These texts in words, one for each kind of them, `all` being every text that is told apart.
///
/// `list` puts quoted words one after the other.
pub(crate) fn texts(all: &[Choice], these: &[Choice], list: &mut dyn FnMut(&[Text]) -> Text) -> Vec<Text> {
    let looks = looks(all);
    let fits = |choices: &[Choice]| -> Vec<Vec<bool>> {
        let texts = choices.iter().filter(|choice| is_text(choice));
        texts.map(|choice| looks.iter().map(|look| choice.fits().contains(look)).collect()).collect()
    };
    let (every, these) = (fits(all), fits(these));
    if these.is_empty() {
        return Vec::new();
    }
    if every.iter().all(|text| these.contains(text)) {
        return vec![Text::new("記入あり", "filled in")];
    }
    let kinds = kinds(&looks, &every, &these);
    let mut words = Words { looks: &looks, list };
    let mut phrases: Vec<Text> = Vec::new();
    // Those that differ only in the word come together.
    let single = |terms: &Terms| match (terms.fits.as_slice(), terms.fails.as_slice()) {
        ([look], []) => Some(*look),
        _ => None,
    };
    let mut told = vec![false; kinds.len()];
    for at in 0..kinds.len() {
        if told.get(at).copied().unwrap_or(true) {
            continue;
        }
        let Some(terms) = kinds.get(at) else { continue };
        let manner = |look: usize| looks.get(look).map(|look| std::mem::discriminant(*look));
        let alike: Vec<usize> = match single(terms) {
            Some(look) => (at..kinds.len())
                .filter(|other| {
                    let other = kinds.get(*other).and_then(single);
                    other.is_some_and(|other| manner(other) == manner(look))
                })
                .collect(),
            None => vec![at],
        };
        for at in &alike {
            told.iter_mut().skip(*at).take(1).for_each(|told| *told = true);
        }
        let singles: Vec<usize> = alike.iter().filter_map(|at| kinds.get(*at)).filter_map(single).collect();
        phrases.push(if singles.len() > 1 { words.any_of(&singles) } else { words.terms(terms) });
    }
    phrases
}

/// True if a rule looks for something in one of these texts.
pub(crate) fn are_looked_into(choices: &[Choice]) -> bool {
    choices.iter().any(|choice| !choice.fits().is_empty())
}

fn is_text(choice: &Choice) -> bool {
    matches!(choice.value, Some(Value::String(_)))
}

/// Everything that is looked for and found in one of these, in order.
fn looks(all: &[Choice]) -> Vec<&Look> {
    let mut looks: Vec<&Look> = all.iter().flat_map(|choice| choice.fits().iter()).collect();
    looks.sort();
    looks.dedup();
    looks
}

/// As few terms as tell these texts from all others.
fn kinds(looks: &[&Look], every: &[Vec<bool>], these: &[Vec<bool>]) -> Vec<Terms> {
    let fitting =
        |terms: &Terms| -> Vec<&Vec<bool>> { every.iter().filter(|text| terms.allow(text)).collect() };
    let mut found: Vec<(Terms, Vec<&Vec<bool>>)> = Vec::new();
    for text in these {
        let mut terms = Terms::of(text);
        for (look, fits) in order(looks, text) {
            let fewer = terms.without(look, fits);
            if fitting(&fewer).iter().all(|text| these.contains(text)) {
                terms = fewer;
            }
        }
        if !found.iter().any(|(known, _)| *known == terms) {
            let covered = fitting(&terms);
            found.push((terms, covered));
        }
    }
    // Those that tell most first.
    let mut open: Vec<&Vec<bool>> = these.iter().collect();
    let mut kept: Vec<usize> = Vec::new();
    while !open.is_empty() {
        let news = |covered: &[&Vec<bool>]| open.iter().filter(|text| covered.contains(text)).count();
        let best = found.iter().enumerate().max_by_key(|(at, (terms, covered))| {
            (news(covered), std::cmp::Reverse(terms.len()), std::cmp::Reverse(*at))
        });
        let Some((at, (_, covered))) = best.filter(|(_, (_, covered))| news(covered) > 0) else { break };
        open.retain(|text| !covered.contains(text));
        kept.push(at);
    }
    kept.sort_unstable();
    kept.into_iter().filter_map(|at| Some(found.get(at)?.0.clone())).collect()
}

/// Terms in the order in which they are tried to be left out: what a text is tells more than what it holds,
/// and what it fits more than what it does not.
fn order(looks: &[&Look], text: &[bool]) -> Vec<(usize, bool)> {
    let strength = |look: &Look| match look {
        Look::Contains(_) => 0,
        Look::Ends(_) => 1,
        Look::Begins(_) => 2,
        Look::MadeOf(_) => 3,
        Look::Is(_) => 4,
        Look::AtLeast(_) | Look::Months(_) => 5,
    };
    let mut terms: Vec<(usize, bool)> = text.iter().copied().enumerate().collect();
    terms.sort_by_key(|(at, fits)| {
        let strength = looks.get(*at).map_or(0, |look| strength(look));
        (*fits, if *fits { strength } else { 5 - strength })
    });
    terms
}

impl Terms {
    fn of(text: &[bool]) -> Self {
        let numbers = |wanted: bool| {
            text.iter().enumerate().filter(|(_, fits)| **fits == wanted).map(|(at, _)| at).collect()
        };
        Self { fits: numbers(true), fails: numbers(false) }
    }

    fn without(&self, look: usize, fits: bool) -> Self {
        let mut fewer = self.clone();
        let terms = if fits { &mut fewer.fits } else { &mut fewer.fails };
        terms.retain(|known| *known != look);
        fewer
    }

    fn allow(&self, text: &[bool]) -> bool {
        let is = |wanted: bool| move |look: &usize| text.get(*look).copied() == Some(wanted);
        self.fits.iter().all(is(true)) && self.fails.iter().all(is(false))
    }

    fn len(&self) -> usize {
        self.fits.len() + self.fails.len()
    }
}

struct Words<'w> {
    looks: &'w [&'w Look],
    list: &'w mut dyn FnMut(&[Text]) -> Text,
}

/// Something said of a text: as the last of several, before others, and in English.
struct Clause {
    last: String,
    before: String,
    en: String,
}

impl Clause {
    fn new(ja: &str, last: &str, before: &str, en: String) -> Self {
        Self { last: format!("{ja}{last}"), before: format!("{ja}{before}"), en }
    }
}

impl Words<'_> {
    /// Texts that fit one of these looks, which are all of one manner.
    fn any_of(&mut self, looks: &[usize]) -> Text {
        let words = self.words(looks, |_| true);
        let manner = looks.first().and_then(|look| self.looks.get(*look)).copied();
        let Text { ja, en } = (self.list)(&words);
        match manner {
            Some(Look::Begins(_)) => {
                Text::new(format!("{ja}のいずれかで始まる"), format!("begins with any of {en}"))
            }
            Some(Look::Ends(_)) => {
                Text::new(format!("{ja}のいずれかで終わる"), format!("ends with any of {en}"))
            }
            Some(Look::Contains(_)) => {
                Text::new(format!("{ja}のいずれかを含む"), format!("contains any of {en}"))
            }
            Some(Look::MadeOf(_)) => {
                Text::new(format!("{ja}の語だけ"), format!("nothing but the words {en}"))
            }
            _ => Text::new(ja, en),
        }
    }

    /// A text of which all this is so.
    fn terms(&mut self, terms: &Terms) -> Text {
        let mut clauses = Vec::new();
        for fits in [true, false] {
            let looks = if fits { &terms.fits } else { &terms.fails };
            let kinds: [fn(&Look) -> bool; 5] = [
                |look| matches!(look, Look::Is(_)),
                |look| matches!(look, Look::Begins(_)),
                |look| matches!(look, Look::Ends(_)),
                |look| matches!(look, Look::Contains(_)),
                |look| matches!(look, Look::MadeOf(_)),
            ];
            for (kind, of_kind) in kinds.into_iter().enumerate() {
                let words = self.words(looks, of_kind);
                if !words.is_empty() {
                    let listed = (self.list)(&words);
                    clauses.push(clause(kind, fits, &listed, words.len()));
                }
            }
        }
        clauses.extend(self.length(terms));
        let (Some((last, before)), first) = (clauses.split_last(), clauses.first()) else {
            return Text::new("記入あり", "filled in");
        };
        let only_other = before.is_empty() && first.is_some_and(|first| first.last.ends_with("以外"));
        let mut parts: Vec<&str> = before.iter().map(|clause| clause.before.as_str()).collect();
        parts.push(&last.last);
        let en: Vec<&str> = clauses.iter().map(|clause| clause.en.as_str()).collect();
        let ja = format!("{}{}", parts.join("、"), if only_other { "の記載" } else { "" });
        Text::new(ja, en.join(" and "))
    }

    fn words(&self, looks: &[usize], wanted: fn(&Look) -> bool) -> Vec<Text> {
        let looks = looks.iter().filter_map(|look| self.looks.get(*look)).filter(|look| wanted(look));
        let words = looks.flat_map(|look| look.words());
        let mut quoted: Vec<Text> = Vec::new();
        for word in words.map(|word| Text::new(format!("「{word}」"), format!("“{word}”"))) {
            if !quoted.contains(&word) {
                quoted.push(word);
            }
        }
        quoted
    }

    fn length(&self, terms: &Terms) -> Option<Clause> {
        let lengths = |looks: &[usize]| -> Vec<usize> {
            let looks = looks.iter().filter_map(|look| self.looks.get(*look));
            looks
                .filter_map(|look| if let Look::AtLeast(length) = look { Some(*length) } else { None })
                .collect()
        };
        let from = lengths(&terms.fits).into_iter().max();
        let below = lengths(&terms.fails).into_iter().min();
        let (ja, en) = match (from, below) {
            (None, None) => return None,
            (Some(from), None) => (format!("{from}文字以上"), format!("{from} or more characters")),
            (None, Some(2)) => ("1文字".to_owned(), "1 character".to_owned()),
            (None, Some(below)) => (format!("{below}文字未満"), format!("fewer than {below} characters")),
            (Some(from), Some(below)) if from + 1 >= below => {
                (format!("{from}文字"), format!("{from} characters"))
            }
            (Some(from), Some(below)) => {
                (format!("{from}〜{}文字", below - 1), format!("{from} to {} characters", below - 1))
            }
        };
        Some(Clause::new(&ja, "", "で", en))
    }
}

/// What is said of a text by words of one kind, in the order of [`Words::terms`].
fn clause(kind: usize, fits: bool, words: &Text, count: usize) -> Clause {
    let (ja, en) = (&words.ja, &words.en);
    let (several, any) = if count > 1 { (true, "any of ") } else { (false, "") };
    let none = |of: &str| if several { format!("{ja}のいずれ{of}") } else { ja.clone() };
    match (kind, fits) {
        (0, true) => Clause::new(ja, "", "で", en.clone()),
        (0, false) => Clause::new(ja, "以外", "以外で", format!("anything but {en}")),
        (1, true) => Clause::new(ja, "で始まる", "で始まり", format!("begins with {en}")),
        (1, false) => {
            let begin = if several { none("で") + "も" } else { format!("{ja}で") };
            Clause::new(&begin, "始まらない", "始まらず", format!("does not begin with {any}{en}"))
        }
        (2, true) => Clause::new(ja, "で終わる", "で終わり", format!("ends with {en}")),
        (2, false) => {
            let end = if several { none("で") + "も" } else { format!("{ja}で") };
            Clause::new(&end, "終わらない", "終わらず", format!("does not end with {any}{en}"))
        }
        (3, true) => {
            let all = if several { "のすべてを" } else { "を" };
            let en = if several { format!("contains all of {en}") } else { format!("contains {en}") };
            Clause::new(&format!("{ja}{all}"), "含む", "含み", en)
        }
        (3, false) => {
            let none = if several { none("も") } else { format!("{ja}を") };
            Clause::new(&none, "含まない", "含まず", format!("does not contain {any}{en}"))
        }
        (_, true) => Clause::new(ja, "の語だけ", "の語だけで", format!("nothing but the words {en}")),
        (_, false) => {
            Clause::new(&format!("{ja}の語だけ"), "ではない", "ではなく", format!("more than the words {en}"))
        }
    }
}
