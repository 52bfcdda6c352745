//! What the errors of reading say to people, and what to do about them.

use std::path::Path;

use daicho_rules::{Explain, Lang, Text};

use super::{Danger, FileKind, Limit, ReadError, SheetReport};
use crate::ledger::PassedOver;

impl Explain for ReadError {
    fn message(&self, lang: Lang) -> String {
        let text = match self {
            Self::NotFound { path } => Text::new(
                format!("ファイル `{}` がありません", path.display()),
                format!("file `{}` does not exist", path.display()),
            ),
            Self::EmptyFolder { path, passed_over } => empty_folder(path, passed_over),
            Self::Encoding { file, line, position, byte } => Text::new(
                format!(
                    "`{file}` の {line} 行目 {position} バイト目（0x{byte:02X}）は UTF-8 としても Shift_JIS（CP932）としても読めません"
                ),
                format!(
                    "`{file}` cannot be read as UTF-8 nor as Shift JIS (CP932): line {line}, byte {position} (0x{byte:02X})"
                ),
            ),
            Self::OwnReport { file, .. } => Text::new(
                format!("`{file}` は daicho が書き出した報告書で、台帳ではありません"),
                format!("`{file}` is a report that daicho wrote, and no ledger"),
            ),
            Self::Unreadable { path, source } => Text::new(
                format!("ファイル `{}` を読めません（{source}）", path.display()),
                format!("file `{}` cannot be read ({source})", path.display()),
            ),
            Self::NotWorkbook { file, found } => {
                let found = found.title();
                Text::new(
                    format!(
                        "`{file}` は daicho が読める表（ブック、CSV）ではありません。{}のようです",
                        found.ja
                    ),
                    format!("`{file}` is neither a workbook nor a CSV file; it seems to be {}", found.en),
                )
            }
            Self::PasswordProtected { file } => Text::new(
                format!("`{file}` はパスワードで保護されています"),
                format!("`{file}` is protected by a password"),
            ),
            Self::WrongPassword { file } => Text::new(
                format!("`{file}` のパスワードが違います"),
                format!("the password for `{file}` is wrong"),
            ),
            Self::UnknownEncryption { file, detail } => Text::new(
                format!("`{file}` の暗号化の方式は扱えません（{detail}）"),
                format!("`{file}` is encrypted in a way that daicho does not know ({detail})"),
            ),
            Self::Damaged { file, detail } => Text::new(
                format!("`{file}` は壊れています（{detail}）"),
                format!("`{file}` is damaged ({detail})"),
            ),
            Self::Unsafe { file, part, danger } => {
                let danger = danger.title();
                Text::new(
                    format!("`{file}` は安全に開けません。内部の `{part}` に{}", danger.ja),
                    format!("`{file}` is not safe to open: its part `{part}` has {}", danger.en),
                )
            }
            Self::TooLarge { file, part, limit, found } => {
                let (title, most) = (limit.title(), limit.most());
                let (at_ja, at_en) = if part.is_empty() {
                    (String::new(), String::new())
                } else {
                    (format!("`{part}` の"), format!(" of `{part}`"))
                };
                Text::new(
                    format!(
                        "`{file}` は大きすぎます。{at_ja}{}が {found} あり、上限は {most} です",
                        title.ja
                    ),
                    format!(
                        "`{file}` is too large: {}{at_en} come to {found}, the limit is {most}",
                        title.en
                    ),
                )
            }
            Self::TimedOut { file, seconds } => Text::new(
                format!("`{file}` は {seconds} 秒以内に読み終わりませんでした"),
                format!("`{file}` was not read within {seconds} seconds"),
            ),
            Self::HelperNeeded { file, found } => {
                let found = found.title();
                Text::new(
                    format!("`{file}` は{}です。この呼び出し方では読めません", found.ja),
                    format!("`{file}` is {}, which cannot be read in this way", found.en),
                )
            }
            Self::HelperNotStarted { file, program, source } => Text::new(
                format!(
                    "`{file}` を読むためのプログラム `{}` を起動できません（{source}）",
                    program.display()
                ),
                format!("`{file}` needs the program `{}`, which did not start ({source})", program.display()),
            ),
            Self::HelperStopped { file, memory, detail } => {
                let mebibytes = memory >> 20;
                Text::new(
                    format!(
                        "`{file}` を読む処理が途中で止まりました。壊れているか、メモリ {mebibytes} MiB では足りません（{detail}）"
                    ),
                    format!(
                        "reading `{file}` stopped half-way: it is damaged, or needs more than {mebibytes} MiB of \
                         memory ({detail})"
                    ),
                )
            }
            Self::EmptyWorkbook { file } => Text::new(
                format!("`{file}` にはデータの入ったシートがありません"),
                format!("`{file}` has no sheet that holds anything"),
            ),
            Self::NoAnswers { file } => Text::new(
                format!("`{file}` に確認事項の回答が見つかりません"),
                format!("`{file}` holds no answers to questions"),
            ),
            Self::NoLedger { file, sheets } => no_ledger(file, sheets),
        };
        text.get(lang).to_owned()
    }

    fn help(&self, lang: Lang) -> Option<String> {
        let text = match self {
            Self::NotFound { .. } => {
                Text::new("パスとファイル名を確かめてください", "check the path and the name of the file")
            }
            Self::EmptyFolder { .. } => Text::new(
                "台帳のブック（.xlsx など）か CSV をこのフォルダーに置くか、ファイルを指定してください。サブフォルダーの中は読みません",
                "put the workbooks (such as .xlsx) or CSV files of the ledger into it, or name a file; \
                 folders within it are not read",
            ),
            Self::Encoding { .. } => Text::new(
                "文字コードの混ざったファイルか、壊れたファイルです。元のシステムから出力し直すか、Excel で開いて「CSV UTF-8」として保存してください",
                "the file mixes encodings or is damaged: export it again, or save it from Excel as CSV UTF-8",
            ),
            Self::OwnReport { inputs, .. } if inputs.is_empty() => {
                Text::new("顧客の台帳を指定してください", "give the ledger of the client")
            }
            Self::OwnReport { inputs, .. } => Text::new(
                format!("この報告書の元になった台帳を指定してください：{inputs}"),
                format!("give the ledger that it was made from: {inputs}"),
            ),
            Self::Unreadable { .. } => Text::new(
                "アクセス権を確かめ、Excel で開いていれば閉じてください",
                "check the permissions, and close the file if Excel has it open",
            ),
            Self::NotWorkbook { found, .. } => found.help(),
            Self::PasswordProtected { .. } => Text::new(
                "パスワードを書いたファイルを `--password-file` で渡すか、環境変数 `DAICHO_PASSWORD` に入れてください。端末から実行すると入力を求めます",
                "name a file that holds the password by `--password-file`, or put it into the environment \
                 variable `DAICHO_PASSWORD`; on a terminal daicho asks for it",
            ),
            Self::WrongPassword { .. } => Text::new(
                "大文字・小文字、全角・半角、前後の空白を確かめてください。人に送ってもらったファイルなら、送り主に確かめてください",
                "check capitals, full and half width, and blanks at the ends, or ask the sender",
            ),
            Self::UnknownEncryption { .. } => Text::new(
                "Excel で開いて保存し直すか、パスワードを外した写しを使ってください",
                "open it in Excel and save it again, or use a copy without a password",
            ),
            Self::Damaged { .. } => Text::new(
                "Excel の［開いて修復する］で開いて保存し直すか、送り主から受け取り直してください",
                "open it with Open and Repair in Excel and save it again, or ask for the file again",
            ),
            Self::Unsafe { .. } => Text::new(
                "通常の Excel では作られないファイルです。入手元を確かめ、Excel で保存し直したものを使ってください",
                "Excel does not write such files; check where it comes from and use a copy saved by Excel",
            ),
            Self::TooLarge { .. } => Text::new(
                "不要なシート、画像、空白セルの書式を取り除くか、ブックを分けて保存してください",
                "remove sheets, images and formats of blank cells that are not needed, or split the workbook",
            ),
            Self::TimedOut { .. } => Text::new(
                "不要なシートや空白行の書式を取り除くか、`--time-limit` で長くしてください",
                "remove sheets and formats of blank rows that are not needed, or allow more by `--time-limit`",
            ),
            Self::HelperNeeded { .. } => Text::new(
                "`daicho` コマンドで読むか、Excel で開いて「Excel ブック（*.xlsx）」として保存してください。\
                 ライブラリからは `ReadOptions::helper` に読み取り用のプログラムを指定します",
                "use the command `daicho`, or open it in Excel and save it as an Excel workbook (*.xlsx); \
                 a library names the program that reads it in `ReadOptions::helper`",
            ),
            Self::HelperNotStarted { .. } => Text::new(
                "daicho を入れ直すか、Excel で開いて「Excel ブック（*.xlsx）」として保存してください",
                "install daicho again, or open the file in Excel and save it as an Excel workbook (*.xlsx)",
            ),
            Self::HelperStopped { .. } => Text::new(
                "Excel で開き、「Excel ブック（*.xlsx）」として保存したものを使ってください",
                "open it in Excel, save it as an Excel workbook (*.xlsx), and use that",
            ),
            Self::EmptyWorkbook { .. } => Text::new(
                "個人情報管理台帳の入ったブックを指定してください",
                "give the workbook that holds the personal-information ledger",
            ),
            Self::NoAnswers { .. } => Text::new(
                "daicho が書き出した報告書の「確認事項」シートを、列を削除せずに使ってください。「回答」列と、非表示の照合用の列で読み取ります",
                "use the sheet of questions of a report that daicho wrote, with all of its columns: it is read by the column of answers and the hidden column of keys",
            ),
            Self::NoLedger { .. } => Text::new(
                "見出し行に「個人情報名」「利用目的」「保管場所」などの項目名があるか確かめてください。\
                 独自の項目名は daicho.toml の [headers] に、表が見つからない台帳は [[table]] に見出しの行と各列の項目を書くと読めるようになります",
                "make sure that a header row names columns such as `個人情報名`, `利用目的`, `保管場所`; \
                 headers of your own are read once daicho.toml names them in [headers], and a table that was not found \
                 once a [[table]] there gives its header rows and columns",
            ),
        };
        Some(text.get(lang).to_owned())
    }
}

fn empty_folder(path: &Path, passed_over: &[PassedOver]) -> Text {
    let path = path.display();
    let found = |lang| passed_over.iter().map(|passed| passed.line(lang)).collect::<Vec<_>>().join(" / ");
    if passed_over.is_empty() {
        return Text::new(
            format!("フォルダー `{path}` に読み取れるファイルがありません"),
            format!("folder `{path}` holds no file that can be read"),
        );
    }
    Text::new(
        format!("フォルダー `{path}` に読み取れるファイルがありません（{}）", found(Lang::Ja)),
        format!("folder `{path}` holds no file that can be read ({})", found(Lang::En)),
    )
}

/// How many sheets a message describes.
const SHEETS_SHOWN: usize = 6;

fn no_ledger(file: &str, sheets: &[SheetReport]) -> Text {
    let mut parts = vec![Text::new(
        format!("`{file}` に個人情報管理台帳が見つかりません"),
        format!("`{file}` holds no personal-information ledger"),
    )];
    parts.extend(sheets.iter().take(SHEETS_SHOWN).map(sheet_report));
    let more = sheets.len().saturating_sub(SHEETS_SHOWN);
    if more > 0 {
        parts.push(Text::new(format!("ほか {more} シート"), format!("{more} more sheets")));
    }
    let join = |lang, separator| parts.iter().map(|part| part.get(lang)).collect::<Vec<_>>().join(separator);
    Text::new(join(Lang::Ja, "；"), join(Lang::En, "; "))
}

fn sheet_report(sheet: &SheetReport) -> Text {
    let name = &sheet.name;
    if !sheet.registers.is_empty() {
        let found = sheet.registers.join(", ");
        return Text::new(
            format!("シート `{name}`：別の台帳（{found}）"),
            format!("sheet `{name}`: other registers ({found})"),
        );
    }
    let Some(row) = sheet.nearest_row else {
        return Text::new(format!("シート `{name}`：表がありません"), format!("sheet `{name}`: no table"));
    };
    let row = u64::from(row) + 1;
    let known = quoted(&sheet.known);
    let unknown = quoted(&sheet.unknown);
    let titles = |lang| {
        let titles: Vec<_> = sheet.missing.iter().map(|text| text.get(lang).to_owned()).collect();
        quoted(&titles)
    };
    let missing = if sheet.missing.is_empty() {
        Text::new("分かる項目が3つ以上必要", "at least three known headers are needed")
    } else {
        Text::new(
            format!("次のいずれかが必要：{}", titles(Lang::Ja)),
            format!("one of these is needed: {}", titles(Lang::En)),
        )
    };
    Text::new(
        format!(
            "シート `{name}`：見出しに最も近いのは {row} 行目（分かる項目：{known}、分からない項目：{unknown}、{}）",
            missing.ja
        ),
        format!(
            "sheet `{name}`: row {row} is most like a header (known: {known}; unknown: {unknown}; {})",
            missing.en
        ),
    )
}

/// At most eight texts in backticks.
fn quoted(texts: &[String]) -> String {
    if texts.is_empty() {
        return "-".to_owned();
    }
    let mut shown: Vec<String> = texts.iter().take(8).map(|text| format!("`{text}`")).collect();
    if texts.len() > shown.len() {
        shown.push("…".to_owned());
    }
    shown.join(" ")
}

impl FileKind {
    /// What it is, for people.
    pub fn title(self) -> Text {
        match self {
            Self::Empty => Text::new("空のファイル", "an empty file"),
            Self::Text => Text::new("HTML や XML などのテキスト", "a text such as HTML or XML"),
            Self::Pdf => Text::new("PDF", "a PDF document"),
            Self::OldExcel => {
                Text::new("旧形式の Excel ブック（.xls）", "a workbook of Excel 97–2003 (.xls)")
            }
            Self::BinaryWorkbook => {
                Text::new("バイナリ形式の Excel ブック（.xlsb）", "a binary workbook (.xlsb)")
            }
            Self::OpenDocument => Text::new("OpenDocument 形式（.ods など）", "an OpenDocument file (.ods)"),
            Self::OtherOffice => {
                Text::new("文書、プレゼンテーション、メールなど", "a document, a presentation or a mail")
            }
            Self::Zip => Text::new("ブックを含まない ZIP ファイル", "a zip archive that holds no workbook"),
            Self::Unknown => Text::new("不明な形式のファイル", "a file of unknown kind"),
        }
    }

    fn help(self) -> Text {
        match self {
            Self::Empty => {
                Text::new("ファイルを受け取り直してください", "the file has no content; ask for it again")
            }
            Self::Text | Self::OldExcel | Self::BinaryWorkbook | Self::OpenDocument => Text::new(
                "Excel で開き、「Excel ブック（*.xlsx）」として保存してください",
                "open it in Excel and save it as an Excel workbook (*.xlsx)",
            ),
            Self::Zip => Text::new(
                "ZIP を展開し、中の Excel ブックを指定してください",
                "unpack the archive and give the workbook in it",
            ),
            Self::Pdf | Self::OtherOffice | Self::Unknown => Text::new(
                "元の Excel ブックを指定してください",
                "give the Excel workbook that it was made from",
            ),
        }
    }
}

impl Danger {
    /// What is wrong, for people.
    pub fn title(self) -> Text {
        match self {
            Self::DuplicateName => {
                Text::new("同じ名前の部品が重複しています", "the same name as another part")
            }
            Self::OutsideName => {
                Text::new("ファイルの外を指す名前が付いています", "a name that leads out of the file")
            }
            Self::Doctype => Text::new("DOCTYPE 宣言があります", "a DOCTYPE declaration"),
            Self::FalseCount => {
                Text::new("実際の大きさに合わない件数が書かれています", "a count that it is too small for")
            }
            Self::Overlap => {
                Text::new("ほかの部品と重なる領域があります", "bytes that belong to another part")
            }
            Self::WideText => Text::new("UTF-16 の文字列があります", "text in UTF-16"),
        }
    }
}

impl Limit {
    /// What is counted, for people.
    pub fn title(self) -> Text {
        match self {
            Self::FileBytes => Text::new("ファイルの大きさ（バイト）", "the bytes"),
            Self::Parts => Text::new("内部の部品の数", "the parts"),
            Self::PartBytes => Text::new("展開後の大きさ（バイト）", "the unpacked bytes"),
            Self::TotalBytes => Text::new("展開後の合計の大きさ（バイト）", "the unpacked bytes in total"),
            Self::Ratio => Text::new("展開による膨張率（倍）", "the times it grows when unpacked"),
            Self::Sheets => Text::new("シートの数", "the sheets"),
            Self::Merges => Text::new("結合セルの数", "the merged areas"),
            Self::Columns => Text::new("列の数", "the columns"),
            Self::Cells => Text::new("セルの数", "the cells"),
            Self::FilledCells => Text::new("値のあるセルの数", "the cells with a value"),
            Self::TextBytes => Text::new("文字列の合計（バイト）", "the bytes of text"),
            Self::RepeatedCells => Text::new("繰返しで指定されたセルの数", "the cells that are repeated"),
        }
    }
}
