//! Takes conditions apart on one row.

use std::sync::Arc;

use rhai::{Expr, FlowControl, Stmt, StmtBlock};

use super::{Condition, Parts, Reason, Statement, Topic, Truth};
use crate::atom::{is_not, reads_of};
use crate::bindings::Bindings;
use crate::evaluate::{Evaluator, MAX_MACROS_DEEP, Stop};
use crate::expression::Expression;
use crate::names::Kind;
use crate::phrase::{atom_text, written};
use crate::rulebook::Rulebook;
use crate::slot::{Slot, ValueSet};

impl Evaluator {
    /// A yes/no expression on one row, part by part; `wanted` false takes it for its contrary.
    pub fn condition(
        &mut self,
        expression: &Expression,
        wanted: bool,
        bindings: &Arc<Bindings>,
        row: usize,
    ) -> Condition {
        let mut walk = Walk::new(self, bindings, row);
        let found = walk.expression(expression, wanted);
        let whole = walk.whole(expression, wanted);
        let is_settled = matches!(found.truth, Truth::Holds | Truth::Fails);
        if is_settled && found.truth != whole.truth { whole } else { found }
    }

    /// Why an expression gives its number on one row.
    pub fn reason(&mut self, expression: &Expression, bindings: &Arc<Bindings>, row: usize) -> Reason {
        let mut walk = Walk::new(self, bindings, row);
        let (mut met, mut passed) = (Vec::new(), Vec::new());
        let mut next: Option<&[Stmt]> = Some(expression.ast.statements());
        while let Some([Stmt::Expr(_) | Stmt::If(..) | Stmt::Block(_)]) = next {
            let Some(statement) = next.and_then(<[Stmt]>::first) else { break };
            next = match statement {
                Stmt::Block(block) => Some(block.statements()),
                Stmt::Expr(expr) => match &**expr {
                    Expr::Stmt(block) => Some(block.statements()),
                    _ => None,
                },
                Stmt::If(flow, _) => {
                    let condition = walk.part(&flow.expr, expression, true);
                    match condition.truth {
                        Truth::Holds => {
                            met.push(condition);
                            Some(flow.body.statements())
                        }
                        Truth::Fails => {
                            passed.push(condition);
                            Some(flow.branch.statements())
                        }
                        // Whatever a blank flag says, what comes next gives the same, or the rule asks.
                        Truth::Asks(_) if !walk.stops(&condition.truth) => {
                            passed.push(condition);
                            Some(flow.branch.statements())
                        }
                        Truth::Asks(_) | Truth::Failed => return Reason::Open(condition),
                    }
                }
                _ => None,
            };
        }
        match (met.is_empty(), passed.is_empty()) {
            (false, _) => Reason::Met(met),
            (true, false) => Reason::Left(passed),
            (true, true) => Reason::Always,
        }
    }
}

/// Takes expressions apart on one row.
struct Walk<'e> {
    evaluator: &'e mut Evaluator,
    rulebook: Arc<Rulebook>,
    bindings: &'e Arc<Bindings>,
    row: usize,
    /// Macros within each other.
    depth: usize,
}

impl<'e> Walk<'e> {
    fn new(evaluator: &'e mut Evaluator, bindings: &'e Arc<Bindings>, row: usize) -> Self {
        let rulebook = Arc::clone(&evaluator.rulebook);
        Self { evaluator, rulebook, bindings, row, depth: 0 }
    }

    /// The condition not taken apart. A blank flag that is tried counts as filled in, for `is_blank` too, which
    /// parts by themselves cannot know: where they say otherwise, only the whole can be told.
    fn whole(&mut self, expression: &Expression, wanted: bool) -> Condition {
        self.evaluator.turn_to(self.bindings, self.row);
        let truth = truth_of(self.evaluator.truth(expression).map(Some), wanted);
        let reads = self.evaluator.take_reads();
        let words = |wanted| written(expression.text.trim(), wanted);
        let (text, contrary) = (words(wanted), words(!wanted));
        Condition { truth, parts: Parts::One(Statement { text, contrary, reads, topic: Topic::Value }) }
    }

    fn expression(&mut self, expression: &Expression, wanted: bool) -> Condition {
        self.statements(expression.ast.statements(), expression, wanted)
    }

    fn statements(&mut self, statements: &[Stmt], of: &Expression, wanted: bool) -> Condition {
        match statements {
            [Stmt::Expr(expr)] => self.part(expr, of, wanted),
            [Stmt::FnCall(call, position)] => self.part(&Expr::FnCall(call.clone(), *position), of, wanted),
            [Stmt::Block(block)] => self.statements(block.statements(), of, wanted),
            [Stmt::If(flow, _)] => self.branch(flow, of, wanted),
            [only] => {
                let block = StmtBlock::new([only.clone()], only.position(), only.position());
                self.one(&Expr::Stmt(Box::new(block)), of, wanted)
            }
            _ => Condition { truth: Truth::Failed, parts: Parts::All(Vec::new()) },
        }
    }

    fn part(&mut self, expr: &Expr, of: &Expression, wanted: bool) -> Condition {
        match expr {
            Expr::BoolConstant(flag, _) if *flag == wanted => all(Vec::new()),
            Expr::BoolConstant(..) => any(Vec::new()),
            // That not all hold means that one does not.
            Expr::And(parts, _) => self.joined(parts, of, wanted, wanted),
            Expr::Or(parts, _) => self.joined(parts, of, wanted, !wanted),
            Expr::FnCall(call, _) if is_not(call) => match call.args.first() {
                Some(inner) => self.part(inner, of, !wanted),
                None => self.one(expr, of, wanted),
            },
            Expr::Stmt(block) => self.statements(block.statements(), of, wanted),
            Expr::Variable(variable, _, _) if self.depth < MAX_MACROS_DEEP => {
                let rulebook = Arc::clone(&self.rulebook);
                match rulebook.macros.get(variable.1.as_str()) {
                    Some(inner) => {
                        self.depth += 1;
                        let condition = self.expression(inner, wanted);
                        self.depth -= 1;
                        condition
                    }
                    None => self.one(expr, of, wanted),
                }
            }
            _ => self.one(expr, of, wanted),
        }
    }

    fn joined(&mut self, parts: &[Expr], of: &Expression, wanted: bool, all_needed: bool) -> Condition {
        let ends = if all_needed { Truth::Fails } else { Truth::Holds };
        let mut looked_at = Vec::new();
        for part in parts {
            let condition = self.part(part, of, wanted);
            let over = condition.truth == ends || self.stops(&condition.truth);
            // `a && b && c` arrives as `(a && b) && c`.
            match (condition.parts, all_needed) {
                (Parts::All(inner), true) | (Parts::Any(inner), false) => looked_at.extend(inner),
                (parts, _) => looked_at.push(Condition { truth: condition.truth, parts }),
            }
            if over {
                break;
            }
        }
        if all_needed { all(looked_at) } else { any(looked_at) }
    }

    /// A rule stops where it has to ask, except at flags, which are tried both ways.
    fn stops(&self, truth: &Truth) -> bool {
        match truth {
            Truth::Asks(field) => {
                let variable = self.rulebook.names.resolve(self.bindings.register(), field);
                variable.is_none_or(|variable| variable.kind != Kind::Flag)
            }
            Truth::Failed => true,
            Truth::Holds | Truth::Fails => false,
        }
    }

    /// `if` stands for the branch that was taken, with the reason for taking it.
    fn branch(&mut self, flow: &FlowControl, of: &Expression, wanted: bool) -> Condition {
        let asked = self.part(&flow.expr, of, true);
        let (asked, taken) = match asked.truth {
            Truth::Holds => (asked, &flow.body),
            Truth::Fails => (self.part(&flow.expr, of, false), &flow.branch),
            Truth::Asks(_) | Truth::Failed => return asked,
        };
        let taken = self.statements(taken.statements(), of, wanted);
        let truth = taken.truth.clone();
        let parts = [asked, taken].into_iter().flat_map(|part| match part.parts {
            Parts::All(inner) => inner,
            parts => vec![Condition { truth: part.truth, parts }],
        });
        Condition { truth, parts: Parts::All(parts.collect()) }
    }

    fn one(&mut self, expr: &Expr, of: &Expression, wanted: bool) -> Condition {
        let truth = self.truth_of(expr, of, wanted);
        let register = self.bindings.register();
        let topic = match expr {
            Expr::FnCall(call, _) if call.name == "is_blank" => Topic::Blank,
            Expr::FnCall(call, _) if matches!(call.name.as_str(), "has_column" | "has_register") => {
                Topic::Column
            }
            _ => Topic::Value,
        };
        let seen = |name: &str| self.seen(name);
        let words = |wanted| match expr {
            // A `switch` has no tree of its own that could be written out.
            Expr::Stmt(_) => written(of.text.trim(), wanted),
            _ => atom_text(&self.rulebook, register, expr, wanted, &seen),
        };
        let (text, contrary) = (words(wanted), words(!wanted));
        let reads = reads_of(&self.rulebook, register, expr);
        Condition { truth, parts: Parts::One(Statement { text, contrary, reads, topic }) }
    }

    /// The values that the row has under a name.
    fn seen(&self, name: &str) -> Vec<String> {
        let id = self.rulebook.names.resolve(self.bindings.register(), name).map(|variable| variable.id);
        match self.bindings.slot(self.row, id.as_deref().unwrap_or(name)).and_then(Slot::value) {
            Some(value) => match value.clone().try_cast::<ValueSet>() {
                Some(set) => set.values.to_vec(),
                None => value.clone().into_string().into_iter().collect(),
            },
            _ => Vec::new(),
        }
    }

    fn truth_of(&mut self, expr: &Expr, of: &Expression, wanted: bool) -> Truth {
        let statement = Stmt::Expr(Box::new(expr.clone()));
        let program = rhai::AST::new([statement], of.ast.shared_lib().clone());
        self.evaluator.turn_to(self.bindings, self.row);
        let run = self
            .evaluator
            .settle(&mut |this: &mut Evaluator| Ok(this.run_part(of, &program)?.as_bool().ok()));
        truth_of(run, wanted)
    }
}

/// What a run came to; no truth value makes a rule fail.
fn truth_of(run: Result<Option<bool>, Stop>, wanted: bool) -> Truth {
    match run {
        Ok(Some(flag)) if flag == wanted => Truth::Holds,
        Ok(Some(_)) => Truth::Fails,
        Err(Stop::Asked(field)) => Truth::Asks(field),
        Ok(None) | Err(Stop::Failed(_)) => Truth::Failed,
    }
}

fn all(parts: Vec<Condition>) -> Condition {
    let truth = decided(&parts, &Truth::Fails, Truth::Holds);
    Condition { truth, parts: Parts::All(parts) }
}

fn any(parts: Vec<Condition>) -> Condition {
    let truth = decided(&parts, &Truth::Holds, Truth::Fails);
    Condition { truth, parts: Parts::Any(parts) }
}

/// One part may settle the whole; else it hangs on the first that is open; else it is what is left.
fn decided(parts: &[Condition], settles: &Truth, left: Truth) -> Truth {
    let first = |wanted: fn(&Truth) -> bool| parts.iter().map(|part| &part.truth).find(|truth| wanted(truth));
    let failed = first(|truth| *truth == Truth::Failed);
    let open = first(|truth| matches!(truth, Truth::Asks(_)));
    match parts.iter().find(|part| part.truth == *settles) {
        Some(part) => part.truth.clone(),
        None => failed.or(open).cloned().unwrap_or(left),
    }
}
