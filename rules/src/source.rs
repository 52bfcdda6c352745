//! Where packs come from: built in, a folder, or a zip of one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::PackError;
use crate::text::Text;

mod built_in {
    include!(concat!(env!("OUT_DIR"), "/built_in.rs"));
}

/// Largest pack that is read, in bytes of text.
const MAX_PACK: u64 = 16 << 20;
/// Most files that a pack may have.
const MAX_FILES: usize = 2_000;

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

    fn from_folder(root: &Path, name: String) -> Result<Self, PackError> {
        let unreadable =
            |path: &Path, source| PackError::Unreadable { path: path.display().to_string(), source };
        let mut files = BTreeMap::new();
        let mut size = 0_u64;
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).map_err(|e| unreadable(&folder, e))? {
                let path = entry.map_err(|e| unreadable(&folder, e))?.path();
                // Symbolic links could lead out of the pack or in circles.
                let meta = fs::symlink_metadata(&path).map_err(|e| unreadable(&path, e))?;
                if meta.is_dir() {
                    folders.push(path);
                } else if meta.is_file() && is_pack_file(&path.to_string_lossy()) {
                    size += meta.len();
                    if size > MAX_PACK || files.len() >= MAX_FILES {
                        return Err(too_large(root));
                    }
                    let bytes = fs::read(&path).map_err(|e| unreadable(&path, e))?;
                    let inside =
                        path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                    let text = text_of(bytes, root, &inside)?;
                    files.insert(inside, text);
                }
            }
        }
        Ok(Self { name, files })
    }

    fn from_zip(path: &Path, name: String) -> Result<Self, PackError> {
        let unreadable = |source| PackError::Unreadable { path: path.display().to_string(), source };
        let size = fs::metadata(path).map_err(unreadable)?.len();
        if size > MAX_PACK {
            return Err(too_large(path));
        }
        let bytes = fs::read(path).map_err(unreadable)?;
        let not_zip = |_| PackError::NotAPack {
            path: path.display().to_string(),
            reason: Text::new("フォルダーでも zip でもありません", "it is neither a folder nor a zip"),
        };
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(not_zip)?;
        if archive.len() > MAX_FILES {
            return Err(too_large(path));
        }
        let mut files = BTreeMap::new();
        let mut left = MAX_PACK;
        for index in 0..archive.len() {
            let file = archive.by_index(index).map_err(not_zip)?;
            let Ok(inside) = file.name().map(|name| name.replace('\\', "/")) else { continue };
            if !file.is_file() || !is_pack_file(&inside) {
                continue;
            }
            let mut bytes = Vec::new();
            file.take(left + 1).read_to_end(&mut bytes).map_err(unreadable)?;
            left = left
                .checked_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
                .ok_or_else(|| too_large(path))?;
            let text = text_of(bytes, path, &inside)?;
            files.insert(inside, text);
        }
        Ok(Self { name, files: below_pack_toml(files) })
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

fn text_of(bytes: Vec<u8>, pack: &Path, inside: &str) -> Result<String, PackError> {
    String::from_utf8(bytes).map_err(|_| PackError::NotAPack {
        path: pack.display().to_string(),
        reason: Text::new(format!("`{inside}` が UTF-8 ではありません"), format!("`{inside}` is not UTF-8")),
    })
}

fn too_large(path: &Path) -> PackError {
    PackError::NotAPack {
        path: path.display().to_string(),
        reason: Text::new(
            format!("大きすぎます（上限 {} MB、{MAX_FILES} ファイル）", MAX_PACK >> 20),
            format!("it is too large (at most {} MB and {MAX_FILES} files)", MAX_PACK >> 20),
        ),
    }
}
