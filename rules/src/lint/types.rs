//! What kind of value each part of an expression gives, and which values may not meet.
//!
//! Rhai compares unlike types silently as false, knows no vocabularies, and finds out only when run that
//! a function does not take what it is given. So the kind of every part is worked out beforehand, from
//! the fields, lists and functions it is made of.

mod calls;
mod switch;
mod values;
mod ways_out;

pub(super) use values::unknown_value;

use std::collections::{HashMap, HashSet};

use rhai::{Engine, Expr, FlowControl, Position, Stmt};

use crate::error::{Place, Problem};
use crate::expression::Expression;
use crate::names::Kind;
use crate::problems::Problems;
use crate::register::FieldType;
use crate::rulebook::Rulebook;
use crate::sandbox;
use crate::work::Work;

/// Values of a macro that are kept apart: beyond them it may give anything.
const MAX_MACRO_LEAVES: usize = 64;

/// A value that a part of an expression may give.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Leaf {
    kind: Kind,
    place: Place,
    /// The field or parameter that it is.
    name: Option<String>,
    /// What it is, where it is written out or a parameter.
    constant: Option<Constant>,
    /// Entries of a list that is written out.
    entries: Vec<Leaf>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Constant {
    Text(String),
    Number(i64),
    Flag(bool),
}

/// Every value that a part may give: one for each of its branches.
type Part = Vec<Leaf>;

/// What a whole expression has to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// True or false.
    Flag,
    /// A number from 1 to this.
    Factor(u8),
    /// Anything: a macro may be a part of something else.
    Any,
}

/// Works out kinds over the expressions of a rulebook.
pub(super) struct Types<'b> {
    book: &'b Rulebook,
    /// Macros that cannot be followed: they lead back to themselves, or too deep.
    endless: &'b HashSet<String>,
    /// What a macro gives to expressions over a register.
    macros: HashMap<(String, String), Part>,
    /// Ids of the values of a vocabulary.
    members: HashMap<String, HashSet<&'b str>>,
    /// Words of a list that a vocabulary lacks.
    strangers: HashMap<(String, String), Vec<String>>,
    /// Whether two vocabularies have a value in common.
    shared: HashMap<(String, String), bool>,
    /// Takes texts apart into words and signs.
    engine: Engine,
    problems: &'b mut Problems,
}

impl<'b> Types<'b> {
    pub(super) fn new(book: &'b Rulebook, endless: &'b HashSet<String>, problems: &'b mut Problems) -> Self {
        Self {
            book,
            endless,
            macros: HashMap::new(),
            members: HashMap::new(),
            strangers: HashMap::new(),
            shared: HashMap::new(),
            engine: sandbox::engine(chrono::NaiveDate::default(), &Work::default()),
            problems,
        }
    }

    /// Checks an expression over a register, and what it gives.
    pub(super) fn check(&mut self, register: &str, expression: &Expression, wanted: Wanted) {
        let part = self.part(register, expression);
        let mut walk = Walk { types: self, register, expression, arms: None };
        walk.wanted(&part, wanted);
    }

    /// True when looking for more is in vain.
    pub(super) fn is_full(&self) -> bool {
        self.problems.is_full()
    }

    fn part(&mut self, register: &str, expression: &Expression) -> Part {
        Walk { types: self, register, expression, arms: None }.statements(expression.ast.statements())
    }
}

/// One expression being walked through.
struct Walk<'w, 'b> {
    types: &'w mut Types<'b>,
    register: &'w str,
    expression: &'w Expression,
    /// Values of its `switch`es, looked up when the first is met.
    arms: Option<switch::Arms>,
}

impl Walk<'_, '_> {
    /// The last of several statements gives the value.
    fn statements(&mut self, statements: &[Stmt]) -> Part {
        let mut last = vec![self.leaf(Kind::Nothing, Position::NONE)];
        for statement in statements {
            last = self.statement(statement);
        }
        last
    }

    fn statement(&mut self, statement: &Stmt) -> Part {
        match statement {
            Stmt::Expr(inner) => self.part(inner),
            Stmt::FnCall(call, position) => self.call(None, call, *position),
            Stmt::Block(block) => self.statements(block.statements()),
            Stmt::If(flow, position) => self.branches(flow, *position),
            Stmt::Switch(parts, position) => {
                let (subject, cases) = &**parts;
                self.switch(subject, cases, *position)
            }
            other => vec![self.leaf(Kind::Unknown, other.position())],
        }
    }

    fn branches(&mut self, flow: &FlowControl, position: Position) -> Part {
        let condition = self.part(&flow.expr);
        self.flag(&condition, "if");
        let mut part = self.statements(flow.body.statements());
        if flow.branch.is_empty() {
            part.push(self.leaf(Kind::Nothing, position));
        } else {
            part.extend(self.statements(flow.branch.statements()));
        }
        part
    }

    fn part(&mut self, part: &Expr) -> Part {
        let position = part.start_position();
        let constant = |kind, constant| (kind, Some(constant));
        let (kind, constant) = match part {
            Expr::BoolConstant(flag, _) => constant(Kind::Flag, Constant::Flag(*flag)),
            Expr::IntegerConstant(number, _) => constant(Kind::Number, Constant::Number(*number)),
            Expr::StringConstant(text, _) => constant(Kind::Text, Constant::Text(text.to_string())),
            Expr::Unit(_) => (Kind::Nothing, None),
            Expr::InterpolatedString(parts, _) => {
                for part in parts {
                    self.part(part);
                }
                (Kind::Text, None)
            }
            Expr::Array(entries, _) => {
                let entries: Vec<Leaf> = entries.iter().flat_map(|entry| self.part(entry)).collect();
                let list = self.leaf(Kind::List(String::new()), position);
                return vec![Leaf { entries, ..list }];
            }
            Expr::Variable(variable, _, _) => return self.variable(variable.1.as_str(), position),
            Expr::FnCall(call, at) => return self.call(None, call, *at),
            Expr::Dot(pair, _, _) => {
                let object = self.part(&pair.lhs);
                return self.method(object, &pair.rhs);
            }
            Expr::Index(pair, _, _) => {
                self.part(&pair.lhs);
                self.part(&pair.rhs);
                (Kind::Unknown, None)
            }
            Expr::And(operands, at) => return self.logic(operands, "&&", *at),
            Expr::Or(operands, at) => return self.logic(operands, "||", *at),
            Expr::Coalesce(operands, _) => {
                return operands.iter().flat_map(|operand| self.part(operand)).collect();
            }
            Expr::Stmt(block) => return self.statements(block.statements()),
            _ => (Kind::Unknown, None),
        };
        let leaf = self.leaf(kind, position);
        vec![Leaf { constant, ..leaf }]
    }

    /// `object.method(…)`, and what is called on its result.
    fn method(&mut self, object: Part, rest: &Expr) -> Part {
        match rest {
            Expr::MethodCall(call, position) => self.call(Some(object), call, *position),
            Expr::Dot(pair, _, _) => {
                let object = self.method(object, &pair.lhs);
                self.method(object, &pair.rhs)
            }
            other => vec![self.leaf(Kind::Unknown, other.position())],
        }
    }

    fn logic(&mut self, operands: &[Expr], operator: &str, position: Position) -> Part {
        self.opposites(operands, operator);
        for operand in operands {
            let part = self.part(operand);
            self.flag(&part, operator);
            if let Expr::BoolConstant(flag, at) = operand {
                let settles = (operator == "||") == *flag;
                let place = self.expression.at(*at);
                self.types.problems.push(if settles {
                    Problem::warning(
                        place,
                        format!("`{operator} {flag}` があるので、結果がいつも {flag} です"),
                        format!("`{operator} {flag}` makes the answer always {flag}"),
                    )
                } else {
                    Problem::warning(
                        place,
                        format!("`{operator} {flag}` は結果を変えません"),
                        format!("`{operator} {flag}` changes nothing"),
                    )
                });
            }
        }
        vec![self.leaf(Kind::Flag, position)]
    }

    fn variable(&mut self, name: &str, position: Position) -> Part {
        let book = self.types.book;
        if let Some(inner) = book.macros.get(name) {
            return self.of_macro(name, inner, position);
        }
        let kind = book.names.resolve(self.register, name).map_or(Kind::Unknown, |variable| variable.kind);
        let leaf = match (kind, self.event_vocabulary(name)) {
            (Kind::Text, Some(vocabulary)) => self.leaf(Kind::Choice(vocabulary), position),
            (kind, _) => self.leaf(kind, position),
        };
        // Fields stand before parameters of the same name, which are told elsewhere.
        let text = book.parameters.get(name).filter(|_| !book.names.is_of_register(self.register, name));
        let constant = text.and_then(|text| match leaf.kind {
            Kind::Text => Some(Constant::Text(text.clone())),
            Kind::Number => text.parse().ok().map(Constant::Number),
            _ => None,
        });
        vec![Leaf { constant, name: Some(name.to_owned()), ..leaf }]
    }

    /// The vocabulary of `retention_from`: the events that periods count from.
    fn event_vocabulary(&self, name: &str) -> Option<String> {
        let schema = &self.types.book.schema;
        let field = schema.field(self.register, name.strip_suffix("_from")?)?;
        let known = field.kind == FieldType::Period && schema.vocabularies.contains_key(super::EVENTS);
        known.then(|| super::EVENTS.to_owned())
    }

    /// What a macro gives, as if it stood where it is used.
    fn of_macro(&mut self, name: &str, inner: &Expression, position: Position) -> Part {
        let key = (self.register.to_owned(), name.to_owned());
        if self.types.endless.contains(name) {
            return vec![self.leaf(Kind::Unknown, position)];
        }
        if !self.types.macros.contains_key(&key) {
            let mut part: Part = Vec::new();
            for leaf in self.types.part(self.register, inner) {
                let alike = |known: &Leaf| {
                    (&known.kind, &known.constant, &known.entries)
                        == (&leaf.kind, &leaf.constant, &leaf.entries)
                };
                if part.len() <= MAX_MACRO_LEAVES && !part.iter().any(alike) {
                    part.push(leaf);
                }
            }
            if part.len() > MAX_MACRO_LEAVES {
                part = vec![self.leaf(Kind::Unknown, position)];
            }
            self.types.macros.insert(key.clone(), part);
        }
        let place = self.expression.at(position);
        let mut part = self.types.macros.get(&key).cloned().unwrap_or_default();
        for leaf in &mut part {
            leaf.place = place.clone();
            for entry in &mut leaf.entries {
                entry.place = place.clone();
            }
        }
        part
    }

    fn leaf(&self, kind: Kind, position: Position) -> Leaf {
        Leaf { kind, place: self.expression.at(position), name: None, constant: None, entries: Vec::new() }
    }
}
