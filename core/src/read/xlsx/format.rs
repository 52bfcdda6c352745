//! Number formats: what a number looks like to the people who read the sheet.

use std::collections::BTreeMap;

use super::package::{Package, attribute};
use crate::read::error::ReadError;

/// What a number format does to a number, as far as its text matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    /// A percentage with so many decimals.
    Percent(usize),
    /// At least so many digits, with leading zeros.
    Zeros(usize),
    /// A day that calamine does not recognise, such as `ggge"年"`.
    Day,
    /// Text around the number, such as `約` and `件`.
    Around(String, String),
}

/// Formats by style index; styles that show a number plainly are left out.
pub(crate) fn number_formats(package: &mut Package<'_>) -> Result<BTreeMap<usize, NumberFormat>, ReadError> {
    let part = package.path("styles.xml");
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut styles = Vec::new();
    // `cellStyleXfs` stands before `cellXfs` and holds elements of the same name.
    let mut in_cells = false;
    package.each_start(&part, |start| match start.local_name().as_ref() {
        "numFmt" => {
            if let (Some(id), Some(code)) = (attribute(start, "numFmtId"), attribute(start, "formatCode")) {
                codes.insert(id, code);
            }
        }
        "cellXfs" => in_cells = true,
        "cellStyles" | "dxfs" => in_cells = false,
        "xf" if in_cells => styles.push(attribute(start, "numFmtId").unwrap_or_default()),
        _ => {}
    })?;
    let format = |id: &String| match id.as_str() {
        "9" => Some(NumberFormat::Percent(0)),
        "10" => Some(NumberFormat::Percent(2)),
        _ => codes.get(id).and_then(|code| classify(code)),
    };
    Ok(styles.iter().enumerate().filter_map(|(style, id)| Some((style, format(id)?))).collect())
}

/// What a format code does, by its first section.
fn classify(code: &str) -> Option<NumberFormat> {
    let mut before = String::new();
    let mut pattern = String::new();
    let mut after = String::new();
    let mut chars = code.chars();
    let mut literal = |c: char, pattern: &str| {
        if pattern.is_empty() { before.push(c) } else { after.push(c) }
    };
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(|c| literal(c, &pattern)),
            '[' => chars.by_ref().take_while(|c| *c != ']').for_each(drop),
            '\\' => chars.next().into_iter().for_each(|c| literal(c, &pattern)),
            '_' | '*' => drop(chars.next()),
            ' ' => {}
            other => pattern.push(other),
        }
    }
    if pattern.is_empty() || pattern.eq_ignore_ascii_case("general") {
        return around(before, after);
    }
    if pattern.chars().all(|c| matches!(c, 'g' | 'e' | 'G' | 'E')) {
        return Some(NumberFormat::Day);
    }
    if let Some(number) = pattern.strip_suffix('%') {
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.chars().count());
        return Some(NumberFormat::Percent(decimals.min(10)));
    }
    if !pattern.chars().all(|c| matches!(c, '0' | '#' | ',' | '.' | '?')) {
        return None;
    }
    let zeros = pattern.chars().count();
    if zeros > 1 && zeros <= 20 && pattern.chars().all(|c| c == '0') {
        return Some(NumberFormat::Zeros(zeros));
    }
    around(before, after)
}

fn around(before: String, after: String) -> Option<NumberFormat> {
    let blank = before.trim().is_empty() && after.trim().is_empty();
    (!blank).then_some(NumberFormat::Around(before, after))
}

impl NumberFormat {
    /// The text of a number in this format; `None` where the number needs the calendar.
    pub(crate) fn show(&self, number: f64) -> Option<String> {
        match self {
            Self::Percent(decimals) => Some(format!("{:.decimals$}%", number * 100.0)),
            Self::Zeros(digits) if number >= 0.0 => Some(format!("{number:0>digits$.0}")),
            Self::Zeros(_) => Some(plain(number)),
            Self::Around(before, after) => Some(format!("{before}{}{after}", plain(number))),
            Self::Day => None,
        }
    }
}

/// A number as a cell of format *General* shows it, of any length.
pub(crate) fn plain(number: f64) -> String {
    // Excel keeps 15 digits: 0.1 + 0.2 is 0.3.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let text = rounded.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{NumberFormat, classify, plain};

    #[test]
    fn numbers_are_shown_as_people_see_them() {
        let show = |code: &str, number: f64| classify(code).and_then(|format| format.show(number));
        assert_eq!(show("0.0%", 0.123), Some("12.3%".to_owned()));
        assert_eq!(show("0000", 7.0), Some("0007".to_owned()));
        assert_eq!(show("\"約\"#,##0\"件\"", 1200.0), Some("約1200件".to_owned()));
        assert_eq!(show("0\\年", 5.0), Some("5年".to_owned()));
        assert_eq!(show("#,##0", 1200.0), None);
        assert_eq!(show("0.00_ ;[Red]\\-0.00\\ ", 1.5), None);
    }

    #[test]
    fn era_years_alone_are_days() {
        assert_eq!(classify("ggge\"年\""), Some(NumberFormat::Day));
        assert_eq!(classify("[$-411]e"), Some(NumberFormat::Day));
    }

    #[test]
    fn plain_numbers_have_no_needless_digits() {
        for (number, text) in
            [(1200.0, "1200"), (0.1 + 0.2, "0.3"), (-0.0, "0"), (1e15, "1000000000000000"), (2.5, "2.5")]
        {
            assert_eq!(plain(number), text);
        }
    }
}
