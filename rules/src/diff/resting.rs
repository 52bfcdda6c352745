//! What an expression rests on beside its own text.

use std::collections::BTreeMap;

use rhai::{ASTNode, Expr, StmtBlock};

use super::{Cause, DefinitionKind};
use crate::expression::Expression;
use crate::print::print;
use crate::register::FieldDefinition;
use crate::rule::{Control, Fact};
use crate::rulebook::{NameOrigin, Rulebook};
use crate::text::Text;

/// Definitions by kind and id, each with what it says.
type Definitions = BTreeMap<(DefinitionKind, String), String>;

/// What expressions rest on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Resting {
    /// What is read while a rule is decided.
    direct: Definitions,
    /// What is computed out of sight: facts, derived fields and what these rest on, functions.
    computed: Definitions,
}

/// What expressions over a register rest on, macros and functions seen through.
pub(super) fn resting<'b>(
    book: &'b Rulebook,
    register: &str,
    expressions: impl IntoIterator<Item = &'b Expression>,
) -> Resting {
    let mut walk = Walk { book, found: Resting::default(), computing: false };
    for expression in expressions {
        walk.expression(register, expression);
    }
    walk.found
}

impl Resting {
    /// Definitions that are different in another version, with the words for them.
    ///
    /// Where nothing else comes out of a rule, only what is computed out of its sight can matter.
    pub(super) fn causes(
        &self,
        after: &Self,
        shifted: bool,
        text: impl Fn(DefinitionKind, &str) -> Text,
    ) -> Vec<Cause> {
        let mut differing: Vec<&(DefinitionKind, String)> = Vec::new();
        let pairs = [(&self.direct, &after.direct, shifted), (&self.computed, &after.computed, true)];
        for (before, after, _) in pairs.iter().filter(|(_, _, matters)| *matters) {
            // What only one version names is part of how that version is written.
            let differs = |(key, said): &(&(DefinitionKind, String), &String)| {
                after.get(*key).is_some_and(|after| after != *said)
            };
            differing.extend(before.iter().filter(differs).map(|(key, _)| key));
        }
        differing.sort();
        differing.dedup();
        let cause = |(kind, id): &(DefinitionKind, String)| Cause {
            kind: *kind,
            id: id.clone(),
            text: text(*kind, id),
        };
        differing.into_iter().map(cause).collect()
    }
}

/// An expression in one spelling: line ends and blanks do not matter.
pub(super) fn spelling(expression: &Expression) -> String {
    expression.ast.statements().iter().map(|statement| printed(statement.clone())).collect()
}

fn printed(statement: rhai::Stmt) -> String {
    let place = statement.position();
    print(&Expr::Stmt(Box::new(StmtBlock::new([statement], place, place))))
}

/// The text of a function that expressions may call, in one spelling.
pub(super) fn function(expression: &Expression, name: &str, parameters: usize) -> Option<String> {
    let alone = expression
        .ast
        .clone_functions_only_filtered(|_, _, _, known, count| known == name && count == parameters);
    let arguments = alone.iter_functions().next()?.params.join(", ");
    let mut body = String::new();
    alone.walk(&mut |path| {
        if let [ASTNode::Stmt(statement)] = path {
            body.push_str(&printed((*statement).clone()));
            body.push(' ');
        }
        true
    });
    Some(format!("({arguments}) {}", body.trim_end()))
}

/// A fact in one spelling.
pub(super) fn fact(fact: &Fact) -> String {
    let Fact { register, aggregate, expression, of, by, .. } = fact;
    let spelling = spelling(expression);
    let of = of.as_deref().map(|of| format!(" of {of}")).unwrap_or_default();
    let by = by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
    format!("{register} {aggregate:?}{of}{by}: {spelling}")
}

struct Walk<'b> {
    book: &'b Rulebook,
    found: Resting,
    /// True inside of what is computed out of a rule's sight.
    computing: bool,
}

impl<'b> Walk<'b> {
    fn expression(&mut self, register: &str, expression: &'b Expression) {
        let asked = expression.named.iter().filter(|(function, _, _)| function == "is_blank");
        let asked = asked.map(|(_, name, _)| name.as_str());
        for name in expression.variables().chain(asked) {
            self.name(register, name);
        }
        for (name, parameters, _) in &expression.calls {
            if let Some(text) = function(expression, name, *parameters) {
                // Thresholds inside of functions are not looked at: what comes out may differ unseen.
                let was = std::mem::replace(&mut self.computing, true);
                self.note(DefinitionKind::Function, &format!("{name}/{parameters}"), text);
                self.computing = was;
            }
        }
    }

    /// Notes a definition; false if it is known already.
    fn note(&mut self, kind: DefinitionKind, id: &str, text: String) -> bool {
        let into = if self.computing { &mut self.found.computed } else { &mut self.found.direct };
        into.insert((kind, id.to_owned()), text).is_none()
    }

    /// Notes what stands in a cell or in none only because it was computed.
    fn computed(&mut self, kind: DefinitionKind, id: &str, text: String, of: (&str, &'b Expression)) {
        let was = std::mem::replace(&mut self.computing, true);
        if self.note(kind, id, text) {
            self.expression(of.0, of.1);
        }
        self.computing = was;
    }

    fn name(&mut self, register: &str, name: &str) {
        let book = self.book;
        if let Some(inner) = book.macros.get(name) {
            if self.note(DefinitionKind::Macro, name, spelling(inner)) {
                self.expression(register, inner);
            }
        } else if let Some(field) = self.field(register, name) {
            self.note_field(field);
        } else if let Some(control) = book.names.control(register, name).and_then(|id| book.controls.get(id))
        {
            // Which rows of the measures speak of it hangs on its wordings.
            let Control { id, title, names, .. } = control;
            let wordings = [&title.ja, &title.en].into_iter().chain(names).map(String::as_str);
            let wordings = wordings.collect::<Vec<_>>().join("\n");
            let was = std::mem::replace(&mut self.computing, true);
            self.note(DefinitionKind::Control, id, wordings);
            self.computing = was;
        } else if let Some(fact) = book.facts.iter().find(|fact| fact.id == name) {
            self.computed(DefinitionKind::Fact, name, self::fact(fact), (&fact.register, &fact.expression));
        } else if let Some(value) = book.parameters.get(name) {
            self.note(DefinitionKind::Parameter, name, value.clone());
        } else if let Some(words) = book.names.lists.get(name) {
            self.note(DefinitionKind::List, name, words.join("\n"));
        }
    }

    /// The field behind a name: of the register itself, or of one that a singular names.
    fn field(&self, register: &str, name: &str) -> Option<&'b FieldDefinition> {
        let schema = &self.book.schema;
        match self.book.origin_of(register, name) {
            NameOrigin::Own(field) => schema.field(register, &field),
            NameOrigin::Joined { register, field, .. } => schema.field(&register, &field),
            NameOrigin::Control(_) | NameOrigin::Elsewhere => None,
        }
    }

    fn note_field(&mut self, field: &'b FieldDefinition) {
        let id = format!("{}.{}", field.register, field.id);
        let FieldDefinition { kind, vocabulary, singular, open, names, from, .. } = field;
        if !self.note(
            DefinitionKind::Field,
            &id,
            format!("{kind:?} {vocabulary:?} {singular:?} {open} {names:?} {from:?}"),
        ) {
            return;
        }
        let of_it = [Some(field.register.as_str()), from.as_ref().and(names.as_deref())];
        for register in of_it.into_iter().flatten() {
            // What a pack brings along stands in no cell of a record.
            if let Some(reference) = self.book.schema.reference(register) {
                let lines = reference.lines().collect::<Vec<_>>().join("\n");
                let was = std::mem::replace(&mut self.computing, true);
                self.note(DefinitionKind::Register, register, lines);
                self.computing = was;
            }
        }
        if let Some(vocabulary) = self.book.schema.vocabulary_of(field) {
            let values: Vec<String> =
                vocabulary.values.iter().map(|value| format!("{} {:?}", value.id, value.media)).collect();
            self.note(DefinitionKind::Vocabulary, &vocabulary.id, values.join("\n"));
        }
        for (register, id, expression) in &self.book.derived {
            if (register, id) == (&field.register, &field.id) {
                let name = format!("{register}.{id}");
                self.computed(DefinitionKind::Field, &name, spelling(expression), (register, expression));
            }
        }
    }
}
