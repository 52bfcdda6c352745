//! Expressions printed from their trees, for people and as the identity of atoms.

use std::fmt::Write as _;

use rhai::{ASTNode, Expr, FnCallExpr, Stmt, StmtBlock};

/// The text of a part of an expression, in one spelling: equal trees give equal texts.
pub(crate) fn print(expr: &Expr) -> String {
    let mut out = String::new();
    part(expr, &mut out);
    out
}

fn part(expr: &Expr, out: &mut String) {
    match expr {
        Expr::BoolConstant(flag, _) => put(out, format_args!("{flag}")),
        Expr::IntegerConstant(number, _) => put(out, format_args!("{number}")),
        Expr::StringConstant(text, _) => put(out, format_args!("{:?}", text.as_str())),
        Expr::Variable(variable, _, _) => out.push_str(variable.1.as_str()),
        Expr::InterpolatedString(parts, _) => list(parts, "`", " ", "`", out),
        Expr::Array(entries, _) => list(entries, "[", ", ", "]", out),
        Expr::And(parts, _) => list(parts, "(", " && ", ")", out),
        Expr::Or(parts, _) => list(parts, "(", " || ", ")", out),
        Expr::Coalesce(parts, _) => list(parts, "(", " ?? ", ")", out),
        Expr::FnCall(call, _) | Expr::MethodCall(call, _) => calling(call, out),
        Expr::Dot(chain, _, _) => {
            part(&chain.lhs, out);
            out.push('.');
            part(&chain.rhs, out);
        }
        Expr::Index(chain, _, _) => {
            part(&chain.lhs, out);
            out.push('[');
            part(&chain.rhs, out);
            out.push(']');
        }
        Expr::Stmt(block) => statements(block, out),
        // What an expression may not hold is told apart by its debug form.
        other => put(out, format_args!("{other:?}")),
    }
}

fn calling(call: &FnCallExpr, out: &mut String) {
    let operator = call.op_token.is_some();
    match (operator, call.name.as_str(), call.args.as_slice()) {
        // `x in y` and `x !in y` arrive as contains(y, x).
        (true, "contains", [set, value]) => {
            part(value, out);
            out.push_str(" in ");
            part(set, out);
        }
        (true, sign, [only]) => {
            out.push_str(sign);
            part(only, out);
        }
        (true, sign, [left, right]) => {
            operand(left, out);
            put(out, format_args!(" {sign} "));
            operand(right, out);
        }
        (_, name, arguments) => {
            out.push_str(name);
            list(arguments, "(", ", ", ")", out);
        }
    }
}

/// An operand, in brackets where it is an operation itself.
fn operand(expr: &Expr, out: &mut String) {
    if matches!(expr, Expr::FnCall(call, _) if call.op_token.is_some() && call.args.len() == 2) {
        out.push('(');
        part(expr, out);
        out.push(')');
    } else {
        part(expr, out);
    }
}

fn statements(block: &StmtBlock, out: &mut String) {
    for statement in block.statements() {
        match statement {
            Stmt::Expr(expr) => part(expr, out),
            Stmt::FnCall(call, _) => calling(call, out),
            Stmt::Block(inner) => statements(inner, out),
            Stmt::If(flow, _) => {
                out.push_str("if ");
                part(&flow.expr, out);
                out.push_str(" { ");
                statements(&flow.body, out);
                out.push_str(" } else { ");
                statements(&flow.branch, out);
                out.push_str(" }");
            }
            other => {
                // Positions tell two statements apart that are alike, which costs time and no truth.
                put(out, format_args!("{:?}", ASTNode::Stmt(other)));
            }
        }
    }
}

fn list(parts: &[Expr], open: &str, between: &str, close: &str, out: &mut String) {
    out.push_str(open);
    for (at, entry) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        part(entry, out);
    }
    out.push_str(close);
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}
