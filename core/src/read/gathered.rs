//! Doubts that say the same of many cells of a column, said once.

use daicho_rules::Text;
use indexmap::IndexMap;

use crate::ledger::{Doubt, Doubtful, Origin};

/// How many further cells are named.
const NAMED: usize = 5;
/// Most different doubts about the cells of one column that are told one by one.
pub(crate) const DIFFERENT: usize = 1000;

/// Doubts as they come up: what is said of many cells of a column is kept once.
///
/// The first of them stays where it is and names the others: forty dashes in a column are one thing to look at.
/// A hostile workbook has millions, of which no more is kept than the cells.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    groups: IndexMap<Place, Group>,
    /// How many different doubts there are about each column of a sheet.
    different: IndexMap<(usize, u32), usize>,
    doubtful: Doubtful,
}

/// Sheet, column and Japanese message of a doubt.
type Place = (usize, Option<u32>, String);

#[derive(Debug)]
struct Group {
    first: Doubt,
    /// The first of the other cells.
    named: Vec<Origin>,
    others: usize,
}

impl Gathered {
    /// Adds a doubt.
    pub(super) fn push(&mut self, mut doubt: Doubt) {
        let Some(at) = doubt.at else {
            // Doubts about whole sheets stay apart.
            let key = (doubt.sheet, None, format!("{}{}", self.groups.len(), doubt.message.ja));
            self.groups.insert(key, Group { first: doubt, named: Vec::new(), others: 0 });
            return;
        };
        let mut key = (doubt.sheet, Some(at.column), std::mem::take(&mut doubt.message.ja));
        if !self.groups.contains_key(&key) {
            let different = self.different.entry((doubt.sheet, at.column)).or_default();
            if *different >= DIFFERENT {
                doubt.message = further();
                key.2 = std::mem::take(&mut doubt.message.ja);
            } else {
                *different += 1;
            }
        }
        doubt.message.ja.clone_from(&key.2);
        self.doubtful.note(at, &doubt.message);
        match self.groups.get_mut(&key) {
            Some(group) => {
                group.others += 1;
                if group.named.len() < NAMED {
                    group.named.push(at);
                }
            }
            None => {
                self.groups.insert(key, Group { first: doubt, named: Vec::new(), others: 0 });
            }
        }
    }

    /// Adds several doubts.
    pub(super) fn extend(&mut self, doubts: impl IntoIterator<Item = Doubt>) {
        doubts.into_iter().for_each(|doubt| self.push(doubt));
    }

    /// The doubts in the order in which they came up, and the cells that they are about.
    pub(super) fn finish(self) -> (Vec<Doubt>, Doubtful) {
        (self.groups.into_values().map(Group::told).collect(), self.doubtful)
    }
}

impl Group {
    /// The first doubt, with the other cells.
    fn told(self) -> Doubt {
        let Self { first, named, others } = self;
        if others == 0 {
            return first;
        }
        let cells: Vec<String> = named.iter().map(|at| at.cell()).collect();
        let (cells, more) = (cells.join(", "), if others > NAMED { " …" } else { "" });
        let message = Text::new(
            format!("{}（ほか{others}か所: {cells}{more}）", first.message.ja),
            format!("{} ({others} more: {cells}{more})", first.message.en),
        );
        Doubt { message, ..first }
    }
}

/// What is said of a cell after a thousand different doubts about its column.
fn further() -> Text {
    Text::new(
        "この列にはほかにも疑わしい値があります。上に挙げたものを直してから、もう一度読み込んでください",
        "there are more doubtful values in this column: correct those above, and read the workbook again",
    )
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
        let mut gathered = Gathered::default();
        gathered.extend([
            doubt(1, 3, "dash"),
            doubt(2, 3, "dash"),
            doubt(2, 4, "dash"),
            doubt(3, 3, "other"),
        ]);
        let (doubts, doubtful) = gathered.finish();
        let said: Vec<&str> = doubts.iter().map(|doubt| doubt.message.en.as_str()).collect();
        assert_eq!(said, ["dash (1 more: D3)", "dash", "other"]);
        assert_eq!(doubtful.cells().count(), 4);
    }

    #[test]
    fn of_thousands_of_different_doubts_about_a_column_the_last_are_one() {
        let mut gathered = Gathered::default();
        for row in 0..5000 {
            gathered.push(doubt(row, 3, &format!("value {row}")));
            gathered.push(doubt(row, 3, "dash"));
        }
        gathered.push(doubt(0, 4, "another column"));
        let (doubts, doubtful) = gathered.finish();
        assert_eq!(doubts.len(), DIFFERENT + 2);
        let further = doubts.iter().find(|doubt| doubt.message.en.starts_with("there are more")).unwrap();
        assert!(further.message.en.contains("(4000 more: D1001, "), "{}", further.message.en);
        // Each cell is in doubt all the same.
        assert_eq!(doubtful.cells().count(), 5001);
        assert!(doubtful.why(Origin { sheet: 0, row: 4000, column: 3 }).is_some());
    }
}
