//! `daicho explain`

use daicho_core::explain::Explainer;

use super::{answers, note_reading};
use crate::args::ExplainArgs;
use crate::exit::Exit;
use crate::output::Output;
use crate::password::unlocked;

pub(crate) fn run(args: &ExplainArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let ledger = &args.ledger;
    let answers = answers(ledger, output)?;
    let explainer = unlocked(&ledger.file, &ledger.password, output, |reading| {
        Explainer::of_file(&ledger.file, &ledger.request(reading, &answers))
    })?;
    note_reading(explainer.assessment(), output);
    let text = if args.what_if {
        explainer.what_if(&args.risk, output.lang)?
    } else {
        explainer.why(&args.risk, output.lang)?
    };
    output.result(&text)?;
    Ok(Exit::Done)
}
