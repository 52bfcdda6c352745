//! What the cells of one column were understood to say: a column repeats few texts many times.

use std::collections::HashMap;
use std::sync::Arc;

use daicho_rules::{Text, Value};

use crate::ledger::Typed;
use crate::read::value::{CellText, Parsed, Parser};

/// Most cells of a column that are remembered.
const REMEMBERED: usize = 20_000;

/// Understands the cells of one column, each text once.
#[derive(Debug)]
pub(super) struct TypedCells<'r> {
    /// `None` for a column of the client's own, whose texts are only kept.
    parser: Option<Parser<'r>>,
    /// By the address of what cells share; it stays where it is, since it is held here, too.
    known: HashMap<usize, Known>,
}

#[derive(Debug)]
struct Known {
    typed: Arc<Typed>,
    doubt: Option<Text>,
    _shown: Arc<CellText>,
}

impl<'r> TypedCells<'r> {
    /// Cells that `parser` understands.
    pub(super) fn new(parser: Option<Parser<'r>>) -> Self {
        Self { parser, known: HashMap::new() }
    }

    /// What a cell says that shares what it shows with others, and what is doubtful about it.
    pub(super) fn repeated(&mut self, shown: &Arc<CellText>) -> (Arc<Typed>, Option<Text>) {
        let address = Arc::as_ptr(shown).addr();
        if let Some(known) = self.known.get(&address) {
            return (Arc::clone(&known.typed), known.doubt.clone());
        }
        let (typed, doubt) = self.once(shown, shown.text.clone());
        if self.known.len() < REMEMBERED {
            let known = Known { typed: Arc::clone(&typed), doubt: doubt.clone(), _shown: Arc::clone(shown) };
            self.known.insert(address, known);
        }
        (typed, doubt)
    }

    /// What a cell says in which `raw` was typed, and what is doubtful about it.
    pub(super) fn once(&self, shown: &CellText, raw: String) -> (Arc<Typed>, Option<Text>) {
        let Parsed { value, doubt } = match &self.parser {
            Some(parser) => parser.parse(shown),
            None => Parsed { value: Some(Value::Text(shown.text.clone())), doubt: None },
        };
        (Arc::new(Typed { value, raw }), doubt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_share_what_they_show_share_what_they_say() {
        let shown = |text: &str| Arc::new(CellText { text: text.to_owned(), ..CellText::default() });
        let mut cells = TypedCells::new(None);
        let (first, second) = (shown("総務部"), shown("総務部"));
        let (a, b, c) = (cells.repeated(&first), cells.repeated(&first), cells.repeated(&second));
        assert!(a == b && a == c);
        assert!(Arc::ptr_eq(&a.0, &b.0) && !Arc::ptr_eq(&a.0, &c.0));
        let (ditto, _) = cells.once(&first, "〃".to_owned());
        assert_eq!((ditto.raw.as_str(), &ditto.value), ("〃", &Some(Value::Text("総務部".to_owned()))));
    }
}
