//! Coverage of cases as text, for `daicho pack test`.

use std::fmt::Write as _;

use daicho_rules::{CaseStyle, Coverage, Lang};

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

/// Cases for the situations that have none, rule by rule and as each rule writes its cases; all else stands
/// in comments.
pub fn missing_text(coverage: &[Coverage<'_>], lang: Lang) -> String {
    let mut out = String::new();
    for rule in coverage.iter().filter(|rule| !rule.missing.is_empty()) {
        let place = &rule.about.place;
        let _ = writeln!(out, "# {} ({}:{})", rule.about.id, place.file, place.line);
        let _ = writeln!(out, "# {}", gaps(rule, lang));
        let _ = writeln!(out, "# {}", whereto(rule.style, lang));
        let opens = rule.style.is_none();
        if opens {
            out.push_str("case = [\n");
        }
        for case in &rule.missing {
            if rule.style == Some(CaseStyle::Headers) {
                out.push('\n');
            }
            if case.situations > 1 {
                let _ = writeln!(out, "{}", several(case.situations, rule.style, lang));
            }
            out.push_str(&case.toml);
        }
        out.push_str(if opens { "]\n\n" } else { "\n" });
    }
    for line in totals(coverage, lang) {
        let _ = writeln!(out, "# {line}");
    }
    out
}

/// Where the cases belong.
fn whereto(style: Option<CaseStyle>, lang: Lang) -> &'static str {
    match (style, lang) {
        (Some(CaseStyle::List), Lang::Ja) => "このルールの `case = [ … ]` の `]` の前に貼り付けます",
        (Some(CaseStyle::List), Lang::En) => "to be pasted into `case = [ … ]` of this rule, before its `]`",
        (Some(CaseStyle::Headers), Lang::Ja) => "このルールの最後のケースの下に貼り付けます",
        (Some(CaseStyle::Headers), Lang::En) => "to be pasted below the last case of this rule",
        (None, Lang::Ja) => "このルールの最後の行の下に貼り付けます",
        (None, Lang::En) => "to be pasted below the last line of this rule",
    }
}

/// That a case is in several situations.
fn several(situations: usize, style: Option<CaseStyle>, lang: Lang) -> String {
    let indent = if style == Some(CaseStyle::Headers) { "" } else { "  " };
    match lang {
        Lang::Ja => format!("{indent}# 次のケースは{situations}場面を兼ねます"),
        Lang::En => format!("{indent}# this case is in {situations} situations"),
    }
}

fn gaps(rule: &Coverage<'_>, lang: Lang) -> String {
    let (gaps, all, cases) = (rule.situations - rule.covered, rule.situations, rule.missing.len());
    match lang {
        Lang::Ja => format!("{all}場面のうち{gaps}場面にケースがありません。次の{cases}件で確かめられます"),
        Lang::En => format!("{gaps} of {all} situations have no case; {cases} case(s) would cover them"),
    }
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
