//! 評価方法の比較: the same risks by each method, with their heat maps.

use rust_xlsxwriter::Worksheet;

use super::cover::{COLUMNS, WIDTH, heat_maps, total};
use super::measure::lines_height;
use super::{Context, WriteError, page, summary, title, words};

/// Fills the sheet; the first method is the one that decides.
pub(crate) fn fill(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    methods: &[Context<'_>],
) -> Result<(), WriteError> {
    let (lang, styles) = (context.lang, &context.styles);
    sheet.set_name(words::COMPARED.get(lang))?;
    page::set_up(sheet, context, &words::COMPARED.text());
    for column in 0..COLUMNS {
        sheet.set_column_width(column, f64::from(WIDTH))?;
    }
    page::text(sheet, 0, 0, words::COMPARED.get(lang), &styles.title.clone().unset_text_wrap())?;
    sheet.set_row_height(0, 26)?;
    let all = (0, COLUMNS - 1);
    page::span(sheet, 1, all, words::COMPARED_HINT.get(lang), &styles.hint)?;
    let mut row = methods_table(sheet, context, 3)?;
    let mut breaks = Vec::new();
    for (at, seen) in methods.iter().enumerate() {
        if at > 0 {
            breaks.push(row);
        }
        page::span(sheet, row, all, &heading(seen, at == 0), &styles.section)?;
        sheet.set_row_height(row, 20)?;
        row += 1;
        let method = &seen.assessment.method;
        if !method.source.get(lang).is_empty() {
            let source = method.source.get(lang);
            page::paragraph(sheet, row, all, WIDTH * COLUMNS, source, &styles.hint)?;
            row += 1;
        }
        if !method.verified {
            let caveat = words::METHOD_CAVEAT.get(lang);
            page::paragraph(sheet, row, all, WIDTH * COLUMNS, caveat, &styles.warning)?;
            row += 1;
        }
        row += 1;
        if !summary::rates(method) {
            page::span(sheet, row, all, words::NO_SCORE.get(lang), &styles.hint)?;
            row += 2;
            continue;
        }
        row = heat_maps(sheet, seen, row)?;
        let bands = total::bands(sheet, seen, row)?;
        let stages = total::stages(sheet, seen, row)?;
        row = bands.end.max(stages.end) + 1;
    }
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

/// The name of a method, marked where it is the one that decides.
fn heading(seen: &Context<'_>, decides: bool) -> String {
    let title = seen.assessment.method.title.get(seen.lang);
    let mark = words::DECIDES.get(seen.lang);
    match (decides, seen.lang) {
        (false, _) => title.to_owned(),
        (true, daicho_rules::Lang::Ja) => format!("{title}（{mark}）"),
        (true, daicho_rules::Lang::En) => format!("{title} ({mark})"),
    }
}

/// Current risks by band, one row for each method. Gives the row below.
pub(super) fn methods_table(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    top: u32,
) -> Result<u32, WriteError> {
    let (lang, styles) = (context.lang, &context.styles);
    let (strong, text) = (super::style::middle(&styles.strong), super::style::middle(&styles.text));
    page::span(sheet, top, (0, COLUMNS - 1), words::COMPARED_HEAD.get(lang), &styles.section)?;
    let mut row = top + 1;
    for (at, seen) in context.by_each_method().iter().enumerate() {
        let assessment = seen.assessment;
        let method = &assessment.method;
        let name = heading(seen, at == 0);
        page::span(sheet, row, (0, 4), &name, &text)?;
        let above = assessment.risks.iter().filter(|risk| summary::remains(method, risk)).count();
        let above = format!("{} {above}", summary::remaining_word(method).get(lang));
        page::span(sheet, row, (5, 7), &above, &text)?;
        if summary::rates(method) {
            // Bands from the highest, as many as there is room for, then those not rated.
            let bands = method.bands.iter().rev().take(5).map(|band| Some(band.id.as_str()));
            for (column, id) in (8_u16..).zip(bands.chain([None])) {
                let count = summary::in_band(assessment, summary::Phase::Current, id);
                let cell = format!("{} {count}", title::band(assessment, id, lang));
                let format = super::style::band_format(method, id, &strong);
                page::text(sheet, row, column, &cell, &format)?;
            }
        }
        let lines = super::measure::lines(&name, WIDTH * 5).max(super::measure::lines(&above, WIDTH * 3));
        sheet.set_row_height(row, lines_height(lines.max(2)))?;
        row += 1;
    }
    Ok(row + 1)
}
