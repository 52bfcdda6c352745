//! What the README shows is what a reader gets.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise, in its helpers too")]

use std::path::{Path, PathBuf};
use std::process::Command;

const READMES: [(&str, &str); 2] = [("README.md", "en"), ("README.ja.md", "ja")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap().replace("\r\n", "\n")
}

/// What `daicho` prints on stdout.
fn daicho(arguments: &[&str], folder: &Path) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_daicho")).args(arguments).current_dir(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The code blocks of a language, in order.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let start = format!("```{language}\n");
    text.split(&start).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_first_command_prints_what_the_readme_shows() {
    for (readme, lang) in READMES {
        let text = read(readme);
        let mut lines = blocks(&text, "console")[0].lines();
        let command = lines.next().unwrap().strip_prefix("$ cargo run -- ").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("risk.xlsx");
        let mut arguments: Vec<&str> = command.split(' ').collect();
        let at = arguments.iter().position(|argument| *argument == "risk.xlsx").unwrap();
        arguments[at] = target.to_str().unwrap();
        if !arguments.contains(&"--lang") {
            arguments.extend(["--lang", lang]);
        }
        let printed = daicho(&arguments, &root());
        let shown: Vec<&str> = lines.take_while(|line| line.trim() != "…").collect();
        assert!(shown.len() > 5, "{readme}");
        for line in shown {
            assert!(printed.lines().any(|printed| printed == line), "{readme}: {line}\n{printed}");
        }
        assert!(target.metadata().unwrap().len() > 10_000);
    }
}

#[test]
fn names_are_found_as_the_readme_shows() {
    for (readme, _) in READMES {
        let text = read(readme);
        let session =
            blocks(&text, "console").into_iter().find(|block| block.contains("pack names")).unwrap();
        let (command, shown) = session.split_once('\n').unwrap();
        let arguments: Vec<&str> = command.strip_prefix("$ daicho ").unwrap().split(' ').collect();
        let printed = daicho(&arguments, &root());
        let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        assert_eq!(trimmed(shown), trimmed(&printed), "{readme}");
    }
}

#[test]
fn the_field_of_the_readme_is_that_of_a_new_pack() {
    for (readme, lang) in READMES {
        let text = read(readme);
        let folder = tempfile::tempdir().unwrap();
        daicho(&["pack", "new", "fresh", "--lang", lang], folder.path());
        let pack = folder.path().join("fresh/pack.toml");
        let fresh = std::fs::read_to_string(&pack).unwrap();
        let field = blocks(&text, "toml").into_iter().find(|block| block.starts_with("[[field]]")).unwrap();
        let written = fresh.split_once("[[field]]").unwrap().1.split_once("\n\n").unwrap().0;
        let bare = |text: &str| -> Vec<String> {
            text.lines()
                .filter_map(|line| line.split(" #").next())
                .map(|line| line.trim().to_owned())
                .collect()
        };
        assert_eq!(bare(field)[1..], bare(written)[1..], "{readme}");
        let checked = daicho(&["pack", "check", "fresh", "--lang", "en"], folder.path());
        assert!(checked.ends_with(": 0 error(s), 0 warning(s)\n"), "{checked}");
        let tested = daicho(&["pack", "test", "fresh", "--lang", "en"], folder.path());
        assert!(tested.contains(" cases, 0 failed\n"), "{tested}");
        assert!(!tested.contains("have no case"), "{tested}");
    }
}

#[test]
fn the_settings_of_the_readme_change_what_the_readme_shows() {
    for (readme, lang) in READMES {
        let text = read(readme);
        let folder = tempfile::tempdir().unwrap();
        let ledger = root().join("datasets/first-pmark/ledger.xlsx");
        std::fs::copy(ledger, folder.path().join("ledger.xlsx")).unwrap();
        let settings = blocks(&text, "toml").into_iter().find(|block| block.contains("[[except]]")).unwrap();
        std::fs::write(folder.path().join("daicho.toml"), settings).unwrap();
        let session =
            blocks(&text, "console").into_iter().find(|block| block.contains("breach_count")).unwrap();
        let mut lines = session.lines();
        let command = lines.next().unwrap().strip_prefix("$ daicho ").unwrap();
        let mut arguments: Vec<&str> = command.split(' ').collect();
        if !arguments.contains(&"--lang") {
            arguments.extend(["--lang", lang]);
        }
        let printed = daicho(&arguments, folder.path());
        let shown: Vec<&str> = lines.filter(|line| *line != "…").collect();
        assert_eq!(shown.len(), 5, "{readme}");
        for line in shown {
            assert!(printed.lines().any(|printed| printed == line), "{readme}: {line}\n{printed}");
        }
    }
}

#[test]
fn the_pack_of_the_readme_is_sound_and_prints_what_the_readme_shows() {
    for (readme, lang) in READMES {
        let text = read(readme);
        let folder = tempfile::tempdir().unwrap();
        let pack = folder.path().join("our-house");
        std::fs::create_dir(&pack).unwrap();
        let written = blocks(&text, "toml").into_iter().find(|block| block.contains("our-house")).unwrap();
        std::fs::write(pack.join("pack.toml"), written).unwrap();
        let session = blocks(&text, "console")
            .into_iter()
            .find(|block| block.contains("pack check our-house"))
            .unwrap();
        for command in ["check", "test"] {
            let printed = daicho(&["pack", command, "our-house", "--lang", lang], folder.path());
            assert!(session.contains(&printed), "{readme}: {command}\n{printed}");
        }
        std::fs::write(pack.join("pack.toml"), written.replace("count >= 100", "cont >= 100")).unwrap();
        let printed = daicho(&["pack", "check", "our-house", "--lang", lang], folder.path());
        let told = blocks(&text, "text").into_iter().find(|block| block.contains("`cont`")).unwrap();
        for line in told.lines() {
            assert!(printed.contains(line), "{readme}: {line}\n{printed}");
        }
    }
}

#[test]
fn the_comparison_of_the_readme_prints_what_the_readme_shows() {
    for (readme, lang) in READMES {
        let text = read(readme);
        let block = blocks(&text, "console").into_iter().find(|block| block.contains("pack diff")).unwrap();
        let mut lines = block.lines();
        let command = lines.next().unwrap().strip_prefix("$ daicho ").unwrap();
        let mut arguments: Vec<&str> = command.split(' ').collect();
        if !arguments.contains(&"--lang") {
            arguments.extend(["--lang", lang]);
        }
        let printed = daicho(&arguments, &root());
        let shown: Vec<&str> = lines.filter(|line| line.trim() != "…").collect();
        assert!(shown.len() > 10, "{readme}");
        for line in shown {
            assert!(printed.lines().any(|printed| printed == line), "{readme}: {line}\n{printed}");
        }
    }
}
