//! The name of the client, as the workbook states it.

use daicho_rules::normal::{clean, fold_header};

use super::outcome::Searched;

/// Labels before the name of a client, folded.
const LABELS: [&str; 11] = [
    "会社名",
    "事業者名",
    "法人名",
    "企業名",
    "組織名",
    "団体名",
    "社名",
    "事業者",
    "貴社名",
    "company",
    "organization",
];
/// Words that are part of the name of an organisation.
const FORMS: [&str; 18] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "医療法人",
    "社会福祉法人",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "公益財団法人",
    "学校法人",
    "特定非営利活動法人",
    "NPO法人",
    "協同組合",
    "㈱",
    "(株)",
    "（株）",
];
/// Longest name of a client.
const NAME_MOST: usize = 60;
/// How many rows of a sheet without a register are searched, such as a cover.
const COVER_ROWS: usize = 40;

/// The client: by a text above a table, else on a cover sheet, else the name of the file.
pub(super) fn client(file: &str, searched: &[Searched]) -> String {
    let read = searched.iter().filter(|searched| searched.is_read());
    let above = read.flat_map(|searched| &searched.tables.found).flat_map(|table| pairs(&table.above));
    let covers = searched
        .iter()
        .filter(|searched| searched.sheet.visible && !searched.is_read())
        .filter_map(|searched| searched.sheet.grid())
        .flat_map(|grid| {
            let rows = grid.rows().iter().take(COVER_ROWS);
            let texts: Vec<String> = rows
                .flat_map(|row| row.cells.iter().take(20))
                .map(|(_, cell)| cell.shown.text.clone())
                .collect();
            pairs(&texts)
        });
    let is_file = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"];
    let ends = |end: &str| is_file.contains(&end.to_lowercase().as_str());
    // 株式会社A.I. is the name of a folder.
    let stem = file.rsplit_once('.').filter(|(_, end)| ends(end)).map_or(file, |(stem, _)| stem);
    above.chain(covers).find_map(|(text, next)| name_in(&text, &next)).unwrap_or_else(|| clean(stem))
}

/// Each text with the one after it.
fn pairs(texts: &[String]) -> Vec<(String, String)> {
    let next = texts.iter().skip(1).cloned().chain([String::new()]);
    texts.iter().cloned().zip(next).collect()
}

/// The name that a text states; a label may stand in the cell before its name.
fn name_in(text: &str, next: &str) -> Option<String> {
    if text.chars().count() > 200 {
        return None;
    }
    let fits = |name: &str| {
        let length = name.chars().count();
        (2..=NAME_MOST).contains(&length) && name.chars().any(char::is_alphabetic)
    };
    if let Some((label, name)) = text.split_once(['：', ':']) {
        let name = clean(name);
        if LABELS.contains(&fold_header(label).as_str()) && fits(&name) {
            return Some(name);
        }
    }
    if LABELS.contains(&fold_header(text).as_str()) && fits(next) {
        return Some(clean(next));
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '／' | '/' | '|'))
        .filter(|word| !word.is_empty())
        .collect();
    let at = words.iter().position(|word| FORMS.iter().any(|form| word.contains(form)))?;
    let word = joined(&words, at)?;
    let word = word.trim_matches(|c: char| matches!(c, '【' | '】' | '「' | '」' | '《' | '》' | '■' | '◆'));
    let name = word.strip_suffix("御中").or_else(|| word.strip_suffix("様")).unwrap_or(word);
    // The title of the ledger may follow without a blank: 株式会社青空個人情報管理台帳.
    let name = name.split("個人情報").next().unwrap_or(name);
    (fits(name) && name.chars().count() <= 40 && !name.contains('。')).then(|| name.to_owned())
}

/// The word at `at`, with the word after or before it if it is no more than a legal form.
fn joined(words: &[&str], at: usize) -> Option<String> {
    let word = words.get(at)?;
    let bare = ["社団", "財団"].iter().find_map(|kind| word.strip_suffix(kind)).unwrap_or(word);
    if !FORMS.contains(&bare) {
        return Some((*word).to_owned());
    }
    let is_title = |word: &str| ["台帳", "一覧", "個人情報", "管理"].iter().any(|part| word.contains(part));
    if let Some(next) = words.get(at + 1).filter(|next| !is_title(next)) {
        return Some(format!("{word} {next}"));
    }
    let before = at.checked_sub(1).and_then(|before| words.get(before))?;
    Some(format!("{before} {word}"))
}
