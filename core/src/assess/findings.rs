//! Checks that do not hold.

use daicho_rules::{Check, Decided, Severity};

use super::{Setting, risks};
use crate::assessment::Finding;
use crate::ledger::Origin;
use crate::treat;

/// The finding of a check that does not hold for a record.
pub(super) fn finding(setting: &Setting<'_>, check: &Check, record: usize, decided: &Decided) -> Finding {
    let named = setting.records.name(&check.register, record);
    Finding {
        id: risks::id(&named.key, &check.about.id, &decided.singulars),
        rule: check.about.id.clone(),
        severity: check.severity,
        title: check.about.title.clone(),
        why: check.about.why.clone(),
        fix: check.fix.clone(),
        basis: check.about.basis.clone(),
        verified: check.about.verified,
        reads: setting.reads(&check.register, record, &decided.reads, decided),
        record: (check.register != "ledger").then_some(named),
    }
}

/// The most severe first; of these the ledger as a whole, then its records, then what rests on the risks.
pub(super) fn order(finding: &Finding) -> (Severity, bool, Option<Origin>, usize, String) {
    let record = finding.record.as_ref();
    let of_risks = finding.rule == treat::MAY_NOT_REMAIN_RULE;
    (
        finding.severity,
        of_risks,
        record.and_then(|r| r.at),
        record.map_or(0, |r| r.record),
        finding.id.clone(),
    )
}
