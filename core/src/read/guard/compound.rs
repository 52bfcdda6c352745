//! Compound files (OLE): the container of `.xls` and of encrypted workbooks.
//!
//! A file system of sectors, chained by a table ([MS-CFB]). What reads such files follows chains wherever
//! they lead, so chains are followed here first: one that returns to itself or leads out of the file is an
//! error.
//!
//! [MS-CFB]: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb

/// The first bytes of a compound file.
pub(crate) const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Sector numbers from here on mean something else.
const RESERVED: u32 = 0xffff_fffa;
const END_OF_CHAIN: u32 = 0xffff_fffe;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;
/// Bytes of a sector of the stream of small streams.
const MINI: usize = 64;
/// Streams below this size lie in the stream of small streams.
const MINI_BELOW: usize = 4096;
/// Sector numbers in the header.
const IN_HEADER: usize = 109;

/// The streams of a compound file.
#[derive(Debug)]
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    start: u32,
    length: usize,
}

/// What is wrong with a compound file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    #[error("the header of the compound file is cut off or unknown")]
    Header,
    #[error("a chain of sectors leads out of the file")]
    Outside,
    #[error("a chain of sectors returns to itself")]
    Cycle,
}

impl<'a> Compound<'a> {
    /// Follows the chains that every reader of the file follows.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let sector = match number16(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(Problem::Header),
        };
        if !bytes.starts_with(&SIGNATURE) || number16(bytes, 32) != Some(6) {
            return Err(Problem::Header);
        }
        let field = |at| number(bytes, at).ok_or(Problem::Header);
        let counted = |start: u32, count| if count == 0 { END_OF_CHAIN } else { start };
        let directory = field(48)?;
        let mini_fat = counted(field(60)?, field(64)?);
        let difat = counted(field(68)?, field(72)?);
        let mut file = Self {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            entries: Vec::new(),
        };
        file.fat = file.table(difat)?;
        file.entries = file.chain(directory)?.chunks_exact(ENTRY).filter_map(entry).collect();
        // The first entry is the root, whose stream holds all small streams.
        if let Some((start, length)) = file.entries.first().map(|root| (root.start, root.length)) {
            file.mini = file.chain(start)?;
            file.mini.truncate(length);
        }
        file.mini_fat = numbers(&file.chain(mini_fat)?).collect();
        Ok(file)
    }

    /// True if there is a stream of this name, capitals or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The content of a stream; `None` if there is none of this name.
    pub(crate) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(entry) = self.find(name) else { return Ok(None) };
        let mut content =
            if entry.length < MINI_BELOW { self.mini_chain(entry.start)? } else { self.chain(entry.start)? };
        content.truncate(entry.length);
        Ok(Some(content))
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().skip(1).find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The table that tells of each sector which one follows.
    fn table(&self, mut next: u32) -> Result<Vec<u32>, Problem> {
        let mut parts: Vec<u32> = numbers(self.bytes.get(76..).unwrap_or_default()).take(IN_HEADER).collect();
        for _ in 0..=self.sectors() {
            if next >= RESERVED {
                let known = parts.into_iter().filter(|part| *part < RESERVED);
                let mut table = Vec::new();
                let mut seen = vec![false; self.sectors()];
                for part in known {
                    visit(&mut seen, part)?;
                    table.extend(numbers(self.sector_at(part)?));
                }
                return Ok(table);
            }
            parts.extend(numbers(self.sector_at(next)?));
            // The last number of each sector of the list says where the list goes on.
            next = parts.pop().unwrap_or(END_OF_CHAIN);
        }
        Err(Problem::Cycle)
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, start: u32) -> Result<Vec<u8>, Problem> {
        let mut content = Vec::new();
        let mut seen = vec![false; self.sectors()];
        let mut at = start;
        while at < RESERVED {
            visit(&mut seen, at)?;
            content.extend_from_slice(self.sector_at(at)?);
            at = follow(&self.fat, at)?;
        }
        Ok(content)
    }

    fn mini_chain(&self, start: u32) -> Result<Vec<u8>, Problem> {
        let mut content = Vec::new();
        let mut seen = vec![false; self.mini.len().div_ceil(MINI)];
        let mut at = start;
        while at < RESERVED {
            visit(&mut seen, at)?;
            let first = position(at).saturating_mul(MINI);
            let last = first.saturating_add(MINI).min(self.mini.len());
            content.extend_from_slice(self.mini.get(first..last).ok_or(Problem::Outside)?);
            at = follow(&self.mini_fat, at)?;
        }
        Ok(content)
    }

    /// The bytes of a sector; the last one of a file may be cut off.
    fn sector_at(&self, at: u32) -> Result<&'a [u8], Problem> {
        let first = position(at).saturating_add(1).saturating_mul(self.sector);
        let last = first.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(first..last).filter(|sector| !sector.is_empty()).ok_or(Problem::Outside)
    }

    fn sectors(&self) -> usize {
        self.bytes.len().div_ceil(self.sector)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(number16(bytes, 64)?).saturating_sub(2) / 2;
    let letters = bytes.chunks_exact(2).take(length.min(31)).filter_map(|pair| number16(pair, 0));
    let name = char::decode_utf16(letters).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(Entry { name, start: number(bytes, 116)?, length: position(number(bytes, 120)?) })
}

/// Marks a sector of a chain; one that is met twice closes a circle.
fn visit(seen: &mut [bool], at: u32) -> Result<(), Problem> {
    let seen = seen.get_mut(position(at)).ok_or(Problem::Outside)?;
    if std::mem::replace(seen, true) { Err(Problem::Cycle) } else { Ok(()) }
}

fn follow(table: &[u32], at: u32) -> Result<u32, Problem> {
    table.get(position(at)).copied().ok_or(Problem::Outside)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|four| number(four, 0))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn position(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
