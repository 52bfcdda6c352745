//! 予定と進捗: what is still missing, in the order in which it is to be done.

use daicho_rules::{Lang, Severity};
use indexmap::IndexMap;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Worksheet};

use crate::assessment::{Assessment, StepProgress};

use super::grid::{self, Column, Entry, Grid, Look, Spec};
use super::page;
use super::words::{self, Word};
use super::{Context, WriteError, title};

/// Something that a step still lacks, as often as it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing {
    /// Severity of the findings; `None` for questions.
    pub(crate) severity: Option<Severity>,
    /// What is wrong, or what has to be asked after.
    pub(crate) title: daicho_rules::Text,
    /// Full id of the check; empty for questions.
    pub(crate) rule: String,
    /// What to do.
    pub(crate) fix: daicho_rules::Text,
    /// How many findings or questions.
    pub(crate) count: usize,
}

/// What a step lacks: findings of the same check together, then questions about the same field.
pub(crate) fn missing(assessment: &Assessment, step: &StepProgress) -> Vec<Missing> {
    let mut all: IndexMap<(bool, String), Missing> = IndexMap::new();
    for finding in step.findings(assessment) {
        let known = all.entry((false, finding.rule.clone())).or_insert_with(|| Missing {
            severity: Some(finding.severity),
            title: finding.title.clone(),
            rule: finding.rule.clone(),
            fix: finding.fix.clone(),
            count: 0,
        });
        known.count += 1;
    }
    for question in step.questions(assessment) {
        let register = question.record.as_ref().map_or("", |record| record.register.as_str());
        let known = all.entry((true, format!("{register}.{}", question.field))).or_insert_with(|| {
            let table = |lang| match register {
                "" => None,
                _ => Some(title::register(assessment, register, lang)),
            };
            let mut named = question.title.clone();
            if let (Some(ja), Some(en)) = (table(Lang::Ja), table(Lang::En)) {
                named.ja = format!("{}（{ja}）", named.ja);
                named.en = format!("{} ({en})", named.en);
            }
            let fix = words::ANSWER_THEM.text();
            Missing { severity: None, title: named, rule: String::new(), fix, count: 0 }
        });
        known.count += 1;
    }
    all.into_values().collect()
}

/// What belongs to no step, in one line: the sheets of findings and questions have it.
fn elsewhere(step: &StepProgress) -> Vec<Missing> {
    let count = step.findings.len() + step.questions.len();
    let line = Missing {
        severity: None,
        title: words::ELSEWHERE.text(),
        rule: String::new(),
        fix: words::SETTLE_THEM.text(),
        count,
    };
    Vec::from_iter((count > 0).then_some(line))
}

/// What is said of how far a step is.
pub(crate) fn state(assessment: &Assessment, step: &StepProgress) -> Word {
    if step.is_done(assessment) { words::STEP_DONE } else { words::STEP_OPEN }
}

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let (assessment, lang) = (context.assessment, context.lang);
    let rows: Vec<(usize, &StepProgress, Option<Missing>)> = assessment
        .timetable
        .iter()
        .enumerate()
        .flat_map(|(number, step)| {
            let missing = match step.id {
                Some(_) => missing(assessment, step),
                None => elsewhere(step),
            };
            // A step that lacks nothing has a row all the same.
            let none = missing.is_empty() && step.id.is_some();
            let lacks = missing.into_iter().map(Some).chain(none.then_some(None));
            lacks.map(move |missing| (number, step, missing))
        })
        .collect();
    sheet.set_name(words::TIMETABLE.get(lang))?;
    page::set_up(sheet, context, &words::TIMETABLE.text());
    page::text(sheet, 0, 0, words::TIMETABLE.get(lang), &context.styles.title)?;
    sheet.set_row_height(0, 26)?;
    let hint = context.styles.hint.clone().unset_text_wrap();
    page::text(sheet, 1, 0, words::TIMETABLE_HINT.get(lang), &hint)?;
    let columns = columns(lang);
    let grid = Grid {
        sheet: words::TIMETABLE.text(),
        top: 3,
        columns: &columns,
        rows: rows.len(),
        name: Some("Timetable"),
        frozen: 3,
    };
    grid.write(sheet, context.pen(), |index| {
        rows.get(index)
            .map_or_else(Vec::new, |(number, step, missing)| row(*number, step, missing.as_ref(), context))
    })?;
    if let Some(column) = grid.column(words::STATE.get(lang)) {
        let condition = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(words::STEP_DONE.get(lang).to_owned()))
            .set_format(Format::new().set_background_color("E2EFDA"));
        sheet.add_conditional_format(grid.first(), column, grid.last(), column, &condition)?;
    }
    Ok(())
}

fn columns(lang: Lang) -> Vec<Column> {
    let found: &[Spec] = &[
        (words::STEP_NUMBER, 6, Look::Centre),
        (words::MONTHS, 14, Look::Text),
        (words::STEP, 24, Look::Text),
        (words::STATE, 8, Look::Centre),
        (words::STILL_MISSING, 40, Look::Text),
        (words::SEVERITY, 9, Look::Centre),
        (words::COUNT, 7, Look::Centre),
        (words::FIX, 46, Look::Text),
        (words::RULE, 18, Look::Small),
    ];
    let fill: &[Spec] = &[(words::OWNER, 10, Look::Fill), (words::DUE, 11, Look::FillDate)];
    grid::columns(lang, &[(Some(words::GROUP_FOUND), found), (Some(words::GROUP_FILL), fill)])
}

fn row(number: usize, step: &StepProgress, missing: Option<&Missing>, context: &Context<'_>) -> Vec<Entry> {
    let lang = context.lang;
    let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
    let mut entries = vec![
        if step.id.is_some() { Entry::Number(number) } else { Entry::Blank },
        step.months.as_ref().map_or("", |months| months.get(lang)).into(),
        step.title.get(lang).into(),
        state(context.assessment, step).get(lang).into(),
    ];
    match missing {
        Some(missing) => entries.extend([
            missing.title.get(lang).into(),
            match (missing.severity, &step.id) {
                (Some(severity), _) => title::severity(severity).get(lang).into(),
                (None, Some(_)) => words::QUESTION.get(lang).into(),
                (None, None) => Entry::Blank,
            },
            Entry::Number(u32::try_from(missing.count).unwrap_or(u32::MAX)),
            missing.fix.get(lang).into(),
            missing.rule.as_str().into(),
        ]),
        None => entries.extend([
            words::NOTHING_MISSING.get(lang).into(),
            Entry::Blank,
            Entry::Blank,
            Entry::Blank,
            Entry::Blank,
        ]),
    }
    entries.extend([Entry::Blank, Entry::Blank]);
    entries
}
