//! The layers that decided: packs and the client's settings, and what these changed.

use super::super::{WriteError, changes, words};
use super::{Legend, SECTION_ROWS};

/// Writes the sections.
pub(super) fn write(legend: &mut Legend<'_, '_>) -> Result<(), WriteError> {
    let (lang, assessment) = (legend.context.lang, legend.context.assessment);
    if !assessment.packs.is_empty() {
        legend.section(words::LEGEND_LAYERS)?;
        legend.heads(&[
            (words::NAME.get(lang), 2),
            (words::VERSION.get(lang), 1),
            (words::DIGEST_WHOLE.get(lang), 3),
        ])?;
        for pack in assessment.packs.iter().take(SECTION_ROWS) {
            let (name, version) = if pack.version.is_empty() {
                (pack.title.get(lang).to_owned(), "－")
            } else {
                (format!("{} {}", pack.id, pack.title.get(lang)), pack.version.as_str())
            };
            legend.texts(&[(&name, 2), (version, 1), (&pack.digest, 3)])?;
        }
        legend.cut(assessment.packs.len())?;
        legend.gap();
    }
    let rows = changes::rows(assessment, lang);
    if rows.is_empty() {
        return Ok(());
    }
    legend.section(words::LEGEND_CHANGES)?;
    legend.heads(&[
        (words::CHANGE_SUBJECT.get(lang), 1),
        (words::CHANGE.get(lang), 1),
        (words::CHANGE_EFFECT.get(lang), 2),
        (words::REASON.get(lang), 1),
        (words::CHANGE_APPROVAL.get(lang), 1),
    ])?;
    for row in rows.iter().take(SECTION_ROWS) {
        let subject = format!("{}\n{}", row.subject, row.title);
        legend.texts(&[
            (&subject, 1),
            (&row.change, 1),
            (&row.effect, 2),
            (&row.reason, 1),
            (&row.approval, 1),
        ])?;
    }
    legend.cut(rows.len())?;
    legend.gap();
    Ok(())
}
