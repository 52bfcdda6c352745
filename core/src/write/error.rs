//! What can go wrong when a workbook is made or saved.

use std::io;
use std::path::PathBuf;

use daicho_rules::{Explain, Lang, Text};
use rust_xlsxwriter::XlsxError;

/// A workbook could not be made or saved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The file is there already and may not be replaced.
    #[error("{}", self.message(Lang::En))]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is the workbook that was read.
    #[error("{}", self.message(Lang::En))]
    IsSource {
        /// The file.
        path: PathBuf,
    },
    /// The mapping could not be added to the settings as they are written.
    #[error("{}", self.message(Lang::En))]
    MappingNotAdded {
        /// The settings.
        path: PathBuf,
    },
    /// With the mapping that was to be written, a column would be read otherwise.
    #[error("{}", self.message(Lang::En))]
    MappingDiffers {
        /// The settings.
        path: PathBuf,
        /// The first such column, such as `台帳!F2`, or the sheet.
        place: String,
    },
    /// The path names a folder.
    #[error("{}", self.message(Lang::En))]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The folder of the file does not exist.
    #[error("{}", self.message(Lang::En))]
    FolderMissing {
        /// The folder.
        folder: PathBuf,
    },
    /// The file or its folder may not be written to, or another program holds the file open.
    #[error("{}", self.message(Lang::En))]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The disk or the quota is full.
    #[error("{}", self.message(Lang::En))]
    Full {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The system refused for another reason.
    #[error("{}", self.message(Lang::En))]
    System {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// There are more rows than a sheet of Excel holds.
    #[error("{}", self.message(Lang::En))]
    TooManyRows {
        /// Title of the sheet.
        sheet: Text,
        /// Rows that were to be written.
        rows: usize,
        /// Rows that a sheet has room for.
        limit: usize,
    },
    /// There are more columns than a sheet of Excel holds.
    #[error("{}", self.message(Lang::En))]
    TooManyColumns {
        /// Title of the sheet.
        sheet: Text,
        /// Columns that were to be written.
        columns: usize,
        /// Columns that a sheet has room for.
        limit: usize,
    },
    /// The workbook could not be put together.
    #[error("{}", self.message(Lang::En))]
    Workbook(#[source] WorkbookFailure),
}

/// What the Excel format did not allow: a defect of daicho, not of the ledger.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WorkbookFailure(XlsxError);

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(WorkbookFailure(error))
    }
}

impl WriteError {
    fn texts(&self) -> (Text, Option<Text>) {
        match self {
            Self::IsSource { path } => {
                let path = path.display();
                (
                    Text::new(
                        format!("`{path}` は読み取る台帳そのものです"),
                        format!("`{path}` is the ledger itself"),
                    ),
                    Some(Text::new("別のファイル名を指定してください", "name another file")),
                )
            }
            Self::Exists { path } => {
                let path = path.display();
                (
                    Text::new(format!("`{path}` は既にあります"), format!("`{path}` exists already")),
                    Some(Text::new(
                        "置き換えてよければ --force を付けるか、別のファイル名を指定してください",
                        "add --force to replace it, or name another file",
                    )),
                )
            }
            Self::MappingNotAdded { path } => {
                let path = path.display();
                (
                    Text::new(
                        format!("`{path}` に対応を書き込めません。見出しの対応が1行にまとめて書かれています"),
                        format!("the mapping cannot be added to `{path}`: its headers are written inline"),
                    ),
                    Some(Text::new(
                        "見出しの対応を [headers.items] の下に1行ずつ書き直してから、もう一度実行してください",
                        "write its headers one a line below [headers.items] and run this again",
                    )),
                )
            }
            Self::MappingDiffers { path, place } => {
                let path = path.display();
                (
                    Text::new(
                        format!(
                            "`{path}` に書き込むはずの対応では {place} の読み方が変わるため、書き込みませんでした"
                        ),
                        format!(
                            "`{path}` was left alone: with the mapping to be written {place} would be read otherwise"
                        ),
                    ),
                    Some(Text::new(
                        "その列の見出しを [headers.items] などに手で書き加えてから、もう一度実行してください",
                        "write the header of that column below [headers.items] by hand and run this again",
                    )),
                )
            }
            Self::IsFolder { path } => {
                let path = path.display();
                (
                    Text::new(format!("`{path}` はフォルダーです"), format!("`{path}` is a folder")),
                    Some(Text::new(
                        "保存するファイルの名前まで指定してください（例: リスク分析.xlsx）",
                        "name the file to write, such as `risk-analysis.xlsx`",
                    )),
                )
            }
            Self::FolderMissing { folder } => {
                let folder = folder.display();
                (
                    Text::new(
                        format!("保存先のフォルダー `{folder}` がありません"),
                        format!("the folder `{folder}` does not exist"),
                    ),
                    Some(Text::new(
                        "フォルダーを作成するか、保存先を確かめてください",
                        "create the folder, or check the path",
                    )),
                )
            }
            Self::NotWritable { path, .. } => {
                let path = path.display();
                (
                    Text::new(format!("`{path}` に書き込めません"), format!("`{path}` cannot be written to")),
                    Some(Text::new(
                        "Excelなどで開いていれば閉じ、フォルダーの書込み権限を確かめるか、別の保存先を指定してください",
                        "close it in Excel, check that you may write to the folder, or save elsewhere",
                    )),
                )
            }
            Self::Full { path, .. } => {
                let path = path.display();
                (
                    Text::new(
                        format!("空き容量が足りず `{path}` を保存できません"),
                        format!("no space is left to save `{path}`"),
                    ),
                    Some(Text::new(
                        "空き容量を増やすか、別の保存先を指定してください。元のファイルは変わっていません",
                        "free some space or save elsewhere; an existing file is unchanged",
                    )),
                )
            }
            Self::System { path, source } => {
                let path = path.display();
                (
                    Text::new(
                        format!("`{path}` を保存できません（{source}）"),
                        format!("`{path}` could not be saved: {source}"),
                    ),
                    Some(Text::new(
                        "保存先を確かめて、もう一度実行してください。元のファイルは変わっていません",
                        "check the place and try again; an existing file is unchanged",
                    )),
                )
            }
            Self::TooManyRows { sheet, rows, limit } => (
                Text::new(
                    format!("シート `{}` の行数 {rows} がExcelの上限 {limit} を超えます", sheet.ja),
                    format!(
                        "sheet `{}` needs {rows} rows, more than the {limit} that Excel allows",
                        sheet.en
                    ),
                ),
                Some(Text::new(
                    "台帳を部門などで分けて評価するか、--format json を使ってください",
                    "split the ledger, by department for instance, or use --format json",
                )),
            ),
            Self::TooManyColumns { sheet, columns, limit } => (
                Text::new(
                    format!("シート `{}` の列数 {columns} がExcelの上限 {limit} を超えます", sheet.ja),
                    format!(
                        "sheet `{}` needs {columns} columns, more than the {limit} that Excel allows",
                        sheet.en
                    ),
                ),
                Some(Text::new(
                    "台帳の不要な列を除いてから、もう一度実行してください",
                    "remove columns that are not needed from the ledger, then try again",
                )),
            ),
            Self::Workbook(failure) => (
                Text::new(
                    format!("ブックを作成できません（{failure}）"),
                    format!("the workbook could not be made: {failure}"),
                ),
                Some(Text::new(
                    "daichoの不具合です。この表示を添えてお知らせください",
                    "this is a defect of daicho; please report it with this message",
                )),
            ),
        }
    }
}

impl Explain for WriteError {
    fn message(&self, lang: Lang) -> String {
        self.texts().0.get(lang).to_owned()
    }

    fn help(&self, lang: Lang) -> Option<String> {
        self.texts().1.map(|help| help.get(lang).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_what_is_wrong_and_what_to_do_in_both_languages() {
        let exists = WriteError::Exists { path: PathBuf::from("out.xlsx") };
        assert_eq!(exists.to_string(), "`out.xlsx` exists already");
        assert_eq!(exists.message(Lang::Ja), "`out.xlsx` は既にあります");
        assert!(exists.help(Lang::Ja).is_some_and(|help| help.contains("--force")));
        let rows = WriteError::TooManyRows { sheet: Text::new("台帳", "Ledger"), rows: 9, limit: 8 };
        assert_eq!(rows.to_string(), "sheet `Ledger` needs 9 rows, more than the 8 that Excel allows");
        assert!(rows.help(Lang::En).is_some_and(|help| help.contains("--format json")));
    }
}
