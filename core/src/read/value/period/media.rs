//! Periods of several media in one cell: 紙：5年 / 電子：10年, 5年（電子データは10年）.

use daicho_rules::{MediumPeriod, Period, Text};

use super::{FOREVER, OPEN, URGENT, event, holds, lengths, understand};
use crate::read::value::doubt::{Doubts, quote};
use crate::read::value::folded::Folded;
use crate::read::value::wording::Wordings;

/// Signs between the period of one medium and that of the next.
const SEPARATORS: &[char] =
    &['、', ',', '。', ';', '/', '|', '\n', '(', ')', '[', ']', '【', '】', '・', '→'];
/// What may stand between a medium and its period.
const PARTICLES: &[&str] = &[
    "媒体",
    "のみ",
    "だけ",
    "については",
    "に関しては",
    "の場合",
    "の方",
    "では",
    "分",
    "は",
    "で",
    "の",
    ":",
    "-",
    "…",
    "=",
];
/// Words for the media that no other part names.
const OTHERS: &[&str] = &["その他", "それ以外", "上記以外", "以外", "他"];
/// Words before a length that leave it as it is.
const LEADS: &[&str] = &["原則として", "原則", "約", "最長", "最大", "満", "通常"];

/// One piece of a cell between separators.
#[derive(Debug)]
struct Piece<'t> {
    /// Media that it names at its start.
    media: Vec<usize>,
    /// True if it says その他.
    others: bool,
    /// What it says of their period; empty for a piece that only names media.
    said: &'t str,
}

/// The periods that `folded` ties to media; `None` if it does not do so beyond doubt.
pub(super) fn by_medium(folded: &str, words: &Wordings<'_>, doubts: &mut Doubts) -> Option<Period> {
    let pieces = pieces(folded, words)?;
    if pieces.iter().all(|piece| piece.media.is_empty()) {
        return None;
    }
    let mut noted = Doubts::default();
    let mut parts: Vec<MediumPeriod> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let mut unsaid = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if piece.said.is_empty() {
            let next_names_more =
                pieces.get(at + 1).is_some_and(|next| next.media.is_empty() && !next.others);
            match parts.last_mut().filter(|part| part.media.is_empty() && waiting.is_empty()) {
                // 5年（紙）、10年（電子）
                Some(part) if at > 0 => part.media = ids(words, &piece.media),
                // 紙・電子：5年
                _ if next_names_more || pieces.get(at + 1).is_some() => waiting.extend(&piece.media),
                _ => return None,
            }
            continue;
        }
        let mut media = std::mem::take(&mut waiting);
        media.extend(&piece.media);
        if holds(piece.said, OPEN) {
            let shown = quote(piece.said);
            noted.add(Text::new(
                format!("{shown} とあり、一部の媒体の期間がまだ決まっていません"),
                format!("{shown} says that the period of some media is not known yet"),
            ));
            unsaid += 1;
            continue;
        }
        let period = understand(piece.said, &mut noted).ok()?;
        parts.push(MediumPeriod { media: ids(words, &media), period });
    }
    let mut named: Vec<&String> = parts.iter().flat_map(|part| &part.media).collect();
    let count = named.len();
    named.sort_unstable();
    named.dedup();
    let rest = parts.iter().filter(|part| part.media.is_empty()).count();
    let [first, others @ ..] = parts.as_slice() else { return None };
    if named.len() != count || named.is_empty() || rest > 1 {
        return None;
    }
    doubts.add_all(noted);
    // The same for all media is no difference.
    if unsaid == 0 && rest == 1 && others.iter().all(|part| part.period == first.period) {
        return Some(first.period.clone());
    }
    Some(Period::of_media(parts))
}

fn ids(words: &Wordings<'_>, media: &[usize]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in media.iter().map(|value| words.id(*value)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The pieces of a text; `None` if one of them is neither a medium nor a period.
fn pieces<'t>(folded: &'t str, words: &Wordings<'_>) -> Option<Vec<Piece<'t>>> {
    let mut pieces = Vec::new();
    for chunk in folded.split(SEPARATORS).filter(|chunk| !chunk.is_empty()) {
        let text = Folded::new(chunk);
        let found = words.find(&text);
        let mut from = 0;
        // 紙5年電子10年: a medium behind a period starts the next piece.
        for one in &found {
            let before = chunk.get(from..one.start)?;
            if one.start > from && ends_in_period(before) {
                pieces.push(piece(before, words)?);
                from = one.start;
            }
        }
        pieces.push(piece(chunk.get(from..)?, words)?);
    }
    Some(pieces)
}

/// Reads one piece.
fn piece<'t>(text: &'t str, words: &Wordings<'_>) -> Option<Piece<'t>> {
    let mut rest = text;
    let mut media = Vec::new();
    while let Some(one) = words.find(&Folded::new(rest)).first().filter(|one| one.start == 0 && !one.denied) {
        media.push(one.value);
        rest = rest.get(one.end..)?;
        rest = rest.strip_prefix('と').or_else(|| rest.strip_prefix("及び")).unwrap_or(rest);
    }
    let others = OTHERS.iter().find_map(|word| rest.strip_prefix(word));
    rest = others.unwrap_or(rest);
    if !media.is_empty() || others.is_some() {
        while let Some(after) = PARTICLES.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = after;
        }
    }
    while let Some(after) = LEADS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    let fits = rest.is_empty() && !media.is_empty() || starts_with_period(rest);
    fits.then_some(Piece { media, others: others.is_some(), said: rest })
}

/// True if a length, an event or the like stands at the very start of `text`.
fn starts_with_period(text: &str) -> bool {
    let length = lengths(text).lengths.first().is_some_and(|length| length.start == 0);
    let word = |words: &str| words.split(' ').any(|word| text.starts_with(word));
    let event = || event::starts(text);
    length || word(FOREVER) || word(URGENT) || word(OPEN) || event()
}

/// True if what stands before a medium says a period by itself.
fn ends_in_period(text: &str) -> bool {
    !lengths(text).lengths.is_empty() || holds(text, FOREVER) || holds(text, URGENT) || holds(text, OPEN)
}
