//! AES and the hashes, chosen by what a file says of itself.

use aes::cipher::{BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::Problem;

/// Bytes of a block.
pub(super) const BLOCK: usize = 16;

/// A hash that keys are made with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Hash {
    #[default]
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "SHA1" | "SHA-1" => Some(Self::Sha1),
            "SHA256" | "SHA-256" => Some(Self::Sha256),
            "SHA384" | "SHA-384" => Some(Self::Sha384),
            "SHA512" | "SHA-512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The hash of parts that follow each other.
    pub(super) fn of(self, parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
        fn digest<D: Digest>(parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
            let mut digest = D::new();
            for part in parts {
                digest.update(part);
            }
            Zeroizing::new(digest.finalize().to_vec())
        }
        match self {
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }

    /// True if this is the keyed checksum of `data`.
    pub(super) fn signs(self, key: &[u8], data: &[u8], checksum: &[u8]) -> bool {
        fn verify<M: Mac + KeyInit>(key: &[u8], data: &[u8], checksum: &[u8]) -> bool {
            let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else { return false };
            mac.update(data);
            mac.verify_slice(checksum).is_ok()
        }
        match self {
            Self::Sha1 => verify::<Hmac<Sha1>>(key, data, checksum),
            Self::Sha256 => verify::<Hmac<Sha256>>(key, data, checksum),
            Self::Sha384 => verify::<Hmac<Sha384>>(key, data, checksum),
            Self::Sha512 => verify::<Hmac<Sha512>>(key, data, checksum),
        }
    }

    /// A password hashed again and again, each time after the number of the round.
    pub(super) fn spun(self, salt: &[u8], password: &[u8], rounds: u32) -> Zeroizing<Vec<u8>> {
        let mut hash = self.of(&[salt, password]);
        for round in 0..rounds {
            hash = self.of(&[&round.to_le_bytes(), &hash]);
        }
        hash
    }
}

/// An AES key.
pub(super) enum Aes {
    Of128(Box<Aes128>),
    Of192(Box<Aes192>),
    Of256(Box<Aes256>),
}

impl Aes {
    pub(super) fn new(key: &[u8]) -> Result<Self, Problem> {
        let unknown = || Problem::Unsupported(format!("AES-{}", key.len() * 8));
        match key.len() {
            16 => Aes128::new_from_slice(key).map(|key| Self::Of128(Box::new(key))).map_err(|_| unknown()),
            24 => Aes192::new_from_slice(key).map(|key| Self::Of192(Box::new(key))).map_err(|_| unknown()),
            32 => Aes256::new_from_slice(key).map(|key| Self::Of256(Box::new(key))).map_err(|_| unknown()),
            _ => Err(unknown()),
        }
    }

    /// Decrypts whole blocks, each by itself; what is left over stays as it is.
    pub(super) fn by_itself(&self, data: &mut [u8]) {
        for block in data.chunks_exact_mut(BLOCK) {
            let Ok(block) = block.try_into() else { continue };
            match self {
                Self::Of128(aes) => aes.decrypt_block(block),
                Self::Of192(aes) => aes.decrypt_block(block),
                Self::Of256(aes) => aes.decrypt_block(block),
            }
        }
    }

    /// Decrypts whole blocks that were each mixed with the one before, the first with `start`.
    pub(super) fn chained(&self, start: &[u8], data: &mut [u8]) {
        let encrypted = data.to_vec();
        self.by_itself(data);
        let before = [start].into_iter().chain(encrypted.chunks_exact(BLOCK));
        for (block, before) in data.chunks_exact_mut(BLOCK).zip(before) {
            block.iter_mut().zip(before).for_each(|(byte, before)| *byte ^= before);
        }
    }
}

/// Bytes cut or filled up to a length.
pub(super) fn fitted(bytes: &[u8], length: usize, filler: u8) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(bytes.to_vec());
    bytes.resize(length, filler);
    bytes
}
