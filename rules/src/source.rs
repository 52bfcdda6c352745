//! Where packs come from: built in, a folder, or a zip of one.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;
use std::io::{Cursor, Read};
use std::path::Path;
use std::{fs, io};

use sha2::{Digest, Sha256};

use crate::error::PackError;
use crate::text::Text;

mod built_in {
    include!(concat!(env!("OUT_DIR"), "/built_in.rs"));
}

/// Largest pack that is read, in bytes of text.
const MAX_PACK: u64 = 4 << 20;
/// Largest file of a pack: while TOML is parsed it can take seven hundred times its length.
const MAX_FILE: u64 = 512 << 10;
/// Most files that a pack may have.
const MAX_FILES: usize = 2_000;
/// Most entries of all kinds that are looked at in a folder or zip, so that `--pack /` ends.
const MAX_ENTRIES: usize = 10_000;
/// Most folders within each other.
const MAX_DEPTH: usize = 16;

/// The files of a pack, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PackFiles {
    /// Name for messages: the id of a built-in pack, else the last part of its path.
    pub name: String,
    /// Text by path below the pack.
    pub files: BTreeMap<String, String>,
}

impl PackFiles {
    /// SHA-256 over names and texts of all files, in hexadecimal.
    pub(crate) fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (path, text) in &self.files {
            for part in [path.as_bytes(), text.as_bytes()] {
                hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
                hash.update(part);
            }
        }
        digits(&hash.finalize())
    }

    /// Finds a pack by the name of a built-in one, or by the path of a folder or zip.
    pub(crate) fn find(name: &str) -> Result<Self, PackError> {
        if let Some(files) = Self::built_in(name) {
            return Ok(files);
        }
        let path = Path::new(name);
        let label =
            path.file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned());
        if path.is_dir() {
            Self::from_folder(path, label)
        } else if path.is_file() {
            Self::from_zip(path, label)
        } else {
            Err(PackError::Unknown { name: name.to_owned(), known: built_in_names() })
        }
    }

    /// The built-in pack with this id.
    pub(crate) fn built_in(id: &str) -> Option<Self> {
        let (_, files) = built_in::PACKS.iter().find(|(known, _)| *known == id)?;
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Some(Self { name: id.to_owned(), files })
    }

    /// A pack from texts that are held in memory, by their path below the pack.
    pub(crate) fn in_memory(
        name: &str,
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, PackError> {
        let mut reading = Reading::of(name);
        for (inside, bytes) in files {
            if is_pack_file(&inside) {
                reading.take(inside, bytes.as_slice())?;
            }
        }
        Ok(Self { name: name.to_owned(), files: reading.files })
    }

    fn from_folder(root: &Path, name: String) -> Result<Self, PackError> {
        let label = root.display().to_string();
        let mut reading = Reading::of(&label);
        let mut folders = vec![(root.to_path_buf(), 0)];
        let mut entries = 0;
        while let Some((folder, depth)) = folders.pop() {
            for entry in fs::read_dir(&folder).map_err(|e| unreadable(&folder, e))? {
                let path = entry.map_err(|e| unreadable(&folder, e))?.path();
                entries += 1;
                if entries > MAX_ENTRIES || depth > MAX_DEPTH {
                    return Err(reading.too_many());
                }
                let inside = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                let meta = fs::symlink_metadata(&path).map_err(|e| unreadable(&path, e))?;
                if meta.is_dir() {
                    folders.push((path, depth + 1));
                } else if is_pack_file(&inside) {
                    // Symbolic links could lead out of the pack or in circles, and pipes never end.
                    if !meta.is_file() {
                        return Err(reading.no_file(&inside));
                    }
                    reading.take(inside, fs::File::open(&path).map_err(|e| unreadable(&path, e))?)?;
                }
            }
        }
        Ok(Self { name, files: reading.files })
    }

    fn from_zip(path: &Path, name: String) -> Result<Self, PackError> {
        let label = path.display().to_string();
        let mut reading = Reading::of(&label);
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(|e| unreadable(path, e))?;
        file.take(MAX_PACK + 1).read_to_end(&mut bytes).map_err(|e| unreadable(path, e))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_PACK {
            return Err(reading.too_large());
        }
        let not_zip = |_| {
            not_a_pack(
                &label,
                Text::new("フォルダーでも zip でもありません", "it is neither a folder nor a zip"),
            )
        };
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(not_zip)?;
        if archive.len() > MAX_ENTRIES {
            return Err(reading.too_many());
        }
        for index in 0..archive.len() {
            let file = archive.by_index(index).map_err(not_zip)?;
            let Ok(inside) = file.name().map(|name| name.replace('\\', "/")) else { continue };
            if file.is_file() && is_pack_file(&inside) {
                reading.take(inside, file)?;
            }
        }
        Ok(Self { name, files: below_pack_toml(reading.files) })
    }
}

/// SHA-256 of the bytes of a file, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

fn digits(hash: &[u8]) -> String {
    let mut digits = String::new();
    for byte in hash {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Files taken into a pack one by one, never more than a pack may hold.
struct Reading<'p> {
    /// The pack, as messages name it.
    pack: &'p str,
    files: BTreeMap<String, String>,
    /// Bytes that it may still take.
    left: u64,
}

impl<'p> Reading<'p> {
    fn of(pack: &'p str) -> Self {
        Self { pack, files: BTreeMap::new(), left: MAX_PACK }
    }

    /// Takes a file; `from` is read no further than the pack may grow, whatever length it announces.
    fn take(&mut self, inside: String, from: impl Read) -> Result<(), PackError> {
        let mut bytes = Vec::new();
        from.take(self.left.min(MAX_FILE) + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| PackError::Unreadable { path: format!("{}/{inside}", self.pack), source })?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > MAX_FILE {
            let reason = Text::new(
                format!(
                    "`{inside}` が大きすぎます（上限 {} KB）。いくつかのファイルに分けてください",
                    MAX_FILE >> 10
                ),
                format!(
                    "`{inside}` is too large (at most {} KB); split it into several files",
                    MAX_FILE >> 10
                ),
            );
            return Err(not_a_pack(self.pack, reason));
        }
        self.left = self.left.checked_sub(size).ok_or_else(|| self.too_large())?;
        if self.files.len() >= MAX_FILES {
            return Err(self.too_large());
        }
        let text = String::from_utf8(bytes).map_err(|_| {
            let reason =
                Text::new(format!("`{inside}` が UTF-8 ではありません"), format!("`{inside}` is not UTF-8"));
            not_a_pack(self.pack, reason)
        })?;
        match self.files.entry(inside) {
            Entry::Vacant(place) => {
                place.insert(text);
                Ok(())
            }
            Entry::Occupied(known) => {
                let inside = known.key();
                let reason = Text::new(
                    format!("`{inside}` という名前のファイルが二つあります"),
                    format!("two files are named `{inside}`"),
                );
                Err(not_a_pack(self.pack, reason))
            }
        }
    }

    fn no_file(&self, inside: &str) -> PackError {
        let reason = Text::new(
            format!(
                "`{inside}` は通常のファイルではありません。リンクではなくファイルそのものを置いてください"
            ),
            format!("`{inside}` is no regular file; put the file itself there, not a link"),
        );
        not_a_pack(self.pack, reason)
    }

    fn too_many(&self) -> PackError {
        let reason = Text::new(
            format!(
                "中身が多すぎます（上限 {MAX_ENTRIES} 個、フォルダー {MAX_DEPTH} 段）。ルールパックのフォルダーを指定してください"
            ),
            format!(
                "it holds too much (at most {MAX_ENTRIES} entries, {MAX_DEPTH} folders deep); name the folder of a pack"
            ),
        );
        not_a_pack(self.pack, reason)
    }

    fn too_large(&self) -> PackError {
        let reason = Text::new(
            format!("大きすぎます（上限 {} MB、{MAX_FILES} ファイル）", MAX_PACK >> 20),
            format!("it is too large (at most {} MB and {MAX_FILES} files)", MAX_PACK >> 20),
        );
        not_a_pack(self.pack, reason)
    }
}

fn not_a_pack(pack: &str, reason: Text) -> PackError {
    PackError::NotAPack { path: pack.to_owned(), reason }
}

fn unreadable(path: &Path, source: io::Error) -> PackError {
    PackError::Unreadable { path: path.display().to_string(), source }
}

/// Ids of the built-in packs.
pub fn built_in_names() -> Vec<String> {
    built_in::PACKS.iter().map(|(id, _)| (*id).to_owned()).collect()
}

fn is_pack_file(path: &str) -> bool {
    // What macOS leaves beside the files of a folder or zip.
    if path.split('/').any(|part| part == "__MACOSX" || part.starts_with("._")) {
        return false;
    }
    let path = Path::new(path);
    path.extension().is_some_and(|extension| {
        ["toml", "rhai", "csv"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// A zip often holds the folder itself: paths are counted from where `pack.toml` is.
fn below_pack_toml(files: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let root = files
        .keys()
        .filter_map(|path| path.strip_suffix("pack.toml"))
        .filter(|root| root.is_empty() || root.ends_with('/'))
        .min_by_key(|root| root.len())
        .map(str::to_owned)
        .unwrap_or_default();
    files
        .into_iter()
        .filter_map(|(path, text)| path.strip_prefix(&root).map(|inside| (inside.to_owned(), text)))
        .collect()
}
