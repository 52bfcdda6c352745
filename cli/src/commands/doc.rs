//! `daicho pack doc`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use daicho_core::document::{Document, markdown};
use daicho_core::write::{self, Overwrite};
use daicho_core::{Error, Rulebook};

use super::wrote;
use crate::args::{DocFormatArg, PackDocArgs};
use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn run(args: &PackDocArgs, rulebook: Rulebook, output: &mut Output) -> anyhow::Result<Exit> {
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    if let Some(target) = &args.target {
        write::check_target(target, overwrite).map_err(Error::from)?;
    }
    let rulebook = Arc::new(rulebook);
    let document = match &args.rule {
        None if args.own => Document::own(&rulebook),
        rule => Document::new(&rulebook, rule.as_deref())?,
    };
    let (bytes, target) = match format(args) {
        DocFormatArg::Md => (markdown(&document, output.lang).into_bytes(), args.target.clone()),
        DocFormatArg::Xlsx => {
            let bytes = write::pack_workbook(&document, output.lang).map_err(Error::from)?;
            (bytes, Some(args.target.clone().unwrap_or_else(|| named_after(&rulebook))))
        }
    };
    match target {
        Some(target) => {
            write::save(&target, &bytes, overwrite).map_err(Error::from)?;
            output.note(&format!("{}: {}", wrote(output.lang), target.display()));
        }
        None => output.result(&String::from_utf8_lossy(&bytes))?,
    }
    Ok(Exit::Done)
}

/// The format asked for, else that of the file.
fn format(args: &PackDocArgs) -> DocFormatArg {
    let extension = args.target.as_deref().and_then(Path::extension);
    let is_workbook = extension.is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    args.format.unwrap_or(if is_workbook { DocFormatArg::Xlsx } else { DocFormatArg::Md })
}

/// The workbook of a pack where no file is named.
fn named_after(rulebook: &Rulebook) -> PathBuf {
    let id = rulebook.packs.last().map_or("pack", |pack| pack.id.as_str());
    PathBuf::from(format!("{id}.xlsx"))
}
