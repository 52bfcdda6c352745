//! A sheet that is set up for print, with texts, notes and links that Excel accepts.

use chrono::{Datelike, NaiveDate};
use daicho_rules::{Lang, Text};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Note, ObjectMovement, Url, Worksheet, XlsxError};

use super::measure::{cell_text, clip, lines, lines_height};
use super::style::FONT;
use super::{Context, WriteError};

/// Longest explanation in a note; the rest is left to `daicho explain`.
const NOTE_LIMIT: usize = 1_500;
/// Width of a note in half-width characters.
const NOTE_COLUMNS: u16 = 52;
/// Rows of a sheet that carry notes: Excel grows slow with many thousands of them.
pub(crate) const NOTED_ROWS: usize = 3_000;
/// Links that a sheet may hold in Excel, with some room to spare.
pub(crate) const LINKED_ROWS: usize = 60_000;
/// Rows of a sheet of Excel.
pub(crate) const ROW_LIMIT: usize = 1_048_576;
/// Columns of a sheet of Excel.
pub(crate) const COLUMN_LIMIT: usize = 16_384;

/// Paper, margins, header and footer that every sheet has.
pub(crate) fn set_up(sheet: &mut Worksheet, context: &Context<'_>, title: &Text) {
    let as_of = date_text(context.assessment.as_of, context.lang);
    lay_out(sheet, &context.client(), title.get(context.lang), &as_of);
}

/// The same with the texts of the header: left, middle, right.
pub(crate) fn lay_out(sheet: &mut Worksheet, left: &str, middle: &str, right: &str) {
    // Excel allows 255 characters in a header: these limits fit even if every character were `&`.
    let (left, middle, right) = (header_text(left, 40), header_text(middle, 31), header_text(right, 30));
    let font = format!("&9&\"{FONT},Regular\"");
    sheet.set_paper_size(9);
    sheet.set_landscape();
    sheet.set_margins(0.3, 0.3, 0.65, 0.55, 0.3, 0.25);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_header(format!("&L{font}{left}&C{font}{middle}&R{font}{right}"));
    sheet.set_footer(format!("&C{font}&P / &N&R{font}daicho"));
    sheet.set_zoom(90);
    sheet.set_screen_gridlines(false);
}

/// A text inside a header: `&` would begin a code.
fn header_text(text: &str, limit: usize) -> String {
    clip(&text.replace('\n', " "), limit).replace('&', "&&")
}

/// A day as people write it.
pub(crate) fn date_text(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En => date.format("%-d %B %Y").to_string(),
    }
}

/// Writes a text; one that looks like a formula stays a text.
pub(crate) fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), WriteError> {
    sheet.write_string_with_format(row, column, cell_text(text), format)?;
    Ok(())
}

/// Writes a number.
pub(crate) fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    number: impl Into<f64>,
    format: &Format,
) -> Result<(), WriteError> {
    sheet.write_number_with_format(row, column, number, format)?;
    Ok(())
}

/// Writes an amount of yen, with its thousands set apart.
pub(crate) fn yen(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    yen: u64,
    format: &Format,
) -> Result<(), WriteError> {
    const BILLION: u64 = 1_000_000_000;
    let part = |number: u64| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    let number = part(yen / BILLION) * 1e9 + part(yen % BILLION);
    let format = format.clone().set_num_format("#,##0").set_align(FormatAlign::Right);
    sheet.write_number_with_format(row, column, number, &format)?;
    Ok(())
}

/// Writes a day; one that Excel cannot hold is written as text.
pub(crate) fn date(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    date: NaiveDate,
    format: &Format,
) -> Result<(), WriteError> {
    match excel_date(date) {
        Ok(value) => sheet.write_datetime_with_format(row, column, value, format)?,
        Err(_) => sheet.write_string_with_format(row, column, date.to_string(), format)?,
    };
    Ok(())
}

/// A day of Excel.
pub(crate) fn excel_date(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or(0);
    let month = u8::try_from(date.month()).unwrap_or(1);
    let day = u8::try_from(date.day()).unwrap_or(1);
    ExcelDateTime::from_ymd(year, month, day)
}

/// Writes a text over several columns of one row.
pub(crate) fn span(
    sheet: &mut Worksheet,
    row: u32,
    columns: (u16, u16),
    text: &str,
    format: &Format,
) -> Result<(), WriteError> {
    let text = cell_text(text);
    if columns.0 >= columns.1 {
        sheet.write_string_with_format(row, columns.0, text, format)?;
    } else {
        sheet.merge_range(row, columns.0, row, columns.1, &text, format)?;
    }
    Ok(())
}

/// Writes a paragraph over several columns whose widths add up to `width`, and gives the row its height.
pub(crate) fn paragraph(
    sheet: &mut Worksheet,
    row: u32,
    columns: (u16, u16),
    width: u16,
    text: &str,
    format: &Format,
) -> Result<(), WriteError> {
    span(sheet, row, columns, text, format)?;
    sheet.set_row_height(row, lines_height(lines(text, width)))?;
    Ok(())
}

/// Writes a number that leads to another sheet of the workbook.
///
/// Links stand on numbers and not on names: `LibreOffice` does not wrap the text of a link.
pub(crate) fn link(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    (target, shown, tip): (&str, u32, &str),
    format: &Format,
) -> Result<(), WriteError> {
    let url = Url::new(format!("internal:{target}")).set_text(shown.to_string()).set_tip(tip);
    sheet.write_url_with_format(row, column, url, format)?;
    // The link stays with the cell; the number takes the place of its text, so that rows sort.
    sheet.write_number_with_format(row, column, shown, format)?;
    Ok(())
}

/// Puts a note on a cell, large enough to be read.
pub(crate) fn note(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), WriteError> {
    let text = clip(text, NOTE_LIMIT);
    let count = u32::try_from(lines(&text, NOTE_COLUMNS)).unwrap_or(40).clamp(2, 40);
    let note = Note::new(text)
        .add_author_prefix(false)
        .set_author("daicho")
        .set_width(380)
        .set_height(count * 17 + 12)
        .set_font_name(FONT)
        .set_font_size(9)
        .set_object_movement(ObjectMovement::DontMoveOrSizeWithCells);
    sheet.insert_note(row, column, &note)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_texts_hold_no_codes() {
        assert_eq!(header_text("A&B商事\n&P", 60), "A&&B商事 &&P");
        assert!(header_text(&"&".repeat(500), 60).len() <= 124);
    }

    #[test]
    fn days_read_as_people_write_them() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        assert_eq!(date_text(date, Lang::Ja), "2026年3月31日");
        assert_eq!(date_text(date, Lang::En), "31 March 2026");
    }
}
