//! Single values that are different: a title, a severity, the entries of a list.

use super::resting::spelling;
use crate::expression::Expression;
use crate::text::Text;

/// A value that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What is different, such as the title.
    pub what: Text,
    /// What stood there; empty if nothing did.
    pub before: Text,
    /// What stands there now; empty if nothing does.
    pub after: Text,
    /// True if a ledger may be judged otherwise because of it.
    pub alters: bool,
}

impl Detail {
    /// The detail in words: `題名：旧 → 新`, or what was added or removed.
    pub fn phrase(&self) -> Text {
        let Self { what, before, after, .. } = self;
        if before.ja.is_empty() {
            return Text::new(
                format!("{}：{}を追加", what.ja, after.ja),
                format!("{}: added {}", what.en, after.en),
            );
        }
        if after.ja.is_empty() {
            return Text::new(
                format!("{}：{}を削除", what.ja, before.ja),
                format!("{}: removed {}", what.en, before.en),
            );
        }
        Text::new(
            format!("{}：{} → {}", what.ja, before.ja, after.ja),
            format!("{}: {} → {}", what.en, before.en, after.en),
        )
    }
}

/// Gathers the details in which two definitions differ.
#[derive(Debug, Default)]
pub(super) struct Details {
    pub(super) list: Vec<Detail>,
}

impl Details {
    /// Notes a value of which a wording only is different.
    pub(super) fn wording(&mut self, what: (&str, &str), before: &Text, after: &Text) {
        self.note(what, before, after, false);
    }

    /// Notes a value that a ledger is judged by.
    pub(super) fn value(&mut self, what: (&str, &str), before: &Text, after: &Text) {
        self.note(what, before, after, true);
    }

    fn note(&mut self, (ja, en): (&str, &str), before: &Text, after: &Text, alters: bool) {
        if before != after {
            let (before, after) = (before.clone(), after.clone());
            self.list.push(Detail { what: Text::new(ja, en), before, after, alters });
        }
    }

    /// Notes an expression that was written otherwise; blanks and line ends do not matter.
    pub(super) fn expression(
        &mut self,
        what: (&str, &str),
        before: Option<&Expression>,
        after: Option<&Expression>,
        alters: bool,
    ) {
        if before.map(spelling) != after.map(spelling) {
            let text = |expression: Option<&Expression>| {
                let words = expression.map(|expression| expression.text.split_whitespace());
                Text::same(words.into_iter().flatten().collect::<Vec<_>>().join(" "))
            };
            self.note(what, &text(before), &text(after), alters);
        }
    }

    /// Notes what was added to a list and what was removed from it, whatever the order.
    pub(super) fn entries(
        &mut self,
        what: (&str, &str),
        before: &[String],
        after: &[String],
        title: impl Fn(&str) -> Text,
        alters: bool,
    ) {
        let missing = |from: &[String], of: &[String]| {
            let others = of.iter().filter(|entry| !from.contains(entry));
            let titles: Vec<Text> = others.map(|entry| title(entry)).collect();
            Text::listed(&titles)
        };
        let nothing = Text::default();
        self.note(what, &nothing, &missing(before, after), alters);
        self.note(what, &missing(after, before), &nothing, alters);
    }
}

/// A word that is the same in both languages.
pub(super) fn plain(word: &str) -> Text {
    Text::same(word)
}

/// A word or title as something that is spoken of.
pub(super) fn quoted(title: &Text) -> Text {
    Text::new(format!("「{}」", title.ja), format!("“{}”", title.en))
}
