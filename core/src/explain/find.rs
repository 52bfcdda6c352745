//! What an id that was typed stands for.

use daicho_rules::{About, Check, Duty, RiskRule};

use crate::assess::Basis;
use crate::assessment::{Assessment, Finding, RecordRef, Risk};
use crate::error::Error;

/// How many ids are named when one does not tell apart what is meant.
const NAMED: usize = 10;

/// What is to be explained.
pub(super) enum Subject<'a> {
    Risk(&'a Risk),
    Finding(&'a Finding),
    Absent(Absent<'a>),
}

/// A rule that found nothing on a record, or a duty whether it applies or not.
pub(super) struct Absent<'a> {
    pub(super) record: RecordRef,
    pub(super) rule: Rule<'a>,
}

/// A rule of any kind.
#[derive(Clone, Copy)]
pub(super) enum Rule<'a> {
    Risk(&'a RiskRule),
    Check(&'a Check),
    Duty(&'a Duty),
}

impl<'a> Rule<'a> {
    pub(super) fn about(self) -> &'a About {
        match self {
            Self::Risk(rule) => &rule.about,
            Self::Check(check) => &check.about,
            Self::Duty(duty) => &duty.about,
        }
    }
}

/// What is meant by an id: of a risk, of a finding, part of one, or `record:rule`.
pub(super) fn subject<'a>(
    assessment: &'a Assessment,
    basis: &'a Basis,
    id: &str,
) -> Result<Subject<'a>, Error> {
    if let Some(risk) = assessment.risks.iter().find(|risk| risk.id == id) {
        return Ok(Subject::Risk(risk));
    }
    if let Some(finding) = assessment.findings.iter().find(|finding| finding.id == id) {
        return Ok(Subject::Finding(finding));
    }
    let risks: Vec<&Risk> = assessment.risks.iter().filter(|risk| is_meant(&risk.id, id)).collect();
    let findings: Vec<&Finding> =
        assessment.findings.iter().filter(|finding| is_meant(&finding.id, id)).collect();
    match (risks.as_slice(), findings.as_slice()) {
        ([risk], []) => return Ok(Subject::Risk(risk)),
        ([], [finding]) => return Ok(Subject::Finding(finding)),
        ([], []) => {
            if let Some(absent) = absent(assessment, basis, id) {
                return Ok(Subject::Absent(absent));
            }
        }
        _ => {}
    }
    let ids = risks.iter().map(|risk| &risk.id).chain(findings.iter().map(|finding| &finding.id));
    let mut near: Vec<String> = ids.take(NAMED).cloned().collect();
    if near.is_empty() {
        let ids = assessment.risks.iter().map(|risk| risk.id.as_str());
        let ids = ids.chain(assessment.findings.iter().map(|finding| finding.id.as_str()));
        near.extend(daicho_rules::nearest(id, ids).map(str::to_owned));
    }
    Err(Error::NoSuchRisk { id: id.to_owned(), near })
}

/// True if `typed` is part of an id; `7:TRF-02` is taken for item 7 and the rule of that name in any pack.
fn is_meant(id: &str, typed: &str) -> bool {
    if id.contains(typed) {
        return true;
    }
    let (Some((record, rule)), Some((key, rest))) = (typed.split_once(':'), id.split_once(':')) else {
        return false;
    };
    let short = rest.split_once('/').map_or(rest, |(_, short)| short);
    record == key && (short == rule || short.strip_prefix(rule).is_some_and(|rest| rest.starts_with(':')))
}

/// A record and a rule that found nothing on it.
fn absent<'a>(assessment: &'a Assessment, basis: &'a Basis, id: &str) -> Option<Absent<'a>> {
    // Keys may hold colons; ids of rules do not.
    id.match_indices(':').find_map(|(at, _)| {
        let (key, rest) = id.split_at_checked(at)?;
        let typed = rest.trim_start_matches(':').split(':').next()?;
        let is_it =
            |known: &str| known == typed || known.split_once('/').is_some_and(|(_, short)| short == typed);
        let rulebook = basis.rulebook();
        // What a client switched off is only among what was overridden.
        let mut risks = rulebook.risks.iter().chain(rulebook.overridden_risks());
        let mut checks = rulebook.checks.iter().chain(rulebook.overridden_checks());
        let risk = risks.find(|rule| is_it(&rule.about.id)).map(Rule::Risk);
        let check = || checks.find(|check| is_it(&check.about.id)).map(Rule::Check);
        let mut duties = rulebook.duties.iter().chain(rulebook.overridden_duties());
        let duty = || duties.find(|duty| is_it(&duty.about.id)).map(Rule::Duty);
        let rule = risk.or_else(check).or_else(duty)?;
        let register = match rule {
            Rule::Risk(_) => "items",
            Rule::Check(check) => &check.register,
            Rule::Duty(duty) => &duty.register,
        };
        let record = if register == "ledger" {
            RecordRef { register: register.to_owned(), key: key.to_owned(), ..RecordRef::default() }
        } else {
            basis.record(&assessment.ledger, register, key)?
        };
        Some(Absent { record, rule })
    })
}
