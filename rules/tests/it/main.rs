//! Tests of the rule language on its public interface.

mod built_in;
mod hostile_packs;
mod same_answers;
mod situations;
