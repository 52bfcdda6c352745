//! Workbooks of Excel 2007 and later: `.xlsx`, `.xlsm`.

mod format;
mod marks;
mod package;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDate;
use daicho_rules::normal::{clean, is_blank};
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::error::{Limit, ReadError};
use super::grid::{CellState, Content, Grid, GridCell, Sheet};
use super::guard::{self, damaged, within};
use super::value::CellText;
use format::{NumberFormat, number_formats, plain};
use marks::{Marks, read_marks};
use package::Package;
pub(crate) use package::attribute;

/// Counts what all sheets of a workbook take.
#[derive(Debug, Default)]
struct Spent {
    cells: u64,
    filled: u64,
    text: u64,
}

/// Reads all sheets of a workbook.
pub(crate) fn read_sheets(file: &str, bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let archive = guard::open(file, bytes)?;
    let mut package = Package::new(file, archive)?;
    let formats = number_formats(&mut package)?;
    let mut workbook = catch(|| Xlsx::new(Cursor::new(bytes))).map_err(|problem| match problem {
        Problem::Calamine(XlsxError::Password) => ReadError::PasswordProtected { file: file.to_owned() },
        other => damaged(file, &other),
    })?;
    let listed = workbook.sheets_metadata().to_vec();
    let mut spent = Spent::default();
    let mut sheets = Vec::new();
    for (index, listed) in listed.into_iter().enumerate() {
        let content = if listed.typ == SheetType::WorkSheet {
            let part = package.sheet_part(index).unwrap_or_default();
            let marks = read_marks(file, &listed.name, &mut package, &part, &formats);
            match marks {
                Ok(marks) => match read_cells(&mut workbook, &listed.name, marks, &formats, &mut spent) {
                    Ok(grid) => Content::Cells(grid),
                    Err(Problem::Limit(limit, found)) => {
                        let part = listed.name;
                        return Err(ReadError::TooLarge { file: file.to_owned(), part, limit, found });
                    }
                    Err(problem) => Content::Broken(problem.to_string()),
                },
                Err(ReadError::Damaged { detail, .. }) => Content::Broken(detail),
                Err(error) => return Err(error),
            }
        } else {
            Content::Other
        };
        sheets.push(Sheet { name: listed.name, visible: listed.visible == SheetVisible::Visible, content });
    }
    Ok(sheets)
}

/// What stopped the reading of cells.
#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error("{0}")]
    Calamine(XlsxError),
    #[error("the reader of cells gave up")]
    Panic,
    #[error("limit reached")]
    Limit(Limit, u64),
}

/// Runs calamine, which panics on some broken workbooks.
fn catch<T>(run: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Problem> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.map_err(Problem::Calamine),
        Err(_) => Err(Problem::Panic),
    }
}

fn read_cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    mut marks: Marks,
    formats: &BTreeMap<usize, NumberFormat>,
    spent: &mut Spent,
) -> Result<Grid, Problem> {
    let is_1904 = workbook.has_1904_epoch();
    let mut cells: Vec<(u32, Vec<(u32, GridCell)>)> = Vec::new();
    let mut reader = catch(|| workbook.worksheet_cells_reader(sheet))?;
    while let Some(cell) = catch(|| reader.next_cell())? {
        spend(&mut spent.cells, 1, Limit::Cells)?;
        let (row, column) = cell.get_position();
        let format = marks.styles.get(&(row, column)).and_then(|style| formats.get(style));
        let unsolved = marks.unsolved.remove(&(row, column));
        let Some(cell) = filled(cell.get_value(), format, is_1904, unsolved) else { continue };
        spend(&mut spent.filled, 1, Limit::FilledCells)?;
        spend(&mut spent.text, u64::try_from(cell.shown.text.len()).unwrap_or(u64::MAX), Limit::TextBytes)?;
        match cells.last_mut() {
            Some((last, row_cells)) if *last == row => row_cells.push((column, cell)),
            _ => cells.push((row, vec![(column, cell)])),
        }
    }
    Ok(Grid::new(cells, marks.merges))
}

fn spend(spent: &mut u64, more: u64, limit: Limit) -> Result<(), Problem> {
    *spent = spent.saturating_add(more);
    within("", "", limit, *spent).map_err(|_| Problem::Limit(limit, *spent))
}

/// The cell as people see it; `None` for a blank one.
fn filled(
    value: &DataRef<'_>,
    format: Option<&NumberFormat>,
    is_1904: bool,
    unsolved: Option<String>,
) -> Option<GridCell> {
    if let Some(formula) = unsolved {
        let shown = CellText { text: clean(&formula), number: None, date: None };
        return Some(GridCell::new(shown, CellState::Unsolved));
    }
    let mut state = CellState::Value;
    let shown = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => text_of(text),
        DataRef::SharedString(text) => text_of(text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso(text),
        DataRef::Bool(yes) => text_of(if *yes { "TRUE" } else { "FALSE" }),
        DataRef::Int(number) => {
            CellText { text: number.to_string(), number: number.to_string().parse().ok(), date: None }
        }
        DataRef::Float(number) if number.is_finite() => match format {
            Some(NumberFormat::Day) => day(ExcelDateTime::new(*number, ExcelDateTimeType::DateTime, is_1904)),
            format => {
                let text = format.and_then(|format| format.show(*number)).unwrap_or_else(|| plain(*number));
                CellText { text, number: Some(*number), date: None }
            }
        },
        DataRef::DateTime(moment) if moment.as_f64().is_finite() => day(*moment),
        DataRef::Float(_) | DataRef::DateTime(_) => {
            state = CellState::Error;
            text_of("#NUM!")
        }
        DataRef::Error(error) => {
            state = CellState::Error;
            text_of(&error.to_string())
        }
    };
    (!shown.text.is_empty()).then(|| GridCell::new(shown, state))
}

fn text_of(text: &str) -> CellText {
    // Nearly every text is clean but for its ends, and there are millions of them.
    let nfc = is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.contains('\r');
    let text = if nfc { text.trim_matches(is_blank).to_owned() } else { clean(text) };
    CellText { text, number: None, date: None }
}

/// A day, a time or a duration as text.
fn day(moment: ExcelDateTime) -> CellText {
    let serial = moment.as_f64();
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let clock = format!("{hour}:{minute:02}");
    if moment.is_duration() || (0.0..1.0).contains(&serial) || serial < 0.0 {
        let text = if moment.is_duration() { plain(serial * 24.0) } else { clock };
        return CellText { text, number: Some(serial), date: None };
    }
    let Some(date) = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) else {
        return CellText { text: plain(serial), number: Some(serial), date: None };
    };
    let text = if (hour, minute) == (0, 0) { date.to_string() } else { format!("{date} {clock}") };
    CellText { text, number: None, date: Some(date) }
}

/// A day in ISO 8601.
fn iso(text: &str) -> CellText {
    let date = text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    let text = match date {
        Some(date) if text.get(10..).is_none_or(|rest| rest.is_empty() || rest.starts_with("T00:00")) => {
            date.to_string()
        }
        _ => clean(text),
    };
    CellText { text, number: None, date }
}
