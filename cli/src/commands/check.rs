//! `daicho check`

use daicho_core::terminal;

use super::{assessed, exit_for};
use crate::args::CheckArgs;
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &CheckArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let assessment = assessed(&args.ledger, output)?;
    output.result(&terminal::findings_text(&assessment, output.lang, output.palette()))?;
    Ok(exit_for(&assessment, args.fail_on))
}
