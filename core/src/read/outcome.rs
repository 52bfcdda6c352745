//! What becomes of each sheet, and what is said of a workbook without a ledger.

use daicho_rules::normal::fold;
use daicho_rules::{Schema, Text};

use super::ITEMS;
use super::error::{ReadError, SheetReport};
use super::grid::{Content, Grid, Sheet};
use super::header::Lexicon;
use super::table::{Tables, nearest_header};
use crate::ledger::{Doubt, Ledger, Origin, SheetInfo, SheetKind, SheetOutcome};

/// A sheet that was searched for tables.
#[derive(Debug)]
pub(super) struct Searched {
    /// Index of its workbook.
    pub(super) source: usize,
    /// Its cells.
    pub(super) sheet: Sheet,
    /// What was found on it.
    pub(super) tables: Tables,
    /// What becomes of it.
    pub(super) outcome: SheetOutcome,
    /// What people should know of the sheet as a whole.
    pub(super) remarks: Vec<Text>,
}

impl Sheet {
    /// Its cells, if it has some.
    pub(super) fn grid(&self) -> Option<&Grid> {
        match &self.content {
            Content::Cells(grid) => Some(grid),
            Content::Other | Content::Broken(_) => None,
        }
    }
}

impl Searched {
    /// True if its tables are read.
    pub(super) fn is_read(&self) -> bool {
        self.outcome == SheetOutcome::Read
    }

    /// Leaves its tables out, for this reason.
    pub(super) fn leave_out(&mut self, reason: Text) {
        self.outcome = SheetOutcome::Skipped { reason };
    }

    /// What the ledger tells of the sheet.
    pub(super) fn info(&self) -> SheetInfo {
        let (source, name, visible) = (self.source, self.sheet.name.clone(), self.sheet.visible);
        SheetInfo { source, name, visible, outcome: self.outcome.clone() }
    }

    /// What is said of the sheet with this index, and of what was left out on it.
    pub(super) fn doubts(&self, index: usize) -> Vec<Doubt> {
        let name = &self.sheet.name;
        let of_sheet =
            |message: Text| Doubt { at: None, sheet: index, field: None, raw: name.clone(), message };
        let mut doubts = Vec::new();
        match &self.outcome {
            // A hidden sheet of choices is what drop-downs need and no ledger.
            SheetOutcome::Skipped { .. }
                if !self.sheet.visible && kind_of(name) == Some(SheetKind::Choices) => {}
            SheetOutcome::Skipped { reason } => doubts.push(of_sheet(reason.clone())),
            SheetOutcome::Read if !self.sheet.visible => doubts.push(of_sheet(Text::new(
                format!("非表示のシート「{name}」も読みました。台帳でなければシートを削除してください"),
                format!("hidden sheet `{name}` was read as well: delete it if it is no part of the ledger"),
            ))),
            _ => {}
        }
        doubts.extend(self.remarks.iter().cloned().map(of_sheet));
        let said = !matches!(self.outcome, SheetOutcome::Skipped { .. });
        for odd in self.tables.left_out.iter().filter(|_| said) {
            let (row, column) = odd.at;
            let raw = self.sheet.grid().map_or("", |grid| grid.text(row, column)).to_owned();
            let at = Some(Origin::new(index, row, column));
            doubts.push(Doubt { at, sheet: index, field: None, raw, message: odd.message() });
        }
        doubts
    }
}

/// What becomes of a sheet in which these tables were found.
pub(super) fn outcome(sheet: &Sheet, tables: &Tables, lexicon: &Lexicon<'_>) -> SheetOutcome {
    let skipped = |ja: String, en: String| SheetOutcome::Skipped { reason: Text::new(ja, en) };
    let name = &sheet.name;
    let grid = match &sheet.content {
        Content::Cells(grid) => grid,
        Content::Other => return SheetOutcome::Empty,
        Content::Broken(detail) => {
            return skipped(
                format!("シート「{name}」は壊れていて読めません（{detail}）。Excel で保存し直してください"),
                format!("sheet `{name}` is damaged and was not read ({detail}): save it again in Excel"),
            );
        }
    };
    if grid.rows().is_empty() {
        return SheetOutcome::Empty;
    }
    let kind = kind_of(name);
    if tables.found.is_empty() {
        return SheetOutcome::NoRegister { nearest: nearest_header(grid, lexicon), kind };
    }
    match kind {
        None | Some(SheetKind::Cover | SheetKind::Glossary) => SheetOutcome::Read,
        Some(kind) => {
            let title = kind.title();
            skipped(
                format!("シート「{name}」は{}とみて読みませんでした", title.ja),
                format!("sheet `{name}` was left out as {}", title.en),
            )
        }
    }
}

/// What a sheet is by its name, if not a register.
pub(super) fn kind_of(sheet: &str) -> Option<SheetKind> {
    let folded = fold(sheet);
    // 「01_表紙」, 「(参考)記入例」.
    let name = folded.trim_matches(|c: char| !c.is_alphabetic());
    let name = name.strip_prefix("参考").unwrap_or(name).trim_matches(|c: char| !c.is_alphabetic());
    let is = |words: &[&str]| words.contains(&name);
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if is(&["表紙", "cover", "coverpage", "title", "couverture", "目次", "contents", "index"]) {
        Some(SheetKind::Cover)
    } else if holds(&["記入例", "記載例", "入力例", "サンプル", "見本"])
        || is(&["例", "example", "sample", "exemple"])
    {
        Some(SheetKind::Example)
    } else if holds(&["選択肢", "プルダウン", "ドロップダウン", "入力規則"])
        || is(&[
            "リスト",
            "list",
            "lists",
            "マスタ",
            "マスター",
            "master",
            "選択リスト",
            "リスト項目",
            "コード表",
            "codes",
        ])
    {
        Some(SheetKind::Choices)
    } else if holds(&["改訂履歴", "変更履歴", "改版履歴", "更新履歴", "修正履歴", "改定履歴"])
        || is(&["履歴", "history", "changelog", "changehistory", "revisionhistory", "revisions"])
    {
        Some(SheetKind::History)
    } else if ends(&[
        "記入要領",
        "記載要領",
        "作成要領",
        "記入方法",
        "記載方法",
        "入力方法",
        "書き方",
        "使い方",
        "記入説明",
    ]) || ends(&[
        "作成手順",
        "記入手順",
        "利用方法",
        "ご利用にあたって",
        "注意事項",
        "留意事項",
        "マニュアル",
    ]) || is(&[
        "説明",
        "手順",
        "はじめに",
        "概要",
        "readme",
        "instructions",
        "instruction",
        "guide",
        "guidance",
    ]) || is(&["howto", "howtouse", "about", "help", "introduction", "modedemploi"])
    {
        Some(SheetKind::Instructions)
    } else if is(&[
        "用語",
        "用語集",
        "用語一覧",
        "用語定義",
        "用語の定義",
        "凡例",
        "glossary",
        "legend",
        "definitions",
    ]) {
        Some(SheetKind::Glossary)
    } else {
        None
    }
}

/// The error for a workbook without the register `items`, with what each sheet holds instead.
pub(super) fn no_ledger(
    file: &str,
    searched: &[Searched],
    ledger: &Ledger,
    schema: &Schema,
    lexicon: &Lexicon<'_>,
) -> ReadError {
    if ledger.sheets.iter().all(|sheet| sheet.outcome == SheetOutcome::Empty) {
        return ReadError::EmptyWorkbook { file: file.to_owned() };
    }
    let items = lexicon.registers.iter().find(|words| words.definition.id == ITEMS);
    let reports = searched.iter().enumerate().map(|(index, searched)| {
        let sheet = &searched.sheet;
        let tables = ledger.tables.iter().filter(|table| table.sheet == index);
        let registers: Vec<String> = tables.map(|table| table.register.clone()).collect();
        let nearest = sheet.grid().and_then(|grid| nearest_header(grid, lexicon));
        let (row, texts) = nearest.map_or((None, Vec::new()), |(row, texts)| (Some(row), texts));
        let (known, unknown): (Vec<String>, Vec<String>) =
            texts.into_iter().partition(|text| items.is_some_and(|words| words.knows(text)));
        let anchored = items.is_some_and(|words| known.iter().any(|text| words.knows_anchor(text)));
        let missing = schema.registers.get(ITEMS).filter(|_| !anchored).map_or_else(Vec::new, |items| {
            let anchors = items.anchors.iter().filter_map(|anchor| items.fields.get(anchor));
            anchors.map(|field| field.title.clone()).collect()
        });
        SheetReport { name: ledger.sheet_name(index), registers, nearest_row: row, known, unknown, missing }
    });
    ReadError::NoLedger { file: file.to_owned(), sheets: reports.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_told_by_their_names() {
        for (name, kind) in [
            ("表紙", Some(SheetKind::Cover)),
            ("00_表紙", Some(SheetKind::Cover)),
            ("改訂履歴", Some(SheetKind::History)),
            ("【参考】記入例", Some(SheetKind::Example)),
            ("台帳記入要領", Some(SheetKind::Instructions)),
            ("リスト", Some(SheetKind::Choices)),
            ("用語集", Some(SheetKind::Glossary)),
            ("個人情報管理台帳", None),
            ("委託先リスト", None),
            ("手順書一覧", None),
            ("総務部", None),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
