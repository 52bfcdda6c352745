//! Atoms in words: what a part of a condition says of a record.
//!
//! Each is worded as it holds and as it does not, so that nobody has to read "not (… is blank)".
//! What is not known here is shown as it is written in the pack.

mod compare;
mod grammar;
mod names;
#[cfg(test)]
mod tests;

use rhai::{Expr, FnCallExpr};

use super::title_of;
use crate::names::Kind;
use crate::print::print;
use crate::rulebook::Rulebook;
use crate::text::Text;

use compare::Sign;
use grammar::{is_are, is_plural, named_en, named_ja};

/// What an atom says of a record of `register`: that it holds, or that it does not.
///
/// `seen` tells the values that a record has under a name: of a long list only those are named that it has.
pub(crate) fn atom_text(
    book: &Rulebook,
    register: &str,
    atom: &Expr,
    holds: bool,
    seen: &dyn Fn(&str) -> Vec<String>,
) -> Text {
    let words = Words { book, register, seen };
    words.atom(atom, holds).unwrap_or_else(|| written(&print(atom), holds))
}

/// What has no words: that the expression is true as it is written, or that it is not.
pub(crate) fn written(source: &str, holds: bool) -> Text {
    either(
        holds,
        (format!("式 {source} が成り立つ"), format!("“{source}” is true")),
        (format!("式 {source} が成り立たない"), format!("“{source}” is not true")),
    )
}

struct Words<'b> {
    book: &'b Rulebook,
    register: &'b str,
    seen: &'b dyn Fn(&str) -> Vec<String>,
}

impl Words<'_> {
    fn atom(&self, atom: &Expr, holds: bool) -> Option<Text> {
        match atom {
            Expr::Variable(variable, _, _) => self.flag(variable.1.as_str(), holds),
            Expr::FnCall(call, _) | Expr::MethodCall(call, _) => self.call(call, holds),
            Expr::Dot(chain, _, _) => match &chain.rhs {
                Expr::MethodCall(call, _) | Expr::FnCall(call, _) => {
                    let (name, part) = (name_of(&chain.lhs)?, call.args.first()?);
                    match call.name.as_str() {
                        "contains" => self.is_in(&chain.lhs, part, holds),
                        function => self.in_text(function, name, constant_text(part)?, holds),
                    }
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn call(&self, call: &FnCallExpr, holds: bool) -> Option<Text> {
        let operator = call.op_token.is_some();
        match (operator, call.name.as_str(), call.args.as_slice()) {
            // `x in y` arrives so, and `y.contains(x)` where y is a set.
            (_, "contains", [set, value]) => self.is_in(set, value, holds),
            (true, sign, [left, right]) => self.compared(Sign::of(sign)?, left, right, holds),
            (false, "is_blank", [Expr::StringConstant(name, _)]) => Some(self.blank(name, holds)),
            (false, "has_column" | "has_register", [Expr::StringConstant(_, _)]) => {
                let title = title_of(self.book, self.register, &printed(call));
                Some(either(
                    holds,
                    (format!("{}がある", title.ja), format!("there is a {}", title.en)),
                    (format!("{}がない", title.ja), format!("there is no {}", title.en)),
                ))
            }
            (false, "any_in" | "surely_in", [set, list]) => {
                self.includes(name_of(set)?, &self.found(name_of(set)?, list, holds)?, holds)
            }
            (false, "all_in", [set, list]) => {
                self.only(name_of(set)?, &self.values(name_of(set)?, list)?, holds)
            }
            (false, "is_empty", [set]) => self.empty(name_of(set)?, holds),
            (false, "made_of", [text, list]) => self.made_of(name_of(text)?, list, holds),
            (false, "starts_with" | "ends_with", [text, part]) => {
                self.in_text(&call.name, name_of(text)?, constant_text(part)?, holds)
            }
            _ => None,
        }
    }

    /// `要配慮個人情報である`, `バックアップがある`.
    fn flag(&self, name: &str, holds: bool) -> Option<Text> {
        let variable = self.book.names.resolve(self.register, name)?;
        if variable.kind != Kind::Flag {
            return None;
        }
        if variable.id != variable.asks && variable.singular.is_none() {
            let title = self.title(name);
            return Some(either(
                holds,
                (format!("{}が永年である", title.ja), format!("{} is for ever", title.en)),
                (format!("{}が永年でない", title.ja), format!("{} is not for ever", title.en)),
            ));
        }
        let title = self.title(name);
        if let Some(singular) = &variable.singular
            && variable.id == format!("{singular}_found")
        {
            let other = self.book.schema.plural_of(self.register, singular)?.names.as_deref()?;
            let other = self.book.schema.registers.get(other)?.title.clone();
            let one = self.one(singular);
            return Some(either(
                holds,
                (
                    format!("{}が{}に載っている", one.ja, other.ja),
                    format!("{} is in the {}", one.en, other.en),
                ),
                (
                    format!("{}が{}に載っていない", one.ja, other.ja),
                    format!("{} is not in the {}", one.en, other.en),
                ),
            ));
        }
        // What an item is, as against what there is of it.
        let is = ["情報", "対象", "受託"].iter().any(|end| title.ja.ends_with(end));
        let (yes, no) = if is { ("である", "でない") } else { ("がある", "がない") };
        Some(either(
            holds,
            (format!("{}{yes}", title.ja), format!("{} is marked yes", title.en)),
            (format!("{}{no}", title.ja), format!("{} is marked no", title.en)),
        ))
    }

    fn blank(&self, name: &str, holds: bool) -> Text {
        let title = self.title(name);
        if self.book.names.control(self.register, name).is_some() {
            return either(
                holds,
                (
                    format!("{}の実施状況が分からない", title.ja),
                    format!("it is not known how far {} is in place", title.en),
                ),
                (
                    format!("{}の実施状況が分かる", title.ja),
                    format!("it is known how far {} is in place", title.en),
                ),
            );
        }
        either(
            holds,
            (format!("{}が空欄である", title.ja), format!("{} {} blank", title.en, is_are(&title.en))),
            (
                format!("{}が記入されている", title.ja),
                format!("{} {} filled in", title.en, is_are(&title.en)),
            ),
        )
    }

    /// `x in y`: of a set it holds, of a list written in the pack, or of a text.
    fn is_in(&self, set: &Expr, value: &Expr, holds: bool) -> Option<Text> {
        if let Some(name) = name_of(set).filter(|name| !self.book.names.lists.contains_key(*name)) {
            return if self.is_set(name) {
                self.includes(name, &self.found(name, value, holds)?, holds)
            } else {
                self.in_text("contains", name, constant_text(value)?, holds)
            };
        }
        let name = name_of(value)?;
        Some(self.equals(name, &self.found(name, set, holds)?, holds))
    }

    /// `媒体が「紙」「画像」のいずれかである`.
    fn equals(&self, name: &str, values: &[Text], holds: bool) -> Text {
        let (subject, ja) = (self.one(name), named_ja(values));
        let [is, is_not] =
            if values.len() == 1 { ["", "で"] } else { ["のいずれか", "のいずれでも"] };
        let none = if values.len() == 1 { "not" } else { "none of" };
        either(
            holds,
            (
                format!("{}が{ja}{is}である", subject.ja),
                format!("{} is {}", subject.en, named_en(values, "or")),
            ),
            (
                format!("{}が{ja}{is_not}ない", subject.ja),
                format!("{} is {none} {}", subject.en, named_en(values, "and")),
            ),
        )
    }

    /// `移送方法に「FAX」がある`.
    fn includes(&self, name: &str, values: &[Text], holds: bool) -> Option<Text> {
        let (title, one) = (self.title(name), values.len() == 1);
        let (ja, en) = (named_ja(values), named_en(values, "or"));
        let include = if is_plural(&title.en) { "include" } else { "includes" };
        let not = if is_plural(&title.en) { "do not include" } else { "does not include" };
        self.is_set(name).then(|| {
            either(
                holds,
                (
                    format!("{}に{ja}{}がある", title.ja, if one { "" } else { "のいずれか" }),
                    format!("{} {include} {en}", title.en),
                ),
                (
                    format!("{}に{ja}{}ない", title.ja, if one { "が" } else { "のいずれも" }),
                    format!("{} {not} {en}", title.en),
                ),
            )
        })
    }

    /// `保管場所が「金庫」だけである`.
    fn only(&self, name: &str, values: &[Text], holds: bool) -> Option<Text> {
        let title = self.title(name);
        let (ja, en) = (named_ja(values), named_en(values, "or"));
        let include = if is_plural(&title.en) { "include" } else { "includes" };
        self.is_set(name).then(|| {
            either(
                holds,
                (format!("{}が{ja}だけである", title.ja), format!("{} {include} nothing but {en}", title.en)),
                (
                    format!("{}に{ja}以外がある", title.ja),
                    format!("{} {include} something other than {en}", title.en),
                ),
            )
        })
    }

    fn empty(&self, name: &str, holds: bool) -> Option<Text> {
        let title = self.title(name);
        self.is_set(name).then(|| {
            either(
                holds,
                (format!("{}がない", title.ja), format!("{} {} given as none", title.en, is_are(&title.en))),
                (format!("{}がある", title.ja), format!("{} {} given", title.en, is_are(&title.en))),
            )
        })
    }

    /// `利用目的が「業務上必要」「業務」などの語だけで書かれている`.
    fn made_of(&self, name: &str, list: &Expr, holds: bool) -> Option<Text> {
        let title = self.title(name);
        let words: Vec<Text> = self.words(list)?.iter().take(2).map(Text::same).collect();
        let (ja, en) = (named_ja(&words), named_en(&words, "and"));
        Some(either(
            holds,
            (
                format!("{}が{ja}などの語だけで書かれている", title.ja),
                format!("{} consists of nothing but words like {en}", title.en),
            ),
            (
                format!("{}が{ja}などの語だけではない", title.ja),
                format!("{} says more than words like {en}", title.en),
            ),
        ))
    }

    fn in_text(&self, function: &str, name: &str, part: &str, holds: bool) -> Option<Text> {
        let title = self.title(name);
        let (ja, en) = match function {
            "contains" => ("に「{}」という語が", "mention"),
            "starts_with" => ("の始めに「{}」という語が", "begin with"),
            "ends_with" => ("の終わりに「{}」という語が", "end with"),
            _ => return None,
        };
        let ja = ja.replace("{}", part);
        let does = if function == "contains" { "mentions".to_owned() } else { en.replacen(' ', "s ", 1) };
        Some(either(
            holds,
            (format!("{}{ja}ある", title.ja), format!("{} {does} “{part}”", title.en)),
            (format!("{}{ja}ない", title.ja), format!("{} does not {en} “{part}”", title.en)),
        ))
    }

    fn text_compared(&self, sign: Sign, name: &str, text: &str) -> Option<Text> {
        let same = match sign {
            Sign::Same => true,
            Sign::Other => false,
            _ => return None,
        };
        let variable = self.book.names.resolve(self.register, name)?;
        if !text.is_empty() {
            return Some(self.equals(name, &[self.value(name, text)], same));
        }
        if variable.singular.as_deref() == Some(variable.id.as_str()) {
            let one = self.one(name);
            return Some(either(
                same,
                (format!("{}がない", one.ja), format!("there is no {}", one.en)),
                (format!("{}がある", one.ja), format!("there is a {}", one.en)),
            ));
        }
        Some(self.blank(name, same))
    }
}

fn name_of(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Variable(variable, _, _) => Some(variable.1.as_str()),
        _ => None,
    }
}

fn constant_text(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::StringConstant(text, _) => Some(text.as_str()),
        _ => None,
    }
}

fn printed(call: &FnCallExpr) -> String {
    let argument = call.args.first().map(print).unwrap_or_default();
    format!("{}({argument})", call.name)
}

fn either(holds: bool, yes: (String, String), no: (String, String)) -> Text {
    let (ja, en) = if holds { yes } else { no };
    Text::new(ja, en)
}
