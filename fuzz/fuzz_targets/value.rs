//! Text as a cell of each field of the built-in registers.
#![no_main]

use daicho_fuzz::values::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check(None, bytes);
});
