//! Units that the header of a column names for all its cells: 件数（千件）, 保存期間（年）, 年間件数.

use daicho_rules::{FieldType, Per, normal::fold};

use super::count::CONTAINERS;
use super::folded::remarks;

/// What the header says of the bare numbers below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// What a bare number counts: 千件 is 1,000.
    pub(super) factor: u64,
    /// The time in which so many come in.
    pub(super) per: Option<Per>,
    /// The unit of a bare length of time.
    pub(super) length: Option<&'static str>,
    /// The header counts boxes, files and the like.
    pub(super) containers: bool,
    /// Persons or their records are to be counted, of which a box holds any number.
    pub(super) persons: bool,
}

impl Default for Unit {
    fn default() -> Self {
        Self { factor: 1, per: None, length: None, containers: false, persons: false }
    }
}

/// Multiples that headers name, folded, longest first.
const FACTORS: &[(&str, u64)] = &[
    ("百万", 1_000_000),
    ("千万", 10_000_000),
    ("十万", 100_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
    ("1,000", 1_000),
    ("1000", 1_000),
    ("10,000", 10_000),
    ("10000", 10_000),
    ("thousands", 1_000),
    ("thousand", 1_000),
    ("milliers", 1_000),
    ("k", 1_000),
];
/// What is counted, behind a multiple or alone.
const COUNTED: &[&str] =
    &["件", "人", "名", "社", "枚", "部", "通", "世帯", "persons", "people", "records", "personnes"];
/// Times in which so many come in.
const FLOWS: &[(&str, Per)] = &[
    ("年間", Per::Year),
    ("年あたり", Per::Year),
    ("/年", Per::Year),
    ("毎年", Per::Year),
    ("月間", Per::Month),
    ("月あたり", Per::Month),
    ("/月", Per::Month),
    ("毎月", Per::Month),
    ("週間", Per::Week),
    ("週あたり", Per::Week),
    ("/週", Per::Week),
    ("日あたり", Per::Day),
    ("/日", Per::Day),
    ("毎日", Per::Day),
    ("peryear", Per::Year),
    ("annual", Per::Year),
    ("paran", Per::Year),
    ("permonth", Per::Month),
    ("monthly", Per::Month),
    ("parmois", Per::Month),
];
/// Units of time in brackets, and how a length in them is written.
const LENGTHS: &[(&str, &str)] = &[
    ("年", "年"),
    ("年間", "年"),
    ("years", "年"),
    ("year", "年"),
    ("ans", "年"),
    ("années", "年"),
    ("月", "ヶ月"),
    ("月間", "ヶ月"),
    ("ヶ月", "ヶ月"),
    ("か月", "ヶ月"),
    ("ヵ月", "ヶ月"),
    ("カ月", "ヶ月"),
    ("ケ月", "ヶ月"),
    ("箇月", "ヶ月"),
    ("months", "ヶ月"),
    ("month", "ヶ月"),
    ("mois", "ヶ月"),
    ("週", "週間"),
    ("週間", "週間"),
    ("weeks", "週間"),
    ("日", "日"),
    ("日間", "日"),
    ("日数", "日"),
    ("days", "日"),
    ("jours", "日"),
];
/// Headers that are a number of years, months or days by themselves.
const NUMBERS_OF: &[(&str, &str)] = &[("年数", "年"), ("年限", "年"), ("月数", "ヶ月"), ("日数", "日")];

impl Unit {
    /// What a header says for cells of a kind.
    pub(super) fn of(kind: FieldType, header: &str) -> Self {
        let folded = fold(header);
        let (outside, held) = remarks(&folded);
        let named =
            || held.iter().map(|text| bare(text)).chain(outside.split_once("単位:").map(|(_, unit)| unit));
        match kind {
            FieldType::Count => {
                let factor = named().find_map(factor).unwrap_or(1);
                let per = FLOWS.iter().find(|(word, _)| folded.contains(word)).map(|(_, per)| *per);
                let only = named().find_map(|text| match text {
                    "年" => Some(Per::Year),
                    "月" => Some(Per::Month),
                    "日" => Some(Per::Day),
                    _ => None,
                });
                let containers = named().any(|text| CONTAINERS.contains(&text));
                Self { factor, per: per.or(only), containers, ..Self::default() }
            }
            FieldType::Period => {
                let in_brackets = named().find_map(|text| written(LENGTHS, text));
                let by_name =
                    || NUMBERS_OF.iter().find(|(word, _)| outside.ends_with(word)).map(|(_, unit)| *unit);
                Self { length: in_brackets.or_else(by_name), ..Self::default() }
            }
            _ => Self::default(),
        }
    }
}

impl Unit {
    /// The unit for cells of a register: how many boxes were discarded is asked of disposals, not of items.
    pub(super) fn for_register(self, register: &str) -> Self {
        Self { persons: register == "items", ..self }
    }
}

/// A unit without what introduces it.
fn bare(text: &str) -> &str {
    let text = text.strip_prefix("単位").unwrap_or(text);
    text.trim_start_matches([':', '・'])
}

/// The multiple that a unit such as 千件 or 万人 stands for; `None` for a text that is no unit.
fn factor(text: &str) -> Option<u64> {
    let found = FACTORS.iter().find_map(|(word, factor)| Some((text.strip_prefix(word)?, *factor)));
    let (counted, factor) = found.unwrap_or((text, 1));
    let is_unit = |part: &str| COUNTED.contains(&part);
    let ends = counted.is_empty() && factor > 1 || counted.split(['/', '・', '、']).all(is_unit);
    ends.then_some(factor)
}

fn written(units: &[(&str, &'static str)], text: &str) -> Option<&'static str> {
    units.iter().find(|(word, _)| *word == text).map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_counts_name_multiples_and_times() {
        for (header, factor, per) in [
            ("件数", 1, None),
            ("件数（千件）", 1_000, None),
            ("保有件数[人]", 1, None),
            ("件数\n（単位：万人）", 10_000, None),
            ("件数（百人）", 100, None),
            ("人数 単位：千人", 1_000, None),
            ("件数（約）", 1, None),
            ("件数（千代田支店）", 1, None),
            ("年間件数", 1, Some(Per::Year)),
            ("件数（月間）", 1, Some(Per::Month)),
            ("件数（件/月）", 1, Some(Per::Month)),
            ("件数（年）", 1, Some(Per::Year)),
            ("Number of records (thousands)", 1_000, None),
        ] {
            assert_eq!(
                Unit::of(FieldType::Count, header),
                Unit { factor, per, ..Unit::default() },
                "{header}"
            );
        }
    }

    #[test]
    fn headers_of_periods_name_a_length() {
        for (header, length) in [
            ("保存期間", None),
            ("保存期間（年）", Some("年")),
            ("保管期間\n(ヶ月)", Some("ヶ月")),
            ("保管期間（月）", Some("ヶ月")),
            ("法定保管年数", Some("年")),
            ("保存年限", Some("年")),
            ("保存期間（単位：日）", Some("日")),
            ("Retention (years)", Some("年")),
            ("保存期間（年度末起算）", None),
        ] {
            assert_eq!(Unit::of(FieldType::Period, header).length, length, "{header}");
        }
        assert_eq!(Unit::of(FieldType::Text, "備考（千件）"), Unit::default());
    }
}
