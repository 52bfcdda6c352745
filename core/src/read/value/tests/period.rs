//! Periods, in every notation that ledgers use.

use super::*;

#[test]
fn periods_are_read_with_their_start() {
    let period = |months, from: &str| {
        let from = (!from.is_empty()).then(|| from.to_owned());
        Value::Period(Period { months: Some(months), from, permanent: false, by_medium: Vec::new() })
    };
    for (text, months, from) in [
        ("5年", 60, ""),
        ("７年間", 84, ""),
        ("五年", 60, ""),
        ("十年", 120, ""),
        ("6ヶ月", 6, ""),
        ("6か月", 6, ""),
        ("6ヵ月", 6, ""),
        ("6カ月", 6, ""),
        ("6ケ月", 6, ""),
        ("６箇月", 6, ""),
        ("半年", 6, ""),
        ("1年半", 18, ""),
        ("1.5年", 18, ""),
        ("1年6ヶ月", 18, ""),
        ("1年と6か月", 18, ""),
        ("30日", 1, ""),
        ("90日間", 3, ""),
        ("2週間", 1, ""),
        ("6週間", 2, ""),
        ("365日", 12, ""),
        ("退職後7年", 84, "resignation"),
        ("退社後3年", 36, "resignation"),
        ("契約終了後5年", 60, "contract-end"),
        ("解約後1年", 12, "contract-end"),
        ("5年（契約終了後）", 60, "contract-end"),
        ("取引終了後10年", 120, "transaction-end"),
        ("完結の日から5年", 60, "completion"),
        ("最終記載日から５年", 60, "last-entry"),
        ("選考終了後6か月", 6, "selection-end"),
        ("納品後１年", 12, "delivery"),
        ("利用目的達成後1ヶ月", 1, "purpose-end"),
        ("取得後3年", 36, "acquisition"),
        ("退会後1年", 12, "withdrawal"),
        ("年度末から5年", 60, "fiscal-year-end"),
        ("法定保存期間（7年）", 84, "law"),
        ("法定保存期間 退職後3年", 36, "resignation"),
        ("契約終了後速やかに", 0, "contract-end"),
        ("利用目的達成後速やかに", 0, "purpose-end"),
        ("退職後直ちに", 0, "resignation"),
        ("退職まで", 0, "resignation"),
        ("在職中", 0, "resignation"),
        ("業務終了まで", 0, "purpose-end"),
        ("業務終了時", 0, "purpose-end"),
        ("会員期間中", 0, "withdrawal"),
        ("契約期間中", 0, "contract-end"),
        ("選考終了まで", 0, "selection-end"),
        ("本人から申出まで", 0, "person-request"),
        ("当該年度末", 0, "fiscal-year-end"),
        ("退職年度末", 0, "resignation"),
        ("契約終了後返却", 0, "contract-end"),
        ("次年度末", 12, "fiscal-year-end"),
        ("5 years after resignation", 60, "resignation"),
        ("5 years", 60, ""),
        ("6 months", 6, ""),
        ("until end of contract", 0, "contract-end"),
        ("労働基準法109条により5年", 60, ""),
    ] {
        known(FieldType::Period, text, period(months, from));
    }
    for (text, months, from) in [
        ("採用者の履歴書は退職後3年、不採用者は6ヶ月", 36, "resignation"),
        ("契約書は10年、申込書は5年", 120, ""),
        ("本社は5年、データは10年", 120, ""),
        ("①契約終了後1年 ②退職後7年", 84, "resignation"),
        ("年末調整終了まで", 0, "purpose-end"),
        ("完済後5年", 60, "purpose-end"),
        ("都度", 0, "purpose-end"),
        ("納品後", 0, "delivery"),
        ("速やかに廃棄", 0, ""),
        ("事故後3年", 36, ""),
        ("5年以上", 60, ""),
        ("5～7年", 84, ""),
    ] {
        doubted(FieldType::Period, text, period(months, from));
    }
    for text in ["永年", "永久", "無期限", "半永久", "廃棄しない", "永年保存"] {
        known(FieldType::Period, text, Value::Period(Period { permanent: true, ..Period::default() }));
    }
    for text in ["法定期間", "法定保存年数"] {
        let law =
            Period { months: None, from: Some("law".to_owned()), permanent: false, by_medium: Vec::new() };
        doubted(FieldType::Period, text, Value::Period(law));
    }
    for text in [
        "未定",
        "都度更新",
        "別途定める",
        "不明",
        "―",
        "なし",
        "5",
        "数年",
        "2030年3月31日",
        "令和8年3月末",
        "R8.3.31",
        "2030/3/31まで",
        "適宜",
        "1年ごとに見直し",
        "99999999999999999999年",
    ] {
        unclear(FieldType::Period, text);
    }
}

#[test]
fn periods_of_media_are_kept_apart() {
    let years = |years: u32, from: &str| Period {
        months: Some(years * 12),
        from: (!from.is_empty()).then(|| from.to_owned()),
        ..Period::default()
    };
    let forever = || Period { permanent: true, ..Period::default() };
    let part = |media: &[&str], period: Period| MediumPeriod {
        media: media.iter().map(ToString::to_string).collect(),
        period,
    };
    let (paper, data): (&[&str], &[&str]) = (&["paper"], &["electronic"]);
    for (text, parts) in [
        ("紙：5年 / 電子：10年", vec![part(paper, years(5, "")), part(data, years(10, ""))]),
        ("紙5年、データ永年", vec![part(paper, years(5, "")), part(data, forever())]),
        ("紙：5年　電子：10年", vec![part(paper, years(5, "")), part(data, years(10, ""))]),
        ("紙媒体は5年\n電子データは10年", vec![part(paper, years(5, "")), part(data, years(10, ""))]),
        ("5年（紙）、10年（電子）", vec![part(paper, years(5, "")), part(data, years(10, ""))]),
        ("5年（電子データは10年）", vec![part(&[], years(5, "")), part(data, years(10, ""))]),
        (
            "紙：退職後5年、データ：契約終了後速やかに",
            vec![part(paper, years(5, "resignation")), part(data, years(0, "contract-end"))],
        ),
        ("録画データは1年、その他は5年", vec![part(&["image"], years(1, "")), part(&[], years(5, ""))]),
        (
            "紙・電子：5年、録画データ：1年",
            vec![part(&["paper", "electronic"], years(5, "")), part(&["image"], years(1, ""))],
        ),
    ] {
        known(FieldType::Period, text, Value::Period(Period::of_media(parts)));
    }
    known(FieldType::Period, "5年（紙とも）", Value::Period(years(5, "")));
    let half = Period::of_media(vec![part(paper, years(5, ""))]);
    doubted(FieldType::Period, "紙：5年、電子：未定", Value::Period(half));
}

#[test]
fn the_unit_of_the_header_completes_bare_numbers() {
    for (header, text, months) in [
        ("保存期間（年）", "5", 60),
        ("保存期間（年）", "1.5", 18),
        ("保存期間（年）", "約5", 60),
        ("保管期間(月)", "6", 6),
        ("保存年限", "10", 120),
        ("保存期間（年）", "6ヶ月", 6),
        ("保存期間（日）", "90", 3),
    ] {
        let value = Value::Period(Period { months: Some(months), ..Period::default() });
        assert_eq!(read_below(FieldType::Period, header, text), Parsed::known(value), "{header} {text}");
    }
    for (header, text) in [("保存期間", "5"), ("保存期間（年）", "○"), ("保存期間（年）", "R6")]
    {
        assert_eq!(read_below(FieldType::Period, header, text).value, None, "{header} {text}");
    }
    let forever = Value::Period(Period { permanent: true, ..Period::default() });
    assert_eq!(read_below(FieldType::Period, "保存期間（年）", "永年"), Parsed::known(forever));
}
