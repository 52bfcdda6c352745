//! `daicho check`

use daicho_core::{assess_file, terminal};

use super::exit_for;
use crate::args::CheckArgs;
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &CheckArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let assessment = assess_file(&args.ledger.file, &args.ledger.request())?;
    output.result(&terminal::findings_text(&assessment, output.lang, output.palette()))?;
    Ok(exit_for(&assessment, args.fail_on))
}
