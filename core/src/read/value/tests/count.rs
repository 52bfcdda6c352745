//! Counts, in every notation that ledgers use.

use super::*;

#[test]
fn counts_are_read_as_ranges() {
    let range = |lo, hi| Value::Count(Count { lo, hi, per: None });
    for (text, lo, hi) in [
        ("約1,000件", 1_000, Some(1_000)),
        ("1000件程度", 1_000, Some(1_000)),
        ("1,000～5,000", 1_000, Some(5_000)),
        ("1000-5000", 1_000, Some(5_000)),
        ("1千～5千", 1_000, Some(5_000)),
        ("100人から200人", 100, Some(200)),
        ("5千以上", 5_000, None),
        ("5,000超", 5_001, None),
        ("100件未満", 0, Some(99)),
        ("100以下", 0, Some(100)),
        ("1,000件以上5,000件未満", 1_000, Some(4_999)),
        ("数件", 2, Some(9)),
        ("数十件", 20, Some(90)),
        ("数百件", 200, Some(900)),
        ("数千件", 2_000, Some(9_000)),
        ("数万件", 20_000, Some(90_000)),
        ("数十万件", 200_000, Some(900_000)),
        ("十数名", 12, Some(19)),
        ("1万2千件", 12_000, Some(12_000)),
        ("2.5万", 25_000, Some(25_000)),
        ("１２００名", 1_200, Some(1_200)),
        ("10k", 10_000, Some(10_000)),
        ("0", 0, Some(0)),
        ("０件", 0, Some(0)),
        ("千二百名", 1_200, Some(1_200)),
        ("１，２００ 世帯", 1_200, Some(1_200)),
        ("50セット", 50, Some(50)),
        ("100名強", 100, Some(120)),
        ("100名弱", 80, Some(100)),
        ("1000～", 1_000, None),
        ("～100名", 0, Some(100)),
        ("100+", 100, None),
        ("最大300件", 0, Some(300)),
        ("（1,000件）", 1_000, Some(1_000)),
        ("約130名（登録）", 130, Some(130)),
        ("1,000件（2024年3月末時点）", 1_000, Some(1_000)),
        ("500名前後", 500, Some(500)),
        ("1万数千件", 12_000, Some(19_000)),
        ("about 500 persons", 500, Some(500)),
        ("more than 1,000", 1_001, None),
        ("at least 50", 50, None),
        ("environ 300 personnes", 300, Some(300)),
        ("moins de 50", 0, Some(49)),
        ("５００\u{200b}名", 500, Some(500)),
    ] {
        known(FieldType::Count, text, range(lo, hi));
    }
    for (text, lo, hi) in [
        ("多数", 1, None),
        ("不特定多数", 1, None),
        ("大量", 1, None),
        ("少数", 1, Some(20)),
        ("若干名", 1, Some(20)),
        ("延べ1万人", 10_000, Some(10_000)),
        ("2～3万件", 20_000, Some(30_000)),
        ("300件（紙100件、電子200件）", 300, Some(300)),
        ("なし", 0, Some(0)),
    ] {
        doubted(FieldType::Count, text, range(lo, hi));
    }
    for text in [
        "都度",
        "未集計",
        "-",
        "－",
        "不明",
        "-5",
        "1.5",
        "1.000",
        "5,000～1,000",
        "99999999999999999999999",
        "2兆",
        "○",
        "人",
        "集計中",
        "100\n200",
        "1,00",
        "2024/4/1",
        "男10女20",
        "月100件、年1,200件",
        "月100件（年間）",
        "紙100件、電子未集計",
        "紙100件、紙200件",
        "本社：紙100件、電子200件",
        "1-5月",
        "0未満",
    ] {
        unclear(FieldType::Count, text);
    }
}

#[test]
fn numeric_cells_count_exactly() {
    let count = |number| {
        let input = CellText { text: "x".to_owned(), number: Some(number), date: None };
        parse(&field(FieldType::Count, false), None, &input).value
    };
    assert_eq!(count(1200.0), Some(Value::Count(Count::exact(1_200))));
    for number in [-1.0, 0.5, 1e13, f64::NAN, f64::INFINITY] {
        assert_eq!(count(number), None, "{number}");
    }
}

#[test]
fn a_number_for_a_length_of_time_is_kept_as_such() {
    for (text, lo, hi, per) in [
        ("月間200件", 200, Some(200), Per::Month),
        ("月200件", 200, Some(200), Per::Month),
        ("月に約50件", 50, Some(50), Per::Month),
        ("毎月100件", 100, Some(100), Per::Month),
        ("200件／月", 200, Some(200), Per::Month),
        ("200件（月）", 200, Some(200), Per::Month),
        ("1か月あたり20～30件", 20, Some(30), Per::Month),
        ("年間約3,000件", 3_000, Some(3_000), Per::Year),
        ("約80件/年", 80, Some(80), Per::Year),
        ("3,000件（年間）", 3_000, Some(3_000), Per::Year),
        ("年10名程度", 10, Some(10), Per::Year),
        ("年間5千件以上", 5_000, None, Per::Year),
        ("1日約10件", 10, Some(10), Per::Day),
        ("週20件", 20, Some(20), Per::Week),
        ("1回30名", 30, Some(30), Per::Occasion),
        ("200 per month", 200, Some(200), Per::Month),
        ("50 par an", 50, Some(50), Per::Year),
    ] {
        doubted(FieldType::Count, text, Value::Count(Count { lo, hi, per: Some(per) }));
    }
}

#[test]
fn the_unit_of_the_header_holds_for_bare_numbers() {
    let range = |lo, hi, per| Some(Value::Count(Count { lo, hi, per }));
    for (header, text, value) in [
        ("件数（千件）", "5", range(5_000, Some(5_000), None)),
        ("件数（千件）", "約1.5", range(1_500, Some(1_500), None)),
        ("件数（千件）", "5～10", range(5_000, Some(10_000), None)),
        ("件数（千件）", "5以上", range(5_000, None, None)),
        ("件数（千件）", "5千件", range(5_000, Some(5_000), None)),
        ("件数（万人）", "2.5", range(25_000, Some(25_000), None)),
        ("保有件数[人]", "120", range(120, Some(120), None)),
        ("保有件数[人]", "120人", range(120, Some(120), None)),
    ] {
        assert_eq!(
            read_below(FieldType::Count, header, text),
            Parsed { value, doubt: None },
            "{header} {text}"
        );
    }
    for (header, text, value) in [
        ("件数（千件）", "1,200件", range(1_200, Some(1_200), None)),
        ("件数（千件）", "5万", range(50_000, Some(50_000), None)),
        ("件数（千件）", "数十", range(20, Some(90), None)),
        ("年間件数", "300", range(300, Some(300), Some(Per::Year))),
        ("年間件数", "月30件", range(30, Some(30), Some(Per::Month))),
        ("件数（月間）", "30～40件", range(30, Some(40), Some(Per::Month))),
    ] {
        let parsed = read_below(FieldType::Count, header, text);
        assert_eq!(parsed.value, value, "{header} {text}");
        assert!(parsed.doubt.is_some(), "{header} {text}");
    }
    assert_eq!(read_below(FieldType::Count, "件数（千件）", "1.2345").value, None);
    assert_eq!(read_below(FieldType::Count, "件数（千件）", "5～10件").value, None, "5 of what?");
}

#[test]
fn counts_of_media_span_a_range() {
    for (text, lo, hi) in [
        ("紙100件、電子2000件", 2_000, 2_100),
        ("紙：100件\n電子：約2,000件", 2_000, 2_100),
        ("紙媒体 50 / データ 30", 50, 80),
    ] {
        doubted(FieldType::Count, text, Value::Count(Count { lo, hi: Some(hi), per: None }));
    }
}

#[test]
fn a_number_format_may_show_the_unit() {
    let shown = |text: &str, number: f64| {
        let input = CellText { text: text.to_owned(), number: Some(number), date: None };
        Parser::new(&field(FieldType::Count, false), Some(&media())).parse(&input).value
    };
    assert_eq!(shown("約1200件", 1200.0), Some(Value::Count(Count::exact(1_200))));
    assert_eq!(shown("5千件", 5.0), Some(Value::Count(Count::exact(5_000))));
    assert_eq!(shown("0012", 12.0), Some(Value::Count(Count::exact(12))));
}
