//! One module for each command.

pub(crate) mod assess;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod doc;
pub(crate) mod explain;
pub(crate) mod inspect;
pub(crate) mod pack;
pub(crate) mod pack_diff;

use std::path::PathBuf;

use daicho_core::answers::AnswerFile;
use daicho_core::read::read_answers;
use daicho_core::{Assessment, Error, Lang, Severity, assess_file, terminal};

use crate::args::{FailOn, LedgerArgs};
use crate::exit::Exit;
use crate::output::Output;
use crate::password::unlocked;

/// Assesses the ledger that the arguments name, and says whose settings were used.
fn assessed(args: &LedgerArgs, output: &mut Output) -> anyhow::Result<Assessment> {
    let answers = answers(args, output)?;
    let assessment = unlocked(&args.file, &args.password, output, |reading| {
        assess_file(&args.file, &args.request(reading, &answers))
    })?;
    note_reading(&assessment, output);
    Ok(assessment)
}

/// Reads the answers that the arguments name, each file with its own password.
fn answers(args: &LedgerArgs, output: &mut Output) -> anyhow::Result<Vec<AnswerFile>> {
    let read = |path: &PathBuf| {
        unlocked(path, &args.password, output, |reading| read_answers(path, reading).map_err(Error::from))
    };
    args.answers.iter().map(read).collect()
}

/// Says whose settings were used, and what in the folder was not read.
fn note_reading(assessment: &Assessment, output: &mut Output) {
    for line in terminal::passed_over_notes(&assessment.ledger, output.lang) {
        output.note(&line);
    }
    if let Some(client) = &assessment.client {
        output.note(&terminal::settings_note(&client.file, output.lang));
    }
}

/// How a command that assessed a ledger ends.
fn exit_for(assessment: &Assessment, fail_on: FailOn) -> Exit {
    let least = match fail_on {
        FailOn::Never => return Exit::Done,
        FailOn::Residual => None,
        FailOn::Must => Some(Severity::Must),
        FailOn::Should => Some(Severity::Should),
        FailOn::Info => Some(Severity::Info),
    };
    let residual = assessment.risks.iter().any(|risk| risk.exceeds(&assessment.method));
    // Severities are ordered from the heaviest.
    let finding =
        assessment.findings.iter().any(|finding| least.is_some_and(|least| finding.severity <= least));
    // What could not be evaluated may hold anything: a run that promises "nothing found" must not hide it.
    let failed = !assessment.failures.is_empty();
    if residual || finding || failed { Exit::Found } else { Exit::Done }
}

/// What is said before the name of a file that was written.
fn wrote(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "書き出しました",
        Lang::En => "wrote",
    }
}
