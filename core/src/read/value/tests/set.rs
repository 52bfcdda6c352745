//! Choices and sets over a small vocabulary.

use super::*;

#[test]
fn choices_take_the_one_value_that_is_named() {
    for (text, id) in [
        ("キャビネット（施錠）", "locked-cabinet"),
        ("本社3Fの鍵付きキャビネット", "locked-cabinet"),
        ("棚", "cabinet"),
        ("無（確認済）", "none"),
        ("☐棚 ☑NAS", "file-server"),
        ("file-server", "file-server"),
    ] {
        known(FieldType::Choice, text, Value::Choice(id.to_owned()));
    }
    doubted(FieldType::Choice, "－", Value::Choice("none".to_owned()));
    for text in ["○", "キャビネットとNAS", "本棚", "未定", "NASは使用していない", "nasa"]
    {
        unclear(FieldType::Choice, text);
    }
    let both = read(FieldType::Choice, "キャビネットとNAS").doubt.unwrap();
    assert!(both.ja.contains("`キャビネット`") && both.ja.contains("`ファイルサーバ`"), "{both:?}");
}

#[test]
fn sets_take_every_value_in_the_order_of_the_cell() {
    for (text, ids) in [
        ("施錠キャビネット、ファイルサーバ", vec!["locked-cabinet", "file-server"]),
        ("NAS\n施錠キャビネット", vec!["file-server", "locked-cabinet"]),
        ("キャビネット・PC・キャビネット", vec!["cabinet", "pc"]),
        ("①ＰＣ　②ＵＳＢ", vec!["pc", "usb"]),
        ("・紙の保管庫\n・ﾊﾟｿｺﾝ", vec!["cabinet", "pc"]),
        ("施錠キャビネット及びファイルサーバ", vec!["locked-cabinet", "file-server"]),
        ("キャビネット（本社、3F）", vec!["cabinet"]),
        ("PC\n（総務部のみ）", vec!["pc"]),
        ("棚/ID/PW", vec!["cabinet", "pc"]),
        ("USB等", vec!["usb"]),
        ("☑PC □USB ☑NAS", vec!["pc", "file-server"]),
        ("1) PC 2) USB", vec!["pc", "usb"]),
        ("該当なし", vec![]),
        ("特になし", vec![]),
        ("×", vec![]),
    ] {
        let ids = ids.into_iter().map(str::to_owned).collect();
        known(FieldType::Set, text, Value::Set(SetValue { ids, ..SetValue::default() }));
    }
    known(
        FieldType::Set,
        "なし",
        Value::Set(SetValue { ids: vec!["none".to_owned()], ..SetValue::default() }),
    );
    doubted(FieldType::Set, "－", Value::Set(SetValue::default()));
    for text in ["USBなし", "USB以外", "USBは使用しない", "no USB", "without USB"] {
        doubted(FieldType::Set, text, Value::Set(SetValue::default()));
    }
}

#[test]
fn parts_outside_the_vocabulary_are_unclear_unless_the_field_is_open() {
    let text = "PC、どこか（不明）、山田 太郎";
    let strict = read(FieldType::Set, text);
    let set = |others: &[&str], unclear: &[&str]| {
        let list = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
        Some(Value::Set(SetValue {
            ids: vec!["pc".to_owned()],
            others: list(others),
            unclear: list(unclear),
        }))
    };
    assert_eq!(strict.value, set(&[], &["どこか（不明）", "山田 太郎"]));
    assert!(strict.doubt.unwrap().ja.contains("`山田 太郎`"));
    let input = CellText { text: "PC、山田 太郎、未定".to_owned(), ..CellText::default() };
    let open = parse(&field(FieldType::Set, true), Some(&vocabulary()), &input);
    assert_eq!(open.value, set(&["山田 太郎"], &["未定"]));
    let far = read(FieldType::Set, "山田 太郎").doubt.unwrap();
    assert!(!far.ja.contains("近い") && !far.en.contains("nearest"), "{far:?}");
    let near = read(FieldType::Set, "ファイルサバ").doubt.unwrap();
    assert!(near.ja.contains("`ファイルサーバ`") && near.en.contains("`file server`"), "{near:?}");
}

#[test]
fn of_many_unknown_parts_a_few_are_named_and_all_are_kept() {
    let text: Vec<String> = (1..=8).map(|n| format!("謎{n}")).collect();
    let parsed = read(FieldType::Set, &text.join("、"));
    assert_eq!(parsed.value, Some(Value::Set(SetValue { unclear: text, ..SetValue::default() })));
    let doubt = parsed.doubt.unwrap();
    assert!(doubt.ja.contains("`謎5`") && !doubt.ja.contains("`謎6`"), "{doubt:?}");
    assert!(doubt.ja.contains("ほかに 3 件"), "{doubt:?}");
}
