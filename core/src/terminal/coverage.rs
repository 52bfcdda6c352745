//! Coverage of cases as text, for `daicho pack test`.

use std::fmt::Write as _;

use daicho_rules::{Coverage, Lang};

use super::style::{Ink, Palette};

/// How far the rules are proved by their cases: a line for each with gaps, and one for all.
pub fn coverage_text(coverage: &[Coverage<'_>], lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    let mut gaps = coverage.iter().filter(|rule| !rule.missing.is_empty()).peekable();
    let has_gaps = gaps.peek().is_some();
    for rule in gaps {
        let _ = writeln!(out, "{}", palette.paint(Ink::Middle, &gap(rule, lang)));
    }
    for line in totals(coverage, lang) {
        let _ = writeln!(out, "{line}");
    }
    if has_gaps {
        let advice = match lang {
            Lang::Ja => "`daicho pack test --missing` で、そのまま貼り付けられるケースを示します",
            Lang::En => "`daicho pack test --missing` writes the cases, ready to be pasted",
        };
        let _ = writeln!(out, "    → {advice}");
    }
    out
}

/// A case for each situation that has none, ready to be pasted; all else stands in comments.
pub fn missing_text(coverage: &[Coverage<'_>], lang: Lang) -> String {
    let mut out = String::new();
    for rule in coverage.iter().filter(|rule| !rule.missing.is_empty()) {
        let _ = writeln!(out, "# {}", gap(rule, lang));
        for case in &rule.missing {
            let _ = write!(out, "\n{}", case.toml);
        }
        out.push('\n');
    }
    for line in totals(coverage, lang) {
        let _ = writeln!(out, "# {line}");
    }
    out
}

fn gap(rule: &Coverage<'_>, lang: Lang) -> String {
    let (place, id) = (&rule.about.place, &rule.about.id);
    let (gaps, all) = (rule.situations - rule.covered, rule.situations);
    match lang {
        Lang::Ja => format!("{place}: {id} の{all}場面のうち、{gaps}場面にケースがありません"),
        Lang::En => format!("{place}: {id}: {gaps} of {all} situations have no case"),
    }
}

fn totals(coverage: &[Coverage<'_>], lang: Lang) -> Vec<String> {
    let all: usize = coverage.iter().map(|rule| rule.situations).sum();
    let covered: usize = coverage.iter().map(|rule| rule.covered).sum();
    let large = coverage.iter().filter(|rule| !rule.complete).count();
    let mut lines = vec![match lang {
        Lang::Ja => format!("ルールが区別する{all}場面のうち、{covered}場面をケースで確かめています"),
        Lang::En => format!("cases cover {covered} of {all} situations"),
    }];
    if large > 0 {
        lines.push(match lang {
            Lang::Ja => format!("場面が多いため、{large}件のルールは一部の場面だけを調べました"),
            Lang::En => format!("{large} rule(s) have more situations than were looked at"),
        });
    }
    lines
}
