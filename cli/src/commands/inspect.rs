//! `daicho inspect`

use daicho_core::{Inspection, Schema, inspect_file, terminal, write};
use std::sync::Arc;

use crate::args::{InspectArgs, TextFormatArg};
use crate::exit::Exit;
use crate::output::Output;
use crate::password::unlocked;

pub(crate) fn run(args: &InspectArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    let mut ledgers = Vec::new();
    let mut used: Option<Arc<Schema>> = None;
    for file in &args.files {
        let inspected = unlocked(file, &args.password, output, |reading| {
            inspect_file(file, &args.packs, args.config.as_deref(), reading)
        });
        let Inspection { ledger, schema, config, lacking } = match inspected {
            Ok(inspection) => inspection,
            // The other files are still worth looking at.
            Err(error) => {
                exit = output.failure(&error);
                continue;
            }
        };
        if let Some(config) = &config {
            output.note(&terminal::settings_note(config, output.lang));
        }
        if args.format == TextFormatArg::Text {
            let palette = output.palette();
            let text = terminal::inspection_text(&ledger, &schema, args.values, output.lang, palette);
            output.result(&text)?;
        }
        // What was found is shown all the same: it tells what the tables were taken for.
        if let Some(error) = lacking {
            exit = output.failure(&error.into());
        }
        ledgers.push(ledger);
        used.get_or_insert(schema);
    }
    match (args.format, used) {
        (TextFormatArg::Json, _) => output.result(&write::inspection_json(&ledgers))?,
        (TextFormatArg::Text, Some(schema)) if args.files.len() > 1 => {
            output.result(&terminal::inspections_text(&ledgers, &schema, output.lang, output.palette()))?;
        }
        (TextFormatArg::Text, _) => {}
    }
    Ok(exit)
}
