//! What a row below a header is: a record, a heading, a total, a note, the header again.

use daicho_rules::normal::fold;

use crate::read::grid::GridCell;

/// The first filled cells of a row decide; so many are looked at.
type Cells<'c> = &'c [(u32, GridCell)];

/// True for 合計, 小計 and the like before any other text.
pub(crate) fn is_total(cells: Cells<'_>) -> bool {
    let texts = cells.iter().filter(|(_, cell)| cell.shown.number.is_none());
    let Some((_, first)) = texts.clone().next() else { return false };
    // A record has more texts than a total, which has numbers.
    if texts.count() > 2 || first.shown.text.len() > 40 {
        return false;
    }
    let folded = fold(&first.shown.text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let numbered = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == '件');
    matches!(
        numbered,
        "計" | "total" | "subtotal" | "grandtotal" | "合計" | "総計" | "小計" | "累計" | "総合計"
    ) || ["合計", "総計", "小計"].iter().any(|word| bare.starts_with(word) && bare.chars().count() <= 8)
        || ["小計", "合計"].iter().any(|word| bare.ends_with(word) && bare.chars().count() <= 8)
}

/// True for a note: ※, 注, 以上.
pub(crate) fn is_note(cells: Cells<'_>) -> bool {
    let [(_, first), rest @ ..] = cells else { return false };
    let folded = fold(first.shown.text.get(..first.shown.text.len().min(300)).unwrap_or(&first.shown.text));
    let bare = folded.trim_start_matches(['(', '[', '【', '<', '〈']);
    rest.len() < 2
        && (["※", "*", "注)", "注:", "注1", "注意", "凡例", "記入要領", "note:"]
            .iter()
            .any(|mark| bare.starts_with(mark))
            || matches!(bare, "以上" | "注" | "以下余白"))
}

/// True for a row of instructions or keys just below a header.
pub(crate) fn is_hint(cells: Cells<'_>) -> bool {
    let texts: Vec<String> = cells.iter().take(100).map(|(_, cell)| fold(&cell.shown.text)).collect();
    texts.len() >= 2
        && (texts.iter().all(|text| is_instruction(text)) || are_keys(&texts) || are_numbers(&texts))
}

/// True for a sample row, marked so in its first cell.
pub(crate) fn is_example(cells: Cells<'_>) -> bool {
    cells.first().is_some_and(|(_, cell)| {
        let folded = fold(cell.shown.text.get(..30).unwrap_or(&cell.shown.text));
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        matches!(bare, "例" | "記入例" | "記載例" | "サンプル" | "見本" | "example" | "sample")
    })
}

fn is_instruction(text: &str) -> bool {
    let bracketed = (text.starts_with('(') && text.ends_with(')'))
        || (text.starts_with('<') && text.ends_with('>'))
        || (text.starts_with('〈') && text.ends_with('〉'));
    bracketed
        || matches!(
            text,
            "必須"
                | "任意"
                | "選択"
                | "自由記述"
                | "自動"
                | "○/×"
                | "有/無"
                | "年月日"
                | "required"
                | "optional"
        )
        || ["を記入", "を選択", "を入力", "してください"].iter().any(|end| text.ends_with(end))
}

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
        bare.parse::<u32>().ok()
    };
    let numbers: Vec<Option<u32>> = texts.iter().map(number).collect();
    texts.len() >= 4
        && numbers.windows(2).all(|pair| matches!(pair, [Some(a), Some(b)] if *b == a.saturating_add(1)))
}

/// True for text that names a part of the organisation: 総務部, 大阪支店.
pub(crate) fn is_department(text: &str) -> bool {
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
    ];
    folded.chars().count() <= 20
        && ends.iter().any(|end| folded.ends_with(end) && folded != *end)
        && !["全部", "一部", "内部", "外部"].iter().any(|word| folded.ends_with(word))
}

/// The text of a heading row without the marks around it; `None` if it is a page title or the like.
pub(crate) fn heading_text(text: &str) -> Option<String> {
    let bare = text
        .trim_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '■' | '□'
                        | '◆'
                        | '◇'
                        | '●'
                        | '○'
                        | '▼'
                        | '▽'
                        | '▲'
                        | '△'
                        | '★'
                        | '☆'
                        | '【'
                        | '】'
                )
                || matches!(
                    c,
                    '《' | '》' | '<' | '>' | '＜' | '＞' | '[' | ']' | '［' | '］' | '〔' | '〕' | '・'
                )
        })
        .to_owned();
    let bare = match bare.split_once(['：', ':']) {
        Some((name, rest))
            if matches!(name.trim(), "部門" | "部署" | "部門名" | "部署名" | "所管部署" | "所属") =>
        {
            rest.trim().to_owned()
        }
        _ => bare,
    };
    let title = ["台帳", "一覧", "リスト", "管理表", "ページ", "頁"].iter().any(|word| bare.contains(word));
    let short = bare.chars().count() <= 40;
    (!bare.is_empty() && !title && short && bare.chars().any(char::is_alphabetic)).then_some(bare)
}

/// True if a text starts with a mark that opens a group.
pub(crate) fn opens_group(text: &str) -> bool {
    text.starts_with([
        '■', '□', '◆', '◇', '●', '▼', '▽', '▲', '★', '☆', '【', '《', '＜', '<', '［', '[', '〔',
    ])
}

/// True if a cell is no more than a running number.
pub(crate) fn is_number(cell: &GridCell) -> bool {
    cell.shown.number.is_some()
        || cell.shown.text.len() <= 12
            && cell.shown.text.chars().any(|c| c.is_ascii_digit())
            && !cell.shown.text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}
