//! The files of a folder that make up one ledger.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use daicho_rules::{CLIENT_FILE, Text};
use unicode_normalization::UnicodeNormalization as _;

use super::error::{Limit, ReadError};
use super::limits::Deadline;
use super::workbook::{self, Purpose, Workbook};
use super::{ReadOptions, guard};
use crate::ledger::PassedOver;

/// Endings of the files that are read.
const READ: [&str; 7] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv"];
/// Files that programs leave behind and nobody looks for.
const LEFT_BEHIND: [&str; 3] = ["desktop.ini", "thumbs.db", "icon\r"];

/// What lies in a folder.
#[derive(Debug, Default)]
struct Listed {
    /// Files to read, in the order in which people count.
    files: Vec<PathBuf>,
    /// Files of kinds that are not read.
    others: Vec<String>,
    /// Folders within it.
    folders: Vec<String>,
}

/// Opens the workbooks of a folder, and tells what else lies there.
pub(super) fn open(
    path: &Path,
    options: &ReadOptions,
) -> Result<(Vec<Workbook>, Vec<PassedOver>), ReadError> {
    let listed = list(path).map_err(|source| ReadError::Unreadable { path: path.to_owned(), source })?;
    let name = name_of(path);
    let mut workbooks: Vec<Workbook> = Vec::new();
    let mut reports = Vec::new();
    let mut again: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut cells_in_all = 0_u64;
    for file in &listed.files {
        let name_of_file = name_of(file);
        let bytes = bytes_of(file)?;
        let digest = workbook::digest(&bytes);
        if let Some(known) = workbooks.iter().find(|known| known.source.sha256 == digest) {
            again.entry(known.source.file.clone()).or_default().push(name_of_file);
            continue;
        }
        match workbook::open(
            &name_of_file,
            &bytes,
            Purpose::Ledger,
            options,
            Deadline::start(&options.limits, 1),
        ) {
            Ok(workbook) => {
                // Each file has the limits of one; together they must fit into memory.
                cells_in_all = cells_in_all.saturating_add(workbook.filled_cells());
                guard::within(&name, "", Limit::FilledCells, cells_in_all)?;
                workbooks.push(workbook);
            }
            Err(ReadError::OwnReport { .. }) => reports.push(name_of_file),
            Err(error) => return Err(error),
        }
    }
    let passed_over = passed_over(listed, reports, again);
    if workbooks.is_empty() {
        return Err(ReadError::EmptyFolder { path: path.to_owned(), passed_over });
    }
    Ok((workbooks, passed_over))
}

/// The bytes of a file, if there are not too many.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => ReadError::NotFound { path: path.to_owned() },
        _ => ReadError::Unreadable { path: path.to_owned(), source },
    };
    let file = fs::File::open(path).map_err(failed)?;
    let name = name_of(path);
    guard::check_size(&name, file.metadata().map_err(failed)?.len())?;
    // What is no regular file has no length, and may have no end.
    let most = Limit::FileBytes.most();
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    guard::check_size(&name, u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    Ok(bytes)
}

/// The name of a file or folder without what it lies in, also of `.` and `..`.
pub(super) fn name_of(path: &Path) -> String {
    let named = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let whole = || fs::canonicalize(path).ok()?.file_name().map(|name| name.to_string_lossy().into_owned());
    named.or_else(whole).unwrap_or_else(|| path.to_string_lossy().into_owned())
}

fn list(folder: &Path) -> std::io::Result<Listed> {
    let mut listed = Listed::default();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = name_of(&path);
        let lower = name.to_lowercase();
        // ~$台帳.xlsx is there as long as Excel has 台帳.xlsx open.
        if name.starts_with('.') || name.starts_with("~$") || LEFT_BEHIND.contains(&lower.as_str()) {
            continue;
        }
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if path.is_dir() {
            listed.folders.push(name);
        } else if READ.contains(&ending.as_str()) && (path.is_file() || !path.exists()) {
            // A link that leads nowhere is an error later on, not a workbook that is silently missing.
            listed.files.push(path);
        } else if lower != CLIENT_FILE {
            listed.others.push(name);
        }
    }
    listed.files.sort_by(|a, b| natural(&name_of(a), &name_of(b)));
    listed.others.sort_by(|a, b| natural(a, b));
    listed.folders.sort_by(|a, b| natural(a, b));
    Ok(listed)
}

fn passed_over(
    listed: Listed,
    reports: Vec<String>,
    again: BTreeMap<String, Vec<String>>,
) -> Vec<PassedOver> {
    let folders = listed.folders.len();
    let mut all: Vec<PassedOver> = again
        .into_iter()
        .map(|(first, names)| PassedOver {
            names,
            reason: Text::new(
                format!("`{first}` と同じ内容のため、一度だけ読みました"),
                format!("the same as `{first}`, which was read once"),
            ),
        })
        .collect();
    all.push(PassedOver {
        names: reports,
        reason: Text::new(
            "daicho が書き出した報告書のため、読みませんでした",
            "reports that daicho wrote, not read",
        ),
    });
    all.push(PassedOver {
        names: listed.others,
        reason: Text::new(
            "台帳として読める種類のファイルではないため、読みませんでした",
            "no kind of file that is read as a ledger",
        ),
    });
    all.push(PassedOver {
        names: listed.folders,
        reason: Text::new(
            format!("サブフォルダー {folders} 個の中は読みませんでした"),
            format!("the files of {folders} folders within it were not read"),
        ),
    });
    all.retain(|passed| !passed.names.is_empty());
    all
}

/// The order in which people count: 2月 before 10月, whatever the width of digits and capitals.
fn natural(a: &str, b: &str) -> Ordering {
    // 台帳.xlsx comes before 台帳2.xlsx.
    let stem =
        |name| Path::new(name).file_stem().map_or_else(Vec::new, |stem| pieces(&stem.to_string_lossy()));
    stem(a).cmp(&stem(b)).then_with(|| a.cmp(b))
}

/// A piece of a name; numbers come before words, and longer numbers after shorter ones.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(usize, String),
    Word(String),
}

fn pieces(name: &str) -> Vec<Piece> {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let mut pieces = Vec::new();
    let mut rest = folded.as_str();
    while let Some(first) = rest.chars().next() {
        let number = first.is_ascii_digit();
        let length = rest.find(|c: char| c.is_ascii_digit() != number).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        pieces.push(if number {
            let digits = piece.trim_start_matches('0');
            Piece::Number(digits.len(), digits.to_owned())
        } else {
            Piece::Word(piece.to_owned())
        });
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn names_are_ordered_as_people_count() {
        let mut names =
            ["10月.csv", "２月.csv", "台帳10.xlsx", "台帳2.xlsx", "台帳.xlsx", "B.csv", "a.csv", "02.csv"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            ["02.csv", "２月.csv", "10月.csv", "a.csv", "B.csv", "台帳.xlsx", "台帳2.xlsx", "台帳10.xlsx"]
        );
    }
}
