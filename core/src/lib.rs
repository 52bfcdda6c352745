//! The engine of daicho.
//!
//! ```text
//! workbook ─read→ Ledger ─assess→ Assessment ─write→ workbook, JSON, terminal text
//! ```
#![deny(missing_docs)]

pub mod answers;
pub mod assess;
pub mod assessment;
pub mod document;
mod error;
pub mod explain;
pub mod ledger;
mod mapping;
pub mod preview;
pub mod read;
mod request;
mod schema;
pub mod terminal;
mod treat;
pub mod write;

pub use assess::AssessOptions;
pub use assessment::Assessment;
pub use daicho_rules::{
    Coverage, Explain, Gravity, Lang, PACK_SCHEMA, Rulebook, ScaffoldOptions, Schema, Severity, Text,
    built_in_names, coverage, reach_problems, row_notes, run_cases, scaffold,
};
pub use error::Error;
pub use ledger::Ledger;
pub use mapping::{WrittenMapping, write_mapping};
pub use request::{
    DEFAULT_PACK, Inspection, Request, assess_file, inspect_file, load_packs, load_packs_with_problems,
    settings_of,
};
pub use schema::client_schema;
