//! A pack with very many defects: each is found, at its place, in both languages.

#![expect(clippy::unwrap_used, reason = "a test fails that way")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use daicho_rules::{Gravity, Problem, Rulebook};

/// Set to write what is found instead of comparing with it.
const UPDATE: &str = "DAICHO_UPDATE_EXPECTED";

/// A problem as `problems.txt` shows it: the place, then each language with its advice.
fn shown(problem: &Problem) -> String {
    let gravity = if problem.gravity == Gravity::Error { "error" } else { "warning" };
    let mut out = format!("{} {gravity}\n  {}\n", problem.place, problem.message.en);
    let help = problem.help.clone().unwrap_or_default();
    if !help.en.is_empty() {
        writeln!(out, "    → {}", help.en).unwrap();
    }
    writeln!(out, "  {}", problem.message.ja).unwrap();
    if !help.ja.is_empty() {
        writeln!(out, "    → {}", help.ja).unwrap();
    }
    out
}

#[test]
fn every_defect_of_the_broken_pack_is_found_at_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let (_, problems) = Rulebook::load_with_problems(&[folder.display().to_string()]).unwrap();
    let found: String = problems.iter().map(shown).collect();
    let path = folder.join("problems.txt");
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&path, &found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}
