//! What further methods make of the risks.

use daicho_rules::{Method, PackError, Rulebook};

use super::{DEFAULT_METHOD, risks};
use crate::assessment::{Beside, Rating, Risk};

/// The method that decides, and those beside it.
pub(super) fn methods(rulebook: &Rulebook, ids: &[String]) -> Result<(Method, Vec<Method>), PackError> {
    let mut methods = rulebook.methods_in_turn(ids, &[], DEFAULT_METHOD)?.into_iter().cloned();
    let decisive = methods.next().map_or_else(|| rulebook.method(DEFAULT_METHOD).cloned(), Ok)?;
    Ok((decisive, methods.collect()))
}

/// The same risks, rated by another method.
pub(super) fn rated(method: Method, risks: &[Risk]) -> Beside {
    let ratings = risks.iter().map(|risk| rating(&method, risk)).collect();
    Beside { method, ratings }
}

fn rating(method: &Method, risk: &Risk) -> Rating {
    let level = |vulnerability| risks::level(method, risk.impact, risk.threat, vulnerability);
    Rating {
        impact: risk.impact,
        inherent: level(risk.inherent.vulnerability),
        current: level(risk.current.vulnerability),
        planned: level(risk.planned.vulnerability),
    }
}
