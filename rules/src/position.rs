//! Byte offsets of a TOML file as lines and columns.

use std::ops::Range;

use crate::error::Place;

/// A file of a pack, with its text for finding places.
#[derive(Debug, Clone)]
pub(crate) struct SourceText<'a> {
    /// Pack and path, as shown in messages.
    pub(crate) label: String,
    text: &'a str,
    /// Where lines start: counting them anew for each definition would take for ever in a large file.
    lines: Vec<usize>,
}

impl<'a> SourceText<'a> {
    pub(crate) fn new(label: String, text: &'a str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { label, text, lines: std::iter::once(0).chain(starts).collect() }
    }

    /// The place of a byte offset.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= offset);
        let line_start = line.checked_sub(1).and_then(|line| self.lines.get(line)).copied().unwrap_or(0);
        Place {
            file: self.label.clone(),
            line: line.max(1),
            column: self.text.get(line_start..offset).map_or(1, |line| line.chars().count() + 1),
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
        let source = SourceText::new("p/x.toml".into(), "a = 1\n項目 = 'when'\n");
        let start = source.text.find('\'').unwrap();
        assert_eq!(source.place(start).to_string(), "p/x.toml:2:6");
        assert_eq!(source.content(&(start..start + 6)).to_string(), "p/x.toml:2:7");
    }
}
