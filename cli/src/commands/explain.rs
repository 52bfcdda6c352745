//! `daicho explain`

use daicho_core::{explain, find_risk};

use super::assessed;
use crate::args::ExplainArgs;
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &ExplainArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let assessment = assessed(&args.ledger, output)?;
    let risk = find_risk(&assessment, &args.risk)?;
    output.result(&explain::risk_text(risk, &assessment, output.lang))?;
    Ok(Exit::Done)
}
