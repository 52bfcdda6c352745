//! daicho on the command line: parse, call, print.

mod args;
mod commands;
mod exit;
mod help_ja;
mod helper;
mod output;
mod password;

use std::process::ExitCode;

use clap::FromArgMatches as _;

use crate::args::{Cli, Command};
use crate::output::Output;

fn main() -> ExitCode {
    if let Some(exit) = helper::run(std::env::args_os()) {
        return exit.into();
    }
    let lang = args::language_of_arguments(std::env::args_os(), |name| std::env::var(name).ok());
    let matches = help_ja::command(lang).get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let mut output = Output::new(lang);
    let result = match &cli.command {
        Command::Assess(args) => commands::assess::run(args, &mut output),
        Command::Inspect(args) => commands::inspect::run(args, &mut output),
        Command::Check(args) => commands::check::run(args, &mut output),
        Command::Explain(args) => commands::explain::run(args, &mut output),
        Command::Pack(args) => commands::pack::run(args, &mut output),
        Command::Completions(args) => commands::completions::run(args, &mut output),
    };
    match result {
        Ok(exit) => exit,
        Err(error) => output.failure(&error),
    }
    .into()
}
