//! Text files with a table: `.csv`, `.tsv` and their like, known by their content.
//!
//! ```text
//! encoding   bytes to text: UTF-8, UTF-16, CP932, never with replacement characters
//! delimiter  what parts the fields
//! split      text to records, line ends and quotes understood as spreadsheet programs do
//! shape      records that are longer or shorter than the others
//! ```
//!
//! A record is a row, as a spreadsheet program would show it, and every cell is text: leading zeros stay.

mod delimiter;
mod encoding;
mod shape;
mod split;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use daicho_rules::Text;
use daicho_rules::normal::{clean, is_blank};
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::error::{FileKind, Limit, ReadError};
use super::grid::{CellState, Content, Grid, GridCell, Sheet};
use super::guard::within;
use super::limits::Deadline;
use super::recent::Recent;
use super::spent::Spent;
use super::value::CellText;
use super::workbook::Remark;
use encoding::Encoding;
use split::Records;

/// So many rows are read between two looks at the clock.
const ROWS_UNCHECKED: u32 = 1000;
/// So many bytes tell whether a file is text.
const HEAD: usize = 4096;

/// True if bytes are text: no signs that only programs write, and hardly any NUL.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    if head.is_empty() || head.starts_with(b"%PDF") {
        return false;
    }
    if encoding::is_wide(head) {
        return true;
    }
    let nuls = head.split(|byte| *byte == 0).skip(1).count();
    let steering = head
        .iter()
        .any(|byte| *byte < 0x20 && !matches!(*byte, 0 | b'\t' | 0x0b | 0x0c | b'\n' | b'\r' | 0x1a));
    !steering && nuls * 4 < head.len()
}

/// The only sheet of a text file, and what is to be said of it.
pub(super) fn read_sheet(
    file: &str,
    bytes: &[u8],
    deadline: Deadline,
) -> Result<(Sheet, Vec<Remark>), ReadError> {
    let decoded = encoding::decode(bytes).map_err(|broken| ReadError::Encoding {
        file: file.to_owned(),
        line: broken.line,
        position: broken.position,
        byte: broken.byte,
    })?;
    let mut remarks = encoding_remarks(decoded.encoding, &decoded.text);
    let mut text = decoded.text;
    if let Some(found) = foreign(&text) {
        return Err(ReadError::NotWorkbook { file: file.to_owned(), found });
    }
    if text.contains('\0') {
        text = Cow::Owned(text.replace('\0', ""));
        remarks.push(Remark::of_sheet(
            "NUL文字を取り除いて読みました。ファイルが壊れていないか確かめてください",
            "NUL characters were removed: make sure that the file is not damaged",
        ));
    }
    let (named, text) = delimiter::named(&text);
    let delimiter = named.unwrap_or_else(|| delimiter::found(text));
    let (mut cells, mut widths) = (Vec::new(), Vec::new());
    let (mut spent, mut recent) = (Spent::new(file), Recent::default());
    let stray_quote = Arc::new(stray_quote());
    for (row, record) in (0_u32..).zip(Records::new(text, delimiter)) {
        if row.is_multiple_of(ROWS_UNCHECKED) {
            deadline.check(file)?;
        }
        within(file, "", Limit::Columns, u64::try_from(record.width).unwrap_or(u64::MAX))?;
        let mut found: Vec<(u32, GridCell)> = Vec::new();
        for (column, field) in (0_u32..).zip(&record.fields) {
            spent.cell("")?;
            let Some(cell) = cell(field, &mut recent) else { continue };
            spent.filled("", cell.shown.text.len())?;
            found.push((column, cell));
        }
        if found.is_empty() {
            continue;
        }
        if let Some((column, (_, cell))) =
            record.stray_quote.zip(found.iter().find(|(column, _)| Some(*column) == record.stray_quote))
        {
            remarks.push(Remark::of_cell((row, column), &cell.shown.text, &stray_quote));
        }
        found.shrink_to_fit();
        widths.push(shape::Width::of(record.width, &found));
        cells.push((row, found));
    }
    remarks.extend(shape::remarks(&widths, &cells));
    let sheet =
        Sheet { name: stem(file), visible: true, content: Content::Cells(Grid::new(cells, Vec::new())) };
    Ok((sheet, remarks))
}

/// The name of a file without its ending: the name of its only sheet.
fn stem(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    clean(if stem.is_empty() { file } else { stem })
}

/// What a text is if it holds no table of fields and delimiters.
fn foreign(text: &str) -> Option<FileKind> {
    let start: String = text.trim_start().chars().take(20).collect::<String>().to_lowercase();
    if start.starts_with("{\\rtf") {
        return Some(FileKind::OtherOffice);
    }
    let tags =
        ["<!doctype", "<html", "<?xml", "<table", "<head", "<meta", "<style", "<workbook", "mime-version:"];
    tags.iter().any(|tag| start.starts_with(tag)).then_some(FileKind::Text)
}

fn encoding_remarks(encoding: Encoding, text: &str) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if encoding == Encoding::EucJp {
        remarks.push(Remark::of_sheet(
            "文字コードを EUC-JP とみなして読みました。文字化けがないか確かめてください",
            "the text was taken for EUC-JP: make sure that it reads as it should",
        ));
    }
    let own = text.chars().filter(|c| ('\u{e000}'..='\u{f8ff}').contains(c)).count();
    if own > 0 {
        remarks.push(Remark::of_sheet(
            format!(
                "外字が {own} 文字あります。ほかのパソコンでは別の字になるため、元の字を確かめてください"
            ),
            format!(
                "{own} characters are of somebody's own making (gaiji): ask which characters they stand for"
            ),
        ));
    }
    remarks
}

fn stray_quote() -> Text {
    Text::new(
        "引用符（\"）が閉じていないので、ただの文字として読みました。元のファイルを確かめてください",
        "a quotation mark is never closed, and was read as a plain character: look into the file",
    )
}

/// A field as a cell; `None` for a blank one.
fn cell(field: &str, recent: &mut Recent) -> Option<GridCell> {
    let nfc = is_nfc_quick(field.chars()) == IsNormalized::Yes && !field.contains('\r');
    let mut text = if nfc { field.trim_matches(is_blank).to_owned() } else { clean(field) };
    // ="0012" is how Excel is told to leave the zeros alone.
    if let Some(quoted) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        text = clean(&quoted.replace("\"\"", "\""));
    }
    let state = match text.strip_prefix('=') {
        Some(formula) if formula.starts_with(|c: char| c.is_ascii_alphanumeric() || "(+-$'".contains(c)) => {
            CellState::Unsolved
        }
        _ if is_error(&text) => CellState::Error,
        _ => CellState::Value,
    };
    (!text.is_empty())
        .then(|| recent.shared(GridCell::new(CellText { text, number: None, date: None }, state)))
}

/// True for what a spreadsheet program writes in place of a result that it does not have.
fn is_error(text: &str) -> bool {
    let errors = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];
    text.starts_with('#') && errors.contains(&text)
}
