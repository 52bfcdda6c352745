//! `daicho inspect`

use daicho_core::{inspect_file, terminal, write};

use crate::args::{InspectArgs, TextFormatArg};
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &InspectArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    for file in &args.files {
        match inspect_file(file, &args.packs) {
            Ok((ledger, schema)) => {
                let text = match args.format {
                    TextFormatArg::Text => terminal::inspection_text(
                        &ledger,
                        &schema,
                        args.values,
                        output.lang,
                        output.palette(),
                    ),
                    TextFormatArg::Json => write::inspection_json(&ledger),
                };
                output.result(&text)?;
            }
            // The other files are still worth looking at.
            Err(error) => exit = output.failure(&error.into()),
        }
    }
    Ok(exit)
}
