//! Comparisons in words: `件数が1,000件を超えている`.

use rhai::Expr;

use super::grammar::is_are;
use super::{Words, constant_text, name_of};
use crate::names::Kind;
use crate::phrase::field_of;
use crate::print::print;
use crate::register::FieldType;
use crate::text::{Text, grouped};

/// A comparison, as it reads from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
    Same,
    Other,
}

impl Sign {
    pub(super) fn of(operator: &str) -> Option<Self> {
        Some(match operator {
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::More,
            ">=" => Self::AtLeast,
            "==" => Self::Same,
            "!=" => Self::Other,
            _ => return None,
        })
    }

    pub(super) fn denied(self) -> Self {
        match self {
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::More,
            Self::More => Self::AtMost,
            Self::AtLeast => Self::Less,
            Self::Same => Self::Other,
            Self::Other => Self::Same,
        }
    }

    fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }

    /// How something stands to a number: `1,000件を超えている`, `more than 1,000`.
    fn number(self, ja: &str, en: &str) -> Text {
        match self {
            Self::Less => Text::new(format!("{ja}未満である"), format!("less than {en}")),
            Self::AtMost => Text::new(format!("{ja}以下である"), format!("at most {en}")),
            Self::More => Text::new(format!("{ja}を超えている"), format!("more than {en}")),
            Self::AtLeast => Text::new(format!("{ja}以上である"), format!("at least {en}")),
            Self::Same => Text::new(format!("{ja}である"), en),
            Self::Other => Text::new(format!("{ja}でない"), format!("not {en}")),
        }
    }

    /// How long ago something was: `12か月を超えている`.
    fn ago(self, ja: &str, en: &str) -> Text {
        match self {
            Self::Less => Text::new(format!("{ja}未満である"), format!("less than {en} ago")),
            Self::AtMost => Text::new(format!("{ja}以内である"), format!("at most {en} ago")),
            Self::More => Text::new(format!("{ja}を超えている"), format!("more than {en} ago")),
            Self::AtLeast => Text::new(format!("{ja}以上経っている"), format!("at least {en} ago")),
            Self::Same => Text::new(format!("ちょうど{ja}である"), format!("exactly {en} ago")),
            Self::Other => Text::new(format!("ちょうど{ja}ではない"), format!("not exactly {en} ago")),
        }
    }

    /// How one day stands to another.
    fn day(self, ja: &str, en: &str) -> Text {
        match self {
            Self::Less => Text::new(format!("{ja}より前である"), format!("before {en}")),
            Self::AtMost => Text::new(format!("{ja}以前である"), format!("not after {en}")),
            Self::More => Text::new(format!("{ja}より後である"), format!("after {en}")),
            Self::AtLeast => Text::new(format!("{ja}以後である"), format!("not before {en}")),
            Self::Same => Text::new(format!("{ja}と同じ日である"), format!("the same day as {en}")),
            Self::Other => Text::new(format!("{ja}と同じ日でない"), format!("not the same day as {en}")),
        }
    }
}

impl Words<'_> {
    pub(super) fn compared(&self, sign: Sign, left: &Expr, right: &Expr, holds: bool) -> Option<Text> {
        let turn = self.constant(left).is_some() && self.constant(right).is_none();
        let (left, right, sign) = if turn { (right, left, sign.turned()) } else { (left, right, sign) };
        let sign = if holds { sign } else { sign.denied() };
        if let (Some(name), Some(text)) = (name_of(left), constant_text(right)) {
            return self.text_compared(sign, name, text);
        }
        if let (Some(name), Expr::BoolConstant(flag, _)) = (name_of(left), right) {
            return self.flag(name, (sign == Sign::Same) == *flag);
        }
        if let Expr::FnCall(call, _) = left
            && let ("days_since" | "months_since", [day]) = (call.name.as_str(), call.args.as_slice())
            && let Some(number) = self.constant(right)
        {
            let length = if call.name == "days_since" { days(number) } else { months(number) };
            let (title, ago) = (self.title(name_of(day)?), sign.ago(&length.ja, &length.en));
            return Some(Text::new(
                format!("{}から{}", title.ja, ago.ja),
                format!("{} is {}", title.en, ago.en),
            ));
        }
        let is_day = |expr| name_of(expr).and_then(|name| self.kind(name)) == Some(Kind::Date);
        let (subject, against) = (self.operand(left), self.operand(right));
        let stands = if is_day(left) && is_day(right) {
            sign.day(&against.ja, &against.en)
        } else {
            match self.constant(right) {
                // Of whole numbers more than none is at least one.
                Some(0) if sign == Sign::More => self.numbered(Sign::AtLeast, left, 1),
                Some(0) if sign == Sign::AtMost => self.numbered(Sign::Same, left, 0),
                Some(number) => self.numbered(sign, left, number),
                None => sign.number(&against.ja, &against.en),
            }
        };
        let is = is_are(&subject.en);
        Some(Text::new(
            format!("{}が{}", subject.ja, stands.ja),
            format!("{} {is} {}", subject.en, stands.en),
        ))
    }

    fn numbered(&self, sign: Sign, left: &Expr, number: i64) -> Text {
        let variable = name_of(left).and_then(|name| self.book.names.resolve(self.register, name));
        let field = variable.as_ref().and_then(|variable| field_of(self.book, self.register, &variable.asks));
        let length = match (variable, field.map(|field| field.kind)) {
            (Some(variable), Some(FieldType::Count)) if !variable.id.ends_with("_repeats") => {
                Text::new(format!("{}件", grouped(number)), grouped(number))
            }
            (Some(_), Some(FieldType::Period)) => months(number),
            _ => Text::same(grouped(number)),
        };
        sign.number(&length.ja, &length.en)
    }

    /// The words for an operand; its text as written where there are none.
    fn operand(&self, expr: &Expr) -> Text {
        if let Some(number) = self.constant(expr) {
            return Text::same(grouped(number));
        }
        match expr {
            Expr::Variable(variable, _, _) => match variable.1.as_str() {
                "as_of" => Text::new("基準日", "the day of assessment"),
                name if self.book.macros.contains_key(name) => Text::same(name),
                name => self.one(name),
            },
            Expr::FnCall(call, _) if call.op_token.is_some() => match call.args.as_slice() {
                [left, right] => {
                    let sign = match call.name.as_str() {
                        "*" => "×",
                        "/" => "÷",
                        sign => sign,
                    };
                    let (left, right) = (self.operand(left), self.operand(right));
                    Text::new(
                        format!("{}{sign}{}", left.ja, right.ja),
                        format!("{} {sign} {}", left.en, right.en),
                    )
                }
                _ => Text::same(print(expr)),
            },
            Expr::FnCall(call, _) => match (call.name.as_str(), call.args.as_slice()) {
                ("days_since", [day]) => {
                    let day = self.operand(day);
                    Text::new(format!("{}からの日数", day.ja), format!("days since {}", day.en))
                }
                ("months_since", [day]) => {
                    let day = self.operand(day);
                    Text::new(format!("{}からの月数", day.ja), format!("months since {}", day.en))
                }
                ("days_between", [from, to]) => {
                    let (from, to) = (self.operand(from), self.operand(to));
                    Text::new(
                        format!("{}から{}までの日数", from.ja, to.ja),
                        format!("days from {} to {}", from.en, to.en),
                    )
                }
                ("len", [text]) => {
                    let text = self.operand(text);
                    Text::new(format!("{}の文字数", text.ja), format!("length of {}", text.en))
                }
                _ => Text::same(print(expr)),
            },
            Expr::Dot(chain, _, _) => match &chain.rhs {
                Expr::MethodCall(call, _) | Expr::FnCall(call, _) if call.name == "len" => {
                    let text = self.operand(&chain.lhs);
                    Text::new(format!("{}の文字数", text.ja), format!("length of {}", text.en))
                }
                _ => Text::same(print(expr)),
            },
            _ => Text::same(print(expr)),
        }
    }

    /// A number that is the same for every record: written out, or a parameter.
    fn constant(&self, expr: &Expr) -> Option<i64> {
        match expr {
            Expr::IntegerConstant(number, _) => Some(*number),
            Expr::Variable(variable, _, _) => {
                self.book.constants.get(variable.1.as_str()).and_then(|value| value.as_int().ok())
            }
            _ => None,
        }
    }
}

fn days(number: i64) -> Text {
    Text::new(format!("{}日", grouped(number)), format!("{} days", grouped(number)))
}

/// A number of months, in years where they are whole.
fn months(number: i64) -> Text {
    let (years, plural) = (number / 12, if number.abs() / 12 == 1 { "" } else { "s" });
    match number {
        _ if number != 0 && number % 12 == 0 => {
            Text::new(format!("{years}年"), format!("{years} year{plural}"))
        }
        1 => Text::new("1か月", "1 month"),
        _ => Text::new(format!("{number}か月"), format!("{number} months")),
    }
}
