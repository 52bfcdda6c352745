//! 想定損害賠償額: what each item would be worth in yen if it were leaked.

use std::fmt::Write as _;

use daicho_rules::{Exposure, Lang, Method, grouped};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use crate::assessment::{ExposureTotal, Exposures, ItemExposure, NotValued, Yen};

use super::grid::{self, Column, Entry, Grid, Look, Spec};
use super::page;
use super::words;
use super::{Context, WriteError, title};

/// Row of the headings; the caveat, the model and the total stand above.
const TOP: u32 = 6;

/// Fills the sheet; `at` counts the methods that value items from 0.
pub(crate) fn fill(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    exposures: &Exposures,
    (name, at): (&str, usize),
) -> Result<(), WriteError> {
    let (lang, styles) = (context.lang, &context.styles);
    sheet.set_name(name)?;
    page::set_up(sheet, context, &words::EXPOSURE.text());
    page::text(sheet, 0, 0, words::EXPOSURE.get(lang), &styles.title.clone().unset_text_wrap())?;
    sheet.set_row_height(0, 26)?;
    let columns = columns(lang);
    let last = u16::try_from(columns.len()).unwrap_or(1).saturating_sub(1);
    let width = columns.iter().map(|column| column.width).sum();
    let table_name = if at == 0 { "Exposure".to_owned() } else { format!("Exposure{}", at + 1) };
    let model = exposures.method.exposure.as_ref();
    let caveat = model.map_or("", |model| model.caveat.get(lang));
    let lines = [
        (caveat.to_owned(), &styles.warning),
        (total_text(&exposures.total(), exposures.items.len(), lang), &styles.strong),
        (model.map_or_else(String::new, |model| formula(model, &exposures.factors, lang)), &styles.hint),
        (exposures.method.source.get(lang).to_owned(), &styles.hint),
    ];
    for (row, (text, format)) in (1..).zip(&lines) {
        page::paragraph(
            sheet,
            row,
            (0, last),
            width,
            text,
            &Format::clone(format).set_align(FormatAlign::Left),
        )?;
    }
    let grid = Grid {
        sheet: words::EXPOSURE.text(),
        top: TOP,
        columns: &columns,
        rows: exposures.items.len(),
        name: Some(&table_name),
        frozen: 3,
    };
    grid.write(sheet, context.pen(), |index| {
        exposures.items.get(index).map_or_else(Vec::new, |item| row(index, item, context))
    })
}

fn columns(lang: Lang) -> Vec<Column> {
    let columns: &[Spec] = &[
        (words::NUMBER, 6, Look::Centre),
        (words::DEPARTMENT, 10, Look::Text),
        (words::ITEM, 22, Look::Text),
        (words::DATA_ITEMS, 32, Look::Text),
        (words::COUNT, 11, Look::Centre),
        (words::MENTAL, 8, Look::Centre),
        (words::ECONOMIC, 8, Look::Centre),
        (words::IDENTIFIABILITY, 9, Look::Centre),
        (words::YEN_PER_PERSON, 12, Look::Text),
        (words::YEN_LEAST, 16, Look::Text),
        (words::YEN_MOST, 16, Look::Text),
        (words::NOTE, 30, Look::Text),
    ];
    grid::columns(lang, &[(None, columns)])
}

fn row(index: usize, item: &ItemExposure, context: &Context<'_>) -> Vec<Entry> {
    let lang = context.lang;
    let unknown = || Entry::from(words::NOT_KNOWN.get(lang));
    let one = item.per_person.as_ref().ok();
    let small = |number: Option<u32>| number.map_or_else(unknown, Entry::Number);
    let yen = item.yen();
    vec![
        Entry::Link(context.names.target(&item.item), u32::try_from(index + 1).unwrap_or(u32::MAX)),
        item.item.department.as_str().into(),
        title::record(&item.item).into(),
        item.typed_items.as_str().into(),
        item.typed_count.as_str().into(),
        small(one.map(|one| u32::from(one.mental))),
        small(one.map(|one| u32::from(one.economic))),
        small(one.map(|one| one.identifiability)),
        one.map_or_else(unknown, |one| Entry::Yen(one.yen)),
        yen.map_or_else(unknown, |yen| Entry::Yen(yen.lo)),
        yen.map_or_else(unknown, |yen| yen.hi.map_or_else(|| words::OPEN_ABOVE.get(lang).into(), Entry::Yen)),
        note(item, lang).into(),
    ]
}

/// What has to be known about the figure of an item, or why it has none.
pub(crate) fn note(item: &ItemExposure, lang: Lang) -> String {
    let mut parts = Vec::new();
    match &item.per_person {
        Err(why) => parts.push(not_valued(why, lang)),
        Ok(one) if !one.verified => parts.push(words::VALUE_UNVERIFIED.get(lang).to_owned()),
        Ok(_) => {}
    }
    match item.count {
        None => parts.push(words::COUNT_UNKNOWN.get(lang).to_owned()),
        Some(count) if count.hi.is_none() => parts.push(words::COUNT_OPEN.get(lang).to_owned()),
        Some(_) => {}
    }
    parts.join("\n")
}

/// Why an item has no figure.
fn not_valued(why: &NotValued, lang: Lang) -> String {
    match why {
        NotValued::Blank => words::ITEMS_BLANK.get(lang).to_owned(),
        NotValued::NoItems => words::ITEMS_NONE.get(lang).to_owned(),
        NotValued::Unclear(texts) => {
            let texts = title::join(texts.iter().map(String::as_str), lang);
            format!("{} {texts}", words::ITEMS_UNCLEAR.get(lang))
        }
        NotValued::NoValue(titles) => {
            let titles = title::join(titles.iter().map(|title| title.get(lang)), lang);
            format!("{} {titles}", words::ITEMS_WITHOUT_VALUE.get(lang))
        }
    }
}

/// Yen as people read them: a range, or open above.
pub(crate) fn yen_text(yen: &Yen, lang: Lang) -> String {
    let number = |yen: u64| grouped(i64::try_from(yen).unwrap_or(i64::MAX));
    match (yen.hi, lang) {
        (Some(hi), Lang::Ja) if hi == yen.lo => format!("{}円", number(hi)),
        (Some(hi), Lang::En) if hi == yen.lo => format!("{} yen", number(hi)),
        (Some(hi), Lang::Ja) => format!("{}〜{}円", number(yen.lo), number(hi)),
        (Some(hi), Lang::En) => format!("{} to {} yen", number(yen.lo), number(hi)),
        (None, Lang::Ja) => {
            format!("{}円以上（件数の上限が不明なものを含むため、上限は不明）", number(yen.lo))
        }
        (None, Lang::En) => {
            format!("{} yen or more (some numbers of persons are open above)", number(yen.lo))
        }
    }
}

/// The total with what is missing from it.
pub(crate) fn total_text(total: &ExposureTotal, items: usize, lang: Lang) -> String {
    let yen =
        if total.known == 0 { words::NOT_KNOWN.get(lang).to_owned() } else { yen_text(&total.yen, lang) };
    match lang {
        Lang::Ja => format!(
            "合計 {yen}（個人情報 {items}件のうち算定できた{}件の計。不明 {}件は含まない）",
            total.known, total.unknown
        ),
        Lang::En => format!(
            "total {yen} (of {} of {items} items; {} unknown and left out)",
            total.known, total.unknown
        ),
    }
}

/// The model with its numbers.
pub(crate) fn formula(model: &Exposure, factors: &[(String, String)], lang: Lang) -> String {
    let Exposure { base, mental_base, economic_base, .. } = model;
    let mut text = match lang {
        Lang::Ja => format!(
            "1人あたり＝{base}円×（{mental_base}^（精神的苦痛−1）＋{economic_base}^（経済的損失−1））×本人特定容易度"
        ),
        Lang::En => format!(
            "for one person: {base} yen × ({mental_base}^(mental distress − 1) + {economic_base}^(economic loss − 1)) × identifiability"
        ),
    };
    for (id, value) in factors {
        let _ = match (lang, value.is_empty()) {
            (Lang::Ja, true) => write!(text, "×{id}"),
            (Lang::En, true) => write!(text, " × {id}"),
            (Lang::Ja, false) => write!(text, "×{value}（{id}）"),
            (Lang::En, false) => write!(text, " × {value} ({id})"),
        };
    }
    text
}

/// The model as packs define it, its parameters by their names.
pub(crate) fn formula_of(method: &Method, lang: Lang) -> String {
    let Some(model) = &method.exposure else { return String::new() };
    let factors: Vec<(String, String)> = model.factors.iter().map(|id| (id.clone(), String::new())).collect();
    formula(model, &factors, lang)
}
