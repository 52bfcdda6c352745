//! Rows just below a header that explain it: instructions, column numbers, keys of a machine.

use daicho_rules::normal::fold;

use super::row::Cells;

/// True for a row of instructions, types, column numbers or keys just below a header.
pub(super) fn is_hint(cells: Cells<'_>) -> bool {
    let texts: Vec<String> = cells.iter().take(100).map(|(_, cell)| fold(&cell.shown.text)).collect();
    let instructions = texts.iter().filter(|text| is_instruction(text)).count();
    // 「連番」 or 「例：10」 may stand among the instructions.
    texts.len() >= 2
        && (instructions == texts.len()
            || texts.len() >= 4 && instructions * 10 >= texts.len() * 7
            || are_keys(&texts)
            || are_numbers(&texts))
}

/// True for a text that tells how to fill in a cell.
pub(crate) fn is_instruction(folded: &str) -> bool {
    let bracketed = [('(', ')'), ('<', '>'), ('〈', '〉'), ('[', ']'), ('【', '】')]
        .iter()
        .any(|(open, close)| folded.starts_with(*open) && folded.ends_with(*close));
    bracketed
        || matches!(
            folded,
            "必須"
                | "任意"
                | "選択"
                | "自由記述"
                | "自由記入"
                | "自動"
                | "自動採番"
                | "○/×"
                | "有/無"
                | "有・無"
                | "年月日"
                | "文字列"
                | "テキスト"
                | "数値"
                | "日付"
                | "半角数字"
                | "プルダウン"
                | "ドロップダウン"
                | "リスト選択"
                | "required"
                | "optional"
                | "text"
                | "date"
                | "number"
        )
        || [
            "を記入",
            "も記入",
            "の別",
            "採番",
            "を選択",
            "を入力",
            "を記載",
            "ください",
            "下さい",
            "すること",
            "に記入",
            "から選択",
            "で記入",
            "を記入。",
            "を選択。",
            "を入力。",
            "を記載。",
            "ください。",
            "すること。",
        ]
        .iter()
        .any(|end| folded.ends_with(end))
        || folded.starts_with("例:")
}

/// True for keys such as `dept_name` or `deptName`.
fn are_keys(texts: &[String]) -> bool {
    let is_key = |text: &String| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
    };
    texts.len() >= 3 && texts.iter().all(is_key) && texts.iter().any(|text| text.contains(['_', '.']))
}

/// True for column numbers: (1) (2) (3), ① ② ③, A B C.
fn are_numbers(texts: &[String]) -> bool {
    let number = |text: &String| {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        let mut letters = bare.chars();
        match (letters.next(), letters.next()) {
            (Some(letter @ 'a'..='z'), None) => Some(u32::from(letter)),
            _ => bare.parse::<u32>().ok(),
        }
    };
    let numbers: Vec<Option<u32>> = texts.iter().map(number).collect();
    texts.len() >= 4
        && numbers.windows(2).all(|pair| matches!(pair, [Some(a), Some(b)] if *b == a.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::grid::{CellState, GridCell};
    use crate::read::value::CellText;

    #[test]
    fn rows_that_explain_a_header_are_told_from_records() {
        for (texts, hint) in [
            (&["（連番）", "（部署名）", "（名称）"][..], true),
            (&["自動採番", "プルダウン", "具体的に記入", "年月日", "○/×", "任意"], true),
            (&["部署を選択", "名称を記入してください"], true),
            (&["no", "dept_name", "item_name", "purpose"], true),
            (
                &[
                    "総務が採番",
                    "部門名を記入",
                    "できるだけ具体的に記入してください",
                    "紙・電子の別",
                    "例：5年",
                ],
                true,
            ),
            (&["①", "②", "③", "④"], true),
            (&["A", "B", "C", "D"], true),
            (&["1", "総務部", "履歴書", "採用"], false),
            (&["yamada", "aws", "admin"], false),
            (&["1", "2", "3"], false),
        ] {
            let cell = |text: &&str| {
                let shown = CellText { text: (*text).to_owned(), number: None, date: None };
                GridCell::new(shown, CellState::Value)
            };
            let cells: Vec<(u32, GridCell)> = (0..).zip(texts.iter().map(cell)).collect();
            assert_eq!(is_hint(&cells), hint, "{texts:?}");
        }
    }
}
