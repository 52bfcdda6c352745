//! Passwords, kept out of messages and wiped from memory after use.

use std::fmt;

use zeroize::Zeroizing;

/// A password.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// A password as it was typed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The password in a file: its first line.
    ///
    /// # Errors
    ///
    /// If the file cannot be read as UTF-8.
    pub fn from_file(path: &std::path::Path) -> std::io::Result<Self> {
        let text = Zeroizing::new(std::fs::read_to_string(path)?);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Ok(Self::new(text.lines().next().unwrap_or_default()))
    }

    pub(super) fn get(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}
