//! The situations that records of a ledger stand in.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::version::Version;
use super::{Situations, Subject};
use crate::bindings::Bindings;
use crate::columns::Columns;
use crate::evaluate::Evaluator;
use crate::record::World;
use crate::rulebook::Rulebook;

/// What a rule sees of some records of a ledger, for each row it is decided on: the record, the values of its
/// singulars, and a trace by which [`Difference::shift_of`](crate::Difference::shift_of) finds the situation.
pub fn traces(
    rulebook: &Arc<Rulebook>,
    subject: Subject<'_>,
    world: &Arc<World>,
    records: &Arc<Columns>,
    wanted: &BTreeSet<usize>,
) -> Vec<Row> {
    let mut version = Version::new(rulebook, Some(subject));
    version.evaluator = Evaluator::new(Arc::clone(rulebook), Arc::clone(world));
    let bindings = Bindings::new(rulebook, world, subject.register(), records, subject.singulars());
    let bindings = Arc::new(bindings);
    let rows = (0..bindings.len()).filter(|row| wanted.contains(&bindings.record(*row)));
    rows.map(|row| Row {
        record: bindings.record(row),
        singulars: bindings.singulars_of(row),
        trace: version.run_row(subject, &bindings, row).trace,
    })
    .collect()
}

/// What a rule sees of a record, and of one value of each singular.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number of the record.
    pub record: usize,
    /// Singulars with their values.
    pub singulars: Vec<(String, String)>,
    /// What came out of everything the rule looked at.
    pub trace: String,
}

/// A trace as situations hold it, with the number of the version.
pub(crate) fn mark(version: usize, trace: &str) -> String {
    format!("{version}\n{trace}")
}

/// For each situation of a rule, whether one of its cases is such.
pub fn covered(rulebook: &Arc<Rulebook>, subject: Subject<'_>, situations: &Situations) -> Vec<bool> {
    let settings = subject.cases().iter().filter_map(|case| case.setting(rulebook, subject.register()).ok());
    let traces = traces_of(rulebook, subject, settings);
    situations.list.iter().map(|situation| situation.is_among(&traces)).collect()
}

/// What a rule tells apart in records and their ledgers.
pub(crate) fn traces_of(
    rulebook: &Arc<Rulebook>,
    subject: Subject<'_>,
    settings: impl Iterator<Item = (Columns, World)>,
) -> BTreeSet<String> {
    let mut version = Version::new(rulebook, Some(subject));
    let mut traces = BTreeSet::new();
    for (record, world) in settings {
        version.evaluator = Evaluator::new(Arc::clone(rulebook), Arc::new(world));
        let runs = version.run_on(subject, &Arc::new(record));
        traces.extend(runs.into_iter().map(|run| mark(0, &run.trace)));
    }
    traces
}
