//! Fonts, colours and borders, made once for a workbook.

use daicho_rules::Method;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Font of every cell: on every Windows and Mac that opens Japanese workbooks.
pub(crate) const FONT: &str = "Yu Gothic";
const LINE: u32 = 0x00BF_BFBF;
const HEAD: u32 = 0x00D9_E2F3;
const FILL_HEAD: u32 = 0x00FF_E699;
const FILL: u32 = 0x00FF_FBEB;
const INK: u32 = 0x001F_3864;
/// Background of a cell that was not understood.
const UNCLEAR: u32 = 0x00FF_FF99;
const GREY: u32 = 0x00F2_F2F2;

/// Formats by purpose.
#[derive(Debug, Clone)]
pub(crate) struct Styles {
    /// Title of a sheet.
    pub(crate) title: Format,
    /// Title of the report on the cover.
    pub(crate) report: Format,
    /// Heading of a section.
    pub(crate) section: Format,
    /// Line below a title.
    pub(crate) hint: Format,
    /// Line that has to be seen.
    pub(crate) warning: Format,
    /// Heading of a column.
    pub(crate) head: Format,
    /// Heading of a column that people fill in.
    pub(crate) fill_head: Format,
    /// Caption over a group of columns.
    pub(crate) group: Format,
    /// Caption over columns that people fill in.
    pub(crate) fill_group: Format,
    /// Text that wraps.
    pub(crate) text: Format,
    /// Short text in small print.
    pub(crate) small: Format,
    /// Centred text or number.
    pub(crate) centre: Format,
    /// Centred bold text.
    pub(crate) strong: Format,
    /// A link to another sheet.
    pub(crate) link: Format,
    /// Text that people type.
    pub(crate) fill: Format,
    /// Centred value that people type or choose.
    pub(crate) fill_centre: Format,
    /// A day that people type.
    pub(crate) fill_date: Format,
    /// Raw text that was not understood.
    pub(crate) unclear: Format,
    /// A value that no cell holds.
    pub(crate) derived: Format,
    /// Row that names a group of rows.
    pub(crate) stripe: Format,
    /// A box to sign or stamp.
    pub(crate) stamp: Format,
}

impl Styles {
    /// The formats of a workbook.
    pub(crate) fn new() -> Self {
        let base = base();
        let boxed = base.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE));
        let text = boxed.clone().set_text_wrap().set_align(FormatAlign::Top);
        let centre = boxed.clone().set_text_wrap().set_align(FormatAlign::Center).set_align(FormatAlign::Top);
        let head = boxed
            .clone()
            .set_text_wrap()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(HEAD));
        let fill_head = head.clone().set_background_color(Color::RGB(FILL_HEAD));
        let fill = text.clone().set_background_color(Color::RGB(FILL));
        let plain = base.clone().set_align(FormatAlign::VerticalCenter);
        Self {
            title: plain.clone().set_bold().set_font_size(14).set_font_color(Color::RGB(INK)),
            report: plain.clone().set_bold().set_font_size(20).set_font_color(Color::RGB(INK)),
            section: plain
                .set_bold()
                .set_font_size(11)
                .set_font_color(Color::RGB(INK))
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color(Color::RGB(INK)),
            hint: base
                .clone()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_font_color(Color::RGB(0x0059_5959)),
            warning: base.set_text_wrap().set_align(FormatAlign::Top).set_font_color(Color::RGB(0x00C0_0000)),
            group: head.clone().set_background_color(Color::RGB(INK)).set_font_color(Color::White),
            fill_group: fill_head
                .clone()
                .set_background_color(Color::RGB(0x00BF_8F00))
                .set_font_color(Color::White),
            small: text.clone().set_font_size(8),
            strong: centre.clone().set_bold(),
            link: centre.clone().set_font_color(Color::RGB(0x0005_63C1)).set_underline(underline()),
            fill_centre: centre.clone().set_background_color(Color::RGB(FILL)),
            fill_date: centre.clone().set_background_color(Color::RGB(FILL)).set_num_format("yyyy/mm/dd"),
            unclear: text.clone().set_background_color(Color::RGB(UNCLEAR)),
            derived: text.clone().set_italic().set_font_color(Color::RGB(0x0059_5959)),
            stripe: boxed
                .set_bold()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(GREY)),
            stamp: centre.clone().set_font_color(Color::RGB(0x0080_8080)).set_align(FormatAlign::Bottom),
            fill,
            head,
            fill_head,
            text,
            centre,
        }
    }
}

/// Format of a cell that nothing else is said about.
pub(crate) fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10).set_font_charset(128).set_font_family(3)
}

fn underline() -> rust_xlsxwriter::FormatUnderline {
    rust_xlsxwriter::FormatUnderline::Single
}

/// The format with its text half-way up the cell.
pub(crate) fn middle(format: &Format) -> Format {
    format.clone().set_align(FormatAlign::VerticalCenter)
}

/// Colours of a band; `None` for a risk that was not rated.
pub(crate) fn band_format(method: &Method, band: Option<&str>, format: &Format) -> Format {
    let known = band.and_then(|id| method.bands.iter().find(|known| known.id == id));
    match known.and_then(|band| colour(&band.colour)) {
        Some(rgb) => {
            format.clone().set_background_color(Color::RGB(rgb)).set_font_color(Color::RGB(ink_on(rgb)))
        }
        None => format.clone(),
    }
}

/// Fill and font of a band for a conditional format.
pub(crate) fn band_condition(rgb: u32) -> Format {
    Format::new().set_background_color(Color::RGB(rgb)).set_font_color(Color::RGB(ink_on(rgb)))
}

/// The number of a colour written as `RRGGBB`.
pub(crate) fn colour(text: &str) -> Option<u32> {
    let digits = text.trim_start_matches('#');
    (digits.len() == 6).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// Black or white, whichever can be read on the colour.
fn ink_on(rgb: u32) -> u32 {
    let [_, red, green, blue] = rgb.to_be_bytes();
    let light = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    if light > 140_000 { 0 } else { 0x00FF_FFFF }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_text_on_them_is_legible() {
        for (text, rgb, ink) in [
            ("C00000", Some(0x00C0_0000), 0x00FF_FFFF),
            ("#FFD966", Some(0x00FF_D966), 0),
            ("red", None, 0),
            ("赤赤", None, 0),
        ] {
            assert_eq!(colour(text), rgb, "{text}");
            if let Some(rgb) = rgb {
                assert_eq!(ink_on(rgb), ink, "{text}");
            }
        }
    }
}
