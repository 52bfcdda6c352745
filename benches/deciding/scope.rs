//! The rules run record by record by Rhai alone, as fast as that goes.
//!
//! Variables are set in a scope that each rule keeps; an expression is run on the plain engine where none
//! of its fields is blank. Only else a second engine looks at every variable it reads, to stop at the first
//! blank one, and blank flags are tried both ways. Expressions are compiled with Rhai's optimiser, days are
//! numbers, and no list of read fields is kept: daicho's own evaluator does more.

use std::collections::HashMap;
use std::ops::Range;

use daicho_rules::{Expression, Rulebook};
use rhai::{AST, Array, Dynamic, Engine, EvalAltResult, ImmutableString, OptimizationLevel, Scope};

use crate::answer::{Answer, Settled};
use crate::field::Field;
use crate::ledger::{AS_OF, Cell, Ledger};

/// The rules, compiled for running them record by record.
#[derive(Debug)]
pub struct Rules {
    plain: Engine,
    watching: Engine,
    all: Vec<Rule>,
}

/// Columns as the values that Rhai reads; blanks are `()`.
#[derive(Debug)]
pub struct Columns(Vec<Vec<Dynamic>>);

#[derive(Debug)]
struct Rule {
    when: Part,
    threat: Part,
    controls: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    ast: AST,
    /// Variables with the numbers of their columns.
    reads: Vec<(String, Field)>,
}

impl Columns {
    /// The first records of a register.
    pub fn new(ledger: &Ledger, records: usize) -> Self {
        let column = |field| {
            let mut known = HashMap::new();
            let mut value = |cell| known.entry(cell).or_insert_with(|| dynamic(cell)).clone();
            (0..records).map(|record| value(ledger.cell(field, record))).collect()
        };
        Self(Field::ALL.into_iter().map(column).collect())
    }

    fn get(&self, field: Field, record: usize) -> &Dynamic {
        &self.0[field as usize][record]
    }
}

fn dynamic(cell: Cell<'_>) -> Dynamic {
    match cell {
        Cell::Blank => Dynamic::UNIT,
        Cell::Word(word) => Dynamic::from(ImmutableString::from(word)),
        Cell::Flag(flag) => Dynamic::from(flag),
        Cell::Number(number) => Dynamic::from(number),
        Cell::Day(day) => Dynamic::from(i64::from(day)),
        Cell::Text(text) => Dynamic::from(ImmutableString::from(text)),
    }
}

impl Rules {
    /// Compiles the rules of a rulebook.
    pub fn new(rulebook: &Rulebook) -> Self {
        let (plain, watching) = (engine(), watching());
        let part = |expression: &Expression| Part {
            ast: plain.compile_expression(&expression.text).expect("the rulebook compiled it"),
            reads: expression
                .variables()
                .map(|name| (name.to_owned(), Field::of_variable(name).expect("a field")))
                .collect(),
        };
        let present = |id: &String| rulebook.controls[id].present.as_ref().map(part).expect("an expression");
        let rules = rulebook.risks.iter().map(|rule| Rule {
            when: part(&rule.when),
            threat: part(&rule.threat),
            controls: rule.controls.iter().map(present).collect(),
        });
        let all = rules.collect();
        Self { plain, watching, all }
    }

    /// What every rule answers for a range of records: rule by rule, record by record.
    pub fn decide(&self, columns: &Columns, records: Range<usize>) -> Vec<Vec<Answer>> {
        let decide = |rule: &Rule| {
            let mut scope = rule.scope();
            records.clone().map(|record| self.answer(rule, columns, record, &mut scope)).collect()
        };
        self.all.iter().map(decide).collect()
    }

    fn answer(&self, rule: &Rule, columns: &Columns, record: usize, scope: &mut Scope<'_>) -> Answer {
        let when = self.settled(&rule.when, columns, record, scope);
        if let Some(answer) = Answer::unless_it_holds(when) {
            return answer;
        }
        let threat = self.settled(&rule.threat, columns, record, scope);
        let shown = rule.controls.iter().enumerate().map(|(place, present)| {
            u16::from(self.settled(present, columns, record, scope) == Settled::YES) << place
        });
        Answer::fires(threat, shown.sum())
    }

    fn settled(&self, part: &Part, columns: &Columns, record: usize, scope: &mut Scope<'_>) -> Settled {
        let mut is_blank = false;
        for (name, field) in &part.reads {
            let value = columns.get(*field, record);
            is_blank |= value.is_unit();
            *scope.get_mut(name).expect("every variable is in the scope") = value.clone();
        }
        if is_blank {
            return self.tried(part, scope);
        }
        let value = self.plain.eval_ast_with_scope::<Dynamic>(scope, &part.ast);
        settled(&value.expect("the rules of the benchmark do not fail"))
    }

    /// The value where a field is blank: that field, or what comes out whichever way a blank flag is.
    fn tried(&self, part: &Part, scope: &mut Scope<'_>) -> Settled {
        let error = match self.watching.eval_ast_with_scope::<Dynamic>(scope, &part.ast) {
            Ok(value) => return settled(&value),
            Err(error) => error,
        };
        let EvalAltResult::ErrorTerminated(blank, _) = *error else {
            unreachable!("the rules of the benchmark do not fail: {error}")
        };
        let name = blank.into_immutable_string().expect("the name of a field");
        let field = Field::of_variable(&name).expect("a field");
        if !(Field::Sensitive as u8..=Field::Locked as u8).contains(&(field as u8)) {
            return Settled::asks(field);
        }
        let mut attempt = |flag: bool| {
            *scope.get_mut(&name).expect("every variable is in the scope") = Dynamic::from(flag);
            self.tried(part, scope)
        };
        let (yes, no) = (attempt(true), attempt(false));
        *scope.get_mut(&name).expect("every variable is in the scope") = Dynamic::UNIT;
        if yes == no { yes } else { Settled::asks(field) }
    }
}

impl Rule {
    /// A scope with every variable of the rule.
    fn scope(&self) -> Scope<'static> {
        let mut scope = Scope::new();
        for part in [&self.when, &self.threat].into_iter().chain(&self.controls) {
            for (name, _) in &part.reads {
                if !scope.contains(name) {
                    scope.push_dynamic(name.clone(), Dynamic::UNIT);
                }
            }
        }
        scope
    }
}

fn settled(value: &Dynamic) -> Settled {
    if let Ok(holds) = value.as_bool() {
        return Settled::from(holds);
    }
    let number = value.as_int().expect("yes, no or a number");
    Settled::number(u8::try_from(number).expect("a number from 1 to 3"))
}

fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    engine
        .set_optimization_level(OptimizationLevel::Simple)
        .set_max_expr_depths(128, 32)
        .register_fn("contains", |list: &mut Array, value: ImmutableString| {
            list.iter().any(|entry| {
                entry.read_lock::<ImmutableString>().is_some_and(|entry| entry.as_str() == value.as_str())
            })
        })
        .register_fn("contains", |text: &mut ImmutableString, part: ImmutableString| {
            text.contains(part.as_str())
        })
        .register_fn("ends_with", |text: &mut ImmutableString, part: ImmutableString| {
            text.ends_with(part.as_str())
        })
        .register_fn("days_since", |day: i64| i64::from(AS_OF) - day);
    engine
}

/// An engine that stops at the first blank variable it reads.
#[expect(deprecated, reason = "`on_var` is not deprecated but marked as volatile; Rhai is pinned")]
fn watching() -> Engine {
    let mut engine = engine();
    engine.on_var(|name, _, context| match context.scope().get(name) {
        Some(value) if value.is_unit() => {
            let name = Dynamic::from(name.to_owned());
            Err(Box::new(EvalAltResult::ErrorTerminated(name, rhai::Position::NONE)))
        }
        _ => Ok(None),
    });
    engine
}
