//! 漏えい時の報告: what would have to be done for each item, and by when.

use daicho_rules::{Lang, Text};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Worksheet};

use crate::assessment::{ItemDuties, ItemDuty, Reportable};

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
    let common = common(duties);
    let mut top = 3;
    if !common.is_empty() {
        let width = columns.iter().map(|column| column.width).sum();
        let last = u16::try_from(columns.len()).unwrap_or(1).saturating_sub(1);
        page::span(sheet, top, (0, last), words::FOR_ALL_ITEMS.get(lang), &context.styles.section)?;
        top += 1;
        for duty in &common {
            page::paragraph(sheet, top, (0, last), width, &in_short(duty, lang), &context.styles.text)?;
            top += 1;
        }
        top += 1;
    }
    let grid = Grid {
        sheet: words::DUTIES.text(),
        top,
        columns: &columns,
        rows: duties.len(),
        name: Some("Duties"),
        frozen: 3,
    };
    grid.write(sheet, context.pen(), |index| {
        duties.get(index).map_or_else(Vec::new, |duties| row(index, duties, &common, context))
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
        (words::FINAL, 28, Look::Text),
        (words::TO_DO, 56, Look::Text),
        (words::BASIS, 26, Look::Text),
    ];
    grid::columns(lang, &[(None, columns)])
}

/// Duties that hang on how it happens and that every item has: they are said once, above the table.
fn common(duties: &[ItemDuties]) -> Vec<&ItemDuty> {
    let Some((first, others)) = duties.split_first().filter(|(_, others)| !others.is_empty()) else {
        return Vec::new();
    };
    let everywhere = |duty: &&ItemDuty| {
        let has = |of_item: &ItemDuties| of_item.duties.iter().any(|known| known.rule == duty.rule);
        duty.manner.is_some() && others.iter().all(has)
    };
    first.duties.iter().filter(everywhere).collect()
}

/// A duty in one paragraph: when, what, by when and why.
fn in_short(duty: &ItemDuty, lang: Lang) -> String {
    let manner = duty.manner.as_ref().map_or("", |manner| manner.get(lang));
    let first = duty
        .preliminary_days
        .map(|days| format!("{} {}", words::PRELIMINARY.get(lang), preliminary(days, lang)));
    let last = duty.final_days.map(|days| format!("{} {}", words::FINAL.get(lang), full(days, lang)));
    let basis = Some(title::join(duty.basis.iter().map(String::as_str), lang)).filter(|b| !b.is_empty());
    let unverified = (!duty.verified).then(|| words::UNVERIFIED.get(lang).to_owned());
    let facts: Vec<String> = [first, last, basis, unverified].into_iter().flatten().collect();
    let (title, say) = (duty.title.get(lang), duty.say.get(lang));
    match (lang, facts.is_empty()) {
        (Lang::Ja, true) => format!("・{title}（{manner}）：{say}"),
        (Lang::Ja, false) => format!("・{title}（{manner}）：{say}【{}】", facts.join("／")),
        (Lang::En, true) => format!("・{title} ({manner}): {say}"),
        (Lang::En, false) => format!("・{title} ({manner}): {say} [{}]", facts.join("; ")),
    }
}

fn row(index: usize, duties: &ItemDuties, common: &[&ItemDuty], context: &Context<'_>) -> Vec<Entry> {
    let lang = context.lang;
    let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
    vec![
        Entry::Link(context.names.target(&duties.item), number),
        duties.item.department.as_str().into(),
        title::record(&duties.item).into(),
        duties.count.as_str().into(),
        word(duties.report()).get(lang).into(),
        reasons(duties, common, lang).into(),
        duties.preliminary().map_or_else(String::new, |days| preliminary(days, lang)).into(),
        finals(duties, lang).into(),
        to_do(duties, common, lang).into(),
        basis(duties, common, lang).into(),
    ]
}

/// Why there are duties, and of which it cannot be told yet.
fn reasons(duties: &ItemDuties, common: &[&ItemDuty], lang: Lang) -> String {
    let known = of_its_own(duties, common).map(|duty| format!("・{}", duty.title.get(lang)));
    let waiting = duties.waiting.iter().map(|duty| match lang {
        Lang::Ja => format!("？{}（「{}」の確認待ち）", duty.title.ja, duty.asks.ja),
        Lang::En => format!("? {} (waits for “{}”)", duty.title.en, duty.asks.en),
    });
    let lines: Vec<String> = known.chain(waiting).collect();
    if lines.is_empty() && !common.is_empty() {
        return words::SEE_ABOVE.get(lang).to_owned();
    }
    lines.join("\n")
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

/// Duties of an item that are not said above the table.
fn of_its_own<'d>(
    duties: &'d ItemDuties,
    common: &[&ItemDuty],
) -> impl Iterator<Item = &'d ItemDuty> + Clone {
    let said: Vec<String> = common.iter().map(|duty| duty.rule.clone()).collect();
    duties.duties.iter().filter(move |duty| !said.contains(&duty.rule))
}

/// What to do, each once; what hangs on how it happens says so.
fn to_do(duties: &ItemDuties, common: &[&ItemDuty], lang: Lang) -> String {
    let mut said: Vec<&Text> = Vec::new();
    let mut lines = Vec::new();
    let own = of_its_own(duties, common);
    let plain_first = own.clone().filter(|duty| duty.manner.is_none());
    for duty in plain_first.chain(own.filter(|duty| duty.manner.is_some())) {
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
fn basis(duties: &ItemDuties, common: &[&ItemDuty], lang: Lang) -> String {
    let mut lines: Vec<String> = Vec::new();
    for duty in of_its_own(duties, common) {
        for basis in &duty.basis {
            if !lines.contains(basis) {
                lines.push(basis.clone());
            }
        }
    }
    if of_its_own(duties, common).any(|duty| !duty.verified) {
        lines.push(match lang {
            Lang::Ja => format!("（{}を含む）", words::UNVERIFIED.get(lang)),
            Lang::En => format!("(in part {})", words::UNVERIFIED.get(lang)),
        });
    }
    lines.join("\n")
}
