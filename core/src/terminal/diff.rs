//! What is different between two versions of packs, as text.

use daicho_rules::{DefinitionKind, Detail, Difference, How, Lang, PackDiff, PackPair, Shift, Text};

use unicode_width::UnicodeWidthStr as _;

use super::page::{Extent, Page};
use super::style::{Ink, Palette, cut, pad};

/// Most situations of a rule that are shown in short.
const SITUATIONS: usize = 6;
/// Widest line of a detail.
const WIDTH: usize = 110;
/// Signs that are shown on both sides of what is different in a long text.
const AROUND: usize = 30;

/// Packs with their versions, then rules and definitions that are different.
pub fn diff_text(diff: &PackDiff, extent: Extent, lang: Lang, palette: Palette) -> String {
    let mut page = Page::new(extent, lang, palette);
    page.heading("ルールパックの比較", "Packs compared");
    for pair in &diff.packs {
        page.pack(pair);
    }
    for advice in &diff.advice {
        let text = page.pick(
            &format!("注意（{}）: {}", advice.pack, advice.text.ja),
            &format!("note on {}: {}", advice.pack, advice.text.en),
        );
        page.line(2, &page.palette.paint(Ink::Middle, &text));
    }
    if diff.differences.is_empty() {
        let text = page.pick("内容に違いはありません。", "There is no difference in what they say.");
        page.line(2, &text);
        return page.out;
    }
    page.sections(diff);
    page.out
}

/// The part of the page that a difference stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Answers,
    Added,
    Removed,
    Rewritten,
    Wording,
    Definitions,
}

/// Sections with their headings, and with their names in the counts.
const SECTIONS: [(Section, [&str; 2], [&str; 2]); 6] = [
    (Section::Answers, ["判定が変わるもの", "Answers change"], ["判定が変わる", "answers change"]),
    (Section::Added, ["追加されたもの", "Added"], ["追加", "added"]),
    (Section::Removed, ["削除されたもの", "Removed"], ["削除", "removed"]),
    (
        Section::Rewritten,
        ["書き方だけが変わり、判定は同じもの", "Written otherwise, same answers"],
        ["書き方のみ", "written otherwise"],
    ),
    (
        Section::Wording,
        ["文言だけが変わり、判定は同じもの", "Wording only, same answers"],
        ["文言のみ", "wording only"],
    ),
    (
        Section::Definitions,
        ["ルールと台帳の読み取りが拠る定義", "Definitions that rules and reading rest on"],
        ["定義", "definitions"],
    ),
];

fn section(difference: &Difference) -> Section {
    let is_rule = matches!(
        difference.kind,
        DefinitionKind::Risk
            | DefinitionKind::Check
            | DefinitionKind::Duty
            | DefinitionKind::Impact
            | DefinitionKind::Control
    );
    match difference.how {
        _ if !is_rule => Section::Definitions,
        How::Added => Section::Added,
        How::Removed => Section::Removed,
        How::Changed if difference.alters() => Section::Answers,
        How::Changed if difference.rewritten => Section::Rewritten,
        How::Changed => Section::Wording,
    }
}

impl Page {
    fn pack(&mut self, pair: &PackPair) {
        let (id, versions) = match (&pair.old, &pair.new) {
            (Some(old), Some(new)) if old.id == new.id && old.version == new.version => {
                (new.id.clone(), new.version.clone())
            }
            (Some(old), Some(new)) if old.id == new.id => {
                (new.id.clone(), format!("{} → {}", old.version, new.version))
            }
            (Some(old), Some(new)) => {
                (format!("{} → {}", old.id, new.id), format!("{} → {}", old.version, new.version))
            }
            (Some(pack), None) | (None, Some(pack)) => (pack.id.clone(), pack.version.clone()),
            (None, None) => return,
        };
        let state = match (&pair.old, &pair.new, pair.is_changed()) {
            (_, None, _) => self.pick("なくなる", "removed"),
            (None, _, _) => self.pick("加わる", "added"),
            (_, _, true) => self.pick("変更あり", "changed"),
            (_, _, false) => self.pick("変更なし", "the same"),
        };
        self.line(2, &format!("{}  {}  {state}", pad(&id, 14), pad(&versions, 15)));
    }

    fn sections(&mut self, diff: &PackDiff) {
        let of = |wanted: Section| diff.differences.iter().filter(move |one| section(one) == wanted);
        let counts: Vec<String> = SECTIONS
            .iter()
            .map(|(wanted, _, [ja, en])| (of(*wanted).count(), *ja, *en))
            .filter(|(count, _, _)| *count > 0)
            .map(|(count, ja, en)| self.pick(&format!("{ja} {count}件"), &format!("{en}: {count}")))
            .collect();
        let counts = counts.join(&self.pick("、", ", "));
        self.line(2, &counts);
        for (wanted, [ja, en], _) in SECTIONS {
            if of(wanted).next().is_none() {
                continue;
            }
            self.heading(ja, en);
            for difference in of(wanted) {
                self.difference(difference);
            }
        }
    }

    fn difference(&mut self, difference: &Difference) {
        let (kind, title) = (difference.kind.title(), difference.title.get(self.lang));
        let named = if title == difference.id || difference.kind == DefinitionKind::Impact {
            title.to_owned()
        } else {
            format!("{}  {title}", difference.id)
        };
        let how = match difference.how {
            How::Added if section(difference) == Section::Definitions => self.pick("［追加］", "[added] "),
            How::Removed if section(difference) == Section::Definitions => {
                self.pick("［削除］", "[removed] ")
            }
            How::Added | How::Removed | How::Changed => String::new(),
        };
        let kind = if difference.kind == DefinitionKind::Impact { "" } else { kind.get(self.lang) };
        let line = format!("{how}{kind} {named}");
        self.line(2, line.trim_start());
        if let Some(old) = &difference.old_id {
            let text = self.pick(&format!("旧ID: {old}"), &format!("was {old}"));
            self.line(6, &text);
        }
        if !difference.causes.is_empty() {
            let causes = difference.causes.iter().map(|cause| cause.text.get(self.lang)).collect::<Vec<_>>();
            let text = if difference.shifts.is_empty() {
                self.pick("判定が変わりうる原因: ", "answers may change through ")
            } else {
                self.pick("原因: ", "through ")
            };
            let text = format!("{text}{}", causes.join(&self.pick("、", ", ")));
            let text = self.short(&text);
            self.line(6, &text);
        }
        self.shifts(&difference.shifts);
        if !difference.complete {
            let text = self.pick(
                "場面が多く、すべては調べていません。ほかにも違いがありえます。",
                "There are more situations than were looked at; others may differ as well.",
            );
            self.line(6, &self.palette.paint(Ink::Middle, &text));
        }
        if difference.asks_otherwise > 0 {
            let count = difference.asks_otherwise;
            let text = self.pick(
                &format!("空欄があるとき先に尋ねる項目だけが変わる場面: {count}"),
                &format!(
                    "only what is asked for first, where cells are blank, changes in {count} situation(s)"
                ),
            );
            self.line(6, &text);
        }
        for detail in &difference.details {
            self.detail(detail);
        }
    }

    /// A detail in one line, or both sides of it below each other where that is too long.
    fn detail(&mut self, detail: &Detail) {
        // A text that only differs in the other language is shown in that one.
        let lang = match self.lang {
            Lang::Ja if detail.before.ja == detail.after.ja => Lang::En,
            Lang::En if detail.before.en == detail.after.en => Lang::Ja,
            lang => lang,
        };
        let phrase = detail.phrase();
        let phrase = phrase.get(lang);
        let (before, after) = (detail.before.get(lang), detail.after.get(lang));
        if phrase.width() <= WIDTH || before.is_empty() || after.is_empty() {
            let text = self.short(phrase);
            self.line(6, &text);
            return;
        }
        self.line(6, detail.what.get(self.lang));
        let (before, after) = match self.extent {
            Extent::All => (before.to_owned(), after.to_owned()),
            Extent::Short => around_difference(before, after),
        };
        for (word, text) in [(self.pick("旧", "was"), before), (self.pick("新", "now"), after)] {
            let text = format!("{word}: {}", self.short(&text));
            self.line(8, &text);
        }
    }

    /// Situations by what comes out before and after.
    fn shifts(&mut self, shifts: &[Shift]) {
        if shifts.is_empty() {
            return;
        }
        let count = shifts.len();
        let text =
            self.pick(&format!("判定が変わる場面: {count}"), &format!("situations that change: {count}"));
        self.line(6, &text);
        let mut groups: Vec<(&Text, &Text, Vec<&Shift>)> = Vec::new();
        for shift in shifts {
            match groups
                .iter_mut()
                .find(|(before, after, _)| (*before, *after) == (&shift.before_text, &shift.after_text))
            {
                Some((_, _, members)) => members.push(shift),
                None => groups.push((&shift.before_text, &shift.after_text, vec![shift])),
            }
        }
        let mut left = if self.extent == Extent::All { usize::MAX } else { SITUATIONS };
        let mut unseen = 0;
        for (before, after, members) in groups {
            if left == 0 {
                unseen += members.len();
                continue;
            }
            let outcome = format!("{} → {}", before.get(self.lang), after.get(self.lang));
            self.line(8, &self.palette.paint(Ink::Heading, &outcome));
            for (at, shift) in members.iter().enumerate() {
                if left == 0 {
                    unseen += members.len() - at;
                    break;
                }
                left -= 1;
                let text = format!("{}{}", self.pick("・", "- "), shift.given.get(self.lang));
                self.line(10, &text);
            }
        }
        if unseen > 0 {
            let text = self.pick(
                &format!("ほか{unseen}の場面（--all ですべて表示）"),
                &format!("and {unseen} more (--all shows them)"),
            );
            self.line(8, &self.palette.paint(Ink::Faint, &text));
        }
    }

    fn short(&self, text: &str) -> String {
        if self.extent == Extent::All { text.to_owned() } else { cut(text, WIDTH) }
    }
}

/// Two texts without most of what they begin and end with in common.
fn around_difference(before: &str, after: &str) -> (String, String) {
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count().min(rest);
    let part = |text: &[char]| {
        let (from, to) = (start.saturating_sub(AROUND), (text.len() - end + AROUND).min(text.len()));
        let shown: String = text.iter().skip(from).take(to - from).collect();
        let (left, right) = (if from > 0 { "…" } else { "" }, if to < text.len() { "…" } else { "" });
        format!("{left}{shown}{right}")
    };
    (part(&old), part(&new))
}
