//! 漏えい時の報告: what would have to be done for each item, and by when.

use daicho_rules::{Lang, Text};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Worksheet};

use crate::assessment::{ItemDuties, Reportable};

use super::grid::{self, Column, Entry, Grid, Look, Spec};
use super::page;
use super::words::{self, Word};
use super::{Context, WriteError, title};

/// Fills the sheet.
pub(crate) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), WriteError> {
    let lang = context.lang;
    let duties = &context.assessment.duties;
    sheet.set_name(words::DUTIES.get(lang))?;
    page::set_up(sheet, context, &words::DUTIES.text());
    page::text(sheet, 0, 0, words::DUTIES.get(lang), &context.styles.title)?;
    sheet.set_row_height(0, 26)?;
    page::text(sheet, 1, 0, words::DUTIES_HINT.get(lang), &context.styles.hint.clone().unset_text_wrap())?;
    let columns = columns(lang);
    let grid = Grid {
        sheet: words::DUTIES.text(),
        top: 3,
        columns: &columns,
        rows: duties.len(),
        name: Some("Duties"),
        frozen: 3,
    };
    grid.write(sheet, context.pen(), |index| {
        duties.get(index).map_or_else(Vec::new, |duties| row(index, duties, context))
    })?;
    if let Some(column) = grid.column(words::REPORT_NEEDED.get(lang)) {
        for (report, colour) in [
            (Reportable::Required, "F8CBAD"),
            (Reportable::Unknown, "FFE699"),
            (Reportable::Depends, "DDEBF7"),
        ] {
            let condition = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(word(report).get(lang).to_owned()))
                .set_format(Format::new().set_background_color(colour));
            sheet.add_conditional_format(grid.first(), column, grid.last(), column, &condition)?;
        }
    }
    Ok(())
}

/// What is said of whether it has to be reported.
pub(crate) fn word(report: Reportable) -> Word {
    match report {
        Reportable::Required => words::REPORT_REQUIRED,
        Reportable::Unknown => words::REPORT_UNKNOWN,
        Reportable::Depends => words::REPORT_DEPENDS,
        Reportable::NotRequired => words::REPORT_NOT_REQUIRED,
    }
}

fn columns(lang: Lang) -> Vec<Column> {
    let columns: &[Spec] = &[
        (words::NUMBER, 6, Look::Centre),
        (words::DEPARTMENT, 10, Look::Text),
        (words::ITEM, 20, Look::Text),
        (words::COUNT, 11, Look::Centre),
        (words::REPORT_NEEDED, 10, Look::Centre),
        (words::REPORT_REASON, 34, Look::Text),
        (words::PRELIMINARY, 11, Look::Centre),
        (words::FINAL, 24, Look::Text),
        (words::TO_DO, 44, Look::Text),
        (words::BASIS, 26, Look::Text),
    ];
    grid::columns(lang, &[(None, columns)])
}

fn row(index: usize, duties: &ItemDuties, context: &Context<'_>) -> Vec<Entry> {
    let lang = context.lang;
    let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
    vec![
        Entry::Link(context.names.target(&duties.item), number),
        duties.item.department.as_str().into(),
        title::record(&duties.item).into(),
        duties.count.as_str().into(),
        word(duties.report()).get(lang).into(),
        reasons(duties, lang).into(),
        duties.preliminary().map_or_else(String::new, |days| preliminary(days, lang)).into(),
        finals(duties, lang).into(),
        to_do(duties, lang).into(),
        basis(duties, lang).into(),
    ]
}

/// Why there are duties, and of which it cannot be told yet.
fn reasons(duties: &ItemDuties, lang: Lang) -> String {
    let known = duties.duties.iter().map(|duty| format!("・{}", duty.title.get(lang)));
    let waiting = duties.waiting.iter().map(|duty| match lang {
        Lang::Ja => format!("？{}（「{}」の確認待ち）", duty.title.ja, duty.asks.ja),
        Lang::En => format!("? {} (waits for “{}”)", duty.title.en, duty.asks.en),
    });
    known.chain(waiting).collect::<Vec<_>>().join("\n")
}

/// Days of the first report.
pub(crate) fn preliminary((from, to): (u32, u32), lang: Lang) -> String {
    match (lang, from == to) {
        (Lang::Ja, true) => format!("{to}日以内"),
        (Lang::Ja, false) => format!("{from}〜{to}日以内"),
        (Lang::En, true) => format!("within {to} days"),
        (Lang::En, false) => format!("within {from} to {to} days"),
    }
}

/// Days of a full report.
pub(crate) fn full(days: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{days}日以内"),
        Lang::En => format!("within {days} days"),
    }
}

/// Days of the full report, and those where it happens in a certain manner.
fn finals(duties: &ItemDuties, lang: Lang) -> String {
    let other = duties.final_days_by_manner();
    let plain = duties.final_days().map(|days| full(days, lang));
    let other: Vec<String> = other
        .into_iter()
        .map(|(manner, days)| match (lang, plain.is_some()) {
            (Lang::Ja, true) => format!("（{}は{days}日以内）", manner.ja),
            (Lang::Ja, false) => format!("{}は{days}日以内", manner.ja),
            (Lang::En, true) => format!("({} days {})", days, manner.en),
            (Lang::En, false) => format!("within {days} days {}", manner.en),
        })
        .collect();
    plain.into_iter().chain(other).collect::<Vec<_>>().join("\n")
}

/// What to do, each once; what hangs on how it happens says so.
fn to_do(duties: &ItemDuties, lang: Lang) -> String {
    let mut said: Vec<&Text> = Vec::new();
    let mut lines = Vec::new();
    let plain_first = duties.duties.iter().filter(|duty| duty.manner.is_none());
    for duty in plain_first.chain(duties.duties.iter().filter(|duty| duty.manner.is_some())) {
        if said.contains(&&duty.say) {
            continue;
        }
        said.push(&duty.say);
        lines.push(match (&duty.manner, lang) {
            (None, _) => format!("・{}", duty.say.get(lang)),
            (Some(manner), Lang::Ja) => format!("・（{}）{}", manner.ja, duty.say.ja),
            (Some(manner), Lang::En) => format!("・({}) {}", manner.en, duty.say.en),
        });
    }
    lines.join("\n")
}

/// What the duties rest on, each once.
fn basis(duties: &ItemDuties, lang: Lang) -> String {
    let mut lines: Vec<String> = Vec::new();
    for duty in &duties.duties {
        for basis in &duty.basis {
            if !lines.contains(basis) {
                lines.push(basis.clone());
            }
        }
    }
    if duties.duties.iter().any(|duty| !duty.verified) {
        lines.push(match lang {
            Lang::Ja => format!("（{}を含む）", words::UNVERIFIED.get(lang)),
            Lang::En => format!("(in part {})", words::UNVERIFIED.get(lang)),
        });
    }
    lines.join("\n")
}
