//! `daicho inspect`

use daicho_core::{Inspection, inspect_file, terminal, write};

use crate::args::{InspectArgs, TextFormatArg};
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &InspectArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    let mut ledgers = Vec::new();
    for file in &args.files {
        let inspected = inspect_file(file, &args.packs, args.config.as_deref());
        if let Ok(Inspection { config: Some(config), .. }) = &inspected {
            output.note(&terminal::settings_note(config, output.lang));
        }
        match (inspected, args.format) {
            (Ok(found), TextFormatArg::Json) => ledgers.push(found.ledger),
            (Ok(Inspection { ledger, schema, .. }), TextFormatArg::Text) => {
                let palette = output.palette();
                let text = terminal::inspection_text(&ledger, &schema, args.values, output.lang, palette);
                output.result(&text)?;
            }
            // The other files are still worth looking at.
            (Err(error), _) => exit = output.failure(&error.into()),
        }
    }
    if args.format == TextFormatArg::Json {
        output.result(&write::inspection_json(&ledgers))?;
    }
    Ok(exit)
}
