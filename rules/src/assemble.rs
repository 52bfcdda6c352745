//! Compiles the definitions of layered packs into a rulebook.

mod duties;
mod rules;
mod shapes;
mod timetable;

#[cfg(test)]
pub(crate) use rules::KINDS;

use std::collections::HashMap;
use std::sync::Arc;

use rhai::{AST, Engine, Position, Token};
use serde_spanned::Spanned;

use crate::client::{self, CLIENT, Settings};
use crate::error::{Place, Problem};
use crate::expression::Expression;
use crate::load::{Kin, LoadedPack};
use crate::position::SourceText;
use crate::problems::Problems;
use crate::rulebook::{Library, PackFunction, Rulebook};
use crate::sandbox;
use crate::schema::Schema;
use crate::slips;
use crate::work::Work;

/// Compiles packs, the first ones first; what cannot be compiled is left out and told in `problems`.
///
/// With the settings of a client its own layer is the last of `packs`, and what it changes is applied at the end.
pub(crate) fn assemble(
    packs: &[LoadedPack],
    settings: Option<&Settings>,
    problems: &mut Problems,
) -> Rulebook {
    let mut schema = Schema::default();
    let mut book = Rulebook::default();
    let mut work = Assembly {
        engine: sandbox::engine(chrono::NaiveDate::default(), &Work::default()),
        functions: AST::empty(),
        seen: HashMap::new(),
        problems,
        labels: Arc::default(),
        kin: Kin::new(packs.iter().map(|pack| &pack.identity)),
    };
    // Shapes and names first: rules of an early file may use what a later file defines.
    for pack in packs {
        for (path, file) in &pack.files {
            work.shapes(&mut schema, &mut book, &pack.identity.id, &pack.text(path), file);
        }
        work.functions(&mut book, pack);
    }
    for pack in packs {
        for (path, file) in &pack.files {
            work.fields(&mut schema, &mut book, &pack.identity.id, &pack.text(path), file);
        }
    }
    for pack in packs {
        for (path, file) in &pack.files {
            work.references(&mut schema, pack, &pack.text(path), file);
        }
    }
    schema.stages.sort_by_key(|stage| stage.order);
    if let Some(settings) = settings {
        schema.mapping = client::mapping::mapping(&schema, settings, work.problems);
    }
    book.schema = Arc::new(schema);
    book.names.schema = Arc::clone(&book.schema);
    for pack in packs {
        for (path, file) in &pack.files {
            work.names(&mut book, pack, &pack.text(path), file);
        }
    }
    for pack in packs {
        for (path, file) in &pack.files {
            work.rules(&mut book, &pack.identity.id, &pack.text(path), file);
        }
        book.packs.push(pack.identity.clone());
        if pack.named {
            book.named.push(pack.identity.id.clone());
        }
    }
    work.timetable(&mut book, packs);
    let order = |stage: &str| book.schema.stages.iter().position(|known| known.id == stage);
    book.risks.sort_by_cached_key(|rule| order(&rule.stage));
    if let Some(settings) = settings {
        client::depart(&mut work, &mut book, settings);
    }
    let by_header = book.read_by_header();
    Arc::make_mut(&mut book.schema).by_header = by_header;
    book.names.schema = Arc::clone(&book.schema);
    book
}

/// What assembling carries from pack to pack.
pub(crate) struct Assembly<'p> {
    engine: Engine,
    /// Functions of the packs, merged into every expression.
    functions: AST,
    /// Ids with the pack that defined them last, by kind.
    seen: HashMap<(&'static str, String), (String, Place)>,
    pub(crate) problems: &'p mut Problems,
    /// File of each of those functions.
    labels: Arc<HashMap<String, String>>,
    /// Which packs build on which.
    kin: Kin,
}

/// What people call a kind of definition.
pub(crate) fn kind_ja(kind: &str) -> &str {
    match kind {
        "rule" => "ルール",
        "control" => "対策",
        "step" => "段階",
        "parameter" => "パラメーター",
        "list" => "リスト",
        "macro" => "マクロ",
        "fact" => "ファクト",
        "function" => "関数",
        "stage" => "局面",
        "family" => "区分",
        "register" => "台帳",
        "field" => "項目",
        "vocabulary" => "語彙",
        "method" => "評価方法",
        other => other,
    }
}

/// What a definition means for those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Definition {
    New,
    /// It takes the place of one of an earlier pack.
    Replacing,
    /// It does not count: the same pack has it already, or a client would replace one of a pack.
    Refused,
}

/// What expressions name, so that another meaning changes the answers of rules that know nothing of it.
const NAMES: [&str; 4] = ["fact", "list", "macro", "function"];

/// The warning that a name takes another meaning for the rules of a pack that this one does not build on.
fn stranger(kind: &str, id: &str, first: &Place, place: Place) -> Problem {
    Problem::warning(
        place,
        format!("{} `{id}` は、土台にしていないパックのもの（{first}）を置き換えます", kind_ja(kind)),
        format!("{kind} `{id}` replaces that of a pack which this one does not extend ({first})"),
    )
    .with_help(
        "別の名前にするか、置き換えるつもりなら、そのパックを extends に書きます",
        "give it a name of its own, or list that pack under `extends` if the replacement is meant",
    )
}

impl Assembly<'_> {
    /// Notes a definition. A second one in the same pack is a problem; one of an earlier pack is replaced.
    fn define(
        &mut self,
        book: &mut Rulebook,
        kind: &'static str,
        id: &str,
        pack: &str,
        place: &Place,
    ) -> Definition {
        let key = (kind, id.to_owned());
        let earlier = self.seen.insert(key.clone(), (pack.to_owned(), place.clone()));
        match earlier {
            Some((other, first)) if other == pack => {
                self.problems.push(Problem::error(
                    place.clone(),
                    format!("{} `{id}` は {first} で定義済みです", kind_ja(kind)),
                    format!("{kind} `{id}` is already defined at {first}"),
                ));
                self.seen.insert(key, (other, first));
                Definition::Refused
            }
            Some(_) if pack == CLIENT => {
                self.problems.push(client::no_replacing(kind, id, place.clone()));
                Definition::Refused
            }
            Some((other, first)) => {
                if NAMES.contains(&kind) && !self.kin.builds_on(pack, &other) {
                    self.problems.push(stranger(kind, id, &first, place.clone()));
                }
                book.replaced.push((format!("{kind} {id}"), pack.to_owned()));
                Definition::Replacing
            }
            None => Definition::New,
        }
    }

    /// Compiles an expression of a pack; a problem leaves nothing.
    fn compile(&mut self, at: &SourceText<'_>, expression: &Spanned<String>) -> Option<Expression> {
        self.compile_text(expression.get_ref(), &at.content(&expression.span()))
    }

    pub(crate) fn compile_text(&mut self, text: &str, place: &Place) -> Option<Expression> {
        match Expression::compile(&self.engine, text, place) {
            Ok(mut expression) => {
                expression.ast = self.functions.merge(&expression.ast);
                expression.labels = Arc::clone(&self.labels);
                Some(expression)
            }
            Err(problem) => {
                self.problems.push(*problem);
                None
            }
        }
    }

    /// Compiles the pack's own functions.
    fn functions(&mut self, book: &mut Rulebook, pack: &LoadedPack) {
        let Some(text) = pack.source.files.get("functions.rhai") else { return };
        let at = pack.text("functions.rhai");
        // A function sees its parameters only: what a rule reads must stand in the rule.
        let mut engine = sandbox::engine(chrono::NaiveDate::default(), &Work::default());
        engine.set_strict_variables(true);
        let text = text.trim_start_matches('\u{feff}');
        match engine.compile(text) {
            Ok(ast) => {
                let functions = ast.clone_functions_only();
                let library = Library { label: at.label, functions };
                let places = function_places(&engine, text);
                for function in library.functions.iter_functions() {
                    Arc::make_mut(&mut self.labels).insert(function.name.to_owned(), library.label.clone());
                    let position = places.get(function.name).copied().unwrap_or(Position::NONE);
                    let (name, parameters) = (function.name, function.params.len());
                    let place = library.place(position);
                    // A later pack may replace a function as it replaces a rule.
                    self.define(book, "function", &format!("{name}/{parameters}"), &pack.identity.id, &place);
                    book.functions
                        .retain(|known| (known.name.as_str(), known.parameters) != (name, parameters));
                    book.functions.push(PackFunction { name: name.to_owned(), parameters, place });
                }
                self.functions = self.functions.merge(&library.functions);
                book.libraries.push(library);
            }
            Err(error) => {
                let position = error.position();
                let place = Place {
                    file: at.label,
                    line: position.line().unwrap_or(0),
                    column: position.position().unwrap_or(1),
                };
                let slip = slips::reason(error.err_type());
                self.problems.push(slip.within("関数が読めません", "cannot read the functions").at(place));
            }
        }
    }
}

/// Where functions are named in a text that defines them.
fn function_places(engine: &Engine, text: &str) -> HashMap<String, Position> {
    let mut places = HashMap::new();
    let mut after_fn = false;
    for (token, position) in sandbox::tokens(engine, text) {
        if let Token::Identifier(name) = &token
            && after_fn
        {
            places.insert(name.to_string(), position);
        }
        after_fn = token == Token::Fn;
    }
    places
}
