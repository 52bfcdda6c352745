//! The paragraphs of a cell, without notes and phonetic guides.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Stop, skip};
use crate::read::xlsx::attribute;

/// Most blanks that one element stands for.
const BLANKS_MOST: usize = 1000;

/// The text of a cell up to its end, a line for each paragraph.
pub(super) fn paragraphs(reader: &mut Reader<impl BufRead>) -> Result<String, Stop> {
    let mut text = String::new();
    let mut paragraphs = 0_usize;
    // Text counts within paragraphs only: files may be indented.
    let mut depth = 0_usize;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        let is_open = matches!(event, Event::Start(_));
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "p" | "h" => {
                    if paragraphs > 0 && depth == 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    depth += usize::from(is_open);
                }
                "s" => text.push_str(&" ".repeat(blanks(&start))),
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                // Notes, the reading of a phonetic guide, and drawings are no text of the cell.
                "annotation" | "ruby-text" | "note" | "frame" | "table" | "shapes" if is_open => {
                    skip(reader, &start.into_owned())?;
                }
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "p" | "h" => depth = depth.saturating_sub(1),
                "table-cell" | "covered-table-cell" => return Ok(text),
                _ => {}
            },
            Event::Text(part) if depth > 0 => text.push_str(&part.xml10_content()),
            Event::CData(part) if depth > 0 => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) if depth > 0 => {
                if let Some(c) = reference.resolve_char_ref()? {
                    text.push(c);
                } else {
                    let known = quick_xml::escape::resolve_predefined_entity(&reference);
                    text.push_str(known.unwrap_or_default());
                }
            }
            Event::Eof => return Err(Stop::Broken("the end of a cell is missing".to_owned())),
            _ => {}
        }
    }
}

fn blanks(start: &BytesStart<'_>) -> usize {
    let count = attribute(start, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
    count.min(BLANKS_MOST)
}
