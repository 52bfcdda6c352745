//! Doubts that say the same of many cells of a column, said once.

use daicho_rules::Text;
use indexmap::IndexMap;

use crate::ledger::{Doubt, Origin};

/// How many further cells are named.
const NAMED: usize = 5;

/// Sheet, column and message of a doubt.
type Place = (usize, Option<u32>, String);

/// Joins doubts about cells of one column that carry the same message.
///
/// The first stays where it is and names the others: forty dashes in a column are one thing to look at.
pub(super) fn gather(doubts: Vec<Doubt>) -> Vec<Doubt> {
    let mut groups: IndexMap<Place, (Doubt, Vec<Origin>)> = IndexMap::new();
    for (index, doubt) in doubts.into_iter().enumerate() {
        let column = doubt.at.map(|at| at.column);
        // Doubts about whole sheets stay apart.
        let apart = if column.is_none() { index.to_string() } else { String::new() };
        let key = (doubt.sheet, column, format!("{apart}{}", doubt.message.ja));
        match groups.get_mut(&key) {
            Some((_, others)) => others.extend(doubt.at),
            None => {
                groups.insert(key, (doubt, Vec::new()));
            }
        }
    }
    groups.into_values().map(|(doubt, others)| with_others(doubt, &others)).collect()
}

fn with_others(doubt: Doubt, others: &[Origin]) -> Doubt {
    if others.is_empty() {
        return doubt;
    }
    let cells: Vec<String> = others.iter().take(NAMED).map(|at| at.cell()).collect();
    let (cells, more) = (cells.join(", "), others.len() > NAMED);
    let message = Text::new(
        format!("{}（ほか{}か所: {cells}{}）", doubt.message.ja, others.len(), if more { " …" } else { "" }),
        format!("{} ({} more: {cells}{})", doubt.message.en, others.len(), if more { " …" } else { "" }),
    );
    Doubt { message, ..doubt }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(row: u32, column: u32, message: &str) -> Doubt {
        Doubt {
            at: Some(Origin { sheet: 0, row, column }),
            sheet: 0,
            field: None,
            raw: "－".into(),
            message: Text::same(message),
        }
    }

    #[test]
    fn the_same_doubt_in_a_column_is_said_once_and_names_the_cells() {
        let doubts =
            gather(vec![doubt(1, 3, "dash"), doubt(2, 3, "dash"), doubt(2, 4, "dash"), doubt(3, 3, "other")]);
        let said: Vec<&str> = doubts.iter().map(|doubt| doubt.message.en.as_str()).collect();
        assert_eq!(said, ["dash (1 more: D3)", "dash", "other"]);
    }
}
