//! Folders and zips that are no packs, too large for one, or lead out of it.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use daicho_rules::{Gravity, PackError, Rulebook};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::trial::{errors, pack, risk, soon};

const HEAD: &str = "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\ntitle = { ja = \"試\", en = \"trial\" }\n";

/// The message of a path that cannot be used as a pack.
fn refusal(path: &Path) -> String {
    let name = path.display().to_string();
    match soon(move || Rulebook::load_with_problems(&[name])) {
        Err(
            error @ (PackError::NotAPack { .. } | PackError::Unreadable { .. } | PackError::Unknown { .. }),
        ) => error.to_string(),
        other => format!("unexpected: {other:?}"),
    }
}

/// A zip of these files, packed as small as possible.
fn zip_of<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> TempDir {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("trial.zip"), archive.finish().unwrap().into_inner()).unwrap();
    folder
}

#[test]
fn a_folder_with_very_many_entries_is_refused() {
    let folder = pack("", &[]);
    for n in 0..10_100 {
        fs::write(folder.path().join(format!("{n}")), "").unwrap();
    }
    assert!(refusal(folder.path()).contains("holds too much"));
}

#[test]
fn folders_very_deep_within_each_other_are_refused() {
    let folder = pack("", &[]);
    fs::create_dir_all(folder.path().join("a/".repeat(30))).unwrap();
    assert!(refusal(folder.path()).contains("folders deep"));
}

#[test]
fn a_pack_or_file_that_is_too_large_is_refused() {
    let folder = pack("", &[("big.csv", &"x\n".repeat(300_000))]);
    assert!(refusal(folder.path()).contains("`big.csv` is too large"));
    let large = "x\n".repeat(250_000);
    let names: Vec<String> = (0..9).map(|n| format!("{n}.csv")).collect();
    let folder = pack("", &names.iter().map(|name| (name.as_str(), large.as_str())).collect::<Vec<_>>());
    assert!(refusal(folder.path()).contains("it is too large"));
}

#[test]
fn a_zip_that_unpacks_to_far_more_is_refused() {
    let huge = vec![b' '; 5 << 20];
    let folder = zip_of([("pack.toml", HEAD.as_bytes()), ("huge.toml", huge.as_slice())]);
    assert!(refusal(&folder.path().join("trial.zip")).contains("`huge.toml` is too large"));
}

#[test]
fn a_zip_with_very_many_entries_is_refused() {
    let names: Vec<String> = (0..10_100).map(|n| n.to_string()).collect();
    let folder = zip_of(names.iter().map(|name| (name.as_str(), &b""[..])));
    assert!(refusal(&folder.path().join("trial.zip")).contains("holds too much"));
}

#[test]
fn a_zip_of_nothing_but_beginnings_is_refused() {
    for piece in
        [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x06\x06", b"PK\x01\x02", b"PK\x05\x06\xff\xff\xff\xff"]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trial.zip");
        fs::write(&path, piece.repeat(100_000)).unwrap();
        assert!(refusal(&path).contains("neither a folder nor a zip"), "{piece:?}");
    }
}

#[test]
fn paths_that_lead_out_of_a_zip_name_nothing_outside() {
    let outside = "../../../../../../etc/hostname.csv";
    let lists =
        format!("{HEAD}[lists]\nwords = {{ csv = \"{outside}\" }}\nroot = {{ csv = \"/etc/passwd\" }}\n");
    let folder =
        zip_of([("pack.toml", lists.as_bytes()), ("/abs.csv", b"word\nx"), ("../up.csv", b"word\nx")]);
    let name = folder.path().join("trial.zip").display().to_string();
    let (_, problems) = Rulebook::load_with_problems(&[name]).unwrap();
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(lines.iter().any(|line| line.contains(outside)), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("/etc/passwd")), "{lines:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn two_files_of_one_name_are_refused() {
    let folder = zip_of([("pack.toml", HEAD.as_bytes()), ("a/r.toml", b""), ("a\\r.toml", b"")]);
    assert!(refusal(&folder.path().join("trial.zip")).contains("two files are named `a/r.toml`"));
}

#[test]
fn bytes_that_are_no_text_are_refused_and_named() {
    for bytes in [&b"\xff\xfe[\0p\0"[..], b"\x8e\x8e", b"\xed\xa0\x80"] {
        let folder = pack("", &[]);
        fs::write(folder.path().join("r.toml"), bytes).unwrap();
        assert!(refusal(folder.path()).contains("`r.toml` is not UTF-8"), "{bytes:?}");
    }
}

#[test]
fn odd_bytes_of_a_text_are_read_or_named_with_their_place() {
    let stage = "[[stage]]\nid = \"s\"\ntitle = { ja = \"x\", en = \"x\" }\norder = 9\n";
    for (text, fits) in [
        (format!("\u{feff}{stage}"), true),
        (stage.replace('\n', "\r\n"), true),
        (stage.replace('\n', "\r"), false),
        (stage.replace("\"s\"", "\"\u{0}\""), false),
        (stage.replace("\"s\"", "\"\\ud800\""), false),
        (stage.replace('9', "9223372036854775808"), false),
        (stage.replace('9', "256"), false),
    ] {
        let lines = errors(&pack("", &[("s.toml", &text)]));
        assert_eq!(lines.is_empty(), fits, "{text:?}: {lines:?}");
        assert!(lines.iter().all(|line| line.starts_with('.') && line.contains("s.toml:")), "{lines:?}");
    }
}

#[test]
fn lists_are_read_whatever_ends_their_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let csv = ["word", "業務", "\"その他\"", ""].join(end);
        let stray = "[[risk]]\nid = \"TRY-01\"\nname = \"trial\"\nstage = \"storage\"\nkinds = [\"leak\"]\ntitle = { ja = \"題\", en = \"title\" }\nwhy = { ja = \"理由\", en = \"why\" }\nwhen = 'made_of(purpose, words)'\nthreat = 2\ncase = [{ given = { purpose = \"業務その他\" }, expect = \"risk\" }, { given = { purpose = \"給与\" }, expect = \"none\" }, { given = {}, expect = { question = [\"purpose\"] } }]\n";
        let folder = pack("[lists]\nwords = { csv = \"l.csv\" }\n", &[("l.csv", &csv), ("r.toml", stray)]);
        assert_eq!(crate::trial::unproved(&folder), Vec::<String>::new(), "{end:?}");
    }
}

#[test]
fn tables_within_each_other_are_refused() {
    let deep = 50_000;
    for text in [
        format!("[{}]\n", vec!["a"; deep].join(".")),
        format!("{} = 1\n", vec!["a"; deep].join(".")),
        format!("x = {}{}\n", "[".repeat(deep), "]".repeat(deep)),
        format!("x = {}1{}\n", "{a=".repeat(deep), "}".repeat(deep)),
    ] {
        let folder = pack("", &[("r.toml", &text)]);
        let lines = soon(move || errors(&folder));
        assert!(lines.iter().any(|line| line.contains("r.toml:1:")), "{lines:?}");
    }
}

#[test]
fn a_pack_in_memory_is_that_of_a_folder() {
    let text = "[[stage]]\nid = \"s\"\n".to_owned();
    let folder = pack("", &[("s.toml", &text), ("read.me", "\u{0}")]);
    let files = ["pack.toml", "s.toml", "read.me"]
        .map(|name| (name.to_owned(), fs::read(folder.path().join(name)).unwrap()));
    let (book, problems) = Rulebook::from_files("trial", files).unwrap();
    let (other, same) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    assert_eq!(
        book.packs.iter().map(|pack| &pack.digest).collect::<Vec<_>>(),
        other.packs.iter().map(|pack| &pack.digest).collect::<Vec<_>>()
    );
    assert_eq!(
        problems.iter().map(|problem| &problem.message).collect::<Vec<_>>(),
        same.iter().map(|problem| &problem.message).collect::<Vec<_>>()
    );
    assert!(
        problems
            .iter()
            .any(|problem| problem.gravity == Gravity::Error
                && problem.place.to_string() == "trial/s.toml:1:1"),
        "{problems:?}"
    );
}

#[test]
fn dates_beyond_all_calendars_are_refused() {
    for day in ["令和2147483647年1月1日", "\"R2147483647.1.1\"", "2147483648/1/1", "\"昭和99999年99月99日\""]
    {
        let rule = risk("count > 1", &[(&format!("{{ reviewed_on = {day} }}"), "\"none\"")]);
        assert!(!errors(&pack(&rule, &[])).is_empty(), "{day}");
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    #[test]
    fn links_and_pipes_are_no_files_of_a_pack() {
        let folder = pack("", &[]);
        symlink("/dev/zero", folder.path().join("zero.toml")).unwrap();
        assert!(refusal(folder.path()).contains("`zero.toml` is no regular file"));
        let folder = pack("", &[]);
        assert!(Command::new("mkfifo").arg(folder.path().join("pipe.toml")).status().unwrap().success());
        assert!(refusal(folder.path()).contains("`pipe.toml` is no regular file"));
        assert!(refusal(&folder.path().join("pipe.toml")).contains("there is no pack"));
        let folder = pack("", &[]);
        symlink(folder.path(), folder.path().join("circle")).unwrap();
        assert_eq!(errors(&folder), Vec::<String>::new());
    }

    #[test]
    fn a_device_is_no_pack() {
        assert!(refusal(Path::new("/dev/zero")).contains("there is no pack"));
    }

    #[test]
    fn names_that_are_no_text_are_not_taken_for_each_other() {
        let folder = pack("", &[]);
        for name in [&b"a\xff.toml"[..], b"a\xfe.toml"] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), "").unwrap();
        }
        assert!(refusal(folder.path()).contains("two files are named"));
    }
}
