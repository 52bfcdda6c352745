//! The slips that people make most when they write a pack, and what they are told.
//!
//! `tests/slips.toml` holds a sound pack and, for each slip, the change that makes it. What is told stands
//! in `tests/slips.txt`; set `DAICHO_UPDATE_EXPECTED` to write it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use daicho_rules::{Gravity, Problem, Rulebook};

#[derive(serde::Deserialize)]
struct Table {
    pack: String,
    slip: Vec<Slip>,
}

#[derive(serde::Deserialize)]
struct Slip {
    /// What stands in the pack.
    right: String,
    /// What stands there instead.
    wrong: String,
    /// Another change that belongs to it.
    #[serde(default)]
    also: Option<[String; 2]>,
}

fn problems(text: &str) -> Vec<Problem> {
    let files = [("pack.toml".to_owned(), text.as_bytes().to_vec())];
    Rulebook::from_files("kotori", files).unwrap().1
}

fn shown(problem: &Problem) -> String {
    let gravity = if problem.gravity == Gravity::Error { "error" } else { "warning" };
    let mut out = format!("  {}:{} {gravity}\n", problem.place.line, problem.place.column);
    let help = problem.help.clone().unwrap_or_default();
    for (message, help) in [(&problem.message.ja, help.ja), (&problem.message.en, help.en)] {
        let arrow = if help.is_empty() { String::new() } else { format!("\n      → {help}") };
        writeln!(out, "    {message}{arrow}").unwrap();
    }
    out
}

#[test]
fn every_slip_is_told_with_what_to_write() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let table: Table = toml::from_str(&fs::read_to_string(folder.join("slips.toml")).unwrap()).unwrap();
    assert_eq!(problems(&table.pack), Vec::new(), "the pack is sound");
    let mut found = String::new();
    for Slip { right, wrong, also } in &table.slip {
        assert_eq!(table.pack.matches(right.as_str()).count(), 1, "{right}");
        let mut text = table.pack.replace(right, wrong);
        if let Some([right, wrong]) = also {
            assert_eq!(table.pack.matches(right.as_str()).count(), 1, "{right}");
            text = text.replace(right, wrong);
        }
        let told = problems(&text);
        assert!(!told.is_empty(), "nothing is told of {wrong}");
        writeln!(found, "{}\n{}", wrong.trim_end(), told.iter().map(shown).collect::<String>()).unwrap();
    }
    let path = folder.join("slips.txt");
    if std::env::var_os("DAICHO_UPDATE_EXPECTED").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}
