//! Atoms: the largest parts of an expression without `&&`, `||`, `!`, `if` and `switch`.
//!
//! A rule sees a record only through its atoms: `count` only through `count >= 1000`. Two rows for which
//! every atom of a rule comes out the same are the same to the rule.

use std::collections::HashSet;

use rhai::{AST, ASTNode, Expr, FnCallExpr, Stmt, StmtBlock};

use crate::expression::Expression;
use crate::print::print;
use crate::rulebook::Rulebook;

/// A part of an expression that is looked at as a whole.
#[derive(Debug, Clone)]
pub(crate) struct Atom {
    /// Its text, printed from the tree: equal texts are equal atoms.
    pub(crate) text: String,
    /// Names it reads, aliases resolved and macros seen through.
    pub(crate) reads: Vec<String>,
    pub(crate) tree: Expr,
    /// True if it calls a function of a pack, whose steps count towards the limit of the whole rule.
    pub(crate) calls_pack: bool,
}

impl Atom {
    /// The atom as a program of its own.
    pub(crate) fn program(&self, whole: &AST) -> AST {
        let statement = Stmt::Expr(Box::new(self.tree.clone()));
        AST::new([statement], whole.shared_lib().clone())
    }
}

/// The atoms of expressions over a register, each once, with the expression each was found in.
///
/// Macros are part of the expressions that name them.
pub(crate) fn atoms<'b>(
    book: &'b Rulebook,
    register: &str,
    expressions: impl IntoIterator<Item = &'b Expression>,
) -> Vec<(Atom, &'b Expression)> {
    let mut found =
        Finder { book, register, atoms: Vec::new(), seen: HashSet::new(), macros: HashSet::new() };
    for expression in expressions {
        found.expression(expression);
    }
    found.atoms
}

struct Finder<'b, 'r> {
    book: &'b Rulebook,
    register: &'r str,
    atoms: Vec<(Atom, &'b Expression)>,
    seen: HashSet<String>,
    macros: HashSet<&'b str>,
}

impl<'b> Finder<'b, '_> {
    fn expression(&mut self, expression: &'b Expression) {
        for statement in expression.ast.statements() {
            self.statement(statement, expression);
        }
    }

    fn statement(&mut self, statement: &Stmt, of: &'b Expression) {
        match statement {
            Stmt::Expr(expr) => self.part(expr, of),
            Stmt::FnCall(call, position) => self.part(&Expr::FnCall(call.clone(), *position), of),
            Stmt::Block(block) => self.block(block, of),
            Stmt::If(flow, _) => {
                self.part(&flow.expr, of);
                self.block(&flow.body, of);
                self.block(&flow.branch, of);
            }
            Stmt::Switch(switch, _) => {
                self.part(&switch.0, of);
                for arm in &switch.1.expressions {
                    self.part(&arm.lhs, of);
                    self.part(&arm.rhs, of);
                }
            }
            // Nothing else gets through the parser of expressions; it would read through its whole tree.
            other => self.whole(
                &Expr::Stmt(Box::new(StmtBlock::new([other.clone()], other.position(), other.position()))),
                of,
            ),
        }
    }

    fn block(&mut self, block: &StmtBlock, of: &'b Expression) {
        for statement in block.statements() {
            self.statement(statement, of);
        }
    }

    fn part(&mut self, expr: &Expr, of: &'b Expression) {
        match expr {
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                for part in parts.iter() {
                    self.part(part, of);
                }
            }
            Expr::FnCall(call, _) if is_not(call) => {
                for argument in &call.args {
                    self.part(argument, of);
                }
            }
            Expr::Stmt(block) => self.block(block, of),
            Expr::Variable(variable, _, _) => match self.book.macros.get_key_value(variable.1.as_str()) {
                Some((name, inner)) => {
                    if self.macros.insert(name) {
                        self.expression(inner);
                    }
                }
                None => self.whole(expr, of),
            },
            _ => self.whole(expr, of),
        }
    }

    fn whole(&mut self, expr: &Expr, of: &'b Expression) {
        let text = print(expr);
        if expr.is_constant() || !self.seen.insert(text.clone()) {
            return;
        }
        let Reads { found, calls_pack, .. } = Reads::of_part(self.book, self.register, expr);
        self.atoms.push((Atom { text, reads: found, tree: expr.clone(), calls_pack }, of));
    }
}

pub(crate) fn is_not(call: &FnCallExpr) -> bool {
    call.op_token.is_some() && call.name == "!" && call.args.len() == 1
}

/// The names that a part of an expression reads, aliases resolved and macros seen through.
pub(crate) fn reads_of(book: &Rulebook, register: &str, expr: &Expr) -> Vec<String> {
    Reads::of_part(book, register, expr).found
}

/// Gathers the names that a part of an expression reads.
struct Reads<'b, 'r> {
    book: &'b Rulebook,
    register: &'r str,
    found: Vec<String>,
    calls_pack: bool,
    macros: HashSet<&'b str>,
}

impl<'b, 'r> Reads<'b, 'r> {
    fn of_part(book: &'b Rulebook, register: &'r str, expr: &Expr) -> Self {
        let (found, macros) = (Vec::new(), HashSet::new());
        let mut reads = Self { book, register, found, calls_pack: false, macros };
        reads.of(expr);
        reads
    }

    fn of(&mut self, expr: &Expr) {
        expr.walk(&mut Vec::new(), &mut |path| {
            self.node(path.last());
            true
        });
    }

    fn node(&mut self, node: Option<&ASTNode<'_>>) {
        match node {
            Some(ASTNode::Expr(Expr::Variable(variable, _, _))) => {
                let name = variable.1.as_str();
                match self.book.macros.get_key_value(name) {
                    Some((name, inner)) => {
                        if self.macros.insert(name) {
                            inner.ast.walk(&mut |path| {
                                self.node(path.last());
                                true
                            });
                        }
                    }
                    None => self.name(name),
                }
            }
            Some(
                ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
                | ASTNode::Stmt(Stmt::FnCall(call, _)),
            ) if call.op_token.is_none() => {
                self.calls_pack |= self.book.function(&call.name).is_some();
                if let ("is_blank", Some(Expr::StringConstant(name, _))) =
                    (call.name.as_str(), call.args.first())
                {
                    self.name(name.as_str());
                    // A field of a vendor is blank, or asked for, by whether there is a vendor.
                    let variable = self.book.names.resolve(self.register, name.as_str());
                    if let Some(singular) = variable.and_then(|variable| variable.singular) {
                        self.name(&singular);
                    }
                }
            }
            _ => {}
        }
    }

    fn name(&mut self, name: &str) {
        // Parameters and lists are the same everywhere.
        if self.book.constants.contains_key(name) {
            return;
        }
        let resolved = self.book.names.resolve(self.register, name).map(|variable| variable.id);
        for name in [name.to_owned()].into_iter().chain(resolved) {
            if !self.found.contains(&name) {
                self.found.push(name);
            }
        }
    }
}
