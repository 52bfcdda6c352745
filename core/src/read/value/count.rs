//! How many: 約1,000件, 1千～5千, 数百件, 月200件, 多数, 紙100件 電子2,000件.

mod parts;
mod quantity;

use daicho_rules::{Count, Per, Text, Value};

use super::doubt::{self, Doubts, quote};
use super::folded::{gapless, remarks};
use super::number::MOST;
use super::phrase::{Phrase, phrase};
use super::unit::Unit;
use super::wording::Wordings;
use super::{CellText, Parsed};
pub(super) use quantity::CONTAINERS;
use quantity::{Counted, FLOW_BEHIND, Quantity, quantity};

/// Words for a number that nobody has counted but that is large.
const MANY: &[&str] = &[
    "多数",
    "不特定多数",
    "大量",
    "無数",
    "大勢",
    "多い",
    "膨大",
    "多数あり",
    "many",
    "large",
    "numerous",
    "nombreux",
];
/// Words for a number that nobody has counted but that is small.
const FEW: &[&str] = &[
    "少数",
    "若干",
    "若干名",
    "若干数",
    "わずか",
    "僅か",
    "僅少",
    "少量",
    "ごく少数",
    "少ない",
    "few",
    "afew",
];
/// Words of a cell whose number somebody still has to count.
const NOT_YET: &[&str] = &["未集計", "集計中", "未算出", "算定中", "未計上", "カウント中"];
/// Remarks that give the number for a time, beside those that also stand behind a number.
const TIMES: &[(&str, Per)] = &[
    ("年間の件数", Per::Year),
    ("年間件数", Per::Year),
    ("1年間", Per::Year),
    ("年平均", Per::Year),
    ("年当たり", Per::Year),
    ("年あたり", Per::Year),
    ("月間の件数", Per::Month),
    ("月間件数", Per::Month),
    ("1か月", Per::Month),
    ("1ヶ月", Per::Month),
    ("月平均", Per::Month),
    ("月当たり", Per::Month),
    ("月あたり", Per::Month),
];

/// Understands a cell that says how many, in the `unit` of its header.
///
/// `media` are the words of media, for cells that count each of them.
pub(super) fn parse(text: &str, input: &CellText, unit: Unit, media: &Wordings<'_>) -> Parsed {
    let unclear = || Parsed::unclear(no_number(text));
    // Excel turns 1-5 into a day; nobody counts in days.
    if input.date.is_some() {
        return Parsed::unclear(doubt::day_for(text, "件数", "a number"));
    }
    if unit.persons && unit.containers {
        return Parsed::unclear(containers());
    }
    // A number format may show what the number counts: 約1200件, 5千件.
    let shows = |number: f64| text.chars().any(char::is_alphabetic) && text.contains(&number.to_string());
    if let Some(number) = input.number.filter(|number| !shows(*number)) {
        let count = exact(number, unit.factor).map(|n| Count { per: unit.per, ..Count::exact(n) });
        return count.map_or_else(unclear, |count| finished(count, Doubts::default()));
    }
    let Some(folded) = gapless(text) else { return Parsed::unclear(several(text)) };
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
    if NOT_YET.contains(&folded.trim_end_matches('。')) {
        return Parsed::unclear(doubt::not_known_yet(text));
    }
    if let Some(count) = range(&folded, unit, &mut doubts) {
        return finished(count, doubts);
    }
    if !doubts.is_empty() {
        return Parsed { value: None, doubt: doubts.into_text() };
    }
    match parts::by_medium(&folded, unit, media) {
        Some((count, doubt)) => Parsed { value: Some(Value::Count(count)), doubt: Some(doubt) },
        None if parts::numbers(&folded) > 1 => Parsed::unclear(several(text)),
        None => unclear(),
    }
}

/// The count with what came up on the way to it.
fn finished(count: Count, mut doubts: Doubts) -> Parsed {
    if let Some(per) = count.per {
        flow(per, &mut doubts);
    }
    Parsed::with(Value::Count(count), doubts)
}

/// The number of a numeric cell in the unit of its header, if it can count anything.
fn exact(number: f64, factor: u64) -> Option<u64> {
    let number = if factor == 1 { number } else { scaled(number, factor)? };
    if !number.is_finite() || number < 0.0 || number.fract() != 0.0 {
        return None;
    }
    // Text is the lossless way from a float to an integer.
    format!("{number:.0}").parse().ok().filter(|count| *count <= MOST)
}

/// The number times `factor`, without the last digits in which 1.1 × 1000 differs from 1100.
fn scaled(number: f64, factor: u64) -> Option<f64> {
    let factor: f64 = factor.to_string().parse().ok()?;
    format!("{:.6}", number * factor).parse().ok()
}

/// The range of a word such as 多数 or 若干.
fn uncounted(folded: &str, doubts: &mut Doubts) -> Option<Count> {
    let word = folded.trim_end_matches(['件', '名', '人', 'あ', 'り', '。']);
    let listed = |words: &[&str]| words.contains(&folded) || words.contains(&word);
    if listed(MANY) {
        doubts.say(
            "数が書かれていないため、上限のない件数と読みました",
            "no number is given; it was read as one without an upper end",
        );
        return Some(Count { lo: 1, hi: None, per: None });
    }
    listed(FEW).then(|| {
        doubts.say(
            "数が書かれていないため、20件以下と読みました",
            "no number is given; it was read as up to 20",
        );
        Count { lo: 1, hi: Some(20), per: None }
    })
}

/// The range that a text with numbers says.
fn range(folded: &str, unit: Unit, doubts: &mut Doubts) -> Option<Count> {
    let (mut text, held) = remarks(folded);
    let mut times: Vec<Per> = Vec::new();
    let mut noted = Doubts::default();
    if text.is_empty() {
        text = held.first().cloned()?;
    } else {
        for remark in &held {
            if let Some(per) = time_alone(remark) {
                times.push(per);
            } else if holds_number(remark) && !is_time(remark) {
                noted.add(remark_skipped(remark));
            }
        }
    }
    let text = text.trim_end_matches(['。', '、', '.']);
    let (first, rest) = quantity(text, unit.factor)?;
    let (second, rest) = match separated(rest) {
        Some("") if first.is_exact() => (Some(first.open()), ""),
        Some(after) => {
            let (second, rest) = quantity(after, unit.factor)?;
            (Some(second), rest)
        }
        // 1,000件以上5,000件未満
        None if first.hi.is_none() && !rest.is_empty() => {
            let (second, rest) = quantity(rest, unit.factor).filter(|(second, _)| second.lo == 0)?;
            (Some(second), rest)
        }
        None => (None, rest),
    };
    if !rest.is_empty() {
        return None;
    }
    let quantities = || [Some(first), second].into_iter().flatten();
    if unit.persons && quantities().any(|quantity| quantity.counted == Counted::Containers) {
        doubts.add(containers());
        return None;
    }
    times.extend(quantities().filter_map(|quantity| quantity.per));
    let per = times.first().copied();
    // 月100件（年） says nothing that can be read.
    if times.iter().any(|time| Some(*time) != per) {
        return None;
    }
    if quantities().any(|quantity| quantity.counted == Counted::Visits) {
        noted.say(
            "延べ数です（同じ本人を重ねて数えている可能性があります）",
            "this counts visits, so the same person may be counted more than once",
        );
    }
    let count = united(first, second, &mut noted)?;
    let other = |quantity: Quantity| !quantity.scaled && quantity.factor != unit.factor && quantity.lo > 0;
    if unit.factor > 1 && quantities().any(other) {
        noted.add(Text::new(
            format!("見出しの単位（{}倍）は掛けていません（セルの単位を採りました）", unit.factor),
            format!("it was not multiplied by {}, the unit of the header, since it has its own", unit.factor),
        ));
    }
    if per.zip(unit.per).is_some_and(|(own, header)| own != header) {
        noted.say(
            "見出しと違う期間の件数です（セルの記載を採りました）",
            "the cell and its header name different lengths of time; the cell was believed",
        );
    }
    doubts.add_all(noted);
    Some(Count { per: per.or(unit.per), ..count })
}

/// The range from one quantity to another.
fn united(first: Quantity, second: Option<Quantity>, doubts: &mut Doubts) -> Option<Count> {
    let count = match second {
        None => Count { lo: first.lo, hi: first.hi, per: None },
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
            Count { lo, hi: second.hi, per: None }
        }
    };
    (count.hi.is_none_or(|hi| count.lo <= hi && hi <= MOST) && count.lo <= MOST).then_some(count)
}

/// The time that a remark names and nothing else: 年間, 月, /週.
fn time_alone(remark: &str) -> Option<Per> {
    let slashed = format!("/{}", remark.trim_start_matches('/'));
    let mut words = FLOW_BEHIND.iter().chain(TIMES);
    words.find(|(word, _)| *word == remark || *word == slashed).map(|(_, per)| *per)
}

/// True for a remark with a number, in kanji too: 約500名, 数百名分.
fn holds_number(remark: &str) -> bool {
    remark.contains(|c: char| c.is_ascii_digit()) || quantity(remark, 1).is_some()
}

/// True for a remark that only dates the number: 2024年3月末時点, R6.3現在.
fn is_time(remark: &str) -> bool {
    let dated = ["時点", "現在", "年度", "末"].iter().any(|word| remark.ends_with(word));
    dated && !remark.contains(['件', '名', '人'])
}

/// What follows the mark of a range.
fn separated(text: &str) -> Option<&str> {
    let text = text.strip_prefix(['、', ',']).unwrap_or(text);
    ["~", "--", "-", "ー", "から", "より", "ないし", "乃至", "to", "…"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
}

/// A number for a length of time is not the number that is kept.
fn flow(per: Per, doubts: &mut Doubts) {
    if per == Per::Occasion {
        return doubts.say(
            "1回あたりの件数です（保有件数はわかりません）",
            "this is a number for each time; how many are kept is not said",
        );
    }
    doubts.say(
        "期間あたりの件数と読みました（保有件数は保管期間から見積もります）",
        "it was read as a number for a length of time; how many are kept is estimated by the retention period",
    );
}

/// A number of boxes, files and the like.
fn containers() -> Text {
    Text::new(
        "箱・冊・ファイルなどの数で、何人分（何件）かわかりません（おおよその人数か件数を書いてください）",
        "this counts boxes, files or the like; write about how many persons or records they hold",
    )
}

/// A cell with several numbers.
fn several(text: &str) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} には数が複数あります（合計の件数を書いてください）"),
        format!("{shown} holds several numbers; write their sum"),
    )
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
