use super::{Formats, NumberFormat, Shown, built_in, plain};

fn show(code: &str, number: f64) -> String {
    match NumberFormat::new(code).show(number) {
        Shown::Digits(text) => text,
        Shown::Word(word) => format!("word {word}"),
        Shown::Calendar(calendar) => format!("{calendar:?}"),
    }
}

#[test]
fn numbers_are_shown_as_people_see_them() {
    for (code, number, text) in [
        ("", 1200.0, "1200"),
        ("General", 1.1, "1.1"),
        ("G/標準\"件\"", 12.0, "12件"),
        ("@", 7.0, "7"),
        ("0.00", 1.1, "1.10"),
        ("0.00", 1.005, "1.01"),
        ("0.00", 9.999, "10.00"),
        ("0.0#", 2.0, "2.0"),
        ("0.##", 2.0, "2"),
        (".00", 0.5, ".50"),
        ("#,##0", 1_234_567.0, "1234567"),
        ("#,##0.00", 1200.0, "1200.00"),
        ("0.0%", 0.123, "12.3%"),
        ("0%", 1.0, "100%"),
        ("0%", 0.123, "12.3%"),
        ("0000", 7.0, "0007"),
        ("0000", 12_345.0, "12345"),
        ("000-0000", 1_234_567.0, "123-4567"),
        ("000-0000", 600_001.0, "060-0001"),
        ("000\\-0000", 1_234_567.0, "123-4567"),
        ("[<=999]000;[<=9999]000-00;000-0000", 123.0, "123"),
        ("[<=999]000;[<=9999]000-00;000-0000", 1_000_001.0, "100-0001"),
        ("00-00-0000", 312_345_678.0, "312-34-5678"),
        ("\"No.\"000", 12.0, "No.012"),
        ("\"約\"#,##0\"件\"", 1200.0, "約1200件"),
        ("#,##0,\"千件\"", 1_200_000.0, "1200千件"),
        ("0\\年", 5.0, "5年"),
        ("0件", 5.0, "5件"),
        ("[$¥-411]#,##0;[Red]-[$¥-411]#,##0", -1200.0, "-¥1200"),
        ("#,##0;\"▲\"#,##0", -3.0, "▲3"),
        ("0", -3.0, "-3"),
        ("0.00_ ;[Red]\\-0.00\\ ", 1.5, "1.50"),
        ("0.00E+00", 1200.0, "1200"),
        ("# ?/?", 0.5, "0.5"),
        ("[DBNum3]0", 12.0, "12"),
        ("\"令和\"0", 6.0, "令和6"),
        ("\"令和\"0\"年度\"", 6.0, "令和6年度"),
        ("0\"日\"", 30.0, "30日"),
        ("\\Y000000", 12.0, "Y000012"),
        ("#,##0.0##\" YMD\"", 1.0, "1.0 YMD"),
    ] {
        assert_eq!(show(code, number), text, "{code}");
    }
}

#[test]
fn what_a_format_hides_is_shown() {
    for (code, number, text) in [
        ("0", 1.5, "1.5"),
        ("0000", 1.5, "1.5"),
        ("#", 0.0, "0"),
        (";;;", 12.0, "12"),
        ("0;-0;;@", 0.0, "0"),
        ("0;", -4.0, "-4"),
    ] {
        assert_eq!(show(code, number), text, "{code}");
    }
}

#[test]
fn words_may_stand_in_place_of_a_number() {
    for (code, number, text) in [
        ("[=1]\"有\";[=0]\"無\";General", 1.0, "word 有"),
        ("[=1]\"有\";[=0]\"無\";General", 0.0, "word 無"),
        ("[=1]\"有\";[=0]\"無\";General", 2.0, "2"),
        ("\"○\";;\"×\"", 1.0, "word ○"),
        ("\"○\";;\"×\"", 0.0, "word ×"),
        ("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", 0.0, "word -"),
    ] {
        assert_eq!(show(code, number), text, "{code} {number}");
    }
}

#[test]
fn days_times_and_durations_are_told_from_numbers() {
    for (calendar, codes) in [
        (
            "Day",
            [
                "yyyy/m/d",
                "DD/MM/YY",
                "ggge\"年\"m\"月\"d\"日\"",
                "ggge\"年\"",
                "[$-411]ge.m.d",
                "[$-411]e",
                "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@",
                "yyyy\"年度\"",
                "yyyy年m月d日",
                "m\"月\"",
                "mmm-yy",
                "aaaa",
                "(aaa)",
                "rr.mm.dd",
                "yyyy/m/d h:mm",
            ]
            .as_slice(),
        ),
        ("Clock", &["h:mm", "H:MM:SS;@", "h\"時\"mm\"分\"", "h:mm AM/PM", "h A/P", "ss.000"]),
        ("Duration", &["[h]:mm", "[hh]:mm:ss", "[m]", "[s].000", "[Blue]\\+[h]:mm;[Red]\\-[h]:mm"]),
    ] {
        for code in codes {
            assert_eq!(show(code, 45_383.0), calendar, "{code}");
        }
    }
    for id in (14..=22).chain(27..=36).chain(45..=47).chain(50..=58) {
        let format = NumberFormat::new(built_in(&id.to_string()));
        assert!(matches!(format.show(45_383.0), Shown::Calendar(_)), "{id}");
    }
    for id in (0..14).chain(23..27).chain(37..45).chain(48..50).chain(59..100) {
        let format = NumberFormat::new(built_in(&id.to_string()));
        assert!(matches!(format.show(45_383.0), Shown::Digits(_)), "{id}");
    }
}

#[test]
fn a_style_that_is_not_there_shows_numbers_as_they_are() {
    assert_eq!(Formats::default().of(7).show(1.0), Shown::Digits("1".to_owned()));
}

#[test]
fn plain_numbers_have_no_needless_digits() {
    for (number, text) in [
        (1200.0, "1200"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (1e15, "1000000000000000"),
        (2.5, "2.5"),
        (-1e-20, "-0.00000000000000000001"),
    ] {
        assert_eq!(plain(number), text);
    }
}

proptest::proptest! {
    #[test]
    fn any_code_shows_any_number(code in ".{0,40}", tokens in "[0#?.,;%\"_*\\[\\]$<>=ymdhsgeaE+/ 年]{0,30}", number: f64) {
        for code in [code, tokens] {
            if let Shown::Digits(text) | Shown::Word(text) = NumberFormat::new(&code).show(number) {
                proptest::prop_assert!(!text.is_empty() || !number.is_finite());
            }
        }
    }

    #[test]
    fn digits_say_the_number(number in -1_000_000_000_i64..1_000_000_000, decimals in 0_usize..4) {
        let zeros = "0".repeat(decimals);
        let code = if decimals == 0 { "0".to_owned() } else { format!("#,##0.{zeros}") };
        let number = number.to_string().parse::<f64>().unwrap() / 1000.0;
        let shown: f64 = show(&code, number).parse().unwrap();
        proptest::prop_assert!((shown - number).abs() <= 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap()) + 1e-9);
        proptest::prop_assert!(matches!(NumberFormat::new(&code).show(number), Shown::Digits(_)));
    }
}
