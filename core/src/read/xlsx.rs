//! Workbooks of Excel 2007 and later: `.xlsx`, `.xlsm`.
//!
//! ```text
//! package  finds the parts in the archive
//! book     lists the sheets
//! strings  shared strings       (rich)
//! format   number formats
//! sheet    one pass over a sheet: its cells and their layout (scan)
//! shown    what people see in a cell (moment)
//! object   areas declared as tables
//! ```

mod book;
pub(crate) mod format;
mod moment;
mod object;
mod package;
mod place;
mod rich;
mod scan;
mod sheet;
pub(crate) mod shown;
mod strings;

use super::error::ReadError;
use super::grid::{Content, Sheet};
use super::guard;
use super::limits::Deadline;
use super::spent::Spent;
use book::Listed;
use format::Formats;
use package::Package;
pub(crate) use package::attribute;
use sheet::Shared;
use strings::Strings;

/// Reads all sheets of a workbook.
pub(crate) fn read_sheets(file: &str, bytes: &[u8], deadline: Deadline) -> Result<Vec<Sheet>, ReadError> {
    let mut package = Package::new(file, guard::open(file, bytes)?, deadline)?;
    let mut spent = Spent::new(file);
    let book = book::read_book(&mut package, &mut spent)?;
    let mut shared = Shared {
        strings: Strings::read(file, &mut package, &book.strings)?,
        formats: Formats::read(&mut package, &book.styles)?,
        is_1904: book.is_1904,
        spent,
    };
    let mut sheets = Vec::new();
    for listed in book.sheets {
        let content = content(file, &mut package, &listed, &mut shared)?;
        sheets.push(Sheet { name: listed.name, visible: listed.visible, content });
    }
    Ok(sheets)
}

/// What a sheet holds; one that is damaged leaves the others as they are.
fn content(
    file: &str,
    package: &mut Package<'_>,
    listed: &Listed,
    shared: &mut Shared<'_>,
) -> Result<Content, ReadError> {
    if !listed.has_cells {
        return Ok(Content::Other);
    }
    match sheet::read_sheet(file, package, &listed.part, shared) {
        Ok(Content::Cells(mut grid)) => {
            grid.print_titles = listed.print_titles;
            grid.print_area = listed.print_area;
            Ok(Content::Cells(grid))
        }
        Err(ReadError::Damaged { detail, .. }) => Ok(Content::Broken(detail)),
        // People know the sheet by its name, not by its part.
        Err(ReadError::TooLarge { file, limit, found, .. }) => {
            Err(ReadError::TooLarge { file, part: listed.name.clone(), limit, found })
        }
        other => other,
    }
}
