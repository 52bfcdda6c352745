//! Standard encryption ([MS-OFFCRYPTO] 2.3.4.5–2.3.4.9): AES by single blocks, keys by SHA-1.

use zeroize::Zeroizing;

use super::cipher::{Aes, Hash, fitted};
use super::{Problem, number, parts};

/// How often a password is hashed.
const ROUNDS: u32 = 50_000;
/// Bytes of a salt and of a verifier.
const SALT: usize = 16;
/// Bytes that SHA-1 gives.
const HASH: usize = 20;

pub(super) fn open(info: &[u8], package: &[u8], password: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut fields = Fields(info);
    let header_length = fields.number()?;
    let mut header = Fields(fields.bytes(header_length)?);
    let (_flags, _extra, algorithm, _hash, key_bits) =
        (header.number()?, header.number()?, header.number()?, header.number()?, header.number()?);
    let key_length = match algorithm {
        0x660e => 16,
        0x660f => 24,
        0x6610 => 32,
        other => return Err(Problem::Unsupported(format!("algorithm {other:#x}, {key_bits} bits"))),
    };
    let salt_length = fields.number()?;
    if salt_length != SALT {
        return Err(Problem::damaged("EncryptionVerifier"));
    }
    let salt = fields.bytes(SALT)?;
    let mut verifier = fields.bytes(SALT)?.to_vec();
    let _length = fields.number()?;
    let mut verifier_hash = fields.bytes(HASH.next_multiple_of(SALT))?.to_vec();

    let spun = Hash::Sha1.spun(salt, password, ROUNDS);
    let aes = Aes::new(&key(&Hash::Sha1.of(&[&spun, &0_u32.to_le_bytes()]), key_length))?;
    aes.by_itself(&mut verifier);
    aes.by_itself(&mut verifier_hash);
    if verifier_hash.get(..HASH) != Some(Hash::Sha1.of(&[&verifier]).as_slice()) {
        return Err(Problem::Password);
    }
    let (length, encrypted) = parts(package)?;
    let mut workbook = encrypted.to_vec();
    aes.by_itself(&mut workbook);
    workbook.truncate(length);
    Ok(workbook)
}

/// A key of so many bytes from a hash.
fn key(hash: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
    let half = |filler: u8| {
        let mut pad = Zeroizing::new(vec![filler; 64]);
        pad.iter_mut().zip(hash).for_each(|(byte, hash)| *byte ^= hash);
        Hash::Sha1.of(&[&pad])
    };
    let (first, second) = (half(0x36), half(0x5c));
    let both = Zeroizing::new([first.as_slice(), second.as_slice()].concat());
    fitted(&both, length, 0)
}

/// Numbers and bytes that follow each other.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn bytes(&mut self, length: usize) -> Result<&'a [u8], Problem> {
        let (bytes, rest) =
            self.0.split_at_checked(length).ok_or_else(|| Problem::damaged("EncryptionInfo"))?;
        self.0 = rest;
        Ok(bytes)
    }

    fn number(&mut self) -> Result<usize, Problem> {
        let bytes = self.bytes(4)?;
        usize::try_from(number(bytes)).map_err(Problem::damaged)
    }
}
