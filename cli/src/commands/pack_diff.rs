//! `daicho pack diff`

use daicho_core::preview::{CompareRequest, Comparison, PreviewOptions};
use daicho_core::read::ReadOptions;
use daicho_core::terminal::Extent;
use daicho_core::{AssessOptions, terminal, write};

use crate::args::{DiffArgs, TextFormatArg, today};
use crate::exit::Exit;
use crate::output::Output;
use crate::password::unlocked;

pub(crate) fn run(args: &DiffArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let comparison = Comparison::load(&CompareRequest {
        old: args.old.clone(),
        new: args.new.clone(),
        layers: args.layers.clone(),
        parameters: args.parameters.clone(),
    })?;
    let options = |reading: &ReadOptions| PreviewOptions {
        assess: AssessOptions {
            as_of: args.as_of.unwrap_or_else(today),
            methods: args.method.iter().cloned().collect(),
        },
        new_method: args.new_method.clone(),
        config: args.config.clone(),
        reading: reading.clone(),
    };
    let extent = if args.all { Extent::All } else { Extent::Short };
    let (lang, palette) = (output.lang, output.palette());
    let is_text = args.format == TextFormatArg::Text;
    if is_text {
        output.result(&terminal::diff_text(&comparison.diff, extent, lang, palette))?;
    }
    let mut failed = None;
    let mut previews = Vec::new();
    for ledger in &args.ledgers {
        let preview =
            unlocked(ledger, &args.password, output, |reading| comparison.preview(ledger, &options(reading)));
        match preview {
            Ok(preview) => {
                if let Some(config) = &preview.config {
                    output.note(&terminal::settings_note(config, lang));
                }
                if is_text {
                    output.result(&terminal::preview_text(&preview, extent, lang, palette))?;
                }
                previews.push(preview);
            }
            // The other ledgers are still worth looking at.
            Err(error) => failed = Some(output.failure(&error)),
        }
    }
    if is_text && previews.len() > 1 {
        output.result(&terminal::previews_text(&previews, lang, palette))?;
    }
    if !is_text {
        output.result(&write::diff_json(&comparison.diff, &previews))?;
    }
    let changes = if args.ledgers.is_empty() {
        comparison.diff.alters()
    } else {
        previews.iter().any(|preview| !preview.is_empty())
    };
    let found = if args.fail_on_change && changes { Exit::Found } else { Exit::Done };
    Ok(failed.unwrap_or(found))
}
