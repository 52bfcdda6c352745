//! Every error of the engine, as its callers see it.

use daicho_rules::{Explain, Lang, PackError, ScaffoldError, Text};

use crate::read::ReadError;
use crate::write::WriteError;

/// An operation that could not be done.
///
/// A bad ledger is no error: it gives findings and questions.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The workbook could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A pack could not be loaded.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A new pack could not be written.
    #[error(transparent)]
    Scaffold(#[from] ScaffoldError),
    /// The result could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// No risk or finding, or more than one, has this id.
    #[error("{}", self.message(Lang::En))]
    NoSuchRisk {
        /// Id as given.
        id: String,
        /// Ids that come near.
        near: Vec<String>,
    },
    /// No rule has this id or name.
    #[error("{}", self.message(Lang::En))]
    NoSuchRule {
        /// Id as given.
        id: String,
        /// The id or name that comes nearest.
        near: Option<String>,
    },
}

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Read(error) => error.message(lang),
            Self::Pack(error) => error.message(lang),
            Self::Scaffold(error) => error.message(lang),
            Self::Write(error) => error.message(lang),
            Self::NoSuchRisk { id, near } => {
                let text = if near.len() > 1 {
                    Text::new(
                        format!("`{id}` に当たるリスク・指摘は一つに決まりません"),
                        format!("`{id}` fits more than one risk or finding"),
                    )
                } else {
                    Text::new(
                        format!("リスク・指摘 `{id}` がありません"),
                        format!("there is no risk or finding `{id}`"),
                    )
                };
                text.get(lang).to_owned()
            }
            Self::NoSuchRule { id, .. } => {
                let text =
                    Text::new(format!("ルール `{id}` がありません"), format!("there is no rule `{id}`"));
                text.get(lang).to_owned()
            }
        }
    }

    fn help(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Read(error) => error.help(lang),
            Self::Pack(error) => error.help(lang),
            Self::Scaffold(error) => error.help(lang),
            Self::Write(error) => error.help(lang),
            Self::NoSuchRisk { near, .. } if !near.is_empty() => {
                let list = near.join("\n  ");
                let text = Text::new(format!("近いもの:\n  {list}"), format!("near it:\n  {list}"));
                Some(text.get(lang).to_owned())
            }
            Self::NoSuchRule { near, .. } => {
                let text = match near {
                    Some(near) => Text::new(
                        format!("`{near}` のことではありませんか"),
                        format!("did you mean `{near}`?"),
                    ),
                    None => Text::new(
                        "ルールの一覧は `daicho pack show` で確かめられます",
                        "`daicho pack show` lists the rules",
                    ),
                };
                Some(text.get(lang).to_owned())
            }
            Self::NoSuchRisk { .. } => {
                let text = Text::new(
                    "リスク分析表のID列、または `daicho assess --format json` の risks[].id・findings[].id を指定します。該当しない理由は「行の番号:ルール」（7:TRF-02 など）で確かめられます",
                    "take it from the ID column of the risk analysis, or risks[].id or findings[].id of `daicho assess --format json`; RECORD:RULE, as in 7:TRF-02, tells why a rule does not apply",
                );
                Some(text.get(lang).to_owned())
            }
        }
    }
}
