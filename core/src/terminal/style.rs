//! Colours and columns of a terminal.

use unicode_width::UnicodeWidthStr;

/// Whether text carries colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// No escape sequences.
    #[default]
    Plain,
    /// ANSI colours. Every use also carries a word or number: colour alone tells nothing.
    Colour,
}

/// What a piece of text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Heading,
    Faint,
    Good,
    Middle,
    Bad,
}

impl Palette {
    pub(super) fn paint(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Heading => "1",
            Ink::Faint => "2",
            Ink::Good => "32",
            Ink::Middle => "33",
            Ink::Bad => "1;31",
        };
        match self {
            Self::Plain => text.to_owned(),
            Self::Colour => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}

/// The ink of a band by its place among so many.
pub(super) fn band_ink(rank: usize, bands: usize) -> Ink {
    match rank {
        0 => Ink::Good,
        rank if rank + 1 == bands => Ink::Bad,
        _ => Ink::Middle,
    }
}

/// Text filled with blanks to a width in terminal columns; full-width characters take two.
pub(super) fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

/// Text filled with blanks before it.
pub(super) fn pad_left(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{}{text}", " ".repeat(blanks))
}

/// Text cut to a width, with … where something was cut.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        let next = format!("{out}{c}");
        if next.width() + 1 > width {
            break;
        }
        out = next;
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_text_lines_up() {
        assert_eq!(pad("局面", 6), "局面  ");
        assert_eq!(pad_left("7", 3), "  7");
        assert_eq!(cut("個人情報管理台帳", 7), "個人情…");
    }
}
