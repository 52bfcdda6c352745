//! The summary after an assessment: totals, heat map, the worst residual risks.

use std::fmt::Write as _;

use daicho_rules::{Formula, Lang, Method, MethodKind, Severity, Text};

use unicode_width::UnicodeWidthStr as _;

use super::answers::answers_text;
use super::layers::layers_text;
use super::style::{Ink, Palette, band_ink, cut, pad, pad_left};
use crate::assessment::{Assessment, LEVELS, Risk};
use crate::write::{duty, exposure, question, summary, title};

/// How many of the worst residual risks are named.
const WORST: usize = 5;
/// Width of the figures of a band, if its title is no wider.
const BAND: usize = 8;

/// Totals by stage and band, a small heat map, the worst residual risks, and what is open.
pub fn summary_text(assessment: &Assessment, lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    let say = |ja: &str, en: &str| Text::new(ja, en).get(lang).to_owned();
    let totals = assessment.totals();
    let line = format!(
        "{}  {} {}  {} {}",
        palette.paint(Ink::Heading, &assessment.ledger.client),
        say("基準日", "as of"),
        assessment.as_of,
        say("評価方法", "method"),
        assessment.method.title.get(lang),
    );
    let _ = writeln!(out, "{line}");
    let _ = writeln!(
        out,
        "{} {}  {} {}  {} {}",
        say("個人情報", "items"),
        totals.items,
        say("リスク", "risks"),
        totals.risks,
        say("うち未評価", "unrated"),
        totals.unrated,
    );
    out.push_str(&layers_text(assessment, lang, palette));
    if assessment.method.has_bands() {
        out.push('\n');
        stages(&mut out, assessment, lang, palette);
        out.push('\n');
        let has_likelihood = Formula::parse(&assessment.method.score).is_some_and(|f| f.uses_likelihood());
        if has_likelihood || assessment.method.kind == MethodKind::Map {
            heat_map(&mut out, assessment, lang, palette);
        }
        worst(&mut out, assessment, lang, palette);
    } else {
        let _ = writeln!(out, "\n{}", palette.paint(Ink::Heading, &remaining(assessment, lang)));
    }
    exposure_lines(&mut out, assessment, lang, palette);
    for beside in &assessment.beside {
        beside_lines(&mut out, &assessment.seen_by(beside), lang, palette);
    }
    out.push('\n');
    let severity = |wanted| totals.findings.iter().find(|(s, _)| *s == wanted).map_or(0, |(_, count)| *count);
    let (findings, questions) = (assessment.findings.len(), question::count_text(assessment, lang));
    let (must, should, info) =
        (severity(Severity::Must), severity(Severity::Should), severity(Severity::Info));
    let (cells, controls) = (totals.cell_questions, totals.control_questions);
    let _ = match lang {
        Lang::Ja => writeln!(
            out,
            "指摘事項 {findings}（必須 {must}、推奨 {should}、参考 {info}）  {questions}（記入 {cells}、対策 {controls}）",
        ),
        Lang::En => writeln!(
            out,
            "findings {findings} (must {must}, should {should}, info {info})  {questions} (cells {cells}, controls {controls})",
        ),
    };
    out.push_str(&answers_text(assessment, lang, palette));
    out.push_str(&duties_line(assessment, lang));
    out.push_str(&steps_line(assessment, lang));
    out.push_str(&failures_text(assessment, lang, palette));
    out
}

/// Room for each band.
fn width_of(method: &Method, lang: Lang) -> usize {
    let titles = method.bands.iter().map(|band| band.title.get(lang).width() + 2);
    titles.max().unwrap_or(BAND).max(BAND)
}

/// How many items would have to be reported if they leaked; empty where no pack knows of duties.
pub(super) fn duties_line(assessment: &Assessment, lang: Lang) -> String {
    if assessment.duties.is_empty() {
        return String::new();
    }
    let counts: Vec<String> = assessment
        .reportable()
        .iter()
        .map(|(report, count)| format!("{} {count}", duty::word(*report).get(lang)))
        .collect();
    match lang {
        Lang::Ja => format!("漏えい時の報告 {}\n", counts.join("、")),
        Lang::En => format!("report if it leaks: {}\n", counts.join(", ")),
    }
}

/// How many steps of the timetable are done; empty where no pack has one.
fn steps_line(assessment: &Assessment, lang: Lang) -> String {
    let steps: Vec<_> = assessment.timetable.iter().filter(|step| step.id.is_some()).collect();
    if steps.is_empty() {
        return String::new();
    }
    let (all, done) = (steps.len(), steps.iter().filter(|step| step.is_done(assessment)).count());
    match lang {
        Lang::Ja => format!("予定の段階 {all}（済 {done}）\n"),
        Lang::En => format!("steps of the timetable: {all}, done {done}\n"),
    }
}

/// Rules that could not be run: what they would have found is missing.
pub(super) fn failures_text(assessment: &Assessment, lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    let say = |ja: &str, en: &str| Text::new(ja, en).get(lang).to_owned();
    for failure in &assessment.failures {
        let text = format!(
            "{} {}: {}",
            say("評価できなかったルール", "rule not evaluated"),
            failure.rule,
            failure.message.get(lang)
        );
        let _ = writeln!(out, "{}", palette.paint(Ink::Bad, &text));
    }
    out
}

/// One line a stage: residual risks by band, and how many stand above the acceptable one.
fn stages(out: &mut String, assessment: &Assessment, lang: Lang, palette: Palette) {
    let method = &assessment.method;
    let title = Text::new("残留リスク（現状）", "residual risks (current)");
    let _ = write!(out, "{}", pad(title.get(lang), 30));
    for band in &method.bands {
        let _ = write!(out, "{}", pad_left(band.title.get(lang), width_of(method, lang)));
    }
    out.push('\n');
    for (stage, bands) in assessment.by_stage_and_band(|risk| &risk.current) {
        let known = assessment.schema.stages.iter().find(|known| known.id == stage);
        let name = known.map_or(stage.clone(), |known| known.title.get(lang).to_owned());
        let _ = write!(out, "  {}", pad(&name, 28));
        for (rank, count) in bands.values().enumerate() {
            let number = pad_left(&count.to_string(), width_of(&assessment.method, lang));
            let ink = if *count == 0 { Ink::Faint } else { band_ink(rank, bands.len()) };
            let _ = write!(out, "{}", palette.paint(ink, &number));
        }
        out.push('\n');
    }
    level_totals(out, assessment, lang);
}

/// One line for each state: risks by band.
fn level_totals(out: &mut String, assessment: &Assessment, lang: Lang) {
    for (id, level) in LEVELS {
        let name = match id {
            "inherent" => Text::new("計: 固有（対策なし）", "total: inherent"),
            "current" => Text::new("計: 現状", "total: current"),
            _ => Text::new("計: 対策後（計画）", "total: planned"),
        };
        let _ = write!(out, "  {}", pad(name.get(lang), 28));
        for count in assessment.by_band(level).values() {
            let _ = write!(out, "{}", pad_left(&count.to_string(), width_of(&assessment.method, lang)));
        }
        out.push('\n');
    }
}

/// What a further method makes of the risks: its bands, and how many stand above the acceptable one.
fn beside_lines(out: &mut String, seen: &Assessment, lang: Lang, palette: Palette) {
    let method = &seen.method;
    let head = Text::new("併記する評価方法", "further method");
    let title = format!("{} {} ({})", head.get(lang), method.title.get(lang), method.id);
    let _ = writeln!(out, "\n{}", palette.paint(Ink::Heading, &title));
    if !method.bands.is_empty() {
        let _ = write!(out, "{}", " ".repeat(30));
        for band in &method.bands {
            let _ = write!(out, "{}", pad_left(band.title.get(lang), width_of(method, lang)));
        }
        out.push('\n');
        level_totals(out, seen, lang);
    }
    let _ = writeln!(out, "  {}", remaining(seen, lang));
}

/// How many risks remain, by a method that may give no bands.
fn remaining(assessment: &Assessment, lang: Lang) -> String {
    let method = &assessment.method;
    let above = assessment.risks.iter().filter(|risk| summary::remains(method, risk)).count();
    let (word, unrated) = (summary::remaining_word(method).get(lang), assessment.totals().unrated);
    match (method.has_bands(), lang) {
        (true, Lang::Ja) => format!("{word} {above}件、未評価 {unrated}件"),
        (true, Lang::En) => format!("{word} {above}, not rated {unrated}"),
        (false, Lang::Ja) => format!("{word} {above}件"),
        (false, Lang::En) => format!("{word} {above}"),
    }
}

/// What all items together are worth in yen, with what has to be said beside the figure.
fn exposure_lines(out: &mut String, assessment: &Assessment, lang: Lang, palette: Palette) {
    for exposures in &assessment.exposures {
        let _ = writeln!(out, "\n{}", palette.paint(Ink::Heading, exposures.method.title.get(lang)));
        let total = exposure::total_text(&exposures.total(), exposures.items.len(), lang);
        let _ = writeln!(out, "  {total}");
        if let Some(model) = &exposures.method.exposure {
            let _ = writeln!(out, "  {}", palette.paint(Ink::Middle, model.caveat.get(lang)));
        }
    }
}

/// Impact down, likelihood across, before and after the controls in place.
fn heat_map(out: &mut String, assessment: &Assessment, lang: Lang, palette: Palette) {
    let method = &assessment.method;
    let head = |ja: &str, en: &str| pad(Text::new(ja, en).get(lang), 34);
    let _ = writeln!(
        out,
        "{}{}",
        head("影響度 × 発生可能性: 固有", "impact × likelihood: inherent"),
        head("現状", "current").trim_end()
    );
    for impact in (1..=method.highest_impact()).rev() {
        let mut line = String::new();
        for (_, level) in LEVELS.iter().take(2) {
            let mut row = format!("  {impact} ");
            let mut width = 4;
            for likelihood in 1..=method.highest_likelihood() {
                let count = pad_left(&assessment.at(*level, impact, likelihood).to_string(), 6);
                let band = match method.kind {
                    MethodKind::Map => method.band_on_map(impact, likelihood),
                    _ => method.band(u32::from(impact) * u32::from(likelihood)),
                };
                let rank = band.and_then(|band| method.rank(&band.id)).unwrap_or(0);
                row.push_str(&palette.paint(band_ink(rank, method.bands.len()), &count));
                width += 6;
            }
            row.push_str(&" ".repeat(34_usize.saturating_sub(width)));
            line.push_str(&row);
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let numbers: Vec<String> =
        (1..=method.highest_likelihood()).map(|number| pad_left(&number.to_string(), 6)).collect();
    let axis = format!("    {}", numbers.concat());
    let _ = writeln!(out, "{}{}", pad(&axis, 34), axis);
}

fn worst(out: &mut String, assessment: &Assessment, lang: Lang, palette: Palette) {
    let worst = assessment.worst();
    let acceptable = assessment.method.bands.iter().find(|band| band.id == assessment.method.acceptable);
    let band = acceptable.map_or("", |band| band.title.get(lang));
    out.push('\n');
    let title = match lang {
        Lang::Ja => format!("許容水準（{band}）を超える残留リスク {}件", worst.len()),
        Lang::En => format!("{} residual risks above the acceptable band ({band})", worst.len()),
    };
    let _ = writeln!(out, "{}", palette.paint(Ink::Heading, &title));
    for risk in worst.iter().take(WORST) {
        let place = title::place(&assessment.method, risk.impact, &risk.current);
        let score = place.or_else(|| Some(risk.current.score?.to_string())).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {} {} {} {}",
            palette.paint(Ink::Bad, &pad_left(&score, 2)),
            pad(&cut(&item_name(risk, lang), 30), 30),
            cut(risk.title.get(lang), 60),
            palette.paint(Ink::Faint, &risk.id),
        );
    }
    if worst.len() > WORST {
        let more = Text::new(
            format!("  ほか{}件（リスク分析表を参照）", worst.len() - WORST),
            format!("  and {} more (see the risk analysis)", worst.len() - WORST),
        );
        let _ = writeln!(out, "{}", palette.paint(Ink::Faint, more.get(lang)));
    }
}

/// Name of the item with the value the risk is about.
pub(super) fn item_name(risk: &Risk, lang: Lang) -> String {
    match risk.singulars.first() {
        Some(singular) if lang == Lang::Ja => format!("{}［{}］", risk.item.name, singular.title.ja),
        Some(singular) => format!("{} [{}]", risk.item.name, singular.title.en),
        None => risk.item.name.clone(),
    }
}
