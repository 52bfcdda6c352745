//! What may be typed after `daicho pack diff`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::{PasswordArgs, TextFormatArg};

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// Old version of the pack, by name or path
    pub(crate) old: String,
    /// New version of the pack, by name or path
    pub(crate) new: String,
    /// Workbooks to preview the change on
    pub(crate) ledgers: Vec<PathBuf>,
    /// Rule pack layered on top of both versions; may be repeated
    #[arg(long = "pack", value_name = "PACK")]
    pub(crate) layers: Vec<String>,
    /// Parameter with another value in the new version; may be repeated
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = parameter)]
    pub(crate) parameters: Vec<(String, String)>,
    /// Client settings (default: daicho.toml beside each workbook)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Method of scoring
    #[arg(long, value_name = "METHOD")]
    pub(crate) method: Option<String>,
    /// Method of scoring of the new version (default: that of the old one)
    #[arg(long, value_name = "METHOD")]
    pub(crate) new_method: Option<String>,
    /// Day the assessments speak of (default: today)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) password: PasswordArgs,
    /// Show everything, long lists as well
    #[arg(long)]
    pub(crate) all: bool,
    /// Format of the result
    #[arg(long, value_enum, default_value_t = TextFormatArg::Text)]
    pub(crate) format: TextFormatArg,
    /// Exit with 1 if something changes: on the ledgers, or without any in the answers of rules
    #[arg(long)]
    pub(crate) fail_on_change: bool,
}

/// `NAME=VALUE` as a pair.
fn parameter(typed: &str) -> Result<(String, String), String> {
    match typed.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("NAME=VALUE".to_owned()),
    }
}
