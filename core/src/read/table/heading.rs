//! Headings between records: 「■総務部」 tells the department of the rows below it.

use daicho_rules::normal::{fold, fold_header};

/// Longest name of a department, in bytes; a longer text is a sentence.
const LONGEST_NAME: usize = 240;

/// A place on a sheet: row and column, from 0.
pub(crate) type Place = (u32, u32);

/// The headings that a record stands under.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Headings {
    /// The heading that names a department.
    pub(crate) department: Option<Place>,
    /// The last heading below it that names something else, such as a business process.
    pub(crate) group: Option<Place>,
}

impl Headings {
    /// Goes below a heading; the title of a page is none and changes nothing.
    pub(super) fn enter(&mut self, text: &str, at: Place) {
        match heading_text(text) {
            Some(text) if is_department(&text) => *self = Self { department: Some(at), group: None },
            Some(_) => self.group = Some(at),
            None => {}
        }
    }
}

/// Labels before the name of a department, folded.
const DEPARTMENT_LABELS: [&str; 10] = [
    "部門",
    "部署",
    "部門名",
    "部署名",
    "所管部署",
    "所管部門",
    "管理部門",
    "管理部署",
    "所属",
    "department",
];

/// True for 「部署名」 and the like, before the name itself.
pub(crate) fn is_department_label(text: &str) -> bool {
    text.len() <= LONGEST_NAME && DEPARTMENT_LABELS.contains(&fold_header(text).as_str())
}

/// True for text that names a part of the organisation: 総務部, 大阪支店.
pub(crate) fn is_department(text: &str) -> bool {
    if text.len() > LONGEST_NAME {
        return false;
    }
    let folded = fold(text);
    let ends = [
        "部",
        "課",
        "室",
        "係",
        "局",
        "支店",
        "支社",
        "営業所",
        "事業所",
        "センター",
        "グループ",
        "チーム",
        "本社",
        "店",
        "department",
        "division",
    ];
    folded.chars().count() <= 20
        && ends.iter().any(|end| folded.ends_with(end) && folded != *end)
        && !["全部", "一部", "内部", "外部", "関係"].iter().any(|word| folded.ends_with(word))
}

/// The text of a heading row without the marks around it; `None` if it is a page title or the like.
pub(crate) fn heading_text(text: &str) -> Option<String> {
    let mark = |c: char| c.is_whitespace() || is_mark(c) || matches!(c, '○' | '△' | '・' | '》' | '】');
    let mark = |c: char| mark(c) || matches!(c, '>' | '＞' | ']' | '］' | '〕');
    let bare = text.trim_matches(mark).to_owned();
    let bare = match bare.split_once(['：', ':']) {
        Some((name, rest)) if is_department_label(name) => rest.trim().to_owned(),
        _ => bare,
    };
    let title = ["台帳", "一覧", "リスト", "管理表", "ページ", "頁"].iter().any(|word| bare.contains(word));
    let short = bare.chars().count() <= 40;
    (!bare.is_empty() && !title && short && bare.chars().any(char::is_alphabetic)).then_some(bare)
}

/// True if a text starts with a mark that opens a group.
pub(crate) fn opens_group(text: &str) -> bool {
    text.starts_with(is_mark)
}

fn is_mark(c: char) -> bool {
    matches!(c, '■' | '□' | '◆' | '◇' | '●' | '▼' | '▽' | '▲' | '★' | '☆' | '【' | '《' | '＜' | '<')
        || matches!(c, '［' | '[' | '〔' | '▶' | '►' | '◎')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_closes_the_group_of_the_one_before_and_a_title_changes_nothing() {
        let mut headings = Headings::default();
        for (row, text) in (0..).zip(["■総務部", "【採用】", "個人情報管理台帳（2）", "部署：営業部"])
        {
            headings.enter(text, (row, 0));
            let expected = match row {
                0 => (Some((0, 0)), None),
                1 | 2 => (Some((0, 0)), Some((1, 0))),
                _ => (Some((3, 0)), None),
            };
            assert_eq!((headings.department, headings.group), expected, "{text}");
        }
    }

    #[test]
    fn departments_are_told_from_other_words() {
        for (text, is) in
            [("総務部", true), ("大阪支店", true), ("部", false), ("一部", false), ("名簿", false)]
        {
            assert_eq!(is_department(text), is, "{text}");
        }
    }
}
