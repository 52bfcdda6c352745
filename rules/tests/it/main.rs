//! Tests of the rule language on its public interface.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise, in its helpers too")]

mod broken_definitions;
mod broken_pack;
mod built_in;
mod client;
mod coverage;
mod decision_table;
mod diff;
mod hostile_packs;
mod lints;
mod own_columns;
mod reach;
mod same_answers;
mod scaffold;
mod situations;
