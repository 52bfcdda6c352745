//! The whole way for one workbook: load packs, read, assess.

use std::path::Path;
use std::sync::Arc;

use daicho_rules::{Rulebook, Schema};

use crate::assess::{AssessOptions, assess};
use crate::assessment::{Assessment, Risk};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::read::read_ledger;

/// The pack where none is named.
pub const DEFAULT_PACK: &str = "jis-q-15001";

/// What to assess a workbook by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Packs by name or path; none for [`DEFAULT_PACK`].
    pub packs: Vec<String>,
    /// Date and method.
    pub options: AssessOptions,
}

/// Reads a workbook and assesses it.
///
/// # Errors
///
/// If a pack cannot be loaded, the workbook cannot be read or holds no ledger, or the method is unknown.
pub fn assess_file(path: &Path, request: &Request) -> Result<Assessment, Error> {
    let rulebook = Arc::new(Rulebook::load(&packs(&request.packs))?);
    let ledger = read_ledger(path, &rulebook.schema)?;
    Ok(assess(ledger, &rulebook, &request.options)?)
}

/// Reads a workbook without assessing it, with the registers it was read by.
///
/// # Errors
///
/// If a pack cannot be loaded, or the workbook cannot be read or holds no ledger.
pub fn inspect_file(path: &Path, names: &[String]) -> Result<(Ledger, Arc<Schema>), Error> {
    let rulebook = Rulebook::load(&packs(names))?;
    let ledger = read_ledger(path, &rulebook.schema)?;
    Ok((ledger, rulebook.schema))
}

fn packs(names: &[String]) -> Vec<String> {
    if names.is_empty() { vec![DEFAULT_PACK.to_owned()] } else { names.to_vec() }
}

/// How many ids are named when one does not tell a risk apart.
const NAMED: usize = 10;

/// The risk with this id, or the only one whose id holds it as a part.
///
/// # Errors
///
/// [`Error::NoSuchRisk`] with ids that come near.
pub fn find_risk<'a>(assessment: &'a Assessment, id: &str) -> Result<&'a Risk, Error> {
    if let Some(risk) = assessment.risks.iter().find(|risk| risk.id == id) {
        return Ok(risk);
    }
    let holding: Vec<&Risk> = assessment.risks.iter().filter(|risk| risk.id.contains(id)).collect();
    if let [risk] = holding.as_slice() {
        return Ok(risk);
    }
    let mut near: Vec<String> = holding.iter().take(NAMED).map(|risk| risk.id.clone()).collect();
    if near.is_empty() {
        let ids = assessment.risks.iter().map(|risk| risk.id.as_str());
        near.extend(daicho_rules::nearest(id, ids).map(str::to_owned));
    }
    Err(Error::NoSuchRisk { id: id.to_owned(), near })
}
