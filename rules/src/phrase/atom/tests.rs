//! Atoms of every shape in words.

use super::atom_text;
use crate::atom::atoms;
use crate::decide::{Part, RuleParts};
use crate::expression::Expression;
use crate::rulebook::Rulebook;

fn book() -> Rulebook {
    Rulebook::load(&["jis-q-15001".to_owned()]).unwrap()
}

/// Both languages, as it holds and as it does not.
fn words(book: &Rulebook, register: &str, text: &str, holds: bool) -> (String, String) {
    let engine = crate::sandbox::engine(chrono::NaiveDate::default(), &crate::work::Work::default());
    let place = crate::error::Place { file: "test".into(), line: 1, column: 1 };
    let expression = Expression::compile(&engine, text, &place).unwrap();
    let found = atoms(book, register, [&expression]);
    let [(atom, _)] = found.as_slice() else { panic!("{text} is {} atoms", found.len()) };
    let text = atom_text(book, register, &atom.tree, holds, &|_| Vec::new());
    (text.ja, text.en)
}

#[test]
fn every_shape_of_atom_reads_as_a_consultant_would_say_it() {
    let book = book();
    for (text, ja, en, ja_not, en_not) in [
        (
            r#""fax" in transfer_methods"#,
            "移送方法に「FAX」がある",
            "transfer methods include “fax”",
            "移送方法に「FAX」がない",
            "transfer methods do not include “fax”",
        ),
        (
            "any_in(places, outside_places)",
            "保管場所に「自宅」「車内・持ち歩くかばん」のいずれかがある",
            "places include “home” or “vehicle or carried bag”",
            "保管場所に「自宅」「車内・持ち歩くかばん」のいずれもない",
            "places do not include “home” or “vehicle or carried bag”",
        ),
        (
            r#"all_in(places, ["safe"])"#,
            "保管場所が「金庫」だけである",
            "places include nothing but “safe”",
            "保管場所に「金庫」以外がある",
            "places include something other than “safe”",
        ),
        (
            "medium in physical_media",
            "媒体が「紙」「可搬媒体」「マイクロフィルム」のいずれかである",
            "medium is “paper”, “removable media” or “microfilm”",
            "媒体が「紙」「可搬媒体」「マイクロフィルム」のいずれでもない",
            "medium is none of “paper”, “removable media” and “microfilm”",
        ),
        (
            r#"consent != "not-required""#,
            "本人の同意が「同意不要」でない",
            "consent is not “not required”",
            "本人の同意が「同意不要」である",
            "consent is “not required”",
        ),
        (
            "count >= breach_count",
            "件数が1,000件以上である",
            "number of persons is at least 1,000",
            "件数が1,000件未満である",
            "number of persons is less than 1,000",
        ),
        (
            "1000 < count",
            "件数が1,000件を超えている",
            "number of persons is more than 1,000",
            "件数が1,000件以下である",
            "number of persons is at most 1,000",
        ),
        (
            "count > 0",
            "件数が1件以上である",
            "number of persons is at least 1",
            "件数が0件である",
            "number of persons is 0",
        ),
        (
            r#"is_blank("consent")"#,
            "本人の同意が空欄である",
            "consent is blank",
            "本人の同意が記入されている",
            "consent is filled in",
        ),
        (
            "sensitive",
            "要配慮個人情報である",
            "special-care personal information is marked yes",
            "要配慮個人情報でない",
            "special-care personal information is marked no",
        ),
        (
            "backup == false",
            "バックアップがない",
            "backup is marked no",
            "バックアップがある",
            "backup is marked yes",
        ),
        (
            "vendor_found",
            "委託先が委託先管理台帳に載っている",
            "vendor is in the vendor register",
            "委託先が委託先管理台帳に載っていない",
            "vendor is not in the vendor register",
        ),
        (r#"vendor != """#, "委託先がある", "there is a vendor", "委託先がない", "there is no vendor"),
        (
            "is_empty(third_parties)",
            "提供先がない",
            "third parties are given as none",
            "提供先がある",
            "third parties are given",
        ),
        (
            "days_since(reviewed_on) > 365",
            "見直し日から365日を超えている",
            "reviewed on is more than 365 days ago",
            "見直し日から365日以内である",
            "reviewed on is at most 365 days ago",
        ),
        (
            "approved_on >= reviewed_on",
            "承認日が見直し日以後である",
            "approved on is not before reviewed on",
            "承認日が見直し日より前である",
            "approved on is before reviewed on",
        ),
        (
            "retention_months >= 24",
            "保管期限が2年以上である",
            "retention is at least 2 years",
            "保管期限が2年未満である",
            "retention is less than 2 years",
        ),
        (
            "retention_permanent",
            "保管期限が永年である",
            "retention is for ever",
            "保管期限が永年でない",
            "retention is not for ever",
        ),
        (
            r#"retention_from in ["withdrawal"]"#,
            "保管期限の起算点が「退会」である",
            "what retention counts from is “withdrawal”",
            "保管期限の起算点が「退会」でない",
            "what retention counts from is not “withdrawal”",
        ),
        (
            "made_of(purpose, vague_words)",
            "利用目的が「業務上必要なため」「業務上必要」などの語だけで書かれている",
            "purpose of use consists of nothing but words like “業務上必要なため” and “業務上必要”",
            "利用目的が「業務上必要なため」「業務上必要」などの語だけではない",
            "purpose of use says more than words like “業務上必要なため” and “業務上必要”",
        ),
        (
            r#"name.contains("カルテ")"#,
            "個人情報名に「カルテ」という語がある",
            "name of the personal information mentions “カルテ”",
            "個人情報名に「カルテ」という語がない",
            "name of the personal information does not mention “カルテ”",
        ),
        (
            r#"has_column("vendors.contract")"#,
            "委託先管理台帳の「契約」の列がある",
            "there is a column “contract” in the vendor register",
            "委託先管理台帳の「契約」の列がない",
            "there is no column “contract” in the vendor register",
        ),
        (
            "purpose_repeats * 2 <= items_count",
            "同じ利用目的の行数×2が個人情報管理台帳の件数以下である",
            "records with the same purpose of use × 2 are at most number of records of personal information ledger",
            "同じ利用目的の行数×2が個人情報管理台帳の件数を超えている",
            "records with the same purpose of use × 2 are more than number of records of personal information ledger",
        ),
        (
            "unheard_of(count)",
            "式 unheard_of(count) が成り立つ",
            "“unheard_of(count)” is true",
            "式 unheard_of(count) が成り立たない",
            "“unheard_of(count)” is not true",
        ),
    ] {
        assert_eq!(words(&book, "items", text, true), (ja.to_owned(), en.to_owned()), "{text}");
        assert_eq!(words(&book, "items", text, false), (ja_not.to_owned(), en_not.to_owned()), "not {text}");
    }
}

#[test]
fn of_a_long_list_those_values_are_named_that_the_record_has() {
    let book = book();
    let rule = book.risks.iter().find(|rule| rule.about.id == "jis-q-15001/TRF-03").unwrap();
    let found = atoms(&book, "items", [&rule.when]);
    let has = |values: &'static [&str]| move |_: &str| values.iter().map(ToString::to_string).collect();
    let text =
        |seen: &dyn Fn(&str) -> Vec<String>| atom_text(&book, "items", &found[0].0.tree, true, seen).ja;
    assert_eq!(text(&has(&["courier"])), "移送方法が「宅配便」である");
    assert!(text(&has(&["fax"])).contains("「郵送（普通）」"), "a record without any of them is told of all");
}

#[test]
fn every_atom_of_the_built_in_packs_has_words() {
    let book = book();
    let risks = book.risks.iter().map(|rule| ("items", RuleParts::of(rule, &book).all()));
    let checks = book.checks.iter().map(|check| (check.register.as_str(), vec![Part::Check(check)]));
    for (register, parts) in risks.chain(checks) {
        for (atom, _) in atoms(&book, register, parts.into_iter().flat_map(Part::expressions)) {
            let both =
                [true, false].map(|holds| atom_text(&book, register, &atom.tree, holds, &|_| Vec::new()));
            for text in &both {
                assert!(!text.ja.starts_with("式 "), "{}: {}", atom.text, text.ja);
            }
            assert_ne!(both[0], both[1], "{}", atom.text);
        }
    }
}
