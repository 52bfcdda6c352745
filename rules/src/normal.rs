//! Normal forms of text, shared by header matching and vocabularies.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Text as kept: NFC, line ends as `\n`, no blanks at the ends.
pub fn clean(text: &str) -> String {
    // Nearly every text is clean but for its ends, and there are millions of them.
    if is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.contains('\r') {
        return text.trim_matches(is_blank).to_owned();
    }
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    unified.nfc().collect::<String>().trim_matches(is_blank).to_owned()
}

/// Text for comparing: NFKC, lower case, hyphens and dashes unified, no blanks.
///
/// Two texts that a reader would call the same wording fold to the same string.
pub fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_blank(*c))
        .map(|c| match c {
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ｰ' | '─' => '-',
            '〜' | '～' => '~',
            '◯' | '○' | '〇' | '⚪' => '○',
            '✕' | '✖' | '╳' | '⨯' => '×',
            other => other,
        })
        .collect()
}

/// A header for comparing: [`fold`] without brackets and what they hold, marks, numbers at the
/// start, and the joining 「の」「・」.
pub fn fold_header(text: &str) -> String {
    let folded = fold(text);
    let bare = without_brackets(&folded);
    let source = if bare.is_empty() { folded } else { bare };
    let numbered = source.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    let start = if numbered.is_empty() { source.as_str() } else { numbered };
    start.chars().filter(|c| c.is_alphanumeric() && *c != 'の' || matches!(c, 'ー' | '№')).collect()
}

/// Wordings of "none", folded, parted by spaces.
pub const NOTHING: &str = "無 無し 無い なし ナシ ない × x ✗ ❌ 該当なし 該当無し 該当無 該当者なし 該当データなし \
     該当先なし 特になし 特に無し 特になし。 なし。 特に無 とくになし none nothing nil 対象なし \
     該当事項なし 一切なし 皆無 無(なし) なし(無) aucun aucune néant";

/// More bytes than a wording of "none" takes, however it is typed.
const LONGEST_NOTHING: usize = 200;

/// True for a folded text of dashes and other signs that fill a cell without saying what they mean.
pub fn is_dash(folded: &str) -> bool {
    !folded.is_empty() && folded.chars().all(|c| matches!(c, '-' | 'ー' | '_' | '/' | '~' | '・' | '.' | '―'))
}

/// True for a dash and for the wordings of "none".
pub fn says_nothing(text: &str) -> bool {
    if text.len() > LONGEST_NOTHING {
        return false;
    }
    let folded = fold(text);
    is_dash(&folded) || NOTHING.split(' ').any(|wording| wording == folded)
}

/// How names of a client's own columns start.
pub const OWN: &str = "x_";

/// Most characters of the name of a client's own column, without `x_`.
const LONGEST_OWN: usize = 60;

/// Name of a client's own column: `x_` and the letters and digits of its header in NFKC, such as
/// `x_決裁番号` for 「決裁番号」; `None` for a header that has none.
pub fn own_name(header: &str) -> Option<String> {
    let bare = header.nfkc().filter(|c| c.is_alphanumeric() || *c == '_').take(LONGEST_OWN);
    let name: String = OWN.chars().chain(bare).collect();
    (name != OWN).then_some(name)
}

/// The text with everything between brackets removed, brackets included.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '<' | '【' | '〔' | '「' | '『' | '《' | '〈' => depth += 1,
            ')' | ']' | '}' | '>' | '】' | '〕' | '」' | '』' | '》' | '〉' => {
                depth = depth.saturating_sub(1);
            }
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    out
}

/// True for every character that stands for nothing: blanks of all widths and invisible marks.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

/// True for kanji and kana that fold to themselves: letters that most texts start with, told without tables.
pub fn is_kanji_or_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}')
}

/// True for characters without any width: joiners, marks of direction, soft hyphens, variation selectors.
///
/// They part nothing: a number or a word goes on behind them.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kanji_and_kana_are_letters_that_fold_to_themselves() {
        let mut letters = 0;
        for c in ('\0'..=char::MAX).filter(|c| is_kanji_or_kana(*c)) {
            assert!(c.is_alphabetic() && !c.is_numeric() && !is_blank(c), "{c:?}");
            assert_eq!(fold(&c.to_string()), c.to_string());
            letters += 1;
        }
        assert!(letters > 20_000);
    }

    #[test]
    fn headers_that_read_the_same_fold_to_the_same() {
        for (typed, plain) in [
            ("個人情報の 名称", "個人情報名称"),
            ("保管\n場所（※1）", "保管場所"),
            ("①取得方法", "取得方法"),
            ("３．利用目的", "利用目的"),
            ("アクセス権を有する者", "アクセス権を有する者"),
            ("取得・利用目的", "取得利用目的"),
            ("No.", "no"),
            ("Ｎｏ．", "no"),
            ("№", "no"),
        ] {
            assert_eq!(fold_header(typed), fold_header(plain), "{typed}");
        }
    }

    #[test]
    fn a_clients_own_column_is_named_by_what_an_expression_can_spell() {
        for (header, name) in [
            ("決裁番号", Some("x_決裁番号")),
            ("決裁 番号（稟議）", Some("x_決裁番号稟議")),
            ("ＪＩＳ区分①", Some("x_JIS区分1")),
            ("ﾗﾝｸ", Some("x_ランク")),
            ("※", None),
        ] {
            assert_eq!(own_name(header).as_deref(), name, "{header}");
        }
    }

    #[test]
    fn none_is_said_by_words_and_by_dashes_alone() {
        for text in ["なし", " 無　し ", "－", "―", "ＮＯＮＥ", "該当なし", "×", &"-".repeat(80)]
        {
            assert!(says_nothing(text), "{text}");
        }
        for text in ["", "なし等", "不明", "対象外", "K-12", "鍵なし"] {
            assert!(!says_nothing(text), "{text}");
        }
    }

    #[test]
    fn a_header_that_is_only_in_brackets_keeps_its_text() {
        assert_eq!(fold_header("（件数）"), "件数");
    }
}
