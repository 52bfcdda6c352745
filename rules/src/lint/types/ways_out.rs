//! What to write where two kinds of values do not fit.

use rhai::Expr;

use super::{Constant, Leaf, Walk};
use crate::error::Problem;
use crate::names::Kind;
use crate::normal::fold;
use crate::text::Text;

/// The problem with advice, where there is some.
pub(super) fn with(problem: Problem, help: Option<Text>) -> Problem {
    Problem { help: help.or(problem.help), ..problem }
}

impl Walk<'_, '_> {
    /// What to write for a comparison of unlike values; tried both ways round.
    pub(super) fn way_out(&self, one: &Leaf, other: &Leaf) -> Option<Text> {
        let name = one.name.as_deref();
        let text = match &other.constant {
            Some(Constant::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        match (&one.kind, &other.kind) {
            (Kind::Flag, Kind::Text | Kind::Number) if name.is_some() => {
                let name = name.unwrap_or_default();
                Some(Text::new(
                    format!("○×の項目はそのまま条件にします: `{name}`、`!{name}`"),
                    format!("a flag is a condition by itself: `{name}`, `!{name}`"),
                ))
            }
            (Kind::Flag, Kind::Number) => Some(Text::new(
                "範囲は二つの条件に分けます: `100 < count && count < 500`",
                "write a range as two conditions: `100 < count && count < 500`",
            )),
            (Kind::Number, Kind::Text) => {
                let number = fold(text?).parse::<u64>().ok()?;
                Some(match &other.name {
                    Some(parameter) => Text::new(
                        format!("パラメーターの引用符を取ります: `{parameter} = {number}`"),
                        format!("take the quotes off the parameter: `{parameter} = {number}`"),
                    ),
                    None => Text::new(
                        format!("数は引用符なしで書きます: `{number}`"),
                        format!("numbers have no quotes: `{number}`"),
                    ),
                })
            }
            (Kind::Date, Kind::Number | Kind::Text) => {
                let name = name.unwrap_or("reviewed_on");
                Some(Text::new(
                    format!("日付は経過で比べます: `months_since({name}) <= 6`、`days_since({name}) > 30`"),
                    format!(
                        "compare what has passed since: `months_since({name}) <= 6`, `days_since({name}) > 30`"
                    ),
                ))
            }
            (Kind::Text, Kind::Number) => self.own_column(one, "count"),
            (Kind::Text, Kind::Date) => self.own_column(one, "date"),
            (Kind::Text, Kind::Flag) => self.own_column(one, "flag"),
            _ => None,
        }
    }

    /// That a column of the client's own is text until a pack says otherwise.
    pub(super) fn own_column(&self, leaf: &Leaf, kind: &str) -> Option<Text> {
        let name = leaf.name.as_deref()?;
        self.types.book.names.is_own_column(self.register, name).then(|| {
            Text::new(
                format!("`[[field]]` に `id = \"{name}\"`、`type = \"{kind}\"` と書くと、その形で読みます（定義がなければ文字列です）"),
                format!("a `[[field]]` with `id = \"{name}\"` and `type = \"{kind}\"` has it read so; without one it is a text"),
            )
        })
    }

    /// `takeout || !takeout`: one of the two holds whatever the field says.
    pub(super) fn opposites(&mut self, operands: &[Expr], operator: &str) {
        let plain = |operand: &Expr| match operand {
            Expr::Variable(variable, ..) => Some(variable.1.to_string()),
            _ => None,
        };
        let negated = operands.iter().find_map(|operand| match operand {
            Expr::FnCall(call, position) if call.name == "!" => {
                let name = call.args.first().and_then(plain)?;
                operands.iter().any(|other| plain(other).as_ref() == Some(&name)).then_some((name, *position))
            }
            _ => None,
        });
        let Some((name, position)) = negated else { return };
        let place = self.expression.at(position);
        self.types.problems.push(if operator == "||" {
            Problem::warning(
                place,
                format!("`{name}` と `!{name}` のどちらかは成り立つので、いつも true です"),
                format!("`{name}` or `!{name}` is always true"),
            )
        } else {
            Problem::warning(
                place,
                format!("`{name}` と `!{name}` が同時に成り立つことはないので、いつも false です"),
                format!("`{name}` and `!{name}` never hold together"),
            )
        });
    }
}
