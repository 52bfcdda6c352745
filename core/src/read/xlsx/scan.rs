//! A reader of XML for sheets, which hold millions of short elements.
//!
//! It knows what a sheet needs and no more: names, attributes, texts. Everything else in the archive is read
//! by quick-xml, which does the same at half the speed.

use std::io::Read;

use memchr::memchr;
use memchr::memmem::find;
use quick_xml::events::BytesStart;

/// Bytes that are unpacked at a time.
const CHUNK: usize = 64 << 10;
/// Most bytes of a tag or a text; Excel keeps 32,767 characters in a cell.
const PIECE_MOST: usize = 16 << 20;
/// Most closings stand nearer than this: sheets are made of short elements.
const NEAR: usize = 16;
/// The longest opening that has to be told from others: `<![CDATA[`.
const OPENING: usize = 9;

/// Reads a part piece by piece.
pub(super) struct Scanner<R> {
    source: R,
    /// Unpacked bytes that are not yet text: a character may be cut in two.
    raw: Vec<u8>,
    text: String,
    /// Where in the text the next piece starts.
    from: usize,
    ended: bool,
}

/// A piece of XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'s> {
    /// A start tag; `empty` if it is its own end tag.
    Start { tag: Tag<'s>, empty: bool },
    /// An end tag, by its local name.
    End(&'s str),
    /// Characters between tags, references not resolved.
    Text(&'s str),
    /// Characters as they are.
    CData(&'s str),
    /// A declaration that no sheet needs.
    Doctype,
    /// Nothing more.
    Eof,
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'s> {
    content: &'s str,
    name: usize,
}

impl<'s> Tag<'s> {
    fn new(content: &'s str) -> Self {
        let name = content.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(content.len());
        Self { content, name }
    }

    /// Its name without prefix.
    pub(super) fn name(self) -> &'s str {
        local(self.content.get(..self.name).unwrap_or_default())
    }

    /// Its attributes, references in their values not resolved; what is none ends them.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'s str, &'s str)> {
        let mut rest = self.content.get(self.name..).unwrap_or_default();
        std::iter::from_fn(move || {
            // These are short: a look at each byte is faster than a search.
            let equals = rest.bytes().position(|byte| byte == b'=')?;
            let behind = rest.get(equals + 1..)?.trim_ascii_start();
            let quote = behind.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
            let length = behind.bytes().skip(1).position(|byte| byte == quote)?;
            let (key, value) = (rest.get(..equals)?.trim_ascii(), behind.get(1..=length)?);
            rest = behind.get(length + 2..)?;
            Some((key, value))
        })
    }

    /// The tag for functions that resolve references.
    pub(super) fn resolved(self) -> BytesStart<'s> {
        BytesStart::from_content(self.content, self.name)
    }
}

/// What stands between a start in the text and its end.
struct Span {
    from: usize,
    to: usize,
}

impl<R: Read> Scanner<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, raw: Vec::new(), text: String::new(), from: 0, ended: false }
    }

    /// The next piece; fails with what is wrong with the part.
    pub(super) fn next(&mut self) -> Result<Piece<'_>, String> {
        loop {
            while self.rest().len() < OPENING && !self.ended {
                self.fill()?;
            }
            let rest = self.rest().as_bytes();
            let bang = rest.starts_with(b"<!");
            if rest.is_empty() {
                return Ok(Piece::Eof);
            }
            if rest.first() != Some(&b'<') {
                let Span { from, to } = self.span(0, |text| Some((next(b'<', text)?, 0)), true)?;
                return Ok(Piece::Text(self.text.get(from..to).unwrap_or_default()));
            }
            if bang && rest.starts_with(b"<!--") {
                self.span(4, |text| Some((find(text, b"-->")?, 3)), false)?;
            } else if bang && rest.starts_with(b"<![CDATA[") {
                let Span { from, to } = self.span(OPENING, |text| Some((find(text, b"]]>")?, 3)), false)?;
                return Ok(Piece::CData(self.text.get(from..to).unwrap_or_default()));
            } else if bang {
                return Ok(Piece::Doctype);
            } else if rest.starts_with(b"<?") {
                self.span(2, |text| Some((find(text, b"?>")?, 2)), false)?;
            } else if rest.starts_with(b"</") {
                let Span { from, to } = self.span(2, |text| Some((next(b'>', text)?, 1)), false)?;
                let name = self.text.get(from..to).unwrap_or_default();
                return Ok(Piece::End(local(name.trim_ascii_end())));
            } else {
                let Span { from, to } = self.span(1, |text| Some((tag_end(text)?, 1)), false)?;
                let content = self.text.get(from..to).unwrap_or_default();
                let (content, empty) = match content.strip_suffix('/') {
                    Some(content) => (content, true),
                    None => (content, false),
                };
                return Ok(Piece::Start { tag: Tag::new(content), empty });
            }
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.from..).unwrap_or_default()
    }

    /// Takes a piece after an opening of so many bytes, up to where `end` finds its closing and how long that is.
    fn span(
        &mut self,
        opening: usize,
        end: impl Fn(&[u8]) -> Option<(usize, usize)>,
        may_end_with_part: bool,
    ) -> Result<Span, String> {
        loop {
            let held = self.rest().as_bytes().get(opening..).unwrap_or_default();
            let found = match end(held) {
                None if self.ended && may_end_with_part => Some((held.len(), 0)),
                found => found,
            };
            if let Some((length, closing)) = found {
                let from = self.from + opening;
                let to = from + length;
                self.from = to + closing;
                return Ok(Span { from, to });
            }
            if self.ended {
                return Err("the part ends within a tag".to_owned());
            }
            if held.len() > PIECE_MOST {
                return Err("a text of the part is far longer than a cell can hold".to_owned());
            }
            self.fill()?;
        }
    }

    /// Unpacks more text behind what is left of it.
    fn fill(&mut self) -> Result<(), String> {
        self.text.drain(..self.from);
        self.from = 0;
        // A long piece is looked through again each time, so twice as much is unpacked.
        let more = CHUNK.max(self.text.len());
        let before = self.raw.len();
        let mut limited = self.source.by_ref().take(u64::try_from(more).unwrap_or(u64::MAX));
        limited.read_to_end(&mut self.raw).map_err(|error| error.to_string())?;
        self.ended = self.raw.len() - before < more;
        let valid = match std::str::from_utf8(&self.raw) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() && !self.ended => {
                std::str::from_utf8(self.raw.get(..error.valid_up_to()).unwrap_or_default())
                    .unwrap_or_default()
            }
            Err(error) => return Err(error.to_string()),
        };
        self.text.push_str(valid);
        let used = valid.len();
        self.raw.drain(..used);
        Ok(())
    }
}

/// Where a byte stands next: a look at each is faster than a search where it is near.
fn next(byte: u8, text: &[u8]) -> Option<usize> {
    let near = text.get(..NEAR).unwrap_or(text);
    near.iter().position(|other| *other == byte).or_else(|| memchr(byte, text))
}

/// Where a start tag ends: at the first `>` outside quotes.
fn tag_end(text: &[u8]) -> Option<usize> {
    let mut quote = None;
    text.iter().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(*byte);
            false
        }
        (Some(open), _) if open == *byte => {
            quote = None;
            false
        }
        _ => false,
    })
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    match next(b':', name.as_bytes()) {
        Some(at) => name.get(at + 1..).unwrap_or_default(),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time.
    struct Slow<'b>(&'b [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = self.1.min(buffer.len()).min(self.0.len());
            let (given, left) = self.0.split_at(length);
            buffer[..length].copy_from_slice(given);
            self.0 = left;
            Ok(length)
        }
    }

    fn pieces(xml: &[u8], step: usize) -> Result<Vec<String>, String> {
        let mut scanner = Scanner::new(Slow(xml, step));
        let mut found = Vec::new();
        loop {
            found.push(match scanner.next()? {
                Piece::Eof => return Ok(found),
                Piece::Doctype => return Err("a declaration".to_owned()),
                Piece::Start { tag, empty } => {
                    format!(
                        "{}{:?}{}",
                        tag.name(),
                        tag.attributes().collect::<Vec<_>>(),
                        ["", "/"][usize::from(empty)]
                    )
                }
                piece => format!("{piece:?}"),
            });
        }
    }

    #[test]
    fn pieces_are_found_however_they_arrive() {
        let xml = "\u{feff}<?xml version=\"1.0\"?><!-- > <a> --><x:row r='1'  t = \"a>b\"\n><v/><c r=\"A1\">氏名&amp;</c ></x:row><![CDATA[<]]]]>";
        let expected = [
            "Text(\"\\u{feff}\")",
            r#"row[("r", "1"), ("t", "a>b")]"#,
            "v[]/",
            r#"c[("r", "A1")]"#,
            r#"Text("氏名&amp;")"#,
            r#"End("c")"#,
            r#"End("row")"#,
            r#"CData("<]]")"#,
        ];
        for step in [1, 2, 3, 7, 1000] {
            assert_eq!(pieces(xml.as_bytes(), step).unwrap(), expected, "{step}");
        }
    }

    #[test]
    fn what_is_cut_off_or_no_text_is_an_error() {
        for xml in
            [b"<row r=\"1\"".as_slice(), b"<!-- ", b"<![CDATA[x]]", b"</row", b"<a>\xff</a>", b"<a>\xe6\xb0"]
        {
            assert!(pieces(xml, 1000).is_err(), "{xml:?}");
        }
    }

    #[test]
    fn a_declaration_is_told() {
        assert_eq!(Scanner::new(b"<!DOCTYPE a [<!ENTITY b 'c'>]>".as_slice()).next(), Ok(Piece::Doctype));
    }

    #[test]
    fn a_text_without_end_is_refused_before_it_fills_memory() {
        let long = format!("<c>{}", "x".repeat(PIECE_MOST * 3));
        assert!(pieces(long.as_bytes(), 1 << 20).is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_pieces_or_an_error(xml in "[<>/!?='\" a-c&;\\[\\]\\-]{0,60}", step in 1_usize..9) {
            proptest::prop_assert_eq!(pieces(xml.as_bytes(), step), pieces(xml.as_bytes(), 1000));
        }
    }
}
