//! Agile encryption ([MS-OFFCRYPTO] 2.3.4.10–2.3.4.15): AES-CBC by segments, with a checksum over all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::{BytesStart, Event};
use zeroize::Zeroizing;

use super::cipher::{Aes, BLOCK, Hash, fitted};
use super::{Problem, parts};
use crate::read::xlsx::attribute;

/// Most rounds of hashing that a file may ask for; Excel writes 100,000.
const MAX_ROUNDS: u32 = 10_000_000;
/// Bytes that are encrypted together.
const SEGMENT: usize = 4096;
/// Fills up what is too short.
const FILLER: u8 = 0x36;

// What tells the keys and starts of several purposes apart.
const VERIFIER: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const VERIFIER_HASH: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const KEY: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];
const CHECKSUM_KEY: [u8; 8] = [0x5f, 0xb2, 0xad, 0x01, 0x0c, 0xb9, 0xe1, 0xf6];
const CHECKSUM: [u8; 8] = [0xa0, 0x67, 0x7f, 0x02, 0xb2, 0x2c, 0x84, 0x33];

pub(super) fn open(info: &[u8], package: &[u8], password: &[u8]) -> Result<Vec<u8>, Problem> {
    let info = Info::read(info)?;
    let (lock, data) = (&info.lock, &info.data);
    let spun = lock.hash.spun(&lock.salt, password, info.rounds);
    let unlock = |purpose: &[u8; 8], encrypted: &[u8]| -> Result<Zeroizing<Vec<u8>>, Problem> {
        let key = fitted(&lock.hash.of(&[&spun, purpose]), lock.key_length, FILLER);
        let mut value = Zeroizing::new(encrypted.to_vec());
        Aes::new(&key)?.chained(&fitted(&lock.salt, BLOCK, FILLER), &mut value);
        Ok(value)
    };
    let verifier = unlock(&VERIFIER, &info.verifier)?;
    let wanted = unlock(&VERIFIER_HASH, &info.verifier_hash)?;
    // The verifier is as long as the salt; more of it would be filling.
    let verifier = verifier.get(..lock.salt.len()).unwrap_or(&verifier);
    let hash = lock.hash.of(&[verifier]);
    if wanted.get(..hash.len()) != Some(hash.as_slice()) {
        return Err(Problem::Password);
    }
    let key = unlock(&KEY, &info.key)?;
    let aes = Aes::new(key.get(..data.key_length).unwrap_or(&key))?;
    let start = |purpose: &[u8]| fitted(&data.hash.of(&[&data.salt, purpose]), BLOCK, FILLER);
    let secret = |purpose: &[u8; 8], encrypted: &[u8]| {
        let mut value = Zeroizing::new(encrypted.to_vec());
        aes.chained(&start(purpose), &mut value);
        value.truncate(data.hash.of(&[]).len());
        value
    };
    if let Some((checksum_key, checksum)) = &info.checksum {
        let (key, checksum) = (secret(&CHECKSUM_KEY, checksum_key), secret(&CHECKSUM, checksum));
        if !data.hash.signs(&key, package, &checksum) {
            return Err(Problem::damaged("the checksum of the encrypted workbook does not fit"));
        }
    }
    let (length, encrypted) = parts(package)?;
    let mut workbook = encrypted.to_vec();
    for (number, segment) in (0_u32..).zip(workbook.chunks_mut(SEGMENT)) {
        aes.chained(&start(&number.to_le_bytes()), segment);
    }
    workbook.truncate(length);
    Ok(workbook)
}

/// How something is encrypted.
#[derive(Default)]
struct Way {
    salt: Vec<u8>,
    key_length: usize,
    hash: Hash,
}

/// What the file says of its encryption.
#[derive(Default)]
struct Info {
    /// Of the workbook itself.
    data: Way,
    /// Of the key to it.
    lock: Way,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key: Vec<u8>,
    /// Key and value of the checksum.
    checksum: Option<(Vec<u8>, Vec<u8>)>,
}

impl Info {
    fn read(xml: &[u8]) -> Result<Self, Problem> {
        let (mut info, mut has_lock) = (Self::default(), false);
        let mut reader = quick_xml::Reader::from_reader(xml);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(Problem::damaged)? {
                Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                    "keyData" => info.data = way(&start)?,
                    "dataIntegrity" => {
                        info.checksum =
                            Some((bytes(&start, "encryptedHmacKey")?, bytes(&start, "encryptedHmacValue")?));
                    }
                    "encryptedKey" => {
                        has_lock = true;
                        info.lock = way(&start)?;
                        info.rounds = text(&start, "spinCount")?.parse().map_err(Problem::damaged)?;
                        info.verifier = bytes(&start, "encryptedVerifierHashInput")?;
                        info.verifier_hash = bytes(&start, "encryptedVerifierHashValue")?;
                        info.key = bytes(&start, "encryptedKeyValue")?;
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        if !has_lock {
            return Err(Problem::Unsupported("no key for a password".to_owned()));
        }
        if info.rounds > MAX_ROUNDS {
            return Err(Problem::Unsupported(format!("spinCount {}", info.rounds)));
        }
        Ok(info)
    }
}

fn way(start: &BytesStart<'_>) -> Result<Way, Problem> {
    let unsupported = |what: String| Err(Problem::Unsupported(what));
    let (cipher, chaining, hash) =
        (text(start, "cipherAlgorithm")?, text(start, "cipherChaining")?, text(start, "hashAlgorithm")?);
    if cipher != "AES" || chaining != "ChainingModeCBC" {
        return unsupported(format!("{cipher}, {chaining}"));
    }
    let Some(hash) = Hash::named(&hash) else { return unsupported(hash) };
    let bits: usize = text(start, "keyBits")?.parse().map_err(Problem::damaged)?;
    Ok(Way { salt: bytes(start, "saltValue")?, key_length: bits / 8, hash })
}

fn text(start: &BytesStart<'_>, name: &str) -> Result<String, Problem> {
    attribute(start, name).ok_or_else(|| Problem::damaged(format!("EncryptionInfo: {name}")))
}

fn bytes(start: &BytesStart<'_>, name: &str) -> Result<Vec<u8>, Problem> {
    STANDARD.decode(text(start, name)?).map_err(Problem::damaged)
}
