//! 残留リスク報告書: what remains above the acceptable level, to be signed.

use std::cmp::Reverse;

use daicho_rules::{Lang, Method};
use rust_xlsxwriter::Worksheet;

use crate::assessment::{ControlState, Level, Risk};
use crate::explain::score_steps;

use super::grid::{self, Column, Entry, Look, Spec};
use super::measure::{lines_height, row_height};
use super::page::{self, NOTED_ROWS, ROW_LIMIT};
use super::summary;
use super::words;
use super::{Context, WriteError, risk_table, title};

/// Row of the headings.
const HEAD: u32 = 8;

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let (assessment, lang) = (context.assessment, context.lang);
    let remaining: Vec<&Risk> =
        assessment.risks.iter().filter(|risk| summary::remains(&assessment.method, risk)).collect();
    sheet.set_name(words::RESIDUAL.get(lang))?;
    page::set_up(sheet, context, &words::RESIDUAL.text());
    let columns = columns(&assessment.method, lang);
    let last = u16::try_from(columns.len()).unwrap_or(1).saturating_sub(1);
    for (at, column) in (0_u16..).zip(&columns) {
        sheet.set_column_width(at, f64::from(column.width))?;
    }
    write_top(sheet, context, &remaining, last)?;
    let styles = &context.styles;
    for (at, column) in (0_u16..).zip(&columns) {
        let fill = matches!(column.look, Look::Fill | Look::FillCentre | Look::FillDate);
        page::text(sheet, HEAD, at, &column.title, if fill { &styles.fill_head } else { &styles.head })?;
    }
    sheet.set_row_height(
        HEAD,
        row_height(columns.iter().map(|column| (column.title.as_str(), column.width))),
    )?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    if remaining.is_empty() {
        page::span(sheet, HEAD + 1, (0, last), words::NO_RESIDUAL.get(lang), &styles.text)?;
        sheet.set_row_height(HEAD + 1, lines_height(2))?;
        return Ok(());
    }
    let limit = ROW_LIMIT - 1_000;
    if remaining.len() > limit {
        return Err(WriteError::TooManyRows { sheet: words::RESIDUAL.text(), rows: remaining.len(), limit });
    }
    let mut row = HEAD + 1;
    let mut number = 0;
    for stage in summary::stages(assessment) {
        let mut here: Vec<&Risk> = remaining.iter().filter(|risk| risk.stage == stage).copied().collect();
        if here.is_empty() {
            continue;
        }
        here.sort_by_key(|risk| {
            (Reverse(risk.current.weight(&assessment.method)), Reverse(risk.may_not_remain()))
        });
        let caption = match lang {
            Lang::Ja => format!("{}（{}件）", title::stage(assessment, stage, lang), here.len()),
            Lang::En => format!("{} ({})", title::stage(assessment, stage, lang), here.len()),
        };
        page::span(sheet, row, (0, last), &caption, &styles.stripe)?;
        sheet.set_row_height(row, lines_height(1))?;
        row += 1;
        for risk in here {
            number += 1;
            write_risk(sheet, context, row, number, risk, &columns)?;
            row += 1;
        }
    }
    for band in [words::CURRENT_BAND, words::PLANNED_BAND] {
        let at = columns.iter().position(|column| column.title == band.get(lang));
        if let Some(column) = at.and_then(|at| u16::try_from(at).ok()) {
            risk_table::colour_bands(sheet, context, (HEAD + 1, row - 1), column)?;
        }
    }
    Ok(())
}

fn columns(method: &Method, lang: Lang) -> Vec<Column> {
    let risk: &[Spec] = &[
        (words::NUMBER, 5, Look::Centre),
        (words::DEPARTMENT, 9, Look::Text),
        (words::ITEM, 15, Look::Text),
        (words::MEDIUM, 8, Look::Text),
        (words::RISK, 25, Look::Text),
    ];
    let scores = summary::rates(method);
    let [_, current_score, planned_score] = risk_table::score_heads(method);
    let current: &[Spec] = &[(current_score, 6, Look::Centre), (words::CURRENT_BAND, 6, Look::Centre)];
    let planned: &[Spec] = &[(planned_score, 7, Look::Centre), (words::PLANNED_BAND, 7, Look::Centre)];
    let decision: &[Spec] = &[
        (words::REMAINING, 17, Look::Text),
        (words::TREATMENT, 8, Look::FillCentre),
        (words::REASON, 12, Look::Fill),
        (words::MORE_CONTROLS, 18, Look::Fill),
        (words::OWNER, 8, Look::Fill),
        (words::DUE, 11, Look::FillDate),
        (words::APPROVER, 8, Look::Fill),
        (words::APPROVED_ON, 11, Look::FillDate),
    ];
    let lacking: &[Spec] = &[(words::MISSING_CONTROLS, 26, Look::Text)];
    if scores {
        let groups = [risk, current, lacking, planned, decision].map(|specs| (None, specs));
        grid::columns(lang, &groups)
    } else {
        grid::columns(lang, &[risk, lacking, decision].map(|specs| (None, specs)))
    }
}

/// Title, boxes to sign, and what the reader has to know.
fn write_top(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    remaining: &[&Risk],
    last: u16,
) -> Result<(), WriteError> {
    let (assessment, lang, styles) = (context.assessment, context.lang, &context.styles);
    page::text(sheet, 0, 0, words::RESIDUAL.get(lang), &styles.title)?;
    sheet.set_row_height(0, 26)?;
    let plain = styles.hint.clone().unset_text_wrap();
    page::text(sheet, 1, 0, &context.client(), &plain)?;
    let as_of = page::date_text(assessment.as_of, lang);
    let acceptable = title::band(assessment, Some(&assessment.method.acceptable), lang);
    let level = if summary::rates(&assessment.method) {
        match lang {
            Lang::Ja => format!("　許容水準 {acceptable}以下"),
            Lang::En => format!("   Acceptable: {acceptable} or lower"),
        }
    } else {
        String::new()
    };
    page::text(sheet, 2, 0, &format!("{} {as_of}{level}", words::AS_OF.get(lang)), &plain)?;
    let hint =
        if summary::rates(&assessment.method) { words::RESIDUAL_HINT } else { words::RESIDUAL_HINT_PRESENCE };
    page::text(sheet, 3, 0, hint.get(lang), &plain)?;
    let forbidden = remaining.iter().filter(|risk| risk.may_not_remain()).count();
    let unit = words::UNIT.get(lang);
    let count = format!(
        "{} {}{unit}　{} {forbidden}{unit}",
        summary::remaining_word(&assessment.method).get(lang),
        remaining.len(),
        words::FORBIDDEN_COUNT.get(lang)
    );
    page::text(sheet, 4, 0, &count, &plain.clone().set_bold())?;
    let unrated =
        assessment.risks.iter().filter(|risk| summary::is_unrated(&assessment.method, risk)).count();
    if unrated > 0 {
        let line = format!("{} {unrated}{unit}", words::UNRATED_WARNING.get(lang));
        page::text(sheet, 5, 0, &line, &styles.warning.clone().unset_text_wrap())?;
    }
    if forbidden > 0 {
        page::text(sheet, 6, 0, words::FORBIDDEN_LINE.get(lang), &styles.warning.clone().unset_text_wrap())?;
    }
    write_stamps(sheet, context, last)
}

/// Boxes for who made, checked and approved the report, at the right, as a Japanese form has them.
fn write_stamps(sheet: &mut Worksheet, context: &Context<'_>, last: u16) -> Result<(), WriteError> {
    let (styles, lang) = (&context.styles, context.lang);
    let boxes = [words::SIGN_MADE, words::SIGN_CHECKED, words::SIGN_APPROVED];
    // The last columns in pairs are about as wide as the single one before them.
    let edges = [(4, 4), (3, 2), (1, 0)].map(|(left, right)| (last.saturating_sub(left), last - right));
    for ((left, right), word) in edges.into_iter().zip(boxes) {
        page::span(sheet, 0, (left, right), word.get(lang), &styles.head)?;
        sheet.merge_range(1, left, 3, right, "", &styles.stamp)?;
        page::span(sheet, 4, (left, right), words::SIGN_DATE.get(lang), &styles.stamp)?;
    }
    for row in 1..4 {
        sheet.set_row_height(row, lines_height(1) + 3.0)?;
    }
    Ok(())
}

fn write_risk(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    row: u32,
    number: u32,
    risk: &Risk,
    columns: &[Column],
) -> Result<(), WriteError> {
    let (assessment, lang) = (context.assessment, context.lang);
    let scores = summary::rates(&assessment.method);
    let lacking: Vec<String> = risk
        .controls
        .iter()
        .filter(|control| control.is_lacking())
        .map(|control| {
            let (name, state) = (control.title.get(lang), title::state(control.state).get(lang));
            match lang {
                Lang::Ja => format!("・{name}（{state}）"),
                Lang::En => format!("- {name} ({state})"),
            }
        })
        .collect();
    let mut risk_title = risk.title.get(lang).to_owned();
    if risk.may_not_remain() {
        risk_title = match lang {
            Lang::Ja => format!("【{}】{risk_title}", words::REMAINS_FORBIDDEN.get(lang)),
            Lang::En => format!("[{}] {risk_title}", words::REMAINS_FORBIDDEN.get(lang)),
        };
    }
    let decision = &risk.decision;
    let mut entries = vec![
        Entry::Link(context.names.target(&risk.item), number),
        risk.item.department.as_str().into(),
        title::record(&risk.item).into(),
        title::singulars(risk, lang).into(),
        risk_title.into(),
    ];
    let level = |level: &Level| {
        let score = risk_table::points(&assessment.method, risk.impact, level, lang);
        [score, title::band(assessment, level.band.as_deref(), lang).into()]
    };
    if scores {
        entries.extend(level(&risk.current));
    }
    entries.push(lacking.join("\n").into());
    if scores {
        entries.extend(level(&risk.planned));
    }
    entries.extend([
        after_plan(context, risk).into(),
        title::treatment(&decision.treatment, lang).into(),
        decision.reason.as_str().into(),
        decision.plan.as_str().into(),
        decision.owner.as_str().into(),
        decision.due.into(),
        decision.approver.as_str().into(),
        decision.approved_on.into(),
    ]);
    grid::write_row(sheet, context.pen(), columns, row, &entries)?;
    let current = columns.iter().position(|column| column.title == words::CURRENT_BAND.get(lang));
    if let (Some(Ok(column)), true) =
        (current.map(u16::try_from), usize::try_from(number).is_ok_and(|n| n <= NOTED_ROWS))
        && let Some(step) = score_steps(risk, assessment, lang).get(1)
    {
        page::note(sheet, row, column, step)?;
    }
    Ok(())
}

/// What remains once the planned controls are in place, in words.
fn after_plan(context: &Context<'_>, risk: &Risk) -> String {
    let (assessment, lang) = (context.assessment, context.lang);
    let planned = risk.controls.iter().filter(|control| control.state == ControlState::Planned).count();
    let still = risk.planned.band.as_deref().is_some_and(|band| assessment.method.exceeds(band));
    let left = risk.controls.iter().filter(|control| control.is_lacking()).count() - planned;
    let scores = summary::rates(&assessment.method);
    if scores && risk.planned.band.is_none() {
        return words::UNRATED.get(lang).to_owned();
    }
    let (ja, en) = match (scores, still, planned) {
        (true, true, 0) => (
            "予定の対策なし。許容水準を超えたまま".to_owned(),
            "nothing is planned; stays above the acceptable level".to_owned(),
        ),
        (true, true, _) => (
            format!("予定{planned}件の実施後も許容水準を超える"),
            format!("above the acceptable level even after the planned controls ({planned})"),
        ),
        (true, false, _) => (
            format!("予定{planned}件の実施で許容水準以下になる"),
            format!("acceptable once the planned controls ({planned}) are in place"),
        ),
        (false, _, 0) => {
            (format!("予定の対策なし。不足{left}件"), format!("nothing is planned; {left} lacking"))
        }
        (false, ..) => (
            format!("予定{planned}件の実施後、不足{left}件"),
            format!("{left} lacking after the planned controls ({planned})"),
        ),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}
