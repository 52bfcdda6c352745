//! The one door from Python into the engine.

use pyo3::prelude::*;

use crate::exceptions;

/// Runs `work` without the GIL and turns its error into a Python exception.
pub(crate) fn run<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T, daicho_core::Error> + Send,
) -> PyResult<T> {
    py.detach(work).map_err(|error| exceptions::of(&error))
}
