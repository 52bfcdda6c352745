//! A new pack passes as it stands, and nothing is ever replaced.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use daicho_rules::{Lang, PACK_SCHEMA, Rulebook, ScaffoldError, ScaffoldOptions, run_cases, scaffold};

fn options(id: Option<&str>, lang: Lang) -> ScaffoldOptions {
    ScaffoldOptions { id: id.map(str::to_owned), lang }
}

#[test]
fn a_new_pack_has_no_problems_and_all_its_cases_come_out() {
    let folder = tempfile::tempdir().unwrap();
    for (name, lang) in [("自社ルール", Lang::Ja), ("Our House", Lang::En)] {
        let target = folder.path().join("clients").join(name);
        let written = scaffold(&target, &options(None, lang)).unwrap();
        let (rulebook, problems) = Rulebook::load_with_problems(&[target.display().to_string()]).unwrap();
        assert_eq!(problems, []);
        let own = |id: &str| id.starts_with(&format!("{}/", written.id));
        assert_eq!(rulebook.risks.iter().filter(|rule| own(&rule.about.id)).count(), 1);
        assert_eq!(rulebook.checks.iter().filter(|check| own(&check.about.id)).count(), 2);
        assert_eq!(run_cases(&Arc::new(rulebook)).1, []);
        assert_eq!(fs::read_to_string(target.join("pack.schema.json")).unwrap(), PACK_SCHEMA);
    }
}

#[test]
fn both_languages_hold_the_same_definitions() {
    let folder = tempfile::tempdir().unwrap();
    let definitions = |lang| {
        let target = folder.path().join(format!("{lang:?}"));
        scaffold(&target, &options(Some("same"), lang)).unwrap();
        toml::from_str::<toml::Table>(&fs::read_to_string(target.join("pack.toml")).unwrap()).unwrap()
    };
    assert_eq!(definitions(Lang::Ja), definitions(Lang::En));
}

#[test]
fn an_empty_folder_is_used_and_any_other_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &Path| {
        let error = scaffold(path, &options(None, Lang::Ja)).unwrap_err();
        assert!(matches!(error, ScaffoldError::Occupied { .. }), "{error}");
    };
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    scaffold(&empty, &options(None, Lang::Ja)).unwrap();
    let before = fs::read(empty.join("pack.toml")).unwrap();
    refused(&empty);
    assert_eq!(fs::read(empty.join("pack.toml")).unwrap(), before);
    refused(&empty.join("pack.toml"));
}

#[test]
fn an_id_that_is_not_legal_or_not_free_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for id in ["Our House", "自社", "", "-x", "pms", "daicho", "a/b"] {
        let target = folder.path().join("new");
        let error = scaffold(&target, &options(Some(id), Lang::En)).unwrap_err();
        assert!(
            matches!(error, ScaffoldError::IllegalId { .. } | ScaffoldError::TakenId { .. }),
            "{id}: {error}"
        );
        assert!(!target.exists(), "{id}");
    }
}
