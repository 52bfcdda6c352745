//! Results as text for a terminal: what the command line prints.

mod answers;
mod coverage;
mod diff;
mod findings;
mod inspection;
mod layers;
mod names;
mod packs;
mod page;
mod preview;
mod questions;
mod style;
mod summary;
mod timetable;

pub use coverage::{coverage_text, missing_text};
pub use diff::diff_text;
pub use findings::findings_text;
pub use inspection::{inspection_text, inspections_text};
pub use layers::{passed_over_notes, settings_note};
pub use names::names_text;
pub use packs::{check_text, pack_text, packs_text, problems_text, proof_text, scaffold_text};
pub use page::Extent;
pub use preview::{preview_text, previews_text};
pub use style::Palette;
pub use summary::summary_text;
