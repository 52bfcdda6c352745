//! Tests of the rule language on its public interface.

mod broken_pack;
mod built_in;
mod hostile_packs;
mod lints;
mod same_answers;
mod situations;
