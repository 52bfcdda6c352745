//! One module for each command.

pub(crate) mod assess;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod explain;
pub(crate) mod inspect;
pub(crate) mod pack;

use daicho_core::{Assessment, Severity};

use crate::args::FailOn;
use crate::exit::Exit;

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
