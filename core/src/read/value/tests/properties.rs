//! What holds for every cell.

use chrono::Datelike;
use proptest::prelude::*;

use super::*;

const KINDS: [FieldType; 8] = [
    FieldType::Text,
    FieldType::Flag,
    FieldType::Choice,
    FieldType::Set,
    FieldType::Names,
    FieldType::Count,
    FieldType::Date,
    FieldType::Period,
];

/// Text made of what ledgers are made of, so that the readers get far.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "約",
        "1",
        "20",
        "9999999999999",
        "2024",
        "万",
        "千",
        "億",
        "兆",
        "数",
        "件",
        "名",
        "以上",
        "未満",
        "～",
        "-",
        ",",
        ".",
        "/",
        "年",
        "ヶ月",
        "日",
        "月",
        "令和",
        "平成",
        "R",
        "H",
        "元",
        "’",
        "退職後",
        "契約終了",
        "速やかに",
        "まで",
        "永年",
        "法定",
        "半年",
        "施錠",
        "キャビネット",
        "NAS",
        "USB",
        "なし",
        "無",
        "有",
        "○",
        "×",
        "（",
        "）",
        "、",
        "・",
        "\n",
        " ",
        "□",
        "☑",
        "及び",
        "①",
        "一",
        "十",
        "〇",
        "ﾊﾞ",
        "\u{3099}",
        "𠮷",
        "末",
        "度",
        "頃",
        "T",
        ":",
        "k",
    ]);
    prop::collection::vec(fragment, 0..12).prop_map(|parts| parts.concat())
}

fn read_all(text: &str, number: Option<f64>) {
    for kind in KINDS {
        for open in [false, true] {
            let input = CellText { text: text.to_owned(), number, date: None };
            let parsed = parse(&field(kind, open), Some(&vocabulary()), &input);
            if let Some(Value::Count(Count { lo, hi: Some(hi), per: None })) = parsed.value {
                assert!(lo <= hi, "{text}");
            }
            // What is typed either becomes a value or is doubted.
            let blank = normal::clean(text).is_empty() && number.is_none();
            assert!(blank || parsed.value.is_some() || parsed.doubt.is_some(), "{kind:?} {text}");
        }
    }
}

fn count_of(text: &str) -> Option<Value> {
    read(FieldType::Count, text).value
}

/// `n` with commas.
fn commas(n: u64) -> String {
    let digits = n.to_string();
    let first = digits.len() % 3;
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && at % 3 == first {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `n` below 10,000 in kanji, without the one before 十, 百 and 千.
fn kanji_section(n: u64) -> String {
    let digit =
        |d: u64| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][usize::try_from(d).unwrap()];
    let mut out = String::new();
    for (size, unit) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let d = n / size % 10;
        if d > 0 {
            out += if d == 1 && size > 1 { "" } else { digit(d) };
            out += unit;
        }
    }
    out
}

proptest! {
    #[test]
    fn nothing_typed_makes_a_reader_panic(text in any::<String>(), number in prop::option::of(any::<f64>())) {
        read_all(&text, number);
    }

    #[test]
    fn no_mix_of_known_pieces_makes_a_reader_panic(text in fragments()) {
        read_all(&text, None);
    }

    #[test]
    fn a_number_reads_back_in_every_notation(n in 1_u64..=100_000_000) {
        let wide: String = commas(n)
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
            .collect();
        let man = match (n / 10_000, n % 10_000) {
            (0, rest) => rest.to_string(),
            (man, 0) => format!("{man}万"),
            (man, rest) => format!("{man}万{rest}"),
        };
        let kanji = match (n / 100_000_000, n / 10_000 % 10_000, n % 10_000) {
            (0, 0, rest) => kanji_section(rest),
            (0, man, rest) => {
                let man = if man == 1 { "一".to_owned() } else { kanji_section(man) };
                format!("{man}万{}", kanji_section(rest))
            }
            _ => "一億".to_owned(),
        };
        let value = Some(Value::Count(Count::exact(n)));
        for text in [n.to_string(), commas(n), wide, format!("約{}件", commas(n)), man, kanji] {
            prop_assert_eq!(count_of(&text), value.clone(), "{}", text);
        }
    }

    #[test]
    fn a_range_reads_back(lo in 0_u64..1_000_000, more in 0_u64..1_000_000) {
        let value = Some(Value::Count(Count { lo, hi: Some(lo + more), per: None }));
        prop_assert_eq!(count_of(&format!("{}～{}件", commas(lo), commas(lo + more))), value);
    }

    #[test]
    fn a_day_of_an_era_reads_back(days in 0_i64..36_000) {
        let first = NaiveDate::from_ymd_opt(1926, 12, 25).unwrap();
        let date = first + chrono::TimeDelta::days(days);
        let (name, letter, base) = match (date.year(), date.month(), date.day()) {
            (year, month, _) if (year, month) >= (2019, 5) => ("令和", "R", 2018),
            (year, month, day) if (year, month, day) >= (1989, 1, 8) => ("平成", "H", 1988),
            _ => ("昭和", "S", 1925),
        };
        let (year, month, day) = (date.year() - base, date.month(), date.day());
        let named = if year == 1 { "元".to_owned() } else { year.to_string() };
        for text in [
            format!("{name}{named}年{month}月{day}日"),
            format!("{letter}{year}.{month}.{day}"),
            format!("{letter}{year:02}/{month:02}/{day:02}"),
            date.format("%Y/%m/%d").to_string(),
            date.format("%Y年%-m月%-d日").to_string(),
            date.format("%Y%m%d").to_string(),
        ] {
            prop_assert_eq!(read(FieldType::Date, &text), Parsed::known(Value::Date(date)), "{}", text);
        }
    }

    #[test]
    fn a_length_reads_back(years in 1_u32..=100, months in 1_u32..=11) {
        for (text, expected) in [
            (format!("{years}年"), years * 12),
            (format!("{months}ヶ月"), months),
            (format!("{years}年{months}か月"), years * 12 + months),
        ] {
            let period = Period { months: Some(expected), from: None, permanent: false, by_medium: Vec::new() };
            prop_assert_eq!(read(FieldType::Period, &text), Parsed::known(Value::Period(period)), "{}", text);
        }
    }
}
