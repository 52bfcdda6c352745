//! The assessment as a workbook of Excel.
//!
//! Each sheet is a module; all share `Context`. Text is always written as text, so that nothing a
//! person typed becomes a formula, and the same assessment gives the same bytes.

pub(crate) mod changes;
mod compared;
mod cover;
mod diff_json;
pub(crate) mod duty;
mod error;
pub(crate) mod exposure;
mod finding;
mod grid;
mod heat_map;
mod inspection;
mod json;
mod ledger_sheet;
mod legend;
mod lines;
pub(crate) mod mapping;
pub(crate) mod measure;
mod pack;
mod page;
mod plan;
pub(crate) mod question;
mod residual;
mod risk_table;
mod save;
mod sheet_name;
mod shown;
mod style;
pub(crate) mod summary;
pub(crate) mod timetable;
pub(crate) mod title;
pub(crate) mod words;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

use daicho_rules::Lang;
use rust_xlsxwriter::{DocProperties, Workbook};

pub use diff_json::{DIFF_SCHEMA, diff_json};
pub use error::{WorkbookFailure, WriteError};
pub use inspection::inspection_json;
pub use json::{SCHEMA, json};
pub use pack::pack_workbook;
pub(crate) use question::headings as question_headings;
pub use save::{Overwrite, check_apart, check_target, save};

use crate::assessment::Assessment;
use crate::read::own;
use sheet_name::SheetNames;
use style::Styles;

/// Longest list of files in a property of the workbook; Excel takes 255 characters.
const INPUTS_MOST: usize = 200;

/// What every sheet needs to know.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    /// The assessment.
    pub(crate) assessment: &'a Assessment,
    /// The assessment as each further method has it.
    pub(crate) beside: &'a [Assessment],
    /// Language of the workbook.
    pub(crate) lang: Lang,
    /// Formats.
    pub(crate) styles: Styles,
    /// Names of the sheets.
    pub(crate) names: SheetNames,
}

/// Language and formats: all that a table needs to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pen<'s> {
    /// Language of the workbook.
    pub(crate) lang: Lang,
    /// Formats.
    pub(crate) styles: &'s Styles,
}

impl<'a> Context<'a> {
    /// The same for each method, the one that decides first.
    pub(crate) fn by_each_method(&self) -> Vec<Self> {
        let all = std::iter::once(self.assessment).chain(self.beside);
        let of = |assessment: &'a Assessment| Self {
            assessment,
            beside: &[],
            lang: self.lang,
            styles: self.styles.clone(),
            names: self.names.clone(),
        };
        all.map(of).collect()
    }

    /// What a table needs.
    pub(crate) fn pen(&self) -> Pen<'_> {
        Pen { lang: self.lang, styles: &self.styles }
    }

    /// Name of the client.
    pub(crate) fn client(&self) -> String {
        match self.assessment.ledger.client.trim() {
            "" => words::NO_CLIENT.get(self.lang).to_owned(),
            client => client.to_owned(),
        }
    }
}

/// Makes the workbook of an assessment, in one language.
///
/// The same assessment gives the same bytes.
///
/// # Errors
///
/// Fails when a sheet would need more rows or columns than Excel has.
pub fn workbook(assessment: &Assessment, lang: Lang) -> Result<Vec<u8>, WriteError> {
    let names = SheetNames::new(assessment, lang);
    let beside: Vec<Assessment> = assessment.beside.iter().map(|beside| assessment.seen_by(beside)).collect();
    let context = Context { assessment, beside: &beside, lang, styles: Styles::new(), names };
    let mut workbook = Workbook::new();
    workbook.set_default_format(&style::base(), 22, 64)?;
    let mut properties = DocProperties::new()
        .set_title(words::REPORT.get(lang))
        .set_company(measure::clip(&assessment.ledger.client, 200))
        .set_author("daicho")
        .set_custom_property(own::MARK, inputs(assessment));
    if let Ok(created) = page::excel_date(assessment.as_of) {
        properties = properties.set_creation_datetime(&created);
    }
    workbook.set_properties(&properties);
    cover::fill(workbook.add_worksheet(), &context)?;
    risk_table::fill(workbook.add_worksheet(), &context)?;
    residual::fill(workbook.add_worksheet(), &context)?;
    plan::fill(workbook.add_worksheet(), &context)?;
    finding::fill(workbook.add_worksheet(), &context)?;
    question::fill(workbook.add_worksheet(), &context)?;
    if !assessment.timetable.is_empty() {
        timetable::fill(workbook.add_worksheet(), &context)?;
    }
    if !assessment.duties.is_empty() {
        duty::fill(workbook.add_worksheet(), &context)?;
    }
    let by_each_method = context.by_each_method();
    if !beside.is_empty() {
        compared::fill(workbook.add_worksheet(), &context, &by_each_method)?;
    }
    for (at, (seen, name)) in by_each_method.iter().skip(1).zip(context.names.beside()).enumerate() {
        risk_table::fill_beside(workbook.add_worksheet(), seen, name, at)?;
    }
    for (at, (exposures, name)) in assessment.exposures.iter().zip(context.names.exposures()).enumerate() {
        exposure::fill(workbook.add_worksheet(), &context, exposures, (name, at))?;
    }
    legend::fill(workbook.add_worksheet(), &context)?;
    for register in context.names.registers() {
        ledger_sheet::fill(workbook.add_worksheet(), &context, register)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The files that an assessment was made from, as its workbook names them to whoever takes it for a ledger.
fn inputs(assessment: &Assessment) -> String {
    let files: Vec<&str> = assessment.ledger.sources.iter().map(|source| source.file.as_str()).collect();
    measure::clip(&files.join(", "), INPUTS_MOST)
}
