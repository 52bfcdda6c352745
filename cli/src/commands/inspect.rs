//! `daicho inspect`

use daicho_core::{Inspection, inspect_file, terminal, write};

use crate::args::{InspectArgs, TextFormatArg};
use crate::exit::Exit;
use crate::output::Output;
use crate::password::unlocked;

pub(crate) fn run(args: &InspectArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    let mut ledgers = Vec::new();
    for file in &args.files {
        let inspected = unlocked(file, &args.password, output, |reading| {
            inspect_file(file, &args.packs, args.config.as_deref(), reading)
        });
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
            (Err(error), _) => exit = output.failure(&error),
        }
    }
    if args.format == TextFormatArg::Json {
        output.result(&write::inspection_json(&ledgers))?;
    }
    Ok(exit)
}
