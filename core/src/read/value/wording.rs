//! The words of a vocabulary, and where they stand in a text.

mod near;

use std::collections::BTreeMap;

use daicho_rules::{Text, Vocabulary, VocabularyValue, normal::fold};

use super::doubt;
use super::folded::Folded;
use super::phrase::phrase;
use near::{ALIKE, likeness};

/// Values that a doubt names as the nearest.
const NEAREST: usize = 3;
/// Characters of a typed text that are compared when looking for the nearest.
const COMPARED: usize = 40;

/// The words of a vocabulary, folded and ordered for finding.
#[derive(Debug)]
pub(super) struct Wordings<'a> {
    values: &'a [VocabularyValue],
    /// Wordings that count only as a whole cell or part.
    whole: BTreeMap<String, usize>,
    /// Wordings that count anywhere: longest first, then in the order of the pack.
    words: Vec<(String, usize)>,
    /// The values are media, which are no more once they are discarded.
    media: bool,
    /// Doubts name the nearest values.
    pub(super) offers: bool,
}

/// A word found in a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// Which value it names.
    pub(super) value: usize,
    /// The text goes on to deny it (施錠なし, メールは不可).
    pub(super) denied: bool,
}

impl<'a> Wordings<'a> {
    /// Prepares `vocabulary`.
    pub(super) fn new(vocabulary: Option<&'a Vocabulary>) -> Self {
        let values = vocabulary.map_or(&[][..], |vocabulary| vocabulary.values.as_slice());
        let mut whole = BTreeMap::new();
        let mut words: Vec<(String, usize)> = Vec::new();
        for (index, value) in values.iter().enumerate() {
            for word in &value.whole {
                whole.entry(fold(word)).or_insert(index);
            }
            words.extend(value.words.iter().map(|word| (fold(word), index)));
        }
        for (index, value) in values.iter().enumerate() {
            // A title of one sign (可), なし or an id such as `no` says too little inside longer text.
            let names = [(&value.title.ja, 1), (&value.title.en, 3), (&value.id, 3)];
            for (name, too_short) in names {
                let name = fold(name);
                if name.chars().count() > too_short && phrase(&name).is_none() {
                    words.push((name.clone(), index));
                }
                if !words.iter().any(|(word, _)| *word == name) {
                    whole.entry(name).or_insert(index);
                }
            }
        }
        words.retain(|(word, _)| !word.is_empty());
        whole.remove("");
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
        let media = vocabulary.is_some_and(|vocabulary| vocabulary.id == "medium");
        Self { values, whole, words, media, offers: true }
    }

    /// Takes on a folded wording of the client's own, before those of the vocabulary.
    pub(super) fn settle(&mut self, wording: &str, id: &str) {
        let Some(value) = self.by_id(id) else { return };
        self.whole.insert(wording.to_owned(), value);
        self.words.retain(|(word, _)| word != wording);
        // A single sign would be found inside many longer texts.
        let length = wording.chars().count();
        if length > 1 {
            let at = self.words.partition_point(|(word, _)| word.chars().count() > length);
            self.words.insert(at, (wording.to_owned(), value));
        }
    }

    /// Id of a value by its index.
    pub(super) fn id(&self, index: usize) -> String {
        self.values.get(index).map(|value| value.id.clone()).unwrap_or_default()
    }

    /// The value with this id.
    pub(super) fn by_id(&self, id: &str) -> Option<usize> {
        self.values.iter().position(|value| value.id == id)
    }

    /// Title of a value by its index.
    pub(super) fn title(&self, index: usize) -> Text {
        self.values.get(index).map(|value| value.title.clone()).unwrap_or_default()
    }

    /// The value that the folded text names as a whole.
    pub(super) fn whole(&self, folded: &str) -> Option<usize> {
        let word = || self.words.iter().find(|(word, _)| word == folded).map(|(_, value)| *value);
        self.whole.get(folded).copied().or_else(word)
    }

    /// All words that stand in `text` without overlapping, longest first, in the order of the text.
    pub(super) fn find(&self, text: &Folded<'_>) -> Vec<Found> {
        let words = self.words.iter().map(|(word, value)| (word.as_str(), *value));
        let mut found = find_words(text.text(), words, |start, end| stands_alone(text, start, end));
        for one in &mut found {
            let before = text.text().get(..one.start).and_then(|before| before.chars().next_back());
            one.denied = before.is_some_and(|sign| matches!(sign, '未' | '無' | '非'))
                || denied_before(text, one.start)
                || text
                    .text()
                    .get(one.end..)
                    .is_some_and(|rest| denies(rest) || self.media && discarded(rest));
        }
        found
    }

    /// The doubt that `typed` is not in the vocabulary, with the values nearest to it.
    pub(super) fn unknown(&self, typed: &str) -> Text {
        let near = if self.offers { self.nearest(typed) } else { Vec::new() };
        doubt::unknown_word(typed, &near)
    }

    /// Titles of the values that come near `typed`, the nearest first.
    fn nearest(&self, typed: &str) -> Vec<&Text> {
        let folded: String = fold(typed).chars().take(COMPARED).collect();
        let mut best: Vec<f64> = vec![0.0; self.values.len()];
        let mut compare = |word: &str, value: usize| {
            if let Some(best) = best.get_mut(value) {
                *best = best.max(likeness(&folded, word));
            }
        };
        self.words.iter().for_each(|(word, value)| compare(word, *value));
        self.whole.iter().for_each(|(word, value)| compare(word, *value));
        let mut near: Vec<(f64, &Text)> =
            best.into_iter().zip(self.values).map(|(best, value)| (best, &value.title)).collect();
        near.retain(|(best, _)| *best >= ALIKE);
        near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        near.into_iter().map(|(_, title)| title).take(NEAREST).collect()
    }
}

/// Where `words` (longest first) stand in `text` without overlapping, in the order of the text.
pub(super) fn find_words<'w>(
    text: &str,
    words: impl Iterator<Item = (&'w str, usize)>,
    stands: impl Fn(usize, usize) -> bool,
) -> Vec<Found> {
    let mut taken = vec![false; text.len()];
    let mut found: Vec<Found> = Vec::new();
    for (word, value) in words {
        for (start, _) in text.match_indices(word) {
            let end = start + word.len();
            let free = taken.get(start..end).is_some_and(|bytes| bytes.iter().all(|byte| !byte));
            if free && stands(start, end) {
                taken.iter_mut().take(end).skip(start).for_each(|byte| *byte = true);
                found.push(Found { start, end, value, denied: false });
            }
        }
    }
    found.sort_by_key(|one| one.start);
    found
}

/// True for a letter of the Latin alphabet, accents included.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && c < '\u{250}'
}

/// False for a Latin word inside a longer Latin word, and for digits inside a longer number.
fn stands_alone(text: &Folded<'_>, start: usize, end: usize) -> bool {
    let joined = |left: Option<char>, right: Option<char>| match (left, right) {
        (Some(left), Some(right)) => {
            is_latin(left) && is_latin(right) || left.is_ascii_digit() && right.is_ascii_digit()
        }
        _ => false,
    };
    let word = text.text().get(start..end).unwrap_or_default();
    let before = text.text().get(..start).and_then(|before| before.chars().next_back());
    if joined(before, word.chars().next()) && !text.blank_before(start) {
        return false;
    }
    // A plural s belongs to the word.
    let after = text.text().get(end..).unwrap_or_default();
    let (rest, at) = after.strip_prefix('s').map_or((after, end), |rest| (rest, end + 1));
    let ends = |rest: &str, at: usize| {
        !joined(word.chars().next_back(), rest.chars().next()) || text.blank_before(at)
    };
    ends(after, end) || ends(rest, at)
}

/// Words that may stand between a word and its denial.
const BETWEEN: &[&str] = &[
    "での",
    "では",
    "には",
    "にて",
    "による",
    "は",
    "を",
    "が",
    "も",
    "の",
    "に",
    "で",
    "(",
    "[",
    ":",
    "設定",
    "使用",
    "利用",
    "実施",
    "保管",
    "管理",
    "保存",
    "取得",
    "措置",
    "対策",
    "処理",
    "保護",
    "送信",
    "添付",
    "導入",
    "記録",
    "等",
    "など",
    "化",
    "一切",
    "特に",
    "まだ",
    "対応",
];
/// Words that deny what stands before them.
const DENIALS: &[&str] = &[
    "なし",
    "無し",
    "無く",
    "していない",
    "していません",
    "しておらず",
    "しない",
    "しません",
    "せず",
    "されていない",
    "されておらず",
    "できない",
    "できていない",
    "不可",
    "不要",
    "禁止",
    "未実施",
    "未対応",
    "未設定",
    "未導入",
    "未整備",
    "ではなく",
    "ありません",
    "ございません",
    "ではない",
    "でない",
    "以外",
    "無効",
    "対象外",
    "行わない",
    "行っていない",
    "×",
];
/// Words that deny only at the end of a part.
const DENIALS_AT_END: &[&str] = &["無", "未", "否", "未使用", "不使用", "予定", "検討中"];

/// English and French words that deny what stands behind them.
const DENIALS_BEFORE: &[&str] = &["not", "no", "non", "never", "without", "sans", "pasde", "aucun", "aucune"];

/// True if a word of its own before byte `at` denies what follows.
fn denied_before(text: &Folded<'_>, at: usize) -> bool {
    let before = text.text().get(..at).unwrap_or_default();
    text.blank_before(at)
        && DENIALS_BEFORE.iter().any(|denial| {
            let start = before.len().saturating_sub(denial.len());
            let lead = before.strip_suffix(denial).and_then(|lead| lead.chars().next_back());
            before.ends_with(denial) && (lead.is_none_or(|c| !is_latin(c)) || text.blank_before(start))
        })
}

/// True if `rest`, which follows a medium, says that it is discarded: 紙は廃棄済.
fn discarded(rest: &str) -> bool {
    let strip = |text: &'_ str, words: &[&str]| -> Option<usize> {
        words.iter().find(|word| text.starts_with(**word)).map(|word| word.len())
    };
    let rest = rest.get(strip(rest, &["は", "を", "も"]).unwrap_or(0)..).unwrap_or_default();
    let Some(length) = strip(rest, &["廃棄", "破棄", "処分", "消去", "削除", "返却"]) else {
        return false;
    };
    let rest = rest.get(length..).unwrap_or_default();
    let length = strip(rest, &["済み", "済", "しました", "した", "している", "する"]).unwrap_or(0);
    rest.get(length..).is_some_and(|after| after.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

/// True if `rest`, which follows a word, denies that word.
fn denies(rest: &str) -> bool {
    let mut rest = rest;
    for _ in 0..4 {
        if DENIALS.iter().any(|denial| rest.starts_with(denial)) {
            return true;
        }
        let ends = |after: &str| after.chars().next().is_none_or(|c| !c.is_alphanumeric());
        if DENIALS_AT_END.iter().any(|denial| rest.strip_prefix(denial).is_some_and(ends)) {
            return true;
        }
        match BETWEEN.iter().find_map(|word| rest.strip_prefix(word)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_counts_through_particles_and_brackets_only() {
        for rest in
            ["なし", "(なし)", "は使用していない", "の設定無し", "無", "(無)", "は不可", "化していない"]
        {
            assert!(denies(rest), "{rest}");
        }
        for rest in ["", "、パスワードなし", "無期限", "(未印刷)", "未使用時は返却", "あり"]
        {
            assert!(!denies(rest), "{rest}");
        }
    }
}
