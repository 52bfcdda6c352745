//! Bytes as the parts of an otherwise sound workbook, so that what unpacks it is passed every time.
#![no_main]

use daicho_fuzz::reading::{read, ready, workbook};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: ready(), |bytes: &[u8]| {
    read("trial.xlsx", &workbook(bytes));
});
