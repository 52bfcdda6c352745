//! A text that is written line by line in one language.

use std::fmt::Write as _;

use daicho_rules::Lang;

use super::style::{Ink, Palette};

/// How much of long lists is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// The first few of each, and how many more there are.
    #[default]
    Short,
    /// Everything.
    All,
}

/// What was written so far, and how it is written.
pub(super) struct Page {
    pub(super) out: String,
    pub(super) extent: Extent,
    pub(super) lang: Lang,
    pub(super) palette: Palette,
}

impl Page {
    pub(super) fn new(extent: Extent, lang: Lang, palette: Palette) -> Self {
        Self { out: String::new(), extent, lang, palette }
    }

    pub(super) fn pick(&self, ja: &str, en: &str) -> String {
        match self.lang {
            Lang::Ja => ja.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    pub(super) fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{}{}", " ".repeat(indent), text.trim_end());
    }

    /// A heading, set apart from what stands before it.
    pub(super) fn heading(&mut self, ja: &str, en: &str) {
        let text = self.pick(&format!("■ {ja}"), en);
        let text = self.palette.paint(Ink::Heading, &text);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.line(0, &text);
    }
}
