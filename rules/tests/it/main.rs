//! Tests of the rule language on its public interface.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails that way")]

mod broken_definitions;
mod broken_pack;
mod built_in;
mod client;
mod conditions;
mod coverage;
mod decision_table;
mod diff;
mod duties;
mod hostile_expressions;
mod hostile_files;
mod hostile_packs;
mod lints;
mod own_columns;
mod reach;
mod references;
mod rows;
mod same_answers;
mod scaffold;
mod situations;
mod slips;
mod trial;
