//! Files that are refused before anything in them is compiled; the schema for editors refuses them too.

use std::fs;

use daicho_rules::{Gravity, Problem, Rulebook};

#[derive(serde::Deserialize)]
struct Table {
    file: Vec<Broken>,
}

#[derive(serde::Deserialize)]
struct Broken {
    name: String,
    text: String,
}

#[test]
fn every_broken_definition_is_refused_with_its_file_and_line() {
    let table: Table = toml::from_str(include_str!("../broken-definitions.toml")).unwrap();
    assert!(table.file.len() > 20);
    for Broken { name, text } in table.file {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("broken.toml"), text).unwrap();
        let names = [folder.path().display().to_string()];
        let (_, problems) = Rulebook::load_with_problems(&names).unwrap();
        let here =
            |problem: &&Problem| problem.place.file.ends_with("/broken.toml") && problem.place.line > 0;
        let refused = problems.iter().filter(here).any(|problem| problem.gravity == Gravity::Error);
        assert!(refused, "{name}: {problems:?}");
    }
}
