//! Facts: values computed once per ledger, or once per group of its items.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::normal::fold;
use daicho_rules::{Aggregate, Bindings, Columns, Evaluator, Fact, FactValue, Rulebook, Value, World};

use crate::ledger::{Ledger, Register};

/// Computes the facts of a rulebook, each seeing those before it.
pub(super) fn compute(
    ledger: &Ledger,
    rulebook: &Arc<Rulebook>,
    records: &mut [(String, Arc<Columns>)],
    world: &mut World,
) {
    for fact in &rulebook.facts {
        let Some(register) = ledger.registers.get(&fact.register) else { continue };
        let Some((_, columns)) = records.iter().find(|(id, _)| *id == fact.register) else { continue };
        let counted = counted(fact, rulebook, world, columns);
        match &fact.by {
            None => {
                let all = register.records.iter().zip(&counted).map(|(record, counted)| (record, *counted));
                world.set_fact(&fact.id, &aggregate(fact, register, all));
            }
            Some(by) => {
                let mut groups: BTreeMap<String, Vec<_>> = BTreeMap::new();
                for (record, counted) in register.records.iter().zip(&counted) {
                    groups.entry(fold(register.raw(record, by))).or_default().push((record, *counted));
                }
                let groups: BTreeMap<_, _> = groups
                    .into_iter()
                    .map(|(group, records)| (group, aggregate(fact, register, records.into_iter())))
                    .collect();
                let Some(items) = ledger.registers.get("items") else { continue };
                let Some((_, columns)) = records.iter_mut().find(|(id, _)| id == "items") else { continue };
                // A group without records has nothing to compute from, which is not zero.
                let of = |record| groups.get(&fold(items.raw(record, by))).copied();
                let facts = items.records.iter().map(|record| of(record).unwrap_or(FactValue::Unknown));
                Arc::make_mut(columns).add_facts(&fact.id, facts);
            }
        }
    }
}

/// Whether each record counts; `None` where that could not be decided.
fn counted(
    fact: &Fact,
    rulebook: &Arc<Rulebook>,
    world: &World,
    columns: &Arc<Columns>,
) -> Vec<Option<bool>> {
    let mut evaluator = Evaluator::new(Arc::clone(rulebook), Arc::new(world.clone()));
    let bindings = Arc::new(Bindings::plain(&fact.register, Arc::clone(columns)));
    let decide = |row| {
        evaluator.turn_to(&bindings, row);
        evaluator.truth(&fact.expression).ok()
    };
    (0..bindings.len()).map(decide).collect()
}

/// Sums up the records of one group; unknown where it hangs on a record that could not be decided.
fn aggregate<'a>(
    fact: &Fact,
    register: &'a Register,
    records: impl Iterator<Item = (&'a crate::ledger::Record, Option<bool>)>,
) -> FactValue {
    let records: Vec<_> = records.collect();
    let counting = || records.iter().filter(|(_, counted)| *counted == Some(true)).map(|(record, _)| *record);
    let of = fact.of.as_deref().unwrap_or_default();
    let dates = || {
        counting().filter_map(|record| match register.cell(record, of)?.value {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        })
    };
    let date = |date: Option<NaiveDate>| date.map_or(FactValue::Unknown, FactValue::Date);
    match fact.aggregate {
        Aggregate::Any if counting().next().is_some() => FactValue::Flag(true),
        Aggregate::All if records.iter().any(|(_, counted)| *counted == Some(false)) => {
            FactValue::Flag(false)
        }
        // What is left hangs on records that could not be decided: asking is better than a silent no.
        _ if records.iter().any(|(_, counted)| counted.is_none()) => FactValue::Unknown,
        Aggregate::Any => FactValue::Flag(false),
        Aggregate::All => FactValue::Flag(true),
        Aggregate::Count => FactValue::Number(i64::try_from(counting().count()).unwrap_or(i64::MAX)),
        Aggregate::Sum => {
            let numbers = counting().filter_map(|record| match register.cell(record, of)?.value {
                Some(Value::Count(count)) => {
                    Some(count.hi.and_then(|hi| i64::try_from(hi).ok()).unwrap_or(i64::MAX))
                }
                _ => None,
            });
            FactValue::Number(numbers.fold(0, i64::saturating_add))
        }
        Aggregate::Earliest => date(dates().min()),
        Aggregate::Latest => date(dates().max()),
    }
}
