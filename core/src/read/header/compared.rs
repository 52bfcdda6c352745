//! The forms in which headers are compared, from the strictest to the loosest.

use std::collections::HashMap;
use std::sync::LazyLock;

use daicho_rules::normal::{fold_header, is_kanji_or_kana};
use unicode_normalization::UnicodeNormalization;

/// Hiragana that people write or leave out behind a kanji: 取り扱い, 取扱い, 取扱.
const OKURIGANA: &str = "りきいしえけげちみ";
/// Signs that are written in two ways, as pairs: the old or rare form before the usual one.
const VARIANTS: &str = "區区廢廃會会發発當当號号關関體体數数處処澤沢邊辺檢検權権證証據拠藥薬錄録廣広實実\
     變変經経續続醫医驗験團団圖図對対應応條条狀状豫予觀観讀読賣売圓円斷断聲声轉転傳伝佛仏拂払屬属獨独\
     參参國国學学屆届擔担內内戶戸歷歴每毎氣気畫画總総縣県譯訳豐豊辨弁邨村龍竜濱浜瀧滝ヵヶケヶ\
     ヴブ藏蔵淸清緖緒";
/// Words in front of a header that say nothing of their own, folded; the longest first.
const PREFIXES: &[&str] = &[
    "当該個人情報",
    "個人情報",
    "個人データ",
    "当該情報",
    "具体的な",
    "主要な",
    "主たる",
    "主な",
    "具体的",
    "当該",
    "現在",
    "現行",
    "必須",
    "任意",
    "各",
];
/// Words behind a header that say nothing of their own, folded; the longest first.
const SUFFIXES: &[&str] = &[
    "必須入力",
    "入力必須",
    "記入必須",
    "必須項目",
    "任意項目",
    "任意入力",
    "複数選択可",
    "複数回答可",
    "について",
    "記入欄",
    "記載欄",
    "入力欄",
    "選択式",
    "複数可",
    "必須",
    "任意",
    "選択",
    "入力",
    "記入",
    "など",
    "欄",
    "等",
];
/// Latin words that headers have or lack without meaning anything else.
const FILLERS: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "for",
    "to",
    "in",
    "and",
    "or",
    "any",
    "if",
    "applicable",
    "where",
    "possible",
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "et",
    "ou",
    "en",
    "un",
    "une",
    "sur",
    "pour",
    "est",
    "is",
    "has",
    "are",
    "your",
    "this",
    "its",
];

/// A header for comparing, without references to notes (件数 ※2), signs of demanded fields and accents.
pub(super) fn fold_label(text: &str) -> String {
    if !text.contains(['※', '＊', '*', '注']) {
        return plain(fold_header(text));
    }
    let mut bare = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let refers =
            matches!(c, '※' | '＊' | '*') || c == '注' && rest.peek().is_some_and(|next| next.is_numeric());
        if !refers {
            bare.push(c);
            continue;
        }
        while rest.peek().is_some_and(|next| next.is_numeric() || matches!(next, ')' | '）')) {
            rest.next();
        }
    }
    plain(fold_header(if bare.trim().is_empty() { text } else { &bare }))
}

/// The text without accents on Latin letters, which French headers have or lack.
fn plain(folded: String) -> String {
    if folded.is_ascii() || !folded.chars().any(|c| ('\u{c0}'..'\u{250}').contains(&c)) {
        return folded;
    }
    folded.nfd().filter(|c| !('\u{300}'..'\u{370}').contains(c)).nfc().collect()
}

/// A folded header without what is written in several ways: okurigana, long vowels at the end of a word in
/// katakana, old forms of kanji, and joining words.
pub(super) fn skeleton(folded: &str) -> String {
    let mut joined = folded.to_owned();
    for word in ["及び", "および", "並びに", "ならびに", "又は", "または", "若しくは", "もしくは"]
    {
        if joined.contains(word) {
            joined = joined.replace(word, "");
        }
    }
    let signs: Vec<char> = joined.chars().map(usual).collect();
    let mut out = String::with_capacity(joined.len());
    for (at, sign) in signs.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| signs.get(at)).copied();
        let after = signs.get(at + 1).copied();
        let okurigana = OKURIGANA.contains(*sign)
            && before.is_some_and(is_kanji)
            && after.is_none_or(|after| is_kanji(after) || is_katakana(after));
        let long = *sign == 'ー' && before.is_some_and(is_katakana) && !after.is_some_and(is_katakana);
        if !okurigana && !long {
            out.push(*sign);
        }
    }
    out
}

/// The usual form of a sign.
fn usual(sign: char) -> char {
    static USUAL: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let (rare, usual) = (VARIANTS.chars().step_by(2), VARIANTS.chars().skip(1).step_by(2));
        rare.zip(usual).collect()
    });
    USUAL.get(&sign).copied().unwrap_or(sign)
}

/// True for a kanji.
pub(super) fn is_kanji(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '々'
}

/// True for katakana.
pub(super) fn is_katakana(c: char) -> bool {
    ('\u{30a1}'..='\u{30fa}').contains(&c) || c == 'ー'
}

/// A folded header without words around it that say nothing: 個人情報の取得方法, 利用目的について.
pub(super) fn bare(folded: &str) -> Option<String> {
    let mut core = folded;
    for suffix in SUFFIXES {
        core = core.strip_suffix(suffix).unwrap_or(core);
    }
    if let Some(rest) = PREFIXES.iter().find_map(|prefix| core.strip_prefix(prefix)) {
        core = rest;
    }
    (core != folded && core.chars().count() >= 2).then(|| core.to_owned())
}

/// The words of a header in Latin script that say something, in the order of the alphabet and in the
/// singular: `Categories of data subjects` and `Data subject categories` are the same.
pub(super) fn latin_words(text: &str) -> Option<Vec<String>> {
    // Most headers are Japanese: there is no need to take them apart.
    if text.chars().any(is_kanji_or_kana) {
        return None;
    }
    let folded: String = text.nfkd().filter(|c| !('\u{300}'..'\u{370}').contains(c)).collect();
    if folded.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
        return None;
    }
    let mut depth = 0_i32;
    let open: String = folded
        .chars()
        .map(|c| {
            depth += match c {
                '(' | '[' => 1,
                ')' | ']' => -1,
                _ => 0,
            };
            if depth > 0 || !c.is_ascii_alphanumeric() { ' ' } else { c.to_ascii_lowercase() }
        })
        .collect();
    let mut words: Vec<String> =
        open.split(' ').filter(|word| !word.is_empty() && !FILLERS.contains(word)).map(singular).collect();
    words.sort_unstable();
    words.dedup();
    (!words.is_empty()).then_some(words)
}

/// An English or French word without the sign of the plural.
fn singular(word: &str) -> String {
    if word.len() > 4
        && let Some(stem) = word.strip_suffix("ies")
    {
        return format!("{stem}y");
    }
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    let stem = if plural { word.get(..word.len() - 1).unwrap_or(word) } else { word };
    // Both spellings are one: organisational, organizational.
    stem.replace("isation", "ization")
}

/// The Japanese and the Latin half of a header in two languages: Source 取得元.
pub(super) fn halves(text: &str) -> Option<[String; 2]> {
    let (latin, other): (String, String) = text.chars().partition(char::is_ascii);
    let letters = |half: &str| half.chars().filter(|c| c.is_alphabetic()).count();
    (letters(&latin) >= 2 && letters(&other) >= 2).then_some([other, latin])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_several_ways_is_the_same_in_its_skeleton() {
        for (one, other) in [
            ("取り扱い部署", "取扱部署"),
            ("持出し", "持ち出し"),
            ("受け渡し方法", "受渡方法"),
            ("サーバー", "サーバ"),
            ("廢棄方法", "廃棄方法"),
            ("取得及び利用目的", "取得利用目的"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one}");
        }
        for (one, other) in [("開示する", "開示しない"), ("委託先", "委託元"), ("利用", "利用者")]
        {
            assert_ne!(skeleton(one), skeleton(other), "{one}");
        }
    }

    #[test]
    fn words_around_a_header_that_say_nothing_are_left_out() {
        for (typed, core) in [
            ("個人情報取得方法", Some("取得方法")),
            ("利用目的について", Some("利用目的")),
            ("保管場所欄", Some("保管場所")),
            ("取得方法", None),
            ("欄", None),
        ] {
            assert_eq!(bare(typed).as_deref(), core, "{typed}");
        }
    }

    #[test]
    fn latin_headers_are_the_same_words_in_any_order() {
        let same = |one: &str, other: &str| assert_eq!(latin_words(one), latin_words(other), "{one}");
        same("Categories of data subjects", "Data subject categories");
        same("The purposes of the processing", "Purpose of processing");
        same("Catégories de données", "CATEGORIES DES DONNEES");
        same("Durée de conservation (en années)", "Durées de conservation");
        assert_ne!(latin_words("Name of the processor"), latin_words("Name of the controller"));
        assert_eq!(latin_words("保管場所 place"), None);
    }

    #[test]
    fn notes_and_accents_do_not_count() {
        assert_eq!(fold_label("件数 ※2"), "件数");
        assert_eq!(fold_label("*必須 取得方法"), "必須取得方法");
        assert_eq!(fold_label("Finalités"), "finalites");
        assert_eq!(fold_label("データ"), "データ");
    }
}
