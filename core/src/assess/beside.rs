//! What each method makes of the risks.

use std::collections::BTreeMap;
use std::sync::Arc;

use daicho_rules::{Bindings, Decided, Evaluator, Factor, Method, Outcome, PackError, Rulebook};

use super::world::Surroundings;
use super::{DEFAULT_METHOD, Failures, Setting, risks};
use crate::assessment::{Computed, Rating, Read, Risk};

/// The method that decides, and those beside it; those that value items come last.
pub(super) fn methods(rulebook: &Rulebook, ids: &[String]) -> Result<(Method, Vec<Method>), PackError> {
    let mut methods = rulebook.methods_in_turn(ids, &[], DEFAULT_METHOD)?.into_iter().cloned();
    let decisive = methods.next().map_or_else(|| rulebook.method(DEFAULT_METHOD).cloned(), Ok)?;
    Ok((decisive, methods.collect()))
}

/// The risks rated by a method.
pub(super) fn rated(
    method: &Method,
    rulebook: &Arc<Rulebook>,
    surroundings: &Surroundings,
    (setting, failures): (&Setting<'_>, &mut Failures),
    risks: &[Risk],
) -> Vec<Rating> {
    let mut items: Option<(Evaluator, Arc<Bindings>)> = rulebook.own_impacts.get(&method.id).map(|_| {
        let evaluator = Evaluator::new(Arc::clone(rulebook), Arc::clone(surroundings.world()));
        (evaluator, Arc::new(Bindings::plain("items", surroundings.records("items"))))
    });
    let mut known: BTreeMap<usize, Option<OwnImpact>> = BTreeMap::new();
    let one = |risk: &Risk| {
        let record = risk.item.record;
        let own = known.entry(record).or_insert_with(|| {
            let (evaluator, bindings) = items.as_mut()?;
            let own = own_impact(setting, evaluator, method, bindings, (record, record))?;
            if let Factor::Failed(failure) = &own.factor {
                failures.note_failure(&method.id, risk.item.key.clone(), failure);
            }
            Some(own)
        });
        rating(method, risk, own.as_ref())
    };
    risks.iter().map(one).collect()
}

/// The impact of an item on the scale of a method.
pub(super) struct OwnImpact {
    factor: Factor,
    reads: Vec<Read>,
}

/// The impact of an item on the scale of the method, if it has one of its own; `row` of the bindings is the
/// record.
pub(super) fn own_impact(
    setting: &Setting<'_>,
    evaluator: &mut Evaluator,
    method: &Method,
    bindings: &Arc<Bindings>,
    (row, record): (usize, usize),
) -> Option<OwnImpact> {
    let expression = setting.rulebook.own_impacts.get(&method.id)?;
    let (factor, names) = evaluator.level(expression, method.highest_impact(), bindings, row);
    let decided = Decided {
        singulars: Vec::new(),
        outcome: Outcome::Passes,
        reads: Vec::new(),
        impact_reads: Vec::new(),
        threat: None,
        impact: None,
        present: Vec::new(),
    };
    Some(OwnImpact { factor, reads: setting.reads("items", record, &names, &decided) })
}

/// What a method makes of a risk.
pub(super) fn rating(method: &Method, risk: &Risk, own: Option<&OwnImpact>) -> Rating {
    let impact = match own.map(|own| &own.factor) {
        None => risk.impact,
        Some(Factor::Known(impact)) => Some(*impact),
        Some(_) => None,
    };
    // An impact of the method's own is not what a client overrides.
    let mut computed = risk.computed;
    if own.is_some() {
        let same_impact = computed.map(|computed| Computed { impact, ..computed });
        computed = same_impact.filter(|computed| computed.threat != risk.threat);
    }
    let level = |vulnerability| risks::level(method, impact, risk.threat, vulnerability);
    Rating {
        impact,
        impact_reads: own.map(|own| own.reads.clone()),
        computed,
        inherent: level(risk.inherent.vulnerability),
        current: level(risk.current.vulnerability),
        planned: level(risk.planned.vulnerability),
    }
}
