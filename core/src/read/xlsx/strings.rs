//! The table of shared strings: each text is decoded once, and cleaned when a cell first shows it.

use quick_xml::events::Event;

use super::package::Package;
use super::rich::{RichText, resolve};
use super::shown::text_of;
use crate::read::error::{Limit, ReadError};
use crate::read::grid::{CellState, GridCell};
use crate::read::guard::{damaged, within};

/// The shared strings of a workbook.
#[derive(Debug, Default)]
pub(super) struct Strings {
    /// All texts, one behind the other.
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    /// Those that cells show, as they show them.
    shown: Vec<Option<GridCell>>,
}

impl Strings {
    /// Reads the table in `part`; a workbook may have none.
    pub(super) fn read(file: &str, package: &mut Package<'_>, part: &str) -> Result<Self, ReadError> {
        let mut strings = Self::default();
        let mut item = RichText::default();
        let mut in_item = false;
        package.each_event(part, |event| {
            match event {
                Event::Start(start) => match start.local_name().as_ref() {
                    "si" => in_item = true,
                    name if in_item => item.start(name, &start),
                    _ => {}
                },
                Event::Empty(empty) if !in_item && empty.local_name().as_ref() == "si" => {
                    strings.push(file, part, "")?;
                }
                Event::Text(text) if in_item => item.text(&text.xml10_content()),
                Event::CData(text) if in_item => item.text(&text.xml10_content()),
                Event::GeneralRef(entity) if in_item => match resolve(&entity) {
                    Some(text) => item.text(&text),
                    None => return Err(damaged(file, &format_args!("&{}; in {part}", entity.as_ref()))),
                },
                Event::End(end) => match end.local_name().as_ref() {
                    "si" => {
                        in_item = false;
                        item.finish(|text| strings.push(file, part, text))?;
                    }
                    name if in_item => item.end(name),
                    _ => {}
                },
                _ => {}
            }
            Ok(())
        })?;
        strings.text.shrink_to_fit();
        strings.ends.shrink_to_fit();
        strings.shown.resize(strings.ends.len(), None);
        Ok(strings)
    }

    fn push(&mut self, file: &str, part: &str, text: &str) -> Result<(), ReadError> {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        within(file, part, Limit::Cells, u64::try_from(self.ends.len()).unwrap_or(u64::MAX))
    }

    /// A cell that shows the text at `index`, cleaned; `None` if the table has no such entry.
    pub(super) fn get(&mut self, index: usize) -> Option<GridCell> {
        let shown = self.shown.get_mut(index)?;
        if shown.is_none() {
            let end = *self.ends.get(index)?;
            let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
            *shown = Some(GridCell::new(text_of(self.text.get(start..end)?), CellState::Value));
        }
        shown.clone()
    }
}
