//! The rules as Polars expressions over typed columns.
//!
//! Choices are given as codes, which is the fastest form that Polars compares.

use daicho_benches::field::Field;
use daicho_benches::ledger::{AS_OF, Ledger, YES};
use daicho_benches::words::{ACQUISITIONS, DEPARTMENTS, DISPOSALS, MEDIA, PLACES, TRANSFERS};
use polars::prelude::*;

use crate::tree::Tree;

/// The columns of a register without blanks.
pub fn frame(ledger: &Ledger) -> DataFrame {
    let codes = |field: Field, codes: &[u8]| Column::new(field.id().into(), codes.to_vec());
    let flags = |field: Field, flags: &[u8]| {
        Column::new(field.id().into(), flags.iter().map(|flag| *flag == YES).collect::<Vec<_>>())
    };
    let ages = |field: Field, days: &[i32]| {
        Column::new(field.id().into(), days.iter().map(|day| i64::from(AS_OF - day)).collect::<Vec<_>>())
    };
    let columns = vec![
        codes(Field::MainMedium, &ledger.main_medium),
        codes(Field::AcquiredBy, &ledger.acquired_by),
        codes(Field::SentBy, &ledger.sent_by),
        codes(Field::KeptAt, &ledger.kept_at),
        codes(Field::DestroyedBy, &ledger.destroyed_by),
        codes(Field::Department, &ledger.department),
        flags(Field::Sensitive, &ledger.sensitive),
        flags(Field::MyNumber, &ledger.my_number),
        flags(Field::Takeout, &ledger.takeout),
        flags(Field::JointUse, &ledger.joint_use),
        flags(Field::Entrusted, &ledger.entrusted),
        flags(Field::Backup, &ledger.backup),
        flags(Field::Encrypted, &ledger.encrypted),
        flags(Field::Locked, &ledger.locked),
        Column::new("count".into(), &ledger.count),
        Column::new("retention_months".into(), &ledger.retention_months),
        ages(Field::AcquiredOn, &ledger.acquired_on),
        ages(Field::ReviewedOn, &ledger.reviewed_on),
        Column::new("remarks".into(), ledger.remarks.iter().map(String::as_str).collect::<Vec<_>>()),
    ];
    DataFrame::new_infer_height(columns).expect("columns of one length")
}

/// What every rule answers, one column each.
pub fn decide(frame: &DataFrame, rules: &[Expr]) -> DataFrame {
    frame.clone().lazy().select(rules).collect().expect("the rules of the benchmark do not fail")
}

/// Every rule as an expression of its own name.
pub fn expressions(rules: &[Tree]) -> Vec<Expr> {
    let numbered = |(number, rule): (usize, &Tree)| expression(rule).alias(format!("{number}"));
    rules.iter().enumerate().map(numbered).collect()
}

/// The answers of one rule.
pub fn words(answers: &DataFrame, rule: usize) -> Vec<u16> {
    let column = answers.column(&rule.to_string()).expect("a column for each rule");
    let numbers = column.cast(&DataType::UInt16).expect("numbers");
    numbers.u16().expect("numbers").into_no_null_iter().collect()
}

fn expression(tree: &Tree) -> Expr {
    let fold = |parts: &[Tree], join: fn(Expr, Expr) -> Expr| {
        parts.iter().map(expression).reduce(join).expect("at least one part")
    };
    match tree {
        Tree::Field(name) => col(name.as_str()),
        // Answers are small: numbers of two bytes save work wherever they stand alone.
        Tree::Number(number) => u16::try_from(*number).map_or_else(|_| lit(*number), lit),
        Tree::Not(part) => expression(part).not(),
        Tree::All(parts) => fold(parts, Expr::and),
        Tree::Any(parts) => fold(parts, Expr::or),
        Tree::Binary(operator, left, right) => binary(operator, left, right),
        Tree::OneOf(field, words) => {
            let equal = |word: &String| expression(field).eq(lit(code(field, word)));
            words.iter().map(equal).reduce(Expr::or).expect("at least one word")
        }
        Tree::Contains(text, part) => expression(text).str().contains_literal(lit(part.as_str())),
        Tree::EndsWith(text, part) => expression(text).str().ends_with(lit(part.as_str())),
        Tree::If(condition, then, otherwise) => {
            when(expression(condition)).then(expression(then)).otherwise(expression(otherwise))
        }
        Tree::Word(word) => panic!("{word} stands alone"),
    }
}

fn binary(operator: &str, left: &Tree, right: &Tree) -> Expr {
    let right = match right {
        Tree::Word(word) => lit(code(left, word)),
        Tree::Number(number) if reads(left) => lit(*number),
        other => expression(other),
    };
    let left = expression(left);
    match operator {
        "==" => left.eq(right),
        "!=" => left.neq(right),
        "<" => left.lt(right),
        "<=" => left.lt_eq(right),
        ">" => left.gt(right),
        ">=" => left.gt_eq(right),
        "+" => left + right,
        "*" => left * right,
        other => panic!("no operator {other}"),
    }
}

/// True for numbers that come from a column.
fn reads(tree: &Tree) -> bool {
    match tree {
        Tree::Field(_) => true,
        Tree::Binary(_, left, right) => reads(left) || reads(right),
        _ => false,
    }
}

fn code(field: &Tree, word: &str) -> u8 {
    let Tree::Field(name) = field else { panic!("{word} is compared with no field") };
    let words: &[&str] = match Field::of_variable(name).expect("a field") {
        Field::MainMedium => &MEDIA,
        Field::AcquiredBy => &ACQUISITIONS,
        Field::SentBy => &TRANSFERS,
        Field::KeptAt => &PLACES,
        Field::DestroyedBy => &DISPOSALS,
        Field::Department => &DEPARTMENTS,
        other => panic!("{} is no choice", other.id()),
    };
    // A word that the register never holds has a code of its own.
    let place = words.iter().position(|known| *known == word).unwrap_or(words.len());
    u8::try_from(place + 1).expect("few words")
}
