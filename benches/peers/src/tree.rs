//! A rule as a small tree, read from Rhai's, so that each peer can print it in its own language.

use daicho_rules::{RiskRule, Rulebook};
use rhai::{ASTFlags, Engine, Expr, FnCallExpr, OptimizationLevel, Stmt, StmtBlock};

/// An expression in the part of the rule language that the benchmark uses.
#[derive(Debug, Clone)]
pub enum Tree {
    /// A field; a date stands for its age in days.
    Field(String),
    Word(String),
    Number(i64),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
    /// `==`, `!=`, `<`, `<=`, `>`, `>=`, `+` or `*`.
    Binary(&'static str, Box<Self>, Box<Self>),
    /// Whether a field is one of these words.
    OneOf(Box<Self>, Vec<String>),
    Contains(Box<Self>, String),
    EndsWith(Box<Self>, String),
    If(Box<Self>, Box<Self>, Box<Self>),
}

const OPERATORS: [&str; 8] = ["==", "!=", "<", "<=", ">", ">=", "+", "*"];

/// Every rule as one expression that gives its whole answer as a number, as `Answer` counts it.
pub fn rules(rulebook: &Rulebook) -> Vec<Tree> {
    rulebook.risks.iter().map(|rule| whole(rulebook, rule)).collect()
}

/// `if when { 1 + 128 * threat + 512 · first control + … } else { 0 }`.
fn whole(rulebook: &Rulebook, rule: &RiskRule) -> Tree {
    let number = |number| Box::new(Tree::Number(number));
    let mut answer = Tree::Binary(
        "+",
        number(1),
        Box::new(Tree::Binary("*", number(128), Box::new(parse(&rule.threat.text)))),
    );
    for (place, id) in rule.controls.iter().enumerate() {
        let present = rulebook.controls[id].present.as_ref().expect("a control of the benchmark");
        let shown = Tree::If(Box::new(parse(&present.text)), number(512 << place), number(0));
        answer = Tree::Binary("+", Box::new(answer), Box::new(shown));
    }
    Tree::If(Box::new(parse(&rule.when.text)), Box::new(answer), number(0))
}

fn parse(text: &str) -> Tree {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None).set_max_expr_depths(128, 32);
    let ast = engine.compile_expression(text).expect("the rulebook compiled it");
    match ast.statements() {
        [statement] => of_statement(statement),
        other => panic!("{text} has {} statements", other.len()),
    }
}

fn of_statement(statement: &Stmt) -> Tree {
    match statement {
        Stmt::Expr(expression) => tree(expression),
        Stmt::FnCall(call, _) => of_call(call),
        Stmt::If(flow, _) => Tree::If(
            Box::new(tree(&flow.expr)),
            Box::new(of_block(&flow.body)),
            Box::new(of_block(&flow.branch)),
        ),
        Stmt::Block(block) => of_block(block),
        other => panic!("no rule of the benchmark has {other:?}"),
    }
}

fn of_block(block: &StmtBlock) -> Tree {
    of_statement(block.statements().first().expect("a value"))
}

fn tree(expression: &Expr) -> Tree {
    match expression {
        Expr::Variable(variable, ..) => Tree::Field(variable.1.to_string()),
        Expr::StringConstant(word, _) => Tree::Word(word.to_string()),
        Expr::IntegerConstant(number, _) => Tree::Number(*number),
        Expr::And(parts, _) => Tree::All(parts.iter().map(tree).collect()),
        Expr::Or(parts, _) => Tree::Any(parts.iter().map(tree).collect()),
        Expr::FnCall(call, _) => of_call(call),
        Expr::Stmt(block) => of_block(block),
        Expr::Dot(sides, flags, _) if !flags.contains(ASTFlags::NEGATED) => {
            let Expr::MethodCall(call, _) = &sides.rhs else { panic!("no rule reads a property") };
            let word = word(&call.args[0]);
            match call.name.as_str() {
                "contains" => Tree::Contains(Box::new(tree(&sides.lhs)), word),
                "ends_with" => Tree::EndsWith(Box::new(tree(&sides.lhs)), word),
                other => panic!("no rule of the benchmark calls {other}"),
            }
        }
        other => panic!("no rule of the benchmark has {other:?}"),
    }
}

fn of_call(call: &FnCallExpr) -> Tree {
    let argument = |place: usize| Box::new(tree(&call.args[place]));
    if let Some(operator) = OPERATORS.iter().find(|operator| **operator == call.name.as_str()) {
        return Tree::Binary(operator, argument(0), argument(1));
    }
    match (call.name.as_str(), &call.args[0]) {
        ("!", _) => Tree::Not(argument(0)),
        ("contains", Expr::Array(words, _)) => Tree::OneOf(argument(1), words.iter().map(word).collect()),
        // Dates are given to the peers as ages.
        ("days_since", _) => *argument(0),
        (other, _) => panic!("no rule of the benchmark calls {other}"),
    }
}

fn word(expression: &Expr) -> String {
    match tree(expression) {
        Tree::Word(word) => word,
        other => panic!("a word was expected, not {other:?}"),
    }
}
