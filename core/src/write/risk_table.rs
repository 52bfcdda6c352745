//! リスク分析表: one row for each risk, with columns for what people decide.

use daicho_rules::{Lang, Method, MethodKind, Text};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, DataValidation,
    DataValidationRule, Format, Worksheet,
};

use crate::assessment::{ControlState, Level, Risk};
use crate::explain::score_steps;
use crate::ledger::column_name;

use super::grid::{self, Column, Entry, Grid, Look, Spec};
use super::page::{self, NOTED_ROWS};
use super::summary::{self, Phase};
use super::words::{self, Word};
use super::{Context, WriteError, style, title};

/// Row of the captions.
const TOP: u32 = 3;

/// What sets the table of a further method apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// People fill in their decisions.
    Decisions,
    /// It only stands beside the table of the method that decides.
    Comparison,
}

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let scores = summary::rates(&context.assessment.method);
    let hint = if scores { words::RISKS_HINT } else { words::RISKS_HINT_PRESENCE };
    table(sheet, context, Use::Decisions, (words::RISKS.get(context.lang), "Risks"), hint)
}

/// Fills the sheet of a further method, for comparison; `at` counts them from 0.
pub(crate) fn fill_beside(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    name: &str,
    at: usize,
) -> Result<(), WriteError> {
    table(sheet, context, Use::Comparison, (name, &format!("RisksBeside{}", at + 1)), words::BESIDE_HINT)
}

fn table(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    purpose: Use,
    (sheet_name, table_name): (&str, &str),
    hint: Word,
) -> Result<(), WriteError> {
    let lang = context.lang;
    let risks = &context.assessment.risks;
    let heading = match purpose {
        Use::Decisions => words::RISKS.text(),
        Use::Comparison => {
            let method = &context.assessment.method.title;
            let risks = words::RISKS.text();
            Text::new(format!("{}：{}", risks.ja, method.ja), format!("{}: {}", risks.en, method.en))
        }
    };
    sheet.set_name(sheet_name)?;
    page::set_up(sheet, context, &heading);
    page::text(sheet, 0, 0, heading.get(lang), &heading_format(purpose, context))?;
    sheet.set_row_height(0, 26)?;
    page::text(sheet, 1, 0, hint.get(lang), &plain(&context.styles.hint))?;
    if risks.len() > NOTED_ROWS {
        page::text(sheet, 2, 0, words::NOTE_LIMIT.get(lang), &plain(&context.styles.hint))?;
    }
    let columns = columns(&context.assessment.method, purpose, lang);
    let grid = Grid {
        sheet: heading,
        top: TOP,
        columns: &columns,
        rows: risks.len(),
        name: Some(table_name),
        frozen: 3,
    };
    grid.write(sheet, context.pen(), |index| {
        risks.get(index).map_or_else(Vec::new, |risk| row(index, risk, purpose, context))
    })?;
    if risks.is_empty() {
        return grid.write_line(sheet, context.pen(), words::NO_RISKS);
    }
    if let Some(reference) = grid.column(words::ID.get(lang)) {
        sheet.set_print_area(0, 0, grid.last(), reference.saturating_sub(1))?;
    }
    add_notes(sheet, context, &grid)?;
    add_bands(sheet, context, &grid)?;
    if purpose == Use::Decisions {
        add_choices(sheet, context, &grid)?;
    }
    Ok(())
}

/// A long heading runs over the columns beside it.
fn heading_format(purpose: Use, context: &Context<'_>) -> Format {
    match purpose {
        Use::Decisions => context.styles.title.clone(),
        Use::Comparison => plain(&context.styles.title),
    }
}

/// The format without wrapping, for lines that run over the columns beside them.
fn plain(format: &Format) -> Format {
    format.clone().unset_text_wrap()
}

fn columns(method: &Method, purpose: Use, lang: Lang) -> Vec<Column> {
    let scores = summary::rates(method);
    let found: &[Spec] = &[
        (words::NUMBER, 5, Look::Centre),
        (words::DEPARTMENT, 8, Look::Text),
        (words::ITEM, 13, Look::Text),
        (words::STAGE, 8, Look::Text),
        (words::MEDIUM, 7, Look::Text),
        (words::RISK, 21, Look::Text),
        (words::BASIS, 11, Look::Small),
    ];
    let factors: &'static [Spec] = &[(words::IMPACT, 6, Look::Centre), (words::THREAT, 6, Look::Centre)];
    let controls: &[Spec] = if scores {
        &[(words::IN_PLACE, 26, Look::Text), (words::LACKING, 27, Look::Text)]
    } else {
        &[(words::CONTROL_STATES, 53, Look::Text), (words::COVERAGE, 6, Look::Centre)]
    };
    let [inherent, current, planned] = score_heads(method);
    // Bands of a map have longer names than those of scores.
    let wide = if method.kind == MethodKind::Map { 4 } else { 0 };
    let levels: &[Spec] = &[
        (inherent, 5 + wide, Look::Centre),
        (words::INHERENT_BAND, 5 + wide, Look::Centre),
        (current, 5 + wide, Look::Centre),
        (words::CURRENT_BAND, 5 + wide, Look::Centre),
        (planned, 6 + wide, Look::Centre),
        (words::PLANNED_BAND, 6 + wide, Look::Centre),
    ];
    let residual: &[Spec] = &[(words::RESIDUAL_RISK, 10, Look::Centre)];
    let decision: &'static [Spec] = &[
        (words::TREATMENT, 7, Look::FillCentre),
        (words::REASON, 11, Look::Fill),
        (words::MORE_CONTROLS, 12, Look::Fill),
        (words::OWNER, 7, Look::Fill),
        (words::DUE, 11, Look::FillDate),
    ];
    let judged: &'static [Spec] =
        &[(words::OVERRIDE, 6, Look::FillCentre), (words::OVERRIDE_REASON, 9, Look::Fill)];
    let approval: &'static [Spec] =
        &[(words::APPROVER, 7, Look::Fill), (words::APPROVED_ON, 11, Look::FillDate)];
    // For next year's reading and for tracing a score; kept off the paper, where room is short.
    let reference: &[Spec] = &[
        (words::ID, 26, Look::Small),
        (words::KINDS, 14, Look::Small),
        (words::SOURCE_CELL, 26, Look::Small),
    ];
    let only = |specs: &'static [Spec]| if scores { specs } else { &[] };
    let decides = purpose == Use::Decisions;
    let filled = |specs: &'static [Spec]| if decides { specs } else { &[] };
    grid::columns(
        lang,
        &[
            (Some(words::GROUP_RISK), found),
            (Some(words::LEGEND_FACTORS), only(factors)),
            (Some(words::GROUP_CONTROLS), controls),
            (Some(words::GROUP_SCORE), if scores { levels } else { &[] }),
            (Some(words::GROUP_SCORE), residual),
            (Some(words::GROUP_DECISION), filled(decision)),
            (
                Some(words::GROUP_DECISION),
                filled(if method.kind == MethodKind::Score { judged } else { &[] }),
            ),
            (Some(words::GROUP_DECISION), filled(approval)),
            (Some(words::GROUP_REFERENCE), reference),
        ],
    )
}

fn row(index: usize, risk: &Risk, purpose: Use, context: &Context<'_>) -> Vec<Entry> {
    let scores = summary::rates(&context.assessment.method);
    let (assessment, lang) = (context.assessment, context.lang);
    let mut row = vec![
        Entry::Link(context.names.target(&risk.item), u32::try_from(index + 1).unwrap_or(u32::MAX)),
        risk.item.department.as_str().into(),
        title::record(&risk.item).into(),
        title::stage(assessment, &risk.stage, lang).into(),
        title::singulars(risk, lang).into(),
        risk.title.get(lang).into(),
        risk.basis.join("\n").into(),
    ];
    if scores {
        row.push(factor(risk.impact, lang));
        row.push(factor(risk.threat, lang));
        row.push(
            controls(risk, lang, |state| matches!(state, ControlState::InPlace | ControlState::Partly))
                .into(),
        );
        row.push(
            controls(risk, lang, |state| {
                !matches!(state, ControlState::InPlace | ControlState::Partly | ControlState::NotApplicable)
            })
            .into(),
        );
        for phase in Phase::ALL {
            let level = phase.of(risk);
            row.push(points(&assessment.method, risk.impact, level, lang));
            row.push(title::band(assessment, level.band.as_deref(), lang).into());
        }
    } else {
        row.push(score_steps(risk, assessment, lang).join("\n").into());
        let counted = risk.controls.iter().filter(|control| control.state != ControlState::NotApplicable);
        let met = counted.clone().filter(|control| control.state == ControlState::InPlace).count();
        row.push(format!("{met}/{}", counted.count()).into());
    }
    row.push(residual(&assessment.method, risk).get(lang).into());
    if purpose == Use::Decisions {
        row.extend(decision(risk, assessment.method.kind == MethodKind::Score, lang));
    }
    let kinds = title::kinds(risk, lang).join("\n");
    row.extend([risk.id.as_str().into(), kinds.into(), title::source_cells(assessment, risk).into()]);
    row
}

/// What people typed beside a risk.
fn decision(risk: &Risk, scores: bool, lang: Lang) -> Vec<Entry> {
    let decision = &risk.decision;
    let mut row: Vec<Entry> = vec![
        title::treatment(&decision.treatment, lang).into(),
        decision.reason.as_str().into(),
        decision.plan.as_str().into(),
        decision.owner.as_str().into(),
        decision.due.into(),
    ];
    if scores {
        row.extend([decision.override_score.into(), decision.override_reason.as_str().into()]);
    }
    row.extend([decision.approver.as_str().into(), decision.approved_on.into()]);
    row
}

/// Headings of the scores; where a map gives the band, of the places on it.
pub(crate) fn score_heads(method: &Method) -> [Word; 3] {
    match method.kind {
        MethodKind::Map => [words::INHERENT_PLACE, words::CURRENT_PLACE, words::PLANNED_PLACE],
        _ => [words::INHERENT_SCORE, words::CURRENT_SCORE, words::PLANNED_SCORE],
    }
}

/// The score of a level; where a map gives the band, its place there: impact and likelihood.
pub(crate) fn points(method: &Method, impact: Option<u8>, level: &Level, lang: Lang) -> Entry {
    match (title::place(method, impact, level), level.score) {
        (Some(place), _) => place.into(),
        (None, Some(score)) => Entry::Number(score),
        (None, None) => words::UNRATED.get(lang).into(),
    }
}

fn factor(factor: Option<u8>, lang: Lang) -> Entry {
    factor.map_or_else(|| words::UNRATED.get(lang).into(), |factor| Entry::Number(u32::from(factor)))
}

/// Controls in these states, one a line; the state is named unless it is plain from the column.
fn controls(risk: &Risk, lang: Lang, wanted: impl Fn(ControlState) -> bool) -> String {
    let lines = risk.controls.iter().filter(|control| wanted(control.state)).map(|control| {
        let name = control.title.get(lang);
        let state = title::state(control.state).get(lang);
        match (control.state, lang) {
            (ControlState::InPlace | ControlState::NotInPlace, Lang::Ja) => format!("・{name}"),
            (ControlState::InPlace | ControlState::NotInPlace, Lang::En) => format!("- {name}"),
            (_, Lang::Ja) => format!("・{name}（{state}）"),
            (_, Lang::En) => format!("- {name} ({state})"),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a risk remains, in a word.
pub(crate) fn residual(method: &Method, risk: &Risk) -> Word {
    let remains = summary::remains(method, risk);
    match (remains, risk.may_not_remain(), summary::is_unrated(method, risk), summary::rates(method)) {
        (_, _, true, _) => words::UNRATED,
        (true, true, ..) => words::REMAINS_FORBIDDEN,
        (true, false, _, true) => words::REMAINS_ABOVE,
        (true, false, _, false) => words::LACKS,
        (false, _, _, true) => words::REMAINS_WITHIN,
        (false, _, _, false) => words::COMPLETE,
    }
}

/// Explains each score in a note.
fn add_notes(sheet: &mut Worksheet, context: &Context<'_>, grid: &Grid<'_>) -> Result<(), WriteError> {
    if !summary::rates(&context.assessment.method) {
        return Ok(());
    }
    let lang = context.lang;
    let bands = [words::INHERENT_BAND, words::CURRENT_BAND, words::PLANNED_BAND];
    for (row, risk) in (grid.first()..).zip(context.assessment.risks.iter().take(NOTED_ROWS)) {
        for (band, step) in bands.iter().zip(score_steps(risk, context.assessment, lang)) {
            if let Some(column) = grid.column(band.get(lang)) {
                page::note(sheet, row, column, &step)?;
            }
        }
    }
    Ok(())
}

/// Colours bands by their text, so that the colours follow edits.
fn add_bands(sheet: &mut Worksheet, context: &Context<'_>, grid: &Grid<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    for column in [words::INHERENT_BAND, words::CURRENT_BAND, words::PLANNED_BAND] {
        if let Some(column) = grid.column(column.get(lang)) {
            colour_bands(sheet, context, (grid.first(), grid.last()), column)?;
        }
    }
    if let Some(column) = grid.column(words::RESIDUAL_RISK.get(lang)) {
        for word in [words::REMAINS_FORBIDDEN, words::REMAINS_ABOVE, words::LACKS] {
            let condition = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(word.get(lang).to_owned()))
                .set_format(Format::new().set_bold().set_font_color("C00000"));
            sheet.add_conditional_format(grid.first(), column, grid.last(), column, &condition)?;
        }
    }
    // A judgement that differs from the computed score is shown, not silently preferred.
    if let (Some(judged), Some(score)) =
        (grid.column(words::OVERRIDE.get(lang)), grid.column(words::CURRENT_SCORE.get(lang)))
    {
        let row = grid.first() + 1;
        let (judged_name, score_name) = (column_name(u32::from(judged)), column_name(u32::from(score)));
        let rule = format!("=AND(${judged_name}{row}<>\"\",${judged_name}{row}<>${score_name}{row})");
        let condition = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(Format::new().set_background_color("F4B084").set_bold());
        sheet.add_conditional_format(grid.first(), judged, grid.last(), judged, &condition)?;
    }
    Ok(())
}

/// Colours the cells of a column that hold the title of a band.
pub(crate) fn colour_bands(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    rows: (u32, u32),
    column: u16,
) -> Result<(), WriteError> {
    for band in &context.assessment.method.bands {
        let Some(rgb) = style::colour(&band.colour) else { continue };
        let condition = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(band.title.get(context.lang).replace('"', "\"\"")))
            .set_format(style::band_condition(rgb));
        sheet.add_conditional_format(rows.0, column, rows.1, column, &condition)?;
    }
    Ok(())
}

/// Lists and limits for what people fill in.
fn add_choices(sheet: &mut Worksheet, context: &Context<'_>, grid: &Grid<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    let treatments = [words::REDUCE, words::AVOID, words::TRANSFER, words::RETAIN].map(|word| word.get(lang));
    choose(sheet, context, grid, words::TREATMENT, &treatments, words::TREATMENT_HELP)?;
    for column in [words::DUE, words::APPROVED_ON] {
        pick_date(sheet, context, grid, column)?;
    }
    if let Some(column) = grid.column(words::OVERRIDE.get(lang)) {
        let highest = highest_score(&context.assessment.method);
        let validation = DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(1, highest))
            .set_input_message(words::OVERRIDE_HELP.get(lang))?
            .set_error_message(words::OVERRIDE_HELP.get(lang))?;
        sheet.add_data_validation(grid.first(), column, grid.last(), column, &validation)?;
    }
    Ok(())
}

/// Lets people choose from a short list.
pub(crate) fn choose(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    grid: &Grid<'_>,
    column: Word,
    values: &[&str],
    help: Word,
) -> Result<(), WriteError> {
    let Some(column) = grid.column(column.get(context.lang)) else { return Ok(()) };
    let validation =
        DataValidation::new().allow_list_strings(values)?.set_error_message(help.get(context.lang))?;
    sheet.add_data_validation(grid.first(), column, grid.last(), column, &validation)?;
    Ok(())
}

/// Lets people type nothing but a day.
pub(crate) fn pick_date(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    grid: &Grid<'_>,
    column: Word,
) -> Result<(), WriteError> {
    let Some(column) = grid.column(column.get(context.lang)) else { return Ok(()) };
    let earliest = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    let validation = DataValidation::new()
        .allow_date(DataValidationRule::GreaterThanOrEqualTo(earliest))
        .set_error_message(words::DATE_HELP.get(context.lang))?;
    sheet.add_data_validation(grid.first(), column, grid.last(), column, &validation)?;
    Ok(())
}

/// The highest score that a person may give.
fn highest_score(method: &Method) -> i32 {
    let most = method.likelihood.iter().flatten().copied().max().unwrap_or(3);
    method.score.split('*').map(str::trim).fold(1, |product, factor| match factor {
        "likelihood" => product * i32::from(most),
        _ => product * 3,
    })
}
