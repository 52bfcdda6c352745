//! The events that periods count from, such as 退職後3年.

use crate::text::Text;

/// Id, Japanese, English.
const EVENTS: [(&str, &str, &str); 13] = [
    ("resignation", "退職", "resignation"),
    ("contract-end", "契約終了", "the end of the contract"),
    ("transaction-end", "取引終了", "the end of dealings"),
    ("completion", "完結", "completion"),
    ("last-entry", "最終記載", "the last entry"),
    ("selection-end", "選考終了", "the end of the selection"),
    ("delivery", "納品", "delivery"),
    ("purpose-end", "利用目的の達成", "the end of the purpose"),
    ("fiscal-year-end", "年度末", "the end of the fiscal year"),
    ("acquisition", "取得", "acquisition"),
    ("withdrawal", "退会", "withdrawal"),
    ("law", "法定の起算日", "the day the law names"),
    ("person-request", "本人の申出", "the person's request"),
];

/// Ids of the events that a period may count from, with their titles.
pub fn events() -> impl Iterator<Item = (&'static str, Text)> {
    EVENTS.into_iter().map(|(id, ja, en)| (id, Text::new(ja, en)))
}

/// The title of an event; its id if it is not known.
pub fn event_title(id: &str) -> Text {
    events().find(|(known, _)| *known == id).map_or_else(|| Text::same(id), |(_, title)| title)
}
