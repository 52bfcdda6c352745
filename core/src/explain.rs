//! Why a risk or finding is there, how a score came about, and what would have to change, in words.

mod absent;
mod answer;
mod find;
mod finding;
mod lines;
mod reasons;
mod score;
mod what_if;

#[cfg(test)]
mod tests;

pub(crate) use score::rating_steps;
pub use score::score_steps;

use std::path::Path;

use daicho_rules::{Lang, RiskRule};

use crate::assess::{Basis, Trial};
use crate::assessment::{Assessment, Read, Risk};
use crate::error::Error;
use crate::request::{Request, assessed};
use crate::write::changes;

use find::Subject;
use lines::{bullet, pick};
use reasons::{Reasons, Telling};

/// Answers questions about an assessment: why, why not, and what would have to change.
#[derive(Debug)]
pub struct Explainer {
    assessment: Assessment,
    basis: Basis,
}

impl Explainer {
    /// Reads and assesses a workbook in order to explain the result.
    ///
    /// # Errors
    ///
    /// As [`assess_file`](crate::assess_file).
    pub fn of_file(path: &Path, request: &Request) -> Result<Self, Error> {
        let (assessment, basis) = assessed(path, request)?;
        Ok(Self { assessment, basis })
    }

    /// The assessment that is explained.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// Why a risk or finding is there, or why a rule does not apply to a record.
    ///
    /// `id` is the id of a risk or finding, or the part of it that tells it apart. Where a record (`7`) has
    /// nothing by a rule (`TRF-02`), `7:TRF-02` tells why.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchRisk`] if there is nothing, or more than one, to be explained.
    pub fn why(&self, id: &str, lang: Lang) -> Result<String, Error> {
        let told = match find::subject(&self.assessment, &self.basis, id)? {
            Subject::Risk(risk) => answer::risk_text(risk, &self.assessment, &self.reasons(risk, lang), lang),
            Subject::Finding(finding) => finding::finding_text(self, finding, lang),
            Subject::Absent(absent) => absent::absent_text(self, &absent, lang),
        };
        Ok(told + layers_text(&self.assessment, lang).as_str())
    }

    /// What would have to change for a risk to fall to the acceptable band, or for one there to leave it.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchRisk`] if there is no such risk, or more than one.
    pub fn what_if(&self, id: &str, lang: Lang) -> Result<String, Error> {
        match find::subject(&self.assessment, &self.basis, id)? {
            Subject::Risk(risk) => {
                let told = what_if::what_if_text(self, risk, lang);
                Ok(told + layers_text(&self.assessment, lang).as_str())
            }
            // A finding says itself what to do, and nothing has to change where nothing is.
            Subject::Finding(_) | Subject::Absent(_) => self.why(id, lang),
        }
    }

    fn rule(&self, id: &str) -> Option<&RiskRule> {
        self.basis.rulebook().risks.iter().find(|rule| rule.about.id == id)
    }

    fn reasons(&self, risk: &Risk, lang: Lang) -> Reasons {
        let Some(rule) = self.rule(&risk.rule) else { return Reasons::default() };
        let mut trial = Trial::new(&self.basis, &self.assessment, &risk.item.register, risk.item.record);
        let rows = trial.rows_of_risk(rule);
        let Some(row) = rows.iter().find(|row| row.decided.singulars == singulars_of(risk)) else {
            return Reasons::default();
        };
        let mut telling = Telling { trial: &mut trial, assessment: &self.assessment, lang };
        telling.risk(self.basis.rulebook(), rule, row, &risk.reads)
    }
}

/// The packs and settings that decided, and everything that the settings changed.
fn layers_text(assessment: &Assessment, lang: Lang) -> String {
    let mut lines = vec![String::new(), pick(lang, "■ 適用したルールと設定", "Rules and settings applied")];
    lines.push(format!("  {}", changes::layers(assessment)));
    let rows = changes::rows(assessment, lang);
    lines.extend(rows.iter().map(|row| bullet(&changes::line(row, lang), lang)));
    lines.join("\n") + "\n"
}

/// The singulars of a risk with their values.
fn singulars_of(risk: &Risk) -> Vec<(String, String)> {
    risk.singulars.iter().map(|singular| (singular.field.clone(), singular.value.clone())).collect()
}

/// What a rule read, with the cell as typed: `要配慮個人情報「有」台帳!F7`.
fn read_text(read: &Read, assessment: &Assessment, lang: Lang) -> String {
    let title = read.title.get(lang);
    let place = read.at.map(|at| assessment.ledger.place(at)).unwrap_or_default();
    let raw = read.raw.replace('\n', " ");
    let value = read.value.get(lang);
    let differs = !value.is_empty() && daicho_rules::normal::fold(value) != daicho_rules::normal::fold(&raw);
    let (typed, understood) = match (lang, raw.is_empty()) {
        (Lang::Ja, true) => ("（空欄）".to_owned(), format!("→{value}")),
        (Lang::Ja, false) => (format!("「{raw}」"), format!("→{value}")),
        (Lang::En, true) => (" (blank)".to_owned(), format!(", taken as {value}")),
        (Lang::En, false) => (format!(" “{raw}”"), format!(", taken as {value}")),
    };
    let understood = if differs { understood } else { String::new() };
    match (lang, place.is_empty()) {
        (_, true) => format!("{title}{typed}{understood}"),
        // After a bracket the place follows at once: `要配慮「有」台帳!F7`.
        (Lang::Ja, false) if understood.is_empty() => format!("{title}{typed}{place}"),
        (Lang::Ja, false) => format!("{title}{typed}{understood}、{place}"),
        (Lang::En, false) => format!("{title}{typed}{understood} in {place}"),
    }
}
