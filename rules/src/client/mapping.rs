//! Headers and wordings of one client, for the reader of workbooks.

mod table;

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_spanned::Spanned;

use super::Settings;
use super::definition::{MappedDefinition, Wordings};
use crate::error::{Place, Problem};
use crate::normal::fold;
use crate::position::SourceText;
use crate::problems::Problems;
use crate::register::{FieldDefinition, FieldType};
use crate::schema::Schema;

pub use table::{MappedLetter, MappedRegister, MappedTable};

/// What headers and wordings of one client stand for.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// By register, then by folded header.
    headers: IndexMap<String, IndexMap<String, MappedHeader>>,
    /// By register and field, then by folded wording.
    values: HashMap<(String, String), IndexMap<String, MappedValue>>,
    /// Tables by their sheets.
    tables: Vec<MappedTable>,
}

/// A header and the field that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedHeader {
    /// Header as the client's settings have it; `/` or `>` between parent and child.
    pub header: String,
    /// Field; `None` for a column that is kept but not mapped.
    pub field: Option<String>,
    /// Where that is written.
    pub place: Place,
}

/// What a wording stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappedValue {
    /// Yes or no.
    Flag(bool),
    /// Ids of the vocabulary; none for "nothing".
    Ids(Vec<String>),
}

impl Mapping {
    /// Mapped headers, with their registers.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &MappedHeader)> {
        let all = self.headers.iter();
        all.flat_map(|(register, headers)| headers.values().map(move |header| (register.as_str(), header)))
    }

    /// What the header of a column stands for: its parts from the outermost parent on, else the last alone.
    pub fn header(&self, register: &str, parts: &[String]) -> Option<&MappedHeader> {
        let mapped = self.headers.get(register)?;
        let whole = fold_parts(parts.iter().map(String::as_str));
        mapped.get(&whole).or_else(|| mapped.get(&fold(parts.last()?)))
    }

    /// Tables that the settings describe.
    pub fn tables(&self) -> &[MappedTable] {
        &self.tables
    }

    /// Folded wordings of a field and what they stand for.
    pub fn wordings(&self, register: &str, field: &str) -> impl Iterator<Item = (&str, &MappedValue)> {
        let key = (register.to_owned(), field.to_owned());
        self.values.get(&key).into_iter().flatten().map(|(wording, value)| (wording.as_str(), value))
    }
}

fn fold_parts<'p>(parts: impl Iterator<Item = &'p str>) -> String {
    parts.map(fold).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

/// What stands between parent and child in a header of the settings.
const BELOW: [char; 4] = ['/', '>', '／', '＞'];

impl MappedHeader {
    /// The texts of the header, parents first.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.header.split(BELOW).map(str::trim).filter(|part| !part.is_empty())
    }
}

/// The mapping of a client, with names that exist; the others are told in `problems`.
pub(crate) fn mapping(schema: &Schema, settings: &Settings, problems: &mut Problems) -> Mapping {
    let mut mapping = Mapping::default();
    let mut mapper = Mapper { schema, at: settings.at(), problems };
    for (register, headers) in &settings.definition.headers {
        if mapper.knows_register(register) {
            mapping.headers.insert(register.get_ref().clone(), mapper.headers(register.get_ref(), headers));
        }
    }
    for (register, fields) in &settings.definition.values {
        if !mapper.knows_register(register) {
            continue;
        }
        for (field, wordings) in fields {
            if let Some(definition) = mapper.field(register.get_ref(), field) {
                let key = (definition.register.clone(), definition.id.clone());
                mapping.values.insert(key, mapper.wordings(definition, wordings));
            }
        }
    }
    mapping.tables = mapper.tables(&settings.definition.tables);
    mapping
}

/// Looks up the names of a mapping.
struct Mapper<'m> {
    schema: &'m Schema,
    at: SourceText<'m>,
    problems: &'m mut Problems,
}

impl<'m> Mapper<'m> {
    fn headers(
        &mut self,
        register: &str,
        headers: &IndexMap<Spanned<String>, Spanned<String>>,
    ) -> IndexMap<String, MappedHeader> {
        let mut mapped: IndexMap<String, MappedHeader> = IndexMap::new();
        for (header, field) in headers {
            let place = self.at.content(&header.span());
            let field = match field.get_ref().trim() {
                "" => None,
                _ => match self.field(register, field) {
                    Some(field) => Some(field.id.clone()),
                    None => continue,
                },
            };
            let folded = fold_parts(header.get_ref().split(BELOW));
            if folded.is_empty() {
                self.problems.push(Problem::error(place, "見出しが空です", "the header is empty"));
            } else if let Some(first) = mapped.get(&folded) {
                self.problems.push(twice(header.get_ref(), place, &first.place));
            } else {
                mapped.insert(folded, MappedHeader { header: header.get_ref().clone(), field, place });
            }
        }
        mapped
    }

    fn wordings(&mut self, field: &FieldDefinition, wordings: &Wordings) -> IndexMap<String, MappedValue> {
        let mut mapped = IndexMap::new();
        let mut places: HashMap<String, Place> = HashMap::new();
        for (wording, value) in wordings {
            let place = self.at.content(&wording.span());
            let folded = fold(wording.get_ref());
            if folded.is_empty() {
                self.problems.push(Problem::error(place, "表記が空です", "the wording is empty"));
                continue;
            }
            if let Some(first) = places.get(&folded) {
                self.problems.push(twice(wording.get_ref(), place, first));
                continue;
            }
            places.insert(folded.clone(), place);
            match value_of(self.schema, field, value.get_ref(), &self.at.content(&value.span())) {
                Ok(value) => drop(mapped.insert(folded, value)),
                Err(problem) => self.problems.push(*problem),
            }
        }
        mapped
    }

    fn knows_register(&mut self, register: &Spanned<String>) -> bool {
        let known = self.schema.registers_of_clients().any(|known| known.id == *register.get_ref());
        if !known {
            let problem = Problem::error(
                self.at.content(&register.span()),
                format!("台帳 `{}` がありません", register.get_ref()),
                format!("there is no register `{}`", register.get_ref()),
            );
            let names = self.schema.registers_of_clients().map(|known| known.id.as_str());
            self.problems.push_with(|| problem.with_nearest(register.get_ref(), names));
        }
        known
    }

    /// A field by its id, alias or title.
    fn field(&mut self, register: &str, field: &Spanned<String>) -> Option<&'m FieldDefinition> {
        let name = field.get_ref().as_str();
        let found = field_named(self.schema, register, name);
        let place = self.at.content(&field.span());
        match found {
            None => self.problems.push_with(|| unknown_field(self.schema, register, name, place)),
            Some(FieldDefinition { from: Some(from), .. }) => {
                self.problems.push(Problem::error(
                    place,
                    format!("`{name}` は `{from}` から読み取るので、対応付けられません"),
                    format!("`{name}` is told by `{from}`: nothing can be mapped to it"),
                ));
                return None;
            }
            Some(_) => {}
        }
        found
    }
}

/// A key that says the same as an earlier one once both are folded: which one would count?
fn twice(key: &str, place: Place, first: &Place) -> Problem {
    Problem::error(
        place,
        format!("「{key}」は {first} と同じ表記です"),
        format!("`{key}` is the same wording as at {first}"),
    )
}

fn value_of(
    schema: &Schema,
    field: &FieldDefinition,
    value: &MappedDefinition,
    place: &Place,
) -> Result<MappedValue, Box<Problem>> {
    let refuse = |ja: String, en: String| Box::new(Problem::error(place.clone(), ja, en));
    let ids = match (field.kind, value) {
        (FieldType::Flag, MappedDefinition::Flag(flag)) => return Ok(MappedValue::Flag(*flag)),
        (FieldType::Choice | FieldType::Set, MappedDefinition::One(id)) => vec![id.clone()],
        (FieldType::Set, MappedDefinition::Several(ids)) => ids.clone(),
        (FieldType::Choice, MappedDefinition::Several(_)) => {
            return Err(refuse(
                format!("`{}` には値を一つだけ書きます", field.id),
                format!("`{}` holds one value: write it alone", field.id),
            ));
        }
        (FieldType::Flag, _) => {
            return Err(refuse(
                format!("`{}` は有無の項目です。true（有）か false（無）を書きます", field.id),
                format!("`{}` is yes or no: write true or false", field.id),
            ));
        }
        (FieldType::Choice | FieldType::Set, MappedDefinition::Flag(_)) => {
            return Err(refuse(
                format!("`{}` には語彙の値を \"…\" で書きます", field.id),
                format!("`{}` holds values of a vocabulary: write one as \"…\"", field.id),
            ));
        }
        _ => {
            return Err(refuse(
                format!("`{}` は語彙のある項目でも有無の項目でもないため、値を対応付けられません", field.id),
                format!("`{}` has no vocabulary, so wordings cannot be mapped for it", field.id),
            ));
        }
    };
    let vocabulary = schema.vocabulary_of(field);
    for id in &ids {
        if vocabulary.is_none_or(|vocabulary| vocabulary.value(id).is_none()) {
            let name = field.vocabulary.as_deref().unwrap_or_default();
            let problem = Problem::error(
                place.clone(),
                format!("語彙 `{name}` に `{id}` という値はありません"),
                format!("vocabulary `{name}` has no value `{id}`"),
            );
            let known: Vec<&str> =
                vocabulary.iter().flat_map(|v| &v.values).map(|value| value.id.as_str()).collect();
            let list = known.join(", ");
            let near = problem.clone().with_nearest(id, known);
            return Err(Box::new(match near.help {
                Some(_) => near,
                None => problem.with_help(format!("使える値: {list}"), format!("known: {list}")),
            }));
        }
    }
    Ok(MappedValue::Ids(ids))
}

/// A field of a register by its id, its Japanese alias or its title.
pub(in crate::client) fn field_named<'s>(
    schema: &'s Schema,
    register: &str,
    name: &str,
) -> Option<&'s FieldDefinition> {
    let fields = &schema.registers.get(register)?.fields;
    let named = |field: &&FieldDefinition| field.alias.as_deref() == Some(name) || field.title.ja == name;
    fields.get(name).or_else(|| fields.values().find(named))
}

pub(in crate::client) fn unknown_field(schema: &Schema, register: &str, name: &str, place: Place) -> Problem {
    let known = schema.registers.get(register).into_iter().flat_map(|register| register.fields.keys());
    Problem::error(
        place,
        format!("台帳 `{register}` に項目 `{name}` がありません"),
        format!("register `{register}` has no field `{name}`"),
    )
    .with_nearest(name, known.map(String::as_str))
}
