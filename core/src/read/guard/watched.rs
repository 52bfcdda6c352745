//! A part of an archive that is watched while it is unpacked.

use std::io::{Error, ErrorKind, Read, Result};

use crate::read::limits::Deadline;

/// The longest tag or text in XML; a cell holds 32,767 characters.
const PIECE_MOST: usize = 32 << 20;

/// A reader of XML that fails at the deadline, and at a tag or text of a length that no sheet has.
///
/// Readers of XML hold a tag or a text as a whole, so that one of a gigabyte would take as much memory.
#[derive(Debug)]
pub(crate) struct Watched<R> {
    inner: R,
    deadline: Deadline,
    /// Bytes since the last tag began.
    piece: usize,
}

impl<R> Watched<R> {
    pub(crate) fn new(inner: R, deadline: Deadline) -> Self {
        Self { inner, deadline, piece: 0 }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.deadline.has_passed() {
            return Err(Error::new(ErrorKind::TimedOut, "the time is over"));
        }
        let length = self.inner.read(buffer)?;
        let read = buffer.get(..length).unwrap_or_default();
        self.piece = match read.iter().rposition(|byte| *byte == b'<') {
            Some(last) => length - last,
            None => self.piece.saturating_add(length),
        };
        if self.piece > PIECE_MOST {
            return Err(Error::new(ErrorKind::InvalidData, "a text or tag without end"));
        }
        Ok(length)
    }
}
