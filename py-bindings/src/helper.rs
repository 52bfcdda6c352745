//! Python once more: the process that reads the old binary formats.

use std::ffi::OsString;
use std::path::PathBuf;

use daicho_core::read::Helper;
use pyo3::prelude::*;

/// Finds the package where this process found it, then does what a helper does.
const PROGRAM: &str =
    "import sys; sys.path[:] = sys.argv[1:]; from daicho._daicho import _read_cells; _read_cells()";

/// How to start Python as the helper; `None` where Python does not say what it is.
pub(crate) fn helper(py: Python<'_>) -> Option<Helper> {
    let sys = py.import("sys").ok()?;
    let program: PathBuf = sys.getattr("executable").ok()?.extract().ok()?;
    let path: Vec<String> = sys.getattr("path").ok()?.extract().ok()?;
    let arguments =
        ["-c", PROGRAM].into_iter().map(OsString::from).chain(path.into_iter().map(OsString::from));
    (!program.as_os_str().is_empty()).then(|| Helper { program, arguments: arguments.collect() })
}

/// Reads a workbook from the standard input and writes its cells to the standard output.
#[pyfunction]
pub(crate) fn _read_cells(py: Python<'_>) -> PyResult<()> {
    Ok(py.detach(|| daicho_core::read::serve_cells(std::io::stdin().lock(), std::io::stdout().lock()))?)
}
