//! Methods, and what further ones make of the risks.

use daicho_rules::Method;
use indexmap::IndexMap;
use serde_json::{Value, json};

use super::level;
use crate::assessment::{Assessment, LEVELS};

/// A method with its bands.
pub(super) fn method(method: &Method) -> Value {
    let bands = method.bands.iter().map(|b| json!({"id": b.id, "title": b.title, "from": b.from}));
    json!({
        "id": method.id,
        "title": method.title,
        "acceptable": method.acceptable,
        "verified": method.verified,
        "bands": bands.collect::<Vec<_>>(),
    })
}

/// Number of risks by state and band.
pub(super) fn by_band(assessment: &Assessment) -> IndexMap<&'static str, IndexMap<String, usize>> {
    LEVELS.iter().map(|(id, level)| (*id, assessment.by_band(*level))).collect()
}

/// What each further method makes of the risks.
pub(super) fn beside(assessment: &Assessment) -> Value {
    let one = |beside| {
        let seen = assessment.seen_by(beside);
        let totals = seen.totals();
        let risks = seen.risks.iter().map(|risk| {
            json!({
                "id": risk.id,
                "impact": risk.impact,
                "inherent": level(&risk.inherent),
                "current": level(&risk.current),
                "planned": level(&risk.planned),
            })
        });
        json!({
            "method": method(&seen.method),
            "by_band": by_band(&seen),
            "unrated": totals.unrated,
            "above_acceptable": totals.above_acceptable,
            "risks": risks.collect::<Vec<_>>(),
        })
    };
    assessment.beside.iter().map(one).collect()
}
