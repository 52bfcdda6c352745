//! What may be typed.

mod diff;

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use daicho_core::answers::AnswerFile;
use daicho_core::read::ReadOptions;
use daicho_core::{AssessOptions, Lang, Request};

pub(crate) use self::diff::DiffArgs;

/// Risk analysis of personal-information ledgers (プライバシーマーク, JIS Q 15001)
#[derive(Debug, Parser)]
#[command(name = "daicho", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Language of help, messages and reports
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<LangArg>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Assess a ledger and write the risk analysis
    #[command(after_help = "Example: daicho assess ledger.xlsx -o risk.xlsx --as-of 2026-03-31")]
    Assess(AssessArgs),
    /// Show what was found in a workbook: sheets, tables, columns, doubts
    #[command(after_help = "Example: daicho inspect ledger.xlsx --values")]
    Inspect(InspectArgs),
    /// List findings and questions only
    #[command(after_help = "Example: daicho check ledger.xlsx --fail-on must")]
    Check(CheckArgs),
    /// Explain a risk or finding: rule, clause, conditions, cells, factors, controls, steps of the score
    #[command(after_help = "Example: daicho explain ledger.xlsx 3:jis-q-15001/TRF-02:paper")]
    Explain(ExplainArgs),
    /// List, show, check, test, document and write rule packs
    Pack(PackArgs),
    /// Print shell completions
    Completions(CompletionsArgs),
}

/// Today, where no other day is named.
#[expect(clippy::disallowed_methods, reason = "the clock is read here and nowhere else")]
pub(crate) fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// Which ledger to assess, and how.
#[derive(Debug, Args)]
pub(crate) struct LedgerArgs {
    /// Workbook or CSV file with the client's ledger, or a folder of them that make up one
    pub(crate) file: PathBuf,
    /// Rule pack by name or path; may be repeated, later packs win
    #[arg(long = "pack", value_name = "PACK")]
    pub(crate) packs: Vec<String>,
    /// Client settings (default: daicho.toml beside the workbook)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Method of scoring; may be repeated, decisions rest on the first
    #[arg(long = "method", value_name = "METHOD")]
    pub(crate) methods: Vec<String>,
    /// Day the assessment speaks of (default: today)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<NaiveDate>,
    /// Report whose sheet of questions was filled in; may be repeated
    #[arg(long = "answers", value_name = "FILE")]
    pub(crate) answers: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) password: PasswordArgs,
}

/// How to open workbooks: with which password, and how long that may take.
#[derive(Debug, Args)]
pub(crate) struct PasswordArgs {
    /// File whose first line is the password of the workbook (default: the variable `DAICHO_PASSWORD`)
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Time for reading one workbook, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) time_limit: u64,
}

impl LedgerArgs {
    /// The request as the engine takes it.
    pub(crate) fn request(&self, reading: &ReadOptions, answers: &[AnswerFile]) -> Request {
        let as_of = self.as_of.unwrap_or_else(today);
        Request {
            packs: self.packs.clone(),
            config: self.config.clone(),
            options: AssessOptions { as_of, methods: self.methods.clone() },
            reading: reading.clone(),
            answers: answers.to_vec(),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct AssessArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// File to write (default: beside the ledger; JSON goes to stdout)
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Format of the result
    #[arg(long, value_enum, default_value_t = FormatArg::Xlsx)]
    pub(crate) format: FormatArg,
    /// Replace an existing file
    #[arg(long)]
    pub(crate) force: bool,
    /// Exit with 1 if something of this weight is found
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Never)]
    pub(crate) fail_on: FailOn,
    /// Print no summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// Workbooks, CSV files or folders of them to look at
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Rule pack whose registers are looked for
    #[arg(long = "pack", value_name = "PACK")]
    pub(crate) packs: Vec<String>,
    /// Client settings (default: daicho.toml beside the workbook)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) password: PasswordArgs,
    /// Show each value beside the text it was read from
    #[arg(long)]
    pub(crate) values: bool,
    /// Write what each column was taken for into the client settings, for correction
    #[arg(long)]
    pub(crate) write_mapping: bool,
    /// Format of the result
    #[arg(long, value_enum, default_value_t = TextFormatArg::Text)]
    pub(crate) format: TextFormatArg,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// Exit with 1 if something of this weight is found
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Never)]
    pub(crate) fail_on: FailOn,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// Id of the risk or finding, or the part of it that tells it apart; ITEM:RULE tells why there is none
    pub(crate) risk: String,
    /// Tell what would have to change for the risk to fall to the acceptable band
    #[arg(long)]
    pub(crate) what_if: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PackArgs {
    #[command(subcommand)]
    pub(crate) command: PackCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    /// List the built-in packs
    List,
    /// Print what packs say: risks, controls, checks
    Show(PackNames),
    /// Find errors before any run
    Check(PackNames),
    /// Run the cases of every rule, and tell which situations have none
    #[command(after_help = "Example: daicho pack test our-house --missing")]
    Test(PackTestArgs),
    /// Write what packs say as a document for review: Markdown or Excel
    #[command(after_help = "Example: daicho pack doc jis-q-15001 -o review.xlsx")]
    Doc(PackDocArgs),
    /// Write a new pack to start from
    #[command(after_help = "Example: daicho pack new our-house")]
    New(PackNewArgs),
    /// List the names that rules may use, or those that hold some words
    #[command(after_help = "Example: daicho pack names transfer_methods")]
    Names(PackNamesArgs),
    /// Print the JSON schema of pack files, for editors
    #[command(after_help = "Example: daicho pack schema > pack.schema.json")]
    Schema(SchemaArgs),
    /// Compare two versions of a pack, and preview on ledgers what adopting the new one would change
    #[command(after_help = "Example: daicho pack diff jis-q-15001 ./jis-q-15001-next ledger.xlsx")]
    Diff(DiffArgs),
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Print that of a client's settings (daicho.toml) instead
    #[arg(long)]
    pub(crate) client: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PackTestArgs {
    #[command(flatten)]
    pub(crate) names: PackNames,
    /// Print a case for each situation that has none, ready to be pasted under its rule
    #[arg(long)]
    pub(crate) missing: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PackDocArgs {
    #[command(flatten)]
    pub(crate) names: PackNames,
    /// One rule only, by id or name
    #[arg(long, value_name = "ID")]
    pub(crate) rule: Option<String>,
    /// Only the rules of the packs named, not of those they extend
    #[arg(long, conflicts_with = "rule")]
    pub(crate) own: bool,
    /// File to write (default: Markdown goes to stdout)
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) target: Option<PathBuf>,
    /// Format of the document (default: by the file name, else Markdown)
    #[arg(id = "document", long = "format", value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<DocFormatArg>,
    /// Replace an existing file
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PackNewArgs {
    /// Folder to write, empty or not there yet
    pub(crate) folder: PathBuf,
    /// Id of the pack (default: made from the name of the folder)
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PackNamesArgs {
    /// Words that the names, titles or wordings hold
    pub(crate) words: Vec<String>,
    /// Rule pack by name or path; may be repeated, later packs win
    #[arg(long = "pack", value_name = "PACK")]
    pub(crate) packs: Vec<String>,
    /// Client settings on top of the packs (default: none)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct PackNames {
    /// Packs by name or path (default: the built-in ones)
    pub(crate) packs: Vec<String>,
    /// Client settings on top of the packs (default: none)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Shell to print completions for
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Language by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    /// 日本語
    Ja,
    /// English
    En,
}

/// Format of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArg {
    /// Excel workbook
    Xlsx,
    /// JSON, see core/assessment.schema.json
    Json,
}

/// Format of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocFormatArg {
    /// Markdown
    Md,
    /// Excel workbook
    Xlsx,
}

/// Format of an inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormatArg {
    /// Text for people
    Text,
    /// JSON
    Json,
}

/// From what weight on a command exits with 1; each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum FailOn {
    /// Never
    Never,
    /// A residual risk above the acceptable band
    Residual,
    /// A finding of severity must
    Must,
    /// A finding of severity should
    Should,
    /// Any finding
    Info,
}

/// The language asked for by `--lang`, else Japanese unless the locale is English.
///
/// Help is printed before arguments are parsed, so the language is looked up by hand.
pub(crate) fn language_of_arguments(
    arguments: impl IntoIterator<Item = OsString>,
    variable: impl Fn(&str) -> Option<String>,
) -> Lang {
    let arguments: Vec<String> =
        arguments.into_iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let named = arguments.iter().zip(arguments.iter().skip(1).map(Some).chain([None])).find_map(
        |(argument, next)| match argument.strip_prefix("--lang") {
            Some("") => next.cloned(),
            Some(value) => value.strip_prefix('=').map(str::to_owned),
            None => None,
        },
    );
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| variable(name).filter(|value| !value.is_empty()))
    };
    match named.or_else(locale) {
        Some(name) if name.starts_with("en") => Lang::En,
        _ => Lang::Ja,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }

    #[test]
    fn language_comes_from_the_flag_then_the_locale_then_is_japanese() {
        let arguments = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        for (typed, locale, lang) in [
            ("daicho --lang en check x", Some("ja_JP.UTF-8"), Lang::En),
            ("daicho check x --lang=ja", Some("en_US.UTF-8"), Lang::Ja),
            ("daicho check x", Some("en_US.UTF-8"), Lang::En),
            ("daicho check x", Some("C.UTF-8"), Lang::Ja),
            ("daicho check x", None, Lang::Ja),
        ] {
            let variable = |name: &str| (name == "LANG").then(|| locale.map(str::to_owned)).flatten();
            assert_eq!(language_of_arguments(arguments(typed), variable), lang, "{typed} {locale:?}");
        }
    }
}
