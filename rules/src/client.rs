//! A client's `daicho.toml`: one more layer on top of the packs.
//!
//! It never edits a pack. It names packs and a method, sets parameters, maps headers and wordings, adds
//! rules of its own, and departs from rules of packs by overrides and exceptions that give their reason.
//!
//! ```text
//! definition   the shapes of the file
//! mapping      headers and wordings, for the reader of workbooks
//! departures   parameters, acceptable band, overrides and exceptions, applied to a compiled rulebook
//! layer        what was changed, for reports
//! ```

pub(crate) mod definition;
mod departures;
pub(crate) use departures::depart;
mod grounds;
pub(crate) mod layer;
pub(crate) mod mapping;

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_spanned::Spanned;

use crate::assemble::kind_ja;
use crate::definition::PackFile;
use crate::error::{PackError, Place, Problem};
use crate::load::{LoadedPack, PackIdentity};
use crate::position::SourceText;
use crate::problems::Problems;
use crate::source::{PackFiles, built_in_names, sha256};
use crate::text::Text;
use definition::ClientDefinition;

/// Id of the layer: rules of its own are `client/X-01`.
pub(crate) const CLIENT: &str = "client";
/// Name of the file that is found beside a workbook.
pub const CLIENT_FILE: &str = "daicho.toml";
/// Largest file that is read, in bytes.
const MAX_FILE: u64 = 256 << 10;

/// A client's `daicho.toml`, read but not yet applied.
#[derive(Debug)]
pub struct ClientFile {
    path: PathBuf,
    definition: ClientDefinition,
    pack: LoadedPack,
}

impl ClientFile {
    /// Reads a `daicho.toml`.
    ///
    /// # Errors
    ///
    /// [`PackError::ClientUnreadable`] for a file that is missing, too large or no text, and
    /// [`PackError::ClientInvalid`] with the place of what is no TOML or has no meaning.
    pub fn read(path: &Path) -> Result<Self, PackError> {
        let unreadable = |source| PackError::ClientUnreadable { path: path.display().to_string(), source };
        let invalid_data = |reason: &str| unreadable(std::io::Error::other(reason.to_owned()));
        // Pipes and devices have no end.
        if !fs::metadata(path).map_err(unreadable)?.is_file() {
            return Err(invalid_data("no regular file"));
        }
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(unreadable)?;
        file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_FILE {
            return Err(invalid_data("larger than 256 KB"));
        }
        let digest = sha256(&bytes);
        let text = String::from_utf8(bytes).map_err(|_| invalid_data("not UTF-8"))?;
        Self::parse(path, text.strip_prefix('\u{feff}').unwrap_or(&text), digest)
    }

    fn parse(path: &Path, text: &str, digest: String) -> Result<Self, PackError> {
        // Without its folder: a report is the same wherever the files lie.
        let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
        let label = name.into_owned();
        let invalid = |problems| PackError::ClientInvalid { path: path.display().to_string(), problems };
        let at = SourceText::new(label.clone(), text);
        let mut problems = Problems::default();
        let mut definition = ClientDefinition::read(&at, text, &mut problems);
        problems.extend(unknown_packs(path, &definition, &at));
        if problems.has_errors() {
            return Err(invalid(problems.sorted()));
        }
        let rules: PackFile = definition.take_rules();
        let identity = PackIdentity {
            id: CLIENT.to_owned(),
            version: String::new(),
            title: Text::new(format!("事業者の設定 {label}"), format!("client settings {label}")),
            digest,
            extends: Vec::new(),
        };
        let files = [(label.clone(), text.to_owned())].into();
        let source = PackFiles { name: String::new(), files };
        let pack =
            LoadedPack { identity, source, header: String::new(), named: true, files: vec![(label, rules)] };
        Ok(Self { path: path.to_owned(), definition, pack })
    }

    /// Sees whether a text could be the settings at `path`: whether it is TOML with known keys.
    ///
    /// # Errors
    ///
    /// [`PackError::ClientInvalid`] with the place of what is no TOML or has no meaning.
    pub fn check(path: &Path, text: &str) -> Result<(), PackError> {
        Self::parse(path, text.strip_prefix('\u{feff}').unwrap_or(text), String::new()).map(drop)
    }

    /// Packs that the client names; those named by a path are looked for beside the file.
    pub fn packs(&self) -> Vec<String> {
        self.definition.client.packs.iter().map(|name| resolved(&self.path, name.get_ref())).collect()
    }

    /// Methods that the client names, the one that decides first.
    pub fn methods(&self) -> &[String] {
        self.definition.client.method.as_ref().map(|methods| methods.get_ref().ids()).unwrap_or_default()
    }

    /// The file as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Name of the file without its folder, as places and reports have it.
    pub fn label(&self) -> &str {
        self.pack.files.first().map_or("", |(label, _)| label.as_str())
    }

    /// What the client adds to the packs, and what it changes in them.
    pub(crate) fn into_parts(self, options: &ClientOptions<'_>) -> (LoadedPack, Settings) {
        let (label, digest) = (self.label().to_owned(), self.pack.identity.digest.clone());
        let text = self.pack.source.files.get(&label).cloned().unwrap_or_default();
        let settings = Settings {
            definition: self.definition,
            label,
            text,
            digest,
            methods: options.methods.to_vec(),
            default_method: options.default_method.to_owned(),
            as_of: options.as_of,
        };
        (self.pack, settings)
    }
}

/// How the settings of a client are used.
#[derive(Debug, Clone, Copy)]
pub struct ClientOptions<'a> {
    /// Methods that the caller chose, whatever the client names.
    pub methods: &'a [String],
    /// Method where neither names one.
    pub default_method: &'a str,
    /// Overrides and exceptions whose term was over before this day are listed and not applied.
    pub as_of: NaiveDate,
}

/// What a client changes, with all that is needed to apply it.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) definition: ClientDefinition,
    pub(crate) label: String,
    text: String,
    digest: String,
    methods: Vec<String>,
    default_method: String,
    as_of: NaiveDate,
}

impl Settings {
    pub(crate) fn at(&self) -> SourceText<'_> {
        SourceText::new(self.label.clone(), &self.text)
    }
}

/// The name of a built-in pack, else the path of one beside the file.
fn resolved(file: &Path, name: &str) -> String {
    if PackFiles::built_in(name).is_some() {
        return name.to_owned();
    }
    file.parent().unwrap_or(Path::new("")).join(name).display().to_string()
}

/// Packs that are neither built in nor beside the file.
fn unknown_packs(file: &Path, definition: &ClientDefinition, at: &SourceText<'_>) -> Vec<Problem> {
    let known = built_in_names();
    let unknown = |name: &&Spanned<String>| {
        let name = name.get_ref();
        name.trim().is_empty() || !known.contains(name) && !Path::new(&resolved(file, name)).exists()
    };
    let problem = |name: &Spanned<String>| {
        let list = known.join(", ");
        let problem = Problem::error(
            at.content(&name.span()),
            format!("ルールパック `{}` がありません", name.get_ref()),
            format!("there is no pack `{}`", name.get_ref()),
        )
        .with_help(
            format!("組み込みのもの: {list}。自作のパックは、このファイルから見たパスで書きます"),
            format!("built in: {list}; name a pack of your own by its path from this file"),
        );
        problem.with_nearest(name.get_ref(), known.iter().map(String::as_str))
    };
    definition.client.packs.iter().filter(unknown).map(problem).collect()
}

/// The id of the layer is taken: a pack may not have it.
pub(crate) fn namesake(packs: &[LoadedPack], settings: &Settings) -> Option<Problem> {
    packs.iter().any(|pack| pack.identity.id == CLIENT).then(|| {
        Problem::error(
            settings.at().place(0),
            format!("ID `{CLIENT}` は設定ファイルのためのもので、ルールパックには使えません"),
            format!("the id `{CLIENT}` is that of client settings, but a pack has it"),
        )
    })
}

/// Definitions of the client that would replace those of packs: it has overrides for that.
pub(crate) fn no_replacing(kind: &str, id: &str, place: Place) -> Problem {
    Problem::error(
        place,
        format!("{} `{id}` はルールパックで定義済みです。設定ファイルでは置き換えられません", kind_ja(kind)),
        format!("{kind} `{id}` is defined by a pack, and client settings do not replace it"),
    )
    .with_help(
        "別の名前を付けるか、[[override]] に理由を添えて書きます",
        "give it a name of its own, or write an [[override]] with its reason",
    )
}
