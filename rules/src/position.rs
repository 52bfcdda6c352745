//! Byte offsets of a TOML file as lines and columns.

use std::ops::Range;

use crate::error::Place;

/// A file of a pack, with its text for finding places.
#[derive(Debug, Clone)]
pub(crate) struct SourceText<'a> {
    /// Pack and path, as shown in messages.
    pub(crate) label: String,
    pub(crate) text: &'a str,
}

impl SourceText<'_> {
    /// The place of a byte offset.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            file: self.label.clone(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).map_or(1, |line| line.chars().count() + 1),
        }
    }

    /// The place where the content of a quoted string starts.
    pub(crate) fn content(&self, span: &Range<usize>) -> Place {
        let quoted = self.text.get(span.clone()).unwrap_or_default();
        let quotes = ["'''\r\n", "'''\n", "\"\"\"\r\n", "\"\"\"\n", "'''", "\"\"\"", "'", "\""];
        let skip = quotes.iter().find(|quote| quoted.starts_with(**quote)).map_or(0, |quote| quote.len());
        self.place(span.start + skip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_strings_start_inside_their_quotes() {
        let source = SourceText { label: "p/x.toml".into(), text: "a = 1\n項目 = 'when'\n" };
        let start = source.text.find('\'').unwrap();
        assert_eq!(source.place(start).to_string(), "p/x.toml:2:6");
        assert_eq!(source.content(&(start..start + 6)).to_string(), "p/x.toml:2:7");
    }
}
