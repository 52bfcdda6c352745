//! `daicho inspect`

use std::path::Path;
use std::sync::Arc;

use daicho_core::{Inspection, Lang, Schema, WrittenMapping, inspect_file, terminal, write, write_mapping};

use crate::args::{InspectArgs, TextFormatArg};
use crate::exit::Exit;
use crate::output::Output;
use crate::password::unlocked;

pub(crate) fn run(args: &InspectArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    let mut ledgers = Vec::new();
    let mut used: Option<Arc<Schema>> = None;
    for file in &args.files {
        let Inspection { ledger, schema, lacking, .. } = match inspected(file, args, output) {
            Ok(inspection) => inspection,
            // The other files are still worth looking at.
            Err(error) => {
                exit = output.failure(&error);
                continue;
            }
        };
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

/// What a file or folder holds; with `--write-mapping` its mapping is written as well.
fn inspected(file: &Path, args: &InspectArgs, output: &mut Output) -> anyhow::Result<Inspection> {
    let (packs, config, lang) = (args.packs.as_slice(), args.config.as_deref(), output.lang);
    if args.write_mapping {
        let written = unlocked(file, &args.password, output, |reading| {
            write_mapping(file, packs, config, reading, lang)
        })?;
        output.note(&wrote_mapping(&written, lang));
        return Ok(written.inspection);
    }
    let found = unlocked(file, &args.password, output, |reading| inspect_file(file, packs, config, reading))?;
    if let Some(config) = &found.config {
        output.note(&terminal::settings_note(config, lang));
    }
    Ok(found)
}

fn wrote_mapping(written: &WrittenMapping, lang: Lang) -> String {
    let WrittenMapping { path, settled, open, .. } = written;
    let path = path.display();
    match (lang, settled + open) {
        (Lang::Ja, 0) => format!("{path}: 書き加える対応はありません"),
        (Lang::En, 0) => format!("{path}: nothing to add to the mapping"),
        (Lang::Ja, _) => format!("対応を書き込みました: {path}（確定 {settled}、要確認 {open}）"),
        (Lang::En, _) => format!("wrote the mapping: {path} ({settled} settled, {open} to check)"),
    }
}
