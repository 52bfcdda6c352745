//! The whole way for one workbook: load packs, read, assess.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::{
    CLIENT_FILE, ClientFile, ClientOptions, Gravity, PackError, Problem, Rulebook, Schema, built_in_names,
};

use crate::answers::{self, AnswerFile};
use crate::assess::{AssessOptions, Basis, DEFAULT_METHOD, assess_with_basis, reference_problems};
use crate::assessment::Assessment;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::read::{self, ReadOptions, read_ledger};

/// The pack where none is named.
pub const DEFAULT_PACK: &str = "jis-q-15001";

/// What to assess a workbook by.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Packs by name or path; none for those of the client's settings, else [`DEFAULT_PACK`].
    pub packs: Vec<String>,
    /// The client's settings; `None` for the `daicho.toml` beside the workbook, if there is one.
    pub config: Option<PathBuf>,
    /// Date and method.
    pub options: AssessOptions,
    /// How to read the workbook.
    pub reading: ReadOptions,
    /// Answers to questions, as [`read_answers`](crate::read::read_answers) gives them.
    pub answers: Vec<AnswerFile>,
}

/// A workbook as it was read, without an assessment.
#[derive(Debug)]
pub struct Inspection {
    /// What it holds.
    pub ledger: Ledger,
    /// The registers it was read by.
    pub schema: Arc<Schema>,
    /// Path of the client's settings that were used.
    pub config: Option<String>,
    /// What is wrong if it holds no register of personal information.
    pub lacking: Option<Error>,
}

/// Reads a workbook and assesses it.
///
/// # Errors
///
/// If a pack or the client's settings cannot be used, the workbook cannot be read or holds no ledger, or the
/// method is unknown.
pub fn assess_file(path: &Path, request: &Request) -> Result<Assessment, Error> {
    Ok(assessed(path, request)?.0)
}

/// Like [`assess_file`], with what it was assessed by.
pub(crate) fn assessed(path: &Path, request: &Request) -> Result<(Assessment, Basis), Error> {
    let client = client_file(path, request.config.as_deref())?;
    let chosen = &request.options.methods;
    let own = client.as_ref().map(ClientFile::methods).unwrap_or_default().to_vec();
    let names = named(&request.packs, client.as_ref(), &[DEFAULT_PACK.to_owned()]);
    let rulebook = Arc::new(load(&names, client, chosen, request.options.as_of)?);
    let methods = methods_in_turn(&rulebook, chosen, &own)?;
    let mut ledger = read(path, &rulebook, &request.reading)?;
    answers::apply(&mut ledger, &rulebook, &request.answers);
    Ok(assess_with_basis(ledger, &rulebook, &AssessOptions { methods, ..request.options.clone() })?)
}

/// Ids of the methods to assess by: those chosen, else the client's own, else the usual one.
pub(crate) fn methods_in_turn(
    rulebook: &Rulebook,
    chosen: &[String],
    own: &[String],
) -> Result<Vec<String>, PackError> {
    let methods = rulebook.methods_in_turn(chosen, own, DEFAULT_METHOD)?;
    Ok(methods.into_iter().map(|method| method.id.clone()).collect())
}

/// Reads a workbook without assessing it, with the registers it was read by.
///
/// # Errors
///
/// If a pack or the client's settings cannot be used, or the workbook cannot be read.
pub fn inspect_file(
    path: &Path,
    names: &[String],
    config: Option<&Path>,
    reading: &ReadOptions,
) -> Result<Inspection, Error> {
    let client = client_file(path, config)?;
    let config = client.as_ref().map(|client| client.path().display().to_string());
    // Reading knows no terms: on this day none has ended.
    let names = named(names, client.as_ref(), &[DEFAULT_PACK.to_owned()]);
    let rulebook = load(&names, client, &[], NaiveDate::default())?;
    let (ledger, lacking) = read::inspect(path, &rulebook.schema, reading)?;
    let ledger = named_by_client(ledger, &rulebook);
    Ok(Inspection { ledger, schema: rulebook.schema, config, lacking: lacking.map(Error::from) })
}

/// Where the client's settings are looked for: beside a workbook, or in the folder that is one ledger.
pub fn settings_of(ledger: &Path) -> PathBuf {
    if ledger.is_dir() { ledger.join(CLIENT_FILE) } else { ledger.with_file_name(CLIENT_FILE) }
}

/// The client's settings: the named file, else the one beside the workbook.
pub(crate) fn client_file(workbook: &Path, named: Option<&Path>) -> Result<Option<ClientFile>, Error> {
    let beside = settings_of(workbook);
    let file = match named {
        Some(named) => Some(named),
        // A link that leads nowhere is there as well, and an error.
        None => beside.symlink_metadata().is_ok().then_some(beside.as_path()),
    };
    Ok(file.map(ClientFile::read).transpose()?)
}

/// The rulebook of packs by name or path, with the settings of a client on top, for `daicho pack`.
///
/// Without names they are the packs of the client, else the built-in ones.
///
/// # Errors
///
/// If a pack or the client's settings cannot be used.
pub fn load_packs(names: &[String], config: Option<&Path>, as_of: NaiveDate) -> Result<Rulebook, Error> {
    let client = config.map(ClientFile::read).transpose()?;
    load(&named(names, client.as_ref(), &built_in_names()), client, &[], as_of)
}

/// Like [`load_packs`], with all problems beside what could be compiled.
///
/// # Errors
///
/// Only if a pack or the client's settings cannot be read at all.
pub fn load_packs_with_problems(
    names: &[String],
    config: Option<&Path>,
    as_of: NaiveDate,
) -> Result<(Rulebook, Vec<Problem>), Error> {
    let client = config.map(ClientFile::read).transpose()?;
    let names = named(names, client.as_ref(), &built_in_names());
    let options = ClientOptions { methods: &[], default_method: DEFAULT_METHOD, as_of };
    let (rulebook, mut problems) = match client {
        None => Rulebook::load_with_problems(&names)?,
        Some(client) => Rulebook::load_for_client_with_problems(&names, client, &options)?,
    };
    problems.extend(reference_problems(&rulebook));
    Ok((rulebook, problems))
}

/// The rulebook of packs by name or path, with the settings of a client on top.
pub(crate) fn load(
    names: &[String],
    client: Option<ClientFile>,
    methods: &[String],
    as_of: NaiveDate,
) -> Result<Rulebook, Error> {
    let options = ClientOptions { methods, default_method: DEFAULT_METHOD, as_of };
    let rulebook = match client {
        Some(client) => Rulebook::load_for_client(names, client, &options)?,
        None => Rulebook::load(names)?,
    };
    let mut problems = reference_problems(&rulebook);
    problems.retain(|problem| problem.gravity == Gravity::Error);
    if problems.is_empty() { Ok(rulebook) } else { Err(PackError::Invalid { problems }.into()) }
}

/// Packs named by the caller, else by the client, else the usual ones.
fn named(names: &[String], client: Option<&ClientFile>, usual: &[String]) -> Vec<String> {
    let of_client = client.map(ClientFile::packs).unwrap_or_default();
    let named = [names, of_client.as_slice()].into_iter().find(|names| !names.is_empty());
    named.unwrap_or(usual).to_vec()
}

/// The ledger of a workbook, under the name that its client gives itself.
pub(crate) fn read(path: &Path, rulebook: &Rulebook, reading: &ReadOptions) -> Result<Ledger, Error> {
    Ok(named_by_client(read_ledger(path, &rulebook.schema, reading)?, rulebook))
}

fn named_by_client(mut ledger: Ledger, rulebook: &Rulebook) -> Ledger {
    if let Some(name) = rulebook.client.as_ref().and_then(|client| client.name.as_ref()) {
        ledger.client.clone_from(name);
    }
    ledger
}
