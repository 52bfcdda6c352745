//! Bytes as a file that a client sends, of whatever kind.
#![no_main]

use daicho_fuzz::reading::{read, ready};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: ready(), |bytes: &[u8]| {
    read("trial.xlsx", bytes);
});
