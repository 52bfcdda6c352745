//! Bytes as the text of a cell that holds one value of a vocabulary.
#![no_main]

use daicho_fuzz::values::{check, ready};
use daicho_rules::FieldType;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: ready(), |bytes: &[u8]| check(FieldType::Choice, bytes));
