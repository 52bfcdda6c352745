//! Counts of several media in one cell: 紙100件、電子2,000件.

use daicho_rules::{Count, Text};

use super::quantity::{Counted, quantity};
use crate::read::value::folded::Folded;
use crate::read::value::number::{amount, split_first};
use crate::read::value::unit::Unit;
use crate::read::value::wording::Wordings;

/// The range that the counts of several media span, and the doubt that it is one.
///
/// The same persons may stand on paper and in data, so there are at least as many as on one medium and at
/// most as many as on all.
pub(super) fn by_medium(folded: &str, unit: Unit, media: &Wordings<'_>) -> Option<(Count, Text)> {
    let text = Folded::new(folded);
    let found = media.find(&text);
    let mut media: Vec<usize> = Vec::new();
    let mut counts: Vec<(u64, u64)> = Vec::new();
    let mut starts = found.iter().peekable();
    if folded.get(..starts.peek()?.start)?.chars().any(char::is_alphanumeric) {
        return None;
    }
    while let Some(one) = starts.next() {
        let end = starts.peek().map_or(folded.len(), |next| next.start);
        let said = folded.get(one.end..end)?;
        let said = said.strip_prefix("媒体").unwrap_or(said);
        let said = said.trim_start_matches([':', 'は', '(']);
        let said = said.trim_end_matches(['、', ',', '/', ';', '+', '(', ')', '・', '。']);
        let (count, rest) = quantity(said, unit.factor).filter(|(count, _)| count.per.is_none())?;
        if !rest.is_empty()
            || unit.persons && count.counted == Counted::Containers
            || one.denied
            || media.contains(&one.value)
        {
            return None;
        }
        media.push(one.value);
        counts.push((count.lo, count.hi?));
    }
    let lo = counts.iter().map(|(lo, _)| *lo).max().filter(|_| counts.len() > 1)?;
    let hi = counts.iter().try_fold(0_u64, |sum, (_, hi)| sum.checked_add(*hi))?;
    let doubt = Text::new(
        format!("媒体ごとの件数から{lo}～{hi}件と読みました（同じ本人が重なる場合があるため）"),
        format!("the counts of the media were read as {lo} to {hi}, since they may share persons"),
    );
    Some((Count { lo, hi: Some(hi), per: unit.per }, doubt))
}

/// How many numbers a text holds.
pub(super) fn numbers(folded: &str) -> usize {
    let mut rest = folded;
    let mut count = 0;
    while let Some((first, after)) = split_first(rest) {
        match amount(rest).filter(|_| first.is_ascii_digit()) {
            Some((_, behind)) => {
                count += 1;
                rest = behind;
            }
            None => rest = after,
        }
    }
    count
}
