//! The values of a `switch`, which Rhai's tree keeps only as hashes: they are read from the text.

use std::collections::HashSet;

use rhai::{Engine, Expr, Position, SwitchCasesCollection, Token};

use super::{Constant, Leaf, Part, Walk};
use crate::error::Place;
use crate::names::Kind;
use crate::sandbox;

/// Values of the `switch`es of an expression, by the position of the word `switch`.
pub(super) type Arms = Vec<(Position, Vec<(Constant, Position)>)>;

impl Walk<'_, '_> {
    pub(super) fn switch(
        &mut self,
        subject: &Expr,
        cases: &SwitchCasesCollection,
        position: Position,
    ) -> Part {
        let subject = self.part(subject);
        let arms = self.arms_of(position);
        for arm in arms.iter().flatten() {
            self.compare("==", &subject, std::slice::from_ref(arm), &arm.place);
        }
        let mut part: Part = Vec::new();
        for case in &cases.expressions {
            let condition = self.part(&case.lhs);
            self.flag(&condition, "if");
            part.extend(self.part(&case.rhs));
        }
        let complete = arms.as_deref().is_none_or(|arms| self.covers(&subject, arms));
        if cases.def_case.is_none() && !complete {
            part.push(self.leaf(Kind::Nothing, position));
        }
        part
    }

    /// The values of the `switch` at a position; nothing where the text cannot be followed.
    fn arms_of(&mut self, position: Position) -> Option<Part> {
        let arms = self.arms.get_or_insert_with(|| arms(&self.types.engine, &self.expression.text));
        let (_, arms) = arms.iter().find(|(at, _)| *at == position)?;
        let arms = arms.clone();
        let leaf = |(constant, at): (Constant, Position)| {
            let kind = match constant {
                Constant::Text(_) => Kind::Text,
                Constant::Number(_) => Kind::Number,
                Constant::Flag(_) => Kind::Flag,
            };
            let place: Place = self.expression.at(at);
            Leaf { kind, place, name: None, constant: Some(constant), entries: Vec::new() }
        };
        Some(arms.into_iter().map(leaf).collect())
    }

    /// True if every value that the subject may have is among the arms.
    fn covers(&self, subject: &[Leaf], arms: &[Leaf]) -> bool {
        let texts: HashSet<&str> = arms
            .iter()
            .filter_map(|arm| match &arm.constant {
                Some(Constant::Text(text)) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let has = |flag| arms.iter().any(|arm| arm.constant == Some(Constant::Flag(flag)));
        subject.iter().all(|leaf| match &leaf.kind {
            Kind::Flag => has(true) && has(false),
            Kind::Choice(vocabulary) => self
                .types
                .book
                .schema
                .vocabularies
                .get(vocabulary)
                .is_some_and(|known| known.values.iter().all(|value| texts.contains(value.id.as_str()))),
            _ => false,
        })
    }
}

fn arms(engine: &Engine, text: &str) -> Arms {
    let tokens = sandbox::tokens(engine, text);
    let starts = tokens.iter().enumerate().filter(|(_, (token, _))| *token == Token::Switch);
    starts.map(|(at, (_, position))| (*position, values(tokens.get(at + 1..).unwrap_or_default()))).collect()
}

/// The values before `=>` of the `switch` whose tokens follow.
fn values(tokens: &[(Token, Position)]) -> Vec<(Constant, Position)> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut in_value = false;
    let mut tokens = tokens.iter().peekable();
    while let Some((token, position)) = tokens.next() {
        match token {
            Token::LeftBrace | Token::LeftParen | Token::LeftBracket | Token::MapStart => {
                depth += 1;
                in_value = depth == 1 && *token == Token::LeftBrace;
            }
            Token::RightBrace | Token::RightParen | Token::RightBracket => {
                depth = depth.saturating_sub(1);
                if depth == 0 && *token == Token::RightBrace {
                    break;
                }
                // A comma may be left out after a block.
                let next = tokens.peek().map(|(token, _)| token);
                in_value = depth == 1 && *token == Token::RightBrace && next.is_some_and(starts_value);
            }
            Token::Comma => in_value = depth == 1,
            Token::DoubleArrow | Token::If => in_value = false,
            Token::StringConstant(text) if in_value => {
                found.push((Constant::Text(text.to_string()), *position));
            }
            Token::IntegerConstant(number) if in_value => found.push((Constant::Number(*number), *position)),
            Token::True | Token::False if in_value => {
                found.push((Constant::Flag(*token == Token::True), *position));
            }
            _ => {}
        }
    }
    found
}

fn starts_value(token: &Token) -> bool {
    matches!(
        token,
        Token::StringConstant(_) | Token::IntegerConstant(_) | Token::True | Token::False | Token::Underscore
    )
}
