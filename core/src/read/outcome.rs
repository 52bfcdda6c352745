//! What becomes of each sheet, and what is said of a workbook without a ledger.

use daicho_rules::normal::fold;
use daicho_rules::{Schema, Text};

use super::ITEMS;
use super::error::{ReadError, SheetReport};
use super::grid::{Content, Grid, Sheet};
use super::header::Lexicon;
use super::table::{Found, nearest_header};
use crate::ledger::{Ledger, SheetOutcome};

impl Sheet {
    /// Its cells, if it has some.
    pub(super) fn grid(&self) -> Option<&Grid> {
        match &self.content {
            Content::Cells(grid) => Some(grid),
            Content::Other | Content::Broken(_) => None,
        }
    }
}

/// What becomes of a sheet in which these tables were found.
pub(super) fn outcome(sheet: &Sheet, found: &[Found], lexicon: &Lexicon<'_>) -> SheetOutcome {
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
    if found.is_empty() {
        return SheetOutcome::NoRegister { nearest: nearest_header(grid, lexicon) };
    }
    if is_list(name) {
        return skipped(
            format!("シート「{name}」は選択肢の一覧とみて読みませんでした"),
            format!("sheet `{name}` was left out as a list of choices"),
        );
    }
    if !sheet.visible {
        return skipped(
            format!(
                "非表示のシート「{name}」に台帳がありますが、読みませんでした。使う場合は再表示してください"
            ),
            format!("hidden sheet `{name}` holds a register that was not read: unhide it to have it read"),
        );
    }
    if ["記入例", "記載例", "サンプル", "見本"].iter().any(|word| name.contains(word)) {
        return skipped(
            format!("シート「{name}」は記入例とみて読みませんでした"),
            format!("sheet `{name}` was left out as an example"),
        );
    }
    SheetOutcome::Read
}

/// True for the name of a sheet that holds the choices of drop-downs.
pub(super) fn is_list(sheet: &str) -> bool {
    let name = fold(sheet);
    matches!(name.as_str(), "リスト" | "list" | "lists" | "マスタ" | "マスター" | "master")
        || ["選択肢", "プルダウン", "ドロップダウン", "入力規則"].iter().any(|word| name.contains(word))
}

/// The error for a workbook without the register `items`, with what each sheet holds instead.
pub(super) fn no_ledger(
    file: &str,
    sheets: &[Sheet],
    ledger: &Ledger,
    schema: &Schema,
    lexicon: &Lexicon<'_>,
) -> ReadError {
    if ledger.sheets.iter().all(|sheet| sheet.outcome == SheetOutcome::Empty) {
        return ReadError::EmptyWorkbook { file: file.to_owned() };
    }
    let items = lexicon.registers.iter().find(|words| words.definition.id == ITEMS);
    let reports = sheets.iter().enumerate().map(|(index, sheet)| {
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
