//! Python exceptions.

use daicho_core::{Explain, Lang};
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(daicho, DaichoError, PyException, "An operation that daicho could not do.");

/// The exception for an error of the engine: message first, advice on the next line.
pub(crate) fn of(error: &daicho_core::Error) -> PyErr {
    let message = error.message(Lang::En);
    DaichoError::new_err(match error.help(Lang::En) {
        Some(help) => format!("{message}\n{help}"),
        None => message,
    })
}
