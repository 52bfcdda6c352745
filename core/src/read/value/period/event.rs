//! Events from which a period counts.

use super::length::Length;
use crate::read::value::doubt::Doubts;
use crate::read::value::wording::find_words;

/// An event and the wordings it goes by.
#[derive(Debug)]
pub(super) struct Event {
    /// Id, as rules read it.
    pub(super) id: &'static str,
    /// Wordings, folded and parted by spaces; the first is shown to people.
    words: &'static str,
}

impl Event {
    /// Its wordings, one by one.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.split(' ')
    }
}

/// Every event that rules know.
pub(super) const EVENTS: &[Event] = &[
    Event {
        id: "resignation",
        words: "退職後 退職 退社 離職 在職 在籍 雇用期間 雇用終了 雇用契約終了 雇用中 派遣終了 \
                離任 退任 資格喪失 resignation employment retirement leaving leaver",
    },
    Event {
        id: "contract-end",
        words: "契約終了後 契約終了 契約満了 契約完了 契約解除 契約期間 契約中 契約の終了 \
                契約が終了 契約継続 契約有効 利用契約終了 解約 サービス終了 サービス提供終了 \
                サービス利用終了 サービス提供期間 サービス利用中 利用期間中 提供終了 委託終了 \
                委託期間 受託終了 受託期間 保守終了 支援終了 成約後 contract agreement",
    },
    Event {
        id: "transaction-end",
        words: "取引終了後 取引終了 取引停止 取引完了 最終取引 取引期間 取引中 取引継続 \
                取引がある 取引の終了 決済完了 商談終了 transaction businessrelationship",
    },
    Event {
        id: "completion",
        words: "完結の日から 完結 完了の日 完了日 診療終了 治療終了 修了 サービス完了 提供完了 \
                対応完了 対応終了 回答後 処理完了 解決後 completion",
    },
    Event {
        id: "last-entry",
        words: "最終記載日から 最終記載 最終記入 最終記録 最終来院 最終受診 最終利用 最終更新 \
                最終ログイン 最終連絡 最終接触 最終対応 最終入力 最終アクセス 最後の記載 \
                最後に記載 lastentry lastcontact",
    },
    Event {
        id: "selection-end",
        words: "選考終了後 選考終了 選考完了 選考期間 選考 採否決定 採否 採用決定 不採用決定 \
                不採用 合否 採用終了 採用活動終了 抽選後 selection recruitment hiring",
    },
    Event {
        id: "delivery", words: "納品後 納品 納入 引渡し 引渡 引き渡し 発送後 配送後 検収 delivery"
    },
    Event {
        id: "purpose-end",
        words: "利用目的達成後 目的達成 目的を達成 目的の達成 目的終了 利用終了 使用終了 \
                利用完了 業務終了 業務完了 業務の終了 業務期間 作業終了 作業完了 案件終了 \
                案件完了 プロジェクト終了 プロジェクト期間 不要となった 不要になった 不要になり \
                不要となり 不要になる 必要がなくな 必要なくな 用済み 用済後 イベント終了 \
                研修終了 手続終了 手続完了 手続き終了 手続き完了 purpose projectend",
    },
    Event {
        id: "fiscal-year-end",
        words: "年度末 当該年度 当年度 次年度 翌年度 来年度 翌々年度 年度終了 事業年度 会計年度 \
                決算 期末 年度内 fiscalyear financialyear yearend",
    },
    Event {
        id: "acquisition",
        words: "取得後 取得日 取得から 取得時 受領後 受領日 受領から 受付後 受付日 受付から \
                作成後 作成日 作成から 登録後 登録日 登録から 撮影後 撮影日 録画後 録画日 \
                録画から 録音後 録音日 記録後 記録日 発生後 発生日 発生から 収集後 入手後 受信後 \
                受信日 発行後 発行日 実施後 実施日 提出後 提出日 入館後 acquisition collection \
                receipt recording",
    },
    Event {
        id: "withdrawal",
        words: "退会後 退会 会員期間 会員登録中 登録解除 登録抹消 登録期間 配信停止 退所 退園 \
                卒業 脱退 会員である withdrawal membership unsubscri",
    },
    Event {
        id: "law",
        words: "法定期間 法定保存 法定保管 法定年数 法定年限 法定 法令で定め 法令に定め \
                法令に基づ 法令の定め 法令 法律 関係法令 statutory bylaw legal",
    },
    Event {
        id: "person-request",
        words: "本人から申出 本人からの申出 本人の申出 本人より申出 申出 申し出 本人の請求 \
                本人請求 本人から請求 本人からの請求 本人の希望 削除依頼 削除請求 削除要請 \
                消去請求 利用停止請求 請求があるまで 同意撤回 同意の撤回 request",
    },
];

/// An event named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    /// Id of the event.
    pub(super) event: &'static str,
    start: usize,
    end: usize,
}

/// The events that `folded` names, in its order.
///
/// The end of anything else (年末調整終了まで) is taken for the end of the purpose, with a doubt.
pub(super) fn mentions(folded: &str, doubts: &mut Doubts) -> Vec<Mention> {
    let mut words: Vec<(&str, usize)> = Vec::new();
    for (index, event) in EVENTS.iter().enumerate() {
        words.extend(event.words().map(|word| (word, index)));
    }
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
    let found = find_words(folded, words.into_iter(), |_, _| true);
    let known: Vec<Mention> = found
        .into_iter()
        .filter_map(|one| Some(Mention { event: EVENTS.get(one.value)?.id, start: one.start, end: one.end }))
        .collect();
    let ending =
        ["終了", "完了", "完済", "終結"].into_iter().find_map(|word| Some((folded.find(word)?, word)));
    match ending {
        Some((start, word)) if known.is_empty() => {
            doubts.say(
                "利用目的の達成時を起算点と読みました",
                "the end that it names was read as the end of the purpose",
            );
            vec![Mention { event: "purpose-end", start, end: start + word.len() }]
        }
        _ => known,
    }
}

/// True if `folded` starts with the wording of an event.
pub(super) fn starts(folded: &str) -> bool {
    EVENTS.iter().flat_map(Event::words).any(|word| folded.starts_with(word))
}

/// The event from which `length` counts: the last before it, else the first behind it.
///
/// That the law sets the length (法定保存期間 退職後3年) is not a start if there is another.
pub(super) fn of_length(mentions: &[Mention], length: Length) -> Option<&'static str> {
    let pick = |law: bool| {
        let mut fit = mentions.iter().filter(|mention| (mention.event == "law") == law);
        let before = fit.clone().rfind(|mention| mention.end <= length.start);
        before.or_else(|| fit.find(|mention| mention.start >= length.end)).map(|mention| mention.event)
    };
    pick(false).or_else(|| pick(true))
}

#[cfg(test)]
mod tests {
    use daicho_rules::normal::fold;

    use super::*;

    #[test]
    fn every_wording_is_folded_and_names_one_event() {
        let words: Vec<&str> = EVENTS.iter().flat_map(Event::words).collect();
        for word in &words {
            assert_eq!(words.iter().filter(|other| *other == word).count(), 1, "{word} stands once");
            assert_eq!(mentions(&fold(word), &mut Doubts::default()).len(), 1, "{word} is found");
        }
    }
}
