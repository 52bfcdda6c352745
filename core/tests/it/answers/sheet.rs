//! The sheet of questions in the hands of a client: read from a report, filled in, sent back.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use daicho_core::{Assessment, Lang, write};
use rust_xlsxwriter::Workbook;

/// The sheet of questions: its headings and rows, as text.
pub(super) struct Sheet {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Sheet {
    /// The sheet of the report of an assessment.
    pub(super) fn of(assessment: &Assessment, lang: Lang) -> Self {
        let bytes = write::workbook(assessment, lang).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let name = if lang == Lang::Ja { "確認事項" } else { "Questions" };
        let range = book.worksheet_range(name).unwrap();
        let mut rows: Vec<Vec<String>> =
            range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
        let head = rows.iter().position(|row| row[0] == "No.").unwrap();
        let head = rows.drain(..=head).next_back().unwrap();
        Self { head, rows }
    }

    pub(super) fn column(&self, heading: &str) -> usize {
        self.head.iter().position(|known| known.starts_with(heading)).unwrap()
    }

    /// The row that asks about a field, the first whose subject holds this text.
    pub(super) fn row(&self, field: &str, subject: &str) -> usize {
        let (title, whom) = (self.column("項目"), self.column("対象"));
        let fits = |row: &Vec<String>| row[title] == field && row[whom].contains(subject);
        self.rows.iter().position(fits).unwrap_or_else(|| panic!("no question about {field} of {subject}"))
    }

    pub(super) fn answer(&mut self, row: usize, text: &str) {
        let column =
            self.rows[row].len().min(self.head.iter().position(|h| h == "回答" || h == "Answer").unwrap());
        text.clone_into(&mut self.rows[row][column]);
    }

    /// Saves what is left of the sheet: its rows from the last to the first, with a column of notes before them.
    pub(super) fn save(&self, folder: &Path, name: &str) -> PathBuf {
        let path = folder.join(name);
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name("送り状").unwrap().write(0, 0, "ご確認ください").unwrap();
        let sheet = workbook.add_worksheet().set_name("総務部").unwrap();
        let rows = std::iter::once(&self.head).chain(self.rows.iter().rev());
        for (at, row) in (2..).zip(rows) {
            sheet.write(at, 0, if at == 2 { "社内メモ" } else { "済" }).unwrap();
            for (column, text) in (1..).zip(row) {
                sheet.write(at, column, text).unwrap();
            }
        }
        workbook.save(&path).unwrap();
        path
    }
}
