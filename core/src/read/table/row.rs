//! What a row below a header is by its texts alone: a total, a note, a sample, a page number.

use daicho_rules::normal::{fold, is_dash, is_kanji_or_kana};

use crate::read::grid::{CellState, GridCell};

/// The first filled cells of a row decide; so many are looked at.
pub(super) type Cells<'c> = &'c [(u32, GridCell)];

/// Longest text, in bytes, that is looked at as a total or a mark of a sample.
const SHORT: usize = 60;

/// True for 合計, 小計 and the like, with numbers beside them or in the same cell, as in 「合計 128件」.
pub(super) fn is_total(cells: Cells<'_>) -> bool {
    let mut texts = cells.iter().filter(|(_, cell)| !is_quantity(cell)).map(|(_, cell)| &cell.shown.text);
    // A record has more texts than a total, which has numbers.
    let (Some(first), second, None) = (texts.next(), texts.next(), texts.next()) else { return false };
    // 「営業部」 and 「小計」 may stand beside each other.
    names_total(first) || second.is_some_and(|second| names_total(second) && cells.len() <= 4)
}

fn names_total(text: &str) -> bool {
    if text.len() > SHORT {
        return false;
    }
    let folded = fold(text);
    let word: String = folded.split(['(', '[', ':']).next().unwrap_or_default().to_owned();
    let word = word.trim_start_matches(|c: char| !c.is_alphabetic());
    let word =
        word.trim_end_matches(|c: char| !c.is_alphabetic() || matches!(c, '件' | '名' | '点' | '人' | '行'));
    let part_of = ["部", "課", "室", "係", "店", "社", "所", "頁", "ページ"];
    matches!(
        word,
        "計" | "合計"
            | "総計"
            | "小計"
            | "累計"
            | "総合計"
            | "合算"
            | "集計"
            | "total"
            | "subtotal"
            | "sub-total"
            | "grandtotal"
            | "totals"
            | "sous-total"
            | "totalgénéral"
    ) || ["件数", "頁", "ページ", "部門", "部署", "当", "全社", "全体"]
        .iter()
        .filter_map(|start| word.strip_prefix(start))
        .any(|rest| matches!(rest, "計" | "合計" | "小計" | "総計"))
        || ["小計", "合計", "総計", "計"]
            .iter()
            .filter_map(|end| word.strip_suffix(end))
            .any(|rest| part_of.iter().any(|part| rest.ends_with(part)))
}

/// True for a cell that holds no more than an amount: 12, 128件, 約1,000名.
fn is_quantity(cell: &GridCell) -> bool {
    let text = &cell.shown.text;
    if cell.shown.number.is_some() || cell.state != CellState::Value {
        return true;
    }
    // Nearly all texts are told apart by their first letter, without any work.
    let starts = text.starts_with(|c: char| c == '約' || c.is_numeric() || is_sign(c));
    if !starts || text.len() > SHORT {
        return false;
    }
    let folded = fold(text);
    let amount = |c: char| {
        c.is_ascii_digit()
            || matches!(c, ',' | '.' | '約' | '件' | '名' | '人' | '点' | '枚' | '冊' | '万' | '千')
    };
    is_dash(&folded) || folded.contains(|c: char| c.is_ascii_digit()) && folded.chars().all(amount)
}

/// True for what is no letter and no digit.
fn is_sign(c: char) -> bool {
    !is_kanji_or_kana(c) && !c.is_alphanumeric()
}

/// True for a note: ※, 注, 以上.
pub(super) fn is_note(cells: Cells<'_>) -> bool {
    let [(_, first), rest @ ..] = cells else { return false };
    if rest.len() > 1 {
        return false;
    }
    let start: String = first.shown.text.chars().take(100).collect();
    let folded = fold(&start);
    let bare = folded.trim_start_matches(['(', '[', '【', '<', '〈']);
    let marks =
        ["※", "*", "注)", "注:", "注1", "注意", "凡例", "記入要領", "note:", "notes:", "備考:", "(注", "(※"];
    let bare_word = bare.trim_matches(|c: char| !c.is_alphabetic());
    marks.iter().any(|mark| bare.starts_with(mark) || folded.starts_with(mark))
        || matches!(bare_word, "以上" | "注" | "以下余白" | "余白")
}

/// True for 以下余白: nothing follows but a further page.
pub(super) fn is_end(cells: Cells<'_>) -> bool {
    let [(_, cell)] = cells else { return false };
    let folded = fold(&cell.shown.text.chars().take(30).collect::<String>());
    matches!(folded.trim_matches(|c: char| !c.is_alphabetic()), "以下余白" | "余白" | "以下空白")
}

/// True for the title of what stands below a register and is none: 改訂履歴, 凡例.
pub(super) fn is_appendix(cells: Cells<'_>) -> bool {
    let [(_, cell)] = cells else { return false };
    let folded = fold(&cell.shown.text.chars().take(30).collect::<String>());
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic());
    [
        "改訂履歴",
        "改定履歴",
        "変更履歴",
        "更新履歴",
        "改版履歴",
        "修正履歴",
        "凡例",
        "記入要領",
        "記入上の注意",
        "注意事項",
    ]
    .contains(&bare)
        || matches!(bare, "revisionhistory" | "changehistory" | "legend")
}

/// True for a sample row, marked so in its first cell, or with 「例：」 before most of its texts.
pub(super) fn is_example(cells: Cells<'_>) -> bool {
    let Some((_, first)) = cells.first() else { return false };
    let folded = |cell: &GridCell| fold(&cell.shown.text.chars().take(30).collect::<String>());
    let first = if first.shown.number.is_none() { folded(first) } else { String::new() };
    let bare = first.trim_matches(|c: char| !c.is_alphabetic());
    if matches!(
        bare,
        "例" | "記入例"
            | "記載例"
            | "入力例"
            | "サンプル"
            | "見本"
            | "記入見本"
            | "example"
            | "sample"
            | "exemple"
    ) {
        return true;
    }
    let marked = |cell: &GridCell| {
        if !cell.shown.text.starts_with(|c: char| matches!(c, '例' | 'e' | 'E') || is_sign(c)) {
            return false;
        }
        let text = folded(cell);
        [
            "例:",
            "例)",
            "(例)",
            "例・",
            "[例]",
            "<例>",
            "【例】",
            "(記入例)",
            "(例:",
            "e.g.",
            "ex.",
            "ex:",
            "example:",
        ]
        .iter()
        .any(|mark| text.starts_with(mark))
    };
    let texts = cells.iter().filter(|(_, cell)| cell.shown.number.is_none()).take(100);
    let (marks, all) =
        texts.fold((0, 0), |(marks, all), (_, cell)| (marks + usize::from(marked(cell)), all + 1));
    marks > 0 && marks * 2 >= all
}

/// True for the number of a printed page: 1/3, - 2 -, P.2, 3ページ.
pub(super) fn is_page_number(cells: Cells<'_>) -> bool {
    let [(_, cell)] = cells else { return false };
    if cell.shown.number.is_some() || cell.shown.date.is_some() || cell.shown.text.len() > SHORT {
        return false;
    }
    let folded = fold(&cell.shown.text);
    let digits = folded.contains(|c: char| c.is_ascii_digit());
    let paged = ["p.", "page", "no.p"].iter().any(|start| folded.starts_with(start))
        || ["ページ", "頁"].iter().any(|word| folded.contains(word))
        || folded.starts_with('-') && folded.ends_with('-')
        || folded.trim_matches(['(', ')']).split('/').filter(|part| part.parse::<u16>().is_ok()).count() == 2;
    let rest = folded.replace("page", "").replace("ページ", "").replace("of", "");
    digits
        && paged
        && rest.chars().all(|c| !c.is_alphabetic() || matches!(c, 'p' | '頁' | '第' | '全' | '中'))
}

/// True if a cell is no more than a running number.
pub(super) fn is_number(cell: &GridCell) -> bool {
    cell.shown.number.is_some()
        || cell.shown.text.len() <= 12
            && cell.shown.text.chars().any(|c| c.is_ascii_digit())
            && !cell.shown.text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

/// True for what a form offers before anybody has filled it in: 選択してください, ▼選択, －.
pub(crate) fn is_placeholder(cell: &GridCell) -> bool {
    let text = &cell.shown.text;
    let worth = text.starts_with(|c: char| c.is_ascii() || is_sign(c))
        || ["選", "入", "下さい", "ください"].iter().any(|word| text.contains(word));
    if !worth || text.len() > SHORT {
        return cell.shown.number == Some(0.0);
    }
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    is_dash(&folded)
        || cell.shown.number == Some(0.0)
        || ["選択してください", "選択して下さい", "入力してください", "入力して下さい", "記入してください"]
            .iter()
            .any(|word| bare.ends_with(word))
        || matches!(
            bare,
            "" | "選択" | "未選択" | "要選択" | "選択する" | "select" | "pleaseselect" | "choose"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::value::CellText;

    fn row(texts: &[&str]) -> Vec<(u32, GridCell)> {
        let cell = |text: &&str| {
            let shown = CellText { text: (*text).to_owned(), number: text.parse().ok(), date: None };
            GridCell::new(shown, CellState::Value)
        };
        (0..).zip(texts.iter().map(cell)).collect()
    }

    #[test]
    fn totals_are_told_from_records() {
        for (texts, total) in [
            (&["合計", "128"][..], true),
            (&["合計 1,128件"], true),
            (&["計", "128件", "35件", "約12名", "3"], true),
            (&["総務部", "小計", "12"], true),
            (&["総務部計", "12"], true),
            (&["Total", "12"], true),
            (&["Grand total (12)"], true),
            (&["小計（営業部）", "4"], true),
            (&["1", "合計残高試算表", "経理"], false),
            (&["合計残高試算表"], false),
            (&["設計", "12"], false),
            (&["家計調査票", "12"], false),
            (&["3", "会計", "12"], false),
            (&["小計", "総務部", "経理資料", "合算"], false),
        ] {
            assert_eq!(is_total(&row(texts)), total, "{texts:?}");
        }
    }

    #[test]
    fn notes_samples_and_page_numbers_are_told_from_records() {
        for (texts, kinds) in [
            (&["※ 個人番号は別に管理"][..], (true, false, false)),
            (&["（注）持出しは申請する"], (true, false, false)),
            (&["以下余白"], (true, false, false)),
            (&["注文書", "営業", "紙"], (false, false, false)),
            (&["記入例", "総務部", "名簿"], (false, true, false)),
            (&["0", "例：総務部", "例：名簿"], (false, true, false)),
            (&["1", "例会名簿", "連絡"], (false, false, false)),
            (&["1/3"], (false, false, true)),
            (&["- 2 -"], (false, false, true)),
            (&["3ページ"], (false, false, true)),
            (&["Page 2 of 3"], (false, false, true)),
            (&["ページ設定表"], (false, false, false)),
            (&["2"], (false, false, false)),
        ] {
            let cells = row(texts);
            assert_eq!((is_note(&cells), is_example(&cells), is_page_number(&cells)), kinds, "{texts:?}");
        }
    }

    #[test]
    fn what_a_blank_form_offers_is_told_from_values() {
        for (text, offered) in [
            ("選択してください", true),
            ("▼選択", true),
            ("－", true),
            ("0", true),
            ("紙", false),
            ("選択肢", false),
        ] {
            assert_eq!(is_placeholder(&row(&[text])[0].1), offered, "{text}");
        }
    }
}
