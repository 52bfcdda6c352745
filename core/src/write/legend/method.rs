//! The method, its bands, factors and states, in words.

use crate::assessment::{Assessment, Exposures};

use super::super::{WriteError, exposure, style, summary, title, words};
use super::Legend;

/// Writes the sections.
pub(super) fn write(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let assessment = legend.context.assessment;
    describe(legend, assessment)?;
    if summary::rates(&assessment.method) {
        bands(legend, assessment)?;
        factors(legend)?;
        likelihood(legend, assessment)?;
        map(legend, assessment)?;
        states(legend)?;
    }
    for beside in legend.context.beside {
        describe(legend, beside)?;
        if summary::rates(&beside.method) {
            bands(legend, beside)?;
            likelihood(legend, beside)?;
            map(legend, beside)?;
        }
    }
    for exposures in &assessment.exposures {
        money(legend, exposures)?;
    }
    controls(legend)?;
    vocabulary(legend)
}

fn describe(legend: &mut Legend<'_, '_>, assessment: &Assessment) -> Result<(), WriteError> {
    let (lang, method) = (legend.context.lang, &assessment.method);
    legend.section(words::LEGEND_METHOD)?;
    legend.texts(&[(words::NAME.get(lang), 1), (method.title.get(lang), 5)])?;
    if summary::rates(method) {
        legend.texts(&[(words::LEGEND_FORMULA.get(lang), 1), (&title::way(method, lang), 5)])?;
        let acceptable = title::band(assessment, Some(&method.acceptable), lang);
        let acceptable = format!("{acceptable} {}", words::LEGEND_ACCEPTABLE_LINE.get(lang));
        legend.texts(&[(words::LEGEND_ACCEPTABLE.get(lang), 1), (&acceptable, 5)])?;
    } else {
        legend.texts(&[(words::LEGEND_FORMULA.get(lang), 1), (words::NO_SCORE.get(lang), 5)])?;
        legend.texts(&[(words::LEGEND_CONTROLS.get(lang), 1), (words::SYMBOLS.get(lang), 5)])?;
    }
    if !method.source.get(lang).is_empty() {
        legend.texts(&[(words::LEGEND_SOURCE.get(lang), 1), (method.source.get(lang), 5)])?;
    }
    if !method.verified {
        let format = legend.context.styles.warning.clone();
        legend.line(words::METHOD_CAVEAT.get(lang), &format)?;
    }
    legend.gap();
    Ok(())
}

fn bands(legend: &mut Legend<'_, '_>, assessment: &Assessment) -> Result<(), WriteError> {
    let (lang, method) = (legend.context.lang, &assessment.method);
    let styles = &legend.context.styles;
    let (text, strong) = (styles.text.clone(), styles.strong.clone());
    legend.section(words::LEGEND_BANDS)?;
    legend.heads(&[
        (words::BAND.get(lang), 1),
        (words::LEGEND_FROM.get(lang), 1),
        (words::LEGEND_MEANING.get(lang), 4),
    ])?;
    for (index, band) in method.bands.iter().enumerate().rev() {
        let range = title::range(method, index, lang);
        let meaning = title::meaning(method, &band.id);
        let colour = style::band_format(method, Some(&band.id), &strong);
        legend.cells(
            [(band.title.get(lang), 1, &colour), (range.as_str(), 1, &text), (meaning.get(lang), 4, &text)]
                .into_iter(),
        )?;
    }
    legend.cells(
        [(words::UNRATED.get(lang), 1, &strong), ("", 1, &text), (words::LEGEND_UNRATED.get(lang), 4, &text)]
            .into_iter(),
    )?;
    legend.gap();
    Ok(())
}

fn likelihood(legend: &mut Legend<'_, '_>, assessment: &Assessment) -> Result<(), WriteError> {
    let (lang, method) = (legend.context.lang, &assessment.method);
    if method.likelihood.is_empty() {
        return Ok(());
    }
    legend.section(words::LEGEND_TABLE)?;
    let head = |word: &str, number: usize| format!("{word} {number}");
    let columns = method.likelihood.iter().map(Vec::len).max().unwrap_or(0).min(5);
    let heads: Vec<String> = (1..=columns).map(|at| head(words::VULNERABILITY.get(lang), at)).collect();
    let first = std::iter::once((words::THREAT.get(lang), 1));
    legend.heads(&first.chain(heads.iter().map(|text| (text.as_str(), 1))).collect::<Vec<_>>())?;
    let (strong, centre) = (legend.context.styles.head.clone(), legend.context.styles.centre.clone());
    for (index, row) in method.likelihood.iter().enumerate() {
        let name = head(words::THREAT.get(lang), index + 1);
        let numbers: Vec<String> = row.iter().take(columns).map(u8::to_string).collect();
        let cells = numbers.iter().map(|number| (number.as_str(), 1, &centre));
        legend.cells(std::iter::once((name.as_str(), 1, &strong)).chain(cells))?;
    }
    legend.gap();
    Ok(())
}

/// A method that values items: model, parameters, source and caveat.
fn money(legend: &mut Legend<'_, '_>, exposures: &Exposures) -> Result<(), WriteError> {
    let (lang, method) = (legend.context.lang, &exposures.method);
    let Some(model) = &method.exposure else { return Ok(()) };
    legend.section(words::LEGEND_METHOD)?;
    legend.texts(&[(words::NAME.get(lang), 1), (method.title.get(lang), 5)])?;
    let formula = exposure::formula(model, &exposures.factors, lang);
    legend.texts(&[(words::LEGEND_FORMULA.get(lang), 1), (&formula, 5)])?;
    legend.texts(&[(words::LEGEND_SOURCE.get(lang), 1), (method.source.get(lang), 5)])?;
    let format = legend.context.styles.warning.clone();
    legend.line(model.caveat.get(lang), &format)?;
    legend.gap();
    Ok(())
}

/// The bands of a method by the place of a risk on its map, with the names of the levels.
fn map(legend: &mut Legend<'_, '_>, assessment: &Assessment) -> Result<(), WriteError> {
    let (lang, method) = (legend.context.lang, &assessment.method);
    if method.map.is_empty() {
        return Ok(());
    }
    legend.section(words::LEGEND_MAP)?;
    for (word, levels) in [
        (words::LEGEND_IMPACT_LEVELS, &method.impact_levels),
        (words::LEGEND_LIKELIHOOD_LEVELS, &method.likelihood_levels),
    ] {
        if !levels.is_empty() {
            legend.texts(&[(word.get(lang), 1), (&title::levels(levels, lang), 5)])?;
        }
    }
    let columns = method.map.iter().map(Vec::len).max().unwrap_or(0).min(5);
    let heads: Vec<String> =
        (1..=columns).map(|at| format!("{} {at}", words::LIKELIHOOD.get(lang))).collect();
    let first = std::iter::once((words::IMPACT.get(lang), 1));
    legend.heads(&first.chain(heads.iter().map(|text| (text.as_str(), 1))).collect::<Vec<_>>())?;
    let (strong, centre) = (legend.context.styles.head.clone(), legend.context.styles.centre.clone());
    for (index, row) in method.map.iter().enumerate().rev() {
        let name = format!("{} {}", words::IMPACT.get(lang), index + 1);
        let bands: Vec<_> = row
            .iter()
            .take(columns)
            .map(|id| {
                (title::band(assessment, Some(id), lang), style::band_format(method, Some(id), &centre))
            })
            .collect();
        let cells = bands.iter().map(|(title, format)| (*title, 1, format));
        legend.cells(std::iter::once((name.as_str(), 1, &strong)).chain(cells))?;
    }
    legend.gap();
    Ok(())
}

fn factors(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let lang = legend.context.lang;
    legend.section(words::LEGEND_FACTORS)?;
    for (name, meaning) in [
        (words::IMPACT, words::FACTOR_IMPACT),
        (words::THREAT, words::FACTOR_THREAT),
        (words::VULNERABILITY, words::FACTOR_VULNERABILITY),
        (words::LIKELIHOOD, words::FACTOR_LIKELIHOOD),
    ] {
        legend.texts(&[(name.get(lang), 1), (meaning.get(lang), 5)])?;
    }
    legend.gap();
    Ok(())
}

fn states(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let lang = legend.context.lang;
    legend.section(words::LEGEND_STAGES)?;
    for (name, meaning) in [
        (words::INHERENT, words::STATE_INHERENT),
        (words::CURRENT, words::STATE_CURRENT),
        (words::PLANNED, words::STATE_PLANNED),
    ] {
        legend.texts(&[(name.get(lang), 1), (meaning.get(lang), 5)])?;
    }
    legend.gap();
    Ok(())
}

fn controls(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let lang = legend.context.lang;
    legend.section(words::LEGEND_CONTROLS)?;
    for (name, meaning) in [
        (words::IS_IN_PLACE, words::COUNTS_IN_PLACE),
        (words::IS_PARTLY, words::COUNTS_PARTLY),
        (words::IS_PLANNED, words::COUNTS_PLANNED),
        (words::IS_NOT_IN_PLACE, words::COUNTS_NOT),
        (words::IS_UNKNOWN, words::COUNTS_UNKNOWN),
        (words::IS_NOT_APPLICABLE, words::COUNTS_LEFT_OUT),
    ] {
        legend.texts(&[(name.get(lang), 1), (meaning.get(lang), 5)])?;
    }
    legend.gap();
    Ok(())
}

fn vocabulary(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let (lang, assessment) = (legend.context.lang, legend.context.assessment);
    let stages = summary::stages(assessment);
    if !stages.is_empty() {
        legend.section(words::LEGEND_LIFE)?;
        let titles = stages.into_iter().map(|id| title::stage(assessment, id, lang)).collect::<Vec<_>>();
        legend.texts(&[(words::STAGE.get(lang), 1), (&titles.join(" → "), 5)])?;
        let families = assessment.schema.families.iter().map(|family| family.title.get(lang));
        legend.texts(&[(words::LEGEND_FAMILIES.get(lang), 1), (&title::join(families, lang), 5)])?;
        legend.gap();
    }
    if !assessment.parameters.is_empty() {
        legend.section(words::LEGEND_PARAMETERS)?;
        for (name, value) in &assessment.parameters {
            legend.texts(&[(name, 1), (value, 5)])?;
        }
        legend.gap();
    }
    Ok(())
}
