//! Registers, fields, vocabularies, methods, and the names that expressions may use.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use rhai::Dynamic;

use super::{Assembly, Definition, stranger};
use crate::definition::{FactDefinition, ListDefinition, PackFile};
use crate::error::{Place, Problem, Rests};
use crate::evaluate::list;
use crate::load::LoadedPack;
use crate::names::Kind;
use crate::position::{SourceText, Step};
use crate::reference::Reference;
use crate::register::FieldType;
use crate::rule::{Aggregate, Fact, FactPlaces};
use crate::rulebook::{Defined, Rulebook};
use crate::schema::Schema;
use crate::text::Text;

/// Most words of a list: functions go through all of them.
const MAX_LIST: usize = 2_000;
/// Most fields of a register: a name is looked for among all of them.
const MAX_FIELDS: usize = 200;
/// Most values of a vocabulary, for the same reason.
const MAX_VALUES: usize = 500;
/// Most macros of the layered packs: each rule is looked through with all that it names.
const MAX_MACROS: usize = 200;

impl Assembly<'_> {
    /// Takes over stages, families, registers, fields, vocabularies and methods.
    pub(super) fn shapes(
        &mut self,
        schema: &mut Schema,
        book: &mut Rulebook,
        pack: &str,
        at: &SourceText<'_>,
        file: &PackFile,
    ) {
        for stage in &file.stage {
            let place = at.place(stage.span().start);
            let stage = stage.get_ref().clone();
            let definition = self.define(book, "stage", &stage.id, pack, &place);
            if definition == Definition::Replacing {
                schema.stages.retain(|known| known.id != stage.id);
            }
            if definition != Definition::Refused {
                schema.stages.push(stage);
            }
        }
        for family in &file.family {
            let place = at.place(family.span().start);
            let family = family.get_ref().clone();
            let definition = self.define(book, "family", &family.id, pack, &place);
            if definition == Definition::Replacing {
                schema.families.retain(|known| known.id != family.id);
            }
            if definition != Definition::Refused {
                schema.families.push(family);
            }
        }
        for register in &file.register {
            let place = at.place(register.span().start);
            let mut register = register.get_ref().clone();
            if self.define(book, "register", &register.id, pack, &place) != Definition::Refused {
                if let Some(known) = schema.registers.shift_remove(&register.id) {
                    register.fields = known.fields;
                }
                schema.registers.insert(register.id.clone(), register);
            }
        }
        for vocabulary in &file.vocabulary {
            let place = at.place(vocabulary.span().start);
            let start = Step::Starting(vocabulary.span().start);
            let vocabulary = vocabulary.get_ref().clone();
            if vocabulary.values.len() > MAX_VALUES {
                self.problems.push(Problem::error(
                    place,
                    format!("語彙 `{}` の値が多すぎます（上限 {MAX_VALUES}）", vocabulary.id),
                    format!("vocabulary `{}` has too many values (at most {MAX_VALUES})", vocabulary.id),
                ));
                continue;
            }
            let mut ids = HashSet::new();
            for (entry, value) in vocabulary.values.iter().enumerate() {
                if !ids.insert(&value.id) {
                    let path = [Step::Key("vocabulary"), start, Step::Key("value"), Step::Entry(entry)];
                    self.problems.push(Problem::error(
                        at.part(&[&path[..], &[Step::Key("id")]].concat()),
                        format!("語彙 `{}` に値 `{}` が二つあります", vocabulary.id, value.id),
                        format!("vocabulary `{}` has the value `{}` twice", vocabulary.id, value.id),
                    ));
                }
            }
            if self.define(book, "vocabulary", &vocabulary.id, pack, &place) != Definition::Refused {
                schema.vocabularies.insert(vocabulary.id.clone(), vocabulary);
            }
        }
        for method in &file.method {
            let place = at.place(method.span().start);
            let method = method.get_ref().clone();
            if self.define(book, "method", &method.id, pack, &place) != Definition::Refused {
                book.methods.insert(method.id.clone(), method);
            }
        }
    }

    /// Takes over fields (their registers are all known now), parameters, lists, macros and facts.
    pub(super) fn names(
        &mut self,
        book: &mut Rulebook,
        pack: &LoadedPack,
        at: &SourceText<'_>,
        file: &PackFile,
    ) {
        for (id, value) in &file.parameters {
            let path = [Step::Key("parameters"), Step::Key(id)];
            let earlier = self.seen.get(&("parameter", id.clone())).cloned();
            self.named(book, pack, "parameter", id, at.key(&path));
            let (kind, constant, text) = match value {
                toml::Value::Integer(number) => (Kind::Number, Dynamic::from(*number), number.to_string()),
                toml::Value::Boolean(flag) => (Kind::Flag, Dynamic::from(*flag), flag.to_string()),
                toml::Value::String(text) => (Kind::Text, Dynamic::from(text.clone()), text.clone()),
                other => {
                    self.problems.push(Problem::error(
                        at.part(&path),
                        format!("パラメーター `{id}` は整数・true/false・文字列のどれかにしてください"),
                        format!(
                            "parameter `{id}` must be a whole number, true/false or text, not {}",
                            other.type_str()
                        ),
                    ));
                    continue;
                }
            };
            if let Some((other, first)) = earlier
                && !self.kin.builds_on(&pack.identity.id, &other)
                && book.parameters.get(id).is_some_and(|known| *known != text)
            {
                self.problems.push(stranger("parameter", id, &first, at.key(&path)));
            }
            book.names.parameters.insert(id.clone(), kind);
            book.parameters.insert(id.clone(), text);
            book.constants.insert(id.clone(), constant);
        }
        for (id, definition) in &file.lists {
            let path = [Step::Key("lists"), Step::Key(id)];
            self.named(book, pack, "list", id, at.key(&path));
            let words = match definition {
                ListDefinition::Words(words) => words.clone(),
                ListDefinition::File { csv } => {
                    if let Some(text) = pack.source.files.get(csv) {
                        first_column(text)
                    } else {
                        let csvs = pack.source.files.keys().map(String::as_str);
                        let problem = Problem::error(
                            at.part(&[&path[..], &[Step::Key("csv")]].concat()),
                            format!("リスト `{id}` のファイル `{csv}` がありません"),
                            format!("list `{id}` names the file `{csv}`, which is not in the pack"),
                        );
                        self.problems.push_with(|| problem.with_nearest(csv, csvs));
                        continue;
                    }
                }
            };
            if words.len() > MAX_LIST {
                self.problems.push(Problem::error(
                    at.key(&path),
                    format!("リスト `{id}` が長すぎます（上限 {MAX_LIST} 語）"),
                    format!("list `{id}` is too long (at most {MAX_LIST} words)"),
                ));
                continue;
            }
            book.constants.insert(id.clone(), list(&words));
            book.names.lists.insert(id.clone(), words);
        }
        for (id, text) in &file.macros {
            let place = at.key(&[Step::Key("macros"), Step::Key(id)]);
            if book.macros.len() >= MAX_MACROS && !book.macros.contains_key(id) {
                self.problems.push(Problem::error(
                    place,
                    format!("マクロが多すぎます（上限 {MAX_MACROS}）"),
                    format!("there are too many macros (at most {MAX_MACROS})"),
                ));
                break;
            }
            self.named(book, pack, "macro", id, place);
            if let Some(expression) = self.compile(at, text) {
                book.names.macros.insert(id.clone(), Kind::Unknown);
                book.macros.insert(id.clone(), expression);
            }
        }
        for fact in &file.fact {
            let place = at.content(&fact.get_ref().id.span());
            if let Some(fact) = self.fact(at, fact.get_ref())
                && self.define(book, "fact", &fact.id, &pack.identity.id, &place) != Definition::Refused
            {
                let kind = match fact.aggregate {
                    Aggregate::Any | Aggregate::All => Kind::Flag,
                    Aggregate::Count | Aggregate::Sum => Kind::Number,
                    Aggregate::Earliest | Aggregate::Latest => Kind::Date,
                };
                book.names.facts.insert(fact.id.clone(), kind);
                book.facts.retain(|known| known.id != fact.id);
                let Fact { id, .. } = &fact;
                let (kind, pack) = ("fact", pack.identity.id.clone());
                book.defined.push(Defined { kind, id: id.clone(), pack, place });
                book.facts.push(fact);
            }
        }
    }

    /// Reads the records that packs bring along for their registers, whose fields are all known now.
    pub(super) fn references(
        &mut self,
        schema: &mut Schema,
        pack: &LoadedPack,
        at: &SourceText<'_>,
        file: &PackFile,
    ) {
        for register in &file.register {
            let Some(csv) = &register.get_ref().records else { continue };
            let Some(known) = schema.registers.get_mut(&register.get_ref().id) else { continue };
            let Some(text) = pack.source.files.get(csv) else {
                let start = Step::Starting(register.span().start);
                let csvs = pack.source.files.keys().map(String::as_str).filter(|path| is_csv(path));
                let problem = Problem::error(
                    at.part(&[Step::Key("register"), start, Step::Key("records")]),
                    format!("台帳 `{}` のファイル `{csv}` がありません", known.id),
                    format!("register `{}` names the file `{csv}`, which is not in the pack", known.id),
                );
                self.problems.push_with(|| problem.with_nearest(csv, csvs));
                continue;
            };
            let reference = Reference::read(&pack.label(csv), text, known, self.problems);
            known.reference = Some(Arc::new(reference));
        }
    }

    /// Notes the name of a parameter, list or macro.
    fn named(&mut self, book: &mut Rulebook, pack: &LoadedPack, kind: &'static str, id: &str, place: Place) {
        let pack = &pack.identity.id;
        if self.define(book, kind, id, pack, &place) == Definition::Replacing {
            book.defined.retain(|known| (known.kind, known.id.as_str()) != (kind, id));
        }
        book.defined.push(Defined { kind, id: id.to_owned(), pack: pack.clone(), place });
    }

    /// Takes over the fields of a file.
    pub(super) fn fields(
        &mut self,
        schema: &mut Schema,
        book: &mut Rulebook,
        pack: &str,
        at: &SourceText<'_>,
        file: &PackFile,
    ) {
        for field in &file.field {
            let start = Step::Starting(field.span().start);
            let part = |key| at.part(&[Step::Key("field"), start, Step::Key(key)]);
            let place = part("id");
            let field = field.get_ref().clone();
            let needs_vocabulary = matches!(field.kind, FieldType::Choice | FieldType::Set);
            let has_vocabulary =
                field.vocabulary.as_ref().is_some_and(|id| schema.vocabularies.contains_key(id));
            if needs_vocabulary && !has_vocabulary {
                let id = field.vocabulary.clone().unwrap_or_default();
                let problem = Problem::error(
                    part("vocabulary"),
                    format!("項目 `{}` の語彙 `{id}` がありません", field.id),
                    format!("field `{}` names the vocabulary `{id}`, which does not exist", field.id),
                );
                let known: Vec<_> = schema.vocabularies.keys().map(String::as_str).collect();
                self.problems.push_with(|| problem.with_nearest(&id, known));
                self.problems.cause(&field.id);
                continue;
            }
            let name = format!("{}.{}", field.register, field.id);
            if self.define(book, "field", &name, pack, &place) == Definition::Refused {
                continue;
            }
            if let Some(register) = schema.registers.get_mut(&field.register) {
                if register.fields.len() >= MAX_FIELDS && !register.fields.contains_key(&field.id) {
                    self.problems.push(Problem::error(
                        place,
                        format!("台帳 `{}` の項目が多すぎます（上限 {MAX_FIELDS}）", register.id),
                        format!("register `{}` has too many fields (at most {MAX_FIELDS})", register.id),
                    ));
                    continue;
                }
                register.fields.insert(field.id.clone(), field);
            } else {
                let problem = Problem::error(
                    part("register"),
                    format!("項目 `{}` の台帳 `{}` がありません", field.id, field.register),
                    format!("field `{}` is of register `{}`, which does not exist", field.id, field.register),
                );
                let known: Vec<_> = schema.registers.keys().map(String::as_str).collect();
                self.problems
                    .push_with(|| problem.with_nearest(&field.register, known).resting(Rests::OnDefinitions));
                self.problems.cause(&field.id);
            }
        }
    }

    fn fact(&mut self, at: &SourceText<'_>, fact: &FactDefinition) -> Option<Fact> {
        let given: Vec<_> = [
            (Aggregate::Any, &fact.any),
            (Aggregate::All, &fact.all),
            (Aggregate::Count, &fact.count),
            (Aggregate::Sum, &fact.sum),
            (Aggregate::Earliest, &fact.earliest),
            (Aggregate::Latest, &fact.latest),
        ]
        .into_iter()
        .filter_map(|(aggregate, text)| Some((aggregate, text.as_ref()?)))
        .collect();
        let place = at.content(&fact.id.span());
        let [(aggregate, text)] = given.as_slice() else {
            self.problems.push(Problem::error(
                place,
                format!(
                    "ファクト `{}` には any、all、count、sum、earliest、latest のどれか一つが要ります",
                    fact.id.get_ref()
                ),
                format!("fact `{}` needs one of any, all, count, sum, earliest, latest", fact.id.get_ref()),
            ));
            return None;
        };
        let needs_field = matches!(aggregate, Aggregate::Sum | Aggregate::Earliest | Aggregate::Latest);
        if needs_field && fact.of.is_none() {
            self.problems.push(Problem::error(
                place,
                format!("ファクト `{}` には of（集計する項目）が要ります", fact.id.get_ref()),
                format!("fact `{}` needs `of`, the field to sum up", fact.id.get_ref()),
            ));
            return None;
        }
        Some(Fact {
            id: fact.id.get_ref().clone(),
            register: fact.register.get_ref().clone(),
            title: fact.title.clone().unwrap_or_else(|| Text::same(fact.id.get_ref())),
            aggregate: *aggregate,
            expression: self.compile(at, text)?,
            of: fact.of.as_ref().map(|field| field.get_ref().clone()),
            by: fact.by.as_ref().map(|field| field.get_ref().clone()),
            places: FactPlaces {
                register: at.content(&fact.register.span()),
                of: fact.of.as_ref().map_or_else(|| place.clone(), |of| at.content(&of.span())),
                by: fact.by.as_ref().map_or_else(|| place.clone(), |by| at.content(&by.span())),
            },
        })
    }
}

fn is_csv(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// First column of a CSV file, its header line left out. Lists hold words, so no quoting is needed.
fn first_column(text: &str) -> Vec<String> {
    let cell = |line: &str| line.split(',').next().unwrap_or_default().trim().trim_matches('"').to_owned();
    // Excel for the Mac once ended lines with nothing but a carriage return.
    text.split(['\n', '\r']).skip(1).map(cell).filter(|word| !word.is_empty()).collect()
}
