//! Periods, in every notation that ledgers use.

use super::*;

#[test]
fn periods_are_read_with_their_start() {
    let period = |months, from: &str| {
        let from = (!from.is_empty()).then(|| from.to_owned());
        Value::Period(Period { months: Some(months), from, permanent: false })
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
        ("紙：5年 電子：10年", 120, ""),
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
        let law = Period { months: None, from: Some("law".to_owned()), permanent: false };
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
