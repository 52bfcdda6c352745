//! Reads the files of packs and of the packs they extend.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use indexmap::IndexMap;

use crate::client::CLIENT;
use crate::definition::PackFile;
use crate::error::{Place, Problem, nearest};
use crate::parse::parse;
use crate::position::SourceText;
use crate::problems::Problems;
use crate::source::{PackFiles, built_in_names};
use crate::text::Text;

/// Version of the pack format that this engine understands.
const ENGINE: (u64, u64) = (0, 1);

/// Most things a pack may define, cases and values of vocabularies included: each is held against others.
const MAX_DEFINITIONS: usize = 10_000;

/// A pack as reports name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackIdentity {
    /// Id.
    pub id: String,
    /// Version.
    pub version: String,
    /// Title for people.
    pub title: Text,
    /// SHA-256 over the names and texts of its files, in hexadecimal.
    pub digest: String,
    /// Ids of the packs that it extends.
    pub extends: Vec<String>,
}

/// Which packs build on which.
pub(crate) struct Kin(HashMap<String, BTreeSet<String>>);

impl Kin {
    /// Of packs in their order: each stands after those that it extends.
    pub(crate) fn new<'p>(packs: impl IntoIterator<Item = &'p PackIdentity>) -> Self {
        let mut kin: HashMap<String, BTreeSet<String>> = HashMap::new();
        for pack in packs {
            let further = pack.extends.iter().filter_map(|id| kin.get(id)).flatten();
            let below: BTreeSet<String> = pack.extends.iter().chain(further).cloned().collect();
            kin.insert(pack.id.clone(), below);
        }
        Self(kin)
    }

    /// True if a pack is another one or builds on it; the settings of a client build on all.
    pub(crate) fn builds_on(&self, pack: &str, other: &str) -> bool {
        pack == other || pack == CLIENT || self.0.get(pack).is_none_or(|below| below.contains(other))
    }
}

/// A pack whose files were read but not yet compiled.
#[derive(Debug)]
pub(crate) struct LoadedPack {
    pub(crate) identity: PackIdentity,
    pub(crate) source: PackFiles,
    /// Path of the file with `[pack]`; empty for the settings of a client, which have none.
    pub(crate) header: String,
    /// Whether it was asked for by name, not only extended.
    pub(crate) named: bool,
    /// Parsed files by path.
    pub(crate) files: Vec<(String, PackFile)>,
}

impl LoadedPack {
    /// The text of a file with the label that messages show.
    pub(crate) fn text(&self, path: &str) -> SourceText<'_> {
        let text = self.source.files.get(path).map_or("", String::as_str);
        SourceText::new(self.label(path), text)
    }

    /// What messages call a file.
    pub(crate) fn label(&self, path: &str) -> String {
        match self.source.name.as_str() {
            // The settings of a client are one file, named by its path.
            "" => path.to_owned(),
            name => format!("{name}/{path}"),
        }
    }
}

/// Loads packs with everything they extend, those extended first.
pub(crate) fn load(sources: Vec<PackFiles>, problems: &mut Problems) -> Vec<LoadedPack> {
    let mut packs = IndexMap::new();
    for source in sources {
        visit(source, &mut packs, &mut Vec::new(), problems);
    }
    packs.into_values().collect()
}

fn visit(
    source: PackFiles,
    packs: &mut IndexMap<String, LoadedPack>,
    path: &mut Vec<String>,
    problems: &mut Problems,
) {
    let mut files = Vec::new();
    let mut header = None;
    for (inside, text) in source.files.iter().filter(|(inside, _)| is_toml(inside)) {
        let at = SourceText::new(format!("{}/{inside}", source.name), text);
        if let Some(mut file) = parse(&at, text, problems) {
            if let Some(found) = file.pack.take() {
                header = Some((inside.clone(), found));
            }
            files.push((inside.clone(), file));
        }
    }
    if files.iter().map(|(_, file)| file.definitions()).sum::<usize>() > MAX_DEFINITIONS {
        problems.push(Problem::error(
            Place { file: source.name, line: 0, column: 0 },
            format!("定義が多すぎます（ケースと語彙の値を含めて上限 {MAX_DEFINITIONS}）"),
            format!("it defines too much (at most {MAX_DEFINITIONS} things, cases and values included)"),
        ));
        return;
    }
    let Some((inside, header)) = header else {
        let place = Place { file: format!("{}/pack.toml", source.name), line: 0, column: 0 };
        if source.files.contains_key("pack.toml") && problems.has_errors() {
            return; // Already said why it cannot be read.
        }
        problems.push(Problem::error(place, "[pack] がありません", "there is no [pack]").with_help(
            "pack.toml に id、version、title を書きます",
            "write id, version and title in pack.toml",
        ));
        return;
    };
    let text = source.files.get(&inside).map_or("", String::as_str);
    let at = SourceText::new(format!("{}/{inside}", source.name), text);
    let id = header.id.get_ref().clone();
    let named = path.is_empty();
    if let Some(known) = packs.get_mut(&id) {
        known.named |= named;
        if known.source.files != source.files {
            problems.push(
                Problem::error(
                    at.content(&header.id.span()),
                    format!("ID `{id}` のパックが二つあります"),
                    format!("two packs have the id `{id}`"),
                )
                .with_help(
                    "写しを直すときは別の id を付け、extends に元のパックを書きます",
                    "give a changed copy an id of its own, and name the original in extends",
                ),
            );
        }
        return;
    }
    if let Some(engine) = &header.engine
        && !understands(engine.get_ref())
    {
        problems.push(Problem::error(
            at.content(&engine.span()),
            format!(
                "この daicho（{}.{}）では使えないパックです: engine = `{}`",
                ENGINE.0,
                ENGINE.1,
                engine.get_ref()
            ),
            format!("this daicho ({}.{}) does not meet engine = `{}`", ENGINE.0, ENGINE.1, engine.get_ref()),
        ));
    }
    path.push(id.clone());
    for extended in &header.extends {
        let place = at.content(&extended.span());
        let name = extended.get_ref();
        if path.contains(name) {
            problems.push(Problem::error(
                place,
                format!("extends が循環しています: {} → {name}", path.join(" → ")),
                format!("extends goes in a circle: {} → {name}", path.join(" → ")),
            ));
        } else if !packs.contains_key(name) {
            if let Some(source) = PackFiles::built_in(name) {
                visit(source, packs, path, problems);
            } else {
                problems.push(unknown_pack(place, name));
                problems.lack();
            }
        }
    }
    path.pop();
    let identity = PackIdentity {
        id: id.clone(),
        version: header.version.get_ref().clone(),
        title: header.title.clone(),
        digest: source.digest(),
        extends: header.extends.iter().map(|extended| extended.get_ref().clone()).collect(),
    };
    packs.insert(id, LoadedPack { identity, source, header: inside, named, files });
}

fn unknown_pack(place: Place, name: &str) -> Problem {
    let known = built_in_names();
    let problem =
        Problem::error(place, format!("パック `{name}` がありません"), format!("there is no pack `{name}`"));
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => {
            problem.with_help(format!("`{near}` のことではありませんか"), format!("did you mean `{near}`?"))
        }
        None => problem,
    }
}

fn is_toml(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// True if `>=0.1`-like requirements (joined by commas) hold for this engine.
fn understands(requirement: &str) -> bool {
    requirement.split(',').map(str::trim).all(|part| {
        let (at_least, version) = match (part.strip_prefix(">="), part.strip_prefix('<')) {
            (Some(version), _) => (true, version),
            (_, Some(version)) => (false, version),
            _ => return false,
        };
        let mut numbers = version.trim().split('.').map(|number| number.parse::<u64>().unwrap_or(u64::MAX));
        let wanted = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        if at_least { ENGINE >= wanted } else { ENGINE < wanted }
    })
}

#[cfg(test)]
mod tests {
    use super::understands;

    #[test]
    fn engine_requirements_are_compared_by_number() {
        for (requirement, fits) in
            [(">=0.1", true), (">=0.1, <0.2", true), (">=0.10", false), ("<0.1", false), ("0.1", false)]
        {
            assert_eq!(understands(requirement), fits, "{requirement}");
        }
    }
}
