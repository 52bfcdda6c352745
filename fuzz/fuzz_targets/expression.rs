//! Bytes as the expressions of otherwise good rules over the registers of `pms`; `PRINT=1` shows them.
#![no_main]

use std::fmt::Write as _;
use std::sync::LazyLock;

use daicho_fuzz::exercise;
use daicho_fuzz::grammar::{Grammar, names};
use daicho_rules::Rulebook;
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let book = Rulebook::load(&["pms".to_owned()]).expect("the built-in pack");
    names(&book.schema)
});

/// Rules of one pack: reading the registers costs more than a rule.
const RULES: usize = 8;

const HEAD: &str = r#"
[pack]
id = "trial"
version = "1.0.0"
extends = ["pms"]
title = { ja = "試", en = "trial" }
[parameters]
limit = 1000
[lists]
words = ["業務", "fax", "email", "のため", "等"]
"#;

fuzz_target!(|bytes: &[u8]| {
    let Ok((pack, functions)) = texts(bytes) else { return };
    if std::env::var_os("PRINT").is_some() {
        println!("{pack}\n----\n{functions}");
    }
    let files = [("pack.toml", pack), ("functions.rhai", functions)]
        .map(|(name, text)| (name.to_owned(), text.into_bytes()));
    if let Ok((book, problems)) = Rulebook::from_files("trial", files) {
        exercise(book, &problems);
    }
});

/// The pack's two files: raw text after a first byte of nought, else grown by the grammar.
fn texts(bytes: &[u8]) -> Result<(String, String)> {
    let mut pack = HEAD.to_owned();
    if let Some((0, raw)) = bytes.split_first() {
        let text = String::from_utf8_lossy(raw);
        for (number, line) in text.split("\n\n").take(RULES).enumerate() {
            rule(&mut pack, number, line, "2");
        }
        return Ok((pack, String::new()));
    }
    let mut bytes = Unstructured::new(bytes.get(1..).unwrap_or_default());
    let grammar = Grammar { names: &NAMES };
    let functions = format!(
        "fn own(a) {{ {} }}\nfn f() {{ {} }}",
        grammar.statements(&mut bytes, 2)?,
        grammar.statements(&mut bytes, 2)?
    );
    let _ = write!(pack, "[macros]\ndeep = {}", quoted(&grammar.expression(&mut bytes, 4)?));
    let _ = writeln!(pack, "\nhalf = {}", quoted(&grammar.expression(&mut bytes, 4)?));
    for number in 0..RULES {
        if bytes.is_empty() {
            break;
        }
        let when = grammar.expression(&mut bytes, 5)?;
        let threat = grammar.expression(&mut bytes, 1)?;
        rule(&mut pack, number, &when, &threat);
    }
    Ok((pack, functions))
}

fn rule(pack: &mut String, number: usize, when: &str, threat: &str) {
    let _ = writeln!(
        pack,
        r#"
[[risk]]
id = "TRY-{number}"
name = "trial"
stage = "storage"
kinds = ["leak"]
title = {{ ja = "題", en = "title" }}
why = {{ ja = "理由", en = "why" }}
when = {}
threat = {}
case = [{{ given = {{ count = 5 }}, expect = "risk" }}]"#,
        quoted(when),
        quoted(threat)
    );
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
