//! How alike two wordings are, for offering a reader the values that may have been meant.

use std::collections::BTreeSet;

/// Wordings less alike than this are not offered: a far-fetched offer is worse than none.
pub(super) const ALIKE: f64 = 0.5;

/// How alike two folded wordings are, from 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (loose(one), loose(other));
    let (shorter, longer) =
        if one.chars().count() <= other.chars().count() { (&one, &other) } else { (&other, &one) };
    let length = shorter.chars().count();
    if length == 0 {
        return 0.0;
    }
    let share = ratio(length, longer.chars().count());
    // 施錠書庫 holds 書庫; a single sign says too little.
    let held = if length > 1 && longer.contains(shorter.as_str()) { 0.5 + share / 2.0 } else { 0.0 };
    let typed = strsim::normalized_levenshtein(&one, &other);
    let pairs = strsim::sorensen_dice(&one, &other);
    [held, typed, pairs, shared_kanji(&one, &other)].into_iter().fold(0.0, f64::max)
}

/// The share of kanji that two wordings have in common, where there are at least two.
fn shared_kanji(one: &str, other: &str) -> f64 {
    let kanji = |text: &str| text.chars().filter(|c| ('一'..='鿿').contains(c)).collect::<BTreeSet<char>>();
    let (one, other) = (kanji(one), kanji(other));
    let common = one.intersection(&other).count();
    if common < 2 { 0.0 } else { ratio(2 * common, one.len() + other.len()) }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |size: usize| u32::try_from(size).map_or(f64::MAX, f64::from);
    number(part) / number(whole).max(1.0)
}

/// A folded text without what people type one way or the other: katakana or hiragana, small kana, long vowels.
fn loose(folded: &str) -> String {
    folded.chars().filter(|c| !matches!(c, 'ー' | '-' | '・' | '_' | '/')).map(hiragana).collect()
}

/// Katakana as hiragana, small kana as large ones.
fn hiragana(c: char) -> char {
    let plain = match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    };
    match plain {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_spellings_are_alike_and_strangers_are_not() {
        for (one, other) in [
            ("ファイルサバ", "ファイルサーバ"),
            ("ふぁいるさーば", "ファイルサーバー"),
            ("シユレッダー", "シュレッダー"),
            ("施錠書庫", "書庫"),
            ("鍵付書庫", "施錠書庫"),
            ("paper shreder", "paper shredder"),
            ("本棚", "書棚"),
        ] {
            assert!(likeness(one, other) >= ALIKE, "{one} {other}");
        }
        for (one, other) in [
            ("山田太郎", "施錠キャビネット"),
            ("どこか", "金庫"),
            ("車", "駐車場の車内金庫"),
            ("本社3階", "外部倉庫"),
            ("社長室", "社内サーバ"),
        ] {
            assert!(likeness(one, other) < ALIKE, "{one} {other}");
        }
    }
}
