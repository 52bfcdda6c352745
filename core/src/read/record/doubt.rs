//! What is told of cells that hold no value of their own.

use daicho_rules::Text;

use crate::read::grid::{CellState, GridCell};

/// Errors of formulas, which text files hold as text.
const ERRORS: [&str; 9] =
    ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];

/// True for a formula without a result and for an error.
pub(super) fn is_broken(cell: &GridCell) -> bool {
    let text = cell.shown.text.as_str();
    cell.state != CellState::Value || text.starts_with('#') && ERRORS.contains(&text)
}

/// A formula without a result, or an error.
pub(super) fn unsolved(raw: &str) -> Text {
    if raw.starts_with('=') {
        return Text::new(
            "計算結果の保存されていない数式です。Excel で開いて保存し直してください",
            "a formula without a stored result: open the workbook in Excel and save it",
        );
    }
    Text::new(
        format!("エラー値（{raw}）です。数式を直すか、値を書いてください"),
        format!("an error value ({raw}): correct the formula or write the value"),
    )
}

/// 同上 where nothing stands above, or nothing that could be read.
pub(super) fn nothing_above() -> Text {
    Text::new(
        "上の行に写す値がありません。値を書いてください",
        "there is no value above to repeat; write the value",
    )
}

/// A day where the key of a record is expected.
pub(super) fn turned_into_a_day(text: &str) -> Text {
    Text::new(
        format!(
            "番号が日付（{text}）になっています。「1-1」などをExcelが変えた可能性があるため、文字列として書き直してください"
        ),
        format!(
            "the number is a date ({text}); Excel may have made it of something like 1-1: write it as text"
        ),
    )
}
