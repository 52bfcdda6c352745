//! Short texts that mean the same in every column: yes, no, none, a dash, not known yet.

use daicho_rules::normal::{NOTHING, is_dash};

/// What a short text means, whatever the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    /// 有, ○, 該当 …
    Yes,
    /// 不要, 未実施, 非該当 …: a no that does not say "none".
    No,
    /// なし, 無, × …
    Nothing,
    /// A dash, or another sign that fills a cell without saying what it means.
    Dash,
    /// 未定, 不明, 要確認, ？ …
    Unknown,
}

/// Wordings of yes, folded, parted by spaces.
const YES: &str = "○ ◎ ● レ v ✓ ✔ ☑ ✅ 有 有り 有る あり ある アリ 在り 該当 該当する 該当あり 該当有 該当有り \
     要 必要 y yes true t 1 on ok oui vrai はい 実施 実施済 実施済み 実施している 済 済み 完了 可 \
     可能 許可 する している 対象 開示対象 開示 含む 含む。 含まれる 含みます ふくむ ふくまれる \
     あります しています 行う 行っている 取得 取得済 取得済み 締結 締結済 締結済み 提供 提供する \
     提供あり 利用 利用する 使用 使用する 受託 dm可 連絡可 持出可 持出し可 持ち出し可 持出あり \
     持ち出しあり 持ち出す 連絡あり 連絡する 接触あり 委託あり 共同利用あり 共同利用する \
     規定あり 条項あり 記載あり 明記 設定済 設定済み 対応済 対応済み 暗号化済 暗号化済み \
     取得している 提出済 提出済み 受領済 受領済み 回収済 回収済み 確認済 確認済み 作成済 作成済み \
     配布済 配布済み";

/// Wordings of a no that is not "none", folded.
const NO: &str = "非該当 該当しない 該当せず 不要 不可 禁止 n no false f 0 off ng non いいえ 否 未 未実施 \
     未済 未対応 未締結 未設定 未取得 しない していない 実施しない 実施していない 対象外 非対象 \
     開示対象外 非開示 開示しない 含まない 含まず 含みません ふくまない 含まれない ありません \
     していません しません 行わない 行っていない 提供しない 提供していない 利用しない 使用しない \
     dm不可 連絡不可 持出不可 持出し不可 持ち出し不可 持出禁止 持出し禁止 持ち出し禁止 \
     持ち出さない 連絡しない 接触しない 委託しない 委託していない 共同利用しない 自社 自社保有 \
     適用外 n/a na notapplicable faux sansobjet 未提出 未受領 未回収 未作成 未配布";

/// Wordings of "not known yet" and "the same as above", folded.
const UNKNOWN: &str = "? ?? ??? 不明 未確認 要確認 確認中 未定 未決 未決定 検討中 調査中 未調査 わからない \
     分からない 不詳 別途 別途定める 別途協議 別途確認 後日 後日確認 要検討 要調査 未記入 未入力 \
     tbd tbc unknown undecided unclear inconnu àdéfinir àconfirmer àpréciser 一部未定 要確認。 確認要 △ ▲ 同上 〃 々 上に同じ 上記と同じ 上記に同じ 上と同じ ↑ 仝 sameasabove ditto idem 同左 同右 左に同じ \
     ... ***";

/// What `folded` means if it is one of the phrases.
pub(super) fn phrase(folded: &str) -> Option<Phrase> {
    if folded.is_empty() {
        return None;
    }
    if is_dash(folded) {
        return Some(Phrase::Dash);
    }
    [(YES, Phrase::Yes), (NO, Phrase::No), (NOTHING, Phrase::Nothing), (UNKNOWN, Phrase::Unknown)]
        .into_iter()
        .find(|(wordings, _)| wordings.split(' ').any(|wording| wording == folded))
        .map(|(_, phrase)| phrase)
}

/// True for a short text that ends in "none": 委託なし, 第三者提供は無し.
pub(super) fn ends_in_none(folded: &str) -> bool {
    folded.chars().count() <= 12
        && ["なし", "無し", "無い", "していない", "はしない", "ありません", "しておりません"]
            .iter()
            .any(|ending| folded.ends_with(ending))
}

/// Boxes that nobody ticked.
const EMPTY: [char; 3] = ['□', '☐', '▢'];
/// Boxes and marks that stand for a tick.
const TICKED: [char; 7] = ['☑', '☒', '■', '✓', '✔', '✅', '●'];

/// The ticked options of a cell such as 「☑有 □無」 or 「有☑ 無□」; `None` if it has no empty box.
///
/// With no box ticked, or where nothing tells which option a box belongs to, the result is empty.
pub(super) fn ticked(text: &str) -> Option<String> {
    if !text.contains(EMPTY) {
        return None;
    }
    let is_box = |c: Option<char>| c.is_some_and(|c| EMPTY.contains(&c) || TICKED.contains(&c));
    let (first, last) = (text.trim().chars().next(), text.trim().chars().next_back());
    let chosen = match (is_box(first), is_box(last)) {
        (true, true) => Vec::new(),
        (_, false) => behind_boxes(text),
        (false, true) => before_boxes(text),
    };
    let blank = |c: char| c.is_whitespace() || matches!(c, '・' | '/' | '／' | '、' | '(' | ')');
    let options = chosen.iter().map(|option| option.trim_matches(blank)).filter(|option| !option.is_empty());
    Some(options.collect::<Vec<_>>().join("、"))
}

/// What stands behind each ticked box.
fn behind_boxes(text: &str) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::new();
    let mut on = false;
    for c in text.chars() {
        if EMPTY.contains(&c) {
            on = false;
        } else if TICKED.contains(&c) {
            on = true;
            chosen.push(String::new());
        } else if let Some(last) = chosen.last_mut().filter(|_| on) {
            last.push(c);
        }
    }
    chosen
}

/// What stands before each ticked box.
fn before_boxes(text: &str) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::new();
    let mut option = String::new();
    for c in text.chars() {
        if TICKED.contains(&c) {
            chosen.push(std::mem::take(&mut option));
        } else if EMPTY.contains(&c) {
            option.clear();
        } else {
            option.push(c);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use daicho_rules::normal::fold;

    use super::*;

    #[test]
    fn every_wording_is_folded_and_has_one_meaning() {
        let all: Vec<&str> =
            [YES, NO, NOTHING, UNKNOWN].into_iter().flat_map(|list| list.split(' ')).collect();
        for wording in &all {
            assert_eq!(*wording, fold(wording), "folded");
            assert_eq!(all.iter().filter(|other| *other == wording).count(), 1, "{wording} stands once");
        }
    }

    #[test]
    fn only_ticked_options_count() {
        assert_eq!(ticked("☑紙　□電子 ☑映像").as_deref(), Some("紙、映像"));
        assert_eq!(ticked("■はい □いいえ").as_deref(), Some("はい"));
        assert_eq!(ticked("有☑ 無□").as_deref(), Some("有"));
        assert_eq!(ticked("有□・無☑").as_deref(), Some("無"));
        assert_eq!(ticked("☑有 無□").as_deref(), Some(""));
        assert_eq!(ticked("□有 □無").as_deref(), Some(""));
        assert_eq!(ticked("■紙"), None);
    }
}
