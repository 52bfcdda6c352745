//! What speaks against a form: texts that explain fields instead of filling them in.

use std::collections::BTreeSet;

use daicho_rules::normal::fold;

use crate::read::table::is_instruction;

/// Fewest values by which repetition is judged.
const VALUES_LEAST: usize = 6;

/// True if a third of the texts tell how to fill in a field.
pub(super) fn instructs<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let mut all = 0;
    let mut instructions = 0;
    for text in texts {
        all += 1;
        let folded = fold(&text.chars().take(200).collect::<String>());
        let speaks = [
            "記入",
            "記載",
            "入力",
            "選択する",
            "例:",
            "例)",
            "enter",
            "describe",
            "select",
            "indiquer",
            "précisez",
        ]
        .iter()
        .any(|word| folded.contains(word));
        // Brackets alone may hold a value.
        let bracketed = folded.starts_with(['(', '<', '[', '【']);
        instructions += usize::from(speaks || !bracketed && is_instruction(&folded));
    }
    instructions >= 2 && instructions * 3 >= all
}

/// True if texts say the same few things over and over, as 文字列 and 必須 do in a list of fields.
pub(super) fn is_repetitive<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let all: Vec<&str> = texts.collect();
    let distinct: BTreeSet<&&str> = all.iter().collect();
    all.len() >= VALUES_LEAST && distinct.len() * 3 <= all.len()
}

/// True for a folded text that heads labels and is none of them: 項目.
pub(super) fn heads_labels(folded: &str) -> bool {
    matches!(
        folded,
        "項目"
            | "項目名"
            | "項目名称"
            | "列名"
            | "見出し"
            | "フィールド"
            | "field"
            | "item"
            | "champ"
            | "rubrique"
    )
}

/// True for a folded text that heads what is said of fields.
pub(super) fn heads_definitions(folded: &str) -> bool {
    [
        "説明",
        "記入",
        "記載",
        "入力",
        "意味",
        "定義",
        "必須",
        "注意",
        "解説",
        "description",
        "required",
        "definition",
    ]
    .iter()
    .any(|word| folded.contains(word))
        || matches!(folded, "型" | "桁数" | "内容" | "形式" | "例" | "type" | "example")
}
