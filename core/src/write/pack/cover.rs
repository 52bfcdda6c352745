//! 表紙: which packs, how to read them, and who reviewed them.

use rust_xlsxwriter::Worksheet;

use crate::document::words;
use crate::write::measure::{lines, lines_height};
use crate::write::style::middle;
use crate::write::{WriteError, page};

use super::Sheets;

/// Columns of the sheet, all of the same width.
const COLUMNS: u16 = 10;
/// Width of a column.
const WIDTH: u16 = 15;

impl Sheets<'_, '_> {
    /// Writes the sheet.
    pub(super) fn cover(&self) -> Result<Worksheet, WriteError> {
        let (lang, styles) = (self.pen.lang, self.pen.styles);
        let mut sheet = self.sheet(crate::write::words::COVER)?;
        for column in 0..COLUMNS {
            sheet.set_column_width(column, f64::from(WIDTH))?;
        }
        page::span(&mut sheet, 0, (0, COLUMNS - 1), words::DOCUMENT.get(lang), &styles.report)?;
        sheet.set_row_height(0, 36)?;
        page::span(&mut sheet, 1, (0, COLUMNS - 1), self.name, &styles.title)?;
        sheet.set_row_height(1, 26)?;
        let row = self.reviewed(&mut sheet, 3)?;
        let row = self.packs(&mut sheet, row + 1)?;
        self.lines(&mut sheet, row + 1)?;
        Ok(sheet)
    }

    /// Whose packs these are, and who looked at them, to be filled in. Gives the row below.
    fn reviewed(&self, sheet: &mut Worksheet, row: u32) -> Result<u32, WriteError> {
        let (lang, styles) = (self.pen.lang, self.pen.styles);
        let boxes = [(words::CLIENT, 1, 4), (words::REVIEWED_BY, 6, 7), (words::REVIEWED_ON, 9, 9)];
        for (word, first, last) in boxes {
            page::text(sheet, row, first - 1, word.get(lang), &styles.fill_head)?;
            page::span(sheet, row, (first, last), "", &styles.fill)?;
        }
        sheet.set_row_height(row, 30)?;
        Ok(row + 1)
    }

    /// Packs with their versions and digests, and what there is in them. Gives the row below.
    fn packs(&self, sheet: &mut Worksheet, top: u32) -> Result<u32, WriteError> {
        let (lang, styles) = (self.pen.lang, self.pen.styles);
        let (text, centre) = (middle(&styles.text), middle(&styles.centre));
        let heads = [(words::PACK, 0, 1), (words::NAME, 2, 6), (words::VERSION, 7, 7), (words::DIGEST, 8, 9)];
        for (word, first, last) in heads {
            page::span(sheet, top, (first, last), word.get(lang), &styles.head)?;
        }
        let mut row = top + 1;
        for pack in &self.document.rulebook.packs {
            let digest: String = pack.digest.chars().take(12).collect();
            page::span(sheet, row, (0, 1), &pack.id, &text)?;
            page::span(sheet, row, (2, 6), pack.title.get(lang), &text)?;
            page::text(sheet, row, 7, &pack.version, &centre)?;
            page::span(sheet, row, (8, 9), &digest, &centre)?;
            sheet.set_row_height(row, lines_height(lines(pack.title.get(lang), WIDTH * 5)))?;
            row += 1;
        }
        row += 1;
        let counts = [
            (words::RISKS, self.document.risks.len()),
            (words::CHECKS, self.document.checks.len()),
            (words::CONTROLS, self.document.controls.len()),
        ];
        for (column, (word, count)) in (0_u16..).step_by(2).zip(counts) {
            page::text(sheet, row, column, word.get(lang), &styles.head)?;
            page::number(sheet, row, column + 1, u32::try_from(count).unwrap_or(u32::MAX), &centre)?;
        }
        sheet.set_row_height(row, lines_height(1))?;
        row += 1;
        for (what, pack) in &self.document.rulebook.replaced {
            let line = format!("{}: {what} ({pack})", words::REPLACED.get(lang));
            page::paragraph(sheet, row, (0, COLUMNS - 1), WIDTH * COLUMNS, &line, &styles.hint)?;
            row += 1;
        }
        Ok(row)
    }

    fn lines(&self, sheet: &mut Worksheet, top: u32) -> Result<(), WriteError> {
        let (lang, styles) = (self.pen.lang, self.pen.styles);
        page::span(sheet, top, (0, COLUMNS - 1), words::HOW_TO_READ.get(lang), &styles.section)?;
        sheet.set_row_height(top, 20)?;
        let unverified = self.document.has_unverified().then_some(words::UNVERIFIED_LINE);
        let lines = [
            words::PURPOSE_LINE,
            words::TABLE_LINE,
            words::RESULT_LINE,
            words::QUESTION_LINE,
            words::THREAT_LINE,
            words::MARK_LINE,
            words::LEVEL_LINE,
        ];
        for (row, line) in (top + 1..).zip(lines.into_iter().chain(unverified)) {
            let line = format!("・{}", line.get(lang));
            page::paragraph(sheet, row, (0, COLUMNS - 1), WIDTH * COLUMNS, &line, &styles.hint)?;
        }
        Ok(())
    }
}
