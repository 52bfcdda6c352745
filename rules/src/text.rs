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

    /// The wording in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
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
