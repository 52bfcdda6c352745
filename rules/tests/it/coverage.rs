//! Coverage: situations without a case, and the cases written for them.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use daicho_rules::{CaseStyle, Rulebook, coverage, run_cases};
use tempfile::TempDir;

fn load(folder: &Path) -> (Arc<Rulebook>, Vec<String>) {
    let (book, problems) = Rulebook::load_with_problems(&[folder.display().to_string()]).unwrap();
    (Arc::new(book), problems.iter().map(ToString::to_string).collect())
}

/// A copy of the built-in pack without its cases.
fn without_cases() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/jis-q-15001");
    for entry in fs::read_dir(pack).unwrap() {
        let path = entry.unwrap().path();
        let mut in_case = false;
        let kept = fs::read_to_string(&path).unwrap().lines().fold(String::new(), |kept, line| {
            if line.starts_with('[') || line.starts_with('#') {
                in_case = line.ends_with(".case]]");
            }
            if in_case { kept } else { kept + line + "\n" }
        });
        fs::write(folder.path().join(path.file_name().unwrap()), kept).unwrap();
    }
    folder
}

#[test]
fn the_cases_written_for_a_pack_without_cases_can_be_pasted_as_they_stand() {
    let folder = without_cases();
    let (book, _) = load(folder.path());
    assert!(book.subjects().all(|subject| subject.about().is_some()));
    assert_eq!(run_cases(&book).0, 0, "the copy has no cases");
    let mut wanted: Vec<_> = coverage(&book)
        .into_iter()
        .map(|rule| {
            assert_eq!(rule.style, None, "{}", rule.about.id);
            let entries: String = rule.missing.iter().map(|case| case.toml.as_str()).collect();
            (rule.about.place.clone(), format!("case = [\n{entries}]\n\n"))
        })
        .collect();
    // From the last place on, so that the lines before it stay where they are.
    wanted.sort_by(|(a, _), (b, _)| b.cmp(a));
    for (place, cases) in wanted {
        let path = folder.path().join(Path::new(&place.file).file_name().unwrap());
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let next = lines.iter().skip(place.line).position(|line| line.starts_with("[["));
        let at = next.map_or(lines.len(), |next| place.line + next);
        let whole = format!("{}\n{cases}{}\n", lines[..at].join("\n"), lines[at..].join("\n"));
        fs::write(&path, whole).unwrap();
    }
    let (book, problems) = load(folder.path());
    assert!(problems.is_empty(), "{problems:#?}");
    let (run, failed) = run_cases(&book);
    assert!(run > 700, "{run}");
    assert!(failed.is_empty(), "{failed:#?}");
    for rule in coverage(&book) {
        assert!(rule.complete && rule.missing.is_empty(), "{}: {:#?}", rule.about.id, rule.missing);
    }
}

#[test]
fn missing_cases_are_written_as_the_rule_writes_its_cases() {
    let rule = "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\ntitle = { ja = \"試\", en = \"trial\" }\n\
        [[check]]\nid = \"TRY-01\"\nname = \"trial\"\nregister = \"items\"\nseverity = \"must\"\n\
        title = { ja = \"題\", en = \"title\" }\nwhy = { ja = \"理由\", en = \"why\" }\nfix = { ja = \"対処\", en = \"fix\" }\n\
        when = 'takeout'\nrequire = 'count < 10'\n";
    let list = "case = [\n  { given = { takeout = false }, expect = \"holds\" },\nPASTE]\n";
    let headers = "[[check.case]]\ngiven = { takeout = false }\nexpect = \"holds\"\nPASTE";
    for (cases, style) in [(list, CaseStyle::List), (headers, CaseStyle::Headers)] {
        let folder = tempfile::tempdir().unwrap();
        let write = |pasted: &str| {
            let text = format!("{rule}{}", cases.replace("PASTE", pasted));
            fs::write(folder.path().join("pack.toml"), text).unwrap();
            load(folder.path())
        };
        let (book, _) = write("");
        let found = coverage(&book);
        assert_eq!(found[0].style, Some(style));
        assert!(found[0].missing.len() > 2, "{found:?}");
        let (book, problems) =
            write(&found[0].missing.iter().map(|case| case.toml.as_str()).collect::<String>());
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(run_cases(&book).1, Vec::new());
        assert!(coverage(&book)[0].missing.is_empty());
    }
}

#[test]
fn a_missing_case_says_what_is_given_what_comes_out_and_which_columns_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let pack = r#"
        [pack]
        id = "trial"
        version = "1.0.0"
        extends = ["pms"]
        title = { ja = "試", en = "trial" }
        [[risk]]
        id = "TRY-01"
        name = "trial"
        stage = "transfer"
        kinds = ["leak"]
        title = { ja = "題", en = "title" }
        why = { ja = "理由", en = "why" }
        when = 'transfer_method == "fax" && (!has_column("reviewed_on") || months_since(reviewed_on) > 12)'
        threat = 'if sensitive { 3 } else { 1 }'
        [[risk.case]]
        given = { transfer_method = "fax", sensitive = true }
        columns = ["transfer_methods"]
        expect = "risk"
    "#;
    fs::write(folder.path().join("pack.toml"), pack).unwrap();
    let (book, _) = load(folder.path());
    let covered = coverage(&book);
    let [rule] = covered.as_slice() else { panic!("{covered:#?}") };
    assert_eq!(rule.covered, 1);
    assert_eq!(rule.situations, rule.missing.len() + 1);
    let cases: Vec<&str> = rule.missing.iter().map(|case| case.toml.as_str()).collect();
    for wanted in [
        "[[risk.case]]\ngiven = { transfer_method = \"fax\", reviewed_on = 2025-02-27, sensitive = true }\n\
         expect = \"risk\"\nthreat = 3\n",
        "[[risk.case]]\ngiven = { transfer_method = \"fax\" }\nexpect = { question = [\"reviewed_on\"] }\n",
        "[[risk.case]]\ngiven = { transfer_method = \"fax\", sensitive = false }\ncolumns = []\n\
         expect = \"risk\"\nthreat = 1\n",
        "[[risk.case]]\ngiven = {}\ncolumns = []\nexpect = { question = [\"transfer_methods\"] }\n",
    ] {
        assert!(cases.contains(&wanted), "{wanted}\n{}", cases.join("\n"));
    }
}

#[test]
fn missing_cases_for_texts_name_a_text_that_could_stand_in_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    for (when, wanted) in [
        (r#"x_鍵番号.starts_with("K-")"#, &["K-01", "記載あり"][..]),
        (r#"x_鍵番号.contains("K-") && !x_鍵番号.contains("旧")"#, &["K-", "記載あり"]),
        (r#"x_鍵番号.ends_with("号")"#, &["新号", "記載あり"]),
        (r#"x_鍵番号 == "K-01""#, &["K-01", "記載あり"]),
        (r#"x_鍵番号.contains("あり")"#, &["あり", "その他"]),
    ] {
        let pack = format!(
            "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\n\
             title = {{ ja = \"試\", en = \"trial\" }}\n\
             [[risk]]\nid = \"TRY-01\"\nname = \"trial\"\nstage = \"storage\"\nkinds = [\"leak\"]\n\
             title = {{ ja = \"題\", en = \"title\" }}\nwhy = {{ ja = \"理由\", en = \"why\" }}\n\
             threat = 2\nwhen = '{when}'\n"
        );
        fs::write(folder.path().join("pack.toml"), pack).unwrap();
        let (book, _) = load(folder.path());
        let covered = coverage(&book);
        let mut texts: Vec<&str> = covered[0]
            .missing
            .iter()
            .filter_map(|case| case.toml.split("x_鍵番号\" = \"").nth(1)?.split('"').next())
            .collect();
        texts.sort_unstable();
        assert_eq!(texts, wanted, "{when}: {:#?}", covered[0].missing);
        assert!(covered[0].complete);
    }
}
