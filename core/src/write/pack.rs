//! What packs say as a workbook, for review with a client.
//!
//! Lists of risks, checks and controls with room for comments, and every rule as a decision table.

mod block;
mod cover;
mod list;
mod method;

use daicho_rules::Lang;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use crate::document::{Cells, Document, Sort, words};
use crate::read::own;

use super::measure::clip;
use super::style::{self, Styles};
use super::{Pen, WriteError, page, title};
use block::{Block, Blocks};

/// Makes the workbook of a document, in one language.
///
/// The same packs give the same bytes.
///
/// # Errors
///
/// Fails when a sheet would need more rows or columns than Excel has.
pub fn pack_workbook(document: &Document<'_>, lang: Lang) -> Result<Vec<u8>, WriteError> {
    let styles = Styles::new();
    let pen = Pen { lang, styles: &styles };
    let mut workbook = Workbook::new();
    workbook.set_default_format(&style::base(), 22, 64)?;
    let name = document.title(lang);
    let properties = DocProperties::new()
        .set_title(format!("{} {}", words::DOCUMENT.get(lang), clip(&name, 200)))
        .set_author("daicho")
        .set_custom_property(own::MARK, "")
        // Packs have no date, and the engine reads no clock.
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let sheets = Sheets { document, pen, name: &name };
    workbook.push_worksheet(sheets.cover()?);
    if !document.risks.is_empty() {
        let (tables, places) = sheets.risk_tables()?;
        workbook.push_worksheet(sheets.risks(&places)?);
        workbook.push_worksheet(tables);
    }
    if !document.checks.is_empty() {
        let (tables, places) = sheets.check_tables()?;
        workbook.push_worksheet(sheets.checks(&places)?);
        workbook.push_worksheet(tables);
    }
    if !document.duties.is_empty() {
        let (tables, places) = sheets.duty_tables()?;
        workbook.push_worksheet(sheets.duties(&places)?);
        workbook.push_worksheet(tables);
    }
    if !document.controls.is_empty() {
        workbook.push_worksheet(sheets.controls()?);
    }
    if !document.of_one_rule {
        workbook.push_worksheet(sheets.methods()?);
    }
    Ok(workbook.save_to_buffer()?)
}

/// What every sheet needs to know.
#[derive(Clone, Copy)]
struct Sheets<'s, 'b> {
    document: &'s Document<'b>,
    pen: Pen<'s>,
    name: &'s str,
}

impl Sheets<'_, '_> {
    /// A sheet with its name, paper and header.
    fn sheet(&self, word: words::Word) -> Result<Worksheet, WriteError> {
        let mut sheet = Worksheet::new();
        let name = word.get(self.pen.lang);
        sheet.set_name(name)?;
        page::lay_out(&mut sheet, self.name, name, words::DOCUMENT.get(self.pen.lang));
        Ok(sheet)
    }

    /// The title of a sheet and the line below it.
    fn top(&self, sheet: &mut Worksheet, word: words::Word, hint: words::Word) -> Result<(), WriteError> {
        let styles = self.pen.styles;
        page::text(sheet, 0, 0, word.get(self.pen.lang), &styles.title)?;
        sheet.set_row_height(0, 26)?;
        page::text(sheet, 1, 0, hint.get(self.pen.lang), &styles.hint.clone().unset_text_wrap())
    }

    /// Every risk as a decision table, with the row where each starts.
    fn risk_tables(&self) -> Result<(Worksheet, Vec<String>), WriteError> {
        let (lang, document) = (self.pen.lang, self.document);
        let mut sheet = self.sheet(words::RISK_TABLES)?;
        self.top(&mut sheet, words::RISK_TABLES, words::TABLES_HINT)?;
        let mut blocks = Blocks::new(&mut sheet, self.pen, 3)?;
        let mut places = Vec::new();
        let mut stage = None;
        for part in &document.risks {
            if stage != Some(&part.rule.stage) {
                stage = Some(&part.rule.stage);
                blocks.stripe(document.stage(&part.rule.stage, lang));
            }
            let id = document.short(&part.rule.about.id);
            let cells = |table, sort| Cells::new(table, sort, document.of_one_rule, id, lang);
            let name = format!("{id}　{}", part.rule.about.title.get(lang));
            places.push(blocks.write(&Block::new(&name, cells(&part.table, Sort::Risk)))?);
            if let Some(impact) = &part.impact {
                let name = format!("{id}　{}", words::IMPACT_OF_RULE.get(lang));
                blocks.write(&Block::new(&name, cells(impact, Sort::Impact)))?;
            }
        }
        blocks.finish()?;
        Ok((sheet, targets(words::RISK_TABLES.get(lang), &places)))
    }

    /// Every check as a decision table, with the row where each starts.
    fn check_tables(&self) -> Result<(Worksheet, Vec<String>), WriteError> {
        let (lang, document) = (self.pen.lang, self.document);
        let mut sheet = self.sheet(words::CHECK_TABLES)?;
        self.top(&mut sheet, words::CHECK_TABLES, words::TABLES_HINT)?;
        let mut blocks = Blocks::new(&mut sheet, self.pen, 3)?;
        let mut places = Vec::new();
        let mut register = None;
        for part in &document.checks {
            let check = part.check;
            if register != Some(&check.register) {
                register = Some(&check.register);
                blocks.stripe(document.register(&check.register, lang));
            }
            let id = document.short(&check.about.id);
            let severity = title::severity(check.severity).get(lang);
            let name = match lang {
                Lang::Ja => format!("{id}　{}【{severity}】", check.about.title.get(lang)),
                Lang::En => format!("{id}  {} ({severity})", check.about.title.get(lang)),
            };
            let cells = Cells::new(&part.table, Sort::Check, document.of_one_rule, id, lang);
            places.push(blocks.write(&Block::new(&name, cells))?);
        }
        blocks.finish()?;
        Ok((sheet, targets(words::CHECK_TABLES.get(lang), &places)))
    }

    /// Every duty as a decision table, with the row where each starts.
    fn duty_tables(&self) -> Result<(Worksheet, Vec<String>), WriteError> {
        let (lang, document) = (self.pen.lang, self.document);
        let mut sheet = self.sheet(words::DUTY_TABLES)?;
        self.top(&mut sheet, words::DUTY_TABLES, words::TABLES_HINT)?;
        let mut blocks = Blocks::new(&mut sheet, self.pen, 3)?;
        let mut places = Vec::new();
        for part in &document.duties {
            let about = &part.duty.about;
            let id = document.short(&about.id);
            let name = format!("{id}　{}", about.title.get(lang));
            let cells = Cells::new(&part.table, Sort::Check, document.of_one_rule, id, lang);
            places.push(blocks.write(&Block::new(&name, cells))?);
        }
        blocks.finish()?;
        Ok((sheet, targets(words::DUTY_TABLES.get(lang), &places)))
    }
}

/// Where links to rows of a sheet lead.
fn targets(sheet: &str, rows: &[u32]) -> Vec<String> {
    rows.iter().map(|row| format!("'{sheet}'!A{}", row + 1)).collect()
}
