//! Texts for people, in both languages of daicho.

use serde::{Deserialize, Serialize};

/// Language of everything that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Japanese, the default.
    #[default]
    Ja,
    /// English.
    En,
}

/// A text in Japanese and English.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text from its Japanese and English wording.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// The same wording in both languages, for names and other words that people typed.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { ja: text.clone(), en: text }
    }

    /// Texts one after the other, with these signs between them.
    pub fn joined(texts: &[Self], ja: &str, en: &str) -> Self {
        let join = |of: fn(&Self) -> &str, sign| texts.iter().map(of).collect::<Vec<_>>().join(sign);
        Self::new(join(|text| &text.ja, ja), join(|text| &text.en, en))
    }

    /// Texts as a list: `甲、乙`.
    pub fn listed(texts: &[Self]) -> Self {
        Self::joined(texts, "、", ", ")
    }

    /// The wording in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// A number with its thousands set apart.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

/// An error that can tell people, in their language, what is wrong and what to do.
///
/// `Display` of every error gives the English message, for logs and developers.
pub trait Explain {
    /// What is wrong and where: one line, no full stop.
    fn message(&self, lang: Lang) -> String;

    /// What to do about it.
    fn help(&self, lang: Lang) -> Option<String>;
}
