//! The situations that records of a ledger stand in, where these tell versions of a rule apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use daicho_rules::{DefinitionKind, How, Row, Rulebook, Shift, Subject, Verdict, traces};

use super::Comparison;
use crate::assess::Surroundings;
use crate::assessment::Assessment;

/// Rules by kind and new id, with the records whose situation is wanted.
pub(super) type Wanted = BTreeMap<(DefinitionKind, String), BTreeSet<usize>>;

/// What both versions of some rules see of some records.
pub(super) struct Rows<'c> {
    comparison: &'c Comparison,
    seen: HashMap<(DefinitionKind, String), (Vec<Row>, Vec<Row>)>,
}

impl<'c> Rows<'c> {
    /// Looks at the records again by each rule that comes out otherwise in some situation.
    pub(super) fn new(
        comparison: &'c Comparison,
        (old, new): (&Assessment, &Assessment),
        wanted: &Wanted,
    ) -> Self {
        let shifted = |(kind, id): &&(DefinitionKind, String)| {
            comparison.diff.of(*kind, id).is_some_and(|difference| !difference.shifts.is_empty())
        };
        let mut seen = HashMap::new();
        if wanted.keys().any(|key| shifted(&key)) {
            let again = |assessment: &Assessment, rulebook: &Arc<Rulebook>| {
                Surroundings::new(&mut assessment.ledger.clone(), rulebook, assessment.as_of)
            };
            let sides = [
                (&comparison.old, again(old, &comparison.old)),
                (&comparison.new, again(new, &comparison.new)),
            ];
            for ((kind, id), records) in wanted.iter().filter(|(key, _)| shifted(key)) {
                let old_id = comparison.diff.of(*kind, id).and_then(|difference| difference.old_id.clone());
                let [old, new] = [old_id.as_ref().unwrap_or(id), id].map(String::as_str);
                let rows = |(rulebook, around): &(&Arc<Rulebook>, Surroundings), id: &str| {
                    rows(rulebook, around, *kind, id, records)
                };
                let [before, after] = &sides;
                seen.insert((*kind, id.clone()), (rows(before, old), rows(after, new)));
            }
        }
        Self { comparison, seen }
    }

    /// The shift that a record stands in, for these values of its singulars, where something appears,
    /// vanishes or changes.
    pub(super) fn shift(
        &self,
        kind: DefinitionKind,
        id: &str,
        record: usize,
        singulars: &[(String, String)],
        how: How,
    ) -> Option<&'c Shift> {
        let difference = self.comparison.diff.of(kind, id)?;
        let (old, new) = self.seen.get(&(kind, id.to_owned()))?;
        let fits = |row: &&Row| {
            let other = |(name, value): &(String, String)| {
                singulars.iter().any(|(known, wanted)| known == name && wanted != value)
            };
            row.record == record && !row.singulars.iter().any(other)
        };
        let pairs =
            old.iter().filter(fits).flat_map(|old| new.iter().filter(fits).map(move |new| (old, new)));
        let shifts: Vec<&Shift> =
            pairs.filter_map(|(old, new)| difference.shift_of(&old.trace, &new.trace)).collect();
        let fires = |verdict: &Verdict| matches!(verdict, Verdict::Fires(_));
        // Of several rows of a record, the one that explains that it fires now, or no longer.
        let explains = |shift: &&&Shift| match how {
            How::Added => fires(&shift.after),
            How::Removed => fires(&shift.before),
            How::Changed => true,
        };
        shifts.iter().find(explains).or(shifts.first()).copied()
    }
}

fn rows(
    rulebook: &Arc<Rulebook>,
    around: &Surroundings,
    kind: DefinitionKind,
    id: &str,
    records: &BTreeSet<usize>,
) -> Vec<Row> {
    let of = |subject: Subject<'_>, register: &str| {
        traces(rulebook, subject, around.world(), &around.records(register), records)
    };
    let risk = || rulebook.risks.iter().find(|rule| rule.about.id == id);
    match kind {
        DefinitionKind::Risk => {
            let Some(rule) = risk() else { return Vec::new() };
            let mut rows = of(Subject::Risk(rule), "items");
            // A rule's own impact is part of what the rule says.
            rows.extend(rule.impact.iter().flat_map(|impact| of(Subject::Impact(impact), "items")));
            rows
        }
        DefinitionKind::Check => {
            let check = rulebook.checks.iter().find(|check| check.about.id == id);
            check.map(|check| of(Subject::Check(check), &check.register)).unwrap_or_default()
        }
        DefinitionKind::Duty => {
            let duty = rulebook.duties.iter().find(|duty| duty.about.id == id);
            duty.map(|duty| of(Subject::Duty(duty), &duty.register)).unwrap_or_default()
        }
        DefinitionKind::Impact => {
            rulebook.impact.as_ref().map(|impact| of(Subject::Impact(impact), "items")).unwrap_or_default()
        }
        DefinitionKind::Control => {
            let control = rulebook.controls.get(id);
            control.map(|control| of(Subject::Control(control), "items")).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
