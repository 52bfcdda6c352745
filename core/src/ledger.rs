//! The registers of one client, each value with the place it was read from.
//!
//! ```text
//! Ledger
//! ├─ sources      workbooks that were read, with their digests
//! ├─ passed_over  files of the folder that were not
//! ├─ sheets       every sheet, and what became of it
//! ├─ tables       tables that were found, and what each column was taken for
//! ├─ registers    by id
//! │  ├─ columns   field ids in the order of the workbook
//! │  └─ records   one cell per column: value, raw text, origin
//! ├─ doubts       what was not understood, with its cell
//! ├─ doubtful     every cell in doubt
//! └─ answers      answers to questions, and what became of each
//! ```

mod answered;
mod cell;
mod doubtful;
#[cfg(feature = "frames")]
mod frame;
mod table;

use std::borrow::Cow;

use indexmap::IndexMap;
use serde::Serialize;

pub use answered::{AnswerOutcome, Answered};
pub use cell::{Cell, Origin, Typed, column_name};
pub use doubtful::Doubtful;
pub use table::{
    Doubt, MappedColumn, PassedOver, SheetInfo, SheetKind, SheetOutcome, Source, Table, TableLayout,
};

/// All registers of one client.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Name of the client as the workbook states it, else the name of the file.
    pub client: String,
    /// Workbooks that were read.
    pub sources: Vec<Source>,
    /// What lies beside them in a folder and was not read.
    pub passed_over: Vec<PassedOver>,
    /// Sheets of all workbooks; [`Origin::sheet`] is an index into this list.
    pub sheets: Vec<SheetInfo>,
    /// Tables in the order they were found.
    pub tables: Vec<Table>,
    /// Registers by id.
    pub registers: IndexMap<String, Register>,
    /// What was not understood, the same about many cells of a column said once.
    pub doubts: Vec<Doubt>,
    /// Every cell in doubt, with the reason.
    pub doubtful: Doubtful,
    /// Answers to questions, and what became of each.
    pub answers: Vec<Answered>,
}

impl Ledger {
    /// The register with this id.
    pub fn register(&self, id: &str) -> Option<&Register> {
        self.registers.get(id)
    }

    /// The place of a cell as people write it: `台帳!F7`, and where there are several workbooks, or it holds an
    /// answer, `総務部.xlsx!台帳!F7` or `委託先.csv!F7`.
    pub fn place(&self, origin: Origin) -> String {
        format!("{}!{}", self.sheet_name(origin.sheet_index()), origin.cell())
    }

    /// The name of a sheet, with that of its workbook where there are several; files of answers are none.
    pub fn sheet_name(&self, sheet: usize) -> String {
        let Some(info) = self.sheets.get(sheet) else { return "?".to_owned() };
        let answers = self.sheets.iter().find(|sheet| sheet.outcome == SheetOutcome::Answers);
        let workbooks = answers.map_or(self.sources.len(), |sheet| sheet.source);
        let several = workbooks > 1 || info.outcome == SheetOutcome::Answers;
        match self.sources.get(info.source).filter(|_| several) {
            None => info.name.clone(),
            Some(source) if source.is_text => source.file.clone(),
            Some(source) => format!("{}!{}", source.file, info.name),
        }
    }

    /// Name of the workbook that a sheet belongs to.
    pub fn workbook(&self, sheet: usize) -> &str {
        let source = self.sheets.get(sheet).and_then(|sheet| self.sources.get(sheet.source));
        source.map_or("", |source| source.file.as_str())
    }

    /// True if a cell holds an answer, and is none of the ledger's own.
    pub fn is_answer(&self, origin: Origin) -> bool {
        let sheet = self.sheets.get(origin.sheet_index());
        sheet.is_some_and(|sheet| sheet.outcome == SheetOutcome::Answers)
    }

    /// The answer that the cell of a record was filled from.
    pub fn answer_to(&self, register: &str, record: usize, field: &str) -> Option<&Answered> {
        let applied = self.answers.iter().filter(|answer| answer.outcome == AnswerOutcome::Applied);
        applied.into_iter().find(|answer| {
            let cell = answer.cell.as_ref();
            cell.is_some_and(|(of, at, column)| of == register && *at == record && column == field)
        })
    }
}

/// A table of records of one kind.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Register {
    /// Id of its definition, such as `items`.
    pub id: String,
    /// Columns, those of the client included.
    pub columns: Vec<Column>,
    /// Records in the order of the workbook.
    pub records: Vec<Record>,
}

/// A column of a [`Register`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Field id, or `x_` and the header for a column of the client's own.
    pub field: String,
    /// Header as the workbook has it.
    pub header: String,
    /// True if it stands for a field too, and is read again as text because a rule asks for its header.
    #[serde(skip)]
    pub again: bool,
}

/// A row of a [`Register`]: one cell for each of its columns.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Record {
    /// Cells, parallel to [`Register::columns`].
    pub cells: Vec<Cell>,
}

impl Register {
    /// Position of a field among the columns.
    pub fn column(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    /// Adds a column that no table has, with blank cells; returns its position.
    pub(crate) fn add_column(&mut self, field: &str, header: &str) -> usize {
        self.columns.push(Column { field: field.to_owned(), header: header.to_owned(), again: false });
        for record in &mut self.records {
            record.cells.resize(self.columns.len(), Cell::default());
        }
        self.columns.len() - 1
    }

    /// The register with each column of its workbook once.
    pub(crate) fn each_once(&self) -> Cow<'_, Self> {
        if !self.columns.iter().any(|column| column.again) {
            return Cow::Borrowed(self);
        }
        let mut once = self.clone();
        let mut kept = self.columns.iter().map(|column| !column.again);
        once.columns.retain(|_| kept.next().unwrap_or(true));
        for record in &mut once.records {
            let mut kept = self.columns.iter().map(|column| !column.again);
            record.cells.retain(|_| kept.next().unwrap_or(true));
        }
        Cow::Owned(once)
    }

    /// True if a column stands in a workbook, and does not hold derived values only.
    pub(crate) fn is_typed(&self, column: usize) -> bool {
        self.records.iter().any(|record| record.cells.get(column).is_some_and(|cell| cell.at.is_some()))
    }

    /// The cell of a field in a record; `None` where the register has no such column.
    pub fn cell<'a>(&self, record: &'a Record, field: &str) -> Option<&'a Cell> {
        record.cells.get(self.column(field)?)
    }

    /// Raw text of a field in a record, empty where there is none.
    pub fn raw<'a>(&self, record: &'a Record, field: &str) -> &'a str {
        self.cell(record, field).map_or("", |cell| cell.raw.as_str())
    }
}
