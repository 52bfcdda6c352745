//! Text to records and fields.
//!
//! Blank lines are records, since a spreadsheet program shows them as rows.

use std::borrow::Cow;

/// Most fields of a record that are kept: the columns of a sheet.
const FIELDS_MOST: usize = 16_384;

/// The records of a text, one for each row that a spreadsheet program would show.
#[derive(Debug)]
pub(super) struct Records<'t> {
    text: &'t str,
    at: usize,
    delimiter: u8,
}

/// A row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record<'t> {
    /// Its fields without their quotes, as many as a sheet has columns.
    pub(super) fields: Vec<Cow<'t, str>>,
    /// How many fields there are.
    pub(super) width: usize,
    /// The first field that starts with a quote which is none: it has no end.
    pub(super) stray_quote: Option<u32>,
}

impl<'t> Records<'t> {
    /// The records of a text whose fields are parted by an ASCII character.
    pub(super) fn new(text: &'t str, delimiter: u8) -> Self {
        Self { text, at: 0, delimiter }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn field(&mut self) -> (Cow<'t, str>, bool) {
        let opens = self.byte() == Some(b'"');
        match opens.then(|| self.quoted()).flatten() {
            Some(field) => (field, false),
            None => (Cow::Borrowed(self.plain()), opens),
        }
    }

    /// Everything up to the next delimiter or line end.
    fn plain(&mut self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let ends = |byte: u8| byte == self.delimiter || byte == b'\n' || byte == b'\r';
        let length = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// The field whose quote opens here; `None`, and nothing is passed, if that quote is none.
    ///
    /// What follows the closing quote belongs to the field. But where text follows a quote that closes lines
    /// below, two stray quotes have met, and everything between them would be swallowed.
    fn quoted(&mut self) -> Option<Cow<'t, str>> {
        let (bytes, start) = (self.text.as_bytes(), self.at + 1);
        let (mut end, mut doubled) = (start, false);
        loop {
            end += bytes.get(end..)?.iter().position(|byte| *byte == b'"')?;
            if bytes.get(end + 1) != Some(&b'"') {
                break;
            }
            doubled = true;
            end += 2;
        }
        let inside = self.text.get(start..end)?;
        let opened_at = self.at;
        self.at = end + 1;
        let tail = self.plain();
        let tail = if tail.trim_matches(' ').is_empty() { "" } else { tail };
        if !tail.is_empty() && inside.contains(['\n', '\r']) {
            self.at = opened_at;
            return None;
        }
        Some(match (doubled, tail) {
            (false, "") => Cow::Borrowed(inside),
            (true, "") => Cow::Owned(inside.replace("\"\"", "\"")),
            _ => Cow::Owned(inside.replace("\"\"", "\"") + tail),
        })
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Record<'t>;

    fn next(&mut self) -> Option<Record<'t>> {
        self.byte()?;
        let mut record = Record::default();
        loop {
            let (field, stray) = self.field();
            if stray && record.stray_quote.is_none() {
                record.stray_quote = u32::try_from(record.fields.len()).ok();
            }
            record.width += 1;
            // A line of a hundred million commas must not cost a hundred million fields.
            if record.fields.len() < FIELDS_MOST {
                record.fields.push(field);
            }
            let end = self.byte();
            self.at += usize::from(end.is_some());
            if end != Some(self.delimiter) {
                self.at += usize::from(end == Some(b'\r') && self.byte() == Some(b'\n'));
                return Some(record);
            }
        }
    }
}
