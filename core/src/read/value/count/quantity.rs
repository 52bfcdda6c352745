//! One number with the words around it: 約1,000件程度, 年間5千名以上, 数百件.

use crate::read::value::number::{MOST, amount, unit};

/// Words before a number that leave it as it is.
const ABOUT: &[&str] = &[
    "約",
    "およそ",
    "おおよそ",
    "凡そ",
    "おおむね",
    "概ね",
    "概算で",
    "概算",
    "大体",
    "だいたい",
    "ほぼ",
    "推定",
    "想定",
    "見込み",
    "見込",
    "approximately",
    "approx.",
    "approx",
    "about",
    "around",
    "circa",
    "ca.",
    "c.",
    "計",
    "合計",
    "総数",
    "累計",
    "全",
    "総計",
    "現在",
    "登録",
    "保有",
    "各",
    ":",
    "≒",
    "≈",
    "件数",
    "人数",
];
/// Words before a number that say it counts visits.
const VISITS: &[&str] = &["延べ人数", "延べ", "のべ", "延"];
/// Words before a number that give it for a length of time.
const FLOW: &[&str] = &[
    "1日あたり",
    "1日平均",
    "1日に",
    "1日",
    "1か月あたり",
    "1ヶ月あたり",
    "1か月に",
    "1ヶ月に",
    "1か月",
    "1ヶ月",
    "1年あたり",
    "1年間に",
    "1年に",
    "月間平均",
    "月平均",
    "月間",
    "月あたり",
    "月に",
    "毎月",
    "月々",
    "月",
    "年間平均",
    "年平均",
    "年間",
    "年あたり",
    "年に",
    "毎年",
    "年",
    "日平均",
    "毎日",
    "日に",
    "週平均",
    "毎週",
    "週に",
    "週",
    "毎回",
    "各回",
    "1回あたり",
    "1回",
];
/// Units of what is counted.
const UNITS: &[&str] = &[
    "件分",
    "名分",
    "人分",
    "名様",
    "件",
    "名",
    "人",
    "部",
    "枚",
    "通",
    "社",
    "世帯",
    "セット",
    "台",
    "条",
    "円",
    "ファイル",
    "フォルダ",
    "冊",
    "様",
    "箱",
    "点",
    "本",
    "口",
    "組",
    "個",
    "者",
    "頁",
    "ページ",
    "レコード",
    "データ",
    "ユーザー",
    "ユーザ",
    "アカウント",
    "回線",
    "台分",
    "筆",
    "種類",
    "棚",
    "束",
    "拠点",
    "店舗",
    "家族",
    "戸",
    "id",
    "records",
    "record",
    "persons",
    "people",
    "customers",
    "employees",
    "users",
    "entries",
    "files",
    "rows",
];
/// Words behind a number that leave it as it is.
const ROUGHLY: &[&str] = &[
    "程度",
    "前後",
    "くらい",
    "ぐらい",
    "位",
    "ほど",
    "程",
    "規模",
    "見込み",
    "見込",
    "予定",
    "在籍",
    "登録",
    "保有",
    "あり",
    "を想定",
    "想定",
    "分",
];

/// A number with its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quantity {
    /// At least so many.
    pub(super) lo: u64,
    /// At most so many.
    pub(super) hi: Option<u64>,
    /// The unit of a number written with just one (3万 → 10,000), else 1.
    pub(super) factor: u64,
    /// True for digits without a unit.
    plain: bool,
    /// The number is for a length of time.
    pub(super) flow: bool,
    /// The number counts visits rather than persons.
    pub(super) visits: bool,
}

impl Quantity {
    /// True if the words around it set no bound.
    pub(super) fn is_exact(&self) -> bool {
        self.hi == Some(self.lo)
    }

    /// The quantity without its upper end.
    pub(super) fn open(self) -> Self {
        Self { hi: None, ..self }
    }

    /// True for bare digits, which may borrow the unit of the other end of a range (2～3万).
    pub(super) fn is_bare(&self) -> bool {
        self.plain && self.is_exact()
    }
}

/// What a word says about the number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    SomewhatMore,
    SomewhatLess,
}

/// Words before a number that set a bound.
const BEFORE: &[(&str, Bound)] = &[
    ("最大で", Bound::AtMost),
    ("最大", Bound::AtMost),
    ("最高", Bound::AtMost),
    ("上限", Bound::AtMost),
    ("≦", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("<=", Bound::AtMost),
    ("<", Bound::LessThan),
    ("~", Bound::AtMost),
    ("upto", Bound::AtMost),
    ("lessthan", Bound::LessThan),
    ("最低", Bound::AtLeast),
    ("最小", Bound::AtLeast),
    ("少なくとも", Bound::AtLeast),
    ("≧", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    (">=", Bound::AtLeast),
    (">", Bound::MoreThan),
    ("over", Bound::MoreThan),
    ("morethan", Bound::MoreThan),
];
/// Words behind a number that set a bound.
const BEHIND: &[(&str, Bound)] = &[
    ("以上", Bound::AtLeast),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("まで", Bound::AtMost),
    ("未満", Bound::LessThan),
    ("を超える", Bound::MoreThan),
    ("超える", Bound::MoreThan),
    ("超え", Bound::MoreThan),
    ("超", Bound::MoreThan),
    ("余り", Bound::SomewhatMore),
    ("あまり", Bound::SomewhatMore),
    ("余", Bound::SomewhatMore),
    ("強", Bound::SomewhatMore),
    ("弱", Bound::SomewhatLess),
    ("+", Bound::AtLeast),
];

/// The quantity at the start of `text` and what follows it.
pub(super) fn quantity(text: &str) -> Option<(Quantity, &str)> {
    let (mut rest, mut flow, mut visits) = (text, false, false);
    let mut bound = None;
    loop {
        if let Some(after) = strip(rest, ABOUT) {
            rest = after;
        } else if let Some(after) = strip(rest, VISITS) {
            rest = after;
            visits = true;
        } else if let Some(after) = strip(rest, FLOW) {
            rest = after;
            flow = true;
        } else if let Some((after, set)) = strip_bound(rest, BEFORE).filter(|_| bound.is_none()) {
            rest = after;
            bound = Some(set);
        } else {
            break;
        }
    }
    let (mut quantity, mut rest) = number(rest)?;
    quantity.flow = flow;
    quantity.visits = visits;
    loop {
        if let Some((after, set)) = strip_bound(rest, BEHIND).filter(|_| bound.is_none()) {
            rest = after;
            bound = Some(set);
        } else if let Some(after) = strip(rest, UNITS).or_else(|| strip(rest, ROUGHLY)) {
            rest = after;
        } else if let Some(after) = strip(rest, &["/年間", "/月間", "/年", "/月", "/日", "/週", "/回"])
        {
            rest = after;
            quantity.flow = true;
        } else {
            break;
        }
    }
    Some((bound.map_or(Some(quantity), |bound| quantity.bounded(bound))?, rest))
}

impl Quantity {
    /// The quantity within `bound`; `None` if nothing can be (0件未満).
    fn bounded(self, bound: Bound) -> Option<Self> {
        let (lo, hi) = (self.lo, self.hi);
        // 強 and 弱 mean up to a fifth more or less.
        let fifth = |number: u64| number / 5;
        let (lo, hi) = match bound {
            Bound::AtLeast => (lo, None),
            Bound::MoreThan => (lo.checked_add(1)?, None),
            Bound::AtMost => (0, hi),
            Bound::LessThan => (0, Some(hi?.checked_sub(1)?)),
            Bound::SomewhatMore => (lo, hi.and_then(|hi| hi.checked_add(fifth(hi)))),
            Bound::SomewhatLess => (lo.checked_sub(fifth(lo))?, hi),
        };
        Some(Self { lo, hi, ..self })
    }
}

/// A number, or 数 with a unit: 数百 is 200 to 900, 十数 is 12 to 19.
fn number(text: &str) -> Option<(Quantity, &str)> {
    let written = amount(text);
    let (base, rest) = match written {
        Some((amount, rest)) => (amount.whole().filter(|_| rest.starts_with(['数', '何'])), rest),
        None => (Some(0), text),
    };
    if let (Some(base), Some(after)) = (base, rest.strip_prefix(['数', '何'])) {
        let (size, after) = unit(after).unwrap_or((1, after));
        // 数十万: a second unit multiplies the whole.
        let (group, after) = match unit(after) {
            Some((group, after)) if group > size => (group, after),
            _ => (1, after),
        };
        let end = |times: u64| base.checked_add(size.checked_mul(times)?)?.checked_mul(group);
        let (lo, hi) = (end(2)?, end(9)?);
        let quantity = Quantity { lo, hi: Some(hi), factor: 1, plain: false, flow: false, visits: false };
        return (hi <= MOST).then_some((quantity, after));
    }
    let (amount, rest) = written?;
    let n = amount.whole()?;
    let quantity = Quantity {
        lo: n,
        hi: Some(n),
        factor: amount.factor,
        plain: amount.plain,
        flow: false,
        visits: false,
    };
    Some((quantity, rest))
}

/// What follows the first of `words` that `text` starts with.
fn strip<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// What follows a word that sets a bound, and the bound.
fn strip_bound<'t>(text: &'t str, words: &[(&str, Bound)]) -> Option<(&'t str, Bound)> {
    words.iter().find_map(|(word, bound)| text.strip_prefix(word).map(|rest| (rest, *bound)))
}
