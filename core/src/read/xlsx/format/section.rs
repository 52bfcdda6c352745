//! The sections of a format code: positive; negative; zero, or each with a condition of its own.

use super::Calendar;
use super::digits::{Digits, Piece};

/// Characters of a code that are looked at; Excel allows 255.
const LONGEST: usize = 1_000;
/// The fourth section is for text.
const NUMERIC: usize = 3;

/// A section of a format code.
#[derive(Debug, PartialEq)]
pub(super) struct Section {
    /// When it applies, if it says so itself.
    pub(super) condition: Option<Condition>,
    /// What it makes of a number.
    pub(super) shape: Shape,
    /// Text before the number, or all text of a section without one.
    pub(super) before: String,
    /// Text behind the number.
    pub(super) after: String,
}

/// What a section makes of a number.
#[derive(Debug, PartialEq)]
pub(super) enum Shape {
    /// It stays as it is.
    General,
    /// It takes the places of the section.
    Digits(Digits),
    /// Nothing: words stand in its place.
    Word,
    /// It is taken for a day or a time.
    Calendar(Calendar),
}

/// A condition such as `[>=100]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    limit: f64,
}

impl Condition {
    fn of(text: &str) -> Option<Self> {
        let operator: String = text.chars().take_while(|c| matches!(c, '<' | '=' | '>')).collect();
        let (less, equal, greater) = match operator.as_str() {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            "=" => (false, true, false),
            ">=" => (false, true, true),
            ">" => (false, false, true),
            "<>" => (true, false, true),
            _ => return None,
        };
        let limit = text.strip_prefix(operator.as_str())?.trim().parse().ok()?;
        Some(Self { less, equal, greater, limit })
    }

    /// True if it holds for a number.
    pub(super) fn holds(self, number: f64) -> bool {
        match number.partial_cmp(&self.limit) {
            Some(std::cmp::Ordering::Less) => self.less,
            Some(std::cmp::Ordering::Equal) => self.equal,
            Some(std::cmp::Ordering::Greater) => self.greater,
            None => false,
        }
    }
}

/// A part of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// A place for a digit: `0`, `#`, `?`.
    Place(char),
    /// The decimal point.
    Point,
    /// A comma, which groups digits or scales the number.
    Comma,
    /// A letter that means a part of a moment, if the section is one of a day or a time.
    Letter(char),
    /// The number as it is.
    General,
    /// An exponent or a fraction: neither is shown as such.
    Odd,
    /// What is shown as it stands.
    Literal(char),
}

/// The sections of a code for numbers; none if it shows numbers as they are.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut rest: String = code.chars().take(LONGEST).collect();
    while sections.len() < NUMERIC {
        let (section, behind) = section(&rest);
        sections.push(section);
        match behind {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    // A section for text only, or none at all.
    let is_plain = |section: &Section| {
        section.condition.is_none()
            && section.shape == Shape::General
            && section.before.trim().is_empty()
            && section.after.trim().is_empty()
    };
    if code.is_empty() || matches!(sections.as_slice(), [only] if is_plain(only)) {
        return Vec::new();
    }
    sections
}

/// The first section of a code, and the code behind it.
fn section(code: &str) -> (Section, Option<String>) {
    let mut tokens = Vec::new();
    let mut condition = None;
    let mut elapsed = false;
    let mut behind = None;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => {
                behind = Some(chars.as_str().to_owned());
                break;
            }
            '"' => tokens.extend(chars.by_ref().take_while(|c| *c != '"').map(Token::Literal)),
            '\\' | '!' => tokens.extend(chars.next().map(Token::Literal)),
            '_' | '*' => drop(chars.next()),
            '[' => {
                let held: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if let Some(symbol) = held.strip_prefix('$') {
                    let symbol = symbol.split('-').next().unwrap_or_default();
                    tokens.extend(symbol.chars().map(Token::Literal));
                } else if let Some(found) = Condition::of(&held) {
                    condition = Some(found);
                } else {
                    let unit = |c: char| held.chars().all(|other| other.eq_ignore_ascii_case(&c));
                    elapsed |= !held.is_empty() && ['h', 'm', 's'].into_iter().any(unit);
                }
            }
            _ => tokens.push(token(c, &mut chars)),
        }
    }
    (shaped(&tokens, condition, elapsed), behind)
}

/// The token that starts with `c`, which may go on in `chars`.
fn token(c: char, chars: &mut std::str::Chars<'_>) -> Token {
    let lower = c.to_ascii_lowercase();
    let mut follows = |words: &[&str]| {
        words.iter().any(|word| {
            let rest = chars.as_str();
            let hit = rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
            if hit {
                *chars = rest.get(word.len()..).unwrap_or_default().chars();
            }
            hit
        })
    };
    match lower {
        '0' | '#' | '?' => Token::Place(c),
        '.' => Token::Point,
        ',' => Token::Comma,
        '@' => Token::General,
        'g' if follows(&["eneral", "/標準"]) => Token::General,
        // The half of the day belongs to the hours.
        'a' if follows(&["m/pm", "/p"]) => Token::Letter('h'),
        'e' if follows(&["+", "-"]) => Token::Odd,
        '/' => Token::Odd,
        'y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' | 'a' | 'b' | 'r' => Token::Letter(c),
        _ => Token::Literal(c),
    }
}

fn shaped(tokens: &[Token], condition: Option<Condition>, elapsed: bool) -> Section {
    let letters = || {
        tokens.iter().filter_map(|token| match token {
            Token::Letter(c) => Some(c.to_ascii_lowercase()),
            _ => None,
        })
    };
    let is_place = |token: &Token| matches!(token, Token::Place(_));
    let has = |wanted: &[char]| letters().any(|c| wanted.contains(&c));
    let section = |shape, before, after| Section { condition, shape, before, after };
    let calendar = |calendar| section(Shape::Calendar(calendar), String::new(), String::new());
    if elapsed {
        return calendar(Calendar::Duration);
    }
    // A letter such as e among places for digits is no part of a moment.
    let first = tokens.iter().position(is_place);
    if has(&['y', 'm', 'd', 'h', 's']) || first.is_none() && letters().next().is_some() {
        let day = has(&['y', 'd', 'g', 'e', 'b', 'r']) || !has(&['h', 's']);
        return calendar(if day { Calendar::Day } else { Calendar::Clock });
    }
    let text = |tokens: &[Token]| -> String {
        let shown = |token: &Token| match token {
            Token::Literal(c) | Token::Letter(c) => Some(*c),
            Token::Odd => Some('/'),
            Token::Point => Some('.'),
            Token::Comma => Some(','),
            Token::Place(_) | Token::General => None,
        };
        tokens.iter().filter_map(shown).collect()
    };
    if let Some(at) = tokens.iter().position(|token| *token == Token::General) {
        let (before, after) = tokens.split_at(at);
        return section(Shape::General, text(before), text(after));
    }
    let (Some(first), Some(last)) = (first, tokens.iter().rposition(is_place)) else {
        return section(Shape::Word, text(tokens), String::new());
    };
    if tokens.contains(&Token::Odd) {
        return section(Shape::General, String::new(), String::new());
    }
    // `.00` starts with its point, and `0,,` ends with commas that scale.
    let point_first = first.checked_sub(1).filter(|at| tokens.get(*at) == Some(&Token::Point));
    let (before, rest) = tokens.split_at(point_first.unwrap_or(first));
    let end = last + 1 - before.len();
    let scaling = rest.iter().skip(end).take_while(|token| **token == Token::Comma).count();
    let (places, after) = rest.split_at(end + scaling);
    let percents = tokens.iter().filter(|token| **token == Token::Literal('%')).count();
    let pieces = places.iter().map(|token| match token {
        Token::Place(c) => Piece::Place(*c),
        Token::Point => Piece::Point,
        Token::Comma => Piece::Comma,
        Token::Literal(c) | Token::Letter(c) => Piece::Literal(*c),
        Token::Odd | Token::General => Piece::Literal('/'),
    });
    section(Shape::Digits(Digits::new(pieces, percents)), text(before), text(after))
}
