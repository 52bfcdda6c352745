//! The native module of the Python package: thin calls into `daicho-core`.

mod enter;
mod exceptions;
mod helper;

use std::path::PathBuf;

use pyo3::prelude::*;

/// The native part of `daicho`; use the package, not this module.
#[pymodule]
mod _daicho {
    #[pymodule_export]
    use super::assess_json;
    #[pymodule_export]
    use super::exceptions::DaichoError;
    #[pymodule_export]
    use super::helper::_read_cells;

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

/// Assesses a workbook and gives the JSON result.
#[pyfunction]
#[pyo3(signature = (path, *, as_of, packs=Vec::new(), methods=Vec::new(), config=None, answers=Vec::new()))]
fn assess_json(
    py: Python<'_>,
    path: PathBuf,
    as_of: chrono::NaiveDate,
    packs: Vec<String>,
    methods: Vec<String>,
    config: Option<PathBuf>,
    answers: Vec<PathBuf>,
) -> PyResult<String> {
    let reading = daicho_core::read::ReadOptions { helper: helper::helper(py), ..Default::default() };
    enter::run(py, move || {
        let answers = answers.iter().map(|path| daicho_core::read::read_answers(path, &reading));
        let request = daicho_core::Request {
            packs,
            config,
            options: daicho_core::AssessOptions { as_of, methods },
            answers: answers.collect::<Result<_, _>>()?,
            reading,
        };
        let assessment = daicho_core::assess_file(&path, &request)?;
        Ok(daicho_core::write::json(&assessment))
    })
}
