//! The layers that decided, and what the client's settings changed.

use std::fmt::Write as _;

use daicho_rules::{Lang, Text};

use super::style::{Ink, Palette};
use crate::assessment::Assessment;
use crate::ledger::Ledger;
use crate::write::changes;

/// Packs with versions and digests, then each change of the client's settings.
pub(super) fn layers_text(assessment: &Assessment, lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    let head = Text::new("ルール", "rules");
    let line = format!("{} {}", head.get(lang), changes::layers(assessment));
    let _ = writeln!(out, "{}", palette.paint(Ink::Faint, &line));
    let rows = changes::rows(assessment, lang);
    if let (Some(client), false) = (&assessment.client, rows.is_empty()) {
        let head = Text::new("設定による変更", "changed by the client settings");
        let total = changes::total(client, lang).unwrap_or_default();
        let _ = writeln!(out, "{}", palette.paint(Ink::Middle, &format!("{}: {total}", head.get(lang))));
    }
    for row in &rows {
        let _ = writeln!(out, "  {}", changes::line(row, lang));
    }
    out
}

/// A line for each kind of thing in the folder of a ledger that was not read.
pub fn passed_over_notes(ledger: &Ledger, lang: Lang) -> Vec<String> {
    ledger.passed_over.iter().map(|passed| passed.line(lang)).collect()
}

/// One line that says which settings were used.
pub fn settings_note(file: &str, lang: Lang) -> String {
    Text::new(format!("設定ファイルを使います: {file}"), format!("client settings: {file}"))
        .get(lang)
        .to_owned()
}
