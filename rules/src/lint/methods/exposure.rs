//! Models of money that cannot be meant.

use std::collections::HashSet;

use super::Lint;
use crate::error::Problem;
use crate::exposure::Exposure;
use crate::lint::types::unknown_value;
use crate::method::MethodKind;
use crate::position::Step;
use crate::rulebook::Rulebook;

/// The field that tells which data an item holds.
const FIELD: (&str, &str) = ("items", "data_items");
/// Most data items that a warning names.
const NAMED: usize = 5;
const KEY: Step<'static> = Step::Key("exposure");

pub(super) fn check(lint: &mut Lint<'_, '_>, book: &Rulebook) {
    let method = lint.method;
    match (&method.exposure, method.kind) {
        (Some(exposure), MethodKind::Exposure) => {
            numbers(lint, exposure);
            factors(lint, exposure, book);
            identifiability(lint, exposure);
            values(lint, exposure, book);
        }
        (None, MethodKind::Exposure) => {
            lint.error(&[], "金額のモデル（exposure）がありません", "there is no [method.exposure]");
        }
        _ => {}
    }
}

fn numbers(lint: &mut Lint<'_, '_>, exposure: &Exposure) {
    for (key, number) in [
        ("base", exposure.base),
        ("mental_base", exposure.mental_base),
        ("economic_base", exposure.economic_base),
    ] {
        if number == 0 {
            lint.error(
                &[KEY, Step::Key(key)],
                format!("{key} は1以上にします"),
                format!("{key} must be above 0"),
            );
        }
    }
    for (at, value) in exposure.value.iter().enumerate() {
        for (key, level) in [("mental", value.mental), ("economic", value.economic)] {
            if !(1..=3).contains(&level) {
                lint.error(
                    &[KEY, Step::Key("value"), Step::Entry(at), Step::Key(key)],
                    format!("{key} は1〜3です（{level} になっています）"),
                    format!("{key} is 1, 2 or 3, not {level}"),
                );
            }
        }
    }
}

/// Parameters that it is multiplied with.
fn factors(lint: &mut Lint<'_, '_>, exposure: &Exposure, book: &Rulebook) {
    for (at, id) in exposure.factors.iter().enumerate() {
        if book.product_of(std::slice::from_ref(id)).is_some() {
            continue;
        }
        let place = lint.place(&[KEY, Step::Key("factors"), Step::Entry(at)]);
        let problem = Problem::error(
            place,
            format!("`{id}` は1以上の整数のパラメーターではありません"),
            format!("`{id}` is no parameter that is a whole number above 0"),
        );
        lint.problems.push(problem.with_nearest(id, book.parameters.keys().map(String::as_str)));
    }
}

/// The first line that holds counts, so none may stand below one that holds whenever it does.
fn identifiability(lint: &mut Lint<'_, '_>, exposure: &Exposure) {
    let lines = &exposure.identifiability;
    let key = Step::Key("identifiability");
    if lines.last().is_none_or(|last| !last.items.is_empty()) {
        lint.error(
            &[KEY, key],
            "最後の行は、ほかのどれにも当たらない場合（items = []）にします",
            "the last line has to be that of all others: items = []",
        );
    }
    for (at, line) in lines.iter().enumerate() {
        let path = [KEY, key, Step::Entry(at)];
        if line.factor == 0 {
            lint.error(&path, "factor は1以上にします", "factor must be above 0");
        }
        let hides = |other: &&crate::exposure::Identifiability| {
            other.items.iter().all(|item| line.items.contains(item))
        };
        if lines.iter().take(at).any(|other| hides(&other)) {
            lint.error(
                &path,
                "この行は、上の行が先に当たるため使われません（条件の多いものを上に書きます）",
                "this line is never reached, since one above it holds first: write the line with more items above",
            );
        }
    }
}

fn values(lint: &mut Lint<'_, '_>, exposure: &Exposure, book: &Rulebook) {
    let key = Step::Key("value");
    let field = book.schema.field(FIELD.0, FIELD.1);
    let vocabulary = field.and_then(|field| field.vocabulary.as_deref());
    let known = vocabulary.and_then(|id| book.schema.vocabularies.get(id));
    let lines = exposure.value.iter().map(|value| ("value", &value.items));
    let others = exposure.identifiability.iter().map(|line| ("identifiability", &line.items));
    if let (Some(id), Some(known)) = (vocabulary, known) {
        for (list, all) in [("value", lines.collect::<Vec<_>>()), ("identifiability", others.collect())] {
            for (at, (_, items)) in all.iter().enumerate() {
                for (entry, item) in items.iter().enumerate().filter(|(_, item)| known.value(item).is_none())
                {
                    let path =
                        [KEY, Step::Key(list), Step::Entry(at), Step::Key("items"), Step::Entry(entry)];
                    let problem = unknown_value(book, id, item, &lint.place(&path));
                    lint.problems.push(problem);
                }
            }
        }
        let without = known.values.iter().filter(|value| exposure.single(&value.id).is_none());
        let without: Vec<&str> = without.map(|value| value.id.as_str()).collect();
        if !without.is_empty() {
            let more = without.len().saturating_sub(NAMED);
            let named = without.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
            let (ja, en) = match more {
                0 => (String::new(), String::new()),
                _ => (format!("、ほか{more}件"), format!(" and {more} more")),
            };
            let problem = Problem::warning(
                lint.place(&[KEY, key]),
                format!("値のないデータ項目があり、それを含む個人情報の額は不明になります（{named}{ja}）"),
                format!("some data items have no value, so what holds them has no figure: {named}{en}"),
            );
            lint.problems.push(problem);
        }
    }
    let mut seen = HashSet::new();
    for (at, value) in exposure.value.iter().enumerate() {
        let mut items = value.items.clone();
        items.sort();
        if value.items.is_empty() || !seen.insert(items) {
            lint.error(
                &[KEY, key, Step::Entry(at)],
                "items がないか、同じ項目の行が二つあります",
                "it has no items, or another line has the same",
            );
        }
    }
}
