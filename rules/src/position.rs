//! Byte offsets of a TOML file as lines and columns.

use std::cell::OnceCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::Place;

/// A file of a pack, with its text for finding places.
#[derive(Debug, Clone)]
pub(crate) struct SourceText<'a> {
    /// Pack and path, as shown in messages.
    pub(crate) label: String,
    text: &'a str,
    /// Where lines start: counting them anew for each definition would take for ever in a large file.
    lines: Vec<usize>,
    /// The file as a tree, for places inside definitions; built when a first one is asked for.
    tree: OnceCell<Spanned<DeValue<'a>>>,
    /// Characters before each block of the text, for files that are one long line.
    characters: Vec<usize>,
}

/// One step from a definition to a part of it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'s> {
    /// To the value of a key.
    Key(&'s str),
    /// To an entry of a list, from 0.
    Entry(usize),
    /// To the entry of a list that starts at this byte.
    Starting(usize),
}

/// Bytes between two counts of characters.
const BLOCK: usize = 4_096;

impl<'a> SourceText<'a> {
    pub(crate) fn new(label: String, text: &'a str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        let mut before = 0;
        let characters = text.as_bytes().chunks(BLOCK).map(|block| {
            let here = before;
            before += characters(block);
            here
        });
        let characters = characters.collect();
        Self { label, text, lines, tree: OnceCell::new(), characters }
    }

    /// Characters before a byte offset.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.characters.get(block).copied().unwrap_or(0) + characters(rest)
    }

    /// The place of a byte offset.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= offset);
        let line_start = line.checked_sub(1).and_then(|line| self.lines.get(line)).copied().unwrap_or(0);
        Place {
            file: self.label.clone(),
            line: line.max(1),
            column: (self.characters_before(offset) + 1).saturating_sub(self.characters_before(line_start)),
        }
    }

    /// What stands somewhere.
    pub(crate) fn slice(&self, span: &Range<usize>) -> &'a str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// The place where the content of a quoted string starts.
    pub(crate) fn content(&self, span: &Range<usize>) -> Place {
        let quoted = self.text.get(span.clone()).unwrap_or_default();
        let quotes = ["'''\r\n", "'''\n", "\"\"\"\r\n", "\"\"\"\n", "'''", "\"\"\"", "'", "\""];
        let skip = quotes.iter().find(|quote| quoted.starts_with(**quote)).map_or(0, |quote| quote.len());
        self.place(span.start + skip)
    }

    /// The place of a part of the file; where there is none, that of the nearest part around it.
    pub(crate) fn part(&self, path: &[Step<'_>]) -> Place {
        let (value, _) = self.walk(path);
        self.content(&value.span())
    }

    /// The place of the last key of a path; where there is none, that of the nearest part around it.
    pub(crate) fn key(&self, path: &[Step<'_>]) -> Place {
        let Some((Step::Key(key), above)) = path.split_last() else { return self.part(path) };
        let (value, found) = self.walk(above);
        let key = value.get_ref().as_table().filter(|_| found).and_then(|table| table.get_key_value(*key));
        match key {
            Some((key, _)) => self.content(&key.span()),
            None => self.content(&value.span()),
        }
    }

    /// The innermost part of the file that a path reaches, and whether it is the end of the path.
    fn walk(&self, path: &[Step<'_>]) -> (&Spanned<DeValue<'a>>, bool) {
        let mut at = self.tree.get_or_init(|| {
            let (table, _) = DeTable::parse_recoverable(self.text);
            let span = table.span();
            Spanned::new(span, DeValue::Table(table.into_inner()))
        });
        for step in path {
            let next = match (step, at.get_ref()) {
                (Step::Key(key), DeValue::Table(table)) => table.get(*key),
                (Step::Entry(index), DeValue::Array(entries)) => entries.get(*index),
                // Entries stand in the order of the file.
                (Step::Starting(start), DeValue::Array(entries)) => {
                    let at = entries.binary_search_by_key(start, |entry| entry.span().start);
                    at.ok().and_then(|at| entries.get(at))
                }
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => return (at, false),
            }
        }
        (at, true)
    }
}

/// Characters that start in a piece of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count()
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

    #[test]
    fn parts_of_definitions_have_places_and_missing_parts_those_around_them() {
        let text = "[lists]\nten = [\"a\", \"語\"]\n\n[[field]]\nid = \"x\"\n\n[[field]]\nid = \"y\"\n";
        let source = SourceText::new("x.toml".into(), text);
        let id = |entry| source.part(&[Step::Key("field"), Step::Entry(entry), Step::Key("id")]).to_string();
        assert_eq!(id(0), "x.toml:5:7");
        assert_eq!(id(1), "x.toml:8:7");
        assert_eq!(source.key(&[Step::Key("lists"), Step::Key("ten")]).to_string(), "x.toml:2:1");
        let word = [Step::Key("lists"), Step::Key("ten"), Step::Entry(1)];
        assert_eq!(source.part(&word).to_string(), "x.toml:2:14");
        let second = text.rfind("[[field]]").unwrap();
        let missing = [Step::Key("field"), Step::Starting(second), Step::Key("names")];
        assert_eq!(source.part(&missing).to_string(), "x.toml:7:1");
        assert_eq!(source.key(&missing).to_string(), "x.toml:7:1");
    }

    #[test]
    fn columns_of_a_very_long_line_count_characters() {
        let text = format!("# 題\n{}", "項x".repeat(5_000));
        let source = SourceText::new("p/x.toml".into(), &text);
        for (offset, _) in text.char_indices().skip(4).step_by(997).chain([(text.len(), ' ')]) {
            let column = text.get("# 題\n".len()..offset).unwrap().chars().count() + 1;
            assert_eq!(source.place(offset).to_string(), format!("p/x.toml:2:{column}"));
        }
    }
}
