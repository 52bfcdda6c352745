//! Bytes as the text of a cell that says yes or no.
#![no_main]

use daicho_fuzz::values::{check, ready};
use daicho_rules::FieldType;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: ready(), |bytes: &[u8]| check(FieldType::Flag, bytes));
