//! Marks and digits of a Japanese keyboard.

use super::Slip;

/// Marks that are more than the wide form of an ASCII character.
const MARKS: [(char, &str); 22] = [
    ('　', " "),
    ('“', "\""),
    ('”', "\""),
    ('‘', "\""),
    ('’', "\""),
    ('「', "\""),
    ('」', "\""),
    ('『', "\""),
    ('』', "\""),
    ('、', ","),
    ('。', ""),
    ('・', ","),
    ('【', "["),
    ('】', "]"),
    ('≦', "<="),
    ('≤', "<="),
    ('≧', ">="),
    ('≥', ">="),
    ('≠', "!="),
    ('×', "*"),
    ('÷', "/"),
    ('−', "-"),
];

/// What is typed for a mark; `None` for letters and what is ASCII already.
pub(super) fn narrow(c: char) -> Option<String> {
    if let Some((_, narrow)) = MARKS.iter().find(|(mark, _)| *mark == c) {
        return Some((*narrow).to_owned());
    }
    let wide = ('！'..='～').contains(&c) && !c.is_alphabetic();
    let ascii = wide.then(|| u32::from(c).checked_sub(0xfee0).and_then(char::from_u32)).flatten();
    ascii.map(String::from)
}

/// A mark, or a number in wide digits, as a slip.
pub(super) fn slip(found: &str) -> Option<Slip> {
    let mut characters = found.chars();
    let first = characters.next()?;
    if first.is_ascii() {
        return None;
    }
    let narrow = narrow(first)?;
    if narrow.is_empty() {
        let slip = Slip::new(format!("「{first}」は書けません"), format!("`{first}` cannot be written here"));
        return Some(slip.with_help("取り除きます", "leave it out"));
    }
    if first.is_numeric() {
        let digits: String =
            found.chars().filter(|c| *c != '，').map(digit).take_while(char::is_ascii_digit).collect();
        return Some(
            Slip::new(
                format!("全角の数字「{found}」は書けません"),
                format!("`{found}` is in full-width digits"),
            )
            .with_help(format!("半角で `{digits}` と書きます"), format!("write `{digits}`")),
        );
    }
    let wide = ('！'..='～').contains(&first) || matches!(first, '　' | '“' | '”');
    let slip = if wide {
        Slip::new(
            format!("全角記号「{first}」は書けません"),
            format!("it holds the full-width symbol `{first}`"),
        )
    } else {
        Slip::new(format!("「{first}」は書けません"), format!("`{first}` cannot be written here"))
    };
    if narrow == " " {
        return Some(slip.with_help("半角の空白にします", "write a plain blank"));
    }
    Some(slip.with_help(format!("半角の `{narrow}` にします"), format!("write `{narrow}`")))
}

/// A digit of any width.
pub(super) fn digit(c: char) -> char {
    if c.is_ascii() { c } else { narrow(c).and_then(|narrow| narrow.chars().next()).unwrap_or(c) }
}
