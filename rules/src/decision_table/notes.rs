//! Long lists of values, named once below the table.

use crate::text::Text;

use super::DecisionNote;

/// Most values that a cell names one by one.
const NAMED: usize = 4;

/// The lists that cells stand for by a mark.
#[derive(Debug, Default)]
pub(super) struct Notes(pub(super) Vec<DecisionNote>);

impl Notes {
    /// These words, or the mark of the note that lists them.
    pub(super) fn list(&mut self, column: &Text, words: &[Text]) -> Text {
        let values = Text::listed(words);
        if words.len() <= NAMED {
            return values;
        }
        let known = self.0.iter().find(|note| note.column == *column && note.values == values);
        if let Some(known) = known {
            return Text::same(known.mark.clone());
        }
        let mark = mark(self.0.len());
        self.0.push(DecisionNote { mark: mark.clone(), column: column.clone(), values });
        Text::same(mark)
    }
}

/// ① to ⑳, then numbers in brackets.
fn mark(at: usize) -> String {
    let circled = u32::try_from(at).ok().filter(|at| *at < 20).and_then(|at| char::from_u32(0x2460 + at));
    circled.map_or_else(|| format!("({})", at + 1), String::from)
}
