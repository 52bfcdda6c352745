//! The text of a string item: plain or in runs, without the readings of its kanji.

use std::borrow::Cow;

use memchr::memchr2;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart};

/// Bytes of an escape such as `_x000D_`.
const ESCAPE: usize = 7;

/// Gathers the text of an element `si` or `is` from the events within it.
#[derive(Debug, Default)]
pub(super) struct RichText {
    /// Text of the runs that have ended.
    text: String,
    /// Text of the run that is being read.
    run: String,
    inside: Inside,
    /// Blanks at the ends of the run are kept.
    preserve: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Item,
    /// In an element `t`.
    Run,
    /// In an element `rPh`: furigana.
    Reading,
}

impl RichText {
    /// A start tag, by its local name.
    pub(super) fn start(&mut self, name: &str, start: &BytesStart<'_>) {
        match (name, self.inside) {
            ("rPh", _) => self.inside = Inside::Reading,
            ("t", Inside::Item) => {
                self.inside = Inside::Run;
                self.preserve =
                    start.attributes().with_checks(false).filter_map(Result::ok).any(|attribute| {
                        attribute.key.as_ref() == "xml:space" && attribute.value == "preserve"
                    });
            }
            _ => {}
        }
    }

    /// An end tag, by its local name.
    pub(super) fn end(&mut self, name: &str) {
        match (name, self.inside) {
            ("rPh", Inside::Reading) => self.inside = Inside::Item,
            ("t", Inside::Run) => {
                self.inside = Inside::Item;
                // Only XML's own blanks go: a wide space is text.
                let blank = |c| matches!(c, ' ' | '\t' | '\r' | '\n');
                let run = if self.preserve { self.run.as_str() } else { self.run.trim_matches(blank) };
                unescape(run, &mut self.text);
                self.run.clear();
            }
            _ => {}
        }
    }

    /// Characters.
    pub(super) fn text(&mut self, text: &str) {
        if self.inside == Inside::Run {
            self.run.push_str(text);
        }
    }

    /// The text gathered so far, which is given up for the next item.
    pub(super) fn finish<R>(&mut self, use_text: impl FnOnce(&str) -> R) -> R {
        let used = use_text(&self.text);
        self.text.clear();
        self.run.clear();
        self.inside = Inside::Item;
        used
    }
}

/// The characters that `&…;` stands for; `None` for an entity that XML does not know.
pub(super) fn resolve(entity: &BytesRef<'_>) -> Option<String> {
    if let Some(known) = resolve_xml_entity(entity.as_ref()) {
        return Some(known.to_owned());
    }
    entity.resolve_char_ref().ok().flatten().map(String::from)
}

/// Calls `use_text` with the parts of a text, its references resolved; fails with one that XML does not know.
pub(super) fn each_part(text: &str, mut use_text: impl FnMut(&str)) -> Result<(), String> {
    // Nearly every text is as it stands.
    if memchr2(b'&', b'\r', text.as_bytes()).is_none() {
        use_text(text);
        return Ok(());
    }
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        use_text(&lines(before));
        let unknown = || format!("&{}", from.chars().take(20).collect::<String>());
        let (name, behind) = from.split_once(';').ok_or_else(unknown)?;
        use_text(&resolve(&BytesRef::new(name)).ok_or_else(unknown)?);
        rest = behind;
    }
    use_text(&lines(rest));
    Ok(())
}

/// A text with the ends of its lines as XML wants them.
fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Appends `text` to `out`, its escapes `_xHHHH_` resolved: they hold what XML cannot, as UTF-16.
pub(super) fn unescape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        let Some(unit) = escape(from) else {
            let (kept, behind) = from.split_at(1);
            out.push_str(before);
            out.push_str(kept);
            rest = behind;
            continue;
        };
        out.push_str(before);
        rest = from.get(ESCAPE..).unwrap_or_default();
        let low = if (0xd800..0xdc00).contains(&unit) { escape(rest) } else { None };
        let paired = low.and_then(|low| char::decode_utf16([unit, low]).next()?.ok());
        if paired.is_some() {
            rest = rest.get(ESCAPE..).unwrap_or_default();
        }
        let alone = || char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
        out.push(paired.unwrap_or_else(alone));
    }
    out.push_str(rest);
}

/// The unit of UTF-16 in an escape at the start of a text.
fn escape(text: &str) -> Option<u16> {
    let digits = text.get(..ESCAPE)?.strip_prefix("_x")?.strip_suffix('_')?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if plain { u16::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_resolved_once() {
        for (typed, meant) in [
            ("総務部_x000D_\n人事部", "総務部\r\n人事部"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_", "📷"),
            ("_xD83D_x", "\u{fffd}x"),
            ("a_xb_x00", "a_xb_x00"),
            ("_x+0D0_", "_x+0D0_"),
            ("__x0041_", "_A"),
            ("_x氏名", "_x氏名"),
        ] {
            let mut out = String::new();
            unescape(typed, &mut out);
            assert_eq!(out, meant, "{typed}");
        }
    }
}
