//! What people are told about a cell that was not, or not quite, understood.

use daicho_rules::Text;

/// Characters of a typed text that a doubt repeats.
const SHOWN: usize = 40;

/// Doubts about one cell, in the order they came up.
#[derive(Debug, Default)]
pub(super) struct Doubts(Vec<Text>);

impl Doubts {
    /// Adds a doubt, once.
    pub(super) fn add(&mut self, doubt: Text) {
        if !self.0.contains(&doubt) {
            self.0.push(doubt);
        }
    }

    /// Adds a doubt from its Japanese and English wording.
    pub(super) fn say(&mut self, ja: &str, en: &str) {
        self.add(Text::new(ja, en));
    }

    /// True if there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds all doubts of `other`.
    pub(super) fn add_all(&mut self, other: Self) {
        other.0.into_iter().for_each(|doubt| self.add(doubt));
    }

    /// All doubts as one text; `None` if there is none.
    pub(super) fn into_text(self) -> Option<Text> {
        if self.0.is_empty() {
            return None;
        }
        let ja: Vec<&str> = self.0.iter().map(|doubt| doubt.ja.as_str()).collect();
        let en: Vec<&str> = self.0.iter().map(|doubt| doubt.en.as_str()).collect();
        Some(Text::new(ja.join("。"), en.join("; ")))
    }
}

/// The typed text in backticks, on one line, cut when it is long.
pub(super) fn quote(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    let shown: String = line.chars().take(SHOWN).collect();
    if shown.len() < line.len() { format!("`{shown}…`") } else { format!("`{shown}`") }
}

/// A cell that holds far more text than a value has.
pub(super) fn too_long(text: &str) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} は長すぎるため値として読み取れません"),
        format!("{shown} is too long to be read as a value"),
    )
}

/// A text outside the vocabulary, with the values that come nearest.
pub(super) fn unknown_word(text: &str, near: &[&Text]) -> Text {
    let shown = quote(text);
    let list = |titles: Vec<&str>| titles.iter().map(|title| format!("`{title}`")).collect::<Vec<_>>();
    if near.is_empty() {
        return Text::new(format!("{shown} の意味がわかりません"), format!("{shown} is not understood"));
    }
    let ja = list(near.iter().map(|title| title.ja.as_str()).collect()).join("、");
    let en = list(near.iter().map(|title| title.en.as_str()).collect()).join(", ");
    Text::new(
        format!("{shown} の意味がわかりません（近いもの：{ja}）"),
        format!("{shown} is not understood (nearest: {en})"),
    )
}

/// A dash, which some people type for "none" and others for "do not know".
pub(super) fn dash(text: &str) -> Text {
    dash_as(text, &Text::new("なし", "none"))
}

/// A dash read as a value.
pub(super) fn dash_as(text: &str, value: &Text) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} を「{}」と読みました（「未確認」の意味なら書き直してください）", value.ja),
        format!("{shown} was read as “{}”; write something else if it means not yet known", value.en),
    )
}

/// A dash where it cannot be read as "none".
pub(super) fn silent_dash(text: &str) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} だけでは「なし」か「該当しない」か「未確認」かわかりません"),
        format!("{shown} does not say whether there is none, it does not apply, or it is not known yet"),
    )
}

/// A day where something else is expected, named by `ja` and `en`.
pub(super) fn day_for(text: &str, ja: &str, en: &str) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} は{ja}ではなく日付です（「1-5」などをExcelが日付に変えた可能性があります）"),
        format!("{shown} is a date, not {en}; Excel may have made it of something like 1-5"),
    )
}

/// A cell that says "not known yet".
pub(super) fn not_known_yet(text: &str) -> Text {
    let shown = quote(text);
    Text::new(
        format!("{shown} とあり、まだ決まっていません"),
        format!("{shown} says that it is not known yet"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_put_on_one_line() {
        assert_eq!(quote("本社\n　3F"), "`本社 3F`");
        assert_eq!(quote(&"あ".repeat(50)), format!("`{}…`", "あ".repeat(40)));
    }

    #[test]
    fn the_same_doubt_is_told_once() {
        let mut doubts = Doubts::default();
        doubts.say("あ", "a");
        doubts.say("あ", "a");
        doubts.say("い", "b");
        assert_eq!(doubts.into_text(), Some(Text::new("あ。い", "a; b")));
    }
}
