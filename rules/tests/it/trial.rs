//! Small packs for tests, and what comes of them.

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use daicho_rules::{Gravity, Problem, Rulebook, run_cases};
use tempfile::TempDir;

const TEXTS: &str = "title = { ja = \"題\", en = \"title\" }\nwhy = { ja = \"理由\", en = \"why\" }\n";

/// A pack that extends `pms`, of the text after its `[pack]` and of further files.
pub(crate) fn pack(rest: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let head = "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\ntitle = { ja = \"試\", en = \"trial\" }\n";
    fs::write(folder.path().join("pack.toml"), format!("{head}{rest}")).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// A risk rule with cases: what is given, and what must come out (both as TOML).
pub(crate) fn risk(when: &str, cases: &[(&str, &str)]) -> String {
    let mut out = format!(
        "[[risk]]\nid = \"TRY-01\"\nname = \"trial\"\nstage = \"storage\"\nkinds = [\"leak\"]\n{TEXTS}when = '''{when}'''\nthreat = 2\n"
    );
    for (given, expect) in cases {
        writeln!(out, "[[risk.case]]\ngiven = {given}\nexpect = {expect}").unwrap();
    }
    out
}

/// Cases of all three kinds, for rules of which only the problems matter.
pub(crate) const ANY: &[(&str, &str)] =
    &[("{}", "\"risk\""), ("{}", "\"none\""), ("{}", "{ question = [\"count\"] }")];

pub(crate) fn problems(folder: &TempDir) -> Vec<Problem> {
    Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap().1
}

pub(crate) fn errors(folder: &TempDir) -> Vec<String> {
    let wrong = problems(folder).into_iter().filter(|problem| problem.gravity == Gravity::Error);
    wrong.map(|problem| problem.to_string()).collect()
}

/// Cases that do not come out as written.
pub(crate) fn unproved(folder: &TempDir) -> Vec<String> {
    let rulebook = Arc::new(Rulebook::load(&[folder.path().display().to_string()]).unwrap());
    run_cases(&rulebook).1.iter().map(ToString::to_string).collect()
}

/// Fails where `work` does not come to an end: two minutes are far more than any of it needs.
pub(crate) fn soon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(work()));
    receiver.recv_timeout(Duration::from_mins(2)).expect("still running after two minutes")
}
