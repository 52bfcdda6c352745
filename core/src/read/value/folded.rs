//! Text folded for comparing that still knows where each part was typed.

use daicho_rules::normal;
use unicode_normalization::char::is_combining_mark;

/// Brackets that hold a remark, by pairs.
const BRACKETS: [(char, char); 11] = [
    ('(', ')'),
    ('（', '）'),
    ('［', '］'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
];

/// A text folded like [`normal::fold`], with line ends kept as `\n`.
#[derive(Debug)]
pub(super) struct Folded<'a> {
    raw: &'a str,
    text: String,
    /// For each byte of `text`, and for its end, where in `raw` it comes from.
    origin: Vec<usize>,
}

impl<'a> Folded<'a> {
    /// Folds `raw` one written sign at a time: a half-width kana and its mark are one sign.
    pub(super) fn new(raw: &'a str) -> Self {
        let mut text = String::with_capacity(raw.len());
        let mut origin = Vec::with_capacity(raw.len() + 1);
        let mut signs = raw.char_indices().peekable();
        while let Some((start, first)) = signs.next() {
            let mut sign = String::from(first);
            while let Some((_, mark)) = signs.next_if(|(_, c)| continues_sign(*c)) {
                sign.push(mark);
            }
            // A circled digit numbers a line, so it parts values as a line end does.
            let line = first == '\n' || is_note_digit(first);
            let folded = if line { "\n".to_owned() } else { normal::fold(&sign) };
            origin.extend(std::iter::repeat_n(start, folded.len()));
            text.push_str(&folded);
        }
        origin.push(raw.len());
        Self { raw, text, origin }
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What was typed for the bytes `start..end` of the folded text.
    pub(super) fn raw(&self, start: usize, end: usize) -> &'a str {
        let from = self.origin.get(start).copied().unwrap_or(self.raw.len());
        let to = self.origin.get(end).copied().unwrap_or(self.raw.len());
        self.raw.get(from..to).unwrap_or_default().trim_matches(normal::is_blank)
    }

    /// True if a blank was typed right before byte `at` of the folded text.
    pub(super) fn blank_before(&self, at: usize) -> bool {
        let from = self.origin.get(at).copied().unwrap_or(self.raw.len());
        self.raw.get(..from).and_then(|before| before.chars().next_back()).is_some_and(normal::is_blank)
    }
}

/// True for a sign that belongs to the one before it.
fn continues_sign(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}' | '\u{3099}' | '\u{309a}')
}

/// For each byte of `text`: true between an opening bracket and its partner, partners included.
///
/// A bracket that is never closed holds nothing.
pub(super) fn bracketed(text: &str) -> Vec<bool> {
    let mut steps = vec![0_i32; text.len() + 1];
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut step = |at: usize, by: i32| {
        if let Some(step) = steps.get_mut(at) {
            *step += by;
        }
    };
    for (at, c) in text.char_indices() {
        if let Some((_, close)) = BRACKETS.iter().find(|(opening, _)| *opening == c) {
            open.push((at, *close));
        } else if let Some(depth) = open.iter().rposition(|(_, close)| *close == c) {
            step(open.get(depth).map_or(at, |(start, _)| *start), 1);
            step(at + c.len_utf8(), -1);
            open.truncate(depth);
        }
    }
    let mut depth = 0;
    steps
        .iter()
        .take(text.len())
        .map(|step| {
            depth += step;
            depth > 0
        })
        .collect()
}

/// The text outside brackets, and what each outermost bracket holds.
pub(super) fn remarks(text: &str) -> (String, Vec<String>) {
    let inside = bracketed(text);
    let mut outside = String::new();
    let mut held: Vec<String> = Vec::new();
    let mut before = false;
    for (at, c) in text.char_indices() {
        let now = inside.get(at).copied().unwrap_or(false);
        match (before, now) {
            (_, false) => outside.push(c),
            (false, true) => held.push(String::new()),
            (true, true) => {
                if let Some(last) = held.last_mut() {
                    last.push(c);
                }
            }
        }
        before = now;
    }
    for remark in &mut held {
        remark.pop();
    }
    (outside, held)
}

/// Text for reading numbers: folded, blanks kept as single spaces, circled and raised digits gone.
///
/// A circled digit numbers a line and a raised one points to a note; neither is part of a number.
pub(super) fn spaced(text: &str) -> String {
    let visible = text.chars().filter(|c| !normal::is_invisible(*c));
    let plain: String = visible.map(|c| if is_note_digit(c) { ' ' } else { c }).collect();
    plain
        .split(normal::is_blank)
        .map(normal::fold)
        .filter(|token| !token.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text without the narrow or no-break spaces that group the digits of a number, as in French: 12 000.
fn ungrouped(text: &str) -> String {
    let is_digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let digits = |text: &mut dyn Iterator<Item = char>| text.take_while(is_digit).count();
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let groups = matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}');
        let behind = text.get(at + c.len_utf8()..).unwrap_or_default();
        let typed = || digits(&mut text.get(..at).unwrap_or_default().chars().rev());
        if !groups || digits(&mut behind.chars()) != 3 || !(1..=3).contains(&typed()) {
            out.push(c);
        }
    }
    out
}

/// [`spaced`] without the spaces; `None` if a space alone parts two numbers.
pub(super) fn gapless(text: &str) -> Option<String> {
    let spaced = spaced(&ungrouped(text));
    let mut last = '\0';
    let mut after_space = false;
    for c in spaced.chars() {
        if after_space && last.is_ascii_digit() && c.is_ascii_digit() {
            return None;
        }
        after_space = c == ' ';
        if !after_space {
            last = c;
        }
    }
    Some(spaced.replace(' ', ""))
}

/// True for digits that number a line or point to a note.
fn is_note_digit(c: char) -> bool {
    matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}'..='\u{209f}' | '\u{2460}'..='\u{24ff}')
        || matches!(c, '\u{2776}'..='\u{2793}' | '\u{3251}'..='\u{325f}' | '\u{32b1}'..='\u{32bf}')
}

/// The typed text without a bullet or number at its start (・, ①, 1), (2)).
pub(super) fn without_bullet(text: &str) -> &str {
    let marks = |c: char| {
        normal::is_blank(c)
            || is_note_digit(c)
            || matches!(
                c,
                '・' | '･'
                    | '●'
                    | '•'
                    | '◆'
                    | '◇'
                    | '■'
                    | '▪'
                    | '※'
                    | '*'
                    | '→'
                    | '☑'
                    | '✓'
                    | '✔'
            )
    };
    let bare = text.trim_start_matches(marks);
    let number = bare.strip_prefix(['(', '（']).unwrap_or(bare);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let digits = number.chars().count().saturating_sub(rest.chars().count());
    let closed = rest.strip_prefix([')', '）', '.', '．']);
    match closed {
        // 1.5 is a number, not a first line.
        Some(value) if (1..=2).contains(&digits) && value.starts_with(|c: char| !c.is_numeric()) => {
            value.trim_start()
        }
        _ => bare,
    }
    .trim_end_matches(normal::is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_where_each_part_was_typed() {
        let folded = Folded::new("ＵＳＢ ﾒﾓﾘ、ﾊﾞｲﾝﾀﾞｰ");
        assert_eq!(folded.text(), "usbメモリ、バインダー");
        let at = folded.text().find('バ').unwrap();
        assert_eq!(folded.raw(at, folded.text().len()), "ﾊﾞｲﾝﾀﾞｰ");
        assert!(folded.blank_before(3));
    }

    #[test]
    fn remarks_are_what_closed_brackets_hold() {
        assert_eq!(remarks("a(b(c)d)e"), ("ae".to_owned(), vec!["b(c)d".to_owned()]));
        assert_eq!(remarks("a(b"), ("a(b".to_owned(), vec![]));
        assert_eq!(remarks("(a)[b]"), (String::new(), vec!["a)[b".to_owned()]));
    }

    #[test]
    fn bullets_go_and_numbers_that_belong_stay() {
        for (typed, bare) in [
            ("・紙", "紙"),
            ("①紙", "紙"),
            ("1) 紙", "紙"),
            ("（2）紙", "紙"),
            ("1.紙", "紙"),
            ("2名で確認", "2名で確認"),
            ("(1)", "(1)"),
        ] {
            assert_eq!(without_bullet(typed), bare, "{typed}");
        }
    }

    #[test]
    fn two_numbers_parted_by_a_blank_are_not_joined() {
        assert_eq!(gapless("100\n200"), None);
        assert_eq!(gapless("約 1,000 件").as_deref(), Some("約1,000件"));
        assert_eq!(gapless("①5年 ②10年").as_deref(), Some("5年10年"));
    }
}
