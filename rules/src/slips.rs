//! The slips that people who write packs make most, with what to write instead.
//!
//! The parsers of TOML and of expressions tell where they stopped, in English and in their own terms. What
//! stands there is looked up in the tables below; only what is not in them is told in the parser's words.

mod expression;
mod marks;
mod toml;

pub(crate) use expression::{operator, reason, slip};
pub(crate) use toml::{cases_twice, day, problems as toml_problems};

use crate::error::{Place, Problem};
use crate::text::Text;

/// A slip in words: what is wrong, and what to write.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Slip {
    wrong: Text,
    help: Option<Text>,
}

impl Slip {
    fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { wrong: Text::new(ja, en), help: None }
    }

    fn with_help(self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { help: Some(Text::new(ja, en)), ..self }
    }

    /// Something that is written otherwise.
    fn instead(wrong: &str, right: &str) -> Self {
        Self::new(format!("`{wrong}` とは書けません"), format!("`{wrong}` cannot be written here"))
            .with_help(format!("`{right}` と書きます"), format!("write `{right}`"))
    }

    /// With what cannot be read said first.
    pub(crate) fn within(self, ja: &str, en: &str) -> Self {
        Self {
            wrong: Text::new(format!("{ja}: {}", self.wrong.ja), format!("{en}: {}", self.wrong.en)),
            ..self
        }
    }

    /// With the number of further places that have it.
    fn and_more(self, more: usize) -> Self {
        let (ja, en) = (self.wrong.ja, self.wrong.en);
        Self {
            wrong: Text::new(format!("{ja}（ほか{more}か所）"), format!("{en} (and {more} more)")),
            ..self
        }
    }

    pub(crate) fn at(self, place: Place) -> Problem {
        Problem { help: self.help, ..Problem::error(place, self.wrong.ja, self.wrong.en) }
    }
}
