//! `daicho completions`

use clap::CommandFactory as _;

use crate::args::{Cli, CompletionsArgs};
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &CompletionsArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "daicho", &mut script);
    output.result(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
