//! Bytes as a pack in one zip file.
#![no_main]

use std::cell::LazyCell;
use std::fs;

use daicho_fuzz::exercise;
use daicho_rules::Rulebook;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

thread_local! {
    static FOLDER: LazyCell<TempDir> = LazyCell::new(|| tempfile::tempdir().expect("a temporary folder"));
}

fuzz_target!(|bytes: &[u8]| {
    let path = FOLDER.with(|folder| folder.path().join("trial.zip"));
    fs::write(&path, bytes).expect("a temporary file");
    if let Ok((book, problems)) = Rulebook::load_with_problems(&[path.display().to_string()]) {
        exercise(book, &problems);
    }
});
