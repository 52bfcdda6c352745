//! Applies what a client changes to a compiled rulebook: the evaluator knows nothing of it.

mod exceptions;
mod lookup;
mod overrides;

use std::collections::HashMap;

use rhai::Dynamic;
use serde_spanned::Spanned;

use super::Settings;
use super::grounds::{Given, grounds, reason};
use super::layer::{AcceptableChange, ClientLayer, Grounds, ParameterChange};
use crate::assemble::Assembly;
use crate::error::{Place, Problem};
use crate::position::SourceText;
use crate::rulebook::Rulebook;

/// Applies the settings of a client; what is wrong with them is told in the problems of `assembly`.
pub(crate) fn depart(assembly: &mut Assembly<'_>, book: &mut Rulebook, settings: &Settings) {
    let layer = ClientLayer {
        file: settings.label.clone(),
        digest: settings.digest.clone(),
        name: settings.definition.client.name.as_deref().map(|name| name.trim().to_owned()),
        parameters: Vec::new(),
        acceptable: None,
        overrides: Vec::new(),
        exceptions: Vec::new(),
        warnings: Vec::new(),
    };
    let at = settings.at();
    let mut departures = Departures { assembly, book, settings, at, layer, seen: HashMap::new() };
    departures.parameters();
    departures.method();
    departures.acceptable();
    for given in &settings.definition.overrides {
        departures.override_rule(given);
    }
    for given in &settings.definition.exceptions {
        departures.except(given);
    }
    let mut layer = departures.layer;
    layer.name = layer.name.filter(|name| !name.is_empty());
    book.client = Some(layer);
}

struct Departures<'d, 'p> {
    assembly: &'d mut Assembly<'p>,
    book: &'d mut Rulebook,
    settings: &'d Settings,
    at: SourceText<'d>,
    layer: ClientLayer,
    /// Rules and keys that an override has named before, with its place.
    seen: HashMap<(String, &'static str), Place>,
}

/// What kind of rule an id names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Risk,
    Check,
    Duty,
}

impl Departures<'_, '_> {
    fn refuse(&mut self, place: Place, ja: impl Into<String>, en: impl Into<String>) {
        self.assembly.problems.push(Problem::error(place, ja, en));
    }

    fn warn(&mut self, place: Place, ja: impl Into<String>, en: impl Into<String>) {
        self.assembly.problems.push(Problem::warning(place, ja, en));
    }

    /// Sets known parameters to values of the same kind.
    fn parameters(&mut self) {
        let settings = self.settings;
        for (name, value) in &settings.definition.parameters {
            let place = self.at.content(&name.span());
            let id = name.get_ref();
            let Some(constant) =
                self.book.constants.get(id).filter(|_| self.book.parameters.contains_key(id))
            else {
                let problem = Problem::error(
                    place,
                    format!("`{id}` というパラメーターはありません"),
                    format!("there is no parameter `{id}`"),
                );
                let known = self.book.parameters.keys().map(String::as_str).collect();
                self.assembly.problems.push(with_known(problem, id, known));
                continue;
            };
            let (given, text) = match value {
                toml::Value::Integer(number) => (Dynamic::from(*number), number.to_string()),
                toml::Value::Boolean(flag) => (Dynamic::from(*flag), flag.to_string()),
                toml::Value::String(text) => (Dynamic::from(text.clone()), text.clone()),
                other => (Dynamic::UNIT, other.to_string()),
            };
            if given.type_id() != constant.type_id() {
                let (ja, en) = kind_of(constant);
                self.refuse(
                    place,
                    format!("パラメーター `{id}` には{ja}を書きます"),
                    format!("parameter `{id}` must be {en}"),
                );
                continue;
            }
            let before = self.book.parameters.insert(id.clone(), text.clone()).unwrap_or_default();
            if before == text {
                self.warn(
                    place,
                    format!("パラメーター `{id}` はルールパックの値（{before}）と同じです"),
                    format!("parameter `{id}` has the value of its pack already ({before})"),
                );
                continue;
            }
            self.book.constants.insert(id.clone(), given);
            self.layer.parameters.push(ParameterChange { id: id.clone(), before, after: text });
        }
    }

    /// Sees that the methods exist.
    fn method(&mut self) {
        let settings = self.settings;
        let Some(methods) = &settings.definition.client.method else { return };
        for id in methods.get_ref().ids().iter().filter(|id| !self.book.methods.contains_key(*id)) {
            let problem = Problem::error(
                self.at.content(&methods.span()),
                format!("評価方法 `{id}` がありません"),
                format!("there is no method `{id}`"),
            );
            let known = self.book.methods.keys().map(String::as_str).collect();
            self.assembly.problems.push(with_known(problem, id, known));
        }
    }

    /// Sets the acceptable band of the client's method.
    fn acceptable(&mut self) {
        let settings = self.settings;
        let header = &settings.definition.client;
        let Some(band) = &header.acceptable else {
            if let Some(reason) = &header.acceptable_reason {
                self.warn(
                    self.at.content(&reason.span()),
                    "acceptable がないため、acceptable_reason には意味がありません",
                    "acceptable_reason says nothing without acceptable",
                );
            }
            return;
        };
        let place = self.at.content(&band.span());
        let given = header.acceptable_reason.as_ref();
        let why = reason(&self.at, given, &place, "acceptable_reason", self.assembly.problems);
        let named = header.method.as_ref().map(|own| own.get_ref().ids()).unwrap_or_default();
        let decisive = |chosen: &[String]| {
            let methods = self.book.methods_in_turn(chosen, named, &settings.default_method);
            methods.ok().and_then(|methods| methods.first().map(|method| method.id.clone()))
        };
        // A method that there is not has been told, or ends the run.
        let Some(own) = decisive(&[]) else { return };
        let other = decisive(&settings.methods).filter(|other| *other != own);
        let Some(method) = self.book.methods.get_mut(&own) else { return };
        let after = band.get_ref().clone();
        if !method.has_bands() {
            self.refuse(
                place,
                format!("評価方法 `{own}` は点数を付けないため、許容水準はありません"),
                format!("method `{own}` has no scores, so there is no acceptable band"),
            );
        } else if method.rank(&after).is_none() {
            let problem = Problem::error(
                place,
                format!("評価方法 `{own}` に `{after}` という区分はありません"),
                format!("method `{own}` has no band `{after}`"),
            );
            let known = method.bands.iter().map(|band| band.id.as_str()).collect();
            self.assembly.problems.push(with_known(problem, &after, known));
        } else if let Some(other) = other {
            self.warn(
                place,
                format!("評価方法 `{other}` が指定されたため、`{own}` の許容水準は使っていません"),
                format!("method `{other}` was chosen, so the acceptable band of `{own}` is not used"),
            );
        } else if method.acceptable == after {
            self.warn(
                place,
                format!("許容水準は評価方法の既定（{after}）と同じです"),
                format!("the method has this acceptable band already ({after})"),
            );
        } else if let Some(reason) = why {
            let before = std::mem::replace(&mut method.acceptable, after.clone());
            self.layer.acceptable = Some(AcceptableChange { before, after, reason });
        }
    }

    fn grounds(
        &mut self,
        reason: Option<&Spanned<String>>,
        approved_by: Option<&String>,
        until: Option<&Spanned<toml::Value>>,
        place: &Place,
    ) -> Option<Grounds> {
        let given = Given { reason, approved_by, until, place: place.clone() };
        grounds(&self.at, self.settings.as_of, &given, self.assembly.problems)
    }
}

/// A problem with the name that is nearest, else with all that are known.
fn with_known(problem: Problem, name: &str, known: Vec<&str>) -> Problem {
    let list = known.join(", ");
    problem.with_help(format!("使えるもの: {list}"), format!("known: {list}")).with_nearest(name, known)
}

/// What values of a kind are called.
fn kind_of(constant: &Dynamic) -> (&'static str, &'static str) {
    if constant.is_int() {
        ("整数", "a whole number")
    } else if constant.is_bool() {
        (" true か false ", "true or false")
    } else {
        ("文字列", "text")
    }
}
