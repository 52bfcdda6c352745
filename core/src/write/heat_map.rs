//! Impact × likelihood with the number of risks in each place.

use daicho_rules::{Lang, Method, MethodKind};
use rust_xlsxwriter::{Format, Worksheet};

use crate::assessment::{Assessment, Risk};

use super::measure::lines_height;
use super::page;
use super::style::middle;
use super::summary::Phase;
use super::words;
use super::{Context, WriteError, style};

/// Counts of risks by impact and likelihood, in one state of the scores.
#[derive(Debug)]
pub(crate) struct HeatMap {
    /// Highest impact and likelihood shown.
    size: (u8, u8),
    /// Impact, likelihood, number of risks, band, from the highest impact down.
    places: Vec<(u8, u8, usize, Option<String>)>,
    /// Risks without an impact or likelihood.
    unrated: usize,
}

impl HeatMap {
    /// Counts the risks; `None` when the method has no likelihood.
    pub(crate) fn new(assessment: &Assessment, phase: Phase) -> Option<Self> {
        let method = &assessment.method;
        let likelihoods = method.likelihood.iter().flatten().copied();
        let widest = likelihoods.max()?.max(method.highest_likelihood()).clamp(3, 6);
        let most = assessment.risks.iter().filter_map(|risk| risk.impact).max().unwrap_or(3);
        let tallest = most.max(method.highest_impact()).clamp(3, 6);
        let at = |risk: &Risk| Some((risk.impact?, phase.of(risk).likelihood?));
        let mut places = Vec::new();
        for impact in (1..=tallest).rev() {
            for likelihood in 1..=widest {
                let here: Vec<&Risk> =
                    assessment.risks.iter().filter(|risk| at(risk) == Some((impact, likelihood))).collect();
                places.push((
                    impact,
                    likelihood,
                    here.len(),
                    band(method, phase, (impact, likelihood), &here),
                ));
            }
        }
        let unrated = assessment.risks.iter().filter(|risk| at(risk).is_none()).count();
        Some(Self { size: (tallest, widest), places, unrated })
    }

    /// How many rows it takes, its title and axis included.
    pub(crate) fn height(&self) -> u32 {
        u32::from(self.size.0) + 4
    }

    /// Draws it with its title; the columns from `left` on have to be of the same width.
    pub(crate) fn draw(
        &self,
        sheet: &mut Worksheet,
        context: &Context<'_>,
        (top, left): (u32, u16),
        caption: &str,
    ) -> Result<(), WriteError> {
        let (styles, lang) = (&context.styles, context.lang);
        let width = u16::from(self.size.1);
        page::span(sheet, top, (left, left + width), caption, &styles.section)?;
        page::span(sheet, top + 1, (left, left + width), words::HEAT_AXES.get(lang), &small(&styles.hint))?;
        for (index, (impact, likelihood, count, band)) in self.places.iter().enumerate() {
            let line = u32::try_from(index).unwrap_or(0) / u32::from(self.size.1);
            let row = top + 2 + line;
            if *likelihood == 1 {
                page::text(
                    sheet,
                    row,
                    left,
                    &row_name(&context.assessment.method, *impact, lang),
                    &middle(&styles.head),
                )?;
                sheet.set_row_height(row, lines_height(2))?;
            }
            let format =
                style::band_format(&context.assessment.method, band.as_deref(), &middle(&styles.strong));
            let column = left + u16::from(*likelihood);
            if *count == 0 {
                page::text(sheet, row, column, "", &format)?;
            } else {
                page::number(sheet, row, column, u32::try_from(*count).unwrap_or(u32::MAX), &format)?;
            }
        }
        let foot = top + 2 + u32::from(self.size.0);
        page::text(sheet, foot, left, words::LIKELIHOOD.get(lang), &small(&styles.head))?;
        for likelihood in 1..=self.size.1 {
            page::number(sheet, foot, left + u16::from(likelihood), likelihood, &styles.head)?;
        }
        if self.unrated > 0 {
            let line = format!("{} {}{}", words::HEAT_UNRATED.get(lang), self.unrated, words::UNIT.get(lang));
            page::span(sheet, foot + 1, (left, left + width), &line, &small(&styles.warning))?;
        }
        Ok(())
    }
}

/// The impact of a row, with its name where the method names it.
fn row_name(method: &Method, impact: u8, lang: Lang) -> String {
    let level = usize::from(impact).checked_sub(1).and_then(|at| method.impact_levels.get(at));
    let name = level.map_or(words::IMPACT.get(lang), |level| level.get(lang));
    match level {
        Some(_) => format!("{impact} {name}"),
        None => format!("{name} {impact}"),
    }
}

fn small(format: &Format) -> Format {
    format.clone().set_font_size(9)
}

/// The band of a place: by the product where that is the formula, else the worst of the risks there.
fn band(method: &Method, phase: Phase, (impact, likelihood): (u8, u8), here: &[&Risk]) -> Option<String> {
    if method.kind == MethodKind::Map {
        return method.band_on_map(impact, likelihood).map(|band| band.id.clone());
    }
    let factors: Vec<&str> = method.score.split('*').map(str::trim).collect();
    if factors == ["impact", "likelihood"] || factors == ["likelihood", "impact"] {
        return method.band(u32::from(impact) * u32::from(likelihood)).map(|band| band.id.clone());
    }
    here.iter().filter_map(|risk| phase.of(risk).band.clone()).max_by_key(|band| method.rank(band))
}
