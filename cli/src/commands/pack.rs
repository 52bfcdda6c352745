//! `daicho pack`

use std::sync::Arc;

use daicho_core::{Error, Gravity, Rulebook, built_in_names, run_cases, terminal};

use crate::args::{PackArgs, PackCommand, PackNames};
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &PackArgs, output: &mut Output) -> anyhow::Result<Exit> {
    match &args.command {
        PackCommand::List => {
            output.result(&terminal::packs_text(&built_in_names(), output.lang))?;
            Ok(Exit::Done)
        }
        PackCommand::Show(names) => {
            let rulebook = Rulebook::load(&packs(names)).map_err(Error::from)?;
            output.result(&terminal::pack_text(&rulebook, output.lang, output.palette()))?;
            Ok(Exit::Done)
        }
        PackCommand::Check(names) => {
            let (rulebook, problems) = Rulebook::load_with_problems(&packs(names)).map_err(Error::from)?;
            output.result(&terminal::problems_text(&problems, output.lang, output.palette()))?;
            output.result(&terminal::check_text(&rulebook, &problems, output.lang))?;
            let failed = problems.iter().any(|problem| problem.gravity == Gravity::Error);
            Ok(if failed { Exit::Found } else { Exit::Done })
        }
        PackCommand::Test(names) => {
            let rulebook = Arc::new(Rulebook::load(&packs(names)).map_err(Error::from)?);
            let (run, problems) = run_cases(&rulebook);
            output.result(&terminal::problems_text(&problems, output.lang, output.palette()))?;
            output.result(&terminal::proof_text(run, problems.len(), output.lang))?;
            Ok(if problems.is_empty() { Exit::Done } else { Exit::Found })
        }
    }
}

fn packs(names: &PackNames) -> Vec<String> {
    if names.packs.is_empty() { built_in_names() } else { names.packs.clone() }
}
