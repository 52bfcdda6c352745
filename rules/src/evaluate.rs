//! Runs expressions on one row at a time.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use rhai::{AST, Array, Dynamic, Engine, EvalAltResult, ImmutableString, Position, Scope};

use crate::bindings::Bindings;
use crate::columns::Columns;
use crate::error::Place;
use crate::expression::Expression;
use crate::names::{Kind, Variable};
use crate::normal::{OWN, own_name};
use crate::record::World;
use crate::rulebook::Rulebook;
use crate::sandbox::{self, stop_at};
use crate::slot::{Asked, Slot};
use crate::text::Text;
use crate::work::{MAX_STEPS, TooMuch, Work, stopped};

/// Runs the expressions of a rulebook. Each thread has its own.
#[derive(Debug)]
pub struct Evaluator {
    pub(crate) rulebook: Arc<Rulebook>,
    engine: Engine,
    frame: Arc<RwLock<Frame>>,
    pub(crate) work: Work,
}

/// What the engine's callbacks see of the row at hand.
#[derive(Debug)]
struct Frame {
    world: Arc<World>,
    bindings: Arc<Bindings>,
    row: usize,
    /// Blank flags that are being tried, the latest last.
    tried: Vec<(String, bool)>,
    /// Names read so far, each once.
    reads: Vec<String>,
    /// Values of the macros met in this run: each is computed once, however often it is named.
    macros: HashMap<String, Dynamic>,
    /// Macros being computed within each other.
    depth: usize,
}

/// Why an expression gave no value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Stop {
    /// It read a field that is blank or was not understood.
    Asked(String),
    /// It failed.
    Failed(Failure),
}

/// An expression that failed at run time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Failure {
    /// Where in the pack.
    pub place: Place,
    /// What happened.
    pub message: Text,
}

/// Most macros that may be computed within each other.
pub(crate) const MAX_MACROS_DEEP: usize = 8;

/// Most blank flags that are tried both ways in one expression.
pub(crate) const MAX_TRIED_FLAGS: usize = 6;

impl Evaluator {
    /// An evaluator for the records of a ledger described by `world`.
    pub fn new(rulebook: Arc<Rulebook>, world: Arc<World>) -> Self {
        let work = Work::default();
        let mut engine = sandbox::engine(world.as_of, &work);
        let nothing = Bindings::plain("ledger", Arc::new(Columns::new(0)));
        let frame = Arc::new(RwLock::new(Frame {
            world,
            bindings: Arc::new(nothing),
            row: 0,
            tried: Vec::new(),
            reads: Vec::new(),
            macros: HashMap::new(),
            depth: 0,
        }));
        resolve_variables(&mut engine, Arc::clone(&rulebook), Arc::clone(&frame), work.clone());
        register_presence(&mut engine, &rulebook, &frame);
        Self { rulebook, engine, frame, work }
    }

    /// Turns to a row.
    pub fn turn_to(&mut self, bindings: &Arc<Bindings>, row: usize) {
        self.work.begin();
        let mut frame = write(&self.frame);
        if !Arc::ptr_eq(&frame.bindings, bindings) {
            frame.bindings = Arc::clone(bindings);
        }
        frame.row = row;
        frame.tried.clear();
        frame.reads.clear();
    }

    /// Names read since the last call, in order.
    pub(crate) fn take_reads(&mut self) -> Vec<String> {
        std::mem::take(&mut write(&self.frame).reads)
    }

    pub(crate) fn put_reads(&mut self, reads: Vec<String>) {
        write(&self.frame).reads = reads;
    }

    fn variable(&self, name: &str) -> Option<Variable> {
        self.rulebook.names.resolve(read(&self.frame).bindings.register(), name)
    }

    /// Runs `work` as if a blank flag had been filled in.
    fn trying<T>(&mut self, field: &str, flag: bool, work: impl FnOnce(&mut Self) -> T) -> T {
        write(&self.frame).tried.push((field.to_owned(), flag));
        let result = work(self);
        write(&self.frame).tried.pop();
        result
    }

    /// The value of a yes/no expression; blank flags are asked for only if the answer hangs on them.
    pub fn truth(&mut self, expression: &Expression) -> Result<bool, Stop> {
        self.settle(&mut |this| this.bare_truth(expression))
    }

    /// The value of a yes/no expression, stopping at the first blank flag.
    pub(crate) fn bare_truth(&mut self, expression: &Expression) -> Result<bool, Stop> {
        let value = self.run(expression)?;
        value.as_bool().map_err(|got| self.wrong_type(expression, "true / false", got))
    }

    /// The value of a number expression.
    pub fn number(&mut self, expression: &Expression) -> Result<i64, Stop> {
        self.settle(&mut |this| {
            let value = this.run(expression)?;
            value.as_int().map_err(|got| this.wrong_type(expression, "number", got))
        })
    }

    /// Runs `work`; where it stops at a blank flag, tries both answers and asks only if they differ.
    pub(crate) fn settle<T: PartialEq>(
        &mut self,
        work: &mut dyn FnMut(&mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.settle_within(work, MAX_TRIED_FLAGS)
    }

    fn settle_within<T: PartialEq>(
        &mut self,
        work: &mut dyn FnMut(&mut Self) -> Result<T, Stop>,
        tries: usize,
    ) -> Result<T, Stop> {
        let result = work(self);
        let Err(Stop::Asked(field)) = &result else { return result };
        let is_flag = self.variable(field).is_some_and(|variable| variable.kind == Kind::Flag);
        if !is_flag || tries == 0 {
            return result;
        }
        let mut attempt = |flag: bool| self.trying(field, flag, |this| this.settle_within(work, tries - 1));
        match (attempt(true), attempt(false)) {
            (yes, no) if yes == no => yes,
            (Err(Stop::Failed(failure)), _) | (_, Err(Stop::Failed(failure))) => Err(Stop::Failed(failure)),
            _ => result,
        }
    }

    fn run(&self, expression: &Expression) -> Result<Dynamic, Stop> {
        self.value(expression, &expression.ast)
    }

    /// The value of a part of an expression by itself, stopping at the first blank field.
    pub(crate) fn run_part(&self, whole: &Expression, part: &AST) -> Result<Dynamic, Stop> {
        self.work.begin();
        self.value(whole, part)
    }

    fn value(&self, whole: &Expression, part: &AST) -> Result<Dynamic, Stop> {
        {
            let mut frame = write(&self.frame);
            frame.macros.clear();
            frame.depth = 0;
        }
        let result = self.engine.eval_ast_with_scope::<Dynamic>(&mut Scope::new(), part);
        result.map_err(|error| stop_of(whole, *error))
    }

    #[expect(clippy::unused_self, reason = "reads as a question to the evaluator, like its siblings")]
    fn wrong_type(&self, expression: &Expression, wanted: &str, got: &str) -> Stop {
        Stop::Failed(Failure {
            place: expression.place.clone(),
            message: Text::new(
                format!("式の結果が {wanted} ではなく `{got}` です"),
                format!("the expression gives `{got}`, not {wanted}"),
            ),
        })
    }
}

/// A failure inside a macro, which knows its own place.
fn inside_macro(expression: &Expression, error: EvalAltResult) -> EvalAltResult {
    match stop_of(expression, error) {
        Stop::Asked(field) => stopped(Dynamic::from(Asked(field))),
        Stop::Failed(failure) => stopped(Dynamic::from(failure)),
    }
}

fn stop_of(expression: &Expression, error: EvalAltResult) -> Stop {
    let mut position = error.position();
    let mut inner = error;
    // The file of the pack's function in which it went wrong, if it did in one.
    let mut label: Option<&str> = None;
    loop {
        inner = match inner {
            EvalAltResult::ErrorInFunctionCall(name, _, cause, _) => {
                position = cause.position();
                label = expression.labels.get(&name).map(String::as_str);
                *cause
            }
            EvalAltResult::ErrorTerminated(value, at) => {
                if let Some(Asked(field)) = value.clone().try_cast::<Asked>() {
                    return Stop::Asked(field);
                }
                if let Some(known) = value.clone().try_cast::<Failure>() {
                    return Stop::Failed(known);
                }
                if value.is::<TooMuch>() {
                    return Stop::Failed(too_much(expression));
                }
                let error = EvalAltResult::ErrorTerminated(value, at);
                break Stop::Failed(failure(expression, &error, (label, position)));
            }
            other => break Stop::Failed(failure(expression, &other, (label, position))),
        }
    }
}

fn too_much(expression: &Expression) -> Failure {
    Failure {
        place: expression.place.clone(),
        message: Text::new(
            format!("処理が多すぎるため打ち切りました（1行につき上限 {MAX_STEPS} ステップ）"),
            format!("it does too much and was stopped (at most {MAX_STEPS} steps for a record)"),
        ),
    }
}

/// Longest message of Rhai that is kept: a pack's function may throw a text of any length.
const MAX_MESSAGE: usize = 300;

fn failure(expression: &Expression, error: &EvalAltResult, at: (Option<&str>, Position)) -> Failure {
    let mut bare = error.to_string();
    if let Some(end) = bare.rfind(" (line ") {
        bare.truncate(end);
    }
    if let Some((end, _)) = bare.char_indices().nth(MAX_MESSAGE) {
        bare.truncate(end);
        bare.push('…');
    }
    Failure {
        place: match at {
            (Some(file), position) => Place::at(file, position),
            (None, position) => expression.at(position),
        },
        message: Text::new(format!("実行できません: {bare}"), format!("cannot be evaluated: {bare}")),
    }
}

impl Frame {
    fn slot(&self, name: &str) -> Option<Held<'_>> {
        if let Some((_, flag)) = self.tried.iter().rev().find(|(field, _)| field == name) {
            return Some(Held::Tried(*flag));
        }
        let own = self.bindings.slot(self.row, name);
        own.or_else(|| self.world.slots.get(name)).map(Held::Slot)
    }

    /// The value under a name, if there is one.
    fn known(&self, name: &str) -> Option<Dynamic> {
        match self.slot(name)? {
            Held::Tried(flag) => Some(Dynamic::from(flag)),
            Held::Slot(slot) => slot.value().cloned(),
        }
    }

    fn note(&mut self, name: &str) {
        if !self.reads.iter().any(|known| known == name) {
            self.reads.push(name.to_owned());
        }
    }
}

/// What stands under a name.
enum Held<'f> {
    /// A blank flag, tried with this answer.
    Tried(bool),
    Slot(&'f Slot),
}

impl Held<'_> {
    fn is_blank(&self) -> bool {
        matches!(self, Held::Slot(Slot::Blank | Slot::Nothing(_)))
    }
}

#[expect(deprecated, reason = "`on_var` is not deprecated but marked as volatile; Rhai is pinned")]
fn resolve_variables(engine: &mut Engine, rulebook: Arc<Rulebook>, frame: Arc<RwLock<Frame>>, work: Work) {
    engine.on_var(move |name, index, context| {
        // Parameters of a pack's own functions.
        if index > 0 {
            return Ok(None);
        }
        if let Some(expression) = rulebook.macros.get(name) {
            {
                let mut frame = write(&frame);
                if let Some(value) = frame.macros.get(name) {
                    return Ok(Some(value.clone()));
                }
                if frame.depth >= MAX_MACROS_DEEP {
                    return Err(Box::new(EvalAltResult::ErrorStackOverflow(Position::NONE)));
                }
                frame.depth += 1;
            }
            let result = context.engine().eval_ast_with_scope::<Dynamic>(&mut Scope::new(), &expression.ast);
            let mut frame = write(&frame);
            frame.depth = frame.depth.saturating_sub(1);
            let value = result.map_err(|error| inside_macro(expression, *error))?;
            frame.macros.insert(name.to_owned(), value.clone());
            return Ok(Some(value));
        }
        if let Some(value) = rulebook.constants.get(name) {
            // Reading a list makes a copy of it.
            let words = rulebook.names.lists.get(name).map_or(0, Vec::len);
            work.take(words / 8)?;
            return Ok(Some(value.clone()));
        }
        let mut frame = write(&frame);
        if let Some(value) = frame.known(name) {
            frame.note(name);
            return Ok(Some(value));
        }
        let Some(variable) = rulebook.names.resolve(frame.bindings.register(), name) else { return Ok(None) };
        frame.note(&variable.id);
        match frame.known(&variable.id) {
            Some(value) => Ok(Some(value)),
            None => stop_at(&variable.asks),
        }
    });
}

fn register_presence(engine: &mut Engine, rulebook: &Arc<Rulebook>, frame: &Arc<RwLock<Frame>>) {
    let (at, book) = (Arc::clone(frame), Arc::clone(rulebook));
    engine.register_fn("is_blank", move |name: ImmutableString| {
        let mut frame = write(&at);
        // Nearly every name is a field of the record: only the others need looking up.
        if let Some(blank) = frame.slot(name.as_str()).map(|held| held.is_blank()) {
            frame.note(name.as_str());
            return Ok(blank);
        }
        let variable = book.names.resolve(frame.bindings.register(), name.as_str());
        let id = variable.as_ref().map_or_else(|| name.to_string(), |variable| variable.id.clone());
        frame.note(&id);
        match (frame.slot(&id), variable.and_then(|variable| variable.singular)) {
            (Some(held), _) => Ok(held.is_blank()),
            // Of which vendor? That hangs on the set it is one of, which is blank itself.
            (None, Some(singular)) if singular != id && frame.slot(&singular).is_none() => {
                let plural = book.schema.plural_of(frame.bindings.register(), &singular);
                plural.map_or(Ok(true), |plural| stop_at(&plural.id))
            }
            (None, _) => Ok(true),
        }
    });
    let at = Arc::clone(frame);
    engine.register_fn("has_column", move |name: ImmutableString| {
        read(&at).world.columns.contains(&column_asked_after(name.as_str()))
    });
    let at = Arc::clone(frame);
    engine.register_fn("has_register", move |name: ImmutableString| {
        read(&at).world.registers.contains(name.as_str())
    });
}

/// What `has_column` looks for: `items.count` for `count`, a client's own column by the name it has.
pub(crate) fn column_asked_after(name: &str) -> String {
    let (register, column) = name.split_once('.').unwrap_or(("items", name));
    let own = column.strip_prefix(OWN).and_then(own_name);
    format!("{register}.{}", own.as_deref().unwrap_or(column))
}

/// A list of words as expressions see it.
pub(crate) fn list(words: &[String]) -> Dynamic {
    Dynamic::from(words.iter().map(|word| Dynamic::from(word.clone())).collect::<Array>())
}

// A panic while the lock is held would be a bug of ours, and the frame is reset for each record.
fn read(frame: &RwLock<Frame>) -> RwLockReadGuard<'_, Frame> {
    frame.read().unwrap_or_else(PoisonError::into_inner)
}

fn write(frame: &RwLock<Frame>) -> RwLockWriteGuard<'_, Frame> {
    frame.write().unwrap_or_else(PoisonError::into_inner)
}
