//! `daicho pack`

use std::sync::Arc;

use daicho_core::{
    Error, Gravity, PACK_SCHEMA, Rulebook, ScaffoldOptions, built_in_names, client_schema, coverage,
    load_packs, load_packs_with_problems, reach_problems, row_notes, run_cases, scaffold, terminal,
};

use super::doc;
use crate::args::{PackArgs, PackCommand, PackNames, today};
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &PackArgs, output: &mut Output) -> anyhow::Result<Exit> {
    match &args.command {
        PackCommand::List => {
            output.result(&terminal::packs_text(&built_in_names(), output.lang))?;
            Ok(Exit::Done)
        }
        PackCommand::Show(names) => {
            let rulebook = loaded(names)?;
            output.result(&terminal::pack_text(&rulebook, output.lang, output.palette()))?;
            Ok(Exit::Done)
        }
        PackCommand::Check(names) => {
            let (rulebook, mut problems) =
                load_packs_with_problems(&names.packs, names.config.as_deref(), today())?;
            let rulebook = Arc::new(rulebook);
            let more = reach_problems(&rulebook, &problems);
            problems.extend(more);
            let failed = problems.iter().any(|problem| problem.gravity == Gravity::Error);
            if !failed {
                problems.extend(row_notes(&rulebook));
            }
            problems.sort_by(|a, b| a.place.cmp(&b.place));
            output.result(&terminal::problems_text(&problems, output.lang, output.palette()))?;
            output.result(&terminal::check_text(&rulebook, &problems, output.lang))?;
            Ok(if failed { Exit::Found } else { Exit::Done })
        }
        PackCommand::Test(args) => {
            let rulebook = loaded(&args.names)?;
            let of_client = args.names.config.is_some();
            let rulebook = Arc::new(if of_client { rulebook.own_rules_of_client() } else { rulebook });
            let (run, problems) = run_cases(&rulebook);
            let failed = terminal::problems_text(&problems, output.lang, output.palette());
            let proved = terminal::proof_text(run, problems.len(), output.lang);
            let coverage = coverage(&rulebook);
            if args.missing {
                // What is printed can be pasted as it stands.
                output.note(&format!("{failed}{}", proved.trim_end()));
                output.result(&terminal::missing_text(&coverage, output.lang))?;
            } else {
                let covered = terminal::coverage_text(&coverage, output.lang, output.palette());
                output.result(&format!("{failed}{proved}{covered}"))?;
            }
            Ok(if problems.is_empty() { Exit::Done } else { Exit::Found })
        }
        PackCommand::Doc(args) => doc::run(args, loaded(&args.names)?, output),
        PackCommand::New(args) => {
            let options = ScaffoldOptions { id: args.id.clone(), lang: output.lang };
            let written = scaffold(&args.folder, &options).map_err(Error::from)?;
            output.result(&terminal::scaffold_text(&written, output.lang))?;
            Ok(Exit::Done)
        }
        PackCommand::Names(args) => {
            // A pack that is being written is seldom free of errors: what can be read of it has names.
            let (rulebook, _) = load_packs_with_problems(&args.packs, args.config.as_deref(), today())?;
            output.result(&terminal::names_text(&rulebook, &args.words, output.lang, output.palette()))?;
            Ok(Exit::Done)
        }
        PackCommand::Schema(args) => {
            output.result(&if args.client { client_schema() } else { PACK_SCHEMA.to_owned() })?;
            Ok(Exit::Done)
        }
        PackCommand::Diff(args) => super::pack_diff::run(args, output),
    }
}

fn loaded(names: &PackNames) -> Result<Rulebook, Error> {
    load_packs(&names.packs, names.config.as_deref(), today())
}
