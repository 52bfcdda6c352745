//! `daicho pack doc` writes files as the other commands do.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise, in its helpers too")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn doc(arguments: &[&str], target: &Path) -> Output {
    let pack = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/document.in/small");
    Command::new(env!("CARGO_BIN_EXE_daicho"))
        .args(["pack", "doc", pack.to_str().unwrap(), "--lang", "en", "-o", target.to_str().unwrap()])
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn the_name_of_the_file_sets_the_format_unless_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    for (name, arguments, is_workbook) in
        [("a.xlsx", &[][..], true), ("b.md", &[], false), ("c.md", &["--format", "xlsx"], true)]
    {
        let target = folder.path().join(name);
        let output = doc(arguments, &target);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let bytes = std::fs::read(&target).unwrap();
        assert_eq!(bytes.starts_with(b"PK"), is_workbook, "{name}");
        assert_eq!(bytes.starts_with(b"# Rule pack for review"), !is_workbook, "{name}");
    }
}

#[test]
fn an_existing_file_is_replaced_only_with_force() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("review.xlsx");
    std::fs::write(&target, "kept").unwrap();
    assert_eq!(doc(&[], &target).status.code(), Some(2));
    assert_eq!(std::fs::read(&target).unwrap(), b"kept");
    assert_eq!(doc(&["--force"], &target).status.code(), Some(0));
    assert!(std::fs::read(&target).unwrap().starts_with(b"PK"));
}
