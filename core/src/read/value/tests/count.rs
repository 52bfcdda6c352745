//! Counts, in every notation that ledgers use.

use super::*;

#[test]
fn counts_are_read_as_ranges() {
    let range = |lo, hi| Value::Count(Count { lo, hi });
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
    ] {
        known(FieldType::Count, text, range(lo, hi));
    }
    for (text, lo, hi) in [
        ("多数", 1, None),
        ("不特定多数", 1, None),
        ("大量", 1, None),
        ("少数", 1, Some(20)),
        ("若干名", 1, Some(20)),
        ("月間200件", 200, Some(200)),
        ("年間約3,000件", 3_000, Some(3_000)),
        ("毎月100件", 100, Some(100)),
        ("約80件/年", 80, Some(80)),
        ("1日約10件", 10, Some(10)),
        ("3,000件（年間）", 3_000, Some(3_000)),
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
        "100\n200",
        "1,00",
        "2024/4/1",
        "男10女20",
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
