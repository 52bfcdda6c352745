//! What the cells of one column were understood to say: a column repeats few texts many times.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use daicho_rules::{Text, Value};

use crate::ledger::Typed;
use crate::read::gathered::DIFFERENT;
use crate::read::grid::GridCell;
use crate::read::value::{CellText, Parsed, Parser};

/// Most cells of a column that are remembered.
const REMEMBERED: usize = 20_000;

/// Doubts after which no nearest values are looked for: they are told one by one no longer.
const DOUBTED_MOST: usize = DIFFERENT;

/// Understands the cells of one column, each text once.
#[derive(Debug)]
pub(super) struct TypedCells<'r> {
    /// `None` for a column of the client's own, whose texts are only kept.
    parser: Option<Parser<'r>>,
    /// By the address of what cells share; it stays where it is, since it is held here, too.
    known: HashMap<usize, Known, BuildHasherDefault<AddressHasher>>,
    /// How many cells were in doubt.
    doubted: usize,
}

#[derive(Debug)]
struct Known {
    typed: Arc<Typed>,
    doubt: Option<Text>,
    _cell: GridCell,
}

impl<'r> TypedCells<'r> {
    /// Cells that `parser` understands.
    pub(super) fn new(parser: Option<Parser<'r>>) -> Self {
        Self { parser, known: HashMap::default(), doubted: 0 }
    }

    /// What a cell says that shares what it holds with others, and what is doubtful about it.
    pub(super) fn repeated(&mut self, cell: &GridCell) -> (Arc<Typed>, Option<Text>) {
        let address = cell.address();
        if let Some(known) = self.known.get(&address) {
            return (Arc::clone(&known.typed), known.doubt.clone());
        }
        let (typed, doubt) = self.once(&cell.shown, cell.shown.text.clone());
        if self.known.len() < REMEMBERED {
            let known = Known { typed: Arc::clone(&typed), doubt: doubt.clone(), _cell: cell.clone() };
            self.known.insert(address, known);
        }
        (typed, doubt)
    }

    /// What a cell says in which `raw` was typed, and what is doubtful about it.
    pub(super) fn once(&mut self, shown: &CellText, raw: String) -> (Arc<Typed>, Option<Text>) {
        let Parsed { value, doubt } = match &self.parser {
            Some(parser) => parser.parse(shown),
            None => Parsed { value: Some(Value::Text(shown.text.clone())), doubt: None },
        };
        self.doubted += usize::from(doubt.is_some());
        if let Some(parser) = self.parser.as_mut().filter(|_| self.doubted == DOUBTED_MOST) {
            parser.offer_nothing();
        }
        (Arc::new(Typed { value, raw }), doubt)
    }
}

/// Spreads the bits of an address, of which the lower ones are all alike.
///
/// Nobody outside chooses addresses, so that it need not withstand those who do.
#[derive(Debug, Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, address: usize) {
        let address = self.0 ^ u64::try_from(address).unwrap_or_default();
        self.0 = address.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::grid::CellState;

    #[test]
    fn cells_that_share_what_they_hold_share_what_they_say() {
        let shown = |text: &str| {
            GridCell::new(CellText { text: text.to_owned(), ..CellText::default() }, CellState::Value)
        };
        let mut cells = TypedCells::new(None);
        let (first, second) = (shown("総務部"), shown("総務部"));
        let (a, b, c) = (cells.repeated(&first), cells.repeated(&first), cells.repeated(&second));
        assert!(a == b && a == c);
        assert!(Arc::ptr_eq(&a.0, &b.0) && !Arc::ptr_eq(&a.0, &c.0));
        let (ditto, _) = cells.once(&first.shown, "〃".to_owned());
        assert_eq!((ditto.raw.as_str(), &ditto.value), ("〃", &Some(Value::Text("総務部".to_owned()))));
    }
}
