//! How much room a text takes: Excel fits neither wrapped rows nor merged cells by itself on opening.

/// Longest text of a cell, in UTF-16 units.
pub(crate) const CELL_LIMIT: usize = 32_767;
/// Highest row that Excel shows, in points.
const ROW_LIMIT: f64 = 409.0;
/// Height of a line of 10-point text, in points.
const LINE: f64 = 17.0;

/// Width of a text in columns of a half-width digit: full-width characters take two.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match c {
        '\u{0}'..='\u{1F}' => 0,
        '×' | '÷' => 2,
        '\u{20}'..='\u{7E}' | '\u{A0}'..='\u{24F}' | '\u{FF61}'..='\u{FF9F}' => 1,
        _ => 2,
    }
}

/// How many lines a text takes in a cell so many digits wide.
pub(crate) fn lines(text: &str, columns: u16) -> usize {
    // A little less than the width: Excel keeps a margin, and breaks Latin text between words.
    let room = usize::from(columns.saturating_sub(1).max(2));
    text.split('\n').map(|line| wrapped(line, room)).sum()
}

fn wrapped(line: &str, room: usize) -> usize {
    let mut count = 1;
    let mut used = 0;
    for word in line.split_inclusive(' ') {
        let wide = word.chars().any(|c| char_width(c) == 2);
        let length = width(word);
        if used > 0 && used + length > room && !wide {
            count += 1;
            used = 0;
        }
        for c in word.chars() {
            let step = char_width(c);
            if used + step > room && c != ' ' {
                count += 1;
                // A mark that may not begin a line takes the character before it along.
                used = if matches!(c, '、' | '。' | '）' | '」' | '・' | 'ー') { 2 } else { 0 };
            }
            used += step;
        }
    }
    count
}

/// Height of a row, in points, that shows these texts in columns of these widths.
pub(crate) fn row_height<'a>(cells: impl Iterator<Item = (&'a str, u16)>) -> f64 {
    let most = cells.map(|(text, columns)| lines(text, columns)).max().unwrap_or(1);
    lines_height(most)
}

/// Height of a row of so many lines, in points.
pub(crate) fn lines_height(lines: usize) -> f64 {
    let lines = u32::try_from(lines.max(1)).unwrap_or(u32::MAX);
    f64::from(lines).mul_add(LINE, 3.0).min(ROW_LIMIT)
}

/// The text as a cell can hold it: no control characters, no more than Excel allows.
pub(crate) fn cell_text(text: &str) -> String {
    clip(text, CELL_LIMIT)
}

/// The text without control characters, cut to so many UTF-16 units; `…` marks a cut.
pub(crate) fn clip(text: &str, limit: usize) -> String {
    let mut kept = String::with_capacity(text.len().min(limit));
    let mut used = 0;
    let mut previous = None;
    let mut clean = text.chars().filter_map(|c| {
        let replaced = match (previous, c) {
            (Some('\r'), '\n') | (_, '\u{FFFE}' | '\u{FFFF}') => None,
            (_, '\r') => Some('\n'),
            (_, '\t' | '\n') => Some(c),
            _ if c.is_control() => None,
            _ => Some(c),
        };
        previous = Some(c);
        replaced
    });
    for c in clean.by_ref() {
        if used + c.len_utf16() > limit {
            while used + 1 > limit {
                let Some(last) = kept.pop() else { break };
                used -= last.len_utf16();
            }
            kept.push('…');
            break;
        }
        used += c.len_utf16();
        kept.push(c);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_count_twice() {
        for (text, expected) in [("", 0), ("abc", 3), ("台帳", 4), ("ﾀﾞｲ", 3), ("A社×2", 6)] {
            assert_eq!(width(text), expected, "{text}");
        }
    }

    #[test]
    fn texts_wrap_at_the_width() {
        for (text, columns, expected) in [
            ("", 10, 1),
            ("台帳台帳", 9, 1),
            ("台帳台帳台", 9, 2),
            ("a\nb", 10, 2),
            ("twelve letters here", 10, 3),
            ("台", 0, 1),
        ] {
            assert_eq!(lines(text, columns), expected, "{text}");
        }
    }

    #[test]
    fn texts_are_cut_within_the_limit() {
        let long = "台".repeat(CELL_LIMIT + 5);
        assert_eq!(cell_text(&long).encode_utf16().count(), CELL_LIMIT);
        assert!(cell_text(&long).ends_with('…'));
        assert_eq!(clip("𠮷𠮷𠮷", 4), "𠮷…");
        assert_eq!(clip("a\u{0}b\r\nc\u{1b}", 10), "ab\nc");
    }
}
