//! What functions and operators take, and what they give.

use rhai::{FnCallExpr, Position};

use super::ways_out::with;
use super::{Leaf, Part, Walk};
use crate::error::{Place, Problem};
use crate::names::Kind;

/// A kind of argument that a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Set,
    List,
    Text,
    Date,
    Flag,
    Number,
}

impl Takes {
    fn fits(self, kind: &Kind) -> bool {
        matches!(
            (self, kind),
            (_, Kind::Unknown)
                | (Self::Set, Kind::Set { .. } | Kind::Names)
                | (Self::List, Kind::List(_))
                | (Self::Text, Kind::Text | Kind::Choice(_))
                | (Self::Date, Kind::Date)
                | (Self::Flag, Kind::Flag)
                | (Self::Number, Kind::Number)
        )
    }

    /// The type of a field that holds such values.
    fn type_of_field(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Flag => "flag",
            Self::Number => "count",
            Self::Set => "names",
            Self::List | Self::Text => "text",
        }
    }

    fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Set => ("集合の項目", "a set"),
            Self::List => ("リスト", "a list"),
            Self::Text => ("文字列", "a text"),
            Self::Date => ("日付", "a date"),
            Self::Flag => ("○×の値", "true or false"),
            Self::Number => ("数", "a number"),
        }
    }
}

/// What a function or operator takes and gives; `None` for those that are looked at one by one.
fn signature(name: &str, arguments: usize) -> Option<(&'static [Takes], Kind)> {
    Some(match (name, arguments) {
        ("any_in" | "all_in" | "surely_in", 2) => (&[Takes::Set, Takes::List], Kind::Flag),
        ("is_empty", 1) => (&[Takes::Set], Kind::Flag),
        ("starts_with" | "ends_with", 2) => (&[Takes::Text, Takes::Text], Kind::Flag),
        ("len", 1) => (&[Takes::Text], Kind::Number),
        ("made_of", 2) => (&[Takes::Text, Takes::List], Kind::Flag),
        ("days_since" | "months_since", 1) => (&[Takes::Date], Kind::Number),
        ("days_between", 2) => (&[Takes::Date, Takes::Date], Kind::Number),
        ("is_blank" | "has_column" | "has_register", 1) => (&[Takes::Text], Kind::Flag),
        ("!", 1) => (&[Takes::Flag], Kind::Flag),
        ("-" | "+", 1) => (&[Takes::Number], Kind::Number),
        ("-" | "*" | "/" | "%" | "**", 2) => (&[Takes::Number, Takes::Number], Kind::Number),
        _ => return None,
    })
}

impl Walk<'_, '_> {
    /// A call, of a method where there is an object.
    pub(super) fn call(&mut self, object: Option<Part>, call: &FnCallExpr, position: Position) -> Part {
        let mut arguments: Vec<Part> = object.into_iter().collect();
        for argument in &call.args {
            let part = self.part(argument);
            arguments.push(part);
        }
        let name = call.name.as_str();
        let place = self.expression.at(position);
        let kind = match (name, arguments.as_slice()) {
            ("==" | "!=" | "<" | "<=" | ">" | ">=", [left, right]) => {
                self.compare(name, left, right, &place);
                Kind::Flag
            }
            // `x in list` arrives as contains(list, x).
            ("contains", [whole, value]) => {
                self.contains(whole, value);
                Kind::Flag
            }
            ("+", [left, right]) => self.sum(left, right, &place),
            _ => match signature(name, arguments.len()) {
                Some((takes, kind)) => {
                    self.arguments(name, takes, &arguments);
                    kind
                }
                None => Kind::Unknown,
            },
        };
        vec![Leaf { kind, place, name: None, constant: None, entries: Vec::new() }]
    }

    fn arguments(&mut self, name: &str, takes: &[Takes], arguments: &[Part]) {
        for (takes, argument) in takes.iter().zip(arguments) {
            self.takes(name, *takes, argument);
        }
        if let ("any_in" | "all_in" | "surely_in", [set, list]) = (name, arguments) {
            self.lists(set, list);
        }
    }

    fn takes(&mut self, name: &str, takes: Takes, argument: &[Leaf]) {
        let Some(wrong) = argument.iter().find(|leaf| !takes.fits(&leaf.kind)) else { return };
        let (wanted_ja, wanted_en) = takes.name();
        let (ja, en) = describe(&wrong.kind);
        let problem = Problem::error(
            wrong.place.clone(),
            format!("`{name}` に使えるのは{wanted_ja}です（{ja}になっています）"),
            format!("`{name}` takes {wanted_en}, not {en}"),
        );
        let help = self.own_column(wrong, takes.type_of_field());
        self.types.problems.push(with(problem, help));
    }

    /// A part that has to be true or false.
    pub(super) fn flag(&mut self, part: &[Leaf], operator: &str) {
        self.takes(operator, Takes::Flag, part);
    }

    /// `+` joins two texts as well as it adds two numbers.
    fn sum(&mut self, left: &[Leaf], right: &[Leaf], place: &Place) -> Kind {
        let texts = |part: &[Leaf]| part.iter().all(|leaf| matches!(leaf.kind, Kind::Text | Kind::Choice(_)));
        let unknown = |part: &[Leaf]| part.iter().any(|leaf| leaf.kind == Kind::Unknown);
        if texts(left) && texts(right) {
            return Kind::Text;
        }
        if unknown(left) || unknown(right) {
            return Kind::Unknown;
        }
        match (texts(left), texts(right)) {
            (false, false) => {
                self.takes("+", Takes::Number, left);
                self.takes("+", Takes::Number, right);
            }
            (is_left, _) => {
                let other = if is_left { right } else { left };
                let (ja, en) = other.first().map_or(("", ""), |leaf| describe(&leaf.kind));
                self.error(
                    place,
                    format!("{ja}と文字列は `+` でつなげません"),
                    format!("`+` cannot join {en} and a text"),
                );
            }
        }
        Kind::Number
    }
}

/// A kind in the words of people.
pub(super) fn describe(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Flag => ("○×の値", "true or false"),
        Kind::Text => ("文字列", "a text"),
        Kind::Choice(_) => ("選択の項目", "a choice"),
        Kind::Set { .. } | Kind::Names => ("集合の項目", "a set"),
        Kind::Number => ("数", "a number"),
        Kind::Date => ("日付", "a date"),
        Kind::List(_) => ("リスト", "a list"),
        Kind::Nothing => ("値なし", "nothing"),
        Kind::Unknown => ("この値", "this"),
    }
}
