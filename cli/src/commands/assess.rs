//! `daicho assess`

use std::path::{Path, PathBuf};

use daicho_core::terminal;
use daicho_core::write::{self, Overwrite};

use super::{assessed, exit_for, wrote};
use crate::args::{AssessArgs, FormatArg};
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &AssessArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let target = match args.format {
        FormatArg::Xlsx => Some(args.output.clone().unwrap_or_else(|| beside(&args.ledger.file))),
        FormatArg::Json => args.output.clone(),
    };
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    if let Some(target) = &target {
        // A long run should not end in a file name that was never usable.
        write::check_target(target, overwrite).map_err(daicho_core::Error::from)?;
        for read in std::iter::once(&args.ledger.file).chain(&args.ledger.answers) {
            write::check_apart(target, read).map_err(daicho_core::Error::from)?;
        }
    }
    let assessment = assessed(&args.ledger, output)?;
    let bytes = match args.format {
        FormatArg::Xlsx => write::workbook(&assessment, output.lang).map_err(daicho_core::Error::from)?,
        FormatArg::Json => write::json(&assessment).into_bytes(),
    };
    match &target {
        Some(target) => {
            write::save(target, &bytes, overwrite).map_err(daicho_core::Error::from)?;
            if !args.quiet {
                output.result(&terminal::summary_text(&assessment, output.lang, output.palette()))?;
            }
            output.note(&format!("{}: {}", wrote(output.lang), target.display()));
        }
        None => output.result(&String::from_utf8_lossy(&bytes))?,
    }
    Ok(exit_for(&assessment, args.fail_on))
}

/// The default target: beside the ledger, or in the folder that is one, named after it.
fn beside(ledger: &Path) -> PathBuf {
    if ledger.is_dir() {
        let whole = ledger.canonicalize().unwrap_or_else(|_| ledger.to_owned());
        let name = whole.file_name().unwrap_or_default().to_string_lossy();
        return ledger.join(format!("{name}-risk.xlsx"));
    }
    let stem = ledger.file_stem().unwrap_or_default().to_string_lossy();
    ledger.with_file_name(format!("{stem}-risk.xlsx"))
}
