//! 表紙: what was assessed, by what, and how it came out at a glance.

mod chart;
pub(super) mod total;

use daicho_rules::Lang;
use rust_xlsxwriter::Worksheet;

use super::changes;
use super::compared;
use super::exposure;
use super::heat_map::HeatMap;
use super::measure::{lines, lines_height};
use super::page;
use super::style::middle;
use super::summary::{self, Phase};
use super::words;
use super::{Context, WriteError};

/// Columns of the sheet, all of the same width, so that blocks of any size fit.
pub(super) const COLUMNS: u16 = 14;
/// Width of a column.
pub(super) const WIDTH: u16 = 13;
/// Rows of facts and figures that leave room for the heat maps on the first page.
const FIRST_PAGE_ROWS: u32 = 26;
/// Column where the right half starts.
const RIGHT: u16 = 7;

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    sheet.set_name(words::COVER.get(lang))?;
    page::set_up(sheet, context, &words::REPORT.text());
    for column in 0..COLUMNS {
        sheet.set_column_width(column, f64::from(WIDTH))?;
    }
    page::span(sheet, 0, (0, COLUMNS - 1), words::REPORT.get(lang), &context.styles.report)?;
    sheet.set_row_height(0, 36)?;
    page::span(sheet, 1, (0, COLUMNS - 1), &context.client(), &context.styles.title)?;
    sheet.set_row_height(1, 26)?;
    let top = subject(sheet, context, 3)?;
    let left = sources(sheet, context, top)?;
    let right = total::glance(sheet, context, top)?;
    let mut row = left.max(right) + 1;
    if !summary::rates(&context.assessment.method) {
        page::span(sheet, row, (0, COLUMNS - 1), words::NO_SCORE.get(lang), &context.styles.hint)?;
        if !context.beside.is_empty() {
            compared::methods_table(sheet, context, row + 2)?;
        }
        return Ok(());
    }
    // Facts, figures and heat maps fill the first page unless there are many packs and files.
    let mut breaks = Vec::new();
    if row > FIRST_PAGE_ROWS {
        breaks.push(row);
    }
    row = heat_maps(sheet, context, row)?;
    breaks.push(row);
    if !context.beside.is_empty() {
        row = compared::methods_table(sheet, context, row)?;
    }
    sheet.set_page_breaks(&breaks)?;
    let bands = total::bands(sheet, context, row)?;
    let stages = total::stages(sheet, context, row)?;
    row = bands.end.max(stages.end) + 1;
    chart::insert(sheet, context, row, &bands, &stages)
}

/// Client, date and method, with what has to be known about them. Gives the row below.
fn subject(sheet: &mut Worksheet, context: &Context<'_>, top: u32) -> Result<u32, WriteError> {
    let (assessment, lang, styles) = (context.assessment, context.lang, &context.styles);
    let mut row = top;
    let as_of = page::date_text(assessment.as_of, lang);
    for (label, text) in [
        (words::CLIENT, context.client()),
        (words::AS_OF, as_of),
        (words::METHOD, assessment.method.title.get(lang).to_owned()),
    ] {
        pair(sheet, context, row, label.get(lang), &text)?;
        row += 1;
    }
    if let Some(total) = assessment.client.as_ref().and_then(|client| changes::total(client, lang)) {
        let text = format!("{total}{}", words::CHANGES_WHERE.get(lang));
        pair(sheet, context, row, words::CHANGES.get(lang), &text)?;
        row += 1;
    }
    for exposures in &assessment.exposures {
        // The figure is never shown without what has to be said beside it.
        let total = exposure::total_text(&exposures.total(), exposures.items.len(), lang);
        let caveat = exposures.method.exposure.as_ref().map_or("", |model| model.caveat.get(lang));
        pair(sheet, context, row, words::EXPOSURE.get(lang), &format!("{total}\n{caveat}"))?;
        row += 1;
    }
    let unverified = assessment.risks.iter().any(|risk| !risk.verified)
        || assessment.findings.iter().any(|finding| !finding.verified);
    for (applies, caveat) in
        [(!assessment.method.verified, words::METHOD_CAVEAT), (unverified, words::PACK_CAVEAT)]
    {
        if applies {
            let width = WIDTH * COLUMNS;
            page::paragraph(sheet, row, (0, COLUMNS - 1), width, caveat.get(lang), &styles.warning)?;
            row += 1;
        }
    }
    Ok(row + 1)
}

/// Left half: packs and files with their digests. Gives the row below.
fn sources(sheet: &mut Worksheet, context: &Context<'_>, top: u32) -> Result<u32, WriteError> {
    let (assessment, lang) = (context.assessment, context.lang);
    let mut row = top;
    let packs = assessment.packs.iter().map(|pack| {
        let name = match lang {
            // The settings of the client have no id that would tell more than their title.
            _ if pack.version.is_empty() => pack.title.get(lang).to_owned(),
            Lang::Ja => format!("{}（{}）", pack.title.get(lang), pack.id),
            Lang::En => format!("{} ({})", pack.title.get(lang), pack.id),
        };
        let version = if pack.version.is_empty() { "－" } else { pack.version.as_str() };
        (name, version, pack.digest.as_str())
    });
    let heading = if assessment.client.is_some() { words::LAYERS } else { words::PACKS };
    listing(sheet, context, &mut row, heading, packs)?;
    row += 1;
    let files =
        assessment.ledger.sources.iter().map(|source| (source.file.clone(), "", source.sha256.as_str()));
    listing(sheet, context, &mut row, words::FILES, files)?;
    Ok(row)
}

/// A label and its text.
fn pair(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    row: u32,
    label: &str,
    text: &str,
) -> Result<(), WriteError> {
    let styles = &context.styles;
    page::span(sheet, row, (0, 1), label, &styles.head)?;
    page::span(sheet, row, (2, COLUMNS - 1), text, &middle(&styles.text))?;
    sheet.set_row_height(row, lines_height(lines(text, WIDTH * (COLUMNS - 2))))?;
    Ok(())
}

/// A list of names with version and the first digits of their digests.
fn listing<'a>(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    row: &mut u32,
    heading: words::Word,
    entries: impl Iterator<Item = (String, &'a str, &'a str)>,
) -> Result<(), WriteError> {
    let (lang, styles) = (context.lang, &context.styles);
    page::span(sheet, *row, (0, 3), heading.get(lang), &styles.head)?;
    page::text(sheet, *row, 4, words::VERSION.get(lang), &styles.head)?;
    page::text(sheet, *row, 5, words::DIGEST.get(lang), &styles.head)?;
    sheet.set_row_height(*row, lines_height(1))?;
    *row += 1;
    for (name, version, digest) in entries {
        let digest: String = digest.chars().take(12).collect();
        page::span(sheet, *row, (0, 3), &name, &middle(&styles.text))?;
        page::text(sheet, *row, 4, version, &middle(&styles.centre))?;
        page::text(sheet, *row, 5, &digest, &middle(&styles.centre))?;
        sheet.set_row_height(*row, lines_height(lines(&name, WIDTH * 4)))?;
        *row += 1;
    }
    Ok(())
}

/// The two heat maps side by side.
pub(super) fn heat_maps(sheet: &mut Worksheet, context: &Context<'_>, top: u32) -> Result<u32, WriteError> {
    let lang = context.lang;
    let maps =
        (HeatMap::new(context.assessment, Phase::Inherent), HeatMap::new(context.assessment, Phase::Current));
    let (Some(before), Some(after)) = maps else {
        page::span(sheet, top, (0, COLUMNS - 1), words::NO_HEAT.get(lang), &context.styles.hint)?;
        return Ok(top + 2);
    };
    before.draw(sheet, context, (top, 0), words::HEAT_BEFORE.get(lang))?;
    after.draw(sheet, context, (top, RIGHT), words::HEAT_AFTER.get(lang))?;
    Ok(top + before.height().max(after.height()) + 1)
}
