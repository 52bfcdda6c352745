//! How long, and from when: 退職後7年, 契約終了後速やかに, 永年.

mod event;
mod length;
mod media;

use daicho_rules::{Period, Text, Value};

use super::doubt::{self, Doubts, quote};
use super::folded::{gapless, without_bullet};
use super::number::amount;
use super::phrase::{Phrase, phrase};
use super::unit::Unit;
use super::wording::Wordings;
use super::{CellText, Parsed};
use event::{EVENTS, Mention};
use length::{Length, lengths};

/// Words that mean "for ever"; this list and those below are parted by spaces.
const FOREVER: &str = "永年 永久 永続 無期限 半永久 期限なし 期限無し 期間なし 無制限 廃棄しない 廃棄せず \
     破棄しない 消去しない 削除しない 廃棄予定なし 永遠 permanent forever indefinite unlimited";
/// Words that mean "at once", or "as long as" what stands before them.
const AT_ONCE: &str = "速やか すみやか 直ちに ただちに 遅滞なく 即時 即日 直後 当日 まで 迄 中 間は 期間 終了時 \
     時点 時に 次第 時 immediately atonce until during whilst while aslongas 上書き 年度末 返却 \
     廃棄 消去 削除 破棄";
/// Words of [`AT_ONCE`] that say so without an event.
const URGENT: &str = "速やか すみやか 直ちに ただちに 遅滞なく 即時 即日 当日 immediately atonce";
/// Words that mean "each time, when it has served".
const EACH_TIME: &str = "都度 その場 使用後 利用後 処理後 確認後 集計後 入力後 作業後 用済";
/// Words that leave it open.
const OPEN: &str = "未定 別途 不明 要確認 未確認 確認中 検討中 定めなし 定めていない 定めなく 決めていない \
     決まっていない 未設定 随時 適宜 わからない 分からない 必要に応じ tbd unknown undecided \
     都度更新 随時更新";

/// Why a text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    /// It is a day of the calendar.
    Dated,
    /// It says nothing about time that is understood.
    Nothing,
}

/// Understands a cell that says how long something is kept or used.
///
/// A bare number is a length in the `unit` of the header; `media` are the words of media, for cells that say
/// another length for each.
pub(super) fn parse(text: &str, input: &CellText, unit: Unit, media: &Wordings<'_>) -> Parsed {
    if input.date.is_some() {
        return Parsed::unclear(dated(text));
    }
    let Some(mut folded) = gapless(without_bullet(text)) else { return Parsed::unclear(no_period(text)) };
    if phrase(&folded) == Some(Phrase::Dash) {
        return Parsed::unclear(doubt::silent_dash(text));
    }
    if let Some(unit) = unit.length.filter(|_| is_bare(&folded)) {
        folded.push_str(unit);
    }
    let mut doubts = Doubts::default();
    if let Some(period) = media::by_medium(&folded, media, &mut doubts) {
        return Parsed::with(Value::Period(period), doubts);
    }
    if phrase(&folded) == Some(Phrase::Unknown) || holds(&folded, OPEN) {
        return Parsed::unclear(doubt::not_known_yet(text));
    }
    match understand(&folded, &mut doubts) {
        Ok(period) => Parsed::with(Value::Period(period), doubts),
        Err(Unread::Dated) => Parsed::unclear(dated(text)),
        Err(Unread::Nothing) => Parsed::unclear(no_period(text)),
    }
}

/// True for a number without any unit: 5, 約5, 1.5, 5～7.
fn is_bare(folded: &str) -> bool {
    let ends = |rest: &str| {
        rest.strip_prefix(['~', '-'])
            .map_or(rest.is_empty(), |rest| amount(rest).is_some_and(|(_, rest)| rest.is_empty()))
    };
    amount(folded.trim_start_matches('約')).is_some_and(|(_, rest)| ends(rest))
}

/// The one period that a text says.
fn understand(folded: &str, doubts: &mut Doubts) -> Result<Period, Unread> {
    let found = lengths(folded);
    if found.dated {
        return Err(Unread::Dated);
    }
    let mentions = event::mentions(folded, doubts);
    if holds(folded, FOREVER) {
        if !found.lengths.is_empty() {
            doubts.say(
                "年数と「永年」の両方があります（永年と読みました）",
                "it says both a length and for ever; it was read as for ever",
            );
        }
        return Ok(Period { permanent: true, ..Period::default() });
    }
    if let Some(longest) = found.lengths.iter().rev().max_by_key(|length| length.months) {
        return Ok(of_length(folded, *longest, &found, &mentions, doubts));
    }
    if found.stray {
        // 不採用後3月, 3年度末まで: the number says how long, in a way that is not understood.
        if !holds(folded, URGENT) {
            return Err(Unread::Nothing);
        }
        doubts.add(other_numbers());
    }
    without_length(folded, &mentions, doubts).ok_or(Unread::Nothing)
}

/// True if `folded` holds one of `words`.
fn holds(folded: &str, words: &str) -> bool {
    words.split(' ').any(|word| folded.contains(word))
}

/// A period that says how many years, months or days.
fn of_length(
    folded: &str,
    longest: Length,
    found: &length::Found,
    mentions: &[Mention],
    doubts: &mut Doubts,
) -> Period {
    let shown = |separator: &str| {
        let all = found.lengths.iter().filter_map(|length| folded.get(length.start..length.end));
        all.collect::<Vec<_>>().join(separator)
    };
    if found.lengths.iter().any(|length| length.months != longest.months) {
        doubts.say(
            &format!("期間が複数あります（{}のうち最も長いものを採りました）", shown("、")),
            &format!("it says several lengths ({}); the longest was taken", shown(", ")),
        );
    } else if found.stray {
        doubts.add(other_numbers());
    }
    let behind = folded.get(longest.end..).unwrap_or_default();
    if behind.starts_with("未満") {
        doubts.say(
            "「未満」とあり、いつ廃棄するかわかりません",
            "it is kept for less than this; when it ends is not said",
        );
    }
    if behind.starts_with("以上") || folded.contains("最低") || folded.contains("少なくとも") {
        doubts.say(
            "下限だけで、いつ廃棄するかわかりません",
            "this is a least length; when it ends is not said",
        );
    }
    let event = event::of_length(mentions, longest);
    // 5年保管後廃棄 and 5年後 start nowhere else than 5年.
    let rest = ["により", "保管後", "保存後", "経過後"]
        .iter()
        .fold(folded.to_owned(), |text, word| text.replace(word, ""));
    let rest = rest.replace("年後", "年").replace("月後", "月").replace("日後", "日");
    let vague =
        ["後", "から", "より", "以降", "起算", "after", "from"].iter().any(|word| rest.contains(word));
    if event.is_none() && vague {
        doubts.add(unknown_start());
    }
    Period { months: Some(longest.months), from: event.map(str::to_owned), ..Period::default() }
}

/// A period that names only an event, or nothing but urgency.
fn without_length(folded: &str, mentions: &[Mention], doubts: &mut Doubts) -> Option<Period> {
    let period = |months: Option<u32>, from: Option<&str>| {
        Some(Period { months, from: from.map(str::to_owned), ..Period::default() })
    };
    let at_once = holds(folded, AT_ONCE);
    let first = mentions.iter().find(|mention| mention.event != "law").or(mentions.first());
    match first.map(|mention| mention.event) {
        Some("law") => {
            doubts.say(
                "法定の年数が書かれていません（年数を書いてください）",
                "the length that the law sets is not given; write it",
            );
            period(None, Some("law"))
        }
        Some("fiscal-year-end") => {
            let years = if folded.contains("翌々年度") {
                2
            } else {
                u32::from(
                    ["次年度", "翌年度", "来年度", "翌事業年度"].iter().any(|word| folded.contains(word)),
                )
            };
            period(Some(years * 12), Some("fiscal-year-end"))
        }
        Some(event) => {
            if !at_once {
                doubts.say(
                    "いつまでかが書かれていません（事由の発生時までと読みました）",
                    "how long after is not said; it was read as at once",
                );
            }
            period(Some(0), Some(event))
        }
        None if holds(folded, EACH_TIME) => {
            doubts.say(
                "利用目的の達成後すぐの意味に読みました",
                "it was read as soon after the purpose is met",
            );
            period(Some(0), Some("purpose-end"))
        }
        None if holds(folded, URGENT) => {
            doubts.add(unknown_start());
            period(Some(0), None)
        }
        None => None,
    }
}

/// Numbers of which nothing could be made.
fn other_numbers() -> Text {
    Text::new("ほかにも数字があります", "it holds other numbers as well")
}

/// The start of the period is not one of the known events.
fn unknown_start() -> Text {
    let known: Vec<&str> = EVENTS.iter().filter_map(|event| event.words().next()).take(6).collect();
    Text::new(
        format!("起算点がわからないため、期間だけを読みました（起算点の例：{}）", known.join("、")),
        "it does not say from when in a way that is known, such as the end of a contract; only the length was read",
    )
}

/// A day where a length is expected.
fn dated(text: &str) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} は期間ではなく日付です（例：`契約終了後5年`）"),
        format!("{shown} is a date, not a length of time; write for example `契約終了後5年`"),
    )
}

/// A text that is no period.
fn no_period(text: &str) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} の期間を読み取れません（例：`5年`、`退職後7年`、`契約終了後速やかに`、`永年`）"),
        format!("{shown} is not a length of time that can be read; write for example `5年` or `退職後7年`"),
    )
}

/// Every event with its first wording.
#[cfg(test)]
pub(super) fn event_words() -> Vec<(&'static str, &'static str)> {
    EVENTS.iter().filter_map(|event| Some((event.id, event.words().next()?))).collect()
}
