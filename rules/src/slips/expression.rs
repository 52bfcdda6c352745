//! Slips in expressions.

use rhai::{LexError, ParseErrorType};

use super::{Slip, marks};

/// Words of other languages, with what stands for them.
const WORDS: [(&[&str], &str); 8] = [
    (&["and", "AND", "And", "かつ", "及び", "および"], "&&"),
    (&["or", "OR", "Or", "または", "又は", "もしくは", "若しくは"], "||"),
    (&["is"], "=="),
    (&["elif", "elsif", "elseif"], "else if"),
    (&["以上"], ">="),
    (&["以下"], "<="),
    (&["未満"], "<"),
    (&["超"], ">"),
];

/// Words that turn a condition round.
const NOT: [&str; 5] = ["not", "NOT", "Not", "でない", "ではない"];

/// Signs of other languages.
const SIGNS: [(&str, &str); 9] = [
    ("=", "=="),
    ("===", "=="),
    ("!==", "!="),
    ("<>", "!="),
    ("~=", "!="),
    ("=!", "!="),
    ("=<", "<="),
    ("=>", ">="),
    (":=", "=="),
];

/// Operators of Rhai that rules do without, since they hardly ever mean what was intended.
const REFUSED: [(&str, &str, &str); 6] = [
    ("&", "かつ は `&&` と書きます", "write `&&` for “and”"),
    ("|", "または は `||` と書きます", "write `||` for “or”"),
    ("^", "どちらか一方だけ、は `a != b` と書きます", "write `a != b` for “one of the two only”"),
    ("**", "掛け算で `a * a` と書きます", "write a product: `a * a`"),
    ("<<", "`<` か、掛け算を使います", "write `<`, or a product"),
    (">>", "`>` か、割り算を使います", "write `>`, or a division"),
];

/// An operator that rules do without.
pub(crate) fn operator(name: &str) -> Option<Slip> {
    let (_, ja, en) = REFUSED.iter().find(|(sign, ..)| *sign == name)?;
    let slip = Slip::new(format!("演算子 `{name}` は使えません"), format!("rules have no operator `{name}`"));
    Some(slip.with_help(*ja, *en))
}

/// The first slip in an expression that cannot be read, with the number of characters before it.
pub(crate) fn slip(text: &str) -> Option<(usize, Slip)> {
    let pieces = pieces(text);
    let has_switch = pieces.iter().any(|piece| piece.text == "switch");
    let mut depth = 0_u32;
    for (at, piece) in pieces.iter().enumerate() {
        match piece.text.as_str() {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let next = |step: usize| pieces.get(at + step);
        let glued = |step: usize| next(step).filter(|next| next.glued).map_or("", |next| next.text.as_str());
        let found = number(piece, [glued(1), glued(2)], depth)
            .or_else(|| share(piece, next(1), next(2)))
            .or_else(|| word(&piece.text))
            .or_else(|| sign(&piece.text, has_switch))
            .or_else(|| marks::slip(&piece.text));
        if let Some(slip) = found {
            return Some((piece.start, slip));
        }
    }
    None
}

fn word(word: &str) -> Option<Slip> {
    if NOT.contains(&word) {
        let slip = Slip::new(format!("`{word}` とは書けません"), format!("`{word}` cannot be written here"));
        return Some(
            slip.with_help("`!takeout` のように、前に `!` を付けます", "put `!` in front, as in `!takeout`"),
        );
    }
    if word == "then" {
        return Some(Slip::instead("if … then …", "if … { … } else { … }"));
    }
    let right = truth(word).or_else(|| {
        let (_, right) = WORDS.iter().find(|(words, _)| words.contains(&word))?;
        Some(*right)
    })?;
    Some(Slip::instead(word, right))
}

/// What people write for `true` and `false`.
pub(super) fn truth(word: &str) -> Option<&'static str> {
    match word {
        "True" | "TRUE" | "真" | "はい" | "有" | "あり" | "○" | "yes" => Some("true"),
        "False" | "FALSE" | "偽" | "いいえ" | "無" | "なし" | "×" | "no" => Some("false"),
        _ => None,
    }
}

fn sign(sign: &str, has_switch: bool) -> Option<Slip> {
    match sign {
        "=>" if has_switch => None,
        "'" => Some(
            Slip::new("文字列を `'…'` で囲むことはできません", "texts do not stand in `'…'`")
                .with_help("`\"…\"` で囲みます", "write `\"…\"`"),
        ),
        ";" => Some(Slip::instead(";", "&&")),
        _ => SIGNS.iter().find(|(wrong, _)| *wrong == sign).map(|(wrong, right)| Slip::instead(wrong, right)),
    }
}

/// Numbers with a unit, a comma or a fraction.
fn number(piece: &Piece, [mark, rest]: [&str; 2], depth: u32) -> Option<Slip> {
    let digits: String = piece.text.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    let all = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if digits.len() < piece.text.len() {
        let unit = !piece.text.is_ascii();
        return unit.then(|| unit_of(&piece.text, &digits));
    }
    match mark {
        "." if all(rest) => Some(
            Slip::new(
                format!("小数 `{digits}.{rest}` は書けません"),
                format!("`{digits}.{rest}` is no whole number"),
            )
            .with_help(
                "整数だけで書きます。`count > limit * 0.1` なら `count * 10 > limit` です",
                "use whole numbers only: for `count > limit * 0.1` write `count * 10 > limit`",
            ),
        ),
        "," | "，" if all(rest) && rest.len() == 3 && depth == 0 => {
            Some(with_comma(&format!("{digits}{mark}{rest}")))
        }
        _ => None,
    }
}

pub(super) fn unit_of(text: &str, digits: &str) -> Slip {
    let order =
        |(words, _): &&(&[&str], &str)| words.iter().any(|word| text.strip_prefix(digits) == Some(word));
    if let Some((_, sign)) = WORDS.iter().find(order) {
        return Slip::instead(text, &format!("{sign} {digits}"));
    }
    Slip::new(format!("数に単位は付けません: `{text}`"), format!("a number has no unit: `{text}`"))
        .with_help(format!("`{digits}` と書きます"), format!("write `{digits}`"))
}

pub(super) fn with_comma(text: &str) -> Slip {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    Slip::new(
        format!("数に桁区切りのコンマは付けません: `{text}`"),
        format!("a number has no comma: `{text}`"),
    )
    .with_help(format!("`{digits}` と書きます"), format!("write `{digits}`"))
}

/// `10%`, where no remainder is meant.
fn share(piece: &Piece, mark: Option<&Piece>, after: Option<&Piece>) -> Option<Slip> {
    let mark = mark?.text.as_str();
    let operand =
        |after: &Piece| after.text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '(' | '"'));
    let number = piece.text.chars().all(|c| c.is_ascii_digit());
    if !number || mark != "％" && (mark != "%" || after.is_some_and(operand)) {
        return None;
    }
    let text = format!("{}{mark}", piece.text);
    Some(
        Slip::new(format!("割合 `{text}` は書けません"), format!("`{text}` cannot be written here"))
            .with_help(
                "掛け算で書きます。10%を超える、は `count * 100 > limit * 10` です",
                "write products: more than 10% is `count * 100 > limit * 10`",
            ),
    )
}

/// A word, a run of signs or a mark of an expression.
struct Piece {
    text: String,
    /// Characters before it.
    start: usize,
    /// Whether it follows the one before it without a blank.
    glued: bool,
}

#[derive(PartialEq)]
enum Sort {
    Word,
    Sign,
    Other,
}

/// The expression in pieces, what stands in `"…"` left out.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<(Sort, Piece)> = Vec::new();
    let (mut inside, mut escaped, mut glued) = (false, false, false);
    for (start, c) in text.chars().enumerate() {
        if inside {
            inside = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
            glued = false;
            continue;
        }
        let sort = match c {
            '"' => {
                inside = true;
                Sort::Other
            }
            '=' | '<' | '>' | '!' | '~' | '&' | '|' | ':' => Sort::Sign,
            '_' => Sort::Word,
            c if c.is_alphanumeric() => Sort::Word,
            _ => Sort::Other,
        };
        match pieces.last_mut() {
            Some((last, piece)) if glued && sort != Sort::Other && *last == sort => piece.text.push(c),
            _ => pieces.push((sort, Piece { text: c.to_string(), start, glued })),
        }
        glued = true;
    }
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

/// Why the parser stopped, where no slip of the tables is to be seen.
pub(crate) fn reason(error: &ParseErrorType) -> Slip {
    match error {
        ParseErrorType::UnexpectedEOF => Slip::new("途中で終わっています", "it ends too early").with_help(
            "`)`、`]`、`}` や、演算子の右側が抜けていないか確かめてください",
            "see whether a `)`, `]` or `}` is missing, or what follows an operator",
        ),
        ParseErrorType::BadInput(LexError::UnterminatedString) => {
            Slip::new("`\"` が閉じていません", "a `\"` is not closed")
        }
        ParseErrorType::BadInput(LexError::UnexpectedInput(input)) => {
            // Rhai says more than the sign, which stands in quotes.
            let bare = input.split('\'').nth(1).unwrap_or(input);
            Slip::new(format!("ここに `{bare}` は書けません"), format!("`{bare}` cannot stand here"))
        }
        ParseErrorType::BadInput(LexError::MalformedChar(_)) => {
            Slip::new("文字列を `'…'` で囲むことはできません", "texts do not stand in `'…'`")
                .with_help("`\"…\"` で囲みます", "write `\"…\"`")
        }
        ParseErrorType::MissingToken(token, _) => {
            Slip::new(format!("ここに `{token}` が要ります"), format!("`{token}` is missing here"))
        }
        ParseErrorType::Reserved(word) => {
            Slip::new(format!("`{word}` は予約語なので使えません"), format!("`{word}` is reserved"))
        }
        ParseErrorType::PropertyExpected => {
            Slip::new("`.` の後に関数の名前がありません", "a function is missing after `.`")
        }
        ParseErrorType::ExprExpected(_) => {
            Slip::new("ここに値や条件が要ります", "a value or a condition is missing here")
        }
        other => Slip::new(other.to_string(), other.to_string()),
    }
}
