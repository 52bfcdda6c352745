//! What items are worth in yen.

use indexmap::IndexMap;
use serde_json::{Value, json};

use crate::assessment::{Assessment, Exposures, ItemExposure, Yen};
use crate::write::exposure::note;

/// One for each method that values items.
pub(super) fn exposures(assessment: &Assessment) -> Value {
    assessment.exposures.iter().map(one).collect()
}

fn one(exposures: &Exposures) -> Value {
    let method = &exposures.method;
    let total = exposures.total();
    let factors: IndexMap<&str, &str> =
        exposures.factors.iter().map(|(id, value)| (id.as_str(), value.as_str())).collect();
    json!({
        "method": json!({"id": method.id, "title": method.title, "verified": method.verified}),
        "caveat": method.exposure.as_ref().map(|model| &model.caveat),
        "factors": factors,
        "total": json!({"yen": yen(&total.yen), "known": total.known, "unknown": total.unknown}),
        "items": exposures.items.iter().map(item).collect::<Vec<_>>(),
    })
}

fn yen(yen: &Yen) -> Value {
    json!({"lo": yen.lo, "hi": yen.hi})
}

fn item(item: &ItemExposure) -> Value {
    let per_person = item.per_person.as_ref().ok().map(|one| {
        json!({
            "yen": one.yen,
            "mental": one.mental,
            "economic": one.economic,
            "identifiability": one.identifiability,
            "verified": one.verified,
        })
    });
    let note =
        daicho_rules::Text::new(note(item, daicho_rules::Lang::Ja), note(item, daicho_rules::Lang::En));
    json!({
        "item": item.item.key,
        "name": item.item.name,
        "per_person": per_person,
        "persons": item.count.map(|count| json!({"lo": count.lo, "hi": count.hi})),
        "yen": item.yen().map(|known| yen(&known)),
        "note": note,
    })
}
