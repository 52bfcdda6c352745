//! What a table holds in rows and columns that people do not see: it is read, and said so.

use daicho_rules::Text;

use crate::ledger::{Doubt, Origin, column_name};
use crate::read::grid::Grid;
use crate::read::table::Found;

/// How many spans are named one by one.
const NAMED: usize = 5;

/// A doubt about records in hidden rows and values in hidden columns of a table; `None` if all is in sight.
pub(super) fn doubt(grid: &Grid, found: &Found, sheet: usize) -> Option<Doubt> {
    let rows: Vec<u32> = found.body.records.iter().map(|record| record.row).collect();
    let columns: Vec<u32> = found.labels.iter().map(|label| label.column).collect();
    let rows = within(&grid.hidden_rows, &rows);
    let columns = within(&grid.hidden_columns, &columns);
    let at = match (rows.first(), columns.first()) {
        (None, None) => return None,
        (Some(row), column) => (*row, column.copied().unwrap_or(found.header.left)),
        (None, Some(column)) => (found.header.bottom, *column),
    };
    let row_name = |row: u32| (u64::from(row) + 1).to_string();
    let (mut ja, mut en) = (Vec::new(), Vec::new());
    if !rows.is_empty() {
        let count = rows.len();
        ja.push(format!("行 {count} 行（{} 行目）", named(&rows, row_name, "〜", "、", " ほか")));
        let s = if count == 1 { "" } else { "s" };
        en.push(format!("{count} hidden row{s} ({})", named(&rows, row_name, "–", ", ", " …")));
    }
    if !columns.is_empty() {
        let count = columns.len();
        ja.push(format!("列 {count} 列（{}）", named(&columns, column_name, "〜", "、", " ほか")));
        let s = if count == 1 { "" } else { "s" };
        en.push(format!("{count} hidden column{s} ({})", named(&columns, column_name, "–", ", ", " …")));
    }
    let message = Text::new(
        format!(
            "非表示（絞り込みを含む）の{}も読みました。台帳に含めない場合は削除してください",
            ja.join("、")
        ),
        format!("{} were read, too: delete what is not meant to be part of the ledger", en.join(" and ")),
    );
    let at = Some(Origin::new(sheet, at.0, at.1));
    Some(Doubt { at, sheet, field: None, raw: String::new(), message })
}

/// Those of some indices, in order, that lie within spans.
fn within(spans: &[(u32, u32)], indices: &[u32]) -> Vec<u32> {
    let hidden = |index: &u32| {
        let after = spans.partition_point(|(first, _)| first <= index);
        after.checked_sub(1).and_then(|at| spans.get(at)).is_some_and(|(_, last)| index <= last)
    };
    indices.iter().copied().filter(hidden).collect()
}

/// The spans of indices in order, by their names.
fn named(indices: &[u32], name: impl Fn(u32) -> String, to: &str, and: &str, more: &str) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for index in indices {
        match spans.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*index) => *last = *index,
            _ => spans.push((*index, *index)),
        }
    }
    let span = |(first, last): &(u32, u32)| {
        if first == last { name(*first) } else { format!("{}{to}{}", name(*first), name(*last)) }
    };
    let shown: Vec<String> = spans.iter().take(NAMED).map(span).collect();
    shown.join(and) + if spans.len() > NAMED { more } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_named_and_long_lists_cut() {
        let name = |row: u32| (row + 1).to_string();
        assert_eq!(named(&[11, 12, 13, 19], name, "〜", "、", " ほか"), "12〜14、20");
        assert_eq!(named(&[0, 2, 4, 6, 8, 10], name, "〜", "、", " ほか"), "1、3、5、7、9 ほか");
    }

    #[test]
    fn only_what_lies_within_a_span_is_hidden() {
        assert_eq!(within(&[(2, 3), (7, 9)], &[0, 2, 3, 4, 7, 9, 10]), [2, 3, 7, 9]);
        assert_eq!(within(&[], &[0, 1]), [0_u32; 0]);
    }
}
