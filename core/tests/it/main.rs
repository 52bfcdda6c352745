//! Tests of the engine on its public interface, on the datasets.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise, in its helpers too"
)]

mod answers;
mod architecture;
mod client;
mod datasets;
mod duties;
mod failing_rule;
mod formats;
mod helper;
mod mapping;
mod methods;
mod own_columns;
mod own_report;
mod pack_registers;
mod preview;
mod protected;
mod reading;
mod repeatable;

use std::path::PathBuf;

use chrono::NaiveDate;
use daicho_core::assess::AssessOptions;
use daicho_core::read::ReadOptions;
use daicho_core::{Assessment, Request, assess_file};

/// A file of a dataset.
fn dataset(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../datasets").join(path)
}

/// A workbook of a dataset, assessed on the day that all datasets speak of.
fn assessed(path: &str, packs: &[&str]) -> Assessment {
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let packs = packs.iter().map(|pack| (*pack).to_owned()).collect();
    let request = Request {
        packs,
        config: None,
        options: AssessOptions { as_of, methods: Vec::new() },
        reading: ReadOptions::default(),
        answers: Vec::new(),
    };
    assess_file(&dataset(path), &request).unwrap()
}
