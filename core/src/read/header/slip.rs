//! Slips of the pen: what a typed header could have been meant to be.
//!
//! A slip is believed by itself only if people make it: signs that look alike or are read alike, swapped or
//! doubled signs, a misspelt Latin word. Any other wrong sign needs the cells of the column to speak for it. A
//! change that makes a known word out of another is no slip: 委託先 and 委託元, 開始日 and 終了日.

use std::collections::BTreeSet;

use super::compared::{is_kanji, is_katakana};

/// Signs that look alike or are read alike, in groups.
const ALIKE: &[&str] = &[
    "菅管官",
    "的地",
    "取所",
    "得徳特",
    "期斯其",
    "間関問聞",
    "法去",
    "媒煤謀",
    "体休本",
    "保俣補",
    "存在",
    "廃癈排",
    "棄毀",
    "委依",
    "託託詫侘",
    "移位",
    "送迭",
    "場揚",
    "所処",
    "責青",
    "任住仕",
    "者著",
    "件伴",
    "数教",
    "個固箇",
    "情清",
    "報幅",
    "目日自",
    "利理",
    "用要",
    "提堤",
    "供共協",
    "第弟",
    "開閲",
    "示事",
    "承証",
    "認任",
    "確隺",
    "管監",
    "理埋",
    "部倍",
    "署所緒",
    "門問",
    "対待",
    "象像照",
    "項頂",
    "称弥",
    "区匹",
    "通痛",
    "知地",
    "公広",
    "表票",
    "根恨",
    "拠処",
    "期基",
    "限根",
    "経径",
    "路露",
    "形型",
    "態熊体",
    "番香",
    "号合",
    "備俑",
    "考孝",
    "記紀",
    "録緑",
    "載裁",
    "末未",
    "已己巳",
    "士土",
    "人入",
    "力カ",
    "工エ",
    "口ロ",
    "二ニ",
    "一ー",
    "夕タ",
    "卜ト",
    "千チ",
    "八ハ",
    "へヘ",
    "べベ",
    "ぺペ",
    "りリ",
    "シツ",
    "ソン",
    "アマ",
    "クワ",
    "ゥウ",
    "ャヤ",
    "ュユ",
    "ョヨ",
    "ッツ",
    "ェエ",
    "ィイ",
    "ァア",
    "ォオ",
    "バパハ",
    "ビピヒ",
    "ブプフ",
    "ベペヘ",
    "ボポホ",
    "ガカ",
    "ギキ",
    "グク",
    "ゲケ",
    "ゴコ",
    "ザサ",
    "ジシ",
    "ズス",
    "ゼセ",
    "ゾソ",
    "ダタ",
    "デテ",
    "ドト",
    "鍵健",
    "権検",
    "限現",
    "課科",
    "施旋",
    "錠淀",
    "価値",
    "歴暦",
    "績積",
    "複復",
    "従徒",
    "務努",
];
/// Words that are read alike, as pairs: a wrong choice of the input method and what was meant.
const READ_ALIKE: &[(&str, &str)] = &[
    ("機関", "期間"),
    ("器官", "期間"),
    ("補完", "保管"),
    ("保官", "保管"),
    ("対照", "対象"),
    ("対称", "対象"),
    ("意志", "意思"),
    ("以降", "移行"),
    ("移相", "移送"),
    ("位相", "移送"),
    ("排気", "廃棄"),
    ("配気", "廃棄"),
    ("動意", "同意"),
    ("胴衣", "同意"),
    ("証人", "承認"),
    ("商人", "承認"),
    ("法法", "方法"),
    ("方々", "方法"),
    ("媒対", "媒体"),
    ("倍体", "媒体"),
    ("定供", "提供"),
    ("提共", "提供"),
    ("券数", "件数"),
    ("権数", "件数"),
    ("見数", "件数"),
    ("高目", "項目"),
    ("校目", "項目"),
    ("部所", "部署"),
    ("部諸", "部署"),
    ("監理", "管理"),
    ("官吏", "管理"),
    ("協同", "共同"),
    ("掲示", "開示"),
    ("快事", "開示"),
    ("要配量", "要配慮"),
    ("用配慮", "要配慮"),
    ("理用", "利用"),
    ("里用", "利用"),
    ("依託", "委託"),
    ("周特", "取得"),
    ("習得", "取得"),
    ("修得", "取得"),
    ("拾得", "取得"),
    ("補存", "保存"),
    ("保損", "保存"),
    ("期現", "期限"),
    ("機嫌", "期限"),
    ("起源", "期限"),
    ("基幹", "期間"),
    ("受諾", "受託"),
    ("名詞", "名刺"),
    ("名証", "名称"),
    ("名所", "名称"),
    ("氏明", "氏名"),
    ("非考", "備考"),
    ("微考", "備考"),
    ("技名", "記名"),
    ("戦任者", "責任者"),
    ("責認者", "責任者"),
];
/// Shortest header in which a slip is looked for.
const SHORTEST: usize = 4;
/// Shortest Latin word in which a slip is looked for.
const SHORTEST_WORD: usize = 5;

/// How a typed header may have come from a known one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slip {
    /// One wrong or missing sign, of a kind that people do not make by themselves.
    Odd,
    /// A slip that people make.
    Usual,
}

/// How `typed` may have come from `meant`; both folded, and not the same.
///
/// `pairs` are all pairs of neighbouring signs in known headers: what makes one of them is a word of its own.
pub(super) fn slip(typed: &str, meant: &str, pairs: &BTreeSet<(char, char)>) -> Option<Slip> {
    // One slip leaves the first sign or the last: most headers are out without any work.
    let ends = |text: &str| (text.chars().next(), text.chars().next_back());
    let ((first, last), (meant_first, meant_last)) = (ends(typed), ends(meant));
    if first != meant_first && last != meant_last {
        return None;
    }
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    if meant.len() < SHORTEST || typed.len().abs_diff(meant.len()) > 1 || typed == meant {
        return None;
    }
    let front = typed.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let rest = |signs: &[char]| signs.iter().skip(front).copied().collect::<Vec<char>>();
    let (behind_typed, behind_meant) = (rest(&typed), rest(&meant));
    let back = behind_typed.iter().rev().zip(behind_meant.iter().rev()).take_while(|(a, b)| a == b).count();
    let wrong: Vec<char> = behind_typed.iter().take(behind_typed.len() - back).copied().collect();
    let right: Vec<char> = behind_meant.iter().take(behind_meant.len() - back).copied().collect();
    let before = front.checked_sub(1).and_then(|at| typed.get(at)).copied();
    let after = typed.get(front + wrong.len()).copied();
    let is_word = |sign: char| {
        before.is_some_and(|before| pairs.contains(&(before, sign)))
            || after.is_some_and(|after| pairs.contains(&(sign, after)))
    };
    match (wrong.as_slice(), right.as_slice()) {
        // Digits, Latin letters and numerals tell one thing from another.
        ([a], [b]) if !is_sign_of_words(*a) || !is_sign_of_words(*b) => None,
        ([a], [b]) if alike(*a, *b) && !is_word(*a) => Some(Slip::Usual),
        ([a], [_]) => (is_kanji(*a) && !is_word(*a)).then_some(Slip::Odd),
        ([a, b], [c, d]) if (a, b) == (d, c) && is_sign_of_words(*a) && is_sign_of_words(*b) => {
            Some(Slip::Usual)
        }
        // 取得方方法, サーーバ; a long vowel too many or too few.
        ([a], []) => {
            let doubled = before == Some(*a) || after == Some(*a);
            (doubled && is_sign_of_words(*a) || *a == 'ー').then_some(Slip::Usual)
        }
        ([], ['ー']) => Some(Slip::Usual),
        // A sign left out within a header; at its ends it is often another word: 利用目的, 利用目的外.
        ([], [b]) => (before.is_some() && after.is_some() && is_kanji(*b)).then_some(Slip::Odd),
        _ => None,
    }
    .or_else(|| read_alike(&typed, &meant).then_some(Slip::Usual))
}

/// True if a word of `typed` is one that is read as another of `meant`.
fn read_alike(typed: &[char], meant: &[char]) -> bool {
    let (typed, meant): (String, String) = (typed.iter().collect(), meant.iter().collect());
    READ_ALIKE.iter().any(|(wrong, right)| typed.contains(wrong) && typed.replacen(wrong, right, 1) == meant)
}

fn is_sign_of_words(sign: char) -> bool {
    sign.is_alphabetic() && !sign.is_ascii() && !"一二三四五六七八九十".contains(sign) || is_katakana(sign)
}

/// True for two signs that look alike or are read alike.
fn alike(one: char, other: char) -> bool {
    ALIKE.iter().any(|group| group.contains(one) && group.contains(other))
}

/// True if one Latin word of a header is misspelt: one letter, two in long words.
///
/// `known` are all Latin words of known headers: what makes one of them is a word of its own.
pub(super) fn misspelt(typed: &[String], meant: &[String], known: &BTreeSet<String>) -> bool {
    if typed.len() != meant.len() {
        return false;
    }
    let wrong: Vec<&String> = typed.iter().filter(|word| !meant.contains(word)).collect();
    let right: Vec<&String> = meant.iter().filter(|word| !typed.contains(word)).collect();
    let ([wrong], [right]) = (wrong.as_slice(), right.as_slice()) else { return false };
    let length = right.chars().count();
    let slips = if length >= 8 { 2 } else { 1 };
    length >= SHORTEST_WORD
        && !known.contains(*wrong)
        && wrong.len().abs_diff(right.len()) <= slips
        // The first letter of a word is seldom wrong, and often makes another.
        && wrong.chars().next() == right.chars().next()
        && strsim::osa_distance(wrong, right) <= slips
        // Nearer to another known word, or as near: nobody can tell which was meant.
        && !known.iter().any(|other| {
            other != *right && strsim::osa_distance(wrong, other) <= strsim::osa_distance(wrong, right)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(headers: &[&str]) -> BTreeSet<(char, char)> {
        let pairs = |header: &&str| {
            let signs: Vec<char> = header.chars().collect();
            signs.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect::<Vec<_>>()
        };
        headers.iter().flat_map(pairs).collect()
    }

    #[test]
    fn slips_that_people_make_are_told_from_other_words() {
        let known = pairs(&["委託元", "終了日", "開始日", "廃棄方法", "利用者"]);
        for (typed, meant, expected) in [
            ("所得方法", "取得方法", Some(Slip::Usual)),
            ("保菅期間", "保管期間", Some(Slip::Usual)),
            ("利用目地", "利用目的", Some(Slip::Usual)),
            ("保存機関", "保存期間", Some(Slip::Usual)),
            ("取方得法", "取得方法", Some(Slip::Usual)),
            ("取得方方法", "取得方法", Some(Slip::Usual)),
            ("取猫方法", "取得方法", Some(Slip::Odd)),
            ("取方法", "取得方法", Some(Slip::Odd)),
            ("委託元名", "委託先名", None),
            ("契約終了日", "契約開始日", None),
            ("利用目", "利用目的", None),
            ("利用目的外", "利用目的", None),
            ("再委託先名", "委託先名", None),
            ("管理者1", "管理者2", None),
        ] {
            assert_eq!(slip(typed, meant, &known), expected, "{typed}");
        }
    }

    #[test]
    fn a_misspelt_latin_word_is_not_another_known_one() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let known: BTreeSet<String> = words("contact contract date").into_iter().collect();
        assert!(misspelt(&words("data retension"), &words("data retention"), &known));
        assert!(misspelt(&words("donee personnelle"), &words("donnee personnelle"), &known));
        assert!(!misspelt(&words("contact date"), &words("contract date"), &known));
        assert!(!misspelt(&words("note"), &words("name"), &known));
    }
}
