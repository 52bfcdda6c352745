//! What a variable of an expression stands for.

use indexmap::IndexMap;

use crate::normal::{OWN, own_name};
use crate::register::{FieldDefinition, FieldType};
use crate::schema::Schema;

/// Everything an expression may name beside the fields of its register.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub(crate) schema: std::sync::Arc<Schema>,
    /// Facts by id, with the kind of their value.
    pub(crate) facts: IndexMap<String, Kind>,
    /// Parameters by id.
    pub(crate) parameters: IndexMap<String, Kind>,
    /// Lists by id.
    pub(crate) lists: IndexMap<String, Vec<String>>,
    /// Macros by id.
    pub(crate) macros: IndexMap<String, Kind>,
    /// Controls by the names under which expressions read their states.
    pub(crate) controls: IndexMap<String, String>,
}

/// What a variable holds, for the checks that Rhai does not make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Flag,
    Text,
    /// One id of this vocabulary.
    Choice(String),
    /// Ids of this vocabulary; open sets hold other texts too.
    Set {
        vocabulary: String,
        open: bool,
    },
    Names,
    Number,
    Date,
    /// A list of the pack, by id; without id one that is written out.
    List(String),
    /// No value: an `if` without `else` that does not apply.
    Nothing,
    Unknown,
}

/// A variable that an expression may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variable {
    /// The name under which records hold it: aliases are resolved.
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// What to ask for when it is blank: a field of the register, or the variable itself.
    pub(crate) asks: String,
    /// The singular that has to be bound first, if any.
    pub(crate) singular: Option<String>,
    /// True if it may be blank at all.
    pub(crate) may_be_blank: bool,
}

/// The name under which expressions read the state of a control: `control_entry_log` for `entry-log`.
pub fn control_name(id: &str) -> String {
    format!("{CONTROL}{}", id.replace('-', "_"))
}

/// Begins the names of states of controls.
pub(crate) const CONTROL: &str = "control_";

impl Names {
    /// What `name` stands for in an expression over `register`; `None` if it stands for nothing.
    pub(crate) fn resolve(&self, register: &str, name: &str) -> Option<Variable> {
        self.field(register, name)
            .or_else(|| self.part_of_field(register, name))
            .or_else(|| self.singular(register, name))
            .or_else(|| self.global(name))
            .or_else(|| self.own_column(register, name))
    }

    /// True for the name of a client's own column that no pack defines.
    pub(crate) fn is_own_column(&self, register: &str, name: &str) -> bool {
        name.starts_with(OWN)
            && self.field(register, name).is_none()
            && self.global(name).is_none()
            && self.own_column(register, name).is_some()
    }

    /// True for a name that belongs to the fields of a register.
    pub(crate) fn is_of_register(&self, register: &str, name: &str) -> bool {
        let own = || self.field(register, name).or_else(|| self.part_of_field(register, name));
        own().or_else(|| self.singular(register, name)).is_some()
    }

    fn field(&self, register: &str, name: &str) -> Option<Variable> {
        let fields = &self.schema.registers.get(register)?.fields;
        let field = fields
            .get(name)
            .or_else(|| fields.values().find(|field| field.alias.as_deref() == Some(name)))?;
        Some(Variable {
            id: field.id.clone(),
            kind: kind_of(field),
            asks: field.id.clone(),
            singular: None,
            may_be_blank: true,
        })
    }

    /// `count_low`, `retention_months`, `retention_permanent`, `retention_from`, `purpose_repeats`.
    fn part_of_field(&self, register: &str, name: &str) -> Option<Variable> {
        let (id, part) = name.rsplit_once('_')?;
        let field = self.schema.field(register, id)?;
        let kind = match (part, field.kind) {
            ("low", FieldType::Count) | ("months", FieldType::Period) | ("repeats", FieldType::Text) => {
                Kind::Number
            }
            ("permanent", FieldType::Period) => Kind::Flag,
            ("from", FieldType::Period) => Kind::Text,
            _ => return None,
        };
        Some(Variable {
            id: name.to_owned(),
            kind,
            asks: field.id.clone(),
            singular: None,
            may_be_blank: part != "repeats",
        })
    }

    /// `medium`, `vendor`, and with a register behind it `vendor_found`, `vendor_contract`.
    fn singular(&self, register: &str, name: &str) -> Option<Variable> {
        let fields = &self.schema.registers.get(register)?.fields;
        fields.values().find_map(|plural| {
            let singular = plural.singular.as_deref()?;
            if name == singular {
                let kind = plural.vocabulary.clone().map_or(Kind::Text, Kind::Choice);
                return Some(Variable {
                    id: name.to_owned(),
                    kind,
                    asks: plural.id.clone(),
                    singular: Some(singular.to_owned()),
                    may_be_blank: true,
                });
            }
            let other = plural.names.as_deref()?;
            let part = name.strip_prefix(singular)?.strip_prefix('_')?;
            let (kind, may_be_blank) =
                if part == "found" { (Kind::Flag, false) } else { (self.resolve_plain(other, part)?, true) };
            Some(Variable {
                id: name.to_owned(),
                kind,
                asks: name.to_owned(),
                singular: Some(singular.to_owned()),
                may_be_blank,
            })
        })
    }

    /// `x_決裁番号`: a column of the client's own, which may be there or not, read as text.
    fn own_column(&self, register: &str, name: &str) -> Option<Variable> {
        self.schema.registers.get(register)?;
        let header = name.strip_prefix(OWN)?;
        let id = header.chars().all(|c| c.is_alphanumeric() || c == '_').then(|| own_name(header))??;
        Some(Variable { asks: id.clone(), id, kind: Kind::Text, singular: None, may_be_blank: true })
    }

    fn resolve_plain(&self, register: &str, name: &str) -> Option<Kind> {
        self.field(register, name)
            .or_else(|| self.part_of_field(register, name))
            .or_else(|| self.own_column(register, name))
            .map(|variable| variable.kind)
    }

    /// The control whose state a name is, over whatever register.
    pub(crate) fn control(&self, register: &str, name: &str) -> Option<&str> {
        let id = self.controls.get(name)?;
        let hidden = self.is_of_register(register, name) || self.facts.contains_key(name);
        (!hidden && self.states_of_controls().is_some()).then_some(id.as_str())
    }

    /// The field that tells how far controls are in place.
    pub(crate) fn states_of_controls(&self) -> Option<&FieldDefinition> {
        self.schema.field("measures", "status").filter(|field| field.kind == FieldType::Choice)
    }

    fn global(&self, name: &str) -> Option<Variable> {
        let counted = || {
            let register = name.strip_suffix("_count")?;
            self.schema.registers.contains_key(register).then_some(Kind::Number)
        };
        let (kind, may_be_blank) = if name == "as_of" {
            (Kind::Date, false)
        } else if let Some(kind) = self.facts.get(name) {
            (kind.clone(), true)
        } else if let Some(kind) = counted() {
            (kind, true)
        } else if let Some(kind) = self.parameters.get(name) {
            (kind.clone(), false)
        } else if self.lists.contains_key(name) {
            (Kind::List(name.to_owned()), false)
        } else if let Some(states) = self.states_of_controls().filter(|_| self.controls.contains_key(name)) {
            (kind_of(states), true)
        } else {
            (self.macros.get(name)?.clone(), false)
        };
        Some(Variable { id: name.to_owned(), kind, asks: name.to_owned(), singular: None, may_be_blank })
    }

    /// Every name that an expression over `register` may use, for "did you mean".
    pub(crate) fn known(&self, register: &str) -> Vec<String> {
        let mut known = vec!["as_of".to_owned()];
        if let Some(definition) = self.schema.registers.get(register) {
            for field in definition.fields.values() {
                known.push(field.id.clone());
                known.extend(field.singular.clone());
                known.extend(field.alias.clone());
                match field.kind {
                    FieldType::Period => known
                        .extend(["months", "permanent", "from"].map(|part| format!("{}_{part}", field.id))),
                    FieldType::Count => known.push(format!("{}_low", field.id)),
                    FieldType::Text => known.push(format!("{}_repeats", field.id)),
                    _ => {}
                }
                if let (Some(singular), Some(other)) = (&field.singular, &field.names) {
                    known.push(format!("{singular}_found"));
                    let others = self.schema.registers.get(other).into_iter().flat_map(|r| r.fields.keys());
                    known.extend(others.map(|id| format!("{singular}_{id}")));
                }
            }
        }
        known.extend(self.schema.registers.keys().map(|id| format!("{id}_count")));
        known.extend(self.facts.keys().cloned());
        known.extend(self.parameters.keys().cloned());
        known.extend(self.lists.keys().cloned());
        known.extend(self.macros.keys().cloned());
        known.extend(self.controls.keys().cloned());
        known
    }
}

pub(crate) fn kind_of(field: &FieldDefinition) -> Kind {
    let vocabulary = field.vocabulary.clone().unwrap_or_default();
    match field.kind {
        FieldType::Text => Kind::Text,
        FieldType::Flag => Kind::Flag,
        FieldType::Choice => Kind::Choice(vocabulary),
        FieldType::Set => Kind::Set { vocabulary, open: field.open },
        FieldType::Names => Kind::Names,
        FieldType::Count => Kind::Number,
        FieldType::Date => Kind::Date,
        FieldType::Period => Kind::Unknown,
    }
}
