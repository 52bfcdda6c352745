//! What items are worth in yen, by the methods that value them.

use daicho_rules::{Method, NoFigure, PerPerson, Text, Value};

use super::{Setting, held};
use crate::assessment::{Exposures, ItemExposure, NotValued};
use crate::ledger::{Cell, Register};

/// The items valued by a method; `None` for a method that values none.
pub(super) fn exposures(setting: &Setting<'_>, method: Method) -> Option<Exposures> {
    let model = method.exposure.as_ref()?;
    let factors = setting.rulebook.product_of(&model.factors).unwrap_or(1);
    let items = setting.ledger.register("items");
    let one = |record: usize| {
        let register = items?;
        let per_person = per_person(setting, register, record, |held| model.per_person(held, factors));
        let count = match cell(register, record, "count").and_then(|cell| cell.value.as_ref()) {
            Some(Value::Count(count)) => held::number(register, register.records.get(record)?, *count),
            _ => None,
        };
        Some(ItemExposure {
            item: setting.records.name("items", record),
            per_person,
            count,
            typed_items: raw(register, record, "data_items"),
            typed_count: raw(register, record, "count"),
        })
    };
    let items = (0..items.map_or(0, |items| items.records.len())).filter_map(one).collect();
    let factors = model
        .factors
        .iter()
        .map(|id| (id.clone(), setting.rulebook.parameters.get(id).cloned().unwrap_or_default()));
    let factors = factors.collect();
    Some(Exposures { method, factors, items })
}

fn raw(register: &Register, record: usize, field: &str) -> String {
    cell(register, record, field).map_or_else(String::new, |cell| cell.raw.clone())
}

fn cell<'r>(register: &'r Register, record: usize, field: &str) -> Option<&'r Cell> {
    register.cell(register.records.get(record)?, field)
}

fn per_person(
    setting: &Setting<'_>,
    register: &Register,
    record: usize,
    figure: impl Fn(&[String]) -> Result<PerPerson, NoFigure>,
) -> Result<PerPerson, NotValued> {
    let Some(cell) = cell(register, record, "data_items").filter(|cell| !cell.is_blank()) else {
        return Err(NotValued::Blank);
    };
    let Some(Value::Set(set)) = &cell.value else { return Err(NotValued::Unclear(vec![cell.raw.clone()])) };
    let strangers: Vec<String> = set.unclear.iter().chain(&set.others).cloned().collect();
    if !strangers.is_empty() {
        return Err(NotValued::Unclear(strangers));
    }
    figure(&set.ids).map_err(|why| match why {
        NoFigure::NoItems => NotValued::NoItems,
        NoFigure::NoValue(ids) => {
            let field = setting.rulebook.schema.field("items", "data_items");
            let title = |id: &String| {
                field.map_or_else(|| Text::same(id), |field| setting.rulebook.schema.value_title(field, id))
            };
            NotValued::NoValue(ids.iter().map(title).collect())
        }
    })
}
