//! Lines of an answer.

use daicho_rules::Lang;

/// Longest text of a cell that is quoted whole, in characters.
const QUOTED: usize = 40;

pub(super) fn pick(lang: Lang, ja: &str, en: &str) -> String {
    match lang {
        Lang::Ja => ja.to_owned(),
        Lang::En => en.to_owned(),
    }
}

pub(super) fn labelled(label: &str, text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("  {label}：{text}"),
        Lang::En => format!("  {label}: {text}"),
    }
}

pub(super) fn bullet(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("  ・{text}"),
        Lang::En => format!("  - {text}"),
    }
}

/// The beginning of a long text.
pub(super) fn cut(text: &str) -> String {
    let short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
