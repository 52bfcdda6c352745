//! How long reading may take, and how much memory.

use std::time::{Duration, Instant};

use super::error::ReadError;

/// What reading a workbook may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Time for one workbook; `None` for as long as it takes.
    pub time: Option<Duration>,
    /// Bytes of memory for the process that reads the cells of formats which are read apart.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: None, memory: 2 << 30 }
    }
}

/// The moment at which reading has to be done.
///
/// The only clock of the engine: it decides whether there is a result, never what the result is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    at: Option<Instant>,
    time: Duration,
}

impl Deadline {
    /// The deadline for so many workbooks that are read from now on.
    #[expect(clippy::disallowed_methods, reason = "a limit of time cannot be kept without a clock")]
    pub(crate) fn start(limits: &Limits, workbooks: u32) -> Self {
        let time = limits.time.map(|time| time.saturating_mul(workbooks));
        Self { at: time.and_then(|time| Instant::now().checked_add(time)), time: time.unwrap_or_default() }
    }

    /// No deadline.
    #[cfg(test)]
    pub(crate) fn never() -> Self {
        Self::start(&Limits::default(), 1)
    }

    /// A deadline that is over.
    #[cfg(test)]
    pub(crate) fn passed() -> Self {
        Self::start(&Limits { time: Some(Duration::ZERO), ..Limits::default() }, 1)
    }

    /// The time that is left; `None` without a deadline.
    #[expect(clippy::disallowed_methods, reason = "a limit of time cannot be kept without a clock")]
    pub(crate) fn left(&self) -> Option<Duration> {
        self.at.map(|at| at.saturating_duration_since(Instant::now()))
    }

    /// True once the time is over.
    pub(crate) fn has_passed(&self) -> bool {
        self.left().is_some_and(|left| left.is_zero())
    }

    /// Fails once the time is over.
    pub(crate) fn check(&self, file: &str) -> Result<(), ReadError> {
        if self.has_passed() {
            return Err(ReadError::TimedOut { file: file.to_owned(), seconds: self.time.as_secs() });
        }
        Ok(())
    }
}
