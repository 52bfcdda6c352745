//! Workbooks of Excel in binary parts, `.xlsb`.

use std::io::{Cursor, Write};

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xlsb, XlsbError};

use super::biff::Marks;
use super::biff::twelve;
use super::helper::{Outgoing, Stop};
use super::message::{Failure, Message};
use super::shown::{error, shown};
use crate::read::xlsx::format::Formats;

/// Sends the sheets of a workbook.
pub(super) fn read(bytes: &[u8], output: &mut impl Write) -> Result<(), Stop> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(Stop::damaged)?;
    let mut parts = twelve::Workbook::new(archive);
    let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Stop::Failed(Failure::Password),
        other => Stop::damaged(other),
    })?;
    let is_1904 = workbook.has_1904_epoch();
    let mut outgoing = Outgoing::new(output);
    for sheet in workbook.sheets_metadata().to_vec() {
        let (has_cells, visible) =
            (sheet.typ == SheetType::WorkSheet, sheet.visible == SheetVisible::Visible);
        outgoing.message(&Message::Sheet { name: sheet.name.clone(), visible, has_cells })?;
        if !has_cells {
            continue;
        }
        let marks = parts.marks(&sheet.name);
        if let Err(broken) = cells(&mut workbook, &sheet.name, &marks, &parts.formats, is_1904, &mut outgoing)
        {
            match broken {
                Broken::Sheet(detail) => outgoing.message(&Message::Broken(detail.to_string()))?,
                Broken::Output(error) => return Err(Stop::Output(error)),
            }
        }
        outgoing.message(&Message::Merges(marks.merges))?;
        outgoing.message(&Message::Hidden { rows: marks.hidden_rows, columns: marks.hidden_columns })?;
    }
    Ok(outgoing.flush()?)
}

/// What ends the reading of a sheet.
enum Broken {
    Sheet(XlsbError),
    Output(std::io::Error),
}

impl From<XlsbError> for Broken {
    fn from(error: XlsbError) -> Self {
        Self::Sheet(error)
    }
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

fn cells(
    workbook: &mut Xlsb<Cursor<&[u8]>>,
    sheet: &str,
    marks: &Marks,
    formats: &Formats,
    is_1904: bool,
    outgoing: &mut Outgoing<'_, impl Write>,
) -> Result<(), Broken> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    while let Some(cell) = reader.next_cell()? {
        let place = cell.get_position();
        let style = marks.styles.get(&place).map_or(usize::MAX, |style| *style);
        let value = Data::from(cell.get_value().clone());
        if let Some(sent) = shown(&value, formats.of(style), is_1904) {
            outgoing.cell(place.0, place.1, sent)?;
        }
    }
    // calamine passes over formulas that ended in an error, as if the cell were blank.
    for ((row, column), code) in &marks.errors {
        outgoing.cell(*row, *column, error(error_name(*code)))?;
    }
    Ok(())
}

fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
