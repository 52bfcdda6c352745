//! How many: 約1,000件, 1千～5千, 数百件, 多数.

mod quantity;

use daicho_rules::{Count, Text, Value};

use super::doubt::{self, Doubts, quote};
use super::folded::{gapless, remarks};
use super::number::MOST;
use super::phrase::{Phrase, phrase};
use super::{CellText, Parsed};
use quantity::quantity;

/// Words for a number that nobody has counted but that is large.
const MANY: &[&str] = &["多数", "不特定多数", "大量", "無数", "大勢", "多い", "膨大", "多数あり", "many"];
/// Words for a number that nobody has counted but that is small.
const FEW: &[&str] =
    &["少数", "若干", "若干名", "若干数", "わずか", "僅か", "僅少", "少量", "ごく少数", "少ない", "few"];
/// Words that stand for no number at all.
const UNCOUNTED: &[&str] =
    &["都度", "随時", "未集計", "集計中", "未集計。", "変動", "変動あり", "未算出", "算出不可", "不定"];
/// Ends of the wordings that give a number for a length of time.
const FLOWS: &[&str] = &[
    "/年", "/月", "/日", "/週", "/年間", "/月間", "/year", "/month", "/day", "/week", "毎月", "毎年", "毎日",
    "毎週", "年間", "月間", "peryear", "permonth", "perday", "perweek", "ayear", "amonth",
];

/// Understands a cell that says how many.
pub(super) fn parse(text: &str, input: &CellText) -> Parsed {
    let unclear = || Parsed::unclear(no_number(text));
    if let Some(number) = input.number {
        return exact(number).map_or_else(unclear, |n| Parsed::known(Value::Count(Count::exact(n))));
    }
    // Excel turns 1-5 into a day; nobody counts in days.
    let Some(folded) = gapless(text).filter(|_| input.date.is_none()) else { return unclear() };
    let mut doubts = Doubts::default();
    if let Some(count) = uncounted(&folded, &mut doubts) {
        return Parsed::with(Value::Count(count), doubts);
    }
    match phrase(&folded) {
        Some(Phrase::Nothing) => {
            doubts.say("「なし」を0件と読みました", "none was read as 0");
            return Parsed::with(Value::Count(Count::exact(0)), doubts);
        }
        Some(Phrase::Unknown) => return Parsed::unclear(doubt::not_known_yet(text)),
        Some(Phrase::Dash) => return Parsed::unclear(doubt::silent_dash(text)),
        Some(Phrase::Yes | Phrase::No) if !folded.contains(|c: char| c.is_ascii_digit()) => {
            return unclear();
        }
        _ => {}
    }
    if UNCOUNTED.contains(&folded.as_str()) {
        return unclear();
    }
    match range(&folded, &mut doubts) {
        Some(count) => Parsed::with(Value::Count(count), doubts),
        None => unclear(),
    }
}

/// The number of a numeric cell, if it can count anything.
fn exact(number: f64) -> Option<u64> {
    if !number.is_finite() || number < 0.0 || number.fract() != 0.0 {
        return None;
    }
    // Text is the lossless way from a float to an integer.
    format!("{number:.0}").parse().ok().filter(|count| *count <= MOST)
}

/// The range of a word such as 多数 or 若干.
fn uncounted(folded: &str, doubts: &mut Doubts) -> Option<Count> {
    let word = folded.trim_end_matches(['件', '名', '人', 'あ', 'り', '。']);
    let listed = |words: &[&str]| words.contains(&folded) || words.contains(&word);
    let count = if listed(MANY) {
        Count { lo: 1, hi: None }
    } else if listed(FEW) {
        Count { lo: 1, hi: Some(20) }
    } else {
        return None;
    };
    doubts.say("件数不明（おおよその数を書いてください）", "the number is not known; write an estimate");
    Some(count)
}

/// The range that a text with numbers says.
fn range(folded: &str, doubts: &mut Doubts) -> Option<Count> {
    let (mut text, held) = remarks(folded);
    if text.is_empty() {
        text = held.first().cloned()?;
    } else {
        for remark in &held {
            if FLOWS.iter().any(|flow| remark.contains(flow)) || matches!(remark.as_str(), "年" | "月" | "日")
            {
                flow(doubts);
            } else if remark.contains(|c: char| c.is_ascii_digit()) {
                doubts.add(remark_skipped(remark));
            }
        }
    }
    let mut text = text.trim_end_matches(['。', '、', '.']);
    for ending in FLOWS {
        if let Some(before) = text.strip_suffix(ending) {
            text = before;
            flow(doubts);
        }
    }
    let (first, rest) = quantity(text)?;
    let (second, rest) = match separated(rest) {
        Some("") if first.is_exact() => (Some(first.open()), ""),
        Some(after) => {
            let (second, rest) = quantity(after)?;
            (Some(second), rest)
        }
        // 1,000件以上5,000件未満
        None if first.hi.is_none() && !rest.is_empty() => {
            let (second, rest) = quantity(rest).filter(|(second, _)| second.lo == 0)?;
            (Some(second), rest)
        }
        None => (None, rest),
    };
    if !rest.is_empty() {
        return None;
    }
    if first.flow || second.is_some_and(|second| second.flow) {
        flow(doubts);
    }
    if first.visits || second.is_some_and(|second| second.visits) {
        doubts.say(
            "延べ数です（同じ本人を重ねて数えている可能性があります）",
            "this counts visits, so the same person may be counted more than once",
        );
    }
    let count = match second {
        None => Count { lo: first.lo, hi: first.hi },
        Some(second) => {
            let lo = if first.is_bare() && second.factor > 1 && first.lo < second.lo / second.factor {
                doubts.say(
                    "下限も上限と同じ単位で読みました",
                    "the lower bound was read in the unit of the upper",
                );
                first.lo.checked_mul(second.factor)?
            } else {
                first.lo
            };
            Count { lo, hi: second.hi }
        }
    };
    (count.hi.is_none_or(|hi| count.lo <= hi && hi <= MOST) && count.lo <= MOST).then_some(count)
}

/// What follows the mark of a range.
fn separated(text: &str) -> Option<&str> {
    let text = text.strip_prefix(['、', ',']).unwrap_or(text);
    ["~", "--", "-", "ー", "から", "より", "ないし", "乃至", "to", "…"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
}

/// A number for a length of time is not the number that is kept.
fn flow(doubts: &mut Doubts) {
    doubts.say(
        "期間あたりの件数です（保有件数は保管期間によって変わります）",
        "this is a number for a length of time; how many are kept depends on the retention period",
    );
}

/// A remark in brackets that holds numbers of its own.
fn remark_skipped(remark: &str) -> Text {
    let shown = quote(remark);
    Text::new(
        format!("括弧内の {shown} は件数に含めていません"),
        format!("the remark {shown} was left out of the number"),
    )
}

/// A text that is no number.
fn no_number(text: &str) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} の件数を読み取れません（例：`1,200件`、`約1,000件`、`1,000～5,000件`）"),
        format!("{shown} does not say how many; write for example `1,200`, `約1,000件` or `1,000-5,000`"),
    )
}
