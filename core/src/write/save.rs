//! Saves bytes so that a file is either as before or complete.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::WriteError;
use crate::read::own;

/// What to do about a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overwrite {
    /// Leave it alone and fail.
    #[default]
    Refuse,
    /// Put the new file in its place.
    Replace,
}

/// Saves `bytes` as the file `path`, in one step.
///
/// The bytes go to a temporary file in the same folder, which is then renamed, so that nobody ever
/// sees half a workbook and a failure leaves an existing file as it was.
///
/// # Errors
///
/// Refuses a file that exists unless `overwrite` says otherwise; fails when the folder is missing,
/// may not be written to, or is full.
pub fn save(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), WriteError> {
    let (target, existing) = resolve(path, overwrite)?;
    let folder = folder_of(&target);
    let mut file = temporary(&folder).map_err(|source| failure(path, source))?;
    file.write_all(bytes).map_err(|source| failure(path, source))?;
    if let Some(permissions) = existing {
        file.as_file().set_permissions(permissions).map_err(|source| failure(path, source))?;
    }
    file.as_file().sync_all().map_err(|source| failure(path, source))?;
    let moved = match overwrite {
        Overwrite::Refuse => file.persist_noclobber(&target),
        Overwrite::Replace => file.persist(&target),
    };
    match moved {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            Err(WriteError::Exists { path: path.to_owned() })
        }
        Err(error) => Err(failure(path, error.error)),
    }
}

/// Sees whether [`save`] could write `path`, without touching anything.
///
/// # Errors
///
/// As [`save`], except for what only shows when writing.
pub fn check_target(path: &Path, overwrite: Overwrite) -> Result<(), WriteError> {
    resolve(path, overwrite).map(|_| ())
}

/// Sees that `path` is not the workbook that was read, whatever links lead to it.
///
/// Where a folder was read, nothing in it is replaced but reports of our own.
///
/// # Errors
///
/// [`WriteError::IsSource`] if it is: a client's ledger is never replaced by a report.
pub fn check_apart(path: &Path, source: &Path) -> Result<(), WriteError> {
    let (Ok(target), Ok(source)) = (fs::canonicalize(path), fs::canonicalize(source)) else { return Ok(()) };
    let is_report = || fs::read(&target).is_ok_and(|bytes| own::is_own(&bytes));
    let lies_within = target.parent() == Some(&source) && target.is_file();
    if target == source && target.is_file() || lies_within && !is_report() {
        return Err(WriteError::IsSource { path: path.to_owned() });
    }
    Ok(())
}

/// The file to write, and the permissions of the one that is there.
fn resolve(path: &Path, overwrite: Overwrite) -> Result<(PathBuf, Option<fs::Permissions>), WriteError> {
    let there = fs::symlink_metadata(path).is_ok();
    if there && path.is_dir() {
        return Err(WriteError::IsFolder { path: path.to_owned() });
    }
    if there && fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(failure(path, ErrorKind::Unsupported.into()));
    }
    if there && overwrite == Overwrite::Refuse {
        return Err(WriteError::Exists { path: path.to_owned() });
    }
    // A link stays a link: what it points to is replaced.
    let target =
        if there { fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() };
    if target.file_name().is_none() {
        return Err(WriteError::IsFolder { path: path.to_owned() });
    }
    let folder = folder_of(&target);
    if !folder.is_dir() {
        return Err(WriteError::FolderMissing { folder });
    }
    let existing = fs::metadata(&target).ok().map(|metadata| metadata.permissions());
    if existing.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(failure(path, ErrorKind::PermissionDenied.into()));
    }
    Ok((target, existing))
}

/// A temporary file with the permissions that any new file of this user gets.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
    }
    #[cfg(not(unix))]
    {
        NamedTempFile::new_in(folder)
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn failure(path: &Path, source: io::Error) -> WriteError {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::ResourceBusy => {
            WriteError::NotWritable { path, source }
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => WriteError::Full { path, source },
        _ => WriteError::System { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_refused_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.xlsx");
        save(&path, b"first", Overwrite::Refuse).unwrap();
        let error = save(&path, b"second", Overwrite::Refuse).unwrap_err();
        assert!(matches!(error, WriteError::Exists { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"first");
    }

    #[test]
    fn an_existing_file_is_replaced_on_request_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.xlsx");
        save(&path, b"first", Overwrite::Refuse).unwrap();
        save(&path, b"second", Overwrite::Replace).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = save(&folder.path().join("gone/out.xlsx"), b"x", Overwrite::Refuse).unwrap_err();
        assert!(
            matches!(&error, WriteError::FolderMissing { folder } if folder.ends_with("gone")),
            "{error}"
        );
    }

    #[test]
    fn a_folder_is_not_a_file() {
        let folder = tempfile::tempdir().unwrap();
        for overwrite in [Overwrite::Refuse, Overwrite::Replace] {
            let error = save(folder.path(), b"x", overwrite).unwrap_err();
            assert!(matches!(error, WriteError::IsFolder { .. }), "{error}");
        }
    }

    #[test]
    fn a_read_only_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.xlsx");
        save(&path, b"first", Overwrite::Refuse).unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = save(&path, b"second", Overwrite::Replace).unwrap_err();
        assert!(matches!(error, WriteError::NotWritable { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"first");
    }

    #[test]
    fn reasons_of_the_system_are_told_apart() {
        let path = Path::new("out.xlsx");
        for (kind, expected) in [
            (ErrorKind::PermissionDenied, "`out.xlsx` cannot be written to"),
            (ErrorKind::ReadOnlyFilesystem, "`out.xlsx` cannot be written to"),
            (ErrorKind::StorageFull, "no space is left to save `out.xlsx`"),
            (ErrorKind::TimedOut, "`out.xlsx` could not be saved: timed out"),
        ] {
            assert_eq!(failure(path, kind.into()).to_string(), expected);
        }
    }
}
