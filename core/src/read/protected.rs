//! Workbooks that are protected by a password: out of the encrypted file comes the workbook within.
//!
//! Excel writes two forms since 2007: *standard* (AES-ECB, SHA-1) and *agile* (AES-CBC, any SHA, with a
//! checksum over everything), both in a compound file with the streams `EncryptionInfo` and
//! `EncryptedPackage` ([MS-OFFCRYPTO] 2.3.4). A wrong password is told apart from a damaged file by the
//! verifier that both forms hold.
//!
//! [MS-OFFCRYPTO]: https://learn.microsoft.com/openspecs/office_file_formats/ms-offcrypto

mod agile;
mod cipher;
mod standard;

use std::io::{Cursor, Read};

use zeroize::Zeroizing;

use super::error::ReadError;
use super::guard::damaged;

/// The password that Excel itself uses for workbooks that are only marked as final or read-only.
const DEFAULT: &str = "VelvetSweatshop";
/// The first bytes of an encrypted package tell its length.
const LENGTH: usize = 8;

/// What is wrong with an encrypted workbook or its password.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    #[error("the password does not fit")]
    Password,
    #[error("{0}")]
    Damaged(String),
    #[error("{0}")]
    Unsupported(String),
}

impl Problem {
    fn damaged(what: impl std::fmt::Display) -> Self {
        Self::Damaged(what.to_string())
    }
}

/// The workbook in the bytes of an encrypted one.
///
/// Without a password the one is tried that Excel uses where nobody set one.
///
/// # Errors
///
/// When a password is needed, does not fit, when the file is damaged, or encrypted in another way.
pub(super) fn decrypted(file: &str, bytes: &[u8], password: Option<&str>) -> Result<Vec<u8>, ReadError> {
    let name = || file.to_owned();
    let failed = |problem| match problem {
        Problem::Password if password.is_none() => ReadError::PasswordProtected { file: name() },
        Problem::Password => ReadError::WrongPassword { file: name() },
        Problem::Damaged(detail) => ReadError::Damaged { file: name(), detail },
        Problem::Unsupported(detail) => ReadError::UnknownEncryption { file: name(), detail },
    };
    let mut streams = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(file, &error))?;
    let info = stream(&mut streams, "EncryptionInfo").map_err(failed)?;
    let package = stream(&mut streams, "EncryptedPackage").map_err(failed)?;
    match open(&info, &package, DEFAULT) {
        Err(Problem::Password) => open(&info, &package, password.unwrap_or(DEFAULT)).map_err(failed),
        done => done.map_err(failed),
    }
}

fn stream(streams: &mut cfb::CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Problem> {
    let mut content = Vec::new();
    let mut stream = streams.open_stream(name).map_err(Problem::damaged)?;
    stream.read_to_end(&mut content).map_err(Problem::damaged)?;
    Ok(content)
}

fn open(info: &[u8], package: &[u8], password: &str) -> Result<Vec<u8>, Problem> {
    let password: Zeroizing<Vec<u8>> =
        Zeroizing::new(password.encode_utf16().flat_map(u16::to_le_bytes).collect());
    let version = |at: usize| info.get(at..at + 2).map(number);
    let Some((major, minor)) = version(0).zip(version(2)) else {
        return Err(Problem::damaged("EncryptionInfo"));
    };
    let rest = info.get(LENGTH..).unwrap_or_default();
    match (major, minor) {
        (4, 4) => agile::open(rest, package, &password),
        (2..=4, 2) => standard::open(rest, package, &password),
        _ => Err(Problem::Unsupported(format!("EncryptionInfo {major}.{minor}"))),
    }
}

/// The number in bytes of which the last weighs most.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |before, byte| before << 8 | u64::from(*byte))
}

/// The length of the workbook, and what holds it, encrypted.
fn parts(package: &[u8]) -> Result<(usize, &[u8]), Problem> {
    let cut = || Problem::damaged("EncryptedPackage");
    let (length, rest) = package.split_at_checked(LENGTH).ok_or_else(cut)?;
    let length = usize::try_from(number(length)).map_err(Problem::damaged)?;
    if length > rest.len() {
        return Err(cut());
    }
    Ok((length, rest))
}

#[cfg(test)]
mod tests;
