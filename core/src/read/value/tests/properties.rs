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
        "紙",
        "電子",
        "：",
        "その他",
        "毎",
        "/",
        "avril",
        "May",
        "T",
        ":",
        "k",
    ]);
    prop::collection::vec(fragment, 0..12).prop_map(|parts| parts.concat())
}

fn read_all(text: &str, number: Option<f64>) {
    for kind in KINDS {
        for (open, header) in
            [(false, ""), (true, ""), (false, "年間件数（千件）"), (false, "保存期間（年）")]
        {
            let input = CellText { text: text.to_owned(), number, date: None };
            let is_measure = matches!(kind, FieldType::Count | FieldType::Period);
            let words = if is_measure { media() } else { vocabulary() };
            let parsed = Parser::new(&field(kind, open), Some(&words)).below(header).parse(&input);
            if let Some(Value::Count(Count { lo, hi: Some(hi), .. })) = parsed.value {
                assert!(lo <= hi, "{text}");
            }
            // What is typed either becomes a value or is doubted.
            let blank = normal::clean(text).is_empty() && number.is_none();
            assert!(blank || parsed.value.is_some() || parsed.doubt.is_some(), "{kind:?} {text}");
        }
    }
}

/// Texts that are understood beyond doubt, with the kind of their field.
fn understood() -> impl Strategy<Value = (FieldType, &'static str)> {
    use FieldType::{Choice, Count, Date, Flag, Names, Period, Set};
    prop::sample::select(vec![
        (Count, "約1,000件"),
        (Count, "1千～5千"),
        (Count, "数百件"),
        (Count, "100件未満"),
        (Count, "1万2千件"),
        (Date, "令和6年4月1日"),
        (Date, "R6.4.1"),
        (Date, "2024/4/1"),
        (Date, "2024年4月"),
        (Date, "令和6年度末"),
        (Period, "5年"),
        (Period, "退職後7年"),
        (Period, "契約終了後速やかに"),
        (Period, "永年"),
        (Period, "1年6ヶ月"),
        (Period, "紙：5年、電子：10年"),
        (Flag, "有"),
        (Flag, "なし"),
        (Flag, "該当"),
        (Choice, "キャビネット"),
        (Set, "PC、USB"),
        (Set, "施錠キャビネット・NAS"),
        (Names, "なし"),
    ])
}

/// The same text in full-width signs.
fn widened(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(wide).collect()
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

    #[test]
    fn width_and_invisible_signs_change_no_value((kind, text) in understood(), at in 0_usize..20) {
        let plain = read(kind, text);
        let mut letters: Vec<char> = text.chars().collect();
        letters.insert(at.min(letters.len()), '\u{200b}');
        let invisible: String = letters.into_iter().collect();
        let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(text).collect();
        for variant in [widened(text), invisible, decomposed, format!("　{text}\u{a0}")] {
            prop_assert_eq!(&read(kind, &variant).value, &plain.value, "{}", variant);
        }
    }

    #[test]
    fn blanks_between_words_change_no_value((kind, text) in understood()) {
        // A blank parts two numbers, and two words may be two values, but not a number and its unit.
        if matches!(kind, FieldType::Count | FieldType::Date | FieldType::Period) {
            let mut spread = String::new();
            let mut before = '\0';
            for c in text.chars() {
                if before.is_ascii_digit() != c.is_ascii_digit() && !matches!(c, ',' | '.') && !matches!(before, ',' | '.') {
                    spread.push('　');
                }
                spread.push(c);
                before = c;
            }
            prop_assert_eq!(read(kind, &spread).value, read(kind, text).value, "{}", spread);
        }
    }

    #[test]
    fn a_remark_changes_no_value_silently(
        (kind, text) in understood(),
        remark in prop::sample::select(vec!["総務部管理", "予定", "2年ごとに確認", "一部", "約半数", "100", "○", "未確認"]),
    ) {
        let plain = read(kind, text).value;
        let remarked = read(kind, &format!("{text}（{remark}）"));
        prop_assert!(
            remarked.value == plain || remarked.doubt.is_some(),
            "{}（{}）: {:?}", text, remark, remarked.value
        );
    }

    #[test]
    fn a_count_reads_back_as_it_is_shown(lo in 0_u64..100_000, more in prop::option::of(0_u64..100_000), per in 0_usize..6) {
        let per = [None, Some(Per::Day), Some(Per::Week), Some(Per::Month), Some(Per::Year), Some(Per::Occasion)][per];
        let value = Value::Count(Count { lo, hi: more.map(|more| lo + more), per });
        let shown = crate::assess::value_text(&Schema::default(), &field(FieldType::Count, false), &value).ja;
        prop_assert_eq!(read(FieldType::Count, &shown).value, Some(value), "{}", shown);
    }

    #[test]
    fn a_period_reads_back_as_it_is_written(years in 1_u32..=50, event in prop::sample::select(crate::read::value::period::event_words())) {
        let (id, word) = event;
        let period = Period { months: Some(years * 12), from: Some(id.to_owned()), ..Period::default() };
        for text in [format!("{word}から{years}年"), format!("{years}年（{word}から）")] {
            prop_assert_eq!(read(FieldType::Period, &text).value, Some(Value::Period(period.clone())), "{}", text);
        }
    }

    #[test]
    fn the_unit_of_the_header_multiplies(n in 0_u64..1_000_000) {
        let value = Some(Value::Count(Count::exact(n * 1_000)));
        for text in [n.to_string(), commas(n), format!("約{n}")] {
            prop_assert_eq!(read_below(FieldType::Count, "件数（千件）", &text).value, value.clone(), "{}", text);
        }
    }

    #[test]
    fn periods_of_two_media_are_never_mixed_up(paper in 1_u32..=30, data in 1_u32..=30) {
        let months = |years: u32| Some(Some(years * 12));
        for text in [
            format!("紙：{paper}年、電子：{data}年"),
            format!("紙{paper}年電子{data}年"),
            format!("{paper}年（紙）／{data}年（電子）"),
            format!("電子データは{data}年\n紙媒体は{paper}年"),
        ] {
            let Some(Value::Period(period)) = read(FieldType::Period, &text).value else {
                return Err(TestCaseError::fail(text));
            };
            prop_assert_eq!(period.of_medium("paper").map(|period| period.months), months(paper), "{}", text);
            prop_assert_eq!(period.of_medium("electronic").map(|period| period.months), months(data), "{}", text);
        }
    }
}
