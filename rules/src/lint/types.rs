//! Comparisons that Rhai lets pass and that can never be meant.
//!
//! Rhai compares unlike types silently as false, and knows no vocabularies.

use rhai::{ASTNode, Expr, FnCallExpr, Stmt};

use crate::error::{Place, Problem};
use crate::expression::Expression;
use crate::names::Kind;
use crate::rulebook::Rulebook;

/// Checks the comparisons of one expression.
pub(crate) fn check(book: &Rulebook, register: &str, expression: &Expression, problems: &mut Vec<Problem>) {
    let mut lint = Types { book, register, expression, problems };
    expression.ast.walk(&mut |path| {
        if let Some(
            ASTNode::Expr(Expr::FnCall(call, position) | Expr::MethodCall(call, position))
            | ASTNode::Stmt(Stmt::FnCall(call, position)),
        ) = path.last()
        {
            let is_method = matches!(path.last(), Some(ASTNode::Expr(Expr::MethodCall(..))));
            let place = expression.at(*position);
            lint.arguments(call, usize::from(is_method), &place);
            lint.call(call, &place);
        }
        true
    });
}

/// Whether a function takes a value of a kind.
type Fits<'f> = &'f dyn Fn(&Kind) -> bool;

struct Types<'a> {
    book: &'a Rulebook,
    register: &'a str,
    expression: &'a Expression,
    problems: &'a mut Vec<Problem>,
}

impl Types<'_> {
    fn call(&mut self, call: &FnCallExpr, place: &Place) {
        let (Some(first), Some(second)) = (call.args.first(), call.args.get(1)) else { return };
        match call.name.as_str() {
            "==" | "!=" | "<" | "<=" | ">" | ">=" => {
                for (side, other) in [(first, second), (second, first)] {
                    if let Some(kind) = self.kind(side) {
                        self.compared(&kind, other, call.name.as_str(), place);
                    }
                }
            }
            // `x in list` arrives as contains(list, x).
            "contains" => {
                if let Some(kind) = self.kind(first) {
                    self.holds(&kind, second, place);
                } else if let (Expr::Array(entries, _), Some(kind)) = (first, self.kind(second)) {
                    for entry in entries {
                        self.compared(&kind, entry, "==", place);
                    }
                }
                if let (Some(Kind::List(list)), Some(Kind::Choice(vocabulary))) =
                    (self.kind(first), self.kind(second))
                {
                    self.list_of(&list, &vocabulary, place);
                }
            }
            "any_in" | "all_in" | "surely_in" => match (self.kind(first), second) {
                (Some(Kind::Set { vocabulary, open: false }), Expr::Array(entries, _)) => {
                    for entry in entries {
                        self.member(&vocabulary, entry, place);
                    }
                }
                (Some(Kind::Set { vocabulary, open: false }), other) => {
                    if let Some(Kind::List(list)) = self.kind(other) {
                        self.list_of(&list, &vocabulary, place);
                    }
                }
                (Some(Kind::Set { .. } | Kind::Names | Kind::Unknown) | None, _) => {}
                (Some(kind), _) => self.report(
                    place,
                    &format!("{} に {} は使えません（集合の項目だけです）", call.name, describe(&kind).0),
                    &format!("{} takes a set, not {}", call.name, describe(&kind).1),
                ),
            },
            _ => {}
        }
    }

    /// Rhai finds out only when run that a function does not take what it is given.
    ///
    /// A method's first argument is the object it is called on, which stands elsewhere.
    fn arguments(&mut self, call: &FnCallExpr, skipped: usize, place: &Place) {
        let list = |kind: &Kind| matches!(kind, Kind::List(_));
        let set = |kind: &Kind| matches!(kind, Kind::Set { .. } | Kind::Names);
        let text = |kind: &Kind| matches!(kind, Kind::Text | Kind::Choice(_));
        let date = |kind: &Kind| *kind == Kind::Date;
        let flag = |kind: &Kind| *kind == Kind::Flag;
        let wanted: [Option<Fits<'_>>; 2] = match call.name.as_str() {
            "any_in" | "all_in" | "surely_in" => [Some(&set), Some(&list)],
            "is_empty" => [Some(&set), None],
            "starts_with" | "ends_with" => [Some(&text), Some(&text)],
            "len" => [Some(&text), None],
            "made_of" => [Some(&text), Some(&list)],
            "days_since" | "months_since" => [Some(&date), None],
            "days_between" => [Some(&date), Some(&date)],
            "!" => [Some(&flag), None],
            _ => return,
        };
        for (argument, fits) in call.args.iter().zip(wanted.into_iter().skip(skipped)) {
            let kind = match argument {
                Expr::StringConstant(..) => Some(Kind::Text),
                Expr::IntegerConstant(..) => Some(Kind::Number),
                Expr::BoolConstant(..) => Some(Kind::Flag),
                other => self.kind(other),
            };
            if let (Some(kind), Some(fits)) = (kind, fits)
                && kind != Kind::Unknown
                && !fits(&kind)
            {
                let (ja, en) = describe(&kind);
                let name = &call.name;
                self.report(
                    place,
                    &format!("{name} に{ja}は使えません"),
                    &format!("{name} does not take {en}"),
                );
            }
        }
    }

    /// What an operand holds, if it is a variable.
    fn kind(&self, operand: &Expr) -> Option<Kind> {
        let Expr::Variable(variable, _, _) = operand else { return None };
        self.book.names.resolve(self.register, variable.1.as_str()).map(|variable| variable.kind)
    }

    fn compared(&mut self, kind: &Kind, other: &Expr, operator: &str, place: &Place) {
        let fits = match (kind, other) {
            (Kind::Choice(vocabulary), Expr::StringConstant(..)) => {
                self.member(&vocabulary.clone(), other, place);
                true
            }
            (Kind::Flag, Expr::BoolConstant(..)) => operator == "==" || operator == "!=",
            (Kind::Text, Expr::StringConstant(..))
            | (Kind::Number, Expr::IntegerConstant(..))
            | (Kind::Unknown | Kind::List(_), _) => true,
            (Kind::Set { .. } | Kind::Names, _)
            | (_, Expr::StringConstant(..) | Expr::IntegerConstant(..) | Expr::BoolConstant(..)) => false,
            (_, other) => match self.kind(other) {
                Some(second) => alike(kind, &second),
                None => true,
            },
        };
        if !fits {
            let (ja, en) = describe(kind);
            self.report(
                place,
                &format!("{ja}を `{operator}` でこの値と比べても、いつも偽になります"),
                &format!("comparing {en} with this by `{operator}` is always false"),
            );
        }
    }

    fn holds(&mut self, kind: &Kind, value: &Expr, place: &Place) {
        match kind {
            Kind::Set { vocabulary, open: false } => self.member(&vocabulary.clone(), value, place),
            Kind::Set { .. } | Kind::Names | Kind::Text | Kind::List(_) | Kind::Unknown => {}
            other => {
                let (ja, en) = describe(other);
                self.report(
                    place,
                    &format!("{ja}に `in` は使えません"),
                    &format!("`in` does not work on {en}"),
                );
            }
        }
    }

    fn member(&mut self, vocabulary: &str, value: &Expr, place: &Place) {
        if let Expr::StringConstant(id, position) = value {
            self.known_value(vocabulary, id.as_str(), &self.expression.at(*position));
        } else if matches!(value, Expr::IntegerConstant(..) | Expr::BoolConstant(..)) {
            self.report(place, "語彙の値は文字列です", "values of a vocabulary are texts");
        }
    }

    fn list_of(&mut self, list: &str, vocabulary: &str, place: &Place) {
        for id in self.book.names.lists.get(list).cloned().unwrap_or_default() {
            self.known_value(vocabulary, &id, place);
        }
    }

    fn known_value(&mut self, vocabulary: &str, id: &str, place: &Place) {
        let Some(vocabulary) = self.book.schema.vocabularies.get(vocabulary) else { return };
        if vocabulary.value(id).is_none() {
            let problem = Problem::error(
                place.clone(),
                format!("語彙 `{}` に `{id}` という値はありません", vocabulary.id),
                format!("vocabulary `{}` has no value `{id}`", vocabulary.id),
            );
            let known = vocabulary.values.iter().map(|value| value.id.as_str());
            self.problems.push(problem.with_nearest(id, known));
        }
    }

    fn report(&mut self, place: &Place, ja: &str, en: &str) {
        self.problems.push(Problem::error(place.clone(), ja, en));
    }
}

fn alike(a: &Kind, b: &Kind) -> bool {
    match (a, b) {
        (Kind::Choice(_) | Kind::Text, Kind::Choice(_) | Kind::Text)
        | (Kind::Unknown, _)
        | (_, Kind::Unknown) => true,
        (a, b) => a == b,
    }
}

fn describe(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Flag => ("○×の項目", "a flag"),
        Kind::Text => ("文字列の項目", "a text"),
        Kind::Choice(_) => ("選択の項目", "a choice"),
        Kind::Set { .. } | Kind::Names => ("集合の項目", "a set"),
        Kind::Number => ("数の項目", "a number"),
        Kind::Date => ("日付の項目", "a date"),
        Kind::List(_) => ("リスト", "a list"),
        Kind::Unknown => ("この値", "this"),
    }
}
