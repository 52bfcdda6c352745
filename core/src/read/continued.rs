//! Sheets without a header that go on from the sheet before, as when a long register was cut into printed pages.

use daicho_rules::Text;
use daicho_rules::normal::fold;

use super::header::Lexicon;
use super::limits::Deadline;
use super::outcome::Searched;
use super::table::{Found, Layout, continued};
use crate::ledger::SheetOutcome;

/// Reads sheets without a header below the header of the sheet before, where they clearly go on from there.
pub(super) fn join(searched: &mut [Searched], lexicon: &Lexicon<'_>, deadline: Deadline) {
    for at in 1..searched.len() {
        let Some((before, [one, ..])) = searched.split_at_mut_checked(at) else { continue };
        let Some(previous) = before.last().filter(|previous| previous.source == one.source) else { continue };
        let untold = matches!(one.outcome, SheetOutcome::NoRegister { kind: None, .. });
        let [table] = previous.tables.found.as_slice() else { continue };
        let rows = matches!(table.layout, Layout::Rows | Layout::Continued);
        let (true, true, true, Some(grid)) = (untold, rows, previous.is_read(), one.sheet.grid()) else {
            continue;
        };
        let Some(found) = continued(grid, lexicon, &one.sheet.name, table, deadline) else { continue };
        let goes_on = fits(one, &found)
            && (is_next(&previous.sheet.name, &one.sheet.name) || counts_on(previous, table, one, &found));
        if !goes_on {
            continue;
        }
        let (name, first) = (&one.sheet.name, &previous.sheet.name);
        one.remarks.push(Text::new(
            format!("シート「{name}」は見出しがないため、シート「{first}」の続きとして読みました。違う場合は見出しを付けてください"),
            format!("sheet `{name}` has no header and was read as going on from sheet `{first}`: give it a header if that is wrong"),
        ));
        one.tables.found = vec![found];
        one.outcome = SheetOutcome::Read;
    }
}

/// True if every row of the sheet is a record of the table, with nothing beside its columns.
fn fits(one: &Searched, found: &Found) -> bool {
    let Some(grid) = one.sheet.grid() else { return false };
    let labelled: Vec<u32> = found.labels.iter().map(|label| label.column).collect();
    let mapped = found.choice.columns.iter().flatten().count();
    let inside = |column: &u32| labelled.binary_search(column).is_ok();
    let rows = grid.rows();
    let records = &found.body.records;
    let full = |row: &&super::grid::Row| row.cells.len() * 2 >= mapped.max(3);
    records.len() * 10 >= rows.len() * 8
        && rows.iter().all(|row| row.cells.iter().all(|(column, _)| inside(column)))
        && rows.iter().filter(full).count() * 2 >= rows.len()
}

/// True for 台帳(2) after 台帳(1), 台帳 続き after 台帳.
fn is_next(before: &str, name: &str) -> bool {
    let stem = |text: &str| {
        let folded = fold(text).replace("つづき", "").replace("続き", "").replace('続', "");
        folded.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned()
    };
    let stem_before = stem(before);
    !stem_before.is_empty() && stem_before == stem(name) && !stem_before.starts_with("sheet")
}

/// True if the first running number follows the last one of the sheet before.
fn counts_on(previous: &Searched, table: &Found, one: &Searched, found: &Found) -> bool {
    let number = |searched: &Searched, record: Option<u32>| {
        let column = table.labels.first()?.column;
        let text = fold(searched.sheet.grid()?.text(record?, column));
        text.parse::<u32>().ok()
    };
    let last = number(previous, table.body.records.last().map(|record| record.row));
    let first = number(one, found.body.records.first().map(|record| record.row));
    last.zip(first).is_some_and(|(last, first)| first == last.saturating_add(1))
}
