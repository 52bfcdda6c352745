//! What would have to be done for each item, by the duties of the packs.

use std::sync::Arc;

use daicho_rules::{Decided, Duty, Outcome, Rulebook, Status, decide_duties, title_of};

use super::exceptions::Exceptions;
use super::questions::{Asked, Waits};
use super::world::Surroundings;
use super::{Failures, Setting, by_record};
use crate::assessment::{ItemDuties, ItemDuty, WaitingDuty};
use crate::ledger::Register;

/// The register whose records have duties.
const ITEMS: &str = "items";

/// The duties of every item; none where no pack knows any.
pub(super) fn duties(
    rulebook: &Arc<Rulebook>,
    surroundings: &Surroundings,
    setting: &Setting<'_>,
    exceptions: &mut Exceptions,
    (asked, failures): (&mut Asked, &mut Failures),
) -> Vec<ItemDuties> {
    let in_force = |duty: &&Duty| duty.register == ITEMS && duty.about.status != Status::Deprecated;
    let duties: Vec<&Duty> = rulebook.duties.iter().filter(in_force).collect();
    let Some(event) = duties.first().map(|duty| duty.event) else { return Vec::new() };
    let items = setting.ledger.register(ITEMS);
    let mut all: Vec<ItemDuties> = (0..items.map_or(0, |items| items.records.len()))
        .map(|record| ItemDuties {
            item: setting.records.name(ITEMS, record),
            event,
            count: items.map_or_else(String::new, |items| count(items, record)),
            duties: Vec::new(),
            waiting: Vec::new(),
        })
        .collect();
    let records = surroundings.records(ITEMS);
    let decisions = decide_duties(rulebook, surroundings.world(), ITEMS, &records, &duties);
    for (record, duty, one) in by_record(&decisions) {
        let (Some(duty), Some(of_item)) = (duties.get(duty), all.get_mut(record)) else { continue };
        if exceptions.cover(&duty.about.id, record, &one) {
            continue;
        }
        failures.note(&duty.about.id, setting, ITEMS, record, &one);
        asked.note_fields(setting, Waits::Duty(&duty.about.id), ITEMS, record, &one);
        note(setting, of_item, duty, record, &one);
    }
    all
}

/// Takes over what came out of a duty; of the values of a set that it is decided for, one is enough.
fn note(setting: &Setting<'_>, of_item: &mut ItemDuties, duty: &Duty, record: usize, one: &Decided) {
    let about = &duty.about;
    match &one.outcome {
        Outcome::Fires => {
            of_item.waiting.retain(|known| known.rule != about.id);
            if !of_item.duties.iter().any(|known| known.rule == about.id) {
                of_item.duties.push(ItemDuty {
                    rule: about.id.clone(),
                    title: about.title.clone(),
                    why: about.why.clone(),
                    manner: duty.manner.clone(),
                    say: duty.say.clone(),
                    preliminary_days: duty.preliminary_days,
                    final_days: duty.final_days,
                    basis: about.basis.clone(),
                    verified: about.verified,
                    reads: setting.reads(ITEMS, record, &one.reads, one),
                });
            }
        }
        Outcome::Asks(field) => {
            let is_known = of_item.duties.iter().any(|known| known.rule == about.id)
                || of_item.waiting.iter().any(|known| known.rule == about.id);
            if !is_known {
                of_item.waiting.push(WaitingDuty {
                    rule: about.id.clone(),
                    title: about.title.clone(),
                    is_report: duty.is_report(),
                    asks: title_of(setting.rulebook, ITEMS, field),
                });
            }
        }
        Outcome::Passes | Outcome::Failed(_) => {}
    }
}

/// The number of persons as typed.
fn count(items: &Register, record: usize) -> String {
    items.records.get(record).map_or_else(String::new, |record| items.raw(record, "count").to_owned())
}
