//! Texts and numbers that cells showed of late: a column repeats few of them many times, and cells that share what
//! they show are understood once.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::read::grid::{CellState, GridCell};
use crate::read::value::CellText;

/// How many are remembered; each has one place only, so that the work is the same for any sheet.
const PLACES: u64 = 4096;

/// What a cell stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stored<'s> {
    /// A text.
    Text(&'s str),
    /// An error, by its text.
    Error(&'s str),
    /// A number, by its bits, and its style.
    Number(u64, usize),
}

/// A cache of what was shown for what was stored.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    places: Vec<Option<(Owned, GridCell)>>,
}

#[derive(Debug)]
enum Owned {
    Text(Box<str>),
    Error(Box<str>),
    Number(u64, usize),
}

impl Owned {
    fn is(&self, stored: Stored<'_>) -> bool {
        match (self, stored) {
            (Self::Text(known), Stored::Text(text)) | (Self::Error(known), Stored::Error(text)) => {
                **known == *text
            }
            (Self::Number(known, of), Stored::Number(bits, style)) => (*known, *of) == (bits, style),
            _ => false,
        }
    }
}

impl Recent {
    /// The cell that holds what is stored, as `show` says unless it is remembered.
    pub(crate) fn cell(&mut self, stored: Stored<'_>, show: impl FnOnce() -> CellText) -> GridCell {
        let is_error = matches!(stored, Stored::Error(_));
        let state = if is_error { CellState::Error } else { CellState::Value };
        self.remembered(stored, || GridCell::new(show(), state))
    }

    /// The cell, or one that holds the same text.
    pub(crate) fn shared(&mut self, cell: GridCell) -> GridCell {
        if cell.shown.number.is_some() || cell.shown.date.is_some() {
            return cell;
        }
        match cell.state {
            CellState::Value => self.remembered(Stored::Text(&cell.shown.text), || cell.clone()),
            CellState::Error => self.remembered(Stored::Error(&cell.shown.text), || cell.clone()),
            CellState::Unsolved => cell,
        }
    }

    fn remembered(&mut self, stored: Stored<'_>, make: impl FnOnce() -> GridCell) -> GridCell {
        let hash = match stored {
            Stored::Text(text) | Stored::Error(text) => {
                let mut hasher = DefaultHasher::new();
                text.hash(&mut hasher);
                hasher.finish()
            }
            // The product with an odd number spreads the bits of a number to the upper ones.
            Stored::Number(bits, style) => {
                let style = u64::try_from(style).unwrap_or_default();
                (bits ^ style).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
            }
        };
        if self.places.is_empty() {
            self.places.resize_with(usize::try_from(PLACES).unwrap_or_default(), || None);
        }
        let place = usize::try_from(hash % PLACES).unwrap_or_default();
        let Some(place) = self.places.get_mut(place) else { return make() };
        match place {
            Some((known, cell)) if known.is(stored) => cell.clone(),
            _ => {
                let cell = make();
                let owned = match stored {
                    Stored::Text(text) => Owned::Text(text.into()),
                    Stored::Error(text) => Owned::Error(text.into()),
                    Stored::Number(bits, style) => Owned::Number(bits, style),
                };
                *place = Some((owned, cell.clone()));
                cell
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(recent: &mut Recent, stored: Stored<'_>, text: &str) -> String {
        let made = || CellText { text: text.to_owned(), ..CellText::default() };
        recent.cell(stored, made).shown.text.clone()
    }

    #[test]
    fn what_is_shown_depends_on_all_that_is_stored() {
        let mut recent = Recent::default();
        for (stored, made, text) in [
            (Stored::Number(1, 0), "1", "1"),
            (Stored::Number(1, 5), "1.00", "1.00"),
            (Stored::Number(1, 0), "again", "1"),
            (Stored::Text("一"), "text", "text"),
        ] {
            assert_eq!(show(&mut recent, stored, made), text);
        }
        // More than there are places for: each is right, remembered or not.
        for round in 0..2 {
            for number in 0..20_000_u64 {
                let text = number.to_string();
                assert_eq!(show(&mut recent, Stored::Text(&text), &text), text, "{round}");
            }
        }
    }
}
