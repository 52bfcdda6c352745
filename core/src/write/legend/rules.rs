//! The rules that gave a result, and those that could not be run.

use daicho_rules::Lang;
use indexmap::IndexMap;

use crate::assessment::Assessment;

use super::super::{WriteError, title, words};
use super::{Legend, SECTION_ROWS};

/// A rule as its results show it.
#[derive(Debug)]
struct Applied<'a> {
    title: &'a str,
    about: &'a str,
    basis: &'a [String],
    verified: bool,
    count: usize,
}

/// Writes the sections.
pub(super) fn write(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let (lang, assessment) = (legend.context.lang, legend.context.assessment);
    let rules = applied(assessment, lang);
    if !rules.is_empty() {
        legend.section(words::LEGEND_RULES)?;
        legend.heads(&[
            (words::RULE.get(lang), 1),
            (words::LEGEND_RULES_TITLE.get(lang), 1),
            (words::LEGEND_RULES_ABOUT.get(lang), 1),
            (words::LEGEND_RULES_COUNT.get(lang), 1),
            (words::BASIS.get(lang), 1),
            (words::NOTE.get(lang), 1),
        ])?;
    }
    for (id, rule) in rules.iter().take(SECTION_ROWS) {
        let note = if rule.verified { "" } else { words::UNVERIFIED.get(lang) };
        let basis = title::join(rule.basis.iter().map(String::as_str), lang);
        let count = format!("{}{}", rule.count, words::UNIT.get(lang));
        legend.texts(&[(id, 1), (rule.title, 1), (rule.about, 1), (&count, 1), (&basis, 1), (note, 1)])?;
    }
    legend.cut(rules.len())?;
    if !rules.is_empty() {
        legend.gap();
    }
    failures(legend)
}

/// Rules of risks and findings, by id.
fn applied(assessment: &Assessment, lang: Lang) -> IndexMap<&str, Applied<'_>> {
    let mut rules: IndexMap<&str, Applied<'_>> = IndexMap::new();
    for risk in &assessment.risks {
        let new = || Applied {
            title: risk.title.get(lang),
            about: title::stage(assessment, &risk.stage, lang),
            basis: &risk.basis,
            verified: risk.verified,
            count: 0,
        };
        rules.entry(&risk.rule).or_insert_with(new).count += 1;
    }
    for finding in &assessment.findings {
        let new = || Applied {
            title: finding.title.get(lang),
            about: title::severity(finding.severity).get(lang),
            basis: &finding.basis,
            verified: finding.verified,
            count: 0,
        };
        rules.entry(&finding.rule).or_insert_with(new).count += 1;
    }
    rules.sort_unstable_keys();
    rules
}

fn failures(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let (lang, assessment) = (legend.context.lang, legend.context.assessment);
    if assessment.failures.is_empty() {
        return Ok(());
    }
    legend.section(words::LEGEND_FAILURES)?;
    legend.heads(&[
        (words::RULE.get(lang), 1),
        (words::REASON.get(lang), 3),
        (words::LEGEND_FAILURE_RECORDS.get(lang), 2),
    ])?;
    for failure in assessment.failures.iter().take(SECTION_ROWS) {
        let records = title::join(failure.records.iter().take(20).map(String::as_str), lang);
        let records = match (failure.records.len(), lang) {
            (count, _) if count <= 20 => records,
            (count, Lang::Ja) => format!("{records} ほか（計{count}件）"),
            (count, Lang::En) => format!("{records} … ({count} in all)"),
        };
        legend.texts(&[(&failure.rule, 1), (failure.message.get(lang), 3), (&records, 2)])?;
    }
    legend.cut(assessment.failures.len())?;
    legend.gap();
    Ok(())
}
