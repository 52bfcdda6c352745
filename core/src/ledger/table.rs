//! What was found in the workbooks: files, sheets, tables, columns, doubts.

use daicho_rules::{Lang, Text};
use serde::Serialize;

use super::Origin;

/// A workbook that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// File name without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// True for a text file, whose only sheet goes by the name of the file.
    #[serde(skip)]
    pub is_text: bool,
}

/// Files or folders that were not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassedOver {
    /// Their names, without the folder they lie in.
    pub names: Vec<String>,
    /// Why.
    pub reason: Text,
}

impl PassedOver {
    /// How many names are told on a line.
    const NAMED: usize = 8;

    /// Reason and names on one line.
    pub fn line(&self, lang: Lang) -> String {
        let names = self.names.iter().take(Self::NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = self.names.len().saturating_sub(Self::NAMED);
        let names = match (lang, more) {
            (_, 0) => names,
            (Lang::Ja, more) => format!("{names}、ほか {more} 件"),
            (Lang::En, more) => format!("{names} and {more} more"),
        };
        match lang {
            Lang::Ja => format!("{}：{names}", self.reason.ja),
            Lang::En => format!("{}: {names}", self.reason.en),
        }
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetInfo {
    /// Index into [`Ledger::sources`](super::Ledger::sources).
    pub source: usize,
    /// Name of the sheet.
    pub name: String,
    /// False for a hidden sheet.
    pub visible: bool,
    /// What became of it.
    pub outcome: SheetOutcome,
}

/// What became of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum SheetOutcome {
    /// It holds at least one register.
    Read,
    /// It holds nothing.
    Empty,
    /// It holds cells but no register; `nearest` is the row that looks most like a header.
    NoRegister {
        /// Row (from 0) and the texts of the row most like a header.
        nearest: Option<(u32, Vec<String>)>,
        /// What it seems to be instead.
        kind: Option<SheetKind>,
    },
    /// It holds answers to questions.
    Answers,
    /// It was left alone, for this reason.
    Skipped {
        /// Why.
        reason: Text,
    },
}

/// What a sheet without a register is, as its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// 表紙.
    Cover,
    /// How to fill in the others: 記入要領.
    Instructions,
    /// 改訂履歴.
    History,
    /// 用語集, 凡例.
    Glossary,
    /// The choices of drop-downs.
    Choices,
    /// 記入例.
    Example,
}

impl SheetKind {
    /// What people call such a sheet.
    pub fn title(self) -> Text {
        match self {
            Self::Cover => Text::new("表紙", "cover"),
            Self::Instructions => Text::new("記入要領", "instructions"),
            Self::History => Text::new("改訂履歴", "history of changes"),
            Self::Glossary => Text::new("用語・凡例", "glossary"),
            Self::Choices => Text::new("選択肢の一覧", "list of choices"),
            Self::Example => Text::new("記入例", "example"),
        }
    }
}

/// A table that was taken for a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Index into [`Ledger::sheets`](super::Ledger::sheets).
    pub sheet: usize,
    /// Register id.
    pub register: String,
    /// How its records stand on the sheet.
    pub layout: TableLayout,
    /// First and last header row, from 0; without a header the first and last row of all.
    pub header_rows: (u32, u32),
    /// First row of records, from 0.
    pub first_row: u32,
    /// Last row of records, from 0.
    pub last_row: u32,
    /// How many records were read.
    pub records: usize,
    /// Its columns, left to right.
    pub columns: Vec<MappedColumn>,
}

/// How the records of a table stand on their sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableLayout {
    /// In rows below a header.
    #[default]
    Rows,
    /// In rows without a header of their own, which go on from the sheet before.
    Continued,
    /// As values beside or below their labels: one record a block, or one a column.
    Form,
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MappedColumn {
    /// Column, from 0; in a form that of its first label.
    pub column: u32,
    /// Row of its first label, from 0, in a form.
    pub label_row: Option<u32>,
    /// Header as typed, parents first, joined by ` / `.
    pub header: String,
    /// Field id; `None` if it was not mapped.
    pub field: Option<String>,
    /// How sure, in percent; 0 for a column that was not mapped.
    ///
    /// | percent | meaning |
    /// |---|---|
    /// | 100 | The client's settings say so, or header and parent are exactly those of a pack. |
    /// | 97 | A known header but for brackets, numbers, spaces or signs, and its cells are what the field holds. |
    /// | 85 | The least that is read without a doubt: the header in other words, or a slip that cells bear out. |
    /// | 70 | A likely slip, or a header of several meanings of which the cells fit one: read, with a doubt. |
    /// | 60 | The least that is mapped: only one sign speaks for the field and none against it. |
    ///
    /// Below 60 the column keeps its own name, and a doubt tells the fields that it may stand for.
    pub confidence: u8,
}

/// Something that was not understood, or understood with doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// Where; `None` when it concerns a whole sheet.
    pub at: Option<Origin>,
    /// Index into [`Ledger::sheets`](super::Ledger::sheets).
    pub sheet: usize,
    /// Field id, when a field is concerned.
    pub field: Option<String>,
    /// The text as typed.
    pub raw: String,
    /// What is doubtful, and what to do.
    pub message: Text,
}
