//! Tables of one client: where they stand, what register they are, and what columns by their letters are.

use indexmap::IndexMap;
use serde_spanned::Spanned;

use super::Mapper;
use crate::client::definition::TableDefinition;
use crate::error::{Place, Problem};
use crate::normal::clean;

/// Most rows of a header.
const HEADER_ROWS_MOST: usize = 10;
/// Columns of a sheet.
const COLUMNS_MOST: u32 = 16_384;

/// What the settings of a client say of the tables of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedTable {
    /// File name of the workbook; `None` for any.
    pub workbook: Option<String>,
    /// Name of the sheet.
    pub sheet: String,
    /// First and last row of the header, from 0; `None` for the tables as they are found.
    pub header_rows: Option<(u32, u32)>,
    /// What register it is.
    pub register: MappedRegister,
    /// Columns by their letters.
    pub columns: Vec<MappedLetter>,
    /// Where that is written.
    pub place: Place,
}

/// What register a table is, by the settings of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappedRegister {
    /// The one that its headers tell.
    Found,
    /// None: it is not read.
    None,
    /// This one, by id.
    Named(String),
}

/// A column by its letter and the field that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedLetter {
    /// Column, from 0.
    pub column: u32,
    /// Field; `None` for a column that is kept but not mapped.
    pub field: Option<String>,
    /// Where that is written.
    pub place: Place,
}

impl MappedTable {
    /// True if it speaks of this sheet of this workbook.
    pub fn is_about(&self, workbook: &str, sheet: &str) -> bool {
        clean(&self.sheet) == clean(sheet)
            && self.workbook.as_ref().is_none_or(|named| clean(named) == clean(workbook))
    }
}

impl Mapper<'_> {
    /// The tables of a client, those that can be understood.
    pub(super) fn tables(&mut self, given: &[Spanned<TableDefinition>]) -> Vec<MappedTable> {
        let mut tables: Vec<MappedTable> = Vec::new();
        for table in given {
            let Some(table) = self.table(table) else { continue };
            let same = |other: &&MappedTable| {
                (&other.workbook, &other.sheet, other.header_rows)
                    == (&table.workbook, &table.sheet, table.header_rows)
            };
            if let Some(first) = tables.iter().find(same) {
                let place = table.place.clone();
                let problem = Problem::error(
                    place,
                    format!("同じ表が {} にもあります", first.place),
                    format!("the same table is described at {}", first.place),
                );
                self.problems.push(problem);
            } else {
                tables.push(table);
            }
        }
        tables
    }

    fn table(&mut self, given: &Spanned<TableDefinition>) -> Option<MappedTable> {
        let table = given.get_ref();
        let place = self.at.place(given.span().start);
        let header_rows = match &table.header_rows {
            None => None,
            Some(rows) => Some(self.header_rows(rows)?),
        };
        let register = match &table.register {
            None => MappedRegister::Found,
            Some(register) if register.get_ref().trim().is_empty() => MappedRegister::None,
            Some(register) if self.knows_register(register) => {
                MappedRegister::Named(register.get_ref().clone())
            }
            Some(_) => return None,
        };
        let columns = match (&register, table.columns.is_empty()) {
            (_, true) => Vec::new(),
            (MappedRegister::Named(id), _) => self.letters(id, &table.columns),
            _ => {
                self.problems.push(Problem::error(
                    place,
                    "`columns` を書くときは、その表の台帳を `register` に書きます",
                    "`columns` needs the `register` whose fields they are",
                ));
                return None;
            }
        };
        let sheet = table.sheet.get_ref().clone();
        Some(MappedTable { workbook: table.workbook.clone(), sheet, header_rows, register, columns, place })
    }

    fn header_rows(&mut self, rows: &Spanned<Vec<u32>>) -> Option<(u32, u32)> {
        let given = rows.get_ref();
        let in_turn = given.windows(2).all(|pair| matches!(pair, [a, b] if a.checked_add(1) == Some(*b)));
        if let (Some(first), Some(last)) = (given.first().and_then(|row| row.checked_sub(1)), given.last())
            && in_turn
            && given.len() <= HEADER_ROWS_MOST
        {
            return Some((first, *last - 1));
        }
        self.problems.push(Problem::error(
            self.at.content(&rows.span()),
            "見出しの行番号は、続いた10行以内で [2, 3] のように書きます",
            "header rows are written as [2, 3]: at most ten that follow each other",
        ));
        None
    }

    fn letters(
        &mut self,
        register: &str,
        given: &IndexMap<Spanned<String>, Spanned<String>>,
    ) -> Vec<MappedLetter> {
        let mut letters: Vec<MappedLetter> = Vec::new();
        for (letter, field) in given {
            let place = self.at.content(&letter.span());
            let Some(column) = column_of(letter.get_ref()) else {
                self.problems.push(Problem::error(
                    place,
                    format!("`{}` は列ではありません。A、K、AB のように書きます", letter.get_ref()),
                    format!("`{}` is no column: write A, K, AB …", letter.get_ref()),
                ));
                continue;
            };
            let field = match field.get_ref().trim() {
                "" => None,
                _ => match self.field(register, field) {
                    Some(field) => Some(field.id.clone()),
                    None => continue,
                },
            };
            if let Some(first) = letters.iter().find(|first| first.column == column) {
                self.problems.push(super::twice(letter.get_ref(), place, &first.place));
            } else {
                letters.push(MappedLetter { column, field, place });
            }
        }
        letters
    }
}

/// The column of a letter, from 0.
fn column_of(letters: &str) -> Option<u32> {
    let mut column = 0_u32;
    for letter in letters.trim().chars() {
        let digit =
            u32::from(letter.to_ascii_uppercase()).checked_sub(u32::from('A')).filter(|digit| *digit < 26)?;
        column = column.checked_mul(26)?.checked_add(digit + 1)?;
    }
    column.checked_sub(1).filter(|column| *column < COLUMNS_MOST)
}

#[cfg(test)]
mod tests {
    use super::column_of;

    #[test]
    fn letters_are_columns_as_spreadsheet_programs_name_them() {
        for (letters, column) in [
            ("A", Some(0)),
            ("z", Some(25)),
            ("AA", Some(26)),
            ("XFD", Some(16_383)),
            ("XFE", None),
            ("", None),
            ("1", None),
            ("あ", None),
            ("AAAAAAAAAAAA", None),
        ] {
            assert_eq!(column_of(letters), column, "{letters}");
        }
    }
}
