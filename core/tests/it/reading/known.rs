//! What is not read right yet, each with its reason. Shorter is better; never add to it to make a test pass.

/// File, a part of the difference, and why it is so: wrong, lost or invented.
pub(super) const KNOWN: &[(&str, &str, &str)] = &[];

/// File, and how many columns may stay unmapped and values missing; none where a file is not listed.
pub(super) const ALLOWED: &[(&str, usize, usize)] = &[];
