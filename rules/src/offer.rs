//! What people may have meant by a name that nothing has: ids are English, and those who write packs
//! often type what stands in the ledger instead.

use crate::error::{Problem, nearest};
use crate::normal::fold;
use crate::register::Vocabulary;
use crate::text::Text;

/// Most ids that are all named.
const MAX_LISTED: usize = 8;
/// Most words of an id that a name is compared with.
const MAX_WORDS: usize = 30;
/// Shortest part of a title that tells it.
const SHORTEST_PART: usize = 2;

/// An id, with the words that people have for it.
#[derive(Debug, Clone)]
pub(crate) struct Offer<'o> {
    pub(crate) id: &'o str,
    pub(crate) words: Vec<&'o str>,
}

impl<'o> Offer<'o> {
    pub(crate) fn new(id: &'o str, title: &'o Text) -> Self {
        Self { id, words: vec![&title.ja, &title.en] }
    }

    pub(crate) fn with_words(mut self, words: impl IntoIterator<Item = &'o String>) -> Self {
        self.words.extend(words.into_iter().take(MAX_WORDS).map(String::as_str));
        self
    }

    /// The values of a vocabulary.
    pub(crate) fn values(vocabulary: &'o Vocabulary) -> Vec<Self> {
        let offer = |value: &'o crate::register::VocabularyValue| {
            Self::new(&value.id, &value.title).with_words(value.words.iter().chain(&value.whole))
        };
        vocabulary.values.iter().map(offer).collect()
    }
}

/// The id that has a name among its words.
pub(crate) fn id_for<'o>(name: &str, offers: &[Offer<'o>]) -> Option<&'o str> {
    let folded = fold(name);
    let has = |offer: &&Offer<'_>| offer.words.iter().any(|word| fold(word) == folded);
    (!folded.is_empty()).then(|| offers.iter().find(has).map(|offer| offer.id)).flatten()
}

/// The ids whose words hold a name, or are held by it.
fn akin<'a, 'o>(name: &str, offers: &'a [Offer<'o>]) -> Vec<&'a Offer<'o>> {
    let folded = fold(name);
    let long = |text: &str| text.chars().count() >= SHORTEST_PART;
    let holds = |word: &&str| {
        let word = fold(word);
        long(&folded) && long(&word) && (word.contains(&folded) || folded.contains(&word))
    };
    offers.iter().filter(|offer| offer.words.iter().any(&holds)).collect()
}

impl Problem {
    /// The problem with the id that was meant, else with what is possible; `search` is what to look for in
    /// `daicho pack names` where that is too much.
    #[must_use]
    pub(crate) fn with_offer(self, name: &str, offers: &[Offer<'_>], search: Option<&Text>) -> Self {
        if let Some(id) = id_for(name, offers).filter(|id| *id != name) {
            return self
                .with_help(format!("「{name}」は `{id}` と書きます"), format!("“{name}” is written `{id}`"));
        }
        if let Some(near) = nearest(name, offers.iter().map(|offer| offer.id)) {
            return self.with_nearest(name, [near]);
        }
        let akin = akin(name, offers);
        let (some, all) = match akin.len() {
            1..=3 => (akin, false),
            _ if offers.len() <= MAX_LISTED => (offers.iter().collect(), true),
            _ => (Vec::new(), false),
        };
        let shown = |title: usize| {
            let one = |offer: &&Offer<'_>| match offer.words.get(title).filter(|word| !word.is_empty()) {
                Some(word) if title == 0 => format!("`{}`（{word}）", offer.id),
                Some(word) => format!("`{}` ({word})", offer.id),
                None => format!("`{}`", offer.id),
            };
            some.iter().map(one).collect::<Vec<_>>().join(if title == 0 { "、" } else { ", " })
        };
        let (ja, en) = (shown(0), shown(1));
        match (some.is_empty(), all, search) {
            (false, true, _) => self.with_help(format!("書けるもの: {ja}"), format!("possible are {en}")),
            (false, false, _) => {
                self.with_help(format!("{ja}のことではありませんか"), format!("did you mean {en}?"))
            }
            (true, _, Some(search)) => self.with_help(
                format!("書けるものは `daicho pack names {}` で調べられます", search.ja),
                format!("`daicho pack names {}` lists what is possible", search.en),
            ),
            (true, _, None) => self,
        }
    }
}

/// What people write for yes and no.
pub(crate) fn yes_or_no(word: &str) -> Option<bool> {
    match fold(word).as_str() {
        "有" | "あり" | "有り" | "○" | "はい" | "する" | "yes" | "y" | "true" => Some(true),
        "無" | "なし" | "無し" | "×" | "いいえ" | "しない" | "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

/// What people write for the factors of a risk.
pub(crate) fn factor(word: &str) -> Option<u8> {
    match fold(word).as_str() {
        "低" | "低い" | "小" | "low" => Some(1),
        "中" | "中程度" | "medium" | "middle" => Some(2),
        "高" | "高い" | "大" | "high" => Some(3),
        _ => None,
    }
}
