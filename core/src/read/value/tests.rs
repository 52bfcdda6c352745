//! What cells say, wording by wording.

mod count;
mod date;
mod holes;
mod period;
mod properties;
mod set;

use daicho_rules::{
    Count, FieldDefinition, FieldType, MediumPeriod, Per, Period, SetValue, Text, Value, Vocabulary,
    VocabularyValue,
};

use super::*;

/// A field of a kind.
fn field(kind: FieldType, open: bool) -> FieldDefinition {
    FieldDefinition {
        register: "items".to_owned(),
        id: "field".to_owned(),
        title: Text::new("要配慮個人情報", "Sensitive"),
        kind,
        vocabulary: None,
        singular: None,
        open,
        fill_down: false,
        names: None,
        from: None,
        derive: None,
        alias: None,
        headers: vec!["要配慮".to_owned(), "利用 > 共同利用".to_owned(), "要配慮 > 有無".to_owned()],
    }
}

/// A vocabulary of places from `id words whole`.
fn vocabulary() -> Vocabulary {
    let value = |id: &str, ja: &str, words: &[&str], whole: &[&str]| VocabularyValue {
        id: id.to_owned(),
        title: Text::new(ja, id.replace('-', " ")),
        words: words.iter().map(ToString::to_string).collect(),
        whole: whole.iter().map(ToString::to_string).collect(),
        media: Vec::new(),
    };
    Vocabulary {
        id: "place".to_owned(),
        values: vec![
            value("locked-cabinet", "施錠キャビネット", &["キャビネット(施錠)", "鍵付きキャビネット"], &[]),
            value("cabinet", "キャビネット", &["保管庫"], &["棚"]),
            value("file-server", "ファイルサーバ", &["NAS", "共有サーバ"], &[]),
            value("pc", "PC", &["パソコン", "ID/PW"], &[]),
            value("usb", "USBメモリ", &["USB"], &[]),
            value("none", "なし", &[], &["無", "なし"]),
        ],
    }
}

#[test]
fn a_parser_that_offers_nothing_is_in_doubt_all_the_same() {
    let (field, vocabulary) = (field(FieldType::Set, false), vocabulary());
    let mut parser = Parser::new(&field, Some(&vocabulary));
    let shown = CellText { text: "ファイルサバ".to_owned(), ..CellText::default() };
    let before = parser.parse(&shown);
    parser.offer_nothing();
    let after = parser.parse(&shown);
    assert_eq!(before.value, after.value);
    let doubt = |parsed: Parsed| parsed.doubt.unwrap().en;
    assert_eq!(doubt(before), "`ファイルサバ` is not understood (nearest: `file server`)");
    assert_eq!(doubt(after), "`ファイルサバ` is not understood");
}

/// The vocabulary of media.
fn media() -> Vocabulary {
    let value = |id: &str, ja: &str, words: &[&str]| VocabularyValue {
        id: id.to_owned(),
        title: Text::new(ja, id),
        words: words.iter().map(ToString::to_string).collect(),
        whole: Vec::new(),
        media: Vec::new(),
    };
    Vocabulary {
        id: "medium".to_owned(),
        values: vec![
            value("paper", "紙", &["紙", "紙媒体", "書類", "履歴書", "契約書"]),
            value("electronic", "電子データ", &["電子", "データ", "電子媒体", "システム"]),
            value("image", "映像", &["録画データ"]),
        ],
    }
}

fn read(kind: FieldType, text: &str) -> Parsed {
    read_below(kind, "", text)
}

/// A cell below a header.
fn read_below(kind: FieldType, header: &str, text: &str) -> Parsed {
    let input = CellText { text: text.to_owned(), ..CellText::default() };
    let is_measure = matches!(kind, FieldType::Count | FieldType::Period);
    let vocabulary = if is_measure { media() } else { vocabulary() };
    Parser::new(&field(kind, false), Some(&vocabulary)).below(header).parse(&input)
}

fn known(kind: FieldType, text: &str, value: Value) {
    assert_eq!(read(kind, text), Parsed::known(value), "{text}");
}

fn doubted(kind: FieldType, text: &str, value: Value) {
    let parsed = read(kind, text);
    assert_eq!(parsed.value, Some(value), "{text}");
    assert!(parsed.doubt.is_some(), "{text} is doubted");
}

fn unclear(kind: FieldType, text: &str) {
    let parsed = read(kind, text);
    assert_eq!(parsed.value, None, "{text}");
    assert!(parsed.doubt.is_some(), "{text} is doubted");
}

#[test]
fn blank_cells_say_nothing() {
    use FieldType::{Choice, Count, Date, Flag, Names, Period, Set, Text};
    for kind in [Text, Flag, Choice, Set, Names, Count, Date, Period] {
        for text in ["", " ", "　\n", "\u{200b}"] {
            assert_eq!(read(kind, text), Parsed::default());
        }
    }
}

#[test]
fn flags_are_read_from_marks_and_words() {
    for text in [
        "有", "あり", "○", "〇", "●", "◎", "レ", "✓", "Y", "Yes", "TRUE", "1", "該当", "要", "Ｙ", "ﾚ", "◯",
        "実施",
    ] {
        known(FieldType::Flag, text, Value::Flag(true));
    }
    for text in [
        "無",
        "なし",
        "×",
        "✕",
        "N",
        "No",
        "0",
        "非該当",
        "不要",
        "ＦＡＬＳＥ",
        "未",
        "未実施",
        "該当なし",
        "対象外",
    ] {
        known(FieldType::Flag, text, Value::Flag(false));
    }
    for text in ["－", "-", "ー", "―", "—", "／", "x", "Ｘ"] {
        doubted(FieldType::Flag, text, Value::Flag(false));
    }
    for text in [
        "？",
        "未確認",
        "不明",
        "要確認",
        "△",
        "有・無",
        "有 無",
        "山田",
        "2",
        "□有 □無",
        "☑有 無□",
        "☑有 ☑無",
        "一部",
        "確認中",
        "有・無",
        "有/無",
        "同左",
        "有（未確認）",
        "有　→ 無",
        "有→無",
        "一部なし",
        "原則無し",
    ] {
        unclear(FieldType::Flag, text);
    }
    for (text, value) in [
        ("有（年1回）", true),
        ("あり、本人同意済", true),
        ("無（2025年廃止）", false),
        ("○（委託先）", true),
        ("☑有　□無", true),
        ("■はい □いいえ", true),
        ("有☑ 無□", true),
        ("有□ 無☑", false),
        ("有（同意書）", true),
        ("Oui", true),
        ("Non", false),
        ("sans objet", false),
        ("aucun", false),
        ("□有 ☑無", false),
        ("DM不可", false),
        ("持出し禁止", false),
        ("共同利用なし", false),
    ] {
        known(FieldType::Flag, text, Value::Flag(value));
    }
    doubted(FieldType::Flag, "要配慮", Value::Flag(true));
    doubted(FieldType::Flag, "共同利用", Value::Flag(true));
}

#[test]
fn names_are_split_where_people_part_them() {
    for (text, names) in [
        ("株式会社A、株式会社B", vec!["株式会社A", "株式会社B"]),
        ("A社／B社", vec!["A社", "B社"]),
        ("東京・ライフ株式会社", vec!["東京・ライフ株式会社"]),
        ("A社 ・ B社", vec!["A社", "B社"]),
        ("・A社\n・B社", vec!["A社", "B社"]),
        ("Foo Co., Ltd., Bar Inc.", vec!["Foo Co., Ltd.", "Bar Inc."]),
        ("A社（給与、社保）", vec!["A社（給与、社保）"]),
        ("なし", vec![]),
        ("無", vec![]),
        ("該当なし", vec![]),
        ("特になし", vec![]),
        ("×", vec![]),
        ("外部委託なし", vec![]),
        ("外部委託しない", vec![]),
        ("なし、－", vec![]),
        ("有、A社", vec!["A社"]),
    ] {
        known(FieldType::Names, text, Value::Names(names.into_iter().map(str::to_owned).collect()));
    }
    doubted(FieldType::Names, "－", Value::Names(vec![]));
    doubted(FieldType::Names, "なし（社内で処理）", Value::Names(vec![]));
    let named = ["A社", "B社"].map(str::to_owned).to_vec();
    doubted(FieldType::Names, "有（A社、B社）", Value::Names(named));
    for (text, name) in [("A社、未定", "A社"), ("A社、その他", "A社"), ("A社、委託なし", "A社")]
    {
        doubted(FieldType::Names, text, Value::Names(vec![name.to_owned()]));
    }
    for text in [
        "○",
        "有",
        "未定",
        "？",
        "別紙参照",
        "複数",
        "3社",
        "以下のとおり",
        "有、未定",
        "有（無）",
        "なし、あり",
    ] {
        unclear(FieldType::Names, text);
    }
}

#[test]
fn text_is_kept_clean() {
    known(FieldType::Text, "　採用選考\r\nのため ", Value::Text("採用選考\nのため".to_owned()));
}
