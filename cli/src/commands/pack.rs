//! `daicho pack`

use std::sync::Arc;

use daicho_core::{
    Error, Gravity, PACK_SCHEMA, Rulebook, ScaffoldOptions, built_in_names, run_cases, scaffold, terminal,
};

use crate::args::{PackArgs, PackCommand};
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &PackArgs, output: &mut Output) -> anyhow::Result<Exit> {
    match &args.command {
        PackCommand::List => {
            output.result(&terminal::packs_text(&built_in_names(), output.lang))?;
            Ok(Exit::Done)
        }
        PackCommand::Show(names) => {
            let rulebook = Rulebook::load(&or_built_in(&names.packs)).map_err(Error::from)?;
            output.result(&terminal::pack_text(&rulebook, output.lang, output.palette()))?;
            Ok(Exit::Done)
        }
        PackCommand::Check(names) => {
            let (rulebook, problems) =
                Rulebook::load_with_problems(&or_built_in(&names.packs)).map_err(Error::from)?;
            output.result(&terminal::problems_text(&problems, output.lang, output.palette()))?;
            output.result(&terminal::check_text(&rulebook, &problems, output.lang))?;
            let failed = problems.iter().any(|problem| problem.gravity == Gravity::Error);
            Ok(if failed { Exit::Found } else { Exit::Done })
        }
        PackCommand::Test(names) => {
            let rulebook = Arc::new(Rulebook::load(&or_built_in(&names.packs)).map_err(Error::from)?);
            let (run, problems) = run_cases(&rulebook);
            output.result(&terminal::problems_text(&problems, output.lang, output.palette()))?;
            output.result(&terminal::proof_text(run, problems.len(), output.lang))?;
            Ok(if problems.is_empty() { Exit::Done } else { Exit::Found })
        }
        PackCommand::New(args) => {
            let options = ScaffoldOptions { id: args.id.clone(), lang: output.lang };
            let written = scaffold(&args.folder, &options).map_err(Error::from)?;
            output.result(&terminal::scaffold_text(&written, output.lang))?;
            Ok(Exit::Done)
        }
        PackCommand::Names(args) => {
            // A pack that is being written is seldom free of errors: what can be read of it has names.
            let (rulebook, _) =
                Rulebook::load_with_problems(&or_built_in(&args.packs)).map_err(Error::from)?;
            output.result(&terminal::names_text(&rulebook, &args.words, output.lang, output.palette()))?;
            Ok(Exit::Done)
        }
        PackCommand::Schema => {
            output.result(PACK_SCHEMA)?;
            Ok(Exit::Done)
        }
    }
}

fn or_built_in(packs: &[String]) -> Vec<String> {
    if packs.is_empty() { built_in_names() } else { packs.to_vec() }
}
