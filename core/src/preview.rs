//! What a new version of packs, another parameter or another method would change, before anyone adopts it.
//!
//! ```text
//! old packs ─┬─ diff ─┐
//! new packs ─┘        ├─ risks, findings and questions that appear, vanish or move, and why
//! workbook ─ assess by both ─┘
//! ```

mod client;
mod reasons;
mod risks;
mod rows;

use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use daicho_rules::{DefinitionKind, How, PackDiff, Rulebook, Text, diff};

pub use self::risks::{BandPair, RiskChange};

use crate::assess::{AssessOptions, assess};
use crate::assessment::{Assessment, Finding, Question, Severity};
use crate::error::Error;
use crate::read::ReadOptions;
use crate::request::{methods_in_turn, read};

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompareRequest {
    /// The old pack, by name or path.
    pub old: String,
    /// The new pack, by name or path.
    pub new: String,
    /// Packs layered on top of both.
    pub layers: Vec<String>,
    /// Parameters that get other values in the new version.
    pub parameters: Vec<(String, String)>,
}

/// Two versions of packs, and what is different between them.
#[derive(Debug)]
pub struct Comparison {
    request: CompareRequest,
    old: Arc<Rulebook>,
    new: Arc<Rulebook>,
    /// What is different.
    pub diff: PackDiff,
}

/// How ledgers are assessed by both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewOptions {
    /// Day and method of both.
    pub assess: AssessOptions,
    /// Method of the new version, where it is another one.
    pub new_method: Option<String>,
    /// The client's settings; `None` for the `daicho.toml` beside each workbook, if there is one.
    pub config: Option<PathBuf>,
    /// How to read the ledgers.
    pub reading: ReadOptions,
}

/// What changes on one ledger.
#[derive(Debug)]
pub struct Preview {
    /// Path of the client's settings that hold for both versions.
    pub config: Option<String>,
    /// The ledger judged by the old version.
    pub old: Assessment,
    /// The ledger judged by the new version.
    pub new: Assessment,
    /// Risks that appear, vanish or move to another band, by rule.
    pub risks: Vec<RiskChange>,
    /// Number of risks whose score is another one within the same bands.
    pub rescored: usize,
    /// Number of risks of which nothing changes.
    pub same: usize,
    /// Findings that appear, vanish or change.
    pub findings: Vec<FindingChange>,
    /// Questions that appear or vanish.
    pub questions: Vec<QuestionChange>,
}

/// Why something is another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What is different about the packs.
    pub text: Text,
    /// The situation that the record stands in, where that decides.
    pub given: Option<Text>,
}

/// A finding that appears, vanishes or changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingChange {
    /// The finding: the new one if there is one.
    pub finding: Finding,
    /// Whether it appears, vanishes or changes.
    pub how: How,
    /// Severity before; `None` for one that appears.
    pub before: Option<Severity>,
    /// Severity after; `None` for one that vanishes.
    pub after: Option<Severity>,
    /// Title before, where that is another one.
    pub old_title: Option<Text>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A question that appears or vanishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionChange {
    /// The question.
    pub question: Question,
    /// Whether it appears or vanishes.
    pub how: How,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Comparison {
    /// Loads both versions and compares them.
    ///
    /// # Errors
    ///
    /// If a pack cannot be loaded, or a parameter is unknown or of another kind.
    pub fn load(request: &CompareRequest) -> Result<Self, Error> {
        let names = |pack: &String| [std::slice::from_ref(pack), request.layers.as_slice()].concat();
        let old = Rulebook::load(&names(&request.old))?;
        let mut new = Rulebook::load(&names(&request.new))?;
        new.set_parameters(&request.parameters)?;
        let (old, new) = (Arc::new(old), Arc::new(new));
        let diff = diff(&old, &new);
        Ok(Self { request: request.clone(), old, new, diff })
    }

    /// What the new version changes on the ledger of a workbook; the client's settings hold for both versions.
    ///
    /// # Errors
    ///
    /// If the workbook cannot be read or holds no ledger, a method is unknown, or the client's settings do not
    /// fit one of the versions.
    pub fn preview(&self, path: &Path, options: &PreviewOptions) -> Result<Preview, Error> {
        let of_client = self.of_client(path, options)?;
        let this = of_client.as_ref().map_or(self, |of_client| &of_client.comparison);
        let own = of_client.as_ref().map(|of_client| of_client.methods.as_slice()).unwrap_or_default();
        let chosen = options.assess.methods.as_slice();
        let new_chosen = options.new_method.as_ref().map_or(chosen, std::slice::from_ref);
        // Versions are compared by the method that decides.
        let assessed = |rulebook: &Arc<Rulebook>, chosen: &[String]| -> Result<Assessment, Error> {
            let ledger = read(path, rulebook, &options.reading)?;
            let mut methods = methods_in_turn(rulebook, chosen, own)?;
            methods.truncate(1);
            let options = AssessOptions { methods, ..options.assess.clone() };
            Ok(assess(ledger, rulebook, &options)?)
        };
        let (old, new) = (assessed(&this.old, chosen)?, assessed(&this.new, new_chosen)?);
        let (risks, rescored, same) = risks::changes(this, &old, &new);
        let (findings, questions) = (this.findings(&old, &new), this.questions(&old, &new));
        let config = of_client.map(|of_client| of_client.config);
        Ok(Preview { config, old, new, risks, rescored, same, findings, questions })
    }

    fn findings(&self, old: &Assessment, new: &Assessment) -> Vec<FindingChange> {
        let pairs =
            paired(&old.findings, &new.findings, |finding| self.new_finding_id(finding), |f| f.id.clone());
        let mut wanted = rows::Wanted::new();
        for (old, new) in pairs.iter().filter(|(old, new)| old.is_none() || new.is_none()) {
            let Some(finding) = new.or(*old) else { continue };
            let key = (DefinitionKind::Check, self.diff.new_id(&finding.rule));
            let record = finding.record.as_ref().map_or(0, |record| record.record);
            wanted.entry(key).or_default().insert(record);
        }
        let rows = rows::Rows::new(self, (old, new), &wanted);
        let mut changes: Vec<FindingChange> =
            pairs.into_iter().filter_map(|pair| self.finding(&rows, pair)).collect();
        changes.sort_by_key(|change| (change.finding.severity, change.finding.rule.clone()));
        changes
    }

    fn finding(
        &self,
        rows: &rows::Rows<'_>,
        (old, new): (Option<&Finding>, Option<&Finding>),
    ) -> Option<FindingChange> {
        let finding = new.or(old)?.clone();
        // Findings about the risks themselves hold a number in their titles, and follow from the risks.
        let of_risks = finding.rule.starts_with("daicho/");
        let old_title =
            old.map(|old| &old.title).filter(|title| of_risks && **title != finding.title).cloned();
        let how = match (old, new) {
            (Some(old), Some(new)) if old.severity == new.severity && old_title.is_none() => return None,
            (Some(_), Some(_)) => How::Changed,
            (None, _) => How::Added,
            (_, None) => How::Removed,
        };
        let reasons = if of_risks { Vec::new() } else { reasons::of_finding(self, rows, &finding, how) };
        let (before, after) = (old.map(|old| old.severity), new.map(|new| new.severity));
        Some(FindingChange { finding, how, before, after, old_title, reasons })
    }

    fn questions(&self, old: &Assessment, new: &Assessment) -> Vec<QuestionChange> {
        let id = |question: &Question| question.id.clone();
        let change = |(old, new): (Option<&Question>, Option<&Question>)| {
            let how = match (old, new) {
                (Some(_), Some(_)) => return None,
                (None, _) => How::Added,
                (_, None) => How::Removed,
            };
            let question = new.or(old)?.clone();
            Some(QuestionChange { reasons: reasons::of_question(self, &question), question, how })
        };
        paired(&old.questions, &new.questions, id, id).into_iter().filter_map(change).collect()
    }

    /// The id of an old finding, as the new version would give it.
    fn new_finding_id(&self, finding: &Finding) -> String {
        finding.id.replacen(&finding.rule, &self.diff.new_id(&finding.rule), 1)
    }

    /// True if the rule is one of checks.
    fn is_check(&self, id: &str) -> bool {
        let all = self.old.checks.iter().chain(&self.new.checks);
        all.map(|check| &check.about.id).any(|known| known == id)
    }

    fn kind_of(&self, rule: &str) -> DefinitionKind {
        let mut duties = self.old.duties.iter().chain(&self.new.duties);
        if self.is_check(rule) {
            DefinitionKind::Check
        } else if duties.any(|duty| duty.about.id == rule) {
            DefinitionKind::Duty
        } else {
            DefinitionKind::Risk
        }
    }
}

impl Preview {
    /// True if nothing that is reported changes.
    pub fn is_empty(&self) -> bool {
        self.risks.is_empty() && self.rescored == 0 && self.findings.is_empty() && self.questions.is_empty()
    }

    /// Number of risks that move to a higher band, to a lower one, or become rated or unrated.
    pub fn moved(&self, direction: Ordering) -> usize {
        let moved = |change: &&RiskChange| change.how == How::Changed && change.direction == direction;
        self.risks.iter().filter(moved).count()
    }

    /// Number of risks that appear, vanish or move.
    pub fn count(&self, how: How) -> usize {
        self.risks.iter().filter(|change| change.how == how).count()
    }
}

/// What stands under the same id in both versions, in the order of the new one; what the old one alone has last.
fn paired<'a, T>(
    old: &'a [T],
    new: &'a [T],
    old_id: impl Fn(&T) -> String,
    new_id: impl Fn(&T) -> String,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut left: indexmap::IndexMap<String, &T> = old.iter().map(|one| (old_id(one), one)).collect();
    let mut pairs: Vec<_> = new.iter().map(|one| (left.shift_remove(&new_id(one)), Some(one))).collect();
    pairs.extend(left.into_values().map(|one| (Some(one), None)));
    pairs
}
