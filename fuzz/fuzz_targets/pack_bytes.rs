//! Bytes as the files of a pack: `pack.toml`, `rules.toml`, `functions.rhai`, `list.csv`, between lines of `----`.
#![no_main]

use daicho_fuzz::exercise;
use daicho_rules::Rulebook;
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["pack.toml", "rules.toml", "functions.rhai", "list.csv"];

fuzz_target!(|bytes: &[u8]| {
    let mut files = Vec::new();
    let mut rest = bytes;
    for name in NAMES {
        let end = rest.windows(6).position(|window| window == b"\n----\n");
        let (file, after) = end.map_or((rest, &[][..]), |end| (&rest[..end], &rest[end + 6..]));
        files.push((name.to_owned(), file.to_vec()));
        rest = after;
    }
    if let Ok((book, problems)) = Rulebook::from_files("trial", files) {
        exercise(book, &problems);
    }
});
