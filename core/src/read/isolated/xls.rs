//! Workbooks of Excel 97–2003, `.xls`.

use std::io::{Cursor, Write};

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError, XlsOptions};

use super::biff::eight;
use super::helper::{Outgoing, Stop};
use super::message::{Failure, Message};
use super::shown::shown;
use crate::read::guard::compound::Compound;

/// The encoding of Japanese Excel.
const SHIFT_JIS: u16 = 932;

/// Sends the sheets of a workbook.
pub(super) fn read(bytes: &[u8], output: &mut impl Write) -> Result<(), Stop> {
    let streams = Compound::open(bytes).map_err(Stop::damaged)?;
    let found = |name| streams.stream(name).map_err(Stop::damaged);
    let stream = match found("Workbook")? {
        Some(stream) => stream,
        None => found("Book")?.ok_or_else(|| Stop::damaged("Workbook"))?,
    };
    let globals = eight::globals(&stream);
    if globals.is_encrypted {
        return Err(Stop::Failed(Failure::Password));
    }
    let mut options = XlsOptions::default();
    options.force_codepage = globals.lacks_encoding.then_some(SHIFT_JIS);
    let mut workbook = Xls::new_with_options(Cursor::new(bytes), options).map_err(|error| match error {
        XlsError::Password => Stop::Failed(Failure::Password),
        other => Stop::damaged(other),
    })?;
    let is_1904 = workbook.has_1904_epoch();
    let mut outgoing = Outgoing::new(output);
    for (index, sheet) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        let (has_cells, visible) =
            (sheet.typ == SheetType::WorkSheet, sheet.visible == SheetVisible::Visible);
        outgoing.message(&Message::Sheet { name: sheet.name.clone(), visible, has_cells })?;
        if !has_cells {
            continue;
        }
        let merges = workbook.merge_cells_by_sheet_id(index).unwrap_or_default();
        let marks = globals.marks(&stream, index);
        match workbook.worksheet_range(&sheet.name) {
            Ok(range) => {
                let (top, left) = range.start().unwrap_or_default();
                for (row, cells) in (top..).zip(range.rows()) {
                    for (column, value) in (left..).zip(cells) {
                        let style = marks.styles.get(&(row, column)).map_or(usize::MAX, |style| *style);
                        if let Some(cell) = shown(value, globals.formats.of(style), is_1904) {
                            outgoing.cell(row, column, cell)?;
                        }
                    }
                }
            }
            Err(error) => outgoing.message(&Message::Broken(error.to_string()))?,
        }
        let merges = merges.iter().map(|area| (area.start.0, area.start.1, area.end.0, area.end.1));
        outgoing.message(&Message::Merges(merges.collect()))?;
        outgoing.message(&Message::Hidden { rows: marks.hidden_rows, columns: marks.hidden_columns })?;
    }
    Ok(outgoing.flush()?)
}
