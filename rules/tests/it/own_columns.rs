//! Columns of a client's own in expressions: `x_` and the header.

use std::sync::Arc;

use daicho_rules::{Gravity, Problem, Rulebook, run_cases};
use tempfile::TempDir;

/// A pack with one check of this requirement, its cases, and further definitions.
fn pack(require: &str, cases: &str, more: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        r#"
[pack]
id = "trial"
version = "1.0.0"
extends = ["pms"]
title = {{ ja = "試", en = "trial" }}
{more}
[[check]]
id = "TRY-01"
name = "approval-missing"
register = "items"
severity = "must"
title = {{ ja = "題", en = "title" }}
why = {{ ja = "理由", en = "why" }}
fix = {{ ja = "対処", en = "fix" }}
require = '''{require}'''
{cases}
"#
    );
    std::fs::write(folder.path().join("pack.toml"), text).unwrap();
    folder
}

fn names(folder: &TempDir) -> [String; 1] {
    [folder.path().display().to_string()]
}

fn problems(folder: &TempDir) -> Vec<Problem> {
    Rulebook::load_with_problems(&names(folder)).unwrap().1
}

/// The only problem that remains where cases are lacking is of another gravity.
fn warnings(folder: &TempDir) -> Vec<String> {
    let warnings = problems(folder).into_iter().filter(|problem| problem.gravity == Gravity::Warning);
    warnings.map(|problem| problem.to_string()).collect()
}

#[test]
fn none_in_a_text_is_read_as_typed_and_counts_as_blank() {
    let case = |text: &str, expect: &str| {
        format!("[[check.case]]\ngiven = {{ \"x_決裁番号\" = \"{text}\" }}\nexpect = \"{expect}\"\n")
    };
    for (require, expect) in [
        (r#"!is_blank("x_決裁番号")"#, "finding"),
        (r#"x_決裁番号.starts_with("K-")"#, "finding"),
        (r#"x_決裁番号 != "K-1""#, "holds"),
    ] {
        for text in ["なし", "－", "該当なし"] {
            let folder = pack(require, &case(text, expect), "");
            let (book, _) = Rulebook::load_with_problems(&names(&folder)).unwrap();
            let (_, failed) = run_cases(&Arc::new(book));
            assert!(failed.is_empty(), "{require} {text}: {failed:?}");
        }
    }
}

const CASES: &str = r#"
[[check.case]]
given = { "x_決裁番号" = "K-12" }
expect = "holds"
[[check.case]]
given = { "x_決裁番号" = "未" }
expect = "finding"
[[check.case]]
given = {}
expect = { question = ["x_決裁番号"] }
"#;

#[test]
fn a_column_that_no_pack_defines_is_read_as_text_and_asked_for_where_blank() {
    let folder = pack(r#"x_決裁番号.starts_with("K-")"#, CASES, "");
    assert_eq!(problems(&folder), []);
    let rulebook = Arc::new(Rulebook::load(&names(&folder)).unwrap());
    assert_eq!(run_cases(&rulebook), (3, Vec::new()));
}

#[test]
fn the_width_of_letters_does_not_matter() {
    let cases = CASES.replace("決裁番号", "A区分");
    let folder = pack(r#"x_Ａ区分.starts_with("K-") && !is_blank("x_Ａ区分")"#, &cases, "");
    let rulebook = Arc::new(Rulebook::load(&names(&folder)).unwrap());
    assert_eq!(run_cases(&rulebook), (3, Vec::new()));
}

#[test]
fn the_width_of_letters_does_not_matter_in_the_columns_of_a_case() {
    for column in ["x_Ａ区分", "items.x_Ａ区分", "x_A区分"] {
        let cases = format!(
            r#"
[[check.case]]
given = {{}}
columns = ["{column}"]
expect = "holds"
[[check.case]]
given = {{}}
columns = ["count"]
expect = "finding"
"#
        );
        let folder = pack(r#"has_column("x_A区分")"#, &cases, "");
        let rulebook = Arc::new(Rulebook::load_with_problems(&names(&folder)).unwrap().0);
        assert_eq!(run_cases(&rulebook), (2, Vec::new()), "{column}");
    }
}

#[test]
fn a_column_of_a_vendor_is_read_by_its_singular() {
    let cases = r#"
[[check.case]]
given = { vendors = ["甲社"], "vendor_x_評価点" = "A" }
expect = "holds"
[[check.case]]
given = { vendors = ["甲社"], "vendor_x_評価点" = "D" }
expect = "finding"
[[check.case]]
given = { vendors = ["甲社"] }
expect = { question = ["vendor_x_評価点"] }
"#;
    let folder = pack(r#"vendor_x_評価点 != "D""#, cases, "");
    assert_eq!(problems(&folder), []);
    let rulebook = Arc::new(Rulebook::load(&names(&folder)).unwrap());
    assert_eq!(run_cases(&rulebook), (3, Vec::new()));
}

#[test]
fn a_pack_may_give_the_column_a_type() {
    let field = r#"
[[field]]
register = "items"
id = "x_amount"
title = { ja = "賠償見込額", en = "damages" }
type = "count"
headers = ["賠償見込額"]
"#;
    let cases = r#"
[[check.case]]
given = { x_amount = 10 }
expect = "holds"
[[check.case]]
given = { x_amount = 20000 }
expect = "finding"
[[check.case]]
given = {}
expect = { question = ["x_amount"] }
"#;
    let folder = pack("x_amount < 10000", cases, field);
    assert_eq!(problems(&folder), []);
    let rulebook = Arc::new(Rulebook::load(&names(&folder)).unwrap());
    assert_eq!(run_cases(&rulebook), (3, Vec::new()));
    // Without the definition it is a text, and a text is no number.
    let untyped = pack("x_amount < 10000", "", "");
    assert!(problems(&untyped).iter().any(|problem| problem.message.en.contains("a text")));
}

#[test]
fn a_header_that_a_field_goes_by_and_a_slip_in_a_defined_name_are_told() {
    let field = r#"
[[field]]
register = "items"
id = "x_approval_no"
title = { ja = "決裁番号", en = "approval number" }
type = "text"
headers = ["決裁番号"]
"#;
    for (require, field, told) in [
        (r#"x_件数 == "1""#, "", "read `count`"),
        (r#"x_決裁番号 == "1""#, field, "read `x_approval_no`"),
        (r#"!is_blank("x_決裁番号")"#, field, "read `x_approval_no`"),
        (r#"x_aproval_no == "1""#, field, "did you mean `x_approval_no`?"),
    ] {
        let warnings = warnings(&pack(require, "", field));
        assert!(matches!(warnings.as_slice(), [one] if one.contains(told)), "{require}: {warnings:?}");
    }
}

#[test]
fn a_japanese_name_without_quotes_is_told_with_the_remedy() {
    let folder = pack(r#"x_決裁番号 == "1""#, &CASES.replace("\"x_決裁番号\" =", "x_決裁番号 ="), "");
    let helps: Vec<String> =
        problems(&folder).into_iter().filter_map(|problem| problem.help).map(|help| help.ja).collect();
    assert!(helps.iter().any(|help| help.contains("引用符")), "{helps:?}");
}

#[test]
fn the_ledger_as_a_whole_has_no_columns() {
    let folder = pack(r#"x_決裁番号 == "1""#, "", "");
    let path = folder.path().join("pack.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("register = \"items\"", "register = \"ledger\"")).unwrap();
    let told = problems(&folder);
    assert!(told.iter().any(|problem| problem.message.en.contains("there is no field")), "{told:?}");
}
