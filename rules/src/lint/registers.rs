//! Registers and fields whose parts do not fit together, or that no workbook can fill.

use std::collections::HashMap;

use super::defined::Writing;
use super::{File, unknown_field, unknown_register};
use crate::definition::PackFile;
use crate::error::{Place, Problem};
use crate::normal::fold_header;
use crate::position::{SourceText, Step};
use crate::problems::Problems;
use crate::reference::WORDS;
use crate::register::{FieldDefinition, FieldType, RegisterDefinition};
use crate::rulebook::Rulebook;

/// Columns that a table needs to be taken for a register: with a name in its title, and without.
const LEAST_COLUMNS: (usize, usize) = (2, 3);

pub(super) fn check(book: &Rulebook, files: &[File<'_>], problems: &mut Problems) {
    let writing = Writing::new();
    for File { at, definitions, .. } in files {
        for register in &definitions.register {
            let place = |inside: &[Step<'_>]| at.part(&path("register", register.span().start, inside));
            keys(book, register.get_ref(), &place, problems);
            if let Some(whole) = book.schema.registers.get(&register.get_ref().id) {
                findable(whole, &place(&[Step::Key("id")]), problems);
            }
        }
        for field in &definitions.field {
            let place = |key: &str| at.part(&path("field", field.span().start, &[Step::Key(key)]));
            let field = field.get_ref();
            if let Some(register) = book.schema.registers.get(&field.register) {
                parts(register, field, &place, problems);
                let names = [
                    ("id", Some(&field.id)),
                    ("singular", field.singular.as_ref()),
                    ("alias", field.alias.as_ref()),
                ];
                for (key, name) in names {
                    problems.extend(name.and_then(|name| writing.problem(name, || place(key))));
                }
                if let Some(names) = &field.names {
                    names_of(book, field, names, &place, problems);
                }
                if let Some(from) = &field.from {
                    told_by(book, field, from, &place, problems);
                }
            }
        }
        media(book, at, definitions, problems);
    }
    for register in book.schema.registers.values() {
        headers(register, files, problems);
    }
    decided(book, problems);
}

/// Checks and facts over records that a pack brings along: they would say nothing of the client.
fn decided(book: &Rulebook, problems: &mut Problems) {
    let checks = book.checks.iter().map(|check| (&check.register, &check.about.place));
    let facts = book.facts.iter().map(|fact| (&fact.register, &fact.places.register));
    for (register, place) in checks.chain(facts) {
        if book.schema.registers.get(register).is_some_and(RegisterDefinition::is_reference) {
            problems.push(Problem::error(
                place.clone(),
                format!("台帳 `{register}` の行はパックのもので、取引先のものではありません"),
                format!("the records of `{register}` are the pack's own, and none of a client"),
            ));
        }
    }
}

/// A field that another one tells, by the words of the register whose records it names.
fn told_by(
    book: &Rulebook,
    field: &FieldDefinition,
    from: &str,
    place: &dyn Fn(&str) -> Place,
    problems: &mut Problems,
) {
    let id = &field.id;
    let mut wrong = |key: &str, ja: String, en: String| problems.push(Problem::error(place(key), ja, en));
    let named = field.names.as_ref().and_then(|names| book.schema.registers.get(names));
    if field.kind != FieldType::Names || field.names.is_none() {
        wrong(
            "from",
            format!("from は、names に台帳を書いた names の項目だけに書けます（`{id}` は違います）"),
            format!("only names of a register are told by another field: `{id}` needs `names`"),
        );
    } else if let Some(register) = named.filter(|register| !register.is_reference()) {
        wrong(
            "from",
            format!("台帳 `{}` には records がないので、`{id}` を読み取れません", register.id),
            format!("register `{}` has no `records`, so nothing tells `{id}`", register.id),
        );
    } else if let Some(register) = named.filter(|register| !register.fields.contains_key(WORDS)) {
        wrong(
            "from",
            format!("台帳 `{}` に項目 `{WORDS}` がないので、`{id}` を読み取れません", register.id),
            format!("register `{}` has no field `{WORDS}`, so nothing tells `{id}`", register.id),
        );
    }
    if !field.headers.is_empty() {
        wrong(
            "headers",
            format!("`{id}` は `{from}` から読み取るので、見出しを書けません"),
            format!("`{id}` is told by `{from}`, so no header stands for it"),
        );
    }
    match book.schema.field(&field.register, from) {
        None => problems.push_with(|| unknown_field(book, &field.register, from, &place("from"))),
        Some(known) if known.from.is_some() => problems.push(Problem::error(
            place("from"),
            format!("`{from}` も別の項目から読み取るものです"),
            format!("`{from}` is itself told by another field"),
        )),
        Some(_) => {}
    }
}

fn path<'s>(kind: &'s str, start: usize, inside: &[Step<'s>]) -> Vec<Step<'s>> {
    [Step::Key(kind), Step::Starting(start)].iter().chain(inside).copied().collect()
}

/// Fields that name the records of a register, or tell it from others.
fn keys(
    book: &Rulebook,
    register: &RegisterDefinition,
    place: &dyn Fn(&[Step<'_>]) -> Place,
    problems: &mut Problems,
) {
    let lists =
        [("key", &register.key), ("fallback_key", &register.fallback_key), ("anchors", &register.anchors)];
    for (key, fields) in lists {
        for (at, field) in fields.iter().enumerate() {
            if book.schema.field(&register.id, field).is_none() {
                let place = place(&[Step::Key(key), Step::Entry(at)]);
                problems.push_with(|| unknown_field(book, &register.id, field, &place));
            }
        }
    }
}

/// A register with so few fields that no table is ever taken for it.
fn findable(register: &RegisterDefinition, place: &Place, problems: &mut Problems) {
    if register.is_reference() {
        return;
    }
    let (named, unnamed) = LEAST_COLUMNS;
    let least = if register.names.is_empty() { unnamed } else { named };
    let fields = register.fields.len();
    if fields >= least {
        return;
    }
    let id = &register.id;
    let problem = Problem::warning(
        place.clone(),
        format!(
            "台帳 `{id}` は項目が{fields}個しかなく、どの表からも読み取れません（{least}列以上が要ります）"
        ),
        format!("no table can be read as register `{id}`: it has {fields} field(s) and needs {least}"),
    );
    problems.push(problem.with_help(
        "項目を加えるか、シート名に現れる語を names に書きます。このままでは、この台帳を読むルールには誰も答えられません",
        "add fields, or words of its sheet names to `names`; as it is nobody can answer rules that read it",
    ));
}

/// What the keys of a field say together.
fn parts(
    register: &RegisterDefinition,
    field: &FieldDefinition,
    place: &dyn Fn(&str) -> Place,
    problems: &mut Problems,
) {
    let id = &field.id;
    let mut wrong = |key: &str, ja: String, en: String| problems.push(Problem::error(place(key), ja, en));
    let several = matches!(field.kind, FieldType::Set | FieldType::Names);
    if field.derive.is_some() && field.kind != FieldType::Flag {
        wrong(
            "derive",
            format!("derive は flag の項目だけに書けます（`{id}` は flag ではありません）"),
            format!("only a flag can be derived, and `{id}` is none"),
        );
    }
    if field.singular.is_some() && !several {
        wrong(
            "singular",
            format!("singular は set か names の項目だけに書けます（`{id}` の値は一つです）"),
            format!("only a set or names have a singular: `{id}` holds one value"),
        );
    }
    if field.open && field.kind != FieldType::Set {
        wrong(
            "open",
            format!("open は set の項目だけに書けます（`{id}` は set ではありません）"),
            format!("only a set can be open, and `{id}` is none"),
        );
    }
    if field.vocabulary.is_some() && !matches!(field.kind, FieldType::Set | FieldType::Choice) {
        wrong(
            "vocabulary",
            format!("vocabulary は set か choice の項目だけに書けます（`{id}` は違います）"),
            format!("only a set or a choice has a vocabulary, and `{id}` is neither"),
        );
    }
    for (key, name) in [("singular", &field.singular), ("alias", &field.alias)] {
        let Some(name) = name else { continue };
        if let Some(other) = namesake(register, field, key, name) {
            wrong(
                key,
                format!("{key} の `{name}` は、項目 `{other}` でも使われています"),
                format!("{key} `{name}` is also a name of the field `{other}`"),
            );
        }
    }
}

/// Another field of the register that goes by a name.
fn namesake<'r>(
    register: &'r RegisterDefinition,
    field: &FieldDefinition,
    key: &str,
    name: &str,
) -> Option<&'r str> {
    let taken = |other: &&FieldDefinition| {
        let own = other.id == field.id;
        other.id == name
            || (!own || key != "singular") && other.singular.as_deref() == Some(name)
            || (!own || key != "alias") && other.alias.as_deref() == Some(name)
    };
    register.fields.values().find(taken).map(|other| other.id.as_str())
}

/// The register whose records a field names.
fn names_of(
    book: &Rulebook,
    field: &FieldDefinition,
    names: &str,
    place: &dyn Fn(&str) -> Place,
    problems: &mut Problems,
) {
    let Some(other) = book.schema.registers.get(names) else {
        return problems.push_with(|| unknown_register(book, names, &place("names")));
    };
    if !other.fields.contains_key("name") {
        problems.push(
            Problem::error(
                place("names"),
                format!("台帳 `{names}` に項目 `name` がないので、`{}` の値と結び付きません", field.id),
                format!("register `{names}` has no field `name`, so nothing in `{}` leads to it", field.id),
            )
            .with_help(
                format!("台帳 `{names}` に `name` という項目を加えます"),
                format!("give register `{names}` a field `name`"),
            ),
        );
    }
}

/// Media that values of vocabularies and controls belong to.
fn media(book: &Rulebook, at: &SourceText<'_>, definitions: &PackFile, problems: &mut Problems) {
    let medium = book.schema.plural_of("items", "medium").and_then(|field| field.vocabulary.as_deref());
    let Some(known) = medium.and_then(|id| book.schema.vocabularies.get(id)) else { return };
    let mut check = |media: &[String], path: &[Step<'_>]| {
        for (entry, id) in media.iter().enumerate().filter(|(_, id)| known.value(id).is_none()) {
            let path: Vec<Step<'_>> =
                path.iter().copied().chain([Step::Key("media"), Step::Entry(entry)]).collect();
            let ids = known.values.iter().map(|value| value.id.as_str());
            problems.push_with(|| Problem::unknown(at.part(&path), ("媒体", "medium"), id, ids));
        }
    };
    for vocabulary in &definitions.vocabulary {
        for (value, definition) in vocabulary.get_ref().values.iter().enumerate() {
            let inside = [Step::Key("value"), Step::Entry(value)];
            check(&definition.media, &path("vocabulary", vocabulary.span().start, &inside));
        }
    }
    for control in &definitions.control {
        check(&control.get_ref().media, &path("control", control.span().start, &[]));
    }
}

/// Headers that two fields of a register go by, so that neither is sure of its column.
fn headers(register: &RegisterDefinition, files: &[File<'_>], problems: &mut Problems) {
    let folded = |header: &str| header.split('>').map(fold_header).collect::<Vec<_>>().join(">");
    let mut owners: HashMap<String, &str> = HashMap::new();
    for field in register.fields.values() {
        for (entry, header) in field.headers.iter().enumerate() {
            let owner = *owners.entry(folded(header)).or_insert(field.id.as_str());
            if owner == field.id {
                continue;
            }
            if problems.is_full_of_warnings() {
                return;
            }
            let place = files.iter().rev().find_map(|File { at, definitions, .. }| {
                let is_it = |known: &&toml::Spanned<FieldDefinition>| {
                    (&known.get_ref().register, &known.get_ref().id) == (&register.id, &field.id)
                };
                let start = definitions.field.iter().find(is_it)?.span().start;
                Some(at.part(&path("field", start, &[Step::Key("headers"), Step::Entry(entry)])))
            });
            problems.push(Problem::warning(
                place.unwrap_or_default(),
                format!("見出し `{header}` は項目 `{owner}` の見出しでもあります"),
                format!("the header `{header}` is also one of the field `{owner}`"),
            ));
        }
    }
}
