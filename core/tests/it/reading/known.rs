//! What is not read right yet, each with its reason. Shorter is better; never add to it to make a test pass.

/// File, a part of the difference (empty for all of them), and why it is so: wrong, lost or invented.
pub(super) const KNOWN: &[(&str, &str, &str)] = &[];

/// File, and how many columns may stay unmapped and values missing; none where a file is not listed.
pub(super) const ALLOWED: &[(&str, usize, usize)] = &[
    ("counts-and-units.xlsx", 0, 1),
    ("hidden-rows-columns-and-sheets.xlsx", 0, 1),
    ("ledger-and-vendors-in-english.xlsx", 1, 0),
    // What 利用 is, prose does not tell.
    ("life-cycle-headers-only.xlsx", 1, 0),
    ("media-and-stages-ticked.xlsx", 7, 3),
    ("numbers-that-are-names.xlsx", 0, 1),
    ("same-header-under-different-parents.xlsx", 1, 0),
    ("town-office-register.xlsx", 1, 0),
];
