//! Sets in words: what they hold, and what they do not.

use toml::Value;

use crate::domain::Choice;
use crate::text::Text;

use super::values;

/// Groups of values that the rule takes for the same, as bits.
type Bits = u128;

/// These sets in words, `all` being every set that is told apart; `list` names the values of groups.
pub(super) fn phrase(all: &[Choice], choices: &[Choice], list: &mut dyn FnMut(&[String]) -> Text) -> Text {
    let groups = groups(all);
    let bits = |choices: &[Choice]| -> Vec<Bits> { values(choices).map(|set| held(&groups, set)).collect() };
    let (every, these) = (bits(all), bits(choices));
    let count = |bits: Bits| ids(&groups, bits).len();
    if let Some(held) = described(&every, &these, &count) {
        return worded(&held, &groups, list);
    }
    let others: Vec<Bits> = every.iter().copied().filter(|set| !these.contains(set)).collect();
    match described(&every, &others, &count) {
        Some(held) => {
            let others = worded(&held, &groups, list);
            Text::new(format!("「{}」以外", others.ja), format!("not “{}”", others.en))
        }
        None => one_by_one(&groups, &these, list),
    }
}

fn worded(held: &Held, groups: &[Vec<String>], list: &mut dyn FnMut(&[String]) -> Text) -> Text {
    match *held {
        Held::Nothing => Text::new("なし", "none"),
        Held::Something => Text::new("1つ以上", "something"),
        Held::Only { of, or_nothing } => {
            let name = list(&ids(groups, of));
            or_none(or_nothing, &Text::new(format!("{}だけ", name.ja), format!("only {}", name.en)))
        }
        Held::None { none } => {
            let ids = ids(groups, none);
            let name = list(&ids);
            match ids.len() {
                1 => Text::new(format!("{}を含まない", name.ja), format!("does not include {}", name.en)),
                _ => Text::new(
                    format!("{}のいずれも含まない", name.ja),
                    format!("includes none of {}", name.en),
                ),
            }
        }
        Held::Any { any, none, or_nothing } => {
            let some = some(any, groups, list);
            or_none(or_nothing, &including(&some, none, groups, list))
        }
        Held::Both { any, one, other, none } => {
            let (one, other) = (some(one, groups, list), some(other, groups, list));
            let both = Text::new(
                format!("{}と{}", one.ja, other.ja),
                format!("{} together with {}", one.en, other.en),
            );
            if any == 0 {
                return including(&both, none, groups, list);
            }
            let any = some(any, groups, list);
            let either =
                Text::new(format!("{}、又は{}", any.ja, both.ja), format!("{}, or {}", any.en, both.en));
            including(&either, none, groups, list)
        }
    }
}

fn or_none(or_nothing: bool, words: &Text) -> Text {
    if or_nothing {
        Text::new(format!("なし、又は{}", words.ja), format!("none, or {}", words.en))
    } else {
        words.clone()
    }
}

/// One of these values.
fn some(bits: Bits, groups: &[Vec<String>], list: &mut dyn FnMut(&[String]) -> Text) -> Text {
    let ids = ids(groups, bits);
    let name = list(&ids);
    match ids.len() {
        1 => name,
        _ => Text::new(format!("{}のいずれか", name.ja), format!("any of {}", name.en)),
    }
}

/// What is included, and what is not beside it.
fn including(
    words: &Text,
    none: Bits,
    groups: &[Vec<String>],
    list: &mut dyn FnMut(&[String]) -> Text,
) -> Text {
    let without = ids(groups, none);
    if without.is_empty() {
        return Text::new(format!("{}を含む", words.ja), format!("includes {}", words.en));
    }
    let name = list(&without);
    let (ja, en) = match without.len() {
        1 => (format!("{}を含まない", name.ja), format!("not {}", name.en)),
        _ => (format!("{}のいずれも含まない", name.ja), format!("none of {}", name.en)),
    };
    Text::new(format!("{}を含み、{ja}", words.ja), format!("includes {}, but {en}", words.en))
}

/// What a list of sets has in common, and no other set has.
#[derive(Debug, PartialEq, Eq)]
enum Held {
    Nothing,
    Something,
    /// Only values of these groups, or nothing at all.
    Only {
        of: Bits,
        or_nothing: bool,
    },
    /// No value of these groups.
    None {
        none: Bits,
    },
    /// Some value of `any`, and none of `none`; or nothing at all.
    Any {
        any: Bits,
        none: Bits,
        or_nothing: bool,
    },
    /// Some value of `any`, or one of each of the others; none of `none`.
    Both {
        any: Bits,
        one: Bits,
        other: Bits,
        none: Bits,
    },
}

fn described(every: &[Bits], these: &[Bits], count: &dyn Fn(Bits) -> usize) -> Option<Held> {
    let whole = every.iter().fold(0, |whole, set| whole | set);
    let fits = |wanted: &dyn Fn(Bits) -> bool| every.iter().all(|set| wanted(*set) == these.contains(set));
    if fits(&|set| set == 0) {
        return Some(Held::Nothing);
    }
    if fits(&|set| set != 0) {
        return Some(Held::Something);
    }
    let none = whole & !these.iter().fold(0, |seen, set| seen | set);
    let of = whole & !none;
    if fits(&|set| set & none == 0) {
        let few = count(of) * 2 <= count(none);
        return Some(if few { Held::Only { of, or_nothing: true } } else { Held::None { none } });
    }
    if fits(&|set| set & none == 0 && set != 0) {
        return Some(Held::Only { of, or_nothing: false });
    }
    let alone = these.iter().filter(|set| set.is_power_of_two()).fold(0, |any, set| any | set);
    for or_nothing in [false, true] {
        let any = |set| set & alone != 0 && set & none == 0;
        if alone != 0 && fits(&|set| any(set) || (or_nothing && set == 0)) {
            return Some(Held::Any { any: alone, none, or_nothing });
        }
    }
    if whole.count_ones() > 4 {
        return None;
    }
    // Few groups: every set of them is told apart, and two kinds of value may be needed together.
    let pairs = (1..=whole).flat_map(|one| (one + 1..=whole).map(move |other| (one, other)));
    let (one, other) = pairs
        .filter(|(one, other)| one & other == 0 && (one | other) & alone == 0)
        .filter(|(one, other)| {
            let both = |set| set & one != 0 && set & other != 0;
            fits(&|set| (set & alone != 0 || both(set)) && set & none == 0)
        })
        .min_by_key(|(one, other)| one.count_ones() + other.count_ones())?;
    Some(Held::Both { any: alone, one, other, none })
}

fn one_by_one(groups: &[Vec<String>], these: &[Bits], list: &mut dyn FnMut(&[String]) -> Text) -> Text {
    let mut one = |set: &Bits| match set {
        0 => Text::new("なし", "none"),
        set => {
            let members: Vec<Text> = groups
                .iter()
                .enumerate()
                .filter(|(at, _)| set >> at & 1 == 1)
                .map(|(_, ids)| list(ids))
                .collect();
            Text::joined(&members, "と", " with ")
        }
    };
    let sets: Vec<Text> = these.iter().map(&mut one).collect();
    Text::joined(&sets, "／", " / ")
}

/// Values that no set of the rule tells apart, the one that stands for them first.
fn groups(all: &[Choice]) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    for choice in all {
        let Some(members) = choice.value.as_ref().and_then(Value::as_array) else { continue };
        for member in members.iter().filter_map(Value::as_str) {
            let at = groups.iter().position(|group| group.first().is_some_and(|first| first == member));
            let alike = if members.len() == 1 { choice.alike.clone() } else { Vec::new() };
            match at.and_then(|at| groups.get_mut(at)) {
                Some(known) if known.len() < alike.len() => *known = alike,
                Some(_) => {}
                None if alike.is_empty() => groups.push(vec![member.to_owned()]),
                None => groups.push(alike),
            }
        }
    }
    // More groups than bits would need a vocabulary that nobody could read.
    groups.truncate(127);
    groups
}

fn held(groups: &[Vec<String>], set: &Value) -> Bits {
    let members = set.as_array().into_iter().flatten().filter_map(Value::as_str);
    members.fold(0, |bits, member| {
        let at = groups.iter().position(|group| group.first().is_some_and(|first| first == member));
        bits | at.map_or(0, |at| 1 << at)
    })
}

fn ids(groups: &[Vec<String>], bits: Bits) -> Vec<String> {
    groups.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).flat_map(|(_, ids)| ids.clone()).collect()
}
