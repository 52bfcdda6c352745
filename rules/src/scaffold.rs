//! A new pack to start from: samples of everything, which pass as they stand.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::definition::PACK_SCHEMA;
use crate::source::built_in_names;
use crate::text::{Explain, Lang, Text};

/// Id where the name of the folder gives none, as one in Japanese.
const PLAIN_ID: &str = "house-rules";
/// Before the `/` of ids that the engine gives to its own findings and to the rules of a client's settings.
const ENGINE_IDS: [&str; 2] = ["daicho", "client"];
/// Most characters of an id.
const LONGEST_ID: usize = 60;

/// How a new pack is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScaffoldOptions {
    /// Id; without one the name of the folder, made legal.
    pub id: Option<String>,
    /// Language of the comments.
    pub lang: Lang,
}

/// A pack that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaffold {
    /// Its id.
    pub id: String,
    /// Its folder as given.
    pub folder: PathBuf,
    /// Names of its files.
    pub files: Vec<&'static str>,
}

/// A new pack that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScaffoldError {
    /// The folder holds something already, or is a file.
    #[error("{}", self.message(Lang::En))]
    Occupied {
        /// Path as given.
        path: String,
    },
    /// The id has characters that ids do not have.
    #[error("{}", self.message(Lang::En))]
    IllegalId {
        /// Id as given.
        id: String,
    },
    /// The id is that of a built-in pack or of the engine.
    #[error("{}", self.message(Lang::En))]
    TakenId {
        /// Id as given.
        id: String,
    },
    /// The folder or a file could not be written.
    #[error("{}", self.message(Lang::En))]
    NotWritable {
        /// Path.
        path: String,
        /// Cause.
        #[source]
        source: io::Error,
    },
}

/// Writes a new pack into `folder`, which is made if it is not there.
///
/// # Errors
///
/// [`ScaffoldError`]; an existing file is never replaced.
pub fn scaffold(folder: &Path, options: &ScaffoldOptions) -> Result<Scaffold, ScaffoldError> {
    let id = match &options.id {
        Some(id) => checked(id)?,
        None => id_of(folder),
    };
    let not_writable =
        |path: &Path, source| ScaffoldError::NotWritable { path: path.display().to_string(), source };
    let occupied = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) if folder.is_dir() => return Err(not_writable(folder, error)),
        Err(_) => true,
    };
    if occupied {
        return Err(ScaffoldError::Occupied { path: folder.display().to_string() });
    }
    fs::create_dir_all(folder).map_err(|error| not_writable(folder, error))?;
    let (pack, readme) = match options.lang {
        Lang::Ja => (include_str!("scaffold/pack.ja.toml"), include_str!("scaffold/README.ja.md")),
        Lang::En => (include_str!("scaffold/pack.en.toml"), include_str!("scaffold/README.en.md")),
    };
    let files = [("pack.toml", pack), ("README.md", readme), ("pack.schema.json", PACK_SCHEMA)];
    for (name, text) in files {
        let path = folder.join(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let text = if text == PACK_SCHEMA { text.to_owned() } else { text.replace("{id}", &id) };
        file.and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|error| not_writable(&path, error))?;
    }
    Ok(Scaffold { id, folder: folder.to_owned(), files: files.map(|(name, _)| name).to_vec() })
}

/// An id given by hand, as it is or not at all.
fn checked(id: &str) -> Result<String, ScaffoldError> {
    if legal(id) != id {
        return Err(ScaffoldError::IllegalId { id: id.to_owned() });
    }
    if is_taken(id) {
        return Err(ScaffoldError::TakenId { id: id.to_owned() });
    }
    Ok(id.to_owned())
}

/// The id that the name of a folder gives.
fn id_of(folder: &Path) -> String {
    // `.` and `..` have a name only when looked up.
    let found = folder.file_name().is_none().then(|| folder.canonicalize().ok()).flatten();
    let name = found.as_deref().unwrap_or(folder).file_name().unwrap_or_default();
    let id = legal(&name.to_string_lossy());
    if is_taken(&id) { format!("{id}-own") } else { id }
}

/// The nearest id of lower case letters, digits and single hyphens.
fn legal(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST_ID).collect();
    let id = id.trim_end_matches('-');
    if id.is_empty() { PLAIN_ID.to_owned() } else { id.to_owned() }
}

fn is_taken(id: &str) -> bool {
    ENGINE_IDS.contains(&id) || built_in_names().iter().any(|known| known == id)
}

impl Explain for ScaffoldError {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Occupied { path } => Text::new(
                format!("`{path}` には既にファイルがあります"),
                format!("`{path}` exists already and is not an empty folder"),
            ),
            Self::IllegalId { id } => Text::new(
                format!("`{id}` はパックのIDとして使えません"),
                format!("`{id}` cannot be the id of a pack"),
            ),
            Self::TakenId { id } => Text::new(
                format!("ID `{id}` は daicho が使っています"),
                format!("the id `{id}` is used by daicho itself"),
            ),
            Self::NotWritable { path, source } => Text::new(
                format!("`{path}` に書き込めません: {source}"),
                format!("cannot write `{path}`: {source}"),
            ),
        }
        .get(lang)
        .to_owned()
    }

    fn help(&self, lang: Lang) -> Option<String> {
        let text = match self {
            Self::Occupied { .. } => {
                Text::new("まだないフォルダの名前を指定してください", "name a folder that does not exist yet")
            }
            Self::IllegalId { id } => {
                let near = legal(id);
                Text::new(
                    format!("英小文字・数字・ハイフンで書きます。例: `{near}`"),
                    format!("write lower case letters, digits and hyphens, such as `{near}`"),
                )
            }
            Self::TakenId { id } => Text::new(
                format!("`{id}-own` のように、別のIDにしてください"),
                format!("choose another one, such as `{id}-own`"),
            ),
            Self::NotWritable { .. } => Text::new(
                "場所と書き込み権限を確かめてください",
                "see that the place is right and may be written to",
            ),
        };
        Some(text.get(lang).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_folder_becomes_an_id() {
        for (folder, id) in [
            ("our-house", "our-house"),
            ("work/Aoba Clinic 2026/", "aoba-clinic-2026"),
            ("--x__y--", "x-y"),
            ("自社ルール", "house-rules"),
            ("青葉care", "care"),
            ("pms", "pms-own"),
            ("daicho", "daicho-own"),
            ("Client", "client-own"),
        ] {
            assert_eq!(id_of(Path::new(folder)), id, "{folder}");
        }
    }

    #[test]
    fn every_error_is_told_in_both_languages() {
        let source = || io::Error::other("x");
        for error in [
            ScaffoldError::Occupied { path: "p".into() },
            ScaffoldError::IllegalId { id: "Our House".into() },
            ScaffoldError::TakenId { id: "pms".into() },
            ScaffoldError::NotWritable { path: "p".into(), source: source() },
        ] {
            assert!(!error.message(Lang::Ja).is_ascii() && error.message(Lang::En).is_ascii(), "{error}");
            assert!(error.help(Lang::Ja).is_some_and(|help| !help.is_ascii()), "{error}");
            assert!(error.help(Lang::En).is_some_and(|help| help.is_ascii()), "{error}");
        }
    }
}
