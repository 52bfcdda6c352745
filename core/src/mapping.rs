//! Writing what columns were taken for into a client's settings, so that a person can correct it.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use daicho_rules::{ClientFile, Lang, PackError};

use crate::error::Error;
use crate::ledger::Ledger;
use crate::read::ReadOptions;
use crate::request::{Inspection, inspect_file, settings_of};
use crate::write::{Overwrite, WriteError, mapping, save};

/// A mapping that was written, with the ledger that it is of.
#[derive(Debug)]
pub struct WrittenMapping {
    /// The settings.
    pub path: PathBuf,
    /// How many headers were settled.
    pub settled: usize,
    /// How many lines wait for a person to correct them; with `settled` 0 and this 0 nothing was written.
    pub open: usize,
    /// The ledger as it was read.
    pub inspection: Inspection,
}

/// Inspects a ledger and adds what its columns were taken for to the client's settings.
///
/// They are those that `config` names, else those beside the ledger; they need not be there yet. Whatever they
/// hold stays as it is, and what they settle already is not written again. The ledger is read once more by the
/// new settings before they replace the old ones: what is written means what was read.
///
/// # Errors
///
/// As [`inspect_file`]; [`WriteError`] if the settings cannot be written, or would be understood otherwise.
pub fn write_mapping(
    path: &Path,
    names: &[String],
    config: Option<&Path>,
    reading: &ReadOptions,
    lang: Lang,
) -> Result<WrittenMapping, Error> {
    let target = config.map_or_else(|| settings_of(path), Path::to_owned);
    let failed = |source| WriteError::System { path: target.clone(), source };
    let before = match fs::read_to_string(&target) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(source) => {
            return Err(PackError::ClientUnreadable { path: target.display().to_string(), source }.into());
        }
    };
    // Beside the target, since packs may be named by a path from there.
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let read_by = |text: &str| -> Result<Inspection, Error> {
        let mut trial = tempfile::Builder::new()
            .prefix(".daicho-")
            .suffix(".toml")
            .tempfile_in(folder)
            .map_err(failed)?;
        trial.write_all(text.as_bytes()).map_err(failed)?;
        inspect_file(path, names, Some(trial.path()), reading)
    };
    let inspection = match &before {
        Some(_) => inspect_file(path, names, Some(&target), reading)?,
        None => read_by("")?,
    };
    let before = before.unwrap_or_default();
    let added = mapping::added(&before, &inspection.ledger, &inspection.schema, lang);
    if added.text != before {
        ClientFile::check(&target, &added.text)
            .map_err(|_| WriteError::MappingNotAdded { path: target.clone() })?;
        let again = read_by(&added.text)?;
        if let Some(place) = difference(&inspection.ledger, &again.ledger) {
            return Err(WriteError::MappingDiffers { path: target, place }.into());
        }
        save(&target, added.text.as_bytes(), Overwrite::Replace)?;
    }
    Ok(WrittenMapping { path: target, settled: added.settled, open: added.open, inspection })
}

/// The first place where two readings of one ledger take a table or column for something else.
fn difference(old: &Ledger, new: &Ledger) -> Option<String> {
    let tables = old.tables.iter().map(Some).chain([None]);
    let others = new.tables.iter().map(Some).chain([None]);
    tables.zip(others).find_map(|(old_table, new_table)| {
        let (Some(table), Some(other)) = (old_table, new_table) else {
            return old_table.or(new_table).map(|table| old.sheet_name(table.sheet));
        };
        let place = |table: &crate::ledger::Table| (table.sheet, table.header_rows, table.register.clone());
        if place(table) != place(other) || table.columns.len() != other.columns.len() {
            return Some(old.sheet_name(table.sheet));
        }
        let mut columns = table.columns.iter().zip(&other.columns);
        let (column, _) = columns.find(|(column, other)| column.field != other.field)?;
        let (sheet, row) = (table.sheet, table.header_rows.1);
        Some(old.place(crate::ledger::Origin::new(sheet, row, column.column)))
    })
}
