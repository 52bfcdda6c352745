//! The columns of a register as a table gives them: one field from one or more columns of the sheet.

use std::collections::BTreeSet;

use daicho_rules::normal::{OWN, fold, is_blank, is_kanji_or_kana, own_name};
use daicho_rules::{FieldDefinition, FieldType, RegisterDefinition};

use crate::ledger::{Column, column_name};
use crate::read::grid::{Grid, GridCell};
use crate::read::table::Found;
use crate::read::value::CellText;

/// Longest mark, in bytes, that repeats the cell above.
const LONGEST_MARK: usize = 60;

/// A column of the register and where its values stand.
#[derive(Debug)]
pub(crate) struct Plan<'p> {
    /// The column.
    pub(crate) column: Column,
    /// Definition of its field; `None` for a column of the client's own.
    pub(crate) field: Option<&'p FieldDefinition>,
    /// Columns of the sheet.
    pub(crate) sources: Vec<Source>,
}

/// A column of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// Column, from 0.
    pub(crate) column: u32,
    /// What a mark in this column means, such as 紙 below 媒体.
    pub(crate) option: Option<String>,
}

/// The columns that a table gives, left to right; columns without a header come last.
pub(crate) fn plans<'p>(definition: &'p RegisterDefinition, grid: &Grid, found: &Found) -> Vec<Plan<'p>> {
    let mut plans: Vec<Plan<'p>> = Vec::new();
    for (label, mapping) in found.labels.iter().zip(&found.choice.columns) {
        let header = label.text();
        let option = mapping.as_ref().and_then(|mapping| mapping.option.clone());
        let source = Source { column: label.column, option };
        let field = mapping.as_ref().and_then(|mapping| definition.fields.get_index(mapping.field));
        if let Some((id, field)) = field {
            if let Some(plan) = plans.iter_mut().find(|plan| plan.column.field == *id) {
                plan.sources.push(source);
                continue;
            }
            let column = Column { field: id.clone(), header, again: false };
            plans.push(Plan { column, field: Some(field), sources: vec![source] });
        } else {
            let typed = label.parts.last().map_or("", String::as_str);
            let field = free_name(&plans, typed, label.column);
            let column = Column { field, header, again: false };
            plans.push(Plan { column, field: None, sources: vec![source] });
        }
    }
    for plan in plans.iter_mut().filter(|plan| plan.sources.len() > 1) {
        // 保存期間 > 紙 and 保存期間 > 電子: the header says of which medium the cell speaks.
        if plan.field.is_some_and(|field| is_measure(field.kind)) {
            for source in &mut plan.sources {
                let label = found.labels.iter().find(|label| label.column == source.column);
                source.option = label.and_then(|label| label.parts.last()).map(|text| medium_of(text));
            }
        }
        // 施錠 and 防犯カメラ beside each other, with ○ below them: the header says what the mark means.
        if plan.field.is_some_and(|field| field.kind == FieldType::Set && field.vocabulary.is_some()) {
            for source in plan.sources.iter_mut().filter(|source| source.option.is_none()) {
                let label = found.labels.iter().find(|label| label.column == source.column);
                source.option = label.and_then(|label| label.parts.last().cloned());
            }
        }
    }
    let labelled: Vec<u32> = found.labels.iter().map(|label| label.column).collect();
    let mut nameless = BTreeSet::new();
    // Marks and remarks often stand just beside a table, in a column without a header.
    let (first, last) = (found.header.left.saturating_sub(1), found.header.right.saturating_add(1));
    let unlabelled: Vec<u32> =
        (first..=last).filter(|column| labelled.binary_search(column).is_err()).collect();
    for record in &found.body.records {
        if let Some(row) = grid.row(record.row) {
            nameless.extend(unlabelled.iter().filter(|column| row.cell(**column).is_some()));
        }
    }
    for column in nameless {
        let field = free_name(&plans, "", column);
        let source = Source { column, option: None };
        plans.push(Plan {
            column: Column { field, header: String::new(), again: false },
            field: None,
            sources: vec![source],
        });
    }
    plans
}

/// True for kinds whose cells may say something else for each medium.
fn is_measure(kind: FieldType) -> bool {
    matches!(kind, FieldType::Count | FieldType::Period)
}

/// What a header such as 「件数（紙）」 or 「紙」 adds to the name of its field.
fn medium_of(header: &str) -> String {
    let held = header
        .split_once(['(', '（', '[', '［'])
        .map(|(_, held)| held.trim_end_matches([')', '）', ']', '］']));
    held.unwrap_or(header).trim().to_owned()
}

/// Adds the columns that stand for fields and that rules read by their header, too.
pub(crate) fn add_read_again(plans: &mut Vec<Plan<'_>>, found: &Found, by_header: &BTreeSet<String>) {
    for (label, mapping) in found.labels.iter().zip(&found.choice.columns) {
        let name = label.parts.last().and_then(|header| own_name(header));
        let Some(field) = name.filter(|name| mapping.is_some() && by_header.contains(name)) else { continue };
        // A column of that name that no field stands for comes first.
        if !plans.iter().any(|plan| plan.column.field == field) {
            let source = Source { column: label.column, option: None };
            let column = Column { field, header: label.text(), again: true };
            plans.push(Plan { column, field: None, sources: vec![source] });
        }
    }
}

/// Name for a column of the client's own: `x_` and its header, with a number if that is taken.
fn free_name(plans: &[Plan<'_>], header: &str, column: u32) -> String {
    let plain = own_name(header).unwrap_or_else(|| format!("{OWN}{}", column_name(column)));
    let taken = |name: &String| plans.iter().any(|plan| plan.column.field == *name);
    let mut name = plain.clone();
    let mut number = 2;
    while taken(&name) {
        name = format!("{plain}_{number}");
        number += 1;
    }
    name
}

/// The text of several columns that give one field: its value's text, and the text as typed.
pub(crate) fn together(plan: &Plan<'_>, cells: &[(&Source, u32, &GridCell)]) -> (CellText, String) {
    let mut values: Vec<String> = Vec::new();
    let mut raws: Vec<String> = Vec::new();
    let mut denied = false;
    let measured = plan.field.is_some_and(|field| is_measure(field.kind));
    for (source, _, cell) in cells {
        let text = &cell.shown.text;
        let (value, raw) = match &source.option {
            // Of one column alone the header says nothing that its field does not.
            Some(_) if measured && cells.len() == 1 => (text.clone(), text.clone()),
            Some(option) if measured => {
                let both = format!("{option}:{text}");
                (both.clone(), both)
            }
            Some(option) if is_mark(text) => (option.clone(), format!("{option}:{text}")),
            Some(option) if is_denial(text) => {
                denied = true;
                (String::new(), format!("{option}:{text}"))
            }
            _ => (text.clone(), text.clone()),
        };
        raws.push(raw);
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }
    let text_kind = plan.field.is_none_or(|field| field.kind == FieldType::Text);
    let separator = if text_kind { "\n" } else { "、" };
    if values.is_empty() && denied {
        values.push("なし".to_owned());
    }
    let plain = |cell: &GridCell| (cell.shown.number, cell.shown.date);
    let (number, date) = match (cells, values.as_slice()) {
        ([(_, _, cell)], [value]) if *value == cell.shown.text => plain(cell),
        _ => (None, None),
    };
    (CellText { text: values.join(separator), number, date }, raws.join(separator))
}

fn is_mark(text: &str) -> bool {
    matches!(
        fold(text).as_str(),
        "○" | "●"
            | "◎"
            | "レ"
            | "✓"
            | "✔"
            | "☑"
            | "■"
            | "有"
            | "あり"
            | "1"
            | "y"
            | "yes"
            | "true"
            | "x"
    )
}

fn is_denial(text: &str) -> bool {
    matches!(fold(text).as_str(), "×" | "-" | "ー" | "無" | "なし" | "0" | "n" | "no" | "false" | "□" | "☐")
}

/// True for 同上 and its marks.
pub(crate) fn is_ditto(text: &str) -> bool {
    // Texts of thirty thousand letters, a thousand times, are not worth a look.
    if text.len() > LONGEST_MARK || !may_be_ditto(text) {
        return false;
    }
    let folded = fold(text);
    !folded.is_empty()
        && folded.chars().all(|c| matches!(c, '〃' | '″' | '”' | '"' | '々' | '〟' | '↑' | '仝'))
        || matches!(
            folded.as_str(),
            "同上"
                | "同じ"
                | "上に同じ"
                | "上記に同じ"
                | "上記と同じ"
                | "上と同じ"
                | "↑同じ"
                | "↑に同じ"
                | "↑と同じ"
                | "(同上)"
                | "ditto"
                | "sameasabove"
                | "asabove"
                | "idem"
        )
}

/// False for nearly every text, by its first sign that is no blank: a ledger has millions of cells.
fn may_be_ditto(text: &str) -> bool {
    match text.chars().find(|c| !is_blank(*c)) {
        None => false,
        Some('同' | '上' | '仝' | '(' | 'D' | 'd' | 'S' | 's' | 'A' | 'a' | 'I' | 'i' | '"') => true,
        // Other letters and digits of ASCII are what they are in any width.
        Some(c) => !c.is_ascii() && !is_kanji_or_kana(c),
    }
}

#[cfg(test)]
mod tests {
    use super::is_ditto;

    #[test]
    fn a_ditto_is_told_however_it_is_typed() {
        for text in [
            "〃",
            " 〃 ",
            "\"",
            "”",
            "同上",
            "（同上）",
            "同　上",
            "上に同じ",
            "↑同じ",
            "仝",
            "Ditto",
            "ｄｉｔｔｏ",
            "Same as above",
            "ＩＤＥＭ",
        ] {
            assert!(is_ditto(text), "{text}");
        }
        for text in ["", "　", "総務部", "上司", "同意書", "1", "あ", "-", "データ", "\"同上"]
        {
            assert!(!is_ditto(text), "{text}");
        }
    }
}
