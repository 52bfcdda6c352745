//! One number with the words around it: 約1,000件程度, 年間5千名以上, 数百件.

use daicho_rules::Per;

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
    "environ",
    "env.",
    "計",
    "合計",
    "総数",
    "累計",
    "全",
    "総計",
    "現在",
    "登録",
    "保有",
    ":",
    "≒",
    "≈",
    "件数",
    "人数",
];
/// Words before a number that say it counts visits.
const VISITS: &[&str] = &["延べ人数", "延べ", "のべ", "延"];
/// Words before a number that give it for a length of time, longest first of those that start alike.
const FLOW: &[(&str, Per)] = &[
    ("1日あたり", Per::Day),
    ("1日平均", Per::Day),
    ("1日に", Per::Day),
    ("1日", Per::Day),
    ("1週間あたり", Per::Week),
    ("1週間に", Per::Week),
    ("1週間", Per::Week),
    ("1か月あたり", Per::Month),
    ("1ヶ月あたり", Per::Month),
    ("1カ月あたり", Per::Month),
    ("1か月に", Per::Month),
    ("1ヶ月に", Per::Month),
    ("1カ月に", Per::Month),
    ("1か月", Per::Month),
    ("1ヶ月", Per::Month),
    ("1カ月", Per::Month),
    ("1年あたり", Per::Year),
    ("1年間に", Per::Year),
    ("1年に", Per::Year),
    ("月間平均", Per::Month),
    ("月平均", Per::Month),
    ("月間", Per::Month),
    ("月あたり", Per::Month),
    ("月に", Per::Month),
    ("毎月", Per::Month),
    ("月々", Per::Month),
    ("月", Per::Month),
    ("年間平均", Per::Year),
    ("年平均", Per::Year),
    ("年間", Per::Year),
    ("年あたり", Per::Year),
    ("年に", Per::Year),
    ("毎年", Per::Year),
    ("年", Per::Year),
    ("日平均", Per::Day),
    ("毎日", Per::Day),
    ("日に", Per::Day),
    ("週平均", Per::Week),
    ("毎週", Per::Week),
    ("週に", Per::Week),
    ("週", Per::Week),
    ("毎回", Per::Occasion),
    ("各回", Per::Occasion),
    ("1回あたり", Per::Occasion),
    ("1回", Per::Occasion),
];
/// Words behind a number that do the same, longest first of those that end alike.
pub(super) const FLOW_BEHIND: &[(&str, Per)] = &[
    ("/年間", Per::Year),
    ("/月間", Per::Month),
    ("/年", Per::Year),
    ("/月", Per::Month),
    ("/日", Per::Day),
    ("/週", Per::Week),
    ("/回", Per::Occasion),
    ("/year", Per::Year),
    ("/month", Per::Month),
    ("/week", Per::Week),
    ("/day", Per::Day),
    ("/an", Per::Year),
    ("/mois", Per::Month),
    ("毎月", Per::Month),
    ("毎年", Per::Year),
    ("毎日", Per::Day),
    ("毎週", Per::Week),
    ("年間", Per::Year),
    ("月間", Per::Month),
    ("peryear", Per::Year),
    ("perannum", Per::Year),
    ("permonth", Per::Month),
    ("perweek", Per::Week),
    ("perday", Per::Day),
    ("ayear", Per::Year),
    ("amonth", Per::Month),
    ("aweek", Per::Week),
    ("aday", Per::Day),
    ("monthly", Per::Month),
    ("yearly", Per::Year),
    ("annually", Per::Year),
    ("daily", Per::Day),
    ("paran", Per::Year),
    ("parmois", Per::Month),
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
    "店舗",
    "拠点",
    "種類",
    "回線",
    "ページ",
    "頁",
    "円",
    "条",
    "台分",
    "台",
    "枚",
    "通",
    "社",
    "世帯",
    "セット",
    "様",
    "点",
    "本",
    "口",
    "組",
    "個",
    "者",
    "レコード",
    "データ",
    "ユーザー",
    "ユーザ",
    "アカウント",
    "筆",
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
    "personnes",
    "clients",
    "salariés",
    "enregistrements",
    "patients",
    "staff",
    "files",
    "rows",
];
/// Units of what may hold or concern any number of persons, longest first of those that start alike.
pub(in crate::read::value) const CONTAINERS: &[&str] = &["箱", "冊", "ファイル", "フォルダ", "棚", "束"];
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
    /// It was counted in the unit of the header.
    pub(super) scaled: bool,
    /// The time in which so many come in.
    pub(super) per: Option<Per>,
    /// What the number counts.
    pub(super) counted: Counted,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Persons, or records of them.
    Persons,
    /// Visits, of which a person may make several.
    Visits,
    /// Boxes, files and the like.
    Containers,
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
    ("fewerthan", Bound::LessThan),
    ("under", Bound::LessThan),
    ("moinsde", Bound::LessThan),
    ("jusqu'à", Bound::AtMost),
    ("atmost", Bound::AtMost),
    ("atleast", Bound::AtLeast),
    ("aumoins", Bound::AtLeast),
    ("plusde", Bound::MoreThan),
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
    ("ormore", Bound::AtLeast),
    ("orless", Bound::AtMost),
];

/// The quantity at the start of `text` and what follows it.
///
/// A bare number counts in `factor`, the unit that the header names: 1.5 is 1,500 below 件数（千件）.
pub(super) fn quantity(text: &str, factor: u64) -> Option<(Quantity, &str)> {
    let (mut rest, mut per, mut counted) = (text, None, Counted::Persons);
    let mut bound = None;
    loop {
        if let Some(after) = strip(rest, ABOUT) {
            rest = after;
        } else if let Some(after) = strip(rest, VISITS) {
            rest = after;
            counted = Counted::Visits;
        } else if let Some((after, found)) = strip_flow(rest, FLOW).filter(|_| per.is_none()) {
            rest = after;
            per = Some(found);
        } else if let Some((after, set)) = strip_bound(rest, BEFORE).filter(|_| bound.is_none()) {
            rest = after;
            bound = Some(set);
        } else {
            break;
        }
    }
    let (mut quantity, mut rest) = number(rest, factor)?;
    quantity.per = per;
    quantity.counted = counted;
    loop {
        if let Some((after, set)) = strip_bound(rest, BEHIND).filter(|_| bound.is_none()) {
            rest = after;
            bound = Some(set);
        } else if let Some(after) = strip(rest, CONTAINERS) {
            rest = after;
            quantity.counted = Counted::Containers;
        } else if let Some(after) = strip(rest, UNITS).or_else(|| strip(rest, ROUGHLY)) {
            rest = after;
        } else if let Some((after, found)) = strip_flow(rest, FLOW_BEHIND).filter(|_| quantity.per.is_none())
        {
            rest = after;
            quantity.per = Some(found);
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
fn number(text: &str, factor: u64) -> Option<(Quantity, &str)> {
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
        // 延べ数 is no number.
        if lo == 2 && strip(after, UNITS).or_else(|| strip(after, CONTAINERS)).is_none() {
            return None;
        }
        let quantity = Quantity {
            lo,
            hi: Some(hi),
            factor: 1,
            plain: false,
            scaled: false,
            per: None,
            counted: Counted::Persons,
        };
        return (hi <= MOST).then_some((quantity, after));
    }
    let (amount, rest) = written?;
    let has_unit = strip(rest, UNITS).or_else(|| strip(rest, CONTAINERS)).is_some();
    let bare = factor > 1 && amount.plain && !has_unit;
    let n = if bare { amount.whole_times(factor)? } else { amount.whole()? };
    let quantity = Quantity {
        lo: n,
        hi: Some(n),
        factor: amount.factor,
        plain: amount.plain,
        scaled: bare,
        per: None,
        counted: Counted::Persons,
    };
    Some((quantity, rest))
}

/// What follows the first of `words` that `text` starts with.
fn strip<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// What follows a word that gives a number for a length of time, and that time.
fn strip_flow<'t>(text: &'t str, words: &[(&str, Per)]) -> Option<(&'t str, Per)> {
    words.iter().find_map(|(word, per)| text.strip_prefix(word).map(|rest| (rest, *per)))
}

/// What follows a word that sets a bound, and the bound.
fn strip_bound<'t>(text: &'t str, words: &[(&str, Bound)]) -> Option<(&'t str, Bound)> {
    words.iter().find_map(|(word, bound)| text.strip_prefix(word).map(|rest| (rest, *bound)))
}
