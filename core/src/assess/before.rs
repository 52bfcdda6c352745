//! What the packs alone make of the rules that a client switched off or changed.

use std::collections::HashMap;
use std::sync::Arc;

use daicho_rules::{
    Check, Decided, Decisions, Outcome, RiskRule, Rulebook, Status, decide_checks, decide_risks,
};

use super::exceptions::Exceptions;
use super::world::Surroundings;
use super::{Setting, risks};
use crate::assessment::Computed;

/// Those rules, decided as their packs have them.
#[derive(Default)]
pub(super) struct Before {
    /// Factors of the risks, by their ids.
    factors: HashMap<String, Computed>,
    /// How many risks or findings each rule gives.
    counts: HashMap<String, usize>,
}

impl Before {
    /// Decides those rules as their packs have them; exceptions and parameters of the client hold all the same.
    pub(super) fn new(
        rulebook: &Arc<Rulebook>,
        surroundings: &Surroundings,
        setting: &Setting<'_>,
        exceptions: &Exceptions,
    ) -> Self {
        let mut before = Self::default();
        let in_force = |rule: &&RiskRule| rule.about.status != Status::Deprecated;
        let rules: Vec<&RiskRule> = rulebook.overridden_risks().iter().filter(in_force).collect();
        let items = surroundings.records("items");
        let decisions = decide_risks(rulebook, surroundings.world(), &items, &rules);
        for (rule, decisions) in rules.iter().zip(&decisions) {
            let id = &rule.about.id;
            for (record, decided) in fired(id, decisions, exceptions) {
                let key = setting.records.name("items", record).key;
                let (impact, threat) = risks::factors(&decided);
                before.factors.insert(risks::id(&key, id, &decided.singulars), Computed { impact, threat });
                *before.counts.entry(id.clone()).or_default() += 1;
            }
        }
        for register in surroundings.registers() {
            let in_force =
                |check: &&Check| check.register == register && check.about.status != Status::Deprecated;
            let checks: Vec<&Check> = rulebook.overridden_checks().iter().filter(in_force).collect();
            let records = surroundings.records(register);
            let decisions = decide_checks(rulebook, surroundings.world(), register, &records, &checks);
            for (check, decisions) in checks.iter().zip(&decisions) {
                let id = &check.about.id;
                *before.counts.entry(id.clone()).or_default() += fired(id, decisions, exceptions).count();
            }
        }
        before
    }

    /// Impact and threat of a risk.
    pub(super) fn factors(&self, risk: &str) -> Option<Computed> {
        self.factors.get(risk).copied()
    }

    /// How many risks or findings a rule gives.
    pub(super) fn count(&self, rule: &str) -> usize {
        self.counts.get(rule).copied().unwrap_or_default()
    }
}

/// Records on which a rule fires, but for those that are excepted.
fn fired<'d>(
    rule: &'d str,
    decisions: &'d Decisions,
    exceptions: &'d Exceptions,
) -> impl Iterator<Item = (usize, Decided)> {
    let fired = decisions.concerned().filter(|(_, decided)| decided.outcome == Outcome::Fires);
    fired.filter(move |(record, decided)| !exceptions.covers(rule, *record, decided))
}
