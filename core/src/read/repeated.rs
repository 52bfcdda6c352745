//! Sheets whose records stand on another sheet as well: old versions and backups, which would count twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use daicho_rules::Text;
use daicho_rules::normal::fold;

use super::header::Lexicon;
use super::limits::Deadline;
use super::outcome::Searched;
use super::table::{Found, is_department, names_record};

/// The texts of a record by the index of their field.
type Texts = BTreeMap<usize, String>;

/// Most records of one name that a record is held against; beyond it no name tells records apart.
const SAME_NAME_MOST: usize = 300;

/// Records of sheets by register and name.
type Known = HashMap<(usize, String), Vec<(usize, Texts)>>;

/// Leaves out sheets that repeat others.
///
/// A hidden sheet, or one whose name says that it is old, is left out if most of its records stand on a sheet that
/// is read; of other sheets that have much in common it is only said.
pub(super) fn leave_out(searched: &mut [Searched], lexicon: &Lexicon<'_>, deadline: Deadline) {
    if searched.iter().filter(|one| one.is_read()).count() < 2 {
        return;
    }
    // Sheets that people see and have not named as old come first: what they hold counts.
    let mut order: Vec<usize> = (0..searched.len()).collect();
    order.sort_by_key(|at| {
        searched.get(*at).is_some_and(|one| !one.sheet.visible || is_named_old(&one.sheet.name))
    });
    let mut known = Known::new();
    for at in order {
        let Some(one) = searched.get(at).filter(|one| one.is_read()) else { continue };
        let records: Vec<((usize, String), Texts)> =
            one.tables.found.iter().flat_map(|table| records(one, table, lexicon)).collect();
        let mut again: BTreeMap<usize, usize> = BTreeMap::new();
        for (name, texts) in &records {
            if deadline.has_passed() {
                return;
            }
            let same = known.get(name).into_iter().flatten().find(|(_, other)| are_same(texts, other));
            if let Some((sheet, _)) = same {
                *again.entry(*sheet).or_default() += 1;
            }
        }
        let (other, count) =
            again.into_iter().max_by_key(|(sheet, count)| (*count, usize::MAX - sheet)).unwrap_or_default();
        let all = records.len();
        let other = searched.get(other).map_or_else(String::new, |other| other.sheet.name.clone());
        let Some(one) = searched.get_mut(at) else { continue };
        let name = one.sheet.name.clone();
        let old = !one.sheet.visible || is_named_old(&name);
        if old && count * 2 >= all && count > 0 && !is_department(&name) {
            one.leave_out(Text::new(
                format!(
                    "シート「{name}」は{all}件のうち{count}件がシート「{other}」と同じため、読みませんでした"
                ),
                format!("sheet `{name}` was left out: {count} of its {all} records stand on sheet `{other}`"),
            ));
            continue;
        }
        if count >= 3 && count * 2 >= all || old && count > 0 {
            one.remarks.push(Text::new(
                format!(
                    "シート「{name}」の{all}件のうち{count}件がシート「{other}」と同じです。両方とも読みました。古い写しであれば削除してください"
                ),
                format!(
                    "{count} of the {all} records of sheet `{name}` stand on sheet `{other}` too; both were read: delete the one that is an old copy"
                ),
            ));
        }
        for (name, texts) in records {
            let namesakes = known.entry(name).or_default();
            if namesakes.len() < SAME_NAME_MOST {
                namesakes.push((at, texts));
            }
        }
    }
}

/// The records of a table by register and name.
fn records(one: &Searched, table: &Found, lexicon: &Lexicon<'_>) -> Vec<((usize, String), Texts)> {
    let (Some(words), Some(sheet)) = (lexicon.registers.get(table.choice.register), one.sheet.grid()) else {
        return Vec::new();
    };
    let grid = table.grid(sheet);
    let mapped: Vec<(usize, u32)> = table
        .labels
        .iter()
        .zip(&table.choice.columns)
        .filter_map(|(label, mapping)| Some((mapping.as_ref()?.field, label.column)))
        .collect();
    let naming: BTreeSet<usize> = words
        .definition
        .fields
        .keys()
        .enumerate()
        .filter(|(_, id)| names_record(words.definition, id))
        .map(|(at, _)| at)
        .collect();
    let read = |row: u32| {
        let cells = mapped.iter().map(|(field, column)| (*field, fold(grid.text(row, *column))));
        let texts: Texts = cells.filter(|(_, text)| !text.is_empty()).collect();
        let name: Vec<&str> =
            naming.iter().filter_map(|field| texts.get(field)).map(String::as_str).collect();
        let name = name.join("\n");
        (!name.is_empty()).then_some(((table.choice.register, name), texts))
    };
    table.body.records.iter().filter_map(|record| read(record.row)).collect()
}

/// True if two records of the same name say mostly the same; of a field that one of them lacks nothing is known.
fn are_same(one: &Texts, other: &Texts) -> bool {
    let both = one.iter().filter_map(|(field, text)| Some(other.get(field)? == text));
    let (same, all) = both.fold((0, 0), |(same, all), equal| (same + usize::from(equal), all + 1));
    same * 10 >= all * 6
}

/// True for the name of a sheet that says it is an old one or a copy.
fn is_named_old(sheet: &str) -> bool {
    let name = fold(sheet);
    let copy = name.ends_with([')', '）']) && name.contains('(') && {
        let within = name.rsplit('(').next().unwrap_or_default();
        within.trim_end_matches(')').parse::<u8>().is_ok()
    };
    copy || name.starts_with('旧')
        || [
            "旧版",
            "(旧)",
            "_旧",
            "-旧",
            "コピー",
            "控え",
            "(控)",
            "バックアップ",
            "前回",
            "昨年",
            "前年",
            "変更前",
            "改訂前",
        ]
        .iter()
        .any(|word| name.contains(word))
        || ["_old", "-old", "(old)", "backup", "_bak", "_bk", "copyof", "-copy", "_copy", "previous"]
            .iter()
            .any(|word| name.contains(word))
        || matches!(name.as_str(), "old" | "bak" | "bk" | "copy")
}
