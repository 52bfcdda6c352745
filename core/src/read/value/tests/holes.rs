//! Texts that look like a value and are none, or another: what random mixtures of wordings brought up.

use super::*;

fn day(year: i32, month: u32, day: u32) -> Value {
    Value::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

#[test]
fn years_outside_an_era_are_no_dates() {
    for text in [
        "M十820年",
        "M十八30",
        "UM十820",
        "令和0年4月1日",
        "R000401",
        "昭和65年1月1日",
        "昭和64年1月8日",
        "M46.1.1",
        "大正16年1月",
        "明治99年",
        "平成0年1月",
        "昭和100年度",
    ] {
        unclear(FieldType::Date, text);
    }
    doubted(FieldType::Date, "平成32年4月1日", day(2020, 4, 1));
}

#[test]
fn an_era_beside_a_year_of_the_calendar_is_asked_about() {
    for text in ["平成2024年4月1日", "㋿2024/4/1", "昭和.2024.4.1", "H二〇二四年", "令和2024年度"]
    {
        unclear(FieldType::Date, text);
    }
    known(FieldType::Date, "令和6年（2024年）4月1日", day(2024, 4, 1));
}

#[test]
fn days_that_no_ledger_speaks_of_are_doubted() {
    for (text, (year, month, date)) in [
        ("R31.3.31", (2049, 3, 31)),
        ("令和24年12月1日", (2042, 12, 1)),
        ("2204/4/1", (2204, 4, 1)),
        ("明治45年7月29日", (1912, 7, 29)),
    ] {
        doubted(FieldType::Date, text, day(year, month, date));
    }
    let date = NaiveDate::from_ymd_opt(1900, 1, 15);
    let input = CellText { text: "1900/1/15".to_owned(), date, ..CellText::default() };
    assert!(parse(&field(FieldType::Date, false), None, &input).doubt.is_some(), "a number shown as a day");
}

#[test]
fn narrow_spaces_group_the_digits_of_a_number() {
    for text in ["12\u{a0}000", "12\u{202f}000 personnes", "１２\u{2009}０００件"] {
        known(FieldType::Count, text, Value::Count(Count::exact(12_000)));
    }
    for text in ["12 000", "12\u{a0}00", "2024\u{a0}100", "100\u{3000}200"] {
        unclear(FieldType::Count, text);
    }
}

#[test]
fn boxes_and_files_hold_nobody_knows_how_many() {
    for text in [
        "3箱",
        "約50冊",
        "ファイル2冊",
        "10フォルダ",
        "12冊（約500名）",
        "2～3箱",
        "延べ数",
        "総数",
        "各100名",
    ] {
        unclear(FieldType::Count, text);
    }
    for header in ["件数（箱）", "件数（冊）"] {
        assert_eq!(read_below(FieldType::Count, header, "12").value, None, "{header}");
    }
    let discarded = FieldDefinition { register: "disposals".to_owned(), ..field(FieldType::Count, false) };
    let input = CellText { text: "3箱".to_owned(), ..CellText::default() };
    assert_eq!(parse(&discarded, None, &input), Parsed::known(Value::Count(Count::exact(3))));
    known(FieldType::Count, "1,200円", Value::Count(Count::exact(1_200)));
    doubted(FieldType::Count, "20部（約十万名）", Value::Count(Count::exact(20)));
}

#[test]
fn a_number_that_is_no_length_is_not_passed_over() {
    for text in [
        "不採用後3月",
        "不採用後15",
        "3年度末まで",
        "退職後1年目",
        "契約終了後五年毎に見直し",
        "取得後10か月ごとに削除",
    ] {
        unclear(FieldType::Period, text);
    }
    let after = |from: &str, months| {
        Value::Period(Period { months: Some(months), from: Some(from.to_owned()), ..Period::default() })
    };
    doubted(FieldType::Period, "3年毎に見直し、契約終了後速やかに廃棄", after("contract-end", 0));
    known(FieldType::Period, "個人情報保護規程第12条により退職後速やかに", after("resignation", 0));
    let plain = |months| Value::Period(Period { months: Some(months), ..Period::default() });
    doubted(FieldType::Period, "5年未満", plain(60));
    known(FieldType::Period, "1年保管後廃棄", plain(12));
    known(FieldType::Period, "3年経過後に廃棄", plain(36));
}

#[test]
fn a_period_of_one_medium_is_that_of_no_other() {
    let paper = |months, from: Option<&str>| {
        let period = Period { months: Some(months), from: from.map(str::to_owned), ..Period::default() };
        Value::Period(Period::of_media(vec![MediumPeriod { media: vec!["paper".to_owned()], period }]))
    };
    for text in ["紙：5年", "紙5年", "紙のみ5年", "5年（紙）", "5年（紙のみ）"] {
        known(FieldType::Period, text, paper(60, None));
    }
    known(FieldType::Period, "完結の日から3年（紙）", paper(36, Some("completion")));
}

#[test]
fn a_medium_that_was_discarded_is_there_no_more() {
    let read = |text: &str| {
        let input = CellText { text: text.to_owned(), ..CellText::default() };
        parse(&field(FieldType::Set, false), Some(&media()), &input)
    };
    let ids = |ids: &[&str]| {
        Some(Value::Set(SetValue {
            ids: ids.iter().map(ToString::to_string).collect(),
            ..SetValue::default()
        }))
    };
    for (text, media) in [
        ("紙は廃棄済", &[][..]),
        ("電子（紙は廃棄）", &["electronic"]),
        ("電子データ、紙は処分しました", &["electronic"]),
        ("電子（紙は廃棄済み）", &["electronic"]),
    ] {
        let parsed = read(text);
        assert_eq!(parsed.value, ids(media), "{text}");
        assert!(parsed.doubt.is_some(), "{text}");
    }
    assert_eq!(read("紙（廃棄予定）").value, ids(&["paper"]), "it is still there");
}
