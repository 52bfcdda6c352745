//! Numbers as Japanese people write them: 1,200, １２００, 1万2千, 2.5万, 千二百, 10k.

/// The largest number that is read; more is a slip of the finger.
pub(super) const MOST: u64 = 1_000_000_000_000;
/// Numbers are kept in millionths while units are applied, so that 2.5万 stays exact.
const MICRO: u128 = 1_000_000;
/// Largest number in millionths.
const MOST_MICRO: u128 = 1_000_000_000_000_000_000;

/// Units below 万.
const SMALL: &[(char, u64)] = &[('十', 10), ('拾', 10), ('百', 100), ('千', 1_000)];
/// Units that close a group of four digits.
const LARGE: &[(char, u64)] =
    &[('万', 10_000), ('萬', 10_000), ('億', 100_000_000), ('兆', 1_000_000_000_000)];

/// A number as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    micros: u128,
    /// Digits typed behind a decimal point.
    decimals: usize,
    /// The unit when it was written with just one (3万), else 1.
    pub(super) factor: u64,
    /// True without any unit (1,200).
    pub(super) plain: bool,
}

impl Amount {
    /// The number if it is whole and was written as such: `1.000` may be a thousand or one.
    pub(super) fn whole(self) -> Option<u64> {
        self.whole_times(1)
    }

    /// [`Self::whole`] of the number times `factor`: 1.5 of 1,000 are 1,500.
    pub(super) fn whole_times(self, factor: u64) -> Option<u64> {
        let micros = self.micros.checked_mul(u128::from(factor))?;
        if !micros.is_multiple_of(MICRO) || self.plain && self.decimals > 2 {
            return None;
        }
        u64::try_from(micros / MICRO).ok().filter(|number| *number <= MOST)
    }

    /// The number times `by`, rounded up: 1.5 years are 18 months.
    pub(super) fn times(self, by: u32) -> Option<u64> {
        let product = self.micros.checked_mul(u128::from(by))?;
        u64::try_from(product.div_ceil(MICRO)).ok()
    }
}

/// The number at the start of `text` (folded) and what follows it.
pub(super) fn amount(text: &str) -> Option<(Amount, &str)> {
    read(text, true)
}

/// The whole number at the start of `text`, how many digits it was typed with, and what follows.
///
/// Commas and points are not part of it: dates use them as separators.
pub(super) fn integer(text: &str) -> Option<(u32, usize, &str)> {
    let (amount, rest) = read(text, false)?;
    let number = u32::try_from(amount.whole()?).ok()?;
    let typed = text.strip_suffix(rest).unwrap_or_default();
    // 十二 has no digits that month and day could be parts of.
    let digits = if typed.is_ascii() { typed.len() } else { 0 };
    Some((number, digits, rest))
}

/// A unit that stands alone, as in 数十 and 数万, and what follows it.
pub(super) fn unit(text: &str) -> Option<(u64, &str)> {
    let (first, rest) = split_first(text)?;
    let units = SMALL.iter().chain(LARGE);
    units.into_iter().find(|(unit, _)| *unit == first).map(|(_, size)| (*size, rest))
}

fn read(text: &str, grouped: bool) -> Option<(Amount, &str)> {
    let mut rest = text;
    let (mut total, mut section): (u128, u128) = (0, 0);
    let mut pending: Option<u128> = None;
    let (mut small_before, mut large_before) = (u64::MAX, u64::MAX);
    let (mut decimals, mut units, mut factor) = (0, 0_u32, 1);
    loop {
        if pending.is_none()
            && let Some((number, places, after)) = digits(rest, grouped)?
        {
            pending = Some(number);
            decimals = places;
            rest = after;
            continue;
        }
        let Some((first, after)) = split_first(rest) else { break };
        if let Some((_, size)) = SMALL.iter().find(|(unit, _)| *unit == first) {
            if *size >= small_before {
                return None;
            }
            section = section.checked_add(pending.unwrap_or(MICRO).checked_mul(u128::from(*size))?)?;
            small_before = *size;
            factor = *size;
        } else if let Some((_, size)) = LARGE.iter().find(|(unit, _)| *unit == first) {
            section = section.checked_add(pending.unwrap_or(0))?;
            if *size >= large_before || section == 0 {
                break;
            }
            total = total.checked_add(section.checked_mul(u128::from(*size))?)?;
            section = 0;
            small_before = u64::MAX;
            large_before = *size;
            factor = *size;
        } else if first == 'k' && pending.is_some() && units == 0 && !after.starts_with(char::is_alphabetic) {
            total = pending.unwrap_or(0).checked_mul(1_000)?;
            factor = 1_000;
            pending = None;
            units = 1;
            rest = after;
            break;
        } else {
            break;
        }
        pending = None;
        units = units.saturating_add(1);
        rest = after;
        if total > MOST_MICRO || section > MOST_MICRO {
            return None;
        }
    }
    if rest.len() == text.len() {
        return None;
    }
    let micros = total.checked_add(section)?.checked_add(pending.unwrap_or(0))?;
    if micros > MOST_MICRO {
        return None;
    }
    let factor = if units == 1 && pending.is_none() { factor } else { 1 };
    Some((Amount { micros, decimals, factor, plain: units == 0 }, rest))
}

/// Digits at the start of `text` in millionths, how many decimals, and what follows; an inner
/// `None` if there are none, an outer `None` if they are malformed (`1,00`).
#[expect(clippy::option_option, reason = "no digits and malformed digits are different answers")]
fn digits(text: &str, grouped: bool) -> Option<Option<(u128, usize, &str)>> {
    let Some((mut number, mut rest)) = ascii_run(text, usize::MAX)? else {
        return kanji_run(text);
    };
    let mut decimals = 0;
    if grouped {
        while let Some(group) = rest.strip_prefix(',').filter(|after| after.starts_with(is_digit)) {
            let Some(Some((thousands, after))) = ascii_run(group, 3).filter(|_| is_group(group)) else {
                return None;
            };
            number = number.checked_mul(1_000)?.checked_add(thousands)?;
            rest = after;
            if number > u128::from(MOST) {
                return None;
            }
        }
    }
    let mut micros = number.checked_mul(MICRO)?;
    if let Some(fraction) = rest.strip_prefix('.').filter(|after| grouped && after.starts_with(is_digit)) {
        let mut size = MICRO;
        rest = fraction;
        while let Some(digit) = rest.chars().next().and_then(|c| c.to_digit(10)) {
            size /= 10;
            if size == 0 {
                return None;
            }
            micros = micros.checked_add(u128::from(digit) * size)?;
            decimals += 1;
            rest = split_first(rest)?.1;
        }
    }
    Some(Some((micros, decimals, rest)))
}

/// At most `most` ASCII digits; an outer `None` if the number is too large.
#[expect(clippy::option_option, reason = "no digits and too many digits are different answers")]
fn ascii_run(text: &str, most: usize) -> Option<Option<(u128, &str)>> {
    let mut number = 0_u128;
    let mut rest = text;
    let mut count = 0;
    while let Some(digit) = rest.chars().next().and_then(|c| c.to_digit(10)).filter(|_| count < most) {
        number = number * 10 + u128::from(digit);
        if number > u128::from(MOST) {
            return None;
        }
        rest = split_first(rest)?.1;
        count += 1;
    }
    Some((count > 0).then_some((number, rest)))
}

/// Kanji digits, one by one: 二〇二四.
#[expect(clippy::option_option, reason = "it has the shape of its caller")]
fn kanji_run(text: &str) -> Option<Option<(u128, usize, &str)>> {
    let mut number = 0_u128;
    let mut rest = text;
    let mut count = 0;
    while let Some((first, after)) = split_first(rest) {
        let digit = match first {
            // A circle is a zero only behind another digit; alone it is a yes.
            '○' if count > 0 => 0,
            '零' => 0,
            '一' | '壱' => 1,
            '二' | '弐' => 2,
            '三' | '参' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            _ => break,
        };
        number = number * 10 + digit;
        if number > u128::from(MOST) {
            return None;
        }
        rest = after;
        count += 1;
    }
    Some((count > 0).then_some((number * MICRO, 0, rest)))
}

/// True for three digits that are not followed by a fourth.
fn is_group(text: &str) -> bool {
    text.chars().take_while(|c| is_digit(*c)).count() == 3
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The first character of `text` and the rest.
pub(super) fn split_first(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    chars.next().map(|first| (first, chars.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_notation() {
        for (typed, number) in [
            ("1200", 1_200),
            ("1,200", 1_200),
            ("1万2千", 12_000),
            ("2.5万", 25_000),
            ("1.2千", 1_200),
            ("千二百", 1_200),
            ("二万五千三百四十一", 25_341),
            ("二○二四", 2_024),
            ("十", 10),
            ("3億2千万", 320_000_000),
            ("1兆", 1_000_000_000_000),
            ("10k", 10_000),
            ("1万200", 10_200),
            ("120.0", 120),
        ] {
            let read = amount(typed).and_then(|(amount, rest)| amount.whole().filter(|_| rest.is_empty()));
            assert_eq!(read, Some(number), "{typed}");
        }
    }

    #[test]
    fn malformed_numbers_are_not_read() {
        for typed in
            ["1,00", "1,0000", "1.000", "1.5", "百千", "万", "○", "1兆1", "99999999999999", "2兆", ""]
        {
            let read = amount(typed).and_then(|(amount, rest)| amount.whole().filter(|_| rest.is_empty()));
            assert_eq!(read, None, "{typed}");
        }
    }
}
