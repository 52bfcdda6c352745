//! Bytes to text, or the place of the first byte that is none.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, EUC_JP, Encoding as Table, SHIFT_JIS, UTF_16BE, UTF_16LE};

/// What the bytes were written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, with or without a mark at the start.
    Utf8,
    /// UTF-16 of either order.
    Utf16,
    /// Shift JIS with the rows of NEC and IBM, as Windows writes it.
    Cp932,
    /// EUC-JP, as older systems write it.
    EucJp,
}

/// A text and what it was written in.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    /// The text, without a mark at its start.
    pub(super) text: Cow<'b, str>,
    /// What it was written in.
    pub(super) encoding: Encoding,
}

/// The first byte that is no text, as people count: from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// Line of the file.
    pub(super) line: usize,
    /// Byte in the line.
    pub(super) position: usize,
    /// The byte.
    pub(super) byte: u8,
}

/// True for UTF-16: by its mark, or by ASCII characters each of which has a NUL beside it.
pub(super) fn is_wide(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) || unmarked(head).is_some()
}

/// The order of UTF-16 without a mark.
fn unmarked(head: &[u8]) -> Option<&'static Table> {
    let nuls = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    // Line ends and delimiters are ASCII, and there is no text in which every other byte is NUL by chance.
    let plenty = |nuls: usize, others: usize| nuls >= 4 && nuls * 10 >= head.len() && others == 0;
    if plenty(odd, even) {
        return Some(UTF_16LE);
    }
    plenty(even, odd).then_some(UTF_16BE)
}

/// The text of bytes.
///
/// Never a guess: what one encoding cannot read as a whole is tried in the next, and what none reads is an
/// error that names the byte at which the one that came furthest stopped.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Broken> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        let text = std::str::from_utf8(rest).map_err(|error| broken(rest, error.valid_up_to()))?;
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8 });
    }
    for (mark, table) in [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return whole(rest, table, Encoding::Utf16).ok_or_else(|| broken(rest, stops_at(rest, table)));
        }
    }
    if let Some(table) = unmarked(bytes.get(..bytes.len().min(4096)).unwrap_or_default()) {
        return whole(bytes, table, Encoding::Utf16).ok_or_else(|| broken(bytes, stops_at(bytes, table)));
    }
    let stop = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8 }),
        Err(error) => error.valid_up_to(),
    };
    if is_damaged_utf8(bytes) {
        return Err(broken(bytes, stop));
    }
    match whole(bytes, SHIFT_JIS, Encoding::Cp932) {
        Some(decoded) if is_mostly_kana_of_half_width(&decoded.text) => {
            Ok(whole(bytes, EUC_JP, Encoding::EucJp).filter(|euc| is_japanese(&euc.text)).unwrap_or(decoded))
        }
        Some(decoded) if !is_western(&decoded.text) => Ok(decoded),
        Some(_) => Err(broken(bytes, stop)),
        None => match whole(bytes, EUC_JP, Encoding::EucJp) {
            Some(decoded) if is_japanese(&decoded.text) => Ok(decoded),
            _ => Err(broken(bytes, stop.max(stops_at(bytes, SHIFT_JIS)))),
        },
    }
}

fn whole<'b>(bytes: &'b [u8], table: &'static Table, encoding: Encoding) -> Option<Decoded<'b>> {
    let text = table.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(Decoded { text, encoding })
}

/// How many bytes of a text can be read.
fn stops_at(bytes: &[u8], table: &'static Table) -> usize {
    let mut decoder = table.new_decoder_without_bom_handling();
    let mut out = [0_u8; 4096];
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut out, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return bytes.len(),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, behind) => {
                return at.saturating_sub(usize::from(length) + usize::from(behind));
            }
        }
    }
}

fn broken(bytes: &[u8], at: usize) -> Broken {
    let before = bytes.get(..at).unwrap_or_default();
    let ends = before.iter().enumerate().filter(|(index, byte)| {
        // CR LF is one end of line.
        **byte == b'\n' || **byte == b'\r' && before.get(index + 1).or(bytes.get(at)) != Some(&b'\n')
    });
    let (lines, start) = ends.fold((0, 0), |(lines, _), (index, _)| (lines + 1, index + 1));
    Broken { line: lines + 1, position: at - start + 1, byte: bytes.get(at).copied().unwrap_or_default() }
}

/// True for UTF-8 with a few broken places: read as CP932 it might pass for text, all of it wrong.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// True if half-width kana make up most of what is not ASCII: so EUC-JP looks when it is read as CP932.
fn is_mostly_kana_of_half_width(text: &str) -> bool {
    let others = text.chars().filter(|c| !c.is_ascii()).count();
    let kana = text.chars().filter(|c| ('\u{ff61}'..='\u{ff9f}').contains(c)).count();
    kana * 2 > others
}

/// True if most of what is not ASCII are full-width kana, kanji and their punctuation.
fn is_japanese(text: &str) -> bool {
    let others = text.chars().filter(|c| !c.is_ascii()).count();
    let known = text.chars().filter(
        |c| matches!(*c, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}'),
    );
    let kana = text.chars().any(|c| ('\u{3041}'..='\u{30fe}').contains(&c));
    kana && known.count() * 10 >= others * 9
}

/// True if most of what is not ASCII stands alone beside Latin letters: so French looks when it is read as CP932.
fn is_western(text: &str) -> bool {
    let (mut alone, mut others) = (0_usize, 0_usize);
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if !c.is_ascii() {
            others += 1;
            let after = characters.peek().copied().unwrap_or(' ');
            let beside = [before, after];
            let letter = beside.iter().any(char::is_ascii_alphabetic);
            alone += usize::from(letter && beside.iter().all(char::is_ascii));
        }
        before = c;
    }
    alone * 2 > others
}
