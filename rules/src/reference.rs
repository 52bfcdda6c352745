//! Records that a pack itself brings along: a register in a CSV file, such as the periods that the law sets.

use std::collections::HashMap;

use crate::error::{Place, Problem};
use crate::normal::fold;
use crate::offer::Offer;
use crate::problems::Problems;
use crate::register::RegisterDefinition;

/// Most records of one file: names are looked for among all of them.
const MAX_RECORDS: usize = 2_000;

/// The column that names a record.
const NAME: &str = "name";
/// The column with the words by which a record is recognised.
pub(crate) const WORDS: &str = "words";
/// What may stand between words.
const BETWEEN: [char; 2] = ['|', '、'];

/// The records of a register that a pack brings along, as they are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reference {
    /// Pack and file, as messages show it.
    pub file: String,
    /// The field of each column.
    pub columns: Vec<String>,
    /// Records in the order of the file.
    pub records: Vec<ReferenceRecord>,
}

/// One record, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReferenceRecord {
    /// Its line, from 1.
    pub line: usize,
    /// Its cells, one for each column.
    pub cells: Vec<String>,
}

impl Reference {
    /// Reads a file; what is wrong with it is told, and left out.
    pub(crate) fn read(
        file: &str,
        text: &str,
        register: &RegisterDefinition,
        problems: &mut Problems,
    ) -> Self {
        let mut reader = Reader { file, problems };
        let mut rows = rows(text).into_iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        let Some(header) = rows.next() else {
            reader.error(1, "見出しの行がありません", "there is no line of headers");
            return Self { file: file.to_owned(), ..Self::default() };
        };
        reader.columns(&header, register);
        let mut found = Self { file: file.to_owned(), columns: header.cells, records: Vec::new() };
        let mut named: HashMap<String, usize> = HashMap::new();
        for row in rows {
            if found.records.len() >= MAX_RECORDS {
                reader.error(
                    row.line,
                    format!("行が多すぎます（上限 {MAX_RECORDS}）"),
                    format!("there are too many records (at most {MAX_RECORDS})"),
                );
                break;
            }
            if row.cells.len() != found.columns.len() {
                reader.error(
                    row.line,
                    format!("値が{}個あります（見出しは{}個）", row.cells.len(), found.columns.len()),
                    format!("it has {} values for {} columns", row.cells.len(), found.columns.len()),
                );
                continue;
            }
            let name = found.columns.iter().position(|column| column == NAME);
            let name = name.and_then(|at| row.cells.get(at)).map(|name| fold(name)).unwrap_or_default();
            if name.is_empty() {
                reader.error(row.line, "name が空です", "it has no name");
            } else if let Some(first) = named.insert(name, row.line) {
                reader.error(
                    row.line,
                    format!("{first}行目と同じ name です"),
                    format!("it has the name of line {first}"),
                );
            }
            found.records.push(row);
        }
        found
    }

    /// What a cell of a record says; `None` if there is no such column.
    pub fn cell(&self, record: usize, field: &str) -> Option<&str> {
        let column = self.columns.iter().position(|column| column == field)?;
        self.records.get(record)?.cells.get(column).map(String::as_str)
    }

    /// The records as lines, each value with its field.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        self.records.iter().map(|record| {
            let cells = self.columns.iter().zip(&record.cells).filter(|(_, cell)| !cell.is_empty());
            cells.map(|(column, cell)| format!("{column}={cell}")).collect::<Vec<_>>().join(" ")
        })
    }

    /// What finds the records that a text speaks of.
    pub fn recogniser(&self) -> Recogniser {
        let names: Vec<String> = (0..self.records.len())
            .map(|record| self.cell(record, NAME).unwrap_or_default().to_owned())
            .collect();
        let mut words = Vec::new();
        for (record, name) in names.iter().enumerate() {
            let own = self.cell(record, WORDS).unwrap_or_default().split(BETWEEN);
            words.extend(own.chain([name.as_str()]).map(|word| (fold(word), record)));
        }
        words.retain(|(word, _)| !word.is_empty());
        words.sort_by_cached_key(|(word, record)| {
            (std::cmp::Reverse(word.chars().count()), word.clone(), *record)
        });
        words.dedup();
        Recogniser { names, words }
    }
}

/// Finds the records of a [`Reference`] that a text speaks of, by their words and their names.
#[derive(Debug, Clone)]
pub struct Recogniser {
    names: Vec<String>,
    /// Folded words with their records, the longest first.
    words: Vec<(String, usize)>,
}

impl Recogniser {
    /// The names of the records that a text speaks of, in the order of the file.
    ///
    /// A word inside a longer one that was found does not count again.
    pub fn names_in(&self, text: &str) -> Vec<String> {
        let mut rest = fold(text);
        let mut found: Vec<usize> = Vec::new();
        // Records that share a word stand beside each other and are found together.
        for same in self.words.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((word, _)) = same.first() else { continue };
            if rest.contains(word.as_str()) {
                rest = rest.replace(word.as_str(), "\u{0}");
                found.extend(same.iter().map(|(_, record)| *record));
            }
        }
        found.sort_unstable();
        found.dedup();
        found.iter().filter_map(|record| self.names.get(*record).cloned()).collect()
    }
}

/// Tells what is wrong with a file.
struct Reader<'r> {
    file: &'r str,
    problems: &'r mut Problems,
}

impl Reader<'_> {
    fn place(&self, line: usize) -> Place {
        Place { file: self.file.to_owned(), line, column: 1 }
    }

    fn error(&mut self, line: usize, ja: impl Into<String>, en: impl Into<String>) {
        self.problems.push(Problem::error(self.place(line), ja, en));
    }

    /// The line of headers: ids of fields, each once, and a name.
    fn columns(&mut self, header: &ReferenceRecord, register: &RegisterDefinition) {
        let fields: Vec<Offer<'_>> =
            register.fields.values().map(|field| Offer::new(&field.id, &field.title)).collect();
        for (at, column) in header.cells.iter().enumerate() {
            if !register.fields.contains_key(column) {
                let problem = Problem::unknown(
                    self.place(header.line),
                    ("項目", "field"),
                    column,
                    fields.iter().map(|offer| offer.id),
                );
                self.problems.push(problem.with_offer(column, &fields, None));
            } else if header.cells.iter().take(at).any(|other| other == column) {
                self.error(
                    header.line,
                    format!("列 `{column}` が二つあります"),
                    format!("the column `{column}` is there twice"),
                );
            }
        }
        if !header.cells.iter().any(|column| column == NAME) {
            self.error(header.line, "列 `name` がありません", "there is no column `name`");
        }
    }
}

/// The rows of a CSV file: cells between commas, in `"…"` where they hold a comma, a quote (`""`) or a line end.
fn rows(text: &str) -> Vec<ReferenceRecord> {
    let mut rows = Vec::new();
    let mut row = ReferenceRecord { line: 1, cells: Vec::new() };
    let (mut cell, mut quoted, mut line) = (String::new(), false, 1);
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    while let Some(c) = rest.next() {
        // Excel for the Mac once ended lines with nothing but a carriage return.
        let c = if c == '\r' {
            rest.next_if_eq(&'\n');
            '\n'
        } else {
            c
        };
        line += usize::from(c == '\n');
        match c {
            '"' if quoted => match rest.next_if_eq(&'"') {
                Some(quote) => cell.push(quote),
                None => quoted = false,
            },
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            ',' if !quoted => row.cells.push(std::mem::take(&mut cell).trim().to_owned()),
            '\n' if !quoted => {
                row.cells.push(std::mem::take(&mut cell).trim().to_owned());
                rows.push(std::mem::replace(&mut row, ReferenceRecord { line, cells: Vec::new() }));
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.cells.is_empty() {
        row.cells.push(cell.trim().to_owned());
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        rows(text).into_iter().map(|row| (row.line, row.cells)).collect()
    }

    #[test]
    fn cells_may_be_quoted_and_lines_are_counted() {
        let text = "\u{feff}name,words\r\n\"労働者名簿\", 名簿 \n\"賃金\n台帳\",\"給与, \"\"賃金\"\"\"\nA,";
        let expected = [
            (1, vec!["name", "words"]),
            (2, vec!["労働者名簿", "名簿"]),
            (3, vec!["賃金\n台帳", "給与, \"賃金\""]),
            (5, vec!["A", ""]),
        ];
        let expected = expected.map(|(line, cells)| (line, cells.into_iter().map(str::to_owned).collect()));
        assert_eq!(cells(text), expected);
        assert_eq!(cells("a\rb"), [(1, vec!["a".to_owned()]), (2, vec!["b".to_owned()])]);
    }

    #[test]
    fn the_longest_word_counts_and_what_lies_inside_it_does_not() {
        let record = |name: &str, words: &str| ReferenceRecord {
            line: 1,
            cells: vec![name.to_owned(), words.to_owned()],
        };
        let reference = Reference {
            file: String::new(),
            columns: vec!["name".to_owned(), "words".to_owned()],
            records: vec![
                record("健康診断個人票", "健康診断|健診結果"),
                record("特殊健康診断個人票", "特殊健康診断、特殊健診"),
                record("賃金台帳", "賃金台帳|給与台帳"),
            ],
        };
        let recogniser = reference.recogniser();
        for (text, names) in [
            ("健康診断 結果", vec!["健康診断個人票"]),
            ("特殊健康診断の結果", vec!["特殊健康診断個人票"]),
            ("給与台帳・健診結果", vec!["健康診断個人票", "賃金台帳"]),
            ("特殊健診と健診結果", vec!["健康診断個人票", "特殊健康診断個人票"]),
            ("名刺", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(recogniser.names_in(text), names, "{text}");
        }
    }
}
