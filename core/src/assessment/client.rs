//! What the settings of a client did to an assessment.

use daicho_rules::{AcceptableChange, Exception, Override, ParameterChange};

/// The layer of a client's `daicho.toml`, with what each of its departures did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientEffect {
    /// Name of the file, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// Parameters with another value than in their pack.
    pub parameters: Vec<ParameterChange>,
    /// Another acceptable band than that of the method.
    pub acceptable: Option<AcceptableChange>,
    /// Rules switched off or changed; expired ones as well, which did nothing.
    pub overrides: Vec<Departure<Override>>,
    /// Records that rules left alone; expired ones as well, which did nothing.
    pub exceptions: Vec<Departure<Exception>>,
}

/// An override or exception, and how much it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure<T> {
    /// As the client wrote it.
    pub given: T,
    /// How many risks it removed or changed.
    pub risks: usize,
    /// How many findings it removed or changed.
    pub findings: usize,
}

/// What the packs alone would have made of a risk whose factors a client overrides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// Impact by the packs.
    pub impact: Option<u8>,
    /// Threat by the packs.
    pub threat: Option<u8>,
}
