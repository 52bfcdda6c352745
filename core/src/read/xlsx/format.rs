//! Number formats: what a number looks like to the people who read the sheet.

mod digits;
mod section;

use std::collections::BTreeMap;

use super::package::{Package, attribute};
use crate::read::error::ReadError;
use section::{Section, Shape, sections};

/// Most styles and most formats of a workbook; Excel allows 65,490 styles.
const MOST: usize = 200_000;

/// The number formats of a workbook, by style.
#[derive(Debug, Default)]
pub(crate) struct Formats {
    distinct: Vec<NumberFormat>,
    /// For each style, which of the distinct formats it has.
    styles: Vec<usize>,
    general: NumberFormat,
}

/// How a number is shown; by default as it is.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct NumberFormat {
    sections: Vec<Section>,
}

/// A number as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Digits, and what stands around them.
    Digits(String),
    /// A word in place of the number.
    Word(String),
    /// A day or a time.
    Calendar(Calendar),
}

/// What of a moment people see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calendar {
    /// The day or a part of it, such as its year, and perhaps the time.
    Day,
    /// Only the time.
    Clock,
    /// How long.
    Duration,
}

impl Formats {
    /// Reads the styles in `part`; a workbook may have none.
    pub(in crate::read::xlsx) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, ReadError> {
        let mut codes: BTreeMap<String, String> = BTreeMap::new();
        let mut ids: Vec<String> = Vec::new();
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        let mut styles = Vec::new();
        // `cellStyleXfs` stands before `cellXfs` and holds elements of the same name.
        let mut in_cells = false;
        package.each_start(part, |start| match start.local_name().as_ref() {
            "numFmt" if codes.len() < MOST => {
                if let (Some(id), Some(code)) = (attribute(start, "numFmtId"), attribute(start, "formatCode"))
                {
                    codes.insert(id, code);
                }
            }
            "cellXfs" => in_cells = true,
            "cellStyles" | "dxfs" => in_cells = false,
            "xf" if in_cells && styles.len() < MOST => {
                let id = attribute(start, "numFmtId").unwrap_or_default();
                let next = ids.len();
                let index = *found.entry(id).or_insert_with_key(|id| {
                    ids.push(id.clone());
                    next
                });
                styles.push(index);
            }
            _ => {}
        })?;
        Ok(Self::new(&codes, &ids, styles))
    }

    /// Formats by their codes and ids; each style has the id at its index.
    pub(crate) fn new(codes: &BTreeMap<String, String>, ids: &[String], styles: Vec<usize>) -> Self {
        let format =
            |id: &String| NumberFormat::new(codes.get(id).map_or_else(|| built_in(id), String::as_str));
        Self { distinct: ids.iter().map(format).collect(), styles, general: NumberFormat::default() }
    }

    /// The format of a style; a style that the workbook lacks shows numbers as they are.
    pub(crate) fn of(&self, style: usize) -> &NumberFormat {
        let format = self.styles.get(style).and_then(|index| self.distinct.get(*index));
        format.unwrap_or(&self.general)
    }
}

/// The code of a format that files need not spell out.
///
/// Those from 27 on mean other days and times in Chinese and Korean than in Japanese Excel, but always some.
fn built_in(id: &str) -> &'static str {
    match id {
        "2" => "0.00",
        "4" | "39" | "40" | "43" | "44" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "14" | "15" | "22" | "27" | "28" | "29" | "30" | "31" | "36" | "50" | "51" | "52" | "53" | "54"
        | "57" | "58" => "yyyy/m/d",
        "16" | "35" | "56" => "m/d",
        "17" | "34" | "55" => "yyyy/m",
        "18" | "19" | "20" | "21" | "32" | "33" | "45" | "47" => "h:mm",
        "46" => "[h]:mm:ss",
        _ => "",
    }
}

impl NumberFormat {
    /// The format that a code describes.
    pub(crate) fn new(code: &str) -> Self {
        Self { sections: sections(code) }
    }

    /// A finite number as people see it.
    ///
    /// What a format would hide is shown plainly: an empty section, decimals of a format without any.
    pub(crate) fn show(&self, number: f64) -> Shown {
        let as_it_is = || Shown::Digits(plain(number));
        let Some((section, signed)) = self.section(number) else { return as_it_is() };
        let minus = if signed && number < 0.0 { "-" } else { "" };
        let around = |digits: &str| {
            let text = format!("{minus}{}{digits}{}", section.before, section.after);
            Shown::Digits(text.trim().to_owned())
        };
        match &section.shape {
            Shape::Calendar(calendar) => Shown::Calendar(*calendar),
            Shape::Word if section.before.trim().is_empty() => as_it_is(),
            Shape::Word => Shown::Word(section.before.trim().to_owned()),
            Shape::General => around(&plain(number.abs())),
            Shape::Digits(digits) => match digits.show(number.abs()) {
                Some(shown) => around(&shown),
                // What stands around it is true of the scaled number only.
                None if digits.scales() => as_it_is(),
                None => around(&plain(number.abs())),
            },
        }
    }

    /// The section for a number, and whether a minus is shown before it.
    fn section(&self, number: f64) -> Option<(&Section, bool)> {
        if self.sections.iter().any(|section| section.condition.is_some()) {
            let holds =
                |section: &&Section| section.condition.is_none_or(|condition| condition.holds(number));
            return self.sections.iter().find(holds).map(|section| (section, true));
        }
        match self.sections.as_slice() {
            [] => None,
            [only] => Some((only, true)),
            [_, negative, ..] if number < 0.0 => Some((negative, false)),
            [_, _, zero, ..] if number == 0.0 => Some((zero, false)),
            [positive, ..] => Some((positive, false)),
        }
    }
}

/// A number as a cell of format *General* shows it, of any length.
pub(crate) fn plain(number: f64) -> String {
    let text = if number.fract() == 0.0 && number.abs() < 1e15 {
        number.to_string()
    } else {
        // Excel keeps 15 digits: 0.1 + 0.2 is 0.3.
        let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        rounded.to_string()
    };
    if text == "-0" { "0".to_owned() } else { text }
}

#[cfg(test)]
mod tests;
