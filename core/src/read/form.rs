//! Registers in form layout.
mod view;
use super::grid::Grid;
use super::header::Lexicon;
use super::table::Tables;
pub(crate) use view::View;
pub(crate) fn find_forms(_grid: &Grid, _lexicon: &Lexicon<'_>, _sheet: &str, _tables: &mut Tables) {}
