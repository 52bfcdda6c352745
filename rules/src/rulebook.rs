//! The layered packs, compiled: everything the engine asks of rules.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use indexmap::IndexMap;
use rhai::{AST, ASTNode, Dynamic, Expr, Position};

use crate::assemble::assemble;
use crate::client::layer::{ClientLayer, Originals};
use crate::client::{self, CLIENT, ClientFile, ClientOptions};
use crate::decide::Part;
use crate::error::{Gravity, PackError, Place, Problem};
use crate::expression::Expression;
use crate::lint;
use crate::load::{self, PackIdentity};
use crate::method::Method;
use crate::names::{Names, Variable};
use crate::normal::{OWN, own_name};
use crate::problems::Problems;
use crate::rule::{About, Check, Control, Duty, Fact, RiskRule, TimetableStep};
use crate::schema::Schema;
use crate::situation::Subject;
use crate::source::PackFiles;

/// The compiled rules, controls and methods of layered packs.
#[derive(Debug, Default)]
pub struct Rulebook {
    /// Packs in the order they were layered.
    pub packs: Vec<PackIdentity>,
    /// Registers, vocabularies, stages and families.
    pub schema: Arc<Schema>,
    /// Parameters with their values as text.
    pub parameters: IndexMap<String, String>,
    /// Risk rules, by stage and id.
    pub risks: Vec<RiskRule>,
    /// Checks in the order of the packs.
    pub checks: Vec<Check>,
    /// Duties in the order of the packs.
    pub duties: Vec<Duty>,
    /// Steps of the timetable, in their order.
    pub steps: Vec<TimetableStep>,
    /// Controls by id.
    pub controls: IndexMap<String, Control>,
    /// Facts in the order of the packs.
    pub facts: Vec<Fact>,
    /// Methods by id.
    pub methods: IndexMap<String, Method>,
    /// Expressions that fill blank fields: register, field, expression.
    pub derived: Vec<(String, String, Expression)>,
    /// Impact of an item where a rule does not say otherwise.
    pub impact: Option<Expression>,
    /// Impact of an item on the scale of a method that has one of its own, by the id of the method.
    pub own_impacts: IndexMap<String, Expression>,
    /// Definitions of earlier packs that later ones replaced: what, by which pack.
    pub replaced: Vec<(String, String)>,
    /// What the settings of a client changed.
    pub client: Option<ClientLayer>,
    /// Ids of the packs that were named, as against those they extend.
    pub(crate) named: Vec<String>,
    /// Rules that the client switched off or changed, as their packs have them.
    pub(crate) originals: Originals,
    pub(crate) names: Names,
    pub(crate) constants: HashMap<String, Dynamic>,
    pub(crate) macros: IndexMap<String, Expression>,
    /// Functions of the packs.
    pub(crate) functions: Vec<PackFunction>,
    /// The files that hold them.
    pub(crate) libraries: Vec<Library>,
    /// Parameters, lists, macros and facts as packs define them.
    pub(crate) defined: Vec<Defined>,
}

/// A function of a pack.
#[derive(Debug, Clone)]
pub(crate) struct PackFunction {
    pub(crate) name: String,
    /// Number of its parameters.
    pub(crate) parameters: usize,
    pub(crate) place: Place,
}

/// The functions of one pack.
#[derive(Debug)]
pub(crate) struct Library {
    /// Pack and file, as messages show it.
    pub(crate) label: String,
    pub(crate) functions: AST,
}

impl Library {
    /// The place of a position in its file.
    pub(crate) fn place(&self, position: Position) -> Place {
        Place::at(&self.label, position)
    }
}

/// A name that a pack gives to something that expressions may read.
#[derive(Debug, Clone)]
pub(crate) struct Defined {
    /// `parameter`, `list`, `macro` or `fact`.
    pub(crate) kind: &'static str,
    pub(crate) id: String,
    /// Id of the pack.
    pub(crate) pack: String,
    pub(crate) place: Place,
}

impl Rulebook {
    /// Loads and compiles the named packs, with those they extend.
    ///
    /// A name is that of a built-in pack or the path of a folder or zip.
    ///
    /// # Errors
    ///
    /// [`PackError::Unknown`] for a name that is neither, [`PackError::Invalid`] with every problem of
    /// gravity [`Gravity::Error`] found in the files.
    pub fn load(names: &[String]) -> Result<Self, PackError> {
        let (rulebook, mut problems) = Self::load_with_problems(names)?;
        problems.retain(|problem| problem.gravity == Gravity::Error);
        if problems.is_empty() { Ok(rulebook) } else { Err(PackError::Invalid { problems }) }
    }

    /// Like [`Rulebook::load`], with all problems beside what could be compiled.
    ///
    /// # Errors
    ///
    /// Only if a pack cannot be found or read at all.
    pub fn load_with_problems(names: &[String]) -> Result<(Self, Vec<Problem>), PackError> {
        Ok(Self::compile(found(names)?))
    }

    /// A pack held in memory, as [`Rulebook::load_with_problems`] would give it from a folder.
    ///
    /// `files` are the bytes of its files by their path below the pack, `name` stands in messages.
    ///
    /// # Errors
    ///
    /// [`PackError::NotAPack`] if it is larger than a pack may be, or a file is not UTF-8.
    pub fn from_files(
        name: &str,
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<(Self, Vec<Problem>), PackError> {
        Ok(Self::compile(vec![PackFiles::in_memory(name, files)?]))
    }

    fn compile(sources: Vec<PackFiles>) -> (Self, Vec<Problem>) {
        let mut problems = Problems::default();
        let packs = load::load(sources, &mut problems);
        let rulebook = assemble(&packs, None, &mut problems);
        lint::lint(&rulebook, &packs, &mut problems);
        (rulebook, problems.sorted())
    }

    /// Loads the named packs with the settings of a client on top.
    ///
    /// What the client changed is listed in [`Rulebook::client`].
    ///
    /// # Errors
    ///
    /// As [`Rulebook::load`], and [`PackError::ClientInvalid`] where only the settings have errors.
    pub fn load_for_client(
        names: &[String],
        client: ClientFile,
        options: &ClientOptions<'_>,
    ) -> Result<Self, PackError> {
        let (label, path) = (client.label().to_owned(), client.path().display().to_string());
        let (mut rulebook, mut problems) = Self::load_for_client_with_problems(names, client, options)?;
        let (errors, warnings): (Vec<_>, Vec<_>) =
            problems.drain(..).partition(|problem| problem.gravity == Gravity::Error);
        if errors.is_empty() {
            if let Some(layer) = &mut rulebook.client {
                layer.warnings = warnings.into_iter().filter(|problem| problem.place.file == label).collect();
            }
            Ok(rulebook)
        } else if errors.iter().all(|problem| problem.place.file == label) {
            Err(PackError::ClientInvalid { path, problems: errors })
        } else {
            Err(PackError::Invalid { problems: errors })
        }
    }

    /// Like [`Rulebook::load_for_client`], with all problems beside what could be compiled.
    ///
    /// # Errors
    ///
    /// Only if a pack cannot be found or read at all.
    pub fn load_for_client_with_problems(
        names: &[String],
        client: ClientFile,
        options: &ClientOptions<'_>,
    ) -> Result<(Self, Vec<Problem>), PackError> {
        let mut problems = Problems::default();
        let mut packs = load::load(found(names)?, &mut problems);
        let (layer, settings) = client.into_parts(options);
        problems.extend(client::namesake(&packs, &settings));
        packs.push(layer);
        let rulebook = assemble(&packs, Some(&settings), &mut problems);
        lint::lint(&rulebook, &packs, &mut problems);
        Ok((rulebook, problems.sorted()))
    }

    /// True for a rule of a pack that was named, and not only extended.
    pub fn is_named(&self, about: &About) -> bool {
        let pack = about.id.split('/').next().unwrap_or_default();
        self.named.iter().any(|named| named == pack)
    }

    /// Leaves out the rule with this id: a later pack puts another in its place.
    pub(crate) fn forget(&mut self, id: &str) {
        self.risks.retain(|known| known.about.id != id);
        self.checks.retain(|known| known.about.id != id);
        self.duties.retain(|known| known.about.id != id);
    }

    /// True for the id of a risk rule, switched off or not.
    pub fn is_risk(&self, id: &str) -> bool {
        self.risks.iter().chain(&self.originals.risks).any(|rule| rule.about.id == id)
    }

    /// The rulebook with only the rules that a client added: their cases can be run apart from those of packs,
    /// whose outcome may hang on parameters that the client changed.
    #[must_use]
    pub fn own_rules_of_client(mut self) -> Self {
        let own = |id: &str| id.split('/').next() == Some(CLIENT);
        self.risks.retain(|rule| own(&rule.about.id));
        self.checks.retain(|check| own(&check.about.id));
        self.duties.retain(|duty| own(&duty.about.id));
        self
    }

    /// Risk rules that a client switched off or changed, as their packs have them.
    ///
    /// Deciding them tells what the overrides did.
    pub fn overridden_risks(&self) -> &[RiskRule] {
        &self.originals.risks
    }

    /// Duties that a client switched off.
    pub fn overridden_duties(&self) -> &[Duty] {
        &self.originals.duties
    }

    /// Checks that a client switched off or changed, as their packs have them.
    pub fn overridden_checks(&self) -> &[Check] {
        &self.originals.checks
    }

    /// The method with this id.
    ///
    /// # Errors
    ///
    /// [`PackError::UnknownMethod`] with the known ones.
    pub fn method(&self, id: &str) -> Result<&Method, PackError> {
        self.methods.get(id).ok_or_else(|| PackError::UnknownMethod {
            name: id.to_owned(),
            known: self.methods.keys().cloned().collect(),
        })
    }

    /// The methods to assess by: those chosen, else the client's own, else the usual one.
    ///
    /// The first is the one that everything but a rating rests on. Those that rate no risks stand last and
    /// beside the others, so choosing nothing else leaves those of the client in force.
    ///
    /// # Errors
    ///
    /// [`PackError::UnknownMethod`] with the known ones.
    pub fn methods_in_turn(
        &self,
        chosen: &[String],
        own: &[String],
        usual: &str,
    ) -> Result<Vec<&Method>, PackError> {
        let known = |ids: &[String]| ids.iter().map(|id| self.method(id)).collect::<Result<Vec<_>, _>>();
        let mut methods = known(chosen)?;
        if !methods.iter().any(|method| method.rates_risks()) {
            methods = [known(own)?, methods].concat();
        }
        if !methods.iter().any(|method| method.rates_risks()) {
            methods.push(self.method(usual)?);
        }
        methods.sort_by_key(|method| !method.rates_risks());
        let mut seen = HashSet::new();
        methods.retain(|method| seen.insert(method.id.as_str()));
        Ok(methods)
    }
}

impl Rulebook {
    /// Lists of words by id.
    pub fn lists(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.names.lists.iter().map(|(id, words)| (id.as_str(), words.as_slice()))
    }

    /// Macros with their expressions.
    pub fn macros(&self) -> impl Iterator<Item = (&str, &Expression)> {
        self.macros.iter().map(|(id, expression)| (id.as_str(), expression))
    }

    /// Functions that packs define, with their numbers of arguments.
    pub fn own_functions(&self) -> impl Iterator<Item = (&str, usize)> {
        self.functions.iter().map(|function| (function.name.as_str(), function.parameters))
    }
}

impl Rulebook {
    /// A function of a pack.
    pub(crate) fn function(&self, name: &str) -> Option<&PackFunction> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// True if an expression asks whether a text says anything, as against what it says.
    pub fn weighs_wording(&self, expression: &Expression, name: &str) -> bool {
        let mut found = false;
        expression.ast.walk(&mut |path| {
            if let Some(ASTNode::Expr(Expr::FnCall(call, _))) = path.last()
                && call.name == "made_of"
                && let Some(Expr::Variable(variable, _, _)) = call.args.first()
            {
                found |= variable.1 == name;
            }
            !found
        });
        found
    }

    /// Names `x_…` that any expression mentions, of vendors (`vendor_x_…`) and in `has_column` too.
    pub(crate) fn read_by_header(&self) -> BTreeSet<String> {
        let risks = self.risks.iter().chain(&self.originals.risks);
        let checks = self.checks.iter().chain(&self.originals.checks);
        let risks = risks.flat_map(|rule| [&rule.when, &rule.threat].into_iter().chain(&rule.impact));
        let checks = checks.flat_map(|check| check.when.iter().chain([&check.require]));
        let duties = self.duties.iter().chain(&self.originals.duties).map(|duty| &duty.when);
        let controls =
            self.controls.values().flat_map(|control| control.present.iter().chain(&control.denied));
        let facts = self.facts.iter().map(|fact| &fact.expression);
        let derived = self.derived.iter().map(|(_, _, expression)| expression);
        let impacts = self.impact.iter().chain(self.own_impacts.values());
        let others = facts.chain(derived).chain(impacts).chain(self.macros.values());
        let all = risks.chain(checks).chain(duties).chain(controls).chain(others);
        all.flat_map(|expression| {
            let named = expression.named.iter().map(|(_, name, _)| name.as_str());
            expression.variables().chain(named).filter_map(own_part)
        })
        .collect()
    }

    /// What an expression over a register reads, macros seen through.
    pub(crate) fn variables(&self, register: &str, expression: &Expression) -> Vec<Variable> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut todo = vec![expression];
        while let Some(expression) = todo.pop() {
            let asked = expression.named.iter().filter(|(function, _, _)| function == "is_blank");
            for name in expression.variables().chain(asked.map(|(_, name, _)| name.as_str())) {
                // Each name once, or macros that name each other twice would take for ever.
                if !seen.insert(name) {
                    continue;
                }
                if let Some(inner) = self.macros.get(name) {
                    todo.push(inner);
                } else if let Some(variable) = self.names.resolve(register, name)
                    && !found.contains(&variable)
                {
                    found.push(variable);
                }
            }
        }
        found
    }
}

/// The name of an own column within the name of something that reads one.
fn own_part(name: &str) -> Option<String> {
    let name = name.rsplit('.').next().unwrap_or(name);
    let header = name.strip_prefix(OWN).or_else(|| Some(name.split_once(&format!("_{OWN}"))?.1))?;
    own_name(header)
}

/// The files of the named packs.
fn found(names: &[String]) -> Result<Vec<PackFiles>, PackError> {
    names.iter().map(|name| PackFiles::find(name)).collect()
}

impl Rulebook {
    /// Ids of the rules whose answers hang on a parameter, a list or any other name.
    pub fn rules_that_read(&self, name: &str) -> Vec<&str> {
        let reads = |subject: &Subject<'_>| {
            let parts = subject.parts(self).into_iter().flat_map(Part::expressions);
            let mut variables = parts.flat_map(|part| self.variables(subject.register(), part));
            variables.any(|variable| variable.id == name)
        };
        self.subjects().filter(reads).filter_map(Subject::about).map(|about| about.id.as_str()).collect()
    }

    /// Whether the impact of an item hangs on a parameter, a list or any other name.
    pub fn impact_reads(&self, name: &str) -> bool {
        self.impact
            .as_ref()
            .is_some_and(|impact| self.variables("items", impact).iter().any(|variable| variable.id == name))
    }

    /// Methods that hang on a parameter, a list or any other name.
    pub fn methods_that_read(&self, name: &str) -> Vec<&Method> {
        let reads = |method: &&Method| {
            let factors = method.exposure.as_ref().map(|exposure| exposure.factors.as_slice());
            let own = self.own_impacts.get(&method.id);
            factors.unwrap_or_default().iter().any(|factor| factor == name)
                || own.is_some_and(|own| self.variables("items", own).iter().any(|read| read.id == name))
        };
        self.methods.values().filter(reads).collect()
    }

    /// The product of the parameters that multiply an exposure; `None` if one is no number above 0.
    pub fn product_of(&self, parameters: &[String]) -> Option<u64> {
        let number = |id: &String| self.parameters.get(id)?.parse::<u64>().ok().filter(|number| *number > 0);
        parameters.iter().try_fold(1_u64, |product, id| product.checked_mul(number(id)?))
    }
}

/// Where the value of a name comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameOrigin {
    /// A field of the record itself.
    Own(String),
    /// A field of the record of another register that a singular names.
    Joined {
        /// Singular, such as `vendor`.
        singular: String,
        /// Register that holds the record.
        register: String,
        /// Field of that register.
        field: String,
    },
    /// The state of the control with this id, which the register `measures` tells.
    Control(String),
    /// No cell: a fact, a parameter, a number of records.
    Elsewhere,
}

impl Rulebook {
    /// Where the value of a name in a rule over `register` comes from.
    pub fn origin_of(&self, register: &str, name: &str) -> NameOrigin {
        let Some(variable) = self.names.resolve(register, name) else { return NameOrigin::Elsewhere };
        if self.schema.field(register, &variable.asks).is_some() {
            return NameOrigin::Own(variable.asks);
        }
        if self.names.is_own_column(register, &variable.id) {
            return NameOrigin::Own(variable.id);
        }
        if let Some(control) = self.names.control(register, name) {
            return NameOrigin::Control(control.to_owned());
        }
        let Some(singular) = variable.singular else { return NameOrigin::Elsewhere };
        let plural = self.schema.plural_of(register, &singular);
        let register = plural.and_then(|plural| plural.names.clone());
        let part = variable.id.strip_prefix(&singular).and_then(|rest| rest.strip_prefix('_'));
        match (register, part) {
            (Some(register), Some("found")) => {
                NameOrigin::Own(plural.map_or(register, |plural| plural.id.clone()))
            }
            (Some(register), Some(part)) => {
                let known = |field: &&str| self.schema.field(&register, field).is_some();
                let field =
                    [part, part.rsplit_once('_').map_or(part, |(field, _)| field)].into_iter().find(known);
                let field = field.unwrap_or(part).to_owned();
                NameOrigin::Joined { singular, register, field }
            }
            _ => NameOrigin::Elsewhere,
        }
    }
}
