//! What the settings of a client changed, as JSON.

use daicho_rules::{Change, Exception, Grounds, Override};
use serde_json::{Value, json};

use super::severity_id;
use crate::assessment::{ClientEffect, Computed, Departure};

/// The layer of a client's settings.
pub(super) fn client(client: &ClientEffect) -> Value {
    let parameters =
        client.parameters.iter().map(|p| json!({"id": p.id, "before": p.before, "after": p.after}));
    let acceptable = client.acceptable.as_ref();
    json!({
        "file": client.file,
        "digest": client.digest,
        "parameters": parameters.collect::<Vec<_>>(),
        "acceptable": acceptable.map(|a| json!({"before": a.before, "after": a.after, "reason": a.reason})),
        "overrides": client.overrides.iter().map(overridden).collect::<Vec<_>>(),
        "exceptions": client.exceptions.iter().map(excepted).collect::<Vec<_>>(),
    })
}

fn overridden(departure: &Departure<Override>) -> Value {
    let given = &departure.given;
    let (before, after) = match &given.change {
        Change::Off => (json!(false), json!(true)),
        Change::Threat(before, after) | Change::Impact(before, after) => {
            (json!((!before.is_empty()).then_some(before)), json!(after))
        }
        Change::Severity(before, after) => (json!(severity_id(*before)), json!(severity_id(*after))),
    };
    let own = json!({ "key": given.change.key(), "before": before, "after": after });
    with_grounds(&given.rule, own, &given.grounds, (departure.risks, departure.findings))
}

fn excepted(departure: &Departure<Exception>) -> Value {
    let given = &departure.given;
    let own = json!({ "register": given.register, "fields": given.fields, "values": given.values });
    with_grounds(&given.rule, own, &given.grounds, (departure.risks, departure.findings))
}

fn with_grounds(rule: &str, own: Value, grounds: &Grounds, (risks, findings): (usize, usize)) -> Value {
    let mut value = json!({ "rule": rule });
    let grounds = json!({
        "reason": grounds.reason,
        "approved_by": grounds.approved_by,
        "until": grounds.until.map(|until| until.to_string()),
        "expired": grounds.expired,
        "risks": risks,
        "findings": findings,
    });
    for part in [own, grounds] {
        if let (Value::Object(value), Value::Object(part)) = (&mut value, part) {
            value.extend(part);
        }
    }
    value
}

/// The factors of a risk by the packs alone.
pub(super) fn computed(computed: Computed) -> Value {
    json!({ "impact": computed.impact, "threat": computed.threat })
}
